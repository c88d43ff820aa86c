"""`kill -9` of each writing verb at sixty moments leaves the old file or the new one, and nothing else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editing_files import killing
from tests.git.repositories import BRIEF, PACKAGE, Repository, clean_environment, person
from tests.signing import test_record, test_relink
from tests.signing.desks import AT, LATER, handed_off, reviews, run

MOMENTS = 60
Case = tuple[Repository, tuple[str, ...], str]


def _sign(folder: Path) -> Case:
    return Repository(folder).settle("in_review"), ("sign", PACKAGE, "quality"), BRIEF


def _accept(folder: Path) -> Case:
    repo = handed_off(Repository(folder).settle("in_review"))
    return repo, ("accept", PACKAGE, "--readback", "One poster."), BRIEF


def _return(folder: Path) -> Case:
    repo = handed_off(Repository(folder).settle("in_review"))
    return repo, ("return", PACKAGE, "--gap", "objective|Which month?|unclear"), BRIEF


def _withdraw(folder: Path) -> Case:
    return Repository(folder).settle("approved"), ("withdraw", PACKAGE, "quality"), BRIEF


def _relink(folder: Path) -> Case:
    repo = Repository(folder).settle("in_review", settings=test_relink.SETTINGS)
    repo.write(LATER, f"---\ntype: creative-to-production\nstatus: draft\ndepends_on: [{PACKAGE}]\n---\nText.\n")
    repo.commit("The next one")
    return repo, ("relink", test_relink.NEXT), LATER


def _record(folder: Path) -> Case:
    repo = Repository(folder).settle("in_review", settings=test_record.SETTINGS)
    path = reviews(repo, (test_record.BEA, "APPROVED", repo.at("HEAD")))
    return repo, ("record", PACKAGE, "--reviews", str(path)), BRIEF


CASES: dict[str, tuple[Callable[[Path], Case], str]] = {
    "sign": (_sign, "bea.lind"),
    "accept": (_accept, "leo.brandt"),
    "return": (_return, "leo.brandt"),
    "withdraw": (_withdraw, "bea.lind"),
    "relink": (_relink, "tom.osei"),
    "record": (_record, "tom.osei"),
}


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where all runs find the compiled modules: most of a run would go into compiling them."""
    return {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled")), "PYTHONDONTWRITEBYTECODE": ""}


@pytest.mark.parametrize("verb", CASES)
def test_sixty_kills_leave_the_old_file_or_the_new_one(verb: str, tmp_path: Path, compiled: dict[str, str]) -> None:
    made, by = CASES[verb]
    repo, arguments, file = made(tmp_path)
    old = repo.read(file)
    assert run(repo, *arguments, "--yes", "--no-commit", by=by).exit_code == 0
    new = repo.read(file)
    repo.git("checkout", "--quiet", "--", file)
    assert repo.read(file) == old != new

    def is_new(_: str, content: bytes) -> bool:
        """Whether it is the new file to the byte, but for the clock, which stands still only in this process."""
        text = re.sub(r"(at: )20(?!21)[0-9T:-]+Z", rf"\g<1>{AT}", content.decode())
        return re.sub(r"(raised: )20(?!21)[0-9-]+", rf"\g<1>{AT[:10]}", text) == new

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "handoff_lint", *arguments, "--yes"]
    env = clean_environment(tmp_path) | person(by, "2021-01-12T12:00:00+00:00") | compiled
    found = killing.sweep(command, repo.root, [file], scratch=scratch, env=env, runs=MOMENTS, is_new=is_new)
    assert len(found) == MOMENTS
    at_calls = [one for one in found if ":" in one.moment]
    assert {one.states for one in at_calls} == {("old",), ("new",)}
    assert sum(bool(one.orphans) for one in at_calls) >= 5
