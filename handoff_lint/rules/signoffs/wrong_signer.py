"""A gate is a role, not goodwill: legal's yes counts because legal answers for it.

How to fix: let somebody sign who holds the role, or the person named as their delegate. Correct the roster if it is
wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF404"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each signer held the gate's role on that day, or stood in for somebody who did; HF301 names strangers."""
    if not context.config.people or not document.data.get("signoffs"):
        return
    for gate in context.approvals.required(document):
        for entry in context.approvals.latest(document, gate.name).values():
            if entry.by in context.config.people and not context.approvals.could_sign(entry, gate):
                who = roster.who_can(context.config, gate.roles, entry.day)
                name = roster.name_of(context.config, entry.by)
                yield Problem(
                    f"{name} could not sign for {gate.name} on {entry.day}.",
                    f"{entry.pointer}/by",
                    f"That was for {who} to sign.",
                )


_PEOPLE = """
    teams: [workshop]
    people:
      bea.lind: {name: Bea Lind, team: workshop, roles: [brand_quality]}
      maya.holt: {name: Maya Holt, team: workshop, roles: [strategist]}
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
            shows=lines(_SIGNED.format(by="maya.holt")),
            finds=(Find("maya.holt", "Maya Holt could not sign for quality on 2027-01-12.", after="by: "),),
        ),
        Example("The holder of the role signs", settings=lines(_PEOPLE), shows=lines(_SIGNED.format(by="bea.lind"))),
    ),
)
