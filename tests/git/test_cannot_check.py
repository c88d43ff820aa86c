"""What cannot be checked is exit code 2 with a remedy, never a pass; and a plain check needs no Git at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PEOPLE, Repository

SHALLOW = (
    "This clone does not hold the whole history, so nobody can say who added what.\n"
    "Fetch the whole history:  git fetch --unshallow  (in a GitHub job: fetch-depth: 0; in GitLab: GIT_DEPTH: 0).\n"
)
EDIT = [
    ("HF205", "Version 1 was approved, and this text is another one."),
    ("HF403", "What quality signed has changed since."),
]


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An approved brief on `main`, edited on `work`."""
    found = Repository(tmp_path).settle("approved")
    found.branch("work")
    found.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    found.commit("An edit")
    return found


def _clone(repo: Repository, *options: str) -> Repository:
    repo.git("clone", "--quiet", *options, f"file://{repo.top}", str(repo.top.parent / "clone"))
    repo.top = repo.top.parent / "clone"
    return repo


def _other_git(folder: Path, script: str) -> dict[str, str]:
    """A PATH on which `git` is a script."""
    folder.mkdir()
    if script:
        (folder / "git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin" if script else str(folder)}


def test_a_shallow_clone(repo: Repository) -> None:
    _clone(repo, "--depth", "1", "--no-single-branch")
    assert repo.refused("--base", "origin/main") == SHALLOW
    assert repo.findings("--staged") == []
    repo.git("fetch", "--quiet", "--unshallow")
    assert repo.findings("--base", "origin/main") == EDIT


@pytest.mark.parametrize("name", ["nowhere", "f" * 40, "main~99", "1234567"])
def test_a_base_that_is_not_there(name: str, repo: Repository) -> None:
    fetch = f"git fetch origin {name}" if len(name) == 40 else "git fetch origin"
    assert repo.refused("--base", name) == (
        f"There is no commit {name} in this clone.\nCheck its name; if it is on the server only:  {fetch}\n"
    )


@pytest.mark.parametrize("name", ["--output=/tmp/handoff-lint-never", "-1", " "])
def test_a_base_that_is_no_name(name: str, repo: Repository) -> None:
    assert repo.refused(f"--base={name}") == (
        f"“{name}” is no name of a commit.\nGive a branch, such as origin/main, or a commit id.\n"
    )
    assert not Path("/tmp/handoff-lint-never").exists()


def test_a_name_that_means_two_branches(repo: Repository) -> None:
    repo.git("update-ref", "refs/remotes/main", repo.at("work"))
    assert repo.refused("--base", "main") == (
        "main means two branches, one here and one of a remote.\nGive the full id of the commit.\n"
    )


