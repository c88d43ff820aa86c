"""Drawings as SVG, made when the site is built: data in, HTML text out; no scripts, no fonts, no requests.

Each drawing is a `<div class="handoff-drawing">` with two SVG elements, for a wide and for a narrow column, of which
the style sheet (`stylesheet`) shows one. Ids begin with the name that the caller gives.
"""

from __future__ import annotations

from handoff_lint.site.drawings.chain import Chain, Handoff, Stage, chain
from handoff_lint.site.drawings.chart import Chart, Point, bar_chart, line_chart
from handoff_lint.site.drawings.gantt import Gantt, Row, gantt
from handoff_lint.site.drawings.palette import stylesheet
from handoff_lint.site.drawings.rota import Gap, Rota, Watch, gaps, rota
from handoff_lint.site.drawings.timeline import Milestone, Timeline, timeline

__all__ = [
    "Chain",
    "Chart",
    "Gantt",
    "Gap",
    "Handoff",
    "Milestone",
    "Point",
    "Rota",
    "Row",
    "Stage",
    "Timeline",
    "Watch",
    "bar_chart",
    "chain",
    "gantt",
    "gaps",
    "line_chart",
    "rota",
    "stylesheet",
    "timeline",
]
