"""How cleanly work is handed over (M2, M3, M6, M11, M14, M17) and what is waived (M24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import differences, digest, gates, suppression, timeline
from handoff_lint.metrics import rounds
from handoff_lint.metrics.model import Case
from handoff_lint.metrics.subject import Subject

_BRIEF = "strategy-to-creative"
_SPOKEN = ("meeting", "call", "chat")
_LISTS = ("/checklist/items", "/package/production_checklist/items", "/package/preflight/checklist/items")
_NO_REASON = "no reason given"


def first_pass(subject: Subject) -> Iterator[Case]:
    """M2: whether nobody sent the package back in its first round."""
    found = rounds.rounds(subject.document)
    if found:
        first = found[0]
        yield subject.case("M2", "share", not rounds.is_returned(first), day=first[0].day)


def rework(subject: Subject) -> Iterator[Case]:
    """M3: rounds that sent the package back, and sign-offs that asked for changes."""
    document = subject.document
    entries = gates.all_entries(document)
    if not entries:
        return
    loops: list[tuple[str, tuple[str, ...]]] = []
    for found in rounds.rounds(document):
        if rounds.is_returned(found):
            back = [entry for entry in found if entry.decision == rounds.RETURNED]
            reasons = {gap.get("reason") or _NO_REASON for entry in back for gap in _gaps(entry.written)}
            loops.append((back[0].day, tuple(sorted(reasons)) or (_NO_REASON,)))
    loops += [(entry.day, (f"gate {entry.gate}",)) for entry in entries if entry.decision == rounds.CHANGES]
    yield subject.case("M3", "loops", len(loops), day=max(entry.day for entry in entries))
    for day, labels in loops:
        yield subject.case("M3", "reasons", 1, day=day, labels=labels)
    if not loops:
        yield subject.case("M3", "reasons", 0)


def _gaps(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [gap for gap in entry.get("gaps") or () if gap]


def gaps(subject: Subject) -> Iterator[Case]:
    """M6: what was missing, and how long until it was there; an open gap is as old as it is today."""
    found = rounds.answers(subject.document)
    if not found:
        return
    raised = [gap for entry in found for gap in _gaps(entry.written)]
    yield subject.case("M6", "gaps", len(raised), day=found[-1].day)
    if not raised:
        yield subject.case("M6", "fields", 0)
    for gap in raised:
        labels = (gap["field"],) if gap.get("field") else ()
        yield subject.case("M6", "fields", 1, day=gap.get("raised", ""), labels=labels)
        start, end = timeline.day(gap.get("raised")), timeline.day(gap.get("resolved")) or subject.around.today
        days = subject.working_days(start, end, "from") if start else None
        if start and days is not None and start <= end:
            labels = ("resolved",) if gap.get("resolved") else ("open",)
            yield subject.case("M6", "working", days, day=gap["raised"], labels=labels)
            yield subject.case("M6", "raw", (end - start).days, day=gap["raised"], labels=labels)


def stability(subject: Subject) -> Iterator[Case]:
    """M11: new versions of a brief after the first one that was accepted, and fields that changed since."""
    document = subject.document
    if document.type != _BRIEF:
        return
    first = next((found[-1] for found in rounds.rounds(document) if not rounds.is_returned(found)), None)
    if first is None:
        return
    yield subject.case("M11", "versions", max(document.version - first.version, 0), day=first.day)
    past = subject.around.past
    states = past.states(document)
    before = next((state for state in states if state.is_accepted), None)
    if before is None:
        return
    changed: set[str] = set()
    if before.oid != states[-1].oid:
        old, new = (digest.view(past.load(state, document), assets=_no_assets) for state in (before, states[-1]))
        changed = {one.field for one in differences.between(old, new)} - {"version"}
    yield subject.case("M11", "fields", len(changed), day=first.day)


def _no_assets(_path: str) -> None:
    """Pictures are no fields; what a brief shows is not compared."""


def checklists(subject: Subject) -> Iterator[Case]:
    """M14: items of the handoff's own list that were done too late; items said not to apply, of all lists."""
    needed_by = subject.document.get("/timeline/needed_by")
    for number, pointer in enumerate(_LISTS):
        for item in (subject.document.get(pointer) or {}).values():
            day = item.get("date", "")
            if day and number == 0 and needed_by:
                yield subject.case("M14", "late", day > needed_by, day=day)
            yield subject.case("M14", "excused", "na" in item, day=day)


def spoken_decisions(subject: Subject) -> Iterator[Case]:
    """M17: as HF904: decisions of meetings, calls and chats, confirmed in writing by the next working day."""
    around = subject.around
    calendar = timeline.calendar(subject.document, "from", around.working_time, around.config)
    for _, one in subject.document.each("/decisions"):
        day = timeline.day(one.get("date"))
        if one.get("made_in") not in _SPOKEN or day is None:
            continue
        last = timeline.counted(calendar, day, 1) or day
        confirmed = (one.get("confirmed") or {}).get("date")
        if confirmed or around.today > last:  # there is still time otherwise
            yield subject.case("M17", "share", bool(confirmed and confirmed <= last.isoformat()), day=one["date"])


def waivers(subject: Subject) -> Iterator[Case]:
    """M24: waivers that hold today, and those that have run out and still stand there."""
    found: dict[str, list[str]] = {"waivers": [], "expired": []}
    for waiver in suppression.waivers(subject.document):
        found["waivers" if waiver.expires >= subject.around.today else "expired"].append(waiver.rule)
    for figure, rules in found.items():
        for rule in rules:
            yield subject.case("M24", figure, 1, labels=(rule,))
        if not rules:
            yield subject.case("M24", figure, 0)
