"""Level `forge`: what an account approved on the forge counts, without an entry; nothing that only names it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.forge import envelopes
from tests.git.repositories import BRIEF, PEOPLE, Repository

BEA, KAI, MAYA, STRANGER = 5510003, 5510004, 5510001, 5510099
SETTINGS = (
    PEOPLE.replace("name: Bea Lind,", f"name: Bea Lind, accounts: {{github: {BEA}, gitlab: 33}},")
    .replace("name: Kai Moss,", f"name: Kai Moss, accounts: {{github: {KAI}}},")
    .replace("Maya Holt, roles: [strategist]", f"Maya Holt, accounts: {{github: {MAYA}}}, roles: [strategist]")
    + "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
)
UNSIGNED = ("HF402", "quality has not signed version 1.")
Given = tuple[int, str, str]


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """On `work` the brief is called approved: Ana has signed at `commit`, and quality is asked for on the forge."""
    found = Repository(tmp_path).settle("in_review", settings=SETTINGS)
    found.branch("work")
    found.signed("business", "ana.ruiz")
    found.status("approved")
    found.commit("Approved")
    return found


def reviews(repo: Repository, *given: Given, forge: str = "github") -> tuple[str, ...]:
    """Options that pass on a file of reviews: (account, state, commit), the oldest first."""
    data = _gitlab(repo, given) if forge == "gitlab" else _github(repo, given)
    path = repo.top.parent / "reviews.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return "--base", "main", "--reviews", str(path)


def _github(repo: Repository, given: tuple[Given, ...]) -> dict[str, Any]:
    data = envelopes.github()
    data["pull_request"]["head"]["sha"] = repo.at("HEAD")
    like = next(one for one in data["reviews"] if one["user"] and one["user"]["type"] == "User")
    data["reviews"] = [
        {
            **like,
            "id": 100 + index,
            "user": {**like["user"], "id": account, "login": "bea-lind"},  # logins are never believed
            "state": state,
            "commit_id": commit,
            "submitted_at": f"2021-01-12T{10 + index}:00:00Z",
        }
        for index, (account, state, commit) in enumerate(given)
    ]
    return data


def _gitlab(repo: Repository, given: tuple[Given, ...]) -> dict[str, Any]:
    """Approvals; the commit of each came in an hour before it."""
    data = envelopes.gitlab()
    data["merge_request"]["sha"] = repo.at("HEAD")
    person = data["approvals"]["approved_by"][0]["user"]
    data["approvals"]["approved_by"] = [
        {"user": {**person, "id": account}, "approved_at": f"2021-01-12T{10 + index}:30:00.000Z"}
        for index, (account, _, _) in enumerate(given)
    ]
    version = data["versions"][0]
    data["versions"] = [
        {**version, "id": 1 + index, "head_commit_sha": commit, "created_at": f"2021-01-12T{10 + index}:00:00.000Z"}
        for index, (_, _, commit) in enumerate(given)
    ]
    data["reviewers"] = []
    return data


def test_an_approval_on_github_needs_no_entry(repo: Repository) -> None:
    assert repo.findings("--base", "main") == [UNSIGNED]
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", repo.at("HEAD")))) == []


def test_an_approval_on_gitlab_needs_no_entry(repo: Repository) -> None:
    assert repo.findings(*reviews(repo, (33, "", repo.at("HEAD")), forge="gitlab")) == []


def test_an_approval_of_an_older_commit_with_the_same_text_counts(repo: Repository) -> None:
    older = repo.at("HEAD")
    repo.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    repo.commit("Progress")
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", older))) == []


def test_an_approval_of_another_text_does_not(repo: Repository) -> None:
    older = repo.at("HEAD")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.commit("After the approval")
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", older))) == [UNSIGNED]


def test_an_approval_whose_commit_is_gone_does_not(repo: Repository) -> None:
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", "1" * 40))) == [UNSIGNED]


@pytest.mark.parametrize("account", [STRANGER, MAYA], ids=["a stranger called bea-lind", "the owner"])
def test_only_the_number_of_an_account_that_may_sign_counts(account: int, repo: Repository) -> None:
    assert repo.findings(*reviews(repo, (account, "APPROVED", repo.at("HEAD")))) == [UNSIGNED]


@pytest.mark.parametrize("state", ["CHANGES_REQUESTED", "DISMISSED"])
def test_the_latest_state_wins(state: str, repo: Repository) -> None:
    here = repo.at("HEAD")
    expected = (
        ("HF402", "Bea Lind asked for changes at the gate quality.") if state == "CHANGES_REQUESTED" else UNSIGNED
    )
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", here), (BEA, state, here))) == [expected]
    assert repo.findings(*reviews(repo, (BEA, state, here), (BEA, "APPROVED", here))) == []
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", here), (BEA, "COMMENTED", here))) == []


def test_a_request_for_changes_weighs_more_than_another_ones_approval(repo: Repository) -> None:
    here = repo.at("HEAD")
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", here), (KAI, "CHANGES_REQUESTED", here))) == [
        ("HF402", "Kai Moss asked for changes at the gate quality.")
    ]


def test_an_entry_says_what_the_forge_says(repo: Repository) -> None:
    repo.signed("quality", "bea.lind")
    here = repo.at("HEAD")
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", here))) == []
    assert repo.findings(*reviews(repo, (KAI, "APPROVED", here))) == [("HF414", "Bea Lind has not said so on GitHub.")]


def test_an_entry_about_another_text_than_the_review(repo: Repository) -> None:
    older = repo.at("HEAD")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.signed("quality", "bea.lind")
    assert repo.findings(*reviews(repo, (BEA, "APPROVED", older))) == [
        ("HF414", "Bea Lind approved another text on GitHub.")
    ]


def test_an_entry_of_somebody_without_an_account(repo: Repository) -> None:
    repo.signed("quality", "kai.moss")
    assert repo.findings(*reviews(repo, (33, "", repo.at("HEAD")), forge="gitlab")) == [
        ("HF414", "Kai Moss has no GitLab account in the settings.")
    ]


def test_reviews_in_the_checkout_are_refused(repo: Repository) -> None:
    options = reviews(repo, (BEA, "APPROVED", repo.at("HEAD")))
    inside = repo.root / "reviews.json"
    inside.write_bytes(Path(options[-1]).read_bytes())
    assert repo.refused("--base", "main", "--reviews", str(inside)).startswith(f"{inside}: ")
