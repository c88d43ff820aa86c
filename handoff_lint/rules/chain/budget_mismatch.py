"""Money that stands in two places as two sums is spent by the larger one.

How to fix: `media`, `production` and `contingency` add up to the total at most, and a brief repeats the sums of
campaign.md as they are. Where ads run, `budget_guard` of the launch package holds a limit for each platform; all of
them together stay within the media budget, in its currency, and stop with the campaign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain, timeline
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.roster import CLOSED
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF615"
_PAGE, _BRIEF_PLACE, _GUARD = "/budget", "/package/budget", "/package/budget_guard"
_PARTS = {"media": "media", "production": "production", "contingency": "the reserve"}
_CENTS = 2


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Parts stay within their total, briefs repeat campaign.md, limits of ads stay within the media budget."""
    page = campaign.document
    whole = page.get(_PAGE) if page else None
    if page and whole:
        yield from _parts(page, _PAGE, whole)
    briefs = [one for one in chain.packages(campaign, chain.BRIEF) if one.get(_BRIEF_PLACE)]
    for brief in briefs:
        own = brief.get(_BRIEF_PLACE)
        differing = list(_differing(brief, own, page, whole, is_alone=len(briefs) == 1)) if page and whole else []
        yield from differing
        if not differing and own != whole:
            yield from _parts(brief, _BRIEF_PLACE, own)
    budget: tuple[Document, str, Mapping[str, Any]] | None = None
    if page and whole:
        budget = page, _PAGE, whole
    elif len(briefs) == 1:
        budget = briefs[0], _BRIEF_PLACE, briefs[0].get(_BRIEF_PLACE)
    launches = chain.packages(campaign, chain.LAUNCH)
    for launch in launches:
        yield from _guarded(campaign, launch, context)
        yield from _ends(campaign, launch)
    if budget:
        yield from _limits(launches, *budget)


def _parts(document: Document, pointer: str, budget: Mapping[str, Any]) -> Iterator[Problem]:
    there = [key for key in _PARTS if budget.get(key) is not None]
    if "total" not in budget or not there:
        return
    spent = round(sum(budget[key] for key in there), _CENTS)
    if spent > budget["total"]:
        names = listed([_PARTS[key] for key in there], conjunction="and")
        come = "comes" if len(there) == 1 else "come"
        yield Problem(
            f"{names[0].upper()}{names[1:]} {come} to {_sum(spent)}, more than the total of {_sum(budget['total'])}.",
            join(pointer, "total"),
            "Correct the total, or one of the parts.",
            path=document.path,
        )


def _differing(
    brief: Document, own: Mapping[str, Any], page: Document, whole: Mapping[str, Any], *, is_alone: bool
) -> Iterator[Problem]:
    """Where a brief says another sum; of several briefs each may cost a part of the whole."""
    for key in ("currency", "total", *_PARTS):
        mine, theirs = own.get(key), whole.get(key)
        if mine is None or theirs is None or mine == theirs or (not is_alone and key != "currency" and mine < theirs):
            continue
        what = "The currency" if key == "currency" else "The total" if key == "total" else f"For {_PARTS[key]} it"
        yield Problem(
            f"{what} is {_sum(mine)} here and {_sum(theirs)} in campaign.md.",
            join(_BRIEF_PLACE, key),
            "Write what campaign.md says, or leave the budget out here.",
            path=brief.path,
            related=(Related(page.path, "the campaign's budget", join(_PAGE, key)),),
        )
        if key == "currency":  # then no sum can be compared
            return


def _guarded(campaign: Campaign, launch: Document, context: Context) -> Iterator[Problem]:
    """From approval on, whoever pays for ads has said how much."""
    if launch.get(_GUARD) or launch.get("/package/not_applicable/budget_guard") or launch.status in CLOSED:
        return
    approved = launch.rank >= timeline.rank(launch, "approved")
    if approved and chain.is_whole(launch, _GUARD) and chain.is_paid(campaign, launch, context.config):
        yield Problem(
            "Ads are paid for, but nothing limits what they cost.",
            "/package",
            "Add budget_guard with a limit for each platform, or say under not_applicable why there is none.",
            at="key",
            path=launch.path,
        )


