"""The demo campaign gives the numbers that the design fixes for it, and those that follow from its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint.metrics.model import Survey
from tests.metrics.surveys import labels, parts, surveyed, values
from tests.repositories.test_cases import copy_demo

CAMPAIGN = "dockside-launch"
H1, H3, H7 = (f"{CAMPAIGN}-h{number}" for number in (1, 3, 7))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """The demo on the day after its retrospective was accepted, outside of Git."""
    root = tmp_path_factory.mktemp("metrics") / "repo"
    copy_demo(root)
    return surveyed(root, "2026-10-27")


def of_package(survey: Survey, metric: str, figure: str, package: str) -> float | None:
    row = survey.metric(metric).figure(figure).row(CAMPAIGN, package)
    assert row is not None
    return row.amount.value


def test_what_was_looked_at(demo: Survey) -> None:
    assert (demo.organisation, demo.packages, demo.campaigns, demo.left_out) == ("Larkfield Systems", 7, 1, 0)
    assert [one.id for one in demo.metrics] == [f"M{number}" for number in range(1, 25)]


def test_the_brief_came_back_once(demo: Survey) -> None:
    assert of_package(demo, "M2", "share", H1) == 0
    assert of_package(demo, "M3", "loops", H1) == 1
    assert labels(demo, "M3", "reasons") == [("missing_info", 1)]


def test_the_brief_had_one_gap_of_one_working_day(demo: Survey) -> None:
    assert of_package(demo, "M6", "gaps", H1) == 1
    assert of_package(demo, "M6", "working", H1) == 1
    assert of_package(demo, "M6", "raw", H1) == 1
    assert labels(demo, "M6", "fields") == [("package.brand.claims", 1)]


def test_the_brief_was_on_time_and_answered_in_a_working_day(demo: Survey) -> None:
    """The design's sample has days only; the demo has the hours as well, so raw time is exact: 12:00 to 09:45."""
    assert of_package(demo, "M7", "share", H1) == 100
    assert of_package(demo, "M7", "working", H1) == 0
    assert of_package(demo, "M5", "working", H1) == 1
    assert of_package(demo, "M5", "raw", H1) == 21.75
    assert parts(demo, "M5", "inside") == (8, 8)


def test_the_launch_was_ready_and_watched(demo: Survey) -> None:
    assert of_package(demo, "M15", "lead", H3) == 89
    assert of_package(demo, "M15", "conditions", H3) == 0
    assert of_package(demo, "M15", "steps", H3) == 100
    assert of_package(demo, "M16", "share", H3) == 100
    assert parts(demo, "M16", "share") == (2880, 2880)


def test_every_link_is_filed_where_it_was_meant(demo: Survey) -> None:
    assert parts(demo, "M18", "share") == (6, 6)
    assert labels(demo, "M18", "share") == []


def test_the_retrospective_was_five_days_after_the_end(demo: Survey) -> None:
    assert of_package(demo, "M22", "days", H7) == 5
    assert values(demo, "M22") == {"days": 5, "improvements": None, "held": 100}
    assert demo.metric("M22").figure("improvements").why == "No improvement is due yet."


def test_the_rest_follows_from_the_files(demo: Survey) -> None:
    assert values(demo, "M1") == {"working": 3, "raw": 5}
    assert values(demo, "M8") == {"share": 0, "missed": 0}
    assert parts(demo, "M8", "share") == (0, 13)
    assert values(demo, "M9") == {"now": 0, "types": 0}
    assert values(demo, "M14")["late"] == 0
    assert parts(demo, "M14", "excused") == (2, 147)
    assert parts(demo, "M17", "share") == (6, 6)
    assert parts(demo, "M19", "accepted") == (213, 320)
    assert parts(demo, "M19", "in_sla") == (291, 320)
    assert labels(demo, "M19", "refused")[:2] == [("wrong_timing", 26), ("not_icp", 22)]
    assert parts(demo, "M20", "share") == (2, 2)
    assert values(demo, "M21") == {"sized": 100, "conclusive": 0}
    assert parts(demo, "M23", "evidence") == (1, 3)
    assert parts(demo, "M23", "stale") == (0, 3)
    assert values(demo, "M24") == {"waivers": 0, "expired": 0, "findings": None}


def test_completeness_misses_the_three_optional_parts_of_the_brief(demo: Survey) -> None:
    """`desired_response`, `budget` and `lessons_applied`."""
    filled, asked = parts(demo, "M13", "share")
    assert asked is not None
    assert filled == asked - 3
    assert [row.package for row in demo.metric("M13").figure("share").rows if row.amount.value != 100] == ["", H1]


def test_what_needs_git_says_that_it_is_not_known(demo: Survey) -> None:
    assert demo.no_history == "This folder is not in a Git repository."
    figure = demo.metric("M10").headline
    assert (figure.value, figure.why) == (None, "Not known here. This folder is not in a Git repository.")
    assert demo.metric("M11").headline.value == 0
    assert demo.metric("M11").figure("fields").value is None


def test_the_trend_goes_by_month(demo: Survey) -> None:
    points = [(one.day, one.amount.value) for one in demo.metric("M2").headline.trend]
    assert points == [("2026-08-01", 50), ("2026-09-01", 100), ("2026-10-01", 100)]


def test_a_month_later_the_improvement_is_overdue_and_the_page_still_fresh(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    later = surveyed(tmp_path, "2026-11-23")
    assert parts(later, "M22", "improvements") == (0, 1)
    assert surveyed(tmp_path, "2027-01-22").metric("M23").figure("stale").amount.numerator == 1
