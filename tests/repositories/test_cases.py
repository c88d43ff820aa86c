"""Whole repositories: each folder here is a case, laid over `base/`, with exactly the findings of its `expected.txt`.

`case.yml` says what the case shows and how the repository is made:

* `base: demo`: laid over a copy of this project's own demo campaign instead of `base/`;
* `without`: files of the base that it takes away; `files/` are the ones that it adds or replaces;
* `rename` and `copy`: file → its new path;
* `drop`: file → pointers of fields that are taken out of its front matter;
* `edits`: file → list of `{replace, with}`, each text standing there exactly once;
* `sign: true`: what was signed is the edited text, so that nothing is stale besides what the case is about;
* `today` (default 2027-01-12) and `format` (default concise) of the check.

`expected.txt` is the report, then the exit code.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scripts import sign_demo
from tests.editing import without
from tests.running import handoff

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
DEMO = ("handoff.yml", "config", "docs/campaigns", "docs/kb", "docs/calendar")
CASES = sorted(path.parent.name for path in HERE.glob("*/case.yml"))


def about(case: str) -> dict[str, Any]:
    """What `case.yml` says."""
    read: dict[str, Any] = YAML(typ="safe").load(HERE / case / "case.yml")
    return read


def copy_demo(root: Path) -> None:
    """This project's own handoff repository: settings, campaign, knowledge, calendar."""
    for name in DEMO:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copyfile
        copy(PROJECT / name, root / name)


def lay_out(case: str, root: Path) -> None:
    """The case's repository at `root`."""
    case_yml = about(case)
    if case_yml.get("base") == "demo":
        copy_demo(root)
    else:
        shutil.copytree(HERE / "base", root)
    for path in case_yml.get("without", []):
        (root / path).unlink()
    for path, new in case_yml.get("rename", {}).items():
        (root / path).rename(root / new)
    for path, new in case_yml.get("copy", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, root / new)
    if (HERE / case / "files").is_dir():
        shutil.copytree(HERE / case / "files", root, dirs_exist_ok=True)
    for path, pointers in case_yml.get("drop", {}).items():
        for pointer in pointers:
            text = (root / path).read_text(encoding="utf-8")
            (root / path).write_text(without(text, pointer), encoding="utf-8")
    for path, edits in case_yml.get("edits", {}).items():
        text = (root / path).read_text(encoding="utf-8")
        for edit in edits:
            assert text.count(edit["replace"]) == 1, f"{case}: {edit['replace']!r} does not stand once in {path}"
            text = text.replace(edit["replace"], edit["with"])
        (root / path).write_text(text, encoding="utf-8")
    if case_yml.get("sign"):
        sign_demo.main(["--root", str(root)])


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_exactly_its_findings(case: str, tmp_path: Path) -> None:
    lay_out(case, tmp_path / "repo")
    form, today = about(case).get("format", "concise"), about(case).get("today", "2027-01-12")
    done = handoff("check", "--root", str(tmp_path / "repo"), "--format", form, "--today", str(today))
    assert done.stderr == ""
    assert f"{done.stdout}exit {done.exit_code}\n" == (HERE / case / "expected.txt").read_text(encoding="utf-8")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25
