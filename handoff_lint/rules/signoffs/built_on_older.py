"""Work that was built on last week's brief answers last week's question, and nobody notices until it is live.

How to fix: read what changed above, bring this package up to date, then say so: `handoff relink`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster
from handoff_lint.model import Campaign, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF419"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Each package that somebody still works on was built on what its upstream packages say now."""
    # What the schema refuses in a package is a finding of its own, and taken out of what is compared here.
    known = {one.id: one for one in campaign.packages if one.type and not one.faults and not one.violations}
    for document in campaign.packages:
        if not roster.is_open(document):
            continue
        for name, built_on in (document.data.get("built_on") or {}).items():
            upstream = known.get(name)
            if upstream is None or context.approvals.fingerprint(upstream, gates.FULL) == built_on:
                continue
            yield Problem(
                f"This was built on an older {name}; that has changed since.",
                join("/built_on", name),
                f"Look at what changed, bring this package up to date, then run  handoff relink {document.id}",
                path=document.path,
                related=context.changed(upstream, gates.FULL, built_on),
            )


_CAMPAIGN = "docs/campaigns/spring-ride"
_TO = f"{_CAMPAIGN}/02-production/20270118_spring-ride_creative-to-production_v01.md"
_BUILT = """---
type: creative-to-production
status: draft
built_on:
  spring-ride-h1: {fingerprint}
---
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="built-on-older",
    summary="A package is built on what its upstream packages say now.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "The brief changed",
            path=_TO,
            source=_BUILT.format(fingerprint="sha256:" + "0" * 64),
            files={f"{_CAMPAIGN}/01-brief/20270110_spring-ride_strategy-to-creative_v01.md": "<brief>"},
            finds=(Find("sha256", "This was built on an older spring-ride-h1; that has changed since."),),
        ),
        Example(
            "Built on the brief as it is",
            path=_TO,
            source=_BUILT.format(fingerprint="UPSTREAM"),
            files={f"{_CAMPAIGN}/01-brief/20270110_spring-ride_strategy-to-creative_v01.md": "<brief>"},
        ),
    ),
)
