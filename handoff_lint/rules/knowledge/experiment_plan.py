"""A test that was not planned always finds something: whoever looks at ten numbers sees one that has risen.

How to fix: say before the test why, what changes, what effect you expect (with a number) and for whom; one primary
number, at least one that must not get worse, when you stop early, and what you do with the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import quantity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema

CODE = "HF803"
_from_schema = from_schema(CODE)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every test says before it starts what it expects, by which number, and how it is decided."""
    yield from _from_schema(document, context)
    for pointer, test in document.each("/package/tests"):
        effect = (test.get("hypothesis") or {}).get("effect")
        if effect and test.get("kind") != "directional" and not quantity.is_in(effect) and not test.get("mde_relative"):
            yield Problem(
                "This effect has no number, so nobody can say afterwards whether it came.",
                join(pointer, "hypothesis", "effect"),
                "Say by how much: “rises by 20 %”.",
            )
        primary = test.get("primary_metric")
        if primary and primary in test.get("guardrails", []):
            yield Problem(
                f"{primary} is the primary number and a guardrail at once.",
                join(pointer, "guardrails"),
                "Name as guardrail a number that must not get worse while the primary one gets better.",
            )


_PACKAGE = """\
---
type: analytics-to-optimization
status: draft
from: tom.osei
package:
  tests:
    - id: te-form
      kind: ab
      hypothesis: {{because: They never scroll, change: The form stands on top, effect: {effect}, for: everybody}}
      primary_metric: form_starts
      guardrails: [{guardrail}]
---
"""
_PLACE = "docs/campaigns/spring-ride/06-optimization/20270330_spring-ride_analytics-to-optimization_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="test-plan-incomplete",
    summary="Every test says before it starts what it expects, by which number, and how it is decided.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "An effect without a number",
            source=_PACKAGE.format(effect="more starts", guardrail="bookings"),
            path=_PLACE,
            finds=(Find("more starts", "This effect has no number, so nobody can say afterwards whether it came."),),
        ),
        Example(
            "Guarded by itself",
            source=_PACKAGE.format(effect="a fifth more starts", guardrail="form_starts"),
            path=_PLACE,
            finds=(Find("guardrails: [", "form_starts is the primary number and a guardrail at once."),),
        ),
        Example("Said before", source=_PACKAGE.format(effect="a fifth more starts", guardrail="bookings"), path=_PLACE),
    ),
)
