"""What the tests of the verbs share: a fixed clock, packages in the states that verbs begin with, what came of it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from tests.forge import envelopes
from tests.git.repositories import BRIEF, PACKAGE, Repository
from tests.running import Done

NOW = datetime.datetime(2021, 1, 12, 14, 30, tzinfo=datetime.UTC)
AT = "2021-01-12T14:30:00Z"
LATER = "docs/campaigns/spring-ride/02-production/20210118_spring-ride_creative-to-production_v01.md"
"""A package of the next type, built on the brief."""
SHOWN = f"""\
{PACKAGE}, version 1: Spring ride
…cs/campaigns/spring-ride/01-brief/20210110_spring-ride_strategy-to-creative_v01.md
"""
"""How a verb names the brief in a window of 84 columns, which is no usual one."""


def run(repo: Repository, *arguments: str, by: str = "bea.lind", columns: int = 80) -> Done:
    """`handoff ARGUMENTS --root …`, by a person, in a window of 80 columns."""
    return repo.handoff(*arguments, by=by, env={"COLUMNS": str(columns)})


def added(repo: Repository) -> list[str]:
    """The lines that the last commit added; it touched one file and removed nothing."""
    assert repo.git("show", "--name-only", "--format=", "HEAD").count("\n") == 0
    lines = repo.git("show", "--unified=0", "--format=", "HEAD").splitlines()
    assert [line for line in lines if line.startswith("-") and not line.startswith("---")] == []
    return [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++")]


def state(repo: Repository) -> tuple[str, str, str]:
    """What a verb that refuses must leave alone: the last commit, what differs from it, the brief."""
    return repo.at("HEAD"), repo.git("status", "--porcelain"), repo.read()


def refused(repo: Repository, *arguments: str, by: str = "bea.lind") -> str:
    """What a verb says that refuses; nothing has changed then."""
    before = state(repo)
    done = run(repo, *arguments, by=by)
    assert (done.exit_code, done.stdout) == (2, ""), done
    assert state(repo) == before
    return done.stderr


def subject(repo: Repository) -> str:
    """Who made the last commit, and its message."""
    return repo.git("log", "-1", "--format=%ae %s")


def handed_off(repo: Repository) -> Repository:
    """The brief is approved and handed over to Leo."""
    repo.approve()
    repo.status("handed_off")
    handovers = "handovers:\n  - {version: 1, at: 2021-01-12T13:00:00Z, by: maya.holt}\n"
    ticks = "checklist:\n  items:\n    four-questions: {by: maya.holt, date: 2021-01-12}\n"
    repo.replace(BRIEF, "next_steps:\n", f"{handovers}{ticks}next_steps:\n")
    repo.replace(
        BRIEF, "  needed_by: 2021-01-15\n", "  needed_by: 2021-01-15\n  confirmed_by: [maya.holt, leo.brandt]\n"
    )
    repo.commit("Over to you")
    return repo


def reviews(repo: Repository, *given: tuple[int, str, str], head: str = "") -> Path:
    """A file of reviews on GitHub: (account, state, commit), the oldest first, from 10 o'clock on."""
    data: dict[str, Any] = envelopes.github()
    data["pull_request"]["head"]["sha"] = head or repo.at("HEAD")
    like = next(one for one in data["reviews"] if one["user"] and one["user"]["type"] == "User")
    data["reviews"] = [
        {
            **like,
            "id": 100 + index,
            "user": {**like["user"], "id": account},
            "state": said,
            "commit_id": commit,
            "submitted_at": f"2021-01-12T{10 + index}:00:00Z",
        }
        for index, (account, said, commit) in enumerate(given)
    ]
    path = repo.top.parent / "reviews.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
