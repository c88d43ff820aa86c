"""Who watches in the hours after the launch: a bar for each watcher, and the hours that nobody covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, Canvas, responsive
from handoff_lint.site.drawings.legend import Sample, draw_legend
from handoff_lint.site.drawings.palette import ACTIVE, ALERT, NEUTRAL

_LABELS = 130
_BAR = 18
_ROW, _NARROW_ROW = 30, 44
_EDGE = 34
"""Half of the widest label of a tick: room for the first and the last one."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One slot of the rota; the moments carry an offset, `end` is exclusive."""

    watcher: str
    start: datetime
    end: datetime
    mode: Literal["active", "alerts"] = "active"
    backup: str = ""
    every_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Rota:
    """The rota of a launch; times are shown in the time zone of `launch`."""

    title: str
    launch: datetime
    watches: tuple[Watch, ...] = ()
    window_hours: int = 48

    @property
    def end(self) -> datetime:
        """When the window ends."""
        return _plus(self.launch, self.window_hours)


class Gap(NamedTuple):
    """A stretch of the window without a watcher."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds() // 60)


def gaps(data: Rota) -> tuple[Gap, ...]:
    """The stretches of the window that no slot covers, in order.

    Raises:
        ValueError: a moment without an offset from UTC.

    """
    moments = [data.launch, *(moment for watch in data.watches for moment in (watch.start, watch.end))]
    if any(moment.utcoffset() is None for moment in moments):
        raise ValueError("the moments of a rota need an offset from UTC")
    found, covered = [], data.launch
    slots = (watch for watch in data.watches if watch.start < watch.end)
    for watch in sorted(slots, key=lambda one: (one.start, one.end)):
        if watch.start > covered:
            found.append(Gap(covered, min(watch.start, data.end)))
        covered = max(covered, watch.end)
        if covered >= data.end:
            break
    if covered < data.end:
        found.append(Gap(covered, data.end))
    return tuple(gap for gap in found if gap.start < gap.end)


def rota(data: Rota, name: str) -> str:
    """The drawing as HTML; `name` is unique on the page.

    Raises:
        ValueError: a moment without an offset from UTC.

    """
    return responsive(name, data.title, describe(data), lambda canvas: _draw(canvas, data))


def describe(data: Rota) -> str:
    """What the drawing says: a sentence for each slot and for each gap."""
    said = [f"{_written(data, watch.start)} to {_written(data, watch.end)}: {_slot(watch)}." for watch in data.watches]
    missing = [f"{_written(data, gap.start)} to {_written(data, gap.end)}: nobody watches." for gap in gaps(data)]
    whole = [] if missing else [f"All {data.window_hours} hours are covered."]
    return " ".join([*said, *missing, *whole])


def _slot(watch: Watch) -> str:
    mode = "watches" if watch.mode == "active" else "is called by alerts"
    often = f" every {watch.every_minutes} minutes" if watch.every_minutes and watch.mode == "active" else ""
    return f"{watch.watcher} {mode}{often}" + (f", backup {watch.backup}" if watch.backup else "")


def _written(data: Rota, moment: datetime) -> str:
    local = moment.astimezone(data.launch.tzinfo)
    return f"{words.day(local)}, {local:%H:%M}"


def _plus(moment: datetime, hours: float) -> datetime:
    """So many real hours later: a change of the clocks does not count as an hour."""
    zone = moment.tzinfo
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)


def _hours(data: Rota, moment: datetime) -> float:
    return (moment - data.launch).total_seconds() / 3600


class _Scale(NamedTuple):
    """Hours after the launch, from 0 to the end of the window, along a line."""

    left: float
    right: float
    hours: float

    def at(self, hours: float) -> float:
        return self.left + min(max(hours, 0), self.hours) * (self.right - self.left) / self.hours


def _draw(canvas: Canvas, data: Rota) -> float:
    scale = _Scale(_EDGE if canvas.is_narrow else _LABELS, canvas.width - _EDGE, max(data.window_hours, 1))
    names = list(dict.fromkeys(watch.watcher for watch in sorted(data.watches, key=lambda one: one.start)))
    missing = gaps(data)
    height = _NARROW_ROW if canvas.is_narrow else _ROW
    top = 2 * LINE + 10.0
    bottom = top + (len(names) + bool(missing)) * height
    _axis(canvas, data, scale, top, bottom)
    for gap in missing:
        x = scale.at(_hours(data, gap.start))
        wide = scale.at(_hours(data, gap.end)) - x
        canvas.hatch(x, bottom - _BAR - 5, wide, _BAR, ALERT, tip=f"{_span(data, gap)}: nobody watches")
        canvas.text(x + wide + 4, bottom - 10, _length(gap), f"hd-{ALERT}-words hd-strong hd-halo")
    if missing:
        _name(canvas, "Nobody watches", bottom - height, f"hd-{ALERT}-words hd-strong")
    for at, name in enumerate(names):
        _name(canvas, name, top + at * height, "")
        for watch in data.watches:
            if watch.watcher == name:
                _draw_watch(canvas, data, scale, watch, top + (at + 1) * height - _BAR - 5)
    samples = [Sample("Watches", ACTIVE)] if any(watch.mode == "active" for watch in data.watches) else []
    if any(watch.mode == "alerts" for watch in data.watches):
        samples.append(Sample("Called by alerts", NEUTRAL, "hatched"))
    samples += [Sample("Nobody watches", ALERT, "hatched")] if missing else []
    return draw_legend(canvas, samples, bottom + 8)


def _axis(canvas: Canvas, data: Rota, scale: _Scale, top: float, bottom: float) -> None:
    """A tick every few hours, with the hours since the launch and the time on the clock."""
    steps = (1, 2, 3, 6, 12, 24, 48, 72, 168)
    step = next((step for step in steps if scale.at(step) - scale.left >= 2 * _EDGE), data.window_hours + 1)
    for hours in range(0, data.window_hours + 1, step):
        x = scale.at(hours)
        clock = _plus(data.launch, hours)
        for foot in _grid_feet(canvas, top, bottom):
            head = foot - _BAR - 10 if canvas.is_narrow else top
            canvas.line(x, head, x, foot, "hd-grid" if hours else "hd-axis")
        canvas.text(x, LINE - 2, f"+{hours} h" if hours else "Launch", "" if hours else "hd-strong", anchor="middle")
        shown = f"{clock.day} {clock:%b %H:%M}"
        canvas.text(x, 2 * LINE - 2, shown, "hd-muted", anchor="middle", size=SIZE - 1)


def _grid_feet(canvas: Canvas, top: float, bottom: float) -> list[float]:
    """Where lines of the grid end: on a narrow drawing names stand above the bars, and no line runs through them."""
    if not canvas.is_narrow:
        return [bottom]
    return [top + (at + 1) * _NARROW_ROW for at in range(round((bottom - top) / _NARROW_ROW))]


def _length(gap: Gap) -> str:
    hours, minutes = divmod(gap.minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes else [])])


def _name(canvas: Canvas, name: str, top: float, style: str) -> None:
    if canvas.is_narrow:
        canvas.text(0, top + 14, name, f"{style} hd-halo".strip(), limit=canvas.width / 2)
    else:
        canvas.text(0, top + 20, name, style, limit=_LABELS - 8)


def _span(data: Rota, gap: Gap) -> str:
    return f"{_written(data, gap.start)} to {_written(data, gap.end)}"


def _draw_watch(canvas: Canvas, data: Rota, scale: _Scale, watch: Watch, top: float) -> None:
    x = scale.at(_hours(data, watch.start))
    wide = scale.at(_hours(data, watch.end)) - x
    if wide <= 0:
        return
    tip = f"{_written(data, watch.start)} to {_written(data, watch.end)}: {_slot(watch)}"
    if watch.mode == "active":
        canvas.rect(x, top, wide, _BAR, f"hd-{ACTIVE}", tip=tip)
    else:
        canvas.hatch(x, top, wide, _BAR, NEUTRAL, tip=tip)
        return
    said = f"every {watch.every_minutes} min" if watch.every_minutes else ""
    if said and words.width(said, SIZE - 1) + 8 <= wide:
        canvas.text(x + 4, top + 13, said, size=SIZE - 1)
