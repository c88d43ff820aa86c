"""The pull request that a CI job is about, from what GitHub Actions and GitLab CI put into the environment.

https://docs.github.com/en/actions/reference/workflows-and-actions/variables
https://docs.gitlab.com/ci/variables/predefined_variables/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handoff_lint.git.process import GitError


@dataclass(frozen=True, slots=True)
class Base:
    """What to compare with.

    Attributes:
        base: the commit on which the pull request is to be merged, as far as the job was told; may be empty.
        branch: the branch of the server that it belongs to; its tip counts where it has gone on since.
        head: the pull request's newest commit.
        found: where both were found, in words.

    """

    base: str
    head: str
    found: str
    branch: str = ""


def from_environment(environment: Mapping[str, str]) -> Base | None:
    """The base of the pull request that this job is about; None when it is about none.

    Raises:
        GitError: the job says that it is about a pull request and does not say which.

    """
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github(environment)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab(environment)
    return None


def _github(environment: Mapping[str, str]) -> Base | None:
    name = environment.get("GITHUB_EVENT_NAME", "")
    if name not in ("pull_request", "pull_request_target", "pull_request_review", "merge_group"):
        return None
    try:
        event = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_text(encoding="utf-8"))
        if name == "merge_group":
            group = event["merge_group"]
            return Base(str(group["base_sha"]), str(group["head_sha"]), "GitHub's merge queue")
        about = event["pull_request"]
        base, head = about["base"], about["head"]
        # The event keeps the base's commit of some moment; entries that were merged since are proved all the same.
        return Base(str(base["sha"]), str(head["sha"]), f"GitHub's pull request {about['number']}", str(base["ref"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GitError(
            f"This job is about a pull request ({name}), and its base is not in GITHUB_EVENT_PATH.",
            help="Give it yourself:  handoff check --base origin/main",
        ) from error


def _gitlab(environment: Mapping[str, str]) -> Base | None:
    number = environment.get("CI_MERGE_REQUEST_IID")
    if not number:
        return None
    head = environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or environment.get("CI_COMMIT_SHA", "")
    # Not CI_MERGE_REQUEST_DIFF_BASE_SHA: that is where the branch began, and its settings may be long out of date.
    base = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "")
    branch = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "")
    if not head or not (base or branch):
        raise GitError(
            f"This job is about merge request {number}, and the environment does not name its base.",
            help="Give it yourself:  handoff check --base origin/main",
        )
    return Base(base, head, f"GitLab's merge request {number}", branch)
