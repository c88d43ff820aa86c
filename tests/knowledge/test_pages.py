"""The days of a page in the knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.test_rules import found

PAGE = "docs/kb/plan-the-second-half.md"


@pytest.mark.parametrize(
    ("day", "messages"),
    [
        ("2026-10-22", ["This page is to be reviewed by 2026-10-22, before it was written (2026-10-23)."]),
        ("2026-10-23", ["This page was to be reviewed by 2026-10-23."]),
        ("2026-10-27", []),
    ],
)
def test_a_review_comes_after_the_first_day(tmp_path: Path, day: str, messages: list[str]) -> None:
    edit = ("review_by: 2027-10-23", f"review_by: {day}")
    assert [message for _, message in found(tmp_path, "HF810", "2026-10-27", PAGE, edit)] == messages
