"""The colours of drawings can be told apart, and their words read, in light and dark (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

import re

import pytest

from handoff_lint.site import drawings

TONES = ("neutral", "active", "warning", "ready", "done", "alert")


def schemes() -> dict[str, dict[str, str]]:
    """Scheme → custom property → colour, as the style sheet sets them."""
    sheet = drawings.stylesheet()
    light = re.search(r"^:root \{(.*?)\}", sheet, re.MULTILINE)
    dark = re.search(r'\[data-md-color-scheme="slate"\] \{(.*?)\}', sheet)
    assert light is not None
    assert dark is not None
    return {
        name: dict(re.findall(r"--hd-([a-z-]+): (#[0-9a-f]{6});", found[1]))
        for name, found in (("light", light), ("dark", dark))
    }


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_standards() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_words_and_outlines_of_each_tone_can_be_read(scheme: str, tone: str) -> None:
    colours = schemes()[scheme]
    grounds = {"page": colours["page"], "its own": colours[f"{tone}-soft"]}
    weak = {name: contrast(colours[tone], ground) for name, ground in grounds.items()}
    assert {name: value for name, value in weak.items() if value < 4.5} == {}
    assert contrast(colours["text"], colours[f"{tone}-soft"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_the_page_can_be_read(scheme: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours["text"], colours["page"]) >= 4.5
    assert contrast(colours["muted"], colours["page"]) >= 4.5


def test_both_schemes_set_the_same_properties() -> None:
    light, dark = schemes().values()
    assert light.keys() == dark.keys()
    assert set(TONES) <= light.keys()


def test_each_property_that_is_used_is_set() -> None:
    used = set(re.findall(r"var\(--hd-([a-z-]+)", drawings.stylesheet()))
    assert used - schemes()["light"].keys() == set()
