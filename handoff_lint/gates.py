"""Which gates a package has, who may sign them, and what the entries in its slots amount to.

A gate is satisfied when the latest entry of one holder of its role (or of that person's delegate) approves, is about
what stands there now, and no other holder's latest entry asks for changes. The latest is the last in the list, not
the one with the newest time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from handoff_lint import digest, roster
from handoff_lint.config import Config
from handoff_lint.model import Campaign, Document, join
from handoff_lint.reading import fast

APPROVING = ("approved", "approved_with_conditions", "accepted")
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
    read = _as_read(document, config)
    about = _as_read(campaign.document, config) if campaign and campaign.document else {}
    defaults = config.gates.get(document.type, {})
    found = [
        Gate(name, tuple(gate["role"]), gate["before"], tuple(gate["scope"]), tuple(gate["covers"]))
        for name, gate in defaults.items()
        if not gate["when"] or any(_CONDITIONS[when](read, about) for when in gate["when"])
    ]
    known = {ACCEPTANCE, *(gate.name for gate in found)}
    for _, own in document.each("/gates"):
        if own["gate"] not in known:
            scope = tuple(defaults.get(own["gate"], {}).get("scope", ()))
            found.append(Gate(own["gate"], (own["role"],), "approved", scope))
    return found


def _as_read(document: Document, config: Config) -> Mapping[str, Any]:
    """The front matter with what its schema refused: a claim of the wrong shape is still a claim."""
    if not document.violations or document.source is None:
        return document.data
    return fast.load(document.source.front, config.limits, first_line=document.source.front_line)


def _values(value: Any, *steps: str) -> Iterator[Any]:
    """What lies at the end of these steps, through lists at each of them, whatever its shape."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item, *steps)
    elif not steps:
        yield value
    elif isinstance(value, dict) and steps[0] in value:
        yield from _values(value[steps[0]], *steps[1:])


def _has_claims(package: Mapping[str, Any], _campaign: Mapping[str, Any]) -> bool:
    claims = (*_values(package, "package", "brand", "claims"), *_values(package, "package", "copy", "claim"))
    return any(claims)


def _has_licensed_material(package: Mapping[str, Any], _campaign: Mapping[str, Any]) -> bool:
    rights = [*_values(package, "package", "source_files", "rights")]
    licences = [one for one in rights if not isinstance(one, dict)] + [*_values(rights, "licence")]
    return any(not str(licence).startswith(("own", "commissioned")) for licence in licences)


def _is_paid(package: Mapping[str, Any], campaign: Mapping[str, Any]) -> bool:
    said = _values(package, "campaign_types") if "campaign_types" in package else _values(campaign, "types")
    return any("paid_ads" in str(one) for one in said)


def _has_new_data_field(package: Mapping[str, Any], _campaign: Mapping[str, Any]) -> bool:
    return any(_values(package, "package", "lead_intelligence", "new"))


_Front = Mapping[str, Any]
_CONDITIONS: Mapping[str, Callable[[_Front, _Front], bool]] = {
    "claims": _has_claims,
    "licensed": _has_licensed_material,
    "paid": _is_paid,
    "new_data_field": _has_new_data_field,
}
CASES: Mapping[str, str] = {
    "claims": "it makes a claim that has to be proved",
    "licensed": "it uses somebody else's material",
    "new_data_field": "sales gets data that it did not get before",
    "paid": "there are paid ads",
}
"""The same conditions in words, each after “only when”."""


def is_unreadable(document: Document, gate: str) -> bool:
    """Whether the slot of a gate, or an entry in it, was refused: a finding of its own, which nothing may hide."""
    pointer = _slot(gate)
    if not document.violations:
        return False
    if any(violation.problem.pointer == pointer for violation in document.violations):
        return True
    return None in (document.get(pointer) or ())


def _slot(gate: str) -> str:
    return "/acceptance" if gate == ACCEPTANCE else join("/signoffs", gate)


def entries(document: Document, gate: str) -> list[Entry]:
    """The entries of a gate's slot (or the rounds of `acceptance`), in their order."""
    return [
        Entry(where, item["by"], item["decision"], item["at"], item["version"], item["content"], gate, item)
        for where, item in document.each(_slot(gate))
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


def separated(config: Config) -> tuple[str, ...]:
    """The gates at which somebody else than the owner has to decide; the acceptance is one of them."""
    return ("quality", "business", ACCEPTANCE) if config.separation_of_duties == "strict" else ("quality", ACCEPTANCE)


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
        self._rightful: dict[tuple[str, str], dict[str, Entry]] = {}
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
        """The latest entries of people who may sign the gate; when the team keeps no roster, all but the owner may."""
        key = (document.path, gate.name)
        if key not in self._rightful:
            anybody = not self._config.people or not gate.roles
            self._rightful[key] = {
                person: entry
                for person, entry in self.latest(document, gate.name).items()
                if (anybody or self.could_sign(entry, gate)) and not self.is_own_work(document, gate.name, person)
            }
        return self._rightful[key]

    def is_settled(self, document: Document, gate: Gate, entry: Entry) -> bool:
        """Whether somebody who may has approved after an entry: who wrote it no longer matters then."""
        order = [one.pointer for one in entries(document, gate.name)]
        after = order[order.index(entry.pointer) + 1 :]
        return any(one.approves and one.pointer in after for one in self.rightful(document, gate).values())

    def is_own_work(self, document: Document, gate: str, person: str) -> bool:
        """Whether somebody owns the package and so must not sign this gate (or accept) themselves."""
        return person == document.get("/from/owner") and gate in separated(self._config)

    def could_sign(self, entry: Entry, gate: Gate) -> bool:
        """Whether a signer held one of the gate's roles on the day of the entry, or stood in for somebody who did."""
        return roster.could_sign(self._config, gate.roles, entry.by, entry.day)

    def who_can(self, document: Document, gate: Gate, day: str) -> str:
        """The people who may sign a gate of this package on a day, in words; empty when there is nobody."""
        return roster.who_can(self._config, gate.roles, day, without=self._barred(document, gate))

    def nobody(self, document: Document, gate: Gate, day: str, *, past: bool = False) -> str:
        """Why there is nobody who may sign a gate of this package, and what to do."""
        return roster.nobody(self._config, gate.roles, day, owner=self._barred(document, gate), past=past)

    def _barred(self, document: Document, gate: Gate) -> str:
        """The owner, where they must not sign; else empty."""
        return (document.get("/from/owner") or "") if gate.name in separated(self._config) else ""

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
