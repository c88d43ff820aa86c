"""Plans, day by day: back from a launch, forward from a first day, and what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint.calendars import chain, conflicts
from handoff_lint.calendars.conflicts import Conflict, Reason
from handoff_lint.calendars.planning import Plan, plan_backwards, plan_forwards
from handoff_lint.calendars.steps import Anchor, Chain, Dates, Key, PlanError, Step
from handoff_lint.calendars.working_days import WorkCalendar
from tests.calendar.places import BAVARIA, EMIRATES, ENGLAND, KOFI, PLAIN, day, settings

H1, H2, H3, H4, H5, H6, H7 = (
    "strategy-to-creative",
    "creative-to-production",
    "production-to-launch",
    "email-to-social",
    "marketing-to-sales",
    "analytics-to-optimization",
    "campaign-retrospective",
)
LAUNCH, END = day("09-15"), day("10-16")


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """The shipped times, with everybody in England."""
    found = settings(tmp_path_factory.mktemp("plan"))
    return chain.default_chain(found, dict.fromkeys(found.systems, (ENGLAND, ENGLAND)))


def table(plan: Plan) -> list[tuple[str, str, str, str, int, str, int | None]]:
    return [
        (
            row.id,
            f"{row.start:%m-%d}",
            f"{row.due:%m-%d}",
            f"{row.needed_by:%m-%d}",
            row.buffer_days,
            row.until,
            row.slack_days,
        )
        for row in plan.rows
    ]


def messages(found: tuple[Conflict, ...] | list[Conflict]) -> list[str]:
    return [conflict.message for conflict in found]


def test_back_from_the_launch(steps: list[Step]) -> None:
    plan = plan_backwards(steps, LAUNCH, end=END)
    assert table(plan) == [
        (H1, "08-03", "08-05", "08-07", 2, H2, 0),
        (H2, "08-19", "08-21", "08-25", 2, H3, 0),
        (H3, "09-07", "09-09", "09-11", 2, "launch", 0),
        (H4, "08-28", "09-02", "09-04", 2, "launch", 19),
        (H5, "09-04", "09-08", "09-10", 2, "launch", 23),
        (H6, "09-29", "10-01", "10-02", 1, "launch", None),
        (H7, "10-21", "10-23", "10-27", 2, "end", None),
    ]
    assert (plan.launch, plan.earliest_launch, plan.conflicts) == (LAUNCH, LAUNCH, ())


def test_forward_from_a_first_day(steps: list[Step]) -> None:
    plan = plan_forwards(steps, day("08-03"), end=END)
    assert table(plan)[:5] == [
        (H1, "08-03", "08-05", "08-07", 2, H2, 0),
        (H2, "08-19", "08-21", "08-25", 2, H3, 0),
        (H3, "09-07", "09-09", "09-11", 2, "launch", 0),
        (H4, "08-03", "08-05", "08-07", 2, "launch", 19),
        (H5, "08-03", "08-05", "08-07", 2, "launch", 23),
    ]
    assert (plan.launch, plan.earliest_launch, plan.conflicts) == (LAUNCH, LAUNCH, ())


TOO_LONG = (
    "The launch on 2026-09-15 comes 5 working days too early for a start on 2026-08-10. It takes 30 working days: "
    "strategy-to-creative (2 to prepare, 2 buffer, 10 for the receiver), "
    "creative-to-production (2 buffer, 10 for the receiver) and "
    "production-to-launch (2 buffer, 2 for the receiver). The first launch that fits is 2026-09-22."
)


def test_back_to_before_the_first_day(steps: list[Step]) -> None:
    plan = plan_backwards(steps, LAUNCH, end=END, begin=day("08-10"))
    assert [row.slack_days for row in plan.rows] == [-5, -5, -5, 14, 18, None, None]
    assert plan.earliest_launch == day("09-22")
    assert plan.conflicts == (
        Conflict(
            H1,
            Reason.STARTS_EARLY,
            "strategy-to-creative would have to start on 2026-08-03, 5 working days before 2026-08-10.",
            5,
        ),
        Conflict("", Reason.TOO_LONG, TOO_LONG, 5),
    )


def test_back_with_time_to_spare(steps: list[Step]) -> None:
    plan = plan_backwards(steps, LAUNCH, end=END, begin=day("07-27"))
    assert [row.slack_days for row in plan.rows] == [5, 5, 5, 24, 28, None, None]
    assert (plan.earliest_launch, plan.conflicts) == (day("09-08"), ())


def test_forward_to_after_the_launch(steps: list[Step]) -> None:
    plan = plan_forwards(steps, day("08-10"), launch=LAUNCH, end=END)
    assert (plan.launch, plan.earliest_launch) == (LAUNCH, day("09-22"))
    assert messages(plan.conflicts) == [
        "production-to-launch is needed by 2026-09-18, after the launch (2026-09-15).",
        TOO_LONG,
    ]


def test_without_an_end_there_is_no_retrospective(steps: list[Step]) -> None:
    for plan in (plan_backwards(steps, LAUNCH), plan_forwards(steps, day("08-03"))):
        assert [row.id for row in plan.rows] == [H1, H2, H3, H4, H5, H6]
        assert messages(plan.conflicts) == ["campaign-retrospective cannot be planned: the campaign has no end date."]


def test_types_that_are_off_take_no_time(tmp_path: Path) -> None:
    text = 'systems: {creative-to-production: "off", email-to-social: "off", campaign-retrospective: "off"}'
    found = settings(tmp_path, text)
    steps = chain.default_chain(found, dict.fromkeys(found.systems, (PLAIN, PLAIN)))
    assert [(step.id, step.feeds) for step in steps] == [(H1, (H3,)), (H3, ()), (H5, ()), (H6, ())]


def test_a_step_has_the_times_of_its_type_and_package(tmp_path: Path) -> None:
    found = settings(tmp_path)
    step = chain.step(
        found, H4, id="spring-h4", sender=PLAIN, receiver=KOFI, feeds=("x",), timeline={"receiver_days": 3}
    )
    assert step == Step("spring-h4", PLAIN, KOFI, 2, 2, 3, ("x",), 7)
    assert chain.step(found, H7, sender=PLAIN, receiver=PLAIN) == Step(
        H7, PLAIN, PLAIN, 2, 2, 0, anchor=Anchor.AFTER_END, within_days=7
    )
    assert chain.step(found, H6, sender=PLAIN, receiver=PLAIN) == Step(
        H6, PLAIN, PLAIN, 2, 1, 5, anchor=Anchor.AFTER_LAUNCH, within_days=14
    )


def test_each_side_counts_in_its_own_calendar() -> None:
    # The Emirates' National Day is on 2 and 3 December; Munich is at work then.
    steps = [Step("brief", BAVARIA, EMIRATES, owner_days=2, buffer_days=2, receiver_days=3)]
    plan = plan_backwards(steps, day("12-08"))
    assert table(plan) == [("brief", "11-25", "11-27", "12-01", 2, "launch", 0)]
    assert plan.conflicts == ()
    local = [Step("brief", BAVARIA, BAVARIA, owner_days=2, buffer_days=2, receiver_days=3)]
    assert table(plan_backwards(local, day("12-08"))) == [("brief", "11-27", "12-01", "12-03", 2, "launch", 0)]


def test_an_absence_moves_the_plan() -> None:
    # Kofi is away from 21 to 25 September: three working days before the 29th begin on the 17th.
    steps = [Step("mail", ENGLAND, KOFI, buffer_days=1, receiver_days=3)]
    assert table(plan_backwards(steps, day("09-29"))) == [("mail", "09-16", "09-16", "09-17", 1, "launch", 0)]


def test_a_launch_on_a_free_day() -> None:
    steps = [Step("mail", buffer_days=1, receiver_days=2)]
    plan = plan_backwards(steps, day("09-12"))  # Saturday
    assert table(plan) == [("mail", "09-08", "09-08", "09-09", 1, "launch", 0)]
    assert plan.conflicts == ()


def test_nothing_begins_before_what_it_is_built_on() -> None:
    steps = [Step("a", receiver_days=1, feeds=("b",)), Step("b", owner_days=4)]
    assert table(plan_backwards(steps, day("09-11"))) == [
        ("a", "09-07", "09-07", "09-07", 0, "b", 0),
        ("b", "09-07", "09-11", "09-11", 0, "launch", 0),
    ]
    late = plan_backwards(steps, day("09-11"), begin=day("09-09"))
    assert messages(late.conflicts)[-1] == (
        "The launch on 2026-09-11 comes 2 working days too early for a start on 2026-09-09. It takes 4 working days: "
        "a (4 for the receiver). The first launch that fits is 2026-09-15."
    )


def test_the_longest_way_is_found_among_several() -> None:
    steps = [
        Step("short", receiver_days=1, feeds=("last",)),
        Step("long", receiver_days=8, feeds=("last", "other")),
        Step("other"),
        Step("last", buffer_days=1),
    ]
    plan = plan_backwards(steps, day("09-11"), begin=day("09-07"))
    assert [(row.id, row.slack_days) for row in plan.rows] == [("short", 2), ("long", -5), ("other", -4), ("last", -5)]
    assert plan.conflicts[-1].message == (
        "The launch on 2026-09-11 comes 5 working days too early for a start on 2026-09-07. It takes 9 working days: "
        "long (8 for the receiver) and last (1 buffer). The first launch that fits is 2026-09-18."
    )


def test_a_step_is_planned_for_the_first_of_those_that_it_feeds() -> None:
    steps = [Step("a", receiver_days=1, feeds=("b", "c")), Step("b"), Step("c", buffer_days=3)]
    assert [(row.id, f"{row.due:%m-%d}", row.until) for row in plan_backwards(steps, day("09-11")).rows] == [
        ("a", "09-07", "c"),
        ("b", "09-11", "launch"),
        ("c", "09-08", "launch"),
    ]


def test_a_plan_of_nothing() -> None:
    assert plan_backwards([], LAUNCH, begin=day("10-01")) == Plan((), LAUNCH, day("10-01"), ())
    assert plan_forwards([], LAUNCH) == Plan((), LAUNCH, LAUNCH, ())


def test_after_the_launch_never_means_before_it() -> None:
    review = Step("review", anchor=Anchor.AFTER_LAUNCH, owner_days=1, within_days=2)
    retro = Step("retro", anchor=Anchor.AFTER_END, owner_days=9, within_days=1)
    plan = plan_backwards([review, retro], day("09-11"), end=day("09-18"))  # both are Fridays
    assert table(plan) == [
        ("review", "09-14", "09-15", "09-15", 0, "launch", None),
        ("retro", "09-21", "09-21", "09-21", 0, "end", None),
    ]
    found = conflicts.judge(
        Chain([review, retro]),
        {row.id: Dates(row.start, row.due, row.needed_by) for row in plan.rows},
        Key(LAUNCH, END),
    )
    assert found[0].reason is Reason.AFTER_LAUNCH


STEPS = [
    Step("a", ENGLAND, ENGLAND, 2, 2, 10, ("b",)),
    Step("b", ENGLAND, KOFI, 0, 1, 2, (), 3),
    Step("review", ENGLAND, ENGLAND, 1, 0, 0, (), 0, Anchor.AFTER_LAUNCH, 14),
    Step("retro", ENGLAND, ENGLAND, 0, 0, 0, (), 0, Anchor.AFTER_END, 7),
]
GOOD = {
    "a": ("08-03", "08-05", "08-07"),
    "b": ("08-21", "08-21", "08-24"),
    "review": ("09-28", "09-29", "09-29"),
    "retro": ("10-19", "10-20", "10-20"),
}


def judged(**changed: tuple[str, str, str]) -> list[Conflict]:
    dates = {name: Dates(*map(day, texts)) for name, texts in {**GOOD, **changed}.items()}
    return conflicts.judge(Chain(STEPS), dates, Key(LAUNCH, END), begin=day("08-03"))


def test_written_dates_that_fit() -> None:
    assert judged() == []


WRONG = [
    ("a", ("08-05", "08-04", "08-07"), Reason.ORDER, "a: due (2026-08-04) lies before start (2026-08-05).", 0),
    (
        "a",
        ("08-03", "08-05", "08-06"),
        Reason.BUFFER,
        "a leaves 1 working day between due and needed by, but the buffer is 2.",
        1,
    ),
    (
        "a",
        ("08-04", "08-05", "08-07"),
        Reason.OWNER_TIME,
        "a leaves 1 working day from start to due, but takes 2.",
        1,
    ),
    (
        "a",
        ("08-03", "08-05", "08-14"),
        Reason.RECEIVER_TIME,
        "a leaves 5 working days from 2026-08-14 until b is due (2026-08-21), but the receiver needs 10.",
        5,
    ),
    (
        "a",
        ("07-30", "08-05", "08-07"),
        Reason.STARTS_EARLY,
        "a would have to start on 2026-07-30, 2 working days before 2026-08-03.",
        2,
    ),
    (
        "b",
        ("08-21", "08-21", "08-31"),
        Reason.DAY_OFF,
        "b: needed by is 2026-08-31, a public holiday for the receiver.",
        0,
    ),
    ("b", ("08-22", "08-24", "08-25"), Reason.DAY_OFF, "b: start is 2026-08-22, a weekend day for the sender.", 0),
    (
        "b",
        ("08-21", "08-21", "09-11"),
        Reason.ACCEPTED_LATE,
        "b is needed by 2026-09-11, but has to be accepted 3 working days before the launch on 2026-09-15: "
        "by 2026-09-10.",
        1,
    ),
    (
        "b",
        ("08-06", "08-21", "08-24"),
        Reason.ORDER,
        "b starts on 2026-08-06, but is built on a, needed by 2026-08-07.",
        0,
    ),
    (
        "review",
        ("09-30", "10-01", "10-01"),
        Reason.AFTER_LAUNCH,
        "review starts on 2026-09-30, but the last day is 2026-09-29, 14 days after the launch.",
        1,
    ),
    (
        "review",
        ("09-15", "09-16", "09-16"),
        Reason.AFTER_LAUNCH,
        "review starts on 2026-09-15, not after the launch (2026-09-15).",
        0,
    ),
    (
        "retro",
        ("10-19", "11-09", "11-09"),
        Reason.AFTER_END,
        "retro is due on 2026-11-09, but the last day is 2026-10-23, 7 days after the end.",
        11,
    ),
    (
        "retro",
        ("10-15", "10-19", "10-19"),
        Reason.AFTER_END,
        "retro starts on 2026-10-15, not after the end (2026-10-16).",
        0,
    ),
]


@pytest.mark.parametrize(("name", "dates", "reason", "message", "days"), WRONG)
def test_written_dates_that_do_not_fit(
    name: str, dates: tuple[str, str, str], reason: Reason, message: str, days: int
) -> None:
    assert (reason, message, days) in [(one.reason, one.message, one.days) for one in judged(**{name: dates})]


def test_a_receiver_who_is_away() -> None:
    found = conflicts.judge(
        Chain([Step("b", ENGLAND, KOFI)]), {"b": Dates(*map(day, ("09-18", "09-18", "09-22")))}, Key(day("10-01"))
    )
    assert messages(found) == ["b: needed by is 2026-09-22, when the receiver is away."]


def test_without_an_end_written_dates_after_it_are_not_judged() -> None:
    dates = {"retro": Dates(*map(day, ("10-19", "12-09", "12-09")))}
    assert conflicts.judge(Chain(STEPS), dates, Key(LAUNCH)) == []


def test_handoffs_that_wait_for_each_other() -> None:
    with pytest.raises(PlanError) as error:
        Chain([Step("a", feeds=("b",)), Step("b", feeds=("c",)), Step("c", feeds=("a",))])
    assert error.value.message in {
        f"These handoffs wait for each other: {circle}."
        for circle in ("a → c → b → a", "c → b → a → c", "b → a → c → b")
    }
    assert error.value.help == "Take one of them out of depends_on."


def test_handoffs_that_are_not_there_or_there_twice() -> None:
    with pytest.raises(PlanError) as error:
        Chain([Step("spring-h1", feeds=("spring-h3",)), Step("spring-h2")])
    assert error.value.message == "spring-h1 feeds spring-h3, which is not in the plan. Did you mean spring-h2?"
    with pytest.raises(PlanError) as error:
        Chain([Step("a"), Step("a")])
    assert error.value.message == "a is in the plan twice."


def test_steps_keep_their_order_where_they_can() -> None:
    steps = [Step("c"), Step("b", feeds=("a",)), Step("a"), Step("d", feeds=("e", "e")), Step("e")]
    assert [step.id for step in Chain(reversed(steps)).steps] == ["d", "e", "b", "a", "c"]
    assert [step.id for step in Chain(steps).steps] == ["c", "b", "a", "d", "e"]


def test_a_step_before_the_launch_may_name_one_after_it() -> None:
    steps = [
        Step("a", receiver_days=2, feeds=("review",)),
        Step("review", anchor=Anchor.AFTER_LAUNCH, within_days=7, feeds=("a2",)),
        Step("a2"),
    ]
    assert [(row.id, f"{row.needed_by:%m-%d}", row.until) for row in plan_backwards(steps, LAUNCH).rows] == [
        ("a", "09-11", "launch"),
        ("review", "09-22", "launch"),
        ("a2", "09-15", "launch"),
    ]


def test_a_calendar_is_its_own_default() -> None:
    assert Step("a").sender == Step("b").receiver == WorkCalendar()
