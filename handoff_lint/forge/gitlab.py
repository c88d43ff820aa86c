"""GitLab's answers about a merge request, and which commit an approval was about.

`GET /projects/:id/merge_requests/:iid` and its `/approvals`, `/reviewers`, `/versions`, `/notes`, API v4:
https://docs.gitlab.com/api/merge_request_approvals/ and https://docs.gitlab.com/api/merge_requests/

GitLab keeps no commit with an approval. What it does tell is when somebody approved (`approved_at`; older servers only
in the system note “approved this merge request”) and when each version of the merge request came in. So an approval is
taken to be about the newest version that was there *before* it; when both bear the same time, about the one before.
When no version is older, the commit is None.

That leaves a gap that GitHub does not have: who opens the page, and approves after somebody else has just pushed,
approves the new version by this reckoning without having seen it. GitLab's setting “Remove all approvals when commits
are added” does not close it either. `/approval_state` and the project's settings are not asked for, since they say
nothing more about a commit.

A request for changes has no commit and no moment of its own in the API. It bears the time at which the person was asked
to review, which is too early, never too late; and it always beats an approval by the same person, for the reviewer's
state is what GitLab itself considers the latest.
"""

from __future__ import annotations

from datetime import datetime

from handoff_lint.forge.answers import Answer
from handoff_lint.forge.model import Decision, Forge, PullRequest, Review
from handoff_lint.words import listed, shown

FIELDS = ("merge_request", "approvals", "reviewers", "versions")
OPTIONAL = ("notes",)

# An approval itself is in `approvals`, as long as it stands.
_SILENT = ("unreviewed", "review_started", "approved", "unapproved", "attention_requested")
_SPOKEN = {
    "reviewed": Decision.COMMENTED,
    "requested_changes": Decision.CHANGES_REQUESTED,
}
_APPROVED_NOTE = "approved this merge request"
_Versions = list[tuple[datetime, int, str]]


def pull_request(answers: Answer) -> PullRequest:
    """The merge request of an envelope; see `reviews.py` for its form."""
    merge = answers.get("merge_request").whole()
    versions = _versions(answers.get("versions"), merge)
    reviewers = _reviewers(answers.get("reviewers"))
    refused = {review.account_id for review in reviewers if review.decision is Decision.CHANGES_REQUESTED}
    approvals = [one for one in _approvals(answers, merge, versions) if one.account_id not in refused]
    author = merge.get("author")
    return PullRequest(
        forge=Forge.GITLAB,
        number=merge.get("iid").number(),
        url=merge.get("web_url").text(),
        head=merge.get("sha").commit(),
        author_id=None if author.value is None else author.get("id").number(),
        reviews=tuple(sorted([*reviewers, *approvals], key=lambda review: (review.at, review.account_id))),
    )


def _versions(answer: Answer, merge: Answer) -> _Versions:
    """(since when, id, head) of each version of the merge request, oldest first."""
    found: _Versions = []
    for item in answer.items():
        if item.get("merge_request_id").number() != merge.get("id").number():
            raise item.fail(f"{item.name} belongs to another merge request.")
        found.append((item.get("created_at").moment(), item.get("id").number(), item.get("head_commit_sha").commit()))
    return sorted(found)


def _seen(versions: _Versions, at: datetime) -> str | None:
    """The head of the newest version that was there before a moment."""
    older = [head for since, _, head in versions if since < at]
    return older[-1] if older else None


def _reviewers(answer: Answer) -> list[Review]:
    found: list[Review] = []
    for item in answer.items():
        user, state, at = item.get("user"), item.get("state"), item.get("created_at").moment()
        if state.text() not in _SPOKEN and state.value not in _SILENT:
            known = listed([*_SPOKEN, *_SILENT], conjunction="and")
            raise item.fail(f"{state.name} is {shown(state.value)}; known are {known}.")
        if state.value in _SPOKEN:
            found.append(_review(user, _SPOKEN[state.value], None, at))
    return found


def _approvals(answers: Answer, merge: Answer, versions: _Versions) -> list[Review]:
    """The approvals that stand; GitLab leaves out those that were taken back or removed."""
    approvals = answers.get("approvals").whole()
    for key in ("iid", "project_id"):
        if approvals.get(key).number() != merge.get(key).number():
            raise approvals.fail("approvals belongs to another merge request.")
    noted = _noted(answers.get("notes"), merge)
    found: list[Review] = []
    for item in approvals.get("approved_by").items():
        user = item.get("user")
        at = _approved_at(item, noted)
        found.append(_review(user, Decision.APPROVED, _seen(versions, at), at))
    return found


def _approved_at(item: Answer, noted: dict[int, datetime]) -> datetime:
    written = item.get("approved_at")
    if written.value is not None:
        return written.moment()
    account = item.get("user").get("id").number()
    if account not in noted:
        raise item.fail(
            f"{item.name} does not say when {shown(item.get('user').get('username').text())} approved.",
            "This GitLab is older. Let the CI step put the answer of …/notes into the file too, as “notes”.",
        )
    return noted[account]


def _noted(answer: Answer, merge: Answer) -> dict[int, datetime]:
    """Account number → its last approval according to the system notes, which nobody can write by hand."""
    found: dict[int, datetime] = {}
    for note in answer.items() if answer.value is not None else ():
        if not note.get("system").flag() or note.get("body").value != _APPROVED_NOTE:
            continue
        if note.get("noteable_id").number() != merge.get("id").number():
            raise note.fail(f"{note.name} belongs to another merge request.")
        if note.get("author").value is not None:
            account, at = note.get("author").get("id").number(), note.get("created_at").moment()
            found[account] = max(at, found.get(account, at))
    return found


def _review(user: Answer, decision: Decision, commit: str | None, at: datetime) -> Review:
    return Review(user.get("id").number(), user.get("username").text(), decision, commit, at)
