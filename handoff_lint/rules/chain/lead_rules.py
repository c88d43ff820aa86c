"""“Qualified” means one thing to marketing and another to sales until both have written it down with numbers.

How to fix: thresholds have to be reachable with the points that there are; what lowers a score (`negative`, `decay`)
keeps the list fresh, and so does a review within 100 days. Where the settings hold the team's usual points
(`lead_scoring`), other points need an `override_reason`. Sales gets at least one field of each group, among them the
first and the last touch, what was read or watched, and what the score is made of. Whoever asks for a call (a tier
called `hand-raiser`, or a trigger of `fast_track`) is called within 5 minutes. A later tier is slower than the one
before, and each calls for help before its time is up. The weekly meeting is about how good the leads were, not only
how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain, days, leads, schedule
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import lists
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed, plural

CODE = "HF612"
_SCORING, _TIERS = "/package/lead_scoring", "/package/handoff_timing"
_Tier = tuple[str, Mapping[str, Any]]
"""A tier with its pointer."""
_INTELLIGENCE, _MEETING = "/package/lead_intelligence", "/package/sync_meeting"
_MEASURES = "/package/quality_metrics"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Scores that can be reached, everything that sales has to know, tiers in order, a meeting of both sides."""
    if document.type != chain.LEADS or document.status == "cancelled":
        return
    if document.get(_SCORING) and chain.is_whole(document, _SCORING):
        yield from _scoring(document)
        yield from _usual(document, context)
    yield from _reviewed(document)
    if document.get(_INTELLIGENCE) and chain.is_whole(document, _INTELLIGENCE):
        yield from _knowledge(document)
    yield from _tiers(document)
    yield from _hand_raisers(document)
    yield from _meeting(document, context)
    yield from _measures(document)


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


def _usual(document: Document, context: Context) -> Iterator[Problem]:
    """The points are the team's own, unless it is said why not."""
    scoring = document.get(_SCORING)
    if scoring.get("override_reason"):
        return
    source = context.config.sources.get("lead_scoring", "the settings")
    for key in leads.differing(scoring, context.config.lead_scoring):
        yield Problem(
            f"The points under {key} are not the team's usual ones ({source}).",
            join(_SCORING, key),
            "Write the usual points, or say under override_reason why this campaign needs others.",
            at="key",
        )


def _reviewed(document: Document) -> Iterator[Problem]:
    """Points are held against real deals again soon enough."""
    last, due = document.get(f"{_SCORING}/calibrated"), document.get(f"{_SCORING}/review_by")
    if not last or not due:
        return
    if due <= last:
        message, help_ = f"The review on {due} is not later than the last one, on {last}.", "Choose a day to come."
    elif (distance := days.between(last, due)) > leads.LONGEST_REVIEW_DAYS:
        message = (
            f"The next review comes {distance} days after the last; {leads.LONGEST_REVIEW_DAYS} days are the limit."
        )
        help_ = f"Review the points by {days.later(last, leads.LONGEST_REVIEW_DAYS)}."
    else:
        return
    yield Problem(message, f"{_SCORING}/review_by", help_)


def _knowledge(document: Document) -> Iterator[Problem]:
    """What sales has to know of each lead."""
    fields = list(document.each(_INTELLIGENCE))
    there = {item.get("group") for _, item in fields}
    if missing := [group for group in leads.GROUPS if group not in there]:
        yield Problem(
            f"Sales learns nothing about {listed([leads.SPOKEN[one] for one in missing], conjunction='or')}.",
            _INTELLIGENCE,
            "Pass on at least one field of each group.",
            at="key",
        )
    for wanted in leads.WANTED:
        found = leads.fields_for(wanted, (item for _, item in fields))
        if not found and there.issuperset(wanted.groups):  # a group that lacks is one finding already
            yield Problem(
                f"Sales does not learn {wanted.words}.",
                _INTELLIGENCE,
                f"Add a field with group: {wanted.groups[0]} that says so in its name.",
                at="key",
                severity=Severity.WARNING,  # told by the names of fields, and those are free
            )
        elif found and all(item.get("required") is False for item in found):
            pointer = next(place for place, item in fields if item is found[0])
            yield Problem(
                f"{found[0]['field']} may be left empty, and then sales does not learn {wanted.words}.",
                join(pointer, "required"),
                "Write required: true.",
            )


