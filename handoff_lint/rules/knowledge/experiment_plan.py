"""A test that was not planned always finds something: whoever looks at ten numbers sees one that has risen.

How to fix: say before the test why, what changes, what effect you expect (with a number) and for whom; one primary
number, at least one that must not get worse, when you stop early, and what you do with the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import quantity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.words import did_you_mean, listed, shown

CODE = "HF803"
_SHARES = frozenset({"percent", "%", "share", "rate", "ratio"})
_SHARE_NAME = re.compile(r"(?:^|[_ -])(?:rate|share|ratio)$", re.IGNORECASE)
_PERCENT = 100
_NOBODY = frozenset({"none", "no winner", "neither", "inconclusive", "no difference", "undecided"})
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
        yield from _baseline(pointer, test, context)
        yield from _winner(pointer, test)


def _baseline(pointer: str, test: Mapping[str, Any], context: Context) -> Iterator[Problem]:
    """A share is written as a part of one: 18 instead of 0.18 makes every size of a sample meaningless."""
    baseline, metric = test.get("baseline", 0), test.get("primary_metric", "")
    unit = (context.config.kpis.get(metric) or {}).get("unit")
    is_share = str(unit).casefold() in _SHARES if unit else bool(_SHARE_NAME.search(metric))
    if is_share and 1 < baseline <= _PERCENT:
        yield Problem(
            f"{metric} is a share, and {baseline} is more than everybody.",
            join(pointer, "baseline"),
            f"Write {baseline / _PERCENT:.10g} for {baseline} %.",
        )


def _winner(pointer: str, test: Mapping[str, Any]) -> Iterator[Problem]:
    """Only a version that took part can have won."""
    winner, versions = (test.get("result") or {}).get("winner", ""), test.get("variants") or [None]
    if not winner or None in versions:  # the schema has said it
        return
    known = {version.strip().casefold() for version in versions}
    if len(versions) == 1:
        known.add("control")
    if winner.strip().casefold() not in known | _NOBODY:
        yield Problem(
            f"{shown(winner)} has won, but is none of the versions.{did_you_mean(winner, versions)}",
            join(pointer, "result", "winner"),
            f"Write {listed(versions)}, or none.",
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
      guardrails: [{guardrail}]{more}
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
            source=_PACKAGE.format(effect="more starts", guardrail="bookings", more=""),
            path=_PLACE,
            finds=(Find("more starts", "This effect has no number, so nobody can say afterwards whether it came."),),
        ),
        Example(
            "Guarded by itself",
            source=_PACKAGE.format(effect="a fifth more starts", guardrail="form_starts", more=""),
            path=_PLACE,
            finds=(Find("guardrails: [", "form_starts is the primary number and a guardrail at once."),),
        ),
        Example(
            "A winner that took no part",
            source=_PACKAGE.format(
                effect="a fifth more starts",
                guardrail="bookings",
                more="""
      variants: [as-it-is, form-top]
      result: {winner: form-left, effect: 6 % against 4 %, next: Keep it}""",
            ),
            path=_PLACE,
            finds=(Find("form-left", "“form-left” has won, but is none of the versions. Did you mean form-top?"),),
        ),
        Example(
            "Said before",
            source=_PACKAGE.format(effect="a fifth more starts", guardrail="bookings", more=""),
            path=_PLACE,
        ),
    ),
)
