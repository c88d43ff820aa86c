"""Rounds, gaps, checklists, decisions, waivers; what is left out."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.metrics import measuring
from tests.metrics.surveys import (
    BRIEF,
    FILES,
    answer,
    gap,
    labels,
    measured,
    parts,
    signed,
    surveyed,
    values,
)
from tests.repositories.test_cases import lay_out as lay_out_case
from tests.timeline.campaigns import dates, lay_out

ACCEPTED = "status: accepted\n"
SENT_BACK = "2027-01-11T10:00:00Z"
LATER = "2027-01-12T10:00:00Z"


def said(*entries: str) -> str:
    return "acceptance:\n" + "".join(entries)


@pytest.mark.parametrize(
    ("entries", "first", "loops"),
    [
        ((answer("accepted", SENT_BACK),), 1, 0),
        ((answer("returned", SENT_BACK), answer("accepted", LATER)), 0, 1),
        ((answer("returned", SENT_BACK), answer("returned", LATER, version=2)), 0, 2),
        ((answer("accepted", SENT_BACK), answer("returned", LATER, version=2)), 1, 1),
        ((answer("accepted", SENT_BACK), answer("returned", LATER, by="ana.ruiz")), 0, 1),
    ],
    ids=["at once", "second round", "twice", "new version", "one of two"],
)
def test_rounds(tmp_path: Path, entries: tuple[str, ...], first: float, loops: float) -> None:
    survey = measured(tmp_path, {BRIEF: ACCEPTED + said(*entries)})
    assert parts(survey, "M2", "share") == (first, 1)
    assert parts(survey, "M3", "loops") == (loops, 1)


def test_why_things_go_back(tmp_path: Path) -> None:
    back = answer("returned", SENT_BACK, more=gap("objective", "2027-01-11", reason="unclear"))
    gates = "signoffs:\n" + signed("quality", "bea.lind", LATER, "changes_requested", "      note: Too long.\n")
    packages = {BRIEF: ACCEPTED + said(back, answer("returned", LATER)) + gates, FILES: "status: draft\n"}
    survey = measured(tmp_path, packages)
    assert values(survey, "M3") == {"loops": 3, "reasons": 3}
    assert labels(survey, "M3", "reasons") == [("gate quality", 1), ("no reason given", 1), ("unclear", 1)]


def test_nothing_sent_back_is_zero_and_not_unknown(tmp_path: Path) -> None:
    survey = measured(tmp_path, {BRIEF: ACCEPTED + said(answer("accepted", LATER))})
    assert values(survey, "M3") == {"loops": 0, "reasons": 0}
    assert values(survey, "M6") == {"gaps": 0, "working": None, "raw": None, "fields": 0}


def test_an_open_gap_ages_with_the_day(tmp_path: Path) -> None:
    gaps = gap("objective", "2027-01-08", "2027-01-11") + gap("context", "2027-01-08").removeprefix("    gaps:\n")
    packages = {BRIEF: "status: handed_off\n" + said(answer("returned", SENT_BACK, more=gaps))}
    survey = measured(tmp_path, packages, today="2027-01-15")
    assert labels(survey, "M6", "working") == [("open", 5), ("resolved", 1)]
    assert labels(survey, "M6", "raw") == [("open", 7), ("resolved", 3)]
    assert values(survey, "M6")["working"] == 3
    assert labels(survey, "M6", "fields") == [("context", 1), ("objective", 1)]


def test_a_gap_from_tomorrow_has_no_age(tmp_path: Path) -> None:
    packages = {
        BRIEF: "status: handed_off\n" + said(answer("returned", SENT_BACK, more=gap("objective", "2027-02-01")))
    }
    assert values(measured(tmp_path, packages), "M6") == {"gaps": 1, "working": None, "raw": None, "fields": 1}


def test_versions_after_the_first_acceptance(tmp_path: Path) -> None:
    fields = "version: 3\n" + ACCEPTED + said(answer("returned", SENT_BACK), answer("accepted", LATER, version=1))
    root = lay_out(tmp_path, {BRIEF: fields, FILES: ACCEPTED + said(answer("accepted", LATER))})
    folder = root / "docs/campaigns/spring-ride/01-brief"
    (folder / f"20270110_spring-ride_{BRIEF}_v01.md").rename(folder / f"20270110_spring-ride_{BRIEF}_v03.md")
    survey = surveyed(root)
    assert parts(survey, "M11", "versions") == (2, 1)
    assert survey.metric("M11").headline.met is False


def test_a_brief_that_was_only_sent_back_has_nothing_to_be_stable_against(tmp_path: Path) -> None:
    survey = measured(tmp_path, {BRIEF: "status: draft\n" + said(answer("returned", SENT_BACK))})
    assert survey.metric("M11").headline.why == "No brief has been accepted yet."


def test_items_ticked_after_the_package_was_needed(tmp_path: Path) -> None:
    items = (
        "checklist:\n  items:\n    four-questions: {by: maya.holt, date: 2027-01-15}\n"
        "    fields-complete: {by: maya.holt, date: 2027-01-18}\n    next-steps-clear: {na: There are none.}\n"
    )
    survey = measured(tmp_path, {BRIEF: ACCEPTED + dates("01-11", "01-13", "01-15") + items})
    assert parts(survey, "M14", "late") == (1, 2)
    assert parts(survey, "M14", "excused") == (1, 3)


def test_lists_of_the_receiver_have_days_of_their_own(tmp_path: Path) -> None:
    """Production goes on after the package was needed."""
    items = "package:\n  production_checklist:\n    items:\n      preheader: {by: leo.brandt, date: 2027-02-18}\n"
    survey = measured(tmp_path, {FILES: ACCEPTED + dates("01-11", "01-13", "01-15") + items})
    assert (values(survey, "M14")["late"], parts(survey, "M14", "excused")) == (None, (0, 1))


def decision(made_in: str, confirmed: str = "") -> str:
    written = (
        f", confirmed: {{by: leo.brandt, date: {confirmed}, link: 'https://docs.example.org/1'}}" if confirmed else ""
    )
    head = "decisions:\n  - {id: de-1, date: 2027-01-08, decision: No film., by: maya.holt, made_in: "
    return f"{head}{made_in}{written}}}\n"


@pytest.mark.parametrize(
    ("made_in", "confirmed", "counted"),
    [
        ("call", "2027-01-11", (1, 1)),
        ("call", "2027-01-12", (0, 1)),
        ("call", "", (0, 1)),
        ("email", "", (None, None)),
    ],
)
def test_spoken_decisions(tmp_path: Path, made_in: str, confirmed: str, counted: tuple[float | None, ...]) -> None:
    """8 January 2027 is a Friday."""
    survey = measured(tmp_path, {BRIEF: "status: draft\n" + decision(made_in, confirmed)}, today="2027-01-20")
    assert parts(survey, "M17", "share") == counted


def test_there_is_still_time_to_confirm(tmp_path: Path) -> None:
    survey = measured(tmp_path, {BRIEF: "status: draft\n" + decision("chat")}, today="2027-01-11")
    assert survey.metric("M17").headline.value is None


def test_waivers_that_hold_and_those_that_ran_out(tmp_path: Path) -> None:
    waivers = "waivers:\n" + "".join(
        f"  - {{rule: {rule}, reason: Agreed., by: ana.ruiz, expires: {day}}}\n"
        for rule, day in (("HF107", "2027-01-12"), ("HF107", "2027-02-01"), ("HF902", "2027-01-11"))
    )
    survey = measured(tmp_path, {BRIEF: "status: draft\n" + waivers})
    assert values(survey, "M24") == {"waivers": 2, "expired": 1, "findings": None}
    assert labels(survey, "M24", "waivers") == [("HF107", 2)]
    assert labels(survey, "M24", "expired") == [("HF902", 1)]


def test_findings_are_counted_by_the_failure_that_their_rule_prevents(tmp_path: Path) -> None:
    lay_out_case("demo-open-gap", tmp_path / "repo")
    settings, today = config.load(tmp_path / "repo"), datetime.date(2026, 10, 27)
    found = engine.run(settings, engine.Options(today=today, jobs=1)).findings
    survey = measuring.survey(settings, today=today, findings=found)
    figure = survey.metric("M24").figure("findings")
    assert (figure.amount.numerator, figure.amount.denominator) == (len(found), 7)
    assert sum(one.amount.numerator or 0 for one in figure.breakdown) == len(found) > 0
    assert {one.amount.denominator for one in figure.breakdown} == {7}
    assert [one.label for one in figure.breakdown] == ["F1 missing context"]
    clean = measuring.survey(settings, today=today, findings=())
    assert values(clean, "M24")["findings"] == 0


def test_what_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {BRIEF: "status: draft\n", FILES: "status: cancelled\nstatus_reason: No money.\n"})
    folder = root / "docs/campaigns/spring-ride/03-launch"
    folder.mkdir()
    (folder / "20270110_spring-ride_production-to-launch_v01.md").write_text(
        "---\nnot: [closed\n---\n", encoding="utf-8"
    )
    (folder / "20270110_spring-ride_production-to-launch_b_v01.md").write_text(
        "---\ntype: what\n---\n", encoding="utf-8"
    )
    survey = surveyed(root)
    assert (survey.packages, survey.left_out) == (2, 2)
    assert survey.metric("M13").headline.amount.cases == 1


def test_no_packages_at_all(tmp_path: Path) -> None:
    survey = measured(tmp_path, {})
    assert (survey.packages, survey.campaigns) == (0, 1)
    assert {one.id for one in survey.metrics if one.headline.value is not None} == set()
    assert all(figure.why for one in survey.metrics for figure in one.figures)


def test_completeness_of_a_draft_goes_by_what_approval_will_ask(tmp_path: Path) -> None:
    survey = measured(tmp_path, {BRIEF: "status: draft\n"})
    filled, asked = parts(survey, "M13", "share")
    assert asked is not None
    assert (filled, asked > 20) == (4, True)  # type, status, from, to


def test_a_part_that_does_not_apply_is_filled(tmp_path: Path) -> None:
    excuse = "package:\n  not_applicable: {budget: It costs nothing.}\n"
    before = measured(tmp_path / "a", {BRIEF: "status: draft\npackage:\n  strategy_summary: Mend bikes.\n"})
    after = measured(tmp_path / "b", {BRIEF: "status: draft\n" + excuse})
    assert parts(after, "M13", "share") == parts(before, "M13", "share")


def test_handovers_without_a_time_are_left_out(tmp_path: Path) -> None:
    fields = "status: draft\n" + dates("01-11", "01-13", "01-15") + "handovers:\n  - {version: 1, by: maya.holt}\n"
    assert values(measured(tmp_path, {BRIEF: fields}), "M7")["share"] is None
