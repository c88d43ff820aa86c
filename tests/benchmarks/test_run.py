"""What the benchmarks print and measure with, on figures that are known."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import comparison, plans, processes, run, stages
from benchmarks.generate import generate
from benchmarks.processes import Cost
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Rule

ROOT = Path(__file__).resolve().parents[2]


def _figures(cpu: float, theirs: float) -> run.Figures:
    ours = Cost(cpu, 1.0, 50.0)
    return run.Figures(
        costs={run.Case(1000): [ours, Cost(9.0, 9.0, 60.0), ours]},
        memory={run.Case(1000): 70.0},
        pairs={1000: [(ours, Cost(theirs, theirs, 90.0))]},
        seconds={"read": 1.0, "parse": 2.0, "rule HF102": 0.375, "rule HF109": 0.625},
        staged=1000,
    )


def test_the_report_gives_medians_and_says_what_is_met() -> None:
    lines = run.report(_figures(1.5, 30.0), "python benchmarks/run.py").splitlines()
    assert "| 1,000 full | 1.50 | 1.00 | 50 | 70 | 3 | ≤ 3.3 s | yes |" in lines
    assert "| parse | 2.00 | 50% |" in lines
    assert "| rules | 1.00 | 25% |" in lines
    assert "| all but reading and parsing | 1.00 | 25% (target ≤ 50%: yes) |" in lines
    assert "| 1,000 | 1.50 | 30.00 | 1/20 | 1 | ≤ 1/10, aim 1/30 | yes |" in lines


def test_the_report_says_what_is_missed() -> None:
    lines = run.report(_figures(3.4, 20.0), "python benchmarks/run.py").splitlines()
    assert "| 1,000 full | 3.40 | 1.00 | 50 | 70 | 3 | ≤ 3.3 s | **no** |" in lines
    assert "| 1,000 | 3.40 | 20.00 | 1/6 | 1 | ≤ 1/10, aim 1/30 | **no** |" in lines


def test_the_report_gives_each_rules_share_and_judges_the_dearest() -> None:
    lines = run.report(_figures(1.5, 30.0), "").splitlines()
    start = lines.index("| rule | CPU s | share |")
    assert lines[start + 2 : start + 5] == [
        "| HF109 | 0.62 | 15.6% |",
        "| HF102 | 0.38 | 9.4% |",
        "| the dearest | | 15.6% (target ≤ 10%: **no**) |",
    ]


def test_the_report_gives_each_familys_share() -> None:
    lines = run.report(_figures(1.5, 30.0), "").splitlines()
    start = lines.index("| family | rules | CPU s | share |")
    assert lines[start + 2 : start + 4] == ["| structure | HF102 to HF109 | 1.00 | 25.0% |", ""]


def test_memory_beyond_the_target_is_missed_even_when_the_time_is_met() -> None:
    figures = run.Figures(
        costs={run.Case(10_000): [Cost(10.0, 10.0, 300.0)]},
        memory={run.Case(10_000): 601.0},
        seconds={"parse": 1.0},
    )
    lines = run.report(figures, "").splitlines()
    assert "| 10,000 full | 10.00 | 10.00 | 300 | 601 | 1 | ≤ 30 s, ≤ 600 MiB | **no** |" in lines


def test_fields_that_are_not_filled_in_are_left_out_for_the_other_tool() -> None:
    front = "a: 1\nb:\n  c:\n  d:   # later\ne:\n  - f: 2\n    g:\n\nh: 3\n"
    assert comparison.without_blanks(front) == "a: 1\ne:\n  - f: 2\n\nh: 3\n"


def test_the_other_tool_gets_every_package_beside_the_schema_of_its_type(tmp_path: Path) -> None:
    generate(tmp_path / "repository", 8, defects=0)
    comparison.extract(tmp_path / "repository", tmp_path / "out")
    both = ["dockside-launch-00000.yaml", "harbour-launch-00001.yaml", "schema.json"]
    for kind in plans.ORDER:
        names = sorted(path.name for path in (tmp_path / "out" / kind).iterdir())
        assert names == (both if kind == plans.BRIEF else [both[0], both[2]])
    schema = json.loads((tmp_path / "out" / plans.BRIEF / "schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "Strategy to creative"


def test_a_run_that_ends_with_another_code_is_no_measurement(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('out of order')")
    with pytest.raises(RuntimeError, match=r"ended with 1: out of order"):
        processes.run(command, cwd=tmp_path)


def test_the_cost_of_a_run_covers_its_children(tmp_path: Path) -> None:
    busy = "x = bytearray(80_000_000); sum(range(3_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    cost = processes.run((sys.executable, "-c", parent), cwd=tmp_path)
    assert cost.largest > 76


def _has_check(rule: Rule) -> bool:
    return any((rule.document, rule.campaign, rule.repository))


def test_every_stage_of_a_check_is_timed(tmp_path: Path) -> None:
    generate(tmp_path, 3, defects=0)
    printed = subprocess.run(
        [sys.executable, "-m", "benchmarks.stages", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    seconds = json.loads(printed.stdout)
    timed = {stage for stage, _, _ in stages.STAGES} | {stages.OTHER}
    assert set(seconds) == timed | {stages.RULE + rule.code for rule in RULES if _has_check(rule)}
    assert stages.own_share({"read": 1.0, "parse": 2.0, "rules": 1.0}) == 0.25
