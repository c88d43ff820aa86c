"""A banner that is too heavy is refused by the platform, and found out by the person who uploads it at night.

How to fix: export it with stronger compression or fewer effects. Mails have a rule of their own (HF712).
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.assets import Measured, Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF703"
_WARN_SHARE = 0.8
"""From this part of the limit on a piece is said to be close to it."""
_LIGHTER = "Compress it more, or drop what weighs most."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each piece weighs what its placement takes; mails are HF712's."""
    if document.type != assets.PRODUCTION:
        return
    for piece in assets.pieces(document, context.config):
        if piece.spec and piece.format not in ("html", "txt"):
            yield from _weighed(piece, assets.measure(piece, document, context.files))


def _weighed(piece: Piece, real: Measured) -> Iterator[Problem]:
    if real.bytes is None:
        return
    pointer = join(piece.pointer, "bytes" if "bytes" in piece.data else "file")
    most, least = _limit(piece, real), piece.spec.get("min_bytes", 0)
    warn = piece.spec.get("warn_bytes", int(most * _WARN_SHARE) if most else None)
    said = f"This piece has {real.bytes:,} bytes; {piece.placement} takes"
    if most and real.bytes > most:
        yield Problem(f"{said} at most {most:,}.", pointer, _LIGHTER)
    elif most and warn and real.bytes > warn:
        yield Problem(
            f"{said} at most {most:,}, so this is close.",
            pointer,
            "Leave some room: the next export may be a little heavier.",
            severity=Severity.WARNING,
        )
    elif real.bytes < least:
        yield Problem(f"{said} at least {least:,}.", pointer, "Look whether it is the right file.")


def _limit(piece: Piece, real: Measured) -> int | None:
    spec = piece.spec
    by_size, by_format = spec.get("max_bytes_by_size", {}), spec.get("max_bytes_by_format", {})
    found = by_size.get(real.pixels) or by_format.get(real.format) or spec.get("max_bytes")
    return int(found) if found else None


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-banner
      channel: google_display
      placement: uploaded
      format: jpg
      bytes: {bytes}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-too-heavy",
    summary="Each piece weighs no more than its placement takes.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Too heavy",
            source=_PACKAGE.format(bytes=212000),
            path=_PLACE,
            finds=(Find("212000", "This piece has 212,000 bytes; google_display/uploaded takes at most 153,600."),),
        ),
        Example(
            "Close to the limit",
            source=_PACKAGE.format(bytes=140000),
            path=_PLACE,
            finds=(
                Find(
                    "140000",
                    "This piece has 140,000 bytes; google_display/uploaded takes at most 153,600, so this is close.",
                ),
            ),
        ),
        Example("Light enough", source=_PACKAGE.format(bytes=24345), path=_PLACE),
    ),
)
