"""One named person checks the whole before it goes out; nobody finds the faults in what they wrote themselves.

How to fix: name somebody under quality_owner who did not prepare the package, or let somebody else prepare it.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF304"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The quality owner neither owns the package nor prepares it."""
    handle = document.data.get("quality_owner")
    if not handle:
        return
    name = roster.name_of(context.config, handle)
    if handle == document.get("/from/owner"):
        yield Problem(
            f"{name} owns this package and cannot be its quality owner.", "/quality_owner", _others(document, context)
        )
        return
    if roster.is_short(document):
        return
    for _, row in document.each("/raci"):
        if row["activity"] == "prepare" and handle in row.get("responsible", ()):
            yield Problem(
                f"{name} prepares this package (see raci) and cannot be its quality owner.",
                "/quality_owner",
                _others(document, context),
                severity=Severity.WARNING if context.config.separation_of_duties == "relaxed" else None,
            )


def _others(document: Document, context: Context) -> str:
    """Who could do it: those who may sign the gate `quality`, without those who prepare the package."""
    config = context.config
    busy = {document.data["quality_owner"], document.get("/from/owner")}
    for _, row in document.each("/raci"):
        if row["activity"] == "prepare":
            busy.update(row.get("responsible", ()))
    gate = config.gates.get(document.type, {}).get("quality")
    found = roster.signers(config, gate["role"], context.today.isoformat()) if gate else {}
    able = [roster.name_of(config, name) for name in found if name not in busy]
    return f"This could be {listed(able)}." if able else "Name somebody who did not work on it."


_PEOPLE = """
profile: starter
people:
  maya.holt: {name: Maya Holt, roles: [brand_quality]}
  bea.lind: {name: Bea Lind, roles: [brand_quality]}
""".lstrip()
_ROWS = """
raci:
  - activity: prepare
    responsible: [maya.holt, %s]
    accountable: maya.holt
  - activity: verify
    responsible: [bea.lind]
    accountable: maya.holt
  - activity: accept
    responsible: [leo.brandt]
    accountable: leo.brandt
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="quality-owner-not-independent",
    summary="The quality owner is somebody else than the owner, and does not prepare the package.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "The owner checks herself",
            settings=_PEOPLE,
            shows="quality_owner: maya.holt\n",
            finds=(
                Find(
                    "maya.holt",
                    "Maya Holt owns this package and cannot be its quality owner.",
                    after="quality_owner: ",
                ),
            ),
        ),
        Example(
            "The quality owner worked on it",
            shows=_ROWS % "bea.lind",
            finds=(
                Find(
                    "bea.lind",
                    "bea.lind prepares this package (see raci) and cannot be its quality owner.",
                    after="quality_owner: ",
                ),
            ),
        ),
        Example("Somebody else checks", shows=_ROWS % "ana.ruiz"),
        Example("A small team: the owner decides, somebody else checks", settings=_PEOPLE),
    ),
)
