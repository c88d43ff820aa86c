"""Buffers: the working days between handing over and being needed, in case something comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from handoff_lint.calendars.working_days import WorkCalendar


def share_of_effort(effort_days: float, *, min_days: int, min_share: float) -> int:
    """The least buffer for some effort: a share of it, rounded up to whole days, and no less than `min_days`.

    Args:
        effort_days: the work in working days; less than nothing counts as nothing.
        min_days: the floor, in working days; a negative one counts as 0.
        min_share: the part of the effort to keep free, 0.2 for a fifth.

    >>> share_of_effort(15, min_days=1, min_share=0.2)
    3
    """
    # Decimal, since 0.07 * 100 is 7.000000000000001 in floats and would be rounded up to 8.
    share = Decimal(str(effort_days)) * Decimal(str(min_share))
    return max(0, min_days, int(share.to_integral_value(ROUND_CEILING)))


def minimum_buffer(timing: Mapping[str, Any], buffers: Mapping[str, Any], effort_days: float = 0) -> int:
    """The least buffer of a handoff, in working days.

    Args:
        timing: the settings `timing` of its type: `buffer_days`, where they say it.
        buffers: the settings `buffers`, for where they do not: `min_days`, `min_share`.
        effort_days: the work on it in working days.

    """
    written = timing.get("buffer_days")
    if written is not None:
        return max(0, int(written))
    return share_of_effort(effort_days, min_days=buffers["min_days"], min_share=buffers["min_share"])


def buffer_days(calendar: WorkCalendar, due: date, needed_by: date) -> int:
    """The working days between `due` and `needed_by`; 0 when they are in the wrong order."""
    return max(0, calendar.working_days_between(due, needed_by))


def buffer_used(calendar: WorkCalendar, due: date, needed_by: date, handed_over: date) -> float | None:
    """The share of the buffer that a late handover took: 0 when in time, 0.5 for half, above 1 when it was missed.

    None when it was late and there was no buffer to take from.
    """
    late = max(0, calendar.working_days_between(due, handed_over))
    free = buffer_days(calendar, due, needed_by)
    if free:
        return late / free
    return None if late else 0.0
