"""What a campaign's brief asks for, and what the handoffs after it say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
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

_ADS = frozenset({"display", "search"})
"""Kinds of channels on which nothing appears that is not paid for."""
_ALIKE = 0.9
_DROPPED = re.compile(
    r"(?<!not )(?<!never )\b(?:drop(?:s|ped)?|descoped?|cancel(?:s|led|ed)?|cut|remove[sd]?|skip(?:s|ped)?|"
    r"take[sn]? out|took out|left out|leave out|out of (?:the )?(?:brief|scope)|no longer|not needed|without)\b"
)
"""How a decision says that something is not made after all."""
_CLAUSE = re.compile(r"[.;!?](?: |$)|\b(?:but|while)\b|\band (?=(?:add|keep|make|drop|cut|skip|cancel|remove|take)\b)")


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


def is_paid(campaign: Campaign | None, package: Document, config: Config) -> bool:
    """Whether money runs on ads: the package or its campaign says so, or the campaign has a channel of only ads."""
    page = campaign.document.data if campaign and campaign.document else {}
    types = package.data.get("campaign_types") or page.get("types") or ()
    return "paid_ads" in types or any(_is_for_ads(one, config) for one in page.get("channels") or ())


def paid_channels(campaign: Campaign | None, package: Document, config: Config) -> list[str]:
    """The channels on which a launch spends money: with a limit, with an ad in the calendar, or for ads only."""
    found = [guard.get("platform") for _, guard in package.each("/package/budget_guard")]
    steps = {step.get("channel") for _, step in package.each("/package/launch_sequence")}
    found += [step for step in sorted(filter(None, steps)) if _is_for_ads(step, config)]
    for plan in packages(campaign, CHANNELS):
        for _, entry in plan.each("/package/message_calendar/entries"):
            if entry.get("kind") == "ad" and entry.get("status") != "cancelled" and entry.get("channel") in steps:
                found.append(entry["channel"])
    return list(dict.fromkeys(filter(None, found)))


def _is_for_ads(channel: str | None, config: Config) -> bool:
    return kind_of(channel or "", config) in _ADS


def is_alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same, word for word."""
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    quick = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
    return quick and matcher.ratio() >= _ALIKE


def kind_of(channel: str, config: Config) -> str:
    """What a channel is, by the settings: `email`, `social`, `display`; empty when they do not say."""
    return str((config.channels.get(channel) or {}).get("kind", ""))


def channels(campaign: Campaign) -> list[str]:
    """The channels that `campaign.md` lists."""
    page = campaign.document.data if campaign.document else {}
    return [one for one in page.get("channels") or () if one]


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


def measures(campaign: Campaign | None, launch: Document, config: Config) -> set[str]:
    """Every measure that a launch may name: watched, promised, or in the settings; empty when it cannot be told."""
    place = "/package/monitoring/metrics"
    watched = {item["metric"] for _, item in launch.each(place)}
    if not watched or not is_whole(launch, place):
        return set()
    return watched | set(config.kpis) | {metric["kpi"] for _, _, metric, _ in metrics(campaign)}


def briefed_texts(campaign: Campaign | None, *lists: str) -> Iterator[tuple[Document, str, Any]]:
    """(brief, pointer, item) of lists in the campaign's briefs."""
    for brief in packages(campaign, BRIEF):
        for pointer in lists:
            for place, item in brief.each(pointer):
                yield brief, place, item


def decisions(campaign: Campaign | None) -> list[str]:
    """What the campaign's packages have decided, in lower case, with one space between words."""
    return [
        " ".join(decision["decision"].casefold().split())
        for package in (campaign.packages if campaign else ())
        if package.status != "cancelled"
        for _, decision in package.each("/decisions")
        if decision.get("decision")
    ]


def is_dropped(item_id: str, decided: Iterable[str]) -> bool:
    """Whether a decision names an item and says that it is not made."""
    clauses = (clause for text in decided for clause in _CLAUSE.split(text))
    return any(_DROPPED.search(clause) and _names(clause, item_id) for clause in clauses)


def is_retargeted(names: Iterable[str], target: float, decided: Iterable[str]) -> bool:
    """Whether a decision names a metric, by one of its names, and its new target."""
    wanted = [spelling for name in names if name for spelling in (name, name.replace("_", " "))]
    numbers = (f"{target:g}", f"{target:,g}", str(target), f"{target:,}")
    return any(
        any(_names(text, number) for number in numbers) and any(_names(text, name) for name in wanted)
        for text in decided
    )


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name or number as a whole: `180` is not in `1,180`, nor in `180.5`."""
    pattern = rf"(?<![\w-])(?<!\d[.,]){re.escape(name.casefold())}(?![\w-]|[.,]\d)"
    return re.search(pattern, text) is not None
