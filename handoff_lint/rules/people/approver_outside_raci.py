"""Approvals by people who own nothing stall: they were not asked while there was still something to change.

How to fix: add whoever must approve to raci (as consulted, if nothing else fits), and let the accountable person
approve the business side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint import roster
from handoff_lint.config import Config
from handoff_lint.gates import Gate
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF308"
_BUSINESS = "business"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Whoever approves, or will, has a part in `raci`; for the business gate it is an accountable person."""
    rows = document.data.get("raci")
    if not rows or not all(row and row.get("responsible") and "accountable" in row for row in rows):
        return  # what is not complete yet says nothing about who is left out
    config, ranks = context.config, store.ranks(document.type)
    involved = roster.in_raci(config, document)
    deciding = {row["accountable"] for _, row in document.each("/raci") if "accountable" in row}
    if not _is_doubtful(document, config, involved, deciding):
        return
    timeline = document.data.get("timeline") or {}
    for gate in context.approvals.required(document):
        expected = deciding if gate.name == _BUSINESS and deciding else involved
        for entry in context.approvals.rightful(
            document, gate
        ).values():  # about the others HF301, HF404 or HF405 speak
            if not entry.approves or entry.by in expected:
                continue
            stands_for = roster.signers(config, gate.roles, entry.day, past=True).get(entry.by, ())
            if expected.isdisjoint(stands_for):
                name = roster.name_of(config, entry.by)
                last = [roster.name_of(config, one) for one in sorted(deciding)]
                yield _signed(gate, name, entry.by, f"{entry.pointer}/by", last, outside=expected is involved)
        waiting = not any(entry.approves for entry in context.approvals.latest(document, gate.name).values())
        if waiting and config.people and document.rank < ranks.get(gate.before, 0):
            able = roster.signers(config, gate.roles, timeline.get("due") or context.today.isoformat())
            if able and all(expected.isdisjoint((name, *stands_for)) for name, stands_for in able.items()):
                yield _to_be_signed(config, gate, list(able), outside=expected is involved)


def _is_doubtful(document: Document, config: Config, involved: set[str], deciding: set[str]) -> bool:
    """Whether a closer look is due: a signer who is not in raci, or an approval that is still to come."""
    slots = document.data.get("signoffs") or {}
    for name, entries in slots.items():
        expected = deciding if name == _BUSINESS else involved
        if any(entry and entry["by"] not in expected for entry in entries):
            return True
    if not config.people:
        return False
    ranks, known = store.ranks(document.type), config.gates.get(document.type, {})
    return any(document.rank < ranks[gate["before"]] and not slots.get(name) for name, gate in known.items()) or (
        document.rank < ranks["approved"] and "gates" in document.data
    )


def _signed(gate: Gate, name: str, handle: str, pointer: str, deciding: Sequence[str], *, outside: bool) -> Problem:
    if outside:
        return Problem(
            f"{name} approved for {gate.name} but has no part in raci.", pointer, f"Add {handle} to consulted in raci."
        )
    have = "has" if len(deciding) == 1 else "have"
    return Problem(
        f"{name} approved for {gate.name}, but {listed(deciding, conjunction='and')} {have} the last word (see raci).",
        pointer,
        f"Let {listed(deciding)} approve, or make {handle} accountable.",
    )


def _to_be_signed(config: Config, gate: Gate, able: Sequence[str], *, outside: bool) -> Problem:
    names = listed([roster.name_of(config, name) for name in able])
    if outside:
        words, advice = "who has no part in raci", f"Add {listed(able)} to consulted in raci."
    else:
        words, advice = "who is accountable for nothing in raci", f"Make {listed(able)} accountable in a row of raci."
    return Problem(f"{gate.name} is to be approved by {names}, {words}.", join("/raci"), advice, at="key")


_PEOPLE = """
profile: starter
severity: {HF308: warning}
people:
  maya.holt: {name: Maya Holt, roles: [head_of_marketing]}
  bea.lind: {name: Bea Lind, roles: [brand_quality]}
  kim.sato: {name: Kim Sato, roles: [legal, head_of_sales]}
""".lstrip()
_LAW = "gates:\n  - {gate: law, role: legal, reason: A price is promised.}\n"
_SIGNED = """
signoffs:
  business:
    - by: kim.sato
      decision: approved
      at: 2027-01-11T10:12:00Z
      version: 1
      content: sha256:3f1c0a9b7d5e2846f0a1b2c3d4e5f60718293a4b5c6d7e8f9012a3b4c5d6e7f8
""".lstrip()
_ROWS = """
raci:
  - activity: prepare
    responsible: [maya.holt]
    accountable: maya.holt
    consulted: [kim.sato]
  - activity: accept
    responsible: [leo.brandt]
    accountable: leo.brandt
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="approver-outside-raci",
    summary="Whoever approves has a part in raci; the business side is approved by an accountable person.",
    idea="F3",
    severity=Severity.WARNING,
    document=check,
    examples=(
        Example(
            "An approver whom nobody asks",
            settings=_PEOPLE,
            shows=_LAW,
            finds=(Find("raci", "law is to be approved by Kim Sato, who has no part in raci."),),
        ),
        Example(
            "Somebody else than the accountable person approved",
            shows="raci:\n  accountable: maya.holt\n  consulted: [kim.sato]\n" + _SIGNED,
            finds=(
                Find(
                    "kim.sato",
                    "kim.sato approved for business, but maya.holt has the last word (see raci).",
                    after="by: ",
                ),
            ),
        ),
        Example(
            "Nobody of those who have the last word approved",
            shows=_ROWS + _SIGNED,
            finds=(
                Find(
                    "kim.sato",
                    "kim.sato approved for business, but leo.brandt and maya.holt have the last word (see raci).",
                    after="by: ",
                ),
            ),
        ),
        Example(
            "The approver is consulted",
            settings=_PEOPLE,
            shows="raci:\n  accountable: maya.holt\n  consulted: [kim.sato]\n" + _LAW,
        ),
    ),
)
