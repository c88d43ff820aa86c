"""Pieces of a campaign: what a production package notes about each, what its file really is, and what its place takes.

When the file is in the repository the file wins; the record stands for files that are kept elsewhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from handoff_lint.config import Config
from handoff_lint.model import Campaign, Document
from handoff_lint.repository import Files

PRODUCTION, LAUNCH = "creative-to-production", "production-to-launch"
IMAGES = frozenset({"jpg", "png", "gif", "webp", "svg", "tif", "bmp"})
VIDEOS = frozenset({"mp4", "mov", "mpeg", "3gp", "avi", "webm"})
_SAME = {"jpeg": "jpg", "tiff": "tif", "htm": "html", "mpg": "mpeg", "m4v": "mp4"}
_PLANNED = frozenset({"planned", "in_production"})
Items: TypeAlias = dict[str, tuple[Document, str, Mapping[str, Any]]]
"""`package#item` → (package, pointer, item)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a production package that is not dropped.

    Attributes:
        pointer: where it stands.
        data: as noted there.
        spec: the settings of its placement; empty when there are none.

    """

    pointer: str
    data: Mapping[str, Any]
    spec: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its id, empty when it has none."""
        return str(self.data.get("id", ""))

    @property
    def channel(self) -> str:
        """The channel that it is made for."""
        return str(self.data.get("channel", ""))

    @property
    def placement(self) -> str:
        """`channel/placement`, empty when one of the two is missing."""
        return placement(self.data)

    @property
    def file(self) -> str:
        """Path or name of its file, empty when none is noted."""
        return str(self.data.get("file", ""))

    @property
    def format(self) -> str:
        """The format as noted, else what the file name ends in."""
        return same_format(str(self.data.get("format", "") or ending(self.file)))

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be made, so that nothing has to be there yet."""
        return self.data.get("status") in _PLANNED


@dataclass(frozen=True, slots=True)
class Measured:
    """What a piece is, by its file where that is here, else by its record; None (or empty) where neither says."""

    width: int | None
    height: int | None
    format: str
    bytes: int | None
    seconds: float | None
    is_file: bool

    @property
    def pixels(self) -> str:
        """`1200x628`, empty when one of the two is unknown."""
        return f"{self.width}x{self.height}" if self.width and self.height else ""


def placement(entry: Mapping[str, Any]) -> str:
    """The key of an asset's or deliverable's placement in the settings, empty when it is not said."""
    channel, place = entry.get("channel"), entry.get("placement")
    return f"{channel}/{place}" if channel and place else ""


def pieces(document: Document, config: Config) -> Iterator[Piece]:
    """The assets of a production package, without those that were dropped."""
    for pointer, data in document.each("/package/assets"):
        if data.get("status") != "dropped":
            yield Piece(pointer, data, config.placements.get(placement(data), {}))


def measure(piece: Piece, document: Document, files: Files) -> Measured:
    """What a piece is."""
    data = piece.data
    size = files.size(piece.file, beside=document.path) if piece.file else None
    width, height, seconds = data.get("width"), data.get("height"), data.get("duration_s")
    if size is None:
        return Measured(width, height, piece.format, data.get("bytes"), seconds, is_file=False)
    if image := files.image(piece.file, beside=document.path):
        return Measured(image.width, image.height, image.format, size, None, is_file=True)
    if film := files.video(piece.file, beside=document.path):
        seconds = film.seconds if film.seconds is not None else seconds
        return Measured(film.width, film.height, film.format, size, seconds, is_file=True)
    return Measured(width, height, same_format(ending(piece.file)), size, seconds, is_file=True)


def ending(name: str) -> str:
    """What a file name ends in, in small letters; empty when there is no point in it."""
    return name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name else ""


def same_format(name: str) -> str:
    """One name for formats that have two: `jpeg` is `jpg`."""
    return _SAME.get(name.lower(), name.lower())


def numbers(size: str) -> tuple[int, int]:
    """Width and height of a size as settings write it: `1200x628`."""
    width, _, height = size.partition("x")
    return int(width), int(height)


def items(campaign: Campaign | None, type_: str, pointer: str) -> Items:
    """The items of a list in the campaign's packages of a type, by `package#item`."""
    return {
        f"{package.id}#{item['id']}": (package, place, item)
        for package in (campaign.packages if campaign else ())
        if package.type == type_
        for place, item in package.each(pointer)
        if isinstance(item, Mapping) and item.get("id")
    }


def full(reference: str, document: Document) -> str:
    """A reference with its package: `as-a` within a package means one of its own."""
    return reference if "#" in reference else f"{document.id}#{reference}"


def from_root(document: Document, path: str) -> str:
    """A path as a package writes it, from the repository's root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))


def seen_from(document: Document, path: str) -> str:
    """A path from the root, as a package writes it."""
    return posixpath.relpath(path, posixpath.dirname(document.path))


def campaign_end(campaign: Campaign | None) -> str:
    """The day on which a campaign ends, else the one on which it begins; empty when neither is known."""
    data = campaign.document.data if campaign and campaign.document else {}
    return str(data.get("end_date") or data.get("launch_date") or "")


def launch_day(document: Document, campaign: Campaign | None) -> str:
    """The day on which a launch package's campaign goes live; empty when neither of the two says it."""
    data = campaign.document.data if campaign and campaign.document else {}
    return str(data.get("launch_date") or document.get("/timeline/launch_date") or "")


def days_out(launch: Document) -> dict[str, str]:
    """`package#asset` → the first day on which a step of a launch package sends it out."""
    days: dict[str, str] = {}
    for _, step in launch.each("/package/launch_sequence"):
        day = step.get("at", "")[:10]
        for asset in step.get("assets") or () if day else ():
            name = full(asset, launch)
            days[name] = min(days.get(name, day), day)
    return days
