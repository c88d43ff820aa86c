"""Copy: lengths, banned words, figures that claim something."""

from __future__ import annotations

import pytest

from handoff_lint.prose import figures, lists
from handoff_lint.prose.banned import banned
from handoff_lint.prose.figures import Approved
from handoff_lint.prose.lengths import characters, post_length

ENGLISH = lists.lists("en")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("naïve", 5),
        ("nai\u0308ve", 5),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇬🇧🇫🇷", 2),
        ("1️⃣", 1),
        ("한국", 2),
        ("\u1112\u1161\u11ab", 1),
        ("नि", 1),
        ("a\r\nb", 3),
        ("q\u0323\u0307", 1),
    ],
)
def test_characters_as_people_count_them(text: str, count: int) -> None:
    assert characters(text) == count


def test_links_can_count_a_fixed_length() -> None:
    assert characters("See https://example.com/a/long/path now.", link_length=23) == len("See  now.") + 23


@pytest.mark.parametrize(
    ("text", "weight", "links"),
    [
        ("This is a test.", 15, 0),
        ("http://test.com", 23, 1),
        ("https://test.com", 23, 1),
        ("test.com", 23, 1),
        ("Test https://test.com test https://test.com test.com test", 86, 3),
        ("저찀쯿쿿", 8, 0),
        ("の" * 140, 280, 0),
        ("😷👾😡🔥💩", 10, 0),
        ("🙋🏽👨‍🎤", 4, 0),
        ("e\u0301", 1, 0),
        ("–“”’", 4, 0),
        ("Look (https://a.io/b_(c)). Now", 35, 1),
        ("me@test.com", 11, 0),
        ("a.b, v2.1, test.example", 23, 0),
        ("", 0, 0),
    ],
)
def test_the_length_of_a_post_on_x(text: str, weight: int, links: int) -> None:
    assert post_length(text) == (weight, 280, links)


@pytest.mark.parametrize(("text", "fits"), [("", False), ("a" * 280, True), ("a" * 281, False), ("の" * 141, False)])
def test_a_post_fits_from_1_to_280(text: str, fits: bool) -> None:
    assert post_length(text).fits is fits


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("cure", "Cures! The cure's CURE-all, a cure’s end.", ["Cures", "cure's", "CURE", "cure’s"]),
        ("cure", "secure, cured, curing, curé, cure\u0301, cure4all, manicure, cure_d", []),
        ("AI-powered", "AI‑Powered, ai powered", ["AI‑Powered", "ai powered"]),
        ("AI-powered", "#AIpowered, ai  -  powered", ["AIpowered", "ai  -  powered"]),
        ("AI-powered", "fair-powered, AI powers", []),
        ("eliminate delays", "It eliminates delays", ["eliminates delays"]),
        ("eliminate delays", "eliminate\ndelay; eliminate a delay", ["eliminate\ndelay"]),
        ("replace your WMS", "Replaces your WMSs, replace your wms’", ["Replaces your WMSs", "replace your wms’"]),
        ("the rapist", "therapist, the rapist", ["the rapist"]),
        ("game-changer", "ga\u00admechanger, game\u200b-changers", ["ga\u00admechanger", "game\u200b-changers"]),
        ("goods", "good goods", ["goods"]),
        ("news", "new News", ["News"]),
        ("stock photos", "a stock photo, stock photos'", ["stock photo", "stock photos'"]),
        ("company parties", "a company party", ["company party"]),
        ("party", "parties, party's, partying", ["parties", "party's"]),
        ("box", "boxes boxed", ["boxes"]),
        ("business class", "Business classes, business clas", ["Business classes"]),
        ("straße", "STRASSE Strasse", ["STRASSE", "Strasse"]),
        ("café", "cafe\u0301s Café cafe\u0301 cafe", ["cafe\u0301s", "Café", "cafe\u0301"]),
        ("cheap", "cheap\u200b x", ["cheap"]),
        ("ΣΊΣΥΦΟΣ", "σίσυφος", ["σίσυφος"]),
        ("q", "q\u0308 q", ["q"]),
        ("№ 1", "№ 1 №1", ["№ 1"]),
        ("24/7", "24/7, 24/77", ["24/7"]),
        ("a+b", "a+b aab", ["a+b"]),
        ("cheap", "https://cheap.com {{cheap}} `cheap` “cheap” dirt-cheap", ["cheap", "cheap"]),
        ("!!", "!!", []),
        (" cheap ", "cheap", ["cheap"]),
    ],
)  # fmt: skip
def test_banned_words(phrase: str, text: str, found: list[str]) -> None:
    hits = banned(text, [phrase])
    assert [hit.text for hit in hits] == found
    assert all(text[hit.start : hit.end] == hit.text and hit.phrase == phrase for hit in hits)


