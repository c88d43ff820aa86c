"""Whoever uploads an ad at eleven at night does not write its missing button text; they take the one of the other ad.

How to fix: add the missing text, or give each text its own label (`element`, `variant`, `locale`). Which texts a piece
needs is a setting (`required` of the placement).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF705"
_BRIEF = "strategy-to-creative"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every piece has the texts that its placement needs, each under a label of its own; versions come in pairs."""
    if document.type != assets.PRODUCTION or "copy" not in (document.data.get("package") or {}):
        return
    texts: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for pointer, copy in document.each("/package/copy"):
        if copy.get("status") != "dropped":
            texts.setdefault(assets.full(copy.get("asset", ""), document), []).append((pointer, copy))
    labels: dict[str, set[str]] = {}
    for piece in assets.pieces(document, context.config):
        found = texts.get(assets.full(piece.id, document), [])
        yield from _labelled_twice(found)
        needed = [
            one for one in piece.spec.get("required", []) if one not in {copy.get("element") for _, copy in found}
        ]
        if needed and piece.id:
            yield Problem(
                f"{piece.id} has no {listed(needed)}.",
                piece.pointer,
                f"Add it under copy with asset: {piece.id} and element: {needed[0]}. {piece.placement} needs it.",
            )
        yield from _alone(piece, found)
        versions = labels.setdefault(piece.data.get("deliverable", ""), set())
        versions.update(str(one.get("variant", "")) for one in (piece.data, *(copy for _, copy in found)))
    yield from _versions(document, context, labels)


def _labelled_twice(found: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Problem]:
    seen: set[tuple[Any, ...]] = set()
    for pointer, copy in found:
        label = tuple(copy.get(part) for part in ("element", "variant", "locale"))
        if label in seen:
            said = ", ".join(str(part) for part in label if part)
            yield Problem(
                f"Two texts of {copy['asset']} have the same label: {said}.",
                pointer,
                "Give one of them another variant or locale, or set its status to dropped.",
            )
        seen.add(label)


def _alone(piece: assets.Piece, found: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Problem]:
    """A version b of a text without a version a is nothing to compare."""
    own, said = piece.data.get("variant"), {copy.get("variant", "") for _, copy in found} - {""}
    if own and len(said) == 1 and own not in said and len(found) > 1:
        yield Problem(
            f"{piece.id} is version {own}, but all its texts are for {min(said)}.",
            join(piece.pointer, "variant"),
            "Correct its variant, or those of its texts.",
        )
        return
    variants: dict[str, set[str]] = {}
    for _, copy in found:
        variants.setdefault(copy.get("element", ""), set()).add(copy.get("variant", ""))
    for pointer, copy in found:
        variant = copy.get("variant", "")
        if own and variant and variant != own and len(variants[copy.get("element", "")]) == 1:
            yield Problem(
                f"There is a {copy.get('element')} {variant}, but none for {own}.",
                join(pointer, "variant"),
                "Add the other one, or correct the label.",
            )


def _versions(document: Document, context: Context, labels: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A deliverable that the brief wants in two versions has two."""
    briefed = assets.items(context.campaign, _BRIEF, "/package/deliverables")
    places = {
        asset.get("deliverable", ""): place
        for place, asset in reversed(list(document.each("/package/assets")))
        if asset.get("status") != "dropped"
    }
    for reference, found in labels.items():
        wanted = briefed[reference][2].get("variants", 1) if reference in briefed else 1
        labelled = len(found - {""})
        # One version needs no label: only versions beside each other have to be told apart.
        if wanted > 1 and labelled < wanted:
            yield Problem(
                f"The brief wants {wanted} versions of {reference.rpartition('#')[2]}, "
                f"and there {'are' if labelled > 1 else 'is'} {labelled or 'none'}.",
                join(places[reference], "deliverable"),
                "Add what is missing as a piece or as a text, each with its own variant.",
            )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-ad
      channel: linkedin
      placement: single_image_ad
      variant: a
  copy:
    - {{asset: as-ad, element: headline, variant: a, text: Back by six}}
    - {{asset: as-ad, element: body, variant: {variant}, text: We check your bike in the morning.}}
{more}---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_BUTTON = "    - {asset: as-ad, element: cta, variant: a, text: Book}\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="copy-incomplete",
    summary="Every piece has all its texts, each clearly labelled.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "No button text",
            source=_PACKAGE.format(variant="a", more=""),
            path=_PLACE,
            finds=(Find("id: as-ad", "as-ad has no cta."),),
        ),
        Example(
            "Version b without version a",
            source=_PACKAGE.format(variant="b", more=_BUTTON),
            path=_PLACE,
            finds=(Find("b", "There is a body b, but none for a.", after="body, variant: "),),
        ),
        Example("All of them", source=_PACKAGE.format(variant="a", more=_BUTTON), path=_PLACE),
    ),
)
