"""GitHub's answers about a pull request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handoff_lint.forge.model import Decision, Forge, Review, decisive
from tests.forge.envelopes import FILE, FIRST, SECOND, THIRD, Data, answer, github, read, refusal

INES, TOMASZ, PRIYA, JONAS, MEI = range(5510001, 5510006)
AGAIN = "Let the CI step that fetches the reviews write the file again; do not edit it by hand."


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 8, day, hour, minute, second, tzinfo=UTC)


def test_the_normal_form_of_a_real_looking_pull_request() -> None:
    pull = read(github())
    assert (pull.forge, pull.number, pull.head, pull.author_id) == (Forge.GITHUB, 42, SECOND, INES)
    assert pull.url == "https://github.com/dockside/launch-handoffs/pull/42"
    assert pull.reviews == (
        Review(PRIYA, "PriyaCastellan", Decision.CHANGES_REQUESTED, FIRST, at(3, 9, 30)),
        Review(TOMASZ, "tomasz-wren", Decision.APPROVED, FIRST, at(3, 11, 15, 42)),
        Review(JONAS, "jonas-bel", Decision.APPROVED, None, at(3, 13)),
        Review(MEI, "mei-lindqvist", Decision.DISMISSED, SECOND, at(4, 8, 20, 10)),
        Review(PRIYA, "PriyaCastellan", Decision.APPROVED, SECOND, at(4, 16, 45)),
        Review(TOMASZ, "tomasz-wren", Decision.COMMENTED, SECOND, at(4, 17)),
    )


def test_the_latest_decision_of_each_account_counts() -> None:
    decisions = read(github()).decisions()
    assert {account: (one.decision.value, one.commit) for account, one in decisions.items()} == {
        PRIYA: ("approved", SECOND),
        TOMASZ: ("approved", FIRST),
        JONAS: ("approved", None),
        MEI: ("dismissed", SECOND),
    }


def review(*states: str) -> Data:
    """The pull request with reviews by Priya alone, a minute apart."""
    data = github()
    form = data["reviews"][1]
    data["reviews"] = [
        form | {"id": 100 + minute, "state": state, "submitted_at": f"2026-08-05T10:{minute:02}:00Z"}
        for minute, state in enumerate(states)
    ]
    return data


@pytest.mark.parametrize(
    ("states", "decision"),
    [
        (["APPROVED"], "approved"),
        (["APPROVED", "COMMENTED"], "approved"),
        (["APPROVED", "CHANGES_REQUESTED"], "changes_requested"),
        (["CHANGES_REQUESTED", "APPROVED"], "approved"),
        (["CHANGES_REQUESTED", "COMMENTED"], "changes_requested"),
        (["APPROVED", "DISMISSED"], "dismissed"),
        (["DISMISSED", "APPROVED"], "approved"),
        (["DISMISSED", "COMMENTED"], "dismissed"),
        (["COMMENTED"], None),
        (["PENDING"], None),
        ([], None),
    ],
    ids=str,
)
def test_which_decision_counts(states: list[str], decision: str | None) -> None:
    found = read(review(*states)).decisions()
    assert [one.decision.value for one in found.values()] == ([decision] if decision else [])


def test_the_moment_of_submission_counts_not_the_place_in_the_list() -> None:
    data = review("APPROVED", "CHANGES_REQUESTED")
    data["reviews"].reverse()
    assert read(data).decisions()[PRIYA].decision is Decision.CHANGES_REQUESTED


def test_of_two_reviews_in_the_same_second_the_higher_id_counts() -> None:
    data = review("APPROVED", "CHANGES_REQUESTED")
    for one in data["reviews"]:
        one["submitted_at"] = "2026-08-05T10:00:00Z"
    for reviews in (data["reviews"], data["reviews"][::-1]):
        assert read(data | {"reviews": reviews}).decisions()[PRIYA].decision is Decision.CHANGES_REQUESTED


def test_the_account_counts_not_its_login() -> None:
    data = review("APPROVED", "CHANGES_REQUESTED")
    data["reviews"][0]["user"] = data["reviews"][0]["user"] | {"login": "priya-before-renaming"}
    data["reviews"].append(data["reviews"][0] | {"id": 300, "user": answer("github-pull")["user"]})
    data["reviews"][2]["user"]["login"] = "PriyaCastellan"
    decisions = read(data).decisions()
    assert {account: one.decision.value for account, one in decisions.items()} == {
        PRIYA: "changes_requested",
        INES: "approved",
    }


@pytest.mark.parametrize("kind", ["Bot", "Mannequin", "Organization"])
def test_only_people_review(kind: str) -> None:
    data = review("APPROVED")
    data["reviews"][0]["user"] = data["reviews"][0]["user"] | {"type": kind}
    assert read(data).reviews == ()


def pages(one: list[Any]) -> list[Any]:
    return [one[:4], one[4:9], [], one[9:]]


@pytest.mark.parametrize("form", [pages, lambda one: [one], lambda one: [pages(one)]], ids=["pages", "one", "slurped"])
def test_pages_are_put_together(form: Any) -> None:
    data = github()
    assert read(data | {"reviews": form(data["reviews"])}) == read(data)


def test_a_page_that_came_twice_changes_nothing() -> None:
    data = github()
    assert read(data | {"reviews": [data["reviews"], data["reviews"]]}).decisions() == read(data).decisions()


def test_a_pull_request_whose_author_is_gone() -> None:
    data = github()
    data["pull_request"]["user"] = None
    assert read(data).author_id is None


def test_commits_of_a_sha256_repository() -> None:
    data = review("APPROVED")
    data["reviews"][0]["commit_id"] = data["pull_request"]["head"]["sha"] = "ab" * 32
    pull = read(data)
    assert (pull.head, pull.reviews[0].commit) == ("ab" * 32, "ab" * 32)


def test_reviews_of_another_pull_request_are_refused() -> None:
    data = github()
    other = "https://api.github.com/repos/dockside/launch-handoffs/pulls/41"
    data["reviews"][2]["pull_request_url"] = other
    assert refusal(data) == ("reviews[2] belongs to another pull request.", AGAIN, FILE)


def changed(path: str, value: Any) -> Data:
    """The whole file with one value changed, or taken out when the new value is `...`."""
    data: Any = github()
    here = data
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    for step in steps:
        here = here[step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    whole: Data = data
    return whole


NUMBER, TEXT, COMMIT = "a whole number", "text", "the full id of a commit"
MOMENT = "a date and time such as 2026-08-05T10:12:00Z"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("reviews", {}, "reviews should be a list, not a group of fields."),
        ("reviews/0", "x", "reviews[0] should be a group of fields, not “x”."),
        ("reviews/0", [[[]]], "reviews[0][0][0] should be a group of fields, not a list."),
        ("reviews/1/id", ..., f"reviews[1].id is missing; it should be {NUMBER}."),
        ("reviews/1/user/id", "5510003", f"reviews[1].user.id should be {NUMBER}, not “5510003”."),
        ("reviews/1/user/id", 0, f"reviews[1].user.id should be {NUMBER}, not 0."),
        ("reviews/1/user/id", True, f"reviews[1].user.id should be {NUMBER}, not true."),
        ("reviews/1/user/id", 1.0, f"reviews[1].user.id should be {NUMBER}, not 1.0."),
        ("reviews/1/user/id", 2**63, f"reviews[1].user.id should be {NUMBER}, not 9223372036854775808."),
        ("reviews/1/user/login", "", f"reviews[1].user.login should be {TEXT}, not “”."),
        ("reviews/1/user/type", ..., f"reviews[1].user.type is missing; it should be {TEXT}."),
        ("reviews/1/user", "Priya", "reviews[1].user should be a group of fields, not “Priya”."),
        (
            "reviews/1/state",
            "approved",
            "reviews[1].state is “approved”; known are APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED and PENDING.",
        ),
        ("reviews/1/state", None, f"reviews[1].state is missing; it should be {TEXT}."),
        ("reviews/1/commit_id", "688721c", f"reviews[1].commit_id should be {COMMIT}, not “688721c”."),
        ("reviews/1/commit_id", FIRST.upper(), f"reviews[1].commit_id should be {COMMIT}, not “{FIRST.upper()}”."),
        ("reviews/1/commit_id", FIRST + "\n", f"reviews[1].commit_id should be {COMMIT}, not “{FIRST}”."),
        ("reviews/1/submitted_at", ..., f"reviews[1].submitted_at is missing; it should be {MOMENT}."),
        (
            "reviews/1/submitted_at",
            "2026-08-05T10:12:00",
            f"reviews[1].submitted_at should be {MOMENT}, not “2026-08-05T10:12:00”.",
        ),
        (
            "reviews/1/submitted_at",
            "2026-02-31T10:12:00Z",
            f"reviews[1].submitted_at should be {MOMENT}, not “2026-02-31T10:12:00Z”.",
        ),
        (
            "reviews/1/submitted_at",
            "0001-01-01T00:00:00+01:00",
            f"reviews[1].submitted_at should be {MOMENT}, not “0001-01-01T00:00:00+01:00”.",
        ),
        ("reviews/1/pull_request_url", ..., f"reviews[1].pull_request_url is missing; it should be {TEXT}."),
        ("pull_request/number", ..., f"pull_request.number is missing; it should be {NUMBER}."),
        ("pull_request/head", None, "pull_request.head is missing; it should be a group of fields."),
        ("pull_request/head/sha", "main", f"pull_request.head.sha should be {COMMIT}, not “main”."),
        ("pull_request/html_url", None, f"pull_request.html_url is missing; it should be {TEXT}."),
        ("pull_request", [], "pull_request should be a group of fields, not a list."),
    ],
)
def test_what_is_not_as_documented_is_refused(path: str, value: Any, message: str) -> None:
    assert refusal(changed(path, value)) == (message, AGAIN, FILE)


@pytest.mark.parametrize("key", ["pull_request", "reviews"])
def test_an_error_that_github_answered_is_passed_on(key: str) -> None:
    said = {
        "message": "Not Found",
        "documentation_url": "https://docs.github.com/rest/pulls/reviews#list-reviews-for-a-pull-request",
        "status": "404",
    }
    assert refusal(changed(key, said)) == (
        f"GitHub answered “Not Found” instead of {key}.",
        "Check that the token of the CI step may read this repository and its pull requests.",
        FILE,
    )


def test_an_error_in_the_middle_of_the_pages_is_passed_on() -> None:
    data = github()
    data["reviews"] = [data["reviews"], {"message": "API rate limit exceeded for installation."}]
    assert refusal(data)[0] == "GitHub answered “API rate limit exceeded for installation.” instead of reviews[1]."


def test_decisive_sorts_by_time_itself() -> None:
    early = Review(1, "a", Decision.APPROVED, FIRST, at(3, 9))
    late = Review(1, "a", Decision.CHANGES_REQUESTED, SECOND, at(3, 10))
    comment = Review(1, "a", Decision.COMMENTED, THIRD, at(3, 11))
    assert decisive([comment, late, early]) == {1: late}
    assert decisive([]) == {}
