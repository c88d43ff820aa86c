"""No part of the template is optional once work is handed over; a draft may be thin, a handoff may not.

How to fix: fill in the field. What each status asks for stands in the field reference; a draft asks for little.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Kind, Problem, Severity, Span
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, from_schema
from handoff_lint.rules.sections import sections
from handoff_lint.validation import store

CODE = "HF106"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Missing fields, missing sections of the body, and a version that stands nowhere."""
    yield from from_schema(CODE)(document, context)
    if document.kind is Kind.KNOWLEDGE:
        yield from _empty_page(document)
    profile = "standard" if context.config.profile == "strict" else context.config.profile
    ranks = store.ranks(document.type) if document.type else {}
    for section in sections(document):
        needed = section.required_from.get(profile)
        if needed is None or document.rank < ranks[needed] or section.words:
            continue
        state = "is empty" if section.found else "is missing"
        yield Problem(
            f"The section “{section.heading}” {state}; this status needs it.",
            help=f"Write the text under “## {section.heading}”."
            if section.found
            else f"Write a heading “## {section.heading}” below the front matter, and the text under it.",
            span=section.span,
        )
    named = "version" in context.config.package_name.tokens
    faulty = any(violation.problem.pointer == "/version" for violation in document.violations)
    if document.type and not named and document.rank and "version" not in document.data and not faulty:
        yield Problem(
            "version is missing; file names carry none here.",
            "/version",
            "Write version: 1, and one more at each rework.",
            at="key",
        )


def _empty_page(document: Document) -> Iterator[Problem]:
    """A knowledge entry that others may rely on but that says nothing below its summary."""
    source = document.source
    if source and not source.body.strip() and document.data.get("confidence") in ("not_validated", "validated"):
        yield Problem(
            "Below the front matter there is no text.",
            help="Write when to use it, how, and what shows that it works.",
            span=Span(source.body_line - 1, 1, source.body_line - 1, 4),
        )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="field-missing-for-status",
    summary="Every field that the status asks for is there.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    kinds=EVERYTHING,
    fix="auto",
    examples=(
        Example(
            "In review without a quality owner",
            without=("quality_owner",),
            finds=(Find("---", "quality_owner is missing; this status needs it."),),
        ),
        Example(
            "A field left blank",
            shows="quality_owner:\n",
            finds=(Find("quality_owner", "quality_owner is missing; this status needs it."),),
        ),
        Example(
            "A draft may be thin",
            shows="status: draft\n",
            without=("quality_owner", "objective", "package"),
        ),
    ),
)
