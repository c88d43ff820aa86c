"""Timelines of packages and the calendar of a campaign: days where they belong, and what they mean in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handoff_lint.site import drawings as d
from tests.site.drawings import samples
from tests.site.drawings.reading import parsed, shapes, texts, tips

AUGUST = date(2026, 8, 1)


def day(number: int) -> date:
    return AUGUST.replace(day=number)


def line(**dates: Any) -> str:
    return d.timeline(d.Timeline("Dates", **dates), "x")


def described(html: str) -> str:
    return next(one.text or "" for one in parsed(html).iter("desc"))


def test_work_buffer_and_the_receivers_time_follow_each_other() -> None:
    html = line(start=day(1), due=day(4), needed_by=day(6), launch=day(10), buffer_days=2)
    one = (720 - 16) / 10  # a day, between the margins
    bars = [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in parsed(html)[0].iter("rect")][
        :3
    ]  # the legend's stand behind them
    assert bars == [
        (8, round(4 * one, 1)),
        (round(8 + 4 * one, 1), round(2 * one, 1)),
        (round(8 + 6 * one, 1), round(4 * one, 1)),
    ]
    assert tips(html) == ["Work", "Buffer of 2 working days", "The receiver's work"]
    assert described(html) == (
        "Start 1 Aug 2026; Due 4 Aug 2026; Needed by 6 Aug 2026; Launch 10 Aug 2026; buffer of 2 working days."
    )


@pytest.mark.parametrize(
    ("due", "needed_by", "counted", "expected"),
    [
        (4, 6, 1, "buffer of 1 working day."),
        (4, 6, None, "buffer."),
        (4, 4, 0, "no buffer."),
        (6, 4, 0, "no buffer."),
    ],
)
def test_a_buffer_in_words(due: int, needed_by: int, counted: int | None, expected: str) -> None:
    html = line(start=day(1), due=day(due), needed_by=day(needed_by), buffer_days=counted)
    assert described(html).rpartition("; ")[2] == expected


def test_a_single_day_and_no_day_at_all() -> None:
    assert "Due 4 Aug 2026" in texts(line(due=day(4)))
    assert "Start, Due, Needed by 4 Aug 2026" in texts(line(start=day(4), due=day(4), needed_by=day(4)))
    assert texts(line()) == ["This package gives no dates yet."]
    assert described(line(today=day(4))) == "This package gives no dates yet."


@pytest.mark.parametrize(("today", "is_drawn"), [(1, True), (3, True), (10, True), (11, False)])
def test_today_is_drawn_only_between_the_dates(today: int, is_drawn: bool) -> None:
    html = line(start=day(1), due=day(4), launch=day(10), today=day(today))
    assert any("Today" in one for one in texts(html)) is is_drawn


def test_milestones_are_diamonds_with_their_words() -> None:
    html = d.timeline(samples.TIMELINE, "x")
    diamonds = [one for one in shapes(html, "hd-page") if one.tag == "path"]
    assert len(diamonds) == 3
    assert "Concepts presented 14 Aug 2026" in tips(html)
    assert [one for one in texts(html) if one.startswith("Concept")] == [
        "Concepts presented 14 Aug 2026",
        "Concept chosen 19 Aug 2026",
    ]


def test_a_long_name_is_cut_before_its_day() -> None:
    html = line(due=day(4), milestones=(d.Milestone(day(6), "W" * 90),))
    [shown] = [one for one in texts(html) if one.startswith("W")]
    assert shown.endswith("… 6 Aug 2026")
    assert f"{'W' * 90} 6 Aug 2026" in tips(html)


def rows(html: str) -> list[str]:
    return described(html).split(". ")


def test_the_calendar_of_a_campaign_in_words() -> None:
    html = d.gantt(samples.GANTT, "x")
    assert rows(html) == [
        "H1 Brief: start 3 Aug 2026, due 5 Aug 2026, needed by 7 Aug 2026, at the latest 6 Aug 2026, Accepted",
        "H2 Production: ads: start 10 Aug 2026, due 26 Aug 2026, needed by 1 Sep 2026, at the latest 24 Aug 2026, "
        "Handed off, later than the plan allows",
        "H3 Launch: start 7 Sep 2026, due 9 Sep 2026, needed by 11 Sep 2026, at the latest 10 Sep 2026, Draft",
        "H4 Channels: start 26 Aug 2026, due 2 Sep 2026, needed by 4 Sep 2026, at the latest 4 Sep 2026, In review",
        "H5 Leads: start 1 Sep 2026, due 4 Sep 2026, needed by 8 Sep 2026, planned, not written yet",
        "H6 Optimisation: start 29 Sep 2026, due 1 Oct 2026, needed by 2 Oct 2026, planned, not written yet",
        "H7 Retrospective: no dates, planned, not written yet",
        "Launch 15 Sep 2026.",
    ]


def test_a_calendar_without_dates_says_so() -> None:
    html = d.gantt(d.Gantt("x", (d.Row("H1"),), today=AUGUST), "x")
    assert texts(html) == ["No handoffs with dates yet."]
    assert described(d.gantt(d.Gantt("x"), "x")) == "No handoffs with dates yet."


@pytest.mark.parametrize(
    ("today", "is_drawn"),
    [(date(2026, 7, 20), True), (date(2026, 7, 19), False), (date(2026, 10, 16), True), (date(2026, 10, 17), False)],
)
def test_a_today_far_away_squeezes_nothing(today: date, is_drawn: bool) -> None:
    data = d.Gantt("x", samples.GANTT.rows, samples.LAUNCH, today)
    assert any("Today" in one for one in texts(d.gantt(data, "x"))) is is_drawn


def test_the_ends_of_the_calendar_are_no_trap() -> None:
    data = d.Gantt("x", (d.Row("H1", date.min, date.max, date.max),), date.max, date.min)
    assert "H1" in texts(d.gantt(data, "x"))
    assert "Start 1 Jan 1" in texts(line(start=date.min, due=date.max))
