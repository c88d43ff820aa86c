"""The chain of handoffs: what is built on what, what nobody has written, and where each stands."""

from __future__ import annotations

from itertools import pairwise

import pytest

from handoff_lint.site import drawings as d
from tests.site.drawings import samples
from tests.site.drawings.reading import parsed, texts


def described(data: d.Chain) -> str:
    return next(one.text or "" for one in parsed(d.chain(data, "x")).iter("desc"))


def test_each_handoff_and_each_gap_is_a_sentence() -> None:
    assert described(samples.CHAIN).split(". ") == [
        "H1 Creative brief version 2: Accepted",
        "H2 Ads version 1: Handed off, waits for Priya Castellan, built on H1 Creative brief",
        "H2 E-mails version 3: Changes requested, built on H1 Creative brief",
        "H3 Launch version 1: Blocked · Draft, built on H2 Ads and H2 E-mails",
        "H4 Channel calendar version 1: In review, built on H1 Creative brief",
        "H5 Lead protocol version 1: Completed, built on H1 Creative brief",
        "H6 Optimisation: no package yet",
        "H7 Retrospective version 1: Draft",
        "Launch 15 Sep 2026.",
    ]


def test_a_gap_is_dashed_and_named() -> None:
    html = d.chain(samples.CHAIN, "x")
    boxes = [one for one in parsed(html)[0].iter("rect") if one.get("height") == "86"]
    assert len(boxes) == 8
    assert len([one for one in boxes if "hd-dashed" in one.get("class", "")]) == 1
    assert texts(html).count("No package yet") == 2  # in the box, and in the legend
    full = d.Chain("x", samples.CHAIN.stages[:5], samples.LAUNCH)
    assert "No package yet" not in texts(d.chain(full, "x"))


def test_only_a_handoff_with_a_page_is_a_link() -> None:
    links = [one.get("href") for one in parsed(d.chain(samples.CHAIN, "x"))[0].iter("a")]
    assert links == ["h1/"]


def test_how_far_a_handoff_is_stands_in_words_and_in_steps() -> None:
    stage = d.Stage(1, "Brief", (d.Handoff("h1", "Brief", "handed_off", "Handed off", 1),))
    html = d.chain(d.Chain("x", (stage,)), "x")
    assert "Handed off" in texts(html)
    steps = [one for one in parsed(html)[0].iter("rect") if one.get("height") == "5" and one.get("width") != "6"]
    assert len(steps) == 5
    assert "How far it is, from in review to completed" in texts(html)
    assert len([one for one in steps if "solid" in one.get("class", "")]) == 3


def test_a_campaign_without_handoffs_and_a_chain_of_one() -> None:
    assert described(d.Chain("x")) == "This campaign has no handoffs yet."
    alone = d.Chain("x", (d.Stage(7, "Retrospective", (d.Handoff("h7", "", "archived"),)),))
    assert described(alone) == "H7 Retrospective: Archived."


@pytest.mark.parametrize("numbers", [(0,), (8,), (1, 1)])
def test_a_number_that_no_type_has_is_refused(numbers: tuple[int, ...]) -> None:
    stages = tuple(d.Stage(number, "x") for number in numbers)
    with pytest.raises(ValueError, match="each stage needs a number of its own from 1 to 7"):
        d.chain(d.Chain("x", stages), "x")


def test_twenty_handoffs_of_one_type_keep_apart() -> None:
    many = tuple(d.Handoff(f"h2-{at}", f"Piece {at}", "draft", "Draft", 1, after=("h1",)) for at in range(20))
    stages = (d.Stage(1, "Brief", (d.Handoff("h1", "Brief", "accepted"),)), d.Stage(2, "Production", many))
    html = d.chain(d.Chain("x", stages), "x")
    boxes = [
        (float(one.get("x", "")), float(one.get("y", "")), float(one.get("width", "")))
        for one in parsed(html)[0].iter("rect")
        if one.get("height") == "86"
    ]
    assert len(boxes) == 21
    column = sorted(y for x, y, _ in boxes if x == boxes[-1][0])
    assert all(lower - upper >= 86 for upper, lower in pairwise(column))


def test_no_arrow_points_back_to_where_it_comes_from() -> None:
    html = d.chain(samples.CHAIN, "x")
    ways = [one.get("d", "").split() for one in parsed(html)[0].iter("path") if "hd-arrow" in one.get("class", "")]
    last = [(float(way[-5]), float(way[-2])) for way in ways]
    assert len(last) == 11
    assert [(before, end) for before, end in last if before > end] == []
