"""Working days against a table that was computed by hand, from printed calendars."""

from __future__ import annotations

from datetime import date

import pytest

from handoff_lint.calendars.working_days import MONDAY_TO_FRIDAY, CalendarRangeError, WorkCalendar
from tests.calendar.places import (
    AMERICA,
    BAVARIA,
    BERLIN,
    CHINA,
    EGYPT,
    EMIRATES,
    ENGLAND,
    HONG_KONG,
    KOFI,
    ON_LEAVE,
    PLAIN,
    SCOTLAND,
    day,
)

ADDED = [
    # Bavaria: Epiphany, Good Friday to Easter Monday, Corpus Christi, Christmas and the turn of the year
    (BAVARIA, "2026-01-02", 1, "2026-01-05"),
    (BAVARIA, "2026-01-02", 2, "2026-01-07"),
    (BERLIN, "2026-01-02", 2, "2026-01-06"),
    (BAVARIA, "2026-04-02", 1, "2026-04-07"),
    (BAVARIA, "2026-06-05", -1, "2026-06-03"),
    (BERLIN, "2026-06-05", -1, "2026-06-04"),
    (BAVARIA, "2026-12-23", 3, "2026-12-29"),
    (BAVARIA, "2026-12-30", 2, "2027-01-04"),
    (BAVARIA, "2026-12-30", 4, "2027-01-07"),
    (BAVARIA, "2027-01-07", -4, "2026-12-30"),
    # England and Scotland: bank holidays, and the days on which Christmas is made up for
    (ENGLAND, "2026-08-28", 1, "2026-09-01"),
    (ENGLAND, "2026-08-07", 10, "2026-08-21"),
    (ENGLAND, "2026-08-25", 10, "2026-09-09"),
    (ENGLAND, "2026-09-09", -10, "2026-08-25"),
    (ENGLAND, "2026-12-24", 1, "2026-12-29"),
    (ENGLAND, "2027-12-24", 1, "2027-12-29"),
    (SCOTLAND, "2026-07-31", 1, "2026-08-04"),
    (SCOTLAND, "2026-08-28", 1, "2026-08-31"),
    # United States: Independence Day on Saturday is Friday, Juneteenth, Thanksgiving, New Year's Day 2028
    (AMERICA, "2026-07-02", 1, "2026-07-06"),
    (AMERICA, "2026-06-18", 1, "2026-06-22"),
    (AMERICA, "2026-11-25", 1, "2026-11-27"),
    (AMERICA, "2027-12-30", 1, "2028-01-03"),
    (AMERICA, "2028-01-03", -1, "2027-12-30"),
    # Emirates: Friday and Saturday are free up to 2021, Saturday and Sunday from 2022
    (EMIRATES, "2021-06-03", 1, "2021-06-06"),
    (EMIRATES, "2021-12-30", 1, "2022-01-03"),
    (EMIRATES, "2022-01-03", -1, "2021-12-30"),
    (EMIRATES, "2022-06-02", 2, "2022-06-06"),
    (EMIRATES, "2026-12-01", 1, "2026-12-04"),
    # Egypt: Friday and Saturday are free
    (EGYPT, "2026-06-11", 1, "2026-06-14"),
    # people who are away, one of them over the turn of the year
    (KOFI, "2026-09-18", 1, "2026-09-28"),
    (KOFI, "2026-09-28", -2, "2026-09-17"),
    (ON_LEAVE, "2026-07-31", 2, "2026-08-18"),
    (ON_LEAVE, "2026-12-23", 2, "2027-01-11"),
    # no holidays; a leap day; a day that is free counts as the working day before it
    (PLAIN, "2028-02-28", 2, "2028-03-01"),
    (PLAIN, "2026-09-12", -2, "2026-09-09"),
    (PLAIN, "2026-09-12", 1, "2026-09-14"),
    (PLAIN, "2026-09-12", 0, "2026-09-11"),
    (PLAIN, "2026-09-11", 0, "2026-09-11"),
]


@pytest.mark.parametrize(("calendar", "start", "count", "expected"), ADDED)
def test_working_days_are_added_as_by_hand(calendar: WorkCalendar, start: str, count: int, expected: str) -> None:
    assert calendar.add_working_days(day(start), count) == day(expected)


BETWEEN = [
    (ENGLAND, "2026-08-05", "2026-08-07", 2),
    (ENGLAND, "2026-08-28", "2026-09-01", 1),
    (ENGLAND, "2026-12-31", "2027-01-04", 1),
    (BAVARIA, "2026-04-30", "2026-05-04", 1),
    (BAVARIA, "2026-10-02", "2026-10-05", 1),
    (BAVARIA, "2025-12-31", "2026-12-31", 252),  # 261 Mondays to Fridays, nine holidays on them
    (BAVARIA, "2025-12-31", "2027-12-31", 505),  # and 2027: 261 less eight
    (AMERICA, "2026-12-24", "2026-12-28", 1),
    (EMIRATES, "2021-12-26", "2022-01-07", 9),
    (KOFI, "2026-09-18", "2026-10-02", 5),
    (PLAIN, "2026-09-11", "2026-09-13", 0),
    (PLAIN, "2026-09-14", "2026-09-07", -5),
    (PLAIN, "2026-09-14", "2026-09-14", 0),
]


