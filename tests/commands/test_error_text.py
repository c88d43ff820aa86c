"""What stops a run is shown to people: wrapped in a terminal, whole in a log."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from handoff_lint import cli

MESSAGE = "There is no time zone Europe/Londn. Did you mean Europe/London?"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "handoff.yml").write_text("organisation: {timezone: Europe/Londn}\n", encoding="utf-8")
    return tmp_path


def shown(root: Path, stream: io.StringIO) -> str:
    with redirect_stderr(stream):
        assert cli.run(["check", "--root", str(root)]) == 2
    return stream.getvalue()


def test_a_terminal_gets_lines_of_its_width(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert shown(root, _Terminal()).split("\n") == [
        "handoff.yml:1:26: There is no time zone",
        "Europe/Londn. Did you mean",
        "Europe/London?",
        "Write continent and city, such as",
        "Europe/London.",
        "",
    ]


def test_a_log_gets_whole_lines(root: Path) -> None:
    assert shown(root, io.StringIO()) == (
        f"handoff.yml:1:26: {MESSAGE}\nWrite continent and city, such as Europe/London.\n"
    )


def test_a_link_among_the_folders_of_the_knowledge_base_is_refused(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n", encoding="utf-8")
    (tmp_path / "docs/campaigns").mkdir(parents=True)
    (tmp_path / "docs/kb").mkdir()
    (tmp_path / "docs/kb/again").symlink_to(tmp_path / "docs/kb", target_is_directory=True)
    stream = io.StringIO()
    with redirect_stderr(stream):
        assert cli.run(["check", "--root", str(tmp_path)]) == 2
    assert stream.getvalue() == (
        "docs/kb/again: This is a symbolic link to a folder or to nothing, so what is behind it was not checked.\n"
        "Put the folder itself here instead of a link.\n"
    )
