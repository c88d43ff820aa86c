"""The calendar page: months, days, channels, conflicts, and what it leaves out to stay light."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handoff_lint.site import build, feeds
from handoff_lint.site.graph import Graph, Sending
from handoff_lint.site.pages import calendar
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.site.visibility import Level
from tests.site.conftest import TODAY
from tests.site.looking import at
from tests.site.test_feeds import entry, more

GraphOf = Callable[..., Graph]
SENDING = re.compile(r'<div class="hl-sending.*?</div>', re.DOTALL)


def written(graph: Graph) -> Page:
    return calendar.page(graph, Pen(graph, "calendar.md", directory_urls=True), feeds.feeds(graph))


def said(graph: Graph) -> str:
    return " ".join(at(written(graph).html).text.split())


def months(graph: Graph) -> list[str]:
    return at(written(graph).html).all("data-month")


def on(graph: Graph, days: Iterable[str], **about: Any) -> Graph:
    """The graph with an entry on each of these days, and no other."""
    one = graph.sendings[0]
    found = (replace(one, id=f"ce-{n}", day=day, at=f"{day}T09:00:00Z", **about) for n, day in enumerate(days))
    return replace(graph, sendings=tuple(found), campaigns=())


def test_an_entry_says_time_channel_and_message_and_leads_to_its_handoff(unchanged: Graph) -> None:
    found = SENDING.findall(written(unchanged).html)
    assert len(found) == len(unchanged.sendings) == 9
    mail = next(one for one in found if "09:30" in one)
    assert " ".join(at(mail).text.split()) == "09:30 E-mail Next hour at every door"
    assert at(mail).all("href") == ["../campaigns/dockside-launch/dockside-launch-h4/#ce-mail-1"]
    assert (at(mail).all("data-channel"), at(mail).all("data-campaign")) == (["email"], ["dockside-launch"])
    assert at(mail).all("data-conflict") == []


def test_a_conflict_is_marked_with_words_on_both_sides(demo: Path, graph_of: GraphOf) -> None:
    text = entry("ce-price", "2026-09-15T13:00:00+01:00").replace("customers", "ops-managers-3pl")
    more(demo, text)
    html = written(graph_of(demo)).html
    found = [one for one in SENDING.findall(html) if "data-conflict" in one]
    met = "More than 2 mails in 7 days to Operations managers, UK 3PL, 50 to 500 staff: also"
    door, webinar = "“Next hour at every door” (15 September 09:30)", "“Webinar with a pilot site” (17 September 10:00)"
    price = "“Prices” (15 September 13:00), which can still be moved."
    assert [" ".join(at(one).text.split()) for one in found] == [
        f"09:30 E-mail Next hour at every door conflict {met} {price}",
        f"13:00 E-mail Prices conflict {met} {door} and {webinar}. Move this one.",
        f"10:00 E-mail Webinar with a pilot site conflict {met} {price}",
    ]
    assert "only conflicts" in at(html).text


def test_without_conflicts_none_are_to_be_picked_out(unchanged: Graph) -> None:
    assert "only conflicts" not in said(unchanged)


@pytest.mark.parametrize("publish", [Level.COMPANY, Level.PUBLIC])
def test_others_than_the_team_are_told_of_no_conflicts(demo: Path, graph_of: GraphOf, publish: Level) -> None:
    more(demo, *(entry(f"ce-{n}", f"2026-11-03T{n}:00:00Z") for n in (10, 11)))
    file = demo / "docs/calendar/more.yml"
    file.write_text(f"visibility: public\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert [one.conflict is not None for one in graph_of(demo).sendings if one.message == "Prices"] == [True, True]
    graph = graph_of(demo, publish)
    assert [one.conflict for one in graph.sendings if one.message == "Prices"] == [None, None]
    assert "conflict" not in said(graph)


def test_two_senders_are_told_within_how_many_hours(demo: Path, graph_of: GraphOf) -> None:
    more(
        demo,
        entry("ce-one", "2026-11-03T09:00:00Z"),
        entry("ce-two", "2026-11-03T14:00:00Z"),
        entry("ce-three", "2026-11-04T14:00:00Z"),
    )
    met = "Two senders within 6 hours to Current customers: also"
    assert [(one.id, *one.conflict) for one in graph_of(demo).sendings if one.conflict] == [
        ("ce-one", f"{met} “Prices” (3 November 14:00), which can still be moved.", False),
        ("ce-two", f"{met} “Prices” (3 November 09:00). Move this one.", True),
    ]


def test_the_day_of_a_launch_leads_to_the_campaign(unchanged: Graph) -> None:
    html = written(unchanged).html
    assert re.findall(r'<p class="hl-launch">.*?</p>', html) == [
        '<p class="hl-launch"><b>Launch</b> <a href="../campaigns/dockside-launch/">Dockside autumn launch</a></p>'
    ]
    before = html[: html.index("hl-launch")]
    assert re.findall(r'<time datetime="([^"]+)"', before)[-1] == "2026-09-15"
    (campaign,) = unchanged.campaigns
    later = replace(campaign, data={**campaign.data, "launch_date": "2027-01-12"})
    assert months(replace(unchanged, sendings=(), campaigns=(later,)))[-1] == "2027-01"
    for gone in (replace(later, status="cancelled"), replace(later, data={"launch_date": "2025-01-12"})):
        assert months(replace(unchanged, sendings=(), campaigns=(gone,))) == []


def test_each_channel_has_a_colour_and_its_name_in_the_legend(unchanged: Graph) -> None:
    html = written(unchanged).html
    legend = re.findall(r'<li class="hl-hue-(\d+)">([^<]+)</li>', html)
    assert legend == [("1", "E-mail"), ("2", "Google display network"), ("3", "LinkedIn"), ("4", "Website")]
    hues = {(one[1], one[0]) for one in re.findall(r'hl-hue-(\d+)" data-channel="([^"]+)"', html)}
    assert hues == {("email", "1"), ("google_display", "2"), ("linkedin", "3"), ("web", "4")}


def test_the_style_sheet_has_every_colour() -> None:
    style = (Path(build.__file__).parent / "assets" / build.STYLE).read_text(encoding="utf-8")
    assert re.findall(r"\.hl-hue-(\d+) ", style) == [str(one) for one in range(1, calendar.HUES + 1)]


def test_more_channels_than_colours_share_them(unchanged: Graph) -> None:
    one = unchanged.sendings[0]
    many = replace(unchanged, sendings=tuple(replace(one, channel=f"c{n:02}") for n in range(12)))
    assert re.findall(r'<li class="hl-hue-(\d+)">(c\d\d)</li>', written(many).html)[9:] == [
        ("10", "c09"),
        ("1", "c10"),
        ("2", "c11"),
    ]


def test_every_month_between_the_first_entry_and_the_last_is_there(unchanged: Graph) -> None:
    graph = on(unchanged, ["2026-08-31", "2026-12-01"])
    assert months(graph) == ["2026-08", "2026-09", "2026-10", "2026-11", "2026-12"]
    words = "Nothing goes out in October 2026. The last entry before is on 31 Aug 2026. The next one is on 1 Dec 2026."
    assert words in said(graph)
    assert "Nothing goes out in August 2026" not in said(graph)


def test_a_gap_of_years_is_one_sentence(unchanged: Graph) -> None:
    graph = on(unchanged, ["2026-09-20", "2036-02-01"])
    assert months(graph) == ["2026-09", "2036-02"]
    assert "Nothing goes out from October 2026 to January 2036." in said(graph)


def test_the_current_month_is_there_with_today_even_without_entries(unchanged: Graph) -> None:
    graph = on(unchanged, ["2026-11-02"])
    assert months(graph) == ["2026-09", "2026-10", "2026-11"]
    assert "Jump to today" in said(graph)
    assert [attrs["class"] for _, attrs in at(written(graph).html).elements if attrs.get("id") == "today"] == [
        "hl-day hl-today hl-empty"
    ]
    assert "Nothing goes out in September 2026. The next one is on 2 Nov 2026." in said(graph)


def test_each_month_has_all_its_days_once(unchanged: Graph) -> None:
    graph = on(unchanged, ["2026-08-01", "2027-03-31"])
    for key, section in re.findall(r'data-month="([^"]+)">(.*?)</section>', written(graph).html, re.DOTALL):
        numbers = re.findall(r'<p class="hl-date">(?:<time[^>]*><span[^>]*>\w+ </span>)?(\d+)', section)
        last = (datetime.date.fromisoformat(f"{key}-28") + datetime.timedelta(days=4)).replace(day=1)
        count = (last - datetime.timedelta(days=1)).day
        assert numbers == [str(one) for one in range(1, count + 1)], key


def test_it_leads_to_every_feed_that_there_is_and_to_no_other(unchanged: Graph) -> None:
    found = [one for one in at(written(unchanged).html).all("href") if one.endswith(".ics")]
    assert found == [
        "all.ics",
        "channel-email.ics",
        "channel-google-display.ics",
        "channel-linkedin.ics",
        "channel-web.ics",
    ]
    assert {f"calendar/{one}" for one in found} <= {path for path, _ in feeds.written(unchanged)}


def test_a_person_finds_their_own_feed(unchanged: Graph) -> None:
    pages = {page.source: page for page in build.pages(unchanged, build.Options())}
    files = {path for path, _ in feeds.written(unchanged)}
    for person in unchanged.people:
        linked = [one for one in at(pages[person.page].html).all("href") if one.endswith(".ics")]
        path = f"calendar/person-{person.handle}.ics"
        assert linked == ([f"../../{path}"] if path in files else []), person.handle


def test_nothing_planned_is_said_and_nothing_offered(demo: Path, graph_of: GraphOf) -> None:
    graph = graph_of(demo, Level.PUBLIC)
    assert said(graph).endswith("Nothing is planned yet.")
    assert at(written(graph).html).all("href") == []


def test_what_went_out_more_than_a_year_ago_is_left_out_in_words(unchanged: Graph) -> None:
    graph = on(unchanged, ["2025-09-12", "2025-09-13", "2026-09-20"])
    assert months(graph)[0] == "2025-09"
    assert len(SENDING.findall(written(graph).html)) == 2
    words = (
        "This page shows 13 Sep 2025 to 20 Sep 2026. What lies outside these days stands on the pages of the handoffs."
    )
    assert words in said(graph)
    old = on(unchanged, ["2025-09-12"])
    assert months(old) == []
    words = "Nothing is planned. What went out more than a year ago stands on the pages of the handoffs."
    assert said(old).count(words) == 1
    assert "This page shows" not in said(unchanged)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (99, ["2026-08-10", "2026-08-12", "2026-09-06", "2026-09-07", "2026-09-20"]),
        (6, ["2026-08-12", "2026-09-06", "2026-09-07", "2026-09-20"]),
        (5, ["2026-08-12", "2026-09-06", "2026-09-07", "2026-09-20"]),
        (4, ["2026-09-06", "2026-09-07", "2026-09-20"]),
        (3, ["2026-09-07", "2026-09-20"]),
        (2, ["2026-09-07"]),
        (1, ["2026-09-07"]),
    ],
)
def test_room_is_given_to_whole_days_from_a_week_ago_on(unchanged: Graph, most: int, expected: list[str]) -> None:
    days = ["2026-08-10", "2026-08-10", "2026-08-12", "2026-09-06", "2026-09-07", "2026-09-07", "2026-09-20"]
    graph = on(unchanged, days)
    found = calendar.nearest(graph.sendings, TODAY, most)
    assert sorted({one.day for one in found}) == expected
    assert found == [one for one in graph.sendings if one.day in expected]


def test_twenty_thousand_entries_make_a_page_that_a_phone_opens(unchanged: Graph) -> None:
    first = datetime.date(2025, 10, 1)
    days = [(first + datetime.timedelta(days=n // 40)).isoformat() for n in range(20_000)]
    graph = on(unchanged, days, page="campaigns/dockside-launch/dockside-launch-h4.md", campaign="dockside-launch")
    html = written(graph).html
    shown: list[Sending] = calendar.nearest(graph.sendings, TODAY)
    assert len(SENDING.findall(html)) == len(shown) == calendar.MOST
    assert len(html.encode()) < 300_000
    assert "This page shows 7 Sep 2026 to 1 Oct 2026." in said(graph)
