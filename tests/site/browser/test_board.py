"""The board's filters: what is shown, what they count, and that an address keeps them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import Site

pytestmark = pytest.mark.xdist_group("browser")


def shown(page: Page) -> list[str]:
    """The titles of the cards that can be seen."""
    return page.locator(".hl-card:visible b").all_inner_texts()


def chosen(page: Page) -> dict[str, list[str]]:
    """What the address says about the filters."""
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture
def board(own: Site, tab: Callable[..., Page]) -> Page:
    page = tab()
    page.goto(own.page("board/"))
    expect(page.get_by_role("status")).to_have_text("7 of 7 shown")
    return page


def test_filters_add_up_and_can_be_taken_back(board: Page) -> None:
    form = board.get_by_role("form", name="Filter the board")
    form.get_by_role("combobox", name="Person", exact=True).select_option("Sofia Marsh")
    expect(form.get_by_role("status")).to_have_text("1 of 7 shown")
    assert shown(board) == ["Dockside launch: mail and social"]
    expect(board.get_by_role("heading", name="Completed")).to_be_hidden()
    assert chosen(board) == {"person": ["sofia.marsh"]}
    form.get_by_role("combobox", name="Handoff", exact=True).select_option("Production to launch")
    expect(form.get_by_role("status")).to_have_text("0 of 7 shown")
    assert shown(board) == []
    form.get_by_role("button", name="Show all").click()
    expect(form.get_by_role("status")).to_have_text("7 of 7 shown")
    expect(board.get_by_role("heading", name="Completed")).to_be_visible()
    assert chosen(board) == {}


def test_an_address_keeps_the_filters(board: Page, own: Site) -> None:
    board.get_by_role("combobox", name="Handoff", exact=True).select_option("Marketing to sales")
    address = board.url
    board.goto(own.page("today/"))
    board.goto(address)
    expect(board.get_by_role("combobox", name="Handoff", exact=True)).to_have_value("marketing-to-sales")
    assert shown(board) == ["Dockside launch: lead rules"]


def test_what_is_late_and_each_campaign_can_be_picked_out(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab()
    page.goto(hostile.file("board.html"))
    status = page.get_by_role("status")
    expect(status).to_have_text("9 of 9 shown")
    page.get_by_role("combobox", name="Campaign", exact=True).select_option("Dockside autumn launch")
    expect(status).to_have_text("7 of 9 shown")
    page.get_by_label("only late").check()
    late = page.locator(".hl-card:visible").filter(has=page.locator(".hl-chip", has_text="late")).count()
    expect(status).to_have_text(f"{late} of 9 shown")
    assert late == len(shown(page))
