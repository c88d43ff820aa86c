"""A sheet to draw on: shapes and text in, one SVG element out. All text that it is given is escaped here."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from handoff_lint.site.drawings import words

WIDE: Final = 720
NARROW: Final = 352
"""Widths of the two variants in CSS pixels: a page's column on a desktop, and on a phone of 390 px."""
SIZE: Final = 12
"""Height of letters, in the unit of the view box: about one CSS pixel."""
LINE: Final = 16
"""Distance of lines of text."""

_BOLD: Final = 1.06
"""How much wider bold letters are."""

Anchor = Literal["start", "middle", "end"]
Drawn = Callable[["Canvas"], float]
"""Draws on a canvas of any width and says how high the drawing became."""


@lru_cache(4096)
def number(value: float) -> str:
    """A coordinate with at most one decimal, never `-0`.

    >>> number(3.04), number(-0.01), number(2.25)
    ('3', '0', '2.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def safe_link(target: str) -> str:
    """The target where it is a page of the site or of the web, else nothing: no `javascript:`, no `data:`."""
    target = words.clean(target)
    try:
        scheme = urlsplit(target).scheme
    except ValueError:
        return ""
    return target if scheme in ("", "http", "https") else ""


class Canvas:
    """A drawing in the making, `width` wide.

    Attributes:
        name: what its ids begin with.
        width: of the view box.
        is_narrow: whether this is the variant for small screens.

    """

    def __init__(self, name: str, width: float) -> None:
        self.name = name
        self.width = width
        self.is_narrow = width < WIDE
        self._parts: list[str] = []
        self._links = False

    def rect(
        self, x: float, y: float, width: float, height: float, style: str, *, radius: float = 2, tip: str = ""
    ) -> None:
        """A rectangle; `tip` is what a pointer over it is told."""
        corners: dict[str, Any] = {"rx": radius} if radius != 2 else {}
        self._add("rect", style, tip, x=x, y=y, width=max(width, 0), height=height, **corners)

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """A straight line."""
        self._add("line", style, "", x1=x1, y1=y1, x2=x2, y2=y2)

    def circle(self, x: float, y: float, radius: float, style: str, *, tip: str = "") -> None:
        """A circle around a point."""
        self._add("circle", style, tip, cx=x, cy=y, r=radius)

    def path(self, *steps: str | float, style: str, tip: str = "") -> None:
        """A path: letters as in SVG's `d`, and numbers."""
        way = " ".join(step if isinstance(step, str) else number(step) for step in steps)
        self._add("path", style, tip, d=way)

    def diamond(self, x: float, y: float, radius: float, style: str, *, tip: str = "") -> None:
        """A square that stands on its corner."""
        self.path("M", x, y - radius, "l", radius, radius, "l", -radius, radius, "l", -radius, -radius, "z",
                  style=style, tip=tip)  # fmt: skip

    def hatch(self, x: float, y: float, width: float, height: float, tone: str, *, tip: str = "") -> None:
        """A rectangle with stripes: told from a plain one without seeing colours."""
        self.rect(x, y, width, height, f"hd-{tone}", tip=tip)
        # A thick dashed line: a pattern would need an id and a definition in every drawing.
        way = f"M {number(x)} {number(y + height / 2)} h {number(max(width, 0))}"
        thickness: dict[str, Any] = {"stroke-width": height}
        self._add("path", f"hd-{tone}-line hd-stripes", "", d=way, **thickness)

    def text(
        self,
        x: float,
        y: float,
        words_: str,
        style: str = "",
        *,
        anchor: Anchor = "start",
        limit: float | None = None,
        size: float = SIZE,
        tip: str = "",
    ) -> None:
        """A line of text with its foot at `y`; longer than `limit` it is cut, and its title says all of it."""
        whole = words.clean(words_)
        if not whole:
            return
        measured = size * (_BOLD if "hd-strong" in style else 1)
        shown = whole if limit is None else words.cut(whole, measured, limit)
        self._add(
            "text",
            style,
            whole if shown != whole else tip,
            shown,
            x=x,
            y=y,
            **({"text-anchor": anchor} if anchor != "start" else {}),
            **({"font-size": size} if size != SIZE else {}),
        )

    def open_link(self, target: str, label: str) -> bool:
        """Begins a link around what is drawn next; False, and no link, where the target is none that is safe."""
        target = safe_link(target)
        if target:
            self._links = True
            self._parts.append(f'<a href="{escape(target)}" aria-label="{words.escaped(label)}">')
        return bool(target)

    def close_link(self) -> None:
        """Ends a link."""
        self._parts.append("</a>")

    def render(self, height: float, title: str, description: str) -> str:
        """The SVG element.

        An image has no parts that a screen reader could walk through; where links are in it, it is a group instead.
        The description stands in the first variant only, and describes both: it is empty for the other one.
        """
        variant = "hd-narrow" if self.is_narrow else "hd-wide"
        said = f'<desc id="{self.name}-desc">{words.escaped(description)}</desc>' if description else ""
        return (
            f'<svg class="{variant}" role="{"group" if self._links else "img"}" aria-labelledby="{self.name}-{variant}"'
            f' aria-describedby="{self.name}-desc" viewBox="0 0 {number(self.width)} {number(height)}">'
            f'<title id="{self.name}-{variant}">{words.escaped(title)}</title>{said}{"".join(self._parts)}</svg>'
        )

    def _add(self, tag: str, style: str, tip: str, content: str = "", **attributes: str | float) -> None:
        named = {"class": style, **attributes} if style else attributes
        written = "".join(
            f' {name}="{escape(value) if isinstance(value, str) else number(value)}"' for name, value in named.items()
        )
        inner = (f"<title>{words.escaped(tip)}</title>" if tip else "") + words.escaped(content)
        self._parts.append(f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>")


def responsive(name: str, title: str, description: str, draw: Drawn, *, is_small: bool = False) -> str:
    """The same drawing twice, for a wide and for a narrow column; the style sheet shows one of them.

    Args:
        name: unique on its page; letters, digits, `-` and `_`.
        title: what the drawing is called.
        description: what it shows, in sentences.
        draw: draws it on a canvas.
        is_small: draw it once, for a narrow column; it never gets wider.

    Raises:
        ValueError: the name could not stand in an id.

    """
    if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"{name!r} cannot be part of an id")
    variants: list[str] = []
    for width in (WIDE, NARROW)[is_small:]:
        canvas = Canvas(name, width)
        variants.append(canvas.render(draw(canvas), title, "" if variants else description))
    return f'<div class="handoff-drawing{" hd-small" if is_small else ""}">{"".join(variants)}</div>'
