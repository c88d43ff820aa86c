"""What a change to the repository did, as data: how packages were before, which sign-offs are new, who brought them.

Made before the rules run (`evidence`), so that rules stay free of Git. Without a change to look at (a plain
`handoff check`) there is none, and the rules about changes say nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from handoff_lint.gates import Entry, Gate
from handoff_lint.model import Document

LEVELS = ("recorded", "commit", "signature", "forge")
"""How sure it is that a sign-off comes from the person it names, the weakest first."""


def stronger(one: str, other: str) -> str:
    """The one of two levels that proves more; an empty text asks for nothing."""
    return max(one, other, key=lambda level: LEVELS.index(level) if level else -1)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who brought a sign-off into the history.

    Attributes:
        author: the e-mail address that the commit names as its author's, as written.
        when: the author date, with its offset.
        commit: the full id; empty for what is staged and not committed yet.

    """

    author: str
    when: datetime.datetime
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known about where one new sign-off comes from.

    Attributes:
        asked: the level that its gate asks for.
        reached: the highest level that is proved; empty for none.
        why: what is missing to the level asked for, a sentence; empty when nothing is.
        help: what to do about it.

    """

    asked: str
    reached: str
    why: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """What the change does to the settings on which trust rests.

    Attributes:
        is_new: there were no settings before.
        adopts: there were files before, and they come under these rules only now: nobody can prove their past.
        altered: (settings file, pointer, what changed in words) of each.

    """

    is_new: bool = False
    adopts: bool = False
    altered: tuple[tuple[str, str, str], ...] = ()


class History(Protocol):
    """Earlier states of packages."""

    def view(self, document: Document, gate: Gate, fingerprint: str) -> dict[str, Any] | None:
        """What a gate's fingerprint was about (`digest.view`) when it was this one; None for no known state."""


@dataclass(frozen=True, slots=True)
class Change:
    """A set of commits, or what is staged.

    Attributes:
        since: what it is compared with, in words: `main (1a2b3c4)`.
        now: the real clock.
        touched: paths whose content differs, from the repository's root.
        before: package id → the package as it was where the change began; only packages that it touched.
        known: ids of the sign-offs that were there before: proved already.
        introductions: id of a new sign-off → who brought it.
        proofs: id of a new sign-off → what proves it.
        policy: what it does to the settings on which trust rests.
        on_forge: package id → decisions given on the forge about what stands there now; they need no entry.
        pushed: package id → the package as it was pushed before, where that history was replaced by another one.

    """

    since: str
    now: datetime.datetime
    touched: frozenset[str] = frozenset()
    before: Mapping[str, Document] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    introductions: Mapping[str, Introduction] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    policy: PolicyChange = PolicyChange()
    on_forge: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    pushed: Mapping[str, Document] = field(default_factory=dict)

    def earlier(self, document: Document) -> Document | None:
        """The package as it was, itself when the change does not touch it; None for a new one."""
        return self.before.get(document.id) if document.path in self.touched else document
