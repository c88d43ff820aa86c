"""What pages say, and that they say it whatever is missing."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff_lint.site import build
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import hubs, package
from handoff_lint.site.pages.page import Page, address, relative
from handoff_lint.site.pages.pen import Pen, by_time, day, environment, number, size
from handoff_lint.site.visibility import Level
from tests.site.conftest import BRIEF, CAMPAIGN, PRODUCTION, change, unaccepted
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


def page(graph: Graph, source: str) -> Page:
    words(graph, source)
    return _written(id(graph))[source]


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
        (4, ["15 Sep 2026, 09:30", "ce-mail-1 before ce-post-1, at least 1 hour apart, at most 4 hours."]),
        (4, ["At most 2 mails in seven days for anybody.", "Keep the promise Change"]),
        (
            5,
            [
                "Ready for sales from 65 points on, at least 30 of them fit and 20 behaviour.",
                "demo request within 2 min",
            ],
        ),
        (
            6,
            [
                "So what? The picture of the queue names their trouble",
                "1 Of 3,900 visits 702 (18.0 %)",
                "Result: none.",
            ],
        ),
        (7, ["What did not, and why", "Root cause (process): the calendar rule names marketing channels only"]),
        (7, ["demo requests 180 171 missed", "The brief says what the main number should be"]),
    ],
)
def test_each_type_is_laid_out_for_reading(unchanged: Graph, digit: int, said: list[str]) -> None:
    text = words(unchanged, page_of(digit))
    assert [one for one in said if one not in text] == []


def test_a_measure_is_a_name_and_a_figure(unchanged: Graph) -> None:
    assert "Launch steps done within 15 minutes of plan (steps on time: 100 %, by 17 Sep 2026)" in words(
        unchanged, page_of(3)
    )
    assert "(lead acceptance rate: 65, by 16 Oct 2026)" in words(unchanged, page_of(5))


def test_single_things_are_named_in_the_singular(demo: Path, graph_of: GraphOf) -> None:
    channels = next((demo / CAMPAIGN / "04-channels").glob("*.md"))
    change(channels, "emails_per_segment_per_7d: 2", "emails_per_segment_per_7d: 1")
    text = words(graph_of(demo), page_of(4))
    assert "At most 1 mail in seven days for anybody. At most 1 post a day on each channel." in text
    leads = words(graph_of(demo), page_of(5))
    assert "Within 2 working days, in CRM." in leads
    assert "Weekly, Tuesday 14:00, 30 minutes: Omar Teague with Hanna Brook, Dario Penn, Ruth Abara." in leads


def test_what_goes_out_is_a_calendar_of_weeks_over_the_table(unchanged: Graph) -> None:
    html = page(unchanged, page_of(4)).html
    weeks = re.findall(r'<ol class="hl-week" aria-label="(Week \d+)">', html)
    assert weeks == ["Week 38", "Week 40"]
    first = html[html.index('aria-label="Week 38"') : html.index('aria-label="Week 40"')]
    assert first.count('class="hl-day') == 7
    assert at(first).all("href") == ["#ce-paid", "#ce-gdn", "#ce-mail-1", "#ce-post-1", "#ce-mail-2"]
    assert "Tue 15 Sep 09:15 LinkedIn Next hour at every door" in " ".join(at(first).text.split())


def test_steps_that_are_overdue_are_late_until_the_work_goes_on_without_them(
    demo: Path, graph_of: GraphOf, unchanged: Graph
) -> None:
    settled = words(unchanged, page_of(1))
    assert "14 Aug 2026 not noted" in settled
    assert "nobody is reminded of steps that were due before" in settled
    unaccepted(demo)
    assert "14 Aug 2026 late" in words(graph_of(demo), page_of(1))


def test_a_lesson_to_act_on_that_is_overdue_is_late(unchanged: Graph) -> None:
    later = replace(unchanged, today=datetime.date(2026, 11, 23))
    assert "by 6 Nov 2026 open late" in words(later, "lessons.md")
    assert "late" not in words(unchanged, "lessons.md")


def test_rules_lead_to_this_sites_page_and_from_there_on(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "    avoid-list:\n      by: tomasz.wren\n      date: 2026-08-05\n", "")
    graph = graph_of(demo)
    assert '<a href="../../../rules-in-force/#HF108">HF108</a>' in page(graph, page_of(1)).html
    rules = page(graph, "rules-in-force.md").html
    assert 'href="https://handoff-lint.readthedocs.io/rules/HF108/"' in rules
    assert "own <code>x_</code> fields" in rules


def test_findings_outside_of_handoffs_name_their_file(demo: Path, graph_of: GraphOf) -> None:
    (demo / "docs/calendar/more.yml").write_text("entries: none\n", encoding="utf-8")
    assert "docs/calendar/more.yml, line 1." in words(graph_of(demo), "today.md")


def test_an_empty_repository_says_where_to_begin(demo: Path, graph_of: GraphOf) -> None:
    shutil.rmtree(demo / "docs")
    (demo / "docs/campaigns").mkdir(parents=True)
    graph = graph_of(demo)
    start = "The playbook says how a handoff is begun."
    assert f"There is no handoff to show yet. {start}" in words(graph, "board.md")
    assert f"There is no campaign yet. {start}" in words(graph, "campaigns/index.md")
    for source in ("people/index.md", "my-work.md"):
        assert "No handoff that this site shows names anybody." in words(graph, source)


@pytest.mark.parametrize(
    ("publish", "tiles"),
    [
        (Level.COMPANY, ["late", "waiting for somebody"]),
        (Level.PUBLIC, ["late"]),
    ],
)
def test_others_are_not_told_that_there_is_nothing_of_what_they_do_not_see(
    demo: Path, graph_of: GraphOf, publish: Level, tiles: list[str]
) -> None:
    graph = graph_of(demo, publish)
    assert re.findall(r"<b>\d+</b> ([^<]+)</a>", page(graph, "today.md").html) == tiles
    assert ("nobody waits for anybody" in words(graph, "today.md")) == (publish is not Level.PUBLIC)


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


def test_approvals_are_a_line_for_each_version(unchanged: Graph) -> None:
    now = "2 signed Yuki Farrow, 5 Aug 2026 signed Ines Okafor, 5 Aug 2026 signed Elias Grant, 5 Aug 2026"
    before = "1 approved Yuki Farrow, 3 Aug 2026 approved Ines Okafor, 4 Aug 2026 returned Priya Castellan, 4 Aug 2026"
    head = "Version Quality Business Legal Receiver"
    assert f"{head} {now} signed Priya Castellan, 6 Aug 2026 {before}" in words(unchanged, page_of(1))
    assert "4 of 4 approvals signed" in words(unchanged, page_of(1))


def test_what_people_said_with_a_decision_stands_beside_it(demo: Path, graph_of: GraphOf) -> None:
    graph = graph_of(demo)
    launch = words(graph, page_of(3))
    note = "The CMS is updated tonight, and the update touches the consent banner."
    condition = "Test the consent banner again after the CMS update Dario Penn, done on 10 Sep 2026"
    assert f"{note} {condition}" in launch
    brief = words(graph, page_of(1))
    gap = "Which figure of the pilot may we print? package.brand.claims, missing info, answered on 5 Aug 2026"
    assert gap in brief
    assert "In their own words: Show managers the next hour at each door," in brief


def test_what_people_said_with_a_decision_is_for_the_team(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "status: accepted", "status: accepted\nvisibility: public")
    change(demo / BRIEF, "        resolved: 2026-08-05\n", "")  # an open question
    graph = graph_of(demo, Level.PUBLIC)
    assert graph.gaps == ()
    assert [task.what for task in graph.tasks if "figure of the pilot" in task.what] == []
    assert [gap.question for gap in graph_of(demo).gaps] == ["Which figure of the pilot may we print?"]
    text = words(graph, page_of(1))
    assert "Yuki Farrow: approved version 2 on 5 Aug 2026" in text
    assert "Which figure of the pilot may we print?" not in text
    assert "In their own words" not in text


def test_today_says_what_is_late_and_what_comes(demo: Path, graph_of: GraphOf) -> None:
    unaccepted(demo)
    text = words(graph_of(demo), "today.md")
    assert "2 late 5 waiting for somebody 0 open questions 0 conflicts in the calendar" in text
    assert "No launch in the next six weeks." in text  # it is over already
    assert "Running campaigns" not in text
    assert "15 Sep 2026, 09:30 E-mail: Next hour at every door" in text


def test_the_board_and_today_stay_short_however_much_is_over(
    demo: Path, graph_of: GraphOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "FEW", 2)
    graph = graph_of(demo)
    text = words(graph, "board.md")
    newest = "Accepted 4 The newest 2; the others are on the pages of their campaigns. Dockside launch: what we learnt"
    assert newest in text
    assert "Dockside launch: lead rules" in text
    assert "Dockside launch: mail and social" not in text
    unaccepted(demo)
    text = words(graph_of(demo), "today.md")
    assert "And 3 more: see each person's work." in text


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


@settings(deadline=None)
@given(
    st.integers(0, 6),
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=5), min_size=1, max_size=25),
)
def test_a_page_can_lack_anything(whole_graph: Callable[[], Graph], digit: int, cuts: list[list[int]]) -> None:
    unchanged = whole_graph()
    name = list(unchanged.packages)[digit]
    whole = unchanged.packages[name]
    data: Any = whole.data
    for cut in cuts:
        data = _without(data, cut)
    thin = replace(whole, data=data)
    graph = replace(unchanged, packages={**unchanged.packages, name: thin})
    html = package.page(graph, thin, Pen(graph, thin.page, directory_urls=True)).html
    assert dangers(html) == []
    assert "Undefined" not in html


@pytest.fixture(scope="session")
def whole_graph(unchanged: Graph) -> Callable[[], Graph]:
    """The graph as a function: Hypothesis would write out the graph itself wherever it says anything."""
    return lambda: unchanged


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


def drawn(graph: Graph, source: str) -> dict[str, str]:
    """The drawings of a page: title → description, of the wide ones."""
    html = next(page.html for page in build.pages(graph, build.Options()) if page.source == source)
    wide = re.findall(r'<svg[^>]* class="hd-wide".*?</svg>', html, re.DOTALL)
    title, words_ = re.compile(r"<title[^>]*>(.*?)</title>"), re.compile(r"<desc[^>]*>(.*?)</desc>")
    return {title.findall(one)[0]: words_.findall(one)[0] for one in wide}


def test_drawings_say_what_the_tables_say(unchanged: Graph) -> None:
    brief = drawn(unchanged, page_of(1))
    assert brief == {
        "Dates of Dockside autumn launch: strategy to creative": "Start 3 Aug 2026; Due 5 Aug 2026; "
        "Handed over 5 Aug 2026; Needed by 7 Aug 2026; Launch 15 Sep 2026; Two concepts 14 Aug 2026; "
        "buffer of 2 working days."
    }
    launch = drawn(unchanged, page_of(3))
    assert launch["Who watches after the launch"].startswith(
        "15 Sep 2026, 09:00 to 15 Sep 2026, 10:00: Dario Penn watches"
    )
    campaign = drawn(unchanged, "campaigns/dockside-launch/index.md")
    assert list(campaign) == ["The handoffs of Dockside autumn launch", "The dates of Dockside autumn launch"]
    assert "Launch 15 Sep 2026." in campaign["The handoffs of Dockside autumn launch"]


def test_nothing_is_drawn_without_dates(demo: Path, graph_of: GraphOf) -> None:
    text = re.sub(r"\ntimeline:\n( .*\n|\n(?= ))+", "\n", (demo / BRIEF).read_text(encoding="utf-8"))
    (demo / BRIEF).write_text(text, encoding="utf-8")
    assert drawn(graph_of(demo), page_of(1)) == {}


def test_the_plan_says_what_nobody_has_written_yet_and_what_is_too_late(demo: Path, graph_of: GraphOf) -> None:
    change(demo / CAMPAIGN / "campaign.md", "status: ended", "status: planned")
    next((demo / CAMPAIGN / "05-leads").glob("*.md")).unlink()
    change(demo / PRODUCTION, "status: completed", "status: draft")
    change(demo / PRODUCTION, "  due: 2026-08-21", "  due: 2026-09-10")
    graph = graph_of(demo)
    source = "campaigns/dockside-launch/index.md"
    assert "Marketing to sales (not written yet) " in words(graph, source)
    assert "too late" in words(graph, source)
    dates = drawn(graph, source)["The dates of Dockside autumn launch"]
    assert "planned, not written yet" in dates
    assert "draft, later than the plan allows" in dates


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


def test_sections_become_the_table_of_contents() -> None:
    html = '<h1>T</h1><h2 id="a">A <span>b</span></h2><h3 id="c">C</h3><h4 id="d">D</h4>'
    assert [tuple(one) for one in Page("a.md", "T", "D", html).headings] == [("a", "A b")]


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


def test_templates_reach_data_and_no_methods() -> None:
    found = environment().from_string("{{ one.title }}{{ one['copy'] }}{{ one.items }}{{ one[0] }}{{ one.a }}|")
    assert [found.render(one=value) for value in ("text", {"a": 1}, ["first"], 3)] == ["t|", "1|", "first|", "|"]
