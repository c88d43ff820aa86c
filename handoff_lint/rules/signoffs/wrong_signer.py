"""A gate is a role, not goodwill: legal's yes counts because legal answers for it.

How to fix: let somebody sign below it who holds the role, or the person named as their delegate. Once they have
approved, the wrong entry no longer matters; entries are never changed or deleted. Whoever signed by mistake can also
take it back with an entry of their own, `decision: withdrawn`. Correct the roster if it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF404"
_LEGAL = "legal"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each signer held the gate's role on that day, or stood in for somebody who did; HF301 names strangers."""
    config, approvals = context.config, context.approvals
    if not config.people:
        return
    yield from _claims(document, context)
    if not document.data.get("signoffs"):
        return
    for gate in approvals.required(document):
        for entry in approvals.latest(document, gate.name).values():
            if entry.by not in config.people or approvals.could_sign(entry, gate):
                continue
            if approvals.is_own_work(document, gate.name, entry.by) or approvals.is_settled(document, gate, entry):
                continue  # HF405 says it; or somebody who may has approved since
            who = approvals.who_can(document, gate, entry.day)
            name = roster.name_of(config, entry.by)
            turn = f"That was for {who} to sign." if who else approvals.nobody(document, gate, entry.day, past=True)
            yield Problem(
                f"{name} could not sign for {gate.name} on {entry.day}.",
                f"{entry.pointer}/by",
                f"{turn} Once {'they have' if who else 'somebody who may has'} approved below it, this entry no longer "
                f"matters; {name} can also take it back there with decision: withdrawn.",
            )


def _claims(document: Document, context: Context) -> Iterator[Problem]:
    """From the approval on, whoever cleared a claim held the role of the legal gate on that day."""
    config = context.config
    if "package" not in document.data or document.rank < store.ranks(document.type).get("approved", 0):
        return
    claims = [(pointer, one) for pointer, one in document.each("/package/brand/claims") if one.get("approved_by")]
    gate = (
        next((gate for gate in context.approvals.required(document) if gate.name == _LEGAL), None) if claims else None
    )
    for pointer, claim in claims if gate else ():
        by, day = claim["approved_by"], claim.get("date", "")
        if gate and day and by in config.people and not roster.could_sign(config, gate.roles, by, day):
            who = roster.who_can(config, gate.roles, day)
            yield Problem(
                f"{roster.name_of(config, by)} could not sign for {gate.name} on {day}.",
                f"{pointer}/approved_by",
                f"That was for {who} to clear." if who else roster.nobody(config, gate.roles, day, past=True),
            )


_PEOPLE = """
    teams: [workshop]
    people:
      bea.lind: {name: Bea Lind, team: workshop, roles: [brand_quality]}
      ana.ruiz: {name: Ana Ruiz, team: workshop, roles: [strategist]}
    gates:
      strategy-to-creative:
        business: 'off'
        legal: 'off'
    systems:
      creative-to-production: 'off'
      production-to-launch: 'off'
      email-to-social: 'off'
      marketing-to-sales: 'off'
      analytics-to-optimization: 'off'
      campaign-retrospective: 'off'
"""
_SIGNED = """
    signoffs:
      quality:
        - by: {by}
          decision: approved
          at: 2027-01-12T09:30:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""

_AFTER_ALL = """\
        - by: bea.lind
          decision: approved
          at: 2027-01-12T11:00:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="signoff-wrong-person",
    summary="Whoever signs holds the gate's role on that day, or stands in for somebody who does.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "The strategist signs for quality",
            settings=lines(_PEOPLE),
            shows=lines(_SIGNED.format(by="ana.ruiz")),
            finds=(Find("ana.ruiz", "Ana Ruiz could not sign for quality on 2027-01-12.", after="by: "),),
        ),
        Example(
            "The holder of the role signs after all",
            settings=lines(_PEOPLE),
            shows=lines(_SIGNED.format(by="ana.ruiz") + _AFTER_ALL),
        ),
        Example("The holder of the role signs", settings=lines(_PEOPLE), shows=lines(_SIGNED.format(by="bea.lind"))),
    ),
)
