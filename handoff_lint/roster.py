"""Who is there on which day, and in which role: what the settings say about people.

Days are texts such as 2027-01-15, which compare like the days that they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, NamedTuple

from handoff_lint.config import Config
from handoff_lint.model import EACH, Document, join, select
from handoff_lint.validation import store
from handoff_lint.words import listed, nearest

TEAM = "team:"
CLOSED = ("completed", "archived", "cancelled", "ended")
"""Statuses in which nobody waits for anybody any more."""
_DAYS = ("due", "date", "at", "from")
_OVER = ("done", "published", "completed", "concluded", "stopped", "cancelled", "dropped")


def is_open(document: Document) -> bool:
    """Whether somebody still has to act on a document."""
    return document.status not in CLOSED and document.data.get("confidence") != "archived"


def is_over(entry: Mapping[str, Any]) -> bool:
    """Whether an entry with an owner is done with, so that it no longer matters who is there."""
    return bool(entry.get("done") or entry.get("closed")) or entry.get("status") in _OVER


def name_of(config: Config, handle: str) -> str:
    """A person's name, the handle when there is none."""
    return str(config.people.get(handle, {}).get("name", handle))


def is_limited(person: Mapping[str, Any]) -> bool:
    """Whether there are days on which the person does not belong here."""
    return "until" in person or "from" in person or person.get("active") is False


def is_within(period: Mapping[str, Any], day: str) -> bool:
    """Whether a day lies between `from` and `until`, where they are set."""
    return bool(period.get("from", "") <= day <= period.get("until", "9999"))


def is_away(config: Config, handle: str, first: str, last: str = "") -> bool:
    """Whether a person is away on a day, or on one of several."""
    absences = config.people.get(handle, {}).get("away", ())
    return any(absence["from"] <= (last or first) and first <= absence["to"] for absence in absences)


class _Known:
    """What `signers` has found for one roster: the gates of many packages ask for the same role on the same day."""

    people: ClassVar[Mapping[str, Any]] = {}
    found: ClassVar[dict[tuple[tuple[str, ...], str, bool], dict[str, list[str]]]] = {}


def signers(config: Config, roles: Sequence[str], day: str, *, past: bool = False) -> Mapping[str, Sequence[str]]:
    """Who may sign for one of the roles on a day → for whom: holders for themselves, delegates for holders.

    Args:
        config: the settings with the roster.
        roles: any of them suffices.
        day: such as 2027-01-15.
        past: judge what was signed: `active: false` has no day, so it says nothing about what somebody did before.

    """
    if _Known.people is not config.people:
        _Known.people, _Known.found = config.people, {}
    asked = (tuple(roles), day, past)
    if asked not in _Known.found:
        _Known.found[asked] = _signers(config, roles, day, past=past)
    return _Known.found[asked]


