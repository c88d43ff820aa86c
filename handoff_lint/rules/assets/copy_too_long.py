"""Copy that is too long is cut off in the middle of the promise, or refused by the form that it is pasted into.

How to fix: shorten it. A text beyond `visible` is cut off for some readers, one beyond `max` is refused; both are
settings (`placements`). Characters are counted as people see them; on X a link counts 23.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.assets import Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import lengths
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF704"
_MOST = 6
"""More than one sign can count: an emoji counts 2 on X, and a link as short as `a.co ` there counts 23."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each text is as short as the placement of its asset wants it."""
    if document.type != assets.PRODUCTION or "copy" not in (document.data.get("package") or {}):
        return
    known = {assets.full(piece.id, document): piece for piece in assets.pieces(document, context.config)}
    for pointer, copy in document.each("/package/copy"):
        piece, text = known.get(assets.full(copy.get("asset", ""), document)), copy.get("text", "")
        limits = piece.spec.get("copy", {}).get(copy.get("element"), {}) if piece else {}
        most, visible = limits.get("max"), limits.get("visible")
        shortest = min(most or visible or 0, visible or most or 0)
        if piece is None or not shortest or copy.get("status") == "dropped" or len(text) * _MOST <= shortest:
            continue
        length = _length(piece, copy.get("element", ""), text)
        said = f"This {copy['element']} has {length} characters;"
        if most and length > most:
            yield Problem(f"{said} {piece.placement} takes {most}.", join(pointer, "text"), "Shorten it.")
        elif visible and length > visible:
            yield Problem(
                f"{said} {piece.placement} shows {visible} of them.",
                join(pointer, "text"),
                "Shorten it, or put what matters first.",
                severity=Severity.WARNING,
            )


def _length(piece: Piece, element: str, text: str) -> int:
    if piece.channel == "x" and element == "body":
        return lengths.post_length(text).weight
    return lengths.characters(text, link_length=piece.spec.get("link_length", 0))


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - {{id: as-mail, channel: email, placement: marketing}}
  copy:
    - id: cp-subject
      asset: as-mail
      element: subject
      text: {text}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="copy-too-long",
    summary="Each text is as short as its placement wants it.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Refused",
            source=_PACKAGE.format(
                text="Your bike is checked in the morning and back at your door by six in the evening"
            ),
            path=_PLACE,
            finds=(
                Find(
                    "Your bike is checked in the morning and back at your door by six in the evening",
                    "This subject has 79 characters; email/marketing takes 60.",
                ),
            ),
        ),
        Example(
            "Cut off on phones",
            source=_PACKAGE.format(text="Your bike is checked in the morning, back by six"),
            path=_PLACE,
            finds=(
                Find(
                    "Your bike is checked in the morning, back by six",
                    "This subject has 48 characters; email/marketing shows 41 of them.",
                ),
            ),
        ),
        Example("Short enough", source=_PACKAGE.format(text="Your bike is back by six"), path=_PLACE),
    ),
)