def test_two_histories_that_share_nothing(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.write("README.md", "Another project\n")
    repo.commit()
    repo.switch("work")
    assert repo.refused("--base", "other", "--head", "work") == (
        "other and work share no history, so there is nothing to compare.\nCheck the name of the base.\n"
    )


def test_ways_to_name_a_base(repo: Repository) -> None:
    tip = repo.at("main")
    for name in ("main", tip, tip[:10], tip.upper(), "work~1", "heads/main"):
        assert repo.findings("--base", name) == EDIT, name
    repo.switch("main")
    assert repo.findings("--base", "main", "--head", "work") == EDIT
    assert repo.check("--base", "main", "--head", "work").related("HF403") == [
        "package.message_hierarchy.cta.text: “Book your morning” → “Book a morning”"
    ]


def test_a_missing_object(repo: Repository) -> None:
    oid = repo.at(f"main:{BRIEF}")
    (repo.top / ".git/objects" / oid[:2] / oid[2:]).unlink()
    assert repo.refused("--base", "main") == (
        f"The object {oid[:12]} is not in this clone.\n"
        "Clone the repository again, whole: without --depth and --filter (in a GitHub job: fetch-depth: 0).\n"
    )


def test_a_missing_asset(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "## In short\n", "## In short\n![prices](prices.svg)\n")
    repo.write(f"{BRIEF.rpartition('/')[0]}/prices.svg", "<svg/>")
    repo.approve()
    oid = repo.at(f"HEAD:{BRIEF.rpartition('/')[0]}/prices.svg")
    (repo.top / ".git/objects" / oid[:2] / oid[2:]).unlink()
    assert repo.refused("--staged").startswith(f"The object {oid[:12]} is not in this clone.\n")


@pytest.mark.parametrize("what", ["work~1", "work~1^{tree}"], ids=["commit", "tree"])
def test_a_hole_in_the_history(what: str, repo: Repository) -> None:
    repo.commit("One more")
    repo.commit("And one more")
    oid = repo.at(what)
    (repo.top / ".git/objects" / oid[:2] / oid[2:]).unlink()
    said = repo.refused("--base", "main") if what == "work~1" else repo.refused("--base", "main", "--head", "work~1")
    assert said.startswith("The history cannot be read: ")
    assert oid in said or "not a tree object" in said
    assert said.endswith(SHALLOW.partition("\n")[2])


def test_a_partial_clone_whose_server_is_gone(repo: Repository) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    _clone(repo, "--filter=blob:none")
    shutil.rmtree(repo.top.parent / "repo")
    oid = repo.at(f"origin/main:{BRIEF}")
    assert repo.refused("--base", "origin/main").startswith(f"The object {oid[:12]} is not in this clone.\n")


def test_a_folder_of_somebody_else(repo: Repository, tmp_path: Path) -> None:
    git = shutil.which("git")
    env = _other_git(tmp_path / "bin", f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {git} "$@"')
    for options in (["--staged"], ["--base", "main"]):
        assert repo.refused(*options, env=env) == (
            f"Git does not trust the folder {repo.root}: it belongs to somebody else.\n"
            f"If you trust it:  git config --global --add safe.directory {repo.root}\n"
        )


def test_no_git(repo: Repository, tmp_path: Path) -> None:
    env = _other_git(tmp_path / "empty", "")
    for options in (["--staged"], ["--base", "main"]):
        assert repo.refused(*options, env=env) == (
            "Git was not found.\nInstall git (https://git-scm.com), then try again.\n"
        )


def test_no_repository(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    shutil.rmtree(repo.top / ".git")
    for options in (["--staged"], ["--base", "main"]):
        assert repo.refused(*options) == (
            f"{repo.root} is not in a Git repository.\n"
            "Run this in a clone of the repository; a plain `handoff check` needs no Git.\n"
        )


def test_a_git_that_fails_in_its_own_way(repo: Repository, tmp_path: Path) -> None:
    env = _other_git(tmp_path / "bin", "echo 'fatal: out of luck' >&2; exit 128")
    assert repo.refused("--staged", env=env) == (
        "git rev-parse failed: out of luck\nMend what git says, then try again.\n"
    )


def test_a_plain_check_needs_no_git(repo: Repository, tmp_path: Path) -> None:
    stale = [EDIT[1][1]]
    env = _other_git(tmp_path / "empty", "")
    done = repo.handoff("check", "--format", "concise", "--today", "2021-01-13", env=env)
    assert (done.exit_code, done.stderr) == (1, "")
    assert [line.partition("HF403 ")[2] for line in done.stdout.splitlines()] == stale
    shutil.rmtree(repo.top / ".git")
    report = repo.check()
    assert (report.found, report.related("HF403")) == ([EDIT[1]], [])


def test_settings_of_the_base_that_cannot_be_used(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.write("handoff.yml", PEOPLE + "no_such_setting: 1\n")
    repo.commit("A slip")
    repo.branch("work")
    repo.write("handoff.yml", PEOPLE)
    repo.commit("Mended")
    said = repo.refused("--base", "main")
    tip = repo.at("main")[:7]
    assert said.startswith(
        f"handoff.yml:17:1: The settings of main ({tip}) cannot be used, so nobody knows who may sign. "
    )
    assert "Mend them there first, in a change that the owners of the settings let through." in said
    # Settings that were faulty where the branch began do not matter: they are read by those of today.
    repo.switch("main")
    repo.write("handoff.yml", PEOPLE)
    repo.commit("Mended here as well")
    assert repo.findings("--base", "main", "--head", "work") == []


def test_a_head_without_settings(repo: Repository) -> None:
    repo.delete("handoff.yml")
    repo.commit("No settings")
    repo.git("checkout", "--quiet", "main", "--", "handoff.yml")
    assert repo.refused("--base", "main") == (
        "handoff.yml: There is no such file in this state of the repository.\nCheck its name.\n"
    )


def test_the_whole_history_when_nothing_was_there_before(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    report = repo.check("--base", "0" * 40)
    assert report.summary["compared_with"] == "an empty repository"
    assert report.found == [
        ("HF415", "an empty repository has no handoff.yml, so the settings of this change itself were used.")
    ]
    repo.signed("quality", "kai.moss", author="maya.holt")
    assert ("HF414", "Kai Moss did not commit this sign-off: maya.holt@workshop.example did.") in repo.findings(
        "--base", "0" * 40
    )
    assert os.environ.get("GITHUB_ACTIONS") is None
