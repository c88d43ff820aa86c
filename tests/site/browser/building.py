"""Builds the sites that the browser looks at, and serves them on this machine."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from unittest import mock

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from tests.site.conftest import ROOT, TODAY, copy_demo

HOSTILE = Path(__file__).parents[1] / "hostile"
MORE = """\
entries:
  - {id: ce-price, at: 2026-09-16T15:00:00+01:00, channel: email, kind: email, message: Prices for 2027, cta: Look,
     segments: [ops-managers-3pl], owner: sofia.marsh, status: planned}
  - {id: ce-digest-11, at: 2026-11-05T10:00:00+00:00, channel: email, kind: email, message: November at the dock,
     cta: Read, segments: [customers], owner: sofia.marsh, status: planned}
"""
"""A third mail to a segment within a week, which is a conflict, and something to go out two months later."""


def own_site(folder: Path) -> Path:
    """This project's documentation and demo, as `mkdocs build` makes them, on the demo's day."""
    return _build(folder / "site", plugins=["search", {"handoff": {"today": TODAY}}])


def hostile_site(folder: Path) -> Path:
    """A repository of the demo, a conflict in the calendar and hostile documents, to be read from `file://`."""
    repo = copy_demo(folder / "repo")
    (repo / "docs/calendar/more.yml").write_text(MORE, encoding="utf-8")
    brief = (HOSTILE / "brief.md").read_text(encoding="utf-8")
    names = {"x-launch": "20260803_x-launch_strategy-to-creative_v01.md", "<img src=x onerror=alert(60)>": "<b>.md"}
    for campaign, name in names.items():
        place = repo / "docs/campaigns" / campaign
        (place / "01-brief").mkdir(parents=True)
        (place / "01-brief" / name).write_text(brief, encoding="utf-8")
        (place / "campaign.md").write_text((HOSTILE / "campaign.md").read_text(encoding="utf-8"), encoding="utf-8")
    (repo / "docs/kb/bad.md").write_text((HOSTILE / "entry.md").read_text(encoding="utf-8"), encoding="utf-8")
    (repo / "docs/page.md").write_text((HOSTILE / "page.md").read_text(encoding="utf-8"), encoding="utf-8")
    return _build(
        folder / "site",
        docs_dir=str(repo / "docs"),
        nav=[{"Today": "index.md"}, {"Work": ["board.md", "my-work.md", "calendar.md"]}, {"Learnt": "kb/index.md"}],
        plugins=["search", {"handoff": {"today": TODAY}}, "offline"],
    )


def _build(site: Path, **changes: Any) -> Path:
    """Build with the settings of this project's mkdocs.yml, but for the changes."""
    quiet = logging.NullHandler()
    log = logging.getLogger("mkdocs")
    log.addHandler(quiet)
    with (
        warnings.catch_warnings(),
        mock.patch.dict("os.environ", {"NO_MKDOCS_2_WARNING": "1"}),
    ):
        warnings.simplefilter("ignore")  # what MkDocs and its theme say about themselves
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), **changes)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
    log.removeHandler(quiet)
    return site


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server for a folder, ending in `/`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
