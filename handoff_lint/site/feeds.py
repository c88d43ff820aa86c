"""Calendar feeds (`.ics`, RFC 5545) that people subscribe to: everything, each channel, each person.

Everything in them comes from the graph, so they hold what their audience may see and nothing else. A feed without a
single event is not written: the format does not allow it, and nobody should subscribe to nothing.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import icalendar

from handoff_lint import schedule
from handoff_lint.site import safety
from handoff_lint.site.graph import Campaign, Graph, Package, Sending, Task
from handoff_lint.site.pages.page import address

ALL = "calendar/all.ics"
"""Where the feed of everything lies on the site."""
KEPT = datetime.timedelta(days=366)
"""How long the calendar and its feeds show what has gone out: they are loaded again and again."""
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://handoff-lint.example/calendar")
_SURE = frozenset({"scheduled", "published"})
_END = b"END:VCALENDAR\r\n"
_LAUNCH = "Launch"
_BREAK = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]+")
"""Blanks, control characters, ends of lines of any kind: programs read these in different ways."""


class Event(NamedTuple):
    """One event of a feed; texts are as content gives them.

    Attributes:
        uid: the same in every build, also when the event is moved, so that programs move it instead of adding another.
        start: a moment (RFC 3339 with an offset), or a day for events that take the whole day.
        details: lines below the title; empty ones are left out.
        status: `CONFIRMED` or `TENTATIVE`.
        category: what programs may colour by.
        page: source path of the page that it comes from; empty where no page shows it.

    """

    uid: str
    start: str
    title: str
    details: tuple[str, ...]
    status: str
    category: str
    page: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its path on the site, what programs call it, and its events in order of time."""

    path: str
    title: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Feeds:
    """All feeds of a site; only those with events.

    Attributes:
        everything: None when there is no event at all.
        channels: channel → its feed, in the order of the channels' names.
        people: handle → their feed.

    """

    everything: Feed | None = None
    channels: Mapping[str, Feed] = field(default_factory=dict)
    people: Mapping[str, Feed] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Feed]:
        """All of them, in a fixed order."""
        if self.everything:
            yield self.everything
        yield from self.channels.values()
        yield from self.people.values()


def recent(graph: Graph) -> Sequence[Sending]:
    """What goes out, without what lies more than a year before today."""
    first = (graph.today - KEPT).isoformat()
    return [one for one in graph.sendings if one.day >= first]


def feeds(graph: Graph) -> Feeds:
    """The feeds that a site has."""
    first = (graph.today - KEPT).isoformat()
    campaigns = {one.slug: one.title for one in graph.campaigns}
    everything: list[Event] = []
    channels: dict[str, list[Event]] = {}
    people: dict[str, list[Event]] = {}
    for one in recent(graph):
        event = _sending(graph, one, campaigns.get(one.campaign, ""))
        everything.append(event)
        channels.setdefault(one.channel, []).append(event)
        people.setdefault(one.owner, []).append(event)
    for campaign in graph.campaigns:
        for event in _launch(campaign, first):
            everything.append(event)
            for handle in _team(campaign):
                people.setdefault(handle, []).append(event)
        for package in campaign.packages:
            for handle, event in _steps(graph, package, first):
                people.setdefault(handle, []).append(event)
    for person in graph.people:
        people.setdefault(person.handle, []).extend(_due(task) for task in person.tasks if task.due >= first)
    name = str(graph.config.organisation.get("name", ""))
    return Feeds(
        _feed(ALL, f"{name}: everything that goes out" if name else "Everything that goes out", everything),
        dict(_of_channels(graph, channels)),
        {
            person.handle: feed
            for person in graph.people
            if (feed := _feed(_personal(person.page), f"{person.name}: handoffs", people[person.handle]))
        },
    )


def written(graph: Graph, site_url: str = "", *, directory_urls: bool = True) -> Iterator[tuple[str, bytes]]:
    """(path on the site, content) of every feed; the same graph gives the same bytes.

    Args:
        graph: everything that may be shown.
        site_url: the whole address of the site; without it events do not link to their pages.
        directory_urls: whether addresses of pages end in `/`.

    """
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    stamp = datetime.datetime.combine(graph.today, datetime.time(), datetime.UTC)
    blocks: dict[Event, bytes] = {}
    """Most events stand in three feeds."""
    for feed in feeds(graph):
        content = [_head(feed.title)]
        for event in feed.events:
            block = blocks.get(event)
            if block is None:
                link = base + address(event.page, directory_urls=directory_urls) if base and event.page else ""
                block = blocks[event] = _block(event, stamp, link)
            content.append(block)
        yield feed.path, b"".join((*content, _END))


def _personal(page: str) -> str:
    """Where a person's feed lies: named as their page is."""
    return f"calendar/person-{page.rpartition('/')[2].removesuffix('.md')}.ics"


