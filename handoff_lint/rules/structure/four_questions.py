"""Four questions decide whether the next person can start: what for, why now, within which limits, and how will we
know it worked. A package that does not answer them sets its receiver up to fail.

How to fix: answer the question that is missing, in a sentence that says more than the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema

CODE = "HF105"
_SMALL = frozenset("a an and at by for from in is it of on or our the their this to we with".split())


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Missing answers, and answers that only repeat the title."""
    yield from from_schema(CODE)(document, context)
    known = _words(_title(document, context)) | _words(document.campaign)
    for field, question in (
        ("objective", "what is to change, for whom, by when"),
        ("context", "why now and what is decided"),
    ):
        answer = document.data.get(field)
        if isinstance(answer, str) and all(word in known for word in _each_word(answer)):
            yield Problem(
                f"{field} says no more than the title.",
                f"/{field}",
                f"Say {question}.",
            )


def _title(document: Document, context: Context) -> str:
    own = document.data.get("title")
    if own is None and context.campaign and context.campaign.document:
        own = context.campaign.document.data.get("title")
    return str(own or "")


def _words(text: str) -> set[str]:
    return set(_each_word(text))


def _each_word(text: str) -> Iterator[str]:
    """The words that carry meaning, one by one: the first that the title lacks settles the question."""
    return (found[0] for found in re.finditer(r"\w+", text.casefold()) if found[0] not in _SMALL)


RULE = Rule(
    module=__name__,
    code=CODE,
    name="four-questions-unanswered",
    summary="Objective, context, constraints and success are answered, and say more than the title.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "An objective that repeats the title",
            shows="objective: Spring ride\n",
            finds=(Find("Spring ride", "objective says no more than the title.", after="objective: "),),
        ),
        Example(
            "No constraints",
            shows="constraints: []\n",
            finds=(Find("constraints", "constraints is empty."),),
        ),
        Example(
            "No context",
            without=("context",),
            finds=(Find("---", "context is missing; this status needs it."),),
        ),
        Example(
            "Who does what, how many, by when",
            shows="objective: Have 300 commuters book a spring check by 30 April 2027.\n",
        ),
    ),
)
