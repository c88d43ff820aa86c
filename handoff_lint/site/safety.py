"""Everything that a file says is hostile until it went through here or through Jinja's autoescape.

MkDocs and Material put titles, descriptions, tags and statuses into pages unescaped, and Markdown passes raw HTML on.
So bodies are cleaned by an allow-list after they were rendered, and metadata is escaped before MkDocs sees it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import markdown
import nh3

_TAGS = frozenset(
    (
        "a abbr b blockquote br caption code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li "
        "mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul"
    ).split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = frozenset({"http", "https", "mailto"})
_SLUG = re.compile(r"[^a-z0-9]+")
_TAG = re.compile(r"[\w][\w .&+/-]{0,60}", re.ASCII)
_HEADING = re.compile(r"(</?h)([2-5])>")
PAGE_STATUSES = ("new", "deprecated")
"""What Material itself knows as `status` of a page; ours would collide with it."""

Resolver = Callable[[str], str]
"""The address on the site that a relative one, as written in a body, leads to; empty when it leads nowhere."""


def body(text: str, resolve: Resolver) -> str:
    """A Markdown body as HTML that can do nothing: no script, no style, no form, no foreign picture.

    Args:
        text: Markdown, which may hold raw HTML.
        resolve: where relative links and pictures lead.

    """
    rendered = markdown.markdown(text, extensions=["tables", "fenced_code", "sane_lists"], output_format="html")

    def attribute(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("a", "href"):
            return link(value, resolve) or None
        if (tag, name) == ("img", "src"):
            return _picture(value, resolve) or None
        return value

    cleaned = nh3.clean(
        rendered,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=attribute,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
    )
    return _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}>", cleaned)


def link(address: str, resolve: Resolver) -> str:
    """An address that can only lead somewhere: http, https, mailto, or a place on this site; else empty."""
    plain = "".join(character for character in address if character.isprintable()).strip()
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        return ""
    if scheme:
        return plain if scheme in _SCHEMES else ""
    if plain.startswith(("//", "\\", "/\\")):
        return ""
    return plain if plain.startswith("#") else resolve(plain)


def is_web_address(address: str) -> bool:
    """Whether browsers open an address as a page of the web.

    >>> is_web_address("https://git.example/edit/main/"), is_web_address("javascript:alert(1)"), is_web_address("foo")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and address.isprintable() and " " not in address


def _picture(address: str, resolve: Resolver) -> str:
    """A picture of this site only: one from elsewhere would tell its host who reads what."""
    return "" if "://" in address or address.startswith(("//", "data:", "\\")) else link(address, resolve)


def slug(text: str) -> str:
    """Text as part of an id or a class: lower case, ASCII letters and digits joined by hyphens.

    >>> slug("Didn't work?")
    'didn-t-work'
    """
    return _SLUG.sub("-", text.lower()).strip("-")


def page_meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    """A page's metadata as MkDocs may have it: title and description escaped, only known statuses, only plain tags."""
    found = dict(meta)
    for name in ("title", "description", "subtitle", "author"):
        if name in found:
            found[name] = html.escape(html.unescape(str(found[name])))
    if found.get("status") not in (None, *PAGE_STATUSES):
        del found["status"]
    if "tags" in found:
        written = found["tags"] if isinstance(found["tags"], list) else []
        found["tags"] = [html.escape(str(one)) for one in written if _TAG.fullmatch(str(one))]
    return found
