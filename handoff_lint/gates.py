"""Which gates a package has, who may sign them, and what the entries in its slots amount to.

A gate is satisfied when the latest entry of one holder of its role (or of that person's delegate) approves, is about
what stands there now, and no other holder's latest entry asks for changes. The latest is the last in the list, not
the one with the newest time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from handoff_lint import digest, roster
from handoff_lint.config import Config
from handoff_lint.model import EACH, Campaign, Document, join, select

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
    gate: str
    written: Mapping[str, Any]
    """The entry as it stands in the file, short forms written out."""

    @property
    def id(self) -> str:
        """What tells this entry from every other one: see `entry_id`."""
        return entry_id(self.gate, self.written)

    @property
    def day(self) -> str:
        """The day of `at`."""
        return self.at[:10]

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
        Entry(where, item["by"], item["decision"], item["at"], item["version"], item["content"], gate, item)
        for where, item in document.each(pointer)
    ]


_CLOSED_LATER = {"conditions": "closed", "gaps": "resolved"}
"""What is written into an entry after it was made: the day on which a condition was met or a gap answered."""


def entry_id(gate: str, written: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the gate and the entry, without its signature and what is written into it later."""
    kept = {key: value for key, value in written.items() if key != "sig"}
    for name, later in _CLOSED_LATER.items():
        if isinstance(kept.get(name), list):
            kept[name] = [{key: one[key] for key in one if key != later} for one in kept[name] if one]
    return hashlib.sha256(digest.canonical_json({"gate": gate, "entry": kept})).hexdigest()


def all_entries(document: Document) -> list[Entry]:
    """Every entry of a package: those at its gates, then the rounds of its acceptance."""
    slots = document.data.get("signoffs") or {}
    return [entry for gate in (*slots, ACCEPTANCE) for entry in entries(document, gate)]


def latest(found: Sequence[Entry]) -> dict[str, Entry]:
    """Each person's last entry; a withdrawn one counts as none."""
    last = {entry.by: entry for entry in found}
    return {person: entry for person, entry in last.items() if entry.decision != "withdrawn"}


FULL = Gate(ACCEPTANCE, (), "accepted")
"""What the receiver answers for: everything."""


class Assets(Protocol):
    """SHA-256 (hex) of an asset's bytes by its path as written in the file `beside`, None when there is none."""

    def __call__(self, path: str, /, *, beside: str) -> str | None:
        """Look the asset up."""


class Approvals:
    """What stands at the gates of a campaign's packages, each answer worked out once."""

    def __init__(
        self,
        config: Config,
        campaign: Campaign | None,
        assets: Assets,
        on_forge: Mapping[str, Sequence[Entry]] | None = None,
    ) -> None:
        """Answer for the packages of one campaign, or for documents outside of any.

        Args:
            config: the repository's settings.
            campaign: the campaign, None outside of any.
            assets: where the digests of asset files come from (`repository.Files.digest`).
            on_forge: package id → decisions that were given on the forge instead of in the file.

        """
        self._config = config
        self._campaign = campaign
        self._assets = assets
        self._on_forge = on_forge or {}
        self._required: dict[str, list[Gate]] = {}
        self._latest: dict[tuple[str, str], dict[str, Entry]] = {}
        self._fingerprints: dict[tuple[str, tuple[str, ...], tuple[str, ...]], str] = {}

    def required(self, document: Document) -> list[Gate]:
        """The gates that a package must pass: see `required`."""
        found = self._required.get(document.path)
        if found is None:
            found = self._required[document.path] = required(document, self._campaign, self._config)
        return found

    def latest(self, document: Document, gate: str) -> dict[str, Entry]:
        """Each person's last entry at a gate that was not withdrawn."""
        key = (document.path, gate)
        found = self._latest.get(key)
        if found is None:
            given = [entry for entry in self._on_forge.get(document.id, ()) if entry.gate == gate]
            found = self._latest[key] = latest([*entries(document, gate), *given])
        return found

    def rightful(self, document: Document, gate: Gate) -> dict[str, Entry]:
        """The latest entries of people who may sign the gate; everybody's when the team keeps no roster."""
        found = self.latest(document, gate.name)
        if not self._config.people:
            return found
        return {person: entry for person, entry in found.items() if self.could_sign(entry, gate)}

    def could_sign(self, entry: Entry, gate: Gate) -> bool:
        """Whether a signer held one of the gate's roles on the day of the entry, or stood in for somebody who did."""
        return roster.could_sign(self._config, gate.roles, entry.by, entry.day)

    def fingerprint(self, document: Document, gate: Gate) -> str:
        """The fingerprint of what a gate answers for, as it stands now."""
        key = (document.path, gate.scope, gate.covers)
        if key not in self._fingerprints:
            campaign = self._campaign.document if self._campaign else None
            self._fingerprints[key] = digest.fingerprint(
                document,
                assets=lambda path: self._assets(path, beside=document.path),
                scope=gate.scope,
                covers=gate.covers,
                campaign=campaign.data if campaign else {},
            )
        return self._fingerprints[key]

    def view(self, document: Document, gate: Gate) -> dict[str, Any]:
        """What a gate's fingerprint is about (`digest.view`), as it stands now."""
        campaign = self._campaign.document if self._campaign else None
        return digest.view(
            document,
            assets=lambda path: self._assets(path, beside=document.path),
            scope=gate.scope,
            covers=gate.covers,
            campaign=campaign.data if campaign else {},
        )

    def is_fresh(self, entry: Entry, gate: Gate, document: Document) -> bool:
        """Whether an entry is about what stands there now; only full scope binds the version."""
        if not gate.scope and entry.version != document.version:
            return False
        return entry.content == self.fingerprint(document, gate)
