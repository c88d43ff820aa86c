"""The clock stands still, and a brief lies in review, or is handed over."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest

from handoff_lint.signing import desk
from tests.git.repositories import Repository, clean_environment
from tests.signing.desks import NOW, handed_off


@pytest.fixture(autouse=True)
def _the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "clock", lambda: NOW)


@pytest.fixture(scope="session")
def in_review(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository that most tests begin with; made once, and copied."""
    return Repository(tmp_path_factory.mktemp("in-review")).settle("in_review")


@pytest.fixture(scope="session")
def in_hand(tmp_path_factory: pytest.TempPathFactory, in_review: Repository) -> Repository:
    """The same, approved and handed over to Leo."""
    return handed_off(_copy(in_review, tmp_path_factory.mktemp("in-hand")))


@pytest.fixture
def repo(in_review: Repository, tmp_path: Path) -> Repository:
    """A brief in review, with an empty slot for each gate."""
    return _copy(in_review, tmp_path)


@pytest.fixture
def given(in_hand: Repository, tmp_path: Path) -> Repository:
    """The brief is approved and handed over to Leo."""
    return _copy(in_hand, tmp_path)


def _copy(repo: Repository, folder: Path) -> Repository:
    found = copy.copy(repo)
    found.top = folder / "repo"
    shutil.copytree(repo.top, found.top)
    found.environment = clean_environment(folder)
    return found
