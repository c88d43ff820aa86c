"""Platforms change their sizes and do not announce it; last year's numbers are found to be wrong at the upload.

How to fix: compare the placement with its source and write the day under `verified_on` in the settings. An unknown
placement is one to add to `placements`, with its sizes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets, days
from handoff_lint.model import Campaign, Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import nearest

CODE = "HF713"
_LISTS = {"strategy-to-creative": "/package/deliverables", assets.PRODUCTION: "/package/assets"}


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """The placements that a running campaign uses are known, and somebody has looked at their sizes lately."""
    end = assets.campaign_end(campaign)
    today = context.today.isoformat()
    is_over = bool(end) and end < today
    seen: set[str] = set()
    for document in campaign.packages:
        if document.type not in _LISTS or document.status in ("cancelled", "archived"):
            continue
        for pointer, entry in document.each(_LISTS[document.type]):
            place = assets.placement(entry)
            if place and place not in seen and entry.get("status") != "dropped":
                seen.add(place)
                yield from _judged(document, context, pointer, place, is_over=is_over)


def _judged(document: Document, context: Context, pointer: str, place: str, *, is_over: bool) -> Iterator[Problem]:
    config, today = context.config, context.today.isoformat()
    at = join(pointer, "placement")
    if place not in config.placements:
        channel, _, name = place.partition("/")
        if nearest(name, [one.partition("/")[2] for one in config.placements if one.startswith(f"{channel}/")]):
            return  # a slip, which HF109 names
        yield Problem(
            f"There is no placement {place} in the settings, so nobody can tell its sizes.",
            at,
            "Add it to placements with its sizes, its source and the day, or name another one.",
            path=document.path,
        )
        return
    spec = config.placements[place]
    verified = spec.get("verified_on", "")
    if is_over or (verified and days.later(verified, config.spec_max_age_days) >= today):
        return
    when = (
        f"were last compared with their source on {verified}" if verified else "were never compared with their source"
    )
    yield Problem(
        f"The sizes of {place} {when}.",
        at,
        f"Look them up again ({spec.get('source', 'where you publish')}) and write the day under verified_on.",
        path=document.path,
        time_dependent=bool(verified),
    )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-poster
      channel: print
      placement: {placement}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_OLD = "placements: {print/poster: {verified_on: 2026-03-01}}\n"
_NEW = "placements: {print/poster: {verified_on: 2026-12-01}}\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="spec-unverified",
    summary="The sizes of the placements in use were looked up lately.",
    idea="F3",
    severity=Severity.WARNING,
    campaign=check,
    examples=(
        Example(
            "Last looked up in March",
            settings=_OLD,
            source=_PACKAGE.format(placement="poster"),
            path=_PLACE,
            finds=(
                Find(
                    "poster",
                    "The sizes of print/poster were last compared with their source on 2026-03-01.",
                    after="placement: ",
                ),
            ),
        ),
        Example(
            "Unknown",
            settings=_NEW,
            source=_PACKAGE.format(placement="banner"),
            path=_PLACE,
            finds=(
                Find(
                    "banner",
                    "There is no placement print/banner in the settings, so nobody can tell its sizes.",
                ),
            ),
        ),
        Example("Looked up in December", settings=_NEW, source=_PACKAGE.format(placement="poster"), path=_PLACE),
    ),
)
