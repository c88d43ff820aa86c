"""Moving a handoff, or the launch, by some working days, and what moves with it.

`flexible` moves the others only as far as they would overlap: later pushes what is built on the handoff, earlier
pulls what it is built on. `strict` moves everything that is built on it by the same number of days. `none` moves
nothing else. In all modes the launch stays where it is unless it is what moves, handoffs that have been handed over
stay, and what no longer fits is named.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handoff_lint.calendars import conflicts
from handoff_lint.calendars.conflicts import Conflict
from handoff_lint.calendars.steps import Anchor, Chain, Dates, Key, PlanError, Step
from handoff_lint.words import did_you_mean, plural


class Mode(enum.StrEnum):
    """What moves along."""

    FLEXIBLE = "flexible"
    STRICT = "strict"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Move:
    """The dates of one handoff before and after; only of those that moved."""

    id: str
    before: Dates
    after: Dates


@dataclass(frozen=True, slots=True)
class Shifted:
    """The dates of all handoffs after a shift, in working order; what moved; what does not fit any more."""

    dates: Mapping[str, Dates]
    launch: date
    moves: tuple[Move, ...]
    conflicts: tuple[Conflict, ...]


def shift(
    steps: Iterable[Step],
    dates: Mapping[str, Dates],
    moved: str,
    days: int,
    key: Key,
    *,
    mode: Mode = Mode.FLEXIBLE,
    fixed: Collection[str] = (),
) -> Shifted:
    """Move one handoff by working days of its sender.

    Args:
        steps: the chain.
        dates: as they are; steps without dates stay out of it.
        moved: the id of the handoff to move.
        days: later when positive, earlier when negative.
        key: launch and end, which stay.
        mode: what moves along.
        fixed: ids of handoffs that must not move, since they have been handed over.

    Raises:
        PlanError: the handoff is not in the plan or is fixed, or the steps make no chain.
        CalendarRangeError: a date would lie outside the years of a calendar.

    """
    plan = _Shift(Chain(steps), dates, fixed)
    if moved not in dates or moved not in plan.chain.by_id:
        guess = did_you_mean(moved, plan.dates)
        raise PlanError(f"{moved} is not in the plan.{guess}", help="Name a handoff that has dates.")
    if moved in fixed:
        raise PlanError(
            f"{moved} cannot be moved by {plural(abs(days), 'working day')}: it has been handed over.",
            help="Move a handoff that is still open.",
        )
    step = plan.chain[moved]
    plan.move(step, days, "")
    if mode is Mode.STRICT:
        for one in plan.built_on(step):
            plan.move(one, days, moved)
    elif mode is Mode.FLEXIBLE:
        plan.push() if days > 0 else plan.pull(None)
    return plan.result(key)


def move_launch(
    steps: Iterable[Step],
    dates: Mapping[str, Dates],
    before: date,
    after: Key,
    *,
    mode: Mode = Mode.FLEXIBLE,
    fixed: Collection[str] = (),
) -> Shifted:
    """Move the launch, and the handoffs with it.

    `strict` moves every handoff by the working days, of its sender, from one launch to the other. `flexible` pulls
    those earlier that an earlier launch leaves no room for, and moves the first review; a later launch moves nothing
    that comes before it.

    Args:
        steps: the chain.
        dates: as they are; steps without dates stay out of it.
        before: the launch up to now.
        after: the new launch; and the end, which hangs on no launch.
        mode: what moves along.
        fixed: ids of handoffs that must not move, since they have been handed over.

    Raises:
        PlanError, CalendarRangeError: as for `shift`.

    """
    plan = _Shift(Chain(steps), dates, fixed)
    for step in plan.chain.steps if mode is Mode.STRICT else ():
        if step.id in dates and step.anchor is not Anchor.AFTER_END:
            plan.move(step, step.sender.working_days_between(before, after.launch), "launch")
    if mode is Mode.FLEXIBLE:
        plan.pull(after.launch)
        plan.follow(after.launch)
    return plan.result(after)


class _Shift:
    """The dates while they move."""

    def __init__(self, chain: Chain, dates: Mapping[str, Dates], fixed: Collection[str]) -> None:
        self.chain = chain
        self.before = dates
        self.dates = dict(dates)
        self._fixed = fixed
        self._held: list[Conflict] = []

    def move(self, step: Step, days: int, along_with: str) -> None:
        """Move one step by working days of its sender, unless it is fixed."""
        if not days:
            return
        if step.id in self._fixed:
            self._held.append(conflicts.fixed(step, along_with))
            return
        own, sender = self.dates[step.id], step.sender
        start, due, needed_by = (sender.add_working_days(day, days) for day in own)
        if days > 0:
            needed_by = step.receiver.on_or_after(needed_by)
        else:
            # The receiver's days off must not eat into the buffer.
            needed_by = step.receiver.on_or_before(needed_by)
            buffer = min(step.buffer_days, max(0, sender.working_days_between(own.due, own.needed_by)))
            due = min(due, sender.latest_start(needed_by, buffer))
            work = min(step.owner_days, max(0, sender.working_days_between(own.start, own.due)))
            start = min(start, sender.latest_start(due, work))
        self.dates[step.id] = Dates(start, due, needed_by)

    def built_on(self, step: Step) -> list[Step]:
        """Every step with dates that is built on this one, directly or not, in working order."""
        found = {step.id}
        for one in self.chain.steps:
            if found & {feeder.id for feeder in self.chain.feeders(one)}:
                found.add(one.id)
        return [one for one in self.chain.steps if one.id in found - {step.id} and one.id in self.dates]

    def push(self) -> None:
        """Later: what begins or is due before the handoffs that it is built on allow is moved just enough."""
        for step in self._known(self.chain.before_launch()):
            for feeder in self._known(self.chain.feeders(step)):
                if not self._has_moved(feeder):
                    continue
                needed_by, own = self.dates[feeder.id].needed_by, self.dates[step.id]
                ready = feeder.receiver.earliest_end(needed_by, feeder.receiver_days)
                late = [
                    _days_late(step, own.due, step.sender.on_or_after(ready)),
                    _days_late(step, own.start, step.sender.on_or_after(needed_by)),
                ]
                self.move(step, max(0, *late), feeder.id)

    def pull(self, launch: date | None) -> None:
        """Earlier: what is needed too late for the handoffs that are built on it is moved just enough.

        With a launch, also what is needed too late for that.
        """
        for step in self._known(reversed(self.chain.before_launch())):
            receiver = step.receiver
            fed = list(self._known(self.chain.fed_by(step)))
            limits = []
            for one in fed:
                if self._has_moved(one):
                    other = self.dates[one.id]
                    room = min(receiver.latest_start(other.due, step.receiver_days), receiver.on_or_before(other.start))
                    limits.append((room, one.id))
            if launch:
                days = max(step.accepted_days_before_launch, step.receiver_days)
                limits.append((receiver.latest_start(launch, days), "launch"))
            if limits:
                latest, other_id = min(limits)
                self.move(step, min(0, -_days_late(step, latest, self.dates[step.id].needed_by)), other_id)

    def follow(self, launch: date) -> None:
        """Move what comes after the launch to the days that are allowed there."""
        for step in self._known(self.chain.steps):
            if step.anchor is Anchor.AFTER_LAUNCH:
                start = self.dates[step.id].start
                first = step.sender.on_or_after(launch + timedelta(days=1))
                last = max(first, step.sender.on_or_before(launch + timedelta(days=step.within_days)))
                wanted = min(max(start, first), last)
                self.move(step, step.sender.working_days_between(start, wanted), "launch")

    def result(self, key: Key) -> Shifted:
        """The dates as they are now, judged."""
        names = [step.id for step in self.chain.steps if step.id in self.dates]
        moves = [Move(one, self.before[one], self.dates[one]) for one in names if self.dates[one] != self.before[one]]
        found = [*self._held, *conflicts.judge(self.chain, self.dates, key)]
        return Shifted({one: self.dates[one] for one in names}, key.launch, tuple(moves), tuple(found))

    def _known(self, steps: Iterable[Step]) -> Iterable[Step]:
        return (step for step in steps if step.id in self.dates)

    def _has_moved(self, step: Step) -> bool:
        return self.dates[step.id] != self.before[step.id]


def _days_late(step: Step, day: date, wanted: date) -> int:
    """By how many working days of the sender `day` lies before `wanted`; at least one when it does at all."""
    if wanted <= day:
        return 0
    return max(1, step.sender.working_days_between(day, wanted))
