"""Launches: ready in time, watched without a gap, every visit filed where it belongs (M15, M16, M18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handoff_lint import assets, ga4, gates, moments, schedule, utm
from handoff_lint.metrics.model import Case
from handoff_lint.metrics.subject import Subject

_GATE = "preflight"
_HOUR = timedelta(hours=1)
ON_TIME = timedelta(minutes=15)
"""A step that is done so long after its time at most is on time: people press the button, and pages take a while."""


def readiness(subject: Subject) -> Iterator[Case]:
    """M15: hours from the go to the first step, conditions that nobody has closed, steps done on time."""
    document = subject.document
    if document.type != assets.LAUNCH:
        return
    steps = [step for _, step in document.each("/package/launch_sequence") if step.get("at")]
    launch = min((moments.parse(step["at"]) for step in steps), default=None)
    day = launch.date().isoformat() if launch else ""
    given = gates.latest(gates.entries(document, _GATE)).values()
    go = next((entry for entry in reversed(list(given)) if entry.approves), None)
    if go and launch:
        yield subject.case("M15", "lead", (launch - moments.parse(go.at)) / _HOUR, day=day)
    yield subject.case("M15", "conditions", _open_conditions(subject), day=day)
    for step in steps:
        done = (step.get("done") or {}).get("at")
        planned = moments.parse(step["at"])
        if done:
            late = moments.parse(done) - planned
            yield subject.case("M15", "steps", late <= ON_TIME, day=planned.date().isoformat())


def _open_conditions(subject: Subject) -> int:
    """Conditions of the latest approvals that are not closed."""
    slots = subject.document.data.get("signoffs") or {}
    latest = [entry for gate in slots for entry in gates.latest(gates.entries(subject.document, gate)).values()]
    found = [one for entry in latest if entry.approves for one in entry.written.get("conditions") or ()]
    return sum(bool(one) and not one.get("closed") for one in found)


def coverage(subject: Subject) -> Iterator[Case]:
    """M16: the minutes of the first hours after the launch in which somebody watches."""
    document = subject.document
    steps = [step["at"] for _, step in document.each("/package/launch_sequence") if step.get("at")]
    slots = [slot for _, slot in document.each("/package/monitoring/slots") if slot.get("from") and slot.get("to")]
    if document.type != assets.LAUNCH or not steps or not slots:
        return
    launch = min(steps, key=schedule.moment)
    hours = document.get("/package/monitoring/window_hours") or subject.around.config.monitoring_window_hours
    empty = schedule.unwatched(launch, schedule.hours_later(launch, hours), slots)
    missing = sum(schedule.hours_between(start, end) for start, end in empty)
    yield subject.case("M16", "share", (hours - missing) * 60, of=hours * 60, day=launch[:10])


def tagged_links(subject: Subject) -> Iterator[Case]:
    """M18: links whose visits Google Analytics files under the channel that the package says."""
    if subject.document.type != assets.LAUNCH:
        return
    for _, link in subject.document.each("/package/technical_setup/links"):
        if link.get("url"):
            tags = utm.parse(link["url"]).tags
            filed = ga4.channel(tags.source, tags.medium, tags.campaign, ga4=subject.around.config.ga4)
            meant = str(link.get("ga4_group", ""))
            is_right = filed.name.casefold() == meant.casefold()
            labels = () if is_right else (f"{filed.name}, meant as {meant or 'nothing in particular'}",)
            yield subject.case("M18", "share", is_right, day=link.get("tested", ""), labels=labels)
