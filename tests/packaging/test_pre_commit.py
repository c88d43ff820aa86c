"""The real pre-commit, on a marketing repository that takes its hook from a release of this project."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# On one worker, so that pre-commit makes the hook's environment once.
pytestmark = pytest.mark.xdist_group("pre-commit")

PRE_COMMIT = (sys.executable, "-m", "pre_commit")


@pytest.fixture
def marketing(campaign: Path, release: Path, run: Callable[..., str]) -> Path:
    """Return a marketing repository in which the hook is installed and nothing is committed."""
    revision = run("git", "rev-parse", "HEAD", cwd=release).strip()
    hooks = [{"id": "handoff-check"}, {"id": "handoff-check-all", "stages": ["pre-push", "manual"]}]
    hook = {"repo": str(release), "rev": revision, "hooks": hooks}
    # JSON is YAML too, and needs no care for blanks and backslashes in the path.
    config = json.dumps({"repos": [hook]}, indent=2)
    (campaign / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (campaign / "notes.txt").write_text("No handoff.\n", encoding="utf-8")
    run("git", "init", "--quiet", "--initial-branch=main", cwd=campaign)
    run(*PRE_COMMIT, "install", cwd=campaign)
    run("git", "add", "--all", cwd=campaign)
    return campaign


def commits(repository: Path, run: Callable[..., str]) -> int:
    """Count the commits on all branches."""
    return int(run("git", "rev-list", "--all", "--count", cwd=repository))


def put_fault_into(brief: Path) -> str:
    """Misspell a key of the brief; return the good text."""
    good = brief.read_text(encoding="utf-8")
    faulty = good.replace("\nquality_owner:", "\nqualty_owner:", 1)
    brief.write_text(faulty, encoding="utf-8", newline="\n")
    return good


def test_faulty_brief_is_refused_until_it_is_mended(marketing: Path, brief: Path, run: Callable[..., str]) -> None:
    said = run("git", "commit", "-m", "The campaign", cwd=marketing)
    assert "Passed" in said
    assert commits(marketing, run) == 1

    good = put_fault_into(brief)
    said = run("git", "commit", "--all", "-m", "Rewrite the brief", cwd=marketing, expect=1)
    assert "Failed" in said
    assert "- exit code: 1" in said
    assert "HF103" in said
    assert "qualty_owner" in said
    assert brief.name in said
    assert commits(marketing, run) == 1

    mended = good.replace("---\n", "---\n# Read again and mended.\n", 1)  # a comment voids no approval
    brief.write_text(mended, encoding="utf-8", newline="\n")
    said = run("git", "commit", "--all", "-m", "Rewrite the brief", cwd=marketing)
    assert "Passed" in said
    assert commits(marketing, run) == 2


def test_commit_that_only_deletes_a_file_is_checked(marketing: Path, brief: Path, run: Callable[..., str]) -> None:
    """No file matches then, and pre-commit would skip a hook without `always_run`."""
    run("git", "commit", "--quiet", "-m", "The campaign", cwd=marketing)
    campaign_file = (brief.parents[1] / "campaign.md").relative_to(marketing)
    run("git", "rm", "--quiet", str(campaign_file), cwd=marketing)
    said = run("git", "commit", "-m", "Delete", cwd=marketing, expect=1)
    assert "HF109" in said
    assert brief.name in said
    assert commits(marketing, run) == 1


def test_nobody_is_stopped_by_a_colleagues_file(marketing: Path, brief: Path, run: Callable[..., str]) -> None:
    run("git", "commit", "--quiet", "-m", "The campaign", cwd=marketing)
    put_fault_into(brief)
    run("git", "commit", "--all", "--quiet", "--no-verify", "-m", "Unchecked", cwd=marketing)
    (marketing / "notes.txt").write_text("Mine.\n", encoding="utf-8")
    said = run("git", "commit", "--all", "-m", "My notes", cwd=marketing)
    assert "Passed" in said
    assert commits(marketing, run) == 3
    everything = run(*PRE_COMMIT, "run", "--hook-stage", "manual", "--all-files", cwd=marketing, expect=1)
    assert "HF103" in everything


def test_merge_of_two_branches_is_checked(marketing: Path, brief: Path, run: Callable[..., str]) -> None:
    """Git leaves out pre-commit where a merge needs no hand; pre-merge-commit is for that."""
    run(*PRE_COMMIT, "install", "--hook-type", "pre-merge-commit", cwd=marketing)
    run("git", "commit", "--quiet", "-m", "The campaign", cwd=marketing)
    run("git", "switch", "--quiet", "--create", "brief", cwd=marketing)
    put_fault_into(brief)
    run("git", "commit", "--all", "--quiet", "--no-verify", "-m", "Unchecked", cwd=marketing)
    run("git", "switch", "--quiet", "main", cwd=marketing)
    run("git", "rm", "--quiet", "notes.txt", cwd=marketing)
    run("git", "commit", "--quiet", "-m", "Delete", cwd=marketing)
    said = run("git", "merge", "--no-edit", "brief", cwd=marketing, expect=1)
    assert "HF103" in said
    assert commits(marketing, run) == 3


@pytest.mark.parametrize("stage", ["manual", "pre-push"])
def test_other_stages_run_it_too(marketing: Path, run: Callable[..., str], stage: str) -> None:
    said = run(*PRE_COMMIT, "run", "handoff-check-all", "--hook-stage", stage, "--all-files", cwd=marketing)
    assert "Passed" in said


@pytest.mark.parametrize(
    ("command", "name"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_own_files_are_valid(project: Path, run: Callable[..., str], command: str, name: str) -> None:
    assert run(*PRE_COMMIT, command, name, cwd=project) == ""
