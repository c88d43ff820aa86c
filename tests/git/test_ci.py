"""The pull request that a CI job is about, from what GitHub Actions and GitLab CI say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handoff_lint.git import ci
from handoff_lint.git.process import GitError
from tests.git.repositories import BRIEF, Repository

BASE, HEAD = "0d07e0ab740f8a9d3597b3c487b876e93675eb40", "5d82e8bd50a11fe03672f4ea133557d12d0b968e"
EDIT = [
    ("HF205", "Version 1 was approved, and this text is another one."),
    ("HF403", "What quality signed has changed since."),
]


def pull_request(base: str = BASE, head: str = HEAD) -> dict[str, Any]:
    """The event of a pull request as GitHub writes it, with what surrounds the two ids."""
    side = {"label": "dockside:main", "repo": {"id": 1, "full_name": "dockside/handoffs", "fork": False}}
    return {
        "action": "synchronize",
        "number": 42,
        "before": "688721c7e2e20765450f24f43c36afb2d15b7037",
        "after": head,
        "pull_request": {
            "id": 1900000042,
            "number": 42,
            "state": "open",
            "draft": False,
            "merge_commit_sha": "1" * 40,
            "base": {**side, "ref": "main", "sha": base},
            "head": {**side, "label": "dockside:work", "ref": "work", "sha": head},
        },
        "repository": {"id": 1, "full_name": "dockside/handoffs", "default_branch": "main"},
        "sender": {"login": "ines-okafor", "id": 5510001, "type": "User"},
    }


def github(folder: Path, event: Any, name: str = "pull_request") -> dict[str, str]:
    """The environment of a job of GitHub Actions."""
    path = folder / "event.json"
    path.write_text(event if isinstance(event, str) else json.dumps(event), encoding="utf-8")
    return {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_BASE_REF": "main",
        "GITHUB_HEAD_REF": "work",
        "GITHUB_REF": "refs/pull/42/merge",
        "GITHUB_SHA": "1" * 40,
    }


GITLAB = {
    "CI": "true",
    "GITLAB_CI": "true",
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_COMMIT_SHA": HEAD,
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": BASE,
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
}


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target", "pull_request_review"])
def test_a_pull_request_on_github(name: str, tmp_path: Path) -> None:
    found = ci.from_environment(github(tmp_path, pull_request(), name))
    assert found == ci.Base(BASE, HEAD, "GitHub's pull request 42", "main")


def test_the_merge_queue_of_github(tmp_path: Path) -> None:
    group = {"action": "checks_requested", "merge_group": {"base_sha": BASE, "head_sha": HEAD, "base_ref": "main"}}
    found = ci.from_environment(github(tmp_path, group, "merge_group"))
    assert found == ci.Base(BASE, HEAD, "GitHub's merge queue")


@pytest.mark.parametrize("name", ["push", "schedule", "workflow_dispatch"])
def test_a_job_that_is_about_no_pull_request(name: str, tmp_path: Path) -> None:
    assert ci.from_environment(github(tmp_path, {"before": BASE}, name)) is None
    assert ci.from_environment({"GITLAB_CI": "true", "CI_COMMIT_SHA": HEAD}) is None
    assert ci.from_environment({}) is None


@pytest.mark.parametrize("event", ["", "{", "[]", "{}", '{"pull_request": {"base": null}}', '{"pull_request": 1}'])
def test_an_event_without_a_base(event: str, tmp_path: Path) -> None:
    with pytest.raises(GitError) as caught:
        ci.from_environment(github(tmp_path, event))
    assert caught.value.message == (
        "This job is about a pull request (pull_request), and its base is not in GITHUB_EVENT_PATH."
    )
    assert caught.value.help == "Give it yourself:  handoff check --base origin/main"


def test_an_event_that_is_not_there() -> None:
    with pytest.raises(GitError):
        ci.from_environment({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request"})


@pytest.mark.parametrize(
    ("more", "base", "head"),
    [
        ({}, "", HEAD),
        (
            {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "2" * 40, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "3" * 40},
            "2" * 40,
            "3" * 40,
        ),
    ],
    ids=["a plain merge request", "a pipeline of the merged result"],
)
def test_a_merge_request_on_gitlab(more: dict[str, str], base: str, head: str) -> None:
    assert ci.from_environment(GITLAB | more) == ci.Base(base, head, "GitLab's merge request 7", "main")


def test_a_merge_request_without_a_base() -> None:
    with pytest.raises(GitError) as caught:
        ci.from_environment(GITLAB | {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": ""})
    assert caught.value.message == "This job is about merge request 7, and the environment does not name its base."


def test_a_check_in_a_job_compares_by_itself_and_says_so(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.branch("work")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.commit("An edit")
    repo.git("switch", "--quiet", "--detach", "main")
    env = github(tmp_path, pull_request(repo.at("main"), repo.at("work")))
    done = repo.handoff("check", "--today", "2021-01-13", env=env)
    tip = repo.at("main")[:7]
    assert f"Compared with {tip} (from GitHub's pull request 42).\n" in done.stdout
    done = repo.handoff("check", "--format", "json", "--today", "2021-01-13", env=env)
    assert [(one["code"], one["message"]) for one in json.loads(done.stdout)["findings"]] == EDIT
    done = repo.handoff("check", "--staged", "--today", "2021-01-13", env=env)
    assert (done.exit_code, done.stdout.splitlines()[1]) == (0, "Compared with the last commit.")


def _merged_meanwhile(tmp_path: Path) -> tuple[Repository, str]:
    """Work that has taken in a newer main, where a signed brief was squashed; and main when the job was planned."""
    repo = Repository(tmp_path).settle("in_review")
    told = repo.at("main")
    repo.branch("work")
    repo.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    repo.commit("Progress")
    repo.switch("main")
    repo.sign("quality", "bea.lind")
    repo.replace("handoff.yml", "Tom Osei}", "Tom Osei, roles: [analyst]}")
    repo.commit("Squashed by somebody", by="maya.holt")
    repo.switch("work")
    repo.git("merge", "--quiet", "--no-edit", "main")
    return repo, told


def test_what_the_base_took_in_since_the_job_was_planned_is_proved(tmp_path: Path) -> None:
    repo, told = _merged_meanwhile(tmp_path)
    env = github(tmp_path, pull_request(told, repo.at("work")))
    assert repo.handoff("check", "--today", "2021-01-13", env=env).exit_code == 1
    repo.git("update-ref", "refs/remotes/origin/main", repo.at("main"))
    repo.git("tag", "origin/main", told)
    done = repo.handoff("check", "--today", "2021-01-13", env=env)
    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        0,
        [
            "No findings in 1 package in 1 campaign.",
            f"Compared with {repo.at('main')[:7]} (from GitHub's pull request 42).",
        ],
    )


def test_on_gitlab_the_tip_of_the_target_counts_and_not_where_the_branch_began(tmp_path: Path) -> None:
    repo, told = _merged_meanwhile(tmp_path)
    env = GITLAB | {"CI_COMMIT_SHA": repo.at("work"), "CI_MERGE_REQUEST_DIFF_BASE_SHA": told}
    assert repo.refused("--today", "2021-01-13", env=env) == (
        "The branch main of the server is not in this clone, so nobody knows which settings count.\n"
        "Fetch it:  git fetch origin main:refs/remotes/origin/main  (in a GitLab job: GIT_DEPTH: 0)\n"
    )
    repo.git("update-ref", "refs/remotes/origin/main", repo.at("main"))
    done = repo.handoff("check", "--today", "2021-01-13", env=env)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "No findings in 1 package in 1 campaign.")


def test_a_base_that_was_wound_back_is_the_one_that_the_job_was_told(tmp_path: Path) -> None:
    repo, _ = _merged_meanwhile(tmp_path)
    repo.git("update-ref", "refs/remotes/origin/main", repo.at("main~1"))
    env = github(tmp_path, pull_request(repo.at("main"), repo.at("work")))
    done = repo.handoff("check", "--today", "2021-01-13", env=env)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "No findings in 1 package in 1 campaign.")
