"""A report says what happened; an insight says how much, why that matters, and what somebody does about it by when.

How to fix: put the number into the observation, then fill in evidence, `so_what`, `action`, `owner` and `due`. In a
retrospective, what worked needs a number in its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import quantity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema

CODE = "HF801"
_from_schema = from_schema(CODE)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every insight has a number, evidence, a meaning and an action with owner and day."""
    yield from _from_schema(document, context)
    for pointer, insight in document.each("/package/insights"):
        if not quantity.is_counted(insight.get("observation", "0")):
            yield Problem(
                "This observation has no number.",
                join(pointer, "observation"),
                "Say how many, of how many, or compared with what.",
            )
    for pointer, tactic in document.each("/package/what_worked"):
        if not quantity.is_in(tactic.get("evidence", "0")):
            yield Problem(
                "This evidence has no number.",
                join(pointer, "evidence"),
                "Say how much came of it, and compared with what.",
                severity=Severity.WARNING,
            )


_PACKAGE = """\
---
type: analytics-to-optimization
status: {status}
from: tom.osei
package:
  insights:
    - observation: {observation}
      evidence: [{{source: bi, value: 18}}]
      so_what: Most leave before the first field.
      owner: ana.ruiz
      due: 2027-04-02
{action}---
"""
_PLACE = "docs/campaigns/spring-ride/06-optimization/20270330_spring-ride_analytics-to-optimization_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="insight-incomplete",
    summary="Every insight has a number, evidence, a meaning and an action with owner and day.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "No number",
            source=_PACKAGE.format(status="draft", observation="Many visitors leave the form.", action=""),
            path=_PLACE,
            finds=(Find("Many visitors", "This observation has no number."),),
        ),
        Example(
            "No action",
            source=_PACKAGE.format(status="in_review", observation="82 % of visits never start the form.", action=""),
            path=_PLACE,
            finds=(Find("observation: 82", "action is missing in package.insights[1]; this status needs it."),),
        ),
        Example(
            "Everything there",
            source=_PACKAGE.format(
                status="in_review",
                observation="82 % of visits never start the form.",
                action="      action: Test the form at the top of the page\n",
            ),
            path=_PLACE,
        ),
    ),
)
