"""Moving a handoff or the launch, in the three modes."""

from __future__ import annotations

from datetime import date

import pytest

from handoff_lint.calendars.shifting import Mode, Shifted, move_launch, shift
from handoff_lint.calendars.steps import Anchor, Dates, Key, PlanError, Step
from tests.calendar.places import EGYPT, ENGLAND, KOFI, day

STEPS = [
    Step("a", ENGLAND, ENGLAND, 2, 2, 10, ("b",)),
    Step("b", ENGLAND, ENGLAND, 2, 2, 10, ("c",)),
    Step("c", ENGLAND, ENGLAND, 2, 2, 2),
    Step("mail", ENGLAND, ENGLAND, 2, 2, 5, (), 7),
    Step("review", ENGLAND, ENGLAND, 2, 1, anchor=Anchor.AFTER_LAUNCH, within_days=14),
    Step("retro", ENGLAND, ENGLAND, 2, 2, anchor=Anchor.AFTER_END, within_days=7),
]
KEY = Key(day("09-15"), day("10-16"))
START = {
    "a": ("08-03", "08-05", "08-07"),
    "b": ("08-19", "08-21", "08-25"),
    "c": ("09-07", "09-09", "09-11"),
    "mail": ("08-28", "09-02", "09-04"),
    "review": ("09-29", "10-01", "10-02"),
    "retro": ("10-21", "10-23", "10-27"),
}
# The same with air in it: what is built on something has three working days more.
LOOSE = {**START, "a": ("07-29", "07-31", "08-04"), "b": ("08-14", "08-18", "08-20")}


def dates(texts: dict[str, tuple[str, str, str]]) -> dict[str, Dates]:
    return {name: Dates(*map(day, three)) for name, three in texts.items()}


def moved(found: Shifted) -> dict[str, tuple[str, ...]]:
    return {move.id: tuple(f"{one:%m-%d}" for one in move.after) for move in found.moves}


def said(found: Shifted) -> list[str]:
    return [conflict.message for conflict in found.conflicts]


LATE = "c leaves 0 working days from 2026-09-15 until the launch (2026-09-15), but the receiver needs 2."


def test_flexible_pushes_what_would_overlap() -> None:
    found = shift(STEPS, dates(START), "a", 2, KEY)
    assert moved(found) == {
        "a": ("08-05", "08-07", "08-11"),
        "b": ("08-21", "08-25", "08-27"),
        "c": ("09-09", "09-11", "09-15"),
    }
    assert said(found) == [LATE]
    assert (found.launch, found.moves[0].before) == (KEY.launch, dates(START)["a"])
    assert list(found.dates) == list(START)


def test_flexible_uses_up_the_air_first() -> None:
    found = shift(STEPS, dates(LOOSE), "a", 4, KEY)
    assert moved(found) == {
        "a": ("08-04", "08-06", "08-10"),
        "b": ("08-20", "08-24", "08-26"),
        "c": ("09-08", "09-10", "09-14"),
    }
    assert moved(shift(STEPS, dates({**LOOSE, "c": START["c"]}), "b", 3, KEY)) == {"b": ("08-19", "08-21", "08-25")}


def test_flexible_leaves_alone_what_did_not_fit_before() -> None:
    tight = dates({**START, "b": ("08-20", "08-24", "08-26")})  # leaves c nine days instead of ten
    found = shift(STEPS, tight, "mail", 1, KEY)
    assert moved(found) == {"mail": ("09-01", "09-03", "09-07")}
    assert said(found)[0] == (
        "b leaves 9 working days from 2026-08-26 until c is due (2026-09-09), but the receiver needs 10."
    )
    assert moved(shift(STEPS, tight, "mail", -1, KEY)) == {"mail": ("08-27", "09-01", "09-03")}


def test_flexible_pulls_over_a_day_that_only_the_receiver_works() -> None:
    # Needed by Monday 31 August: a bank holiday in England, a working day in Egypt, as is the Sunday before.
    steps = [Step("a", ENGLAND, EGYPT, receiver_days=1, feeds=("b",)), Step("b", EGYPT, EGYPT)]
    before = {
        "a": Dates(*map(day, ("08-26", "08-26", "08-31"))),
        "b": Dates(*map(day, ("09-01", "09-01", "09-01"))),
    }
    found = shift(steps, before, "b", -1, Key(day("09-15")))
    assert moved(found) == {"a": ("08-25", "08-25", "08-27"), "b": ("08-31", "08-31", "08-31")}
    assert said(found) == []


def test_flexible_pulls_what_an_earlier_handoff_is_built_on() -> None:
    found = shift(STEPS, dates(START), "c", -1, KEY)
    assert moved(found) == {
        "a": ("07-31", "08-04", "08-06"),
        "b": ("08-18", "08-20", "08-24"),
        "c": ("09-04", "09-08", "09-10"),
    }
    assert said(found) == []
    assert moved(shift(STEPS, dates(LOOSE), "c", -3, KEY)) == {"c": ("09-02", "09-04", "09-08")}


def test_strict_moves_everything_that_is_built_on_it() -> None:
    found = shift(STEPS, dates(LOOSE), "a", 2, KEY, mode=Mode.STRICT)
    assert moved(found) == {
        "a": ("07-31", "08-04", "08-06"),
        "b": ("08-18", "08-20", "08-24"),
        "c": ("09-09", "09-11", "09-15"),
    }
    assert said(found) == [LATE]
    back = shift(STEPS, dates(START), "b", -2, KEY, mode=Mode.STRICT)
    assert moved(back) == {"b": ("08-17", "08-19", "08-21"), "c": ("09-03", "09-07", "09-09")}
    assert said(back) == [
        "a leaves 8 working days from 2026-08-07 until b is due (2026-08-19), but the receiver needs 10."
    ]


