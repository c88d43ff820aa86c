"""`mkdocs serve`: what an edited file changes is seen, and with --dirty nothing else is written again."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.conftest import BRIEF, change

_SECONDS = 60
"""Far more than a build of the demo takes; a server that does not answer by then is a failure."""
_TITLE = "A brief with another title"


@pytest.fixture
def settings(demo: Path, tmp_path: Path) -> Path:
    written = {
        "site_name": "Larkfield",
        "docs_dir": str(demo / "docs"),
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"handoff": {"today": "2026-09-14"}}],
        "nav": [{"Today": "index.md"}, {"Board": "board.md"}],
    }
    file = tmp_path / "mkdocs.yml"
    file.write_text(json.dumps(written), encoding="utf-8")
    return file


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, settings: Path, log: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(settings), "-a", self.address, *options]
        # The server's builds lie in a folder of their own, below this one.
        (log.parent / "temporary").mkdir()
        environment = {**os.environ, "TMPDIR": str(log.parent / "temporary"), "NO_MKDOCS_2_WARNING": "1"}
        self._log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)

    def wait_for(self, path: str, words: str) -> str:
        """The page, once these words are on it."""
        page = ""
        for _ in range(_SECONDS * 5):
            if self.process.poll() is None and words in (page := self._page(path)):
                return page
            time.sleep(0.2)
        raise AssertionError(f"{words!r} is not on {path}\n{self._log.read_text(encoding='utf-8')}\n{page}")

    def _page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=_SECONDS) as answer:
                return str(answer.read().decode())
        except OSError:  # not up yet
            return ""

    def pages(self) -> dict[str, int]:
        """Address of a page → when it was written, in nanoseconds."""
        [folder] = (self._log.parent / "temporary").glob("mkdocs_*")
        return {one.parent.relative_to(folder).as_posix(): one.stat().st_mtime_ns for one in folder.rglob("index.html")}


@pytest.fixture
def dirty(settings: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(settings, tmp_path / "log", "--dirty")
    yield server
    server.process.terminate()
    server.process.wait(_SECONDS)


@pytest.fixture
def clean(settings: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(settings, tmp_path / "log")
    yield server
    server.process.terminate()
    server.process.wait(_SECONDS)


def retitle(demo: Path) -> None:
    change(demo / BRIEF, "status: accepted", f"title: {_TITLE}\nstatus: accepted")


def test_an_edited_handoff_is_seen_on_every_page_that_names_it(demo: Path, clean: Server) -> None:
    clean.wait_for("campaigns/dockside-launch/dockside-launch-h1/", "<h1")
    retitle(demo)
    for page in ("campaigns/dockside-launch/dockside-launch-h1/", "campaigns/dockside-launch/", "board/"):
        clean.wait_for(page, _TITLE)


def test_with_dirty_only_pages_that_change_are_written_again(demo: Path, dirty: Server) -> None:
    dirty.wait_for("campaigns/dockside-launch/dockside-launch-h1/", "<h1")
    before = dirty.pages()
    retitle(demo)
    for page in ("campaigns/dockside-launch/dockside-launch-h1/", "campaigns/dockside-launch/", "board/"):
        dirty.wait_for(page, _TITLE)
    after = dirty.pages()
    assert after.keys() == before.keys()
    written = {page for page, when in after.items() if when != before[page]}
    own = "campaigns/dockside-launch"
    named = {f"{own}/dockside-launch-h{number}" for number in (1, 2, 4, 5, 6, 7)}
    hubs = {"board", "glossary", "metrics", "tags"}
    people = {"people/priya.castellan", "people/tomasz.wren"}
    assert written == {own, *named, *hubs, *people, "playbook/strategy-to-creative"}
