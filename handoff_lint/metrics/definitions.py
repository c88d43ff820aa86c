"""The measures M1 to M24 as data, in one place: reports, the published page and the guide are made from it."""

from __future__ import annotations

from dataclasses import replace

from handoff_lint.config import Config
from handoff_lint.metrics.definitions_care import CARE
from handoff_lint.metrics.definitions_learning import LEARNING
from handoff_lint.metrics.definitions_time import TIME
from handoff_lint.metrics.model import Definition, FigureDefinition

DEFINITIONS: tuple[Definition, ...] = tuple(sorted((*TIME, *CARE, *LEARNING), key=lambda one: int(one.id[1:])))
"""All of them, M1 first."""
GROUPS: tuple[str, ...] = ("Time", "Right first time", "Launch", "Leads", "Learning", "Exceptions")
"""The headings of reports, in their order."""


def for_settings(config: Config) -> tuple[Definition, ...]:
    """The definitions with the targets that a team's settings give."""
    return tuple(
        replace(one, figures=tuple(_with_target(figure, config) for figure in one.figures)) for one in DEFINITIONS
    )


def _with_target(figure: FigureDefinition, config: Config) -> FigureDefinition:
    if figure.target is None or not figure.target.setting:
        return figure
    return replace(figure, target=replace(figure.target, value=float(getattr(config, figure.target.setting))))
