"""Plans of tests: shares, winners and days, as the rules on plan and size see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.test_rules import H6, found

OPEN = ("status: concluded", "status: running")
AFTER = "This test ends on 2026-10-17, after the campaign (2026-10-16)."
WEEKS = "This test runs 16 days, so some weekdays count more often than others."


@pytest.mark.parametrize(
    ("winner", "messages"),
    [
        ("form-top", []),
        ("Control", []),
        ("None", []),
        ("inconclusive", []),
        ("form-tap", ["“form-tap” has won, but is none of the versions. Did you mean form-top?"]),
    ],
)
def test_only_a_version_can_win(tmp_path: Path, winner: str, messages: list[str]) -> None:
    edit = ("winner: none", f"winner: {winner}")
    assert found(tmp_path, "HF803", "2026-10-27", H6, edit) == [("warning", message) for message in messages]


@pytest.mark.parametrize(
    ("metric", "baseline", "messages"),
    [
        ("form_start_rate", "18", ["form_start_rate is a share, and 18 is more than everybody."]),
        ("form_start_rate", "1", []),
        ("unsubscribe_rate", "1.01", ["unsubscribe_rate is a share, and 1.01 is more than everybody."]),
        ("webinar_registrations", "18", []),  # a count, as the settings say
        ("click rate", "4.2", ["click rate is a share, and 4.2 is more than everybody."]),
        ("operating hours", "18", []),
    ],
)
def test_a_share_is_a_part_of_one(tmp_path: Path, metric: str, baseline: str, messages: list[str]) -> None:
    edits = (
        ("primary_metric: form_start_rate", f"primary_metric: {metric}"),
        ("baseline: 0.18", f"baseline: {baseline}"),
    )
    assert [message for _, message in found(tmp_path, "HF803", "2026-10-27", H6, *edits)] == messages


@pytest.mark.parametrize(
    ("end", "edits", "messages"),
    [
        ("2026-10-17", (OPEN,), [AFTER, WEEKS]),
        ("2026-10-17", (), [WEEKS]),  # it is over: nobody can end it earlier
        ("2026-10-16", (OPEN, ("where: site", "where: send")), []),
        ("2026-10-01", (), ["This test ends on 2026-10-01, before it starts on 2026-10-02."]),
    ],
)
def test_a_test_ends_in_time(tmp_path: Path, end: str, edits: tuple[tuple[str, str], ...], messages: list[str]) -> None:
    edits = (("end: 2026-10-15", f"end: {end}"), *edits)
    assert [message for _, message in found(tmp_path, "HF804", "2026-10-27", H6, *edits)] == messages
