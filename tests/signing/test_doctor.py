"""`handoff doctor` on real repositories: what is well, what is not, and what to do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.git.repositories import PEOPLE, Repository

WORKFLOW = "steps:\n  - uses: actions/checkout@v4\n    with: {fetch-depth: 0}\n  - run: handoff check\n"
OWNERS = "* @everybody\n"


def examined(repo: Repository, by: str = "bea.lind") -> dict[str, tuple[str, str]]:
    """About → (state, words)."""
    done = repo.handoff("doctor", "--format", "json", by=by)
    assert done.stderr == ""
    return {one["about"]: (one["state"], one["words"]) for one in json.loads(done.stdout)}


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path).settle("in_review")


def _made_well(repo: Repository) -> None:
    repo.write(".github/workflows/check.yml", WORKFLOW)
    repo.write(".github/CODEOWNERS", OWNERS)
    repo.write(".pre-commit-config.yaml", "repos:\n  - repo: x\n    rev: y\n    hooks: [{id: handoff-check}]\n")
    repo.commit()
    hook = repo.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", encoding="utf-8")


def test_everything_in_place(repo: Repository) -> None:
    _made_well(repo)
    found = examined(repo)
    assert {state for state, _ in found.values()} == {"ok"}
    assert found["you"] == ("ok", "bea.lind@workshop.example is Bea Lind.")
    assert found["owners"] == ("ok", ".github/CODEOWNERS gives all files that trust rests on an owner.")
    done = repo.handoff("doctor", by="bea.lind")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "0 problems, 0 warnings.")


def test_nothing_in_place(repo: Repository) -> None:
    found = examined(repo, by="who@elsewhere.example")
    assert found["hook"] == (
        "warning",
        "Commits are not checked: .pre-commit-config.yaml does not name handoff-check.",
    )
    assert found["owners"] == ("problem", "There is no CODEOWNERS file, so anybody can change who may sign.")
    assert found["you"] == ("warning", "Nobody on the list of people has the address who@elsewhere.example.")
    assert found["job"] == ("warning", "No CI job runs `handoff check`.")
    done = repo.handoff("doctor", by="bea.lind")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (1, "1 problem, 2 warnings.")
    assert all(len(line) < 80 for line in done.stdout.splitlines())


def test_a_file_without_an_owner_and_a_job_without_the_history(repo: Repository) -> None:
    _made_well(repo)
    repo.write(".github/CODEOWNERS", "* @everybody\nhandoff.yml\n")
    repo.write(".github/workflows/check.yml", WORKFLOW.replace("fetch-depth: 0", "fetch-depth: 1"))
    repo.commit()
    found = examined(repo)
    assert found["owners"] == ("problem", "Nobody owns handoff.yml.")
    assert found["job"] == ("problem", "The CI job does not fetch the whole history.")


def test_a_hook_that_is_not_installed(repo: Repository) -> None:
    _made_well(repo)
    (repo.top / ".git" / "hooks" / "pre-commit").unlink()
    assert examined(repo)["hook"] == ("warning", "The hook is set up, and not installed in this clone.")


def test_people_without_an_address(tmp_path: Path) -> None:
    settings = PEOPLE.replace("email: '{handle}@workshop.example', ", "")
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    state, words = examined(repo)["addresses"]
    assert (state, words) == (
        "problem",
        "Without an e-mail address nobody can prove who committed: maya.holt, leo.brandt, bea.lind, kai.moss, ana.ruiz "
        "and tom.osei.",
    )


def test_a_shallow_clone(repo: Repository, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    repo.top = tmp_path / "shallow"
    assert examined(repo)["history"] == (
        "problem",
        "This clone holds only a part of the history, so nobody can say who added what.",
    )


def test_keys_and_accounts_where_gates_ask_for_them(tmp_path: Path) -> None:
    gates = "gates: {strategy-to-creative: {quality: {evidence: signature}, business: {evidence: forge}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + gates)
    found = examined(repo)
    quality, business = "strategy-to-creative: quality", "strategy-to-creative: business"
    assert found[quality] == ("problem", "config/allowed_signers has no key of Bea Lind and Kai Moss.")
    assert found[business] == ("problem", "No account number is known of Ana Ruiz.")
    lines = ""
    for who in ("bea.lind", "kai.moss"):
        key = tmp_path / who
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
        lines += f"{who} {Path(f'{key}.pub').read_text(encoding='ascii')}"
    repo.write("config/allowed_signers", lines)
    repo.replace("handoff.yml", "{name: Ana Ruiz,", "{name: Ana Ruiz, accounts: {github: 4711},")
    found = examined(repo)
    assert found[quality] == ("ok", "Everybody who signs there has a key.")
    assert found[business][0] == "ok"


def test_outside_git_nothing_can_be_looked_at(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    (repo.top / ".git").rename(tmp_path / "gone")
    done = repo.handoff("doctor")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is not in a Git repository" in done.stderr
