"""History is replaced by another one: seen when CI passes the head that was pushed before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PACKAGE, SECOND, Repository


@pytest.fixture
def pushed(tmp_path: Path) -> tuple[Repository, str]:
    """On `work`, Bea has asked for changes, and that was pushed; the id of that commit."""
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("work")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.commit("Shorter")
    repo.signed("quality", "bea.lind", decision="changes_requested", note="The price is missing.")
    return repo, repo.at("HEAD")


def test_a_rejection_is_pushed_away(pushed: tuple[Repository, str]) -> None:
    repo, before = pushed
    repo.git("reset", "--quiet", "--hard", "HEAD^")
    repo.signed("quality", "kai.moss")
    assert repo.findings("--base", "main") == []
    assert repo.findings("--base", "main", "--before", before) == [
        ("HF406", "What Bea Lind decided on 2021-01-12 (changes requested) was changed or removed.")
    ]


def test_a_new_package_is_pushed_away_with_its_rejection(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    other = BRIEF.replace("_v01.md", "_mail_v01.md")
    repo.branch("work")
    repo.write(other, repo.read().replace("title: Spring ride\n", "title: Spring mail\n"))
    repo.commit("One more")
    repo.signed("quality", "bea.lind", path=other, decision="changes_requested", note="No.")
    before = repo.at("HEAD")
    repo.git("reset", "--quiet", "--hard", "main")
    assert repo.findings("--base", "main", "--before", before) == [
        ("HF406", f"The package {PACKAGE}-mail was deleted together with its sign-offs.")
    ]


def test_a_rebase_that_keeps_everything_is_clean(pushed: tuple[Repository, str]) -> None:
    repo, before = pushed
    repo.switch("main")
    repo.write("notes.txt", "something else\n")
    repo.commit("Meanwhile")
    repo.switch("work")
    repo.git("rebase", "--quiet", "main")
    assert repo.findings("--base", "main", "--before", before) == []


def test_a_plain_push_is_clean(pushed: tuple[Repository, str]) -> None:
    repo, before = pushed
    repo.move(BRIEF, SECOND)
    repo.commit("Version 2")
    assert repo.findings("--base", "main", "--before", before) == []


def test_a_first_push_has_nothing_before(pushed: tuple[Repository, str]) -> None:
    repo, _ = pushed
    assert repo.findings("--base", "main", "--before", "0" * 40) == []


def test_a_head_before_that_nobody_has_fetched_is_no_pass(pushed: tuple[Repository, str]) -> None:
    repo, _ = pushed
    gone = "1" * 40
    assert repo.refused("--base", "main", "--before", gone) == (
        f"There is no commit {gone} in this clone.\n"
        f"Check its name; if it is on the server only:  git fetch origin {gone}\n"
    )
