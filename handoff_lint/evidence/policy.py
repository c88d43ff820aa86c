"""What trust rests on: the settings that say who may sign, how sure that must be, and what the rules weigh.

In a pull request they come from the base's tip, so that nobody weakens them in the change that profits from it.
Everything else (segments, tools, channels, calendars, absences, new colleagues) comes from the change itself.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from handoff_lint.change import PolicyChange
from handoff_lint.config import FILE, Config
from handoff_lint.errors import SettingsError
from handoff_lint.model import join
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.tree import Tree

ALLOWED_SIGNERS = "config/allowed_signers"
REVOKED_KEYS = "config/revoked_keys"
KEY_FILES = (ALLOWED_SIGNERS, REVOKED_KEYS)
LONGEST = 1024 * 1024
"""Bytes of a key file that are read at most."""

_WHOLE = (
    "profile",
    "docs_dir",
    "fail_on",
    "exclude",
    "systems",
    "severity",
    "ignore",
    "separation_of_duties",
    "gates",
    "evidence",
    "roles",
)
_OF_A_PERSON = ("roles", "email", "emails", "accounts", "delegate", "active", "from", "until")
_OF_THE_ORGANISATION = ("email", "domain")


def held(base: Config, head: Config) -> Config:
    """The settings of a change, with everything that trust rests on as it is at the base."""
    people = {handle: _person(base.people.get(handle), person) for handle, person in head.people.items()}
    people |= {handle: person for handle, person in base.people.items() if handle not in people}
    organisation = {key: value for key, value in head.organisation.items() if key not in _OF_THE_ORGANISATION}
    organisation |= {key: base.organisation[key] for key in _OF_THE_ORGANISATION if key in base.organisation}
    return replace(head, **{name: getattr(base, name) for name in _WHOLE}, people=people, organisation=organisation)


def _person(base: Mapping[str, Any] | None, head: Mapping[str, Any]) -> Mapping[str, Any]:
    """Somebody's entry; a colleague who is new with this change holds no role in it yet."""
    kept = {key: value for key, value in head.items() if key not in _OF_A_PERSON}
    if base is None:
        return {**kept, "roles": []}
    return {**kept, **{key: base[key] for key in _OF_A_PERSON if key in base}}


def changes(base: Config, head: Config) -> PolicyChange:
    """What a change does to the settings that trust rests on."""
    return PolicyChange(altered=tuple(_altered(base, head)))


def _altered(base: Config, head: Config) -> Iterator[tuple[str, str, str]]:
    for name in _WHOLE:
        is_written = name == "profile" or name in {*base.sources, *head.sources}  # the rest follows from the profile
        if is_written and _plain(getattr(base, name)) != _plain(getattr(head, name)):
            yield head.sources.get(name, FILE), join("", name), f"the setting {name} is changed"
    for handle, person in base.people.items():
        pointer = join("/people", handle)
        path = head.sources.get(f"people/{handle}") or head.sources.get("people", FILE)
        if handle not in head.people:
            yield path, "/people", f"the entry of {handle} is taken off the list of people"
            continue
        now = head.people[handle]
        for key in _OF_A_PERSON:
            if person.get(key) != now.get(key):
                yield path, pointer, f"the {_WORDS.get(key, key)} of {handle} {_ARE.get(key, 'is')} changed"
    for key in _OF_THE_ORGANISATION:
        if base.organisation.get(key) != head.organisation.get(key):
            yield head.sources.get("organisation", FILE), "/organisation", f"the setting organisation.{key} is changed"
    for path in KEY_FILES:
        if key_file(base.tree, path) != key_file(head.tree, path):
            yield path, "", f"the file {path} is changed"


_WORDS = {"email": "address", "emails": "addresses", "from": "first day", "until": "last day"}
_ARE = {"roles": "are", "emails": "are", "accounts": "are"}


def _plain(value: Any) -> Any:
    """A setting without where it is written."""
    if isinstance(value, tuple) and value and hasattr(value[0], "pointer"):
        return tuple(replace(item, pointer="") for item in value)
    return value


def key_file(tree: Tree, path: str) -> bytes:
    """The bytes of a file with keys, empty when there is none."""
    if not tree.exists(path):
        return b""
    try:
        return tree.read(path, max_bytes=LONGEST)
    except ReadFault as fault:
        raise SettingsError(fault.message, help=fault.help, place=path) from fault


def addresses(config: Config, handle: str) -> frozenset[str]:
    """The e-mail addresses of a person, as `plain` writes them: in the settings, or by the organisation's pattern."""
    person = config.people.get(handle)
    if person is None:
        return frozenset()
    pattern = config.organisation.get("email")
    main = person.get("email") or (pattern.replace("{handle}", handle) if pattern else "")
    return frozenset(plain(address) for address in (main, *person.get("emails", ())) if address)


_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def plain(address: str) -> str:
    """An address with A to Z in lower case. Nothing else: Python makes a plain k of the Kelvin sign."""
    return address.translate(_LOWER)


def whose(config: Config, address: str) -> str:
    """The handle of the person who has an address, empty when nobody has."""
    return next((handle for handle in config.people if plain(address) in addresses(config, handle)), "")
