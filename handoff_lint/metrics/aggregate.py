"""From cases to figures: in all, by campaign and package, by label, by month."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from handoff_lint.metrics.model import (
    Aggregate,
    Amount,
    Case,
    Figure,
    FigureDefinition,
    Point,
    Row,
    Share,
)

NOTHING = Amount(None, None, None, 0)
_PERCENT = 100.0
_NINE_TENTHS = 0.9


def figure(definition: FigureDefinition, cases: Sequence[Case], *, unknown: str = "") -> Figure:
    """A figure from its cases.

    Args:
        definition: what is counted, and how.
        cases: those of this figure only.
        unknown: why its source is not to be had here, empty when it is; no case counts then.

    """
    if unknown or not cases:
        return Figure(definition, NOTHING, unknown or definition.nothing)
    total = amount(definition.aggregate, cases)
    return Figure(
        definition,
        total,
        definition.nothing if total.value is None else "",
        tuple(_rows(definition, cases)),
        tuple(_breakdown(definition, cases, total)),
        tuple(_trend(definition, cases)),
    )


def amount(how: Aggregate, cases: Sequence[Case]) -> Amount:
    """What cases amount to; a fraction whose lower half is 0 has no value."""
    if how in (Aggregate.MEDIAN, Aggregate.P90):
        values = sorted(case.value for case in cases)
        middle = statistics.median if how is Aggregate.MEDIAN else _nearest_rank
        return Amount(middle(values), None, None, len(values))
    numerator = math.fsum(case.value for case in cases)
    if how is Aggregate.SUM:
        return Amount(numerator, numerator, None, len(cases))
    denominator = math.fsum(case.of for case in cases)
    value = _divided(how, numerator, denominator) if denominator else None
    return Amount(value, numerator, denominator, len(cases))


def _divided(how: Aggregate, numerator: float, denominator: float) -> float:
    return numerator / denominator * (_PERCENT if how is Aggregate.SHARE else 1)


def _nearest_rank(values: Sequence[float]) -> float:
    return values[math.ceil(_NINE_TENTHS * len(values)) - 1]


def _grouped(cases: Iterable[Case], key: Callable[[Case], Iterable[str]]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        for name in key(case):
            found.setdefault(name, []).append(case)
    return found


def _rows(definition: FigureDefinition, cases: Sequence[Case]) -> Iterable[Row]:
    for campaign, of_it in sorted(_grouped(cases, lambda case: (case.campaign,)).items()):
        if not campaign:
            continue  # pages of the knowledge base belong to none
        yield Row(campaign, "", amount(definition.aggregate, of_it))
        for package, own in sorted(_grouped(of_it, lambda case: (case.package,)).items()):
            if package:
                yield Row(campaign, package, amount(definition.aggregate, own))


def _breakdown(definition: FigureDefinition, cases: Sequence[Case], total: Amount) -> list[Share]:
    found = []
    for label, labelled in _grouped(cases, lambda case: case.labels).items():
        own = amount(definition.aggregate, labelled)
        if own.denominator == 0 and total.denominator:
            # What is counted against all packages, such as findings, has no share of its own below the fraction.
            value = _divided(definition.aggregate, own.numerator or 0.0, total.denominator)
            own = replace(own, value=value, denominator=total.denominator)
        found.append(Share(label, own))
    return sorted(found, key=lambda one: (-(one.amount.value or 0.0), one.label))


def _trend(definition: FigureDefinition, cases: Sequence[Case]) -> Iterable[Point]:
    for month, of_it in sorted(_grouped(cases, lambda case: (case.day[:7],)).items()):
        if month:
            yield Point(f"{month}-01", amount(definition.aggregate, of_it))
