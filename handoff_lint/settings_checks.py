"""Settings that contradict each other: each file is well formed, but one names what no other knows.

Only what could never be right is refused here, whatever the day; whether somebody was absent or held a role on the
day of an approval is for rules to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from handoff_lint import ga4
from handoff_lint.errors import SettingsError
from handoff_lint.model import join
from handoff_lint.validation import fieldpaths
from handoff_lint.words import did_you_mean, listed

if TYPE_CHECKING:
    from handoff_lint.config import Config


class _Fault(NamedTuple):
    pointer: str
    message: str
    help: str


def check(config: Config) -> None:
    """Refuse settings that contradict each other.

    Raises:
        SettingsError: the first contradiction, with its place and how many more there are.

    """
    found = [fault for checked in _CHECKS for fault in checked(config)]
    if found:
        first = found[0]
        more = f" ({len(found) - 1} more in the settings)" if len(found) > 1 else ""
        raise SettingsError(first.message + more, help=first.help, place=config.place(first.pointer))


def _organisation(config: Config) -> Iterator[_Fault]:
    name = config.organisation.get("timezone")
    if not name:
        return
    import zoneinfo  # noqa: PLC0415 - 10 ms that nobody needs who sets no time zone

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        known = zoneinfo.available_timezones()
        if known:  # a machine without time zones knows nothing better
            yield _Fault(
                "/organisation/timezone",
                f"There is no time zone {name}.{did_you_mean(name, known)}",
                "Write continent and city, such as Europe/London.",
            )


def _people(config: Config) -> Iterator[_Fault]:
    for handle, person in config.people.items():
        pointer = join("/people", handle)
        team = person.get("team")
        if team and config.teams and team not in config.teams:
            yield _unknown(join(pointer, "team"), f"{handle} is in the team {team}", team, config.teams, "teams")
        for index, held in enumerate(person["roles"]):
            role = held["role"]
            if role not in config.roles:
                words = f"{handle} has the role {role}"
                yield _unknown(join(pointer, "roles", index), words, role, config.roles, "roles")
            yield from _in_order(join(pointer, "roles", index), held, "until")
        yield from _in_order(pointer, person, "until")
        for index, absence in enumerate(person.get("away", [])):
            yield from _in_order(join(pointer, "away", index), absence, "to")
        yield from _delegate(config, handle, person.get("delegate"), join(pointer, "delegate"))


def _delegate(config: Config, handle: str, delegate: Mapping[str, str] | None, pointer: str) -> Iterator[_Fault]:
    if delegate is None:
        return
    name = delegate["to"]
    if name == handle:
        yield _Fault(pointer, f"{handle} is named as delegate of {handle}.", "Name somebody else, or nobody.")
    elif name not in config.people:
        yield _unknown(pointer, f"{handle} is represented by {name}", name, config.people, "people")
    yield from _in_order(pointer, delegate, "until")


def _in_order(pointer: str, period: Mapping[str, Any], last: str) -> Iterator[_Fault]:
    start, end = period.get("from"), period.get(last)
    if start and end and end < start:
        yield _Fault(join(pointer, last), f"{last} is {end}, before from ({start}).", "Swap or correct the two days.")


def _addresses(config: Config) -> Iterator[_Fault]:
    """An address says who made a commit, so it belongs to one person."""
    owners: dict[str, str] = {}
    for handle, person in config.people.items():
        written = [("email", person["email"])] if "email" in person else []
        written += [(f"emails/{index}", address) for index, address in enumerate(person.get("emails", []))]
        for where, address in written:
            other = owners.setdefault(address.casefold(), handle)
            if other != handle:
                yield _Fault(
                    f"{join('/people', handle)}/{where}",
                    f"{address} belongs to {other} and to {handle}.",
                    "Leave it with the one person who writes from it.",
                )


def _roles_named(config: Config) -> Iterator[_Fault]:
    for kind, gates in config.gates.items():
        for name, gate in gates.items():
            pointer = join("/gates", kind, name)
            if name == "acceptance":
                words = f"A gate of {kind} cannot be called acceptance: that is the receiver's answer."
                yield _Fault(pointer, words, "Give it another name.")
            if not gate["role"]:
                yield _Fault(
                    pointer, f"The gate {name} of {kind} does not say who approves.", "Add a role, such as role: legal"
                )
            for role in gate["role"]:
                if role not in config.roles:
                    words = f"The gate {name} of {kind} needs the role {role}"
                    yield _unknown(join(pointer, "role"), words, role, config.roles, "roles")
    for kind, rows in config.raci.items():
        for pointer, role in _roles_of(join("/raci", kind), rows):
            if role not in config.roles:
                yield _unknown(pointer, f"raci of {kind} names the role {role}", role, config.roles, "roles")


def _paths_of_gates(config: Config) -> Iterator[_Fault]:
    """A path that leads nowhere would make an approval be about nothing; those of the defaults are tested."""
    if "gates" not in config.sources:
        return
    for kind, gates in config.gates.items():
        for name, gate in gates.items():
            covers = tuple(gate["covers"])
            for key, path, fault in (
                *(("scope", path, fieldpaths.in_scope(kind, path, covers)) for path in gate["scope"]),
                *(("covers", path, fieldpaths.in_covers(kind, path)) for path in covers),
            ):
                if fault:
                    pointer = join("/gates", kind, name, key, gate[key].index(path))
                    words = f"The gate {name} of {kind} names {path} under {key}. {fault.message}"
                    yield _Fault(pointer, words, fault.help)


def _roles_of(pointer: str, rows: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in rows.items():
        steps: Iterable[tuple[str | int, str]] = enumerate(value) if isinstance(value, list) else value.items()
        yield from ((join(pointer, key, step), role) for step, role in steps)


def _gates_without_holder(config: Config) -> Iterator[_Fault]:
    """A gate that is always asked for and that nobody could ever pass; without a list of people, who knows."""
    if not config.people:
        return
    held = {
        held["role"]
        for person in config.people.values()
        for held in person["roles"]
        if person.get("active", True) and _meet(person, held)
    }
    for kind, gates in config.gates.items():
        if config.systems.get(kind) == "off":
            continue
        for name, gate in gates.items():
            if gate["role"] and not gate["when"] and held.isdisjoint(gate["role"]):
                roles = listed(gate["role"])
                yield _Fault(
                    "/people",
                    f"Nobody has the role {roles}, so the gate {name} of {kind} can never be passed.",
                    f"Give somebody the role, name another role under gates, or switch the type off until you need it: "
                    f'systems: {{{kind}: "off"}}',
                )


def _meet(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two periods have a day in common; whether that day has passed is for HF301 to say."""
    start = max(first.get("from", ""), second.get("from", ""))
    return bool(start <= min(first.get("until", "9999"), second.get("until", "9999")))


