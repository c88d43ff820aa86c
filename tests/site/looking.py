"""Looks at built HTML as a browser would: elements, attributes, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

FORBIDDEN = {"script", "style", "iframe", "object", "embed", "svg", "math", "base", "meta", "link"}
"""Elements that no content may bring into an article."""
_DRAWN = {"hd-wide", "hd-narrow"}
"""Classes of our own drawings: an `svg` without one was brought in by content. What is in them is looked at too."""


@dataclass
class Seen(HTMLParser):
    """What is in a page."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [attrs[name] for _, attrs in self.elements if name in attrs]


def at(html: str) -> Seen:
    """A page, read."""
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


def dangers(html: str) -> list[str]:
    """Everything in an article that could run, load from elsewhere or send somewhere."""
    found = []
    for tag, attrs in at(html).elements:
        if tag in FORBIDDEN and not (tag == "svg" and attrs.get("class") in _DRAWN):
            found.append(tag)
        found += [f"{tag} {name}" for name in attrs if name.startswith("on") or name in ("style", "srcdoc", "action")]
        for name in ("href", "src"):
            address = attrs.get(name, "")
            scheme = urlsplit(address).scheme
            known = ("",) if name == "src" else ("", "http", "https", "mailto")
            if scheme not in known or address.startswith("//"):
                found.append(f"{tag} {name}={address}")
    return found


def broken_links(site: Path) -> list[str]:
    """Links of a built site that lead to no file or no anchor of it."""
    pages = {path: at(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found = []
    for path, seen in pages.items():
        here = f"http://site/{path.relative_to(site).as_posix()}"
        for address in (*seen.all("href"), *seen.all("src")):
            target, anchor = urldefrag(urljoin(here, address))
            if urlsplit(address).scheme or not target.startswith("http://site"):
                continue
            file = site / unquote(urlsplit(target).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.exists() or (
                anchor and file in pages and anchor not in (*pages[file].all("id"), *pages[file].all("name"), "__top")
            ):
                found.append(f"{path.relative_to(site)}: {address}")
    return found
