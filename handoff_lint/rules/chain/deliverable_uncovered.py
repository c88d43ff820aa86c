"""The brief promises pieces; one that nobody produced, or nobody looked at before the launch, is missed on the day.

How to fix: produce the piece and name its deliverable, or write a decision that drops it and names its id: “We drop
d-mail; the post does its work.” List every piece in the launch package under `asset_verification`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handoff_lint import assets, chain
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural

CODE = "HF602"
_ASSETS, _VERIFIED = "/package/assets", "/package/asset_verification"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """From the brief's deliverables to pieces, from pieces to their last check."""
    productions = [one for one in chain.packages(campaign, chain.PRODUCTION) if one.get(_ASSETS)]
    if not all(chain.is_whole(one, _ASSETS) for one in productions):
        return
    if productions:
        yield from _produced(campaign, productions, context)
        yield from _verified(campaign, productions, context)


def _produced(campaign: Campaign, productions: list[Document], context: Context) -> Iterator[Problem]:
    made = Counter(
        assets.full(piece.data["deliverable"], one)
        for one in productions
        for piece in assets.pieces(one, context.config)
        if piece.data.get("deliverable")
    )
    briefs = chain.packages(campaign, chain.BRIEF)
    decided = chain.decisions(campaign)
    for brief in briefs:
        asked = list(chain.items(brief, "/package/deliverables"))
        names = {name for _, _, name in asked}
        if any(one not in names and one.partition("#")[0] == brief.id for one in made):
            continue  # HF109; the misspelt name may be the one that seems to be missing
        for place, item, name in asked:
            wanted = item.get("quantity", 1)  # whether each has all its variants is HF705
            if made[name] >= wanted or chain.is_dropped(item["id"], decided):
                continue
            at = _in_charge(productions, brief)
            yield Problem(
                f"The brief asks for {plural(wanted, 'piece')} for {item['id']}, and "
                f"{'none is' if not made[name] else f'only {made[name]} is'} here.",
                _ASSETS,
                f"Produce it and write deliverable: {name}, or write a decision that drops {item['id']}.",
                at="key",
                path=at.path,
                related=(Related(brief.path, "asked for here", place),),
            )
    if any(one.get("/package/deliverables") for one in briefs):
        yield from _unbriefed(productions, context)


def _unbriefed(productions: list[Document], context: Context) -> Iterator[Problem]:
    for one in productions:
        for piece in assets.pieces(one, context.config):
            if not piece.data.get("deliverable"):
                yield Problem(
                    f"{piece.id or 'This piece'} belongs to no deliverable of the brief.",
                    piece.pointer,
                    "Name its deliverable, or ask for the piece in the brief.",
                    path=one.path,
                    severity=Severity.WARNING,
                )


def _verified(campaign: Campaign, productions: list[Document], context: Context) -> Iterator[Problem]:
    launches = [one for one in chain.packages(campaign, chain.LAUNCH) if one.get(_VERIFIED)]
    if not launches or not all(chain.is_whole(one, _VERIFIED) for one in launches):
        return
    listed = {
        assets.full(item["asset"], one) for one in launches for _, item in one.each(_VERIFIED) if item.get("asset")
    }
    listed |= {  # HF609 says it of these
        assets.full(name, one)
        for one in launches
        for _, step in one.each("/package/launch_sequence")
        for name in step.get("assets") or ()
        if name
    }
    for production in productions:
        for piece in assets.pieces(production, context.config):
            if piece.id and f"{production.id}#{piece.id}" not in listed:
                yield Problem(
                    f"Nobody has verified {piece.id} of {production.id}.",
                    _VERIFIED,
                    "Look at it, and list it here.",
                    at="key",
                    path=_in_charge(launches, production).path,
                    related=(Related(production.path, "produced here", join(piece.pointer, "id")),),
                )


def _in_charge(later: list[Document], earlier: Document) -> Document:
    """The package that takes up an earlier one: the one that says so, else the first."""
    return next((one for one in later if earlier.id in (one.data.get("depends_on") or ())), later[0])


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-mail
{}      channel: email
      placement: marketing
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_LAUNCH = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  asset_verification:
    - {{asset: "spring-ride-h2#{}", ready: true}}
---
"""
_DECIDED = """\
decisions:
  - {id: de-1, date: 2027-01-14, decision: We drop d-mail., by: maya.holt, made_in: document}
package:"""
_OTHER = '      deliverable: "spring-ride-h1#d-other"\n'
_LAUNCHED = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"
_NAMED = '      deliverable: "spring-ride-h1#d-mail"\n'

RULE = Rule(
    module=__name__,
    code=CODE,
    name="deliverable-uncovered",
    summary="Whatever the brief asks for is produced, and whatever is produced is verified.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Nothing for a deliverable",
            source=_PACKAGE.format(""),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(
                Find("assets:", "The brief asks for 1 piece for d-mail, and none is here."),
                Find("id: as-mail", "as-mail belongs to no deliverable of the brief."),
            ),
        ),
        Example(
            "A piece that nobody has verified",
            source=_LAUNCH.format("as-other"),
            path=_LAUNCHED,
            files={_PLACE: _PACKAGE.format(_NAMED)},
            finds=(Find("asset_verification:", "Nobody has verified as-mail of spring-ride-h2."),),
        ),
        Example(
            "Dropped by a decision",
            source=_PACKAGE.format("").replace("package:", _DECIDED).replace("as-mail\n", f"as-mail\n{_OTHER}"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
        ),
        Example(
            "All there",
            source=_LAUNCH.format("as-mail"),
            path=_LAUNCHED,
            files={_PLACE: _PACKAGE.format(_NAMED), _BRIEF: "<brief>"},
        ),
    ),
)
