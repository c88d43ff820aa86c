"""Launches go wrong in the first night, while everybody thinks that somebody else is looking.

How to fix: fill the gap with a slot; at night `mode: alerts` will do. In the first hour somebody looks every 15 minutes
or more often, and the brief's main and guardrail measures are among what is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import chain, roster, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, plural, shown

CODE = "HF611"
_SLOTS, _METRICS = "/package/monitoring/slots", "/package/monitoring/metrics"
_FIRST_DAY_HOURS, _FIRST_HOUR_MINUTES = 24, 15


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Somebody watches from the launch on, closely in the first hour, and looks at the brief's measures."""
    for document in chain.packages(campaign, chain.LAUNCH):
        unknown = list(_unknown(campaign, document, context))
        yield from unknown
        yield from _alone(document, context)
        if document.get(_SLOTS) and chain.is_whole(document, _SLOTS):
            yield from _rota(campaign, document, context)
        if document.get(_METRICS) and chain.is_whole(document, _METRICS):
            yield from _measures(campaign, document, is_misspelt=bool(unknown))


def _unknown(campaign: Campaign, document: Document, context: Context) -> Iterator[Problem]:
    """Measures that nobody has heard of, each once."""
    known = chain.measures(campaign, document, context.config)
    seen = set(known)
    for pointer, slot in document.each(_SLOTS):
        for index, name in enumerate(slot.get("metrics") or ()):
            if known and name and name not in seen:
                seen.add(name)
                yield Problem(
                    f"There is no measure {shown(name)}.{did_you_mean(name, known)}",
                    join(pointer, "metrics", index),
                    "Correct the name, or add it to the metrics that are watched.",
                    path=document.path,
                )


def _alone(document: Document, context: Context) -> Iterator[Problem]:
    for pointer, slot in document.each(_SLOTS):
        if slot.get("watcher") and slot.get("watcher") == slot.get("backup"):
            yield Problem(
                f"{roster.name_of(context.config, slot['watcher'])} watches, and is also the backup.",
                join(pointer, "backup"),
                "Name somebody else: the backup looks when the watcher cannot.",
                path=document.path,
            )


def _rota(campaign: Campaign, document: Document, context: Context) -> Iterator[Problem]:
    steps = [step["at"] for _, step in document.each("/package/launch_sequence") if step.get("at")]
    slots = [slot for _, slot in document.each(_SLOTS) if slot.get("from") and slot.get("to")]
    if not steps or not slots:
        return
    zone = context.working_time.clock().zone
    day = str((campaign.document.data if campaign.document else {}).get("launch_date", ""))[:10]
    launch = schedule.begin(steps, day, zone)
    hours = document.get("/package/monitoring/window_hours") or context.config.monitoring_window_hours
    first_day = schedule.hours_later(launch, _FIRST_DAY_HOURS)
    for start, end in schedule.unwatched(launch, schedule.hours_later(launch, hours), slots):
        in_first_day = schedule.hours_between(start, first_day) > 0
        yield Problem(
            f"Nobody watches from {schedule.spoken(start, zone)} to {schedule.spoken(end, zone)}.",
            _SLOTS,
            "Add a slot; at night mode: alerts will do.",
            at="key",
            path=document.path,
            severity=None if in_first_day else Severity.WARNING,
        )
    if schedule.unwatched(launch, schedule.hours_later(launch, 1), slots):
        return
    closely = [slot for slot in slots if _is_close(slot)]
    if schedule.unwatched(launch, schedule.hours_later(launch, 1), closely):
        yield Problem(
            f"In the first hour nobody looks every {_FIRST_HOUR_MINUTES} minutes.",
            _SLOTS,
            f"Let the first slot be mode: active with every_minutes: {_FIRST_HOUR_MINUTES} or less.",
            at="key",
            path=document.path,
        )


def _is_close(slot: Mapping[str, Any]) -> bool:
    return slot.get("mode", "active") == "active" and int(slot.get("every_minutes", 0)) <= _FIRST_HOUR_MINUTES


def _measures(campaign: Campaign, document: Document, *, is_misspelt: bool) -> Iterator[Problem]:
    watched = {item["metric"] for _, item in document.each(_METRICS)}
    slots = [slot for _, slot in document.each(_SLOTS) if slot.get("metrics")]
    looked_at = {name for slot in slots for name in slot["metrics"]}
    for brief, pointer, metric, _ in chain.metrics(campaign):
        kpi = metric["kpi"]
        if metric.get("role") not in ("primary", "guardrail"):
            continue
        if kpi not in watched:
            message, place = f"Nobody watches {kpi}, which the brief goes by.", _METRICS
        elif slots and kpi not in looked_at and not is_misspelt:
            message = f"{kpi} is on the list, but {_whose(len(slots))} looks at it."
            place = _SLOTS
        else:
            continue
        yield Problem(
            message,
            place,
            "Add it, with the value from which somebody acts.",
            at="key",
            path=document.path,
            related=(Related(brief.path, "the brief's measure", pointer),),
        )


def _whose(count: int) -> str:
    return f"none of {plural(count, 'slot')}" if count > 1 else "no slot"


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  launch_sequence:
    - {{id: ls-mail, channel: email, at: "2027-03-15T09:00:00Z"}}
  monitoring:
    window_hours: 24
    slots:
      - {{from: "2027-03-15T09:00:00Z", to: "2027-03-15T18:00:00Z", watcher: leo.brandt, every_minutes: {}}}
      - {{from: "2027-03-{}:00:00Z", to: "2027-03-16T09:00:00Z", watcher: maya.holt, mode: alerts}}
    metrics:
      - {{metric: {}, act: none by noon}}
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="monitoring-gap",
    summary="After the launch somebody always watches, closely in the first hour, and sees the brief's measures.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    campaign=check,
    fix="suggested",
    examples=(
        Example(
            "An empty night",
            source=_PACKAGE.format(15, "16T08", "bookings"),
            path=_PLACE,
            finds=(Find("slots:", "Nobody watches from 15 March 18:00 to 16 March 08:00."),),
        ),
        Example(
            "A slow first hour",
            source=_PACKAGE.format(60, "15T18", "bookings"),
            path=_PLACE,
            finds=(Find("slots:", "In the first hour nobody looks every 15 minutes."),),
        ),
        Example(
            "A measure of the brief that nobody watches",
            source=_PACKAGE.format(15, "15T18", "clicks"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("metrics:", "Nobody watches bookings, which the brief goes by."),),
        ),
        Example(
            "Without a gap", source=_PACKAGE.format(10, "15T18", "bookings"), path=_PLACE, files={_BRIEF: "<brief>"}
        ),
    ),
)
