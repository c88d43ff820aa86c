"""What people do on a page, in words."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def search(page: Page, words: str) -> list[str]:
    """Type into the search, as people do, and give the text of each result."""
    page.keyboard.press("f")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    return page.locator(".md-search-result__item").all_inner_texts()
