"""How sure it is that a new sign-off comes from the person it names, and what is missing to what its gate asks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handoff_lint import roster
from handoff_lint.change import LEVELS, Introduction, Proof, stronger
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import policy
from handoff_lint.forge.model import Decision, PullRequest
from handoff_lint.gates import Entry, Gate
from handoff_lint.model import Document, join
from handoff_lint.reading.tree import Tree

if TYPE_CHECKING:
    from handoff_lint.evidence.keys import Keys

_DECISIONS = {
    "approved": Decision.APPROVED,
    "approved_with_conditions": Decision.APPROVED,
    "accepted": Decision.APPROVED,
    "changes_requested": Decision.CHANGES_REQUESTED,
    "returned": Decision.CHANGES_REQUESTED,
}


def asked(config: Config, document: Document, gate: str) -> str:
    """The level that a gate asks for: its own, or the repository's minimum where that is more."""
    own = config.gates.get(document.type, {}).get(gate, {}).get("evidence", "")
    return stronger(own, config.evidence.get("minimum", "commit"))


@dataclass
class Prover:
    """Judges sign-offs by the settings of the base.

    Attributes:
        config: the settings, with what trust rests on as it is at the base.
        now: the real clock: a key is judged by the day on which it is checked.
        introductions: id of an entry → who brought it.
        trusted: the files of the base, where keys are looked up.
        pull_request: the reviews of the forge, where CI has fetched them.
        reviewed: (commit, package id, gate) → the fingerprint there; for reviews.
        is_staged: nobody can have reviewed it on the forge yet, so that is not asked for.

    """

    config: Config
    now: datetime.datetime
    introductions: Mapping[str, Introduction]
    trusted: Tree
    pull_request: PullRequest | None = None
    reviewed: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    is_staged: bool = False
    _keys: Keys | None = None

    def prove(self, document: Document, entry: Entry) -> Proof:
        """What is known about an entry of a package."""
        wanted = asked(self.config, document, entry.gate)
        if wanted == "forge" and self.is_staged:
            wanted = "commit"
        reasons = {
            "recorded": self._recorded(entry),
            "commit": self._commit(entry),
            "signature": self._signature(document, entry, is_asked=wanted == "signature"),
            "forge": self._forge(document, entry),
        }
        reached = [level for level, (why, _) in reasons.items() if not why]
        best = max(reached, key=LEVELS.index, default="")
        # A signature and a review each prove the person; a review does not stand for a signature that is asked for.
        is_enough = wanted in reached or (wanted in ("recorded", "commit") and best in ("signature", "forge"))
        is_enough = is_enough or (wanted == "recorded" and best == "commit")
        why, advice = ("", "") if is_enough else reasons[wanted]
        return Proof(wanted, best, why, advice)

    def _name(self, entry: Entry) -> str:
        return roster.name_of(self.config, entry.by)

    def _recorded(self, entry: Entry) -> tuple[str, str]:
        if "link" in entry.written:
            return "", ""
        return (
            f"Nothing says where {self._name(entry)} decided this.",
            "Add  link:  with the address of the message in which it was decided; or let them sign themselves.",
        )

    def _commit(self, entry: Entry) -> tuple[str, str]:
        brought = self.introductions.get(entry.id)
        known = policy.addresses(self.config, entry.by)
        if brought is None:
            return f"Nobody knows who brought this sign-off of {self._name(entry)}.", "Let them sign: handoff sign"
        if policy.plain(brought.author) in known:
            return "", ""
        if not known:
            return (
                f"{self._name(entry)} has no e-mail address in the settings, so nobody can tell who committed this.",
                f"Add  email:  under people: {entry.by}, in a pull request of its own.",
            )
        return (
            f"{self._name(entry)} did not commit this sign-off: {brought.author or 'somebody without an address'} did.",
            "Let them sign themselves (handoff sign); an address of theirs that is missing goes under emails in the "
            "settings.",
        )

    def _signature(self, document: Document, entry: Entry, *, is_asked: bool) -> tuple[str, str]:
        advice = f"Let them sign with their key: handoff sign {document.id} {entry.gate}"
        if "sig" not in entry.written:
            return f"This sign-off of {self._name(entry)} has no signature.", advice
        from handoff_lint.evidence import keys  # noqa: PLC0415 - loads cryptography, which few need

        try:
            self._keys = self._keys or keys.load(self.config, self.trusted)
        except HandoffError as error:
            if is_asked:
                raise
            return error.message, error.help  # a signature that nobody asks for proves nothing here
        why = keys.verified(self.config, self._keys, document, entry, self.now)
        return (f"The signature of {self._name(entry)} does not hold. {why}", advice) if why else ("", "")

    def _forge(self, document: Document, entry: Entry) -> tuple[str, str]:
        name = self._name(entry)
        if self.pull_request is None:
            return (
                f"Whether {name} approved on the forge is not known: no reviews were given.",
                "Let the CI job fetch them and pass them on:  handoff check --base … --reviews FILE  "
                "(docs/guides/trust.md).",
            )
        label = self.pull_request.forge.label
        account = self.config.people.get(entry.by, {}).get("accounts", {}).get(self.pull_request.forge.value)
        if account is None:
            return (
                f"{name} has no {label} account in the settings.",
                f"Add  accounts: {{{self.pull_request.forge.value}: NUMBER}}  under people: {entry.by}.",
            )
        review = self.pull_request.decisions().get(account)
        if review is None or review.decision is not _DECISIONS.get(entry.decision):
            return f"{name} has not said so on {label}.", f"Ask {name} to approve the pull request there."
        if self.reviewed.get((review.commit or "", document.id, entry.gate)) != entry.content:
            return f"{name} approved another text on {label}.", f"Ask {name} to look at the pull request again."
        return "", ""

    def on_forge(self, document: Document, gate: Gate, content: str) -> Iterator[Entry]:
        """Decisions on the forge about what a gate sees now, where the gate asks for them there."""
        if self.pull_request is None or asked(self.config, document, gate.name) != "forge":
            return
        accounts = {
            person.get("accounts", {}).get(self.pull_request.forge.value): handle
            for handle, person in self.config.people.items()
        }
        for account, review in self.pull_request.decisions().items():
            handle = accounts.get(account, "")
            is_about_this = self.reviewed.get((review.commit or "", document.id, gate.name)) == content
            asks_for_changes = review.decision is Decision.CHANGES_REQUESTED
            at = review.at.isoformat().replace("+00:00", "Z")
            # Whoever approves the pull request says nothing for the gates of others, or about their own work.
            is_theirs = handle and roster.could_sign(self.config, gate.roles, handle, at[:10])
            if not is_theirs or handle == document.get("/from/owner"):
                continue
            if asks_for_changes or (is_about_this and review.decision is Decision.APPROVED):
                pointer = join("/signoffs", gate.name)
                yield Entry(pointer, handle, review.decision.value, at, document.version, content, gate.name, {})
