"""Metrics as lines and bars: round axes, gaps that stay gaps, misses that are told by shape."""

from __future__ import annotations

import re

import pytest

from handoff_lint.site import drawings as d
from tests.site.drawings import samples
from tests.site.drawings.reading import parsed, shapes, texts, tips


def chart(*values: float | None, target: float | None = None, decimals: int = 0) -> d.Chart:
    points = tuple(d.Point(f"M{at}", value) for at, value in enumerate(values, 1))
    return d.Chart("Metric", points, target=target, decimals=decimals)


def axis(html: str) -> list[str]:
    """The figures of the axis, from foot to head."""
    found = [one for one in shapes(html, "hd-muted") if one.get("text-anchor") == "end"]
    return [one.text or "" for one in found]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((62, 91), ["60", "70", "80", "90", "100"]),
        ((0, 91), ["0", "50", "100"]),
        ((0.0002, 0.0009), ["0.0000", "0.0005", "0.0010"]),
        ((-3, 4), ["-4", "-2", "0", "2", "4"]),
        ((0,), ["0", "1"]),
        ((7,), ["6", "8"]),
        ((15_000_001.0,), ["1.5e+07", "2e+07"]),
    ],
)
def test_axes_have_round_figures(values: tuple[float, ...], expected: list[str]) -> None:
    found = axis(d.line_chart(chart(*values), "x"))
    assert found == expected


def test_bars_stand_on_zero() -> None:
    assert axis(d.bar_chart(chart(62, 91), "x"))[0] == "0"
    below = d.bar_chart(chart(-2, 4), "x")
    zero = next(one for one in shapes(below, "hd-axis"))
    feet = [float(one.get("y", "")) + float(one.get("height", "")) for one in shapes(below, "hd-active")]
    heads = [float(one.get("y", "")) for one in shapes(below, "hd-active")]
    assert heads[0] == feet[1] == float(zero.get("y1", ""))


def test_a_line_is_broken_where_a_figure_is_missing() -> None:
    [first, second] = shapes(d.line_chart(samples.TREND, "x"), "hd-active-line")
    assert len(re.findall("[ML]", first.get("d", ""))) == 3
    assert len(re.findall("[ML]", second.get("d", ""))) == 8
    lonely = d.line_chart(chart(1, None, 3), "x")
    assert shapes(lonely, "hd-active-line") == []
    assert len(shapes(lonely, "hd-active-solid")) == 2


def test_a_missing_bar_is_a_dash_with_words() -> None:
    assert "Retrospective: 0.9 loops a package, misses the target" in tips(d.bar_chart(samples.REWORK, "x"))
    assert "Channels: no figure" in tips(d.bar_chart(samples.REWORK, "x"))


def test_what_misses_the_target_differs_in_shape() -> None:
    line = d.line_chart(samples.TREND, "x")
    misses = [one for one in shapes(line, "hd-alert-solid") if one.tag == "path"]
    assert len(misses) == 5 + 1  # 62, 58, 71, 77, 79, and the one in the legend
    assert {one.tag for one in shapes(line, "hd-active-solid")} == {"circle"}
    bars = d.bar_chart(samples.REWORK, "x")
    assert len([one for one in shapes(bars, "hd-stripes") if one.get("class", "").startswith("hd-alert")]) == 2 + 1
    assert "Misses the target" in texts(line)
    assert "Misses the target" not in texts(d.line_chart(chart(90, 95, target=80), "x"))


def test_what_is_exactly_on_target_does_not_miss_it() -> None:
    for direction in ("at_least", "at_most"):
        data = d.Chart("x", (d.Point("a", 80),), target=80, direction=direction)
        assert not data.misses(80)


def test_no_figures_are_said_in_words() -> None:
    for data in (samples.NONE, chart(None, None)):
        assert texts(d.line_chart(data, "x")) == ["No figures yet."]


def test_figures_and_target_are_described() -> None:
    described = next(one.text for one in parsed(d.line_chart(samples.FEW, "x")).iter("desc"))
    assert described is not None
    assert described == "2026-Q2: 87.5 %; 2026-Q3: 94.1 %; Target: at least 90.0 %."


def test_nothing_is_minus_zero() -> None:
    assert "0" in texts(d.bar_chart(chart(-0.2, 3), "x"))
    assert "-0" not in texts(d.bar_chart(chart(-0.2, 3), "x"))


def test_a_small_chart_is_drawn_once() -> None:
    assert len(list(parsed(d.line_chart(samples.TREND, "x", is_small=True)).iter("svg"))) == 1
    assert len(list(parsed(d.line_chart(samples.TREND, "x")).iter("svg"))) == 2
