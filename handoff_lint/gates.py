"""Which gates a package has, who may sign them, and what the entries in its slots amount to.

A gate is satisfied when the latest entry of one holder of its role (or of that person's delegate) approves, is about
what stands there now, and no other holder's latest entry asks for changes. The latest is the last in the list, not
the one with the newest time.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff_lint import digest
from handoff_lint.config import Config
from handoff_lint.model import EACH, Campaign, Document, join, select
from handoff_lint.words import listed

APPROVING = ("approved", "approved_with_conditions")
ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of one package: whose roles sign it, before which status, and what it answers for."""

    name: str
    roles: tuple[str, ...]
    before: str
    scope: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign-off of the right shape, with its place."""

    pointer: str
    by: str
    decision: str
    at: str
    version: int
    content: str

    @property
    def day(self) -> datetime.date:
        """The day of `at`."""
        return datetime.date.fromisoformat(self.at[:10])

    @property
    def approves(self) -> bool:
        """Whether it lets the package pass."""
        return self.decision in APPROVING


def required(document: Document, campaign: Campaign | None, config: Config) -> list[Gate]:
    """The gates that this package must pass: those of its type whose condition holds, then its own."""
    found = [
        Gate(name, tuple(gate["role"]), gate["before"], tuple(gate["scope"]), tuple(gate["covers"]))
        for name, gate in config.gates.get(document.type, {}).items()
        if not gate["when"] or any(_CONDITIONS[when](document, campaign) for when in gate["when"])
    ]
    known = {gate.name for gate in found}
    defaults = config.gates.get(document.type, {})
    for _, own in document.each("/gates"):
        if own["gate"] not in known:
            scope = tuple(defaults.get(own["gate"], {}).get("scope", ()))
            found.append(Gate(own["gate"], (own["role"],), "approved", scope))
    return found


def _has_claims(document: Document, _campaign: Campaign | None) -> bool:
    if document.get("/package/brand/claims"):
        return True
    return any(value for _, value in select(document.data, ("package", "copy", EACH, "claim")))


def _has_licensed_material(document: Document, _campaign: Campaign | None) -> bool:
    licences = select(document.data, ("package", "source_files", EACH, "rights", EACH, "licence"))
    licences += select(document.data, ("package", "source_files", EACH, "rights", "licence"))
    return any(licence not in ("own", "commissioned") for _, licence in licences)


def _is_paid(document: Document, campaign: Campaign | None) -> bool:
    types = document.data.get("campaign_types")
    if types is None and campaign and campaign.document:
        types = campaign.document.data.get("types")
    return "paid_ads" in (types or ())


def _has_new_data_field(document: Document, _campaign: Campaign | None) -> bool:
    return any(value is True for _, value in select(document.data, ("package", "lead_intelligence", EACH, "new")))


_CONDITIONS: Mapping[str, Callable[[Document, Campaign | None], bool]] = {
    "claims": _has_claims,
    "licensed": _has_licensed_material,
    "paid": _is_paid,
    "new_data_field": _has_new_data_field,
}


def entries(document: Document, gate: str) -> list[Entry]:
    """The entries of a gate's slot (or the rounds of `acceptance`), in their order."""
    pointer = "/acceptance" if gate == ACCEPTANCE else join("/signoffs", gate)
    return [
        Entry(where, item["by"], item["decision"], item["at"], item["version"], item["content"])
        for where, item in document.each(pointer)
    ]


def latest(found: Sequence[Entry]) -> dict[str, Entry]:
    """Each person's last entry; a withdrawn one counts as none."""
    last = {entry.by: entry for entry in found}
    return {person: entry for person, entry in last.items() if entry.decision != "withdrawn"}


FULL = Gate(ACCEPTANCE, (), "accepted")
"""What the receiver answers for: everything."""


class Fingerprints:
    """The fingerprints of documents at their gates, each computed once a run."""

    def __init__(self, assets: Callable[[str, str], str | None]) -> None:
        """Take where the digests of asset files come from: (path as written, file that names it) → SHA-256."""
        self._assets = assets
        self._known: dict[tuple[str, tuple[str, ...], tuple[str, ...]], str] = {}

    def of(self, document: Document, gate: Gate, campaign: Campaign | None) -> str:
        """The fingerprint of what a gate answers for, as it stands now."""
        key = (document.path, gate.scope, gate.covers)
        if key not in self._known:
            data = campaign.document.data if campaign and campaign.document else {}
            self._known[key] = digest.fingerprint(
                document,
                assets=lambda path: self._assets(path, document.path),
                scope=gate.scope,
                covers=gate.covers,
                campaign=data,
            )
        return self._known[key]

    def is_fresh(self, entry: Entry, gate: Gate, document: Document, campaign: Campaign | None) -> bool:
        """Whether an entry is about what stands there now; only full scope binds the version."""
        if not gate.scope and entry.version != document.version:
            return False
        return entry.content == self.of(document, gate, campaign)


def rightful(config: Config, gate: Gate, document: Document) -> dict[str, Entry]:
    """The latest entries of people who may sign the gate; everybody's when the team keeps no roster."""
    found = latest(entries(document, gate.name))
    if not config.people:
        return found
    return {person: entry for person, entry in found.items() if may_sign(config, gate.roles, person, entry.day)}


def may_sign(config: Config, roles: Sequence[str], person: str, day: datetime.date) -> bool:
    """Whether a person held one of the roles on a day, or stood in for somebody who did."""
    if holds(config, roles, person, day):
        return True
    return any(person == deputy for _, deputy in _deputies(config, roles, day))


def holds(config: Config, roles: Sequence[str], person: str, day: datetime.date) -> bool:
    """Whether a person held one of the roles on a day."""
    entry = config.people.get(person)
    return (
        entry is not None
        and _within(entry, day)
        and any(item["role"] in roles and _within(item, day) for item in entry.get("roles", ()))
    )


def _deputies(config: Config, roles: Sequence[str], day: datetime.date) -> Iterator[tuple[str, str]]:
    for person, entry in config.people.items():
        delegate = entry.get("delegate")
        if delegate and holds(config, roles, person, day) and _within(delegate, day):
            yield person, delegate["to"]


def _within(item: Mapping[str, Any], day: datetime.date) -> bool:
    text = day.isoformat()
    return str(item.get("from", "")) <= text <= str(item.get("until", "9999"))


def who_can(config: Config, roles: Sequence[str], day: datetime.date) -> str:
    """`Elias Grant (or Hanna Brook, who stands in)`: the people who may sign, in words."""
    if not config.people:
        return f"whoever is {listed(role.replace('_', ' ') for role in roles)}"
    deputies = dict(_deputies(config, roles, day))
    names = []
    for person in config.people:
        if holds(config, roles, person, day):
            deputy = f" (or {name_of(config, deputies[person])}, who stands in)" if person in deputies else ""
            names.append(name_of(config, person) + deputy)
    return listed(names) or f"nobody: no one holds the role {listed(roles)}"


def name_of(config: Config, person: str) -> str:
    """A person's name, the handle when there is none."""
    return str(config.people.get(person, {}).get("name", person))
