"""`kill -9` at any moment leaves the old file or the new one; and the harness notices when it is otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from handoff_lint.editing import writing
from tests.editing_files import killing

LINE = b"tags: [a, b]\n"
OLD, NEW = b"tags: [a]\n" * 3000, LINE * 3000

_GOOD = f"""
import sys
from pathlib import Path
from handoff_lint.editing.writing import Replacement, write_all

new = {LINE!r} * 3000
write_all(Path(), [Replacement(path, Path(path).read_bytes(), new) for path in sys.argv[1:]])
"""

_NAIVE = f"""
import os, sys

for path in sys.argv[1:]:
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC)
    os.write(handle, {LINE!r} * 3000)
    os.close(handle)
"""

_LITTERING = f"""
import os, sys

for path in sys.argv[1:]:
    handle = os.open(path + ".tmp", os.O_WRONLY | os.O_CREAT)
    os.write(handle, {LINE!r} * 3000)
    os.close(handle)
    os.replace(path + ".tmp", path)
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two files that the scripts change and one that they do not."""
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    for name in ("a", "b", "c"):
        (folder / f"docs/{name}.md").write_bytes(OLD)
    return folder


def _sweep(script: str, repository: Path, tmp_path: Path, files: list[str], runs: int) -> list[killing.Killed]:
    program = tmp_path / "program.py"
    program.write_text(script, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return killing.sweep([sys.executable, str(program), *files], repository, files, scratch=scratch, runs=runs)


def test_sixty_kills_leave_the_old_file_or_the_new_one(repository: Path, tmp_path: Path) -> None:
    found = _sweep(_GOOD, repository, tmp_path, ["docs/a.md"], 60)
    assert len(found) == 60
    at_calls = {one.moment: (one.states[0], len(one.orphans)) for one in found if ":" in one.moment}
    assert at_calls == {
        "0:before": ("old", 0),  # open
        "0:after": ("old", 1),
        "1:before": ("old", 1),  # write
        "1:half": ("old", 1),
        "1:after": ("old", 1),
        "2:before": ("old", 1),  # chmod
        "2:after": ("old", 1),
        "3:before": ("old", 1),  # fsync
        "3:after": ("old", 1),
        "4:before": ("old", 1),  # replace
        "4:after": ("new", 0),
        "5:before": ("new", 0),  # fsync of the folder
        "5:after": ("new", 0),
    }


def test_several_files_are_each_old_or_new(repository: Path, tmp_path: Path) -> None:
    found = _sweep(_GOOD, repository, tmp_path, ["docs/a.md", "docs/b.md"], 0)
    assert len(found) == 26
    assert {one.states for one in found} == {("old", "old"), ("new", "old"), ("new", "new")}
    assert max(len(one.orphans) for one in found) == 2


def test_the_harness_sees_a_torn_file(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"docs/a\.md is torn: 0 bytes"):
        _sweep(_NAIVE, repository, tmp_path, ["docs/a.md"], 0)


def test_the_harness_sees_litter(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"docs/a\.md\.tmp"):
        _sweep(_LITTERING, repository, tmp_path, ["docs/a.md"], 0)


def test_the_harness_sees_a_command_that_fails(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no such thing"):
        _sweep("raise SystemExit('no such thing')", repository, tmp_path, ["docs/a.md"], 0)


def test_the_harness_sees_another_file_change(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a complete run leaves something else"):
        _sweep(_GOOD + "Path('docs/c.md').write_bytes(b'')", repository, tmp_path, ["docs/a.md"], 0)


def test_a_module_can_be_killed_too(repository: Path, tmp_path: Path) -> None:
    (repository / "adding.py").write_text(_GOOD, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "adding", "docs/b.md"]
    found = killing.sweep(
        command, repository, ["docs/b.md"], scratch=scratch, runs=0, is_new=lambda path, content: content == NEW
    )
    assert [one.states for one in found].count(("new",)) == 3
    assert writing.TEMPORARY.startswith(".")