def test_of_two_banned_phrases_the_longer_one_counts() -> None:
    hits = banned("Cheap and cheap flights", ["cheap", "cheap flights", "cheap"])
    assert [(hit.start, hit.phrase) for hit in hits] == [(0, "cheap"), (10, "cheap flights")]


def test_no_list_bans_nothing() -> None:
    assert banned("cheap", []) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("67 % of campaigns fail.", ["67 %"]),
        ("3.5 percent, 12 per cent, 2 percentage points", ["3.5 percent", "12 per cent", "2 percentage points"]),
        ("Average dwell fell by 38 minutes.", ["fell by 38 minutes"]),
        ("Sales grew in one year from 3 to 5.", ["grew in one year from 3 to"]),
        ("Waiting time fell by a third.", ["fell by a third"]),
        ("Seven of nine sites, 9 out of 10, one in every five", ["Seven of nine", "9 out of 10", "one in every five"]),
        ("Twice as fast, 3x faster", ["Twice as", "3x faster"]),
        ("three times more, a tenfold rise", ["three times more", "tenfold"]),
        ("30 minutes faster. Two days earlier.", ["30 minutes faster", "Two days earlier"]),
        ("Clicks doubled.", ["doubled"]),
        ("The market leader. World’s first. Europe's largest.", ["market leader", "World’s first", "Europe's largest"]),
        ("Save 20 % of your time.", ["20 %"]),
        ("“67 % fail”, says nobody", ["67 %"]),
        ("Save 20 % today; 20% off, 15 % discount, a discount of 10 %, 20 % VAT", []),
        ("£10 less, only £40, from €5", []),
        ("Book a 20-minute demo on 29 September at 11:00, 5 in 2026.", []),
        ("Slide 2 of 5, (step 3 of 4), 12 of 3, 1 of 1.5", []),
        ("Which door queues first? Half of them are for you.", []),
        ("See https://a.io/67%20 and {{50 %}}", []),
        ("", []),
    ],
)  # fmt: skip
def test_figures_that_claim_something(text: str, found: list[str]) -> None:
    assert ENGLISH
    hits = figures.figures(text, ENGLISH)
    assert [hit.text for hit in hits] == found
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)


DWELL = Approved("cl-dwell", "Average dwell fell by 38 minutes in the spring pilot")
RENEWED = Approved("cl-renewed", "9 of 10 sites renewed")
SIX = Approved("cl-six", "Nine of ten bikes are back by six")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Average dwell fell by 38 minutes in the spring pilot. It runs beside your system.", []),
        ("Dwell times fell by 38 minutes.", []),
        ("Fell by 38 minutes.", []),
        ("Dwell fell by 38 %.", [("fell by 38 %", "cl-dwell")]),
        ("Dwell fell by 39 minutes.", [("fell by 39 minutes", "cl-dwell")]),
        ("Costs fell by 38 minutes.", [("fell by 38 minutes", "cl-dwell")]),
        ("Nine of ten bikes are back by six!", []),
        ("Back by six: 9 of 10 bikes", [("9 of 10", "cl-six")]),
        ("Sites renewed: 9 of 10", []),
        ("Sites renewed: rose by 9 persons", [("rose by 9 persons", "cl-renewed")]),
        ("Sites renewed: 9 %", [("9 %", "cl-renewed")]),
        ("Eight of ten bikes are back by six!", [("Eight of ten", "cl-six")]),
        ("40 % more fun", [("40 %", "")]),
        ("No figure at all", []),
    ],
)
def test_claims_that_the_brief_does_not_cover(text: str, found: list[tuple[str, str]]) -> None:
    assert ENGLISH
    hits = figures.unapproved(text, [DWELL, SIX, RENEWED], ENGLISH)
    assert [(hit.figure.text, hit.nearest.id if hit.nearest else "") for hit in hits] == found


def test_without_claims_every_figure_is_too_much() -> None:
    assert ENGLISH
    (hit,) = figures.unapproved("Dwell fell by 38 minutes.", [], ENGLISH)
    assert (hit.figure.start, hit.figure.end, hit.nearest) == (6, 24, None)
