"""Rushed work begins weeks before the launch, in the handoff that left the next desk half of the days it needs.

How to fix: plan back from the launch. Ask for the work earlier, give the receiver's work fewer days
(timeline.receiver_days) if it truly takes fewer, or move the launch. `handoff plan` computes the dates. They are
judged until the handoff is accepted; after that they are past facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import timeline
from handoff_lint.calendars.chain import REVIEW
from handoff_lint.model import Campaign, Document, Problem, Related, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.timeline import Day, Limit
from handoff_lint.words import plural

CODE = "HF503"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """What the receiver needs fits between needed by and what comes next, and the first review comes in time."""
    campaign = context.campaign
    if campaign is None or not timeline.is_judged(document, context.change):
        return
    if document.type == REVIEW:
        yield from _review(document, campaign, context)
    elif timeline.leads_to_launch(document):
        yield from _ahead(document, campaign, context)
        yield from _behind(document, campaign, context)


def _ahead(document: Document, campaign: Campaign, context: Context) -> Iterator[Problem]:
    """From this handoff to the next, or to the launch."""
    needed_by = timeline.written(document).needed_by
    limit = timeline.limit(document, campaign, context.working_time, context.config)
    if needed_by is None or limit is None:
        return
    calendar = timeline.calendar(document, "to", context.working_time, context.config)
    left = max(0, calendar.working_days_between(needed_by, limit.day))
    needs = timeline.receiver_days(document, context.config)
    latest = context.config.timing.get(document.type, {}).get("latest", {})
    lead = latest.get("accepted_days_before_launch", 0) if limit.package is None and not limit.planned else 0
    if left >= max(needs, lead) and needed_by <= limit.day:
        return
    earlier = timeline.counted(calendar, limit.day, -max(needs, lead))
    where = (Related(limit.package.path, f"due on {limit.day}", "/timeline/due"),) if limit.package else ()
    yield Problem(
        _too_late(needed_by, limit, left, needs, lead),
        "/timeline/needed_by",
        (f"Ask for it by {earlier}, or move what comes after it." if earlier else "Ask for it earlier."),
        related=where,
    )


def _too_late(needed_by: Day, limit: Limit, left: int, needs: int, lead: int) -> str:
    if limit.package:
        what = f"{limit.package.id} is due ({limit.day})"
    elif limit.planned:
        what = f"{limit.planned} has to be due ({limit.day}) for the launch"
    else:
        what = f"the launch ({limit.day})"
    if needed_by > limit.day:
        return f"This is needed by {needed_by}, after {what}."
    if lead > needs:
        return (
            f"This must be accepted {plural(lead, 'working day')} before {what}; needed by ({needed_by}) leaves {left}."
        )
    days = plural(needs, "working day")
    return f"The receiver needs {days}; from needed by ({needed_by}) until {what} there are {left}."


def _behind(document: Document, campaign: Campaign, context: Context) -> Iterator[Problem]:
    """From a handoff that is accepted already to this one: only this one can still move."""
    due = timeline.written(document).due
    for other in campaign.packages:
        day = timeline.written(other).needed_by if other is not document else None
        if due is None or day is None or timeline.is_judged(other, context.change) or other.status == "cancelled":
            continue
        if not any(one is document for one in timeline.fed_by(other, campaign)):
            continue
        calendar = timeline.calendar(other, "to", context.working_time, context.config)
        left = max(0, calendar.working_days_between(day, due))
        needs = timeline.receiver_days(other, context.config)
        if left < needs:
            later = timeline.counted(calendar, day, needs)
            yield Problem(
                f"Whoever received {other.id} (needed by {day}) needs {plural(needs, 'working day')}; until this is "
                f"due ({due}) there are {left}.",
                "/timeline/due",
                f"Plan with {later} or later." if later else "",
                related=(Related(other.path, f"needed by {day}", "/timeline/needed_by"),),
            )


def _review(document: Document, campaign: Campaign, context: Context) -> Iterator[Problem]:
    """The first review of a campaign begins soon after its launch, and not before it."""
    launch = timeline.launch_of(campaign)
    within = context.config.timing.get(REVIEW, {}).get("latest", {}).get("first_review_days_after_launch")
    starts = {
        one.path: day
        for one in campaign.packages
        if one.type == REVIEW and one.status != "cancelled"
        for day, _ in [_first_look(one)]
        if day
    }
    own = starts.get(document.path)
    if launch is None or own is None or within is None:
        return
    pointer = _first_look(document)[1]
    last = timeline.days_later(launch, within)
    if own <= launch:
        yield Problem(f"A review on {own} has nothing to look at: the launch is on {launch}.", pointer)
    elif own == min(starts.values()) and own > last:
        yield Problem(
            f"The first review is on {own}, more than {plural(within, 'day')} after the launch ({launch}).",
            pointer,
            f"Look at the numbers by {last}, while something can still be changed.",
        )


def _first_look(document: Document) -> tuple[Day | None, str]:
    """The day of the earliest review in the cadence, else the day on which the report begins; and where it stands."""
    reviews = [
        (day, f"{pointer}/first")
        for pointer, one in document.each("/package/cadence")
        if (day := timeline.day(one.get("first")))
    ]
    if reviews:
        return min(reviews)
    dates = timeline.written(document)
    return (dates.start, "/timeline/start") if dates.start else (dates.due, "/timeline/due")


_DATES = """
    timeline:
      start: {start}
      due: {due}
      needed_by: {needed_by}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="backward-plan-broken",
    summary="The receiver has the working days that the work takes, before the next handoff or the launch.",
    idea="F2",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "The next two handoffs do not fit any more",
            shows=lines(_DATES.format(start="2027-02-08", due="2027-02-10", needed_by="2027-02-12")),
            finds=(
                Find(
                    "2027-02-12",
                    "The receiver needs 10 working days; from needed by (2027-02-12) until creative-to-production has "
                    "to be due (2027-02-19) for the launch there are 5.",
                ),
            ),
        ),
        Example(
            "Planned back from the launch",
            shows=lines(_DATES.format(start="2027-01-11", due="2027-01-13", needed_by="2027-01-15")),
        ),
    ),
)
