"""A package on somebody's desk: read from the disk, with the person who acts and what stands at its gates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from handoff_lint import config, repository, roster
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import policy
from handoff_lint.evidence.states import GitHistory
from handoff_lint.gates import ACCEPTANCE, FULL, Approvals, Gate
from handoff_lint.git import revisions
from handoff_lint.git.process import Git
from handoff_lint.model import Campaign, Document
from handoff_lint.words import did_you_mean, listed


@dataclass(frozen=True)
class Desk:
    """Everything that a verb needs to judge one package.

    Attributes:
        git: the work tree.
        person: the handle of whoever acts.
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
    def history(self) -> GitHistory:
        """Earlier states."""
        return GitHistory(self.settings)

    def gate(self, name: str) -> Gate:
        """One of the gates that the package must pass.

        Raises:
            HandoffError: it has no such gate.

        """
        known = {gate.name: gate for gate in self.approvals.required(self.document)}
        if name == ACCEPTANCE:
            return FULL
        if name not in known:
            raise HandoffError(
                f"This package has no gate {name}.{did_you_mean(name, known)}",
                help=f"It has {listed(known, conjunction='and')}." if known else "No gate of its type applies to it.",
                place=self.document.path,
            )
        return known[name]


def open_package(wanted: str, *, root: Path | None = None, person: str = "", sound: bool = True) -> Desk:
    """Read a package by its id or path.

    Args:
        wanted: `dockside-launch-h1`, or the file.
        root: the repository; the one around the working directory when left out.
        person: a handle to act for; whoever Git's e-mail address belongs to when left out.
        sound: refuse a package with faults; without, only one that cannot be read.

    Raises:
        HandoffError: there is no such package, it has faults, or nobody knows who acts.

    """
    here = root or config.find_root(Path.cwd())
    settings = config.load(here)
    git = Git(settings.root)
    campaign, document = _found(settings, wanted)
    _require_sound(document, sound=sound)
    approvals = Approvals(settings, campaign, repository.Files(settings.tree).digest)
    raw = settings.tree.read(document.path, max_bytes=settings.limits.file)
    who = person or _whoever_acts(settings, git)
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return Desk(settings, git, campaign, document, approvals, who, raw, now)


def _found(settings: Config, wanted: str) -> tuple[Campaign, Document]:
    full = Path(wanted).resolve()
    path = full.relative_to(settings.root).as_posix() if full.is_relative_to(settings.root) else ""
    known: list[str] = []
    for files in repository.scan(settings).campaigns:
        if path in files.packages or wanted.startswith(files.slug):
            campaign, _ = repository.load_campaign(settings, files)
            for document in campaign.packages:
                if wanted == document.id or document.path == path:
                    return campaign, document
            known += [document.id for document in campaign.packages]
        known.append(files.slug)
    raise HandoffError(
        f"There is no handoff package {wanted}.{did_you_mean(wanted, known)}",
        help="Give its id, such as spring-ride-h1, or its file.",
    )


def _require_sound(document: Document, *, sound: bool) -> None:
    problems = document.faults
    if sound and not problems:
        problems = tuple(violation.problem for violation in document.violations)
    if problems:
        raise HandoffError(
            f"The package has faults, so nobody can sign it yet: {problems[0].message}",
            help="Mend what `handoff check` finds, commit, then try again.",
            place=document.path,
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


def require_committed(desk: Desk) -> None:
    """Refuse a package with changes that are not committed: what is signed must be what everybody can read.

    Raises:
        HandoffError: the package, its campaign file or an asset of it differs from the last commit.

    """
    folder = f"{desk.git.prefix}{desk.campaign.path}"
    paths = {f"{desk.git.prefix}{desk.document.path}", f"{folder}/{repository.CAMPAIGN_FILE}"}
    paths |= {f"{desk.git.prefix}{path}" for path in desk.campaign.assets}
    changed = desk.git.run("status", "--porcelain", "-z", "--no-renames", "--", *sorted(paths)).split(b"\0")
    for line in filter(None, changed):
        path = line[3:].decode("utf-8", "backslashreplace").removeprefix(desk.git.prefix)
        raise HandoffError(
            "This file has changes that are not committed, so nobody else could see what you sign.",
            help="Commit it first (or take the change back), then sign.",
            place=path,
        )
