"""How long a text is: in characters as people count them, and as X counts a post."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from handoff_lint.prose.lists import read

if TYPE_CHECKING:
    import regex

_CLUSTER = r"\X"
_EMOJI = r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[0-9#*]\uFE0F?\u20E3|\p{RI}{2}"
_AFTER_ADDRESS = ".,;:!?…'\"”’»)]}>"


class PostLength(NamedTuple):
    """A post on X: its weighted length, how much it may weigh, and how many links are in it."""

    weight: int
    most: int
    links: int

    @property
    def fits(self) -> bool:
        """Whether X takes it; an empty post it does not."""
        return 0 < self.weight <= self.most


def characters(text: str, *, link_length: int = 0) -> int:
    """The characters that a reader sees: an accented letter, a flag or a family of emoji is one.

    Source: Unicode Standard Annex 29, extended grapheme clusters.

    Args:
        text: the copy.
        link_length: what each web address counts instead of its own length; 0 for its own.

    >>> characters("naïve 👨‍👩‍👧 🇬🇧")
    9
    """
    if not link_length:
        return len(_clusters(text))
    rest, links = _without_links(text)
    return len(_clusters(rest)) + links * link_length


def post_length(text: str) -> PostLength:
    """The length of a post as X counts it (twitter-text 3): links 23, emoji and East Asian letters 2, the rest 1.

    The text is put into NFC first. Endings without https:// that are not in `words/x.yml` are not taken for links.
    """
    rules = read("x")
    rest, links = _without_links(unicodedata.normalize("NFC", text))
    weight = sum(_weight(cluster, rules) for cluster in _clusters(rest))
    return PostLength(weight // rules["scale"] + links * rules["link"], rules["max"], links)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex  # noqa: PLC0415 - 15 ms that plain texts do not need

    return regex.compile(pattern, regex.IGNORECASE)


def _clusters(text: str) -> list[str]:
    """What is one character for a reader, each; in ASCII that is every character but a Windows line end."""
    return list(text) if text.isascii() and "\r" not in text else _compiled(_CLUSTER).findall(text)


def _weight(cluster: str, rules: dict[str, Any]) -> int:
    """The weight of what is one character for a reader, in hundredths of X's."""
    if not cluster.isascii() and _compiled(_EMOJI).search(cluster):
        return int(rules["weight"])
    return sum(
        rules["light_weight"] if any(first <= ord(one) <= last for first, last in rules["light"]) else rules["weight"]
        for one in cluster
    )


def _without_links(text: str) -> tuple[str, int]:
    links = 0
    rest: list[str] = []
    after = 0
    for found in _address().finditer(text):
        end = found.start() + len(_trimmed(found[0]))
        rest.append(text[after : found.start()])
        after, links = end, links + 1
    return "".join([*rest, text[after:]]), links


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence; a closing bracket stays where its opening one is inside."""
    while address[-1] in _AFTER_ADDRESS:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


@cache
def _address() -> regex.Pattern[str]:
    endings = "|".join(sorted(map(re.escape, read("x")["endings"]), key=len, reverse=True))
    name = r"[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?"
    return _compiled(
        rf"https?://[^\s<>\"“”]+|(?<![\w@.$#/-])(?:{name}\.)+(?:{endings})(?![\w@.-]*\w)(?:[/?][^\s<>\"“”]*)?"
    )
