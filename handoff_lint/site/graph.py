"""What a site shows, as frozen data: campaigns, packages, people, lessons, and how they hang together.

A graph holds only what its audience may see (`visibility`): what is hidden is in none of its parts, so no page, feed or
search index made from it can give it away.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from handoff_lint.config import Config
from handoff_lint.metrics.model import Survey
from handoff_lint.model import Document, Finding
from handoff_lint.signing.verifying import Row
from handoff_lint.site.conflicts import Conflict
from handoff_lint.site.visibility import Level
from handoff_lint.validation import store


class GateState(StrEnum):
    """Where a gate stands; the value is what people read."""

    SIGNED = "signed"
    STALE = "stale"
    REFUSED = "changes requested"
    UNPROVED = "not proved"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of a package, or its acceptance, with every decision ever made there.

    Attributes:
        roles: titles of the roles that may decide.
        before: the status that it has to be passed before.
        waits_for: handles of who can decide now; empty when it is passed.
        decisions: the oldest first; a row without a person says what is missing.

    """

    name: str
    roles: tuple[str, ...]
    before: str
    state: GateState
    waits_for: tuple[str, ...] = ()
    decisions: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """One item of a checklist: ticked by somebody, excused (`reason`), proved by rules, or open."""

    name: str
    title: str
    is_required: bool
    by: str = ""
    date: str = ""
    reason: str = ""
    rules: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.is_required and not (self.by or self.reason or self.rules)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist that applies to a package."""

    name: str
    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody has to do: `who` is a handle, `due` an ISO day or empty, `page` where it comes from."""

    who: str
    what: str
    page: str
    about: str
    due: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that touched a package: day (ISO) and the author, a handle where the roster knows the address."""

    date: str
    author: str
    commit: str


@dataclass(frozen=True, slots=True)
class Package:
    """A handoff package as its page shows it.

    Attributes:
        data: front matter with short forms written out; refused list items are left out.
        path: the file, from the root.
        page: the page's source path, `campaigns/<slug>/<id>.md`.
        previous, next: ids of the packages that it builds on, and that build on it; only those that are shown.
        waits: what stands between it and the next status, in words.
        is_broken: the reader or the schema refused something that is there, so the page lacks parts.
        items: ids of the list items that the page shows.

    """

    document: Document
    id: str
    title: str
    type: str
    status: str
    version: int
    campaign: str
    path: str
    page: str
    data: Mapping[str, Any]
    gates: tuple[Gate, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    previous: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    waits: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    history: tuple[Revision, ...] = ()
    is_broken: bool = False
    items: frozenset[str] = frozenset()

    @property
    def due(self) -> str:
        """The day on which it is handed over, empty when it does not say."""
        return str((self.data.get("timeline") or {}).get("due", ""))

    @property
    def people(self) -> tuple[str, ...]:
        """Handles of sender and receivers."""
        sender, receiver = self.data.get("from") or {}, self.data.get("to") or {}
        named = (sender.get("owner"), receiver.get("receiver"), *(receiver.get("co_receivers") or ()))
        return tuple(dict.fromkeys(one for one in named if one))


@dataclass(frozen=True, slots=True)
class Gap:
    """A question of a receiver that nobody has answered yet."""

    package: str
    field: str
    question: str
    reason: str
    raised: str
    by: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A handoff in the plan of its campaign: its own dates, and the last day on which it can be handed over.

    `package` is empty for one that nobody has written yet; its dates are then the plan's. `latest` is None for what has
    been handed over.
    """

    package: str
    type: str
    start: datetime.date | None
    due: datetime.date | None
    needed_by: datetime.date | None
    latest: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with its packages in the order of the handoffs.

    `page` and `body` (Markdown) are empty when its own page is not shown. `plan` is for the team, who see everything.
    """

    slug: str
    title: str
    status: str
    page: str
    data: Mapping[str, Any]
    packages: tuple[Package, ...]
    findings: tuple[Finding, ...] = ()
    body: str = ""
    plan: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """An entry of a calendar. `day` and `time` are local to the organisation."""

    id: str
    day: str
    time: str
    at: str
    channel: str
    kind: str
    message: str
    cta: str
    segments: tuple[str, ...]
    owner: str
    status: str
    campaign: str
    page: str
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a package that something points to or from: `relation` says how, in words."""

    package: str
    item: str
    relation: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """An entry of the knowledge base, with what it rests on and what uses it."""

    document: Document
    id: str
    title: str
    page: str
    data: Mapping[str, Any]
    evidence: tuple[Reference, ...] = ()
    used_by: tuple[Reference, ...] = ()
    related: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a retrospective says. `kind`: worked, did not work, improvement."""

    kind: str
    text: str
    detail: str
    package: str
    item: str
    campaign: str
    knowledge: str = ""
    owner: str = ""
    due: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a visible document names. `roles` are titles."""

    handle: str
    name: str
    team: str
    roles: tuple[str, ...]
    page: str
    tasks: tuple[Task, ...] = ()
    packages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """Everything that a build shows.

    Attributes:
        proof: why it is not known how sure sign-offs are (no history), empty when it is known.
        repository: findings in files that no page shows: settings, strays, calendar files.
        assets: paths from the root of the files that visible packages show.
        survey: the measures M1 to M24; None for readers outside of the team.

    """

    config: Config
    publish: Level
    today: datetime.date
    campaigns: tuple[Campaign, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    people: tuple[Person, ...] = ()
    sendings: tuple[Sending, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    gaps: tuple[Gap, ...] = ()
    repository: tuple[Finding, ...] = ()
    assets: frozenset[str] = frozenset()
    proof: str = ""
    packages: Mapping[str, Package] = field(default_factory=dict)
    survey: Survey | None = None

    @cached_property
    def pages(self) -> Mapping[str, Package | Knowledge]:
        """Path of a document from the root → what is shown of it."""
        return {one.path: one for one in self.packages.values()} | {one.document.path: one for one in self.knowledge}

    def entry(self, id_: str) -> Knowledge | None:
        """The knowledge entry with an id, None when it is not shown."""
        return self._entries.get(id_)

    def person(self, handle: str) -> Person | None:
        """The person with a handle, None when nobody visible names them."""
        return self._people.get(handle)

    def campaign(self, slug: str) -> Campaign | None:
        """The campaign with a slug, None when nothing of it is shown."""
        return self._campaigns.get(slug)

    def label(self, kind: str, name: object) -> str:
        """The title of something that the settings know: channels, campaign_types, segments, kpis, roles."""
        return label(self.config, kind, name)

    def is_taken_up(self, package: Package) -> bool:
        """Whether something that builds on a package has been accepted."""
        return any(is_accepted(self.packages[name].document) for name in package.next)

    @cached_property
    def sendings_by_page(self) -> Mapping[str, Sequence[Sending]]:
        """Page of a package → what goes out from it, in order of time."""
        found: dict[str, list[Sending]] = {}
        for one in self.sendings:
            found.setdefault(one.page, []).append(one)
        return found

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Everything that somebody has to do, the most urgent first."""
        return tuple(sorted((task for one in self.people for task in one.tasks), key=urgency))

    @cached_property
    def open_gaps(self) -> Mapping[str, Sequence[Gap]]:
        """Package → its open questions."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            found.setdefault(gap.package, []).append(gap)
        return found

    @cached_property
    def _entries(self) -> Mapping[str, Knowledge]:
        return {one.id: one for one in self.knowledge}

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {one.handle: one for one in self.people}

    @cached_property
    def _campaigns(self) -> Mapping[str, Campaign]:
        return {one.slug: one for one in self.campaigns}


def words(value: object) -> str:
    """A key as people read it: `in_review` → in review."""
    return str(value).replace("_", " ")


def label(config: Config, kind: str, name: object) -> str:
    """The title of something that the settings know: channels, campaign_types, segments, kpis, roles."""
    known = getattr(config, kind).get(str(name))
    if isinstance(known, Mapping):
        return str(known.get("title") or known.get("name") or words(name))
    return known if isinstance(known, str) else words(name)


def is_accepted(document: Document) -> bool:
    """Whether its receiver has taken a package over."""
    return bool(document.type) and document.rank >= store.ranks(document.type)["accepted"]


def urgency(task: Task) -> tuple[bool, str, str]:
    """To sort tasks: late ones first, then by day (those without one last), then by words."""
    return (not task.is_late, task.due or "9999", task.what)