def _of_channels(graph: Graph, found: Mapping[str, Iterable[Event]]) -> Iterator[tuple[str, Feed]]:
    taken: set[str] = set()
    for channel in sorted(found):
        name = free = safety.slug(channel) or "unnamed"
        number = 2
        while free in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free)
        feed = _feed(f"calendar/channel-{free}.ics", graph.label("channels", channel), found[channel])
        if feed:
            yield channel, feed


def _feed(path: str, title: str, events: Iterable[Event]) -> Feed | None:
    """A feed with its events in order, no two with one UID; None without any."""
    ordered = sorted(events, key=lambda one: (_start(one).isoformat(), one))
    taken: dict[str, int] = {}
    own = []
    for event in ordered:
        count = taken[event.uid] = taken.get(event.uid, 0) + 1
        own.append(event if count == 1 else event._replace(uid=f"{event.uid}-{count}"))
    return Feed(path, title, tuple(own)) if own else None


def _uid(*parts: str) -> str:
    return str(uuid.uuid5(_OURS, "\n".join(parts)))


def _sending(graph: Graph, one: Sending, campaign: str) -> Event:
    details = (
        f"Call to action: {one.cta}" if one.cta else "",
        f"For: {', '.join(graph.label('segments', each) for each in one.segments)}" if one.segments else "",
        f"Campaign: {campaign}" if campaign else "",
        f"Status: {one.status or 'planned'}",
        f"Conflict: {one.conflict.words}" if one.conflict else "",
    )
    channel = graph.label("channels", one.channel)
    # Nothing but the id stays the same when an entry is moved or reworded.
    own = (one.id,) if one.id else (one.at, one.channel, one.message)
    status = "CONFIRMED" if one.status in _SURE else "TENTATIVE"
    return Event(_uid("entry", one.page, *own), one.at, f"{channel}: {one.message}", details, status, channel, one.page)


def _team(campaign: Campaign) -> list[str]:
    """Who expects a campaign's launch: its owner, and senders and receivers of its handoffs."""
    named = [str(campaign.data.get("owner") or "")]
    named += [handle for package in campaign.packages for handle in package.people]
    return [one for one in dict.fromkeys(named) if one]


def _launch(campaign: Campaign, first: str) -> Iterator[Event]:
    """The day on which a campaign launches, as its own page says it."""
    day = str(campaign.data.get("launch_date") or "")
    if day >= first and campaign.status != "cancelled":
        sure = "TENTATIVE" if campaign.status == "planned" else "CONFIRMED"
        uid = _uid("launch", campaign.slug)
        yield Event(uid, day, f"{_LAUNCH}: {campaign.title}", (), sure, _LAUNCH, campaign.page)


def _steps(graph: Graph, package: Package, first: str) -> Iterator[tuple[str, Event]]:
    """(who does it, event) of each step of a launch."""
    if package.status in ("archived", "cancelled"):
        return
    for step in (package.data.get("package") or {}).get("launch_sequence") or ():
        at, owner, what = (str(step.get(name) or "") for name in ("at", "owner", "what"))
        if at >= first and owner:
            details = (
                f"Channel: {graph.label('channels', step['channel'])}" if step.get("channel") else "",
                f"If it goes wrong: {step['undo']}" if step.get("undo") else "",
                f"Handoff: {package.title}",
            )
            uid = _uid("step", package.page, str(step.get("id") or what))
            yield owner, Event(uid, at, f"Launch step: {what}", details, "CONFIRMED", _LAUNCH, package.page)


def _due(task: Task) -> Event:
    uid = _uid("due", task.page, task.what)
    return Event(uid, task.due, f"Due: {task.what}", (f"For: {task.about}",), "CONFIRMED", "Due", task.page)


def _start(event: Event) -> datetime.datetime | datetime.date:
    """When an event begins: a moment in UTC, or a day."""
    return schedule.moment(event.start) if "T" in event.start else datetime.date.fromisoformat(event.start)


def _plain(text: str) -> str:
    """Text on one line."""
    return _BREAK.sub(" ", text).strip()


def _head(title: str) -> bytes:
    """What stands before a feed's events."""
    found = icalendar.Calendar()
    found.add("prodid", "-//handoff-lint//calendar//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", _plain(title))
    found.add("x-wr-calname", _plain(title))
    found.add("refresh-interval", datetime.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    return bytes(found.to_ical()).removesuffix(_END)


def _block(event: Event, stamp: datetime.datetime, link: str) -> bytes:
    """An event as it stands in a feed: lines of at most 75 octets, texts escaped."""
    found = icalendar.Event()
    found.add("uid", event.uid)
    found.add("dtstamp", stamp)  # not the time of the build, which would make every build another
    found.add("dtstart", _start(event))
    found.add("summary", _plain(event.title))
    if details := [line for one in event.details if (line := _plain(one))]:
        found.add("description", "\n".join(details))
    found.add("categories", [_plain(event.category)])
    found.add("status", event.status)
    found.add("transp", "TRANSPARENT")  # a mail that goes out keeps nobody from meeting
    if link:
        found.add("url", link)
    return bytes(found.to_ical())
