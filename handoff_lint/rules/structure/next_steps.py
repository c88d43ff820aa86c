"""A handoff ends with what happens next: somebody does something by a day. Without it everybody waits for everybody.

How to fix: write at least one step that begins with a verb and has an owner and a due date.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema, lines

CODE = "HF110"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Missing steps or parts of them, and steps that say no action."""
    yield from from_schema(CODE)(document, context)
    for pointer, step in document.each("/next_steps"):
        action = step.get("action")
        if isinstance(action, str) and len(action.split()) == 1:
            yield Problem(
                f"“{action}” alone is no action.",
                f"{pointer}/action",
                "Say what is done to what, verb first: Present two concepts.",
            )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="next-steps-missing",
    summary="There is a next step, with an action, an owner and a date.",
    idea="F1",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "A step without a date",
            shows=lines("""
                next_steps:
                  - action: Present two looks at the counter
                    owner: leo.brandt
            """),
            finds=(Find("action: Present", "due is missing in next_steps[1]."),),
        ),
        Example(
            "A step that is no action",
            shows=lines("""
                next_steps:
                  - action: Concepts
                    owner: leo.brandt
                    due: 2027-03-12
            """),
            finds=(Find("Concepts", "“Concepts” alone is no action."),),
        ),
        Example(
            "Verb, owner, date",
            shows=lines("""
                next_steps:
                  - action: Present two looks
                    owner: leo.brandt
                    due: 2027-03-12
            """),
        ),
    ),
)
