"""The page of one campaign: the chain, the plan, what was ordered and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from handoff_lint.repository import CAMPAIGN_FILE
from handoff_lint.site.graph import Campaign, Graph, Package
from handoff_lint.site.pages import panels
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen, number
from handoff_lint.site.visibility import Level

_MAKES = "creative-to-production"
_MADE = frozenset({"handed_off", "accepted", "completed", "archived"})
"""From here on a piece that was ordered and is not there is missing; before, it is work to do."""


def page(graph: Graph, campaign: Campaign, pen: Pen) -> Page:
    """The page of a campaign.

    Args:
        graph: everything that may be shown.
        campaign: one whose own page is shown.
        pen: for this page.

    """
    path = f"{graph.config.campaigns_dir}/{campaign.slug}/{CAMPAIGN_FILE}"
    own = {one.id for one in campaign.packages}
    html = pen.render(
        "campaign.html",
        c=campaign,
        path=path,
        body=pen.body(path, campaign.body),
        chain=panels.chain(graph, campaign, pen),
        gantt=panels.gantt(graph, campaign, pen),
        waits=[task for one in campaign.packages for task in one.waits],
        gaps=[gap for gap in graph.gaps if gap.package in own],
        plan=list(_plan(campaign, pen)),
        matrix=list(_matrix(campaign, pen)),
        is_made=any(one.type == _MAKES and one.status in _MADE for one in campaign.packages),
        is_for_team=graph.publish is Level.TEAM,  # others may not see what is there
        measures=list(_measures(campaign, pen)),
        decisions=sorted(_decisions(campaign), key=lambda one: (one["date"], one["package"])),
        lessons=[one for one in graph.lessons if one.package in own],
    )
    return Page(campaign.page, campaign.title, f"The campaign {campaign.title}.", html, ("Campaign",), path)


def _plan(campaign: Campaign, pen: Pen) -> Iterator[Mapping[str, Any]]:
    """A row for each handoff, those that nobody has written yet among them; days are ISO days, empty where unknown."""
    latest = {one.package: one.latest for one in campaign.plan}
    for package in campaign.packages:
        written = package.data.get("timeline") or {}
        days = {name: str(written.get(name, "")) for name in ("start", "due", "needed_by")}
        between: int | str = ""
        if days["due"] and days["needed_by"]:
            between = (datetime.date.fromisoformat(days["needed_by"]) - datetime.date.fromisoformat(days["due"])).days
        link = pen.link(package.page, package.title)
        last = latest.get(package.id)
        is_late = bool(last and days["due"] > last.isoformat())
        yield {"link": link, "between": between, "latest": last or "", "is_late": is_late, **days}
    for one in campaign.plan:
        if not one.package:
            days = {"start": str(one.start or ""), "due": "", "needed_by": str(one.needed_by or "")}
            yield {"link": f"{pen.type(one.type)} (not written yet)", "between": "", "latest": one.latest or "", **days}


def _parts(campaign: Campaign, type_: str, name: str) -> Iterator[tuple[Package, Mapping[str, Any]]]:
    """The items of a list in the campaign's packages of one type, with their package."""
    for package in campaign.packages:
        if package.type == type_ and package.status != "cancelled":
            for one in (package.data.get("package") or {}).get(name) or ():
                yield package, one


def _full(package: Package, reference: object) -> str:
    """A reference with the package it means: its own where none is written."""
    text = str(reference or "")
    return text if "#" in text else f"{package.id}#{text}"


def _matrix(campaign: Campaign, pen: Pen) -> Iterator[Mapping[str, Any]]:
    """Each piece that was ordered, what was made of it, and whether somebody has verified that."""
    verified = {
        _full(package, one.get("asset"))
        for package, one in _parts(campaign, "production-to-launch", "asset_verification")
        if one.get("ready")
    }
    pieces: dict[str, list[Mapping[str, Any]]] = {}
    for package, one in _parts(campaign, "creative-to-production", "assets"):
        id_ = str(one.get("id", ""))
        row = {
            "link": pen.ref(f"{package.id}#{id_}"),
            "status": one.get("status", "open"),
            "is_verified": f"{package.id}#{id_}" in verified,
        }
        pieces.setdefault(_full(package, one.get("deliverable")), []).append(row)
    for package, one in _parts(campaign, "strategy-to-creative", "deliverables"):
        id_ = f"{package.id}#{one.get('id', '')}"
        where = f"{pen.label('channels', one.get('channel', ''))}, {one.get('placement', '')}".replace("_", " ")
        yield {"ordered": pen.ref(id_), "where": where, "pieces": pieces.get(id_, [])}


def _measures(campaign: Campaign, pen: Pen) -> Iterator[Mapping[str, Any]]:
    """Each measure of the briefs with what the retrospective says it came to."""
    results = {
        _full(package, one.get("metric")): one for package, one in _parts(campaign, "campaign-retrospective", "results")
    }
    for package, one in _parts(campaign, "strategy-to-creative", "success_metrics"):
        id_ = str(one.get("id", ""))
        result = results.get(f"{package.id}#{id_}", {})
        name = pen.label("kpis", one.get("kpi", id_))
        yield {
            "link": pen.link(package.page, name, id_) if id_ else Markup.escape(name),
            "role": one.get("role", ""),
            "baseline": number(one.get("baseline", "")),
            "target": number(one.get("target", "")),
            "actual": number(result.get("actual", "")),
            "verdict": result.get("verdict", ""),
        }


def _decisions(campaign: Campaign) -> Iterator[dict[str, str]]:
    for package in campaign.packages:
        for one in package.data.get("decisions") or ():
            words = {
                "date": str(one.get("date", "")),
                "text": str(one.get("decision", "")),
                "by": str(one.get("by", "")),
            }
            yield {**words, "package": package.id}
