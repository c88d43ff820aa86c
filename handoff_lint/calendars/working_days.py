"""Calendars of working days: which days are worked, counting them, going forward and back by them.

All counting rests on one number: how many working days there have been up to and including a day. So
`working_days_between(a, b)` is the days after `a` up to and including `b`, which makes it additive
(`a` to `b` and `b` to `c` give `a` to `c`), and for every day and every number, positive or negative,
`working_days_between(day, add_working_days(day, n)) == n`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from handoff_lint.calendars import public_holidays
from handoff_lint.calendars.public_holidays import SATURDAY
from handoff_lint.errors import HandoffError
from handoff_lint.words import plural

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""The years that a date in a handoff may have (`date` in common.schema.json)."""
MONDAY_TO_FRIDAY = frozenset(range(SATURDAY))
AWAY = "away"
_MOST_DAYS = (LAST_YEAR - FIRST_YEAR + 1) * 366


class CalendarRangeError(HandoffError):
    """A day outside the years that handoffs can hold, or so far away that it never comes."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a team or a person; a value, so two with the same settings are equal.

    Attributes:
        weekdays: days of the week that are worked, 0 for Monday; None for those of the country.
        country, subdivision: whose public holidays are free, both empty for none.
        worked: public holidays on which people work all the same.
        closed: days off one by one; stronger than `worked`.
        away: first and last days of absences, both free.

    """

    weekdays: frozenset[int] | None = MONDAY_TO_FRIDAY
    country: str = ""
    subdivision: str = ""
    worked: frozenset[date] = frozenset()
    closed: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()
    # Year → ordinals of its working days, ascending. Filled when a year is first asked for.
    _years: dict[int, array[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked.

        Raises:
            CalendarRangeError: the day lies outside `FIRST_YEAR` to `LAST_YEAR`; so for all methods.

        """
        days, ordinal = self._year(day.year), day.toordinal()
        index = bisect_left(days, ordinal)
        return index < len(days) and days[index] == ordinal

    def why_off(self, day: date) -> str:
        """Why a day is free: `a public holiday`, `a weekend day`, `a day off`, `away`; empty for a working day."""
        if any(first <= day <= last for first, last in self.away):
            return AWAY
        if day in self.closed:
            return "a day off"
        if self.country and day not in self.worked and day in self._off(day.year).holidays:
            return "a public holiday"
        return "" if self.is_working_day(day) else "a weekend day"

    def working_days_between(self, start: date, end: date) -> int:
        """The working days after `start` up to and including `end`; negative when `end` is the earlier.

        This is how buffers count: due on Wednesday and needed by Friday leave two days.
        """
        if start > end:
            return -self.working_days_between(end, start)
        first = bisect_right(self._year(start.year), start.toordinal())
        last = bisect_right(self._year(end.year), end.toordinal())
        return last - first + sum(len(self._year(year)) for year in range(start.year, end.year))

    def add_working_days(self, day: date, count: int) -> date:
        """The day that lies so many working days after `day`, or before it when `count` is negative.

        A day that is free counts as the working day before it, in both directions: two working days before a
        launch on Saturday is Wednesday, so that Thursday and Friday are left. 0 gives `day` itself, or the working
        day before it. `on_or_after` looks the other way.

        Raises:
            CalendarRangeError: there is no such day from `FIRST_YEAR` to `LAST_YEAR`.

        """
        year = day.year
        days = self._year(year)
        index = bisect_right(days, day.toordinal()) - 1 + count
        if 0 <= index < len(days):
            return date.fromordinal(days[index])
        if abs(count) > _MOST_DAYS:
            raise _too_far(day, count)
        try:
            while index < 0:
                year -= 1
                days = self._year(year)
                index += len(days)
            while index >= len(days):
                index -= len(days)
                year += 1
                days = self._year(year)
        except CalendarRangeError as error:
            raise _too_far(day, count) from error
        return date.fromordinal(days[index])

    def on_or_before(self, day: date) -> date:
        """The day itself if it is worked, else the last working day before it."""
        return self.add_working_days(day, 0)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next working day."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def earliest_end(self, start: date, count: int) -> date:
        """Forward planning: the first working day that is at least `count` (>= 0) working days after `start`."""
        return self.add_working_days(start, count) if count else self.on_or_after(start)

    def latest_start(self, end: date, count: int) -> date:
        """Backward planning: the last working day that leaves at least `count` (>= 0) working days up to `end`."""
        return self.add_working_days(end, -count)

    def working_days_of(self, year: int) -> Iterator[date]:
        """The working days of a year, ascending."""
        return map(date.fromordinal, self._year(year))

    def without(self, *absences: tuple[date, date]) -> WorkCalendar:
        """The same calendar with further absences, each from its first to its last day."""
        return shared(replace(self, away=tuple(sorted({*self.away, *absences}))))

    def _year(self, year: int) -> array[int]:
        found = self._years.get(year)
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise CalendarRangeError(
                    f"The year {year} lies outside what handoffs can hold ({FIRST_YEAR} to {LAST_YEAR}).",
                    help="Correct the date.",
                )
            found = self._years[year] = array("l", self._working(year))
        return found

    def _off(self, year: int) -> public_holidays.YearOff:
        return public_holidays.year_off(self.country, self.subdivision, year)

    def _working(self, year: int) -> Iterator[int]:
        off = self._off(year) if self.country else None
        free = (off.holidays - self.worked if off else frozenset()) | self.closed
        day, one = date(year, 1, 1), timedelta(days=1)
        while day.year == year:
            if self.weekdays is not None:
                is_weekend = day.weekday() not in self.weekdays
            else:
                is_weekend = day in off.weekend if off else day.weekday() >= SATURDAY
            if not is_weekend and day not in free and not any(first <= day <= last for first, last in self.away):
                yield day.toordinal()
            day += one


@lru_cache(maxsize=1024)
def shared(calendar: WorkCalendar) -> WorkCalendar:
    """One calendar for all that are equal, so that each year is worked out once in a run."""
    return calendar


def _too_far(day: date, count: int) -> CalendarRangeError:
    days = plural(abs(count), "working day")
    return CalendarRangeError(
        f"There is no day {days} {'after' if count >= 0 else 'before'} {day} in the calendar.",
        help=f"Correct the number of days, or the absences and days off: calendars end with the year {LAST_YEAR}.",
    )
