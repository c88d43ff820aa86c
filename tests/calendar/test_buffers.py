"""Buffers in days and shares, and the windows around a launch."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handoff_lint.calendars import buffers, windows
from handoff_lint.calendars.windows import Window
from tests.calendar.places import ENGLAND, PLAIN, day


@pytest.mark.parametrize(
    ("effort", "floor", "share", "expected"),
    [
        (15, 1, 0.2, 3),
        (16, 1, 0.2, 4),
        (2, 1, 0.2, 1),
        (0, 1, 0.2, 1),
        (0, 0, 0.2, 0),
        (2.5, 0, 0.2, 1),
        (100, 0, 0.07, 7),  # 7.000000000000001 in floats
        (10, 5, 0.2, 5),
        (-10, 0, 0.2, 0),
        (10, -3, 0.0, 0),
        (-10, -3, 0.2, 0),
        (3, 0, 1.0, 3),
    ],
)
def test_a_share_of_the_effort_is_rounded_up_and_has_a_floor(
    effort: float, floor: int, share: float, expected: int
) -> None:
    assert buffers.share_of_effort(effort, min_days=floor, min_share=share) == expected


def test_what_a_type_says_comes_before_the_share() -> None:
    general = {"min_days": 1, "min_share": 0.2}
    assert buffers.minimum_buffer({"buffer_days": 2}, general, 100) == 2
    assert buffers.minimum_buffer({"buffer_days": 0}, general, 100) == 0
    assert buffers.minimum_buffer({}, general, 12) == 3


def test_the_buffer_is_counted_in_working_days() -> None:
    assert buffers.buffer_days(ENGLAND, day("08-05"), day("08-07")) == 2
    assert buffers.buffer_days(ENGLAND, day("08-28"), day("09-01")) == 1
    assert buffers.buffer_days(ENGLAND, day("08-07"), day("08-05")) == 0


@pytest.mark.parametrize(
    ("handed_over", "expected"), [("08-04", 0.0), ("08-05", 0.0), ("08-06", 0.5), ("08-07", 1.0), ("08-10", 1.5)]
)
def test_how_much_of_the_buffer_a_late_handover_took(handed_over: str, expected: float) -> None:
    assert buffers.buffer_used(PLAIN, day("08-05"), day("08-07"), day(handed_over)) == expected


def test_without_a_buffer_nothing_can_be_taken_from_it() -> None:
    assert buffers.buffer_used(PLAIN, day("08-05"), day("08-05"), day("08-05")) == 0.0
    assert buffers.buffer_used(PLAIN, day("08-05"), day("08-05"), day("08-06")) is None


LONDON = ZoneInfo("Europe/London")


def test_the_lead_of_the_preflight_passes_on_the_clock() -> None:
    launch = datetime(2026, 9, 15, 8, tzinfo=LONDON)
    assert windows.preflight_deadline(launch, 48).isoformat() == "2026-09-13T08:00:00+01:00"
    after_the_change = datetime(2026, 10, 26, 8, tzinfo=LONDON)
    assert windows.preflight_deadline(after_the_change, 48).isoformat() == "2026-10-24T09:00:00+01:00"


def test_the_monitoring_window_does_not_hold_its_end() -> None:
    window = windows.monitoring_window(datetime(2026, 3, 28, 8, tzinfo=LONDON), 48)
    assert window.end.isoformat() == "2026-03-30T09:00:00+01:00"
    assert window.holds(datetime(2026, 3, 28, 8, tzinfo=UTC))
    assert window.holds(datetime(2026, 3, 30, 7, 59, tzinfo=UTC))
    assert not window.holds(datetime(2026, 3, 30, 8, tzinfo=UTC))
    assert not window.holds(datetime(2026, 3, 28, 7, 59, tzinfo=UTC))


@pytest.mark.parametrize(("text", "length"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-08-05", 24)])
def test_a_day_is_as_long_as_the_clock_makes_it(text: str, length: int) -> None:
    window = windows.day_window(day(text), LONDON)
    assert (window.end.astimezone(UTC) - window.start.astimezone(UTC)).total_seconds() == length * 3600


def test_the_retrospective_is_counted_in_calendar_days() -> None:
    assert windows.last_day(day("10-16"), 7) == date(2026, 10, 23)
    assert windows.last_day(day("12-28"), 7) == date(2027, 1, 4)


def hour(number: int) -> datetime:
    return datetime(2026, 9, 15 + number // 24, number % 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("slots", "gaps"),
    [
        ([], [(0, 48)]),
        ([(0, 48)], []),
        ([(-5, 60)], []),
        ([(24, 48), (0, 24)], []),
        ([(0, 10), (12, 48)], [(10, 12)]),
        ([(0, 30), (5, 10), (40, 48)], [(30, 40)]),
        ([(10, 20)], [(0, 10), (20, 48)]),
        ([(50, 60)], [(0, 48)]),
        ([(-9, -1)], [(0, 48)]),
    ],
)
def test_hours_that_nobody_watches(slots: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> None:
    window = Window(hour(0), hour(48))
    found = windows.uncovered(window, [Window(hour(start), hour(end)) for start, end in slots])
    assert found == [Window(hour(start), hour(end)) for start, end in gaps]
