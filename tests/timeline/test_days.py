"""With `--no-time` no day changes what is found: whatever reads today's date says so."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.change import Change
from handoff_lint.config import Config
from handoff_lint.rules import RULES, UNUSED
from handoff_lint.rules.base import Rule
from tests.repositories.test_cases import copy_demo, lay_out
from tests.rules.scratch import build, compared

DAYS = [datetime.date(*day) for day in ((2020, 1, 1), (2026, 8, 20), (2026, 9, 14), (2027, 1, 12), (2035, 6, 1))]
CASES = ("time-overdue", "time-no-answer", "time-review-waits", "opt-retro-not-held", "demo-signer-left")


def differing(
    settings: Config, change: Change | None = None, *, no_time: bool, rules: tuple[Rule, ...] = RULES
) -> set[tuple[str, str]]:
    """(code, message) of what is found on some of the days and not on all."""
    found = []
    for day in DAYS:
        options = engine.Options(rules=rules, today=day, change=change, jobs=1, no_time=no_time)
        result = engine.run(settings, options)
        found.append({(one.code, one.message, one.path, one.span.line, one.severity) for one in result.findings})
    return {(code, message) for code, message, *_ in set().union(*found) - found[0].intersection(*found)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_a_rule(rule: Rule, tmp_path: Path) -> None:
    for index, example in enumerate(rule.examples):
        root, change = tmp_path / str(index), None
        build(root / "now", example)
        settings = config.load(root / "now")
        if example.before:
            settings, change = compared(root, example)
        rules = RULES if rule is UNUSED else (rule,)
        assert differing(settings, change, no_time=True, rules=rules) == set()


def test_the_demo(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    settings = config.load(tmp_path)
    assert differing(settings, no_time=True) == set()
    # Otherwise a few facts come and go with the days.
    assert {code for code, _ in differing(settings, no_time=False)} == {"HF808", "HF810"}


@pytest.mark.parametrize("case", CASES)
def test_faults_that_are_about_days(case: str, tmp_path: Path) -> None:
    lay_out(case, tmp_path)
    assert differing(config.load(tmp_path), no_time=True) == set()
    assert differing(config.load(tmp_path), no_time=False) != set()
