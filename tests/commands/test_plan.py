"""`handoff plan`: the table, what does not fit, and what is written."""

from __future__ import annotations

import io
from pathlib import Path

import click
import pytest

from tests.repositories.test_cases import copy_demo
from tests.repositories.test_cases import lay_out as lay_out_case
from tests.running import Done, handoff
from tests.timeline.campaigns import dates, lay_out, messages

BRIEF, FILES, LAUNCH = "strategy-to-creative", "creative-to-production", "production-to-launch"
NAME = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
PAGE = "docs/campaigns/spring-ride/campaign.md"
REVIEWED = "status: in_review\n"
AWAY = """
  kim.sato:
    name: Kim Sato
    team: studio
    away: [{from: 2027-02-22, to: 2027-02-26}]
"""


def plan(root: Path, *arguments: str, campaign: str = "spring-ride", today: str = "2027-01-04") -> Done:
    return handoff("plan", campaign, "--root", str(root), "--today", today, *arguments)


class Terminal(io.StringIO):
    """A keyboard at which nobody types."""

    def isatty(self) -> bool:
        return True


def said(done: Done) -> list[str]:
    """What stands below the table, each paragraph in one line."""
    paragraphs = done.stdout.split("\n\n")[2:]
    return [" ".join(one.split()) for one in paragraphs if not one.startswith(("---", "Written"))]


def test_back_from_the_launch(tmp_path: Path) -> None:
    """The dates are those of the demo, which people planned by hand."""
    lay_out_case("time-needed-too-late", tmp_path / "repo")
    done = plan(tmp_path / "repo", campaign="dockside-launch", today="2026-08-01")
    assert done.stdout == (
        "Dockside autumn launch: launch on Tuesday, 2026-09-15\n"
        "\n"
        "handoff                       start       due         needed by   slack\n"
        "h1 strategy-to-creative       2026-08-03  2026-08-05  2026-08-07    0  new\n"
        "creative-to-production        2026-08-19  2026-08-21  2026-08-25    0  unwritten\n"
        "production-to-launch          2026-09-07  2026-09-09  2026-09-11    0  unwritten\n"
        "email-to-social               2026-08-28  2026-09-02  2026-09-04   19  unwritten\n"
        "marketing-to-sales            2026-09-04  2026-09-08  2026-09-10   23  unwritten\n"
        "analytics-to-optimization     2026-09-29  2026-10-01  2026-10-02       unwritten\n"
        "campaign-retrospective        2026-10-21  2026-10-23  2026-10-27       unwritten\n"
        "\n"
        "Everything fits.\n"
        "\n"
        "h1 is signed already. New dates need a new version and new sign-offs.\n"
    )
    assert (done.exit_code, done.stderr) == (0, "")


