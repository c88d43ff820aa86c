"""Where a package stands: its gates with their proofs, its checklists, and what it waits for and on whom."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint import gates, roster
from handoff_lint.config import Config
from handoff_lint.gates import ACCEPTANCE, Approvals
from handoff_lint.model import Campaign, Document
from handoff_lint.rules import RULES
from handoff_lint.signing.verifying import Row
from handoff_lint.site.graph import Checklist, Gate, GateState, Task, Tick, is_accepted

_QUALITY = "quality"
_PLACES = {
    "": "/checklist/items",
    "production_checklist": "/package/production_checklist/items",
    "preflight": "/package/preflight/checklist/items",
}
"""Part of a package → where the ticks of its checklists lie."""
_KNOWN_RULES = frozenset(rule.code for rule in RULES)


def strip(
    document: Document, approvals: Approvals, config: Config, rows: Sequence[Row], today: datetime.date
) -> Iterator[Gate]:
    """Each gate of a package, then its acceptance.

    Args:
        document: a package of a known type.
        approvals: what stands at the gates of its campaign.
        config: the settings.
        rows: what `verifying.rows` says of this package; empty when the history is not known.
        today: the day on which people are asked.

    """
    for gate in (*approvals.required(document), gates.FULL):
        decisions = tuple(row for row in rows if row.gate == gate.name) or _recorded(document, gate, approvals, config)
        state = _state(decisions)
        waits = () if state is GateState.SIGNED else _who(document, gate, config, today)
        roles = tuple(str(config.roles.get(role, {}).get("title", role)) for role in gate.roles)
        yield Gate(gate.name, roles, gate.before, state, waits, decisions)


def for_outsiders(gate: Gate) -> Gate:
    """The gate as others than the team see it: what holds, but neither why not nor who could decide.

    A reason may name what they must not see, and who could decide is in the settings, not in the package.
    """
    decisions = tuple(replace(row, reasons=()) for row in gate.decisions if row.by)
    return replace(gate, waits_for=(), decisions=decisions)


def _recorded(document: Document, gate: gates.Gate, approvals: Approvals, config: Config) -> tuple[Row, ...]:
    """The decisions as the file records them, where no history can prove them."""
    last = {one.pointer for one in approvals.latest(document, gate.name).values()}
    return tuple(
        Row(
            document.id,
            document.path,
            document.version,
            document.status,
            gate.name,
            entry.by,
            roster.name_of(config, entry.by),
            entry.decision,
            entry.at,
            counts=entry.pointer in last,
            is_fresh=approvals.is_fresh(entry, gate, document) if entry.approves else None,
        )
        for entry in gates.entries(document, gate.name)
    )


def _state(decisions: Sequence[Row]) -> GateState:
    counted = [row for row in decisions if row.by and row.counts]
    yes = [row for row in counted if row.decision in gates.APPROVING]
    if any(row.decision in ("changes_requested", "returned") for row in counted):
        return GateState.REFUSED
    if any(row.is_fresh and not row.reasons for row in yes) and not any(
        row.reasons for row in decisions if not row.by and row.gate == ACCEPTANCE
    ):
        return GateState.SIGNED
    if any(row.is_fresh for row in yes):
        return GateState.UNPROVED
    return GateState.STALE if yes else GateState.OPEN


def _who(document: Document, gate: gates.Gate, config: Config, today: datetime.date) -> tuple[str, ...]:
    receiver = document.data.get("to") or {}
    if gate.name == ACCEPTANCE:
        named = (receiver.get("receiver"), *(receiver.get("co_receivers") or ()))
        return tuple(dict.fromkeys(one for one in named if one))
    able = roster.signers(config, gate.roles, today.isoformat())
    holders = [handle for handle, for_whom in able.items() if handle in for_whom] or list(able)
    if not holders and gate.name == _QUALITY:  # no roster, or nobody in it with the role: the package names somebody
        holders = [one] if (one := document.get("/quality_owner")) else []
    owner = document.get("/from/owner") if gate.name in gates.separated(config) else None
    return tuple(handle for handle in holders if handle != owner)


def checklists(document: Document, campaign: Campaign, config: Config, found: Collection[str]) -> Iterator[Checklist]:
    """The checklists that apply to a package, with who ticked what.

    Args:
        document: a package of a known type.
        campaign: its campaign, which says types and channels.
        config: the settings.
        found: codes of the findings in this package: what a rule proves is ticked while it finds nothing.

    """
    about = campaign.document.data if campaign.document else {}
    types = set(document.data.get("campaign_types") or about.get("types") or ())
    channels = set(about.get("channels") or ())
    for name, checklist in config.checklists.items():
        if document.type not in checklist.get("types", (document.type,)) or not _applies(checklist, types, channels):
            continue
        ticked = document.get(_PLACES[checklist.get("part", "")]) or {}
        ticks = tuple(
            _tick(item, one, ticked.get(item), found)
            for item, one in checklist["items"].items()
            if _applies(one, types, channels)
        )
        if ticks:
            yield Checklist(name, str(checklist.get("title", name)), ticks)


def _applies(about: Mapping[str, Any], types: set[str], channels: set[str]) -> bool:
    return not (about.get("campaign_types") and types.isdisjoint(about["campaign_types"])) and not (
        about.get("channels") and channels.isdisjoint(about["channels"])
    )


def _tick(name: str, about: Mapping[str, Any], written: Any, found: Collection[str]) -> Tick:
    tick = written if isinstance(written, dict) else {}
    codes = tuple(about["auto"])
    proved = codes if codes and all(code in _KNOWN_RULES and code not in found for code in codes) else ()
    return Tick(
        name,
        str(about["title"]),
        bool(about["required"]),
        str(tick.get("by", "")),
        str(tick.get("date", "")),
        str(tick.get("na", "")),
        () if tick else proved,
    )


_NEXT = {
    "draft": "Finish the draft and ask for reviews",
    "changes_requested": "Answer what was asked for and submit again",
    "approved": "Hand it over",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Makes the tasks of one package: `page` and `title` say where they come from, `today` what is late."""

    page: str
    title: str
    today: datetime.date

    def task(self, who: object, what: str, due: object = "") -> Task:
        """A task; without a day it is never late."""
        day = str(due or "")
        return Task(str(who or ""), what, self.page, self.title, day, bool(day) and day < self.today.isoformat())


