"""An open question at the handover becomes an assumption in the work: context is confirmed, not guessed.

How to fix: answer the question and write the day under `resolved`; a condition is closed under `closed`, a blocker
under `resolved`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF408"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """From accepted on, no gap, condition or blocker is open."""
    if not document.type or document.rank < store.ranks(document.type)["accepted"]:
        return
    for round_pointer, _ in document.each("/acceptance"):
        yield from _open(document, "The question", "question", f"{round_pointer}/gaps", "resolved")
    for gate in document.data.get("signoffs", {}):
        for pointer, _ in document.each(join("/signoffs", gate)):
            yield from _open(document, "The condition", "text", f"{pointer}/conditions", "closed")
    yield from _open(document, "The blocker", "reason", "/blockers", "resolved")


def _open(document: Document, what: str, words: str, above: str, settled: str) -> Iterator[Problem]:
    """The entries of a list without the day on which they were settled; a day that was refused is reported already."""
    refused = {violation.problem.pointer for violation in document.violations}
    for pointer, entry in document.each(above):
        if not entry.get(settled) and f"{pointer}/{settled}" not in refused:
            yield Problem(
                f"{what} {shown(entry[words])} is still open.",
                pointer,
                f"Settle it and write the day, for example {settled}: 2027-01-15",
            )


_BLOCKED = """
    status: accepted
    blockers:
      - reason: Legal reads the price claim
        waiting_on: ana.ruiz
        since: 2027-01-11
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="accepted-with-open-gaps",
    summary="Once accepted, no question, condition or blocker is open.",
    idea="F1",
    severity=Severity.ERROR,
    since="accepted",
    document=check,
    examples=(
        Example(
            "Accepted while legal still reads",
            shows=lines(_BLOCKED),
            finds=(Find("reason: Legal", "The blocker “Legal reads the price claim” is still open."),),
        ),
        Example("Settled", shows=lines(_BLOCKED + "        resolved: 2027-01-12\n")),
    ),
)
