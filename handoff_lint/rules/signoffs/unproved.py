"""A name in a file is quickly typed: an approval counts when it is sure that it comes from the person it names.

How to fix: let the person sign with their own account (`handoff sign`), or do what the message says. How sure it must
be is set for each gate (`evidence`), from recorded to a signature or an approval on GitHub or GitLab.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF414"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each new sign-off is proved as its gate asks."""
    if context.change is None or document.path not in context.change.touched:
        return
    for entry in gates.all_entries(document):
        proof = context.change.proofs.get(entry.id)
        if proof and proof.why:
            yield Problem(proof.why, f"{entry.pointer}/by", proof.help)


_SIGNED = """
    signoffs:
      quality:
        - by: bea.lind
          decision: approved
          at: 2027-01-12T09:30:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""
_PEOPLE = """
    profile: starter
    organisation: {email: '{handle}@example.org'}
    people:
      bea.lind: {name: Bea Lind, roles: [brand_quality]}
      maya.holt: {name: Maya Holt, roles: [strategist]}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="signoff-unproved",
    summary="Each new sign-off is proved to come from the person it names, as surely as its gate asks.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "Somebody else committed it",
            settings=lines(_PEOPLE),
            shows=lines(_SIGNED),
            before="signoffs:\n  quality:\n",
            author="maya.holt@example.org",
            finds=(
                Find(
                    "bea.lind",
                    "Bea Lind did not commit this sign-off: maya.holt@example.org did.",
                    after="by: ",
                ),
            ),
        ),
        Example(
            "She committed it herself",
            settings=lines(_PEOPLE),
            shows=lines(_SIGNED),
            before="signoffs:\n  quality:\n",
            author="bea.lind@example.org",
        ),
    ),
)
