"""Drawings as a browser reads them: elements with numbers, and what they say."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import SIZE

ALLOWED = {"div", "svg", "title", "desc", "g", "rect", "line", "circle", "path", "text", "a"}
"""Elements that drawings are made of: none of them runs or loads anything."""


def parsed(html: str) -> ET.Element:
    """The drawing's element; a fault in its XML stops the test."""
    return ET.fromstring(html)  # noqa: S314 - our own output, and the parser is given no entities


def texts(html: str) -> list[str]:
    """The words in the wide variant (or the only one), in the order in which they are drawn."""
    return ["".join(one.itertext()) for one in parsed(html)[0].iter("text")]


def tips(html: str) -> list[str]:
    """What shapes say to a pointer, in the first variant."""
    return [one.text or "" for one in parsed(html)[0].iter("title")][1:]


def shapes(html: str, style: str) -> list[ET.Element]:
    """Elements of the first variant that have a class."""
    return [one for one in parsed(html)[0].iter() if style in one.get("class", "").split()]


def outside(html: str) -> list[str]:
    """What sticks out of its variant's view box, with half a unit of tolerance for rounding."""
    return [f"{svg.get('class')} {said}" for svg in parsed(html).iter("svg") for said in _outside(svg)]


def _outside(svg: ET.Element) -> Iterator[str]:
    _, _, width, height = (float(part) for part in svg.get("viewBox", "").split())
    for one in svg.iter():
        numbers = {name: float(one.get(name, "0")) for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2")}
        if one.tag == "rect":
            left, right = numbers["x"], numbers["x"] + numbers["width"]
            upper, lower = numbers["y"], numbers["y"] + numbers["height"]
        elif one.tag == "line":
            left, right = sorted((numbers["x1"], numbers["x2"]))
            upper, lower = sorted((numbers["y1"], numbers["y2"]))
        elif one.tag == "circle":
            x, y, radius = (float(one.get(name, "0")) for name in ("cx", "cy", "r"))
            left, right, upper, lower = x - radius, x + radius, y - radius, y + radius
        elif one.tag == "text":
            shown = (one.text or "") + "".join(child.tail or "" for child in one)
            wide = words.width(shown, float(one.get("font-size", SIZE)))
            before = {"start": 0.0, "middle": 0.5, "end": 1.0}[one.get("text-anchor", "start")]
            left = numbers["x"] - before * wide
            right, upper, lower = left + wide, numbers["y"] - SIZE, numbers["y"]
        else:
            continue
        if left < -0.5 or right > width + 0.5 or upper < -0.5 or lower > height + 0.5:
            yield f"{one.tag} {''.join(one.itertext())!r} {left:.1f}–{right:.1f}, {upper:.1f}–{lower:.1f}"
