"""Between brief and banner a message is rewritten five times; words that the brief forbids creep back in unseen.

How to fix: use the brief's words. A single word under `avoid` only warns, since it may stand in a harmless sentence;
mark it `{word: …, strict: true}` if it may never appear. Another call to action needs a reason (`cta_reason`), or a
place among the brief's other wordings (`cta.equivalents`). Figures are those of the claim that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain
from handoff_lint.chain import Wording
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.prose import figures, lists
from handoff_lint.prose.banned import banned
from handoff_lint.prose.figures import Approved
from handoff_lint.prose.lists import Lists
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed, shown

CODE = "HF603"
_ENTRIES = "/package/message_calendar/entries"
_FORBIDDEN = ("/package/message_hierarchy/avoid", "/package/brand/off_limits")
_PARTED = re.compile(r"[\s-]")
_SHORTEST_MARK, _LONGEST_ENDING = 3, 3
_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—…£€→•× \u00a0"), " ")
_HARMLESS = " \t\r\n.!?…→>»›"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Copy and calendar keep to the words of the brief."""
    later = [one for kind in (chain.PRODUCTION, chain.CHANNELS) for one in chain.packages(campaign, kind)]
    if not later:
        return
    brief = _brief(campaign)
    known = lists.of(context.config.organisation)
    for document in later:
        possible = _possible("\n".join(_texts(document)), brief.avoid)
        for pointer, copy in document.each("/package/copy"):
            if copy.get("status") != "dropped" and copy.get("text"):
                place = join(pointer, "text")
                yield from _avoided(document, place, copy["text"], possible, brief)
                if _is_ours(copy.get("locale", ""), context):
                    if copy.get("element") == "cta" and not copy.get("cta_reason"):
                        yield from _cta(document, place, copy["text"], brief)
                    if copy.get("claim") and known:
                        yield from _claim(document, place, copy, brief, known)
        for pointer, entry in document.each(_ENTRIES):
            if entry.get("status") != "cancelled":
                for key in ("message", "cta"):
                    yield from _avoided(document, join(pointer, key), entry.get(key, ""), possible, brief)
                if entry.get("cta") and not entry.get("cta_reason"):
                    yield from _cta(document, join(pointer, "cta"), entry["cta"], brief)


def _brief(campaign: Campaign) -> Wording:
    found = Wording({}, {}, {}, [])
    for brief in chain.packages(campaign, chain.BRIEF):
        for place in _FORBIDDEN:
            for pointer, item in brief.each(place):
                word = str(item.get("word", "")).strip()
                strict = bool(item.get("strict")) or bool(_PARTED.search(word))
                if word:
                    found.avoid.setdefault(word, (strict, Related(brief.path, "the brief forbids it", pointer)))
        cta = brief.get("/package/message_hierarchy/cta") or {}
        for text in (cta.get("text", ""), *(cta.get("equivalents") or {}).values()):
            if isinstance(text, str) and text:
                found.ctas[_plain(text)] = text
        for _, claim, name in chain.items(brief, "/package/brand/claims"):
            if claim.get("text"):
                found.claims[name] = Approved(claim["id"], claim["text"])
        for _, point in brief.each("/package/message_hierarchy/supporting"):
            found.points.extend(point[key] for key in ("point", "proof") if point.get(key))
    return found


def _texts(document: Document) -> Iterator[str]:
    """All texts that are held against the brief."""
    for _, copy in document.each("/package/copy"):
        yield copy.get("text", "")
    for _, entry in document.each(_ENTRIES):
        yield entry.get("message", "")
        yield entry.get("cta", "")


