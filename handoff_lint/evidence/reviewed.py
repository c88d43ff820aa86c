"""What was reviewed on the forge: the fingerprints of packages at the commits that people looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from handoff_lint.config import FILE, Config
from handoff_lint.evidence.compare import campaigns
from handoff_lint.forge.model import PullRequest
from handoff_lint.gates import Approvals, Gate
from handoff_lint.git.process import Git
from handoff_lint.git.trees import of_commit
from handoff_lint.model import Document
from handoff_lint.repository import Files, load_campaign


def fingerprints(
    config: Config, git: Git, pull_request: PullRequest, wanted: Collection[tuple[Document, Gate]]
) -> tuple[Mapping[tuple[str, str, str], str], frozenset[str]]:
    """(commit, package id, gate) → the fingerprint there; and the reviewed commits that this clone does not hold."""
    found: dict[tuple[str, str, str], str] = {}
    missing: set[str] = set()
    for commit in {review.commit for review in pull_request.decisions().values() if review.commit}:
        status, output, _ = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
        if status:
            missing.add(commit)
            continue
        tree = of_commit(git, Path(config.root), output.decode().strip())
        if FILE in tree.files:
            there = _at(replace(config, tree=tree), wanted)
            found |= {(commit, package, gate): content for (package, gate), content in there.items()}
    return found, frozenset(missing)


def _at(state: Config, wanted: Collection[tuple[Document, Gate]]) -> dict[tuple[str, str], str]:
    """(package id, gate) → the fingerprint in a state."""
    found = {}
    slugs = {document.campaign for document, _ in wanted}
    for files in campaigns(state):
        if files.slug not in slugs:
            continue
        campaign, _ = load_campaign(state, files)
        approvals = Approvals(state, campaign, Files(state.tree).digest)
        for there in campaign.packages:
            for document, gate in wanted:
                if document.id == there.id and there.type and not there.faults:
                    found[there.id, gate.name] = approvals.fingerprint(there, gate)
    return found
