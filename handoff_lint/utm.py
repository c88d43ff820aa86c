"""Tagged links: read one, build one, say what is wrong with one.

A link is taken apart as text and not rebuilt from parts, so that everything besides the utm tags stays as it was
written: order, encoding, macros that an ad platform fills in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, unquote_plus, urlsplit

from handoff_lint.errors import HandoffError
from handoff_lint.utm_address import Fault, Reason, address_faults, is_personal
from handoff_lint.words import did_you_mean, listed, shown

REQUIRED = ("source", "medium", "campaign")


class LinkError(HandoffError):
    """A link that cannot be built as asked."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The values of the utm parameters, decoded; empty where there is none. In the order in which links carry them."""

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""
    id: str = ""

    def items(self) -> Iterator[tuple[str, str]]:
        """(`source`, value) and so on, without the empty ones."""
        for part in PARTS:
            if value := getattr(self, part):
                yield part, value


PARTS = tuple(field.name for field in fields(Tags))


@dataclass(frozen=True, slots=True)
class Link:
    """A link taken apart.

    Attributes:
        base: the address without its utm tags, the rest as written.
        tags: the first value of each.
        names: the utm tags as they are named in the link, in its order; so one twice, or `UTM_Source`, can be seen.

    """

    base: str
    tags: Tags
    names: tuple[str, ...] = ()


# What an ad platform or a sending tool replaces: {{ad.name}}, {creative}, __CAMPAIGN_NAME__.
_MACRO = re.compile(r"(\{\{[\w.:-]+\}\}|\{[\w.:-]+\}|__[A-Z_]+__)")
_NAME = re.compile(rf"utm_(?:{'|'.join(PARTS)})", re.IGNORECASE)


def parse(url: str) -> Link:
    """Take a link apart; judges nothing, so any text will do."""
    head, mark, fragment = url.partition("#")
    path, _, query = head.partition("?")
    values: dict[str, str] = {}
    names, others = [], []
    for piece in query.split("&") if query else []:
        name, _, value = piece.partition("=")
        if _NAME.fullmatch(unquote_plus(name)):
            names.append(unquote_plus(name))
            values.setdefault(names[-1].lower().removeprefix("utm_"), unquote_plus(value))
        else:
            others.append(piece)
    rest = "&".join(others)
    base = f"{path}?{rest}" if rest else path
    return Link(base + mark + fragment, Tags(**values), tuple(names))


def build(url: str, tags: Tags, utm: Mapping[str, Any], *, campaign: str = "", replace: bool = False) -> str:
    """The link with these tags, before its `#` and after what its query holds already.

    Args:
        url: an address that begins with https:// or http://.
        tags: source, medium and campaign at least.
        utm: the setting of that name.
        campaign: what utm_campaign must be; empty when that is not known.
        replace: put these tags in the place of those that are there. Without it, a tagged address is refused.

    Raises:
        LinkError: the address cannot be tagged, or a value is not as the settings want it; it says what to write.

    """
    link = parse(url)
    faults = [*address_faults(url), *_missing(tags), *_value_faults(tags, utm, campaign)]
    if faults:
        raise LinkError(faults[0].message, help=faults[0].help)
    if link.names and not replace:
        raise LinkError(
            f"This address is tagged already: {listed(link.names, conjunction='and')}.",
            help="Give the address without its tags, or say that they shall be replaced.",
        )
    head, mark, fragment = link.base.partition("#")
    path, _, query = head.partition("?")
    added = [f"utm_{part}={quote(value, safe='{}:')}" for part, value in tags.items()]
    kept = [query.rstrip("&")] if query.rstrip("&") else []
    return f"{path}?{'&'.join([*kept, *added])}{mark}{fragment}"


def check(
    url: str,
    utm: Mapping[str, Any],
    *,
    campaign: str = "",
    needs_content: bool = False,
    auto_tagged: bool = False,
    on_own_page: bool = False,
    written: Tags | None = None,
) -> list[Fault]:
    """What is wrong with a link, the worst first; empty when nothing is.

    Under which channel its visits go is another question: see `ga4.advise`.

    Args:
        url: the link as it is used.
        utm: the setting of that name.
        campaign: what utm_campaign must be; empty when that is not known.
        needs_content: there are versions to tell apart, so utm_content must be there.
        auto_tagged: the ad platform adds its own tag, so none of ours has to be there.
        on_own_page: the link stands on a page of the team's own. There, a link to another own page must not be tagged.
        written: the tags as they are noted beside the link; what is noted must agree.

    """
    if faults := list(address_faults(url)):
        return faults
    link = parse(url)
    if on_own_page and (urlsplit(url).hostname or "") in utm["own_hosts"]:
        return [_own_page()] if link.names else []
    return [
        *_name_faults(link),
        *(() if auto_tagged else _missing(link.tags, needs_content=needs_content)),
        *_value_faults(link.tags, utm, campaign),
        *(_differences(link.tags, written) if written else ()),
    ]


