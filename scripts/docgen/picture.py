"""README's picture: what `handoff check` prints for the demo's faulty brief."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handoff_lint import config, engine
from handoff_lint.reports import text
from handoff_lint.reports.style import Style
from scripts import demo
from scripts.docgen import terminal

_TODAY = datetime.date(2026, 8, 5)
"""A day on which the demo's dates make sense."""


def pages() -> Iterator[tuple[str, str]]:
    """The picture, as a page of its own below docs/."""
    with tempfile.TemporaryDirectory() as name:
        demo.copy_sample(Path(name), demo.SLIPS)
        result = engine.run(config.load(Path(name)), engine.Options(today=_TODAY, jobs=1))
    printed = "$ handoff check\n" + text.render(result, Style(demo.WIDTH, colour=True))
    title = f"handoff check reports {len(result.findings)} findings in a brief, each with its line and what to do"
    yield "assets/terminal.svg", terminal.svg(printed, title=title, width=demo.WIDTH)
