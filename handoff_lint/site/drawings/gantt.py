"""A campaign's handoffs on one calendar: what packages say, and what the plan back from the launch says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, Canvas, responsive
from handoff_lint.site.drawings.days import Scale, draw_axis, later
from handoff_lint.site.drawings.flags import arrange
from handoff_lint.site.drawings.legend import Sample, draw_legend
from handoff_lint.site.drawings.palette import ALERT, NEUTRAL, STATUS_TONES, WARNING

_LABELS = 190
"""Width of the names beside the bars, on a wide drawing."""
_BAR = 16
_ROW, _NARROW_ROW = 34, 62


@dataclass(frozen=True, slots=True)
class Row:
    """One handoff; dates that it does not give are None.

    Attributes:
        label: its name.
        status: of the package; empty where nobody has written it yet, and the dates are the plan's.
        status_label: the status as people read it.
        latest_due: the day the plan back from the launch gives it at the latest.
        href: its page; empty for none.

    """

    label: str
    start: date | None = None
    due: date | None = None
    needed_by: date | None = None
    status: str = ""
    status_label: str = ""
    latest_due: date | None = None
    href: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it is due after the day that the plan gives it."""
        return bool(self.due and self.latest_due and self.due > self.latest_due)


@dataclass(frozen=True, slots=True)
class Gantt:
    """The handoffs of a campaign, in the order in which they are drawn."""

    title: str
    rows: tuple[Row, ...] = ()
    launch: date | None = None
    today: date | None = None


def gantt(data: Gantt, name: str) -> str:
    """The drawing as HTML; `name` is unique on the page."""
    return responsive(name, data.title, describe(data), lambda canvas: _draw(canvas, data))


def describe(data: Gantt) -> str:
    """What the drawing says: a sentence for each row."""
    said = [f"{row.label}: {_dates(row)}{', ' + _state(row) if _state(row) else ''}." for row in data.rows]
    said += [f"Launch {words.day(data.launch)}."] if data.launch else []
    return " ".join(said) or "No handoffs with dates yet."


def _state(row: Row) -> str:
    state = row.status_label or row.status.replace("_", " ") or "planned, not written yet"
    return f"{state}, later than the plan allows" if row.is_late else state


def _dates(row: Row) -> str:
    named = ((row.start, "start"), (row.due, "due"), (row.needed_by, "needed by"), (row.latest_due, "at the latest"))
    return ", ".join(f"{label} {words.day(day)}" for day, label in named if day) or "no dates"


def _days(data: Gantt) -> Iterator[date]:
    for row in data.rows:
        yield from (day for day in (row.start, row.due, row.needed_by, row.latest_due) if day)
    yield from (day for day in (data.launch,) if day)


def _draw(canvas: Canvas, data: Gantt) -> float:
    days = list(_days(data))
    if not days:
        canvas.text(0, LINE, "No handoffs with dates yet.", "hd-muted")
        return 2 * LINE
    # A today far away from the campaign would squeeze it into a corner.
    if data.today and later(min(days), -14) <= data.today <= later(max(days), 14):
        days.append(data.today)
    scale = Scale.over(days, 0 if canvas.is_narrow else _LABELS, canvas.width)
    uprights = _by_day(data, days)
    top = (1 + len(uprights)) * LINE + 6.0
    height = _NARROW_ROW if canvas.is_narrow else _ROW
    bottom = top + len(data.rows) * height
    draw_axis(canvas, scale, top, bottom, [_middle(scale, day) for day, _ in uprights])
    _uprights(canvas, scale, uprights, top, bottom)
    for at, row in enumerate(data.rows):
        _draw_row(canvas, scale, row, top + at * height)
    return _legend(canvas, data, bottom + 8)


def _uprights(canvas: Canvas, scale: Scale, days: list[tuple[date, str]], top: float, bottom: float) -> None:
    """The days that concern all rows: a line from head to foot, its name over the axis."""
    marks = {_middle(scale, day): (day, label) for day, label in days}
    said = [f"{label} {words.day(day)}" for day, label in marks.values()]
    flags = arrange([(x, words.width(text, SIZE) * 1.06) for x, text in zip(marks, said, strict=True)], 0, canvas.width)
    for flag, (_, label), text in zip(flags, marks.values(), said, strict=True):
        foot = top - LINE - 4 - flag.lane * LINE
        is_today = label == "Today"
        style = f"hd-{ALERT}-line hd-dashed" if is_today else "hd-axis hd-bold"
        canvas.line(flag.x, foot + 4 if flag.is_pushed else foot - 9, flag.x, bottom, style)
        canvas.text(flag.text_x, foot, text, f"hd-{ALERT}-words" if is_today else "hd-strong", anchor=flag.anchor)


