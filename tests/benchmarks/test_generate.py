"""The generated repositories are what the benchmarks take them for: clean, or spoilt exactly as announced."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.defects import DEFECTS
from benchmarks.generate import Size, generate
from benchmarks.plans import BRIEF, ORDER
from handoff_lint import config, engine
from handoff_lint.model import Finding
from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits

TODAY = datetime.date(2027, 1, 12)
SIZES: tuple[Size, ...] = ("full", "starter")


def _findings(root: Path) -> tuple[Finding, ...]:
    return engine.run(config.load(root), engine.Options(today=TODAY, no_time=True, jobs=1)).findings


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _nodes(value: object) -> int:
    if isinstance(value, dict):
        return 2 * len(value) + sum(map(_nodes, value.values()))
    return len(value) + sum(map(_nodes, value)) if isinstance(value, list) else 0


@pytest.mark.parametrize("size", SIZES)
def test_without_defects_nothing_is_found(size: Size, tmp_path: Path) -> None:
    assert generate(tmp_path, 73, defects=0, size=size).planted == {}
    assert [(one.path, one.code, one.message) for one in _findings(tmp_path)] == []


@pytest.mark.parametrize("count", range(1, len(ORDER)))
def test_a_campaign_that_is_not_complete_is_clean_too(count: int, tmp_path: Path) -> None:
    generate(tmp_path, count, defects=0)
    assert [(one.path, one.code, one.message) for one in _findings(tmp_path)] == []


def test_a_seventh_of_the_packages_is_of_each_type_and_in_every_status(tmp_path: Path) -> None:
    generate(tmp_path, 10 * len(ORDER) + 1, defects=0)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("0*/*.md")]
    kinds = Counter(text.partition("\ntype: ")[2].split()[0] for text in texts)
    assert kinds == {kind: 10 + (kind == BRIEF) for kind in ORDER}
    statuses = {text.partition("\nstatus: ")[2].split()[0] for text in texts}
    assert statuses == {"draft", "in_review", "approved", "handed_off", "accepted", "completed"}


@pytest.mark.parametrize("size", SIZES)
def test_each_planted_defect_is_found_once_and_nothing_else(size: Size, tmp_path: Path) -> None:
    suitable = [defect for defect in DEFECTS if size in defect.sizes]
    step = len(ORDER) if size == "full" else 2
    done = generate(tmp_path, step * len(suitable), defects=1 / step, size=size)
    found = Counter(finding.code for finding in _findings(tmp_path))
    assert dict(found) == done.planted == Counter(defect.code for defect in suitable)


def test_more_defects_than_complete_campaigns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 defects do not fit into 1 complete campaigns"):
        generate(tmp_path, 13, defects=0.15)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        generate(tmp_path / name, 22, defects=0.1, seed=seed)
    assert _files(tmp_path / "one") == _files(tmp_path / "again")
    assert _files(tmp_path / "one") != _files(tmp_path / "other")


@pytest.mark.parametrize(("size", "nodes", "lines"), [("full", 850, 450), ("starter", 120, 60)])
def test_the_packages_are_as_large_as_announced(size: Size, nodes: int, lines: int, tmp_path: Path) -> None:
    generate(tmp_path, 42, defects=0, size=size)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("0*/*.md")]
    counted = [_nodes(fast.load(frontmatter.split(text).front, Limits())) for text in texts]
    assert nodes <= sum(counted) / len(texts) <= 1.3 * nodes
    assert lines <= sum(text.count("\n") for text in texts) / len(texts) <= 1.4 * lines
    if size == "full":
        assert min(counted) >= 440  # no type is a mere stub


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is not empty"):
        generate(tmp_path, 1)
    assert _files(tmp_path) == {"notes.txt": b"mine"}
