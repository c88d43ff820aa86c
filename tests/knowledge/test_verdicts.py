"""Verdicts of retrospectives: exactly on the line, on either side of it, and where a tenth says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import experiments
from tests.knowledge.test_rules import CAMPAIGN, H7, found

H1 = f"{CAMPAIGN}/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"


@pytest.mark.parametrize(
    ("target", "actual", "direction", "expected"),
    [
        (180, 179.99, "at_least", "missed"),
        (180, 180, "at_least", "met"),
        (180, 197.99, "at_least", "met"),
        (180, 198, "at_least", "exceeded"),
        (140, 140.01, "at_most", "missed"),
        (140, 140, "at_most", "met"),
        (140, 126.01, "at_most", "met"),
        (140, 126, "at_most", "exceeded"),
        (0.1, 0.11, "at_least", "exceeded"),  # as floats, 0.1 * 1.1 is more than 0.11
        (0.7, 0.63, "at_most", "exceeded"),  # as floats, 0.7 * 0.9 is less than 0.63
        (0, 0, "at_most", "met"),
        (0, 5, "at_least", "met"),
        (0, 1, "at_most", "missed"),
        (-5, 100, "at_least", "met"),
        (-5, -6, "at_least", "missed"),
        (10**400, 1, "at_least", "missed"),
        (float("nan"), 1, "at_least", ""),
        (1, float("inf"), "at_least", ""),
    ],
)
def test_a_verdict(target: float, actual: float, direction: str, expected: str) -> None:
    assert experiments.verdict(target, actual, direction) == expected


def test_a_tenth_better_is_not_only_met(tmp_path: Path) -> None:
    message = "198 against at least 180 is exceeded, not missed."
    assert found(tmp_path, "HF812", "2026-10-27", H7, ("actual: 171", "actual: 198")) == [("error", message)]


def test_a_draft_is_only_warned(tmp_path: Path) -> None:
    edits = (("actual: 171", "actual: 180"), ("status: accepted", "status: draft"))
    message = "180 against at least 180 is met, not missed."
    assert found(tmp_path, "HF812", "2026-10-27", H7, *edits) == [("warning", message)]


def test_the_settings_say_the_direction_where_the_brief_does_not(tmp_path: Path) -> None:
    edit = ("unit: GBP\n      direction: at_most", "unit: GBP")
    assert found(tmp_path, "HF812", "2026-10-27", H1, edit) == []
    message = "126 against at most 140 is exceeded, not met."
    assert found(tmp_path, "HF812", "2026-10-27", H7, ("actual: 127", "actual: 126")) == [("error", message)]


def test_nothing_is_said_of_a_metric_that_no_brief_names(tmp_path: Path) -> None:
    edits = (("dockside-launch-h1#sm-demo", "dockside-launch-h1#sm-other"), ("actual: 171", "actual: 198"))
    assert found(tmp_path, "HF812", "2026-10-27", H7, *edits) == []
