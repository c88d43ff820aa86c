"""Planning the handoffs of a campaign: back from the launch, or forward from a first day.

Backward, every handoff gets its latest dates; forward, its earliest. With one calendar for everybody the two are
inverse. With several they are as near as holidays allow: forward from the latest dates never ends later.

Slack is the working days between the earliest and the latest start of a step: how far it may slip without moving the
launch. Backward without a first day and forward without a launch, the longest way through the plan has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from handoff_lint.calendars import conflicts
from handoff_lint.calendars.conflicts import Conflict
from handoff_lint.calendars.steps import Anchor, Chain, Dates, Key, Step

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One handoff of a plan.

    Attributes:
        buffer_days: working days of the sender between `due` and `needed_by`; can be more than were asked for.
        receiver_days: what the receiver needs from `needed_by` on.
        until: what `needed_by` is planned for: `launch`, `end`, or the id of the handoff that it feeds.
        slack_days: by how many working days it may slip; negative when it does not fit. None after the launch.

    """

    id: str
    start: date
    due: date
    needed_by: date
    buffer_days: int
    receiver_days: int
    until: str
    slack_days: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows in working order, and what does not fit.

    Attributes:
        launch: the launch that it was planned for; the earliest possible one when none was given.
        earliest_launch: the first launch that the first day allows; `launch` when no first day was given.

    """

    rows: tuple[Row, ...]
    launch: date
    earliest_launch: date
    conflicts: tuple[Conflict, ...]


def plan_backwards(steps: Iterable[Step], launch: date, *, end: date | None = None, begin: date | None = None) -> Plan:
    """The latest dates with which everything is ready for the launch.

    Args:
        steps: the handoffs, in any order.
        launch: the launch date, a working day or not.
        end: the campaign's last day; without it, steps after the end are left out and named in `conflicts`.
        begin: the first day on which work can begin; dates before it are conflicts.

    Raises:
        PlanError: the steps make no chain.
        CalendarRangeError: a date would lie outside the years of a calendar.

    """
    chain, key = Chain(steps), Key(launch, end)
    latest = latest_dates(chain, launch)
    first = begin or min((dates.start for dates in latest.values()), default=launch)
    early = earliest_dates(chain, first)
    ready = earliest_launch(chain, early, begin) if begin else launch
    found = [*conflicts.no_end(chain, end), *conflicts.judge(chain, latest, key, begin=begin)]
    if begin and latest and ready > launch:
        found.append(conflicts.too_long(chain, latest, early, begin=begin, launch=launch, ready=ready))
    return Plan(_rows(chain, {**latest, **after_dates(chain, key)}, early, latest), launch, ready, tuple(found))


def plan_forwards(steps: Iterable[Step], begin: date, *, launch: date | None = None, end: date | None = None) -> Plan:
    """The earliest dates when work begins on `begin`, and the earliest launch that follows.

    Args:
        steps: the handoffs, in any order.
        begin: the first day on which work can begin.
        launch: the wanted launch; when it is earlier than possible, that is a conflict.
        end: the campaign's last day, see `plan_backwards`.

    Raises:
        PlanError, CalendarRangeError: see `plan_backwards`.

    """
    chain = Chain(steps)
    early = earliest_dates(chain, begin)
    ready = earliest_launch(chain, early, begin)
    target = launch or ready
    latest, key = latest_dates(chain, target), Key(target, end)
    found = [*conflicts.no_end(chain, end), *conflicts.judge(chain, early, key, begin=begin)]
    if latest and ready > target:
        found.append(conflicts.too_long(chain, latest, early, begin=begin, launch=target, ready=ready))
    return Plan(_rows(chain, {**early, **after_dates(chain, key)}, early, latest), target, ready, tuple(found))


def latest_dates(chain: Chain, launch: date) -> dict[str, Dates]:
    """Backward pass: for each launch step the latest dates."""
    found: dict[str, Dates] = {}
    for step in reversed(chain.before_launch()):
        receiver, sender = step.receiver, step.sender
        limits = [receiver.latest_start(launch, step.accepted_days_before_launch)]
        fed = [found[one.id] for one in chain.fed_by(step)]
        limits += [receiver.latest_start(dates.due, step.receiver_days) for dates in fed]
        # Nobody begins to pack the next handoff before this one has arrived.
        limits += [receiver.on_or_before(dates.start) for dates in fed]
        if not fed:
            limits.append(receiver.latest_start(launch, step.receiver_days))
        needed_by = min(limits)
        due = sender.latest_start(needed_by, step.buffer_days)
        found[step.id] = Dates(sender.latest_start(due, step.owner_days), due, needed_by)
    return found


def earliest_dates(chain: Chain, begin: date) -> dict[str, Dates]:
    """Forward pass: for each launch step the earliest dates."""
    found: dict[str, Dates] = {}
    for step in chain.before_launch():
        sender = step.sender
        feeders = list(chain.feeders(step))
        first = sender.on_or_after(max([begin, *(found[one.id].needed_by for one in feeders)]))
        ready = [one.receiver.earliest_end(found[one.id].needed_by, one.receiver_days) for one in feeders]
        due = sender.on_or_after(max([sender.earliest_end(first, step.owner_days), *ready]))
        needed_by = step.receiver.on_or_after(sender.earliest_end(due, step.buffer_days))
        found[step.id] = Dates(sender.latest_start(due, step.owner_days), due, needed_by)
    return found


def earliest_launch(chain: Chain, early: dict[str, Dates], begin: date) -> date:
    """The first day on which every launch step has been received and worked on."""
    found = [begin]
    for step in chain.before_launch():
        days = step.accepted_days_before_launch
        if not any(chain.fed_by(step)):
            days = max(days, step.receiver_days)
        found.append(step.receiver.earliest_end(early[step.id].needed_by, days))
    return max(found)


def after_dates(chain: Chain, key: Key) -> dict[str, Dates]:
    """The latest dates of the steps after the launch or the end, which never begin on or before that day."""
    found = {}
    for step in chain.steps:
        sender = step.sender
        if step.anchor is Anchor.AFTER_LAUNCH:
            last = sender.on_or_before(key.launch + _ONE_DAY * step.within_days)
            start = max(last, sender.on_or_after(key.launch + _ONE_DAY))
            due = sender.earliest_end(start, step.owner_days)
        elif step.anchor is Anchor.AFTER_END and key.end:
            first = sender.on_or_after(key.end + _ONE_DAY)
            due = max(first, sender.on_or_before(key.end + _ONE_DAY * step.within_days))
            start = max(first, sender.latest_start(due, step.owner_days))
        else:
            continue
        found[step.id] = Dates(start, due, step.receiver.on_or_after(sender.earliest_end(due, step.buffer_days)))
    return found


def _rows(
    chain: Chain, planned: dict[str, Dates], early: dict[str, Dates], latest: dict[str, Dates]
) -> tuple[Row, ...]:
    return tuple(
        Row(
            step.id,
            *planned[step.id],
            buffer_days=step.sender.working_days_between(planned[step.id].due, planned[step.id].needed_by),
            receiver_days=step.receiver_days,
            until=_until(chain, step, planned),
            slack_days=step.sender.working_days_between(early[step.id].start, latest[step.id].start)
            if step.id in early
            else None,
        )
        for step in chain.steps
        if step.id in planned
    )


def _until(chain: Chain, step: Step, planned: dict[str, Dates]) -> str:
    if step.anchor is Anchor.AFTER_END:
        return "end"
    fed = min(chain.fed_by(step), key=lambda one: planned[one.id].due, default=None)
    return fed.id if fed else "launch"
