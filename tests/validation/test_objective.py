"""HF105: whether an objective says how many and by when."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, gates
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.model import Document, Kind
from handoff_lint.repository import Files
from handoff_lint.rules.base import Context
from handoff_lint.rules.structure import four_questions

NONE = "objective names no number and no day."
NO_NUMBER = "objective names no number."
NO_DAY = "objective names no day."


def found(objective: str, package: dict[str, object] | None = None) -> list[str]:
    settings = config.load(Path(__file__).parents[2])
    context = Context(
        settings,
        datetime.date(2027, 1, 12),
        gates.Approvals(settings, None, lambda *_, **__: None),
        WorkingTime(settings),
        Files(settings.tree),
    )
    document = Document("x.md", Kind.PACKAGE, "spring", data={"objective": objective, "package": package or {}})
    return [problem.message for problem in four_questions.check(document, context)]


@pytest.mark.parametrize(
    ("objective", "messages"),
    [
        ("Win 180 demo requests between 15 September and 16 October 2026.", []),
        ("Have all seven pieces approved by Friday.", []),
        ("Reach 4.5 % in Q3.", []),
        ("Sell 300 cards until May.", []),
        ("Three drafts by 12.10.2026", []),
        ("Nobody waits longer than 2 hours after 2027-02-01.", []),
        ("Sell 1.5 million cards.", [NO_DAY]),
        ("Have 7 pieces ready.", [NO_DAY]),
        ("Be ready by 9 September 2026.", [NO_NUMBER]),
        ("Be ready by the 9th of September.", [NO_NUMBER]),
        ("Be ready on September 9, 2026.", [NO_NUMBER]),
        ("Be ready on 2026-09-09.", [NO_NUMBER]),
        ("Be ready in Q3.", [NO_NUMBER]),
        ("Have the pieces ready in time.", [NONE]),
    ],
)
def test_an_objective_names_a_number_and_a_day(objective: str, messages: list[str]) -> None:
    assert found(objective) == messages


def test_in_a_brief_the_success_metrics_name_them() -> None:
    assert found("Have the pieces ready in time.", {"success_metrics": [{"target": 180, "by": "2026-10-16"}]}) == []
