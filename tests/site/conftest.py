"""Repositories to publish: the demo without its history, and what single tests change in it."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.site.gather import gather
from handoff_lint.site.graph import Graph
from handoff_lint.site.visibility import Level

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 9, 14)
CAMPAIGN = "docs/campaigns/dockside-launch"
BRIEF = f"{CAMPAIGN}/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"
PRODUCTION = f"{CAMPAIGN}/02-production/20260819_dockside-launch_creative-to-production_v01.md"
RETRO = f"{CAMPAIGN}/07-retro/20261021_dockside-launch_campaign-retrospective_v01.md"


def copy_demo(target: Path) -> Path:
    """The demo's files without Git."""
    for name in ("docs/campaigns", "docs/calendar", "docs/kb", "config"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "handoff.yml", target / "handoff.yml")
    return target


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def unaccepted(root: Path) -> None:
    """Put every handoff that was taken over, but the brief, back to the day of its handover."""
    for path in (root / CAMPAIGN).glob("0[2-7]*/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\nstatus: \w+\n", "\nstatus: handed_off\n", text, count=1), encoding="utf-8")


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo that a test may change."""
    return copy_demo(tmp_path / "repo")


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The demo's graph as the team sees it on 14 September 2026."""
    return gather(config.load(copy_demo(tmp_path_factory.mktemp("demo"))), today=TODAY)


@pytest.fixture
def graph_of() -> Callable[..., Graph]:
    """Reads a repository on the fixed day, for an audience."""

    def read(root: Path, publish: Level = Level.TEAM) -> Graph:
        return gather(config.load(root), publish=publish, today=TODAY)

    return read
