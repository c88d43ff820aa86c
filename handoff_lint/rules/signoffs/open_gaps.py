"""An open question at the handover becomes an assumption in the work: context is confirmed, not guessed.

How to fix: answer the question and write the day under `resolved`; a condition is closed under `closed`, a blocker
under `resolved`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF408"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """From accepted on, no gap, condition or blocker is open."""
    if not document.type or document.rank < store.ranks(document.type)["accepted"]:
        return
    for round_pointer, answer in document.each("/acceptance"):
        for index, gap in enumerate(answer.get("gaps", ())):
            if gap and not gap.get("resolved"):
                yield _open("The question", gap["question"], f"{round_pointer}/gaps/{index}", "resolved")
    for gate in document.data.get("signoffs", {}):
        for pointer, entry in document.each(f"/signoffs/{gate}"):
            for index, condition in enumerate(entry.get("conditions", ())):
                if condition and not condition.get("closed"):
                    yield _open("The condition", condition["text"], f"{pointer}/conditions/{index}", "closed")
    for pointer, blocker in document.each("/blockers"):
        if not blocker.get("resolved"):
            yield _open("The blocker", blocker["reason"], pointer, "resolved")


def _open(what: str, text: str, pointer: str, field: str) -> Problem:
    return Problem(
        f"{what} {shown(text)} is still open.", pointer, f"Settle it and write the day, for example {field}: 2027-01-15"
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
