"""What comes out of the printer: the content, all of it, and nothing to click on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import Site

pytestmark = pytest.mark.xdist_group("browser")

HIDDEN = """(names) => names.filter((name) =>
  [...document.querySelectorAll(name)].some((one) => one.checkVisibility({visibilityProperty: true})))"""


def test_filters_and_menus_are_not_printed(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.page("calendar.html"))
    expect(page.locator(".hl-filters")).to_be_visible()
    page.emulate_media(media="print")
    assert page.evaluate(HIDDEN, [".md-header", ".md-sidebar", ".hl-filters", ".hl-steps", ".md-footer"]) == []
    assert page.locator(".hl-month:visible h2").all_inner_texts() == ["September 2026", "October 2026", "November 2026"]


def test_folded_parts_are_printed(own: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(own.page("playbook/strategy-to-creative/"))
    folded = "details.hl-details:not([open]) td"
    assert page.evaluate(HIDDEN, [folded]) == []
    page.emulate_media(media="print")
    assert page.evaluate(HIDDEN, [folded]) == [folded]


def test_paper_is_light_and_holds_wide_tables(own: Site, tab: Callable[..., Page]) -> None:
    page = tab(width=718, scheme="dark")  # what is between the margins of A4
    page.goto(own.page("handoff-map/"))
    ground = "getComputedStyle(document.querySelector('.hl-table th')).backgroundColor"
    assert page.evaluate(ground) == "rgb(42, 46, 57)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(244, 245, 247)"
    assert page.evaluate("document.documentElement.scrollWidth") == 718
