"""Where drawings and measures go into pages: plain data in, HTML out.

Both are made elsewhere: `site/drawings` draws, `metrics` measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from markupsafe import Markup

from handoff_lint.site import drawings
from handoff_lint.validation import store

_STAGES: Final = {
    1: "Brief",
    2: "Production",
    3: "Launch",
    4: "Channels",
    5: "Leads",
    6: "Optimisation",
    7: "Retrospective",
}
"""Digit of a handoff type → a name that is short enough for a box."""
_Data = Mapping[str, Any]


def drawing(kind: str, data: _Data) -> Markup:
    """A drawing as inline SVG: `timeline` of a package, `chain` and `gantt` of a campaign, `rota` of a launch.

    Args:
        kind: which one; it also begins the ids, so each kind stands on a page once.
        data: ISO days and moments, names, statuses; no documents.

    Returns:
        nothing where the data has not enough to draw: the pages say the rest in tables.

    Raises:
        KeyError: no drawing of this kind.

    """
    html = _MAKERS[kind](data)
    return Markup(html)  # noqa: S704 - the canvas escapes all text that it is given


def metrics(found: object) -> Markup:  # noqa: ARG001 - what metrics.measure will give
    """Measures (`Sequence[Metric]`) as a table with charts; nothing until `metrics` is there."""
    return Markup()


def _timeline(data: _Data) -> str:
    start, due, needed_by, launch = (_day(data.get(name)) for name in ("start", "due", "needed_by", "launch"))
    dated = ((_day(day), str(label)) for label, day in data.get("milestones") or ())
    milestones = tuple(drawings.Milestone(day, label) for day, label in dated if day)
    # The launch alone is no timeline: a draft without dates gets none.
    if not (start or due or needed_by or milestones):
        return ""
    return drawings.timeline(
        drawings.Timeline(
            "Dates", start, due, needed_by, launch, milestones, buffer_days=data.get("buffer"), today=data.get("today")
        ),
        "timeline",
    )


def _chain(data: _Data) -> str:
    boxes = [(_digit(one.get("type")), one) for one in data.get("boxes") or ()]
    if not any(digit for digit, _ in boxes):
        return ""
    stages = tuple(
        drawings.Stage(digit, label, tuple(_handoff(one) for of, one in boxes if of == digit))
        for digit, label in _STAGES.items()
    )
    return drawings.chain(drawings.Chain("The chain of handoffs", stages, _day(data.get("launch"))), "chain")


def _handoff(one: _Data) -> drawings.Handoff:
    return drawings.Handoff(
        str(one.get("id", "")),
        str(one.get("name") or one.get("title", "")),
        str(one.get("status", "")),
        version=one.get("version"),
        after=tuple(map(str, one.get("after") or ())),
        href=str(one.get("href", "")),
    )


def _gantt(data: _Data) -> str:
    rows = tuple(_row(one) for one in data.get("boxes") or ())
    if not any(row.start or row.due or row.needed_by for row in rows):
        return ""
    plan = drawings.Gantt("The plan, back from the launch", rows, _day(data.get("launch")), data.get("today"))
    return drawings.gantt(plan, "gantt")


def _row(one: _Data) -> drawings.Row:
    digit = _digit(one.get("type"))
    start, due, needed_by = (_day(one.get(name)) for name in ("start", "due", "needed_by"))
    label = f"H{digit} {_STAGES[digit]}" if digit else str(one.get("title", ""))
    return drawings.Row(label, start, due, needed_by, str(one.get("status", "")), href=str(one.get("href", "")))


def _rota(data: _Data) -> str:
    launch = _moment(data.get("launch"))
    hours = data.get("hours")
    watches = tuple(_watches(data.get("slots") or ()))
    if not launch or not watches or not isinstance(hours, int) or hours <= 0:
        return ""
    return drawings.rota(drawings.Rota("Who watches after the launch", launch, watches, hours), "rota")


def _watches(slots: Iterable[_Data]) -> Iterable[drawings.Watch]:
    """The slots that can be drawn: with both ends, the first before the other."""
    for slot in slots:
        start, end = _moment(slot.get("from")), _moment(slot.get("to"))
        if start and end and start < end:
            yield drawings.Watch(
                str(slot.get("watcher") or "Nobody named"),
                start,
                end,
                "alerts" if slot.get("mode") == "alerts" else "active",
                str(slot.get("backup") or ""),
                slot.get("every_minutes"),
            )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def _moment(text: object) -> datetime | None:
    """A moment with an offset; one without could lie anywhere."""
    try:
        found = text if isinstance(text, datetime) else datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return found if found.utcoffset() is not None else None


def _digit(type_: object) -> int:
    """The digit of a handoff type, 0 for anything else."""
    return int(store.load(str(type_))["x-digit"]) if type_ in store.handoff_types() else 0


_MAKERS: Final[Mapping[str, Callable[[_Data], str]]] = {
    "timeline": _timeline,
    "chain": _chain,
    "gantt": _gantt,
    "rota": _rota,
}
