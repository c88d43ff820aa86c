"""The calendar of all channels: months of weeks of days, readable as a list without script."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from typing import Any

from handoff_lint.site.graph import Graph, Sending
from handoff_lint.site.pages import hubs
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen

_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


def page(graph: Graph, pen: Pen) -> Page:
    """Everything that goes out, by day; a script shows one month or week at a time."""
    by_day: dict[str, list[Sending]] = {}
    for one in graph.sendings:
        by_day.setdefault(one.day, []).append(one)
    months = sorted({day[:7] for day in by_day})
    content = pen.render(
        "calendar.html",
        months=[_month(key, by_day) for key in months],
        channels=sorted({one.channel for one in graph.sendings}),
    )
    note = "Every mail, post, ad and event of all campaigns. What meets something else is marked as a conflict."
    return hubs.hub(pen, "Calendar", content, note=note, is_wide=True)


def _month(key: str, by_day: Mapping[str, list[Sending]]) -> Mapping[str, Any]:
    """One month, `2026-09`: its weeks with all seven days; days of the months around it are empty."""
    first = datetime.date.fromisoformat(f"{key}-01")
    weeks = [
        {"number": f"{week[0].isocalendar().week}", "cells": [_cell(day, first.month, by_day) for day in week]}
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    ]
    return {"key": key, "title": f"{first:%B %Y}", "weeks": weeks}


def _cell(day: datetime.date, month: int, by_day: Mapping[str, list[Sending]]) -> Mapping[str, Any]:
    is_inside = day.month == month
    return {"day": day, "is_inside": is_inside, "sendings": by_day.get(day.isoformat(), []) if is_inside else []}
