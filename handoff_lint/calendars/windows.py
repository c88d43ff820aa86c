"""Stretches of time around a launch, on the clock or in calendar days: these do not stop at night.

A number of hours is what passes, also when the clock changes in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple


class Window(NamedTuple):
    """From one moment up to another, which no longer belongs to it. Both are aware."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.start.astimezone(UTC) <= at.astimezone(UTC) < self.end.astimezone(UTC)


def hours_from(at: datetime, hours: float) -> datetime:
    """The moment that many hours later, or earlier when negative, in the time zone of `at`."""
    return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(at.tzinfo)


def day_window(day: date, zone: tzinfo) -> Window:
    """A day in a time zone, from midnight to midnight: 23 or 25 hours long when the clock changes."""
    return Window(*(datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1))))


def preflight_deadline(launch_at: datetime, lead_hours: float) -> datetime:
    """Until when the pre-flight check has to be signed."""
    return hours_from(launch_at, -lead_hours)


def monitoring_window(launch_at: datetime, hours: float) -> Window:
    """During which somebody watches the numbers."""
    return Window(launch_at, hours_from(launch_at, hours))


def last_day(day: date, within_days: int) -> date:
    """The last calendar day on which something `within_days` after a day is in time."""
    return day + timedelta(days=within_days)


def uncovered(window: Window, slots: Iterable[Window]) -> list[Window]:
    """The stretches of a window in which none of the slots lies, in order, in UTC."""
    at, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    found = []
    for start, stop in sorted((slot.start.astimezone(UTC), slot.end.astimezone(UTC)) for slot in slots):
        if at < min(start, end):
            found.append(Window(at, min(start, end)))
        at = max(at, stop)
    if at < end:
        found.append(Window(at, end))
    return found
