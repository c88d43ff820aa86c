"""The tagged links of a launch package, each with what is wrong with it and where its visits will be filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handoff_lint import assets, ga4_advice, utm
from handoff_lint.config import Config
from handoff_lint.ga4_advice import Advice
from handoff_lint.model import Campaign, Document
from handoff_lint.utm_address import Fault, Reason

_BRIEF = "strategy-to-creative"


@dataclass(frozen=True, slots=True)
class TaggedLink:
    """One link.

    Attributes:
        pointer: where it stands.
        url: as it is used.
        data: as noted.
        faults: what is wrong with its tags.
        advice: why it is filed elsewhere than was meant; None when it is not.

    """

    pointer: str
    url: str
    data: Mapping[str, Any]
    faults: tuple[Fault, ...]
    advice: Advice | None


class _Last:
    """What `of` gave last: two rules ask about one package after the other."""

    asked: tuple[Document, Campaign | None, Config] | None = None
    links: tuple[TaggedLink, ...] = ()


def of(document: Document, campaign: Campaign | None, config: Config) -> tuple[TaggedLink, ...]:
    """The links of a package that have an address; nothing for packages of other types."""
    if document.type != assets.LAUNCH:
        return ()
    asked = (document, campaign, config)
    if _Last.asked is None or any(one is not other for one, other in zip(asked, _Last.asked, strict=True)):
        _Last.links = tuple(_links(document, campaign, config))
        _Last.asked = asked
    return _Last.links


def _links(document: Document, campaign: Campaign | None, config: Config) -> Iterator[TaggedLink]:
    links = [(place, link) for place, link in document.each("/package/technical_setup/links") if link.get("url")]
    produced = assets.items(campaign, assets.PRODUCTION, "/package/assets") if links else {}
    briefed = assets.items(campaign, _BRIEF, "/package/deliverables") if links else {}
    name = campaign_tag(campaign)
    for pointer, link in links:
        used = [produced[one][2] for one in link.get("used_in", []) if one in produced]
        found = utm.check(
            link["url"],
            config.utm,
            campaign=name,
            needs_content=any(_has_versions(asset, produced, briefed) for asset in used),
            auto_tagged=link.get("auto_tagged", False),
            on_own_page=bool(used) and all(_is_page(asset, config) for asset in used),
            written=_noted(link),
        )
        advice = _advice(link, found, config)
        yield TaggedLink(pointer, link["url"], link, tuple(_apart(found, advice)), advice)


def campaign_tag(campaign: Campaign | None) -> str:
    """What utm_campaign must be: as `campaign.md` says, else the campaign's id; empty without a campaign."""
    data = campaign.document.data if campaign and campaign.document else {}
    return str(data.get("utm_campaign") or (campaign.slug if campaign else ""))


def _noted(link: Mapping[str, Any]) -> utm.Tags | None:
    noted = link.get("utm") or {}
    return utm.Tags(**{part: str(noted[part]) for part in utm.PARTS if noted.get(part)}) if noted else None


def _has_versions(asset: Mapping[str, Any], produced: Mapping[str, Any], briefed: Mapping[str, Any]) -> bool:
    """Whether there are versions of a piece that a report must tell apart."""
    deliverable = asset.get("deliverable", "")
    if deliverable in briefed and briefed[deliverable][2].get("variants", 1) > 1:
        return True
    others = [one for _, _, one in produced.values() if one.get("deliverable") == deliverable]
    return bool(deliverable) and sum(one.get("status") != "dropped" for one in others) > 1


def _is_page(asset: Mapping[str, Any], config: Config) -> bool:
    return bool(config.channels.get(asset.get("channel", ""), {}).get("kind") == "web")


def _advice(link: Mapping[str, Any], found: list[Fault], config: Config) -> Advice | None:
    """What is to be said about the channel; nothing as long as the link cannot be read or lacks a tag."""
    tags = utm.parse(link["url"]).tags
    unclear = (Reason.UNKNOWN_VALUE, Reason.OTHER_CAMPAIGN, Reason.CAPITALS)
    if any(fault.reason not in unclear for fault in found) or not (tags.source and tags.medium):
        return None
    return ga4_advice.advise(tags, str(link.get("ga4_group", "")), ga4=config.ga4, utm=config.utm)


def _apart(found: list[Fault], advice: Advice | None) -> Iterator[Fault]:
    """The faults without those that the advice about the channel mends as well: one fault is said once."""
    mended = {change.part for change in advice.changes} if advice else set()
    for fault in found:
        if not (fault.reason is Reason.UNKNOWN_VALUE and fault.part in mended):
            yield fault
