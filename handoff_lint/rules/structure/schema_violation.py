"""Every package of a type has the same shape, so that nobody has to search, guess or ask what a value means.

How to fix: write the value in the form that the message names; the field reference has an example of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, from_schema, lines
from handoff_lint.rules.sections import sections
from handoff_lint.words import plural

CODE = "HF102"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Values of the wrong shape, and sections that are too long."""
    yield from from_schema(CODE)(document, context)
    for section in sections(document):
        if section.max_words and section.words > section.max_words:
            yield Problem(
                f"“{section.heading}” has {plural(section.words, 'word')}; at most {section.max_words} fit.",
                help="Keep what the receiver must know first; the rest belongs in the fields.",
                span=section.span,
            )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="schema-violation",
    summary="Every value has the shape that its field asks for.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    kinds=EVERYTHING,
    examples=(
        Example(
            "A number in quotes",
            shows='version: "2"\n',
            finds=(Find('"2"', "version should be a whole number, but it is text (“2”)."),),
        ),
        Example(
            "A status that does not exist",
            shows="status: in review\n",
            finds=(
                Find(
                    "in review",
                    "status is “in review”; it can be draft, in_review, changes_requested, approved, handed_off, "
                    "accepted, completed, archived or cancelled. Did you mean in_review?",
                ),
            ),
        ),
        Example(
            "A day that does not exist",
            shows=lines("""
                timeline:
                  start: 2027-01-20
                  due: 2027-02-30
                  needed_by: 2027-03-03
            """),
            finds=(Find("2027-02-30", "due is “2027-02-30”, and no such day exists."),),
        ),
        Example("A number without quotes", shows="version: 1\n"),
    ),
)
