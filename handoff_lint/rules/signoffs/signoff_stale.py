"""A yes to last week's version says nothing about today's: an approval holds for what was read, to the letter.

How to fix: let the person look at what changed and sign again. Formatting, order and progress fields never void an
approval; at a gate with a scope only its own fields do.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF403"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """At each gate one approval is about what stands there now."""
    if not document.type or not document.data.get("signoffs"):
        return
    approvals, today = context.approvals, context.today.isoformat()
    for gate in approvals.required(document):
        found = [entry for entry in approvals.rightful(document, gate).values() if entry.approves]
        if not found or any(approvals.is_fresh(entry, gate, document) for entry in found):
            continue
        if gates.is_unreadable(document, gate.name) or _is_signed_wrongly(document, gate, context):
            continue
        entry = found[-1]
        if not gate.scope and entry.version != document.version:
            words = f"{gate.name} signed version {entry.version}; this is version {document.version}."
        else:
            words = f"What {gate.name} signed has changed since."
        who = approvals.who_can(document, gate, today)
        advice = f"Ask {who} to look at it and sign again." if who else approvals.nobody(document, gate, today)
        changed = context.changed(document, gate, entry.content)
        yield Problem(words, f"{entry.pointer}/content", advice, related=changed)


def _is_signed_wrongly(document: Document, gate: gates.Gate, context: Context) -> bool:
    """Whether this text was approved by somebody who may not: who it is for is said there (HF301, HF404 or HF405)."""
    approvals = context.approvals
    rightful = approvals.rightful(document, gate)
    return any(
        entry.approves and approvals.is_fresh(entry, gate, document) and not approvals.is_settled(document, gate, entry)
        for person, entry in approvals.latest(document, gate.name).items()
        if person not in rightful
    )


_APPROVED = """
    status: approved
    signoffs:
      quality:
        - by: bea.lind
          decision: approved
          at: 2027-01-12T09:30:00Z
          version: {version}
          content: {content}
"""
_ONE_GATE = "gates:\n  strategy-to-creative:\n    business: 'off'\n"
_OTHER = "sha256:" + "0" * 64

RULE = Rule(
    module=__name__,
    code=CODE,
    name="signoff-stale",
    summary="An approval is about this version and this text.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    waivable=False,
    examples=(
        Example(
            "Another text was signed",
            settings=_ONE_GATE,
            shows=lines(_APPROVED.format(version=1, content=_OTHER)),
            finds=(Find(_OTHER, "What quality signed has changed since."),),
        ),
        Example(
            "Another version was signed",
            settings=_ONE_GATE,
            path="docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v02.md",
            shows=lines(_APPROVED.format(version=1, content=_OTHER)),
            finds=(Find(_OTHER, "quality signed version 1; this is version 2."),),
        ),
        Example(
            "This text was signed",
            settings=_ONE_GATE,
            shows=lines(_APPROVED.format(version=1, content="FINGERPRINT")),
        ),
    ),
)
