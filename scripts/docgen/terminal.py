"""A terminal's text with its colours (ANSI codes) as an SVG picture, without fonts or requests from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from handoff_lint.reports.style import columns

_SIZE = 14
_ADVANCE = 8.43
"""Width of a character in pixels: `textLength` makes every font keep to it."""
_LINE = 19
_MARGIN = 18
_BACKGROUND, _TEXT = "#16181d", "#d7dae0"
_COLOURS = {"31": "#ff7b72", "33": "#e3b341", "34": "#79b8ff", "32": "#7ee787", "36": "#76e3ea"}
_DIM = "#8b919c"
_LINK = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")
_WORDS = re.compile(r"\S+(?: \S+)*")
"""What stands between two runs of blanks: SVG shows such a run as one blank, so each stretch gets its own place."""
_CODE = re.compile(r"\x1b\[([0-9;]*)m")


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks."""

    colour: str = _TEXT
    bold: bool = False

    def after(self, codes: str) -> Look:
        """The look after an ANSI code such as `31;1`."""
        look = self
        for code in codes.split(";"):
            if code in ("", "0"):
                look = Look()
            elif code == "1":
                look = replace(look, bold=True)
            elif code == "2":
                look = replace(look, colour=_DIM)
            else:
                look = replace(look, colour=_COLOURS[code])
        return look


Stretch = tuple[str, Look]


def svg(text: str, *, title: str, width: int = 80) -> str:
    """The picture of a terminal `width` columns wide in which `text` was printed."""
    lines = [piece for line in _looks(text) for piece in _wrapped(line, width)]
    across = round(width * _ADVANCE + 2 * _MARGIN)
    down = len(lines) * _LINE + 2 * _MARGIN
    rows = "\n".join(row for number, line in enumerate(lines) if (row := _row(line, _MARGIN + number * _LINE + _SIZE)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" height="{down}" '
        f'role="img" aria-labelledby="title">\n'
        f'<title id="title">{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" rx="8" fill="{_BACKGROUND}"/>\n'
        f"<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" "
        f'font-size="{_SIZE}" fill="{_TEXT}">\n{rows}\n</g>\n</svg>\n'
    )


def _looks(text: str) -> Iterator[list[Stretch]]:
    """Each line as stretches of one look; links are shown as their text."""
    look = Look()
    for line in _LINK.sub("", text).rstrip("\n").split("\n"):
        found: list[Stretch] = []
        pieces = _CODE.split(line)
        for index, piece in enumerate(pieces):
            if index % 2:
                look = look.after(piece)
            elif piece:
                found.append((piece, look))
        yield found


def _wrapped(line: list[Stretch], width: int) -> Iterator[list[Stretch]]:
    """A line cut where a terminal would cut it."""
    current: list[Stretch] = []
    room = width
    for stretch, look in line:
        rest = stretch
        while columns(rest) > room:
            current.append((rest[:room], look))
            yield current
            rest, current, room = rest[room:], [], width
        current.append((rest, look))
        room -= columns(rest)
    yield current


def _row(line: list[Stretch], y: int) -> str:
    spans, column = [], 0
    for text, look in line:
        spans += [_span(word[0], look, column + columns(text[: word.start()])) for word in _WORDS.finditer(text)]
        column += columns(text)
    return f'<text y="{y}">{"".join(spans)}</text>' if spans else ""


def _span(text: str, look: Look, column: int) -> str:
    x, length = _MARGIN + column * _ADVANCE, columns(text) * _ADVANCE
    colour = f' fill="{look.colour}"' if look.colour != _TEXT else ""
    weight = ' font-weight="bold"' if look.bold else ""
    place = f'x="{x:.1f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f"<tspan {place}{colour}{weight}>{escape(text)}</tspan>"