def _signers(config: Config, roles: Sequence[str], day: str, *, past: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for handle, person in config.people.items():
        if not _holds(person, roles, day) or not (past or is_active(config, handle)):
            continue
        found.setdefault(handle, []).append(handle)
        delegate = person.get("delegate")
        if delegate and is_within(delegate, day) and (past or is_active(config, delegate["to"])):
            found.setdefault(delegate["to"], []).append(handle)
    return found


def could_sign(config: Config, roles: Sequence[str], handle: str, day: str) -> bool:
    """Whether somebody held one of the roles on a day, or stood in for somebody who did."""
    return _holds(config.people.get(handle, {}), roles, day) or handle in signers(config, roles, day, past=True)


def _holds(person: Mapping[str, Any], roles: Sequence[str], day: str) -> bool:
    return any(item["role"] in roles and is_within(item, day) for item in person.get("roles", ())) and is_within(
        person, day
    )


def is_active(config: Config, handle: str) -> bool:
    """Whether a person is not marked as gone; somebody unknown counts as active."""
    return config.people.get(handle, {}).get("active") is not False


def who_can(config: Config, roles: Sequence[str], day: str, *, without: str = "") -> str:
    """`Elias Grant (or Hanna Brook, who stands in)`: the people who may sign, in words; empty when there is nobody.

    Args:
        config: the settings with the roster.
        roles: any of them suffices.
        day: such as 2027-01-15.
        without: somebody who must not, such as the owner; who stands in for them may.

    """
    if not config.people:
        return f"whoever is {listed(role.replace('_', ' ') for role in roles)}"
    found = signers(config, roles, day)
    names = []
    for holder in config.people:
        if holder in found.get(holder, ()):
            deputy = next((one for one, holders in found.items() if one != holder and holder in holders), "")
            stand_in = f"{name_of(config, deputy)}, who stands in" if deputy and deputy != without else ""
            if holder != without:
                names.append(name_of(config, holder) + (f" (or {stand_in})" if stand_in else ""))
            elif stand_in and deputy not in found[deputy]:
                names.append(f"{stand_in} for {name_of(config, holder)}")
    return listed(names)


def nobody(config: Config, roles: Sequence[str], day: str, *, owner: str = "", past: bool = False) -> str:
    """Why nobody may sign (but the owner, who must not), and what to do; of a `past` day only that it was so."""
    named = f"the role {listed(roles)}"
    if owner in signers(config, roles, day, past=past):
        return (
            f"Only {name_of(config, owner)} holds {named}, and owns this package: give the role to somebody else as "
            "well, or let somebody else own the package."
        )
    if past:
        return f"On that day nobody held {named}."
    return f"Nobody holds {named} now: give it to somebody under people in the settings."


def nearest_person(config: Config, handle: str) -> str:
    """The person that was probably meant: by spelling, else the only one with this first or last name."""
    found = nearest(handle, config.people)
    if found:
        return found
    wanted = set(_words(handle))
    same = [known for known in config.people if wanted & {*_words(known), *_words(name_of(config, known))}]
    return same[0] if len(same) == 1 else ""


def _words(text: str) -> list[str]:
    return text.casefold().replace(".", " ").replace("-", " ").split()


def instead_of(config: Config, handle: str, day: str) -> str:
    """`Ana Ruiz or Tom Osei`: up to three people who share a role, else the team, and are there on a day."""
    person = config.people.get(handle, {})
    roles = {item["role"] for item in person.get("roles", ())}
    by_role = [known for known, other in config.people.items() if roles & {item["role"] for item in other["roles"]}]
    team = person.get("team")
    by_team = members(config, team) if team else []
    for found in (by_role, by_team):
        there = [known for known in found if known != handle and is_free(config, known, day)]
        if there:
            return listed([name_of(config, known) for known in there[:3]])
    return ""


def is_free(config: Config, handle: str, day: str) -> bool:
    """Whether a person belongs here and is not away on a day; somebody unknown counts as free."""
    person = config.people.get(handle, {})
    return person.get("active") is not False and is_within(person, day) and not is_away(config, handle, day)


def members(config: Config, team: str) -> list[str]:
    """The people of a team."""
    return [handle for handle, person in config.people.items() if person.get("team") == team]


def rows(document: Document) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of `raci` with their pointers; only the first of the three that the short form stands for."""
    found = list(document.each("/raci"))
    return found[:1] if is_short(document) else found


def is_short(document: Document) -> bool:
    """Whether `raci` was written in its short form."""
    return "/raci/0" in document.written


def in_raci(config: Config, document: Document) -> set[str]:
    """Everybody who has a part in any row of `raci`, members of named teams included."""
    named: set[str] = set()
    for _, row in document.each("/raci"):
        named.update(_everybody(row))
    teams = [one.removeprefix(TEAM) for one in named if one.startswith(TEAM)]
    return named.union(*(members(config, team) for team in teams)) if teams else named


def _everybody(row: Mapping[str, Any]) -> Iterator[str]:
    if "accountable" in row:
        yield row["accountable"]
    for part in ("responsible", "consulted", "informed"):
        yield from (one for one in row.get(part, ()) if one)


_TICKS = (("checklist", "items"), ("package", "preflight", "checklist", "items"))


def mentions(document: Document) -> Iterator[tuple[str, str]]:
    """(pointer, handle) of every field that names somebody."""
    data = document.data
    for pattern, _ in store.annotated(document.schema, "x-person"):
        if pattern[0] in data:
            yield from ((pointer, value) for pointer, value in select(data, pattern) if type(value) is str)
    for gate in data.get("signoffs") or ():
        for here, entry in document.each(join("/signoffs", gate)):
            yield f"{here}/by", entry["by"]
            if "conditions" in entry:
                yield from ((f"{where}/owner", one["owner"]) for where, one in document.each(f"{here}/conditions"))
    for path in _TICKS:
        for pointer, ticks in select(data, path) if path[0] in data else ():
            for item, tick in ticks.items():
                if type(tick) is dict and "by" in tick:
                    yield join(pointer, item, "by"), tick["by"]


def names(document: Document) -> set[str]:
    """The handles alone, without their places: enough for the packages that have no fault."""
    found: list[str] = []
    data = document.data
    _collect(data, _tree(document.schema), found)
    for entries in (data.get("signoffs") or {}).values():
        for entry in entries or ():
            if entry:
                found.append(entry["by"])
                found += [one["owner"] for one in entry.get("conditions", ()) if one]
    for ticks in ((data.get("checklist") or {}).get("items"), document.get("/package/preflight/checklist/items")):
        found += [tick["by"] for tick in (ticks or {}).values() if type(tick) is dict and "by" in tick]
    return set(found)


_Tree = dict[str, Any]


@cache
def _tree(schema: str) -> _Tree:
    """The fields that name people as nested steps; an empty dictionary ends a path."""
    tree: _Tree = {}
    for pattern, _ in store.annotated(schema, "x-person"):
        node = tree
        for step in pattern:
            node = node.setdefault(step, {})
    return tree


def _collect(value: Any, tree: _Tree, found: list[str]) -> None:
    if type(value) is dict:
        for step, below in tree.items():
            inner = value.get(step)
            if inner is not None:
                if type(inner) is str:
                    if not below:
                        found.append(inner)
                else:
                    _collect(inner, below, found)
    elif type(value) is list and EACH in tree:
        below = tree[EACH]
        for item in value:
            if type(item) is str:
                found.append(item)
            elif item is not None:
                _collect(item, below, found)


class Duty(NamedTuple):
    """Where a type's packages say that somebody must be there on a day."""

    container: tuple[str, ...]
    person: str
    first: str
    last: str


@cache
def duties(schema: str) -> tuple[Duty, ...]:
    """Every owner or watcher whose entry has a day."""
    return tuple(_duties(schema))


def _duties(schema: str) -> Iterator[Duty]:
    fields: dict[tuple[str, ...], list[str]] = {}
    for path, _ in store.patterns(schema):
        fields.setdefault(path[:-1], []).append(path[-1])
    for path, _ in store.annotated(schema, "x-person"):
        if path[-1] in ("owner", "watcher"):
            beside = fields[path[:-1]]
            first = _first(_DAYS, beside)
            if first:
                yield Duty(path[:-1], path[-1], first, "to" if first == "from" and "to" in beside else first)


def _first(wanted: Iterable[str], known: Sequence[str]) -> str:
    return next((name for name in wanted if name in known), "")


def day_of(entry: Mapping[str, Any], *names: str) -> str:
    """The day that an entry gives under the first of these names that it has; empty when it has none."""
    return next((str(entry[name])[:10] for name in names or _DAYS if isinstance(entry.get(name), str)), "")
