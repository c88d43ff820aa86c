"""On the day of the launch nobody has time to ask; a step that needs something that comes later stops everybody.

How to fix: put a step behind those that it depends on, and let it send out only pieces that are verified and ready.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import shown

CODE = "HF609"
_STEPS, _VERIFIED = "/package/launch_sequence", "/package/asset_verification"


def check(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """Each step comes after what it depends on, with pieces that are ready."""
    launches = chain.packages(campaign, chain.LAUNCH)
    ready = {
        assets.full(item["asset"], one): item.get("ready")
        for one in launches
        for _, item in one.each(_VERIFIED)
        if item.get("asset")
    }
    known = all(chain.is_whole(one, _VERIFIED) for one in launches)
    for document in launches:
        steps = {name: (place, item) for place, item, name in chain.items(document, _STEPS)}
        for pointer, step in document.each(_STEPS):
            if step.get("at"):
                yield from _too_early(document, pointer, step, steps)
            for index, name in enumerate(step.get("assets") or ()):
                if known and name and not ready.get(assets.full(name, document)):
                    what = "not ready yet" if assets.full(name, document) in ready else "not verified"
                    yield Problem(
                        f"{shown(name)} is {what}, but this step sends it out.",
                        join(pointer, "assets", index),
                        "List it under asset_verification with ready: true, or leave it out.",
                        path=document.path,
                    )


def _too_early(
    document: Document,
    pointer: str,
    step: Mapping[str, Any],
    steps: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> Iterator[Problem]:
    for index, name in enumerate(step.get("depends_on") or ()):
        place, before = steps.get(assets.full(name, document), ("", {})) if name else ("", {})
        if before.get("at") and schedule.hours_between(before["at"], step["at"]) <= 0:
            yield Problem(
                f"This step waits for {before['id']}, which is not earlier.",
                join(pointer, "depends_on", index),
                "Move one of the two.",
                path=document.path,
                related=(Related(document.path, "it waits for this", place),),
            )


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  asset_verification:
    - {{asset: "spring-ride-h2#as-mail", ready: {}}}
  launch_sequence:
    - {{id: ls-page, at: "2027-03-15T09:00:00Z", channel: web}}
    - id: ls-mail
      at: {}
      channel: email
      assets: ["spring-ride-h2#as-mail"]
      depends_on: [ls-page]
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="launch-step-incomplete",
    summary="Launch steps come after what they depend on, and send out only pieces that are ready.",
    idea="F2",
    severity=Severity.ERROR,
    since="approved",
    campaign=check,
    examples=(
        Example(
            "Before what it waits for",
            source=_PACKAGE.format("true", "2027-03-15T09:30:00+01:00"),
            path=_PLACE,
            finds=(Find("ls-page", "This step waits for ls-page, which is not earlier.", after="depends_on: ["),),
        ),
        Example(
            "A piece that is not ready",
            source=_PACKAGE.format("false", "2027-03-15T10:00:00Z"),
            path=_PLACE,
            finds=(
                Find(
                    '"spring-ride-h2#as-mail"',
                    "“spring-ride-h2#as-mail” is not ready yet, but this step sends it out.",
                    after="assets: [",
                ),
            ),
        ),
        Example("In order", source=_PACKAGE.format("true", "2027-03-15T10:00:00Z"), path=_PLACE),
    ),
)
