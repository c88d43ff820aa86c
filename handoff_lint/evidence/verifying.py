"""Everything that was ever signed, judged anew over the whole history: what `handoff verify` shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handoff_lint import gates, repository, roster
from handoff_lint.change import Introduction
from handoff_lint.config import Config
from handoff_lint.evidence import proofs
from handoff_lint.evidence.compare import mark
from handoff_lint.evidence.proofs import Prover
from handoff_lint.evidence.sources import ids_in
from handoff_lint.forge.model import PullRequest
from handoff_lint.gates import ACCEPTANCE, Approvals, Entry, Gate
from handoff_lint.git import history, revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git
from handoff_lint.model import Document
from handoff_lint.validation import store


@dataclass(frozen=True, slots=True)
class Row:
    """One decision, or a gate that nobody has signed yet.

    Attributes:
        person: a full name; empty when nobody has signed.
        is_fresh: it is about what stands there now; None when nobody has signed.
        asked, reached: levels of evidence.
        why: what is wrong, empty when nothing is.

    """

    package: str
    path: str
    gate: str
    person: str
    decision: str
    at: str
    is_fresh: bool | None
    asked: str
    reached: str
    why: str = ""


def rows(config: Config, wanted: str = "", pull_request: PullRequest | None = None) -> list[Row]:
    """Each person's last decision at each gate, package by package.

    Raises:
        GitError: the history is not all there.

    """
    git = Git(Path(config.root))
    revisions.require_history(git)
    packages = list(_packages(config, wanted))
    found = {entry.id: entry for document, _ in packages for entry in gates.all_entries(document)}
    wanted_ids = {name: mark(entry) for name, entry in found.items()}
    brought = _introductions(git, config, wanted_ids)
    prover = Prover(config, datetime.datetime.now(datetime.UTC), brought, config.tree, pull_request)
    return [row for document, approvals in packages for row in _Package(config, document, approvals, prover).rows()]


def _introductions(git: Git, config: Config, wanted: Mapping[str, bytes]) -> Mapping[str, Introduction]:
    head = revisions.head(git)
    if not head or not wanted:
        return {}
    return history.introductions(git, Blobs(git), head, wanted, partial(ids_in, limits=config.limits))


def _packages(config: Config, wanted: str) -> Iterator[tuple[Document, Approvals]]:
    for files in repository.scan(config).campaigns:
        campaign, _ = repository.load_campaign(config, files)
        approvals = Approvals(config, campaign, repository.Files(config.tree).digest)
        for document in campaign.packages:
            if document.type and not document.faults and wanted in ("", document.id, document.path):
                yield document, approvals


@dataclass(frozen=True)
class _Package:
    """One package, to be judged."""

    config: Config
    document: Document
    approvals: Approvals
    prover: Prover

    def rows(self) -> Iterator[Row]:
        """Gate by gate, then the acceptance."""
        ranks = store.ranks(self.document.type)
        for gate in (*self.approvals.required(self.document), gates.FULL):
            last = self.approvals.latest(self.document, gate.name)
            if not last and self.document.rank >= ranks[gate.before]:
                asked = proofs.asked(self.config, self.document, gate.name)
                yield self._row(gate, asked=asked, why="Nobody has signed.")
            for entry in last.values():
                yield self._judged(gate, entry)

    def _judged(self, gate: Gate, entry: Entry) -> Row:
        proof = self.prover.prove(self.document, entry)
        is_fresh = self.approvals.is_fresh(entry, gate, self.document)
        why = proof.why
        if not is_fresh and (entry.approves or entry.decision == "accepted"):
            why = "It is about another text than the one that stands there now."
        elif gate.name != ACCEPTANCE and self.config.people and not self.approvals.could_sign(entry, gate):
            why = "This person did not hold the gate's role on that day."
        return self._row(gate, entry, is_fresh=is_fresh, asked=proof.asked, reached=proof.reached, why=why)

    def _row(
        self,
        gate: Gate,
        entry: Entry | None = None,
        *,
        asked: str,
        is_fresh: bool | None = None,
        reached: str = "",
        why: str,
    ) -> Row:
        name = roster.name_of(self.config, entry.by) if entry else ""
        decision, at = (entry.decision, entry.at) if entry else ("", "")
        here = self.document.id, self.document.path, gate.name
        return Row(*here, name, decision, at, is_fresh, asked, reached, why)
