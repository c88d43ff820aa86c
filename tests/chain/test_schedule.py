"""Entries of all campaigns together, and the clock arithmetic of launch and rota."""

from __future__ import annotations

import random
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from handoff_lint import schedule
from handoff_lint.facts import Entry, Facts
from handoff_lint.model import Kind

LONDON = ZoneInfo("Europe/London")


def sent(
    name: str,
    at: str,
    *,
    kind: str = "email",
    status: str = "scheduled",
    campaign: str = "spring",
    limit: int = 2,
    segments: tuple[str, ...] = ("riders",),
) -> Facts:
    """A plan with one entry."""
    channel = "email" if kind == "email" else "instagram"
    entry = Entry("/package/message_calendar/entries/0", name, at, channel, kind, segments, status, limit, 1)
    return Facts(f"{campaign}/{name}.md", Kind.PACKAGE, name, campaign, "email-to-social", "draft", 0, entries=(entry,))


def moved(*facts: Facts) -> list[tuple[str, str, int]]:
    """(what has to move, for whom, the limit)."""
    return [(crowd.moved.entry.id, crowd.name, crowd.limit) for crowd in schedule.crowds(facts, LONDON)]


def test_the_third_mail_in_seven_days_is_one_too_many() -> None:
    mails = [sent(f"m{day}", f"2027-02-0{day}T09:00:00Z") for day in (1, 3, 5)]
    assert moved(*mails) == [("m5", "riders", 2)]


def test_exactly_seven_days_later_is_another_week() -> None:
    one, two = sent("a", "2027-02-01T09:00:00Z", limit=1), sent("b", "2027-02-08T09:00:00Z", limit=1)
    assert moved(one, two) == []
    assert moved(one, sent("b", "2027-02-08T08:59:59Z", limit=1)) == [("b", "riders", 1)]


def test_what_is_out_is_not_held_against_anybody() -> None:
    mails = [sent(f"m{day}", f"2027-02-0{day}T09:00:00Z", status="published") for day in (1, 2, 3, 4)]
    assert moved(*mails) == []
    assert moved(*mails, sent("late", "2027-02-02T15:00:00Z")) == [("late", "riders", 2)]


def test_cancelled_entries_and_packages_do_not_count() -> None:
    mails = [sent(f"m{day}", f"2027-02-0{day}T09:00:00Z", limit=1, status="cancelled") for day in (1, 2)]
    assert moved(*mails, sent("only", "2027-02-03T09:00:00Z", limit=1)) == []


def test_two_senders_in_one_afternoon() -> None:
    first = sent("a", "2027-02-01T09:00:00Z", limit=0)
    other = sent("b", "2027-02-01T10:30:00+01:00", limit=0, campaign="summer")
    assert moved(first, other) == [("b", "riders", 0)]
    assert moved(first, sent("b", "2027-02-01T14:59:00Z", limit=0, campaign="summer")) == [("b", "riders", 0)]
    assert moved(first, sent("b", "2027-02-01T15:00:00Z", limit=0, campaign="summer")) == []
    assert moved(first, sent("b", "2027-02-01T09:30:00Z", limit=0)) == []


def test_each_entry_of_a_calendar_file_is_a_sender() -> None:
    first, then = (
        entry
        for name, time in (("a", "14:00"), ("b", "15:30"))
        for entry in sent(name, f"2027-02-01T{time}:00Z", limit=0).entries
    )
    file = replace(sent("x", "2027-02-01T14:00:00Z"), path="docs/calendar/2027-02.yml", kind=Kind.CALENDAR, campaign="")
    both = replace(file, entries=(first, then._replace(pointer="/entries/1")))
    assert moved(both) == [("b", "riders", 0)]


def test_posts_count_by_the_local_day() -> None:
    late = sent("a", "2027-06-30T23:30:00Z", kind="post")
    assert moved(late, sent("b", "2027-07-01T22:30:00Z", kind="post")) == [("b", "instagram", 1)]
    assert moved(late, sent("b", "2027-06-30T22:30:00Z", kind="post")) == []


def test_limits_hold_after_everything_that_was_named_has_moved() -> None:
    chance = random.Random(5)  # noqa: S311
    plans = [
        sent(f"m{number}", f"2027-02-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:00:00Z")
        for number in range(60)
    ]
    named = {crowd.moved.entry.id for crowd in schedule.crowds(plans, LONDON)}
    left = [one for one in plans if one.id not in named]
    assert named
    assert schedule.crowds(left, LONDON) == []


@pytest.mark.parametrize(
    ("slots", "gaps"),
    [
        ([], [("2027-03-28T00:00:00+00:00", "2027-03-28T04:00:00+00:00")]),
        ([("00:00", "04:00")], []),
        ([("00:00", "01:00"), ("03:00", "04:00")], [("2027-03-28T01:00:00+00:00", "2027-03-28T03:00:00+00:00")]),
        ([("03:00", "04:00"), ("00:00", "03:30")], []),
    ],
)
def test_gaps_of_a_rota(slots: list[tuple[str, str]], gaps: list[tuple[str, str]]) -> None:
    written = [{"from": f"2027-03-28T{start}:00Z", "to": f"2027-03-28T{end}:00Z"} for start, end in slots]
    assert schedule.unwatched("2027-03-28T00:00:00Z", "2027-03-28T04:00:00Z", written) == gaps


def test_hours_pass_also_when_the_clock_changes() -> None:
    assert schedule.hours_between("2027-03-27T12:00:00+00:00", "2027-03-28T12:00:00+01:00") == 23
    assert schedule.local("2027-03-28T01:30:00Z", LONDON) == ("2027-03-28", "02:30", 6)
    assert schedule.weeks("2026-12-28", "2027-01-05") == ["2026-W53", "2027-W01"]


def test_quiet_hours_over_midnight_belong_to_the_day_they_begin_on() -> None:
    assert [schedule.begun_on("22:00", time, 0) for time in ("21:59", "22:00", "05:00")] == [6, 0, 6]
    assert schedule.begun_on("08:00", "09:00", 3) == 3


def test_from_one_time_to_the_same_is_the_whole_day() -> None:
    assert all(schedule.clock_between("00:00", "00:00", time) for time in ("00:00", "12:00", "23:59"))
    assert all(schedule.clock_between("09:00", "09:00", time) for time in ("08:59", "09:00"))


def test_a_limit_counts_as_long_as_whoever_set_it_is_near() -> None:
    """The third mail of the newsletter is only too much while the plan with the limit writes as well."""
    news = [sent(f"n{day}", f"2027-02-{day:02}T09:00:00Z", limit=0) for day in (1, 2, 3, 20, 21, 22)]
    assert moved(*news) == []
    assert moved(*news, sent("plan", "2027-02-02T12:30:00Z", limit=2)) == [("plan", "riders", 2)]
