"""Calendars that several tests use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handoff_lint import config
from handoff_lint.calendars.working_days import WorkCalendar
from handoff_lint.config import Config

PLAIN = WorkCalendar()
BAVARIA = WorkCalendar(None, "DE", "BY")
BERLIN = WorkCalendar(None, "DE", "BE")
ENGLAND = WorkCalendar(None, "GB", "ENG")
SCOTLAND = WorkCalendar(None, "GB", "SCT")
AMERICA = WorkCalendar(None, "US")
EMIRATES = WorkCalendar(None, "AE")
EGYPT = WorkCalendar(None, "EG")
HONG_KONG = WorkCalendar(None, "HK")
CHINA = WorkCalendar(None, "CN")
KOFI = ENGLAND.without((date(2026, 9, 21), date(2026, 9, 25)))
ON_LEAVE = BAVARIA.without((date(2026, 8, 3), date(2026, 8, 14)), (date(2026, 12, 28), date(2027, 1, 8)))

ALL = {
    "plain": PLAIN,
    "bavaria": BAVARIA,
    "england": ENGLAND,
    "america": AMERICA,
    "emirates": EMIRATES,
    "on leave": ON_LEAVE,
}


def settings(root: Path, text: str = "") -> Config:
    """The settings of a new repository with this `handoff.yml`."""
    (root / "handoff.yml").write_text(f"profile: standard\n{text}", encoding="utf-8")
    return config.load(root)


def day(text: str) -> date:
    """A day of 2026 from `08-03`, or any from `2027-01-04`."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")
