"""Entries for what was approved on the forge, once the pull request is merged."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from handoff_lint import moments, roster
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import proofs, reviewed
from handoff_lint.evidence.proofs import Prover
from handoff_lint.forge.model import Decision, Forge, PullRequest
from handoff_lint.gates import Entry, Gate, entries
from handoff_lint.signing.desk import Desk

_FETCH = {
    Forge.GITHUB: "git fetch origin refs/pull/{}/head",
    Forge.GITLAB: "git fetch origin refs/merge-requests/{}/head",
}


def new(desk: Desk, pull_request: PullRequest) -> list[tuple[Gate, dict[str, Any]]]:
    """The approvals of a pull request that a package does not hold yet, gate by gate.

    Only reviews of people who may sign at the gate count, of exactly what stands there now.

    Raises:
        HandoffError: somebody reviewed a commit that this clone does not hold.

    """
    asked = [
        gate
        for gate in desk.approvals.required(desk.document)
        if proofs.asked(desk.settings, desk.document, gate.name) == "forge"
    ]
    contents, missing = reviewed.fingerprints(
        desk.settings, desk.git, pull_request, [(desk.document, gate) for gate in asked]
    )
    _require_commits(desk, pull_request, missing if asked else frozenset())
    prover = Prover(desk.settings, desk.now, {}, desk.settings.tree, pull_request, contents)
    found = []
    for gate in asked:
        content = desk.fingerprint(gate)
        given = [one for one in prover.on_forge(desk.document, gate, content) if one.approves]
        found += [(gate, _written(one, pull_request)) for one in _unwritten(desk, gate, given)]
    return found


def _unwritten(desk: Desk, gate: Gate, given: list[Entry]) -> Iterator[Entry]:
    """Those that are in the file neither as they are nor overtaken by something that the person said later."""
    there = entries(desk.document, gate.name)
    for one in given:
        theirs = [entry for entry in there if entry.by == one.by]
        is_there = any((entry.decision, entry.content) == (one.decision, one.content) for entry in theirs)
        is_overtaken = any(moments.parse(entry.at) >= moments.parse(one.at) for entry in theirs)
        if not is_there and not is_overtaken:
            yield one


def _written(one: Entry, pull_request: PullRequest) -> dict[str, Any]:
    return {
        "by": one.by,
        "decision": one.decision,
        "at": moments.parse(one.at).astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": one.version,
        "content": one.content,
        "link": pull_request.url,
    }


def _require_commits(desk: Desk, pull_request: PullRequest, missing: frozenset[str]) -> None:
    known = {
        person.get("accounts", {}).get(pull_request.forge.value): handle
        for handle, person in desk.settings.people.items()
    }
    for account, review in pull_request.decisions().items():
        if review.commit in missing and review.decision is Decision.APPROVED and account in known:
            name = roster.name_of(desk.settings, known[account])
            raise HandoffError(
                f"{name} approved the commit {str(review.commit)[:7]}, which is not in this clone.",
                help=f"Fetch it:  {_FETCH[pull_request.forge].format(pull_request.number)}",
            )
