"""From the files of a repository to the graph of a site: read once, judged by the linter, cut to its audience."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from handoff_lint import documents, engine, repository, roster, schedule
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.config import Config
from handoff_lint.gates import Approvals
from handoff_lint.model import Campaign as Folder
from handoff_lint.model import Document, Finding, Kind
from handoff_lint.signing.verifying import Row
from handoff_lint.site import lean, linked, measured, past, plans, stands, visibility
from handoff_lint.site.conflicts import conflicts
from handoff_lint.site.graph import (
    Campaign,
    Gap,
    Graph,
    Knowledge,
    Package,
    Person,
    Revision,
    Sending,
    Task,
    label,
)
from handoff_lint.site.proved import UNKNOWN, Proved
from handoff_lint.site.visibility import Level
from handoff_lint.validation import store


@dataclass(frozen=True, slots=True)
class _Repository:
    """What was read, with what the linter and the history say about it."""

    config: Config
    publish: Level
    today: datetime.date
    folders: list[Folder]
    loose: list[Document]
    """Knowledge entries and calendar files."""
    findings: Mapping[str, list[Finding]]
    rows: Mapping[str, list[Row]]
    proof: str
    history: Mapping[str, tuple[Revision, ...]]

    @property
    def is_inside(self) -> bool:
        """Whether the readers are the team: only they see findings and commits, which may name what is hidden."""
        return self.publish is Level.TEAM

    def shown_findings(self, path: str) -> tuple[Finding, ...]:
        """The findings in a file, as far as the readers see any."""
        return tuple(self.findings.get(path, ())) if self.is_inside else ()

    def sees(self, document: Document) -> bool:
        """Whether a document may be shown in this build."""
        return self.publish.holds(visibility.of(document))


def gather(config: Config, *, publish: Level = Level.TEAM, today: datetime.date | None = None) -> Graph:
    """Read a repository for a site.

    Args:
        config: its settings.
        publish: the audience; see `visibility`.
        today: the day that “late” goes by; the real one when left out.

    Raises:
        HandoffError: there is no campaigns folder, or the settings cannot be used.

    """
    day = today or datetime.datetime.now().astimezone().date()
    # Judged first: what these read is let go before the documents that stay are read.
    findings = engine.run(config, engine.Options(today=day)).findings
    proved = Proved(config)
    layout = repository.scan(config)
    read = _Repository(
        config,
        publish,
        day,
        [lean.campaign(proved.passing(repository.load_campaign(config, files)[0])) for files in layout.campaigns],
        [lean.document(documents.load_document(config, Kind.KNOWLEDGE, path)) for path in layout.knowledge]
        + [lean.document(documents.load_document(config, Kind.CALENDAR, path)) for path in layout.calendar],
        _by_path(findings),
        proved.rows,
        proved.unknown,
        past.revisions_of(config),
    )
    graph = _graph(read)
    if not read.is_inside:
        return graph
    survey = measured.survey(config, today=day, campaigns=read.folders, loose=read.loose, findings=findings)
    return replace(graph, survey=survey)


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.path, []).append(finding)
    return found


def _graph(read: _Repository) -> Graph:
    campaigns = [one for folder in read.folders if (one := _campaign(folder, read)) is not None]
    campaigns = linked.in_order(campaigns)
    campaigns = linked.unmistakable(campaigns)
    packages = {one.id: one for campaign in campaigns for one in campaign.packages}
    shown = [one for one in read.loose if one.kind is Kind.KNOWLEDGE and read.sees(one)]
    own = linked.entry_pages(shown, read.config.docs_prefix + "kb/")
    visible = {one.id for one in shown}
    knowledge = tuple(
        linked.knowledge(one, own, visible, packages, findings=read.shown_findings(one.path), today=read.today)
        for one in shown
    )
    pages = {one.path for one in packages.values()} | {one.path for one in shown}
    pages |= {f"{read.config.campaigns_dir}/{one.slug}/{repository.CAMPAIGN_FILE}" for one in campaigns if one.page}
    hidden = {document.path for document in _all(read) if not read.sees(document)}
    rest = [one for path, found in read.findings.items() if path not in pages | hidden for one in found]
    graph = Graph(
        read.config,
        read.publish,
        read.today,
        tuple(campaigns),
        knowledge,
        sendings=tuple(_sendings(read, packages)),
        lessons=tuple(linked.lessons(packages.values(), {one.id for one in shown})),
        gaps=tuple(_gaps(packages.values())) if read.is_inside else (),
        repository=tuple(rest) if read.is_inside else (),
        assets=frozenset(linked.assets(packages.values(), read.folders)),
        proof=read.proof if read.is_inside or not read.proof else f"{UNKNOWN}.",
        packages=packages,
    )
    return replace(graph, people=tuple(_people(graph, read)))


def _all(read: _Repository) -> Iterator[Document]:
    for folder in read.folders:
        yield from folder.documents()
    yield from read.loose


def _campaign(folder: Folder, read: _Repository) -> Campaign | None:
    """A campaign with the packages that may be shown; None when there is nothing to show."""
    is_shown = folder.document is not None and read.sees(folder.document)
    about = folder.document.data if folder.document and is_shown else {}
    title = str(about.get("title") or folder.slug)
    approvals = Approvals(read.config, folder, repository.Files(read.config.tree).digest)
    known = {one.id: one for one in folder.packages if read.sees(one)}
    around = _Around(folder, title, approvals, known)
    packages = tuple(_package(one, around, read) for one in folder.packages if read.sees(one))
    if not is_shown and not packages:
        return None
    path = f"{folder.path}/{repository.CAMPAIGN_FILE}"
    return Campaign(
        folder.slug,
        title,
        str(about.get("status") or "planned"),
        f"campaigns/{linked.plain(folder.slug)}/index.md" if is_shown else "",
        linked.tidy(about),
        packages,
        read.shown_findings(path) if is_shown else (),
        folder.document.source.body if is_shown and folder.document and folder.document.source else "",
        tuple(plans.plan(folder, read.config, read.today)) if read.is_inside else (),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What a package stands among: its campaign's folder, title and approvals, and the packages that may be shown."""

    folder: Folder
    title: str
    approvals: Approvals
    known: Mapping[str, Document]


