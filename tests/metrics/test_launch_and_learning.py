"""Launches, leads, insights, tests, retrospectives and the knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint.experiments import sample_size
from tests.metrics.surveys import (
    BRIEF,
    LAUNCH,
    LEADS,
    OPTIMISATION,
    labels,
    measured,
    parts,
    signed,
    surveyed,
    values,
)
from tests.timeline import campaigns
from tests.timeline.campaigns import lay_out

RETRO = "campaign-retrospective"
DRAFT = "status: draft\n"
SEQUENCE = "  launch_sequence:\n"
GO = "signoffs:\n" + signed("preflight", "maya.holt", "2027-03-11T09:00:00Z")


@pytest.fixture(autouse=True)
def _folder_of_retrospectives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(campaigns.FOLDERS, RETRO, "07-retro")


def step(name: str, at: str, done: str = "") -> str:
    over = f", done: {{at: {done}, by: leo.brandt}}" if done else ""
    return f"    - {{id: ls-{name}, at: {at}, channel: web, what: Publish, owner: leo.brandt, undo: Stop{over}}}\n"


def test_the_lead_of_the_go_is_counted_to_the_first_step_over_the_change_of_the_clock(tmp_path: Path) -> None:
    """On 28 March 2027 London has 23 hours."""
    steps = SEQUENCE + step("b", "2027-03-30T09:00:00+01:00") + step("a", "2027-03-29T10:00:00+01:00")
    go = "signoffs:\n" + signed("preflight", "maya.holt", "2027-03-26T10:00:00+00:00")
    survey = measured(tmp_path, {LAUNCH: DRAFT + "package:\n" + steps + go})
    assert values(survey, "M15") == {"lead": 71, "conditions": 0, "steps": None}


def test_the_target_of_the_lead_is_a_setting(tmp_path: Path) -> None:
    packages = {LAUNCH: DRAFT + "package:\n" + SEQUENCE + step("a", "2027-03-15T09:00:00Z") + GO}
    usual = measured(tmp_path / "a", packages)
    figure = usual.metric("M15").headline
    assert (figure.value, figure.met) == (96, True)
    figure = measured(tmp_path / "b", packages, settings="preflight_lead_hours: 100\n").metric("M15").headline
    assert (figure.definition.target.value if figure.definition.target else 0, figure.met) == (100, False)


def test_a_go_that_was_refused_is_none(tmp_path: Path) -> None:
    no = "signoffs:\n" + signed(
        "preflight", "maya.holt", "2027-03-11T09:00:00Z", "changes_requested", "      note: No.\n"
    )
    packages = {LAUNCH: DRAFT + "package:\n" + SEQUENCE + step("a", "2027-03-15T09:00:00Z") + no}
    assert measured(tmp_path, packages).metric("M15").headline.why == "No launch has been given the go yet."


def test_a_quarter_of_an_hour_is_on_time(tmp_path: Path) -> None:
    steps = SEQUENCE + "".join(
        step(str(minute), "2027-03-15T09:00:00Z", f"2027-03-15T09:{minute}:01Z") for minute in ("14", "15", "16")
    )
    survey = measured(tmp_path, {LAUNCH: DRAFT + "package:\n" + steps})
    assert parts(survey, "M15", "steps") == (1, 3)


def test_conditions_are_open_until_they_are_closed(tmp_path: Path) -> None:
    conditions = (
        "      conditions:\n        - {text: Test again, owner: leo.brandt, due: 2027-03-14}\n"
        "        - {text: Read it, owner: leo.brandt, due: 2027-03-14, closed: 2027-03-13}\n"
    )
    technical = signed("technical", "leo.brandt", "2027-03-12T09:00:00Z", "approved_with_conditions", conditions)
    survey = measured(tmp_path, {LAUNCH: DRAFT + GO + technical})
    assert values(survey, "M15")["conditions"] == 1
    assert values(survey, "M16")["share"] is None


def test_a_gap_in_the_rota(tmp_path: Path) -> None:
    rota = (
        "  monitoring:\n    window_hours: 24\n    slots:\n"
        "      - {from: '2027-03-15T09:00:00Z', to: '2027-03-15T18:00:00Z', watcher: leo.brandt}\n"
        "      - {from: '2027-03-16T03:00:00Z', to: '2027-03-16T12:00:00Z', watcher: leo.brandt}\n"
    )
    survey = measured(tmp_path, {LAUNCH: DRAFT + "package:\n" + SEQUENCE + step("a", "2027-03-15T09:00:00Z") + rota})
    assert parts(survey, "M16", "share") == (15 * 60, 24 * 60)


def test_links_that_analytics_files_elsewhere(tmp_path: Path) -> None:
    address = "https://www.example.org/?utm_source=house-list&utm_campaign=spring-ride&utm_medium="
    links = "".join(
        f"      - {{id: ln-{number}, url: '{address}{medium}'{group}}}\n"
        for number, (medium, group) in enumerate(
            [("email", ", ga4_group: email"), ("newsletter", ", ga4_group: Email"), ("email", "")]
        )
    )
    survey = measured(tmp_path, {LAUNCH: DRAFT + "package:\n  technical_setup:\n    links:\n" + links})
    assert parts(survey, "M18", "share") == (1, 3)
    assert sorted(labels(survey, "M18", "share")) == [
        ("Email, meant as nothing in particular", 0),
        ("Unassigned, meant as Email", 0),
    ]


def test_weeks_of_leads(tmp_path: Path) -> None:
    reviews = (
        "package:\n  reviews:\n"
        "    - {week: 2027-W10, passed: 10, accepted: 6, in_sla: 9, refused: {no_need: 3, bad_data: 1}}\n"
        "    - {week: 2027-W53, passed: 0, accepted: 0, in_sla: 0, refused: {}}\n"
        "    - {week: 2027-W11, accepted: 4}\n"
        "    - {week: 2027-W12, passed: 4, accepted: many, in_sla: 4}\n"
    )
    survey = measured(tmp_path, {LEADS: DRAFT + reviews})
    assert (parts(survey, "M19", "accepted"), parts(survey, "M19", "in_sla")) == ((6, 10), (9, 10))
    assert labels(survey, "M19", "refused") == [("no_need", 3), ("bad_data", 1)]
    assert [point.day for point in survey.metric("M19").headline.trend] == ["2027-03-01"]
    figure = survey.metric("M19").headline
    assert (figure.value, figure.met) == (60, False)


def test_weeks_without_any_lead_divide_by_nothing(tmp_path: Path) -> None:
    survey = measured(
        tmp_path, {LEADS: DRAFT + "package:\n  reviews:\n    - {week: 2027-W10, passed: 0, accepted: 0, in_sla: 0}\n"}
    )
    figure = survey.metric("M19").headline
    assert (figure.value, figure.amount.cases, figure.met) == (None, 1, None)
    assert figure.why == "No weekly lead review is written down yet."


def insight(name: str, status: str) -> str:
    return f"    - {{id: in-{name}, observation: 3 of 4, status: {status}}}\n"


def test_insights_that_led_to_something(tmp_path: Path) -> None:
    found = "package:\n  insights:\n" + insight("a", "done") + insight("b", "open") + insight("c", "dropped")
    survey = measured(tmp_path, {OPTIMISATION: DRAFT + found})
    assert parts(survey, "M20", "share") == (1, 3)
    assert survey.metric("M20").figure("raw").why.startswith("Not known here.")


def test_tests_that_can_answer(tmp_path: Path) -> None:
    needed = sample_size(0.04, 0.05)
    rows = (
        f"kind: ab, baseline: 0.04, mde_relative: 0.25, sample_per_variant: {needed}",
        f"kind: ab, baseline: 0.04, mde_relative: 0.25, sample_per_variant: {needed - 1}",
        "kind: ab, baseline: 0.5, mde_relative: 1, sample_per_variant: 9000",
        "kind: ab, baseline: 12, mde_relative: 0.25, status: concluded, result: {winner: b, effect: more, next: keep}",
        "kind: directional, baseline: 0.04, mde_relative: 0.25, status: concluded",
        "kind: ab, status: concluded, result: {winner: none, effect: nothing, next: stop}",
    )
    tests = "".join(f"    - {{id: te-{number}, {row}}}\n" for number, row in enumerate(rows))
    survey = measured(tmp_path, {OPTIMISATION: DRAFT + "package:\n  tests:\n" + tests})
    assert (parts(survey, "M21", "sized"), parts(survey, "M21", "conclusive")) == ((1, 3), (1, 2))


IMPROVEMENTS = """  process_improvements:
    - {id: pi-a, change: One, owner: leo.brandt, due: 2027-05-20, status: done}
    - {id: pi-b, change: Two, owner: leo.brandt, due: 2027-05-20, status: open}
    - {id: pi-c, change: Three, owner: leo.brandt, due: 2027-05-20, status: dropped}
    - {id: pi-d, change: Four, owner: leo.brandt, due: 2027-08-20, status: in_progress}
