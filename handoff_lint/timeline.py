"""The dates that packages say, and what they must leave room for: who counts the days, and who waits for what.

A day off of a whole team counts here, a single person's absence does not: that somebody is away is a finding of its own
(HF307). `handoff plan` counts with the people, so a plan that it makes has no such finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from handoff_lint.calendars.buffers import minimum_buffer
from handoff_lint.calendars.chain import BESIDE, TO_LAUNCH
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.calendars.working_days import CalendarRangeError, WorkCalendar
from handoff_lint.calendars.working_hours import WorkClock
from handoff_lint.change import Change
from handoff_lint.config import OFF, Config
from handoff_lint.model import Campaign, Document
from handoff_lint.roster import CLOSED
from handoff_lint.validation import store

Day = date
Moment = datetime
"""What rules call a date and a point in time: they import no clock."""
Side = Literal["from", "to"]
_PERSON: Mapping[Side, str] = {"from": "owner", "to": "receiver"}


class Written(NamedTuple):
    """The dates of a package, None for those that it does not give."""

    start: date | None
    due: date | None
    needed_by: date | None


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when the receiver's work must be done.

    Attributes:
        day: that day.
        package: the handoff that is due then; None where it is the launch, or a handoff that nobody has written yet.
        planned: the type of that unwritten handoff, empty where it is another case.

    """

    day: date
    package: Document | None = None
    planned: str = ""


def written(document: Document) -> Written:
    """The dates that a package gives."""
    timeline = document.data.get("timeline") or {}
    return Written(*(day(timeline.get(name)) for name in Written._fields))


def day(text: str | None) -> date | None:
    """A written day as a date; None where there is none."""
    return date.fromisoformat(text) if text else None


def launch_of(campaign: Campaign | None) -> date | None:
    """The launch date that `campaign.md` gives."""
    return day(campaign.document.data.get("launch_date")) if campaign and campaign.document else None


def rank(document: Document, status: str) -> int:
    """How far a status is on the way, for the type of this package."""
    return store.ranks(document.type).get(status, 0) if document.type else 0


def is_open(document: Document) -> bool:
    """Whether the dates of a package can still be mended: it is not accepted, and not dropped."""
    return bool(document.type) and document.status not in CLOSED and document.rank < rank(document, "accepted")


def is_judged(document: Document, change: Change | None) -> bool:
    """Whether the dates of a package are judged: while it is open, and by the change that accepts it."""
    if is_open(document):
        return True
    if change is None or document.path not in change.touched or document.status in CLOSED:
        return False
    before = change.earlier(document)
    return before is None or is_open(before)


def leads_to_launch(document: Document) -> bool:
    """Whether a handoff comes before the launch."""
    return document.type in (*TO_LAUNCH, *BESIDE)


def team_of(document: Document, side: Side, config: Config) -> str:
    """The team of the owner or the receiver: the one that the settings say, else the package."""
    part = document.data.get(side) or {}
    team = config.people.get(part.get(_PERSON[side], ""), {}).get("team") or part.get("team", "")
    return str(team)


def calendar(document: Document, side: Side, working_time: WorkingTime, config: Config) -> WorkCalendar:
    """The working days of the sending or the receiving team."""
    return working_time.calendar(team_of(document, side, config))


def receiver_days(document: Document, config: Config) -> int:
    """How many working days the receiver needs."""
    own = (document.data.get("timeline") or {}).get("receiver_days")
    return int(config.timing.get(document.type, {}).get("receiver_days", 0) if own is None else own)


def fed_by(document: Document, campaign: Campaign) -> list[Document]:
    """The next handoffs on the way to the launch that are built on this one.

    A handoff that says nothing about what it depends on is taken to depend on the only one of the type before it.
    """
    if document.type not in TO_LAUNCH:
        return []
    later = TO_LAUNCH[TO_LAUNCH.index(document.type) + 1 :]
    alone = sum(one.type == document.type and one.status not in CLOSED for one in campaign.packages) == 1
    return [
        one
        for one in campaign.packages
        if one.type in later
        and one.status != "cancelled"
        and (document.id in (one.data["depends_on"] or ()) if "depends_on" in one.data else alone)
    ]


def limit(document: Document, campaign: Campaign, working_time: WorkingTime, config: Config) -> Limit | None:
    """Until when the receiver of a handoff must be ready; None without a launch date and without later handoffs.

    Handoffs that nobody has written yet, or that have no date, take the time that the settings give their type.
    """
    dated = [(due, one) for one in fed_by(document, campaign) if (due := written(one).due)]
    if dated:
        due, first = min(dated, key=lambda found: (found[0], found[1].path))
        return Limit(due, first)
    launch = launch_of(campaign)
    if launch is None:
        return None
    line = TO_LAUNCH[TO_LAUNCH.index(document.type) + 1 :] if document.type in TO_LAUNCH else ()
    day, planned, everybody = launch, "", working_time.calendar()
    for kind in reversed([kind for kind in line if config.systems.get(kind) != OFF]):
        timing = config.timing.get(kind, {})
        days = timing.get("receiver_days", 0) + minimum_buffer(timing, config.buffers, timing.get("owner_days", 0))
        day, planned = counted(everybody, day, -days) or day, kind
    return Limit(day, planned=planned)


def day_of(at: str, working_time: WorkingTime, config: Config) -> str:
    """The day of a moment in the organisation's time zone; where none is set, the day as it is written."""
    if "timezone" not in config.organisation:
        return at[:10]
    return moment(at).astimezone(working_time.clock().zone).date().isoformat()


def moment(at: str) -> datetime:
    """A time stamp as a moment."""
    return datetime.fromisoformat(at.replace("Z", "+00:00"))


def counted(working: WorkCalendar, day: date, count: int) -> date | None:
    """The day so many working days later (earlier when negative); None where the calendar ends before it."""
    try:
        return working.add_working_days(day, count)
    except CalendarRangeError:
        return None


def answer_due(clock: WorkClock, at: datetime, days: int) -> date | None:
    """The day on which an answer to what arrived at a moment is due; None at the ends of the calendar."""
    try:
        return clock.response_due(at, days).date()
    except CalendarRangeError:
        return None


def days_later(day: date, days: int) -> date:
    """The day so many calendar days later."""
    return day + timedelta(days=days)


def circles(waits_for: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Names that wait for each other in a circle; at least one circle for each group of them, each name once.

    Args:
        waits_for: name → the names that it waits for; names that are not a key wait for nothing.

    >>> list(circles({"a": ["b"], "b": ["c", "a"], "c": []}))
    [['a', 'b']]
    """
    ahead = _without_ends(waits_for)
    seen: set[str] = set()
    for name in ahead:
        way: list[str] = []
        places: dict[str, int] = {}
        while name not in seen:
            seen.add(name)
            places[name] = len(way)
            way.append(name)
            name = ahead[name][0]  # noqa: PLW2901 - goes on from there
        if name in places:
            yield way[places[name] :]


def _without_ends(waits_for: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What is left when everybody who waits for nobody has gone, again and again: each still waits for somebody."""
    waiting: dict[str, list[str]] = {}
    for name, others in waits_for.items():
        for other in others:
            waiting.setdefault(other, []).append(name)
    left = {name: sum(other in waits_for for other in others) for name, others in waits_for.items()}
    gone = [name for name, count in left.items() if not count]
    for name in gone:
        for other in waiting.get(name, ()):
            left[other] -= 1
            if not left[other]:
                gone.append(other)
    rest = set(waits_for) - set(gone)
    return {name: [other for other in waits_for[name] if other in rest] for name in waits_for if name in rest}
