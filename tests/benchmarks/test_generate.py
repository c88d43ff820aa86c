"""The generated repositories are what the benchmarks take them for: clean, or spoilt exactly as announced."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.defects import DEFECTS
from benchmarks.generate import Size, generate
from handoff_lint import config, engine
from handoff_lint.model import Finding
from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits

TODAY = datetime.date(2027, 1, 12)
SIZES: tuple[Size, ...] = ("full", "starter")


def _findings(root: Path) -> tuple[Finding, ...]:
    return engine.run(config.load(root), engine.Options(today=TODAY, jobs=1)).findings


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _nodes(value: object) -> int:
    if isinstance(value, dict):
        return 2 * len(value) + sum(map(_nodes, value.values()))
    return len(value) + sum(map(_nodes, value)) if isinstance(value, list) else 0


@pytest.mark.parametrize("size", SIZES)
def test_without_defects_nothing_is_found(size: Size, tmp_path: Path) -> None:
    assert generate(tmp_path, 60, defects=0, size=size).planted == {}
    assert [(one.path, one.code, one.message) for one in _findings(tmp_path)] == []


@pytest.mark.parametrize("size", SIZES)
def test_each_planted_defect_is_found_once_and_nothing_else(size: Size, tmp_path: Path) -> None:
    done = generate(tmp_path, 2 * len(DEFECTS), defects=0.5, size=size)
    found = Counter(finding.code for finding in _findings(tmp_path))
    assert dict(found) == done.planted == Counter(defect.code for defect in DEFECTS)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        generate(tmp_path / name, 20, defects=0.2, seed=seed)
    assert _files(tmp_path / "one") == _files(tmp_path / "again")
    assert _files(tmp_path / "one") != _files(tmp_path / "other")


@pytest.mark.parametrize(("size", "nodes", "lines"), [("full", 900, 500), ("starter", 120, 60)])
def test_the_briefs_are_as_large_as_announced(size: Size, nodes: int, lines: int, tmp_path: Path) -> None:
    generate(tmp_path, 40, defects=0, size=size)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("01-brief/*.md")]
    counted = [_nodes(fast.load(frontmatter.split(text).front, Limits())) for text in texts]
    assert nodes <= sum(counted) / len(texts) <= 1.3 * nodes
    assert lines <= sum(text.count("\n") for text in texts) / len(texts) <= 1.4 * lines


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is not empty"):
        generate(tmp_path, 1)
    assert _files(tmp_path) == {"notes.txt": b"mine"}
