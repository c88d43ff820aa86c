"""A piece in the wrong size or format is refused by the platform, or cut in half by it, on the morning of the launch.

How to fix: export it as the placement takes it, or name the placement that it is really for. The sizes are settings
(`placements`); if the platform has changed them, correct them there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets
from handoff_lint.assets import Measured, Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF702"
_ROUNDING = 0.1
_EXPORT = "Export it in that size, or correct the placement."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Pixels, format and length of each piece are what its placement takes."""
    if document.type != assets.PRODUCTION:
        return
    for piece in assets.pieces(document, context.config):
        if piece.spec:
            yield from _mismatch(piece, assets.measure(piece, document, context.files))


def _mismatch(piece: Piece, real: Measured) -> Iterator[Problem]:
    spec, place = piece.spec, piece.placement
    formats = spec.get("formats", [])
    if real.format and formats and real.format not in {assets.same_format(one) for one in formats}:
        yield Problem(
            f"This piece is a {real.format} file; {place} takes {listed(formats)}.",
            _pointer(piece, "format"),
            "Export it in one of these formats, or correct the placement.",
        )
    elif real.width and real.height and not _fits(spec, real.width, real.height):
        yield Problem(
            f"This piece has {real.pixels} pixels; {place} takes {_wanted(spec)}.", _pointer(piece, "width"), _EXPORT
        )
    elif real.width and not _within(spec.get("width"), real.width):
        yield Problem(
            f"This piece is {real.width} pixels wide; {place} takes {_range(spec['width'])} pixels.",
            _pointer(piece, "width"),
            "Build it in that width, or correct the placement.",
        )
    seconds = real.seconds
    if seconds is not None and not _lasts(spec.get("duration"), seconds):
        yield Problem(
            f"This film lasts {round(seconds, 1):g} seconds; {place} takes {_range(spec['duration'])} seconds.",
            _pointer(piece, "duration_s"),
            "Cut it, or choose another placement.",
        )


def _fits(spec: Mapping[str, Any], width: int, height: int) -> bool:
    """Whether a size is listed, or has a listed ratio and lies between the smallest and the largest size."""
    sizes, ratios = spec.get("sizes", []), spec.get("ratios", [])
    if f"{width}x{height}" in sizes:
        return True
    least, most = assets.numbers(spec.get("min_size", "1x1")), assets.numbers(spec.get("max_size", "99999x99999"))
    if not (least[0] <= width <= most[0] and least[1] <= height <= most[1]):
        return False
    if not ratios:
        return not sizes
    # A pixel more or less is rounding, not another shape: 1.91:1 of 628 is 1199.48.
    return any(
        abs(width - height * wanted) <= max(width * spec.get("tolerance", 0), 1) for wanted in map(_quotient, ratios)
    )


def _quotient(ratio: str) -> float:
    width, _, height = ratio.partition(":")
    return float(width) / float(height)


def _wanted(spec: Mapping[str, Any]) -> str:
    sizes, ratios = spec.get("sizes", []), spec.get("ratios", [])
    limits = "".join(
        f" {word} {spec[key]}" for word, key in (("from", "min_size"), ("up to", "max_size")) if key in spec
    )
    listed_sizes = [listed(sizes, most=20)] if sizes else []
    shapes = [f"the ratio {listed(ratios)}{limits}"] if ratios else []
    return ", or ".join([*listed_sizes, *shapes]) or f"sizes{limits}"


def _within(limits: Mapping[str, float] | None, value: float) -> bool:
    return limits is None or limits.get("min", value) <= value <= limits.get("max", value)


def _lasts(limits: Mapping[str, float] | None, seconds: float) -> bool:
    """Whether a length is allowed; encoders round to whole pictures, so a tenth of a second more or less is."""
    return limits is None or any(_within(limits, seconds + off) for off in (-_ROUNDING, 0, _ROUNDING))


def _range(limits: Mapping[str, float]) -> str:
    if "min" in limits and "max" in limits:
        return f"{limits['min']} to {limits['max']}"
    return f"at least {limits['min']}" if "min" in limits else f"at most {limits['max']}"


def _pointer(piece: Piece, field: str) -> str:
    """The field that says it, else the file that shows it, else the piece."""
    return join(piece.pointer, next((name for name in (field, "file") if name in piece.data), "")).rstrip("/")


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
      width: {width}
      height: {height}
      format: {format}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_SIZES = "placements: {google_display/uploaded: {sizes: [300x250, 728x90], formats: [jpg, png]}}\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-spec-mismatch",
    summary="Pixels, format and length of each piece are what its placement takes.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Another size",
            settings=_SIZES,
            source=_PACKAGE.format(width=1080, height=1080, format="jpg"),
            path=_PLACE,
            finds=(
                Find(
                    "1080",
                    "This piece has 1080x1080 pixels; google_display/uploaded takes 300x250 or 728x90.",
                    after="width: ",
                ),
            ),
        ),
        Example(
            "Another format",
            settings=_SIZES,
            source=_PACKAGE.format(width=300, height=250, format="webp"),
            path=_PLACE,
            finds=(Find("webp", "This piece is a webp file; google_display/uploaded takes jpg or png."),),
        ),
        Example(
            "As the placement takes it",
            settings=_SIZES,
            source=_PACKAGE.format(width=300, height=250, format="jpg"),
            path=_PLACE,
        ),
    ),
)
