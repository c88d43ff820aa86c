"""Files are replaced whole or not at all, and never over what somebody else saved."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handoff_lint.editing import locking, writing
from handoff_lint.editing.writing import Replacement, write, write_all
from handoff_lint.errors import HandoffError
from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

OLD, NEW = b"old\n", b"new, and longer\r\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with three files."""
    folder = tmp_path / "repository" / "docs"
    folder.mkdir(parents=True)
    for name in "abc":
        (folder / f"{name}.md").write_bytes(OLD)
    return folder.parent


def _names(repository: Path) -> list[str]:
    return sorted(path.relative_to(repository).as_posix() for path in repository.rglob("*") if not path.is_dir())


ALL = ["docs/a.md", "docs/b.md", "docs/c.md"]


def _contents(repository: Path) -> list[bytes]:
    assert _names(repository) == ALL
    return [(repository / name).read_bytes() for name in ALL]


def _refused(repository: Path, path: str = "docs/a.md", old: bytes = OLD) -> HandoffError:
    with pytest.raises(HandoffError) as caught:
        write(repository, path, old, NEW)
    return caught.value


def test_written(repository: Path) -> None:
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_nothing_to_write(repository: Path) -> None:
    before = (repository / "docs/a.md").stat()
    write(repository, "docs/a.md", OLD, OLD)
    after = (repository / "docs/a.md").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("mode", [0o644, 0o664, 0o600, 0o755, 0o246])
def test_permissions_stay(repository: Path, mode: int) -> None:
    (repository / "docs/a.md").chmod(mode)
    write(repository, "docs/a.md", OLD, NEW)
    assert stat.S_IMODE((repository / "docs/a.md").stat().st_mode) == mode


