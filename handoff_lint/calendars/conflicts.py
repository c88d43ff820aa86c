"""What does not fit in a plan, and why: the same checks for dates that were computed and dates that people wrote."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handoff_lint.calendars.steps import Anchor, Chain, Dates, Key, Step
from handoff_lint.calendars.working_days import AWAY
from handoff_lint.words import listed, plural


class Reason(enum.StrEnum):
    """Why a date does not fit."""

    ORDER = "order"
    DAY_OFF = "day off"
    OWNER_TIME = "owner's time too short"
    BUFFER = "buffer too small"
    RECEIVER_TIME = "receiver's time too short"
    ACCEPTED_LATE = "accepted too late"
    STARTS_EARLY = "starts too early"
    AFTER_LAUNCH = "first review at the wrong time"
    AFTER_END = "retrospective at the wrong time"
    NO_END = "no end date"
    LAUNCH = "launch on a day that cannot be"
    TOO_LONG = "way to the launch too long"
    FIXED = "fixed date in the way"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that does not fit.

    Attributes:
        id: the handoff that it is about; empty for the plan as a whole.
        message: what does not fit and by how much, in words for people.
        days: how many working days are missing, 0 where that is no question.
        other: the handoff on the other side, where there is one.

    """

    id: str
    reason: Reason
    message: str
    days: int = 0
    other: str = ""


def judge(chain: Chain, dates: Mapping[str, Dates], key: Key, *, begin: date | None = None) -> list[Conflict]:
    """Everything that does not fit, in working order; a step without dates is not judged.

    Args:
        chain: the steps.
        dates: of some or all of them.
        key: launch and end.
        begin: the first day on which work can begin, where it matters.

    """
    found: list[Conflict] = []
    for step in chain.steps:
        if step.id in dates:
            own = dates[step.id]
            found += _own(step, own)
            if step.anchor is Anchor.LAUNCH:
                if begin:
                    found += _begin(step, own, begin)
                found += _receiver(chain, step, dates, key.launch)
            else:
                found += _after(step, own, key)
    return found


def no_end(chain: Chain, end: date | None) -> list[Conflict]:
    """Steps that hang on the campaign's end when there is none."""
    return [
        Conflict(step.id, Reason.NO_END, f"{step.id} cannot be planned: the campaign has no end date.")
        for step in chain.steps
        if step.anchor is Anchor.AFTER_END and end is None
    ]


def _own(step: Step, own: Dates) -> Iterator[Conflict]:
    days = (("start", own.start), ("due", own.due), ("needed by", own.needed_by))
    for (name, day), (after, later) in itertools.pairwise(days):
        if later < day:
            yield Conflict(step.id, Reason.ORDER, f"{step.id}: {after} ({later}) lies before {name} ({day}).")
    sides = (("sender", step.sender), ("sender", step.sender), ("receiver", step.receiver))
    for (name, day), (who, calendar) in zip(days, sides, strict=True):
        why = calendar.why_off(day)
        if why:
            off = f"when the {who} is away" if why == AWAY else f"{why} for the {who}"
            yield Conflict(step.id, Reason.DAY_OFF, f"{step.id}: {name} is {day}, {off}.")
    worked = step.sender.working_days_between(own.start, own.due)
    if own.start <= own.due and worked < step.owner_days:
        message = f"{step.id} leaves {_days(worked)} from start to due, but takes {step.owner_days}."
        yield Conflict(step.id, Reason.OWNER_TIME, message, step.owner_days - worked)
    free = step.sender.working_days_between(own.due, own.needed_by)
    if own.due <= own.needed_by and free < step.buffer_days:
        message = f"{step.id} leaves {_days(free)} between due and needed by, but the buffer is {step.buffer_days}."
        yield Conflict(step.id, Reason.BUFFER, message, step.buffer_days - free)


def _begin(step: Step, own: Dates, begin: date) -> Iterator[Conflict]:
    if own.start < begin:
        missing = step.sender.working_days_between(own.start, begin)
        message = f"{step.id} would have to start on {own.start}, {_days(missing)} before {begin}."
        yield Conflict(step.id, Reason.STARTS_EARLY, message, missing)