def _ends(campaign: Campaign, launch: Document) -> Iterator[Problem]:
    end = campaign.document.data.get("end_date") if campaign.document else None
    if not end or launch.status in CLOSED:
        return
    for pointer, guard in launch.each(_GUARD):
        if guard.get("end") and guard["end"] > end:
            yield Problem(
                f"Ads on {guard.get('platform', 'this platform')} run until {guard['end']}; "
                f"the campaign ends on {end}.",
                join(pointer, "end"),
                "Let them stop with the campaign.",
                path=launch.path,
                severity=Severity.WARNING,
            )


def _limits(launches: list[Document], source: Document, pointer: str, budget: Mapping[str, Any]) -> Iterator[Problem]:
    """All limits together stay within the media budget, in its currency."""
    currency, key = budget.get("currency"), "media" if budget.get("media") is not None else "total"
    limit, caps, is_same = budget.get(key), 0.0, True
    for launch in launches:
        for place, guard in launch.each(_GUARD):
            if currency and guard.get("currency") and guard["currency"] != currency:
                is_same = False
                yield Problem(
                    f"This limit is in {guard['currency']}, the budget in {currency}.",
                    join(place, "currency"),
                    f"Write it in {currency}.",
                    path=launch.path,
                    related=(Related(source.path, "the budget", join(pointer, "currency")),),
                )
            caps = round(caps + guard.get("total_cap", 0), _CENTS)
    last = next((one for one in reversed(launches) if one.get(_GUARD)), None)
    if last and is_same and limit is not None and caps > limit:
        yield Problem(
            f"The ads may cost {_sum(caps)} altogether, but the {key} budget is {_sum(limit)}.",
            _GUARD,
            "Lower a total_cap, or raise the budget.",
            at="key",
            path=last.path,
            related=(Related(source.path, "the budget", join(pointer, key)),),
        )


def _sum(value: Any) -> str:
    """An amount as people write it: `12,500`, `99.50`; a currency as it is."""
    return value if isinstance(value, str) else f"{value:,.2f}".removesuffix(".00")


_PACKAGE = """\
---
type: production-to-launch
status: approved
from: leo.brandt
package:
{}---
"""
_CAPS = """\
  budget_guard:
    - {{platform: instagram, daily_cap: 20, total_cap: {}, currency: {}, end: {}}}
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"
_CAMPAIGN = """\
---
title: Spring check for commuters
types: [email, paid_ads]
channels: [email, instagram]
owner: maya.holt
launch_date: 2027-03-15
end_date: 2027-04-30
primary_kpi: bookings
status: planned
budget: {{total: {}, media: 300, production: 600, currency: GBP}}
---
"""
_CAMPAIGN_PLACE = "docs/campaigns/spring-ride/campaign.md"
_FILES = {_CAMPAIGN_PLACE: _CAMPAIGN.format(900)}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="budget-mismatch",
    summary="Budgets add up and agree, and the limits of paid ads stay within them.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Parts that come to more than the total",
            source=_CAMPAIGN.format(800),
            path=_CAMPAIGN_PLACE,
            finds=(Find("800", "Media and production come to 900, more than the total of 800."),),
        ),
        Example(
            "More for ads than there is",
            source=_PACKAGE.format(_CAPS.format(450, "GBP", "2027-04-30")),
            path=_PLACE,
            files=_FILES,
            finds=(Find("budget_guard:", "The ads may cost 450 altogether, but the media budget is 300."),),
        ),
        Example(
            "Another currency, and a later end",
            source=_PACKAGE.format(_CAPS.format(250, "EUR", "2027-05-31")),
            path=_PLACE,
            files=_FILES,
            finds=(
                Find("EUR", "This limit is in EUR, the budget in GBP."),
                Find("2027-05-31", "Ads on instagram run until 2027-05-31; the campaign ends on 2027-04-30."),
            ),
        ),
        Example(
            "Ads without a limit",
            source=_PACKAGE.format("  contingency: []\n"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("package:", "Ads are paid for, but nothing limits what they cost."),),
        ),
        Example(
            "Within the budget",
            source=_PACKAGE.format(_CAPS.format(250, "GBP", "2027-04-30")),
            path=_PLACE,
            files=_FILES,
        ),
    ),
)
