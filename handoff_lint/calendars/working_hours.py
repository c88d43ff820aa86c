"""Working hours: moments and durations, counted in the hours in which a team works.

Every moment is an aware `datetime`. Each working day has one window, from opening to closing on the team's clock.
What it really lasts is counted, so a window that the clock change runs through is an hour longer or shorter. A time
that the clock jumps over counts as moved forward with the clock; a closing time that comes twice is the second one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handoff_lint.calendars.working_days import WorkCalendar

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class _Year(NamedTuple):
    """The windows of a year in microseconds since 1970, and the time worked before each (and, last, in all)."""

    opens: array[int]
    closes: array[int]
    before: array[int]


@dataclass(frozen=True, slots=True)
class WorkClock:
    """The working hours of a team or person.

    Attributes:
        calendar: on which days.
        opens, closes: on the clock of the team, `opens` the earlier.
        zone: the team's time zone.

    """

    calendar: WorkCalendar
    opens: time
    closes: time
    zone: ZoneInfo
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def day_length(self) -> timedelta:
        """What a working day lasts on the clock."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def is_working_moment(self, at: datetime) -> bool:
        """Whether a moment lies in working hours: the opening does, the closing does not.

        Raises:
            ValueError: `at` has no time zone; so for all methods.
            CalendarRangeError: `at` lies outside the years of a calendar; so for all methods.

        """
        # In ticks: two moments of one zone compare by their clocks, which show some times twice.
        return _ticks(self.next_working_moment(at)) == _ticks(at)

    def next_working_moment(self, at: datetime) -> datetime:
        """The moment itself if people work then, else the next opening. In the team's time zone."""
        year, tick = self._local(at).year, _ticks(at)
        found = self._year(year)
        index = bisect_right(found.closes, tick)
        while index >= len(found.opens):
            year += 1
            found, index = self._year(year), 0
        return self._moment(max(tick, found.opens[index]))

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to another; negative when `end` is the earlier."""
        first, last = self._local(start).year, self._local(end).year
        worked = self._worked(last, end) - self._worked(first, start)
        worked += sum(self._year(year).before[-1] for year in range(first, last))
        worked -= sum(self._year(year).before[-1] for year in range(last, first))
        return worked * _TICK

    def add_working_time(self, at: datetime, amount: timedelta) -> datetime:
        """The moment at which `amount` has been worked since `at`; before it when `amount` is negative.

        Forward it is the first such moment (at the latest a closing), backward the last (at the earliest an
        opening); nothing added gives `at` itself. In the team's time zone.
        """
        if not amount:
            return self._local(at)
        year = self._local(at).year
        wanted = self._worked(year, at) + amount // _TICK
        found = self._year(year)
        while wanted < 0:
            year -= 1
            found = self._year(year)
            wanted += found.before[-1]
        while wanted > found.before[-1]:
            wanted -= found.before[-1]
            year += 1
            found = self._year(year)
        is_forward = amount > timedelta()
        index = (bisect_left(found.before, wanted) if is_forward else bisect_right(found.before, wanted)) - 1
        return self._moment(found.opens[index] + wanted - found.before[index])

    def response_due(self, at: datetime, days: int) -> datetime:
        """Until when an answer to what arrived at `at` is in time.

        Args:
            at: when it arrived; outside working hours the time runs from the next opening.
            days: the agreed time in working days of `day_length`. 0 is the same day: until its closing.

        """
        begin = self.next_working_moment(at)
        due = _ticks(self._window(begin.date())[1])
        if days > 0:
            # On a day that the clock change makes longer, a usual day's hours can end before the closing.
            due = max(due, _ticks(self.add_working_time(begin, self.day_length * days)))
        return self._moment(due)

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone")
        return at.astimezone(self.zone)

    def _moment(self, tick: int) -> datetime:
        return (_EPOCH + tick * _TICK).astimezone(self.zone)

    def _worked(self, year: int, at: datetime) -> int:
        """Microseconds worked in a year up to a moment of it."""
        found, tick = self._year(year), _ticks(at)
        index = bisect_right(found.opens, tick) - 1
        if index < 0:
            return 0
        return found.before[index] + min(tick, found.closes[index]) - found.opens[index]

    def _window(self, day: date) -> tuple[datetime, datetime]:
        opens = datetime.combine(day, self.opens, self.zone).astimezone(UTC)
        closes = [datetime.combine(day, self.closes.replace(fold=fold), self.zone).astimezone(UTC) for fold in (0, 1)]
        # An opening that the clock jumps over can end up behind the closing: nothing is worked then.
        return opens, max(opens, *closes)

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            windows = [self._window(day) for day in self.calendar.working_days_of(year)]
            opens = array("q", [_ticks(start) for start, _ in windows])
            closes = array("q", [_ticks(end) for _, end in windows])
            lengths = [end - start for start, end in zip(opens, closes, strict=True)]
            found = self._years[year] = _Year(opens, closes, array("q", accumulate(lengths, initial=0)))
        return found


def _ticks(at: datetime) -> int:
    return (at - _EPOCH) // _TICK