"""


def test_retrospectives_and_their_improvements(tmp_path: Path) -> None:
    packages = {RETRO: DRAFT + "package:\n  held: {date: 2027-05-12}\n" + IMPROVEMENTS}
    survey = measured(tmp_path, packages, today="2027-06-01")
    assert values(survey, "M22") == {"days": 12, "improvements": 50, "held": 100}
    assert survey.metric("M22").headline.met is False
    patient = measured(tmp_path / "b", packages, today="2027-06-01", settings="retro_within_days: 14\n")
    assert patient.metric("M22").headline.met is True


@pytest.mark.parametrize(("today", "held"), [("2027-05-07", None), ("2027-05-08", 0)])
def test_a_retrospective_that_nobody_holds(tmp_path: Path, today: str, held: float | None) -> None:
    """The campaign ends on 30 April."""
    assert values(measured(tmp_path, {BRIEF: DRAFT}, today=today), "M22")["held"] == held


def test_retrospectives_are_off(tmp_path: Path) -> None:
    settings = f"systems: {{{RETRO}: off}}\n"
    assert values(measured(tmp_path, {BRIEF: DRAFT}, today="2027-06-08", settings=settings), "M22")["held"] is None


def test_a_programme_without_an_end(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {RETRO: DRAFT + "package:\n  held: {date: 2027-05-12}\n"}, launch="")
    survey = surveyed(root, "2027-06-01")
    assert values(survey, "M22") == {"days": None, "improvements": None, "held": None}
    page = root / "docs/campaigns/spring-ride/campaign.md"
    page.unlink()
    retro = next(root.rglob("*_campaign-retrospective_*"))
    said = retro.read_text(encoding="utf-8").replace("held: {", "held: {campaign_end: 2027-05-10, ")
    retro.write_text(said, encoding="utf-8")
    assert values(surveyed(root, "2027-06-01"), "M22") == {"days": 2, "improvements": None, "held": None}


def test_briefs_that_use_a_lesson(tmp_path: Path) -> None:
    applied = "package:\n  lessons_applied:\n    - {kb: kb/morning-mails, "
    packages = {
        f"{BRIEF}_a": DRAFT + applied + "how: Mails go at seven.}\n",
        f"{BRIEF}_b": DRAFT + applied + "why_not: We send no mails.}\n",
        f"{BRIEF}_c": DRAFT,
        f"{BRIEF}_d": "status: cancelled\nstatus_reason: No money.\n",
    }
    assert parts(measured(tmp_path, packages), "M23", "share") == (1, 3)


def test_pages_of_the_knowledge_base(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {BRIEF: DRAFT})
    folder = root / "docs/kb"
    folder.mkdir()
    proofs = "evidence: [{handoff: spring-ride-h1, item: a-b}, {handoff: spring-ride-h7, item: a-b}]\n"
    pages = {
        "fresh": "kind: tactic\nconfidence: validated\nreview_by: 2027-01-12\n" + proofs,
        "said": "kind: tactic\nconfidence: validated\nreview_by: 2027-01-11\n",
        "derived": "kind: process\nconfidence: not_validated\ncreated: 2026-10-01\n",
        "timeless": "confidence: draft\n",
        "archived": "kind: tactic\nconfidence: archived\nreview_by: 2020-01-01\n",
    }
    for name, fields in pages.items():
        text = f"---\ntitle: The page {name}\nsummary: It says something.\nowner: tom.osei\n{fields}---\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    survey = surveyed(root)
    assert (parts(survey, "M23", "evidence"), parts(survey, "M23", "stale")) == ((1, 4), (2, 4))
    assert survey.metric("M23").figure("stale").rows == ()
    assert surveyed(root, only="spring-ride").metric("M23").figure("stale").value is None
