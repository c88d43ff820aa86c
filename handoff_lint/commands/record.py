"""`handoff record PACKAGE --reviews FILE`: write down what was approved on the forge, after the merge."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint import roster
from handoff_lint.commands import asking
from handoff_lint.forge import reviews as forge_reviews
from handoff_lint.gates import Gate
from handoff_lint.signing import committed, finding, recording, writing
from handoff_lint.signing import desk as desks
from handoff_lint.signing.entries import slot
from handoff_lint.words import listed


@click.command(short_help="Write down what was approved on GitHub or GitLab.")
@click.argument("package")
@click.option(
    "--reviews", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The forge's answers, as JSON."
)
@asking.write_options
@asking.root_option
def record(*, package: str, reviews: Path, yes: bool, no_commit: bool, root: Path | None) -> None:
    """Write down what was approved on GitHub or GitLab, after the merge.

    For each gate that is decided there, an entry is added for the review of each person who may sign at it, if the
    commit that they looked at holds exactly what stands there now. What is written already is not written twice.
    """
    desk = desks.open_package(package, root=root, decides=False)
    finding.require_sound(desk.document)
    pull_request = forge_reviews.load(reviews, checkout=desk.git.top)
    found = recording.new(desk, pull_request)
    if not found:
        asking.say([f"Nothing of {pull_request.url} is left to be written down for {desk.document.id}."])
        return
    committed.require(desk, *(gate for gate, _ in found), commit=not no_commit)
    said = [_said(desk, gate, str(made["by"])) for gate, made in found]
    asking.say(
        [
            f"{desk.document.id}, version {desk.document.version}",
            asking.path(desk.document.path),
            f"From {pull_request.url}:",
            *(f"- {one}, {str(made['at'])[:10]}" for one, (_, made) in zip(said, found, strict=True)),
        ]
    )
    asking.confirm("Write this down?", yes=yes)
    draft = writing.draft(desk, [writing.Edit("append", slot(gate), made) for gate, made in found])
    message = f"Record approvals of {desk.document.id} (version {desk.document.version}): "
    message += f"{listed(said, conjunction='and')}\n\n{pull_request.url}"
    commit = writing.keep(desk, draft, message, commit=not no_commit)
    asking.say(["Written down.", *asking.committed(commit, desk)])


def _said(desk: desks.Desk, gate: Gate, handle: str) -> str:
    return f"{gate.name} by {roster.name_of(desk.settings, handle)}"
