"""Work moves on when the receiver says “I have what I need”: sent is not the same as understood.

How to fix: let the receiver add a round to `acceptance`, for this version, or set the status back to handed_off.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF407"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each receiver's last round accepts what stands there now."""
    if not document.data.get("acceptance") or document.rank < store.ranks(document.type)["accepted"]:
        return
    to = document.data.get("to", {})
    last = context.approvals.latest(document, gates.ACCEPTANCE)
    for person in filter(None, (to.get("receiver"), *to.get("co_receivers", ()))):
        name = roster.name_of(context.config, person)
        deputy = to.get("backup") if person == to.get("receiver") else None
        entry = last.get(person) or (last.get(deputy) if deputy else None)
        stand_in = f" (or {roster.name_of(context.config, deputy)}, the backup)" if deputy else ""
        if entry is None:
            yield Problem(
                f"{name} has not said “I have what I need”.",
                "/acceptance",
                f"It is for {name}{stand_in} to add a round; until then the status is handed_off.",
                at="key",
            )
        elif entry.decision != "accepted":
            yield Problem(f"{name} sent this package back.", entry.pointer, "Answer the gaps, then hand it over again.")
        elif not context.approvals.is_fresh(entry, gates.FULL, document):
            yield Problem(
                f"{name} accepted another text than this one.",
                f"{entry.pointer}/content",
                f"Ask {name}{stand_in} to look at what changed and to accept again.",
                related=context.changed(document, gates.FULL, entry.content),
            )


_ACCEPTED = """
    status: accepted
    timeline:
      start: 2027-01-11
      due: 2027-01-13
      needed_by: 2027-01-15
      confirmed_by: [maya.holt, leo.brandt]
    handovers:
      - {{version: 1, at: 2027-01-12T10:00:00Z, by: maya.holt}}
    checklist:
      items:
        four-questions: {{by: maya.holt, date: 2027-01-12}}
    signoffs:
      quality:
    acceptance:
      - by: leo.brandt
        decision: {decision}
        at: 2027-01-12T12:00:00Z
        version: 1
        content: {content}
        {word}
"""
_GAP = "gaps: [{field: objective, question: Which month?, reason: unclear, raised: 2027-01-12}]"
_STATEMENT = "statement: I have what I need"
_OTHER = "sha256:" + "0" * 64

RULE = Rule(
    module=__name__,
    code=CODE,
    name="receipt-unconfirmed",
    summary="From accepted on, the receiver has said “I have what I need” about this version and text.",
    idea="F1",
    severity=Severity.ERROR,
    since="accepted",
    document=check,
    waivable=False,
    examples=(
        Example(
            "Sent back, and yet called accepted",
            shows=lines(_ACCEPTED.format(decision="returned", content=_OTHER, word=_GAP)),
            finds=(Find("by: leo.brandt\n    decision", "leo.brandt sent this package back."),),
        ),
        Example(
            "Another text was accepted",
            shows=lines(_ACCEPTED.format(decision="accepted", content=_OTHER, word=_STATEMENT)),
            finds=(Find(_OTHER, "leo.brandt accepted another text than this one."),),
        ),
        Example(
            "This text was accepted",
            shows=lines(_ACCEPTED.format(decision="accepted", content="FINGERPRINT", word=_STATEMENT)),
        ),
    ),
)
