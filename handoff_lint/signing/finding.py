"""Finds the package that a verb is about, by its id or its file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handoff_lint import config, gates
from handoff_lint.config import FILE, OFF, Config
from handoff_lint.errors import HandoffError
from handoff_lint.gates import Approvals, Gate
from handoff_lint.model import Campaign, Document
from handoff_lint.repository import CampaignFiles, Files, load_campaign, scan
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean, listed

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


@dataclass(frozen=True, slots=True)
class Found:
    """A package among the others of its campaign, with what stands at its gates."""

    campaign: Campaign
    document: Document
    approvals: Approvals

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates that it must pass, and the acceptance."""
        return (*self.approvals.required(self.document), gates.FULL)

    def fingerprint(self, gate: Gate) -> str:
        """The fingerprint of what a gate answers for."""
        return self.approvals.fingerprint(self.document, gate)


def root_of(given: Path | None, wanted: str = "") -> Path:
    """The folder of handoff.yml: the one that is given, else that of the file that is named, or around here.

    Raises:
        HandoffError: there is none.

    """
    if given is None:
        is_file = wanted.endswith(_MARKDOWN) and Path(wanted).is_file()
        return config.find_root(Path(wanted).resolve().parent if is_file else Path.cwd())
    if not (given / FILE).exists():
        raise HandoffError(f"There is no {FILE} in {given}.", help=f"Give the folder that holds {FILE}.")
    return given.resolve()


def every(settings: Config, first: str = "") -> Iterator[Found]:
    """All packages; where `first` (an id or a path) is in the campaign that it looks like, only that campaign's."""
    if not settings.tree.holds(settings.campaigns_dir):
        return
    campaigns = scan(settings).campaigns
    likely = [one for one in campaigns if first in one.packages or first.startswith(f"{one.slug}-h")]
    near = [found for files in likely for found in _loaded(settings, files)]
    if any(first in (one.document.id, one.document.path) for one in near):
        yield from near
        return
    for files in campaigns:
        yield from _loaded(settings, files)


def _loaded(settings: Config, files: CampaignFiles) -> Iterator[Found]:
    yield from of_campaign(settings, load_campaign(settings, files)[0])


def of_campaign(settings: Config, campaign: Campaign) -> Iterator[Found]:
    """The packages of a campaign that is loaded."""
    stands = approvals(settings, campaign)
    for document in campaign.packages:
        yield Found(campaign, document, stands)


def approvals(settings: Config, campaign: Campaign) -> Approvals:
    """What stands at the gates of a campaign's packages."""
    return Approvals(settings, campaign, Files(settings.tree).digest)


def package(settings: Config, wanted: str) -> Found:
    """The package with an id, or of a file; it may have faults.

    Raises:
        HandoffError: there is none, there are two, or its type is off.

    """
    path = _as_path(settings, wanted)
    found = [
        one
        for one in every(settings, first=path or wanted)
        if (one.document.path == path if path else one.document.id == wanted)
    ]
    if len(found) > 1:
        files = listed((one.document.path for one in found), conjunction="and")
        raise HandoffError(f"Two packages have the id {wanted}: {files}.", help="Name the file of the one you mean.")
    if not found:
        raise _unknown(settings, wanted, path)
    return found[0]


def in_state(settings: Config, document: Document) -> Found | None:
    """The same package in another state of the repository, whatever its file is called there; None without it."""
    found = [one for one in every(settings, first=document.id) if one.document.id == document.id]
    return next((one for one in found if one.document.path == document.path), found[0] if found else None)


def _as_path(settings: Config, wanted: str) -> str:
    """The path from the root when a file is meant, empty for an id."""
    if not wanted.endswith(_MARKDOWN):
        return ""
    for start in (Path.cwd(), settings.root):
        full = Path(os.path.abspath(start / wanted))  # noqa: PTH100 - resolve() would follow a link to another file
        for one in (full, full.parent.resolve() / full.name):
            if one.is_file() and one.is_relative_to(settings.root):
                return one.relative_to(settings.root).as_posix()
    raise HandoffError(f"There is no file {wanted} in this repository.", help="Give a package's id or its file.")


def _unknown(settings: Config, wanted: str, path: str) -> HandoffError:
    if not path:
        known = sorted({one.document.id for one in every(settings) if one.document.id})
        return HandoffError(
            f"There is no handoff package {wanted}.{did_you_mean(wanted, known)}",
            help=f"Known: {listed(known, conjunction='and')}." if known else "There is no package here yet.",
        )
    kinds = [kind for kind in store.handoff_types() if kind in path and settings.systems.get(kind) == OFF]
    if kinds:
        return HandoffError("The type of this package is off.", help="Switch it on under `systems`.", place=path)
    return HandoffError(
        "This is no handoff package of the repository.", help=f"Name one below {settings.campaigns_dir}/.", place=path
    )


def require_sound(document: Document) -> None:
    """Refuse a package that its schema refuses.

    Raises:
        HandoffError: it cannot be read, or has faults.

    """
    require_readable(document)
    if document.violations:
        raise HandoffError(
            f"The package has faults, so nobody can sign it yet: {document.violations[0].problem.message}",
            help="Mend what `handoff check` finds, commit, then try again.",
            place=document.path,
        )


def require_readable(document: Document) -> None:
    """Refuse a package that nobody can make sense of.

    Raises:
        HandoffError: it cannot be read, or its type is not known.

    """
    problems = document.faults or (() if document.type else tuple(one.problem for one in document.violations))
    if problems:
        raise HandoffError(
            f"The package cannot be read: {problems[0].message}", help=problems[0].help, place=document.path
        )
