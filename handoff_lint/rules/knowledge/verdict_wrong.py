"""“Met” under a number that missed its target hides the campaign's most useful lesson.

How to fix: write the verdict that the numbers give. “Met” means that the target was reached, “exceeded” that the result
is at least a tenth better than the target, “missed” everything else. Whether more or less is better stands in the
brief, as the metric's `direction`. A tenth of a target of 0 or below says nothing, so there it is met or missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, experiments
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF812"
_WORDS = {"at_least": "at least", "at_most": "at most"}


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every verdict is what target, result and the metric's direction in the brief come to."""
    if document.type != chain.RETROSPECTIVE:
        return
    written = [
        (pointer, result)
        for pointer, result in document.each("/package/results")
        if {"metric", "target", "actual", "verdict"} <= result.keys()
    ]
    directions = _directions(context) if written else {}
    for pointer, result in written:
        direction = directions.get(assets.full(result["metric"], document), "")
        right = experiments.verdict(result["target"], result["actual"], direction) if direction else ""
        if right and right != result["verdict"]:
            yield Problem(
                f"{result['actual']} against {_WORDS[direction]} {result['target']} is {right}, not "
                f"{result['verdict']}.",
                join(pointer, "verdict"),
                f"Write {right}." + ("" if right == "missed" else " Exceeded begins a tenth beyond the target."),
            )


def _directions(context: Context) -> Mapping[str, Any]:
    """`brief#metric` → direction; where the brief does not say it, the settings may."""
    found = {}
    for _, _, metric, name in chain.metrics(context.campaign):
        defined = context.config.kpis.get(metric["kpi"]) or {}
        found[name] = metric.get("direction") or defined.get("direction") or ""
    return found


_PACKAGE = """\
---
type: campaign-retrospective
status: draft
from: leo.brandt
package:
  results:
    - metric: "spring-ride-h1#sm-bookings"
      target: 300
      actual: {}
      verdict: {}
---
"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270512_spring-ride_campaign-retrospective_v01.md"
_BRIEF = {"docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md": "<brief>"}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="verdict-wrong",
    summary="Every verdict of a retrospective follows from target, result and direction.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "Almost is not met",
            source=_PACKAGE.format(299, "met"),
            path=_PLACE,
            files=_BRIEF,
            finds=(Find("met", "299 against at least 300 is missed, not met.", after="verdict: "),),
        ),
        Example(
            "A tenth more",
            source=_PACKAGE.format(330, "met"),
            path=_PLACE,
            files=_BRIEF,
            finds=(Find("met", "330 against at least 300 is exceeded, not met.", after="verdict: "),),
        ),
        Example("One below a tenth more", source=_PACKAGE.format(329, "met"), path=_PLACE, files=_BRIEF),
    ),
)
