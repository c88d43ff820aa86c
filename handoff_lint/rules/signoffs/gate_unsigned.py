"""Problems are cheapest at the handoff: `approved` means that everybody who answers for a part has said yes to it.

How to fix: ask the person that the message names to sign, or set the status back to in_review.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF402"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each gate before the status is approved, and no holder of its role asks for changes."""
    slots = document.data.get("signoffs")
    if not isinstance(slots, dict):
        return
    ranks = store.ranks(document.type)
    for gate in context.approvals.required(document):
        if document.rank < ranks[gate.before]:
            continue
        found = context.approvals.rightful(document, gate)
        refused = next((entry for entry in found.values() if entry.decision == "changes_requested"), None)
        if refused:
            name = roster.name_of(context.config, refused.by)
            yield Problem(
                f"{name} asked for changes at the gate {gate.name}.",
                refused.pointer,
                f"Make them; then {name} can sign again. Until then the status is changes_requested.",
            )
        elif not context.approvals.latest(document, gate.name):
            who = roster.who_can(context.config, gate.roles, context.today.isoformat())
            yield Problem(
                f"{gate.name} has not signed version {document.version}.",
                join("/signoffs", gate.name),
                f"It is for {who} to sign; until then the status is in_review.",
                at="key",
            )


_SIGNED = """
    status: approved
    signoffs:
      quality:
        - by: bea.lind
          decision: {decision}
          note: The price is missing.
          at: 2027-01-12T09:30:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""
_ONE_GATE = "gates:\n  strategy-to-creative:\n    business: 'off'\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="gate-unsigned",
    summary="From approved on, every gate is signed.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    waivable=False,
    examples=(
        Example(
            "Approved without a signature",
            settings=_ONE_GATE,
            shows="status: approved\nsignoffs:\n  quality:\n",
            finds=(Find("quality:", "quality has not signed version 1.", after="signoffs:\n  "),),
        ),
        Example(
            "Approved against an objection",
            settings=_ONE_GATE,
            shows=lines(_SIGNED.format(decision="changes_requested")),
            finds=(Find("by: bea.lind", "bea.lind asked for changes at the gate quality."),),
        ),
        Example("Signed", settings=_ONE_GATE, shows=lines(_SIGNED.format(decision="approved"))),
    ),
)
