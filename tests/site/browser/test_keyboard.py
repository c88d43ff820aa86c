"""Everything works without a mouse, and one always sees where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import NARROW, WIDE, Site

pytestmark = pytest.mark.xdist_group("browser")

FOCUS = """() => {
  const at = document.activeElement;
  const seen = at.matches(".md-option") ? at.nextElementSibling : at;
  const style = getComputedStyle(seen);
  const box = seen.getBoundingClientRect();
  return {
    what: at.name || at.textContent.trim() || at.getAttribute("aria-label") || at.title,
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || at.matches(".md-search__input"),
    isInside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && box.width > 0,
    isContent: Boolean(at.closest(".md-content")),
  };
}"""


def stops(page: Page, number: int) -> list[dict[str, Any]]:
    """Where the next presses of the tab key lead, up to the end of the page."""
    found = []
    for _ in range(number):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        found.append(page.evaluate(FOCUS))
    return found


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until a field or link is reached."""
    reached = next((stop for stop in (stops(page, 1)[0] for _ in range(60)) if stop["what"] == name), None)
    assert reached is not None, name


@pytest.mark.parametrize("path", ["board/", "calendar/", "campaigns/dockside-launch/dockside-launch-h1/", "kb/"])
def test_the_first_stop_skips_to_the_content(own: Site, tab: Callable[..., Page], path: str) -> None:
    page = tab()
    page.goto(own.page(path))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    [first] = stops(page, 1)
    assert first["isContent"]
    expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("path", ["board/", "calendar/", "campaigns/dockside-launch/"])
def test_every_stop_can_be_seen(own: Site, tab: Callable[..., Page], path: str, width: int) -> None:
    page = tab(width, reduced_motion="reduce")
    page.goto(own.page(path))
    found = stops(page, 4)
    if width == NARROW:  # the search fills a phone's screen once it is reached
        page.keyboard.press("Escape")
    found += stops(page, 30)
    assert [stop for stop in found if not (stop["isMarked"] and stop["isInside"])] == []


def test_filters_in_their_order(own: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(own.page("board/"))
    tab_to(page, "campaign")
    assert [stop["what"] for stop in stops(page, 5)] == [
        "type",
        "person",
        "late",
        "Show all",
        "Dockside launch: what we learnt",
    ]


def test_filters_are_chosen_and_taken_back(own: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(own.page("board/"))
    status = page.get_by_role("status")
    tab_to(page, "type")
    page.keyboard.type("Marketing")
    expect(status).to_have_text("1 of 7 shown")
    tab_to(page, "late")
    page.keyboard.press("Space")
    expect(status).to_have_text("0 of 7 shown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("7 of 7 shown")


def test_the_calendar_is_turned(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.page("calendar.html"))
    tab_to(page, "Later")
    page.keyboard.press("Enter")
    expect(page.locator(".hl-month:visible h2")).to_have_text("October 2026")
    page.keyboard.press("Enter")
    expect(page.locator(".hl-month:visible h2")).to_have_text("November 2026")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".hl-steps [role=status]")).to_have_text("November 2026, week 45")


def test_a_result_of_the_search_is_opened(own: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(own.page("board/"))
    page.keyboard.press("f")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type("Kofi Adair")
    result = page.locator(".md-search-result__link").first
    expect(result.locator("h1")).to_have_text("Kofi Adair")
    expect(result).to_have_attribute("href", own.page("people/kofi.adair/?h=kofi+adair"))  # not of half the name
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".md-content h1")).to_have_text("Kofi Adair")


def test_the_menu_of_a_phone_opens(own: Site, tab: Callable[..., Page]) -> None:
    page = tab(NARROW, reduced_motion="reduce")
    page.goto(own.page("today/"))
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    expect(menu).to_have_attribute("aria-expanded", "false")
    home = page.locator(".md-sidebar--primary").get_by_role("link", name="Home", exact=True)
    expect(home).to_be_hidden()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(home).to_be_in_viewport()
