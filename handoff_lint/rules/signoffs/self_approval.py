"""Whoever wrote it reads what was meant, not what stands there: a check by its author is no check.

How to fix: let somebody else sign. With `separation_of_duties: relaxed` the owner may give the business approval;
quality and acceptance are always somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF405"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The owner signs neither quality nor business, nor accepts what they sent."""
    owner = document.get("/from/owner")
    strict = context.config.separation_of_duties == "strict"
    for gate in ("quality", "business", gates.ACCEPTANCE) if strict else ("quality", gates.ACCEPTANCE):
        for entry in context.approvals.latest(document, gate).values():
            if entry.by == owner:
                name = roster.name_of(context.config, entry.by)
                act = "accepts" if gate == gates.ACCEPTANCE else f"signs {gate} for"
                yield Problem(
                    f"{name} owns this package and {act} it as well.",
                    f"{entry.pointer}/by",
                    "Let somebody else do it.",
                )


_SIGNED = """
    signoffs:
      quality:
        - by: {by}
          decision: approved
          at: 2027-01-12T09:30:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="self-approval",
    summary="Nobody signs quality or business for their own package, or accepts what they sent.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "The owner signs quality",
            shows=lines(_SIGNED.format(by="maya.holt")),
            finds=(Find("maya.holt", "maya.holt owns this package and signs quality for it as well.", after="by: "),),
        ),
        Example("Somebody else signs", shows=lines(_SIGNED.format(by="bea.lind"))),
    ),
)
