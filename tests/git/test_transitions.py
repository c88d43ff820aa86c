"""From status to status in order, as far as a change shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, SECOND, Repository

TO = {
    "draft": "in_review or cancelled",
    "in_review": "changes_requested, approved or cancelled",
    "approved": "handed_off, changes_requested or cancelled",
    "handed_off": "accepted, changes_requested or cancelled",
    "cancelled": "",
}


def _codes(repo: Repository) -> list[str]:
    return [message for code, message in repo.findings("--base", "main") if code == "HF411"]


def _skipped(start: str, end: str) -> list[str]:
    rest = f"it goes to {TO[start]}." if TO[start] else "it goes nowhere any more."
    return [f"The status cannot become {end} in one step. It was {start}, and from {start} {rest}"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("draft", "approved"),
        ("draft", "changes_requested"),
        ("in_review", "handed_off"),
        ("in_review", "draft"),
        ("approved", "accepted"),
        ("approved", "draft"),
        ("handed_off", "completed"),
        ("cancelled", "in_review"),
    ],
)
def test_a_status_is_skipped(start: str, end: str, tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.status(start)
    repo.commit("As it was")
    repo.branch("work")
    repo.status(end)
    repo.commit("Further")
    assert _codes(repo) == _skipped(start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("draft", "in_review"),
        ("in_review", "approved"),
        ("approved", "handed_off"),
        ("handed_off", "changes_requested"),
        ("approved", "cancelled"),
    ],
)
def test_a_step_is_taken(start: str, end: str, tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.status(start)
    repo.commit("As it was")
    repo.branch("work")
    repo.status(end)
    repo.commit("Further")
    assert _codes(repo) == []


def test_several_steps_at_once_that_each_left_a_mark(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.branch("work")
    repo.sign("quality", "bea.lind")
    repo.sign("business", "ana.ruiz")
    repo.replace(
        BRIEF, "next_steps:\n", "handovers:\n  - {version: 1, at: 2021-01-12T13:00:00Z, by: maya.holt}\nnext_steps:\n"
    )
    repo.sign("acceptance", "leo.brandt")
    repo.status("completed")
    repo.commit("All at once")
    assert _codes(repo) == []


def test_sent_back_and_begun_again(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.branch("work")
    repo.sign("quality", "bea.lind", decision="changes_requested", note="No.", at="2021-01-12T14:00:00Z")
    repo.status("in_review")
    repo.commit("Once more", by="bea.lind")
    assert _codes(repo) == []
    repo.switch("main")
    repo.branch("without")
    repo.status("in_review")
    repo.commit("Once more, without a word")
    assert _codes(repo) == _skipped("approved", "in_review")


def test_a_new_version_begins_as_a_draft(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.branch("work")
    repo.move(BRIEF, SECOND)
    repo.commit("Version 2")
    assert _codes(repo) == [
        "The status cannot become approved in one step. A new version starts as a draft, and from draft it goes to "
        "in_review or cancelled."
    ]


def test_what_was_only_drafted_may_be_given_up(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.move(BRIEF, SECOND)
    repo.commit("Version 2, a draft")
    repo.branch("work")
    repo.move(SECOND, BRIEF)
    repo.commit("Back to version 1")
    assert repo.findings("--base", "main") == []


def test_a_package_that_is_over_may_be_deleted(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.status("cancelled")
    repo.replace(BRIEF, "status: cancelled\n", "status: cancelled\nstatus_reason: No room in the workshop.\n")
    repo.commit("Cancelled")
    repo.branch("work")
    repo.delete(BRIEF)
    repo.commit("Away")
    assert repo.findings("--base", "main") == []
