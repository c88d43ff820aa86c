"""When the mail leaves customers out and the ad does not, customers see an offer that was not meant for them.

How to fix: name the same segments as the brief, and leave out the same people in mail, social and paid. Filters in the
form `country=GB; industry=3PL` are held against the segment's filter in the settings, condition by condition: more
conditions are fine, since a list may need a consent, but none may be missing or say something else. `segment:` in a
filter names the segment itself. Filters in plain words are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF605"
_SEGMENTS = "/package/segments"
_SIDES = ("email", "social", "paid")
_FILTERS = (("email", "filter"), ("social", "match"), ("paid", "match"))
_NAMED = re.compile(r"segment:\s*(?P<name>[a-z0-9-]+)")
_CONDITION = re.compile(r"\w+\s*=\s*[^=]+")
_WORD = re.compile(r"\w+")


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """The plan for mail and social reaches the brief's segments, and leaves out the same people everywhere."""
    briefed = _briefed(campaign)
    known = context.config.segments
    is_misspelt = known and not set(briefed) <= set(known)  # HF109; it may be the one that seems to be missing
    for document in chain.packages(campaign, chain.CHANNELS):
        planned = set()
        for pointer, item in document.each(_SEGMENTS):
            name = item.get("segment")
            if not name:
                continue
            planned.add(name)
            yield from _filters(document, pointer, item, context)
            own = set(filter(None, item.get("exclude") or ()))
            for side in _SIDES:
                other = (item.get(side) or {}).get("exclude")
                if other is not None and set(filter(None, other)) != own:
                    yield Problem(
                        f"{name}: {side} leaves out {_named(set(other))}, but the segment leaves out {_named(own)}.",
                        join(pointer, side, "exclude"),
                        "Leave out the same people on every channel.",
                        path=document.path,
                    )
            if name not in briefed:
                if briefed and not is_misspelt and (not known or name in known):
                    yield Problem(
                        f"The brief does not speak to {name}.",
                        join(pointer, "segment"),
                        f"It names {listed(briefed, conjunction='and')}. Use one of them, or add it to the brief.",
                        path=document.path,
                    )
                continue
            wanted, related = briefed[name]
            if wanted is not None and "exclude" in item and wanted != own:
                yield Problem(
                    f"{name}: the brief leaves out {_named(wanted)}, this plan {_named(own)}.",
                    join(pointer, "exclude"),
                    "Leave out the same people as the brief.",
                    path=document.path,
                    related=(related,),
                )
        if planned and chain.is_whole(document, _SEGMENTS):
            yield from _entries(document, planned, context)


def _filters(document: Document, pointer: str, item: Mapping[str, Any], context: Context) -> Iterator[Problem]:
    """What a channel selects people by is what the settings say of the segment, as far as both can be compared."""
    name = item["segment"]
    usual = _conditions((context.config.segments.get(name) or {}).get("filter", ""))
    audiences: dict[str, tuple[str, str]] = {}
    for side, key in _FILTERS:
        part = item.get(side) or {}
        text, audience = part.get(key, ""), part.get("audience", "")
        first, way = audiences.setdefault(audience, (side, _plain(text))) if text and audience else ("", "")
        severity = None
        if (other := _NAMED.fullmatch(text.strip())) and other["name"] != name:
            message = f"{name}: {side} selects the segment {other['name']}."
        elif wrong := _missing(usual, _conditions(text)):
            message = f"{name}: {side} does not select by {listed(wrong, conjunction='and')}, as the settings do."
        elif first and way != _plain(text):
            message = f"{name}: {side} finds the audience {audience} another way than {first} does."
            severity = Severity.WARNING  # plain words may say the same in two ways
        else:
            continue
        yield Problem(
            message,
            join(pointer, side, key),
            "Reach the same people on every channel.",
            path=document.path,
            severity=severity,
        )


def _conditions(text: str) -> dict[str, str]:
    """`Country=GB; staff=50-500` as field in lower case → condition as written; empty for plain words."""
    found = [part.strip() for part in text.split(";") if part.strip()]
    if not all(_CONDITION.fullmatch(one) for one in found):
        return {}
    return {one.partition("=")[0].strip().casefold(): one for one in found}


def _missing(usual: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    """The conditions of the settings that a filter lacks or contradicts; none where one of them is in plain words."""
    if not own:
        return []
    return [one for field, one in usual.items() if _value(own.get(field, "")) != _value(one)]


def _value(condition: str) -> str:
    return " ".join(condition.partition("=")[2].casefold().split())


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _briefed(campaign: Campaign) -> dict[str, tuple[set[str] | None, Related]]:
    """Segment → whom the brief leaves out (None where it does not say), and where."""
    found: dict[str, tuple[set[str] | None, Related]] = {}
    for brief, pointer, item in chain.briefed_texts(campaign, "/package/audience"):
        if name := item.get("segment"):
            out = {one for one in item["exclude"] if one} if "exclude" in item else None
            found[name] = out, Related(brief.path, "the brief's audience", pointer)
    return found


def _entries(document: Document, planned: set[str], context: Context) -> Iterator[Problem]:
    known = context.config.segments
    if known and not planned <= set(known):  # HF109; the misspelt one may be the one that seems to be missing
        return
    for pointer, entry in document.each("/package/message_calendar/entries"):
        for index, name in enumerate(entry.get("segments") or ()):
            is_known = not known or name in known  # else HF109 says it
            if name and name not in planned and is_known and entry.get("status") != "cancelled":
                yield Problem(
                    f"{entry.get('id', 'This entry')} goes to {name}, which is not planned under segments.",
                    join(pointer, "segments", index),
                    "Say under segments how each channel finds these people and whom it leaves out.",
                    path=document.path,
                )


def _named(names: set[str]) -> str:
    return listed(sorted(filter(None, names)), conjunction="and") or "nobody"


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  segments:
    - segment: {}
      email: {{list: house-list}}
      social: {{audience: ig-commuters, exclude: [{}]}}
      exclude: [fleet-customers]
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270212_spring-ride_email-to-social_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_SETTINGS = """\
segments:
  city-commuters: {title: Commuters, filter: town=York}
  fleet-customers: {title: Fleets}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="segment-mismatch",
    summary="Brief, mail, social and paid mean the same people and leave out the same ones.",
    idea="F4",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Left out of the mail only",
            source=_PACKAGE.format("city-commuters", ""),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(
                Find(
                    "exclude: []",
                    "city-commuters: social leaves out nobody, but the segment leaves out fleet-customers.",
                ),
            ),
        ),
        Example(
            "People whom the brief does not name",
            source=_PACKAGE.format("students", "fleet-customers"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("students", "The brief does not speak to students."),),
        ),
        Example(
            "A filter that finds other people",
            source=_PACKAGE.format("city-commuters", "fleet-customers").replace(
                "house-list}", "house-list, filter: town=Leeds}"
            ),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            settings=_SETTINGS,
            finds=(Find("town=Leeds", "city-commuters: email does not select by town=York, as the settings do."),),
        ),
        Example(
            "The same everywhere",
            source=_PACKAGE.format("city-commuters", "fleet-customers"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
        ),
    ),
)