def test_none_moves_nothing_else() -> None:
    found = shift(STEPS, dates(START), "b", 2, KEY, mode=Mode.NONE)
    assert moved(found) == {"b": ("08-21", "08-25", "08-27")}
    assert said(found) == [
        "b leaves 8 working days from 2026-08-27 until c is due (2026-09-09), but the receiver needs 10."
    ]


def test_moving_by_nothing_changes_nothing() -> None:
    for mode in Mode:
        found = shift(STEPS, dates(START), "b", 0, KEY, mode=mode)
        assert (found.moves, found.conflicts, dict(found.dates)) == ((), (), dates(START))


@pytest.mark.parametrize(("mode", "also"), [(Mode.FLEXIBLE, []), (Mode.STRICT, ["c"])])
def test_what_is_accepted_stays(mode: Mode, also: list[str]) -> None:
    found = shift(STEPS, dates(START), "a", 2, KEY, mode=mode, fixed={"b"})
    assert [move.id for move in found.moves] == ["a", *also]
    assert said(found)[:2] == [
        "b would have to move with a, but its dates are fixed: it has been handed over.",
        "a leaves 8 working days from 2026-08-11 until b is due (2026-08-21), but the receiver needs 10.",
    ]


def test_what_is_accepted_cannot_be_moved_itself() -> None:
    with pytest.raises(PlanError) as error:
        shift(STEPS, dates(START), "a", -1, KEY, fixed={"a"})
    assert error.value.message == "a cannot be moved by 1 working day: it has been handed over."
    assert error.value.help == "Move a handoff that is still open."


@pytest.mark.parametrize("name", ["male", "retro"])
def test_a_handoff_that_is_not_in_the_plan(name: str) -> None:
    known = dates({key: value for key, value in START.items() if key != "retro"})
    with pytest.raises(PlanError) as error:
        shift(STEPS, known, name, 1, KEY)
    guess = " Did you mean mail?" if name == "male" else ""
    assert error.value.message == f"{name} is not in the plan.{guess}"


def test_a_handoff_without_dates_stays_out_of_it() -> None:
    known = dates({key: value for key, value in START.items() if key != "b"})
    for mode in Mode:
        found = shift(STEPS, known, "a", 2, KEY, mode=mode)
        assert "b" not in found.dates
    assert moved(shift(STEPS, known, "a", 2, KEY, mode=Mode.STRICT)) == {
        "a": ("08-05", "08-07", "08-11"),
        "c": ("09-09", "09-11", "09-15"),
    }
    assert moved(shift(STEPS, known, "c", -2, KEY)) == {"c": ("09-03", "09-07", "09-09")}


def test_the_receivers_days_off_are_stepped_over() -> None:
    steps = [Step("mail", ENGLAND, KOFI, 0, 2, 1)]
    before = {"mail": Dates(*map(day, ("09-16", "09-16", "09-18")))}
    later = shift(steps, before, "mail", 1, Key(day("10-08")))
    assert later.dates["mail"] == Dates(*map(day, ("09-17", "09-17", "09-28")))
    earlier = shift(steps, later.dates, "mail", -1, Key(day("10-08")))
    assert earlier.dates["mail"] == Dates(*map(day, ("09-16", "09-16", "09-18")))


def launch_moved(to: date, mode: Mode = Mode.FLEXIBLE, fixed: tuple[str, ...] = ()) -> Shifted:
    return move_launch(STEPS, dates(START), KEY.launch, Key(to, KEY.end), mode=mode, fixed=fixed)


def test_an_earlier_launch_pulls_what_no_longer_fits() -> None:
    found = launch_moved(day("09-14"))
    assert moved(found) == {
        "a": ("07-31", "08-04", "08-06"),
        "b": ("08-18", "08-20", "08-24"),
        "c": ("09-04", "09-08", "09-10"),
        "mail": ("08-27", "09-01", "09-03"),
        "review": ("09-28", "09-30", "10-01"),
    }
    assert (found.launch, said(found)) == (day("09-14"), [])


def test_a_later_launch_moves_nothing_before_it() -> None:
    assert moved(launch_moved(day("09-22"))) == {}
    assert moved(launch_moved(day("10-01"))) == {"review": ("10-02", "10-06", "10-07")}


def test_everything_moves_with_the_launch() -> None:
    found = launch_moved(day("09-17"), Mode.STRICT)
    assert moved(found) == {
        "a": ("08-05", "08-07", "08-11"),
        "b": ("08-21", "08-25", "08-27"),
        "c": ("09-09", "09-11", "09-15"),
        "mail": ("09-02", "09-04", "09-08"),
        "review": ("10-01", "10-05", "10-06"),
    }
    assert said(found) == []


def test_the_launch_alone() -> None:
    found = launch_moved(day("09-14"), Mode.NONE)
    assert moved(found) == {}
    assert said(found) == [
        "c leaves 1 working day from 2026-09-11 until the launch (2026-09-14), but the receiver needs 2.",
        "mail is needed by 2026-09-04, but has to be accepted 7 working days before the launch on 2026-09-14: "
        "by 2026-09-03.",
        "review starts on 2026-09-29, but the last day is 2026-09-28, 14 days after the launch.",
    ]


def test_what_is_accepted_stays_when_the_launch_moves() -> None:
    found = launch_moved(day("09-14"), fixed=("b", "mail"))
    assert list(moved(found)) == ["c", "review"]
    assert said(found)[:2] == [
        "mail would have to move with the launch, but its dates are fixed: it has been handed over.",
        "b would have to move with c, but its dates are fixed: it has been handed over.",
    ]
