"""The measures for programs: JSON and CSV. docs/guides/metrics.md says what stands in them.

Numbers are rounded to four decimals, so that two machines write the same text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from handoff_lint.metrics.model import Amount, Figure, Metric, Survey
from handoff_lint.words import visible

VERSION = 1
"""Raised when a reader of the last version would misread the report."""
COLUMNS = (
    "metric",
    "figure",
    "scope",
    "campaign",
    "package",
    "label",
    "month",
    "value",
    "unit",
    "numerator",
    "denominator",
    "cases",
    "target",
    "met",
    "why",
)
_PLACES = 4
_FORMULA = ("=", "+", "-", "@")


def as_json(survey: Survey) -> str:
    """One object: version, day, what was counted, the measures. Everything but ASCII is escaped."""
    return json.dumps(survey_object(survey), indent=2) + "\n"


def survey_object(survey: Survey) -> dict[str, Any]:
    """The JSON report as plain data."""
    return {
        "version": VERSION,
        "today": survey.today,
        "organisation": survey.organisation,
        "campaign": survey.campaign or None,
        "packages": survey.packages,
        "campaigns": survey.campaigns,
        "left_out": survey.left_out,
        "history": {"known": not survey.no_history, "why": survey.no_history},
        "metrics": [metric_object(metric) for metric in survey.metrics],
    }


def metric_object(metric: Metric) -> dict[str, Any]:
    """One measure as plain data."""
    about = metric.definition
    return {
        "id": about.id,
        "name": about.name,
        "group": about.group,
        "definition": about.text,
        "formula": about.formula,
        "advice": about.advice,
        "sources": [source.value for source in about.sources],
        "figures": [_figure_object(figure) for figure in metric.figures],
    }


def _figure_object(figure: Figure) -> dict[str, Any]:
    about = figure.definition
    target = {"is": about.target.sign, "value": _rounded(about.target.value)} if about.target else None
    return {
        "key": about.key,
        "name": about.name,
        "unit": about.unit.value,
        "aggregate": about.aggregate.value,
        "source": about.source.value,
        "target": target,
        "better": about.direction or None,
        **_amount_object(figure.amount),
        "met": figure.met,
        "why": figure.why,
        "breakdown": [{"label": one.label, **_amount_object(one.amount)} for one in figure.breakdown],
        "rows": [
            {"campaign": row.campaign, "package": row.package or None, **_amount_object(row.amount)}
            for row in figure.rows
        ],
        "trend": [{"month": point.day[:7], **_amount_object(point.amount)} for point in figure.trend],
    }


def _amount_object(amount: Amount) -> dict[str, Any]:
    return {
        "value": _rounded(amount.value),
        "numerator": _rounded(amount.numerator),
        "denominator": _rounded(amount.denominator),
        "cases": amount.cases,
    }


def _rounded(value: float | None) -> float | int | None:
    """A whole number without a point, so that 7 does not become 7.0."""
    if value is None:
        return None
    rounded = round(float(value), _PLACES)
    return int(rounded) if rounded.is_integer() else rounded


def as_csv(survey: Survey) -> str:
    """One line a number: in all, each campaign, each package, each label, each month. Commas, LF, a header line."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for metric in survey.metrics:
        for figure in metric.figures:
            for line in _lines(figure):
                writer.writerow({"metric": metric.id, "figure": figure.definition.key, **line})
    return stream.getvalue()


def _lines(figure: Figure) -> Iterator[dict[str, Any]]:
    about = figure.definition
    met = "" if figure.met is None else "yes" if figure.met else "no"
    target = f"{about.target.sign} {_rounded(about.target.value)}" if about.target else ""
    total = {"scope": "total", "target": target, "met": met, "why": _cell(figure.why)}
    yield {**total, **_cells(figure, figure.amount)}
    for row in figure.rows:
        scope = "package" if row.package else "campaign"
        names = {"campaign": _cell(row.campaign), "package": _cell(row.package)}
        yield {"scope": scope, **names, **_cells(figure, row.amount)}
    for one in figure.breakdown:
        yield {"scope": "label", "label": _cell(one.label), **_cells(figure, one.amount)}
    for point in figure.trend:
        yield {"scope": "month", "month": point.day[:7], **_cells(figure, point.amount)}


def _cells(figure: Figure, amount: Amount) -> dict[str, Any]:
    numbers = {key: "" if value is None else value for key, value in _amount_object(amount).items()}
    return {"unit": figure.definition.unit.value, **numbers}


def _cell(text: str) -> str:
    """Text that steers no terminal, and that a spreadsheet does not take for a formula."""
    shown = visible(text)
    return "'" + shown if shown.startswith(_FORMULA) else shown
