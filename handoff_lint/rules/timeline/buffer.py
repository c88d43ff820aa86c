"""Something always comes back: a gate asks for a change, a file does not open. Without free days, the launch pays.

How to fix: hand over earlier, or agree on a later needed-by. Working days count, those of the team that hands over;
public holidays do not. The dates are judged until the handoff is accepted; after that they are past facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import timeline
from handoff_lint.calendars.buffers import minimum_buffer, share_of_effort
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import plural

CODE = "HF501"
_TASKS = "/package/production_timeline"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Enough working days between due and needed by, as many as are written down, and some in the production."""
    if not timeline.is_judged(document, context.change):
        return
    yield from _between(document, context)
    yield from _production(document, context)


def _between(document: Document, context: Context) -> Iterator[Problem]:
    config, dates = context.config, timeline.written(document)
    if not dates.due or not dates.needed_by:
        return
    calendar = timeline.calendar(document, "from", context.working_time, config)
    free = calendar.working_days_between(dates.due, dates.needed_by)
    timing = config.timing.get(document.type, {})
    least = minimum_buffer(timing, config.buffers, timing.get("owner_days", 0))
    said = document.get("/timeline/buffer_days")
    if dates.due > dates.needed_by:
        yield Problem(
            f"This is due on {dates.due}, after the receiver needs it ({dates.needed_by}).",
            "/timeline/due",
            f"Hand over {plural(least, 'working day')} before it is needed.",
        )
    elif free < least:
        earlier = timeline.counted(calendar, dates.needed_by, -least)
        yield Problem(
            f"{plural(free, 'working day')} between due ({dates.due}) and needed by ({dates.needed_by}), "
            f"but {least} must be free in case something comes back.",
            "/timeline/due",
            f"Hand over by {earlier}, or agree on a later needed_by." if earlier else "",
        )
    elif said is not None and said != free:
        yield Problem(
            f"buffer_days is {said}, but {plural(free, 'working day')} lie{'s' if free == 1 else ''} between due "
            f"({dates.due}) and needed by ({dates.needed_by}).",
            "/timeline/buffer_days",
            "Correct it or delete it; the days are counted anyway.",
        )


def _production(document: Document, context: Context) -> Iterator[Problem]:
    """Spread over the tasks of a production, a share of the whole effort stays free."""
    tasks = [task for _, task in document.each(_TASKS)]
    effort = sum(task.get("effort_days", 0) for task in tasks)
    free = sum(task.get("buffer_days", 0) for task in tasks)
    share = context.config.buffers["min_share"]
    least = share_of_effort(effort, min_days=0, min_share=share)
    if tasks and free < least:
        yield Problem(
            f"The tasks take {effort:g} working days and leave {free:g} free; {least} should be, "
            f"{share * 100:g} % of the effort.",
            _TASKS,
            "Give more of them buffer_days.",
            at="key",
        )


_DATES = """
    timeline:
      start: 2027-01-11
      due: {due}
      needed_by: 2027-01-15
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="buffer-missing",
    summary="Enough working days lie between due and needed by, in case something comes back.",
    idea="F2",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "Handed over on the day it is needed",
            shows=lines(_DATES.format(due="2027-01-15")),
            finds=(
                Find(
                    "2027-01-15",
                    "0 working days between due (2027-01-15) and needed by (2027-01-15), but 2 must be free in case "
                    "something comes back.",
                    after="due: ",
                ),
            ),
        ),
        Example(
            "The weekend does not count",
            shows=lines(_DATES.format(due="2027-01-15").replace("needed_by: 2027-01-15", "needed_by: 2027-01-18")),
            finds=(
                Find(
                    "2027-01-15",
                    "1 working day between due (2027-01-15) and needed by (2027-01-18), but 2 must be free in case "
                    "something comes back.",
                    after="due: ",
                ),
            ),
        ),
        Example("Two working days", shows=lines(_DATES.format(due="2027-01-13"))),
    ),
)
