"""Drawings are as light or dark as the page they stand on, whatever brings the page there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from handoff_lint.site.drawings.palette import DARK, LIGHT
from tests.site.browser.conftest import Site

pytestmark = pytest.mark.xdist_group("browser")
GROUND = "getComputedStyle(document.querySelector('.handoff-drawing')).getPropertyValue('--hd-page').trim()"


def test_drawings_follow_the_page_and_not_the_system_alone(own: Site, tab: Callable[..., Page]) -> None:
    page = tab(scheme="dark")
    page.goto(own.page("campaigns/dockside-launch/"))
    assert page.evaluate(GROUND) == DARK.page
    # As Material renders pages of a site that sets no palette: they stay light on a dark system.
    page.evaluate(
        "document.querySelectorAll('[data-md-color-scheme]').forEach(one => delete one.dataset.mdColorScheme)"
    )
    assert page.evaluate(GROUND) == LIGHT.page
    # Another generator's page, which the system's preference decides.
    page.evaluate("document.querySelector('.md-container').className = ''")
    assert page.evaluate(GROUND) == DARK.page
