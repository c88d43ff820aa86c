"""What the linter is for, goal by goal, and what serves each: the page `reference/goals.md`.

The ids are those of the mission. `goals.yml` says what each means and what serves it besides the fields; the fields
say it themselves (`x-mission`), except the settings (`setting_goals.yml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handoff_lint.reading import events
from handoff_lint.reading.limits import Limits
from handoff_lint.rules import RULES
from handoff_lint.validation import store
from handoff_lint.validation.fields import Field, fields
from scripts.docgen import markdown

SPREAD = "package"
"""The group whose fields get sections of their own: it holds what makes the types differ."""
SETTINGS = "settings"
EVERY = "Every handoff"
_FOLDER = Path(__file__).resolve().parent
_INTRODUCTION = """
A handoff passes on information, context and responsibility. These are the goals behind fields and rules, and all that
carries each of them. The ids stand in the schemas and in `handoff explain`.

**Later** names the part of the project that will add to a goal.
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """One id of the mission.

    Attributes:
        words: what it means.
        why: why a field that serves it is asked; goes on after “so that”.
        later: names of the issues that will add to it.

    """

    id: str
    group: str
    words: str
    why: str
    rules: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


@cache
def goals() -> Mapping[str, Goal]:
    """Every goal by its id, in the order of the mission."""
    found: dict[str, Goal] = {}
    for group in _data("goals"):
        for name, about in group["goals"].items():
            lists = {key: tuple(about.get(key, ())) for key in ("rules", "commands", "pages", "later")}
            found[name] = Goal(name, group["title"], about["goal"], about["why"], **lists)
    return found


def _data(name: str) -> Any:
    return events.parse((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Limits())[0]


@cache
def of_settings() -> Mapping[str, tuple[str, ...]]:
    """Setting at the top → the goals that it serves."""
    return {name: tuple(served) for name, served in _data("setting_goals").items()}


def of_field(document: str, field: Field) -> tuple[str, ...]:
    """The goals that a field serves; a setting serves those of the group that it belongs to."""
    if document == SETTINGS:
        return of_settings().get(field.path[0].removesuffix("[]"), ())
    return field.goals


def reasons(ids: Iterable[str], page: str) -> str:
    """Why something is asked, as links to the goals: `nobody has to ask what it is for ([N1](…))`."""
    return "; ".join(f"{goals()[name].why} ([{name}]({page}#{anchor(name)}))" for name in ids)


def anchor(name: str) -> str:
    """Where a goal's row can be linked to."""
    return f"goal-{name.lower()}"


def serving() -> dict[str, dict[str, list[str]]]:
    """Goal → kind of thing → links to all that serves it today, only for goals that something serves.

    Raises:
        ValueError: a field, a rule or the data name something that does not exist.

    """
    links: dict[str, dict[str, list[str]]] = {name: {} for name in goals()}
    codes = {rule.code for rule in RULES}
    for goal in goals().values():
        if unknown := [code for code in goal.rules if code not in codes]:
            raise ValueError(f"goals.yml names rules that do not exist, at {goal.id}: {', '.join(unknown)}")
        found = links[goal.id]
        named = [rule.code for rule in RULES if rule.code in goal.rules or rule.idea == goal.id]
        _add(found, "Rules", (f"[{code}](../rules/{code}.md)" for code in named))
        _add(found, "Commands", (f"[`handoff {verb}`](cli.md#handoff-{verb})" for verb in goal.commands))
        _add(found, "Pages", (f"[{_title(page)}]({_relative(page)})" for page in goal.pages))
    for name, where in _by_goal().items():
        if name not in links:
            raise ValueError(f"A field names the goal {name}, which does not exist: {next(iter(where))}")
        for top, documents in where.items():
            shared = set(documents) >= set(store.handoff_types())
            for document in documents:
                kind = str(store.load(document)["title"])
                if shared and document in store.handoff_types():
                    kind, document = EVERY, store.handoff_types()[0]  # noqa: PLW2901 - one link for all seven
                _add(links[name], kind, [f"[{markdown.code(top)}](fields/{document}.md#{top.replace('.', '')})"])
    return {name: kinds for name, kinds in links.items() if kinds}


def _add(found: dict[str, list[str]], kind: str, links: Iterable[str]) -> None:
    for link in links:
        known = found.setdefault(kind, [])
        if link not in known:
            known.append(link)


def _by_goal() -> dict[str, dict[str, list[str]]]:
    """Goal → field that has a section of its own and is or holds what serves it → the documents that have it."""
    found: dict[str, dict[str, list[str]]] = {}
    for document in store.document_types():
        for field in fields(document):
            depth = 2 if field.path[0] == SPREAD and len(field.path) > 1 else 1
            top = ".".join(step.removesuffix("[]") for step in field.path[:depth])
            for goal in of_field(document, field):
                documents = found.setdefault(goal, {}).setdefault(top, [])
                if document not in documents:
                    documents.append(document)
    return found


_TITLES = {
    "guides/adopt.md": "Adopt the linter",
    "guides/signoffs.md": "Approve and accept",
    "guides/metrics.md": "Measure handoffs",
    "guides/start.md": "Your first brief",
    "guides/trust.md": "Sign-offs you can trust",
    "reference/templates/index.md": "Templates",
    "reference/templates/knowledge.md": "Template of a knowledge entry",
}


def _title(page: str) -> str:
    return _TITLES[page]


def _relative(page: str) -> str:
    return page.removeprefix("reference/") if page.startswith("reference/") else f"../{page}"


def uncovered() -> list[str]:
    """Goals that nothing serves and no later issue is named for."""
    served = serving()
    return [goal.id for goal in goals().values() if goal.id not in served and not goal.later]


def pages() -> Iterator[tuple[str, str]]:
    """The page of goals.

    Raises:
        ValueError: a goal has nothing that serves it.

    """
    if missing := uncovered():
        raise ValueError(f"Nothing serves these goals, and no later issue is named: {', '.join(missing)}")
    served = serving()
    blocks = [_INTRODUCTION]
    groups: dict[str, list[Goal]] = {}
    for goal in goals().values():
        groups.setdefault(goal.group, []).append(goal)
    for group, found in groups.items():
        rows = [_row(goal, served.get(goal.id, {})) for goal in found]
        blocks += [f"## {group}", markdown.table(("Id", "Goal", "Served by"), rows)]
    yield "reference/goals.md", markdown.page("Goals", *blocks)


def _row(goal: Goal, kinds: Mapping[str, list[str]]) -> tuple[str, ...]:
    lines = [f"{kind}: {', '.join(links)}" for kind, links in kinds.items()]
    if goal.later:
        lines.append(f"**Later**: {', '.join(markdown.escape(issue) for issue in goal.later)}")
    return f'<a id="{anchor(goal.id)}"></a>{goal.id}', markdown.escape(goal.words), "<br>".join(lines)
