"""Rules about the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from handoff_lint import rules
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Rule

PACKAGE = Path(rules.__file__).parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
RULE_FILES = [path for path in sorted((PACKAGE / "rules").glob("*/*.py")) if path.name != "__init__.py"]


def test_every_rule_file_is_registered_once() -> None:
    files = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in RULE_FILES}
    registered = [rule.module for rule in RULES]
    assert sorted(registered) == sorted(files)


def test_codes_and_names_are_unique_and_well_formed() -> None:
    codes = [rule.code for rule in RULES]
    names = [rule.name for rule in RULES]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"HF[1-9]\d\d", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_code_lies_in_the_folder_of_its_family(rule: Rule) -> None:
    assert (
        rule.family
        == {
            "1": "structure",
            "2": "names",
            "3": "people",
            "4": "signoffs",
            "5": "timeline",
            "6": "chain",
            "7": "assets",
            "8": "knowledge",
            "9": "writing",
        }[rule.code[2]]
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_a_rule_touches_neither_disk_nor_network_nor_clock(path: Path) -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"__future__", "collections", "handoff_lint", "re", "typing", "urllib"}
