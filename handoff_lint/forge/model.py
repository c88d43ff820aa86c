"""The words of a forge, the same for GitHub and GitLab."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handoff_lint.errors import HandoffError


class ForgeError(HandoffError):
    """What a forge answered, or the file that holds it, cannot be used."""


class Forge(enum.StrEnum):
    """A service that hosts Git repositories and reviews."""

    GITHUB = "github"
    GITLAB = "gitlab"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return "GitHub" if self is Forge.GITHUB else "GitLab"


class Decision(enum.StrEnum):
    """What a review says."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DISMISSED = "dismissed"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True)
class Review:
    """What one account said about one commit.

    Attributes:
        account_id: the number of the account. It stays when a login is renamed, and nobody can take it over, so
            people are matched on it alone.
        login: for messages only.
        commit: the full id of the commit that was reviewed; None when the forge cannot tell, and then the review
            proves nothing about any content.
        at: when it was submitted, in UTC.

    """

    account_id: int
    login: str
    decision: Decision
    commit: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request (GitHub) or merge request (GitLab) with everything that people said in it.

    Attributes:
        number: as people know it: GitHub's `number`, GitLab's `iid`.
        url: its page.
        head: the full id of its newest commit when the answers were fetched.
        author_id: the account that opened it; None when that account was deleted.
        reviews: in the order of time. Reviews that nobody has submitted yet, and those of deleted accounts, bots and
            placeholders, are not among them: no person stands behind them.

    """

    forge: Forge
    number: int
    url: str
    head: str
    author_id: int | None
    reviews: tuple[Review, ...]

    def decisions(self) -> dict[int, Review]:
        """Account number → the review that counts; see `decisive`."""
        return decisive(self.reviews)


def decisive(reviews: Iterable[Review]) -> dict[int, Review]:
    """Account number → its latest review that decides something.

    A comment leaves an earlier decision as it is; a dismissal, a new approval and a request for changes replace it.
    An account that only commented is not in the answer. Of two reviews of the same moment the one named later counts.
    """
    found: dict[int, Review] = {}
    for review in sorted(reviews, key=lambda review: review.at):
        if review.decision is not Decision.COMMENTED:
            found[review.account_id] = review
    return found
