"""The files of a repository as campaigns, packages and other documents; no judgement here.

A campaign is the unit of work: its files are read together, checked, and let go, so memory does not grow with the
repository. What rules across campaigns need is kept as `Facts`.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handoff_lint import paths
from handoff_lint.config import FILE, OFF, Config
from handoff_lint.documents import load_document
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign, Kind
from handoff_lint.reading import images

CAMPAIGN_FILE = "campaign.md"
ASSETS = "02-production/assets"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class CampaignFiles:
    """What lies in one campaign folder: paths from the root, sorted.

    `unread` are (path, why) of folders that were not looked into; `others` counts files that are no Markdown.
    """

    slug: str
    path: str
    has_campaign_file: bool
    packages: tuple[str, ...]
    assets: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    others: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Every file that concerns the check.

    Attributes:
        strays: Markdown directly in the campaigns folder.
        excluded: how many files and whole folders `exclude` leaves out.

    """

    campaigns: tuple[CampaignFiles, ...]
    knowledge: tuple[str, ...]
    calendar: tuple[str, ...]
    strays: tuple[str, ...]
    excluded: int

    def paths(self) -> Iterator[str]:
        """All of them."""
        for campaign in self.campaigns:
            if campaign.has_campaign_file:
                yield f"{campaign.path}/{CAMPAIGN_FILE}"
            yield from (*campaign.packages, *campaign.assets, *(path for path, _ in campaign.unread))
        yield from (*self.knowledge, *self.calendar, *self.strays)


def scan(config: Config) -> Layout:
    """Find the files of a repository.

    Raises:
        HandoffError: there is no campaigns folder, or a folder cannot be listed.

    """
    if not (config.root / config.campaigns_dir).is_dir():
        raise HandoffError(
            f"There is no folder {config.campaigns_dir}/ in {config.root}.",
            help=f"Create it, with a folder for each campaign, or set `docs_dir` in {FILE} (now {config.docs_dir}).",
        )
    return _Scan(config).run()


@dataclass
class _Found:
    """What a walk through one campaign folder collects."""

    packages: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    has_campaign_file: bool = False
    others: int = 0