def _package(document: Document, around: _Around, read: _Repository) -> Package:
    config = read.config
    is_known = bool(document.type)
    name = linked.page_name(document)
    kind = str(store.load(document.type)["title"]) if is_known else "Handoff"
    title = str(document.data.get("title") or f"{around.title}: {kind.lower()}")
    page = f"campaigns/{linked.plain(around.folder.slug)}/{name}.md"
    findings = read.shown_findings(document.path)
    readable = is_known and not document.faults
    rows = read.rows.get(document.path, ())
    gates = tuple(stands.strip(document, around.approvals, config, rows, read.today)) if readable else ()
    gates = gates if read.is_inside else tuple(stands.for_outsiders(one) for one in gates)
    upstream = {one: around.known[one] for one in document.data.get("depends_on") or () if one in around.known}
    data = linked.tidy(document.data)
    codes = {one.code for one in read.findings.get(document.path, ())}
    return Package(
        document,
        name,
        title,
        document.type,
        document.status,
        document.version,
        around.folder.slug,
        document.path,
        page,
        data,
        gates,
        tuple(stands.checklists(document, around.folder, config, codes)) if readable else (),
        previous=tuple(document.data.get("depends_on") or ()),
        waits=()
        if read.publish is Level.PUBLIC or not readable  # what it waits for stands in what cannot be read
        else tuple(stands.waits(document, gates, upstream, stands.Desk(page, title, read.today))),
        findings=findings,
        history=read.history.get(past.key(config, document.path), ()) if read.is_inside else (),
        is_broken=not readable or any(one.code == "HF102" for one in document.violations),
        items=frozenset(documents.item_ids(data)),
    )


def _gaps(packages: Iterable[Package]) -> Iterator[Gap]:
    for package in packages:
        for gap in stands.open_gaps(package.document):
            words = [str(gap.get(name, "")) for name in ("field", "question", "reason", "raised", "by")]
            yield Gap(package.id, *words)


def _sendings(read: _Repository, packages: Mapping[str, Package]) -> Iterator[Sending]:
    """Everything that goes out in visible documents, in order of time, with what each entry meets."""
    shown = [one.document for one in packages.values()]
    shown += [one for one in read.loose if one.kind is Kind.CALENDAR and read.sees(one)]
    zone = WorkingTime(read.config).clock().zone
    facts = [documents.facts(one) for one in shown if one.status != "cancelled"]
    by_path = {one.path: one for one in shown}

    def named(one: schedule.Sending) -> str:
        message = (by_path[one.path].get(one.entry.pointer) or {}).get("message") or one.entry.id or "another entry"
        return f"“{message}” ({schedule.spoken(one.entry.at, zone)})"

    # A judgement of the linter, so others than the team see none.
    met = conflicts(facts, zone, named, partial(label, read.config)) if read.is_inside else {}
    pages = {one.path: one for one in packages.values()}
    for sending in schedule.sendings(facts):
        entry = by_path[sending.path].get(sending.entry.pointer) or {}
        day, time, _ = schedule.local(sending.entry.at, zone)
        package = pages.get(sending.path)
        yield Sending(
            sending.entry.id,
            day,
            time,
            sending.entry.at,
            sending.entry.channel,
            sending.entry.kind,
            str(entry.get("message", "")),
            str(entry.get("cta", "")),
            sending.entry.segments,
            str(entry.get("owner", "")),
            sending.entry.status,
            package.campaign if package else "",
            package.page if package else "",
            met.get((sending.path, sending.entry.pointer)),
        )


def _people(graph: Graph, read: _Repository) -> Iterator[Person]:
    """Everybody whom a visible document names in a field for people, with what they have to do."""
    tasks = [
        task
        for package in graph.packages.values()
        for task in (
            *package.waits,
            *stands.duties(
                package.document,
                stands.Desk(package.page, package.title, graph.today),
                is_taken_up=graph.is_taken_up(package),
                is_for_team=read.is_inside,
            ),
        )
    ]
    tasks += [_review(one) for one in graph.knowledge if one.is_overdue]
    mine: dict[str, list[Task]] = {}
    for task in tasks:
        mine.setdefault(task.who, []).append(task)
    named = {handle for package in graph.packages.values() for handle in linked.handles(package.document)}
    named |= {handle for entry in graph.knowledge for handle in linked.handles(entry.document)}
    named |= {one.owner for one in graph.sendings} | {str(one.data.get("owner", "")) for one in graph.campaigns}
    named |= set(mine)
    for handle in sorted(named - {""}):
        about = read.config.people.get(handle, {})
        roles = (
            str(read.config.roles.get(one["role"], {}).get("title", one["role"])) for one in about.get("roles", ())
        )
        yield Person(
            handle,
            roster.name_of(read.config, handle),
            str(about.get("team", "")),
            tuple(roles),
            f"people/{handle}.md",
            tuple(mine.get(handle, ())),
            tuple(one.id for one in graph.packages.values() if handle in one.people),
        )


def _review(entry: Knowledge) -> Task:
    due = str(entry.data.get("review_by", ""))
    return Task(str(entry.data.get("owner", "")), "Review this entry", entry.page, entry.title, due, is_late=True)
