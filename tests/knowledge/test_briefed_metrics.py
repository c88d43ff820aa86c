"""The metrics of a brief against the settings and the campaign page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.test_rules import CAMPAIGN, found

H1 = f"{CAMPAIGN}/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("by: 2026-09-29", "by: 2026-10-16"), []),
        (
            ("by: 2026-09-29", "by: 2026-10-17"),
            [("warning", "This number is due on 2026-10-17, after the campaign ends (2026-10-16).")],
        ),
        (
            ("unit: GBP\n      direction: at_most", "unit: GBP\n      direction: at_least"),
            [("error", "For cost_per_demo_request less is better, as the settings say; here it is at_least.")],
        ),
        (
            ("kpi: demo_requests", "kpi: form_start_rate"),
            [("error", "The primary metric is form_start_rate here and demo_requests in campaign.md.")],
        ),
    ],
)
def test_a_metric_fits(tmp_path: Path, edit: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    text = status(tmp_path)
    assert found(tmp_path, "HF805", "2026-08-10", H1, *text, edit) == expected


def status(root: Path) -> tuple[tuple[str, str], ...]:
    """The edit that opens the brief, whatever its status is now."""
    found(root, "HF805", "2026-08-10")
    line = next(one for one in (root / H1).read_text(encoding="utf-8").split("\n") if one.startswith("status: "))
    return ((f"\n{line}\n", "\nstatus: handed_off\n"),)


def test_a_brief_that_is_accepted_is_past(tmp_path: Path) -> None:
    assert found(tmp_path, "HF805", "2026-08-10", H1, ("by: 2026-09-29", "by: 2026-10-17")) == []
