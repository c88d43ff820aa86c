"""The reports: text in 80 columns, stable JSON and CSV, nothing that steers a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from handoff_lint.metrics import aggregate, data_reports, figures_in_words, text_report
from handoff_lint.metrics.model import (
    Aggregate,
    Amount,
    Case,
    Definition,
    FigureDefinition,
    Metric,
    Survey,
    Target,
    Unit,
)
from handoff_lint.reports.style import Style, columns
from tests.metrics.surveys import BRIEF, LAUNCH, measured
from tests.repositories.test_cases import copy_demo
from tests.running import handoff
from tests.timeline.campaigns import lay_out

HOSTILE = "=1+1\x1b[31m"
LATE = "status: in_review\ntimeline: {start: 2027-01-04, due: 2027-01-05, needed_by: 2027-01-08}\n"


def survey(*cases: Case, target: Target | None = None, unit: Unit = Unit.COUNT, campaigns: int = 2) -> Survey:
    """A survey with one measure, counted from these cases."""
    about = FigureDefinition("now", "packages", unit, Aggregate.SUM, "Nothing to count.", target=target)
    definition = Definition("M9", "Overdue now", "Time", "How many.", "Sum.", "Talk.", (about,))
    return Survey("2027-01-12", (Metric(definition, (aggregate.figure(about, cases),)),), 3, campaigns)


def text(found: Survey) -> str:
    return text_report.render(found, Style())


def late(campaign: str, value: float = 1, package: str = "", label: str = "") -> Case:
    return Case(
        "M9", "now", value, campaign=campaign, package=package or f"{campaign}-h1", labels=(label,) if label else ()
    )


NONE = Target(at_least=False, value=0)


def test_a_missed_target_says_where_to_look_worst_first() -> None:
    found = text(survey(late("a"), late("b", 3), late("c", 0), late("d", 2), late("e", 2), target=NONE))
    assert "  M9   Overdue now                           8                        0  missed\n" in found
    assert "         Look at b 3; d 2; e 2; 1 more\n" in found


def test_of_a_single_campaign_the_packages_are_named() -> None:
    found = text(survey(late("a", 1, "a-h1"), late("a", 0, "a-h2"), target=NONE, campaigns=1))
    assert "         Look at a-h1 1\n" in found


def test_what_should_be_high_is_worst_when_low() -> None:
    found = text(survey(late("a", 1), late("b", 0), target=Target(at_least=True, value=90)))
    assert "         Look at b 0; a 1\n" in found


def test_a_target_that_no_single_row_misses_names_nobody() -> None:
    found = text(survey(late("a", 3), late("b", 3), target=Target(at_least=False, value=5)))
    assert ("missed" in found, "Look at" in found) == (True, False)


def test_labels_are_shown_the_largest_first_and_not_all() -> None:
    found = text(survey(*(late("a", number, label=f"p{number}") for number in range(1, 9))))
    assert "         p8 8; p7 7; p6 6; p5 5; p4 4; p3 3; 2 more\n" in found


def test_nothing_hostile_reaches_the_terminal_or_a_spreadsheet() -> None:
    found = survey(late(HOSTILE, label=HOSTILE), target=NONE)
    for report in (text(found), data_reports.as_csv(found), data_reports.as_json(found)):
        assert "\x1b" not in report
    rows = list(csv.DictReader(io.StringIO(data_reports.as_csv(found))))
    assert [row["campaign"] for row in rows if row["scope"] == "campaign"] == ["'=1+1\\x1b[31m"]
    assert [row["label"] for row in rows if row["scope"] == "label"] == ["'=1+1\\x1b[31m"]


def test_long_and_wide_words_are_never_cut() -> None:
    name = "長い名前" * 30
    found = text(survey(late("a", label=name), late("a", label="short")))
    assert name in found


def test_no_line_of_the_demo_is_wider_than_a_terminal(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    report = handoff("metrics", "--root", str(tmp_path), "--today", "2026-11-23").stdout
    assert [line for line in report.splitlines() if columns(line) > 80 or line != line.rstrip()] == []
    assert report.startswith(
        "Larkfield Systems: 7 packages in 1 campaign on 2026-11-23\n"
        "Nothing is known from Git. This folder is not in a Git repository.\n"
        "\n"
        "Time\n"
        "  M1   Handoff lead time                  3 wd  from 7\n"
        "         median, every day counted         5 d  from 7\n"
        "  M4   Review time                           –                   ≤ 2 wd\n"
        "         Not known here. This folder is not in a Git repository.\n"
        "  M5   Answer time                       100 %  8 of 8           ≥ 90 %  met\n"
    )
    assert (
        "  M22  Retrospective                       5 d  from 1            ≤ 7 d  met\n"
        "         improvements done when due        0 %  0 of 1           ≥ 80 %  missed\n"
        "         Look at dockside-launch-h7 0 %\n"
        "         held at all                     100 %  1 of 1\n"
    ) in report


def test_a_reason_that_holds_for_two_figures_is_said_once(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    report = handoff("metrics", "--root", str(tmp_path), "--today", "2026-11-23").stdout
    place = report.index("  M20  ")
    assert report[place:].split("  M21")[0].count("Not known here") == 1


def test_an_empty_repository_is_measured_and_says_so(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    done = handoff("metrics", "--root", str(tmp_path), "--today", "2027-01-12")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "0 packages in 1 campaign on 2027-01-12\n"
        "There is no handoff package yet: put the first one into a stage folder such as 01-brief/.\n"
    )


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {BRIEF: "status: draft\n"})
    broken = root / "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_b_v01.md"
    broken.write_text("---\ntype: [\n---\n", encoding="utf-8")
    report = handoff("metrics", "--root", str(root)).stdout
    assert "\n1 package could not be read and is left out: handoff check\n" in report


def test_colours_mark_what_is_missed() -> None:
    report = text_report.render(survey(late("a"), target=NONE), Style(colour=True))
    assert "\x1b[1mmissed\x1b[0m" in report
    assert "\x1b[1mTime\x1b[0m" in report


def test_json_is_stable(tmp_path: Path) -> None:
    found = measured(tmp_path, {BRIEF: LATE, LAUNCH: "status: draft\n"})
    report = json.loads(data_reports.as_json(found))
    assert list(report) == [
        "version",
        "today",
        "organisation",
        "campaign",
        "packages",
        "campaigns",
        "left_out",
        "history",
        "metrics",
    ]
    assert report["history"] == {"known": False, "why": "This folder is not in a Git repository."}
    overdue = report["metrics"][8]
    assert overdue["id"] == "M9"
    assert list(overdue) == ["id", "name", "group", "definition", "formula", "advice", "sources", "figures"]
    amount = {"value": 1, "numerator": 1, "denominator": None, "cases": 2}
    assert overdue["figures"][0] == {
        "key": "now",
        "name": "packages, by who has to act",
        "unit": "count",
        "aggregate": "sum",
        "source": "FM",
        "target": {"is": "<=", "value": 0},
        "better": "lower",
        **amount,
        "met": False,
        "why": "",
        "breakdown": [{"label": "Maya Holt", **amount, "cases": 1}],
        "rows": [
            {"campaign": "spring-ride", "package": None, **amount},
            {"campaign": "spring-ride", "package": "spring-ride-h1", **amount, "cases": 1},
            {"campaign": "spring-ride", "package": "spring-ride-h3", **amount, "value": 0, "numerator": 0, "cases": 1},
        ],
        "trend": [],
    }
    assert report["metrics"][0]["figures"][0]["target"] is None


def test_csv_is_stable() -> None:
    found = survey(late("a", 2, label="Maya"), Case("M9", "now", 1 / 3, 1, "2027-01-12", "a", "a-h2"), target=NONE)
    assert data_reports.as_csv(found) == (
        "metric,figure,scope,campaign,package,label,month,value,unit,numerator,denominator,cases,target,met,why\n"
        "M9,now,total,,,,,2.3333,count,2.3333,,2,<= 0,no,\n"
        "M9,now,campaign,a,,,,2.3333,count,2.3333,,2,,,\n"
        "M9,now,package,a,a-h1,,,2,count,2,,1,,,\n"
        "M9,now,package,a,a-h2,,,0.3333,count,0.3333,,1,,,\n"
        "M9,now,label,,,Maya,,2,count,2,,1,,,\n"
        "M9,now,month,,,,2027-01,0.3333,count,0.3333,,1,,,\n"
    )


def test_csv_of_what_has_no_value_says_why() -> None:
    lines = data_reports.as_csv(survey()).splitlines()
    assert lines[1:] == ["M9,now,total,,,,,,count,,,0,,,Nothing to count."]


def test_csv_says_when_a_target_is_met() -> None:
    assert ",<= 0,yes," in data_reports.as_csv(survey(late("a", 0), target=NONE))


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (85.714, Unit.PERCENT, "85.7 %"),
        (100.0, Unit.PERCENT, "100 %"),
        (2.5, Unit.WORKING_DAYS, "2.5 wd"),
        (5, Unit.DAYS, "5 d"),
        (15655.5, Unit.HOURS, "15,656 h"),
        (-0.01, Unit.DAYS, "0 d"),
        (10, Unit.COUNT, "10"),
        (0.1428, Unit.PER_PACKAGE, "0.14"),
        (14.28, Unit.PER_HUNDRED, "14.3"),
    ],
)
def test_numbers_for_people(value: float, unit: Unit, shown: str) -> None:
    assert figures_in_words.number(value, unit) == shown


def test_a_share_without_room_says_of_how_many() -> None:
    about = FigureDefinition("share", "done", Unit.PERCENT, Aggregate.SHARE, "Nothing.")
    amount = Amount(99.9, 177_229, 177_673, 1000)
    assert figures_in_words.basis(amount, about) == "177,229 of 177,673"
    assert figures_in_words.basis(amount, about, 15) == "of 177,673"
    assert figures_in_words.basis(Amount(None, None, None, 0), about) == ""
