"""“Watch performance” is no plan: at three in the afternoon of launch day nobody agrees any more on what is bad enough.

How to fix: plan for something that breaks and for something that does badly, the latter by a number, each with somebody
who acts and somebody who stands in. Every channel needs a plan, and where money runs, one that stops it by a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain, roster
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, shown

CODE = "HF610"
_PLANS = "/package/contingency"
_KINDS = {"breaks": "something that breaks", "underperforms": "something that does badly"}


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Both kinds of plans, by numbers, with two people, for every channel."""
    if document.type != chain.LAUNCH or document.status == "cancelled":
        return
    plans = list(document.each(_PLANS))
    known = chain.measures(context.campaign, document, context.config)
    for pointer, plan in plans:
        yield from _plan(pointer, plan, context)
        name = _metric(plan)
        if known and name and name not in known:
            yield Problem(
                f"There is no measure {shown(name)}.{did_you_mean(name, known)}",
                join(pointer, "trigger", "metric"),
                "Correct the name, or watch it under monitoring.",
            )
    if not plans or not chain.is_whole(document, _PLANS):
        return
    kinds = {plan.get("kind") for _, plan in plans}
    lacking: list[str] = []
    for kind, words in _KINDS.items():
        if kinds.isdisjoint((kind, None)):  # a plan that does not say its kind may be the one
            lacking.append(kind)
            yield Problem(f"There is no plan for {words}.", _PLANS, f"Add one with kind: {kind}.", at="key")
    if not lacking:  # the plan to come may be for the channels that have none
        yield from _channels(document, [plan for _, plan in plans], context)


def _metric(plan: Mapping[str, Any]) -> str:
    trigger = plan.get("trigger")
    return str(trigger.get("metric", "")) if isinstance(trigger, dict) else ""


def _plan(pointer: str, plan: Mapping[str, Any], context: Context) -> Iterator[Problem]:
    trigger = plan.get("trigger") or {}
    if plan.get("kind") == "underperforms" and trigger and not _is_number(trigger):
        yield Problem(
            "Nobody can tell by this when to act: it needs a measure and a number.",
            join(pointer, "trigger"),
            "For example: {metric: cost_per_lead, operator: '>', threshold: 350, window_hours: 24}.",
        )
    if plan.get("owner") and plan.get("owner") == plan.get("backup"):
        yield Problem(
            f"{roster.name_of(context.config, plan['owner'])} is owner and backup.",
            join(pointer, "backup"),
            "Name somebody else: the backup acts when the owner cannot be reached.",
        )


def _channels(document: Document, plans: list[Mapping[str, Any]], context: Context) -> Iterator[Problem]:
    """Every channel has a plan, every paid one a number that stops it; a plan without channels is for all of them."""
    stopping = [plan for plan in plans if plan.get("kind", "underperforms") == "underperforms"]
    missing: set[str] = set()
    for pointer, step in document.each("/package/launch_sequence"):
        channel = step.get("channel", "")
        if channel and channel not in missing and not _is_for(channel, plans):
            missing.add(channel)
            yield Problem(
                f"There is no plan for what may go wrong on {channel}.",
                join(pointer, "channel"),
                "Add one under contingency, or name the channel in a plan that is there.",
            )
    places = _places(document)
    for channel in chain.paid_channels(context.campaign, document, context.config):
        if channel not in missing and not _is_for(channel, stopping):
            yield Problem(
                f"Money runs on {channel}, but no number stops it when it does badly.",
                places[channel],
                "Add a plan with kind: underperforms for this channel.",
            )


def _places(document: Document) -> dict[str, str]:
    """Channel → where the launch names it first: its limit, else its step."""
    found: dict[str, str] = {}
    for place, key in (("/package/budget_guard", "platform"), ("/package/launch_sequence", "channel")):
        for pointer, item in document.each(place):
            if item.get(key):
                found.setdefault(item[key], join(pointer, key))
    return found


def _is_for(channel: str, plans: list[Mapping[str, Any]]) -> bool:
    return any(not plan.get("channels") or channel in plan["channels"] for plan in plans)


def _is_number(trigger: Mapping[str, Any]) -> bool:
    return all(trigger.get(key) is not None for key in ("metric", "operator", "threshold"))


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  launch_sequence:
    - {{id: ls-mail, channel: email, at: "2027-03-15T09:00:00Z"}}
  contingency:
    - id: co-link
      kind: breaks
      trigger: No booking for two hours
      channels: [email]
      owner: leo.brandt
      backup: {}
    - id: co-clicks
      kind: {}
      trigger: {}
      channels: [{}]
      owner: leo.brandt
      backup: maya.holt
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"
_TRIGGER = '{metric: click_rate, operator: "<", threshold: 1, window_hours: 24}'

RULE = Rule(
    module=__name__,
    code=CODE,
    name="contingency-incomplete",
    summary="There is a plan for what breaks and for what does badly, by numbers, with two people, on every channel.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "No number",
            source=_PACKAGE.format("maya.holt", "underperforms", "watch performance", "email"),
            path=_PLACE,
            finds=(Find("watch performance", "Nobody can tell by this when to act: it needs a measure and a number."),),
        ),
        Example(
            "One person for both",
            source=_PACKAGE.format("leo.brandt", "underperforms", _TRIGGER, "email"),
            path=_PLACE,
            finds=(Find("leo.brandt", "leo.brandt is owner and backup.", after="backup: "),),
        ),
        Example(
            "Nothing for the case that it does badly",
            source=_PACKAGE.format("maya.holt", "breaks", "The page is down", "email"),
            path=_PLACE,
            finds=(Find("contingency:", "There is no plan for something that does badly."),),
        ),
        Example(
            "A channel without a plan",
            source=_PACKAGE.format("maya.holt", "underperforms", _TRIGGER, "instagram").replace("[email]", "[web]"),
            path=_PLACE,
            finds=(Find("email", "There is no plan for what may go wrong on email.", after="channel: "),),
        ),
        Example("Both", source=_PACKAGE.format("maya.holt", "underperforms", _TRIGGER, "email"), path=_PLACE),
    ),
)
