"""The files of a repository as campaigns, packages and other documents; no judgement here.

A campaign is the unit of work: its files are read together, checked, and let go, so memory does not grow with the
repository. What rules across campaigns need is kept as `Facts`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from handoff_lint import paths
from handoff_lint.config import FILE, OFF, Config
from handoff_lint.documents import load_document
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign, Kind
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.images import Image
from handoff_lint.reading.tree import Entry, Tree
from handoff_lint.reading.videos import Video

CAMPAIGN_FILE = "campaign.md"
ASSETS = "02-production/assets"
TEXT_LIMIT = 4 * 1024 * 1024
"""Bytes of a text that rules look into at most; a mail of that size is refused long before."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_YAML = (".yml", ".yaml")
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class CampaignFiles:
    """What lies in one campaign folder: paths from the root, sorted.

    `unread` are (path, why) of folders that were not looked into; `others` counts files that are no Markdown, `tables`
    are those of them (and of the assets) that hold rows: csv, tsv.
    """

    slug: str
    path: str
    has_campaign_file: bool
    packages: tuple[str, ...]
    assets: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    others: int
    tables: tuple[str, ...] = ()


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
    if not config.tree.holds(config.campaigns_dir):
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
    tables: list[str] = field(default_factory=list)
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
            if entry.is_folder and not self._included(path + "/"):
                continue
            if entry.is_folder or entry.is_broken:
                campaigns.append(self._campaign(entry, path))
            elif entry.name.lower().endswith(_MARKDOWN) and self._included(path):
                strays.append(path)
        knowledge = tuple(self._below(self.config.docs_prefix + "kb", _MARKDOWN))
        calendar = tuple(self._below(self.config.docs_prefix + "calendar", _YAML))
        return Layout(tuple(campaigns), knowledge, calendar, tuple(strays), self.excluded)

    def _top(self, path: str) -> list[Entry]:
        """The entries of a folder that the settings name: it must lie in the repository and be readable."""
        if not self.config.tree.is_inside(path):
            raise HandoffError(
                "This folder leads to a place outside the repository, so it is not read.",
                help="Put the folder itself here instead of a link, and keep `docs_dir` inside the repository.",
                place=path,
            )
        try:
            return self.config.tree.entries(path)
        except OSError as error:
            raise HandoffError(
                f"The folder cannot be read: {error.strerror}.", help="Check its permissions.", place=path
            ) from error

    def _included(self, path: str) -> bool:
        if paths.matches(self.config.exclude, path):
            self.excluded += 1
            return False
        return True

    def _campaign(self, entry: Entry, path: str) -> CampaignFiles:
        found = _Found()
        if entry.not_followed:
            found.unread.append((path, _not_looked_into(entry)))
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
            tuple(found.tables),
        )

    def _walk(self, top: str, path: str, found: _Found) -> None:
        """Collect the files below a folder."""
        in_assets = f"{path}/".startswith(f"{top}/{ASSETS}/")
        try:
            entries = self.config.tree.entries(path)
        except OSError as error:
            found.unread.append((path, f"This folder cannot be read: {error.strerror}."))
            return
        for entry in entries:
            here = f"{path}/{entry.name}"
            folder = entry.is_folder
            if not folder and entry.name.lower().endswith(_TABLES) and self._included(here):
                found.tables.append(here)
            if not folder and not in_assets and not entry.name.lower().endswith(_MARKDOWN):
                found.others += 1
            elif not self._included(f"{here}/" if folder else here):
                continue
            elif folder and entry.not_followed:
                found.unread.append((here, _not_looked_into(entry)))
            elif folder:
                self._walk(top, here, found)
            elif in_assets:
                found.assets.append(here)
            elif path == top and entry.name == CAMPAIGN_FILE:
                found.has_campaign_file = True
            else:
                found.packages.append(here)

    def _below(self, path: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        if self.config.tree.holds(path):
            for entry in self._top(path):
                here = f"{path}/{entry.name}"
                if entry.is_folder:
                    if self._included(here + "/"):
                        _refuse_link(entry, here)
                        yield from self._below(here, suffixes)
                elif entry.name.lower().endswith(suffixes) and self._included(here):
                    yield here


def _refuse_link(entry: Entry, path: str) -> None:
    if entry.not_followed:
        raise HandoffError(_not_looked_into(entry), help="Put the folder itself here instead of a link.", place=path)


def _not_looked_into(entry: Entry) -> str:
    return f"This is {entry.not_followed}, so what is behind it was not checked."


def load_campaign(config: Config, found: CampaignFiles) -> tuple[Campaign, int]:
    """Read one campaign folder; also how many packages belong to a type that is off."""
    document = None
    if found.has_campaign_file:
        document = load_document(config, Kind.CAMPAIGN, f"{found.path}/{CAMPAIGN_FILE}", found.slug)
    packages = [
        load_document(config, Kind.PACKAGE, path, found.slug, _stage(found.path, path)) for path in found.packages
    ]
    used = [package for package in packages if config.systems.get(package.type) != OFF]
    campaign = Campaign(found.slug, found.path, document, tuple(used), found.assets, found.unread, found.tables)
    return campaign, len(packages) - len(used)


def _stage(campaign: str, path: str) -> str:
    """The folders between the campaign and the file: `01-brief`."""
    return path[len(campaign) + 1 :].rpartition("/")[0]


_REMEMBERED = 4096
"""Files that are in use at a time: those of a few campaigns."""


class Files:
    """What rules may ask of the disk: whether a file is there, how large it is, what a page or a mail says."""

    def __init__(self, tree: Tree) -> None:
        """Answer for the files of `tree`, which stay as they are meanwhile: several rules ask for the same one."""
        self._tree = tree
        self._exists = lru_cache(_REMEMBERED)(tree.exists)
        self._digest = lru_cache(_REMEMBERED)(tree.digest)
        self._size = lru_cache(_REMEMBERED)(tree.size)
        self._image = lru_cache(_REMEMBERED)(tree.image)
        self._video = lru_cache(_REMEMBERED)(tree.video)

    def exists(self, path: str, *, beside: str) -> bool:
        """Whether a relative path, seen from the file `beside`, leads to something inside the repository."""
        inside = _inside(path, beside)
        return bool(inside) and self._exists(inside)

    def digest(self, path: str, *, beside: str) -> str | None:
        """SHA-256 (hex) of the bytes that Git stores for a file, None when there is none; an LFS pointer's own oid."""
        inside = _inside(path, beside)
        return self._digest(inside) if inside and self._exists(inside) else None

    def size(self, path: str, *, beside: str) -> int | None:
        """Bytes of a file, None when there is none; an LFS pointer says those of the file that it stands for."""
        inside = _inside(path, beside)
        return self._size(inside) if inside and self._exists(inside) else None

    def image(self, path: str, *, beside: str) -> Image | None:
        """Pixels and format of an image, None when there is none that Pillow knows."""
        inside = _inside(path, beside)
        return self._image(inside) if inside and self._exists(inside) else None

    def video(self, path: str, *, beside: str) -> Video | None:
        """Pixels, length and format of a film, None when there is none that can be measured."""
        inside = _inside(path, beside)
        return self._video(inside) if inside and self._exists(inside) else None

    def text(self, path: str, *, beside: str, limit: int = TEXT_LIMIT) -> str | None:
        """What a page, a mail or a table says, None when there is no such file or it is larger than `limit` bytes.

        Bytes that are no UTF-8 become a replacement character: this is for looking things up, not for reading on.
        """
        inside = _inside(path, beside)
        try:
            raw = self._tree.read(inside, max_bytes=limit) if inside else b""
        except ReadFault:
            return None
        return raw.decode("utf-8", "replace") if inside else None

    def pixels(self, path: str) -> tuple[int, int] | None:
        """Width and height of an image or a film by its path from the root, None when it cannot be measured."""
        found = self._image(path) or self._video(path)
        return (found.width, found.height) if found else None


@lru_cache(_REMEMBERED)
def _inside(path: str, beside: str) -> str:
    """The path from the root that a relative one, seen from a file, leads to; empty when it leads out."""
    if path.startswith(("/", "\\")) or (len(path) > 1 and path[1] == ":"):
        return ""
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
    return "" if inside.startswith("../") or inside == ".." or "\0" in inside else inside
