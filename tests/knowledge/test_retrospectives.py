"""Retrospectives: who leads them and when, what counts as evidence, which pages are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.test_rules import CAMPAIGN, H7, found

OPEN = ("status: accepted", "status: approved")
EARLY = "The retrospective was held on 2026-10-15, before the campaign ended (2026-10-16)."
FILE = f"{CAMPAIGN}/campaign.md"


@pytest.mark.parametrize(
    ("leads", "messages"),
    [
        ("hanna.brook", []),
        ("ines.okafor", ["ines.okafor leads the retrospective and answers for the campaign."]),
        ("dario.penn", ["dario.penn leads the retrospective and wrote it."]),
    ],
)
def test_who_ran_it_does_not_lead(tmp_path: Path, leads: str, messages: list[str]) -> None:
    edits = (OPEN, ("facilitator: hanna.brook", f"facilitator: {leads}"))
    assert found(tmp_path, "HF806", "2026-10-27", H7, *edits) == [("warning", message) for message in messages]


def test_a_small_team_may_lead_it_all_the_same(tmp_path: Path) -> None:
    found(tmp_path, "HF806", "2026-10-27", H7, OPEN, ("facilitator: hanna.brook", "facilitator: dario.penn"))
    settings = tmp_path / "handoff.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "separation_of_duties: relaxed\n", encoding="utf-8")
    assert found(tmp_path, "HF806", "2026-10-27") == []


def test_who_led_an_accepted_one_is_past(tmp_path: Path) -> None:
    assert found(tmp_path, "HF806", "2026-10-27", H7, ("facilitator: hanna.brook", "facilitator: dario.penn")) == []


@pytest.mark.parametrize(
    ("day", "status", "messages"),
    [
        ("2026-10-16", "approved", []),
        ("2026-10-15", "approved", [EARLY]),
        ("2026-10-15", "accepted", []),
    ],
)  # fmt: skip
def test_a_retrospective_comes_after_the_end(tmp_path: Path, day: str, status: str, messages: list[str]) -> None:
    edits = (("status: accepted", f"status: {status}"), ("date: 2026-10-21           #", f"date: {day}           #"))
    assert found(tmp_path, "HF806", "2026-10-27", H7, *edits) == [("warning", message) for message in messages]


def test_no_days_are_counted_from_an_end_before_the_launch(tmp_path: Path) -> None:
    edit = ("end_date: 2026-10-16", "end_date: 2026-09-01")
    assert found(tmp_path, "HF806", "2026-10-27", FILE, edit) == []
    (tmp_path / H7).unlink()
    assert found(tmp_path, "HF806", "2026-10-27") == []


@pytest.mark.parametrize(
    ("evidence", "messages"),
    [
        ("Twice as many requests as before", []),
        ("33 against 18", []),
        ("Everybody liked it", ["This evidence has no number."]),
    ],
)
def test_what_worked_is_shown_by_a_number(tmp_path: Path, evidence: str, messages: list[str]) -> None:
    edit = ("33 against 18 LinkedIn demo requests in the first two weeks at equal spend", evidence)
    assert found(tmp_path, "HF801", "2026-10-27", H7, edit) == [("warning", message) for message in messages]


def test_what_worked_needs_no_fix(tmp_path: Path) -> None:
    message = "dockside-launch-h7#ww-adb worked, so there is nothing to fix."
    edit = ("fixes: [wd-pace]", 'fixes: [wd-pace, "dockside-launch-h7#ww-adb"]')
    assert found(tmp_path, "HF808", "2026-10-27", H7, edit) == [("error", message)]


@pytest.mark.parametrize(
    ("edits", "severity"),
    [
        ((), "warning"),
        ((("status: accepted", "status: completed"),), "error"),
        ((("status: accepted", "status: archived"),), ""),
        ((("      done: 2026-10-22\n", ""),), ""),
        ((("action: create\n      owner: ruth.abara\n      due: 2026-10-23\n      done: 2026-10-22",
           "action: retire\n      owner: ruth.abara\n      due: 2026-10-23\n      done: 2026-10-22"),), ""),
    ],
)  # fmt: skip
def test_a_page_that_is_done_is_there(tmp_path: Path, edits: tuple[tuple[str, str], ...], severity: str) -> None:
    edits = (("entry: kb/problem-led-linkedin", "entry: kb/problem-led-ads"), *edits)
    messages = found(tmp_path, "HF809", "2026-10-27", H7, *edits)
    assert [one for one, _ in messages] == ([severity] if severity else [])
    assert all(message.startswith("There is no page kb/problem-led-ads.") for _, message in messages)
