"""The next working day, as far as the settings list the days off. Public holidays of a country are not known here."""

from __future__ import annotations

import datetime
from collections.abc import Collection

_WEEKEND = (5, 6)


def next_working_day(day: str, off: Collection[str] = ()) -> str:
    """The first day after `day` (both `YYYY-MM-DD`) that is neither at a weekend nor in `off`.

    >>> next_working_day("2027-01-15")
    '2027-01-18'
    """
    found = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    while found.weekday() in _WEEKEND or found.isoformat() in off:
        found += datetime.timedelta(days=1)
    return found.isoformat()
