"""Moments as packages write them (RFC 3339), compared and said in words. No clock: what time it is, callers know."""

from __future__ import annotations

import datetime

from handoff_lint.words import plural

Moment = datetime.datetime
"""With its offset from UTC."""


def parse(text: str) -> Moment:
    """The moment that a timestamp such as 2026-08-05T10:12:00Z says.

    Raises:
        ValueError: it says none; the schemas let no such text pass.

    """
    return datetime.datetime.fromisoformat(text.upper().replace("Z", "+00:00"))


def hours_before(moment: Moment, hours: int) -> Moment:
    """The moment so many hours earlier."""
    return moment - datetime.timedelta(hours=hours)


def days_apart(one: Moment, other: Moment) -> float:
    """How many days lie between two moments, whichever comes first."""
    return abs(one - other) / datetime.timedelta(days=1)


def lateness(moment: Moment, deadline: Moment) -> str:
    """`45 hours`: how much later than a deadline a moment is, whole hours, else minutes; empty when it is in time."""
    late = moment - deadline
    if late <= datetime.timedelta(0):
        return ""
    hours = int(late.total_seconds() // 3600)
    return plural(hours, "hour") if hours else plural(max(int(late.total_seconds() // 60), 1), "minute")


def shown(moment: Moment) -> str:
    """`2026-09-13 09:00`, by the clock of the place that it was written for."""
    return moment.strftime("%Y-%m-%d %H:%M")
