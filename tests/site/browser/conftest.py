"""A Chromium, two sites, and the promise that no page asks for anything outside of them, fails or opens a dialog."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, expect, sync_playwright

from tests.site.browser.building import hostile_site, own_site, served
from tests.site.conftest import ROOT

OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
OUTSIDE = re.compile(r"^(?!http://127\.0\.0\.1:|file:|data:|blob:)")
"""Every address but those of the sites themselves."""
WIDE, NARROW = 1280, 390
PATIENCE = 30_000
"""Milliseconds to wait for what is going to happen anyway: machines of CI may be busy."""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and where it is served."""

    folder: Path
    address: str

    def page(self, path: str = "") -> str:
        """Where a page is served."""
        return self.address + path

    def file(self, path: str) -> str:
        """Where a page lies on the disk."""
        return f"{self.folder.as_uri()}/{path}"


@dataclass
class Watch:
    """Everything that pages did which they must not do."""

    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def route(self, route: Route) -> None:
        """Keep and stop a request to the outside."""
        self.outside.append(route.request.url)
        route.abort()

    def dialog(self, dialog: Dialog) -> None:
        """Close a dialog."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def console(self, message: ConsoleMessage) -> None:
        """Keep what the browser calls an error."""
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that scripts/browser.sh finds; without one the tests fail and say what to do."""
    env = {**os.environ, "TEST_PYTHON": sys.executable}
    command = ["sh", "scripts/browser.sh", "--find"]
    found = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=OPTIONS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This project's documentation with its demo."""
    folder = own_site(tmp_path_factory.mktemp("own"))
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo with hostile documents and a conflict in the calendar, built to be read from the disk."""
    folder = hostile_site(tmp_path_factory.mktemp("hostile"))
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the pages of a test did; it has to be nothing when the test ends."""
    seen = Watch()
    yield seen
    assert (seen.outside, seen.dialogs, seen.errors) == ([], [], [])


@pytest.fixture
def tab(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a tab: `tab(width=390, scheme="dark", **options of a context)`."""
    contexts = []

    def new(width: int = WIDE, scheme: Literal["light", "dark"] = "light", **options: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, service_workers="block", **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.route(OUTSIDE, watch.route)
        page = context.new_page()
        page.on("dialog", watch.dialog)
        page.on("console", watch.console)
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        return page

    yield new
    for context in contexts:
        context.close()