def _by_day(data: Gantt, days: list[date]) -> list[tuple[date, str]]:
    """Launch and today, each where it is on the calendar; one name where both are the same day."""
    if data.launch and data.launch == data.today:
        return [(data.launch, "Launch today,")]
    named = ((data.launch, "Launch"), (data.today if data.today in days else None, "Today"))
    return sorted((day, label) for day, label in named if day)


def _middle(scale: Scale, day: date) -> float:
    return (scale.at(day) + scale.end(day)) / 2


def _draw_row(canvas: Canvas, scale: Scale, row: Row, top: float) -> None:
    is_open = canvas.open_link(row.href, f"{row.label}, {_state(row)}") if row.href else False
    dates = _short_dates(row)
    if canvas.is_narrow:
        state = _state(row)
        room = words.width(row.label, SIZE)
        canvas.text(0, top + 14, row.label, "hd-strong hd-halo", limit=canvas.width - 110)
        canvas.text(canvas.width, top + 14, state, "hd-muted hd-halo", anchor="end", size=SIZE - 1,
                    limit=max(canvas.width - min(room, canvas.width - 110) - 12, 90))  # fmt: skip
        canvas.text(0, top + 28, dates, "hd-muted hd-halo", size=SIZE - 1, limit=canvas.width)
        _bars(canvas, scale, row, top + 40)
    else:
        canvas.text(0, top + 14, row.label, "hd-strong", limit=_LABELS - 12)
        canvas.text(0, top + 28, _state(row), "hd-muted", size=SIZE - 1, limit=_LABELS - 12)
        end = _bars(canvas, scale, row, top + 8)
        _beside(canvas, scale, row, end, top + 20)
    if is_open:
        canvas.close_link()


def _short_dates(row: Row) -> str:
    named = ((row.due, "due"), (row.needed_by, "needed by"))
    # Without the year, which the axis and the tip say: the fewer of the lines behind it are hidden.
    return " · ".join(f"{label} {day.day} {day:%b}" for day, label in named if day) or "no dates"


def _bars(canvas: Canvas, scale: Scale, row: Row, top: float) -> tuple[float, float]:
    """Draws work, buffer and the latest day; says where the bars begin and end."""
    tone = STATUS_TONES.get(row.status, NEUTRAL)
    begin, end = row.start or row.due, row.due or row.start
    places = [(scale.at(day), scale.end(day)) for day in (row.start, row.due, row.needed_by, row.latest_due) if day]
    if begin and end and begin <= end:
        x = scale.at(begin)
        style = f"hd-{tone}" if row.status else f"hd-{tone}-line hd-dashed"
        canvas.rect(x, top, scale.end(end) - x, _BAR, style, tip=f"{row.label}: {_dates(row)}")
    if row.due and row.needed_by and row.due < row.needed_by:
        x = scale.end(row.due)
        canvas.hatch(
            x, top, scale.end(row.needed_by) - x, _BAR, WARNING, tip=f"Buffer until {words.day(row.needed_by)}"
        )
    if row.latest_due:
        x = scale.end(row.latest_due)
        style = f"hd-{ALERT}-solid" if row.is_late else "hd-tip"
        canvas.path(
            "M", x - 6, top - 6, "h", 12, "l", -6, 8, "z", style=style, tip=f"At the latest {words.day(row.latest_due)}"
        )
    return min((x for x, _ in places), default=0), max((x for _, x in places), default=0)


def _beside(canvas: Canvas, scale: Scale, row: Row, bars: tuple[float, float], foot: float) -> None:
    """The dates in words, to the right of the bars or else to the left; where neither has room, the tips say them."""
    said = _short_dates(row)
    room = words.width(said, SIZE - 1) + 10
    begin, end = bars
    if end + room <= canvas.width:
        canvas.text(max(end, scale.left) + 8, foot, said, "hd-muted hd-halo", size=SIZE - 1)
    elif begin - room >= scale.left:
        canvas.text(begin - 8, foot, said, "hd-muted hd-halo", anchor="end", size=SIZE - 1)


def _legend(canvas: Canvas, data: Gantt, top: float) -> float:
    samples = []
    if any(row.status for row in data.rows):
        samples.append(Sample("Work, in the colour of its status", NEUTRAL))
    if any(not row.status for row in data.rows):
        samples.append(Sample("Planned, not written yet", NEUTRAL, "dashed"))
    if any(row.due and row.needed_by and row.due < row.needed_by for row in data.rows):
        samples.append(Sample("Buffer", WARNING, "hatched"))
    end = draw_legend(canvas, samples, top)
    if any(row.latest_due for row in data.rows):
        canvas.path("M", 1, end + 1, "h", 12, "l", -6, 8, "z", style="hd-tip")
        canvas.text(20, end + 9, "Latest day that the plan allows", "hd-muted", size=SIZE - 1)
        end += LINE
    return end