def test_what_has_been_handed_over_keeps_its_dates(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    done = plan(tmp_path, "--launch", "2026-12-01", campaign="docs/campaigns/dockside-launch/", today="2026-11-01")
    assert [line.split()[-1] for line in done.stdout.splitlines()[3:10]] == ["done"] * 7
    assert "h2 creative-to-production     2026-08-19  2026-08-21  2026-08-25       done\n" in done.stdout
    moved = plan(tmp_path, "--shift", "2", campaign="dockside-launch", today="2026-11-01")
    assert (moved.exit_code, moved.stderr.splitlines()[0]) == (
        2,
        "There is no handoff to move: none that is open has dates.",
    )


def test_no_line_is_wider_than_a_terminal(tmp_path: Path) -> None:
    packages = {BRIEF + "_a-long-name-for-a-part": REVIEWED, FILES: REVIEWED + dates("01-04", "01-05", "01-07")}
    lay_out(tmp_path, packages)
    for arguments in ((), ("--write", "--yes"), ("--shift", "40", "--mode", "strict"), ("--launch", "2027-01-20")):
        done = plan(tmp_path, *arguments)
        assert [line for line in done.stdout.splitlines() if len(line) > 80 and "Written: " not in line] == []


def test_what_does_not_fit_is_named_and_fails(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-13", "01-15", "01-19")}, launch="2027-02-15")
    done = plan(tmp_path, today="2027-01-12")
    assert done.stdout.partition("What does not fit:\n")[2] == (
        "- h1 would have to start on 2027-01-04, 6 working days before 2027-01-12.\n"
        "- The launch on 2027-02-15 comes 6 working days too early for a start on\n"
        "  2027-01-12. It takes 30 working days: h1 (2 to prepare, 2 buffer, 10 for the\n"
        "  receiver), creative-to-production (2 buffer, 10 for the receiver) and\n"
        "  production-to-launch (2 buffer, 2 for the receiver). The first launch that\n"
        "  fits is 2027-02-23.\n"
    )
    assert done.exit_code == 1


def test_a_handoff_that_has_begun_needs_only_the_rest_of_its_time(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-13", "01-15")}, launch="2027-02-22")
    done = plan(tmp_path, today="2027-01-12")
    assert rows(done) == {"h1": ["01-11", "01-13", "01-15"]}
    assert "\nEverything fits.\n" in done.stdout
    late = plan(tmp_path, today="2027-01-14")
    assert late.stdout.partition("What does not fit:\n")[2].startswith(
        "- h1 would be due on 2027-01-13, which has passed.\n"
    )


def test_days_away_are_free(tmp_path: Path) -> None:
    lay_out(tmp_path, {LAUNCH: "from: maya.holt\nto: kim.sato\n" + REVIEWED}, settings=AWAY, launch="2027-03-01")
    done = plan(tmp_path)
    # Two working days for Kim before Monday: those before the week off.
    assert "h3 production-to-launch       2027-02-12  2027-02-16  2027-02-18" in done.stdout


def test_dates_are_written_and_comments_stay(tmp_path: Path) -> None:
    fields = REVIEWED + (
        "timeline:\n  due: 2027-02-10  # agreed with Leo\n  needed_by: 2027-02-12\n"
        "  launch_date: 2027-03-15\n  buffer_days: 2\n"
    )
    lay_out(tmp_path, {BRIEF: fields})
    before = (tmp_path / NAME).read_text()
    assert len(messages(tmp_path, "HF503")) == 1
    done = plan(tmp_path, "--launch", "2027-03-22", "--write", "--yes")
    assert done.exit_code == 0
    after = (tmp_path / NAME).read_text()
    assert after == before.replace("launch_date: 2027-03-15", "launch_date: 2027-03-22")
    assert "launch_date: 2027-03-22\n" in (tmp_path / PAGE).read_text()
    assert [messages(tmp_path, code) for code in ("HF501", "HF503", "HF504", "HF505")] == [[], [], [], []]
    assert done.stdout.endswith(f"Written: {PAGE}\nWritten: {NAME}\n")
    again = plan(tmp_path, "--write", "--yes")
    assert again.stdout.endswith("\nThe files say so already.\n")


def test_a_draft_without_dates_gets_them(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: "status: draft\n"})
    plan(tmp_path, "--write", "--yes")
    assert (
        "timeline:\n  start: 2027-02-01\n  due: 2027-02-03\n  needed_by: 2027-02-05\n" in (tmp_path / NAME).read_text()
    )


def test_the_diff_comes_first_and_no_leaves_the_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-13", "01-15")})
    before = (tmp_path / NAME).read_bytes()

    def no(question: str, *, abort: bool) -> None:
        assert (question, abort) == ("Write this change?", True)
        raise click.Abort

    unasked = plan(tmp_path, "--write")
    assert (unasked.exit_code, unasked.stderr) == (
        2,
        "There is no terminal to ask on, so nothing was written.\nConfirm it with --yes.\n",
    )
    monkeypatch.setattr(click, "confirm", no)
    monkeypatch.setattr("sys.stdin", Terminal())
    done = plan(tmp_path, "--write")
    assert "\n-  due: 2027-01-13\n" in done.stdout
    assert "\n+  due: 2027-02-03\n" in done.stdout
    assert (done.exit_code, done.stderr) == (130, "Stopped.\n")
    assert (tmp_path / NAME).read_bytes() == before


THREE = {
    BRIEF: REVIEWED + dates("01-11", "01-13", "01-15"),
    FILES: REVIEWED + dates("01-27", "01-29", "02-02", "  buffer_days: 2\n"),
    LAUNCH: REVIEWED + dates("02-17", "02-19", "02-23"),
}


def rows(done: Done) -> dict[str, list[str]]:
    """Short id → its dates, without the year."""
    found = {}
    for line in done.stdout.splitlines():
        words = line.split()
        if len(words) >= 5 and words[0] in ("h1", "h2", "h3"):
            found[words[0]] = [word.removeprefix("2027-") for word in words[2:5]]
    return found


@pytest.mark.parametrize(
    ("mode", "second", "third", "code"),
    [
        ("flexible", ["02-01", "02-03", "02-05"], ["02-17", "02-19", "02-23"], 0),
        ("strict", ["02-01", "02-03", "02-05"], ["02-22", "02-24", "02-26"], 0),
        ("none", ["01-27", "01-29", "02-02"], ["02-17", "02-19", "02-23"], 1),
    ],
)
def test_a_shift_moves_what_comes_after(
    tmp_path: Path, mode: str, second: list[str], third: list[str], code: int
) -> None:
    lay_out(tmp_path, THREE)
    done = plan(tmp_path, "--shift", "3", "--mode", mode)
    assert rows(done) == {"h1": ["01-14", "01-18", "01-20"], "h2": second, "h3": third}
    assert done.exit_code == code


@pytest.mark.parametrize("name", ["h2", FILES, "spring-ride-h2"])
def test_one_is_named_by_number_type_or_id(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path, THREE)
    done = plan(tmp_path, "--shift", "1", "--handoff", name, "--mode", "none")
    assert rows(done) == {
        "h1": ["01-11", "01-13", "01-15"],
        "h2": ["01-28", "02-01", "02-03"],
        "h3": ["02-17", "02-19", "02-23"],
    }


def test_the_launch_moves_and_everything_with_it(tmp_path: Path) -> None:
    lay_out(tmp_path, THREE)
    done = plan(tmp_path, "--launch", "2027-03-17", "--mode", "strict", "--write", "--yes")
    assert rows(done)["h3"] == ["02-19", "02-23", "02-25"]
    assert "Launch steps, calendar entries and tasks keep their times" in done.stdout
    assert messages(tmp_path, "HF504") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--launch", "2027-03-17", "--shift", "1"), "Give --launch or --shift, not both."),
        (("--mode", "strict"), "--mode says what moves along: it needs --shift or --launch."),
        (("--handoff", "h1"), "--handoff says which one to move: it needs --shift."),
        (("--yes",), "--yes is about --write."),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    lay_out(tmp_path, THREE)
    done = plan(tmp_path, *arguments)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"Error: {message}")


def test_names_that_do_not_exist(tmp_path: Path) -> None:
    lay_out(tmp_path, THREE)
    done = plan(tmp_path, campaign="sprint-ride")
    assert (done.exit_code, done.stderr) == (
        2,
        "There is no campaign sprint-ride. Did you mean spring-ride?\ndocs/campaigns/ holds spring-ride.\n",
    )
    done = plan(tmp_path, "--shift", "1", "--handoff", "h9")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "There is h1, h2 and h3.")


