"""A number that was promised and is never looked at again teaches nobody; one that changed on the way misleads.

How to fix: show and report every success metric of the brief, with the brief's target. If the target has changed, write
the decision down under `decisions`, with the name of the metric and the new number: “The target for demo_requests is
160 now.”
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF604"
_SHOWN, _REPORTED = "/package/dashboard/kpis", "/package/results"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Dashboards and results hold the brief's metrics with the brief's targets."""
    for type_, place in ((chain.OPTIMIZATION, _SHOWN), (chain.RETROSPECTIVE, _REPORTED)):
        for document in chain.packages(campaign, type_):
            if document.get(place) and chain.is_whole(document, place):
                yield from _compared(campaign, document, place, context)


def _compared(campaign: Campaign, document: Document, place: str, context: Context) -> Iterator[Problem]:
    there = dict(_there(document, place))
    promised = list(chain.metrics(campaign))
    is_misspelt = _is_misspelt(there, promised, place, context)
    decided = chain.decisions(campaign)
    for brief, pointer, metric, name in promised:
        related = (Related(brief.path, "promised here", pointer),)
        found = there.get(metric["kpi"] if place == _SHOWN else name)
        if found is None:
            if is_misspelt or (context.config.kpis and metric["kpi"] not in context.config.kpis):
                continue  # HF109; the unknown name may be the one that seems to be missing
            what = "shown on the dashboard" if place == _SHOWN else "reported"
            yield Problem(
                f"The brief promises {metric['kpi']}, which is not {what}.",
                place,
                "Add it.",
                at="key",
                path=document.path,
                related=related,
            )
        elif {"target"} <= found[1].keys() & metric.keys() and found[1]["target"] != metric["target"]:
            if chain.is_retargeted((metric["kpi"], metric["id"]), found[1]["target"], decided):
                continue
            yield Problem(
                f"The target for {metric['kpi']} is {found[1]['target']} here and {metric['target']} in the brief.",
                join(found[0], "target"),
                "Write the brief's number, or a decision that names the metric and the new number.",
                path=document.path,
                related=(Related(brief.path, "the brief's target", join(pointer, "target")),),
            )


def _is_misspelt(
    there: Mapping[str, Any], promised: list[tuple[Document, str, Mapping[str, Any], str]], place: str, context: Context
) -> bool:
    """Whether a name on the dashboard or in the results leads nowhere."""
    if place == _SHOWN:
        return bool(context.config.kpis) and not there.keys() <= set(context.config.kpis)
    briefs = {brief.id for brief, _, _, _ in promised}
    names = {name for _, _, _, name in promised}
    return any(one not in names and one.partition("#")[0] in briefs for one in there)


def _there(document: Document, place: str) -> Iterator[tuple[str, tuple[str, Mapping[str, Any]]]]:
    for pointer, item in document.each(place):
        if item.get("kpi"):
            yield item["kpi"], (pointer, item)
        elif item.get("metric"):
            yield assets.full(item["metric"], document), (pointer, item)


_PACKAGE = """\
---
type: campaign-retrospective
status: draft
from: leo.brandt
package:
  results:
    - metric: "spring-ride-h1#{}"
      target: {}
      actual: 310
      verdict: met
---
"""
_DECIDED = """\
decisions:
  - {id: de-1, date: 2027-03-01, decision: The target for bookings is 280 now., by: maya.holt, made_in: document}
package:"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270512_spring-ride_campaign-retrospective_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="metric-drift",
    summary="Every success metric of the brief is on the dashboard and in the results, with the brief's target.",
    idea="F4",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    fix="suggested",
    examples=(
        Example(
            "Another target",
            source=_PACKAGE.format("sm-bookings", 280),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("280", "The target for bookings is 280 here and 300 in the brief."),),
        ),
        Example(
            "A metric that is not reported",
            source=_PACKAGE.format("sm-rides", 300).replace("spring-ride-h1", "winter-ride-h1"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("results:", "The brief promises bookings, which is not reported."),),
        ),
        Example(
            "A target that was changed by a decision",
            source=_PACKAGE.format("sm-bookings", 280).replace("package:", _DECIDED),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
        ),
        Example(
            "The brief's target",
            source=_PACKAGE.format("sm-bookings", 300),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
        ),
    ),
)
