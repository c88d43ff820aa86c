"""What pages say, and that they say it whatever is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.site import build
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import package, panels
from handoff_lint.site.pages.page import Page, address, relative
from handoff_lint.site.pages.pen import Pen, by_time, day, number, size
from tests.site.conftest import BRIEF, CAMPAIGN, change
from tests.site.looking import at, dangers

GraphOf = Callable[..., Graph]


@cache
def _written(graph_id: int) -> dict[str, Page]:
    return {page.source: page for page in build.pages(_graphs[graph_id], build.Options(edit="https://git.example/"))}


_graphs: dict[int, Graph] = {}


def words(graph: Graph, source: str) -> str:
    """The text of a page, blanks joined."""
    _graphs[id(graph)] = graph
    return " ".join(at(_written(id(graph))[source].html).text.split())


def page_of(digit: int) -> str:
    return f"campaigns/dockside-launch/dockside-launch-h{digit}.md"


@pytest.mark.parametrize(
    ("digit", "said"),
    [
        (1, ["They do not lack effort; they lack the next hour.", "Never say: AI-powered", "at most 140 GBP"]),
        (1, ["Builds on nothing", "Goes on in Dockside autumn launch: creative to production"]),
        (1, ["Yuki Farrow: approved version 1 on 3 Aug 2026 · replaced by a later decision"]),
        (1, ["R does it, A answers for it, C is asked, I is told", "Confirmed by Tomasz Wren, Priya Castellan."]),
        (2, ["Fits linkedin, single image ad", "1200×628 px · 77 KB", "See your next dock delay an hour early"]),
        (
            2,
            [
                "Harbour Light Pictures until 31 Aug 2027",
                "Hidden campaign field in the demo form Dario Penn, by 24 Aug",
            ],
        ),
        (3, ["15 Sep 2026, 09:00 Publish landing page", "Who watches the first 48 hours", "alerts, every 15 min"]),
        (
            3,
            [
                "When: cost per demo request > 350 GBP after £3,500 spent",
                "house-list email dockside-launch hero-cta Email",
            ],
        ),
        (4, ["15 Sep 2026, 09:30", "ce-mail-1 before ce-post-1, at least 1 hours apart, at most 4."]),
        (4, ["At most 2 mails in seven days for anybody.", "Keep the promise Change"]),
        (
            5,
            [
                "Ready for sales from 65 points on, at least 30 of them fit and 20 behaviour.",
                "demo request within 2 min",
            ],
        ),
        (6, ["So what? The picture of the queue names their trouble", "1 in-form", "Result: none."]),
        (7, ["What did not, and why", "Root cause (process): the calendar rule names marketing channels only"]),
        (7, ["demo requests 180 171 missed", "The brief says what the main number should be"]),
    ],
)
def test_each_type_is_laid_out_for_reading(unchanged: Graph, digit: int, said: list[str]) -> None:
    text = words(unchanged, page_of(digit))
    assert [one for one in said if one not in text] == []


def test_the_run_sheet_is_in_order_of_time(demo: Path, graph_of: GraphOf) -> None:
    launch = next((demo / CAMPAIGN / "03-launch").glob("*.md"))
    change(launch, "at: 2026-09-15T11:00:00+01:00", "at: 2026-09-15T06:00:00Z")
    text = words(graph_of(demo), page_of(3))
    assert text.index("15 Sep 2026, 07:00 Publish launch post") < text.index("15 Sep 2026, 09:00 Publish landing page")


def test_a_piece_that_does_not_fit_says_so(demo: Path, graph_of: GraphOf) -> None:
    production = next((demo / CAMPAIGN / "02-production").glob("*.md"))
    change(production, "width: 300\n      height: 250", "width: 301\n      height: 250")
    assert "Does not fit" in words(graph_of(demo), page_of(2))


def test_the_campaign_page_follows_each_piece_from_order_to_result(unchanged: Graph) -> None:
    text = words(unchanged, "campaigns/dockside-launch/index.md")
    assert "d-li-ad LinkedIn, single image ad as-li-ad-a as-li-ad-b approved approved verified verified" in text
    assert "cost per demo request guardrail 171 140 127 met" in text
    assert "4 Aug 2026 : No video; two static LinkedIn variants instead." in text.replace("2026:", "2026 :")
    assert "24,000 GBP" in text


def test_today_says_what_is_late_and_what_comes(unchanged: Graph) -> None:
    text = words(unchanged, "today.md")
    assert "2 late 0 waiting for somebody 0 open questions 0 conflicts in the calendar 0 measures off target" in text
    assert "Dockside autumn launch on 15 Sep 2026" in text
    assert "15 Sep 2026, 09:30 E-mail: Next hour at every door" in text


def test_findings_of_the_linter_stand_on_the_page(demo: Path, graph_of: GraphOf) -> None:
    change(
        demo / BRIEF, "quality_owner: yuki.farrow     # checks the brief; Tomasz wrote it, so it cannot be him\n", ""
    )
    text = words(graph_of(demo), page_of(1))
    assert "What the check found error HF106 quality_owner is missing; this status needs it." in text


def test_hubs_say_what_they_are_for(unchanged: Graph) -> None:
    assert "Campaign all Dockside autumn launch" in words(unchanged, "board.md")
    assert "Accepted 4" in words(unchanged, "board.md")
    assert "Strategy to creative Handoff repository Asana Confluence Slack #ho-brief" in words(
        unchanged, "handoff-map.md"
    )
    assert "WMS warehouse management system Dockside autumn launch" in words(unchanged, "glossary.md")
    assert "Dario Penn Marketing operations, Launch lead" in words(unchanged, "people/index.md")
    assert "HF403" in words(unchanged, "rules-in-force.md")
    assert "What worked Picture and headline on LinkedIn" in words(unchanged, "lessons.md")
    assert "7 Sep" not in words(unchanged, "tags.md")
    assert "September 2026" in words(unchanged, "calendar.md")
    assert "Nothing is waiting for Ines Okafor." in words(unchanged, "people/ines.okafor.md")


def test_the_playbook_is_made_of_schema_defaults_and_settings(unchanged: Graph) -> None:
    text = words(unchanged, "playbook/strategy-to-creative.md")
    assert "20270115_your-campaign_strategy-to-creative_v01.md in docs/campaigns/your-campaign/01-brief/" in text
    assert "Prepare Strategist Head of marketing" in text
    assert "Legal Legal counsel only when: claims approved package.brand.claims, constraints[kind=legal]" in text
    assert "There is one main message, and it fits into one sentence" in text
    assert "advice only" in words(unchanged, "playbook/index.md")


def test_every_page_is_calm_has_one_title_and_no_id_twice(unchanged: Graph) -> None:
    words(unchanged, "board.md")
    for source, page in _written(id(unchanged)).items():
        seen = at(page.html)
        ids = seen.all("id")
        assert sorted({one for one in ids if ids.count(one) > 1}) == [], source
        assert [name for name, _ in seen.elements].count("h1") == 1, source
        assert dangers(page.html) == [], source
        assert [attrs for name, attrs in seen.elements if name == "img" and "alt" not in attrs] == [], source
        assert page.title
        assert page.description.strip()


def _without(data: Any, path: list[int]) -> Any:
    """The data with one value left out, which the numbers choose step by step."""
    if not path or not isinstance(data, (dict, list)) or not data:
        return data
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    chosen = keys[path[0] % len(keys)]
    copy = dict(data) if isinstance(data, dict) else list(data)
    if len(path) == 1:
        del copy[chosen]
    else:
        copy[chosen] = _without(copy[chosen], path[1:])
    return copy


@given(
    st.integers(0, 6),
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=5), min_size=1, max_size=25),
)
def test_a_page_can_lack_anything(unchanged_graph: Graph, digit: int, cuts: list[list[int]]) -> None:
    name = list(unchanged_graph.packages)[digit]
    whole = unchanged_graph.packages[name]
    data: Any = whole.data
    for cut in cuts:
        data = _without(data, cut)
    thin = replace(whole, data=data)
    graph = replace(unchanged_graph, packages={**unchanged_graph.packages, name: thin})
    html = package.page(graph, thin, Pen(graph, thin.page, directory_urls=True)).html
    assert dangers(html) == []
    assert "Undefined" not in html


@pytest.fixture(scope="session")
def unchanged_graph(unchanged: Graph) -> Graph:
    return unchanged


@pytest.mark.parametrize(
    ("source", "directory", "expected"),
    [
        ("index.md", True, "./"),
        ("index.md", False, "index.html"),
        ("a/index.md", True, "a/"),
        ("a/b.md", True, "a/b/"),
        ("a/b.md", False, "a/b.html"),
        ("a/b.jpg", True, "a/b.jpg"),
    ],
)
def test_addresses_follow_sources(source: str, *, directory: bool, expected: str) -> None:
    assert address(source, directory_urls=directory) == expected


@pytest.mark.parametrize(
    ("target", "start", "expected"),
    [
        ("./", "a/b/", "../../"),
        ("a/", "./", "a/"),
        ("a/x.jpg", "a/b/", "../x.jpg"),
        ("kb/", "kb/", "./"),
        ("index.html", "a/b.html", "../index.html"),
    ],
)
def test_pages_find_each_other(target: str, start: str, expected: str) -> None:
    assert relative(target, start) == expected


def test_values_are_shown_as_people_read_them() -> None:
    assert [day("2026-09-05"), day("2026-09-05T10:00:00Z"), day("soon"), day(None)] == [
        "5 Sep 2026",
        "5 Sep 2026",
        "soon",
        "",
    ]
    assert [size(900), size(79307), size(18420736), size("x"), size(True)] == ["900 bytes", "77 KB", "17.6 MB", "", ""]
    assert [number(24000), number(0.4), number(140.0), number("x"), number(True)] == [
        "24,000",
        "0.4",
        "140",
        "x",
        "True",
    ]
    late, early = {"at": "2026-09-15T09:00:00+01:00"}, {"at": "2026-09-15T07:30:00Z"}
    assert by_time([late, early, {}]) == [{}, early, late]
    assert by_time(None) == []


def test_panels_show_nothing_yet() -> None:
    assert panels.drawing("timeline", {}) == ""


def test_what_is_not_shown_is_not_linked(unchanged: Graph) -> None:
    pen = Pen(unchanged, "board.md", directory_urls=True)
    assert [pen.package("x-h1"), pen.ref("x-h1#as-a"), pen.ref("as-a"), pen.entry("kb/x"), pen.campaign("x")] == [
        ""
    ] * 5
    assert pen.refs(["x-h1#a", "dockside-launch-h2#as-lp"]) == (
        '<a href="../campaigns/dockside-launch/dockside-launch-h2/#as-lp">as-lp</a>'
    )
    assert (
        pen.ref("dockside-launch-h2#as-gone")
        == '<a href="../campaigns/dockside-launch/dockside-launch-h2/">as-gone</a>'
    )
    assert pen.who("<b>") == "&lt;b&gt;"
    assert pen.who("team:sales") == "team sales"
    assert pen.out("javascript:x", "<i>") == "&lt;i&gt;"
    assert pen.edit("a.md") == ""
    assert pen.moment("") == ""
    assert pen.rule("HF999") == "HF999"


def test_headings_become_the_table_of_contents() -> None:
    html = '<h1>T</h1><h2 id="a">A <span>b</span></h2><h3 id="c">C</h3><h4 id="d">D</h4>'
    assert [tuple(one) for one in Page("a.md", "T", "D", html).headings] == [(2, "a", "A b"), (3, "c", "C")]


def test_links_in_bodies_lead_to_pages_and_pictures_that_are_shown(demo: Path, graph_of: GraphOf) -> None:
    more = (
        "\n[next](../02-production/20260819_dockside-launch_creative-to-production_v01.md#as-lp) "
        "[lesson](../../../kb/problem-led-linkedin.md) [source](../02-production/assets/source/x.svg) "
        "![ad](../02-production/assets/approved/20260908_dockside-launch_linkedin_ad_a_1200x628_v02.jpg)\n"
    )
    file = demo / BRIEF
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    graph = graph_of(demo)
    words(graph, page_of(1))
    html = _written(id(graph))[page_of(1)].html
    assert 'href="../dockside-launch-h2/#as-lp"' in html
    assert 'href="../../../kb/problem-led-linkedin/"' in html
    assert re.search(r"<a rel=\"noopener noreferrer\">source</a>", html)
    assert 'src="../02-production/assets/approved/20260908_dockside-launch_linkedin_ad_a_1200x628_v02.jpg"' in html
