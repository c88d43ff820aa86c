"""The pages that lead to everything else: today, board, work, people, handoff map, lessons, glossary, tags, rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from handoff_lint import rules
from handoff_lint.config import OFF
from handoff_lint.gates import ACCEPTANCE
from handoff_lint.site.feeds import Feed
from handoff_lint.site.graph import Campaign, Graph, Package, Person, urgency
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.site.visibility import Level
from handoff_lint.validation import store

_SOON = datetime.timedelta(weeks=6)
_NEXT_DAYS = datetime.timedelta(days=7)
_WEIGHTS = {"error": "bad", "warning": "busy", "info": "quiet", "off": "quiet"}
FEW = 50
"""How many lines a list has on a page that everybody opens; the rest stands where it belongs."""
BOARD = ("draft", "in_review", "changes_requested", "approved", "handed_off", "accepted", "completed")
"""The columns of the board; archived and cancelled handoffs are not on it."""
_OVER = ("accepted", "completed")
"""Columns that grow for ever: they show the newest."""
_ENDED = ("ended", "archived")
_BEFORE_LAUNCH = tuple(store.handoff_types()[:5])
"""The handoffs that a launch needs; the others come after it."""


class Card(NamedTuple):
    """A package on the board; late when it is open and past its day."""

    package: Package
    is_late: bool


class Column(NamedTuple):
    """A column of the board; there are `total` cards, which may be more than it shows."""

    status: str
    cards: list[Card]
    total: int


class Launch(NamedTuple):
    """A campaign that launches soon: in how many days, and its handoffs that nobody has accepted yet."""

    campaign: Campaign
    days: int
    unfinished: list[Package]


def hub(pen: Pen, title: str, content: Markup, *, note: str = "", is_wide: bool = False) -> Page:
    """A page with a title, one sentence, and its content."""
    html = pen.render("hub.html", title=title, note=note, content=content)
    boost = 0.5 if is_wide else 1  # wide lists repeat the words of the pages that they lead to
    return Page(pen.source, title, note or f"{title}.", html, is_wide=is_wide, boost=boost)


def home(graph: Graph, pen: Pen) -> Page:
    """Today: what is late, who waits for whom, what launches and goes out soon."""
    today = graph.today.isoformat()
    waits = sorted((task for one in graph.packages.values() for task in one.waits), key=urgency)
    late = [task for task in graph.tasks if task.is_late]
    coming = [one for one in graph.sendings if today <= one.day <= (graph.today + _NEXT_DAYS).isoformat()]
    conflicts = sum(one.conflict is not None and one.conflict.has_to_move for one in graph.sendings)
    # What others than the team do not see is not told to be nothing.
    is_inside, knows_waits = graph.publish is Level.TEAM, graph.publish is not Level.PUBLIC
    tiles = [("late", len(late), "my-work.md", "bad" if late else "quiet")]
    if knows_waits:
        tiles.append(("waiting for somebody", len(waits), "board.md", "busy" if waits else "quiet"))
    if is_inside:
        gaps = len(graph.gaps)
        tiles.append(("open question" if gaps == 1 else "open questions", gaps, "board.md", "bad" if gaps else "quiet"))
        meet = "conflict" if conflicts == 1 else "conflicts"
        tiles.append((f"{meet} in the calendar", conflicts, "calendar.md", "bad" if conflicts else "quiet"))
    if graph.survey:
        off = len(graph.survey.missed)
        tiles.append(
            ("measure off target" if off == 1 else "measures off target", off, "metrics.md", "busy" if off else "quiet")
        )
    running = [one for one in graph.campaigns if one.status not in _ENDED]
    entries = sorted(graph.knowledge, key=lambda one: str(one.data.get("created", "")), reverse=True)[:5]
    html = pen.render(
        "home.html",
        tiles=tiles,
        few=FEW,
        late=late,
        knows_waits=knows_waits,
        waiting=[task for task in waits if not task.is_late],
        soon=sorted(_launches(graph), key=lambda one: one.days),
        sendings=coming,
        entries=entries,
        campaigns=pen.render("campaigns.html", found=running) if running else "",
    )
    return Page(pen.source, "Today", "What is late, what waits and what launches soon.", html)


def _launches(graph: Graph) -> Iterator[Launch]:
    """Campaigns that launch today or in the next weeks, with what is still open for the launch."""
    for one in graph.campaigns:
        written = str(one.data.get("launch_date", ""))
        if one.status in _ENDED or not graph.today.isoformat() <= written <= (graph.today + _SOON).isoformat():
            continue
        unfinished = [
            each for each in one.packages if each.type in _BEFORE_LAUNCH and each.status not in (*_OVER, "cancelled")
        ]
        yield Launch(one, (datetime.date.fromisoformat(written) - graph.today).days, unfinished)


def campaigns(graph: Graph, pen: Pen) -> Page:
    """All campaigns, the newest launch first."""
    found = sorted(graph.campaigns, key=lambda one: str(one.data.get("launch_date", "")), reverse=True)
    return hub(pen, "Campaigns", pen.render("campaigns.html", found=found))


def board(graph: Graph, pen: Pen) -> Page:
    """All open handoffs by status."""
    today = graph.today.isoformat()
    cards = [
        Card(one, bool(one.due) and one.due < today and one.status in BOARD[:4]) for one in graph.packages.values()
    ]
    columns = [_column(status, [one for one in cards if one.package.status == status]) for status in BOARD]
    people = {handle: pen.name(handle) for one in cards for handle in one.package.people}
    used = {one.package.type for one in cards if one.package.type}
    filters = [
        ("campaign", "Campaign", [(one.slug, one.title) for one in graph.campaigns]),
        ("type", "Handoff", [(name, pen.type(name)) for name in store.handoff_types() if name in used]),
        ("person", "Person", sorted(people.items(), key=lambda one: one[1])),
    ]
    content = pen.render("board.html", columns=[one for one in columns if one.cards], filters=filters)
    return hub(pen, "Board", content, note="Every handoff that is not archived, by status.", is_wide=True)


def _column(status: str, cards: list[Card]) -> Column:
    """What is open by its day, the first to come on top; what is over from the newest on, and not all of it."""
    is_over = status in _OVER
    shown = sorted(cards, key=lambda one: one.package.due or ("" if is_over else "9"), reverse=is_over)
    return Column(status, shown[:FEW] if is_over else shown, len(cards))


def work(graph: Graph, pen: Pen) -> Page:
    """Who has what to do; each person has a page of their own."""
    busy = sorted(graph.people, key=lambda one: (-len(one.tasks), one.name))
    nobody = [task for one in graph.packages.values() for task in one.waits if not task.who]
    content = pen.render("work.html", people=busy, nobody=nobody)
    return hub(pen, "My work", content, note="Open your name to see what waits for you.")


def person(graph: Graph, one: Person, pen: Pen, feed: Feed | None = None) -> Page:
    """One person: what to do, which handoffs, what they send, and where their calendar is."""
    html = pen.render(
        "person.html",
        person=one,
        feed=feed,
        tasks=sorted(one.tasks, key=urgency),
        packages=[graph.packages[id_] for id_ in one.packages],
        sendings=[sending for sending in graph.sendings if sending.owner == one.handle],
    )
    return Page(one.page, one.name, f"What {one.name} has to do.", html, ("Person",), boost=2)


def people(graph: Graph, pen: Pen) -> Page:
    """Everybody, their roles, and which gates these sign."""
    signs: dict[str, list[str]] = {}
    for type_, gates in graph.config.gates.items():
        if graph.config.systems.get(type_) == OFF:
            continue
        for name, gate in gates.items():
            for role in gate["role"]:
                signs.setdefault(str(role), []).append(f"{name.replace('_', ' ')} ({pen.type(type_).lower()})")
    rows = []
    for one in graph.people:
        held = [str(role["role"]) for role in graph.config.people.get(one.handle, {}).get("roles", ())]
        rows.append({"person": one, "gates": [gate for role in held for gate in signs.get(role, ())]})
    return hub(pen, "People and roles", pen.render("people.html", people=rows))


def handoff_map(graph: Graph, pen: Pen) -> Page:
    """Which tool holds what, for each handoff; no business of everybody's."""
    if graph.publish is Level.PUBLIC:
        return hub(pen, "Handoff map", Markup(), note="The tools of the team are not part of this edition.")
    kinds = list(dict.fromkeys(kind for found in graph.config.handoff_map.values() for kind in found))
    rows = [
        (type_, [_tool(graph, graph.config.handoff_map.get(type_, {}).get(kind, "")) for kind in kinds])
        for type_ in store.handoff_types()
        if graph.config.systems.get(type_) != OFF
    ]
    content = pen.render("map.html", kinds=kinds, rows=rows)
    return hub(pen, "Handoff map", content, note="For each handoff one place for each kind of thing.")


