"""The facets of the knowledge base."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import Site

pytestmark = pytest.mark.xdist_group("browser")

CALENDAR = "Every mail to a contact stands in one calendar"
SECOND_HALF = "Plan something new for the second half of a campaign"
PROBLEM = "Show the problem, not the product, to cold LinkedIn audiences"


@pytest.mark.parametrize(
    ("facet", "value", "found"),
    [
        ("Kind", "tactic", [PROBLEM]),
        ("Confidence", "not validated", [CALENDAR, SECOND_HALF, PROBLEM]),
        ("Channel", "LinkedIn", [SECOND_HALF, PROBLEM]),
        ("Segment", "ops-managers-3pl", [CALENDAR, SECOND_HALF, PROBLEM]),
        ("Campaign type", "Event or webinar", [SECOND_HALF]),
    ],
)
def test_a_facet_narrows_the_list(
    own: Site, tab: Callable[..., Page], facet: str, value: str, found: list[str]
) -> None:
    page = tab()
    page.goto(own.page("kb/"))
    expect(page.get_by_role("status")).to_have_text("3 of 3 shown")
    page.get_by_role("combobox", name=facet, exact=True).select_option(value)
    assert page.locator(".hl-card:visible h2").all_inner_texts() == found
    expect(page.get_by_role("status")).to_have_text(f"{len(found)} of 3 shown")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("3 of 3 shown")
