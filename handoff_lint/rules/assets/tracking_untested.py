"""A tag that was tested three weeks ago was tested on another page: between the two somebody changed the form.

How to fix: test it in the week before the launch and note who, when and with what result; a link is tested when the
server answers with the page. Each primary number of the
brief needs an event that counts it (`kind: conversion_event`, `kpi`).
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets, days
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.validation import store

CODE = "HF711"
_FRESH_DAYS = 7
"""A test counts for so many days before the launch."""
_TESTED = (("/package/technical_setup/tracking", "date"), ("/package/technical_setup/links", "tested"))
_from_schema = from_schema(CODE)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Everything that counts was tested, passed, and not long before the launch; primary numbers are counted."""
    if document.type != assets.LAUNCH:
        return
    yield from _from_schema(document, context)
    # Once the launch is over a test before it cannot be repeated.
    if document.rank < store.ranks(document.type)["completed"]:
        yield from _dates(document, assets.launch_day(document, context.campaign))
        yield from _answers(document)
    yield from _uncounted(document, context)


def _dates(document: Document, launch: str) -> Iterator[Problem]:
    """Tests are not too old for the launch, nor later than it; a link is tested before its own piece goes out."""
    goes_out = assets.days_out(document)
    for place, field in _TESTED:
        for pointer, entry in document.each(place):
            tested = entry.get(field, "")
            own = [
                goes_out[name] for one in entry.get("used_in", ()) if (name := assets.full(one, document)) in goes_out
            ]
            due = min(own, default=launch)
            if tested and due and tested > due:
                yield Problem(
                    f"This was tested on {tested}, after it went live on {due}.",
                    join(pointer, field),
                    f"Test it in the {_FRESH_DAYS} days before {due}.",
                )
            elif tested and launch and tested < days.later(launch, -_FRESH_DAYS):
                yield Problem(
                    f"This was tested on {tested}, {days.between(tested, launch)} days before the launch.",
                    join(pointer, field),
                    f"Test it again in the {_FRESH_DAYS} days before {launch}.",
                )


def _answers(document: Document) -> Iterator[Problem]:
    """A server answers a link with the page (2xx) or with where it is now (3xx)."""
    for pointer, link in document.each("/package/technical_setup/links"):
        answer = link.get("status", 200)
        if not 200 <= answer < 400:
            yield Problem(
                f"The server answered {answer}, so this link does not work.",
                join(pointer, "status"),
                "Correct the address or put the page there, then test it again.",
            )


def _uncounted(document: Document, context: Context) -> Iterator[Problem]:
    place = "/package/technical_setup/tracking"
    if document.get(place) is None:
        return
    counted = {one.get("kpi") for _, one in document.each(place) if one.get("kind") == "conversion_event"}
    for brief, pointer, metric in assets.items(
        context.campaign, "strategy-to-creative", "/package/success_metrics"
    ).values():
        kpi = metric.get("kpi")
        if metric.get("role") == "primary" and kpi and kpi not in counted:
            yield Problem(
                f"No conversion event counts {kpi}, the primary number of the brief.",
                place,
                f"Add an entry with kind: conversion_event and kpi: {kpi}, and test it.",
                at="key",
                related=(Related(brief.path, "the primary number", join(pointer, "kpi")),),
            )


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: ana.ruiz
package:
  technical_setup:
    tracking:
      - id: tr-booking
        kind: conversion_event
        kpi: {kpi}
        date: {date}
        result: pass
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270301_spring-ride_production-to-launch_v01.md"
_BRIEF = {"docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md": "<brief>"}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="tracking-untested",
    summary="What counts visits and requests was tested shortly before the launch, and counts the primary number.",
    idea="F3",
    severity=Severity.ERROR,
    since="accepted",
    document=check,
    examples=(
        Example(
            "Tested too early",
            source=_PACKAGE.format(kpi="bookings", date="2027-02-20"),
            path=_PLACE,
            finds=(Find("2027-02-20", "This was tested on 2027-02-20, 23 days before the launch."),),
        ),
        Example(
            "Tested when it was live",
            source=_PACKAGE.format(kpi="bookings", date="2027-03-16"),
            path=_PLACE,
            finds=(Find("2027-03-16", "This was tested on 2027-03-16, after it went live on 2027-03-15."),),
        ),
        Example(
            "A link that leads nowhere",
            source=_PACKAGE.format(kpi="bookings", date="2027-03-10").replace(
                "    tracking:", "    links:\n      - {status: 404}\n    tracking:"
            ),
            path=_PLACE,
            finds=(Find("404", "The server answered 404, so this link does not work."),),
        ),
        Example(
            "Another number is counted",
            source=_PACKAGE.format(kpi="visits", date="2027-03-10"),
            path=_PLACE,
            files=_BRIEF,
            finds=(Find("tracking", "No conversion event counts bookings, the primary number of the brief."),),
        ),
        Example("Tested in time", source=_PACKAGE.format(kpi="bookings", date="2027-03-10"), path=_PLACE, files=_BRIEF),
    ),
)
