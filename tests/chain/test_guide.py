"""The guide to the calendar: its files give the finding that it shows, and its limits are what a plan may hold."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import Path

from handoff_lint import config, engine
from tests.docs.guides import GUIDES, block, put

CALENDAR = GUIDES / "calendar.md"
FILE = "docs/calendar/2027-02.yml"
PLAN = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
CAMPAIGN = """\
---
title: Spring ride
status: planned
owner: leo.brandt
launch_date: 2027-02-15
end_date: 2027-03-15
types: [email]
channels: [email, instagram]
primary_kpi: bookings
---
"""


def plan(day: int) -> str:
    """A draft with one mail on that day of February, a post behind it, and the guide's limits."""
    entries = "".join(
        f"      - {{id: {name}, at: 2027-02-{day:02}T{hour}:00:00Z, channel: {channel}, kind: {kind}, "
        f"segments: [city-commuters]}}\n"
        for name, hour, channel, kind in (("ce-mail", "09", "email", "email"), ("ce-post", "11", "instagram", "post"))
    )
    timing = textwrap.indent(block(CALENDAR, "timing in a plan"), "  ")
    return (
        "---\ntype: email-to-social\nstatus: draft\nfrom: leo.brandt\npackage:\n"
        f"  message_calendar:\n    entries:\n{entries}{timing}---\n"
    )


def found(root: Path, day: int) -> list[tuple[str, str]]:
    put(root, "handoff.yml", "profile: standard\n")
    put(root, FILE, block(CALENDAR, FILE))
    put(root, "docs/campaigns/spring-ride/campaign.md", CAMPAIGN)
    put(root, PLAN, plan(day))
    result = engine.run(config.load(root), engine.Options(today=datetime.date(2027, 1, 12), jobs=1))
    return [(one.code, one.message) for one in result.findings if one.code[:3] in ("HF1", "HF6")]


def test_the_finding_of_the_guide_is_the_real_one(tmp_path: Path) -> None:
    assert found(tmp_path, 15) == [("HF607", block(CALENDAR, "finding").strip())]


def test_a_week_later_all_is_well(tmp_path: Path) -> None:
    assert found(tmp_path, 19) == []


def test_the_blackout_of_the_guide_keeps_everything_back(tmp_path: Path) -> None:
    assert found(tmp_path, 27) == [("HF607", "Nothing may go out on 2027-02-27: the shop moves.")] * 2
