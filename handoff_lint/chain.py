"""What a campaign's brief asks for, and what the handoffs after it say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handoff_lint.config import OFF, Config
from handoff_lint.model import Campaign, Document, Related
from handoff_lint.prose.figures import Approved

BRIEF, PRODUCTION, LAUNCH = "strategy-to-creative", "creative-to-production", "production-to-launch"
CHANNELS, LEADS = "email-to-social", "marketing-to-sales"
OPTIMIZATION, RETROSPECTIVE = "analytics-to-optimization", "campaign-retrospective"

UPSTREAM: Mapping[str, str] = {
    PRODUCTION: BRIEF,
    LAUNCH: PRODUCTION,
    CHANNELS: BRIEF,
    LEADS: BRIEF,
    OPTIMIZATION: BRIEF,
    RETROSPECTIVE: BRIEF,
}
"""Type → the type that its work is built on."""


class Wording(NamedTuple):
    """What the campaign's briefs say about words.

    Attributes:
        avoid: word or phrase → (whether it is wrong in every sentence, where the brief says so).
        ctas: calls to action, plain → as written.
        claims: `brief#claim` → its words.
        points: what supports the message, and what proves it.

    """

    avoid: dict[str, tuple[bool, Related]]
    ctas: dict[str, str]
    claims: dict[str, Approved]
    points: list[str]


def packages(campaign: Campaign | None, type_: str) -> list[Document]:
    """The campaign's packages of a type, without those that were dropped."""
    return [
        package
        for package in (campaign.packages if campaign else ())
        if package.type == type_ and package.status != "cancelled"
    ]


def built_on(type_: str, config: Config) -> str:
    """The nearest type before this one that the team uses; empty when there is none."""
    before = UPSTREAM.get(type_, "")
    while before and config.systems.get(before) == OFF:
        before = UPSTREAM.get(before, "")
    return before


def is_whole(document: Document, pointer: str) -> bool:
    """Whether the schema refused nothing at or below a pointer: only then is something surely missing there."""
    below = f"{pointer}/"
    return not document.faults and not any(
        f"{violation.problem.pointer}/".startswith(below) for violation in document.violations
    )


def has_unknown(campaign: Campaign) -> bool:
    """Whether a package could not be read, or says no type: it might be any."""
    return any(package.faults or not package.type for package in campaign.packages)


def items(document: Document, pointer: str) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """(pointer, item, `package#item`) for the items of a list that have an id."""
    for place, item in document.each(pointer):
        if item.get("id"):
            yield place, item, f"{document.id}#{item['id']}"


def metrics(campaign: Campaign | None) -> Iterator[tuple[Document, str, Mapping[str, Any], str]]:
    """(brief, pointer, metric, `brief#metric`) for every success metric that names a KPI."""
    for brief in packages(campaign, BRIEF):
        for pointer, metric, name in items(brief, "/package/success_metrics"):
            if metric.get("kpi"):
                yield brief, pointer, metric, name


def briefed_texts(campaign: Campaign | None, *lists: str) -> Iterator[tuple[Document, str, Any]]:
    """(brief, pointer, item) of lists in the campaign's briefs."""
    for brief in packages(campaign, BRIEF):
        for pointer in lists:
            for place, item in brief.each(pointer):
                yield brief, place, item
