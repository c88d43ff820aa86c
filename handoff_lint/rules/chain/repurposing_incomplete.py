"""A mail pasted into a post fits neither: subscribers read it twice, and followers scroll on.

How to fix: under `repurposing`, let at least one piece go from mail to social and one from social to mail, and write
each anew for its channel. If one way makes no sense in this campaign, say why in a waiver.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handoff_lint import assets, chain
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF616"
_REPURPOSED = "/package/repurposing"
_MAIL, _SOCIAL = "email", "social"
_SHORTEST, _LONGEST = 60, 2000
"""Characters: a slogan or a button may be the same everywhere; of long texts the beginning is compared."""


class _Text(NamedTuple):
    path: str
    pointer: str
    id: str
    asset: str
    text: str


class _Content(NamedTuple):
    """What the campaign has: `package#item` → its channel, to its texts, and channel → the texts there."""

    channels: dict[str, str]
    texts: dict[str, list[_Text]]
    on: dict[str, list[_Text]]


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Content goes both ways between mail and social, and is written anew."""
    plans = [one for one in chain.packages(campaign, chain.CHANNELS) if one.get(_REPURPOSED)]
    if not plans or not all(chain.is_whole(one, _REPURPOSED) for one in plans):
        return
    content = _content(campaign)
    ways = set()
    for plan in plans:
        for pointer, item in plan.each(_REPURPOSED):
            source = assets.full(item["from"], plan) if item.get("from") else ""
            begin, end = content.channels.get(source, ""), item.get("to_channel", "")
            ways.add((chain.kind_of(begin, context.config), chain.kind_of(end, context.config)))
            if begin and end and begin != end:
                yield from _pasted(plan, pointer, content.texts.get(source, []), content.on.get(end, []))
    here = {chain.kind_of(one, context.config) for one in chain.channels(campaign)}
    if not here.issuperset((_MAIL, _SOCIAL)):
        return
    for way, words, help_ in (
        ((_MAIL, _SOCIAL), "from mail to social", "a mail as from and a social channel as to_channel"),
        ((_SOCIAL, _MAIL), "from social to mail", "a post as from and to_channel: email"),
    ):
        if not any(begin in (way[0], "") and end in (way[1], "") for begin, end in ways):  # an unknown one may be it
            yield Problem(
                f"Nothing is taken {words}.", _REPURPOSED, f"Add an entry with {help_}.", at="key", path=plans[0].path
            )


def _content(campaign: Campaign) -> _Content:
    found = _Content({}, {}, {})
    for package in chain.packages(campaign, chain.PRODUCTION):
        for _, piece, name in chain.items(package, "/package/assets"):
            found.channels[name] = piece.get("channel", "")
        for pointer, copy, name in chain.items(package, "/package/copy"):
            asset = assets.full(copy["asset"], package) if copy.get("asset") else ""
            found.channels[name] = channel = found.channels.get(asset, "")
            text = " ".join(str(copy.get("text", "")).casefold().split())
            if copy.get("status") != "dropped" and len(text) >= _SHORTEST:
                one = _Text(package.path, join(pointer, "text"), copy["id"], asset, text[:_LONGEST])
                for key in filter(None, (name, asset)):
                    found.texts.setdefault(key, []).append(one)
                found.on.setdefault(channel, []).append(one)
    for plan in chain.packages(campaign, chain.CHANNELS):
        for _, entry, name in chain.items(plan, "/package/message_calendar/entries"):
            found.channels[name] = entry.get("channel", "")
            found.texts[name] = [
                text
                for asset in entry.get("assets") or ()
                if asset
                for text in found.texts.get(assets.full(asset, plan), ())
            ]
    return found


def _pasted(plan: Document, pointer: str, sources: list[_Text], there: list[_Text]) -> Iterator[Problem]:
    """Texts on the other channel that are the source's own words; each is said once."""
    for text in there:
        for source in sources:
            if chain.is_alike(source.text, text.text):
                yield Problem(
                    f"This is the text of {source.id} word for word, on another channel.",
                    text.pointer,
                    "Write it anew for this channel.",
                    path=text.path,
                    related=(
                        Related(plan.path, "repurposed here", pointer),
                        Related(source.path, "the same text", source.pointer),
                    ),
                )
                break


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    entries:
      - {{id: ce-mail, at: 2027-03-15T09:00:00Z, channel: email, kind: email, assets: ["spring-ride-h2#as-mail"]}}
      - {{id: ce-post, at: 2027-03-15T11:00:00Z, channel: instagram, kind: post}}
  repurposing:
    - {{id: rp-1, from: ce-mail, to_channel: instagram, change: [one picture]}}
    - {{id: rp-2, from: ce-post, to_channel: {}, change: [the best answer as a quote]}}
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
_PRODUCED = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - {id: as-mail, channel: email, placement: marketing}
    - {id: as-post, channel: instagram, placement: feed}
  copy:
    - {id: cp-mail, asset: as-mail, element: body, text: Bring your bike before work and ride it home at six. We call.}
    - {id: cp-post, asset: as-post, element: body, text: Bring your bike before work and ride it home at six! We call.}
---
"""
_PRODUCED_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_CAMPAIGN = """\
---
title: Spring check for commuters
types: [email, social]
channels: [email, instagram]
owner: maya.holt
launch_date: 2027-03-15
end_date: 2027-04-30
primary_kpi: bookings
status: planned
---
"""
_FILES = {"docs/campaigns/spring-ride/campaign.md": _CAMPAIGN}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="repurposing-incomplete",
    summary="Content goes from mail to social and from social to mail, and is written anew for each.",
    idea="F1",
    severity=Severity.WARNING,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Only one way",
            source=_PACKAGE.format("instagram"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("repurposing:", "Nothing is taken from social to mail."),),
        ),
        Example(
            "The mail as a post",
            source=_PRODUCED,
            path=_PRODUCED_PLACE,
            files={**_FILES, _PLACE: _PACKAGE.format("email")},
            finds=(
                Find(
                    "Bring your bike before work and ride it home at six! We call.",
                    "This is the text of cp-mail word for word, on another channel.",
                ),
            ),
        ),
        Example("Both ways", source=_PACKAGE.format("email"), path=_PLACE, files=_FILES),
    ),
)