def test_owner_stays_where_we_may_and_is_ours_where_not(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def other_owner(self: writing._Waiting, look: Any = writing._Waiting.check) -> os.stat_result:
        found = list(look(self))
        found[4:6] = [4711, 4712]
        return os.stat_result(found)

    def chown(path: Any, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(writing._Waiting, "check", other_owner)
    monkeypatch.setattr(os, "chown", chown)
    write(repository, "docs/a.md", OLD, NEW)
    assert asked == [(4711, 4712)]
    assert _contents(repository) == [NEW, OLD, OLD]


@pytest.mark.parametrize("now", [b"OLD\n", b"old\r\n", b"", b"old"])
def test_somebody_saved_meanwhile(repository: Path, now: bytes) -> None:
    (repository / "docs/a.md").write_bytes(now)
    error = _refused(repository)
    assert (error.place, error.message, error.help) == (
        "docs/a.md",
        "Somebody saved this file while the change was being made; the file was left as it is now.",
        "Look at it, then run the command again.",
    )
    assert _contents(repository) == [now, OLD, OLD]


def test_somebody_saved_at_the_last_moment(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def save(handle: int) -> None:
        (repository / "docs/a.md").write_bytes(b"mine\n")
        sync(handle)

    monkeypatch.setattr(os, "fsync", save)
    assert _refused(repository).message.startswith("Somebody saved this file")
    assert _contents(repository) == [b"mine\n", OLD, OLD]


def test_a_file_that_cannot_be_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished(root: Path, path: str, *, max_bytes: int) -> bytes:
        raise ReadFault("The file vanished while the check was running.", help="Run the check again.")

    monkeypatch.setattr(files, "read", vanished)
    error = _refused(repository)
    assert (error.place, error.message) == ("docs/a.md", "The file vanished while the check was running.")


def test_links_are_not_written_to(repository: Path) -> None:
    (repository / "docs/l.md").symlink_to("a.md")
    error = _refused(repository, "docs/l.md")
    assert (error.place, error.message) == ("docs/l.md", "This is a symbolic link, so it is not written to.")
    assert error.help == "Put the file itself here instead of the link."
    assert (repository / "docs/l.md").is_symlink()
    assert (repository / "docs/a.md").read_bytes() == OLD


def test_what_is_no_file_is_not_written_to(repository: Path) -> None:
    os.mkfifo(repository / "docs/p.md")
    assert _refused(repository, "docs/p.md").message == "This is no regular file, so it is not written to."
    assert _refused(repository, "docs").message == "This is no regular file, so it is not written to."


def test_a_file_that_is_gone(repository: Path) -> None:
    error = _refused(repository, "docs/x.md")
    assert error.message == "The file cannot be written: No such file or directory. It was left as it is."
    assert error.help == "It was moved or deleted meanwhile; run the command again."
    assert _refused(repository, "x/x.md").message == "The folder of this file is not there."


@pytest.mark.parametrize("path", ["../outside.md", "docs/../../outside.md", "link/outside.md", "docs/.."])
def test_outside_the_repository(repository: Path, path: str) -> None:
    outside = repository.parent / "outside.md"
    outside.write_bytes(OLD)
    (repository / "link").symlink_to("..")
    error = _refused(repository, path)
    assert error.message == "This file lies outside the repository, so it is not written to."
    assert _refused(repository, str(outside)).message == error.message
    assert outside.read_bytes() == OLD


def test_a_link_to_a_folder_of_the_repository(repository: Path) -> None:
    (repository / "same").symlink_to("docs")
    write(repository, "same/a.md", OLD, NEW)
    assert (repository / "docs/a.md").read_bytes() == NEW


def test_the_repository_itself_may_be_a_link(repository: Path) -> None:
    (repository.parent / "link").symlink_to(repository)
    write(repository.parent / "link", "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_a_read_only_file(repository: Path) -> None:
    (repository / "docs/a.md").chmod(0o444)
    error = _refused(repository)
    assert (error.message, error.help) == (
        "The file is read-only, so it is not written to.",
        "Make it writable first.",
    )
    assert _contents(repository) == [OLD, OLD, OLD]


PERMISSIONS = "Check the folder and its permissions, then run the command again."
SPACE = "Free some space on the disk, then run the command again."
FAULTS = [
    ("open", errno.EACCES, "Permission denied", PERMISSIONS),
    ("open", errno.EROFS, "Read-only file system", PERMISSIONS),
    ("open", errno.ENOSPC, "No space left on device", SPACE),
    ("write", errno.ENOSPC, "No space left on device", SPACE),
    ("write", errno.EDQUOT, "Disk quota exceeded", SPACE),
    ("fsync", errno.EIO, "Input/output error", PERMISSIONS),
    ("chmod", errno.EPERM, "Operation not permitted", PERMISSIONS),
    ("replace", errno.EACCES, "Permission denied", PERMISSIONS),
]


def _failing(monkeypatch: pytest.MonkeyPatch, call: str, number: int, *, nth: int = 1) -> None:
    """Let the nth system call of this name that concerns a temporary file fail."""
    real: Callable[..., Any] = getattr(os, call)
    calls = 0

    def fails(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        if call == "open" and not str(arguments[0]).endswith(".tmp~"):
            return real(*arguments, **options)
        calls += 1
        if calls == nth:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **options)

    monkeypatch.setattr(os, call, fails)


@pytest.mark.parametrize(("call", "number", "words", "remedy"), FAULTS)
def test_a_fault_leaves_the_old_file_and_no_other(
    repository: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str, remedy: str
) -> None:
    _failing(monkeypatch, call, number)
    error = _refused(repository)
    assert error.message == f"The file cannot be written: {words}. It was left as it is."
    assert (error.place, error.help) == ("docs/a.md", remedy)
    assert _contents(repository) == [OLD, OLD, OLD]


def test_a_write_that_takes_only_a_part_is_continued(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:3]))
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_ctrl_c_leaves_no_other_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [OLD, OLD, OLD]


def test_a_fault_after_the_file_was_replaced(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "fsync", errno.EIO, nth=2)
    error = _refused(repository)
    assert error.message == "The file holds the change, but the disk reports a fault: Input/output error."
    assert error.help == "Look at the file, and have the disk checked."
    assert _contents(repository) == [NEW, OLD, OLD]


def test_a_file_system_that_cannot_sync_folders(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "fsync", errno.EINVAL, nth=2)
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_a_system_that_cannot_open_folders(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_fcntl", None)
    monkeypatch.delattr(os, "O_DIRECTORY")
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_first_the_bytes_then_the_name(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def seen(name: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, call)

    for name in ("write", "chmod", "fsync", "replace", "unlink"):
        seen(name)
    write(repository, "docs/a.md", OLD, NEW)
    assert calls == ["write", "chmod", "fsync", "replace", "fsync"]


def test_leftovers_of_a_killed_run_are_removed(repository: Path) -> None:
    (repository / "docs/.handoff-0123456789abcdef.tmp~").write_bytes(b"half")
    (repository / "docs/.handoff-notes.md").write_bytes(b"mine")
    write(repository, "docs/a.md", OLD, NEW)
    assert _names(repository) == ["docs/.handoff-notes.md", *ALL]


def test_a_leftover_that_cannot_be_removed(repository: Path) -> None:
    (repository / "docs/.handoff-0.tmp~").mkdir()
    error = _refused(repository)
    assert re.fullmatch(r"A leftover of an earlier run cannot be deleted: .+\.", error.message)
    assert error.help == "Delete the files .handoff-*.tmp~ there, or make the folder writable."
    assert (repository / "docs/a.md").read_bytes() == OLD


def test_without_locks_leftovers_stay_since_they_may_be_in_use(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "docs/.handoff-0.tmp~").write_bytes(b"half")
    monkeypatch.setattr(locking, "_fcntl", None)
    write(repository, "docs/a.md", OLD, NEW)
    assert _names(repository) == ["docs/.handoff-0.tmp~", *ALL]


def test_the_names_of_temporary_files_are_ignored_by_git() -> None:
    assert writing.TEMPORARY == ".handoff-*.tmp~"
    assert "*~" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


# Several files


def _three(new: bytes = NEW) -> list[Replacement]:
    return [Replacement(path, OLD, new) for path in ALL]


def test_several_files(repository: Path) -> None:
    write_all(repository, _three())
    assert _contents(repository) == [NEW, NEW, NEW]


def test_one_bad_file_stops_all(repository: Path) -> None:
    (repository / "docs/c.md").write_bytes(b"mine\n")
    with pytest.raises(HandoffError) as caught:
        write_all(repository, _three())
    assert caught.value.place == "docs/c.md"
    assert _contents(repository) == [OLD, OLD, b"mine\n"]


def test_a_full_disk_at_the_third_file_stops_all(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "write", errno.ENOSPC, nth=3)
    with pytest.raises(HandoffError, match="No space left on device"):
        write_all(repository, _three())
    assert _contents(repository) == [OLD, OLD, OLD]


def test_a_fault_in_between_says_what_was_changed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "replace", errno.EIO, nth=2)
    with pytest.raises(HandoffError) as caught:
        write_all(repository, _three())
    assert caught.value.place == "docs/b.md"
    assert caught.value.message == "The file cannot be written: Input/output error. It was left as it is."
    assert caught.value.help == f"{PERMISSIONS}\nChanged:\n  docs/a.md\nNot changed:\n  docs/b.md\n  docs/c.md"
    assert _contents(repository) == [NEW, OLD, OLD]


def _save_at(monkeypatch: pytest.MonkeyPatch, call: str, path: Path, *, nth: int) -> None:
    """Somebody saves a file while the nth system call of this name runs."""
    real: Callable[..., Any] = getattr(os, call)
    calls = 0

    def saved(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        real(*arguments)
        if calls == nth:
            path.write_bytes(b"mine\n")

    monkeypatch.setattr(os, call, saved)


def test_somebody_saved_while_the_others_were_prepared(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _save_at(monkeypatch, "fsync", repository / "docs/c.md", nth=3)
    with pytest.raises(HandoffError, match="Somebody saved this file") as caught:
        write_all(repository, _three())
    assert (caught.value.place, caught.value.help) == ("docs/c.md", "Look at it, then run the command again.")
    assert _contents(repository) == [OLD, OLD, b"mine\n"]


def test_somebody_saved_while_the_first_was_replaced(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _save_at(monkeypatch, "replace", repository / "docs/b.md", nth=1)
    with pytest.raises(HandoffError, match="Somebody saved this file") as caught:
        write_all(repository, _three())
    assert caught.value.place == "docs/b.md"
    assert caught.value.help.endswith("Changed:\n  docs/a.md\nNot changed:\n  docs/b.md\n  docs/c.md")
    assert _contents(repository) == [NEW, b"mine\n", OLD]


@pytest.mark.parametrize(
    ("call", "nth", "listed", "contents"),
    [
        ("replace", 1, "Not changed:\n  docs/a.md\n  docs/b.md\n  docs/c.md", [OLD, OLD, OLD]),
        ("fsync", 6, "Changed:\n  docs/a.md\n  docs/b.md\n  docs/c.md", [NEW, NEW, NEW]),
    ],
)
def test_a_fault_at_the_first_and_at_the_last(
    repository: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, listed: str, contents: list[bytes]
) -> None:
    _failing(monkeypatch, call, errno.EIO, nth=nth)
    with pytest.raises(HandoffError) as caught:
        write_all(repository, _three())
    assert caught.value.help.partition("\n")[2] == listed
    assert _contents(repository) == contents


def test_the_same_file_twice_is_a_bug_of_the_caller(repository: Path) -> None:
    with pytest.raises(ValueError, match="the same file twice"):
        write_all(repository, [*_three(), *_three()])


# Two runs at once


def test_another_run_is_waited_for_and_then_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.0)
    monkeypatch.setattr(locking, "_PAUSE", 0.0)
    with locking.locked(repository):
        error = _refused(repository)
    assert error.message == "Another run has been writing in this repository for a while."
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_another_run_is_waited_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = os.open(repository, os.O_RDONLY)
    locking._fcntl.flock(other, locking._fcntl.LOCK_EX)
    monkeypatch.setattr(time, "sleep", lambda seconds: os.close(other))
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


@pytest.mark.parametrize("number", [errno.EBADF, errno.ENOLCK, errno.ENOTSUP])
def test_a_file_system_without_locks(repository: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    _no_lock(monkeypatch, number)
    write(repository, "docs/a.md", OLD, NEW)
    assert _contents(repository) == [NEW, OLD, OLD]


def test_a_lock_that_fails(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _no_lock(monkeypatch, errno.EIO)
    assert _refused(repository).message == "The repository cannot be locked: Input/output error."
    assert _contents(repository) == [OLD, OLD, OLD]


def _no_lock(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def flock(handle: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(locking._fcntl, "flock", flock)


def test_a_repository_that_is_not_there(tmp_path: Path) -> None:
    error = _refused(tmp_path / "none")
    assert error.message == "The folder cannot be opened: No such file or directory."


_ADD_A_LINE = """
import sys
import tempfile
import time
from pathlib import Path
from handoff_lint.editing.writing import write
from handoff_lint.errors import HandoffError
from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

root, mark, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
written = 0
while written < count:
    old = (root / "docs/a.md").read_bytes()
    try:
        write(root, "docs/a.md", old, old + f"{mark}{written}\\n".encode())
        written += 1
    except HandoffError as error:
        if not error.message.startswith("Somebody saved this file"):
            raise
"""


def test_two_runs_at_once_lose_nothing(repository: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", _ADD_A_LINE, str(repository), mark, "40"], cwd=ROOT) for mark in "xy"
    ]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    lines = (repository / "docs/a.md").read_text(encoding="utf-8").split()
    assert sorted(lines) == sorted(["old", *(f"{mark}{number}" for mark in "xy" for number in range(40))])
    assert _names(repository) == ALL


_TOO_LARGE = """
import resource, sys
from pathlib import Path
from handoff_lint.editing.writing import write
from handoff_lint.errors import HandoffError
from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(Path(sys.argv[1]), "docs/a.md", b"old\\n", b"x" * 5000)
except HandoffError as error:
    print(error.message)
"""


def test_a_disk_that_takes_only_the_beginning(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TOO_LARGE, str(repository)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "The file cannot be written: File too large. It was left as it is.\n"
    assert _contents(repository) == [OLD, OLD, OLD]


_READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from handoff_lint.editing import writing
from handoff_lint.errors import HandoffError
from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

if os.getuid() == 0:  # an administrator may write everywhere
    os.setuid(65534)
try:
    writing.write(Path(sys.argv[1]), "docs/a.md", b"old\\n", b"new\\n")
except HandoffError as error:
    print(error.message)
"""


def test_a_folder_in_which_we_may_not_write() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        (root / "docs").mkdir()
        (root / "docs/a.md").write_bytes(OLD)
        (root / "docs/a.md").chmod(0o666)
        (root / "docs").chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", _READ_ONLY_FOLDER, name], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout == "The file cannot be written: Permission denied. It was left as it is.\n"
        assert _names(root) == ["docs/a.md"]
        assert (root / "docs/a.md").read_bytes() == OLD
        (root / "docs").chmod(0o755)