def _hand_raisers(document: Document) -> Iterator[Problem]:
    """Whoever asks for a call gets it at once."""
    fast_track = [one for _, one in document.each(f"{_SCORING}/fast_track")]
    misplaced = {pointer for pair in _disordered(document) for pointer, _ in pair}
    for pointer, tier in _timed(document):
        if pointer in misplaced or not leads.is_for_hand_raisers(tier, fast_track):
            continue  # a tier in the wrong place is said once
        if _minutes(tier, "first_touch_within") > leads.FASTEST_MINUTES:
            yield Problem(
                f"Whoever asks for a call waits up to {_spoken(tier['first_touch_within'])}.",
                join(pointer, "first_touch_within"),
                f"Call within {leads.FASTEST_MINUTES} minutes, or waive this with the reason.",
                severity=Severity.WARNING,
            )


def _tiers(document: Document) -> Iterator[Problem]:
    for (_, before), (pointer, tier) in _disordered(document):
        yield Problem(
            f"{tier.get('tier', 'This tier')} is not slower than {before.get('tier', 'the one')}, the tier before it.",
            join(pointer, "first_touch_within"),
            "List the tiers from the quickest to the slowest.",
        )
    for pointer, tier in _timed(document):
        limit = tier["first_touch_within"]
        if tier.get("route_within_minutes", 0) > _minutes(tier, "first_touch_within"):
            yield Problem(
                f"A lead may take {plural(tier['route_within_minutes'], 'minute')} to reach somebody, "
                f"but has to be called within {_spoken(limit)}.",
                join(pointer, "route_within_minutes"),
                "Pass leads on sooner than they have to be called.",
            )
        after = (tier.get("escalate") or {}).get("after")
        if after and _minutes({**tier, "after": after}, "after") >= _minutes(tier, "first_touch_within"):
            yield Problem(
                "Help is called for only when the time is up.",
                join(pointer, "escalate", "after"),
                f"Escalate before {_spoken(tier['first_touch_within'])} have passed.",
            )


def _timed(document: Document) -> Iterator[_Tier]:
    return ((pointer, tier) for pointer, tier in document.each(_TIERS) if tier.get("first_touch_within"))


def _disordered(document: Document) -> list[tuple[_Tier, _Tier]]:
    """Each two tiers that follow each other, where the second is not slower."""
    return [
        (before, after)
        for before, after in schedule.in_turn(list(_timed(document)))
        if _minutes(after[1], "first_touch_within") <= _minutes(before[1], "first_touch_within")
    ]


def _meeting(document: Document, context: Context) -> Iterator[Problem]:
    agenda = document.get(f"{_MEETING}/agenda") or ()
    if lists.language(context.config.organisation) == lists.DEFAULT and leads.only_counts(agenda):
        yield Problem(
            "The weekly meeting only counts leads.",
            f"{_MEETING}/agenda",
            "Add how good they were: which ones sales refused and why, which limits were missed.",
            at="key",
            severity=Severity.WARNING,  # told by its words
        )
    yield from _sides(document, context)


def _measures(document: Document) -> Iterator[Problem]:
    """The measures show how good the leads are, and how well sales answers."""
    metrics = [metric["kpi"] for _, metric in document.each(_MEASURES)]
    if not metrics or not chain.is_whole(document, _MEASURES):
        return
    if missing := leads.unmeasured(metrics):
        yield Problem(
            f"No measure tells {listed(missing, conjunction='or')}.",
            _MEASURES,
            "Add one, such as lead_acceptance_rate or sla_compliance.",
            at="key",
            severity=Severity.WARNING,  # told by their names
        )


def _sides(document: Document, context: Context) -> Iterator[Problem]:
    attendees = document.get(f"{_MEETING}/attendees")
    receiver = (document.data.get("to") or {}).get("receiver", "")
    sales = context.config.people.get(receiver, {}).get("team") or (document.data.get("to") or {}).get("team", "")
    teams = {context.config.people.get(one, {}).get("team", "") for one in attendees or () if one}
    if not attendees or not sales or "" in teams:  # somebody whom the roster does not know may be on either side
        return
    if sales not in teams or teams == {sales}:
        side = f"Nobody of {sales}" if sales not in teams else f"Nobody but {sales}"
        yield Problem(
            f"{side} is in the weekly meeting.",
            f"{_MEETING}/attendees",
            "Marketing and sales look at the leads together.",
        )


def _minutes(tier: Mapping[str, Any], key: str) -> int:
    """A span of time in minutes of the tier's own hours."""
    return leads.minutes(tier[key], tier.get("hours", "business"))


def _spoken(span: Mapping[str, Any]) -> str:
    unit = span["unit"].replace("_", " ")
    return plural(span["value"], unit.removesuffix("s"))


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
                    "scored is not slower than asked-for-a-call, the tier before it.",
                ),
            ),
        ),
        Example("In order", source=_PACKAGE.format(45, 1, 8), path=_PLACE),
    ),
)
