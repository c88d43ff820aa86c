"""The channel under which Google Analytics 4 files a visit, from the utm tags of the link that brought it.

Google tries its channels in a fixed order and takes the first whose conditions hold; capitals do not matter. The
order and the kinds of sites are settings (`ga4` in `defaults/tracking.yml`, with their own date). The conditions are
here, for links that carry utm tags. What Google learns elsewhere, such as the ad network of an automatically tagged
click, is not in a link and cannot be worked out from one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from handoff_lint.errors import SettingsError
from handoff_lint.words import did_you_mean, listed, shown

# Compared on that day with copies of Google's table of “manual traffic” that others publish, which agree with each
# other; the page itself could not be opened.
CONDITIONS_SOURCE = "https://support.google.com/analytics/answer/9756891"
CONDITIONS_COMPARED_ON = "2026-11-22"
UNASSIGNED = "Unassigned"

Part = Literal["source", "medium", "campaign"]


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a visit is filed.

    Attributes:
        name: as Google writes it.
        reason: the condition that held, as half a sentence for people.
        parts: the tags that decided.

    """

    name: str
    reason: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the whole tag, in small letters, matches the pattern; without one, when the source is of that kind.

    `says` goes on where the tag is named: “utm_medium “paid-social” stands for paid visits”.
    """

    part: Part
    says: str
    pattern: re.Pattern[str] | None = None
    kind: str = ""

    def holds(self, value: str, kind: str) -> bool:
        """Whether a tag's value in small letters satisfies it, with the kind of site that the source is."""
        return kind == self.kind if self.pattern is None else self.pattern.fullmatch(value) is not None


def _site(kind: str, says: str) -> Condition:
    return Condition("source", says, kind=kind)


def _tag(part: Part, pattern: str, says: str) -> Condition:
    return Condition(part, says, re.compile(pattern, re.DOTALL))


_SHOP = _site("shopping", "is a shop")
_SEARCH = _site("search", "is a search engine")
_SOCIAL = _site("social", "is a social site")
_VIDEO = _site("video", "is a video site")
_UNLISTED = _site("", "is on no list of known sites")
_PAID = _tag("medium", r".*cp.*|ppc|retargeting|paid.*", "stands for paid visits")
_SHOP_NAME = _tag("campaign", r".*(([^a-df-z]|^)shop|shopping).*", "holds “shop”, which Google takes for shopping")
# Google writes “=” here, and copies of its rules differ in whether other words may stand around it. Read as “is
# exactly”, the worst that can happen is the advice to write “email”.
_EMAIL = r"email|e-mail|e_mail|e mail"

Alternative = tuple[Condition, ...]

# Channel: alternatives, of which one is enough; within one, all must hold.
CONDITIONS: Mapping[str, tuple[Alternative, ...]] = {
    "Direct": (
        (_tag("source", r"\(direct\)", "means no sender"), _tag("medium", r"\((not set|none)\)", "means no channel")),
    ),
    "Cross-network": ((_tag("campaign", r".*cross-network.*", "holds “cross-network”"),),),
    "Paid Shopping": ((_SHOP, _PAID), (_SHOP_NAME, _PAID)),
    "Paid Search": ((_SEARCH, _PAID),),
    "Paid Social": ((_SOCIAL, _PAID),),
    "Paid Video": ((_VIDEO, _PAID),),
    "Display": ((_tag("medium", r"display|banner|expandable|interstitial|cpm", "stands for display ads"),),),
    # Google asks for the medium only; that the site is unlisted is the reason why it came so far.
    "Paid Other": ((_PAID, _UNLISTED), (_PAID,)),
    "Organic Shopping": ((_SHOP,), (_SHOP_NAME,)),
    "Organic Social": ((_SOCIAL,), (_tag("medium", r"social([- ](network|media))?|sm", "stands for social media"),)),
    "Organic Video": ((_VIDEO,), (_tag("medium", r".*video.*", "holds “video”"),)),
    "Organic Search": ((_SEARCH,), (_tag("medium", r"organic", "stands for search results"),)),
    # Since 2026-05-13. Google writes this medium itself, for visitors who come from an assistant.
    "AI Assistant": ((_tag("medium", r"ai-assistant", "stands for AI assistants"),),),
    "Referral": ((_tag("medium", r"referral|app|link", "stands for links on other sites"),),),
    "Email": ((_tag("source", _EMAIL, "stands for e-mail"),), (_tag("medium", _EMAIL, "stands for e-mail"),)),
    "Affiliates": ((_tag("medium", r"affiliate", "stands for affiliates"),),),
    "Audio": ((_tag("medium", r"audio", "stands for audio"),),),
    "SMS": (
        (_tag("source", r"sms", "stands for text messages"),),
        (_tag("medium", r"sms", "stands for text messages"),),
    ),
    "Mobile Push Notifications": (
        (_tag("medium", r".*push", "ends in “push”"),),
        (_tag("medium", r".*mobile.*", "holds “mobile”"),),
        (_tag("medium", r".*notification.*", "holds “notification”"),),
        (_tag("source", r"firebase", "is a push service"),),
    ),
}


def check_groups(groups: Sequence[str]) -> None:
    """Refuse a list of channels (`ga4.groups`) with a name for which there are no conditions.

    Raises:
        SettingsError: names the first such channel; without a place, which only the settings know.

    """
    for group in groups:
        if group != UNASSIGNED and group not in CONDITIONS:
            known = listed([*CONDITIONS, UNASSIGNED], conjunction="and", most=len(CONDITIONS) + 1)
            raise SettingsError(
                f"{shown(group)} is no channel of Google Analytics.{did_you_mean(group, CONDITIONS)}",
                help=f"Take it out of ga4.groups. The channels are {known}.",
            )


def kind_of(source: str, ga4: Mapping[str, Any]) -> str:
    """What kind of site a utm_source is: search, social, video or shopping; empty when it is on no list."""
    return str(ga4["sources"].get(source.lower(), ""))


def channel(source: str, medium: str, campaign: str = "", *, ga4: Mapping[str, Any]) -> Channel:
    """The channel under which Google Analytics files a visit over a link with these tags.

    Args:
        source: utm_source, decoded; empty when it is missing. So the other two.
        medium: utm_medium.
        campaign: utm_campaign.
        ga4: the setting of that name: `groups`, channels in the order in which they are tried, and `sources`, which
            says of a source in small letters what kind of site it is.

    Raises:
        SettingsError: `groups` names a channel for which there are no conditions.

    """
    check_groups(ga4["groups"])
    kind = kind_of(source, ga4)
    values: dict[Part, str] = {"source": source, "medium": medium, "campaign": campaign}
    for group in ga4["groups"]:
        for conditions in CONDITIONS.get(group, ()):
            if all(condition.holds(values[condition.part].lower(), kind) for condition in conditions):
                reasons = [f"{_named(found.part, values[found.part])} {found.says}" for found in conditions]
                return Channel(group, " and ".join(reasons), tuple(found.part for found in conditions))
    reason = f"{_named('medium', medium)} stands for no channel" if medium else "utm_medium is missing"
    return Channel(UNASSIGNED, reason, ("medium",))


def _named(part: Part, value: str) -> str:
    return f"utm_{part} {shown(value)}" if value else f"a missing utm_{part}"