@pytest.mark.parametrize(("calendar", "start", "end", "expected"), BETWEEN)
def test_working_days_are_counted_as_by_hand(calendar: WorkCalendar, start: str, end: str, expected: int) -> None:
    assert calendar.working_days_between(day(start), day(end)) == expected


WORKED = [
    (EMIRATES, "2021-06-04", "a weekend day"),  # Friday
    (EMIRATES, "2021-06-06", ""),  # Sunday
    (EMIRATES, "2022-06-03", ""),
    (EMIRATES, "2022-06-05", "a weekend day"),
    (HONG_KONG, "2026-06-13", "a weekend day"),  # its law knows Sunday only
    (HONG_KONG, "2026-06-14", "a weekend day"),
    (CHINA, "2025-01-26", ""),  # a Sunday, worked for the Spring Festival
    (CHINA, "2025-02-03", "a public holiday"),
    (BAVARIA, "2025-08-15", ""),  # free in most of its towns, not in all: `extra` says so
    (BAVARIA, "2026-06-04", "a public holiday"),
    (KOFI, "2026-09-21", "away"),
    (KOFI, "2026-09-26", "a weekend day"),
    (ENGLAND, "2105-12-25", ""),  # the library ends in 2100
    (ENGLAND, "1500-06-10", "a weekend day"),
    (PLAIN, "2026-12-25", ""),
]


@pytest.mark.parametrize(("calendar", "text", "why"), WORKED)
def test_a_free_day_has_its_reason(calendar: WorkCalendar, text: str, why: str) -> None:
    assert calendar.why_off(day(text)) == why
    assert calendar.is_working_day(day(text)) is not bool(why)


def test_own_days_off_and_worked_holidays() -> None:
    calendar = WorkCalendar(
        None,
        "DE",
        "BY",
        worked=frozenset({day("2026-01-06"), day("2026-05-14")}),
        closed=frozenset({day("2026-12-24"), day("2026-05-14")}),
    )
    assert calendar.is_working_day(day("2026-01-06"))
    assert calendar.why_off(day("2026-01-06")) == ""
    assert calendar.why_off(day("2026-12-24")) == "a day off"
    assert calendar.why_off(day("2026-05-14")) == "a day off"  # closed wins


def test_written_weekdays_stand_over_those_of_the_country() -> None:
    four_days = WorkCalendar(frozenset(range(4)), "AE")
    assert [four_days.is_working_day(date(2021, 6, number)) for number in range(3, 8)] == [
        True,  # Thursday
        False,
        False,
        False,  # Sunday, worked there in 2021
        True,
    ]


def test_rounding_to_working_days() -> None:
    assert PLAIN.on_or_before(day("09-12")) == day("09-11")
    assert PLAIN.on_or_after(day("09-12")) == day("09-14")
    assert PLAIN.on_or_before(day("09-14")) == PLAIN.on_or_after(day("09-14")) == day("09-14")
    assert PLAIN.earliest_end(day("09-12"), 0) == day("09-14")
    assert PLAIN.latest_start(day("09-12"), 0) == day("09-11")


def test_calendars_with_the_same_settings_are_one_value() -> None:
    first, second = WorkCalendar(None, "GB", "ENG"), WorkCalendar(None, "GB", "ENG")
    first.is_working_day(day("08-03"))
    assert first == second
    assert hash(first) == hash(second)
    assert first.without((day("08-03"), day("08-04"))) is second.without((day("08-03"), day("08-04")))
    assert WorkCalendar(MONDAY_TO_FRIDAY) == PLAIN


@pytest.mark.parametrize(
    ("start", "count", "message"),
    [
        (date(2999, 12, 30), 5, "There is no day 5 working days after 2999-12-30 in the calendar."),
        (date(1000, 1, 2), -5, "There is no day 5 working days before 1000-01-02 in the calendar."),
        (
            date(2026, 1, 2),
            2**53,
            "There is no day 9,007,199,254,740,992 working days after 2026-01-02 in the calendar.",
        ),
    ],
)
def test_a_day_that_never_comes(start: date, count: int, message: str) -> None:
    with pytest.raises(CalendarRangeError) as error:
        PLAIN.add_working_days(start, count)
    assert error.value.message == message
    assert error.value.help == (
        "Correct the number of days, or the absences and days off: calendars end with the year 2999."
    )
    assert error.value.exit_code == 2


def test_a_year_that_no_handoff_can_have() -> None:
    with pytest.raises(CalendarRangeError) as error:
        PLAIN.is_working_day(date(999, 12, 31))
    assert error.value.message == "The year 999 lies outside what handoffs can hold (1000 to 2999)."
    assert error.value.help == "Correct the date."


def test_somebody_who_never_comes_back() -> None:
    gone = PLAIN.without((date(2990, 1, 1), date(2999, 12, 31)))
    with pytest.raises(CalendarRangeError) as error:
        gone.add_working_days(date(2989, 12, 28), 9)
    assert error.value.message == "There is no day 9 working days after 2989-12-28 in the calendar."