def test_without_a_launch_date_or_with_a_broken_package(tmp_path: Path) -> None:
    lay_out(tmp_path / "one", THREE, launch="")
    done = plan(tmp_path / "one")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, f"{PAGE}: There is no launch date to plan for.")
    lay_out(tmp_path / "two", THREE)
    (tmp_path / "two" / NAME).write_text("---\na: [1\n---\n")
    done = plan(tmp_path / "two")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{NAME}: The campaign cannot be planned: ")


def test_a_misspelt_status_moves_nothing(tmp_path: Path) -> None:
    """It may stand for one that has been handed over."""
    lay_out(tmp_path, {BRIEF: "status: acepted\n" + dates("01-11", "01-13", "01-15")})
    before = (tmp_path / NAME).read_bytes()
    done = plan(tmp_path, "--write", "--yes")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{NAME}: The campaign cannot be planned: ")
    assert done.stderr.endswith("Mend what `handoff check` finds there.\n")
    assert (tmp_path / NAME).read_bytes() == before


def test_handoffs_in_a_circle(tmp_path: Path) -> None:
    packages = {
        FILES: "status: draft\ndepends_on: [spring-ride-h3]\n",
        LAUNCH: "status: draft\ndepends_on: [spring-ride-h2]\n",
    }
    lay_out(tmp_path, packages)
    assert plan(tmp_path).exit_code in (0, 1)  # the way to the launch goes one way only; HF509 names the circle