def _tool(graph: Graph, written: str) -> str:
    tool, _, place = written.partition(":")
    name = str(graph.config.core.get(tool, {}).get("name", tool))
    return f"{name} {place}".strip()


def lessons(pen: Pen) -> Page:
    """What all retrospectives say."""
    return hub(pen, "Lessons", pen.render("lessons.html"), note="Gathered from every retrospective.")


def glossary(graph: Graph, pen: Pen) -> Page:
    """Words of the settings and of all handoffs."""
    found: dict[str, list[tuple[str, Markup | str]]] = {}
    for word, meaning in graph.config.glossary.items():
        found.setdefault(str(word), []).append((str(meaning), ""))
    for package in graph.packages.values():
        for word, meaning in (package.data.get("glossary") or {}).items():
            known = found.setdefault(str(word), [])
            if all(str(meaning) != one for one, _ in known):
                known.append((str(meaning), pen.package(package.id)))
    terms = sorted(found.items(), key=lambda one: one[0].casefold())
    return hub(pen, "Glossary", pen.render("glossary.html", terms=terms))


def tags(graph: Graph, pen: Pen) -> Page:
    """What stands under each tag."""
    found: dict[str, list[Markup]] = {}
    for one in graph.pages.values():
        for tag in one.data.get("tags") or ():
            found.setdefault(str(tag), []).append(pen.link(one.page, one.title))
    return hub(pen, "Tags", pen.render("tags.html", tags=sorted(found.items())))


def rules_in_force(graph: Graph, pen: Pen) -> Page:
    """Every rule, and how much it weighs in this repository."""
    families: dict[str, list[Mapping[str, Any]]] = {}
    weights = _weights(graph)
    for rule in rules.RULES:
        weight = weights.get(rule.code, weights.get(rule.name, rule.severity.value))
        row = {"rule": rule, "weight": weight, "tone": _WEIGHTS[weight]}
        families.setdefault(rule.family, []).append(row)
    content = pen.render("rules.html", families=list(families.items()))
    page = hub(pen, "Rules in force", content, note="What the check looks at here, and how much it weighs.")
    return replace(page, boost=2)  # other pages name codes, this one explains them


def _weights(graph: Graph) -> Mapping[str, str]:
    """What the settings say about single rules, everywhere; those for some paths only are left out."""
    return {one.rule: one.severity.value if one.severity else OFF for one in graph.config.severity if not one.paths}


def gates_of(graph: Graph, type_: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """(name, gate) of a type as the settings have them; the acceptance is none of them."""
    return [(name, gate) for name, gate in graph.config.gates.get(type_, {}).items() if name != ACCEPTANCE]
