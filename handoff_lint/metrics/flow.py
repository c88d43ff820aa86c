"""Time: how long handoffs take, and what is late (M1, M4, M5, M7 to M10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from handoff_lint import gates, roster, timeline
from handoff_lint.gates import Entry
from handoff_lint.metrics import rounds
from handoff_lint.metrics.model import Case
from handoff_lint.metrics.past import State
from handoff_lint.metrics.subject import Subject

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_REVIEW, _FIRST = "in_review", "draft"
_NOBODY = "nobody named"


def lead_time(subject: Subject) -> Iterator[Case]:
    """M1: from the day on which the package was opened, or first committed if that was earlier, to its acceptance."""
    accepted = rounds.accepted_at(subject.document)
    if accepted is None:
        return
    end = subject.day_of(timeline.moment(accepted.at), "to")
    begun = [timeline.day(subject.opened)] if subject.opened else []
    begun += [subject.day_of(state.when, "from") for state in subject.around.past.states(subject.document)[:1]]
    start = min((day for day in begun if day), default=None)
    if start is None or start > end:
        return  # dates that contradict each other are for the rules
    days = subject.working_days(start, end, "from")
    if days is not None:
        yield subject.case("M1", "working", days, day=end.isoformat())
        yield subject.case("M1", "raw", (end - start).days, day=end.isoformat())


def _submissions(subject: Subject) -> list[datetime]:
    """When the package came into review, as far as Git has seen it come."""
    states = subject.around.past.states(subject.document)
    found = [states[0].when] if states and states[0].status == _REVIEW else []
    return found + [after.when for before, after in pairwise(states) if before.status != _REVIEW == after.status]


def review_time(subject: Subject) -> Iterator[Case]:
    """M4: from the last submission before a gate's approval to it; the whole review ends with the last gate's."""
    submitted = _submissions(subject)
    required = [
        gate
        for gate in gates.required(subject.document, subject.campaign, subject.around.config)
        if gate.before == "approved"
    ]
    ended: list[tuple[datetime, datetime]] = []
    for gate in required:
        approved = _approval(gates.entries(subject.document, gate.name))
        start = max((at for at in submitted if approved and at <= approved), default=None)
        if approved and start:
            ended.append((start, approved))
            days = subject.working_days(subject.day_of(start, "from"), subject.day_of(approved, "from"), "from")
            if days is not None:
                gate_case = subject.case("M4", "gate", days, day=approved.date().isoformat(), labels=(gate.name,))
                yield gate_case
                yield gate_case._replace(figure="gate_p90")
    if required and len(ended) == len(required):
        start, end = max(start for start, _ in ended), max(end for _, end in ended)
        days = subject.working_days(subject.day_of(start, "from"), subject.day_of(end, "from"), "from")
        if days is not None:
            for key in ("working", "p90"):
                yield subject.case("M4", key, days, day=end.date().isoformat())
            yield subject.case("M4", "raw", (end - start) / _HOUR, day=end.date().isoformat())


def _approval(entries: list[Entry]) -> datetime | None:
    """When a gate was passed: its last entry that approves; None when somebody has asked for changes since."""
    moments = [timeline.moment(entry.at) for entry in gates.latest(entries).values() if entry.approves]
    blocked = any(not entry.approves for entry in gates.latest(entries).values())
    return max(moments) if moments and not blocked else None


def response_time(subject: Subject) -> Iterator[Case]:
    """M5: how long the receiver takes to answer, and how often within the agreed time."""
    found = rounds.answered(subject)
    document, around = subject.document, subject.around
    agreed = around.config.timing.get(document.type, {}).get("acceptance_sla_days")
    if agreed is not None and document.data.get("priority") == "expedite":
        agreed //= 2
    last: Case | None = None
    for one in found:
        day = subject.day_of(one.answered, "to") if one.answered else None
        if agreed is not None:
            due = subject.answer_due(one.handed_over, agreed)
            if due and (day or around.today > due):  # as HF508: an answer on the last day is in time
                yield subject.case("M5", "inside", bool(day and day <= due), day=(day or due).isoformat())
        if one.answered and day:
            days = subject.working_days(subject.day_of(one.handed_over, "to"), day, "to")
            if days is not None:
                last = subject.case("M5", "working", days, day=day.isoformat())
                raw = (one.answered - one.handed_over) / _HOUR
    if last is not None:
        yield last
        yield last._replace(figure="raw", value=raw)


def on_time(subject: Subject) -> Iterator[Case]:
    """M7 and M8: the last handover against the day on which it was due, and against the buffer after it."""
    dates = subject.dates
    if not subject.handovers or dates.due is None:
        return
    handed_over = subject.day_of(timeline.moment(subject.handovers[-1]["at"]), "from")
    slip = subject.working_days(dates.due, handed_over, "from")
    if slip is None:
        return
    late, day = max(slip, 0), handed_over.isoformat()
    yield subject.case("M7", "share", handed_over <= dates.due, day=day)
    yield subject.case("M7", "working", late, day=day)
    yield subject.case("M7", "raw", max((handed_over - dates.due).days, 0), day=day)
    if dates.needed_by is None:
        return
    buffer = subject.working_days(dates.due, dates.needed_by, "from")
    if buffer and buffer > 0:
        yield subject.case("M8", "share", late, of=buffer, day=day)
    yield subject.case("M8", "missed", handed_over > dates.needed_by, day=day)


def overdue(subject: Subject) -> Iterator[Case]:
    """M9: as HF506: due has passed and it is not handed over, or needed by has passed and it is not accepted."""
    document, today, dates = subject.document, subject.around.today, subject.dates
    late, who = False, ""
    if timeline.is_open(document):
        waiting = document.rank >= timeline.rank(document, "handed_off")
        limit = dates.needed_by if waiting else dates.due
        late = limit is not None and today > limit
        who = document.get("/to/receiver" if waiting else "/from/owner") or ""
    name = roster.name_of(subject.around.config, who) if who else _NOBODY
    yield subject.case("M9", "now", late, labels=(name,) if late else ())
    yield subject.case("M9", "types", late, labels=(document.type,) if late else ())


def cycle_time(subject: Subject) -> Iterator[Case]:
    """M10: how long a package stayed in each status that Git saw it enter and leave."""
    stays = _stays(subject.around.past.states(subject.document))
    for status, start, end in stays:
        first, last = subject.day_of(start, "from"), subject.day_of(end, "from")
        days = subject.working_days(first, last, "from")
        if days is not None:
            yield subject.case("M10", "working", days, day=last.isoformat(), labels=(status,))
            yield subject.case("M10", "raw", (end - start) / _DAY, day=last.isoformat(), labels=(status,))


def _stays(states: tuple[State, ...]) -> Iterator[tuple[str, datetime, datetime]]:
    """(status, since, until) of each stay with a beginning and an end.

    A package that is first committed in a later status than draft was in it before Git knew it: that stay is left out.
    """
    known = [state for state in states if state.status]
    since = known[0].when if known and known[0].status == _FIRST else None
    for before, after in pairwise(known):
        if before.status != after.status:
            if since is not None:
                yield before.status, since, after.when
            since = after.when
