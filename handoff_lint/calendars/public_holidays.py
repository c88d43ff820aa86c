"""Public holidays and weekends of a country: the only module that knows the `holidays` library.

The library takes a tenth of a second or more to import, so it is imported when a calendar with a country is first asked
for a day, and never otherwise.

For the years that the library does not know (before a country's first and after 2100) there are only weekends. Islamic
and other moon-sighted holidays of coming years are estimates.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
_THURSDAY, _FRIDAY = 3, 4
_ONE_DAY = timedelta(days=1)


class UnknownPlaceError(ValueError):
    """A country, or a part of one, that the library does not know.

    Attributes:
        is_country: whether the country is unknown, else its part.
        known: the codes that exist there.

    """

    def __init__(self, code: str, *, is_country: bool, known: Sequence[str]) -> None:
        """Keep the parts of the message."""
        super().__init__(code)
        self.code = code
        self.is_country = is_country
        self.known = tuple(known)


class YearOff(NamedTuple):
    """The free days of a country in one year.

    Attributes:
        holidays: public holidays, with the days on which they are observed instead; weekends among them.
        weekend: days of the weekly rest, without those that the country has declared to be worked.

    """

    holidays: frozenset[date]
    weekend: frozenset[date]


def check(country: str, subdivision: str = "") -> None:
    """Refuse a place that the library does not know.

    Args:
        country: two capital letters of ISO 3166-1, such as `DE`.
        subdivision: a part of ISO 3166-2 without the country, such as `BY`; empty for none.

    Raises:
        UnknownPlaceError: there is no such country, or it has no such part.

    """
    import holidays  # noqa: PLC0415 - slow, see above

    places = holidays.list_supported_countries()
    if country not in places:
        raise UnknownPlaceError(country, is_country=True, known=sorted(places))
    if subdivision and subdivision not in places[country]:
        codes = [code for code in places[country] if code.isupper() or code.isdecimal()]
        raise UnknownPlaceError(subdivision, is_country=False, known=sorted(codes))


@lru_cache(maxsize=4096)
def year_off(country: str, subdivision: str, year: int) -> YearOff:
    """The free days of a place in a year; the place has to be known (`check`)."""
    import holidays  # noqa: PLC0415 - slow, see above

    # Some countries' lists end early, and the library warns of it on stderr; the docstring of this module says it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        known = holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    return YearOff(
        frozenset(day for day in known if day.year == year),
        frozenset(day for day in days if day.year == year and _rests(known, day)),
    )


def _rests(known: HolidayBase, day: date) -> bool:
    """Whether a day is one of weekly rest.

    A Saturday is free for offices even where the law knows one day of rest only, such as in Hong Kong; but where
    people rest on Friday (or Thursday), the country's own week holds.
    """
    if day in known.weekend_workdays:
        return False
    if known.is_weekend(day):
        return True
    if day.weekday() < SATURDAY:
        return False
    back = day.weekday()
    return not any(known.is_weekend(day - _ONE_DAY * (back - other)) for other in (_THURSDAY, _FRIDAY))
