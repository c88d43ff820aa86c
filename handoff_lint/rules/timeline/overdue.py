"""Rushed work starts with a slip that nobody mentions: the day passes, and everybody waits for somebody to say so.

How to fix: hand it over today, or agree on new dates with the receiver and write them down; `handoff plan --shift`
shows what moves with them. Once it is handed over, only the receiver's answer is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster, timeline
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import plural

CODE = "HF506"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Due has passed and it is not handed over, or needed by has passed and it is not accepted."""
    if not timeline.is_open(document) or "status" not in document.data:  # nobody knows whether it was handed over
        return
    config, dates = context.config, timeline.written(document)
    today = context.today
    receiver = document.get("/to/receiver")
    name = roster.name_of(config, receiver) if receiver else "the receiver"
    if document.rank < timeline.rank(document, "handed_off"):
        if dates.due and today > dates.due:
            calendar = timeline.calendar(document, "from", context.working_time, config)
            late = calendar.working_days_between(dates.due, today)
            needed = f" {name} has needed it since {dates.needed_by}." if _passed(dates.needed_by, context) else ""
            ago = f", {plural(late, 'working day')} ago" if late else ""
            yield Problem(
                f"This was due on {dates.due}{ago}, and is not handed over.{needed}",
                "/timeline/due",
                f"Hand it over, or agree on new dates with {name}.",
                time_dependent=True,
            )
    elif dates.needed_by and _passed(dates.needed_by, context):
        yield Problem(
            f"This was needed by {dates.needed_by}, and {name} has not accepted it.",
            "/timeline/needed_by",
            f"Ask {name} what is missing.",
            time_dependent=True,
        )


def _passed(day: timeline.Day | None, context: Context) -> bool:
    return day is not None and context.today > day


_DATES = """
    timeline:
      start: {start}
      due: {due}
      needed_by: {needed_by}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="overdue",
    summary="Nothing waits past its day: it is handed over when due, and accepted when needed.",
    idea="F2",
    severity=Severity.WARNING,
    document=check,
    examples=(
        Example(
            "Due last Friday, looked at on Tuesday",
            shows=lines(_DATES.format(start="2027-01-06", due="2027-01-08", needed_by="2027-01-12")),
            finds=(
                Find(
                    "2027-01-08",
                    "This was due on 2027-01-08, 2 working days ago, and is not handed over.",
                    after="due: ",
                ),
            ),
        ),
        Example(
            "Due tomorrow", shows=lines(_DATES.format(start="2027-01-11", due="2027-01-13", needed_by="2027-01-15"))
        ),
    ),
)
