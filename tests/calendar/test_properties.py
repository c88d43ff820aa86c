"""What holds for all calendars, moments and plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff_lint.calendars.buffers import buffer_days, share_of_effort
from handoff_lint.calendars.conflicts import Reason
from handoff_lint.calendars.planning import Plan, plan_backwards, plan_forwards
from handoff_lint.calendars.shifting import Mode, move_launch, shift
from handoff_lint.calendars.steps import Dates, Key, Step
from handoff_lint.calendars.working_days import WorkCalendar, shared
from handoff_lint.calendars.working_hours import WorkClock
from tests.calendar.places import ALL

DAYS = st.dates(date(2019, 6, 1), date(2031, 6, 30))
# Around the turn of a year, where the tables of two years meet.
EDGES = st.builds(lambda year, days: date(year, 1, 1) + timedelta(days), st.integers(2020, 2030), st.integers(-9, 9))
ANY_DAY = DAYS | EDGES
COUNTS = st.integers(-600, 600)
AWAY = st.tuples(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 40)).map(
    lambda one: (one[0], one[0] + timedelta(days=one[1]))
)
ODD = st.builds(
    lambda weekdays, closed, away: shared(WorkCalendar(weekdays, closed=closed, away=tuple(away))),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=20),
    st.lists(AWAY, max_size=2),
)
CALENDARS = st.sampled_from(list(ALL.values())) | ODD


@given(CALENDARS, ANY_DAY, COUNTS, COUNTS)
def test_adding_and_counting_agree(calendar: WorkCalendar, day: date, first: int, second: int) -> None:
    there = calendar.add_working_days(day, first)
    assert calendar.is_working_day(there)
    assert calendar.working_days_between(day, there) == first
    assert calendar.add_working_days(there, second) == calendar.add_working_days(day, first + second)
    assert calendar.add_working_days(there, -first) == calendar.on_or_before(day)


@given(CALENDARS, ANY_DAY, ANY_DAY, ANY_DAY)
def test_counting_is_additive_and_has_a_direction(calendar: WorkCalendar, a: date, b: date, c: date) -> None:
    between = calendar.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)
    assert abs(between(a, b)) <= abs((b - a).days)


@given(CALENDARS, ANY_DAY, ANY_DAY, COUNTS, COUNTS)
def test_later_days_and_more_days_never_lead_to_earlier_ones(
    calendar: WorkCalendar, a: date, b: date, first: int, second: int
) -> None:
    low, high = sorted((a, b))
    few, many = sorted((first, second))
    assert calendar.add_working_days(low, first) <= calendar.add_working_days(high, first)
    assert calendar.add_working_days(a, few) <= calendar.add_working_days(a, many)


@given(CALENDARS, ANY_DAY, ANY_DAY, st.integers(0, 300))
def test_forward_and_backward_planning_are_two_sides_of_one_question(
    calendar: WorkCalendar, start: date, end: date, count: int
) -> None:
    start = calendar.on_or_after(start)
    fits = start <= end and calendar.working_days_between(start, end) >= count
    assert (calendar.earliest_end(start, count) <= end) is fits
    assert (start <= calendar.latest_start(end, count)) is fits


@given(CALENDARS, ANY_DAY, st.integers(0, 60))
def test_counting_day_by_day_gives_the_same(calendar: WorkCalendar, start: date, length: int) -> None:
    days = [start + timedelta(days=number) for number in range(1, length + 1)]
    worked = [day for day in days if calendar.is_working_day(day)]
    assert calendar.working_days_between(start, start + timedelta(days=length)) == len(worked)
    assert [calendar.add_working_days(start, number) for number in range(1, len(worked) + 1)] == worked
    assert all(bool(calendar.why_off(day)) is (day not in worked) for day in days)


@given(st.sampled_from([("DE", "BY"), ("GB", "ENG"), ("US", None), ("AE", None), ("EG", None), ("CN", None)]), ANY_DAY)
def test_working_days_are_those_of_the_library(place: tuple[str, str | None], day: date) -> None:
    country, subdivision = place
    known = holidays.country_holidays(country, subdiv=subdivision, years=day.year)
    assert WorkCalendar(None, country, subdivision or "").is_working_day(day) is known.is_working_day(day)


ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Dubai", "Australia/Lord_Howe")]
DAILY = WorkCalendar(frozenset(range(7)))
CLOCKS = [WorkClock(ALL[name], time(9), time(17), zone) for name in ("bavaria", "on leave") for zone in ZONES] + [
    WorkClock(DAILY, time(*opens), time(*closes), zone)
    for opens, closes in (((0, 0), (6, 0)), ((1, 30), (2, 30)), ((2, 30), (23, 59)))
    for zone in ZONES
]
# Half of them on the days around the changes of the clock.
CHANGES = [datetime(2026, month, number, tzinfo=UTC) for month, number in ((3, 8), (3, 29), (4, 4), (10, 25), (11, 1))]
MOMENTS = st.datetimes(datetime(2025, 11, 1), datetime(2027, 2, 28), timezones=st.just(UTC)) | st.builds(  # noqa: DTZ001
    lambda day, seconds: day + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-2 * 86_400, 3 * 86_400),
)
AMOUNTS = st.builds(timedelta, seconds=st.integers(-900_000, 900_000))


@given(st.sampled_from(CLOCKS), MOMENTS, AMOUNTS)
def test_adding_and_counting_hours_agree(clock: WorkClock, at: datetime, amount: timedelta) -> None:
    there = clock.add_working_time(at, amount)
    assert clock.working_time_between(at, there) == amount
    assert (there - at >= amount) if amount >= timedelta() else (there - at <= amount)


@given(st.sampled_from(CLOCKS), MOMENTS, MOMENTS, MOMENTS, AMOUNTS)
def test_hours_are_additive_and_monotone(
    clock: WorkClock, a: datetime, b: datetime, c: datetime, amount: timedelta
) -> None:
    between = clock.working_time_between
    assert between(a, b) + between(b, c) == between(a, c)
    low, high = sorted((a, b))
    assert timedelta() <= between(low, high) <= high - low
    if amount:
        first, second = (clock.add_working_time(at, amount).astimezone(UTC) for at in (low, high))
        assert first <= second


@given(st.sampled_from(CLOCKS), MOMENTS, st.integers(0, 20))
def test_the_next_moment_is_worked_and_nothing_lies_before_it(clock: WorkClock, at: datetime, days: int) -> None:
    found = clock.next_working_moment(at)
    assert found >= at
    assert clock.is_working_moment(found)
    assert clock.working_time_between(at, found) == timedelta()
    assert clock.working_time_between(found, found + timedelta(microseconds=1)) == timedelta(microseconds=1)
    # In UTC: two moments of one zone compare by their clocks, which show some times twice.
    due, later = (clock.response_due(at, count).astimezone(UTC) for count in (days, days + 1))
    assert found.astimezone(UTC) <= due <= later
    assert clock.is_working_moment(due) or clock.is_working_moment(due - timedelta(microseconds=1))


@given(st.floats(-100, 1000), st.floats(0, 1000), st.integers(-5, 60), st.floats(0, 1))
def test_buffers_are_never_negative_and_never_too_small(effort: float, more: float, floor: int, share: float) -> None:
    found = share_of_effort(effort, min_days=floor, min_share=share)
    assert found >= max(0, floor)
    assert found >= effort * share - 1e-9
    assert found <= max(0, floor, effort * share + 1)
    assert share_of_effort(effort + more, min_days=floor, min_share=share) >= found


@given(CALENDARS, ANY_DAY, ANY_DAY)
def test_a_counted_buffer_is_never_negative(calendar: WorkCalendar, due: date, needed_by: date) -> None:
    assert buffer_days(calendar, due, needed_by) == max(0, calendar.working_days_between(due, needed_by))


SMALL = st.integers(0, 12)


@st.composite
def chains(draw: st.DrawFn, calendars: st.SearchStrategy[WorkCalendar]) -> list[Step]:
    """Up to six steps in any order, each feeding some of those after it."""
    size = draw(st.integers(1, 6))
    return draw(
        st.permutations(
            [
                Step(
                    f"h{index}",
                    draw(calendars),
                    draw(calendars),
                    owner_days=draw(SMALL),
                    buffer_days=draw(st.integers(0, 4)),
                    receiver_days=draw(SMALL),
                    feeds=tuple(
                        f"h{one}"
                        for one in sorted(draw(st.sets(st.integers(index + 1, size), max_size=2)))
                        if one < size
                    ),
                    accepted_days_before_launch=draw(st.sampled_from([0, 0, 7])),
                )
                for index in range(size)
            ]
        )
    )


@st.composite
def lines(draw: st.DrawFn) -> list[Step]:
    """Steps one after the other, in one calendar for everybody."""
    calendar, size = draw(CALENDARS), draw(st.integers(1, 5))
    return [
        Step(
            f"h{index}",
            calendar,
            calendar,
            draw(SMALL),
            draw(SMALL),
            draw(SMALL),
            (f"h{index + 1}",) * (index + 1 < size),
        )
        for index in range(size)
    ]


def dates_of(plan: Plan) -> dict[str, Dates]:
    return {row.id: Dates(row.start, row.due, row.needed_by) for row in plan.rows}


LAUNCHES = st.dates(date(2025, 12, 1), date(2027, 3, 1))


@given(lines(), LAUNCHES)
def test_back_and_forth_are_inverse(steps: list[Step], launch: date) -> None:
    back = plan_backwards(steps, launch)
    forth = plan_forwards(steps, back.rows[0].start)
    assert dates_of(forth) == dates_of(back)
    assert forth.launch == steps[0].sender.on_or_before(launch)
    assert {row.slack_days for row in (*back.rows, *forth.rows)} == {0}
    again = plan_backwards(steps, forth.launch)
    assert dates_of(again) == dates_of(forth)


@given(chains(CALENDARS), LAUNCHES, st.integers(-40, 40))
@settings(max_examples=150)
def test_computed_plans_fit(steps: list[Step], launch: date, days: int) -> None:
    back = plan_backwards(steps, launch)
    assert back.conflicts == ()
    assert all(row.buffer_days >= step.buffer_days for row in back.rows for step in steps if step.id == row.id)
    assert all((row.slack_days or 0) >= 0 for row in back.rows)
    begin = min(row.start for row in back.rows)
    forth = plan_forwards(steps, begin)
    assert forth.conflicts == ()
    assert forth.launch <= launch
    latest = dates_of(back)
    assert all(
        own <= other for name, dates in dates_of(forth).items() for own, other in zip(dates, latest[name], strict=True)
    )
    tried = plan_backwards(steps, launch, begin=begin + timedelta(days=days))
    assert bool(tried.conflicts) is (tried.earliest_launch > launch)
    assert bool(tried.conflicts) is any((row.slack_days or 0) < 0 for row in tried.rows)
    fitting = plan_backwards(steps, max(launch, tried.earliest_launch), begin=begin + timedelta(days=days))
    assert fitting.conflicts == ()


@given(chains(CALENDARS), LAUNCHES, st.integers(0, 30))
def test_a_later_launch_makes_no_date_earlier(steps: list[Step], launch: date, days: int) -> None:
    first = dates_of(plan_backwards(steps, launch))
    second = dates_of(plan_backwards(steps, launch + timedelta(days=days)))
    assert all(a <= b for name in first for a, b in zip(first[name], second[name], strict=True))


ONE = st.shared(CALENDARS, key="calendar")
TO_LAUNCH = {Reason.RECEIVER_TIME, Reason.ACCEPTED_LATE}


@given(chains(ONE), LAUNCHES, st.integers(-15, 15), st.data())
@settings(max_examples=150)
def test_shifts_keep_what_they_promise(steps: list[Step], launch: date, days: int, data: st.DataObject) -> None:
    before = dates_of(plan_backwards(steps, launch))
    name = data.draw(st.sampled_from(sorted(before)))
    key = Key(launch)
    alone, strict, flexible = (
        shift(steps, before, name, days, key, mode=mode) for mode in (Mode.NONE, Mode.STRICT, Mode.FLEXIBLE)
    )
    assert {move.id for move in alone.moves} == ({name} if days else set())
    # Air is used up before anything moves, so nothing moves further than the handoff itself.
    for one in steps:
        far = one.sender.working_days_between(before[one.id].due, flexible.dates[one.id].due)
        assert min(0, days) <= far <= max(0, days)
    found = {(one.reason, one.other) for one in flexible.conflicts}
    assert all(reason in TO_LAUNCH and not other for reason, other in found) if days > 0 else not found
    undone = shift(steps, strict.dates, name, -days, key, mode=Mode.STRICT)
    assert dict(undone.dates) == before


@given(chains(CALENDARS), LAUNCHES, st.integers(-15, 15), st.data())
def test_flexible_shifts_fit_in_any_calendars(steps: list[Step], launch: date, days: int, data: st.DataObject) -> None:
    before = dates_of(plan_backwards(steps, launch))
    found = shift(steps, before, data.draw(st.sampled_from(sorted(before))), days, Key(launch))
    left = {(one.reason, one.other) for one in found.conflicts}
    assert all(reason in TO_LAUNCH and not other for reason, other in left) if days > 0 else not left


@given(chains(CALENDARS), LAUNCHES, st.integers(-40, 40))
def test_a_moved_launch_leaves_nothing_that_does_not_fit(steps: list[Step], launch: date, days: int) -> None:
    before, after = dates_of(plan_backwards(steps, launch)), launch + timedelta(days=days)
    found = move_launch(steps, before, launch, Key(after))
    assert found.conflicts == ()
    if days >= 0:
        assert found.moves == ()
