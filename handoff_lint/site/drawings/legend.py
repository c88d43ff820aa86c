"""What the shapes of a drawing mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, Canvas


class Sample(NamedTuple):
    """One shape and its meaning; `style` is a tone for a filled shape, a class for a line."""

    label: str
    style: str
    shape: str = "plain"
    """`plain`, `hatched`, `dashed`, `line`, `diamond` or `steps`."""


def draw_legend(canvas: Canvas, samples: Iterable[Sample], top: float) -> float:
    """Samples side by side, on a new line where they would leave the drawing; says where they end."""
    x, bottom = 0.0, top
    for sample in samples:
        room = words.width(sample.label, SIZE - 1) + 34
        if x and x + room > canvas.width + 14:
            x, top = 0.0, top + LINE
        _draw_sample(canvas, sample, x, top)
        canvas.text(x + 20, top + 9, sample.label, "hd-muted", size=SIZE - 1)
        x, bottom = x + room, top + LINE
    return bottom


def _draw_sample(canvas: Canvas, sample: Sample, x: float, top: float) -> None:
    if sample.shape == "hatched":
        canvas.hatch(x, top, 14, 10, sample.style)
    elif sample.shape == "diamond":
        canvas.diamond(x + 7, top + 5, 5, f"hd-{sample.style}-solid")
    elif sample.shape == "steps":
        canvas.rect(x, top + 3, 6, 5, f"hd-{sample.style}-solid", radius=1)
        canvas.rect(x + 8, top + 3, 6, 5, f"hd-{sample.style}-line", radius=1)
    elif sample.shape == "line":
        canvas.line(x, top + 5, x + 14, top + 5, sample.style)
    else:
        dashes = " hd-dashed" if sample.shape == "dashed" else ""
        canvas.rect(x, top, 14, 10, f"hd-{sample.style}{dashes}")
