"""The page “metrics”: how fast and how cleanly work is handed over, M1 to M24, with what each says and its trend.

The page exists in every build, so that the navigation can list it, but only readers in the team see measures: see
`site.measured`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from handoff_lint.metrics import definitions, figures_in_words
from handoff_lint.metrics.model import Aggregate, Figure, Metric, Point, Row, Survey, Unit
from handoff_lint.rules import RULES
from handoff_lint.site import drawings
from handoff_lint.site.graph import Graph, words
from handoff_lint.site.pages.hubs import hub
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.validation import store
from handoff_lint.words import plural

_TITLE, _NOTE = "Metrics", "How fast and how cleanly work is handed over, and whether it gets better."
_HIDDEN = "The measures of the team's work are not part of this edition."
_COMMAND = re.compile(r"`([^`]+)`")
_KEY = re.compile(r"[a-z]+(_[a-z]+)*")
_RULES = frozenset(rule.code for rule in RULES)
_MONTHS, _MONTHS_IN_WORDS = 12, 6
_MOST_LABELS, _MOST_PACKAGES, _MOST_CAMPAIGNS = 8, 8, 4
"""What a page of 300 campaigns can show and stay below 150 KB."""
_CHART_UNITS = {
    Unit.PERCENT: "%",
    Unit.WORKING_DAYS: "working days",
    Unit.DAYS: "days",
    Unit.HOURS: "hours",
    Unit.COUNT: "",
    Unit.PER_PACKAGE: "a package",
    Unit.PER_HUNDRED: "in 100 packages",
}


class Line(NamedTuple):
    """A figure as a table shows it: name, value, what it rests on, goal, judgement, why there is no value."""

    name: str
    value: str
    basis: str
    goal: str
    judgement: str
    why: str


class Part(NamedTuple):
    """A row of a breakdown: a label or a link, its value, what that rests on."""

    name: Markup | str
    value: str
    basis: str


class Breakdown(NamedTuple):
    """What a figure is made of. `more` counts the parts that are left out."""

    title: str
    parts: list[Part]
    more: int


class Months(NamedTuple):
    """The trend in numbers: names of figures, and for each month their values, the latest first."""

    names: list[str]
    rows: list[tuple[str, list[str]]]


class Measure(NamedTuple):
    """A measure as the page shows it. `missed` names the figures besides the headline that miss their target."""

    metric: Metric
    formula: Markup
    advice: Markup
    anchor: str
    headline: Line
    lines: list[Line]
    missed: list[str]
    chart: Markup
    months: Months
    labels: list[Breakdown]
    rows: Breakdown | None


def page(graph: Graph, pen: Pen) -> Page:
    """All measures: a table on top, then each with its definition, figures, trend and breakdown."""
    survey = graph.survey
    if survey is None:
        return hub(pen, _TITLE, Markup(), note=_HIDDEN)
    found = {metric.id: _measure(metric, survey, pen) for metric in survey.metrics}
    groups = [
        (name, [one for one in found.values() if one.metric.definition.group == name]) for name in definitions.GROUPS
    ]
    content = pen.render(
        "metrics.html",
        survey=survey,
        looked=_looked(survey),
        groups=groups,
        off=len(survey.missed),
        silent=sum(all(figure.value is None for figure in one.figures) for one in survey.metrics),
        units=figures_in_words.UNITS,
    )
    return hub(pen, _TITLE, content, note=_NOTE)


def _looked(survey: Survey) -> str:
    return f"{plural(survey.packages, 'package')} in {plural(survey.campaigns, 'campaign')}"


def _measure(metric: Metric, survey: Survey, pen: Pen) -> Measure:
    lines = [_line(figure) for figure in metric.figures]
    broken_down = [_labels(figure, pen) for figure in metric.figures]
    return Measure(
        metric,
        _coded(metric.definition.formula),
        _coded(metric.definition.advice),
        metric.id.lower(),
        lines[0],
        lines,
        [figure.definition.name for figure in metric.figures[1:] if figure.met is False],
        _chart(metric),
        _months(metric),
        [one for one in broken_down if one is not None],
        _rows(metric.headline, survey, pen),
    )


def _coded(text: str) -> Markup:
    """Plain text with its `commands` set as code."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped, and nothing else comes in


def _line(figure: Figure) -> Line:
    about = figure.definition
    return Line(
        about.name,
        figures_in_words.value(figure.amount, about),
        figures_in_words.basis(figure.amount, about),
        figures_in_words.goal(about),
        figures_in_words.judgement(figure),
        figure.why,
    )


