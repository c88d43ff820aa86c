"""Surveys of small repositories, and what stands in them."""

from __future__ import annotations

import datetime
from pathlib import Path

from handoff_lint import config
from handoff_lint.metrics import measuring
from handoff_lint.metrics.model import Survey
from tests.timeline.campaigns import lay_out

BRIEF, FILES, LAUNCH = "strategy-to-creative", "creative-to-production", "production-to-launch"
LEADS, OPTIMISATION = "marketing-to-sales", "analytics-to-optimization"
CONTENT = "sha256:" + "0" * 64


def surveyed(root: Path, today: str = "2027-01-12", only: str = "") -> Survey:
    """All measures of a repository."""
    return measuring.survey(config.load(root), today=datetime.date.fromisoformat(today), only=only)


def measured(
    root: Path, packages: dict[str, str], *, today: str = "2027-01-12", settings: str = "", end: str = "2027-04-30"
) -> Survey:
    """All measures of a campaign with these packages."""
    return surveyed(lay_out(root, packages, settings=settings, end=end), today)


def values(survey: Survey, metric: str) -> dict[str, float | None]:
    """Figure → value."""
    return {one.definition.key: one.value for one in survey.metric(metric).figures}


def parts(survey: Survey, metric: str, figure: str) -> tuple[float | None, float | None]:
    """What a share or a mean is made of."""
    amount = survey.metric(metric).figure(figure).amount
    return amount.numerator, amount.denominator


def labels(survey: Survey, metric: str, figure: str) -> list[tuple[str, float | None]]:
    """The breakdown."""
    return [(one.label, one.amount.value) for one in survey.metric(metric).figure(figure).breakdown]


def answer(decision: str, at: str, *, by: str = "leo.brandt", version: int = 1, more: str = "") -> str:
    """An entry of `acceptance`."""
    said = "    statement: I have what I need\n" if decision == "accepted" else ""
    head = f"  - by: {by}\n    decision: {decision}\n    at: {at}\n    version: {version}\n"
    return f"{head}    content: {CONTENT}\n{said}{more}"


def gap(field: str, raised: str, resolved: str = "", reason: str = "missing_info") -> str:
    """The gaps of an answer: one."""
    end = f"        resolved: {resolved}\n" if resolved else ""
    head = f"    gaps:\n      - field: {field}\n        question: Which?\n        reason: {reason}\n"
    return f"{head}        raised: {raised}\n{end}"


def handover(at: str, version: int = 1) -> str:
    """An entry of `handovers`."""
    return f"  - version: {version}\n    at: {at}\n    by: maya.holt\n"


def signed(gate: str, by: str, at: str, decision: str = "approved", more: str = "") -> str:
    """A slot of `signoffs` with one entry."""
    head = f"  {gate}:\n    - by: {by}\n      decision: {decision}\n      at: {at}\n      version: 1\n"
    return f"{head}      content: {CONTENT}\n{more}"
