"""Problems are cheapest at the handoff: `approved` means that everybody who answers for a part has said yes to it.

How to fix: ask the person that the message names to sign, or set the status back to in_review.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint import gates, roster
from handoff_lint.gates import Gate
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules import vocabulary
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF402"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each gate before the status is approved, and no holder of its role asks for changes."""
    slots = document.data.get("signoffs")
    are_missing = any(violation.code == CODE for violation in document.violations)
    if not isinstance(slots, dict) and not are_missing:
        return
    ranks = store.ranks(document.type)
    due = [gate for gate in context.approvals.required(document) if document.rank >= ranks[gate.before]]
    if are_missing:
        if due:
            yield _none_signed(document, due, context)
        return
    for gate in due:
        if gates.is_unreadable(document, gate.name):
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
            today = context.today.isoformat()
            who, back = context.approvals.who_can(document, gate, today), _status_before(document, gate.before)
            names = [one.name for one in context.approvals.required(document)]
            yield Problem(
                f"{gate.name} has not signed version {document.version}.",
                join("/signoffs", gate.name),
                vocabulary.misspelt_slot(document, gate.name, names)
                or f"It is for {who} to sign; until then the status is {back}."
                if who
                else f"{context.approvals.nobody(document, gate, today)} Until then the status is {back}.",
                at="key",
            )


def _none_signed(document: Document, due: Sequence[Gate], context: Context) -> Problem:
    """One problem where the whole part is missing."""
    approvals, today = context.approvals, context.today.isoformat()
    turns = [
        f"{gate.name} is for {who} to sign." if who else approvals.nobody(document, gate, today)
        for gate, who in ((gate, approvals.who_can(document, gate, today)) for gate in due)
    ]
    have = "has" if len(due) == 1 else "have"
    return Problem(
        f"signoffs is missing: {listed((gate.name for gate in due), conjunction='and')} {have} not signed "
        f"version {document.version}.",
        "/signoffs",
        f"{' '.join(dict.fromkeys(turns))} Until then the status is {_status_before(document, due[0].before)}.",
        at="key",
    )


def _status_before(document: Document, status: str) -> str:
    """The last status that a package has without what a status asks for."""
    ranks = store.ranks(document.type)
    lower = [name for name, rank in ranks.items() if rank < ranks[status]]
    return max(lower, key=lambda name: ranks[name])


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
