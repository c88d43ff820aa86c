"""The rules about insights, tests, retrospectives and lessons, where their examples do not reach."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, days, engine
from handoff_lint.model import Severity
from handoff_lint.prose import quantity
from handoff_lint.rules import RULES
from tests.repositories.test_cases import copy_demo

CAMPAIGN = "docs/campaigns/dockside-launch"
H6 = f"{CAMPAIGN}/06-optimization/20260929_dockside-launch_analytics-to-optimization_v01.md"
H7 = f"{CAMPAIGN}/07-retro/20261021_dockside-launch_campaign-retrospective_v01.md"


def found(root: Path, code: str, today: str, file: str = "", *edits: tuple[str, str]) -> list[tuple[str, str]]:
    """(severity, message) of one rule on the demo, with texts of a file replaced."""
    if not (root / "handoff.yml").exists():
        copy_demo(root)
    if file:
        text = (root / file).read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (root / file).write_text(text, encoding="utf-8")
    rules = tuple(rule for rule in RULES if rule.code == code)
    options = engine.Options(rules=rules, today=datetime.date.fromisoformat(today))
    return [(one.severity.value, one.message) for one in engine.run(config.load(root), options).findings]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-20", []),
        ("2026-10-21", [("warning", "The campaign ended 5 days ago; its retrospective is due by 2026-10-23.")]),
        ("2026-10-23", [("warning", "The campaign ended 7 days ago; its retrospective is due by 2026-10-23.")]),
        ("2026-10-24", [("error", "The campaign ended 8 days ago and had no retrospective.")]),
    ],
)
def test_a_retrospective_is_asked_for(tmp_path: Path, today: str, expected: list[tuple[str, str]]) -> None:
    copy_demo(tmp_path)
    (tmp_path / H7).unlink()
    assert found(tmp_path, "HF806", today) == expected


@pytest.mark.parametrize(("today", "count"), [("2026-10-15", 0), ("2026-10-16", 0), ("2026-10-17", 1)])
def test_nobody_is_asked_to_look_back_before_the_end(tmp_path: Path, today: str, count: int) -> None:
    copy_demo(tmp_path)
    (tmp_path / H7).unlink()
    edit = ("retro_within_days: 7", "retro_within_days: 1")
    assert len(found(tmp_path, "HF806", today, "config/planning.yml", edit)) == count


def test_no_retrospective_is_asked_for_when_the_type_is_off_or_the_campaign_archived(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    (tmp_path / H7).unlink()
    file = f"{CAMPAIGN}/campaign.md"
    assert found(tmp_path, "HF806", "2026-12-01", file, ("status: ended", "status: archived")) == []
    assert (
        found(
            tmp_path,
            "HF806",
            "2026-12-01",
            "handoff.yml",
            ("campaign-retrospective: enforce", 'campaign-retrospective: "off"'),
        )
        == []
    )


@pytest.mark.parametrize(("old", "new"), [("impact: 8\n", "impact: 11\n"), ("          ease: 9\n", "")])
def test_what_the_schema_says_of_scores_is_said_once(tmp_path: Path, old: str, new: str) -> None:
    assert found(tmp_path, "HF802", "2026-10-27", H6, (old, new)) == []


@pytest.mark.parametrize(
    ("edits", "messages"),
    [
        ([("end: 2026-10-15", "end: 2026-10-17")],
         ["This test runs 16 days, so some weekdays count more often than others."]),
        ([("end: 2026-10-15", "end: 2026-10-04"), ("where: site", "where: send")], []),
        ([("eligible_per_day: 280", "eligible_per_day: 100")],
         ["This test runs 14 days; it needs 6 weeks, until 2026-11-12."]),
        ([("      eligible_per_day: 280\n", ""), ("end: 2026-10-15", "end: 2026-10-08")],
         ["This test runs 7 days; it needs 2 weeks, until 2026-10-15."]),
        ([("eligible_per_day: 280", "eligible_per_day: 0.0001")],
         ["This test would need 5,494,286 weeks to find this effect."]),
        ([("end: 2026-10-15", "end: 2026-09-15")],
         ["This test ends on 2026-09-15, before it starts on 2026-10-02."]),
        ([("split: [50, 50]", "split: [50, 20]")], ["The split of 50 and 20 makes 70, not 100."]),
        ([("baseline: 0.18", "baseline: 18")], []),
        ([("kind: ab", "kind: directional"), ("sample_per_variant: 1923", "sample_per_variant: 5")], []),
    ],
)  # fmt: skip
def test_a_test_has_enough_people_and_time(tmp_path: Path, edits: list[tuple[str, str]], messages: list[str]) -> None:
    assert [message for _, message in found(tmp_path, "HF804", "2026-10-27", H6, *edits)] == messages


@pytest.mark.parametrize(
    ("text", "number", "counted"),
    [
        ("", False, False),
        ("Bookings rose", False, False),
        ("Someone often clicks", False, False),
        ("Nobody clicked", False, True),
        ("All left", False, True),
        ("Ninety percent left", True, True),
        ("Half of them left", True, True),
        ("½ left", True, True),
        ("٣ of ٤ left", True, True),
        ("Bookings tripled", True, True),
        ("It doubles", True, True),
    ],
)
def test_numbers_in_digits_and_in_words(text: str, number: bool, counted: bool) -> None:
    assert (quantity.is_in(text), quantity.is_counted(text)) == (number, counted)


@pytest.mark.parametrize(
    ("cause", "blames"),
    [
        ("Kofi forgot the calendar", "Kofi Adair"),
        ("kofi.adair", "Kofi Adair"),
        ("Nadia overlooked the date", "somebody's slip"),
        ("the agency made a mistake", "somebody's slip"),
        ("Human error", "somebody's slip"),
        ("The template forgot nothing but the date", ""),
        ("a rule was overlooked by the template", ""),
        ("The calendar rule names marketing channels only", ""),
    ],
)
def test_a_person_is_no_root_cause(tmp_path: Path, cause: str, blames: str) -> None:
    edits = [
        ("        - the calendar rule names marketing channels only\n", f"        - {cause}\n"),
        ("root_cause: the calendar rule names marketing channels only", f"root_cause: {cause}"),
    ]
    expected = [f"This root cause is {blames}, not something that the team can change."] if blames else []
    assert [message for _, message in found(tmp_path, "HF807", "2026-10-27", H7, *edits)] == expected


def test_the_last_answer_is_the_cause(tmp_path: Path) -> None:
    edit = ("root_cause: the calendar rule names marketing channels only", "root_cause: nobody owns the calendar")
    assert found(tmp_path, "HF807", "2026-10-27", H7, edit) == [
        (
            "warning",
            "The root cause is not the last answer, which is “the calendar rule names marketing channels only”.",
        )
    ]


def test_a_measure_belongs_to_one_person(tmp_path: Path) -> None:
    edit = ("    source: crm\n    owner: ruth.abara\n", "    source: crm\n    owner: team:analytics\n")
    assert found(tmp_path, "HF805", "2026-10-27", "config/kpis.yml", edit) == [
        ("warning", "team:analytics answers for demo_requests, but is nobody on the list of people.")
    ]


@pytest.mark.parametrize(
    ("kind", "due"), [("tactic", "2027-04-20"), ("lesson", "2027-10-22"), ("process", "2027-01-20")]
)
def test_a_page_is_reviewed_after_a_while_of_its_kind(tmp_path: Path, kind: str, due: str) -> None:
    page = "docs/kb/problem-led-linkedin.md"
    edits = (("review_by: 2027-04-20\n", ""), ("kind: tactic", f"kind: {kind}"))
    day = days.later(due, 1)
    messages = [message for _, message in found(tmp_path, "HF810", due, page, *edits)]
    assert f"This page was to be reviewed by {due}." not in messages
    assert f"This page was to be reviewed by {due}." in [message for _, message in found(tmp_path, "HF810", day)]


def test_a_lesson_is_meant_for_a_campaign(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    brief = next((tmp_path / CAMPAIGN / "01-brief").iterdir())
    folder = tmp_path / "docs/campaigns/spring-launch/01-brief"
    folder.mkdir(parents=True)
    text = brief.read_text(encoding="utf-8").replace("status: accepted", "status: in_review", 1)
    new = folder / "20261102_spring-launch_strategy-to-creative_v01.md"
    new.write_text(text, encoding="utf-8")
    message = "This brief does not say what it makes of kb/plan-the-second-half and kb/problem-led-linkedin."
    assert found(tmp_path, "HF811", "2026-11-03") == [(Severity.WARNING.value, message)]
    answer = "package:\n  lessons_applied:\n    - {kb: kb/plan-the-second-half, how: Weeks.}\n"
    new.write_text(text.replace("package:\n", answer, 1), encoding="utf-8")
    message = "This brief does not say what it makes of kb/problem-led-linkedin."
    assert found(tmp_path, "HF811", "2026-11-03") == [(Severity.WARNING.value, message)]


def test_days() -> None:
    assert (days.later("2026-12-28", 7), days.later("2026-03-01", -1)) == ("2027-01-04", "2026-02-28")
    assert (days.between("2026-10-16", "2026-10-21"), days.between("2026-10-21T10:00:00Z", "2026-10-16")) == (5, -5)
