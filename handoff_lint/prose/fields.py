"""Which fields of a document hold prose of its author: not copy, names, addresses, ids, nor what people signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handoff_lint.model import EACH, join

Tree = dict[str, Any]
"""Step → tree below it; an empty tree where a text lies; `*` for each item of a list."""

_ORDERS = """
    objective
    constraints.*.statement
    success_criteria.*.criterion
    timeline.milestones.*.name
    decisions.*.decision
    next_steps.*.action
    package.strategy_summary
    package.brand.mandatories.*
    package.brand.accessibility.*
    package.deliverables.*.notes
    package.out_of_scope.*
    package.production_timeline.*.task
    package.asset_dependencies.external.*.needs
    package.launch_sequence.*.what
    package.launch_sequence.*.undo
    package.contingency.*.trigger.event
    package.contingency.*.action
    package.contingency.*.rollback.steps.*
    package.monitoring.metrics.*.act
    package.technical_setup.tracking.*.where
    package.repurposing.*.keep.*
    package.repurposing.*.change.*
    package.repurposing.*.never.*
    package.repurposing.*.format
    package.segments.*.email.filter
    package.segments.*.social.match
    package.segments.*.paid.match
    package.segments.*.consent
    package.definitions.mql
    package.definitions.sal
    package.definitions.sql
    package.definitions.disqualified
    package.handoff_timing.*.trigger
    package.lead_scoring.fit.*.rule
    package.lead_scoring.behaviour.*.action
    package.lead_scoring.negative.*.rule
    package.lead_scoring.fast_track.*
    package.lead_scoring.thresholds.sql
    package.re_engagement.*.track
    package.re_engagement.*.exit
    package.sync_meeting.agenda.*
    package.feedback_loop.dispositions.*.meaning
    package.reviews.*.one_change
    package.insights.*.action
    package.tests.*.stop_rule
    package.tests.*.decision_rule
    package.tests.*.hypothesis.change
    package.tests.*.result.next
    package.performance_review.reviews.*.items.*.doing
    package.process_improvements.*.change
"""
"""Somebody has to act on these."""
_BACKGROUND = """
    context
    summary
    lessons_applied.*.how
    package.audience.*.demographics
    package.audience.*.psychographics.*
    package.audience.*.pain_points.*
    package.audience.*.motivations.*
    package.audience.*.insight
    package.message_hierarchy.supporting.*.proof
    package.brand.on_brand.*
    package.brand.claims.*.substantiation
    package.competitive_context.*.what_they_do
    package.competitive_context.*.how_we_differ
    package.desired_response.think
    package.desired_response.feel
    package.desired_response.do
    package.success_metrics.*.baseline_unknown
    package.timing.sequence.*.why
    package.insights.*.observation
    package.insights.*.so_what
    package.prioritisation.items.*.reason
    package.tests.*.hypothesis.because
    package.tests.*.hypothesis.effect
    package.tests.*.result.effect
    package.performance_review.reviews.*.items.*.happened
    package.performance_review.reviews.*.items.*.why
    package.held.late_reason
    package.results.*.note
    package.what_worked.*.tactic
    package.what_worked.*.evidence
    package.what_worked.*.repeat_when
    package.what_didnt.*.what
    package.what_didnt.*.impact
    package.what_didnt.*.whys.*
    package.what_didnt.*.root_cause
"""
"""These describe how things are or were."""


def _tree(patterns: str) -> Tree:
    tree: Tree = {}
    for pattern in patterns.split():
        below = tree
        for step in pattern.split("."):
            below = below.setdefault(step, {})
    return tree


ORDERS = _tree(_ORDERS)
BACKGROUND = _tree(_BACKGROUND)
_BOTH = _tree(_ORDERS + _BACKGROUND)


def texts(data: Any) -> list[str]:
    """All prose of some front matter, without saying where: the quick way."""
    found: list[str] = []
    _collect(data, _BOTH, found)
    return found


def _collect(data: Any, tree: Tree, found: list[str]) -> None:
    kind = type(data)
    if kind is dict:
        for step, below in tree.items():
            if step in data:
                _collect(data[step], below, found)
    elif kind is list:
        if below := tree.get(EACH):
            for item in data:
                _collect(item, below, found)
        elif EACH in tree:
            found += [item for item in data if type(item) is str]
    elif kind is str and not tree:
        found.append(data)


def placed(data: Any, tree: Tree, pointer: str = "") -> Iterator[tuple[str, str]]:
    """(pointer, text) at the leaves of a tree, in the tree's order."""
    if not tree:
        if type(data) is str:
            yield pointer, data
    elif type(data) is dict:
        for step, below in tree.items():
            if step in data:
                yield from placed(data[step], below, join(pointer, step))
    elif type(data) is list and EACH in tree:
        for index, item in enumerate(data):
            yield from placed(item, tree[EACH], join(pointer, index))
