"""A metric over time: one series as a line or as bars, with its target."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, Canvas, responsive
from handoff_lint.site.drawings.legend import Sample, draw_legend
from handoff_lint.site.drawings.palette import ACTIVE, ALERT, DONE, WARNING

_PLOT = 150
"""Height of the area that the figures are drawn in."""
_ALL_LABELLED = 8
"""Up to so many points each carries its figure; of more only the last, the lowest and the highest."""
_NOTHING = "No figures yet."


@dataclass(frozen=True, slots=True)
class Point:
    """One figure; None where the period has none: the line is broken there, never drawn through."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One series.

    Attributes:
        title: the metric.
        points: in their order.
        unit: written behind each figure, such as `%` or `days`.
        target: None for a metric that has none.
        direction: which side of the target is good.
        decimals: of the figures that are written.

    """

    title: str
    points: tuple[Point, ...] = ()
    unit: str = ""
    target: float | None = None
    direction: Literal["at_least", "at_most"] = "at_least"
    decimals: int = 0

    def misses(self, value: float) -> bool:
        """Whether a figure is on the wrong side of the target."""
        if self.target is None:
            return False
        return value < self.target if self.direction == "at_least" else value > self.target


class _Plot(NamedTuple):
    """Where figures go: from `low` at `bottom` to `high` at `top`, and between two edges."""

    low: float
    high: float
    step: float
    left: float
    right: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def x(self, at: int, count: int) -> float:
        return self.left + (at + 0.5) * (self.right - self.left) / count


def line_chart(data: Chart, name: str, *, is_small: bool = False) -> str:
    """The series as a line, as HTML; `name` is unique on the page. A small one stands beside text, at any width.

    Raises:
        ValueError: a figure that is no finite number.

    """
    _refuse_endless(data)
    return responsive(
        name, data.title, describe(data), lambda canvas: _draw(canvas, data, is_bars=False), is_small=is_small
    )


def bar_chart(data: Chart, name: str, *, is_small: bool = False) -> str:
    """The series as bars, as HTML; `name` is unique on the page. Bars that miss the target are hatched.

    A small one stands beside text, at any width.

    Raises:
        ValueError: a figure that is no finite number.

    """
    _refuse_endless(data)
    return responsive(
        name, data.title, describe(data), lambda canvas: _draw(canvas, data, is_bars=True), is_small=is_small
    )


def describe(data: Chart) -> str:
    """The figures and the target in one paragraph."""
    said = [f"{point.label}: {_figure(data, point.value)}" for point in data.points]
    said += [_target(data)] if data.target is not None else []
    return "; ".join(said) + "." if data.points else _NOTHING


def _refuse_endless(data: Chart) -> None:
    figures = [*(point.value for point in data.points), data.target]
    if any(figure is not None and not math.isfinite(figure) for figure in figures):
        raise ValueError("a chart needs finite figures")


def _figure(data: Chart, value: float | None) -> str:
    if value is None:
        return "no figure"
    written = f"{value:.{data.decimals}f}"
    written = written.removeprefix("-") if float(written) == 0 else written
    return f"{written}\N{NO-BREAK SPACE}{data.unit}" if data.unit else written


def _target(data: Chart) -> str:
    return f"Target: at {'least' if data.direction == 'at_least' else 'most'} {_figure(data, data.target)}"


def _draw(canvas: Canvas, data: Chart, *, is_bars: bool) -> float:
    known = [(at, point.value) for at, point in enumerate(data.points) if point.value is not None]
    if not known:
        canvas.text(0, LINE, _NOTHING, "hd-muted")
        return 2 * LINE
    plot = _plot(canvas, data, [value for _, value in known], is_bars=is_bars)
    _grid(canvas, data, plot)
    if is_bars:
        _bars(canvas, data, plot, known)
    else:
        _lines(canvas, data, plot, known)
    if data.target is not None:
        y = plot.y(data.target)
        canvas.line(plot.left, y, plot.right, y, f"hd-{WARNING}-line hd-dashed hd-bold")
    _labels(canvas, data, plot, known, is_bars=is_bars)
    _periods(canvas, data, plot)
    if any(data.misses(value) for _, value in known):
        shape = "hatched" if is_bars else "diamond"
        return draw_legend(canvas, [Sample("Misses the target", ALERT, shape)], plot.bottom + LINE + 10)
    return plot.bottom + LINE + 6


def _plot(canvas: Canvas, data: Chart, values: list[float], *, is_bars: bool) -> _Plot:
    """An axis of round figures that holds all values and the target; bars always stand on zero."""
    wanted = [*values, *([data.target] if data.target is not None else [])]
    low, high = min(wanted), max(wanted)
    if is_bars or (low >= 0 and low <= high / 2):
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / 4 or abs(high) / 4 or 1.0)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    high = high if high > low else low + step
    ticks = [low + at * step for at in range(round((high - low) / step) + 1)]
    left = max(words.width(_tick(value, step), SIZE - 1) for value in ticks) + 8
    top = LINE + 10.0 + (LINE if data.target is not None else 0)
    return _Plot(low, high, step, left, canvas.width, top, top + _PLOT)


def _round_step(wanted: float) -> float:
    """The next of 1, 2, 5, 10, 20… (or 0.5, 0.2…) that is no smaller."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power >= wanted)


def _tick(value: float, step: float) -> str:
    decimals = min(max(0, -math.floor(math.log10(step))), 6)
    return f"{value + 0.0:.{decimals}f}" if abs(value) < 1e7 else f"{value:.3g}"


