"""Findings as text for people and for tools. Each report is a function from a result to a string."""

from __future__ import annotations

from collections.abc import Callable

from handoff_lint.engine import Result
from handoff_lint.reports import concise, json_report, text
from handoff_lint.reports.style import Style

FORMATS: dict[str, Callable[[Result, Style], str]] = {
    "text": text.render,
    "concise": concise.render,
    "json": json_report.render,
    "jsonl": json_report.render_lines,
}
