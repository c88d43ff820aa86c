"""Work stalls between desks: one side thinks that it has handed over, the other has not opened it yet.

How to fix: the receiver accepts or sends back, and the owner answers what was asked. How many working days that may
take is a setting (timing.<type>.acceptance_sla_days); with priority: expedite it is half of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster, timeline
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import listed, plural, shown

CODE = "HF508"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """A handover is answered in time, and so is a question that came back."""
    days = context.config.timing.get(document.type, {}).get("acceptance_sla_days")
    if days is None or not timeline.is_open(document):
        return
    if document.data.get("priority") == "expedite":
        days //= 2
    needed_by = timeline.written(document).needed_by
    if document.status == "handed_off":
        if needed_by and context.today > needed_by:
            return  # HF506 says so: one delay, one finding
        yield from _unanswered(document, context, days)
    else:
        yield from _open_questions(document, context, days)


def _unanswered(document: Document, context: Context, days: int) -> Iterator[Problem]:
    """The time runs in the receiver's working hours, from the handover of this version."""
    given = [(one["at"], pointer) for pointer, one in document.each("/handovers") if _is_this(one, document)]
    if not given:
        return
    at, pointer = given[-1]
    handed_over = timeline.moment(at)
    if handed_over.date() >= context.today:
        return
    clock = context.working_time.clock(timeline.team_of(document, "to", context.config))
    last = clock.response_due(handed_over, days).date()
    waiting = _waiting_for(document)
    if context.today > last and waiting:
        names = listed([roster.name_of(context.config, name) for name in waiting], conjunction="and")
        yield Problem(
            f"This was handed over on {handed_over.date()}; {names} should have answered by {last}.",
            pointer,
            "Accept it, or send it back with what is missing.",
            time_dependent=True,
        )


def _is_this(handover: dict[str, object], document: Document) -> bool:
    return handover.get("version") == document.version and "at" in handover


def _waiting_for(document: Document) -> list[str]:
    """Receiver and co-receivers who have not answered for this version; nobody when one of them sent it back."""
    answers = [one for one in gates.entries(document, gates.ACCEPTANCE) if one.version == document.version]
    if any(answer.decision == "returned" for answer in answers):
        return []
    by = {answer.by for answer in answers}
    others = [name for name in document.get("/to/co_receivers") or () if name]
    receiver = document.get("/to/receiver")
    # Whoever stands in for the receiver has answered in the receiver's place.
    missing = [] if not receiver or by - set(others) or receiver in by else [receiver]
    return missing + [name for name in others if name not in by]


def _open_questions(document: Document, context: Context, days: int) -> Iterator[Problem]:
    """Days of the sending team since a question of the receiver was raised."""
    calendar = timeline.calendar(document, "from", context.working_time, context.config)
    for answer, entry in document.each("/acceptance"):
        for index, gap in enumerate(entry.get("gaps") or ()):
            raised = timeline.day(gap.get("raised")) if gap and not gap.get("resolved") else None
            if raised and raised < context.today and calendar.working_days_between(raised, context.today) > days:
                waited = calendar.working_days_between(raised, context.today)
                yield Problem(
                    f"The question {shown(gap.get('question', ''))} has waited for {plural(waited, 'working day')}; "
                    f"{days} {'is' if days == 1 else 'are'} agreed.",
                    f"{answer}/gaps/{index}",
                    "Answer it and write the day under resolved.",
                    time_dependent=True,
                )


_SENT = """
    status: handed_off
    handovers:
      - version: 1
        at: {at}
        by: maya.holt
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="response-overdue",
    summary="A handover is answered within the agreed time, and so is a question that came back.",
    idea="F2",
    severity=Severity.WARNING,
    document=check,
    examples=(
        Example(
            "Handed over on Thursday, no answer on Tuesday",
            shows=lines(_SENT.format(at="2027-01-07T15:00:00Z")),
            finds=(
                Find(
                    "version: 1",
                    "This was handed over on 2027-01-07; leo.brandt should have answered by 2027-01-08.",
                ),
            ),
        ),
        Example("Handed over yesterday afternoon", shows=lines(_SENT.format(at="2027-01-11T15:00:00Z"))),
    ),
)
