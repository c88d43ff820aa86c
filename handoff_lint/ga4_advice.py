"""What to write in a link whose visits Google Analytics would file where nobody looks for them.

Nothing is suggested that was not tried: a change is offered only if it leads to the channel that is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint.ga4 import CONDITIONS, UNASSIGNED, Channel, Part, channel, kind_of
from handoff_lint.utm import Tags
from handoff_lint.words import listed, nearest, shown

# The medium to write for a channel; the ones that are asked for most come first.
_MEDIUM_FOR = {
    "Email": "email",
    "Organic Social": "social",
    "Paid Social": "paid-social",
    "Paid Search": "cpc",
    "Display": "display",
    "Referral": "referral",
    "Affiliates": "affiliate",
    "SMS": "sms",
    "Mobile Push Notifications": "push",
    "Audio": "audio",
    "Organic Video": "video",
    "Paid Video": "paid-video",
    "Paid Shopping": "paid-shopping",
    "Paid Other": "paid",
    "Organic Search": "organic",
}
# Words in a medium by which people mean a channel, though Google does not.
_MEANT_BY = {
    "Email": "e edm email emails mail mailer mailing mailings mails newsletter newsletters",
    "Organic Social": "facebook fb instagram linkedin post posts smm social socialmedia story tiktok twitter",
    "Paid Search": "adwords ppc sea search sem",
    "Display": "banner banners display gdn native programmatic",
    "Affiliates": "affiliate affiliates",
    "Referral": "blog pr press referral referrals",
    "Audio": "audio podcast podcasts radio",
    "SMS": "mms sms",
    "Mobile Push Notifications": "push webpush",
}
# What platforms are called today, and what Google's list calls them.
_ALIASES = {"adwords": "google", "ig": "instagram", "insta": "instagram", "meta": "facebook", "x": "twitter"}
_BETWEEN_WORDS = re.compile(r"[-_. ]+")


@dataclass(frozen=True, slots=True)
class Change:
    """One tag that should say something else.

    Attributes:
        part: which tag.
        value: what to write; empty for a campaign, whose name only people can choose.
        is_example: any value of this sort would do.

    """

    part: Part
    value: str
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a link is filed where nobody wants it, and what to do.

    Attributes:
        message: what is wrong; one sentence.
        help: what to do.
        channel: where the visits go now.
        changes: what to write in the link; empty when only people can know.

    """

    message: str
    help: str
    channel: Channel
    changes: tuple[Change, ...] = ()


def advise(tags: Tags, declared: str, *, ga4: Mapping[str, Any], utm: Mapping[str, Any]) -> Advice | None:
    """What to say about a link that is not filed where it was meant to be; None when it is.

    Args:
        tags: as in the link.
        declared: the channel that the team expects (`ga4_group`); empty when it says none, and then only Unassigned
            is a fault.
        ga4: the setting of that name, see `ga4.channel`.
        utm: the setting of that name; suggestions keep to its `sources` and `mediums` where it lists any.

    Raises:
        SettingsError: see `ga4.channel`.

    """
    found = channel(tags.source, tags.medium, tags.campaign, ga4=ga4)
    if declared == found.name or (not declared and found.name != UNASSIGNED):
        return None
    if declared and declared not in (*ga4["groups"], UNASSIGNED):
        right = nearest(declared, ga4["groups"]) or found.name
        return Advice(f"{shown(declared)} is no channel of Google Analytics.", f"Write {shown(right)}.", found)
    wanted = declared or meant(tags.medium)
    changes = next(_working(tags, wanted, ga4, utm), ()) if wanted else ()
    against = f", not under {declared}" if declared else ""
    return Advice(
        f"Google Analytics files these visits under {found.name}{against}: {found.reason}.",
        " ".join([*_steps(tags, changes, utm), *_otherwise(tags, found, declared, changes, ga4)]),
        found,
        changes,
    )