def _tools(config: Config) -> Iterator[_Fault]:
    for kind, places in config.handoff_map.items():
        for what, place in places.items():
            tool = place.partition(":")[0]
            if tool not in config.core:
                words = f"handoff_map of {kind} keeps {what} in {tool}"
                yield _unknown(join("/handoff_map", kind, what), words, tool, config.core, "core")


def _channels(config: Config) -> Iterator[_Fault]:
    for name in config.placements:
        channel = name.partition("/")[0]
        if channel not in config.channels:
            words = f"The placement {name} is on the channel {channel}"
            yield _unknown(join("/placements", name), words, channel, config.channels, "channels")


def _checklists(config: Config) -> Iterator[_Fault]:
    known = {"campaign_types": config.campaign_types, "channels": config.channels}
    for name, template in config.checklists.items():
        pointer = join("/checklists", name)
        for item, body in template["items"].items():
            if "title" not in body:
                yield _Fault(
                    join(pointer, "items", item), f"The item {item} of {name} has no title.", "Say what to do."
                )
        parts = [(pointer, name, template)]
        parts += [(join(pointer, "items", item), item, body) for item, body in template["items"].items()]
        for place, title, part in parts:
            for key, names in known.items():
                for index, value in enumerate(part.get(key, [])):
                    if value not in names:
                        words = f"{title} is only for {value}"
                        yield _unknown(join(place, key, index), words, value, names, key)


def _hours(config: Config) -> Iterator[_Fault]:
    hours = config.working_hours
    if hours["to"] <= hours["from"]:
        yield _backwards("Work", hours, "/working_hours/to")
    for team, settings in config.teams.items():
        own = (settings or {}).get("working_hours", {})
        both = {**hours, **own}
        if own.keys() & {"from", "to"} and both["to"] <= both["from"]:
            key = "to" if "to" in own else "from"
            yield _backwards(f"Work in the team {team}", both, join("/teams", team, "working_hours", key))


def _backwards(whose: str, hours: Mapping[str, Any], pointer: str) -> _Fault:
    message = f"{whose} ends at {hours['to']} but begins at {hours['from']}."
    return _Fault(pointer, message, "Write both on a 24-hour clock.")


def _channel_groups(config: Config) -> Iterator[_Fault]:
    try:
        ga4.check_groups(config.ga4["groups"])
    except SettingsError as error:
        yield _Fault("/ga4/groups", error.message, error.help)


def _unknown(pointer: str, words: str, name: str, known: Iterable[str], setting: str) -> _Fault:
    names = list(known)
    advice = f"There are {listed(names, conjunction='and')}." if 1 < len(names) <= 12 else ""
    return _Fault(
        pointer,
        f"{words}, which is not listed under {setting}.{did_you_mean(name, names)}",
        f"Add {name} to {setting}, or correct the name. {advice}".strip(),
    )


_CHECKS: tuple[Callable[[Config], Iterator[_Fault]], ...] = (
    _organisation,
    _people,
    _addresses,
    _roles_named,
    _gates_without_holder,
    _paths_of_gates,
    _tools,
    _channels,
    _checklists,
    _hours,
    _channel_groups,
)
