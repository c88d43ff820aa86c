"""A picture that is used longer, or in more places, than its licence allows costs more than the whole campaign.

How to fix: extend the licence, take another picture, or use this one only where and as long as it may be used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF708"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Licences last until the campaign ends and cover the channels of the pieces that are made from them."""
    if document.type != assets.PRODUCTION:
        return
    end = assets.campaign_end(context.campaign)
    channels: dict[str, dict[str, str]] = {}
    for piece in assets.pieces(document, context.config):
        used = channels.setdefault(assets.full(piece.data.get("from_source", ""), document), {})
        used.setdefault(piece.channel, piece.id)
    for pointer, source in document.each("/package/source_files"):
        used = channels.get(assets.full(source.get("id", ""), document), {})
        yield from _limits(join(pointer, "rights"), source.get("rights") or {}, used, end)


def _limits(pointer: str, rights: Mapping[str, Any], used: Mapping[str, str], end: str) -> Iterator[Problem]:
    expires, allowed = rights.get("expires", ""), rights.get("channels", [])
    if expires and end and expires < end:
        yield Problem(
            f"These rights end on {expires}, but the campaign runs until {end}.",
            join(pointer, "expires"),
            "Extend the licence, or take another picture.",
        )
    beyond = [channel for channel in used if channel and channel not in allowed] if allowed else []
    if beyond:
        yield Problem(
            f"These rights cover {listed(allowed, conjunction='and')}, but {used[beyond[0]]} is made for "
            f"{listed(beyond, conjunction='and')}.",
            join(pointer, "channels"),
            "Extend the licence, or make that piece from another source.",
        )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  source_files:
    - id: sf-photo
      file: photo.psd
      rights:
        licence: licensed
        channels: [{channel}]
        expires: {expires}
  assets:
    - {{id: as-post, channel: instagram, placement: post, from_source: sf-photo}}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="rights-expired",
    summary="Licences cover the whole campaign and every channel that a picture is used in.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Ends before the campaign",
            source=_PACKAGE.format(channel="instagram", expires="2027-03-31"),
            path=_PLACE,
            finds=(Find("2027-03-31", "These rights end on 2027-03-31, but the campaign runs until 2027-04-30."),),
        ),
        Example(
            "Another channel",
            source=_PACKAGE.format(channel="print", expires="2027-12-31"),
            path=_PLACE,
            finds=(Find("channels: [print]", "These rights cover print, but as-post is made for instagram."),),
        ),
        Example("Long and wide enough", source=_PACKAGE.format(channel="instagram", expires="2027-12-31"), path=_PLACE),
    ),
)
