"""Everything that goes out, of all campaigns and calendar files together: who gets too much, and when.

Entries are sorted once for each segment and looked at in windows, so the time grows with the number of entries and not
with the number of pairs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from handoff_lint.facts import Entry, Facts

_Item = TypeVar("_Item")
PERSONAL = frozenset({"email", "sms", "push"})
"""Kinds of entries that reach each person by itself."""
POSTS = frozenset({"post", "story"})
_OUT, _CANCELLED = "published", "cancelled"
_WEEK = timedelta(days=7)
HOURS_APART = 6
"""Two senders that write to the same people sooner than that meet in one afternoon."""


class Sending(NamedTuple):
    """One entry with the document that it stands in and its moment in UTC."""

    at: datetime
    path: str
    entry: Entry
    facts: Facts

    @property
    def is_out(self) -> bool:
        """Whether it has gone out already, so that nobody can move it any more."""
        return self.entry.status == _OUT

    @property
    def source(self) -> str:
        """The campaign that sends it; in a calendar file many people plan, so there each entry counts for itself."""
        return self.facts.campaign or f"{self.path}{self.entry.pointer}"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Too much at one time: `moved` is what can still be moved, `others` is what it meets.

    Attributes:
        name: the segment, or the channel for posts.
        limit: how many are allowed; 0 where two senders meet.

    """

    moved: Sending
    others: tuple[Sending, ...]
    name: str
    limit: int = 0


def moment(at: str) -> datetime:
    """A moment as written (RFC 3339 with an offset) in UTC."""
    return datetime.fromisoformat(at).astimezone(UTC)


def hours_between(first: str, then: str) -> float:
    """Hours from one moment to another, negative when the second is earlier.

    >>> hours_between("2026-09-15T09:30:00+01:00", "2026-09-15T10:00:00Z")
    1.5
    """
    return (moment(then) - moment(first)).total_seconds() / 3600


def hours_later(at: str, hours: float) -> str:
    """The moment so many hours later, in UTC.

    >>> hours_later("2026-09-15T09:00:00+01:00", 24)
    '2026-09-16T08:00:00+00:00'
    """
    return (moment(at) + timedelta(hours=hours)).isoformat()


def local(at: str, zone: tzinfo) -> tuple[str, str, int]:
    """Day, time of day (`09:30`) and weekday (0 is Monday) of a moment in a time zone."""
    there = moment(at).astimezone(zone)
    return there.date().isoformat(), there.strftime("%H:%M"), there.weekday()


def begin(steps: Sequence[str], day: str, zone: tzinfo) -> str:
    """When a launch begins: with its first step on the launch day, since a page may be up before."""
    on_the_day = [at for at in steps if local(at, zone)[0] == day]
    return min(on_the_day or steps, key=moment)


def spoken(at: str, zone: tzinfo) -> str:
    """A moment in words, in a time zone.

    >>> spoken("2026-09-15T18:00:00+01:00", UTC)
    '15 September 17:00'
    """
    there = moment(at).astimezone(zone)
    return f"{there.day} {there:%B %H:%M}"


def clock_between(start: str, end: str, time: str) -> bool:
    """Whether a time of day lies in a stretch of the clock that may go over midnight.

    From one time to the same time is the whole day.

    >>> clock_between("18:00", "08:00", "07:30"), clock_between("18:00", "08:00", "08:00")
    (True, False)
    """
    return start <= time < end if start < end else time >= start or time < end


def begun_on(start: str, time: str, weekday: int) -> int:
    """The weekday on which the stretch began that a time of day lies in: the day before, after midnight.

    >>> begun_on("18:00", "07:30", 5), begun_on("18:00", "19:30", 5)
    (4, 5)
    """
    return (weekday - (time < start)) % 7


def in_turn(items: Sequence[_Item]) -> Iterator[tuple[_Item, _Item]]:
    """Each item with the one after it."""
    return pairwise(items)


def weeks(first: str, last: str) -> list[str]:
    """The weeks (ISO 8601) that have days between two days, both included.

    >>> weeks("2026-12-28", "2027-01-05")
    ['2026-W53', '2027-W01']
    """
    day, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    day -= timedelta(days=day.weekday())
    found = []
    while day <= end:
        year, week, _ = day.isocalendar()
        found.append(f"{year}-W{week:02}")
        day += _WEEK
    return found


