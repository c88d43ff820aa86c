"""GitHub's answers about a pull request.

`GET /repos/{owner}/{repo}/pulls/{number}` and `…/reviews`, API version 2022-11-28:
https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request
"""

from __future__ import annotations

from handoff_lint.forge.answers import Answer
from handoff_lint.forge.model import Decision, Forge, PullRequest, Review
from handoff_lint.words import listed, shown

FIELDS = ("pull_request", "reviews")
OPTIONAL: tuple[str, ...] = ()

_PENDING = "PENDING"
_STATES = {
    "APPROVED": Decision.APPROVED,
    "CHANGES_REQUESTED": Decision.CHANGES_REQUESTED,
    "COMMENTED": Decision.COMMENTED,
    "DISMISSED": Decision.DISMISSED,
}
_PERSON = "User"


def pull_request(answers: Answer) -> PullRequest:
    """The pull request of an envelope; see `reviews.py` for its form."""
    pull = answers.get("pull_request").whole()
    url = pull.get("url").text()
    author = pull.get("user")
    # By the moment of submission, then by id: a review that was begun early may have been submitted late.
    found: list[tuple[int, Review]] = []
    for answer in answers.get("reviews").items():
        review = _review(answer, url)
        if review is not None:
            found.append((answer.get("id").number(), review))
    found.sort(key=lambda one: (one[1].at, one[0]))
    return PullRequest(
        forge=Forge.GITHUB,
        number=pull.get("number").number(),
        url=pull.get("html_url").text(),
        head=pull.get("head").get("sha").commit(),
        author_id=None if author.value is None else author.get("id").number(),
        reviews=tuple(review for _, review in found),
    )


def _review(answer: Answer, pull_url: str) -> Review | None:
    """One review; None when no person has submitted it.

    A dismissed review keeps its place and its moment, only its state changes; so an approval that follows a
    dismissed request for changes counts.
    """
    if answer.get("pull_request_url").text() != pull_url:
        raise answer.fail(f"{answer.name} belongs to another pull request.")
    state = answer.get("state")
    if state.text() != _PENDING and state.value not in _STATES:
        raise answer.fail(
            f"{state.name} is {shown(state.value)}; known are {listed([*_STATES, _PENDING], conjunction='and')}."
        )
    user = answer.get("user")
    if state.value == _PENDING or user.value is None:  # not submitted; or its account was deleted
        return None
    if user.get("type").text() != _PERSON:  # a bot, or a placeholder (Mannequin) that an import made up
        return None
    commit = answer.get("commit_id")
    return Review(
        account_id=user.get("id").number(),
        login=user.get("login").text(),
        decision=_STATES[state.value],
        commit=None if commit.value is None else commit.commit(),  # null once the commit was garbage-collected
        at=answer.get("submitted_at").moment(),
    )
