"""Sales and marketing agree on leads once a week, or they disagree about them for a quarter.

How to fix: hold the weekly review and add its numbers under `reviews`: how many leads were passed on, taken, called in
time, and the one thing that changes. A week has the whole following week to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import chain, days, schedule, timeline
from handoff_lint.model import Campaign, Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, listed, plural, shown

CODE = "HF614"
_CODES = "/package/feedback_loop/dispositions"
_COUNT = "Count again."
_DAYS_TO_LOOK = 7


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Every week of the running campaign has its entry."""
    for document in chain.packages(campaign, chain.LEADS):
        yield from _numbers(document)
    data = campaign.document.data if campaign.document else {}
    launch, end = data.get("launch_date", ""), data.get("end_date", "")
    today = context.today.isoformat()
    if not launch or launch > today:
        return
    for document in chain.packages(campaign, chain.LEADS):
        reviews = document.get("/package/reviews") or ()
        if document.rank < timeline.rank(document, "accepted") or None in reviews:  # what the schema refused may be it
            continue
        # The week of `last` is over, and the one after it as well.
        last = days.later(today, -7 - _DAYS_TO_LOOK)
        if last < launch[:10]:
            continue
        there = {review["week"] for _, review in document.each("/package/reviews")}
        missing = [week for week in schedule.weeks(launch, min(last, end or last)) if week not in there]
        if missing:
            are = "has" if len(missing) == 1 else "have"
            yield Problem(
                f"{plural(len(missing), 'week')} of the campaign {are} no review: "
                f"{listed(missing, conjunction='and', most=4)}.",
                "/package/reviews" if there else "/package/sync_meeting",
                "Add the numbers of each week.",
                at="key",
                path=document.path,
                time_dependent=True,
            )


def _numbers(document: Document) -> Iterator[Problem]:
    """The numbers of a week are possible, and refusals are counted by the answers that there are."""
    codes = {item["code"] for _, item in document.each(_CODES)} if chain.is_whole(document, _CODES) else set()
    for pointer, review in document.each("/package/reviews"):
        passed, taken = review["passed"], review["accepted"]
        refused = {code: count for code, count in (review.get("refused") or {}).items() if not code.startswith("x_")}
        wrong = None
        if taken > passed:
            wrong = "accepted", f"{plural(taken, 'lead')} taken, but only {passed} passed on."
        elif taken + sum(refused.values()) > passed:
            more = taken + sum(refused.values())
            wrong = (
                "refused",
                f"{taken} taken and {more - taken} refused make {more}, but only {passed} were passed on.",
            )
        if wrong:
            yield Problem(wrong[1], join(pointer, wrong[0]), _COUNT, path=document.path)
        if review["in_sla"] > passed:
            yield Problem(
                f"{plural(review['in_sla'], 'lead')} called in time, but only {passed} passed on.",
                join(pointer, "in_sla"),
                _COUNT,
                path=document.path,
            )
        for code in refused:
            if codes and code not in codes:
                yield Problem(
                    f"There is no answer {shown(code)}.{did_you_mean(code, codes)}",
                    join(pointer, "refused", code),
                    "Correct it, or add it to the dispositions.",
                    at="key",
                    path=document.path,
                )


_PACKAGE = """\
---
type: marketing-to-sales
status: accepted
from: leo.brandt
package:
  reviews:
    - {{week: 2026-W50, passed: 12, accepted: 7, in_sla: 11}}
    - {{week: 2026-W51, passed: 14, accepted: 9, in_sla: 14}}
    - {{week: {}, passed: 3, accepted: 2, in_sla: 3}}
---
"""
_PLACE = "docs/campaigns/winter-ride/05-leads/20261201_winter-ride_marketing-to-sales_v01.md"
_CAMPAIGN = """\
---
title: Winter ride
status: live
owner: maya.holt
launch_date: 2026-12-07
end_date: 2026-12-23
types: [email]
---
"""
_FILES = {"docs/campaigns/winter-ride/campaign.md": _CAMPAIGN}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="lead-sync-missed",
    summary="Every week of a running campaign has its review of the leads, with numbers that can be.",
    idea="F3",
    severity=Severity.WARNING,
    campaign=check,
    examples=(
        Example(
            "A week without a review",
            source=_PACKAGE.format("2026-W53"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("reviews:", "1 week of the campaign has no review: 2026-W52."),),
        ),
        Example(
            "More taken than passed on",
            source=_PACKAGE.format("2026-W52").replace("passed: 3, accepted: 2", "passed: 3, accepted: 4"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("4", "4 leads taken, but only 3 passed on.", after="passed: 3, accepted: "),),
        ),
        Example(
            "Every week",
            source=_PACKAGE.format("2026-W52"),
            path=_PLACE,
            files=_FILES,
        ),
    ),
)