def unwatched(start: str, end: str, slots: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The stretches from `start` to `end` in which none of the slots (`from`, `to`) lies, in UTC."""
    at, last = moment(start), moment(end)
    found = []
    for begin, stop in sorted((moment(slot["from"]), moment(slot["to"])) for slot in slots):
        if at < min(begin, last):
            found.append((at.isoformat(), min(begin, last).isoformat()))
        at = max(at, stop)
    if at < last:
        found.append((at.isoformat(), last.isoformat()))
    return found


def sendings(facts: Iterable[Facts]) -> list[Sending]:
    """All entries that go out or have gone out, in order of time."""
    return sorted(
        (
            Sending(moment(entry.at), one.path, entry, one)
            for one in facts
            if one.status != _CANCELLED
            for entry in one.entries
            if entry.at and entry.status != _CANCELLED
        ),
        key=lambda one: (one.at, one.path, one.entry.pointer),
    )


def crowds(facts: Iterable[Facts], zone: tzinfo) -> list[Crowd]:
    """Whatever a segment or channel gets too much of, each entry that has to move once."""
    found: dict[tuple[str, str], Crowd] = {}
    by_segment: dict[str, list[Sending]] = {}
    by_day: dict[tuple[str, date], list[Sending]] = {}
    for one in sendings(facts):
        if one.entry.kind in PERSONAL:
            for segment in one.entry.segments:
                by_segment.setdefault(segment, []).append(one)
        elif one.entry.kind in POSTS:
            by_day.setdefault((one.entry.channel, one.at.astimezone(zone).date()), []).append(one)
    for segment, given in by_segment.items():
        mails = [one for one in given if one.entry.kind == "email"]
        for limit in _limits(mails, "mails_in_7_days"):
            for crowd in _crowded(mails, limit, segment):
                found.setdefault(_place(crowd), crowd)
        for crowd in _clashes(given, segment):
            found.setdefault(_place(crowd), crowd)
    for (channel, _), posts in by_day.items():
        for limit in _limits(posts, "posts_a_day"):
            for crowd in _crowded(posts, limit, channel, of="posts_a_day"):
                found.setdefault(_place(crowd), crowd)
    return list(found.values())


def _place(crowd: Crowd) -> tuple[str, str]:
    return crowd.moved.path, crowd.moved.entry.pointer


def _limits(given: Iterable[Sending], name: str) -> list[int]:
    return sorted({limit for one in given if (limit := getattr(one.entry, name))})


def _crowded(given: Sequence[Sending], limit: int, name: str, of: str = "mails_in_7_days") -> Iterator[Crowd]:
    """Windows that hold more than a limit allows, where somebody in them has set it; what has to move counts once."""
    window: deque[Sending] = deque()
    setters = 0
    """How many in the window have set this limit: counted, so that a full window is not searched for each entry."""
    for one in given:
        window.append(one)
        setters += getattr(one.entry, of) == limit
        while window[0].at <= one.at - _WEEK:
            setters -= getattr(window.popleft().entry, of) == limit
        if len(window) > limit and setters:
            movable = next((other for other in reversed(window) if not other.is_out), None)
            if movable is None:
                setters -= getattr(window.popleft().entry, of) == limit
            else:
                window.remove(movable)
                setters -= getattr(movable.entry, of) == limit
                yield Crowd(movable, tuple(window), name, limit)


def _clashes(given: Sequence[Sending], segment: str) -> Iterator[Crowd]:
    """Two senders that write to a segment within `HOURS_APART`, where one of them can still move."""
    last: Sending | None = None
    another: Sending | None = None
    """The last one of another sender than `last`."""
    for one in given:
        if last is not None and last.source != one.source:
            another = last
        if another is not None and another.source != one.source and one.at - another.at < timedelta(hours=HOURS_APART):
            moved, other = (another, one) if one.is_out else (one, another)
            if not moved.is_out:
                yield Crowd(moved, (other,), segment)
        last = one
