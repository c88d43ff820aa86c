"""“20 %” in the mail and “15 %” in the post cost more than the discount: somebody has to apologise.

How to fix: say once what the offer is, under `offers`, and refer to its id everywhere else. Where a text has to repeat
the figure, it is the offer's; nothing goes out before the offer starts or after it has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import shown

CODE = "HF606"
_OFFERS, _ENTRIES = "/package/offers", "/package/message_calendar/entries"
_AMOUNT = re.compile(r"(?P<currency>[£$€])\s?(?P<price>\d+(?:[.,]\d+)?)|(?P<share>\d+(?:[.,]\d+)?)\s?(?:%|percent\b)")
_REDUCED = re.compile(
    r"(?:[£$€]\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:%|percent))\s+(?:off|discount|reduction)\b",
    re.IGNORECASE,
)
_Known = Mapping[str, tuple[Document, str, Mapping[str, Any]]]


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """One offer is defined once, and whatever mentions it says the same."""
    packages = chain.packages(campaign, chain.CHANNELS)
    offers = {name: (one, place, item) for one in packages for place, item, name in chain.items(one, _OFFERS)}
    if not offers:
        return
    yield from _doubled(offers)
    zone = context.working_time.clock().zone
    for document in packages:
        for pointer, entry in document.each(_ENTRIES):
            if entry.get("status") == "cancelled":
                continue
            offer = offers.get(assets.full(entry["offer"], document)) if entry.get("offer") else None
            if offer and entry.get("at"):
                yield from _outside(document, pointer, schedule.local(entry["at"], zone)[0], offer)
            yield from _restated(document, join(pointer, "message"), entry.get("message", ""), offer, offers)
    for document in chain.packages(campaign, chain.PRODUCTION):
        for pointer, copy in document.each("/package/copy"):
            if copy.get("status") != "dropped":
                yield from _restated(document, join(pointer, "text"), copy.get("text", ""), None, offers)


def _doubled(offers: _Known) -> Iterator[Problem]:
    """Two offers with one code."""
    codes: dict[str, tuple[Document, str, Mapping[str, Any]]] = {}
    for document, place, item in offers.values():
        code = str(item.get("code", "")).casefold()
        first = codes.setdefault(code, (document, place, item)) if code else None
        if first and first[2] is not item and any(first[2].get(key) != item.get(key) for key in ("value", "ends")):
            yield Problem(
                f"The code {item['code']} stands for two different offers.",
                join(place, "code"),
                "Keep one of them, or give the other a code of its own.",
                path=document.path,
                related=(Related(first[0].path, "the other one", first[1]),),
            )


def _outside(
    document: Document, pointer: str, day: str, offer: tuple[Document, str, Mapping[str, Any]]
) -> Iterator[Problem]:
    where, place, item = offer
    for key, is_wrong, words in (
        ("starts", day < item.get("starts", day), "before the offer starts"),
        ("ends", day > item.get("ends", day), "after the offer has ended"),
    ):
        if is_wrong:
            yield Problem(
                f"This goes out on {day}, {words} ({item[key]}).",
                join(pointer, "at"),
                "Move it, or change the offer.",
                path=document.path,
                related=(Related(where.path, "the offer", join(place, key)),),
            )


def _restated(
    document: Document,
    pointer: str,
    text: str,
    offer: tuple[Document, str, Mapping[str, Any]] | None,
    offers: _Known,
) -> Iterator[Problem]:
    """A figure that no offer holds; without a reference only one that is plainly a reduction (“15 % off”)."""
    said = _amounts(text) if offer else _amounts(" ".join(_REDUCED.findall(text)))
    meant = [offer] if offer else list(offers.values())
    allowed = {
        amount
        for _, _, item in meant
        for key in ("value", "text", "terms")
        for amount in _amounts(str(item.get(key, "")))
    }
    for amount, words in said.items():
        if amount not in allowed and any(kind == amount[0] for kind, _ in allowed):
            names = " or ".join(str(item["id"]) for _, _, item in meant)
            yield Problem(
                f"{shown(words)} is not what the offer says ({names}).",
                pointer,
                "Write the offer's figure, or refer to the offer and leave the figure out.",
                text=words,
                path=document.path,
                related=tuple(Related(where.path, "the offer", place) for where, place, _ in meant),
            )


def _amounts(text: str) -> dict[tuple[str, str], str]:
    """(currency or %, number) → as written."""
    return {
        (one["currency"] or "%", (one["price"] or one["share"]).replace(",", ".")): one[0]
        for one in _AMOUNT.finditer(text)
    }


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    entries:
      - id: ce-mail
        at: {}T09:00:00Z
        channel: email
        kind: email
        message: {}
        offer: of-early
  offers:
    - {{id: of-early, text: Early birds, value: "20 %", ends: 2027-02-28}}
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270212_spring-ride_email-to-social_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="offer-contradiction",
    summary="An offer is defined once; whatever mentions it says the same figure and lies within its days.",
    idea="F4",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Another figure",
            source=_PACKAGE.format("2027-02-20", "15 % off for early birds"),
            path=_PLACE,
            finds=(Find("15 %", "“15 %” is not what the offer says (of-early)."),),
        ),
        Example(
            "After its end",
            source=_PACKAGE.format("2027-03-02", "Early birds ride first"),
            path=_PLACE,
            finds=(
                Find(
                    "2027-03-02T09:00:00Z",
                    "This goes out on 2027-03-02, after the offer has ended (2027-02-28).",
                ),
            ),
        ),
        Example("The offer's own figure", source=_PACKAGE.format("2027-02-20", "20 % for early birds"), path=_PLACE),
    ),
)
