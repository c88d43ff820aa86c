"""Working hours: exact moments, over nights, weekends, holidays, clock changes and the turn of the year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff_lint.calendars.working_days import CalendarRangeError, WorkCalendar
from handoff_lint.calendars.working_hours import WorkClock
from tests.calendar.places import AMERICA, BAVARIA, ENGLAND, PLAIN

MUNICH = WorkClock(BAVARIA, time(9), time(17), ZoneInfo("Europe/Berlin"))
LONDON = WorkClock(ENGLAND, time(8), time(18), ZoneInfo("Europe/London"))
NEW_YORK = WorkClock(AMERICA, time(9), time(17), ZoneInfo("America/New_York"))
DAILY = WorkCalendar(frozenset(range(7)))
NIGHT = WorkClock(DAILY, time(0), time(6), ZoneInfo("Europe/Berlin"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}" if text[2] == "-" else text)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


ADDED = [
    (MUNICH, "08-05T10:00+02:00", 2, "08-05T12:00+02:00"),
    (MUNICH, "08-05T16:00+02:00", 2, "08-06T10:00+02:00"),
    (MUNICH, "08-05T14:00+00:00", 8, "08-06T16:00+02:00"),  # two o'clock in London is four in Munich
    (MUNICH, "08-05T20:00+02:00", 8, "08-06T17:00+02:00"),  # after work: the time runs from the next morning
    (MUNICH, "08-05T09:00+02:00", 8, "08-05T17:00+02:00"),  # the end of a day, not the beginning of the next
    (MUNICH, "08-07T16:30+02:00", 8, "08-10T16:30+02:00"),
    (MUNICH, "04-02T16:00+02:00", 2, "04-07T10:00+02:00"),  # Easter
    (MUNICH, "03-27T16:00+01:00", 2, "03-30T10:00+02:00"),  # summer time begins on the Sunday between
    (MUNICH, "10-23T16:00+02:00", 2, "10-26T10:00+01:00"),  # and ends
    (LONDON, "12-31T17:00+00:00", 2, "2027-01-04T09:00+00:00"),
    (LONDON, "12-31T17:00+00:00", 1, "12-31T18:00+00:00"),  # the last moment of the year's work
    (LONDON, "2027-01-04T09:00+00:00", -2, "12-31T17:00+00:00"),
    (MUNICH, "08-06T10:00+02:00", -1, "08-06T09:00+02:00"),  # back to the opening, not the closing before it
    (MUNICH, "08-06T10:00+02:00", -2, "08-05T16:00+02:00"),
    (NEW_YORK, "11-25T23:00+01:00", 1, "11-27T10:00-05:00"),  # five in the afternoon there, then Thanksgiving
    (NIGHT, "03-29T00:00+01:00", 5, "03-29T06:00+02:00"),  # the clock goes from two to three
    (NIGHT, "10-25T00:00+02:00", 7, "10-25T06:00+01:00"),
    (MUNICH, "08-08T12:00+02:00", 0, "08-08T12:00+02:00"),
]


@pytest.mark.parametrize(("clock", "start", "count", "expected"), ADDED)
def test_working_time_is_added(clock: WorkClock, start: str, count: float, expected: str) -> None:
    found = clock.add_working_time(at(start), hours(count))
    assert found == at(expected)
    assert found.tzinfo is clock.zone


BETWEEN = [
    (MUNICH, "08-05T10:00+02:00", "08-05T12:00+02:00", 2),
    (MUNICH, "08-05T16:00+02:00", "08-06T10:00+02:00", 2),
    (MUNICH, "08-06T10:00+02:00", "08-05T16:00+02:00", -2),
    (MUNICH, "08-08T00:00+02:00", "08-09T23:00+02:00", 0),
    (MUNICH, "03-27T09:00+01:00", "03-30T17:00+02:00", 16),
    (LONDON, "12-31T08:00+00:00", "2027-01-04T18:00+00:00", 20),
    (LONDON, "2027-01-04T18:00+00:00", "12-31T08:00+00:00", -20),
    (NIGHT, "03-29T00:00+01:00", "03-30T00:00+02:00", 5),
    (NIGHT, "10-25T00:00+02:00", "10-26T00:00+01:00", 7),
    (NIGHT, "10-25T02:30+02:00", "10-25T02:30+01:00", 1),
    (LONDON, "2025-12-31T00:00+00:00", "2026-12-31T00:00+00:00", 2530),  # 253 days of ten hours
]


@pytest.mark.parametrize(("clock", "start", "end", "expected"), BETWEEN)
def test_working_time_is_counted(clock: WorkClock, start: str, end: str, expected: float) -> None:
    assert clock.working_time_between(at(start), at(end)) == hours(expected)


NEXT = [
    (MUNICH, "08-05T10:00+02:00", "08-05T10:00+02:00", True),
    (MUNICH, "08-05T09:00+02:00", "08-05T09:00+02:00", True),
    (MUNICH, "08-05T17:00+02:00", "08-06T09:00+02:00", False),
    (MUNICH, "08-05T08:59+02:00", "08-05T09:00+02:00", False),
    (MUNICH, "08-07T18:00+02:00", "08-10T09:00+02:00", False),
    (LONDON, "12-24T18:00+00:00", "12-29T08:00+00:00", False),
    (MUNICH, "12-31T17:00+01:00", "2027-01-04T09:00+01:00", False),
]


@pytest.mark.parametrize(("clock", "moment", "expected", "working"), NEXT)
def test_the_next_working_moment(clock: WorkClock, moment: str, expected: str, *, working: bool) -> None:
    assert clock.next_working_moment(at(moment)) == at(expected)
    assert clock.is_working_moment(at(moment)) is working


DUE = [
    (MUNICH, "08-05T12:00+00:00", 1, "08-06T14:00+02:00"),
    (MUNICH, "08-05T20:00+02:00", 1, "08-06T17:00+02:00"),
    (MUNICH, "08-07T15:00+02:00", 2, "08-11T15:00+02:00"),
    (MUNICH, "08-05T10:00+02:00", 0, "08-05T17:00+02:00"),
    (MUNICH, "08-05T18:00+02:00", 0, "08-06T17:00+02:00"),
    (LONDON, "12-31T10:00+00:00", 1, "2027-01-04T10:00+00:00"),
    (NEW_YORK, "08-05T09:00+02:00", 1, "08-05T17:00-04:00"),  # sent before anybody is up
    (NIGHT, "10-24T12:00+02:00", 0, "10-25T06:00+01:00"),
    (NIGHT, "10-24T12:00+02:00", 1, "10-25T06:00+01:00"),  # seven hours, but a day is no shorter than the same day
    (NIGHT, "10-25T00:00+02:00", 2, "10-26T05:00+01:00"),
]


@pytest.mark.parametrize(("clock", "arrived", "days", "expected"), DUE)
def test_an_answer_is_due_in_the_receivers_hours(clock: WorkClock, arrived: str, days: int, expected: str) -> None:
    assert clock.response_due(at(arrived), days) == at(expected)


def test_a_closing_that_comes_twice_and_an_opening_that_never_comes() -> None:
    twice = WorkClock(DAILY, time(1), time(2, 30), ZoneInfo("Europe/Berlin"))
    assert twice.working_time_between(at("10-25T00:00+02:00"), at("10-25T12:00+01:00")) == hours(2.5)
    skipped = WorkClock(DAILY, time(2, 30), time(3, 10), ZoneInfo("Europe/Berlin"))
    assert skipped.working_time_between(at("03-29T00:00+01:00"), at("03-29T12:00+02:00")) == hours(0)
    moved = WorkClock(DAILY, time(2, 30), time(5), ZoneInfo("Europe/Berlin"))
    assert moved.next_working_moment(at("03-29T00:00+01:00")) == at("03-29T03:30+02:00")
    assert not twice.is_working_moment(at("10-25T02:45+01:00"))


def test_fractions_of_a_second_count() -> None:
    start = datetime(2026, 8, 5, 16, 59, 59, 999_999, tzinfo=MUNICH.zone)
    assert MUNICH.add_working_time(start, timedelta(microseconds=2)) == datetime(
        2026, 8, 6, 9, 0, 0, 1, tzinfo=MUNICH.zone
    )


def test_a_working_day_is_as_long_as_its_hours() -> None:
    assert LONDON.day_length == hours(10)


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="2026-08-05 10:00:00 has no time zone"):
        MUNICH.next_working_moment(datetime(2026, 8, 5, 10))  # noqa: DTZ001 - the mistake that is tested


def test_a_moment_beyond_the_calendar() -> None:
    clock = WorkClock(PLAIN, time(9), time(17), ZoneInfo("UTC"))
    with pytest.raises(CalendarRangeError) as error:
        clock.next_working_moment(datetime(2999, 12, 31, 18, tzinfo=UTC))
    assert error.value.message == "The year 3000 lies outside what handoffs can hold (1000 to 2999)."
    with pytest.raises(CalendarRangeError):
        clock.add_working_time(datetime(1000, 1, 1, 8, tzinfo=UTC), hours(-1))
