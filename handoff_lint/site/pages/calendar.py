"""The calendar of all channels: months of weeks of days, readable as a list without script."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from handoff_lint.site import feeds
from handoff_lint.site.graph import Campaign, Graph, Sending
from handoff_lint.site.pages import hubs
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen, day
from handoff_lint.site.visibility import Level

MOST = 1000
"""How many entries the page holds, to be quick on a phone: whole days, the last week and the next ones first."""
_JUST_OVER = datetime.timedelta(days=7)
HUES = 10
"""How many colours the style sheet has for channels; more channels share them, and each entry names its channel."""
_LONG = 12
"""Months without entries that are still shown one by one."""
_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


def page(graph: Graph, pen: Pen, found: feeds.Feeds) -> Page:
    """What goes out, by day; a script shows one month or week at a time.

    Args:
        graph: everything that may be shown.
        pen: writes the page.
        found: the feeds that the page leads to.

    """
    shown = nearest(feeds.recent(graph), graph.today)
    by_day = _by_day(shown)
    channels = sorted({one.channel for one in shown} | set(found.channels))
    campaigns = {one.campaign for one in shown}
    launches = _launches(graph)
    content = pen.render(
        "calendar.html",
        months=list(_months(by_day, launches, graph.today)) if by_day or launches else [],
        has_conflicts=any(one.conflict for one in shown),
        hues={name: index % HUES + 1 for index, name in enumerate(channels)},
        feeds=found,
        campaigns=[one for one in graph.campaigns if one.slug in campaigns],
        left_out=_left_out(graph.sendings, shown),
    )
    note = "Every mail, post, ad and event of all campaigns, and the days of their launches."
    if graph.publish is Level.TEAM:
        note += " What meets something else is marked as a conflict."
    return hubs.hub(pen, "Calendar", content, note=note, is_wide=True)


def weeks(sendings: Sequence[Sending]) -> Iterator[Mapping[str, Any]]:
    """The weeks in which something goes out, from Monday on; those between without anything are left out."""
    by_day = _by_day(sendings)
    days = {datetime.date.fromisoformat(one) for one in by_day}
    for monday in sorted({one - datetime.timedelta(days=one.weekday()) for one in days}):
        last = min(monday.toordinal() + 7, datetime.date.max.toordinal() + 1)
        dates = [datetime.date.fromordinal(number) for number in range(monday.toordinal(), last)]
        cells = [{"day": one, "sendings": by_day.get(one.isoformat(), [])} for one in dates]
        yield {"number": monday.isocalendar().week, "cells": cells}


def nearest(sendings: Sequence[Sending], today: datetime.date, most: int = MOST) -> list[Sending]:
    """What the page has room for: whole days from a week ago on, then the days before, the newest first.

    Args:
        sendings: in order of time.
        today: the day that the page is about.
        most: how many there may be; a single day is shown whole in any case.

    """
    by_day = _by_day(sendings)
    begin = (today - _JUST_OVER).isoformat()
    kept: set[str] = set()
    room = most
    for days in ([one for one in by_day if one >= begin], [one for one in reversed(by_day) if one < begin]):
        for one in days:
            room -= len(by_day[one])
            if room < 0 and kept:
                break
            kept.add(one)
    return [one for one in sendings if one.day in kept]


def _by_day(sendings: Iterable[Sending]) -> dict[str, list[Sending]]:
    found: dict[str, list[Sending]] = {}
    for one in sendings:
        found.setdefault(one.day, []).append(one)
    return found


def _launches(graph: Graph) -> dict[str, list[Campaign]]:
    """Day → the campaigns that launch on it, as far back as feeds go."""
    first = (graph.today - feeds.KEPT).isoformat()
    found: dict[str, list[Campaign]] = {}
    for one in graph.campaigns:
        launch = str(one.data.get("launch_date") or "")
        if launch >= first and one.status != "cancelled":
            found.setdefault(launch, []).append(one)
    return found


def _left_out(sendings: Sequence[Sending], shown: Sequence[Sending]) -> str:
    """In words, which days the page does not show; empty when it shows all."""
    if len(sendings) == len(shown):
        return ""
    if not shown:
        return "Nothing is planned. What went out more than a year ago stands on the pages of the handoffs."
    span = f"This page shows {day(shown[0].day)} to {day(shown[-1].day)}."
    return f"{span} What lies outside these days stands on the pages of the handoffs."


def _months(
    by_day: Mapping[str, list[Sending]], launches: Mapping[str, list[Campaign]], today: datetime.date
) -> Iterator[Mapping[str, Any]]:
    """All months from the first entry to the last, the current one among them; long gaps are told in one line."""
    keys = sorted({one[:7] for one in (*by_day, *launches)} | {today.isoformat()[:7]})
    last = ""
    for key in keys:
        between = list(_after(last, key)) if last else []
        is_long = len(between) > _LONG
        for empty in () if is_long else between:
            yield _month(empty, by_day, launches, today)
        gap = f"Nothing goes out from {_title(between[0])} to {_title(between[-1])}." if is_long else ""
        yield {**_month(key, by_day, launches, today), "gap": gap}
        last = key


def _after(first: str, last: str) -> Iterator[str]:
    """The months between two others.

    >>> list(_after("2026-11", "2027-02"))
    ['2026-12', '2027-01']
    """
    start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    for number in range(start + 1, end):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _title(key: str) -> str:
    return f"{datetime.date.fromisoformat(f'{key}-01'):%B %Y}"


def _month(
    key: str, by_day: Mapping[str, list[Sending]], launches: Mapping[str, list[Campaign]], today: datetime.date
) -> Mapping[str, Any]:
    """One month, `2026-09`: its weeks with all seven days; days of the months around it are empty."""
    first = datetime.date.fromisoformat(f"{key}-01")
    weeks = [
        {
            "number": week[0].isocalendar().week,
            "cells": [
                {
                    "day": one,
                    "is_inside": one.month == first.month,
                    "is_today": one.month == first.month and one == today,
                    "sendings": by_day.get(one.isoformat(), []),
                    "launches": launches.get(one.isoformat(), []),
                }
                for one in week
            ],
        }
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    ]
    return {
        "key": key,
        "title": _title(key),
        "weeks": weeks,
        "is_empty": not any(one.startswith(key) for one in by_day),
        "before": max((one for one in by_day if one[:7] < key), default=""),
        "after": min((one for one in by_day if one[:7] > key), default=""),
        "gap": "",
    }