def _possible(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases of which a quick look can not rule out that the text holds them."""
    plain = text.translate(_TYPOGRAPHY)
    if not plain.isascii():
        return list(phrases)
    plain = plain.casefold()
    return [phrase for phrase in phrases if not phrase.isascii() or _mark(phrase) in plain]


def _mark(phrase: str) -> str:
    """The beginning of a phrase's longest word, as it is found in every form of it."""
    word = max(_PARTED.split(phrase.casefold()), key=len)
    return word[: max(_SHORTEST_MARK, len(word) - _LONGEST_ENDING)]


def _avoided(document: Document, pointer: str, text: str, possible: list[str], brief: Wording) -> Iterator[Problem]:
    seen: set[str] = set()
    wanted = _possible(text, possible) if possible else []
    for one in banned(text, wanted) if wanted else ():
        if one.phrase not in seen:
            seen.add(one.phrase)
            strict, related = brief.avoid[one.phrase]
            yield Problem(
                f"{shown(one.text)} is a wording that the brief forbids.",
                pointer,
                "Say it in other words." if strict else "Say it in other words, if it is meant as the brief means it.",
                text=one.text,
                path=document.path,
                severity=None if strict else Severity.WARNING,
                related=(related,),
            )


def _cta(document: Document, pointer: str, text: str, brief: Wording) -> Iterator[Problem]:
    if brief.ctas and _plain(text) not in brief.ctas:
        yield Problem(
            f"The brief's call to action is {listed(map(shown, brief.ctas.values()))}, not {shown(text)}.",
            pointer,
            "Use its words, or say why not under cta_reason.",
            path=document.path,
            severity=Severity.WARNING,
        )


def _claim(
    document: Document, pointer: str, copy: Mapping[str, Any], brief: Wording, known: Lists
) -> Iterator[Problem]:
    """Figures that no claim holds: surely wrong about the claim named, and doubtful where no point says them either."""
    named = brief.claims.get(assets.full(copy["claim"], document))
    if named is None:  # HF109
        return
    for one in figures.unapproved(copy["text"], brief.claims.values(), known):
        is_own = one.nearest == named  # a point that says otherwise does not clear what is said of the claim
        clearing = [named.text] if is_own else brief.points
        if any(f" {_counted(one.figure.text, known)} " in f" {_counted(text, known)} " for text in clearing):
            continue
        yield Problem(
            f"{shown(one.figure.text)} is not what {copy['claim']} says.",
            pointer,
            "Use the figure and the words of the brief's claim.",
            text=one.figure.text,
            path=document.path,
            severity=None if is_own else Severity.WARNING,
        )


def _counted(text: str, known: Lists) -> str:
    """A text with its number words as digits: copy says “seven of nine” where the brief says “7 of 9”."""
    numbers = {word: str(number) for number, word in enumerate(known.claims["numbers"], 1)}
    return " ".join(numbers.get(word, word) for word in text.casefold().split())


def _is_ours(locale: str, context: Context) -> bool:
    """Whether a text is in the language of the organisation, so in that of the brief."""
    language = context.config.organisation.get("language", "en")
    return not locale or locale.partition("-")[0] == language.partition("-")[0]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_HARMLESS)


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  copy:
    - id: cp-a
      asset: as-mail
      element: {}
      text: {}
---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_CLAIMING = _PACKAGE.replace("element: {}", "element: body\n      claim: spring-ride-h1#cl-fast")
_CLAIMED = """\
---
type: strategy-to-creative
status: draft
from: maya.holt
package:
  message_hierarchy:
    supporting:
      - {point: Done by the evening, proof: Nine of ten checks took under three hours last spring}
  brand:
    claims:
      - {id: cl-fast, text: 8 of 10 checks took under three hours last spring, source: workshop book}
---
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="message-drift",
    summary="Copy and calendar keep to the brief: no words that it forbids, its call to action, its figures.",
    idea="F4",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "A word that the brief avoids",
            source=_PACKAGE.format("headline", "A cheap check before summer"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("cheap", "“cheap” is a wording that the brief forbids."),),
        ),
        Example(
            "Another call to action",
            source=_PACKAGE.format("cta", "Ring us today"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(Find("Ring us today", "The brief's call to action is “Book your morning”, not “Ring us today”."),),
        ),
        Example(
            "Another figure than the claim's, though a point says so",
            source=_CLAIMING.format("Nine of ten checks took under three hours last spring"),
            path=_PLACE,
            files={_BRIEF: _CLAIMED},
            finds=(Find("Nine of ten", "“Nine of ten” is not what spring-ride-h1#cl-fast says."),),
        ),
        Example(
            "The claim's figure, in words",
            source=_CLAIMING.format("Eight of ten checks took under three hours last spring"),
            path=_PLACE,
            files={_BRIEF: _CLAIMED},
        ),
        Example(
            "The brief's own words",
            source=_PACKAGE.format("cta", "Book your morning →"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
        ),
    ),
)
