"""A site of a campaign in the middle of its life, whose team has committed every sign-off itself."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.site import build
from handoff_lint.site.gather import gather
from handoff_lint.site.graph import GateState, Graph
from tests.site.conftest import change
from tests.site.lived import lived
from tests.site.looking import at

DAY = datetime.date(2026, 9, 9)
LAUNCH = "campaigns/dockside-launch/dockside-launch-h3.md"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in the evening of 9 September: production has handed the pieces over, nobody has accepted them yet."""
    return lived(tmp_path_factory.mktemp("lived") / "repo", DAY, tmp_path_factory.mktemp("between"))


@pytest.fixture(scope="module")
def now(repository: Path) -> Graph:
    """Its graph."""
    return gather(config.load(repository), today=DAY)


def text_of(graph: Graph, source: str) -> str:
    """The text of a page, blanks joined."""
    html = next(page.html for page in build.pages(graph, build.Options()) if page.source == source)
    return " ".join(at(html).text.split())


def test_the_history_proves_what_the_team_signed(now: Graph) -> None:
    states = {one.id: [gate.state for gate in one.gates] for one in now.packages.values()}
    signed, not_yet = GateState.SIGNED, GateState.OPEN
    assert now.proof == ""
    assert states == {
        "dockside-launch-h1": [signed] * 4,
        "dockside-launch-h2": [signed] * 4,
        "dockside-launch-h3": [signed] * 4 + [not_yet] * 2,
        "dockside-launch-h4": [signed] * 4,
        "dockside-launch-h5": [signed] * 5,
    }
    text = text_of(now, LAUNCH)
    assert "4 of 6 approvals signed, 2 open" in text
    assert "Yuki Farrow: approved version 1 on 9 Sep 2026 · about what stands here now" in text
    assert "Proof asked for: commit. Proved: commit." in text
    assert "Say that you have what you need, or send it back" in text


def test_today_says_what_a_launch_still_waits_for(now: Graph) -> None:
    text = text_of(now, "today.md")
    launch = "Dockside autumn launch in 6 days, on 15 Sep 2026 planned Not accepted yet: production to launch"
    assert f"Launching soon {launch} Going out" in text
    assert "15 Sep 2026, 09:30 E-mail: Next hour at every door" in text
    assert "Running campaigns Campaign Status Launch Handoffs Dockside autumn launch planned 15 Sep 2026 5" in text


def test_who_has_changed_a_handoff_is_known_by_name(now: Graph) -> None:
    history = now.packages["dockside-launch-h3"].history
    assert [one.author for one in history] == [
        "lena.voss", "ines.okafor", "dario.penn", "yuki.farrow", "mei.lindqvist", "mei.lindqvist",
    ]  # fmt: skip
    assert {one.date for one in history} == {"2026-09-07", "2026-09-09"}


def test_a_text_that_changes_after_it_was_signed_shows_what_is_new(repository: Path) -> None:
    path = next((repository / "docs/campaigns/dockside-launch/03-launch").glob("*.md"))
    before = path.read_text(encoding="utf-8")
    try:
        change(path, "Put all seven Dockside assets live", "Put all eight Dockside assets live")
        graph = gather(config.load(repository), today=DAY)
    finally:
        path.write_text(before, encoding="utf-8")
    states = {gate.name: gate.state for gate in graph.packages["dockside-launch-h3"].gates}
    assert states == {
        "quality": GateState.STALE,
        "technical": GateState.SIGNED,  # is not about the objective
        "business": GateState.STALE,
        "budget": GateState.SIGNED,
        "preflight": GateState.OPEN,
        "acceptance": GateState.OPEN,
    }
    text = text_of(graph, LAUNCH)
    assert "What quality signed has changed since. Ask Yuki Farrow to look at it and sign again." in text
    assert "What changed since: objective: “Put all seven Dockside assets live in the right order from…” →" in text
