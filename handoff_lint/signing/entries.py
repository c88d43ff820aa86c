"""New entries: what somebody may decide about a package, and how it is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handoff_lint import differences, roster
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import keys, policy, proofs
from handoff_lint.gates import ACCEPTANCE, Entry, Gate, entries
from handoff_lint.signing.desk import Desk
from handoff_lint.words import listed

NEEDS_NOTE = ("approved_with_conditions", "changes_requested")


def require_right(desk: Desk, gate: Gate) -> None:
    """Refuse somebody who may not decide at a gate.

    Raises:
        HandoffError: they hold none of its roles and stand in for nobody, or it is their own work.

    """
    settings, owner = desk.settings, desk.document.get("/from/owner")
    strict = settings.separation_of_duties == "strict"
    own = ("quality", "business") if strict else ("quality",)
    if desk.person == owner and gate.name in own:
        raise HandoffError(
            f"{desk.name} owns this package, so somebody else decides at {gate.name}.",
            help=f"It is for {roster.who_can(settings, gate.roles, desk.at[:10])} to sign.",
            place=desk.document.path,
        )
    if settings.people and not roster.could_sign(settings, gate.roles, desk.person, desk.at[:10]):
        raise HandoffError(
            f"{desk.name} does not hold the role {listed(gate.roles)}, which decides at {gate.name}.",
            help=f"It is for {roster.who_can(settings, gate.roles, desk.at[:10])} to sign.",
            place=desk.document.path,
        )


def receivers(desk: Desk) -> list[str]:
    """Who may accept the package: its receiver, the backup, the co-receivers."""
    to = desk.document.data.get("to") or {}
    return [one for one in (to.get("receiver"), to.get("backup"), *to.get("co_receivers", ())) if one]


def require_receiver(desk: Desk) -> None:
    """Refuse somebody who does not receive the package.

    Raises:
        HandoffError: it is for others to accept, or it is their own work.

    """
    able = [one for one in receivers(desk) if one != desk.document.get("/from/owner")]
    if desk.person not in able:
        names = listed([roster.name_of(desk.settings, one) for one in able]) or "nobody yet: it names no receiver"
        raise HandoffError(
            f"{desk.name} does not receive this package.", help=f"It is for {names}.", place=desk.document.path
        )


def entry(desk: Desk, gate: Gate, decision: str, fields: dict[str, Any], *, key: Path | None = None) -> dict[str, Any]:
    """A new entry about what stands there now, signed with a key where the gate asks for that."""
    made: dict[str, Any] = {
        "by": desk.person,
        "decision": decision,
        "at": desk.at,
        "version": desk.document.version,
        "content": desk.approvals.fingerprint(desk.document, gate),
        **fields,
    }
    if key or proofs.asked(desk.settings, desk.document, gate.name) == "signature":
        made["sig"] = _signature(desk, gate, made, key)
    return made


def _signature(desk: Desk, gate: Gate, made: dict[str, Any], key: Path | None) -> str:
    from handoff_lint.signatures import signing  # noqa: PLC0415 - loads cryptography

    known = keys.load(desk.settings, desk.settings.tree)
    about = Entry("", made["by"], made["decision"], made["at"], made["version"], made["content"], gate.name, made)
    names = [desk.person, *sorted(policy.addresses(desk.settings, desk.person))]
    chosen = key or _agent_key(known, names, desk)
    return signing.sign(keys.signed_bytes(desk.document, about), key=chosen, namespace=known.namespace)


def _agent_key(known: keys.Keys, names: list[str], desk: Desk) -> Any:
    from handoff_lint.signatures import signing  # noqa: PLC0415

    listed_as = next((name for name in names if any(name in one.principals for one in known.allowed.signers)), names[0])
    return signing.agent_key(known.allowed, listed_as, namespace=known.namespace, now=desk.now)


def slot(gate: Gate) -> str:
    """The pointer of the list that holds a gate's entries."""
    return f"/{ACCEPTANCE}" if gate.name == ACCEPTANCE else f"/signoffs/{gate.name}"


def changes(desk: Desk, gate: Gate) -> list[str]:
    """What has changed at a gate since it was approved last, in words; one line when there is nothing to compare."""
    decided = [one for one in entries(desk.document, gate.name) if one.approves or one.decision == "accepted"]
    if not decided:
        return [f"First decision at {gate.name}."]
    last = decided[-1]
    name = roster.name_of(desk.settings, last.by)
    if last.content == desk.approvals.fingerprint(desk.document, gate):
        return [f"Nothing has changed since {name} approved it on {last.day}."]
    before = desk.history.view(desk.document, gate, last.content)
    if before is None:
        return [f"It has changed since {name} approved it on {last.day}; that state is not in this clone."]
    found = differences.between(before, desk.approvals.view(desk.document, gate))
    return [f"Since {name} approved it on {last.day}:", *(f"- {one}" for one in found)]
