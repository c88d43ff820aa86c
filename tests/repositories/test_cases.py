"""Whole repositories: each folder here is a case, laid over `base/`, with exactly the findings of its `expected.txt`.

`case.yml` says what the case shows and which files of the base it takes away; `files/` are the ones it adds or
replaces. `expected.txt` is the concise report, then the exit code.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.running import handoff

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/case.yml"))


def lay_out(case: str, root: Path) -> None:
    """The case's repository at `root`."""
    shutil.copytree(HERE / "base", root)
    about: dict[str, Any] = YAML(typ="safe").load(HERE / case / "case.yml")
    for path in about.get("without", []):
        (root / path).unlink()
    if (HERE / case / "files").is_dir():
        shutil.copytree(HERE / case / "files", root, dirs_exist_ok=True)


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_exactly_its_findings(case: str, tmp_path: Path) -> None:
    lay_out(case, tmp_path / "repo")
    done = handoff("check", "--root", str(tmp_path / "repo"), "--format", "concise", "--today", "2027-01-12")
    assert done.stderr == ""
    assert f"{done.stdout}exit {done.exit_code}\n" == (HERE / case / "expected.txt").read_text(encoding="utf-8")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25
