"""What an HTML mail holds that rules ask for: its links, its pictures without an alt, the words that a reader sees.

Goes once from the beginning to the end, whatever the page is: html.parser of Python 3.11 takes ten minutes for a
megabyte of `<!--`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOSING = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("head", "style", "script", "title")}
"""Elements that a reader does not see → what ends them."""
_NAME = re.compile(r"/?[a-z][a-z0-9]*", re.IGNORECASE)
_ALT = re.compile(r"\salt(?![\w-])", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*=", re.IGNORECASE)


class Mail(NamedTuple):
    """One mail.

    Attributes:
        links: of each link its tag and its words, in one text.
        bare_pictures: how many pictures have no alt at all; an empty one is an alt.
        text: what a reader sees, without tags, comments, styles and scripts.

    """

    links: tuple[str, ...]
    bare_pictures: int
    text: str


def read(page: str) -> Mail:
    """What a page holds; what is no HTML is text."""
    links: list[list[str]] = []
    words: list[str] = []
    bare, in_link = 0, False
    for name, part in _parts(page):
        if name in ("a", "area"):
            in_link = bool(_HREF.search(part))
            if in_link:
                links.append([part])
        elif name == "/a":
            in_link = False
        elif name == "img":
            bare += not _ALT.search(part)
        elif not name:
            words.append(part)
        if in_link and name in ("", "img"):
            links[-1].append(part)
    return Mail(tuple(html.unescape(" ".join(link)) for link in links), bare, html.unescape(" ".join(words)))


def _parts(page: str) -> Iterator[tuple[str, str]]:
    """(name of the tag in small letters, the tag), or ("", words); without comments and what nobody sees."""
    place = 0
    while place < len(page):
        begins = page.find("<", place)
        if begins < 0:
            yield "", page[place:]
            return
        if begins > place:
            yield "", page[place:begins]
        is_comment = page.startswith("<!--", begins)
        ends = page.find("-->" if is_comment else ">", begins)
        if ends < 0:
            return  # a comment or a tag that never ends hides the rest
        place = ends + (3 if is_comment else 1)
        found = None if is_comment else _NAME.match(page, begins + 1)
        name = found[0].lower() if found else ""
        if name in _CLOSING:
            closing = _CLOSING[name].search(page, place)
            place = closing.start() if closing else len(page)
        elif name:
            yield name, page[begins:place]
