"""The colours of the drawings for light and dark pages, and the style sheet that brings them there.

A drawing names classes only. The sheet gives each class a custom property, and each property a value for both schemes
of Material for MkDocs (`data-md-color-scheme`), or for what the reader's system prefers where a page is none of
Material's.
Text on each ground, and each line on the page, has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NEUTRAL, ACTIVE, WARNING, READY, DONE, ALERT = "neutral", "active", "warning", "ready", "done", "alert"

STATUS_TONES: Final[Mapping[str, str]] = {
    "draft": NEUTRAL,
    "in_review": ACTIVE,
    "changes_requested": WARNING,
    "approved": READY,
    "handed_off": READY,
    "accepted": DONE,
    "completed": DONE,
    "archived": NEUTRAL,
    "cancelled": NEUTRAL,
}
"""Status of a package → its tone."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one scheme, as `#rrggbb`.

    Attributes:
        page: the ground that drawings stand on: Material's, where it is its own.
        text: words, where Material says nothing.
        muted: words of less weight, axes.
        grid: lines that only guide the eye; they carry no meaning, so they need no contrast.
        soft: tone → ground of a shape, with words on it.
        strong: tone → its outline and its words.

    """

    page: str
    text: str
    muted: str
    grid: str
    soft: Mapping[str, str]
    strong: Mapping[str, str]


LIGHT: Final = Scheme(
    page="#ffffff",
    text="#212121",
    muted="#5a5f69",
    grid="#dfe2e8",
    soft={
        NEUTRAL: "#f0f1f4",
        ACTIVE: "#e3effc",
        WARNING: "#fdf0d9",
        READY: "#ece8fb",
        DONE: "#e0f3e6",
        ALERT: "#fde7e7",
    },
    strong={
        NEUTRAL: "#5a5f69",
        ACTIVE: "#0b5cad",
        WARNING: "#8a5200",
        READY: "#5b3fc0",
        DONE: "#1a6b3c",
        ALERT: "#b3202c",
    },
)
DARK: Final = Scheme(
    page="#1e2029",
    text="#e2e4e9",
    muted="#a9afbd",
    grid="#3a3e4c",
    soft={
        NEUTRAL: "#2b2e3a",
        ACTIVE: "#17324f",
        WARNING: "#43310f",
        READY: "#332b57",
        DONE: "#163a26",
        ALERT: "#4a2025",
    },
    strong={
        NEUTRAL: "#a9afbd",
        ACTIVE: "#7db8f5",
        WARNING: "#f0b65a",
        READY: "#b9a7ff",
        DONE: "#74d69b",
        ALERT: "#ff9a9a",
    },
)

_RULES: Final = """\
.handoff-drawing { container-type: inline-size; margin: 1em 0; }
.handoff-drawing svg { display: block; width: 100%; max-width: 60rem; height: auto; overflow: visible;
  fill: none; stroke: currentColor; font-size: 12px; }
.handoff-drawing rect:not([rx]) { rx: 2px; }
.handoff-drawing svg.hd-narrow { display: none; max-width: 30rem; }
.handoff-drawing.hd-small { max-width: 24rem; }
@container (max-width: 33rem) {
  .handoff-drawing svg.hd-wide { display: none; }
  .handoff-drawing svg.hd-narrow { display: block; }
}
.handoff-drawing text { fill: var(--md-default-fg-color, var(--hd-text)); stroke: none; font-family: inherit; }
.handoff-drawing .hd-strong { font-weight: 700; }
.handoff-drawing text.hd-muted { fill: var(--hd-muted); }
.handoff-drawing text.hd-halo {
  paint-order: stroke; stroke: var(--md-default-bg-color, var(--hd-page)); stroke-width: 4; stroke-linejoin: round;
}
.handoff-drawing .hd-grid { stroke: var(--hd-grid); stroke-width: 1; }
.handoff-drawing .hd-axis { stroke: var(--hd-muted); stroke-width: 1; }
.handoff-drawing .hd-dashed { stroke-dasharray: 4 3; }
.handoff-drawing .hd-stripes { stroke-dasharray: 2 4; }
.handoff-drawing .hd-bold { stroke-width: 2; }
.handoff-drawing .hd-page { fill: var(--md-default-bg-color, var(--hd-page)); }
.handoff-drawing .hd-arrow { fill: none; stroke: var(--hd-muted); stroke-width: 1.5; }
.handoff-drawing .hd-tip { fill: var(--hd-muted); stroke: none; }
.handoff-drawing a:hover rect, .handoff-drawing a:focus rect { stroke-width: 2.5; }
@media print { .handoff-drawing { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
_TONE_RULES: Final = """\
.handoff-drawing .hd-{tone} {{ fill: var(--hd-{tone}-soft); stroke: var(--hd-{tone}); }}
.handoff-drawing .hd-{tone}-line {{ fill: none; stroke: var(--hd-{tone}); }}
.handoff-drawing .hd-{tone}-solid {{ fill: var(--hd-{tone}); stroke: none; }}
.handoff-drawing text.hd-{tone}-words {{ fill: var(--hd-{tone}); }}
"""


def stylesheet() -> str:
    """The style sheet that a page with drawings needs, once for the whole site.

    Dark colours hold on the screen only: paper is white.
    """
    light, dark = _properties(LIGHT), _properties(DARK)
    return (
        f":root {{{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n"
        # Without a palette Material names no scheme, and is light whatever the system prefers.
        f"  :root:not(:has([data-md-color-scheme], .md-container)) {{{dark}}}\n}}\n"
        f'@media screen {{\n  [data-md-color-scheme="slate"] {{{dark}}}\n}}\n'
        + _RULES
        + "".join(_TONE_RULES.format(tone=tone) for tone in LIGHT.soft)
    )


def _properties(scheme: Scheme) -> str:
    names = {"page": scheme.page, "text": scheme.text, "muted": scheme.muted, "grid": scheme.grid}
    names |= {f"{tone}-soft": colour for tone, colour in scheme.soft.items()}
    names |= dict(scheme.strong)
    return "".join(f" --hd-{name}: {colour};" for name, colour in names.items()) + " "
