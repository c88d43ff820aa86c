"""Signatures of sign-offs: whose key is whose, from the settings that trust rests on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from handoff_lint.config import Config
from handoff_lint.errors import SettingsError
from handoff_lint.evidence import policy
from handoff_lint.gates import Entry
from handoff_lint.model import Document
from handoff_lint.reading.tree import Tree
from handoff_lint.signatures import allowed_signers, revoked, statement, verify
from handoff_lint.signatures.allowed_signers import AllowedSigners
from handoff_lint.signatures.revoked import RevokedKeys
from handoff_lint.signatures.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that count.

    Attributes:
        namespace: what signatures are made for, from the organisation's domain.

    """

    allowed: AllowedSigners
    revoked: RevokedKeys
    namespace: str


def load(config: Config, tree: Tree) -> Keys:
    """The keys of a state of the repository.

    Raises:
        SettingsError: a file of keys cannot be used, or the organisation has no domain.

    """
    domain = config.organisation.get("domain")
    if not domain:
        raise SettingsError(
            "Signatures are made for the organisation's domain, and the settings do not say it.",
            help="Add  organisation: {domain: example.com}  to handoff.yml.",
        )
    return Keys(
        allowed_signers.parse(policy.key_file(tree, policy.ALLOWED_SIGNERS), policy.ALLOWED_SIGNERS),
        revoked.parse(policy.key_file(tree, policy.REVOKED_KEYS), policy.REVOKED_KEYS),
        statement.namespace(domain),
    )


def signed_bytes(document: Document, entry: Entry) -> bytes:
    """What the signature of an entry covers."""
    return statement.statement(
        package=document.id, content=entry.content, gate=entry.gate, by=entry.by, decision=entry.decision, at=entry.at
    )


def verified(config: Config, keys: Keys, document: Document, entry: Entry, now: datetime.datetime) -> str:
    """Why the signature of an entry does not hold, a sentence; empty when it does.

    `allowed_signers` may list people by their handle or by an e-mail address of theirs.
    """
    reasons: dict[bool, str] = {}
    for name in (entry.by, *sorted(policy.addresses(config, entry.by))):
        found = verify.verify(
            entry.written["sig"],
            signed_bytes(document, entry),
            person=name,
            namespace=keys.namespace,
            allowed=keys.allowed,
            revoked=keys.revoked,
            now=now,
        )
        if found.good:
            return ""
        reasons.setdefault(found.verdict is Verdict.KEY_OF_SOMEBODY_ELSE, found.reason)
    # Under the other names of a person their own key looks like somebody else's.
    return reasons.get(False) or reasons[True]
