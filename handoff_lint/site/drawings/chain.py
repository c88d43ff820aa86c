"""A campaign's handoffs as boxes with arrows: what there is, where each stands, and what nobody has written yet.

From left to right, or from head to foot on a narrow drawing: brief → production, channels, leads → launch package →
the launch → optimisation → retrospective. What leads to the launch meets in the launch's line, and what comes after it
starts there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from handoff_lint.site.drawings import words
from handoff_lint.site.drawings.canvas import LINE, SIZE, WIDE, Canvas, responsive
from handoff_lint.site.drawings.legend import Sample, draw_legend
from handoff_lint.site.drawings.palette import ALERT, NEUTRAL, STATUS_TONES

COLUMNS: Final = {1: 0, 2: 1, 4: 1, 5: 1, 3: 2, 6: 3, 7: 4}
"""Number of a handoff type → its column, as on a wide drawing."""
AFTER_LAUNCH: Final = 3
"""The first column behind the launch."""
ORDER: Final = (1, 2, 3, 4, 5, 6, 7)
_HEIGHT, _GAP = 86, 14
_GUTTER = 18
"""Space between two columns, for arrows."""
_PADDING = 6
_RANKS: Final = {"draft": 0, "in_review": 1, "changes_requested": 1, "approved": 2, "handed_off": 3, "accepted": 4,
                 "completed": 5, "archived": 5}  # fmt: skip
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Handoff:
    """One package.

    Attributes:
        key: what others name in `after`; unique in the chain.
        title: its name, or the part that tells it from others of its type.
        status: of the package.
        status_label: the status as people read it.
        version: None shows none.
        note: a few words, such as whom it waits for; empty for none.
        is_blocked: it waits for something that is not there.
        after: keys of the handoffs that it is built on; those that are not in the chain are left out.
        href: its page; empty for none.

    """

    key: str
    title: str
    status: str
    status_label: str = ""
    version: int | None = None
    note: str = ""
    is_blocked: bool = False
    after: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A handoff type that the team uses, and its packages; none is a gap, and drawn as one.

    Attributes:
        number: 1 to 7, the digit of the type.
        label: what the type is called.
        handoffs: its packages in the order in which they are drawn.

    """

    number: int
    label: str
    handoffs: tuple[Handoff, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """The types in use, in any order; types that are switched off are left out."""

    title: str
    stages: tuple[Stage, ...] = ()
    launch: date | None = None


class _Box(NamedTuple):
    """A handoff, or the gap of a stage, and where it stands."""

    stage: Stage
    handoff: Handoff | None
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.y + _HEIGHT / 2

    @property
    def right(self) -> float:
        return self.x + self.width


def chain(data: Chain, name: str) -> str:
    """The drawing as HTML; `name` is unique on the page.

    Raises:
        ValueError: a stage with a number that no type has, or two stages of one number.

    """
    numbers = [stage.number for stage in data.stages]
    if len(set(numbers)) < len(numbers) or not set(numbers) <= set(ORDER):
        raise ValueError(f"each stage needs a number of its own from 1 to 7, not {numbers}")
    return responsive(name, data.title, describe(data), lambda canvas: _draw(canvas, data))


def describe(data: Chain) -> str:
    """What the drawing says: a sentence for each handoff and each gap."""
    stages = _ordered(data)
    titles = {handoff.key: _named(stage, handoff) for stage in stages for handoff in stage.handoffs}
    said = []
    for stage in stages:
        for handoff in stage.handoffs:
            built_on = [titles[key] for key in handoff.after if key in titles]
            said.append(f"{_summary(stage, handoff)}{', built on ' + ' and '.join(built_on) if built_on else ''}.")
        if not stage.handoffs:
            said.append(f"H{stage.number} {stage.label}: no package yet.")
    said += [f"Launch {words.day(data.launch)}."] if data.launch else []
    return " ".join(said) or "This campaign has no handoffs yet."


def _ordered(data: Chain) -> list[Stage]:
    return sorted(data.stages, key=lambda stage: stage.number)


def _named(stage: Stage, handoff: Handoff) -> str:
    return f"H{stage.number} {handoff.title or stage.label}"


def _status(handoff: Handoff) -> str:
    label = handoff.status_label or handoff.status.replace("_", " ").capitalize()
    return f"Blocked · {label}" if handoff.is_blocked else label


def _summary(stage: Stage, handoff: Handoff) -> str:
    version = f" version {handoff.version}" if handoff.version is not None else ""
    note = f", {handoff.note}" if handoff.note else ""
    return f"{_named(stage, handoff)}{version}: {_status(handoff)}{note}"


def _draw(canvas: Canvas, data: Chain) -> float:
    stages = _ordered(data)
    if not stages:
        canvas.text(0, LINE, "This campaign has no handoffs yet.", "hd-muted")
        return 2 * LINE
    bottom = _draw_narrow(canvas, data, stages) if canvas.width < WIDE else _draw_wide(canvas, data, stages)
    samples = [Sample("Solid arrow: built on it, as the package says", "hd-arrow", "line")]
    samples.append(Sample("Dashed arrow: the usual way", "hd-arrow hd-dashed", "line"))
    if any(handoff.status in _RANKS for stage in stages for handoff in stage.handoffs):
        samples.append(Sample("How far it is, from in review to completed", NEUTRAL, "steps"))
    if any(not stage.handoffs for stage in stages):
        samples.append(Sample("No package yet", NEUTRAL, "dashed"))
    return draw_legend(canvas, samples, bottom + 10)


# --- Wide: columns ---


def _draw_wide(canvas: Canvas, data: Chain, stages: list[Stage]) -> float:
    columns = sorted({COLUMNS[stage.number] for stage in stages})
    top = LINE + 12.0
    launch_at = sum(column < AFTER_LAUNCH for column in columns)
    room = canvas.width - 2 * _GUTTER - (len(columns) - 1) * _GUTTER
    wide = min(room / len(columns), 190)
    left = {
        column: at * (wide + _GUTTER) + (2 * _GUTTER if at >= launch_at else 0) for at, column in enumerate(columns)
    }
    launch_x = launch_at * (wide + _GUTTER) + _GUTTER / 2
    boxes = list(_columns(stages, left, wide, top))
    bottom = max(box.y for box in boxes) + _HEIGHT
    _launch_line(canvas, data, launch_x, top, bottom)
    for source, target, is_said in _arrows(boxes):
        _wide_arrow(canvas, source, target, launch_x, is_said=is_said)
    for box in boxes:
        _draw_box(canvas, box)
    return bottom


def _columns(stages: list[Stage], left: dict[int, float], wide: float, top: float) -> Iterator[_Box]:
    """The main line on top; channels and leads each below what stands above them in any column."""
    ends: dict[int, int] = {}
    floor = max((max(len(stage.handoffs), 1) for stage in stages if stage.number not in (4, 5)), default=0)
    for stage in stages:
        column = COLUMNS[stage.number]
        row = max(ends.get(column, 0), floor if stage.number in (4, 5) else 0)
        for handoff in stage.handoffs or (None,):
            yield _Box(stage, handoff, left[column], top + row * (_HEIGHT + _GAP), wide)
            row += 1
        ends[column] = row


def _launch_line(canvas: Canvas, data: Chain, x: float, top: float, bottom: float) -> None:
    said = f"Launch {words.day(data.launch)}" if data.launch else "Launch"
    half = words.width(said, SIZE) / 2
    canvas.line(x, top - 8, x, bottom, "hd-axis hd-bold")
    canvas.text(min(max(x, half), canvas.width - half), LINE - 2, said, "hd-strong", anchor="middle")


def _wide_arrow(canvas: Canvas, source: _Box | None, target: _Box | None, launch: float, *, is_said: bool) -> None:
    """From right side to left side; within a column around its right side; `None` is the launch."""
    x1, y1 = (source.right, source.middle) if source else (launch, target.middle if target else 0)
    x2, y2 = (target.x, target.middle) if target else (launch, y1)
    if source and target and target.x <= source.x:
        x2 = target.right
        turn = max(x1, x2) + 9
        _arrow(canvas, [(x1, y1), (turn, y1), (turn, y2), (x2 + 1, y2)], is_said=is_said)
        return
    turn = x2 - _GUTTER / 2 if target else x2 - 1
    _arrow(canvas, [(x1, y1), (turn, y1), (turn, y2), (x2 - 1, y2)], is_said=is_said)


# --- Narrow: one column, arrows in a margin on its left ---


def _draw_narrow(canvas: Canvas, data: Chain, stages: list[Stage]) -> float:
    margin = 44.0
    top, launch_y = 4.0, 0.0
    boxes: list[_Box] = []
    before = [stage for stage in stages if COLUMNS[stage.number] < AFTER_LAUNCH]
    for stage in (*before, None, *stages[len(before) :]):
        if stage is None:
            launch_y = top + LINE
            top += 2 * LINE + _GAP
            continue
        for handoff in stage.handoffs or (None,):
            boxes.append(_Box(stage, handoff, margin, top, canvas.width - margin - 1))
            top += _HEIGHT + _GAP
    said = f"Launch {words.day(data.launch)}" if data.launch else "Launch"
    canvas.line(margin, launch_y, canvas.width, launch_y, "hd-axis hd-bold")
    canvas.text(margin + 4, launch_y - 5, said, "hd-strong")
    arrows = list(_arrows(boxes))
    lanes = _lanes([source.middle if source else launch_y for source, _, _ in arrows], margin)
    for source, target, is_said in arrows:
        y1, y2 = source.middle + 4 if source else launch_y, target.middle - 4 if target else launch_y
        turn = lanes[source.middle if source else launch_y]
        _arrow(canvas, [(margin, y1), (turn, y1), (turn, y2), (margin - 1, y2)], is_said=is_said)
    for box in boxes:
        _draw_box(canvas, box)
    return top - _GAP


def _lanes(heights: Sequence[float], margin: float) -> dict[float, float]:
    """Height at which arrows start → their place in the margin: the first ones outermost, since they go farthest."""
    distinct = sorted(set(heights))
    step = (margin - 12) / max(len(distinct), 1)
    return {height: 3 + at * step for at, height in enumerate(distinct)}


# --- Both ---


def _arrows(boxes: list[_Box]) -> Iterator[tuple[_Box | None, _Box | None, bool]]:
    """(from, to, whether a package says so); None is the launch.

    A package that names nothing in the chain is taken to follow its type's usual predecessor, and so is a gap. What
    crosses the launch goes through it.
    """
    by_key = {box.handoff.key: box for box in boxes if box.handoff}
    fed: set[str] = set()
    launch_said: dict[int, bool] = {}
    for at, box in enumerate(boxes):
        if COLUMNS[box.stage.number] >= AFTER_LAUNCH:
            sources = _said_sources(box, by_key)
            after = [one for one in sources if COLUMNS[one.stage.number] >= AFTER_LAUNCH]
            yield from ((source, box, True) for source in after)
            if not after:
                usual: Sequence[_Box | None] = _usual(box, boxes) or (None,)
                yield from ((source, box, False) for source in usual)
            continue
        sources = _said_sources(box, by_key)
        for source in sources or _usual(box, boxes):
            yield source, box, bool(sources)
            fed |= {source.handoff.key} if source.handoff and sources else set()
        launch_said[at] = False
    for at in launch_said:
        box = boxes[at]
        if box.stage.number in (3, 4, 5) and not (box.handoff and box.handoff.key in fed and box.stage.number != 3):
            yield box, None, False


def _said_sources(box: _Box, by_key: dict[str, _Box]) -> list[_Box]:
    after = box.handoff.after if box.handoff else ()
    return [by_key[key] for key in dict.fromkeys(after) if key in by_key and by_key[key] is not box]


def _usual(box: _Box, boxes: list[_Box]) -> list[_Box]:
    """The boxes of the nearest type before this one that is in the chain."""
    before = {2: (1,), 3: (2, 1), 4: (1,), 5: (1,), 6: (), 7: (6,)}.get(box.stage.number, ())
    for number in before:
        found = [one for one in boxes if one.stage.number == number]
        if found:
            return found
    return []


def _arrow(canvas: Canvas, way: list[tuple[float, float]], *, is_said: bool) -> None:
    steps: list[str | float] = []
    points = [point for at, point in enumerate(way) if at == 0 or point != way[at - 1]]
    for x, y in points:
        steps += ["L" if steps else "M", x, y]
    canvas.path(*steps, style="hd-arrow" if is_said else "hd-arrow hd-dashed")
    (x, y), is_left = way[-1], way[-1][0] < way[-2][0]
    side = 6 if is_left else -6
    canvas.path("M", x, y, "l", side, -4, "v", 8, "z", style="hd-tip")


def _draw_box(canvas: Canvas, box: _Box) -> None:
    room = box.width - 2 * _PADDING
    x = box.x + _PADDING
    head = f"H{box.stage.number} {box.stage.label}"
    if box.handoff is None:
        canvas.rect(box.x, box.y, box.width, _HEIGHT, "hd-neutral-line hd-dashed", radius=4)
        canvas.text(x, box.y + 17, head, "hd-strong", limit=room)
        canvas.text(x, box.y + 33, "No package yet", "hd-muted", limit=room)
        return
    handoff = box.handoff
    is_open = canvas.open_link(handoff.href, _summary(box.stage, handoff)) if handoff.href else False
    tone = ALERT if handoff.is_blocked else STATUS_TONES.get(handoff.status, NEUTRAL)
    canvas.rect(box.x, box.y, box.width, _HEIGHT, f"hd-{tone}", radius=4, tip=_summary(box.stage, handoff))
    version = f"v{handoff.version}" if handoff.version is not None else ""
    canvas.text(x, box.y + 17, head, "hd-strong", limit=room)
    if handoff.title:
        canvas.text(x + room, box.y + 33, version, anchor="end", size=SIZE - 1)
    title = handoff.title or version.replace("v", "Version ")
    canvas.text(x, box.y + 33, title, size=SIZE - 1, limit=room - words.width(f" {version}", SIZE - 1))
    said = _status(handoff)
    is_long = words.width(said, SIZE) * 1.06 > room
    canvas.text(x, box.y + 50, said, f"hd-{tone}-words hd-strong", limit=room, size=SIZE - 1.5 if is_long else SIZE)
    canvas.text(x, box.y + 65, handoff.note, size=SIZE - 1, limit=room)
    _progress(canvas, box, tone, handoff.status)
    if is_open:
        canvas.close_link()


def _progress(canvas: Canvas, box: _Box, tone: str, status: str) -> None:
    """How far the status is on its way: five steps from in review to completed, filled up to where it stands."""
    rank = _RANKS.get(status)
    if rank is None:
        return
    wide = (box.width - 2 * _PADDING - (_STEPS - 1) * 3) / _STEPS
    for at in range(_STEPS):
        x = box.x + _PADDING + at * (wide + 3)
        style = f"hd-{tone}-solid" if at < rank else f"hd-{tone}-line"
        canvas.rect(x, box.y + 74, wide, 5, style, radius=1)
