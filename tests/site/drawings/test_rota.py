"""The watch after a launch: who, when, and the hours that nobody covers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handoff_lint.site import drawings as d
from tests.site.drawings import samples
from tests.site.drawings.reading import parsed, shapes, texts, tips

LONDON = ZoneInfo("Europe/London")


def described(data: d.Rota) -> str:
    """What a screen reader says."""
    return next(one.text or "" for one in parsed(d.rota(data, "x")).iter("desc"))


def covered(*stretches: tuple[float, float], window: int = 48) -> d.Rota:
    """A rota with slots from one hour to another."""
    watches = tuple(d.Watch(f"P{at}", samples.hours(a), samples.hours(b)) for at, (a, b) in enumerate(stretches))
    return d.Rota("Watch", samples.START, watches, window)


def open_hours(data: d.Rota) -> list[tuple[float, float]]:
    """The gaps, as hours after the launch."""
    return [
        ((gap.start - data.launch).total_seconds() / 3600, (gap.end - data.launch).total_seconds() / 3600)
        for gap in d.gaps(data)
    ]


def test_gaps_are_what_no_slot_covers() -> None:
    assert open_hours(covered()) == [(0, 48)]
    assert open_hours(covered((0, 48))) == []
    assert open_hours(covered((2, 4), (4, 8), (10, 60))) == [(0, 2), (8, 10)]
    assert open_hours(covered((5, 9), (0, 20), (1, 2))) == [(20, 48)]  # one within another
    assert open_hours(covered((-5, 1), (50, 60))) == [(1, 48)]  # around the window
    assert open_hours(covered((3, 3), window=6)) == [(0, 6)]  # no time at all
    assert open_hours(covered((9, 2), window=4)) == [(0, 4)]  # ends before it begins


def test_a_gap_says_how_long_it_is() -> None:
    data = covered((0, 9), (11.25, 48))
    assert [gap.minutes for gap in d.gaps(data)] == [135]
    html = d.rota(data, "x")
    assert texts(html).count("Nobody watches") == 2  # beside the bar, and in the legend
    assert "2 h 15 min" in texts(html)
    assert "15 Sep 2026, 18:00 to 15 Sep 2026, 20:15: nobody watches" in tips(html)
    assert described(data).endswith("15 Sep 2026, 18:00 to 15 Sep 2026, 20:15: nobody watches.")


def test_a_rota_without_gaps_says_so() -> None:
    data = covered((0, 24), (24, 48))
    assert described(data) == (
        "15 Sep 2026, 09:00 to 16 Sep 2026, 09:00: P0 watches. 16 Sep 2026, 09:00 to 17 Sep 2026, 09:00: P1 watches. "
        "All 48 hours are covered."
    )
    assert "Nobody watches" not in texts(d.rota(data, "x"))


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    launch = datetime(2026, 10, 24, 12, tzinfo=LONDON)  # the clocks go back in the night: 48 hours end at 11
    two_days = d.Watch("Lena Voss", launch, datetime(2026, 10, 26, 11, tzinfo=LONDON))
    data = d.Rota("Watch", launch, (two_days,))
    assert data.end.astimezone(UTC) == launch.astimezone(UTC) + timedelta(hours=48)
    assert data.end.isoformat() == "2026-10-26T11:00:00+00:00"
    assert d.gaps(data) == ()
    by_the_clock = d.Watch("Lena Voss", launch, datetime(2026, 10, 26, 10, tzinfo=LONDON))
    [gap] = d.gaps(d.Rota("Watch", launch, (by_the_clock,)))
    assert gap.minutes == 60


def test_each_watcher_has_a_row_and_each_slot_a_bar() -> None:
    html = d.rota(samples.ROTA, "x")
    said = texts(html)
    assert [one for one in said if one in ("Lena Voss", "Dario Penn", "Kofi Adair")] == [
        "Lena Voss",
        "Dario Penn",
        "Kofi Adair",
    ]
    launch, after = 130.0, (720 - 34 - 130) / 48
    active = [one for one in shapes(html, "hd-active") if one.tag == "rect" and one.get("height") == "18"]
    assert [(float(one.get("x", "")), float(one.get("width", ""))) for one in active] == [
        (launch, round(4 * after, 1)),
        (round(launch + 24 * after, 1), round(9 * after, 1)),
        (round(launch + 4 * after, 1), round(5 * after, 1)),
    ]
    # Being called by alerts is told by stripes too, not by colour alone.
    assert len([one for one in shapes(html, "hd-stripes") if one.get("stroke-width") == "18"]) == 4  # with two gaps
    assert [one for one in said if one.startswith("every")] == ["every 60 min"]  # where there is room
