"""Labels on lines that stand side by side, without one label on another and without a line through a label.

Each mark on an axis carries a flag: a line that rises from it, and a label beside the line's end. Lane 0 is the one
next to the axis. A flag whose label reaches over other marks has to hang above their flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

GAP = 6.0
"""Least space between two labels of a lane, and between a line and the label beside it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Where a label goes.

    Attributes:
        x: of the line.
        left: where the label begins.
        right: where it ends.
        lane: how many lanes above the first one.
        anchor: which end of the label `text_x` is.

    """

    x: float
    left: float
    right: float
    lane: int
    anchor: Literal["start", "end"]

    @property
    def is_pushed(self) -> bool:
        """Whether the label had to leave its line's side to stay in the drawing, and now lies across the line."""
        return self.left < self.x < self.right

    @property
    def text_x(self) -> float:
        """Where the text is anchored."""
        return self.left if self.anchor == "start" else self.right


def arrange(marks: Sequence[tuple[float, float]], left: float, right: float) -> list[Flag]:
    """Flags for marks, in their order, with as few lanes as there can be.

    Args:
        marks: (x of the line, width of the label), with rising and different x; no label wider than the space.
        left: where the space for labels begins.
        right: where it ends.

    """
    best: list[Flag] = []
    # The first marks carry their labels to the right, the others to the left: one of these ways crosses nothing.
    for turning in range(len(marks), -1, -1):
        flags = _laned([_box(x, wide, left, right, to_left=at >= turning) for at, (x, wide) in enumerate(marks)])
        if flags and (not best or _cost(flags) < _cost(best)):
            best = flags
    return best or _stairs(marks, left, right)


def lanes(flags: Sequence[Flag]) -> int:
    """How many lanes flags take."""
    return max((flag.lane + 1 for flag in flags), default=0)


def _cost(flags: Sequence[Flag]) -> tuple[int, int]:
    """Labels that their own line would strike through, then lanes."""
    return sum(flag.is_pushed for flag in flags), lanes(flags)


def _box(x: float, wide: float, left: float, right: float, *, to_left: bool) -> Flag:
    if to_left:
        begin = max(x - GAP / 2 - wide, left)
        return Flag(x, begin, begin + wide, 0, "end")
    end = min(x + GAP / 2 + wide, right)
    return Flag(x, end - wide, end, 0, "start")


def _stairs(marks: Sequence[tuple[float, float]], left: float, right: float) -> list[Flag]:
    """A lane for each label, the first mark's highest: no label on another, whatever stands close together."""
    boxes = [_box(x, wide, left, right, to_left=False) for x, wide in marks]
    return [Flag(box.x, box.left, box.right, len(boxes) - at - 1, box.anchor) for at, box in enumerate(boxes)]


def _laned(boxes: list[Flag]) -> list[Flag]:
    """The same flags on lanes; none where two labels each reach over the other's line."""
    above = [
        {at for at, other in enumerate(boxes) if at != own and box.left - GAP / 2 < other.x < box.right + GAP / 2}
        for own, box in enumerate(boxes)
    ]
    placed: dict[int, int] = {}
    while len(placed) < len(boxes):
        ready = next((at for at in range(len(boxes)) if at not in placed and above[at] <= placed.keys()), None)
        if ready is None:
            return []
        lane = max((placed[at] + 1 for at in above[ready]), default=0)
        taken = {placed[at] for at in placed if _touch(boxes[at], boxes[ready])}
        while lane in taken:
            lane += 1
        placed[ready] = lane
    return [Flag(box.x, box.left, box.right, placed[at], box.anchor) for at, box in enumerate(boxes)]


def _touch(one: Flag, other: Flag) -> bool:
    return one.left < other.right + GAP and other.left < one.right + GAP
