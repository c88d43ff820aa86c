"""Figures as people read them: `85.7 %`, `3 wd`, `≥ 90 %`, `6 of 7`."""

from __future__ import annotations

from handoff_lint.metrics.model import Aggregate, Amount, Figure, FigureDefinition, Unit

NO_VALUE = "–"
UNITS = "wd: working days. d and h: days and hours by the clock, nights and weekends too."
"""What readers of any report have to know."""
_SUFFIX = {
    Unit.PERCENT: " %",
    Unit.WORKING_DAYS: " wd",
    Unit.DAYS: " d",
    Unit.HOURS: " h",
    Unit.COUNT: "",
    Unit.PER_PACKAGE: "",
    Unit.PER_HUNDRED: "",
}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
_PERCENT = 100
_WHOLE_FROM = 1000
"""From here on nobody reads decimals."""


def number(value: float, unit: Unit) -> str:
    """A value with its unit.

    >>> number(85.714, Unit.PERCENT), number(3, Unit.WORKING_DAYS), number(0.1428, Unit.PER_PACKAGE)
    ('85.7 %', '3 wd', '0.14')
    """
    places = 0 if abs(value) >= _WHOLE_FROM else 2 if unit is Unit.PER_PACKAGE else 1
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text == "-0" else text) + _SUFFIX[unit]


def value(amount: Amount, definition: FigureDefinition) -> str:
    """The value of an amount; a dash where there is none."""
    return NO_VALUE if amount.value is None else number(amount.value, definition.unit)


def target(definition: FigureDefinition) -> str:
    """`≥ 90 %`, but `100 %` and `0` where more or less cannot be; empty without a target."""
    found = definition.target
    if found is None:
        return ""
    is_end = found.value == (_PERCENT if found.at_least else 0)
    return (
        number(found.value, definition.unit)
        if is_end
        else f"{_SIGNS[found.sign]} {number(found.value, definition.unit)}"
    )


def goal(definition: FigureDefinition) -> str:
    """The target, or where there is none the direction that is good: `falling`, `rising`; a dash where neither is."""
    return target(definition) or {"lower": "falling", "higher": "rising"}.get(definition.better, NO_VALUE)


def basis(amount: Amount, definition: FigureDefinition, room: int = 80) -> str:
    """What a value rests on: `6 of 7` for a share, `from 7` for what was averaged; empty for plain counts.

    A share that has no room is `of 177,673`.
    """
    if amount.value is None or definition.aggregate is Aggregate.SUM:
        return ""
    if definition.aggregate is Aggregate.SHARE and amount.numerator is not None and amount.denominator is not None:
        whole = f"of {number(amount.denominator, Unit.COUNT)}"
        part = f"{number(amount.numerator, Unit.COUNT)} {whole}"
        return part if len(part) <= room else whole
    return f"from {amount.cases:,}"


def judgement(figure: Figure) -> str:
    """`met` or `missed`; empty where nothing can be said."""
    return "" if figure.met is None else "met" if figure.met else "missed"
