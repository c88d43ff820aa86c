"""Whatever stands in titles, names and dates: a drawing is well-formed, harmless, labelled and within its frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.site import drawings as d
from handoff_lint.site.drawings import words
from tests.site.drawings import samples
from tests.site.drawings.reading import ALLOWED, outside, parsed, texts

NAME = "drawn"
SAMPLES = {
    "timeline": lambda: d.timeline(samples.TIMELINE, NAME),
    "chain": lambda: d.chain(samples.CHAIN, NAME),
    "gantt": lambda: d.gantt(samples.GANTT, NAME),
    "rota": lambda: d.rota(samples.ROTA, NAME),
    "trend": lambda: d.line_chart(samples.TREND, NAME),
    "few": lambda: d.line_chart(samples.FEW, NAME),
    "small": lambda: d.line_chart(samples.TREND, NAME, is_small=True),
    "rework": lambda: d.bar_chart(samples.REWORK, NAME),
    "none": lambda: d.bar_chart(samples.NONE, NAME),
    "empty timeline": lambda: d.timeline(d.Timeline("Nothing"), NAME),
    "empty gantt": lambda: d.gantt(d.Gantt("Nothing"), NAME),
    "empty chain": lambda: d.chain(d.Chain("Nothing"), NAME),
}
TEXT = st.text(max_size=30) | st.sampled_from(
    [
        "</svg><script>alert(1)</script>",
        '" onload="x',
        "a" * 300,
        "\u202eabc",
        "日本語の名前",
        "&amp;",
        "\x00\x0b",
        "👩‍👩‍👧 x",
    ]
)
DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MOMENT = st.integers(-10, 80).map(lambda hours: samples.START + timedelta(hours=hours))


def harmless(html: str) -> None:
    """Nothing in it runs, loads or leaves its frame, and it says what it is."""
    root = parsed(html)
    assert {one.tag for one in root.iter()} <= ALLOWED
    assert [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"] == []
    for link in root.iter("a"):
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", link.get("href", ""))
        assert scheme is None or scheme[1].lower() in ("http", "https")
    for svg in root.iter("svg"):
        described = {one.get("id"): one.text for one in root.iter() if one.get("id")}
        assert svg.get("aria-labelledby") in described
        assert described[svg.get("aria-describedby")]
    assert outside(html) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_example_stays_in_its_frame(name: str) -> None:
    harmless(SAMPLES[name]())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_data_make_the_same_drawing(name: str) -> None:
    assert SAMPLES[name]() == SAMPLES[name]()


def test_ids_of_two_drawings_on_a_page_differ() -> None:
    page = d.rota(samples.ROTA, "a") + d.rota(samples.ROTA, "b")
    found = re.findall(r' id="([^"]*)"', page)
    assert len(found) == len(set(found)) == 6


@pytest.mark.parametrize("name", ["", "a b", 'a"', "ä"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be part of an id"):
        d.chain(samples.CHAIN, name)


@given(title=TEXT, label=TEXT, days=st.lists(DAY, min_size=5, max_size=5), today=DAY)
def test_any_timeline(title: str, label: str, days: list[date], today: date) -> None:
    start, due, needed_by, launch, on_the_way = days
    milestones = (d.Milestone(on_the_way, label), d.Milestone(due, title))
    data = d.Timeline(title, start, due, needed_by, launch, milestones, 3, None, today)
    html = d.timeline(data, NAME)
    harmless(html)
    said = [one.text for one in parsed(html).iter("title")]
    assert said[0] == (words.clean(title) or None)


@given(title=TEXT, keys=st.lists(TEXT, min_size=3, max_size=3, unique=True), note=TEXT, href=TEXT)
def test_any_chain(title: str, keys: list[str], note: str, href: str) -> None:
    first, second, third = keys
    stages = (
        d.Stage(1, title, (d.Handoff(first, title, "accepted", note, 1, note, href=href),)),
        d.Stage(2, note, (d.Handoff(second, note, note, after=(first, third, second)),)),
        d.Stage(7, title, (d.Handoff(third, title, "draft", is_blocked=True, after=(second,), href=f"x/{note}"),)),
    )
    harmless(d.chain(d.Chain(title, stages, samples.LAUNCH), NAME))


@given(label=TEXT, days=st.lists(st.none() | DAY, min_size=5, max_size=5), status=TEXT)
def test_any_gantt(label: str, days: list[date | None], status: str) -> None:
    start, due, needed_by, latest, today = days
    rows = (
        d.Row(label, start, due, needed_by, status, label, latest, href=status),
        d.Row(status, due, start, latest, "draft", "", needed_by),
    )
    harmless(d.gantt(d.Gantt(label, rows, needed_by, today), NAME))


@given(who=TEXT, moments=st.lists(MOMENT, min_size=6, max_size=6), window=st.integers(1, 100))
def test_any_rota(who: str, moments: list[datetime], window: int) -> None:
    a, b, c, e, f, g = moments
    watches = (d.Watch(who, a, b, "active", who, 30), d.Watch("Lena Voss", c, e, "alerts"), d.Watch(who, f, g))
    harmless(d.rota(d.Rota(who, samples.START, watches, window), NAME))


FIGURES = st.lists(st.none() | st.floats(-1e9, 1e9) | st.integers(-5, 5), max_size=14)


@pytest.mark.parametrize("draw", [d.line_chart, d.bar_chart])
@given(label=TEXT, values=FIGURES, target=st.none() | st.floats(-1e6, 1e6), decimals=st.integers(0, 3))
def test_any_chart(
    draw: Callable[..., str], label: str, values: list[float | None], target: float | None, decimals: int
) -> None:
    points = tuple(d.Point(f"{at} {label}", value) for at, value in enumerate(values))
    for is_small in (True, False):
        data = d.Chart(label, points, label[:12], target, "at_most", decimals)
        harmless(draw(data, NAME, is_small=is_small))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_figure_without_end_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="a chart needs finite figures"):
        d.line_chart(d.Chart("x", (d.Point("a", value),)), NAME)


def test_a_moment_without_an_offset_is_refused() -> None:
    watch = d.Watch("x", datetime(2026, 9, 15, 9), datetime(2026, 9, 15, 10))  # noqa: DTZ001 - what is tested
    with pytest.raises(ValueError, match="need an offset from UTC"):
        d.rota(d.Rota("x", datetime(2026, 9, 15, 9, tzinfo=UTC), (watch,)), NAME)


def test_dangerous_links_are_left_out_and_their_words_stay() -> None:
    for href in ("javascript:alert(1)", "data:text/html,x", "https://[", "vbscript:x"):
        stage = d.Stage(1, "Brief", (d.Handoff("h1", "Brief", "draft", "Draft", href=href),))
        html = d.chain(d.Chain("x", (stage,)), NAME)
        assert list(parsed(html).iter("a")) == []
        assert "H1 Brief" in texts(html)
