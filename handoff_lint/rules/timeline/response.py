"""Work stalls between desks: one side thinks that it has handed over, the other has not opened it yet.

How to fix: the receiver accepts or sends back, the owner answers what was asked, and whoever approves signs or asks for
changes. How many working days that may take are settings: timing.<type>.acceptance_sla_days for the receiver and the
owner, timing.<type>.review_sla_days for the gates. With priority: expedite it is half of them. A review has begun, at
the latest, with the first decision about a version: from then on the other gates are expected to decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster, timeline
from handoff_lint.gates import Entry, Gate
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import listed, plural, shown

CODE = "HF508"
_DECIDE = {"in_review": "approved", "approved": "handed_off"}
"""Status → the gates that are decided in it: those before this status. The go before the launch has HF410."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """A handover is answered in time, and so are a question that came back and a review that has begun."""
    if not timeline.is_open(document):
        return
    answer, review = (_agreed(document, context, name) for name in ("acceptance_sla_days", "review_sla_days"))
    if document.status == "handed_off":
        needed_by = timeline.written(document).needed_by
        if answer is not None and not (
            needed_by and context.today > needed_by
        ):  # HF506 says so: one delay, one finding
            yield from _unanswered(document, context, answer)
        return
    if answer is not None:
        yield from _open_questions(document, context, answer)
    due = timeline.written(document).due
    if review is not None and not (due and context.today > due):  # again HF506
        yield from _undecided(document, context, review)


def _agreed(document: Document, context: Context, name: str) -> int | None:
    """The working days that are agreed for an answer; None where nothing is."""
    days = context.config.timing.get(document.type, {}).get(name)
    if days is None:
        return None
    return int(days) // 2 if document.data.get("priority") == "expedite" else int(days)


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
    last = timeline.answer_due(clock, handed_over, days)
    waiting = _waiting_for(document)
    if last and context.today > last and waiting:
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


def _undecided(document: Document, context: Context, days: int) -> Iterator[Problem]:
    """The time runs in the hours of the whole organisation: who approves is often in none of the two teams."""
    before, slots = _DECIDE.get(document.status), document.data.get("signoffs") or {}
    # A gate without a slot has not been asked at all: HF401.
    wanted = [gate for gate in context.approvals.required(document) if gate.before == before and gate.name in slots]
    given = {gate.name: _of_version(document, gate) for gate in wanted}
    if any(entries and entries[-1].decision == "changes_requested" for entries in given.values()):
        return  # the owner's turn
    begun = _review_began(document, context, [entry for entries in given.values() for entry in entries])
    if begun is None or begun.date() >= context.today:
        return
    last = timeline.answer_due(context.working_time.clock(), begun, days)
    if last is None or context.today <= last:
        return
    for gate in wanted:
        if gates.is_unreadable(document, gate.name) or _is_decided(document, gate, context):
            continue
        who = context.approvals.who_can(document, gate, context.today.isoformat())
        yield Problem(
            f"{gate.name} should have decided by {last}; this version was already in review on {begun.date()}.",
            join("/signoffs", gate.name),
            f"It is for {who} to sign or to ask for changes."
            if who
            else context.approvals.nobody(document, gate, context.today.isoformat()),
            at="key",
            time_dependent=True,
        )


def _of_version(document: Document, gate: Gate) -> list[Entry]:
    return [entry for entry in gates.entries(document, gate.name) if entry.version == document.version]


def _review_began(document: Document, context: Context, given: list[Entry]) -> timeline.Moment | None:
    """The moment from which on it is sure that these gates were asked; None where nothing tells.

    In review that is the first decision about this version, once approved the last one that it took.
    """
    if document.status == "approved":
        earlier = [gate for gate in context.approvals.required(document) if gate.before == "approved"]
        taken = [timeline.moment(entry.at) for gate in earlier for entry in _of_version(document, gate)]
        return max(taken, default=None)
    return min((timeline.moment(entry.at) for entry in given), default=None)


def _is_decided(document: Document, gate: Gate, context: Context) -> bool:
    """Whether somebody has approved this version, or what a scope leaves as it was; whether it is stale, HF403 says."""
    return any(
        entry.approves and (entry.version == document.version or context.approvals.is_fresh(entry, gate, document))
        for entry in context.approvals.latest(document, gate.name).values()
    )


_SENT = """
    status: handed_off
    handovers:
      - version: 1
        at: {at}
        by: maya.holt
"""

_REVIEWED = """
    timeline:
      start: 2027-01-04
      due: 2027-01-13
      needed_by: 2027-01-15
    signoffs:
      quality: []
      business:
        - by: tom.osei
          decision: approved
          at: 2027-01-06T15:00:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="response-overdue",
    summary="A handover, a question that came back and a review are answered within the agreed time.",
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
        Example(
            "One gate decided on Wednesday, the other one has not by Tuesday",
            shows=lines(_REVIEWED),
            finds=(
                Find(
                    "quality",
                    "quality should have decided by 2027-01-08; this version was already in review on 2027-01-06.",
                    after="signoffs:\n  ",
                ),
            ),
        ),
        Example("Handed over yesterday afternoon", shows=lines(_SENT.format(at="2027-01-11T15:00:00Z"))),
    ),
)
