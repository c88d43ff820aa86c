"""`handoff record PACKAGE --reviews FILE`: write down what was approved on the forge, after the merge."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint import repository
from handoff_lint.commands import asking
from handoff_lint.config import load_from
from handoff_lint.evidence import proofs
from handoff_lint.forge import reviews as forge_reviews
from handoff_lint.forge.model import Decision, PullRequest
from handoff_lint.gates import Approvals, Gate, entries
from handoff_lint.git import revisions
from handoff_lint.git.trees import of_commit
from handoff_lint.repository import load_campaign, scan
from handoff_lint.signing import desk as desks
from handoff_lint.signing import writing
from handoff_lint.signing.entries import slot


@click.command(short_help="Write down what was approved on GitHub or GitLab.")
@click.argument("package")
@click.option(
    "--reviews", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The forge's answers, as JSON."
)
@asking.write_options
@asking.root_option
def record(*, package: str, reviews: Path, yes: bool, no_commit: bool, root: Path | None) -> None:
    """Write down what was approved on GitHub or GitLab, after the merge.

    For each gate that is approved there, an entry is added for every review whose commit holds exactly what stands
    there now. What is written already is not written twice.
    """
    desk = desks.open_package(package, root=root)
    pull_request = forge_reviews.load(reviews, checkout=desk.git.top)
    desks.require_committed(desk)
    edits = [
        writing.Edit("append", slot(gate), made)
        for gate in desk.approvals.required(desk.document)
        if proofs.asked(desk.settings, desk.document, gate.name) == "forge"
        for made in _new(desk, gate, pull_request)
    ]
    if not edits:
        asking.say([f"Nothing of {pull_request.url} is left to be written down for {desk.document.id}."])
        return
    for edit in edits:
        asking.say(
            [f"- {edit.value['by']} {edit.value['decision'].replace('_', ' ')} at {edit.pointer.split('/')[-1]}"]
        )
    asking.confirm("Write this down?", yes=yes)
    message = f"Record reviews of {desk.document.id} (version {desk.document.version})\n\n{pull_request.url}"
    writing.keep(desk, edits, message, commit=not no_commit)
    asking.say([f"{desk.document.id} now says what was decided in {pull_request.url}."])


def _new(desk: desks.Desk, gate: Gate, pull_request: PullRequest) -> list[dict[str, object]]:
    accounts = {
        person.get("accounts", {}).get(pull_request.forge.value): handle
        for handle, person in desk.settings.people.items()
    }
    written = {(one.by, one.decision, one.content) for one in entries(desk.document, gate.name)}
    now = desk.approvals.fingerprint(desk.document, gate)
    found: list[dict[str, object]] = []
    for account, review in pull_request.decisions().items():
        handle = accounts.get(account)
        if not handle or review.decision is not Decision.APPROVED or not review.commit:
            continue
        if (handle, "approved", now) in written or _then(desk, gate, review.commit) != now:
            continue
        found.append(
            {
                "by": handle,
                "decision": "approved",
                "at": review.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "version": desk.document.version,
                "content": now,
                "link": pull_request.url,
            }
        )
    return found


def _then(desk: desks.Desk, gate: Gate, commit: str) -> str:
    """The fingerprint of the package at a gate in a commit, empty when it was not there."""
    tree = of_commit(desk.git, desk.settings.root, revisions.resolve(desk.git, commit))
    settings = load_from(tree)
    for files in scan(settings).campaigns:
        if files.slug == desk.campaign.slug:
            campaign, _ = load_campaign(settings, files)
            approvals = Approvals(settings, campaign, repository.Files(tree).digest)
            for document in campaign.packages:
                if document.id == desk.document.id and not document.faults:
                    return approvals.fingerprint(document, gate)
    return ""
