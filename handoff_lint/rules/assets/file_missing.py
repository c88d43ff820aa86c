"""The last look before launch is at the files themselves; a path with a slip in it is found out on the eve.

How to fix: correct the path, or commit the file. For a file that is kept elsewhere give its web address, and note its
size and checksum (`bytes`, `sha256`), so that everybody can tell whether it is still the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets
from handoff_lint.assets import Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, listed, visible

CODE = "HF701"
_PATH = "Paths are seen from this file (assets/approved/poster.pdf). Correct it, or commit the file."
_RECORD = ("bytes", "sha256")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Files that should be in the repository are, and others have an address and a record."""
    if document.type == assets.PRODUCTION:
        for pointer, source in document.each("/package/source_files"):
            yield from _source(document, context, pointer, source)
        for piece in assets.pieces(document, context.config):
            if not piece.is_planned:
                yield from _piece(document, context, piece)
    elif document.type == assets.LAUNCH:
        produced = _produced(context)
        for pointer, entry in document.each("/package/asset_verification"):
            path = entry.get("file", "")
            is_here = "/" not in path or context.files.exists(path, beside=document.path)
            if not is_here and assets.from_root(document, path) not in produced:  # else the production package says it
                yield _no_file(document, context, join(pointer, "file"), path)


def _source(document: Document, context: Context, pointer: str, source: Mapping[str, Any]) -> Iterator[Problem]:
    path = source.get("file", "")
    if source.get("store") == "dam" or source.get("url") or _is_refused(document, pointer, "url"):
        return  # kept elsewhere; the schema asks for the address
    if path and not context.files.exists(path, beside=document.path):
        yield _no_file(document, context, join(pointer, "file"), path)


def _piece(document: Document, context: Context, piece: Piece) -> Iterator[Problem]:
    data, path = piece.data, piece.file
    if (path and context.files.exists(path, beside=document.path)) or _is_refused(document, piece.pointer, "url"):
        return
    if data.get("url"):
        missing = [one for one in _RECORD if not data.get(one) and not _is_refused(document, piece.pointer, one)]
        if path and missing:
            yield Problem(
                f"{visible(path)} is kept elsewhere, and {listed(missing, conjunction='and')} "
                f"{'are' if len(missing) > 1 else 'is'} not noted.",
                join(piece.pointer, "file"),
                "Note them: they tell whether it is still the file that was approved.",
            )
    elif path:
        yield _no_file(document, context, join(piece.pointer, "file"), path)
    elif data.get("status") == "approved" and not _is_refused(document, piece.pointer, "file"):
        message = f"{piece.id or 'This piece'} is approved, but has neither a file nor a web address."
        yield Problem(message, piece.pointer, "Write its path under file, or its address under url.")


def _is_refused(document: Document, pointer: str, field: str) -> bool:
    """Whether a field stands there, but not as the schema wants it: that is reported already."""
    return any(one.problem.pointer == join(pointer, field) for one in document.violations)


def _no_file(document: Document, context: Context, pointer: str, path: str) -> Problem:
    known = [assets.seen_from(document, one) for one in (context.campaign.assets if context.campaign else ())]
    return Problem(f"There is no file {visible(path)}.{did_you_mean(path, known)}", pointer, _PATH)


def _produced(context: Context) -> set[str]:
    """The files that production packages name, from the repository's root."""
    return {
        assets.from_root(package, piece.file)
        for package in (context.campaign.packages if context.campaign else ())
        if package.type == assets.PRODUCTION
        for piece in assets.pieces(package, context.config)
        if piece.file
    }


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-poster
      channel: print
      placement: poster
{piece}      status: approved
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_FILE = "docs/campaigns/spring-ride/02-production/assets/approved/poster.pdf"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-file-missing",
    summary="Files are where the package says, or have an address and a record.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "A slip in the path",
            source=_PACKAGE.format(piece="      file: assets/approved/postre.pdf\n"),
            path=_PLACE,
            files={_FILE: ""},
            finds=(
                Find(
                    "assets/approved/postre.pdf",
                    "There is no file assets/approved/postre.pdf. Did you mean assets/approved/poster.pdf?",
                ),
            ),
        ),
        Example(
            "Kept elsewhere, without a record",
            source=_PACKAGE.format(piece="      file: poster.pdf\n      url: https://files.example.org/poster\n"),
            path=_PLACE,
            finds=(Find("poster.pdf", "poster.pdf is kept elsewhere, and bytes and sha256 are not noted."),),
        ),
        Example(
            "The file is there",
            source=_PACKAGE.format(piece="      file: assets/approved/poster.pdf\n"),
            path=_PLACE,
            files={_FILE: ""},
        ),
    ),
)
