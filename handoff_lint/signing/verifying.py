"""Everything that was ever signed, judged anew over the whole history: what `handoff verify` shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from handoff_lint import gates, roster
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.change import Proof
from handoff_lint.config import FILE, Config, load, load_from
from handoff_lint.evidence import policy, proofs, reviewed
from handoff_lint.evidence.proofs import Prover
from handoff_lint.evidence.states import GitHistory
from handoff_lint.evidence.written import Entries
from handoff_lint.forge.model import PullRequest
from handoff_lint.gates import ACCEPTANCE, Approvals, Entry, Gate
from handoff_lint.git import history, revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git
from handoff_lint.git.trees import of_commit
from handoff_lint.model import Problem
from handoff_lint.repository import Files
from handoff_lint.rules.base import Context
from handoff_lint.rules.signoffs import gate_unsigned, receipt_unconfirmed, self_approval, signoff_stale, wrong_signer
from handoff_lint.signing import finding
from handoff_lint.signing.finding import Found
from handoff_lint.validation import store

BEFORE = "base"
"""What stands in the place of a level for a sign-off that the base holds: it was proved when it came in."""
_RULES = (gate_unsigned, signoff_stale, wrong_signer, self_approval, receipt_unconfirmed)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something does not hold: what is wrong, what to do, and what has changed."""

    message: str
    help: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One decision, a gate that nobody has signed yet, or a package that cannot be judged (without a gate).

    Attributes:
        by, person: handle and full name; empty when nobody has signed.
        counts: it is the person's last word at the gate.
        is_fresh: a yes is about what stands there now; None for other decisions.
        asked: the level of evidence that the gate asks for.
        proved: the level that is reached, `base` for what the base holds; empty for none.
        reasons: why it does not hold; empty when it does.

    """

    package: str
    path: str
    version: int
    status: str
    gate: str
    by: str = ""
    person: str = ""
    decision: str = ""
    at: str = ""
    counts: bool = True
    is_fresh: bool | None = None
    asked: str = ""
    proved: str = ""
    reasons: tuple[Reason, ...] = ()


def rows(root: Path, wanted: str = "", *, base: str = "", pull_request: PullRequest | None = None) -> list[Row]:
    """Every decision at every gate, package by package.

    Args:
        root: the handoff repository.
        wanted: a package's id or file; all of them when left out.
        base: a commit by whose settings everything is judged, and whose sign-offs count as proved.
        pull_request: the reviews on the forge.

    Raises:
        HandoffError: there is no such package, the history is not all there, or the settings cannot be used.

    """
    git = Git(root)
    revisions.require_history(git)
    settings, trusted = load(root), None
    if base:
        tree = of_commit(git, root, revisions.resolve(git, base))
        trusted = load_from(tree) if FILE in tree.files else None
        settings = policy.held(trusted, settings) if trusted else settings
    only = finding.package(settings, wanted) if wanted else None
    judge = Judge.of(git, settings, trusted, only)
    packages: Iterable[Found] = [only] if only else finding.every(settings)
    if pull_request:
        packages = list(packages)
        pairs = [(one.document, gate) for one in packages if one.document.type for gate in one.gates]
        judge.prover.pull_request = pull_request
        judge.prover.reviewed, _ = reviewed.fingerprints(settings, git, pull_request, pairs)
    return [row for package in packages for row in judge.rows(package)]


@dataclass(frozen=True)
class Judge:
    """Says row by row what holds; it has searched the history before, so that packages can come and go one by one.

    Attributes:
        known: (package id, id of an entry) of the sign-offs that the base holds.

    """

    config: Config
    prover: Prover
    known: frozenset[tuple[str, str]]
    today: datetime.date
    history: GitHistory
    working_time: WorkingTime
    files: Files

    @classmethod
    def of(cls, git: Git, config: Config, trusted: Config | None = None, only: Found | None = None) -> Judge:
        """Search the history of all packages, or of a single one.

        Args:
            git: the work tree, whose history is all there.
            config: the settings that everything is judged by.
            trusted: the settings and files of the base, whose sign-offs count as proved.
            only: the single package.

        Raises:
            GitError: git cannot read the history.

        """
        now = datetime.datetime.now(datetime.UTC)
        stand = Entries(config.limits)
        if only:
            wanted = {entry.id: entry.content.encode() for entry in gates.all_entries(only.document)}
        else:
            wanted = stand.in_packages(config)
        head, brought = revisions.head(git), {}
        if head and wanted:
            brought = history.introductions(git, Blobs(git), head, wanted, stand.in_file)
        prover = Prover(config, now, brought, (trusted or config).tree)
        known = frozenset(
            (one.document.id, entry.id)
            for one in (finding.every(trusted) if trusted else ())
            if one.document.type
            for entry in gates.all_entries(one.document)
        )
        return cls(config, prover, known, now.date(), GitHistory(config), WorkingTime(config), Files(config.tree))

    def rows(self, package: Found) -> Iterator[Row]:
        """What holds and what does not at the gates of a package."""
        return _Package(package, self).rows()


@dataclass
class _Package:
    """One package, to be judged."""

    found: Found
    judge: Judge
    _problems: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Gate by gate, then slots of gates that are asked for no more, then the acceptance."""
        document = self.found.document
        faults = document.faults or tuple(one.problem for one in document.violations)
        if faults:
            words = f"The package has faults, so its sign-offs are not judged. {faults[0].message}"
            yield self._row("", reasons=(Reason(words, "Mend what `handoff check` finds."),))
            return
        given = self._on_forge()
        files, approvals = self.judge.files, self.found.approvals
        if given:
            approvals = Approvals(self.judge.config, self.found.campaign, files.digest, given)
        context = Context(
            self.judge.config,
            self.judge.today,
            approvals,
            self.judge.working_time,
            files,
            history=self.judge.history,
            campaign=self.found.campaign,
        )
        self._problems = [problem for rule in _RULES for problem in rule.check(document, context)]
        known: dict[str, Gate | None] = {gate.name: gate for gate in approvals.required(document)}
        known = {**known, **{name: None for name in document.data.get("signoffs") or () if name not in known}}
        for name, gate in (*known.items(), (ACCEPTANCE, gates.FULL)):
            forge = [one for one in given.get(document.id, ()) if one.gate == name]
            yield from self._gate(name, gate, approvals, forge)

    def _on_forge(self) -> Mapping[str, tuple[Entry, ...]]:
        """The decisions on the forge that are not written down yet."""
        document, prover = self.found.document, self.judge.prover
        if prover.pull_request is None:
            return {}
        written = {(one.gate, one.by, one.decision, one.content) for one in gates.all_entries(document)}
        given = [
            one
            for gate in self.found.approvals.required(document)
            for one in prover.on_forge(document, gate, self.found.fingerprint(gate))
            if (one.gate, one.by, one.decision, one.content) not in written
        ]
        return {document.id: tuple(given)} if given else {}

    def _gate(self, name: str, gate: Gate | None, approvals: Approvals, forge: list[Entry]) -> Iterator[Row]:
        document = self.found.document
        written = gates.entries(document, name)
        last = approvals.latest(document, name)
        final = {entry.by: entry for entry in (*written, *forge)}
        for entry in written:
            yield self._judged(entry, gate, approvals, counts=final[entry.by] is entry)
        for entry in forge:
            if final[entry.by] is entry:
                yield self._entry_row(entry, gate, approvals, Proof("forge", "forge"), counts=True)
        slot = f"/{ACCEPTANCE}" if name == ACCEPTANCE else f"/signoffs/{name}"
        open_ = [one for one in self._problems if one.pointer == slot]
        is_due = gate is not None and document.rank >= store.ranks(document.type)[gate.before]
        if gate and not last and is_due and not open_:
            open_ = [Problem(f"{name} has not signed version {document.version}.")]
        if open_ or (gate and not last and name != ACCEPTANCE):
            asked = proofs.asked(self.judge.config, document, name)
            yield self._row(name, asked=asked, reasons=tuple(Reason(one.message, one.help) for one in open_))

    def _judged(self, entry: Entry, gate: Gate | None, approvals: Approvals, *, counts: bool) -> Row:
        document, judge = self.found.document, self.judge
        proof = judge.prover.prove(document, entry)
        if not counts:
            return self._entry_row(entry, gate, approvals, replace(proof, why=""), counts=False)
        if proof.why and (document.id, entry.id) in judge.known:
            proof = Proof(proof.asked, BEFORE)
        elif proof.why and proof.asked in ("recorded", "commit") and entry.id not in judge.prover.introductions:
            name = roster.name_of(judge.config, entry.by)
            proof = replace(
                proof,
                why=f"This sign-off of {name} is not committed yet.",
                help=f"Let {name} commit it:  git commit -- {document.path}",
            )
        return self._entry_row(entry, gate, approvals, proof, counts=True)

    def _entry_row(self, entry: Entry, gate: Gate | None, approvals: Approvals, proof: Proof, *, counts: bool) -> Row:
        is_yes = entry.approves or entry.decision == "accepted"
        reasons = [
            Reason(one.message, one.help, tuple(related.message for related in one.related))
            for one in self._problems
            if counts and f"{one.pointer}/".startswith(f"{entry.pointer}/") and entry.written
        ]
        reasons += [Reason(proof.why, proof.help)] if proof.why else []
        return self._row(
            entry.gate,
            by=entry.by,
            person=roster.name_of(self.judge.config, entry.by),
            decision=entry.decision,
            at=entry.at,
            counts=counts,
            is_fresh=approvals.is_fresh(entry, gate, self.found.document) if gate and is_yes else None,
            asked=proof.asked,
            proved=proof.reached,
            reasons=tuple(reasons),
        )

    def _row(self, gate: str, **more: object) -> Row:
        document = self.found.document
        here = Row(document.id, document.path, document.version, document.status, gate)
        return replace(here, **more)  # type: ignore[arg-type]
