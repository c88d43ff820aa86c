"""Opening what may be anything: regular files inside the repository, never more than the limit."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

_INSTEAD = "Put the file itself here instead of the link."
_PLACE = "Put a Markdown file in its place, or move it out of the campaign folder."


def _fault(root: Path, path: str, max_bytes: int = 100) -> tuple[str, str]:
    with pytest.raises(ReadFault) as caught:
        files.read(root, path, max_bytes=max_bytes)
    assert caught.value.span is None
    return caught.value.message, caught.value.help


def test_a_file_up_to_the_limit_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 100)
    assert files.read(tmp_path, "a.md", max_bytes=100) == b"x" * 100


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 1001)
    assert _fault(tmp_path, "a.md", 1000) == (
        "The file is 1,001 bytes; at most 1,000 are read.",
        "Keep attachments in the file share and link to them, or raise `limits: file_kib` in handoff.yml.",
    )


def test_a_link_inside_the_repository_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x")
    (tmp_path / "b.md").symlink_to("a.md")
    assert files.read(tmp_path, "b.md", max_bytes=1) == b"x"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param(
            "../secret", "This is a symbolic link to a place outside the repository, so it is not read.", id="relative"
        ),
        pytest.param(
            "/dev/null", "This is a symbolic link to a place outside the repository, so it is not read.", id="device"
        ),
        pytest.param("link.md", "This is a symbolic link that leads nowhere.", id="loop"),
        pytest.param("gone.md", "This is a symbolic link that leads nowhere.", id="dangling"),
    ],
)
def test_a_link_elsewhere_is_not_followed(tmp_path: Path, target: str, message: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "link.md").symlink_to(target)
    assert _fault(root, "link.md") == (message, _INSTEAD)


def test_a_folder_in_a_files_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert _fault(tmp_path, "a.md") == ("This is a folder, not a file.", _PLACE)


def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert _fault(tmp_path, "a.md") == ("This is a named pipe, not a file.", _PLACE)


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket has little room
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.md")
        message, _ = _fault(tmp_path, "a.md")
    assert message == f"The file cannot be read: {os.strerror(errno.ENXIO)}."


def test_a_device(tmp_path: Path) -> None:
    assert _fault(Path("/dev"), "null") == ("This is a device, not a file.", _PLACE)


def test_a_vanished_file(tmp_path: Path) -> None:
    assert _fault(tmp_path, "gone.md") == ("The file vanished while the check was running.", "Run the check again.")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EMFILE])
def test_what_the_system_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    assert _fault(tmp_path, "a.md") == (
        f"The file cannot be read: {os.strerror(number)}.",
        "Check its permissions, then run the check again.",
    )


def test_an_error_while_reading_closes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    real = os.fstat

    def fail(handle: int) -> os.stat_result:
        opened.append(handle)
        raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "a.md").write_bytes(b"x")
    with monkeypatch.context() as patch:  # pytest calls it too
        patch.setattr(os, "fstat", fail)
        assert _fault(tmp_path, "a.md")[0] == "The file cannot be read: Input/output error."
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        real(opened[0])
