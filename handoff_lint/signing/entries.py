"""New entries: what somebody may decide about a package, and how it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handoff_lint import differences, roster
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import policy, proofs
from handoff_lint.gates import ACCEPTANCE, Entry, Gate, entries
from handoff_lint.model import join
from handoff_lint.signing.desk import Desk
from handoff_lint.words import listed

if TYPE_CHECKING:
    from handoff_lint.evidence.keys import Keys
    from handoff_lint.signatures.keys import PublicKey

STATEMENT = "I have what I need"
NEEDS_NOTE = ("approved_with_conditions", "changes_requested")
_YES = ("approved", "approved_with_conditions", "accepted")


def require_right(desk: Desk, gate: Gate) -> None:
    """Refuse somebody who may not decide at a gate.

    Raises:
        HandoffError: they hold none of its roles and stand in for nobody, or it is their own work.

    """
    settings, approvals, document = desk.settings, desk.approvals, desk.document
    who = approvals.who_can(document, gate, desk.day)
    turn = f"It is for {who} to sign." if who else approvals.nobody(document, gate, desk.day)
    if approvals.is_own_work(document, gate.name, desk.person):
        words = f"{desk.name} owns this package, so somebody else decides at {gate.name}."
        raise HandoffError(words, help=turn, place=document.path)
    if settings.people and desk.person not in roster.signers(settings, gate.roles, desk.day):
        words = f"{desk.name} does not hold the role {listed(gate.roles)}, which decides at {gate.name}."
        raise HandoffError(words, help=turn, place=document.path)


def require_here(desk: Desk, gate: Gate, *, verb: str) -> None:
    """Refuse a decision that is to be made on the forge.

    Raises:
        HandoffError: the gate asks for a review there.

    """
    if proofs.asked(desk.settings, desk.document, gate.name) == "forge":
        raise HandoffError(
            f"The gate {gate.name} is decided on GitHub or GitLab, not here.",
            help=f"{verb} there; after the merge, `handoff record` writes approvals down.",
        )


def require_receiver(desk: Desk) -> None:
    """Refuse somebody who does not receive the package.

    Raises:
        HandoffError: it is for others to accept, or it is their own work.

    """
    to = desk.document.data.get("to") or {}
    named = (to.get("receiver"), to.get("backup"), *(to.get("co_receivers") or ()))
    able = [one for one in named if one and one != desk.document.get("/from/owner")]
    if desk.person not in able:
        names = listed(roster.name_of(desk.settings, one) for one in able) or "nobody yet: it names no receiver"
        raise HandoffError(
            f"{desk.name} does not receive this package.", help=f"It is for {names}.", place=desk.document.path
        )


@dataclass(frozen=True, slots=True)
class Pen:
    """What entries are signed with.

    Attributes:
        key: a file; the first fitting key of ssh-agent when left out.
        tell: is given what ssh-keygen says, such as the request to touch a key.

    """

    key: Path | None = None
    tell: Callable[[str], None] | None = None


def entry(desk: Desk, gate: Gate, decision: str, fields: Mapping[str, Any], pen: Pen) -> dict[str, Any]:
    """A new entry about what stands there now, signed where the gate asks for that or a key is given.

    Raises:
        HandoffError: it cannot be signed, or the signature would not count.

    """
    made: dict[str, Any] = {
        "by": desk.person,
        "decision": decision,
        "at": desk.at,
        "version": desk.document.version,
        "content": desk.fingerprint(gate),
    }
    if pen.key or proofs.asked(desk.settings, desk.document, gate.name) == "signature":
        made["sig"] = _signature(desk, gate, made, pen)
    return made | dict(fields)


def _signature(desk: Desk, gate: Gate, made: Mapping[str, Any], pen: Pen) -> str:
    """A signature that `handoff check` will call good."""
    from handoff_lint.evidence import keys  # noqa: PLC0415 - loads cryptography
    from handoff_lint.signatures import signing  # noqa: PLC0415

    known = keys.load(desk.settings, desk.settings.tree)
    about = _as_entry(gate, made)
    chosen = pen.key or _agent_key(known, desk)
    message = keys.signed_bytes(desk.document, about)
    signature = signing.sign(message, key=chosen, namespace=known.namespace, tell=pen.tell)
    why = keys.verified(desk.settings, known, desk.document, _as_entry(gate, {**made, "sig": signature}), desk.now)
    if why:
        raise HandoffError(
            f"This signature would not count. {why}",
            help=f"Use the key that {known.allowed.path} lists for you, or ask for a line with this one there.",
        )
    return signature


def _as_entry(gate: Gate, made: Mapping[str, Any]) -> Entry:
    return Entry("", made["by"], made["decision"], made["at"], made["version"], made["content"], gate.name, made)


def _agent_key(known: Keys, desk: Desk) -> PublicKey:
    """The first key of ssh-agent that is listed under one of the person's names."""
    from handoff_lint.signatures import signing  # noqa: PLC0415

    names = [desk.person, *sorted(policy.addresses(desk.settings, desk.person))]
    listed_as = [name for name in names if any(name in one.principals for one in known.allowed.signers)]
    for name in listed_as[:-1]:
        try:
            return signing.agent_key(known.allowed, name, namespace=known.namespace, now=desk.now)
        except HandoffError:
            continue  # the last of their names says what is missing
    return signing.agent_key(known.allowed, (listed_as or names)[-1], namespace=known.namespace, now=desk.now)


def slot(gate: Gate) -> str:
    """The pointer of the list that holds a gate's entries."""
    return f"/{ACCEPTANCE}" if gate.name == ACCEPTANCE else join("/signoffs", gate.name)


def changes(desk: Desk, gate: Gate) -> list[str]:
    """What has changed since the person's last yes at a gate, else since anybody's; in words."""
    said = [one for one in entries(desk.document, gate.name) if one.decision in _YES]
    if not said:
        return ["It is the first answer." if gate.name == ACCEPTANCE else f"First sign-off at {gate.name}."]
    last = next((one for one in reversed(said) if one.by == desk.person), said[-1])
    who = "you" if last.by == desk.person else roster.name_of(desk.settings, last.by)
    verb = "accepted" if gate.name == ACCEPTANCE else "approved"
    since = f"since {who} {verb} version {last.version} on {last.day}"
    if last.content == desk.fingerprint(gate):
        return [f"Nothing has changed {since}."]
    before = desk.history.view(desk.document, gate, last.content)
    if before is None:
        return [f"It has changed {since}; that text is not in this clone's history."]
    found = differences.between(before, desk.approvals.view(desk.document, gate))
    return [f"Changed {since}:", *(f"- {one}" for one in found)]


def objections(desk: Desk, gate: Gate) -> list[str]:
    """Who asked for changes at a gate and has not said anything else since."""
    return [
        f"{roster.name_of(desk.settings, one.by)} asked for changes on {one.day}: {one.written.get('note', '')}"
        for one in desk.approvals.latest(desk.document, gate.name).values()
        if one.decision == "changes_requested"
    ]


def parted(text: str, names: tuple[str, str, str], example: str) -> dict[str, str]:
    """A value such as `Swap the photo|leo.brandt|2027-01-08` as fields.

    Raises:
        HandoffError: it has not three parts.

    """
    found = [part.strip() for part in text.split("|")]
    if len(found) != len(names) or not all(found):
        raise HandoffError(
            f"“{text}” should have three parts: {listed(names, conjunction='and')}.", help=f"Write it as: {example}"
        )
    return dict(zip(names, found, strict=True))