def _grid(canvas: Canvas, data: Chart, plot: _Plot) -> None:
    for at in range(round((plot.high - plot.low) / plot.step) + 1):
        value = plot.low + at * plot.step
        y = plot.y(value)
        canvas.line(plot.left, y, plot.right, y, "hd-axis" if abs(value) < plot.step / 1e6 else "hd-grid")
        canvas.text(plot.left - 5, y + 4, _tick(value, plot.step), "hd-muted", anchor="end", size=SIZE - 1)
    canvas.text(0, LINE - 3, data.unit, "hd-muted", size=SIZE - 1, limit=canvas.width / 3)
    if data.target is not None:
        # A long unit stands over the axis already; here it would not fit on a phone.
        said = _target(data if len(data.unit) <= 3 else replace(data, unit=""))
        x = canvas.width - min(words.width(said, SIZE), canvas.width * 0.6)
        canvas.line(x - 24, LINE - 7, x - 6, LINE - 7, f"hd-{WARNING}-line hd-dashed hd-bold")
        canvas.text(x, LINE - 3, said, limit=canvas.width * 0.6)


def _lines(canvas: Canvas, data: Chart, plot: _Plot, known: list[tuple[int, float]]) -> None:
    for stretch in _stretches(known):
        if len(stretch) > 1:
            steps: list[str | float] = []
            for at, value in stretch:
                steps += ["L" if steps else "M", plot.x(at, len(data.points)), plot.y(value)]
            canvas.path(*steps, style=f"hd-{ACTIVE}-line hd-bold")
    if len(known) <= _ALL_LABELLED * 4:
        for at, value in known:
            tip = f"{data.points[at].label}: {_figure(data, value)}"
            x, y = plot.x(at, len(data.points)), plot.y(value)
            if data.misses(value):
                canvas.diamond(x, y, 5, f"hd-{ALERT}-solid", tip=f"{tip}, misses the target")
            else:
                canvas.circle(x, y, 3.5, f"hd-{ACTIVE}-solid", tip=tip)


def _stretches(known: list[tuple[int, float]]) -> Iterator[list[tuple[int, float]]]:
    """Runs of neighbours."""
    run: list[tuple[int, float]] = []
    for at, value in known:
        if run and at != run[-1][0] + 1:
            yield run
            run = []
        run.append((at, value))
    yield run


def _bars(canvas: Canvas, data: Chart, plot: _Plot, known: list[tuple[int, float]]) -> None:
    wide = min((plot.right - plot.left) / len(data.points) * 0.7, 56)
    for at, point in enumerate(data.points):
        if point.value is None:
            canvas.text(plot.x(at, len(data.points)), plot.y(0) - 5, "–", "hd-muted", anchor="middle",
                        tip=f"{point.label}: no figure")  # fmt: skip
    for at, value in known:
        x, y, foot = plot.x(at, len(data.points)) - wide / 2, plot.y(value), plot.y(0)
        tip = f"{data.points[at].label}: {_figure(data, value)}"
        if data.misses(value):
            canvas.hatch(x, min(y, foot), wide, abs(foot - y), ALERT, tip=f"{tip}, misses the target")
        else:
            tone = ACTIVE if data.target is None else DONE
            canvas.rect(x, min(y, foot), wide, abs(foot - y), f"hd-{tone}", tip=tip)


def _labels(canvas: Canvas, data: Chart, plot: _Plot, known: list[tuple[int, float]], *, is_bars: bool) -> None:
    """Figures over their points: the last, the highest, the lowest, then the others, as long as there is room."""
    last, high, low = known[-1], max(known, key=_by_value), min(known, key=_by_value)
    wanted = [last, high, low, *(known if len(known) <= _ALL_LABELLED else [])]
    taken: list[tuple[float, float]] = []
    for at, value in dict.fromkeys(wanted):
        said = _figure(data, value).partition("\N{NO-BREAK SPACE}")[0]
        half = words.width(said, SIZE) / 2
        x = min(max(plot.x(at, len(data.points)), half), canvas.width - half)
        if all(x + half + 4 <= left or right + 4 <= x - half for left, right in taken):
            taken.append((x - half, x + half))
            is_below = not is_bars and (at, value) == low and value < high[1] and plot.y(value) + 20 < plot.bottom
            y = plot.y(max(value, 0) if is_bars else value)
            canvas.text(x, y + 18 if is_below else y - 8, said, "hd-strong hd-halo", anchor="middle")


def _by_value(known: tuple[int, float]) -> float:
    return known[1]


def _periods(canvas: Canvas, data: Chart, plot: _Plot) -> None:
    """The names of the periods below the axis: every one, or every second, third…, so that none touches the next."""
    share = (plot.right - plot.left) / len(data.points)
    limit = min(max(share - 6, 78), plot.right - plot.left)
    widest = max(words.width(words.cut(point.label, SIZE - 1, limit), SIZE - 1) for point in data.points)
    step = max(1, math.ceil((widest + 8) / share))
    # Counted from the end: the last period is the one that readers look for.
    for at in range(len(data.points) - 1, -1, -step):
        shown = words.cut(data.points[at].label, SIZE - 1, limit)
        half = words.width(shown, SIZE - 1) / 2
        x = min(max(plot.x(at, len(data.points)), half), canvas.width - half)
        canvas.text(
            x, plot.bottom + LINE, data.points[at].label, "hd-muted", anchor="middle", limit=limit, size=SIZE - 1
        )
