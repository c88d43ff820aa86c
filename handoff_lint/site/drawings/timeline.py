"""A package's dates on one line: the work, the buffer after it, what the receiver has left until the launch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, Canvas, responsive
from handoff_lint.site.drawings.days import Scale
from handoff_lint.site.drawings.flags import Flag, arrange, lanes
from handoff_lint.site.drawings.legend import Sample, draw_legend
from handoff_lint.site.drawings.palette import ACTIVE, ALERT, NEUTRAL, WARNING

_BAR = 22
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on the way, and what is reached on it."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of a package, None for those that it does not give.

    Attributes:
        title: what the drawing is called.
        buffer_days: working days between `due` and `needed_by`, as the team counts them.
        handed_over: the day it really was handed over.
        today: None leaves the line for today out.

    """

    title: str
    start: date | None = None
    due: date | None = None
    needed_by: date | None = None
    launch: date | None = None
    milestones: tuple[Milestone, ...] = ()
    buffer_days: int | None = None
    handed_over: date | None = None
    today: date | None = None


def timeline(data: Timeline, name: str) -> str:
    """The drawing as HTML; `name` is unique on the page."""
    return responsive(name, data.title, describe(data), lambda canvas: _draw(canvas, data))


def describe(data: Timeline) -> str:
    """What the drawing says, in one paragraph."""
    said = [f"{label} {words.day(day)}" for day, label in (*_above(data), *_milestones(data))]
    if data.due and data.needed_by:
        said.append(_buffer_words(data))
    return "; ".join(said) + "." if said else "This package gives no dates yet."


def _above(data: Timeline) -> Iterator[tuple[date, str]]:
    named = (
        (data.start, "Start"),
        (data.due, "Due"),
        (data.handed_over, "Handed over"),
        (data.needed_by, "Needed by"),
        (data.launch, "Launch"),
    )
    known = [(day, label) for day, label in named if day]
    yield from known
    # A today far away would squeeze all the rest into a corner.
    days = [day for day, _ in known] + [milestone.day for milestone in data.milestones]
    if data.today and days and min(days) <= data.today <= max(days):
        yield data.today, "Today"


def _milestones(data: Timeline) -> Iterator[tuple[date, str]]:
    yield from ((milestone.day, words.clean(milestone.label) or "Milestone") for milestone in data.milestones)


def _buffer_words(data: Timeline) -> str:
    if data.due and data.needed_by and data.needed_by <= data.due:
        return "no buffer"
    days = data.buffer_days
    return "buffer" if days is None else f"buffer of {days} working day{'' if days == 1 else 's'}"


def _draw(canvas: Canvas, data: Timeline) -> float:
    above, below = _by_day(_above(data)), _by_day(_milestones(data))
    if not above and not below:
        canvas.text(0, LINE, "This package gives no dates yet.", "hd-muted")
        return 2 * LINE
    scale = Scale.over((*above, *below), _MARGIN, canvas.width - _MARGIN)
    upper, lower = _flags(canvas, scale, above), _flags(canvas, scale, below)
    top = lanes(upper) * LINE + 14.0
    bottom = top + _BAR
    canvas.line(_MARGIN, top + _BAR / 2, canvas.width - _MARGIN, top + _BAR / 2, "hd-axis")
    _bars(canvas, scale, data, top)
    for flag, (day, labels) in zip(upper, above.items(), strict=True):
        foot = top - 10 - flag.lane * LINE
        canvas.line(flag.x, foot + 4 if flag.is_pushed else foot - 8, flag.x, bottom, _line_style(labels))
        _label(canvas, flag, foot, labels, day)
    for flag, (day, labels) in zip(lower, below.items(), strict=True):
        foot = bottom + 24 + flag.lane * LINE
        canvas.line(flag.x, top + _BAR / 2, flag.x, foot - 11 if flag.is_pushed else foot, "hd-axis")
        canvas.diamond(flag.x, top + _BAR / 2, 6, "hd-page hd-bold", tip=f"{', '.join(labels)} {words.day(day)}")
        _label(canvas, flag, foot, labels, day)
    height = bottom + (lanes(lower) * LINE + 14 if lower else 6)
    return _legend(canvas, data, height)


def _bars(canvas: Canvas, scale: Scale, data: Timeline, top: float) -> None:
    if data.start and data.due and data.start <= data.due:
        x = scale.at(data.start)
        canvas.rect(x, top, scale.end(data.due) - x, _BAR, f"hd-{ACTIVE}", tip="Work")
    if data.due and data.needed_by and data.due < data.needed_by:
        x = scale.end(data.due)
        canvas.hatch(x, top, scale.end(data.needed_by) - x, _BAR, WARNING, tip=_buffer_words(data).capitalize())
    if data.needed_by and data.launch and data.needed_by < data.launch:
        x = scale.end(data.needed_by)
        canvas.rect(x, top + 6, scale.end(data.launch) - x, _BAR - 12, f"hd-{NEUTRAL}", tip="The receiver's work")


def _by_day(marks: Iterator[tuple[date, str]]) -> dict[date, list[str]]:
    days: dict[date, list[str]] = {}
    for day, label in marks:
        days.setdefault(day, []).append(label)
    return dict(sorted(days.items()))


def _flags(canvas: Canvas, scale: Scale, days: dict[date, list[str]]) -> list[Flag]:
    middle = {day: (scale.at(day) + scale.end(day)) / 2 for day in days}
    marks = [
        (x, words.width(_shown(canvas, days[day]), SIZE) + words.width(f" {words.day(day)}", SIZE))
        for day, x in middle.items()
    ]
    return arrange(marks, 0, canvas.width)


def _shown(canvas: Canvas, labels: list[str]) -> str:
    return words.cut(", ".join(labels), SIZE, canvas.width / 2 - 70)


def _label(canvas: Canvas, flag: Flag, foot: float, labels: list[str], day: date) -> None:
    """The day stays whole: only the words before it are cut."""
    whole, shown = ", ".join(labels), _shown(canvas, labels)
    tip = f"{whole} {words.day(day)}" if shown != whole else ""
    canvas.text(flag.text_x, foot, f"{shown} {words.day(day)}", _words_style(labels), anchor=flag.anchor, tip=tip)


def _line_style(labels: list[str]) -> str:
    if labels == ["Today"]:
        return f"hd-{ALERT}-line hd-dashed"
    return "hd-axis hd-bold" if "Launch" in labels else "hd-axis"


def _words_style(labels: list[str]) -> str:
    return f"hd-{ALERT}-words" if labels == ["Today"] else "hd-strong" if "Launch" in labels else ""


def _legend(canvas: Canvas, data: Timeline, top: float) -> float:
    """What the bars are; as many lines as they need."""
    entries = []
    if data.start and data.due:
        entries.append(Sample("Work", ACTIVE))
    if data.due and data.needed_by:
        entries.append(Sample(_buffer_words(data).capitalize(), WARNING, "hatched"))
    if data.needed_by and data.launch:
        entries.append(Sample("Receiver's work", NEUTRAL))
    return draw_legend(canvas, entries, top + 8)
