"""The calendar: months, weeks, filters, and the mark on what meets something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.browser.conftest import NARROW, Site

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def calendar(hostile: Site, tab: Callable[..., Page]) -> Page:
    page = tab()
    page.goto(hostile.page("calendar.html"))
    return page


def months(page: Page) -> list[str]:
    """The months that can be seen."""
    return page.locator(".hl-month:visible h2").all_inner_texts()


def entries(page: Page) -> list[str]:
    """The times of the entries that can be seen."""
    return page.locator(".hl-sending:visible b").all_inner_texts()


def test_it_begins_with_this_month_and_steps_to_others(calendar: Page) -> None:
    assert months(calendar) == ["September 2026"]
    earlier, later = (calendar.get_by_role("button", name=name) for name in ("Earlier", "Later"))
    expect(earlier).to_be_disabled()
    later.click()
    assert months(calendar) == ["October 2026"]
    expect(calendar.locator(".hl-month:visible > .hl-note")).to_have_text(
        "Nothing goes out in October 2026. The last entry before is on 29 Sep 2026. The next one is on 5 Nov 2026."
    )
    later.click()
    assert months(calendar) == ["November 2026"]
    expect(calendar.locator(".hl-sending:visible")).to_contain_text("November at the dock")
    expect(later).to_be_disabled()
    earlier.click()
    earlier.click()
    assert months(calendar) == ["September 2026"]


def test_it_shows_one_week_at_a_time(calendar: Page) -> None:
    calendar.get_by_role("button", name="By week").click()
    status = calendar.locator(".hl-steps [role=status]")
    expect(status).to_have_text("September 2026, week 38")  # the one of the day
    assert entries(calendar) == ["09:15", "09:20", "09:30", "11:00", "15:00", "10:00"]
    calendar.get_by_role("button", name="Earlier").click()
    calendar.get_by_role("button", name="Earlier").click()
    expect(status).to_have_text("September 2026, week 36")
    assert entries(calendar) == ["10:00"]
    calendar.get_by_role("button", name="By month").click()
    assert months(calendar) == ["September 2026"]
    assert len(entries(calendar)) == 10


def test_a_conflict_is_marked_in_words_and_can_be_picked_out(calendar: Page) -> None:
    marked = calendar.locator(".hl-sending:visible").filter(has_text="conflict")
    expect(marked).to_have_count(3)
    expect(marked.nth(1)).to_contain_text("Prices for 2027")
    expect(marked.nth(1)).to_contain_text("Move this one.")
    calendar.get_by_label("only conflicts").check()
    expect(calendar.locator(".hl-count")).to_have_text("3 of 11 shown")
    assert entries(calendar) == ["09:30", "15:00", "10:00"]


def test_a_filter_goes_to_the_month_that_holds_something(calendar: Page) -> None:
    calendar.get_by_role("button", name="Later").click()
    calendar.get_by_role("combobox", name="Channel", exact=True).select_option("LinkedIn")
    expect(calendar.locator(".hl-count")).to_have_text("3 of 11 shown")
    assert months(calendar) == ["September 2026"]
    assert entries(calendar) == ["12:00", "09:15", "11:00"]
    calendar.get_by_role("button", name="Show all").click()
    expect(calendar.locator(".hl-count")).to_have_text("11 of 11 shown")
    assert len(entries(calendar)) == 10


def test_on_a_phone_it_is_a_list_of_the_days_that_hold_something(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab(NARROW)
    page.goto(hostile.page("calendar.html"))
    days = page.locator(".hl-day:visible time").all_inner_texts()
    assert days == ["Thu 3", "Tue 8", "Tue 15", "Wed 16", "Thu 17", "Thu 24", "Tue 29"]


def test_without_script_all_months_are_there(hostile: Site, tab: Callable[..., Page]) -> None:
    page = tab(java_script_enabled=False)
    page.goto(hostile.page("calendar.html"))
    assert months(page) == ["September 2026", "October 2026", "November 2026"]
    assert page.locator(".hl-filters:visible").count() == 0
