"""The files of a repository as campaigns, packages and other documents; no judgement here.

A campaign is the unit of work: its files are read together, checked, and let go, so memory does not grow with the
repository. What rules across campaigns need is kept as `Facts`.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handoff_lint import paths
from handoff_lint.config import FILE, OFF, Config
from handoff_lint.errors import HandoffError
from handoff_lint.model import (
    Campaign,
    Document,
    Facts,
    Kind,
    Name,
    Problem,
    Severity,
    Source,
    Violation,
    select,
)
from handoff_lint.reading import fast, files, frontmatter, images
from handoff_lint.reading.faults import ReadFault
from handoff_lint.validation import explain, prune, shortforms, store
from handoff_lint.words import did_you_mean, listed, shown

CAMPAIGN_FILE = "campaign.md"
ASSETS = "02-production/assets"
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class CampaignFiles:
    """What lies in one campaign folder: paths from the root, sorted."""

    slug: str
    path: str
    has_campaign_file: bool
    packages: tuple[str, ...]
    assets: tuple[str, ...]
    links: tuple[str, ...]


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
            yield from (*campaign.packages, *campaign.assets, *campaign.links)
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


class _Scan:
    def __init__(self, config: Config) -> None:
        self.config = config
        self.excluded = 0

    def run(self) -> Layout:
        campaigns, strays = [], []
        for entry in self._entries(self.config.campaigns_dir):
            path = f"{self.config.campaigns_dir}/{entry.name}"
            folder = _is_folder(entry)
            if folder and not self._included(path + "/"):
                continue
            if folder and not entry.is_symlink():
                campaigns.append(self._campaign(entry.name, path))
            elif folder:
                campaigns.append(CampaignFiles(entry.name, path, False, (), (), (path,)))  # noqa: FBT003
            elif entry.name.lower().endswith(_MARKDOWN) and self._included(path):
                strays.append(path)
        docs = "" if self.config.docs_dir == "." else self.config.docs_dir + "/"
        knowledge = tuple(self._flat(docs + "kb", _MARKDOWN))
        calendar = tuple(self._flat(docs + "calendar", _YAML))
        return Layout(tuple(campaigns), knowledge, calendar, tuple(strays), self.excluded)

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        if path.count("/") < 2 and not (self.config.root / path).resolve().is_relative_to(self.config.root):
            raise HandoffError(
                "This folder is a symbolic link to a place outside the repository.",
                help="Put the folder itself here instead of the link.",
                place=path,
            )
        try:
            with os.scandir(os.path.join(self.config.root, path)) as entries:  # noqa: PTH118
                found = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            raise HandoffError(
                f"The folder cannot be read: {error.strerror}.", help="Check its permissions.", place=path
            ) from error
        return sorted(found, key=lambda entry: entry.name)

    def _included(self, path: str) -> bool:
        if paths.matches(self.config.exclude, path):
            self.excluded += 1
            return False
        return True

    def _campaign(self, slug: str, path: str) -> CampaignFiles:
        packages: list[str] = []
        assets: list[str] = []
        links: list[str] = []
        has_campaign_file = self._walk(path, path, packages, assets, links)
        return CampaignFiles(slug, path, has_campaign_file, tuple(packages), tuple(assets), tuple(links))

    def _walk(self, top: str, path: str, packages: list[str], assets: list[str], links: list[str]) -> bool:
        """Collect the files below a folder; whether `campaign.md` is directly in it."""
        found = False
        in_assets = path.startswith(f"{top}/{ASSETS}")
        for entry in self._entries(path):
            here = f"{path}/{entry.name}"
            folder = _is_folder(entry)
            if folder and not self._included(here + "/"):
                continue
            if folder and entry.is_symlink():
                links.append(here)
            elif folder:
                self._walk(top, here, packages, assets, links)
            elif in_assets:
                if self._included(here):
                    assets.append(here)
            elif path == top and entry.name == CAMPAIGN_FILE:
                found = self._included(here)
            elif entry.name.lower().endswith(_MARKDOWN) and self._included(here):
                packages.append(here)
        return found

    def _flat(self, path: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        if (self.config.root / path).is_dir():
            for entry in self._entries(path):
                here = f"{path}/{entry.name}"
                if entry.name.lower().endswith(suffixes) and self._included(here):
                    yield here


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
    campaign = Campaign(found.slug, found.path, document, tuple(used), found.assets, found.links)
    return campaign, len(packages) - len(used)


def _stage(campaign: str, path: str) -> str:
    """The folders between the campaign and the file: `01-brief`."""
    return path[len(campaign) + 1 :].rpartition("/")[0]


def load_document(config: Config, kind: Kind, path: str, campaign: str = "", stage: str = "") -> Document:
    """Read one file and hold it against its schema; what is wrong with it is in the document, never raised."""
    name = config.package_name.read(path.rpartition("/")[2]) if kind is Kind.PACKAGE else None
    blank = Document(path, kind, campaign, stage, name=name, type=_known_type(name.type if name else ""))
    source = None
    try:
        text = frontmatter.decode(files.read(config.root, path, max_bytes=config.limits.file))
        source = Source(text, text, 1, "", 1)
        if kind is not Kind.CALENDAR:
            source = frontmatter.split(text)
        data = fast.load(source.front, config.limits, first_line=source.front_line)
    except ReadFault as fault:
        return replace(blank, source=source, faults=(fault.problem(),))
    document = replace(blank, source=source, data=data, violations=tuple(_cut_values(source)))
    if kind is Kind.PACKAGE:
        return _as_package(config, document)
    return _validated(config, document, "campaign") if kind is Kind.CAMPAIGN else document


def _known_type(name: str) -> str:
    return name if name in store.handoff_types() else ""


def _cut_values(source: Source) -> Iterator[Violation]:
    for span, value, lost in fast.comments_that_cut(source.front, source.front_line):
        yield Violation(
            "HF101",
            Problem(
                f"A # after a blank begins a comment, so the value ends here: it is read as {shown(value)}.",
                span=span,
                help=f"Put the value in quotes to keep {shown('#' + lost)}; for a comment, write a blank after the #.",
                severity=Severity.WARNING,
            ),
        )


def _as_package(config: Config, document: Document) -> Document:
    written = document.data.get("type")
    if isinstance(written, str) and _known_type(written):
        return _validated(config, replace(document, type=written), written)
    known = store.handoff_types()
    if written is None:
        code, words = "HF106", "type is missing, so it is unknown what this package must hold."
    else:
        hint = did_you_mean(written, known)
        code, words = "HF102", f"type is {shown(written)}, which is no handoff type of this version.{hint}"
    advice = f"Write one of these: {listed(known)}."
    problem = Problem(words, "/type", advice, at="value" if written is not None else "key")
    return replace(document, data={}, violations=(*document.violations, Violation(code, problem)))


def _validated(config: Config, document: Document, schema: str) -> Document:
    data = document.data
    status = data.get("status")
    rank = store.ranks(schema).get(status, 0) if isinstance(status, str) else 0
    variant = store.variant(schema, rank, config.profile)
    found = document.violations
    if not variant.is_valid(data):
        refusals = variant.refusals(data)
        found = (*found, *explain.violations(variant, refusals))
        prune.prune(schema, data, refusals)
    data, moved = shortforms.write_out(schema, data)
    known_status = status if status in store.ranks(schema) else "draft"
    return replace(
        document,
        data=data,
        written=moved,
        status=str(known_status),
        rank=rank,
        violations=found,
        id=_id(document, data, schema),
    )


def _id(document: Document, data: dict[str, Any], schema: str) -> str:
    """The written id, else the derived one: `<campaign>-h<digit>`, plus the part for a second package of the type."""
    written = data.get("id")
    if isinstance(written, str):
        return written
    if document.kind is Kind.CAMPAIGN:
        return document.campaign
    part = (document.name or Name()).part
    return f"{document.campaign}-h{store.load(schema)['x-digit']}" + (f"-{part}" if part else "")


def facts(document: Document) -> Facts:
    """What rules across campaigns need to know of a document."""
    refers = [
        (shortforms.as_written(pointer, document.written), target, value)
        for pattern, target in (store.annotated(document.schema, "x-refers-to") if document.schema else ())
        if target in ("handoff", "knowledge")
        for pointer, value in select(document.data, pattern)
        if isinstance(value, str)
    ]
    return Facts(
        document.path,
        document.kind,
        _knowledge_id(document) if document.kind is Kind.KNOWLEDGE else document.id,
        document.campaign,
        document.type,
        document.status,
        document.rank,
        tuple(refers),
    )


def _knowledge_id(document: Document) -> str:
    written = document.data.get("id")
    return written if isinstance(written, str) else "kb/" + document.path.rpartition("/")[2].rpartition(".")[0]


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

    def pixels(self, path: str) -> tuple[int, int] | None:
        """Width and height of an image, None when the file is no image that Pillow knows."""
        return images.pixels(self.root, path)
