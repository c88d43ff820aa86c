"""The demo is clean on every day of its campaign, not only when it is over."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine, repository

from .stages import as_of

DAYS = {
    "2026-08-05": "the brief is handed over",
    "2026-08-06": "the brief is accepted",
    "2026-08-20": "the files are in review",
    "2026-08-24": "the files are accepted",
    "2026-09-03": "the channels have agreed",
    "2026-09-07": "two handoffs in review",
    "2026-09-09": "the launch is handed over",
    "2026-09-11": "the go is given",
    "2026-09-15": "the day of the launch",
    "2026-09-29": "the first review begins",
    "2026-10-01": "the first review is accepted",
    "2026-10-19": "the campaign is over",
    "2026-10-21": "the retrospective is a draft",
    "2026-10-26": "the retrospective is accepted",
}
STATUSES = {
    "2026-08-05": ["handed_off"],
    "2026-08-20": ["accepted", "in_review"],
    "2026-09-07": ["accepted", "accepted", "draft", "accepted", "in_review"],
    "2026-09-15": ["accepted", "accepted", "accepted", "accepted", "accepted"],
    "2026-10-26": ["accepted", "completed", "completed", "accepted", "accepted", "completed", "accepted"],
}


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day} {DAYS[day]}")
def test_the_demo_is_clean_on_that_day(day: str, tmp_path: Path) -> None:
    as_of(tmp_path, day)
    settings = config.load(tmp_path)
    today = datetime.date.fromisoformat(day)
    result = engine.run(settings, engine.Options(today=today, jobs=1))
    (files,) = repository.scan(settings).campaigns
    packages = repository.load_campaign(settings, files)[0].packages
    if day in STATUSES:
        assert [one.status for one in packages] == STATUSES[day]
    assert [(one.code, one.path, one.message) for one in result.findings] == []
