"""Times of `allowed_signers`: YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, local, or with Z or UTC in UTC."""

from __future__ import annotations

import calendar
import datetime
import re
import time

_FORM = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(z|utc)?", re.IGNORECASE | re.ASCII)
_END_OF_TIME = 253_402_300_799
"""9999-12-31T23:59:59Z, the last second that Python can write as a date."""


def parse(text: str) -> int | None:
    """Seconds since 1970, None when it is no time or not after 1970-01-01T00:00:00Z.

    As OpenSSH: a 31st of February is a day in March, second 60 the next minute; local time is taken as standard
    time even in summer.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    if not (year and 1 <= month <= 12 and 1 <= day <= 31 and hour <= 23 and minute <= 59 and second <= 61):
        return None
    fields = (year, month, day, hour, minute, second)
    try:
        stamp = calendar.timegm(fields) if found[7] else int(time.mktime((*fields, 0, 1, 0)))
    except OverflowError:  # a system whose local time does not reach that far
        return None
    return stamp if stamp > 0 else None


def shown(stamp: int) -> str:
    """A time for messages, in UTC: `2026-03-01 00:00 UTC`."""
    return f"{datetime.datetime.fromtimestamp(min(stamp, _END_OF_TIME), datetime.UTC):%Y-%m-%d %H:%M UTC}"
