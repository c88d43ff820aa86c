"""“Qualified” means one thing to marketing and another to sales until both have written it down with numbers.

How to fix: thresholds have to be reachable with the points that there are; what lowers a score (`negative`, `decay`)
keeps the list fresh. A later tier is slower than the one before, and each calls for help before its time is up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain, schedule
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF612"
_SCORING, _TIERS = "/package/lead_scoring", "/package/handoff_timing"
_GROUPS = ("identity", "company", "source", "journey", "interest", "score", "consent", "next_step")
_HOURS_A_DAY = {"business": 8, "around_the_clock": 24}


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Scores that can be reached, everything that sales has to know, tiers in order, a meeting of both sides."""
    if document.type != chain.LEADS or document.status == "cancelled":
        return
    if document.get(_SCORING) and chain.is_whole(document, _SCORING):
        yield from _scoring(document)
    if document.get("/package/lead_intelligence") and chain.is_whole(document, "/package/lead_intelligence"):
        there = {item.get("group") for _, item in document.each("/package/lead_intelligence")}
        if missing := [group for group in _GROUPS if group not in there]:
            yield Problem(
                f"Sales learns nothing about {listed(missing, conjunction='or')}.",
                "/package/lead_intelligence",
                "Pass on at least one field of each group.",
                at="key",
            )
    yield from _tiers(document)
    yield from _meeting(document, context)


def _scoring(document: Document) -> Iterator[Problem]:
    scoring = document.get(_SCORING)
    fit = sum(item["points"] for _, item in document.each(f"{_SCORING}/fit"))
    behaviour = sum(item.get("cap", item["points"]) for _, item in document.each(f"{_SCORING}/behaviour"))
    wanted = (scoring.get("thresholds") or {}).get("mql") or {}
    place = f"{_SCORING}/thresholds/mql"
    for key, most, words in (
        ("fit_min", fit, "fit"),
        ("behaviour_min", behaviour, "behaviour"),
        ("total", fit + behaviour, "all together"),
    ):
        if wanted.get(key, 0) > most and scoring.get("fit") and scoring.get("behaviour"):
            yield Problem(
                f"Nobody can reach {wanted[key]}: {words} gives {most} points at most.",
                join(place, key),
                "Lower the threshold, or give more points.",
            )
    for key, words in (("negative", "what speaks against a lead"), ("decay", "how points fade")):
        if not scoring.get(key):
            yield Problem(
                f"The scoring does not say {words}.",
                _SCORING,
                f"Add {key}; without it old and wrong contacts stay at the top.",
                at="key",
                severity=Severity.WARNING,
            )


def _tiers(document: Document) -> Iterator[Problem]:
    tiers = [(pointer, tier) for pointer, tier in document.each(_TIERS) if tier.get("first_touch_within")]
    for (_, before), (pointer, tier) in schedule.in_turn(tiers):
        if _minutes(tier, "first_touch_within") <= _minutes(before, "first_touch_within"):
            yield Problem(
                f"{tier.get('tier', 'This tier')} is not called later than {before.get('tier', 'the one')} before it.",
                join(pointer, "first_touch_within"),
                "List the tiers from the quickest to the slowest.",
            )
    for pointer, tier in tiers:
        after = (tier.get("escalate") or {}).get("after")
        if after and _minutes({**tier, "after": after}, "after") >= _minutes(tier, "first_touch_within"):
            yield Problem(
                "Help is called for only when the time is up.",
                join(pointer, "escalate", "after"),
                f"Escalate before {_spoken(tier['first_touch_within'])} have passed.",
            )


def _meeting(document: Document, context: Context) -> Iterator[Problem]:
    attendees = document.get("/package/sync_meeting/attendees")
    receiver = (document.data.get("to") or {}).get("receiver", "")
    sales = context.config.people.get(receiver, {}).get("team") or (document.data.get("to") or {}).get("team", "")
    teams = {context.config.people.get(one, {}).get("team", "") for one in attendees or () if one}
    if not attendees or not sales or "" in teams:  # somebody whom the roster does not know may be on either side
        return
    if sales not in teams or teams == {sales}:
        side = f"Nobody of {sales}" if sales not in teams else f"Nobody but {sales}"
        yield Problem(
            f"{side} is in the weekly meeting.",
            "/package/sync_meeting/attendees",
            "Marketing and sales look at the leads together.",
        )


def _minutes(tier: Mapping[str, Any], key: str) -> int:
    """A span of time in minutes of the tier's own hours."""
    day = _HOURS_A_DAY[tier.get("hours", "business")] * 60
    length = {"minutes": 1, "hours": 60, "days": day, "working_days": day}
    return int(tier[key]["value"]) * length[tier[key]["unit"]]


def _spoken(span: Mapping[str, Any]) -> str:
    return f"{span['value']} {span['unit'].replace('_', ' ')}"


_PACKAGE = """\
---
type: marketing-to-sales
status: draft
from: leo.brandt
package:
  lead_scoring:
    fit: [{{rule: rides to work, points: 30}}]
    behaviour: [{{action: opens the price page, points: 10, cap: 20}}]
    negative: [{{rule: moved away, points: -20}}]
    decay: {{after_days: 30, factor: 0.5}}
    thresholds: {{mql: {{total: {}, fit_min: 20, behaviour_min: 10}}}}
  handoff_timing:
    - tier: asked-for-a-call
      trigger: a call is asked for
      hours: business
      first_touch_within: {{value: 2, unit: hours}}
      escalate: {{after: {{value: {}, unit: hours}}, to: maya.holt}}
    - tier: scored
      trigger: 45 points
      hours: business
      first_touch_within: {{value: {}, unit: hours}}
---
"""
_PLACE = "docs/campaigns/spring-ride/05-leads/20270112_spring-ride_marketing-to-sales_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="lead-rules-incomplete",
    summary="Thresholds can be reached, sales learns what it has to know, tiers are in order, both sides meet.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "A threshold that nobody reaches",
            source=_PACKAGE.format(65, 1, 8),
            path=_PLACE,
            finds=(Find("65", "Nobody can reach 65: all together gives 50 points at most."),),
        ),
        Example(
            "Help that comes too late",
            source=_PACKAGE.format(45, 3, 8),
            path=_PLACE,
            finds=(Find("after: {value: 3", "Help is called for only when the time is up."),),
        ),
        Example(
            "A slower tier in front",
            source=_PACKAGE.format(45, "1", "1"),
            path=_PLACE,
            finds=(
                Find(
                    "first_touch_within: {value: 1,",
                    "scored is not called later than asked-for-a-call before it.",
                ),
            ),
        ),
        Example("In order", source=_PACKAGE.format(45, 1, 8), path=_PLACE),
    ),
)