def test_a_launch_that_has_passed_or_comes_after_the_end(tmp_path: Path) -> None:
    lay_out(tmp_path, THREE)
    early = plan(tmp_path, "--launch", "2027-01-01", today="2027-01-04")
    assert (early.exit_code, said(early)[0][:58]) == (1, "What does not fit: - The launch on 2027-01-01 has passed. ")
    late = plan(tmp_path, "--launch", "2027-05-03")
    assert (late.exit_code, said(late)[0]) == (
        1,
        "What does not fit: - The campaign ends on 2027-04-30, before the launch. Change end_date, too.",
    )
    # All is handed over, and the date stands as it was: it is history.
    done = {BRIEF: "status: accepted\n" + dates("01-11", "01-13", "01-15")}
    lay_out(tmp_path / "old", done, settings="systems: {creative-to-production: 'off', production-to-launch: 'off'}\n")
    assert "launch on 2027-03-15 has passed" not in plan(tmp_path / "old", today="2027-06-01").stdout


def test_a_launch_on_a_day_off(tmp_path: Path) -> None:
    teams = "teams: {brand: {}, studio: {calendar: {country: GB, subdivision: ENG}}}\n"
    lay_out(tmp_path, {}, launch="2027-03-26", settings=teams)  # Good Friday
    done = plan(tmp_path)
    assert (done.exit_code, said(done)) == (
        0,
        ["Everything fits.", "2027-03-26 is a day off for studio. Ask who will be there for the launch."],
    )
    done = plan(tmp_path, "--launch", "2027-03-27")  # a Saturday, and nothing that could keep its time
    assert said(done)[1:] == ["2027-03-27 is a day off for everybody. Ask who will be there for the launch."]


def test_a_later_launch_does_not_ask_for_what_is_done(tmp_path: Path) -> None:
    lay_out(tmp_path, {**THREE, BRIEF: "status: accepted\n" + dates("01-11", "01-13", "01-15")})
    done = plan(tmp_path, "--launch", "2027-03-17", "--mode", "strict")
    assert (done.exit_code, rows(done)["h1"], said(done)[0]) == (0, ["01-11", "01-13", "01-15"], "Everything fits.")
    early = plan(tmp_path, "--shift", "-4", "--handoff", "h2")
    assert said(early)[0].startswith(
        "What does not fit: - h1 would have to move with h2, but its dates are fixed: it has been handed over. "
        "- h1 leaves 6 working days from 2027-01-15 until h2 is due (2027-01-25), but the receiver needs 10."
    )


def test_what_was_signed_about_the_launch_date_is_named(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    case = "docs/campaigns/dockside-launch/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"
    before = (tmp_path / case).read_bytes()
    done = plan(tmp_path, "--launch", "2026-09-16", "--write", "--yes", campaign="dockside-launch", today="2026-09-10")
    assert said(done)[1] == ("The launch date is part of what was approved: h1 (business) must be signed again.")
    assert (tmp_path / case).read_bytes() == before  # accepted: its dates stay


def test_a_campaign_without_packages_or_page(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    done = plan(tmp_path)
    assert (done.exit_code, said(done)) == (0, ["Everything fits."])
    assert plan(tmp_path, "--shift", "1").stderr == (
        "There is no handoff to move: none that is open has dates.\nWrite the next one, and plan it without --shift.\n"
    )
    (tmp_path / PAGE).unlink()
    done = plan(tmp_path, "--launch", "2027-03-15", "--write", "--yes")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        2,
        f"{PAGE}: There is no campaign page to write the launch date on.",
    )