def meant(medium: str) -> str:
    """The channel that somebody probably means who writes this medium, empty when it cannot be guessed.

    >>> meant("weekly-newsletter")
    'Email'
    """
    tokens = set(_BETWEEN_WORDS.split(medium.lower()))
    for name, words in _MEANT_BY.items():
        if not tokens.isdisjoint(words.split()):
            return name
    known = {value: name for name, value in _MEDIUM_FOR.items()}
    return known.get(nearest(medium, known), "")


def _working(tags: Tags, wanted: str, ga4: Mapping[str, Any], utm: Mapping[str, Any]) -> Iterator[tuple[Change, ...]]:
    """The changes that lead to the wanted channel: one tag before two."""
    mediums = [Change("medium", value) for value in _mediums(wanted, utm)]
    sources = [*_similar_sources(tags.source, ga4), *_other_senders(wanted, ga4, utm)]
    singles = [(change,) for change in (*mediums, *sources, Change("campaign", ""))]
    for changes in (*singles, *((source, medium) for source in sources for medium in mediums)):
        tried = replace(tags, **{change.part: change.value for change in changes})
        if channel(tried.source, tried.medium, tried.campaign, ga4=ga4).name == wanted:
            yield changes


def _mediums(wanted: str, utm: Mapping[str, Any]) -> list[str]:
    own = list(utm["mediums"])
    usual = [_MEDIUM_FOR[wanted]] if wanted in _MEDIUM_FOR else []
    # What is not in the team's list comes last, as it means a change of the settings besides.
    return sorted(dict.fromkeys([*usual, *own]), key=lambda value: bool(own) and value not in own)


def _similar_sources(source: str, ga4: Mapping[str, Any]) -> Iterator[Change]:
    words = _BETWEEN_WORDS.split(source.lower())
    similar = [*words, *(_ALIASES.get(word, "") for word in words), nearest(source, ga4["sources"])]
    for value in dict.fromkeys(similar):
        if value != source.lower() and kind_of(value, ga4):
            yield Change("source", value)


def _other_senders(wanted: str, ga4: Mapping[str, Any], utm: Mapping[str, Any]) -> Iterator[Change]:
    for value in utm["sources"] or (["newsletter"] if wanted == "Email" else []):
        if not kind_of(value, ga4):
            yield Change("source", value, is_example=True)


def _steps(tags: Tags, changes: Sequence[Change], utm: Mapping[str, Any]) -> Iterator[str]:
    for change in changes:
        if change.part == "campaign":
            word = "cross-network" if "cross-network" in tags.campaign.lower() else "shop"
            yield f"Take “{word}” out of utm_campaign, here and in campaign.md."
        elif change.is_example:
            yield f"Name another sender as utm_source, such as {shown(change.value)}."
        else:
            own = utm[f"{change.part}s"]
            unlisted = own and change.value not in own
            also = f", and add it to utm.{change.part}s in the settings" if unlisted else ""
            yield f"Write {shown(change.value)} as utm_{change.part}{also}."


def _otherwise(
    tags: Tags, found: Channel, declared: str, changes: Sequence[Change], ga4: Mapping[str, Any]
) -> Iterator[str]:
    """What else can be done, or what to do when no change of the link is known to help."""
    if not declared:
        if not changes:
            words = listed((shown(value) for value in list(_MEDIUM_FOR.values())[:10]), most=10)
            yield f"Write a word that Google knows as utm_medium, such as {words}."
        return
    kinds = {found.kind for all_of in CONDITIONS.get(declared, ()) for found in all_of if found.kind}
    if not changes and declared == "Cross-network":
        yield "Put “cross-network” into utm_campaign."
    elif not changes and kinds and tags.source and not kind_of(tags.source, ga4):
        kind = next(iter(kinds))
        yield f"If Google counts {shown(tags.source)} as {kind}, add it to ga4.sources in the settings."
    yield f"If {found.name} is right, write that as ga4_group."
