"""Work moves on when the receiver says “I have what I need”: sent is not the same as understood.

How to fix: let the receiver write an entry under `acceptance` for this version, or set the status back to handed_off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import gates, roster
from handoff_lint.gates import Entry
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF407"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each receiver's last answer accepts what stands there now."""
    if not document.type or document.rank < store.ranks(document.type)["accepted"]:
        return
    if document.data.get("acceptance") is None:
        if not any(violation.code == CODE for violation in document.violations):
            return  # what is wrong with it is a finding that nothing may hide
    elif gates.is_unreadable(document, gates.ACCEPTANCE):
        return
    to = document.data.get("to", {})
    last = context.approvals.latest(document, gates.ACCEPTANCE)
    silent = []
    for person in _receivers(document, context):
        deputy = _backup(to, person)
        answers = sorted((last[one] for one in (person, deputy) if one in last), key=_position)
        if answers:
            yield from _answered(document, answers, _named(context, person, deputy), context)
        else:
            silent.append((person, deputy))
    if silent:
        names = listed((roster.name_of(context.config, person) for person, _ in silent), conjunction="and")
        askable = listed((_named(context, person, deputy) for person, deputy in silent), conjunction="and")
        yield Problem(
            f"{names} {'has' if len(silent) == 1 else 'have'} not said “I have what I need”.",
            "/acceptance",
            f"It is for {askable} to say so under acceptance; until then the status is handed_off.",
            at="key",
        )


def _receivers(document: Document, context: Context) -> list[str]:
    """Those who must answer; not the owner (HF305 says so) nor somebody who is not on the list (HF301)."""
    to, owner, people = document.data.get("to", {}), document.get("/from/owner"), context.config.people
    named = dict.fromkeys(filter(None, (to.get("receiver"), *to.get("co_receivers", ()))))
    return [person for person in named if person != owner and (not people or person in people)]


def _backup(to: Mapping[str, Any], person: str) -> str:
    return to.get("backup", "") if person == to.get("receiver") else ""


def _position(entry: Entry) -> int:
    return int(entry.pointer.rpartition("/")[2])


def _named(context: Context, person: str, deputy: str) -> str:
    """`Priya Castellan (or Jonas Bel, the backup)`."""
    stand_in = f" (or {roster.name_of(context.config, deputy)}, the backup)" if deputy else ""
    return roster.name_of(context.config, person) + stand_in


def _answered(document: Document, answers: list[Entry], askable: str, context: Context) -> Iterator[Problem]:
    """What is wrong with the answers of a receiver and the backup: the last of them counts."""
    entry = answers[-1]
    name = roster.name_of(context.config, entry.by)
    if entry.decision != "accepted":
        yield Problem(f"{name} sent this package back.", entry.pointer, "Answer the gaps, then hand it over again.")
    elif not context.approvals.is_fresh(entry, gates.FULL, document):
        words = f"What {name} accepted has changed since."
        if entry.version != document.version:
            words = f"{name} accepted version {entry.version}; this is version {document.version}."
        yield Problem(
            words,
            f"{entry.pointer}/content",
            f"Ask {askable} to look at what changed and to accept again.",
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
            finds=(Find(_OTHER, "What leo.brandt accepted has changed since."),),
        ),
        Example(
            "Another version was accepted",
            path="docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v02.md",
            shows=lines(_ACCEPTED.format(decision="accepted", content=_OTHER, word=_STATEMENT)),
            finds=(Find(_OTHER, "leo.brandt accepted version 1; this is version 2."),),
        ),
        Example(
            "Nobody has answered",
            shows=lines(_ACCEPTED[: _ACCEPTED.index("      - by")].format()).replace("acceptance:", "acceptance: []"),
            finds=(Find("acceptance", "leo.brandt has not said “I have what I need”."),),
        ),
        Example(
            "This text was accepted",
            shows=lines(_ACCEPTED.format(decision="accepted", content="FINGERPRINT", word=_STATEMENT)),
        ),
    ),
)
