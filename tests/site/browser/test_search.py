"""The search, from a web server and from the disk: what people look for, and what the results tell them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import Site
from tests.site.browser.using import search

pytestmark = pytest.mark.xdist_group("browser")

SOUGHT = {
    "lesson": (
        "Demo requests fell",
        "Dockside launch: what we learnt",
        ["Campaign retrospective", "Dockside autumn launch"],
    ),
    "person": ("Kofi Adair", "Kofi Adair", ["Person"]),
    "UTM value": (
        "hero-cta",
        "Dockside autumn launch: production to launch",
        ["Production to launch", "Dockside autumn launch"],
    ),
    "asset": (
        "20260908_dockside-launch_linkedin_ad_b_1200x628_v02.jpg",
        "Dockside autumn launch: creative to production",
        ["Creative to production", "Dockside autumn launch"],
    ),
}
"""What is typed, the title of the first result, and the words beside it that say type and campaign."""


@pytest.mark.parametrize("place", ["served", "file"])
@pytest.mark.parametrize("what", SOUGHT)
def test_the_search_finds_it_and_says_what_it_is(
    own: Site, hostile: Site, tab: Callable[..., Page], what: str, place: str
) -> None:
    words, title, said = SOUGHT[what]
    page = tab()
    page.goto(own.page("board/") if place == "served" else hostile.file("board.html"))
    search(page, words)
    first = page.locator(".md-search-result__item").first
    expect(first.locator("h1")).to_have_text(title)
    for at, tag in enumerate(said):
        expect(first.locator(".md-tag").nth(at)).to_have_text(tag)
    first.locator("a").first.click()
    expect(page.locator(".md-content h1")).to_have_text(title)


@pytest.mark.parametrize(("place", "title"), [("served", "HF403"), ("file", "Rules in force")])
def test_the_search_finds_a_rule(own: Site, hostile: Site, tab: Callable[..., Page], place: str, title: str) -> None:
    page = tab()
    page.goto(own.page("board/") if place == "served" else hostile.file("board.html"))
    search(page, "HF403")
    expect(page.locator(".md-search-result__item h1").first).to_have_text(title)


def test_lists_to_choose_from_are_not_searched(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.page("board.html"))
    assert [text for text in search(page, "only late") if text.startswith("Board")] == []