class _Scan:
    def __init__(self, config: Config) -> None:
        self.config = config
        self.excluded = 0

    def run(self) -> Layout:
        campaigns, strays = [], []
        for entry in self._top(self.config.campaigns_dir):
            path = f"{self.config.campaigns_dir}/{entry.name}"
            folder = _is_folder(entry)
            if folder and not self._included(path + "/"):
                continue
            if folder or (entry.is_symlink() and not _leads_somewhere(entry)):
                campaigns.append(self._campaign(entry, path))
            elif entry.name.lower().endswith(_MARKDOWN) and self._included(path):
                strays.append(path)
        docs = "" if self.config.docs_dir == "." else self.config.docs_dir + "/"
        knowledge = tuple(self._below(docs + "kb", _MARKDOWN))
        calendar = tuple(self._below(docs + "calendar", _YAML))
        return Layout(tuple(campaigns), knowledge, calendar, tuple(strays), self.excluded)

    def _top(self, path: str) -> list[os.DirEntry[str]]:
        """The entries of a folder that the settings name: it must lie in the repository and be readable."""
        if not (self.config.root / path).resolve().is_relative_to(self.config.root):
            raise HandoffError(
                "This folder leads to a place outside the repository, so it is not read.",
                help="Put the folder itself here instead of a link, and keep `docs_dir` inside the repository.",
                place=path,
            )
        try:
            return self._entries(path)
        except OSError as error:
            raise HandoffError(
                f"The folder cannot be read: {error.strerror}.", help="Check its permissions.", place=path
            ) from error

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        with os.scandir(os.path.join(self.config.root, path)) as entries:  # noqa: PTH118
            found = [entry for entry in entries if not entry.name.startswith(".")]
        return sorted(found, key=lambda entry: entry.name)

    def _included(self, path: str) -> bool:
        if paths.matches(self.config.exclude, path):
            self.excluded += 1
            return False
        return True

    def _campaign(self, entry: os.DirEntry[str], path: str) -> CampaignFiles:
        found = _Found()
        if entry.is_symlink():
            found.unread.append((path, _LINK))
        else:
            self._walk(path, path, found)
        return CampaignFiles(
            entry.name,
            path,
            found.has_campaign_file,
            tuple(found.packages),
            tuple(found.assets),
            tuple(found.unread),
            found.others,
        )

    def _walk(self, top: str, path: str, found: _Found) -> None:
        """Collect the files below a folder."""
        in_assets = f"{path}/".startswith(f"{top}/{ASSETS}/")
        try:
            entries = self._entries(path)
        except OSError as error:
            found.unread.append((path, f"This folder cannot be read: {error.strerror}."))
            return
        for entry in entries:
            here = f"{path}/{entry.name}"
            folder = _is_folder(entry)
            if not folder and not in_assets and not entry.name.lower().endswith(_MARKDOWN):
                found.others += 1
            elif not self._included(f"{here}/" if folder else here):
                continue
            elif folder and entry.is_symlink():
                found.unread.append((here, _LINK))
            elif folder:
                self._walk(top, here, found)
            elif in_assets:
                found.assets.append(here)
            elif path == top and entry.name == CAMPAIGN_FILE:
                found.has_campaign_file = True
            else:
                found.packages.append(here)

    def _below(self, path: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        if (self.config.root / path).is_dir():
            for entry in self._top(path):
                here = f"{path}/{entry.name}"
                if _is_folder(entry):
                    if self._included(here + "/"):
                        self._refuse_link(entry, here)
                        yield from self._below(here, suffixes)
                elif entry.name.lower().endswith(suffixes) and self._included(here):
                    yield here

    def _refuse_link(self, entry: os.DirEntry[str], path: str) -> None:
        if entry.is_symlink():
            raise HandoffError(_LINK, help="Put the folder itself here instead of a link.", place=path)


_LINK = "This is a symbolic link to a folder or to nothing, so what is behind it was not checked."


def _leads_somewhere(entry: os.DirEntry[str]) -> bool:
    try:
        entry.stat()
    except OSError:
        return False
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one; a loop of links is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def load_campaign(config: Config, found: CampaignFiles) -> tuple[Campaign, int]:
    """Read one campaign folder; also how many packages belong to a type that is off."""
    document = None
    if found.has_campaign_file:
        document = load_document(config, Kind.CAMPAIGN, f"{found.path}/{CAMPAIGN_FILE}", found.slug)
    packages = [
        load_document(config, Kind.PACKAGE, path, found.slug, _stage(found.path, path)) for path in found.packages
    ]
    used = [package for package in packages if config.systems.get(package.type) != OFF]
    campaign = Campaign(found.slug, found.path, document, tuple(used), found.assets, found.unread)
    return campaign, len(packages) - len(used)


def _stage(campaign: str, path: str) -> str:
    """The folders between the campaign and the file: `01-brief`."""
    return path[len(campaign) + 1 :].rpartition("/")[0]


_LFS = re.compile(rb"version https://git-lfs[^\n]*\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\n")
_LFS_SIZE = 1024


class Files:
    """What rules may ask of the disk: whether a file is there, how many pixels an image has. Never its bytes."""

    def __init__(self, root: Path) -> None:
        """Answer for the repository at `root` (resolved)."""
        self.root = root

    def exists(self, path: str, *, beside: str) -> bool:
        """Whether a relative path, seen from the file `beside`, leads to something inside the repository."""
        if path.startswith(("/", "\\")) or (len(path) > 1 and path[1] == ":"):
            return False
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        if inside.startswith("../") or inside == ".." or "\0" in inside:
            return False
        full = self.root / inside
        try:
            return full.resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def digest(self, path: str, *, beside: str) -> str | None:
        """SHA-256 (hex) of the bytes that Git stores for a file, None when there is none; an LFS pointer's own oid."""
        if not self.exists(path, beside=beside):
            return None
        full = self.root / posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        if not full.is_file():
            return None
        raw = full.read_bytes()
        pointer = _LFS.match(raw) if len(raw) < _LFS_SIZE else None
        return pointer[1].decode() if pointer else hashlib.sha256(raw).hexdigest()

    def pixels(self, path: str) -> tuple[int, int] | None:
        """Width and height of an image, None when the file is no image that Pillow knows."""
        return images.pixels(self.root, path)