def _latest(trend: Sequence[Point]) -> list[tuple[str, Point | None]]:
    """(month, point) of the last year of a trend without gaps, the oldest first; None where nothing happened."""
    if not trend:
        return []
    known = {point.day: point for point in trend}
    month, first = datetime.date.fromisoformat(trend[-1].day), trend[0].day
    found: list[tuple[str, Point | None]] = []
    while month.isoformat() >= first and len(found) < _MONTHS:
        found.append((f"{month:%b %Y}", known.get(month.isoformat())))
        month = (month - datetime.timedelta(days=1)).replace(day=1)
    return found[::-1]


def _chart(metric: Metric) -> Markup:
    """The headline over time; nothing where there are not two months to compare."""
    figure, target = metric.headline, metric.headline.definition.target
    shown = [
        drawings.Point(month, None if point is None else point.amount.value) for month, point in _latest(figure.trend)
    ]
    values = [one.value for one in shown if one.value is not None]
    if len(values) < 2:
        return Markup()
    is_whole = all(value.is_integer() for value in map(float, values))
    data = drawings.Chart(
        f"{metric.id} {metric.name} by month",
        tuple(shown),
        _CHART_UNITS[figure.definition.unit],
        target.value if target else None,
        "at_least" if target is None or target.at_least else "at_most",
        0 if is_whole else 2 if figure.definition.unit is Unit.PER_PACKAGE else 1,
    )
    # Counts of a month stand on their own and are bars; what is averaged goes on from month to month.
    draw = drawings.bar_chart if figure.definition.aggregate is Aggregate.SUM else drawings.line_chart
    return Markup(draw(data, f"chart-{metric.id.lower()}", is_small=True))  # noqa: S704 - the drawings escape what they write


def _months(metric: Metric) -> Months:
    """All figures of a measure by month, for readers of numbers; those without a trend are left out."""
    figures = [figure for figure in metric.figures if figure.trend]
    known = [{point.day: point for point in figure.trend} for figure in figures]
    days = sorted({day for points in known for day in points}, reverse=True)[:_MONTHS_IN_WORDS]
    rows = [
        (
            f"{datetime.date.fromisoformat(day):%b %Y}",
            [
                figures_in_words.value(points[day].amount, figure.definition) if day in points else ""
                for figure, points in zip(figures, known, strict=True)
            ],
        )
        for day in days
    ]
    return Months([_column(metric, figure) for figure in figures], rows if len(rows) > 1 else [])


def _column(metric: Metric, figure: Figure) -> str:
    """The headline under the measure's own name where its own says too little on its own."""
    return figure.definition.name if figure is not metric.headline else metric.name


def _labels(figure: Figure, pen: Pen) -> Breakdown | None:
    """A figure by reason, gate, person…; None where it is not broken down, or one label holds everything."""
    about = figure.definition
    is_whole = len(figure.breakdown) == 1 and figure.breakdown[0].amount.cases == figure.amount.cases
    if not figure.breakdown or (is_whole and about.aggregate is not Aggregate.SUM):
        return None
    parts = [
        Part(
            label(one.label, pen),
            figures_in_words.value(one.amount, about),
            figures_in_words.basis(one.amount, about),
        )
        for one in figure.breakdown[:_MOST_LABELS]
    ]
    title = about.name[:1].upper() + about.name[1:]
    return Breakdown(title, parts, len(figure.breakdown) - len(parts))


def label(written: str, pen: Pen) -> Markup | str:
    """A reason, status or type in words, a rule as a link; names of people and fields as they are."""
    if written in store.handoff_types():
        return pen.type(written)
    if written in _RULES:
        return pen.rule(written)
    return words(written) if _KEY.fullmatch(written) else written


def _rows(figure: Figure, survey: Survey, pen: Pen) -> Breakdown | None:
    """A figure by campaign, or by package where there is one campaign; None where there is nothing to compare."""
    rows = figure.worst_first(of_packages=survey.is_single)
    if len(rows) < 2:
        return None
    parts = list(_compared(rows[: _MOST_PACKAGES if survey.is_single else _MOST_CAMPAIGNS], figure, pen))
    title = "By handoff" if survey.is_single else "By campaign"
    return Breakdown(
        f"{title}, the worst first" if figure.definition.direction else title, parts, len(rows) - len(parts)
    )


def _compared(rows: Iterable[Row], figure: Figure, pen: Pen) -> Iterable[Part]:
    about = figure.definition
    for row in rows:
        name = pen.package(row.package) if row.package else pen.campaign(row.campaign)
        value, basis = figures_in_words.value(row.amount, about), figures_in_words.basis(row.amount, about)
        yield Part(name or row.package or row.campaign, value, basis)
