"""What a run does not need it does not load: the library of holidays costs a tenth of a second or more."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from datetime import date
from handoff_lint.calendars import buffers, chain, conflicts, planning, shifting, steps, teams, windows, working_hours
from handoff_lint.calendars.working_days import WorkCalendar
calendar = WorkCalendar({arguments})
print("holidays" in sys.modules)
calendar.add_working_days(date(2026, 12, 24), 1)
print("holidays" in sys.modules)
"""


@pytest.mark.parametrize(("arguments", "expected"), [("", ["False", "False"]), ("None, 'GB'", ["False", "True"])])
def test_holidays_are_loaded_when_a_day_of_a_country_is_asked_for(arguments: str, expected: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(arguments=arguments)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == expected
