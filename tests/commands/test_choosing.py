"""What several commands are told alike: a day, a campaign."""

from __future__ import annotations

import datetime
from pathlib import Path

import click
import pytest

from handoff_lint.commands.choosing import DAY
from tests.repositories.test_cases import copy_demo
from tests.running import handoff


def test_a_day_is_read() -> None:
    day = datetime.date(2026, 9, 14)
    assert DAY.convert("2026-09-14", None, None) == day
    assert DAY.convert(day, None, None) is day


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("tomorrow", "tomorrow is not written as a date. Write year, month and day: 2026-09-14."),
        ("14.9.2026", "14.9.2026 is not written as a date. Write year, month and day: 2026-09-14."),
        ("20260914", "20260914 is not written as a date. Write year, month and day: 2026-09-14."),
        ("2026-W38-1", "2026-W38-1 is not written as a date. Write year, month and day: 2026-09-14."),
        ("\u0662026-09-14", "\u0662026-09-14 is not written as a date. Write year, month and day: 2026-09-14."),
        ("2026-09-31", "there is no such day as 2026-09-31."),
        ("0000-01-01", "there is no such day as 0000-01-01."),
    ],
)
def test_what_is_no_day(written: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        DAY.convert(written, None, None)
    assert refused.value.message == message


@pytest.mark.parametrize(
    "command",
    [("check", "--today"), ("metrics", "--today"), ("plan", "x", "--today"), ("plan", "x", "--launch")],
)
def test_every_command_says_how_a_day_is_written(command: tuple[str, ...]) -> None:
    done = handoff(*command, "soon")
    assert (done.exit_code, done.stdout, done.stderr.splitlines()[-1]) == (
        2,
        "",
        f"Error: Invalid value for '{command[-1]}': soon is not written as a date. "
        "Write year, month and day: 2026-09-14.",
    )


@pytest.mark.parametrize("command", ["metrics", "plan", "utm"])
def test_every_command_finds_a_campaign_by_its_folder_and_names_those_there_are(command: str, tmp_path: Path) -> None:
    copy_demo(tmp_path)
    by_name = handoff(command, "dockside-launch", "--root", str(tmp_path))
    by_folder = handoff(command, "docs/campaigns/dockside-launch/", "--root", str(tmp_path))
    assert (by_folder.exit_code, by_folder.stdout, by_folder.stderr) == (by_name.exit_code, by_name.stdout, "")
    assert "dockside" in by_folder.stdout.casefold()
    done = handoff(command, "dockside-lunch", "--root", str(tmp_path))
    assert (done.exit_code, done.stdout, done.stderr) == (
        2,
        "",
        "There is no campaign dockside-lunch. Did you mean dockside-launch?\ndocs/campaigns/ holds dockside-launch.\n",
    )
