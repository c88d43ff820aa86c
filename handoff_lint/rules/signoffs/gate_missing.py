"""A gate that nobody wrote down is a gate that nobody passes: the slot shows whose word is still to come.

How to fix: write the gate's name as a bare line under `signoffs`; whoever may sign fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF401"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each gate that the package must pass has its slot."""
    slots = document.data.get("signoffs")
    if not isinstance(slots, dict):
        return  # HF106 says so once the status asks for it
    ranks = store.ranks(document.type)
    for gate in context.approvals.required(document):
        if gate.name not in slots and document.rank < ranks[gate.before]:
            who = roster.who_can(context.config, gate.roles, context.today.isoformat())
            yield Problem(
                f"The gate {gate.name} is missing.",
                "/signoffs",
                f"Write  {gate.name}:  as a line under signoffs. It is for {who} to sign.",
                at="key",
            )


_CLAIM = """
    signoffs:
      quality:
      business:
    package:
      brand:
        claims:
          - {id: cl-three, text: Done in three hours, substantiation: Price list of January 2027}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="gate-missing",
    summary="Every gate that the package must pass has a slot under `signoffs`.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="auto",
    examples=(
        Example(
            "A claim, and no slot for legal",
            shows=lines(_CLAIM),
            finds=(Find("signoffs", "The gate legal is missing."),),
        ),
        Example(
            "A slot for each gate", shows=lines(_CLAIM.replace("      business:", "      business:\n      legal:"))
        ),
    ),
)
