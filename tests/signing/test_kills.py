"""Each writing verb is killed at sixty moments: the package's file is the old one or the new one, never a torn one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editing_files import killing
from tests.git.repositories import BRIEF, PACKAGE, Repository, clean_environment, person
from tests.signing.test_verbs import LATER, forge_reviews, hand_over, on_forge, relinkable

OPTIONS = ("--yes", "--no-commit")
VERBS = {
    "sign": ("bea.lind", ("sign", PACKAGE, "quality", *OPTIONS)),
    "withdraw": ("bea.lind", ("withdraw", PACKAGE, "quality", *OPTIONS)),
    "accept": ("leo.brandt", ("accept", PACKAGE, *OPTIONS)),
    "return": ("leo.brandt", ("return", PACKAGE, *OPTIONS, "--gap", "objective|Which month?|unclear")),
    "relink": ("bea.lind", ("relink", "spring-ride-h2", *OPTIONS)),
    "record": ("maya.holt", ("record", PACKAGE, *OPTIONS, "--reviews", "REVIEWS")),
}


def _prepared(verb: str, folder: Path) -> Repository:
    if verb == "relink":
        return relinkable(folder)
    if verb == "record":
        return on_forge(folder)
    repo = Repository(folder).settle("in_review")
    if verb == "withdraw":
        repo.handoff("sign", PACKAGE, "quality", "--yes", by="bea.lind")
    if verb in ("accept", "return"):
        hand_over(repo)
    return repo


def _timeless(raw: bytes) -> bytes:
    """What two runs have in common: everything but the time of the new entry."""
    return re.sub(rb"(at|raised): [-0-9TZ:]+", b"", raw)


@pytest.mark.parametrize("verb", VERBS)
def test_no_file_is_torn(verb: str, tmp_path: Path) -> None:
    by, arguments = VERBS[verb]
    repo = _prepared(verb, tmp_path)
    path = LATER if verb == "relink" else BRIEF
    reviews = forge_reviews(repo, tmp_path, commit=repo.at("HEAD")) if verb == "record" else tmp_path
    words = [str(reviews) if word == "REVIEWS" else word for word in arguments]
    command = [sys.executable, "-m", "handoff_lint", *words]
    environment = clean_environment(tmp_path) | person(by, "2021-01-12T12:00:00+00:00")
    shutil.copytree(repo.top, tmp_path / "whole")
    subprocess.run(command, cwd=tmp_path / "whole", env=environment, check=True, capture_output=True)
    whole = _timeless((tmp_path / "whole" / path).read_bytes())
    scratch = tmp_path / "kills"
    scratch.mkdir()
    killed = killing.sweep(
        command,
        repo.top,
        [path],
        scratch=scratch,
        env=environment,
        runs=60,
        is_new=lambda _path, raw: _timeless(raw) == whole,
    )
    assert len(killed) >= 60
    assert {state for one in killed for state in one.states} == {"old", "new"}
