"""Days along a line: from a date to a place, and the days worth a tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import SIZE, Canvas

_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1820, 3640, 36400)
"""Days between two ticks; from a week on they fall on Mondays."""
_MONDAY = date(1, 1, 1).toordinal()
TICK_ROOM = 84.0
"""What a day in words, with the space beside it, takes."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from `first` to `last` (the whole of it) between `left` and `right`."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[date], left: float, right: float) -> Scale:
        """A scale that holds all of some days; at least one."""
        known = sorted(days)
        return cls(known[0], known[-1], left, right)

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self._day

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day) + self._day

    def ticks(self) -> Iterator[date]:
        """Days at even distances, as many as have room for their label."""
        room = TICK_ROOM if self.right - self.left > 400 else 1.3 * TICK_ROOM
        step = next((step for step in _STEPS if step * self._day >= room), _STEPS[-1])
        begin = self.first.toordinal()
        begin += -(begin - _MONDAY) % step if step >= 7 else 0
        for ordinal in range(begin, self.last.toordinal() + 1, step):
            yield date.fromordinal(ordinal)

    @property
    def _day(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)


def draw_axis(canvas: Canvas, scale: Scale, top: float, bottom: float, taken: Iterable[float] = ()) -> None:
    """Thin lines from `top` to `bottom`, with their days written above; never across the places that are taken."""
    room, taken = words.width(words.day(date(2026, 11, 20)), SIZE - 1) + 4, list(taken)
    for day in scale.ticks():
        x = scale.at(day)
        canvas.line(x, top, x, bottom, "hd-grid")
        if x + room <= scale.right + 4 and not any(x < place < x + room for place in taken):
            canvas.text(x + 2, top - 4, words.day(day), "hd-muted", size=SIZE - 1)


def later(day: date, count: int) -> date:
    """So many days later, or the last or first day that there is."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min
