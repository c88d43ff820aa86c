"""Two states of the repository → what the change between them did (`change.Change`)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from handoff_lint import gates
from handoff_lint.change import Change, Introduction, PolicyChange
from handoff_lint.config import Config
from handoff_lint.documents import load_document
from handoff_lint.evidence.proofs import Prover
from handoff_lint.forge.model import PullRequest
from handoff_lint.gates import Approvals, Entry
from handoff_lint.model import Document, Kind
from handoff_lint.reading.tree import Tree
from handoff_lint.repository import CAMPAIGN_FILE, CampaignFiles, Files, load_campaign, scan

Introduced = Callable[[Mapping[str, bytes]], Mapping[str, Introduction]]
"""Id of a new entry → bytes that its file holds, to who brought it."""


@dataclass(frozen=True)
class Comparison:
    """What is compared.

    Attributes:
        since: the older state, in words.
        before: the settings and files of the state in which the change began; None when there was nothing.
        tips: states whose sign-offs are proved already: the older one, and the base's newest.
        now: the settings (what trust rests on from the base) and files of the state that is checked.
        touched: paths that differ between `before` and `now`, from the repository's root.
        introduced: who brought entries in.
        policy: what the change does to the settings that trust rests on.
        clock: the real time.
        trusted: the files of the base's tip, where keys are looked up; those that are checked when there are none.
        pull_request: the forge's reviews.
        at: the files of a commit that somebody reviewed; None when it is not in this clone any more.
        is_staged: nothing of it is committed yet, so nobody can have reviewed it on the forge.
        pushed: a state that was pushed before and is no part of this history; what differs from it.

    """

    since: str
    before: Config | None
    tips: tuple[Config, ...]
    now: Config
    touched: frozenset[str]
    introduced: Introduced
    policy: PolicyChange
    clock: datetime.datetime
    trusted: Tree | None = None
    pull_request: PullRequest | None = None
    at: Callable[[str], Config | None] | None = None
    is_staged: bool = False
    pushed: tuple[Config, frozenset[str]] | None = None

    def change(self) -> Change:
        """Everything that rules ask of the change."""
        before = packages_at(self.before, self.touched) if self.before else {}
        proved = _entries_of(before)
        for tip in self.tips:
            proved |= _entries_of(packages_at(tip, self.touched, whole_campaigns=True))
        present = _Present(self.now, self.touched)
        # A folder that comes under these rules with this very change brings its past along: nobody can prove that now.
        known = frozenset(
            entry.id for document, entry in present.entries() if self.policy.adopts or (document.id, entry.id) in proved
        )
        fresh = {entry.id: (document, entry) for document, entry in present.entries() if entry.id not in known}
        brought = self.introduced({name: mark(entry) for name, (_, entry) in fresh.items()}) if fresh else {}
        prover = Prover(
            self.now,
            self.clock,
            brought,
            self.trusted or self.now.tree,
            self.pull_request,
            self._reviewed(present),
            self.is_staged,
        )
        return Change(
            self.since,
            self.clock,
            self.touched,
            before,
            known,
            brought,
            {name: prover.prove(document, entry) for name, (document, entry) in fresh.items()},
            self.policy,
            present.forge_approvals(prover),
            packages_at(*self.pushed) if self.pushed else {},
        )

    def _reviewed(self, present: _Present) -> Mapping[tuple[str, str, str], str]:
        """(commit, package, gate) → the fingerprint there, for each commit that somebody reviewed."""
        found: dict[tuple[str, str, str], str] = {}
        if self.pull_request is None or self.at is None:
            return found
        for commit in {review.commit for review in self.pull_request.decisions().values() if review.commit}:
            state = self.at(commit)
            if state is None:
                continue
            there = _Present(state, self.touched)
            wanted = {(document.id, gate.name): gate for document, gate in present.gates()}
            for document, approvals in there.documents():
                for (package, name), gate in wanted.items():
                    if package == document.id:
                        found[commit, package, name] = approvals.fingerprint(document, gate)
        return found


def mark(entry: Entry) -> bytes:
    """Bytes that every file with this entry holds: its fingerprint."""
    return entry.content.encode()


@dataclass
class _Present:
    """The packages of a state that the change touches, in their campaigns."""

    config: Config
    touched: frozenset[str]
    _found: list[tuple[Document, Approvals]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for files in campaigns(self.config):
            if not self.touched.isdisjoint((*files.packages, f"{files.path}/{CAMPAIGN_FILE}", *files.assets)):
                campaign, _ = load_campaign(self.config, files)
                approvals = Approvals(self.config, campaign, Files(self.config.tree).digest)
                self._found += [(one, approvals) for one in campaign.packages if one.type and not one.faults]

    def documents(self) -> Iterable[tuple[Document, Approvals]]:
        return self._found

    def entries(self) -> Iterable[tuple[Document, Entry]]:
        for document, _ in self._found:
            if document.path in self.touched:
                for entry in gates.all_entries(document):
                    yield document, entry

    def gates(self) -> Iterable[tuple[Document, gates.Gate]]:
        for document, approvals in self._found:
            for gate in (*approvals.required(document), gates.FULL):
                yield document, gate

    def forge_approvals(self, prover: Prover) -> Mapping[str, tuple[Entry, ...]]:
        """Package id → approvals given on the forge for what stands there now, where a gate asks for them."""
        found: dict[str, list[Entry]] = {}
        for document, approvals in self._found:
            for gate in approvals.required(document):
                content = approvals.fingerprint(document, gate)
                for entry in prover.on_forge(document, gate, content):
                    found.setdefault(document.id, []).append(entry)
        return {package: tuple(entries) for package, entries in found.items()}


def campaigns(config: Config) -> tuple[CampaignFiles, ...]:
    """The campaign folders of a state; none when it has no such folder."""
    return scan(config).campaigns if config.tree.holds(config.campaigns_dir) else ()


def _entries_of(packages: Mapping[str, Document]) -> set[tuple[str, str]]:
    """(package, id of the entry) of every sign-off: an entry says nothing about another package."""
    return {(name, entry.id) for name, document in packages.items() for entry in gates.all_entries(document)}


def packages_at(config: Config, touched: frozenset[str], *, whole_campaigns: bool = False) -> dict[str, Document]:
    """Package id → the package in a state of the repository.

    Args:
        config: the state.
        touched: paths of the packages to read.
        whole_campaigns: read the others of their campaigns as well: a file may lie under another name there.

    """
    found = {}
    for files in campaigns(config):
        is_wanted = whole_campaigns and any(path.startswith(f"{files.path}/") for path in touched)
        for path in files.packages:
            if is_wanted or path in touched:
                stage = path[len(files.path) + 1 :].rpartition("/")[0]
                document = load_document(config, Kind.PACKAGE, path, files.slug, stage)
                if document.type:
                    found[document.id] = document
    return found
