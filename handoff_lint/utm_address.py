"""What is wrong with a web address as such, before anybody looks at its tags."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from handoff_lint.words import shown


class Reason(enum.StrEnum):
    """What is wrong with a link, for code that treats some faults apart."""

    NOT_AN_ADDRESS = "not-an-address"
    PERSONAL_DATA = "personal-data"
    AFTER_FRAGMENT = "after-fragment"
    QUESTION_MARK = "question-mark"
    ESCAPED_AMPERSAND = "escaped-ampersand"
    ON_OWN_PAGE = "on-own-page"
    NAME = "name"
    REPEATED = "repeated"
    MISSING = "missing"
    CAPITALS = "capitals"
    SPACES = "spaces"
    SIGNS = "signs"
    UNKNOWN_VALUE = "unknown-value"
    OTHER_CAMPAIGN = "other-campaign"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a link.

    Attributes:
        message: what is wrong; one sentence.
        help: what to do.
        part: the tag that it is about (`source`), empty for the whole link.
        better: the value to write instead, empty when only people can know.

    """

    reason: Reason
    message: str
    help: str
    part: str = ""
    better: str = ""


# A macro by which a sending tool puts the reader into the link: {{contact.email}}, *|EMAIL|*, %%emailaddr%%.
_PERSONAL_MACRO = re.compile(
    r"(?:\{+|\*\||%%|\[)(?:[\w-]+[.:])*(?:e-?mail(?:_?addr(?:ess)?)?|phone(?:_?number)?)(?:\}+|\|\*|%%|\])",
    re.IGNORECASE,
)
# Not hero@2x.png, the name of a picture for sharp screens.
_EMAIL = re.compile(r"[^\s@/?&=#:;,<>]+@(?!\dx\.)[^\s@/?&=#:;,<>]+\.[a-z]{2,}", re.IGNORECASE)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]")


def address_faults(url: str) -> Iterator[Fault]:
    """Why an address cannot carry tags, or must not be used as it is."""
    if _UNSEEN.search(url):
        yield Fault(Reason.NOT_AN_ADDRESS, "This link holds a blank or a line break.", "Take it out, or write %20.")
        return
    try:
        split = urlsplit(url)
        host, _ = split.hostname, split.port
    except ValueError:
        host = None
    if not host or split.scheme not in ("http", "https"):
        example = "https://www.example.org/page"
        yield Fault(Reason.NOT_AN_ADDRESS, f"{shown(url)} is no web address.", f"Write it in full, such as {example}.")
        return
    if split.username is not None or is_personal(url.partition("://")[2]):
        yield Fault(
            Reason.PERSONAL_DATA,
            "This link holds an e-mail address, a phone number or a user name.",
            "Take it out: links end up in reports, logs and other people's hands.",
        )
    yield from _misplaced(split.path, split.query.lower(), split.fragment.lower())


def is_personal(text: str) -> bool:
    """Whether a text holds an e-mail address, or a macro that puts one or a phone number there."""
    # Links are wrapped in links, so what is encoded may be encoded twice.
    for _ in range(3):
        if ("@" in text and _EMAIL.search(text)) or _PERSONAL_MACRO.search(text):
            return True
        if "%" not in text:
            return False
        text = unquote(text)
    return False


def _misplaced(path: str, query: str, fragment: str) -> Iterator[Fault]:
    if re.search(r"(^|[?&/])utm_", fragment):
        yield Fault(
            Reason.AFTER_FRAGMENT,
            "The utm tags stand after the #, where Google Analytics does not look.",
            "Move them in front of the #.",
        )
    if "&utm_" in path.lower():
        yield Fault(
            Reason.QUESTION_MARK,
            "The utm tags begin with & where a ? belongs.",
            "Write ? before the first tag and & before each further one.",
        )
    if query.startswith("?") or "?utm_" in query:
        yield Fault(
            Reason.QUESTION_MARK,
            "This link has a second ?, so what follows is not read as tags.",
            "Write & instead of the second ?.",
        )
    if "&amp;" in query or query.startswith("amp;"):
        yield Fault(
            Reason.ESCAPED_AMPERSAND,
            "This link holds &amp;, so the tag after it is not read.",
            "Write & alone.",
        )
