"""A deadline on a bank holiday, or four days of work in three, is missed from the day it is written down.

How to fix: choose a working day, put the dates in order, and give the work the days that it takes. Free days are those
of the settings: working_hours, calendar, holidays, and a team's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import timeline
from handoff_lint.calendars.working_days import WorkCalendar
from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.timeline import Day, Side
from handoff_lint.words import plural, shown

CODE = "HF505"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Dates come in order, fall on working days, and leave the work the days that it takes."""
    if document.kind is Kind.CAMPAIGN:
        launch, end = document.data.get("launch_date"), document.data.get("end_date")
        if launch and end and end < launch:
            yield Problem(f"The campaign ends on {end}, before its launch ({launch}).", "/end_date")
    elif timeline.is_judged(document, context.change):
        yield from _timeline(document, context)
        yield from _milestones(document, context)
        yield from _deliverables(document, context)
        yield from _tasks(document, context)
        yield from _from_outside(document)


def _timeline(document: Document, context: Context) -> Iterator[Problem]:
    dates = timeline.written(document)
    if dates.start and dates.due and dates.start > dates.due:
        yield Problem(f"Work starts on {dates.start}, after it is due ({dates.due}).", "/timeline/start")
    named: tuple[tuple[str, str, Day | None, Side], ...] = (
        ("start", "Start", dates.start, "from"),
        ("due", "Due", dates.due, "from"),
        ("needed_by", "Needed by", dates.needed_by, "to"),
    )
    for name, words, day, side in named:
        calendar = timeline.calendar(document, side, context.working_time, context.config)
        if day:
            yield from _day_off(f"{words} is", day, calendar, f"/timeline/{name}", forward=name == "start")


def _day_off(words: str, day: Day, calendar: WorkCalendar, pointer: str, *, forward: bool = False) -> Iterator[Problem]:
    """A day on which nobody of the team works, and the nearest one on which they do."""
    why = calendar.why_off(day)
    if why:
        near = timeline.counted(calendar, day, 1 if forward else 0)
        yield Problem(
            f"{words} {day}, {why}.",
            pointer,
            f"The {'next' if forward else 'last'} working day is {near}." if near else "",
        )


def _milestones(document: Document, context: Context) -> Iterator[Problem]:
    """Milestones lie between the start and the launch (after the launch: anywhere later), on working days."""
    start, launch = timeline.written(document).start, timeline.launch_of(context.campaign)
    to_launch = timeline.leads_to_launch(document)
    for pointer, milestone in document.each("/timeline/milestones"):
        day, name = timeline.day(milestone.get("date")), shown(milestone.get("name", ""))
        if day is None:
            continue
        team = context.config.people.get(milestone.get("owner", ""), {}).get("team", "")
        if start and day < start:
            yield Problem(f"The milestone {name} ({day}) lies before the start ({start}).", f"{pointer}/date")
        elif to_launch and launch and day > launch:
            yield Problem(f"The milestone {name} ({day}) lies after the launch ({launch}).", f"{pointer}/date")
        else:
            calendar = context.working_time.calendar(team)
            yield from _day_off(f"The milestone {name} is on", day, calendar, f"{pointer}/date")


def _deliverables(document: Document, context: Context) -> Iterator[Problem]:
    """What the brief orders can be made after the brief has arrived, and before the launch."""
    needed_by, launch = timeline.written(document).needed_by, timeline.launch_of(context.campaign)
    for pointer, piece in document.each("/package/deliverables"):
        day = timeline.day(piece.get("due"))
        if day and launch and day > launch:
            yield Problem(f"This is due on {day}, after the launch ({launch}).", f"{pointer}/due")
        elif day and needed_by and day < needed_by:
            message = f"This is due on {day}, before the brief has to be there ({needed_by})."
            yield Problem(message, f"{pointer}/due")


def _tasks(document: Document, context: Context) -> Iterator[Problem]:
    """Each task of a production fits between its days, and all of them between the start and the launch."""
    start, launch = timeline.written(document).start, timeline.launch_of(context.campaign)
    for pointer, task in document.each("/package/production_timeline"):
        first, last = timeline.day(task.get("start")), timeline.day(task.get("due"))
        if first and start and first < start:
            yield Problem(f"This task starts on {first}, before the handoff does ({start}).", f"{pointer}/start")
        elif last and launch and last > launch:
            yield Problem(f"This task is due on {last}, after the launch ({launch}).", f"{pointer}/due")
        elif first and last and first > last:
            yield Problem(f"This task starts on {first}, after it is due ({last}).", f"{pointer}/start")
        elif first and last:
            yield from _effort(task, first, last, pointer, context)


def _effort(task: Mapping[str, Any], first: Day, last: Day, pointer: str, context: Context) -> Iterator[Problem]:
    """The working days of a task, the first and the last among them, hold its effort and its buffer."""
    team = context.config.people.get(task.get("owner", ""), {}).get("team", "")
    calendar = context.working_time.calendar(team)
    days = calendar.working_days_between(first, last) + calendar.is_working_day(first)
    effort, buffer = task.get("effort_days", 0), task.get("buffer_days", 0)
    if days < effort + buffer:
        free = f" and {plural(buffer, 'day')} of buffer" if buffer else ""
        yield Problem(
            f"From {first} to {last} there are {plural(days, 'working day')}, but this takes {effort:g}{free}.",
            f"{pointer}/due",
            "Begin earlier, finish later, or share the work.",
        )


def _from_outside(document: Document) -> Iterator[Problem]:
    """What others deliver is there when the work that waits for it begins."""
    tasks = [task for _, task in document.each("/package/production_timeline") if task.get("start")]
    for pointer, need in document.each("/package/asset_dependencies/external"):
        due, pieces = need.get("due"), set(need.get("assets") or ())
        waiting = [task for task in tasks if not pieces or pieces & set(task.get("assets") or ())]
        first = min(waiting, key=lambda task: str(task["start"]), default=None)
        if due and first and due > first["start"]:
            yield Problem(
                f"This comes on {due}, but {first.get('id') or shown(first.get('task', ''))} needs it from "
                f"{first['start']} on.",
                f"{pointer}/due",
                "Ask for it earlier, or begin later.",
            )


_DATES = """
    timeline:
      start: {start}
      due: {due}
      needed_by: 2027-01-18
"""
_HOLIDAY = "profile: standard\nholidays: [2027-01-14]\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="date-implausible",
    summary="Dates come in order, fall on working days, and leave the work the days that it takes.",
    idea="F2",
    severity=Severity.WARNING,
    document=check,
    kinds=frozenset({Kind.PACKAGE, Kind.CAMPAIGN}),
    fix="suggested",
    examples=(
        Example(
            "Due on a holiday",
            settings=_HOLIDAY,
            shows=lines(_DATES.format(start="2027-01-11", due="2027-01-14")),
            finds=(Find("2027-01-14", "Due is 2027-01-14, a day off.", after="due: "),),
        ),
        Example(
            "Starts after it is due",
            shows=lines(_DATES.format(start="2027-01-15", due="2027-01-14")),
            finds=(Find("2027-01-15", "Work starts on 2027-01-15, after it is due (2027-01-14).", after="start: "),),
        ),
        Example("The day before", settings=_HOLIDAY, shows=lines(_DATES.format(start="2027-01-11", due="2027-01-13"))),
    ),
)
