"""Every kind of page, in both colour schemes, on a desk and on a phone: axe finds nothing, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources

import pytest
from playwright.sync_api import Page

from tests.site.browser.conftest import NARROW, WIDE, Site
from tests.site.browser.using import search

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"], preload: false
}).then(({violations}) => violations.flatMap(({id, nodes}) =>
  nodes.map(({target, failureSummary}) => `${id}: ${target}: ${failureSummary}`)))"""
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CAMPAIGN = "campaigns/dockside-launch"
KINDS = {
    "": "",
    "404.html": r"404\.html",
    "today/": "today/",
    "board/": "board/",
    "my-work/": "my-work/",
    "calendar/": "calendar/",
    "campaigns/": "campaigns/",
    f"{CAMPAIGN}/": r"campaigns/[^/]+/",
    **{f"{CAMPAIGN}/dockside-launch-h{number}/": rf"campaigns/[^/]+/[^/]+-h{number}/" for number in range(1, 8)},
    "playbook/": "playbook/",
    "playbook/strategy-to-creative/": "playbook/[^/]+/",
    "handoff-map/": "handoff-map/",
    "people/": "people/",
    "people/sofia.marsh/": "people/[^/]+/",
    "glossary/": "glossary/",
    "tags/": "tags/",
    "rules-in-force/": "rules-in-force/",
    "kb/": "kb/",
    "kb/problem-led-linkedin/": "kb/[^/]+/",
    "lessons/": "lessons/",
    "metrics/": "metrics/",
    "guides/start/": "guides/[^/]+/",
    "reference/": "reference/|rules/",
    "reference/fields/campaign/": "reference/.+/",
    "rules/HF403/": "rules/HF[^/]+/",
    "performance/": "architecture/|performance/",
}
"""An example of each kind of page, and what the addresses of the kind look like."""
SCHEMES = [pytest.param(name, marks=pytest.mark.xdist_group(f"browser-{name}")) for name in ("light", "dark")]


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(own: Site, tab: Callable[..., Page], path: str, scheme: str) -> None:
    page = tab(NARROW, scheme, reduced_motion="reduce")
    page.goto(own.page(path))
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    assert page.evaluate(STICKS_OUT) == 0
    assert violations(page) == []
    page.set_viewport_size({"width": WIDE, "height": 900})
    assert page.evaluate(STICKS_OUT) == 0
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_axe_finds_nothing_in_an_open_search(own: Site, tab: Callable[..., Page], width: int, scheme: str) -> None:
    page = tab(width, scheme, reduced_motion="reduce")
    page.goto(own.page("board/"))
    assert "Kofi Adair" in " ".join(search(page, "Kofi Adair"))
    assert violations(page) == []


@pytest.mark.xdist_group("browser-light")
def test_every_page_is_of_a_kind_that_axe_looks_at(own: Site) -> None:
    paths = [path.relative_to(own.folder).as_posix().removesuffix("index.html") for path in own.folder.rglob("*.html")]
    assert [path for path in paths if not any(re.fullmatch(pattern, path) for pattern in KINDS.values())] == []
