"""Others plan with the record of a piece, not with the file: a record that is wrong sends the wrong file.

How to fix: write what the file really is into the record, or put the right file in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.assets import Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF715"
_ROUNDING = 0.5
"""So many seconds a noted length may be off: many note whole seconds."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Width, height, bytes, format, length and checksum that are noted are those of the file that is here."""
    if document.type != assets.PRODUCTION:
        return
    verified = {
        assets.full(entry["asset"], package): entry["sha256"]
        for package in (context.campaign.packages if context.campaign else ())
        if package.type == assets.LAUNCH
        for _, entry in package.each("/package/asset_verification")
        if entry.get("asset") and entry.get("sha256")
    }
    for piece in assets.pieces(document, context.config):
        if piece.file and context.files.exists(piece.file, beside=document.path):
            yield from _differences(document, context, piece, verified.get(assets.full(piece.id, document), ""))
    for pointer, source in document.each("/package/source_files"):
        if source.get("file"):
            yield from _differences(document, context, Piece(pointer, source, {}), "")


def _differences(document: Document, context: Context, piece: Piece, approved: str) -> Iterator[Problem]:
    """What the record says wrongly, in one problem: a file that was exchanged differs in everything.

    `approved` is the checksum that the launch package noted, empty when it noted none.
    """
    real = assets.measure(piece, document, context.files)
    if not real.is_file:
        return
    noted = piece.data
    found: list[tuple[str, object, object]] = [
        (name, noted[name], value)
        for name, value in (("width", real.width), ("height", real.height), ("bytes", real.bytes))
        if name in noted and noted[name] != value
    ]
    if "format" in noted and assets.same_format(noted["format"]) != real.format:
        found.append(("format", noted["format"], real.format))
    if real.seconds is not None and abs(noted.get("duration_s", real.seconds) - real.seconds) > _ROUNDING:
        found.append(("duration_s", noted["duration_s"], round(real.seconds, 1)))
    digest = context.files.digest(piece.file, beside=document.path) if approved or "sha256" in noted else None
    is_exchanged = bool(digest and approved and digest != approved)
    if is_exchanged and all(name == "bytes" for name, _, _ in found):
        return  # the launch package says that the file has changed since it was approved
    if digest is not None and digest != noted.get("sha256", digest):
        found.append(("sha256", noted["sha256"], digest))
    if found:
        name, said, is_now = found[0]
        more = "".join(f", {other} {value}" for other, _, value in found[1:])
        yield Problem(
            f"{name} is noted as {said}, but the file has {is_now}.",
            join(piece.pointer, name),
            f"Write {name} {is_now}{more} into the record, or put the right file in its place.",
        )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-mail
      file: mail.html
      bytes: {bytes}
---
"""
_FOLDER = "docs/campaigns/spring-ride/02-production"
_PLACE = f"{_FOLDER}/20270112_spring-ride_creative-to-production_v01.md"
_FILES = {f"{_FOLDER}/mail.html": "<p>Back by six</p>"}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-record-mismatch",
    summary="What is noted about a file is what the file is.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="auto",
    examples=(
        Example(
            "The file of last week",
            source=_PACKAGE.format(bytes=5909),
            path=_PLACE,
            files=_FILES,
            finds=(Find("5909", "bytes is noted as 5909, but the file has 18."),),
        ),
        Example("The file that is here", source=_PACKAGE.format(bytes=18), path=_PLACE, files=_FILES),
    ),
)
