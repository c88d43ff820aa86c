"""One page, and how pages find each other's addresses."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import NamedTuple

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_ELEMENT = re.compile(r"<[^>]+>")
_UNSAID = re.compile(r"<(\w+) data-search-exclude>.*?</\1>", re.DOTALL)
"""The marked parts lead nowhere."""
_WITHIN_WORDS = re.compile(r"</?(?:a|abbr|b|code|em|i|strong|time)(?: [^>]*)?>")
_NO_HEADING = re.compile(r"<(?!/?h[1-3][ >])[^>]*>")


class Heading(NamedTuple):
    """A heading of level 2 of a page: anchor, and its text as HTML."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a generator takes it in.

    Attributes:
        source: `campaigns/dockside-launch/dockside-launch-h1.md`: the address follows from it.
        title: plain text; whoever puts it into HTML escapes it.
        description: one sentence of plain text.
        html: the article, safe, with its own h1.
        keywords: what search results show beside the title: type and campaign.
        edit: path from the root of the file to change, empty for pages made of many.
        boost: how much it weighs among the search's results; 0 keeps it out of them.
        is_wide: whether it needs the room of the table of contents.

    """

    source: str
    title: str
    description: str
    html: str
    keywords: tuple[str, ...] = ()
    edit: str = ""
    boost: float = 1
    is_wide: bool = False

    def __post_init__(self) -> None:
        """Let the article be plain text from here on: `Markup` escapes whatever is added to it."""
        object.__setattr__(self, "html", str(self.html))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The sections of the page, in order; what stands below them would make a table of contents of sixty lines."""
        return tuple(Heading(one[1], _ELEMENT.sub("", one[2])) for one in _HEADING.finditer(self.html))


def searchable(html: str) -> str:
    r"""An article as a search index needs it: its headings with their anchors, and plain text.

    A search plugin takes HTML apart element by element, which for whole articles takes longer than all the rest of a
    build.

    >>> searchable('<h2 id="a">A <b>b</b></h2>\n<p>1 &lt; <i>2</i></p><p>3</p>\n<svg class="x"><title>x</title></svg>')
    '<h2 id="a">A b</h2> 1 &lt; 2 3'
    """
    # What a drawing shows stands beside it in words, and the choices of a filter lead nowhere.
    said = _UNSAID.sub("", _without(_without(html, "svg"), "form"))
    said = _NO_HEADING.sub(" ", _WITHIN_WORDS.sub("", said))
    return " ".join(said.split())


def _without(html: str, tag: str) -> str:
    """Without all elements of a kind; one without an end stays."""
    kept: list[str] = []
    start, end = 0, f"</{tag}>"
    while (begin := html.find(f"<{tag}", start)) >= 0 and (until := html.find(end, begin)) >= 0:
        kept.append(html[start:begin])
        start = until + len(end)
    return "".join((*kept, html[start:]))


def tight(text: str) -> str:
    r"""Text with single line ends, and no blanks beside them.

    >>> tight(" a \n\n  b\n")
    ' a\nb\n'
    """
    first, *more = text.split("\n")
    if not more:
        return text
    # A pattern for the same takes thrice as long: it looks behind each blank for a line end.
    return "\n".join((first.rstrip(), *filter(None, map(str.strip, more[:-1])), more[-1].lstrip()))


def address(source: str, *, directory_urls: bool) -> str:
    """The address of a page from the site's root; of any other file, the file itself.

    >>> address("kb/index.md", directory_urls=True), address("board.md", directory_urls=True)
    ('kb/', 'board/')
    >>> address("kb/index.md", directory_urls=False), address("board.md", directory_urls=False)
    ('kb/index.html', 'board.html')
    """
    if not source.endswith(".md"):
        return source
    stem = source.removesuffix(".md")
    if not directory_urls:
        return f"{stem}.html"
    folder = stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
    return folder or "./"


def relative(target: str, start: str) -> str:
    """The way from one address to another; both are seen from the site's root.

    >>> relative("kb/", "campaigns/a/a-h1/"), relative("board/", "board/"), relative("kb/a.html", "kb/index.html")
    ('../../../kb/', './', 'a.html')
    """
    folder = start if start.endswith("/") else posixpath.dirname(start)
    way = posixpath.relpath(target or ".", folder or ".")
    return way + "/" if target.endswith("/") else way