def _receiver(chain: Chain, step: Step, dates: Mapping[str, Dates], launch: date) -> Iterator[Conflict]:
    needed_by = dates[step.id].needed_by
    fed = [one for one in chain.fed_by(step) if one.id in dates]
    for one in fed:
        yield from _short(step, needed_by, dates[one.id].due, f"{one.id} is due", one.id)
        if dates[one.id].start < needed_by:
            message = f"{one.id} starts on {dates[one.id].start}, but is built on {step.id}, needed by {needed_by}."
            yield Conflict(one.id, Reason.ORDER, message, other=step.id)
    lead = step.accepted_days_before_launch
    before = step.receiver.working_days_between(needed_by, launch)
    if not fed and lead <= step.receiver_days:
        yield from _short(step, needed_by, launch, "the launch", "")
    elif lead and before < lead:  # whoever accepts so early has enough days for the work, too
        latest = step.receiver.latest_start(launch, lead)
        message = (
            f"{step.id} is needed by {needed_by}, but has to be accepted {_days(lead)} before "
            f"the launch on {launch}: by {latest}."
        )
        yield Conflict(step.id, Reason.ACCEPTED_LATE, message, lead - before)


def _short(step: Step, needed_by: date, until: date, what: str, other: str) -> Iterator[Conflict]:
    left = step.receiver.working_days_between(needed_by, until)
    if left < step.receiver_days or until < needed_by:
        if until < needed_by:
            message = f"{step.id} is needed by {needed_by}, after {what} ({until})."
        else:
            room = f"{_days(left)} from {needed_by} until {what} ({until})"
            message = f"{step.id} leaves {room}, but the receiver needs {step.receiver_days}."
        yield Conflict(step.id, Reason.RECEIVER_TIME, message, max(0, step.receiver_days - left), other)


def _after(step: Step, own: Dates, key: Key) -> Iterator[Conflict]:
    is_review = step.anchor is Anchor.AFTER_LAUNCH
    day, name = (own.start, "starts") if is_review else (own.due, "is due")
    base, what = (key.launch, "launch") if is_review else (key.end, "end")
    reason = Reason.AFTER_LAUNCH if is_review else Reason.AFTER_END
    if base is None:
        return
    last = base + timedelta(days=step.within_days)
    if own.start <= base:
        yield Conflict(step.id, reason, f"{step.id} starts on {own.start}, not after the {what} ({base}).")
    elif day > last:
        missing = step.sender.working_days_between(last, day)
        message = f"{step.id} {name} on {day}, but the last day is {last}, {step.within_days} days after the {what}."
        yield Conflict(step.id, reason, message, missing)


def too_long(
    chain: Chain, latest: Mapping[str, Dates], early: Mapping[str, Dates], *, begin: date, launch: date, ready: date
) -> Conflict:
    """Why a launch cannot be met: the longest way to it, step by step, and the first launch that can."""
    slack = {name: chain[name].sender.working_days_between(early[name].start, latest[name].start) for name in latest}
    way = _longest_way(chain, slack)
    missing = -min(slack.values())
    total, parts = 0, []
    for index, step in enumerate(way):
        fed = way[index + 1] if index + 1 < len(way) else None
        days = {
            "to prepare": 0 if index else step.owner_days,
            "buffer": step.buffer_days,
            "for the receiver": max(step.receiver_days, fed.owner_days if fed else step.accepted_days_before_launch),
        }
        if any(days.values()):
            total += sum(days.values())
            parts.append(f"{step.id} ({', '.join(f'{count} {what}' for what, count in days.items() if count)})")
    message = (
        f"The launch on {launch} comes {_days(missing)} too early for a start on {begin}. It takes {_days(total)}: "
        f"{listed(parts, conjunction='and', most=len(parts))}. The first launch that fits is {ready}."
    )
    return Conflict("", Reason.TOO_LONG, message, missing)


def _longest_way(chain: Chain, slack: Mapping[str, int]) -> list[Step]:
    """From a first step to a last one, always along the least slack."""

    def tightest(steps: Collection[Step]) -> Step:
        return min(steps, key=lambda step: slack[step.id])

    way = [tightest([step for step in chain.before_launch() if not any(chain.feeders(step))])]
    while fed := list(chain.fed_by(way[-1])):
        way.append(tightest(fed))
    return way


def fixed(step: Step, other: str) -> Conflict:
    """A handoff that would have to move and must not, since it has been handed over."""
    what = "the launch" if other == "launch" else other
    message = f"{step.id} would have to move with {what}, but its dates are fixed: it has been handed over."
    return Conflict(step.id, Reason.FIXED, message, other=other)


def _days(count: int) -> str:
    return plural(count, "working day")
