"""“Due” is what the sender thinks of, “needed by” what the receiver plans with; with only one of them, both guess.

How to fix: write both days under timeline: the one on which you hand over, and the last one on which the receiver can
begin and still do the job well.
"""

from __future__ import annotations

from handoff_lint.model import Severity
from handoff_lint.rules.base import Example, Find, Rule, from_schema, lines

CODE = "HF502"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="needed-by-missing",
    summary="A package says when it is handed over and when the receiver needs it.",
    idea="F2",
    severity=Severity.ERROR,
    since="in_review",
    document=from_schema(CODE),
    examples=(
        Example(
            "Only due",
            shows=lines("""
                timeline:
                  start: 2027-01-11
                  due: 2027-01-13
            """),
            finds=(Find("timeline", "needed_by is missing in timeline; this status needs it."),),
        ),
        Example(
            "Both days",
            shows=lines("""
                timeline:
                  start: 2027-01-11
                  due: 2027-01-13
                  needed_by: 2027-01-15
            """),
        ),
    ),
)
