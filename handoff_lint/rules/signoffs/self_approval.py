"""Whoever wrote it reads what was meant, not what stands there: a check by its author is no check.

How to fix: let somebody else sign below it; then the owner's entry no longer matters. Whoever made a piece does not
approve it for the launch either (`approved_by`). With
`separation_of_duties: relaxed` the owner may give the business approval; quality and acceptance are always somebody
else's.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets, gates, roster
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF405"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The owner signs neither quality nor business, nor accepts what they sent; makers approve no piece of theirs."""
    yield from _pieces(document, context)
    owner, approvals = document.get("/from/owner"), context.approvals
    if not owner:
        return
    for name in gates.separated(context.config):
        entry = approvals.latest(document, name).get(owner)
        if entry is None:
            continue
        gate = _gate(document, name, context)
        if approvals.is_settled(document, gate, entry):
            continue
        act = "accepts" if name == gates.ACCEPTANCE else f"signs {name} for"
        yield Problem(
            f"{roster.name_of(context.config, owner)} owns this package and {act} it as well.",
            f"{entry.pointer}/by",
            f"Leave the entry as it is and let somebody else decide below it.{_lack(document, gate, context)}",
        )


def _pieces(document: Document, context: Context) -> Iterator[Problem]:
    """Somebody else than its owner says yes to each piece that is launched."""
    if document.type != assets.LAUNCH:
        return
    produced = assets.items(context.campaign, assets.PRODUCTION, "/package/assets")
    for pointer, entry in document.each("/package/asset_verification"):
        by, name = entry.get("approved_by"), assets.full(entry.get("asset", ""), document)
        package, place, piece = produced.get(name, (document, "", {}))
        if by and by == piece.get("owner"):
            yield Problem(
                f"{roster.name_of(context.config, by)} made {piece['id']} and approves it as well.",
                join(pointer, "approved_by"),
                "Let somebody else look at it and say yes.",
                related=(Related(package.path, "the owner of the piece", join(place, "owner")),),
            )


def _lack(document: Document, gate: gates.Gate, context: Context) -> str:
    """That there is nobody else, where the gate belongs to a role that only the owner holds."""
    today = context.today.isoformat()
    if not gate.roles or context.approvals.who_can(document, gate, today):
        return ""
    return f" {context.approvals.nobody(document, gate, today)}"


def _gate(document: Document, name: str, context: Context) -> gates.Gate:
    """The gate of this name, whether or not the package must pass it."""
    found = (gate for gate in context.approvals.required(document) if gate.name == name)
    return next(found, gates.Gate(name, (), "approved"))


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

_LAUNCH = """\
---
type: production-to-launch
status: draft
from: ana.ruiz
package:
  asset_verification:
    - {asset: "spring-ride-h2#as-mail", approved_by: leo.brandt}
---
"""
_MADE = """\
---
type: creative-to-production
status: draft
from: maya.holt
package:
  assets:
    - {id: as-mail, owner: leo.brandt}
---
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="self-approval",
    summary="Nobody signs for, accepts or approves what is their own.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "The owner signs quality",
            shows=lines(_SIGNED.format(by="maya.holt")),
            finds=(Find("maya.holt", "maya.holt owns this package and signs quality for it as well.", after="by: "),),
        ),
        Example("Somebody else signs after all", shows=lines(_SIGNED.format(by="maya.holt") + _AFTER_ALL)),
        Example(
            "The maker approves the piece",
            source=_LAUNCH,
            path="docs/campaigns/spring-ride/03-launch/20270121_spring-ride_production-to-launch_v01.md",
            files={
                "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md": _MADE
            },
            finds=(Find("leo.brandt", "leo.brandt made as-mail and approves it as well.", after="approved_by: "),),
        ),
        Example("Somebody else signs", shows=lines(_SIGNED.format(by="bea.lind"))),
    ),
)
