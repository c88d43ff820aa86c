"""Every rule's own examples: bad ones give exactly the findings that they name, good ones give none."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.model import Finding
from handoff_lint.rules import RULES, UNUSED
from handoff_lint.rules.base import Example, Find, Rule

from .scratch import build, compared

TODAY = datetime.date(2027, 1, 12)
CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.title.replace(' ', '-')}")
    for rule in RULES
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_gives_exactly_its_findings(rule: Rule, example: Example, tmp_path: Path) -> None:
    about = build(tmp_path / "now", example)
    settings, change = config.load(tmp_path / "now"), None
    if example.before:
        settings, change = compared(tmp_path, example)
    rules = RULES if rule is UNUSED else (rule,)
    result = engine.run(settings, engine.Options(rules=rules, today=TODAY, change=change))
    found = [finding for finding in result.findings if finding.code == rule.code]
    assert [finding.message for finding in found] == [find.message for find in example.finds]
    for finding, find in zip(found, example.finds, strict=True):
        _assert_place(tmp_path / "now", about, finding, find)


def _assert_place(root: Path, about: str, finding: Finding, find: Find) -> None:
    """The finding begins exactly where the example's text stands, which stands there only once."""
    if not find.at:
        assert (finding.span.line, finding.span.column) == (1, 1)
        return
    path = finding.path if finding.path == "handoff.yml" else about
    assert finding.path == path
    text = (root / path).read_text(encoding="utf-8")
    wanted = find.after + find.at
    assert find.at == "---" or text.count(wanted) == 1
    before = text[: text.index(wanted) + len(find.after)]
    assert (finding.span.line, finding.span.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_bad_and_good_examples(rule: Rule) -> None:
    assert {example.is_good for example in rule.examples} == {True, False}


def test_a_good_example_is_clean_under_all_rules_of_its_family(tmp_path: Path) -> None:
    build(tmp_path, Example("the complete brief itself"))
    result = engine.run(config.load(tmp_path), engine.Options(today=TODAY))
    assert [(finding.code, finding.message) for finding in result.findings] == []
