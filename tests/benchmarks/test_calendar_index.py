"""The benchmark of the calendar measures what it says."""

from __future__ import annotations

import pytest

from benchmarks import calendar_index


def test_it_makes_as_many_entries_as_asked() -> None:
    plans = list(calendar_index.plans(120, 3, 2))
    assert sum(len(one.entries) for one in plans) == 120
    assert len(plans) == 3


def test_it_finds_what_is_too_much() -> None:
    _, moved = calendar_index.measure(200, 2, 1)
    assert moved > 0


def test_it_prints_each_case(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["calendar_index", "100"])
    calendar_index.main()
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "100 entries, 2 segments, 1 limit",
        "100 entries, 400 segments, 1 limit",
        "100 entries, 2 segments, 40 limits",
    ]