def mended(value: str, separator: str) -> str:
    """The value in small letters without accents, everything else a single separator; macros stay.

    >>> mended("Été  Sale_2027", "-")
    'ete-sale-2027'
    """
    pieces = _MACRO.split(value)
    for index in range(0, len(pieces), 2):
        plain = unicodedata.normalize("NFKD", pieces[index].replace("ß", "ss")).encode("ascii", "ignore").decode()
        pieces[index] = re.sub(r"[^a-z0-9]+", separator, plain.lower())
    return "".join(pieces).strip(separator)


def content_for(asset: str, separator: str) -> str:
    """A utm_content for an asset's id or a reference to it.

    >>> content_for("dockside-launch-h2#as-li-ad-a", "-")
    'as-li-ad-a'
    """
    return mended(asset.rpartition("#")[2], separator)


def _own_page() -> Fault:
    return Fault(
        Reason.ON_OWN_PAGE,
        "A link from one of your own pages to another is tagged.",
        "Take the utm tags off: they would overwrite where the visitor really came from.",
    )


def _name_faults(link: Link) -> Iterator[Fault]:
    for name in dict.fromkeys(link.names):
        part = name.lower().removeprefix("utm_")
        if name != name.lower():
            yield Fault(Reason.NAME, f"{name} is written with capitals.", f"Write {name.lower()}.", part)
    lower = [name.lower() for name in link.names]
    for name in dict.fromkeys(lower):
        if lower.count(name) > 1:
            part = name.removeprefix("utm_")
            yield Fault(
                Reason.REPEATED, f"{name} is in this link {lower.count(name)} times.", "Keep one of them.", part
            )


def _missing(tags: Tags, *, needs_content: bool = False) -> Iterator[Fault]:
    for part in (*REQUIRED, "content") if needs_content else REQUIRED:
        if not getattr(tags, part):
            why = "Say which version it is: add" if part == "content" else "Add"
            yield Fault(Reason.MISSING, f"utm_{part} is missing.", f"{why} &utm_{part}=… to the link.", part)


def _value_faults(tags: Tags, utm: Mapping[str, Any], campaign: str) -> Iterator[Fault]:
    vocabulary = {"source": utm["sources"], "medium": utm["mediums"], "campaign": [campaign] if campaign else []}
    for part, value in tags.items():
        known = vocabulary.get(part, [])
        if value in known:
            continue
        fault = _shape_fault(part, value, utm["separator"]) or _vocabulary_fault(part, value, known)
        if fault:
            yield fault


def _shape_fault(part: str, value: str, separator: str) -> Fault | None:
    if is_personal(value):
        help_ = "Name the campaign, the piece or the list, never a person."
        return Fault(Reason.PERSONAL_DATA, f"utm_{part} holds an e-mail address or a phone number.", help_, part)
    plain = _MACRO.sub("x", value)
    if re.fullmatch(rf"[a-z0-9]+({re.escape(separator)}[a-z0-9]+)*", plain):
        return None
    better = mended(value, separator)
    if any(character.isspace() for character in plain):
        reason, what = Reason.SPACES, "holds a blank"
    elif plain != plain.lower():
        reason, what = Reason.CAPITALS, "has capitals, which reports would list apart"
    else:
        reason, what = Reason.SIGNS, f"may only hold letters from a to z, digits and single “{separator}” between them"
    help_ = f"Write {shown(better)}." if better else "Write it with letters from a to z and digits."
    return Fault(reason, f"utm_{part} {shown(value)} {what}.", help_, part, better)


def _vocabulary_fault(part: str, value: str, known: list[str]) -> Fault | None:
    if not known or _MACRO.search(value):
        return None
    if part == "campaign":
        message = f"utm_campaign is {shown(value)}, but this campaign's is {shown(known[0])}."
        return Fault(Reason.OTHER_CAMPAIGN, message, f"Write {shown(known[0])}.", part, known[0])
    message = f"utm_{part} {shown(value)} is not among the values that you use.{did_you_mean(value, known)}"
    return Fault(
        Reason.UNKNOWN_VALUE,
        message,
        f"Write {listed(known)}, or add it to utm.{part}s in the settings.",
        part,
    )


def _differences(found: Tags, written: Tags) -> Iterator[Fault]:
    for part, value in written.items():
        there = getattr(found, part)
        if there and there != value:
            yield Fault(
                Reason.DIFFERS,
                f"utm_{part} is {shown(there)} in the link, but noted as {shown(value)}.",
                "Write the same in both places.",
                part,
            )
