"""A package on somebody's desk: read from the disk, with the person who acts and what stands at its gates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from handoff_lint import config, roster
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import policy
from handoff_lint.evidence.states import GitHistory
from handoff_lint.gates import ACCEPTANCE, Approvals, Gate
from handoff_lint.git import revisions
from handoff_lint.git.process import Git
from handoff_lint.model import Campaign, Document
from handoff_lint.reading import frontmatter
from handoff_lint.reading.faults import ReadFault
from handoff_lint.signing import finding
from handoff_lint.signing.finding import Found
from handoff_lint.words import did_you_mean, listed


@dataclass(frozen=True)
class Desk:
    """Everything that a verb needs to judge one package.

    Attributes:
        git: the work tree.
        person: the handle of whoever acts; empty for verbs that anybody may use.
        raw: the bytes of the package's file, as they were judged.
        now: the real time, UTC, to the second.

    """

    settings: Config
    git: Git
    campaign: Campaign
    document: Document
    approvals: Approvals
    person: str
    raw: bytes
    now: datetime.datetime

    @property
    def name(self) -> str:
        """The full name of whoever acts."""
        return roster.name_of(self.settings, self.person)

    @property
    def at(self) -> str:
        """The time as entries hold it."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def day(self) -> str:
        """The day of `at`."""
        return self.at[:10]

    @property
    def history(self) -> GitHistory:
        """Earlier states."""
        return GitHistory(self.settings)

    @property
    def found(self) -> Found:
        """The package among the others of its campaign."""
        return Found(self.campaign, self.document, self.approvals)

    def fingerprint(self, gate: Gate) -> str:
        """The fingerprint of what a gate answers for."""
        return self.approvals.fingerprint(self.document, gate)

    def gate(self, name: str) -> Gate:
        """One of the gates that the package must pass.

        Raises:
            HandoffError: it has no such gate.

        """
        known = {gate.name: gate for gate in self.approvals.required(self.document)}
        if name == ACCEPTANCE:
            raise HandoffError(
                "The acceptance is no gate to sign: it is the receiver's answer.",
                help=f"Use  handoff accept {self.document.id}  or  handoff return {self.document.id}",
                place=self.document.path,
            )
        if name not in known:
            raise HandoffError(
                f"This package has no gate {name}.{did_you_mean(name, known)}",
                help=f"It has {listed(known, conjunction='and')}." if known else "No gate of its type applies to it.",
                place=self.document.path,
            )
        return known[name]


def open_package(wanted: str, *, root: Path | None = None, person: str = "", decides: bool = True) -> Desk:
    """Read a package by its id or path.

    Args:
        wanted: `dockside-launch-h1`, or the file.
        root: the repository; the one around the file or the working directory when left out.
        person: a handle to act for; the person whom the next commit names as its author when left out.
        decides: what follows is a decision, so it matters who acts, and that the package has no faults.

    Raises:
        HandoffError: there is no such package, it has faults, or nobody knows who acts.

    """
    settings = config.load(finding.root_of(root, wanted))
    git = Git(settings.root)
    found = finding.package(settings, wanted)
    (finding.require_sound if decides else finding.require_readable)(found.document)
    raw = _raw(settings, found.document)
    if person:
        require_known(settings, person)
    who = person or (_whoever_acts(settings, git) if decides else "")
    return Desk(settings, git, found.campaign, found.document, found.approvals, who, raw, clock())


def clock() -> datetime.datetime:
    """The real time, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def acting_for(desk: Desk, document: Document) -> Desk:
    """The same desk with the package as it is about to be."""
    campaign = replace(
        desk.campaign, packages=tuple(document if one is desk.document else one for one in desk.campaign.packages)
    )
    approvals = finding.approvals(desk.settings, campaign)
    return replace(desk, campaign=campaign, document=document, approvals=approvals)


def _raw(settings: Config, document: Document) -> bytes:
    """The file's bytes, which are those that the document was made of."""
    try:
        raw = settings.tree.read(document.path, max_bytes=settings.limits.file)
        is_same = document.source is not None and frontmatter.decode(raw) == document.source.text
    except ReadFault:
        is_same = False
    if not is_same:
        raise HandoffError(
            "Somebody saved this file just now.", help="Look at it, then run the command again.", place=document.path
        )
    return raw


def require_known(settings: Config, person: str) -> None:
    """Refuse a handle that nobody has.

    Raises:
        HandoffError: nobody in the settings has it.

    """
    if settings.people and person not in settings.people:
        guess = roster.nearest_person(settings, person)
        raise HandoffError(
            f"There is no {person} among the people in the settings." + (f" Did you mean {guess}?" if guess else ""),
            help="Write the handle as it stands under people.",
        )


def _whoever_acts(settings: Config, git: Git) -> str:
    address = revisions.author_of_next_commit(git)
    if not address:
        raise HandoffError(
            "Git does not know your e-mail address, so nobody can tell who you are.",
            help="Set it:  git config user.email you@example.com",
        )
    handle = policy.whose(settings, address)
    if not handle and settings.people:
        raise HandoffError(
            f"Nobody on the list of people has the address {address}.",
            help="Set your work address (git config user.email …), or let it be added under people in the settings.",
        )
    return handle or address.partition("@")[0]
