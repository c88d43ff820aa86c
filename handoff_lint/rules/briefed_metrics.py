"""The metrics of a brief, held against the settings and the campaign page: part of the rule on undefined metrics."""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import chain, timeline
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context

_METRICS = "/package/success_metrics"
_BETTER = {"at_least": "more is better", "at_most": "less is better"}


def problems(brief: Document, context: Context) -> Iterator[Problem]:
    """What does not fit; nothing once the brief is accepted, because the work has begun by then."""
    if brief.type != chain.BRIEF or not timeline.is_judged(brief, context.change):
        return
    metrics = list(brief.each(_METRICS))
    about = context.campaign.document.data if context.campaign and context.campaign.document else {}
    end = str(about.get("end_date", ""))
    if end < str(about.get("launch_date", "")):
        end = ""  # HF505 has said that this is no end
    for pointer, metric in metrics:
        usual = (context.config.kpis.get(metric.get("kpi")) or {}).get("direction")
        if usual in _BETTER and metric.get("direction", usual) != usual:
            yield Problem(
                f"For {metric['kpi']} {_BETTER[usual]}, as the settings say; here it is {metric['direction']}.",
                join(pointer, "direction"),
                f"Write {usual}, or correct kpis in the settings.",
            )
        if end and metric.get("by", end) > end:
            yield Problem(
                f"This number is due on {metric['by']}, after the campaign ends ({end}).",
                join(pointer, "by"),
                "Choose a day on which the campaign still runs, so that its retrospective can report the number.",
                severity=Severity.WARNING,
            )
    yield from _primary(brief, context, str(about.get("primary_kpi", "")))


def _primary(brief: Document, context: Context, campaign_kpi: str) -> Iterator[Problem]:
    """The campaign page and the brief call the same number the main one; of several briefs one is enough."""
    kpis = context.config.kpis
    if not campaign_kpi or (kpis and campaign_kpi not in kpis):  # HF109 has said it
        return
    primary = [
        (metric.get("kpi"), one.id, pointer)
        for one, pointer, metric in chain.briefed_texts(context.campaign, _METRICS)
        if metric.get("role") == "primary"
    ]
    if campaign_kpi in [kpi for kpi, _, _ in primary]:
        return
    for kpi, name, pointer in primary:
        if name == brief.id and kpi and (not kpis or kpi in kpis):
            yield Problem(
                f"The primary metric is {kpi} here and {campaign_kpi} in campaign.md.",
                join(pointer, "kpi"),
                "Write the same in both places.",
            )
