"""Hostile documents in a real browser: nothing runs, nothing is asked for, nothing hides the page.

The fixture `watch` fails each test whose pages open a dialog, ask for something outside of the site or report an error.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import Site, Watch
from tests.site.browser.using import search

pytestmark = pytest.mark.xdist_group("browser")

ACTIVE = """() => {
  const parts = [...document.querySelectorAll("article *, .md-content__inner *, .md-sidebar *, title")];
  const isActive = ({name, value}) => /^on|^srcdoc$/.test(name) || /^\\s*(javascript|data|vbscript):/i.test(value);
  return parts.filter((one) => /^(script|iframe|object|embed|style|base|meta|link|math)$/i.test(one.tagName)
    || [...one.attributes].some(isActive)).map((one) => one.outerHTML);
}"""


def test_no_page_of_hostile_documents_runs_anything(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    paths = sorted(path.relative_to(hostile.folder).as_posix() for path in hostile.folder.rglob("*.html"))
    touched = [path for path in paths if "alert(" in (hostile.folder / path).read_text(encoding="utf-8")]
    assert "campaigns/x-launch/x-launch-h1.html" in touched
    assert "kb/bad.html" in touched
    for path in touched:
        page.goto(hostile.file(path))
        assert page.evaluate(ACTIVE) == [], path
        expect(page.locator("h1").first).to_be_visible()


def test_hostile_words_in_search_results_are_words(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.file("index.html"))
    found = search(page, "alert onerror script")
    assert any("<img src=x onerror=alert(14)>" in text for text in found)
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_filters_take_only_what_they_offer_from_an_address(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.page("board.html?campaign=%22%5D%3Cimg%20src%3Dx%20onerror%3Dalert(70)%3E&late=maybe"))
    expect(page.get_by_role("status")).to_have_text("9 of 9 shown")
    assert page.locator(".md-content img").count() == 0


def test_a_page_that_acts_would_be_noticed(tab: Callable[..., Page], watch: Watch) -> None:
    page = tab()
    page.set_content("<img src=https://outside.example/a.png><script>alert(1); nobody()</script>")
    page.wait_for_load_state()
    assert watch.outside == ["https://outside.example/a.png"]
    assert watch.dialogs == ["1"]
    assert "nobody is not defined" in " ".join(watch.errors)
    watch.outside, watch.dialogs, watch.errors = [], [], []