def waits(document: Document, found: Sequence[Gate], upstream: Mapping[str, Document], desk: Desk) -> Iterator[Task]:
    """What stands between a package and its next status, and whose turn it is.

    Args:
        document: the package.
        found: its gates.
        upstream: the packages that it builds on and that are shown.
        desk: makes the tasks.

    """
    if not document.type or not roster.is_open(document):
        return
    timeline = document.data.get("timeline") or {}
    if document.status in _NEXT:
        yield desk.task(document.get("/from/owner"), _NEXT[document.status], timeline.get("due"))
    yield from _unsigned(document, found, desk)
    if not is_accepted(document):
        for name, other in upstream.items():
            if other.type and not is_accepted(other):
                yield desk.task("", f"Waits until {name} is accepted")
    for _, blocker in document.each("/blockers"):
        if not blocker.get("resolved"):
            yield desk.task(blocker.get("waiting_on"), f"Blocked: {blocker.get('reason', '')}")


def _unsigned(document: Document, found: Sequence[Gate], desk: Desk) -> Iterator[Task]:
    """Who has to decide now: reviewers of what is in review, the receiver of what was handed over."""
    timeline = document.data.get("timeline") or {}
    for gate in found:
        if gate.state is GateState.SIGNED:
            continue
        if document.status == "in_review" and gate.name != ACCEPTANCE and gate.before == "approved":
            for who in gate.waits_for or ("",):
                yield desk.task(who, f"Review and sign the {gate.name.replace('_', ' ')} gate", timeline.get("due"))
        if document.status == "handed_off" and gate.name == ACCEPTANCE:
            for who in gate.waits_for:
                yield desk.task(who, "Say that you have what you need, or send it back", timeline.get("needed_by"))


def duties(document: Document, desk: Desk, *, is_taken_up: bool, is_for_team: bool) -> Iterator[Task]:
    """What people have promised in a package and not done yet: next steps, conditions, questions, improvements.

    Args:
        document: the package.
        desk: makes the tasks.
        is_taken_up: something that builds on this one has been accepted: nobody is reminded of steps that were due
            before, since the work has gone on without a word.
        is_for_team: what people say to each other when they decide, conditions and questions, stays in the team.

    """
    if document.status in ("archived", "cancelled"):
        return
    for _, step in document.each("/next_steps"):
        task = desk.task(step.get("owner"), str(step.get("action", "")), step.get("due"))
        if not (step.get("done") or (is_taken_up and task.is_late)):
            yield task
    if is_for_team:
        yield from _asked(document, desk)
    for place, name in (("/package/process_improvements", "change"), ("/package/insights", "action")):
        for _, one in document.each(place):
            if one.get("status") not in ("done", "dropped"):
                yield desk.task(one.get("owner"), str(one.get(name, "")), one.get("due"))


def _asked(document: Document, desk: Desk) -> Iterator[Task]:
    """Conditions of approvals that nobody has closed, and questions of receivers that nobody has answered."""
    for entry in gates.all_entries(document):
        for condition in entry.written.get("conditions") or ():
            if condition and not condition.get("closed"):
                words = f"Condition: {condition.get('text', '')}"
                yield desk.task(condition.get("owner"), words, condition.get("due"))
    for gap in open_gaps(document):
        yield desk.task(document.get("/from/owner"), f"Answer: {gap.get('question', '')}")


def open_gaps(document: Document) -> list[Mapping[str, Any]]:
    """Questions of a receiver that nobody has answered, as they are written, with `by` of the round."""
    return [
        {**gap, "by": given.get("by", "")}
        for _, given in document.each("/acceptance")
        for gap in given.get("gaps") or ()
        if gap and not gap.get("resolved")
    ]
