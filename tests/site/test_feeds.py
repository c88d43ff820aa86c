"""Calendar feeds: read back as a calendar program reads them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest

from handoff_lint.site import build, feeds
from handoff_lint.site.graph import Graph
from handoff_lint.site.visibility import Level
from tests.site.conftest import BRIEF, CAMPAIGN, change
from tests.site.test_plugin import build_site
from tests.site.test_site_command import generate

GraphOf = Callable[..., Graph]
MORE = "docs/calendar/more.yml"


def read(graph: Graph, path: str = feeds.ALL, site_url: str = "") -> list[Mapping[str, Any]]:
    """The events of a feed: property → value, as text where a program shows text."""
    found = icalendar.Calendar.from_ical(dict(feeds.written(graph, site_url))[path])
    return [{name.lower(): _value(value) for name, value in event.items()} for event in found.walk("VEVENT")]


def _value(value: Any) -> Any:
    if hasattr(value, "cats"):
        return [str(one) for one in value.cats]
    return getattr(value, "dt", None) or str(value)


def more(demo: Path, *entries: str) -> None:
    """Add entries to the shared calendar."""
    (demo / MORE).write_text("entries:\n" + "".join(f"  - {{{one}}}\n" for one in entries), encoding="utf-8")


def entry(id_: str, at: str, message: str = '"Prices"', rest: str = "status: planned") -> str:
    return (
        f"id: {id_}, at: {at}, channel: email, kind: email, message: {message}, cta: Look, segments: [customers], "
        f"owner: sofia.marsh, {rest}"
    )


def test_an_entry_has_its_moment_its_words_and_no_more(unchanged: Graph) -> None:
    found = next(one for one in read(unchanged) if str(one["summary"]).startswith("LinkedIn: Yard tip"))
    assert dict(found) == {
        "summary": "LinkedIn: Yard tip of the month",
        "description": "Call to action: Try it tomorrow\nFor: Operations managers, UK 3PL, 50 to 500 staff, "
        "Transport planners at the same firms\nStatus: published",
        "dtstart": datetime.datetime(2026, 9, 8, 11, tzinfo=datetime.UTC),
        "dtstamp": datetime.datetime(2026, 9, 14, tzinfo=datetime.UTC),
        "categories": ["LinkedIn"],
        "status": "CONFIRMED",
        "transp": "TRANSPARENT",
        "uid": found["uid"],
    }


def test_there_is_a_feed_of_everything_of_each_channel_and_of_each_person(unchanged: Graph) -> None:
    found = feeds.feeds(unchanged)
    assert found.everything is not None
    assert {name: feed.path for name, feed in found.channels.items()} == {
        name: f"calendar/channel-{name.replace('_', '-')}.ics"
        for name in ("email", "google_display", "linkedin", "web")
    }
    assert found.people["ines.okafor"].path == "calendar/person-ines.okafor.ics"
    assert [one["summary"] for one in read(unchanged, "calendar/channel-web.ics")] == [
        "Website: Webinar with a pilot site"
    ]
    by_channel = {event for feed in found.channels.values() for event in feed.events}
    launches = [one for one in found.everything.events if one not in by_channel]
    assert [one.title for one in launches] == ["Launch: Dockside autumn launch"]
    assert len(found.everything.events) == len(by_channel) + 1 == 10


def test_a_person_finds_sendings_launch_steps_launch_days_and_what_is_due(demo: Path, graph_of: GraphOf) -> None:
    change(
        demo / BRIEF,
        "next_steps:\n",
        "next_steps:\n  - {action: Call the printer, owner: dario.penn, due: 2026-09-21}\n",
    )
    found = read(graph_of(demo), "calendar/person-dario.penn.ics")
    assert [(one["dtstart"], one["summary"]) for one in found] == [
        (datetime.date(2026, 9, 15), "Launch: Dockside autumn launch"),
        (datetime.datetime(2026, 9, 15, 8, tzinfo=datetime.UTC), "Launch step: Publish landing page"),
        (datetime.date(2026, 9, 21), "Due: Call the printer"),
    ]
    assert found[2]["description"] == "For: Dockside autumn launch: strategy to creative"


def test_on_the_day_when_the_clocks_change_the_moment_stays(demo: Path, graph_of: GraphOf) -> None:
    more(demo, entry("ce-before", "2026-10-25T00:30:00+01:00"), entry("ce-after", "2026-10-25T09:00:00+00:00"))
    found = {one["dtstart"] for one in read(graph_of(demo)) if one["summary"] == "E-mail: Prices"}
    assert found == {
        datetime.datetime(2026, 10, 24, 23, 30, tzinfo=datetime.UTC),
        datetime.datetime(2026, 10, 25, 9, 0, tzinfo=datetime.UTC),
    }


def test_hostile_words_stay_words(demo: Path, graph_of: GraphOf) -> None:
    message = '"a, b; c\\\\ \\r\\nEND:VEVENT\\r\\nBEGIN:VEVENT\\nSUMMARY:mine\\x85 \\u2028<b>\\0 \\r ü😀 end"'
    more(demo, entry("ce-evil", "2026-09-25T09:00:00+01:00", message))
    content = dict(feeds.written(graph_of(demo)))[feeds.ALL]
    found = [one for one in read(graph_of(demo)) if "mine" in str(one["summary"])]
    assert [one["summary"] for one in found] == [
        "E-mail: a, b; c\\ END:VEVENT BEGIN:VEVENT SUMMARY:mine <b> ü😀 end",
    ]
    assert content.count(b"\nBEGIN:VEVENT") == content.count(b"\nEND:VEVENT") == 11
    assert b"\nSUMMARY:mine" not in content


def test_lines_end_and_fold_as_the_format_wants(demo: Path, graph_of: GraphOf) -> None:
    more(demo, entry("ce-long", "2026-09-25T09:00:00+01:00", '"' + "Prüfstände für Höfe " * 12 + '"'))
    for _, content in feeds.written(graph_of(demo)):
        lines = content.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
        content.decode("utf-8")
    assert any(one["summary"] == "E-mail: " + ("Prüfstände für Höfe " * 12).strip() for one in read(graph_of(demo)))


def test_the_same_repository_gives_the_same_bytes(demo: Path, graph_of: GraphOf) -> None:
    assert list(feeds.written(graph_of(demo))) == list(feeds.written(graph_of(demo)))


def test_an_entry_that_moves_or_is_reworded_stays_the_same_event(demo: Path, graph_of: GraphOf) -> None:
    uids = []
    for one in (
        entry("ce-price", "2026-09-25T09:00:00+01:00"),
        entry("ce-price", "2026-10-02T10:00:00+01:00", '"New prices"'),
    ):
        more(demo, one)
        uids.append({event["uid"] for event in read(graph_of(demo))})
    assert uids[0] == uids[1]


def test_no_two_events_of_a_feed_share_an_id(demo: Path, graph_of: GraphOf) -> None:
    graph = graph_of(demo)
    twice = replace(graph, sendings=(*graph.sendings, *graph.sendings))
    for path, _ in feeds.written(twice):
        uids = [one["uid"] for one in read(twice, path)]
        assert len(uids) == len(set(uids)), path
    assert len(read(twice)) == 2 * len(graph.sendings) + 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [("planned", "TENTATIVE"), ("scheduled", "CONFIRMED"), ("published", "CONFIRMED"), ("cancelled", None)],
)
def test_the_status_says_how_sure_it_is(demo: Path, graph_of: GraphOf, status: str, expected: str | None) -> None:
    more(demo, entry("ce-price", "2026-09-25T09:00:00+01:00", rest=f"status: {status}"))
    found = [one["status"] for one in read(graph_of(demo)) if one["summary"] == "E-mail: Prices"]
    assert found == ([expected] if expected else [])


def test_a_conflict_is_told(demo: Path, graph_of: GraphOf) -> None:
    (demo / MORE).write_text(
        "entries:\n  - {id: ce-price, at: 2026-09-16T15:00:00+01:00, channel: email, kind: email, message: Prices, "
        "cta: Look, segments: [ops-managers-3pl], owner: sofia.marsh}\n",
        encoding="utf-8",
    )
    found = next(one for one in read(graph_of(demo)) if one["summary"] == "E-mail: Prices")
    assert found["description"] == (
        "Call to action: Look\nFor: Operations managers, UK 3PL, 50 to 500 staff\nStatus: planned\n"
        "Conflict: More than 2 mails in 7 days to Operations managers, UK 3PL, 50 to 500 staff: also “Next hour at "
        "every door” (15 September 09:30) and “Webinar with a pilot site” (17 September 10:00). Move this one."
    )
    assert found["status"] == "TENTATIVE"


def test_what_is_over_for_a_year_is_left_out(unchanged: Graph) -> None:
    last = max(one.day for one in unchanged.sendings)
    day = datetime.date.fromisoformat(last)
    later = replace(unchanged, today=day + feeds.KEPT)
    assert {one.day for one in feeds.recent(later)} == {last}
    gone = replace(unchanged, today=day + feeds.KEPT + datetime.timedelta(days=1))
    assert feeds.recent(gone) == []
    assert feeds.feeds(gone).everything is None
    assert feeds.feeds(gone).channels == {}
    assert [one for feed in feeds.feeds(gone) for one in feed.events if one.category == "E-mail"] == []


def test_channels_that_look_alike_have_feeds_of_their_own(unchanged: Graph) -> None:
    one = unchanged.sendings[0]
    names = ("Big News", "big-news", "big_news", "!")
    graph = replace(unchanged, sendings=tuple(replace(one, channel=name) for name in names), campaigns=(), people=())
    assert {name: feed.path for name, feed in feeds.feeds(graph).channels.items()} == {
        "!": "calendar/channel-unnamed.ics",
        "Big News": "calendar/channel-big-news.ics",
        "big-news": "calendar/channel-big-news-2.ics",
        "big_news": "calendar/channel-big-news-3.ics",
    }


def test_events_link_to_their_pages_where_the_address_of_the_site_is_known(demo: Path, tmp_path: Path) -> None:
    assert generate(demo, tmp_path / "md")[0] == 0
    assert b"URL" not in (tmp_path / "md" / feeds.ALL).read_bytes()
    site, _ = build_site(demo, tmp_path, site_url="https://play.example/team")
    found = icalendar.Calendar.from_ical((site / feeds.ALL).read_bytes())
    urls = {str(one.get("url", "")) for one in found.walk("VEVENT")}
    assert urls == {
        "",
        "https://play.example/team/campaigns/dockside-launch/",
        "https://play.example/team/campaigns/dockside-launch/dockside-launch-h4/",
    }


def test_both_shells_write_the_same_feeds(demo: Path, tmp_path: Path) -> None:
    generate(demo, tmp_path / "md")
    site, _ = build_site(demo, tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / "md/calendar").iterdir()}
    assert {path.name: path.read_bytes() for path in (site / "calendar").glob("*.ics")} == made
    assert len(made) == 15


@pytest.mark.parametrize("publish", [Level.COMPANY, Level.PUBLIC])
def test_feeds_hold_nothing_that_their_audience_must_not_see(demo: Path, graph_of: GraphOf, publish: Level) -> None:
    change(demo / BRIEF, "status: accepted\n", "status: accepted\nvisibility: public\n")
    content = b"".join(content for _, content in feeds.written(graph_of(demo, publish)))
    for words in (b"Dockside", b"Yard tip", b"landing page", b"kofi.adair", b"dario.penn", b"20260915"):
        assert words not in content


def test_without_anything_there_is_no_feed(demo: Path, graph_of: GraphOf) -> None:
    assert list(feeds.written(graph_of(demo, Level.PUBLIC))) == []
    names = [path for path, _ in build.files(graph_of(demo, Level.PUBLIC), build.Options())]
    assert [one for one in names if one.endswith(".ics")] == []


def test_a_day_that_does_not_exist_stops_no_feed(demo: Path, graph_of: GraphOf) -> None:
    change(demo / CAMPAIGN / "campaign.md", "launch_date: 2026-09-15", "launch_date: 2026-09-31")
    step = "next_steps:\n  - {action: Call the printer, owner: dario.penn, due: 2026-11-31}\n"
    change(demo / BRIEF, "next_steps:\n", step)
    more(demo, entry("ce-never", "2026-02-30T09:00:00Z"), entry("ce-price", "2026-09-25T09:00:00+01:00"))
    titles = [one["summary"] for one in read(graph_of(demo))]
    assert "E-mail: Prices" in titles
    assert "Launch: Dockside autumn launch" not in titles
    assert "Due: Call the printer" not in [
        one["summary"] for one in read(graph_of(demo), "calendar/person-dario.penn.ics")
    ]
