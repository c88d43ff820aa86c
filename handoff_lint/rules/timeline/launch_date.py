"""When two teams hold different launch dates, both are on time and the campaign is not.

How to fix: the campaign page holds the launch date. Leave it out elsewhere, or correct it there; when the launch has
moved, change it on the campaign page first (`handoff plan CAMPAIGN --launch DATE --write` changes both).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import timeline
from handoff_lint.model import Document, Problem, Related, Severity
from handoff_lint.repository import CAMPAIGN_FILE
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.timeline import Day

CODE = "HF504"
LAUNCH, CHANNELS = "production-to-launch", "email-to-social"
_STEPS = "/package/launch_sequence"
_WINDOW = "/package/message_calendar/window"
_ENTRIES = "/package/message_calendar/entries"
_OVER = ("completed", "archived", "cancelled")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Wherever a package repeats the launch date, it is the campaign's."""
    campaign = context.campaign
    launch = timeline.launch_of(campaign)
    if campaign is None or launch is None or document.status in _OVER:
        return
    where = (Related(f"{campaign.path}/{CAMPAIGN_FILE}", f"the launch is on {launch}", "/launch_date"),)
    said = document.get("/timeline/launch_date")
    if said and said != launch.isoformat():
        message = f"This says that the launch is on {said}; the campaign page says {launch}."
        yield Problem(message, "/timeline/launch_date", "Correct it, or delete it here.", related=where)
    if document.type == LAUNCH:
        yield from _first_step(document, launch, where, context)
    elif document.type == CHANNELS:
        yield from _window(document, launch, where)
        plans = [one for one in campaign.packages if one.type == LAUNCH and one.status not in ("archived", "cancelled")]
        yield from _entries(document, plans, context)


def _first_step(document: Document, launch: Day, where: tuple[Related, ...], context: Context) -> Iterator[Problem]:
    """The first step of the launch sequence goes live on the day of the launch."""
    steps = [(_day(step, context), f"{pointer}/at") for pointer, step in document.each(_STEPS) if "at" in step]
    if steps and min(steps)[0] != launch.isoformat():
        day, pointer = min(steps)
        yield Problem(
            f"The first step goes live on {day}; the launch is on {launch}.",
            pointer,
            "Correct the step, or the launch date on the campaign page.",
            related=where,
        )


def _window(document: Document, launch: Day, where: tuple[Related, ...]) -> Iterator[Problem]:
    """The calendar of the channels covers the launch; teasers may come before it."""
    window: Mapping[str, Any] = document.get(_WINDOW) or {}
    start, end = window.get("from"), window.get("to")
    if start and start > launch.isoformat():
        yield Problem(f"The calendar begins on {start}, after the launch ({launch}).", f"{_WINDOW}/from", related=where)
    elif end and end < launch.isoformat():
        yield Problem(f"The calendar ends on {end}, before the launch ({launch}).", f"{_WINDOW}/to", related=where)


def _day(entry: Mapping[str, Any], context: Context) -> str:
    return timeline.day_of(entry["at"], context.working_time, context.config)


def _entries(document: Document, plans: list[Document], context: Context) -> Iterator[Problem]:
    """A piece that both the calendar and the launch sequence send goes out on the same day; again later is fine."""
    planned = _days_of_assets(plans, _STEPS, context)
    for asset, found in _days_of_assets([document], _ENTRIES, context).items():
        if asset in planned and not found.keys() & planned[asset].keys():
            own, day = min(found), min(planned[asset])
            yield Problem(
                f"{asset} goes out on {own}; the launch sequence has it on {day}.",
                found[own].pointer,
                "Agree on one day and write it in both.",
                related=(planned[asset][day],),
            )


def _days_of_assets(documents: list[Document], pointer: str, context: Context) -> dict[str, dict[str, Related]]:
    """Asset → day → where it says so."""
    days: dict[str, dict[str, Related]] = {}
    for document in documents:
        for here, entry in document.each(pointer):
            if "at" in entry:
                day = _day(entry, context)
                for asset in entry.get("assets") or ():
                    where = Related(document.path, f"{asset} goes out on {day}", f"{here}/at")
                    days.setdefault(asset, {}).setdefault(day, where)
    return days


_TIMELINE = """
    timeline:
      launch_date: {launch}
      start: 2027-01-11
      due: 2027-01-13
      needed_by: 2027-01-15
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="launch-date-mismatch",
    summary="There is one launch date: what packages, launch steps and calendars say is what the campaign page says.",
    idea="F2",
    severity=Severity.ERROR,
    document=check,
    examples=(
        Example(
            "A day later than the campaign page says",
            shows=lines(_TIMELINE.format(launch="2027-03-16")),
            finds=(
                Find(
                    "2027-03-16",
                    "This says that the launch is on 2027-03-16; the campaign page says 2027-03-15.",
                ),
            ),
        ),
        Example("The same day", shows=lines(_TIMELINE.format(launch="2027-03-15"))),
    ),
)
