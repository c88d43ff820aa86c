"""The drawings of pages: what the graph knows, as `site.drawings` takes it. Tables beside them say the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from handoff_lint import schedule, timeline
from handoff_lint.calendars.buffers import buffer_days
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.config import OFF
from handoff_lint.site import drawings
from handoff_lint.site.graph import Campaign, Graph, Package, words
from handoff_lint.site.pages.pen import Pen
from handoff_lint.site.visibility import Level
from handoff_lint.validation import store

_SHORT = ("Brief", "Production", "Launch", "Channels", "Leads", "Optimisation", "Retrospective")
"""Names of the handoff types, in their order, that are short enough for a box."""


def dates(graph: Graph, package: Package, launch: str) -> Markup:
    """The dates of a package on a line; nothing where it gives fewer than two.

    Args:
        graph: everything that may be shown.
        package: of a known type.
        launch: ISO day; empty where it is not known.

    """
    written = package.data.get("timeline") or {}
    start, due, needed_by = (_day(written.get(name)) for name in ("start", "due", "needed_by"))
    if sum(day is not None for day in (start, due, needed_by)) < 2:
        return Markup()
    working = timeline.calendar(package.document, "from", WorkingTime(graph.config), graph.config)
    milestones = [
        drawings.Milestone(day, str(one.get("name", "")))
        for one in written.get("milestones") or ()
        if (day := _day(one.get("date")))
    ]
    handed_over = [one["at"][:10] for one in package.data.get("handovers") or () if one.get("at")]
    data = drawings.Timeline(
        f"Dates of {package.title}",
        start,
        due,
        needed_by,
        _day(launch),
        tuple(milestones),
        buffer_days(working, due, needed_by) if due and needed_by else None,
        _day(handed_over[-1]) if handed_over else None,
        graph.today if timeline.is_open(package.document) else None,
    )
    return Markup(drawings.timeline(data, "drawn-dates"))  # noqa: S704 - drawings escape what they are given


def rota(graph: Graph, package: Package, pen: Pen) -> Markup:
    """Who watches after a launch, as bars; nothing before a launch step and a slot have their times."""
    part = package.data.get("package") or {}
    watches = part.get("monitoring") or {}
    steps = [str(one["at"]) for one in part.get("launch_sequence") or () if one.get("at")]
    slots = [
        (one, schedule.moment(one["from"]), schedule.moment(one["to"]))
        for one in watches.get("slots") or ()
        if one.get("from") and one.get("to")
    ]
    about = graph.campaign(package.campaign)
    day = str(about.data.get("launch_date", "")) if about else ""
    if not steps or not slots:
        return Markup()
    zone = WorkingTime(graph.config).clock().zone
    data = drawings.Rota(
        "Who watches after the launch",
        schedule.moment(schedule.begin(steps, day, zone)).astimezone(zone),
        tuple(
            drawings.Watch(
                pen.name(str(one.get("watcher", ""))),
                start,
                end,
                "alerts" if one.get("mode") == "alerts" else "active",
                pen.name(str(one["backup"])) if one.get("backup") else "",
                one.get("every_minutes"),
            )
            for one, start, end in slots
            if start < end
        ),
        int(watches.get("window_hours") or graph.config.monitoring_window_hours),
    )
    return Markup(drawings.rota(data, "drawn-rota"))  # noqa: S704


def chain(graph: Graph, campaign: Campaign, pen: Pen) -> Markup:
    """The handoffs of a campaign as boxes with arrows; a type without a package is a gap.

    Others than the team see no gaps: there may be a package that they must not see.
    """
    found: dict[str, list[drawings.Handoff]] = {}
    for one in campaign.packages:
        if one.type and one.status != "cancelled":
            found.setdefault(one.type, []).append(_box(one, _short(one, campaign, pen), pen))
    stages = [
        drawings.Stage(number, short, tuple(found.get(name, ())))
        for number, (name, short) in enumerate(zip(store.handoff_types(), _SHORT, strict=True), 1)
        if graph.config.systems.get(name) != OFF and (name in found or graph.publish is Level.TEAM)
    ]
    data = drawings.Chain(f"The handoffs of {campaign.title}", tuple(stages), _launch(campaign))
    return Markup(drawings.chain(data, "drawn-chain"))  # noqa: S704


def _short(package: Package, campaign: Campaign, pen: Pen) -> str:
    """What a title says beyond campaign and type, which stand around it: `Dockside launch: lead rules` → Lead rules.

    Titles mostly begin with the campaign's name, or a shorter one.
    """
    before, colon, rest = package.title.partition(": ")
    is_name = before.split()[:1] == campaign.title.split()[:1]
    title = rest if colon and is_name else package.title
    return "" if title.casefold() == pen.type(package.type).casefold() else title[:1].upper() + title[1:]


def _box(package: Package, title: str, pen: Pen) -> drawings.Handoff:
    waits_for = [pen.name(task.who) for task in package.waits if task.who]
    blockers = [one for one in package.data.get("blockers") or () if not one.get("resolved")]
    return drawings.Handoff(
        package.id,
        title,
        package.status,
        words(package.status).capitalize(),
        package.version,
        f"waits for {waits_for[0]}" if waits_for else "",
        bool(blockers),
        package.previous,
        pen.url(package.page),
    )


def gantt(graph: Graph, campaign: Campaign, pen: Pen) -> Markup:
    """The handoffs of a campaign on one calendar, with the last days that the launch allows; nothing without dates."""
    rows = tuple(_rows(graph, campaign, pen))
    if not any(row.due for row in rows):
        return Markup()
    data = drawings.Gantt(f"The dates of {campaign.title}", rows, _launch(campaign), graph.today)
    return Markup(drawings.gantt(data, "drawn-plan"))  # noqa: S704


def _rows(graph: Graph, campaign: Campaign, pen: Pen) -> Iterator[drawings.Row]:
    planned = {one.package: one.latest for one in campaign.plan}
    for package in campaign.packages:
        if package.type and package.status != "cancelled":
            written = package.data.get("timeline") or {}
            yield drawings.Row(
                pen.type(package.type),
                _day(written.get("start")),
                _day(written.get("due")),
                _day(written.get("needed_by")),
                package.status,
                words(package.status),
                planned.get(package.id),
                pen.url(package.page),
            )
    for one in campaign.plan:
        if not one.package and graph.config.systems.get(one.type) != OFF:
            yield drawings.Row(pen.type(one.type), one.start, one.due, one.needed_by, latest_due=one.latest)


def _launch(campaign: Campaign) -> date | None:
    return _day(campaign.data.get("launch_date"))


def _day(value: object) -> date | None:
    """An ISO day; None for anything else, since drafts hold all sorts of things."""
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
