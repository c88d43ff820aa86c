"""Days as texts (`2027-01-12`), which compare like dates, and the little arithmetic that rules need with them."""

from __future__ import annotations

import datetime


def later(day: str, days: int) -> str:
    """The day so many calendar days later; earlier for a negative number.

    >>> later("2026-10-16", 7)
    '2026-10-23'
    """
    return (datetime.date.fromisoformat(day[:10]) + datetime.timedelta(days=days)).isoformat()


def between(first: str, last: str) -> int:
    """Calendar days from one day to another.

    >>> between("2026-10-16", "2026-10-21")
    5
    """
    return (datetime.date.fromisoformat(last[:10]) - datetime.date.fromisoformat(first[:10])).days
