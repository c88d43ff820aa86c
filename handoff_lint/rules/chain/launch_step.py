"""On the day of the launch nobody has time to ask; a step that needs something that comes later stops everybody.

How to fix: put a step behind those that it depends on, and let it send out only pieces that are approved, verified and
ready. Every verified piece has a step or a calendar entry; one without is forgotten, or is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF609"
_STEPS, _VERIFIED = "/package/launch_sequence", "/package/asset_verification"
_ENTRIES = "/package/message_calendar/entries"


def check(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """Each step comes after what it depends on, with pieces that are approved and ready; no verified piece is left."""
    launches = chain.packages(campaign, chain.LAUNCH)
    produced = assets.items(campaign, chain.PRODUCTION, "/package/assets")
    ready = {
        assets.full(item["asset"], one): item.get("ready")
        for one in launches
        for _, item in one.each(_VERIFIED)
        if item.get("asset")
    }
    known = all(chain.is_whole(one, _VERIFIED) for one in launches)
    yield from _unapproved(produced)
    for document in launches:
        steps = {name: (place, item) for place, item, name in chain.items(document, _STEPS)}
        for pointer, step in document.each(_STEPS):
            if step.get("at"):
                yield from _too_early(document, pointer, step, steps)
            for index, asset in enumerate(step.get("assets") or ()):
                name = assets.full(asset, document)
                if known and asset and not ready.get(name):
                    what = "not ready yet" if name in ready else "not verified"
                    yield Problem(
                        f"{shown(asset)} is {what}, but this step sends it out.",
                        join(pointer, "assets", index),
                        "List it under asset_verification with ready: true, or leave it out.",
                        path=document.path,
                    )
                elif ready.get(name) and name in produced and not _is_over(produced[name][0]):
                    yield from _unfinished(document, join(pointer, "assets", index), asset, produced[name])
    yield from _left_over(campaign, launches, produced)


def _is_over(document: Document) -> bool:
    return document.rank >= store.ranks(document.type)["completed"]


def _unapproved(produced: assets.Items) -> Iterator[Problem]:
    """The work of a production package is over when all its pieces are approved."""
    for package, place, asset in produced.values():
        status = asset.get("status", "approved")
        if package.status != "cancelled" and _is_over(package) and status not in ("approved", "dropped"):
            yield Problem(
                f"{asset['id']} is {_words(status)}, but this package is {package.status}.",
                join(place, "status"),
                "Write approved or dropped, whichever is true; if it is still made, the package is not completed.",
                path=package.path,
            )


def _unfinished(
    document: Document, pointer: str, asset: str, produced: tuple[Document, str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """A piece that the launch package says is ready, and the production package says is not."""
    package, place, piece = produced
    status = piece.get("status", "approved")
    if status != "approved" and package.status != "cancelled":
        yield Problem(
            f"{shown(asset)} is {_words(status)} in the production package, but this step sends it out.",
            pointer,
            "Approve it there, or leave it out.",
            path=document.path,
            related=(Related(package.path, "its status", join(place, "status")),),
        )


def _words(status: str) -> str:
    return status.replace("_", " ")


def _left_over(campaign: Campaign, launches: list[Document], produced: assets.Items) -> Iterator[Problem]:
    """Pieces that were verified and that nothing sends out, neither itself nor as a part of another piece."""
    calendars = chain.packages(campaign, chain.CHANNELS)
    lists = [(one, _STEPS) for one in launches] + [(one, _ENTRIES) for one in calendars]
    if not all(one.get(_STEPS) for one in launches) or not all(chain.is_whole(*one) for one in lists):
        return
    senders = [(one, item.get("assets")) for one, place in lists for _, item in one.each(place)]
    senders += [(package, asset.get("depends_on")) for package, _, asset in produced.values()]
    used = {assets.full(name, one) for one, names in senders for name in names or ()}
    for document in launches:
        for pointer, item in document.each(_VERIFIED) if not _is_over(document) else ():
            name = assets.full(item.get("asset", ""), document)
            if name in produced and name not in used and produced[name][2].get("status") != "dropped":
                yield Problem(
                    f"No launch step and no calendar entry of the campaign sends out {produced[name][2]['id']}.",
                    join(pointer, "asset"),
                    "List it under assets of the step that sends it out, or drop it.",
                    path=document.path,
                    severity=Severity.WARNING,
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


def _made(status: str) -> dict[str, str]:
    """A production package with the piece."""
    return {
        "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md": (
            "---\ntype: creative-to-production\nstatus: draft\nfrom: leo.brandt\n"
            f"package:\n  assets:\n    - {{id: as-mail, status: {status}}}\n---\n"
        )
    }


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
        Example(
            "A piece that is still made",
            source=_PACKAGE.format("true", "2027-03-15T10:00:00Z"),
            path=_PLACE,
            files=_made("in_production"),
            finds=(
                Find(
                    '"spring-ride-h2#as-mail"',
                    "“spring-ride-h2#as-mail” is in production in the production package, but this step sends it out.",
                    after="assets: [",
                ),
            ),
        ),
        Example(
            "A piece that nothing sends out",
            source=_PACKAGE.format("true", "2027-03-15T10:00:00Z").replace("assets:", "x_assets:"),
            path=_PLACE,
            files=_made("approved"),
            finds=(
                Find(
                    '"spring-ride-h2#as-mail"',
                    "No launch step and no calendar entry of the campaign sends out as-mail.",
                    after="{asset: ",
                ),
            ),
        ),
        Example("In order", source=_PACKAGE.format("true", "2027-03-15T10:00:00Z"), path=_PLACE),
    ),
)
