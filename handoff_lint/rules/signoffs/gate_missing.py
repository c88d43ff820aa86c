"""A gate that nobody wrote down is a gate that nobody passes: the slot shows whose word is still to come.

How to fix: write the gate's name as a bare line under `signoffs`; whoever may sign fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules import vocabulary
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF401"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each gate that the package must pass has its slot, and none has the name of the receiver's answer."""
    for pointer, own in document.each("/gates"):
        if own["gate"] == gates.ACCEPTANCE:
            yield Problem(
                f"A gate cannot be called {gates.ACCEPTANCE}: that is the receiver's answer.",
                f"{pointer}/gate",
                "Give it another name.",
                locked=True,
            )
    slots = document.data.get("signoffs")
    if not isinstance(slots, dict):
        return  # HF106 says so once the status asks for it
    approvals, ranks, today = context.approvals, store.ranks(document.type), context.today.isoformat()
    required = approvals.required(document)
    for gate in required:
        if (
            gate.name not in slots
            and document.rank < ranks[gate.before]
            and not gates.is_unreadable(document, gate.name)
        ):
            who = approvals.who_can(document, gate, today)
            turn = f"It is for {who} to sign." if who else approvals.nobody(document, gate, today)
            yield Problem(
                f"The gate {gate.name} is missing.",
                "/signoffs",
                (
                    vocabulary.misspelt_slot(document, gate.name, [one.name for one in required])
                    or f"Write  {gate.name}:  as a line under signoffs. "
                )
                + turn,
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
