"""What is tackled first should follow from the scores, not from who speaks last; a score that is not what its parts
come to moves the wrong thing to the top.

How to fix: write the score that the message gives, or correct its parts. What is done `now` belongs to the upper half
of the list, or needs a reason. Every insight is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, experiments
from handoff_lint.experiments import ExperimentError
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF802"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """Scores are what their parts come to, decisions fit the ranks, no insight is left out."""
    plan = document.get("/package/prioritisation")
    if not plan or not plan.get("framework"):
        return
    items = list(document.each("/package/prioritisation/items"))
    scores: list[tuple[float, str, Mapping[str, Any]]] = []
    for pointer, item in items:
        is_refused = any(f"{one.problem.pointer}/".startswith(f"{pointer}/scores/") for one in document.violations)
        if item.get("scores") and not is_refused:  # the schema says it
            yield from _scored(pointer, item, plan, scores)
    yield from _ranked(scores)
    ranked = {assets.full(item.get("insight", ""), document) for _, item in items}
    for pointer, insight in document.each("/package/insights"):
        if (
            insight.get("id")
            and insight.get("status") != "dropped"
            and assets.full(insight["id"], document) not in ranked
        ):
            yield Problem(
                f"The insight {insight['id']} is not scored.",
                join(pointer, "id"),
                "Add it under prioritisation.items with its scores, or set its status to dropped.",
            )


def _scored(
    pointer: str, item: Mapping[str, Any], plan: Mapping[str, Any], scores: list[tuple[float, str, Mapping[str, Any]]]
) -> Iterator[Problem]:
    framework, combine = plan["framework"], plan.get("combine", "product")
    try:
        right = experiments.score(framework, item["scores"], combine=combine)
    except ExperimentError as error:
        yield Problem(error.message, join(pointer, "scores"), error.help, at="key")
        return
    scores.append((right, pointer, item))
    written = item.get("score")
    if written is not None and not experiments.agrees(written, framework, item["scores"], combine=combine):
        parts = listed(
            (f"{part} {item['scores'][part]:g}" for part in experiments.FRAMEWORKS[framework]), conjunction="and"
        )
        yield Problem(
            f"The score is {written:g}, but {parts} come to {right:g}.",
            join(pointer, "score"),
            f"Write {right:g}, or correct the parts.",
        )


def _ranked(scores: list[tuple[float, str, Mapping[str, Any]]]) -> Iterator[Problem]:
    """What is done now belongs to the upper half."""
    ordered = sorted((right for right, _, _ in scores), reverse=True)
    for right, pointer, item in scores:
        half = ordered[(len(ordered) - 1) // 2]
        if item.get("decision") == "now" and right < half and not item.get("reason"):
            yield Problem(
                f"This comes now, but its score of {right:g} is in the lower half.",
                join(pointer, "decision"),
                "Say under reason why it comes first all the same, or choose next or later.",
            )


_PACKAGE = """\
---
type: analytics-to-optimization
status: draft
from: tom.osei
package:
  prioritisation:
    framework: ice
    items:
      - insight: in-form
        scores: {{impact: 8, confidence: 7, ease: 9}}
        score: {score}
        decision: now
      - insight: in-ad
        scores: {{impact: 4, confidence: 7, ease: 2}}
        score: 56
        decision: {decision}
---
"""
_PLACE = "docs/campaigns/spring-ride/06-optimization/20270330_spring-ride_analytics-to-optimization_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="priority-wrong",
    summary="Scores are what their parts come to, and what is done first has a high one.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="auto",
    examples=(
        Example(
            "A slip in the score",
            source=_PACKAGE.format(score=540, decision="later"),
            path=_PLACE,
            finds=(Find("540", "The score is 540, but impact 8, confidence 7 and ease 9 come to 504."),),
        ),
        Example(
            "First without a reason",
            source=_PACKAGE.format(score=504, decision="now"),
            path=_PLACE,
            finds=(
                Find(
                    "now",
                    "This comes now, but its score of 56 is in the lower half.",
                    after="score: 56\n        decision: ",
                ),
            ),
        ),
        Example("By the scores", source=_PACKAGE.format(score=504, decision="later"), path=_PLACE),
    ),
)
