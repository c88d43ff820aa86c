"""The go of a launch, on the demo's own production-to-launch package."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import Repository
from tests.repositories.test_cases import copy_demo

LAUNCH = "docs/campaigns/dockside-launch/03-launch/20260907_dockside-launch_production-to-launch_v01.md"
NOW = ("--today", "2026-10-27")


@pytest.fixture
def demo(tmp_path: Path) -> Repository:
    """The project's own demo, committed."""
    repo = Repository(tmp_path)
    copy_demo(repo.root)
    repo.commit("The demo")
    return repo


def _without_a_go(repo: Repository) -> None:
    text = repo.read(LAUNCH)
    start = text.index("  preflight:\n    - by: ines.okafor")
    repo.write(LAUNCH, f"{text[:start]}  preflight:\n{text[text.index(chr(10) + 'handovers:', start) :]}")
    repo.status("accepted", LAUNCH)


def test_the_demo_had_its_go_in_time(demo: Repository) -> None:
    assert demo.findings(*NOW) == []


def test_a_go_that_came_late_and_a_step_before_it(demo: Repository) -> None:
    demo.replace(LAUNCH, "at: 2026-09-11T16:00:00+01:00", "at: 2026-12-24T09:00:00Z")
    found = demo.findings(*NOW)
    assert found == [
        *[("HF410", "This step was done before the go.")] * 6,
        (
            "HF410",
            "The go came 2,449 hours late: it was due by 2026-09-13 09:00, 48 hours before the launch.",
        ),
    ]


def test_steps_without_a_go(demo: Repository) -> None:
    _without_a_go(demo)
    done = [("HF410", "This step was done without a go.")] * 6
    assert demo.findings(*NOW) == [
        *done,
        ("HF410", "The go was due by 2026-09-13 09:00, and nobody has given it."),
    ]
    assert demo.findings("--today", "2026-09-13") == done
    assert demo.findings(*NOW, "--no-time") == done


def test_a_go_of_somebody_who_is_not_accountable(demo: Repository) -> None:
    demo.replace(
        LAUNCH,
        "    responsible: [dario.penn]\n    accountable: ines.okafor\n",
        "    responsible: [dario.penn]\n    accountable: dario.penn\n",
    )
    assert ("HF410", "Ines Okafor gave the go, and Dario Penn is accountable.") in demo.findings(*NOW)
