"""GitLab's answers about a merge request, and which commit was approved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handoff_lint.forge.model import Decision, Forge, Review
from tests.forge.envelopes import FILE, FIRST, SECOND, THIRD, Data, answer, gitlab, read, refusal

INES, TOMASZ, PRIYA, JONAS, MEI = range(31, 36)
AGAIN = "Let the CI step that fetches the reviews write the file again; do not edit it by hand."
ASKED = datetime(2026, 8, 3, 8, 56, tzinfo=UTC)


def test_the_normal_form_of_a_real_looking_merge_request() -> None:
    merge = read(gitlab())
    assert (merge.forge, merge.number, merge.head, merge.author_id) == (Forge.GITLAB, 42, THIRD, INES)
    assert merge.url == "https://gitlab.example.com/dockside/launch-handoffs/-/merge_requests/42"
    tomasz = datetime(2026, 8, 3, 11, 15, 42, 511000, tzinfo=UTC)
    assert merge.reviews == (
        Review(JONAS, "jonas.bel", Decision.CHANGES_REQUESTED, None, ASKED),
        Review(MEI, "mei.lindqvist", Decision.COMMENTED, None, ASKED),
        Review(TOMASZ, "tomasz.wren", Decision.APPROVED, FIRST, tomasz),
        Review(PRIYA, "priya.castellan", Decision.APPROVED, SECOND, datetime(2026, 8, 4, 16, 45, tzinfo=UTC)),
    )
    assert sorted(merge.decisions()) == [TOMASZ, PRIYA, JONAS]


def approved(when: str | None) -> Data:
    """The merge request approved by Tomasz alone, at some moment."""
    data = gitlab()
    entry = data["approvals"]["approved_by"][0]
    if when is None:
        del entry["approved_at"]
    else:
        entry["approved_at"] = when
    data["approvals"]["approved_by"] = [entry]
    return data


@pytest.mark.parametrize(
    ("when", "commit"),
    [
        ("2026-08-03T08:55:00.999Z", None),
        ("2026-08-03T08:55:01.000Z", None),
        ("2026-08-03T08:55:01.001Z", FIRST),
        ("2026-08-04T08:00:00.000Z", FIRST),
        ("2026-08-04T10:00:00.001+02:00", SECOND),
        ("2026-08-04T17:30:00Z", SECOND),
        ("2026-08-04T17:30:01Z", THIRD),
        ("2027-01-01T00:00:00Z", THIRD),
    ],
)
def test_an_approval_is_about_the_version_that_was_there_before(when: str, commit: str | None) -> None:
    data = approved(when)
    for versions in (data["versions"], data["versions"][::-1], [data["versions"][:1], data["versions"][1:]]):
        assert read(data | {"versions": versions}).decisions()[TOMASZ].commit == commit


def test_two_versions_of_the_same_moment() -> None:
    data = approved("2026-08-05T10:00:00Z")
    for version in data["versions"]:
        version["created_at"] = "2026-08-05T09:00:00Z"
    assert read(data).decisions()[TOMASZ].commit == THIRD


def test_without_versions_an_approval_has_no_commit() -> None:
    assert read(approved("2026-08-05T10:00:00Z") | {"versions": []}).decisions()[TOMASZ].commit is None


def test_older_servers_tell_the_moment_in_a_system_note() -> None:
    data = gitlab() | {"notes": answer("gitlab-notes")}
    for entry in data["approvals"]["approved_by"]:
        del entry["approved_at"]
    approvals = [one for one in read(data).reviews if one.decision is Decision.APPROVED]
    assert approvals == [one for one in read(gitlab()).reviews if one.decision is Decision.APPROVED]
    data["notes"].reverse()
    assert [one for one in read(data).reviews if one.decision is Decision.APPROVED] == approvals


def test_the_moment_in_the_approval_wins_over_a_note() -> None:
    data = approved("2026-08-04T12:00:00Z") | {"notes": answer("gitlab-notes")}
    assert read(data).decisions()[TOMASZ].at == datetime(2026, 8, 4, 12, tzinfo=UTC)


NO_MOMENT = (
    "approvals.approved_by[0] does not say when “{}” approved.",
    "This GitLab is older. Let the CI step put the answer of …/notes into the file too, as “notes”.",
    FILE,
)


def test_without_any_moment_the_file_is_refused() -> None:
    message, *rest = NO_MOMENT
    assert refusal(approved(None)) == (message.format("tomasz.wren"), *rest)


def test_a_note_that_somebody_wrote_by_hand_is_no_approval() -> None:
    data = approved(None) | {"notes": answer("gitlab-notes")}
    data["approvals"]["approved_by"][0]["user"] = answer("gitlab-reviewers")[3]["user"]
    message, *rest = NO_MOMENT
    assert refusal(data) == (message.format("mei.lindqvist"), *rest)


def test_who_requested_changes_does_not_approve() -> None:
    data = approved("2026-08-05T10:00:00Z")
    data["reviewers"][0]["state"] = "requested_changes"
    found = read(data).decisions()[TOMASZ]
    assert (found.decision, found.commit, found.at) == (Decision.CHANGES_REQUESTED, None, ASKED)


@pytest.mark.parametrize("state", ["unreviewed", "review_started", "approved", "unapproved", "attention_requested"])
def test_a_reviewer_who_has_said_nothing_that_stands(state: str) -> None:
    data = gitlab()
    data["approvals"]["approved_by"] = []
    data["reviewers"] = [data["reviewers"][0] | {"state": state}]
    assert read(data).reviews == ()


def test_an_approver_who_was_not_asked() -> None:
    data = approved("2026-08-05T10:00:00Z") | {"reviewers": []}
    assert [one.account_id for one in read(data).reviews] == [TOMASZ]


def test_a_merge_request_whose_author_is_gone() -> None:
    data = gitlab()
    data["merge_request"]["author"] = None
    assert read(data).author_id is None


def test_an_unknown_state_is_refused() -> None:
    data = gitlab()
    data["reviewers"][1]["state"] = "blessed"
    assert refusal(data) == (
        "reviewers[1].state is “blessed”; known are reviewed, requested_changes, unreviewed, review_started, approved, "
        "unapproved and attention_requested.",
        AGAIN,
        FILE,
    )


def mixed_up(key: str) -> Data:
    """The whole file with one answer from another merge request."""
    data: Any = gitlab() | {"notes": answer("gitlab-notes")}
    if key == "approvals.iid":
        data["approvals"]["iid"] = 41
    elif key == "approvals.project_id":
        data["approvals"]["project_id"] = 78
    elif key == "versions[1]":
        data["versions"][1]["merge_request_id"] = 9041
    else:
        data["notes"][0]["noteable_id"] = 9041
    whole: Data = data
    return whole


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("approvals.iid", "approvals belongs"),
        ("approvals.project_id", "approvals belongs"),
        ("versions[1]", "versions[1] belongs"),
        ("notes[0]", "notes[0] belongs"),
    ],
)
def test_answers_about_another_merge_request_are_refused(key: str, named: str) -> None:
    assert refusal(mixed_up(key)) == (f"{named} to another merge request.", AGAIN, FILE)


@pytest.mark.parametrize(
    ("key", "said", "reason"),
    [
        ("approvals", {"message": "401 Unauthorized"}, "401 Unauthorized"),
        ("versions", {"message": "404 Not found"}, "404 Not found"),
        ("reviewers", {"error": "404 Not Found"}, "404 Not Found"),
        (
            "merge_request",
            {"error": "insufficient_scope", "error_description": "The request requires higher privileges."},
            "The request requires higher privileges.",
        ),
    ],
)
def test_an_error_that_gitlab_answered_is_passed_on(key: str, said: Data, reason: str) -> None:
    assert refusal(gitlab() | {key: said}) == (
        f"GitLab answered “{reason}” instead of {key}.",
        "Check that the token of the CI step may read this repository and its merge requests.",
        FILE,
    )


def test_an_answer_of_another_kind_is_no_error_message() -> None:
    assert refusal(gitlab() | {"versions": {"message": {"base": ["x"]}}})[0] == (
        "versions should be a list, not a group of fields."
    )


def test_a_note_whose_kind_is_unclear_is_refused() -> None:
    data = gitlab() | {"notes": answer("gitlab-notes")}
    data["notes"][0]["system"] = "yes"
    assert refusal(data)[0] == "notes[0].system should be true or false, not “yes”."
