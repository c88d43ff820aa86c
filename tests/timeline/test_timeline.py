"""What the rules about dates stand on: who is judged when, who waits for whom."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint import timeline
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.change import Change

from .campaigns import lay_out, load

NOW = datetime.datetime(2027, 1, 12, tzinfo=datetime.UTC)


def test_the_change_that_accepts_a_package_is_judged(tmp_path: Path) -> None:
    _, campaign = load(lay_out(tmp_path, {"strategy-to-creative": "status: accepted\n"}))
    (package,) = campaign.packages
    earlier = replace(package, status="handed_off", rank=3)
    touched = frozenset({package.path})
    assert not timeline.is_judged(package, None)
    assert not timeline.is_judged(package, Change("main", NOW))
    assert timeline.is_judged(package, Change("main", NOW, touched, {package.id: earlier}))
    assert not timeline.is_judged(package, Change("main", NOW, touched, {package.id: package}))
    assert timeline.is_judged(package, Change("main", NOW, touched))
    assert not timeline.is_judged(replace(package, status="archived"), Change("main", NOW, touched))


def test_the_team_of_the_settings_counts(tmp_path: Path) -> None:
    known = "status: draft\nfrom: {team: sales, owner: maya.holt}\nto: {team: press, receiver: guest.writer}\n"
    settings, campaign = load(lay_out(tmp_path, {"strategy-to-creative": known}))
    (package,) = campaign.packages
    assert timeline.team_of(package, "from", settings) == "brand"
    assert timeline.team_of(package, "to", settings) == "press"


def test_without_a_launch_there_is_no_limit(tmp_path: Path) -> None:
    settings, campaign = load(lay_out(tmp_path, {"strategy-to-creative": "status: draft\n"}, launch=""))
    (package,) = campaign.packages
    assert timeline.limit(package, campaign, WorkingTime(settings), settings) is None
    assert timeline.launch_of(None) is None


@pytest.mark.parametrize(
    ("waits_for", "circles"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b", "x"], "b": ["c"], "c": ["b"]}, [["b", "c"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_circles(waits_for: dict[str, list[str]], circles: list[list[str]]) -> None:
    assert list(timeline.circles(waits_for)) == circles


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=3), max_size=9))
def test_circles_are_found_if_and_only_if_there_are_some(graph: dict[int, list[int]]) -> None:
    waits_for = {str(name): [str(other) for other in others] for name, others in graph.items()}
    found = list(timeline.circles(waits_for))
    for circle in found:
        for name, other in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert other in waits_for[name]
    names = [name for circle in found for name in circle]
    assert len(names) == len(set(names))
    rest = {name: [other for other in others if other in waits_for] for name, others in waits_for.items()}
    while free := [name for name, others in rest.items() if not others]:
        rest = {name: [one for one in others if one not in free] for name, others in rest.items() if name not in free}
    assert bool(found) == bool(rest)


def test_a_long_chain_is_no_recursion() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert list(timeline.circles(chain)) == []
    chain["49999"] = ["0"]
    assert len(next(timeline.circles(chain))) == 50_000
