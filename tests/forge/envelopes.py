"""Files of reviews, put together from the answers in `answers/`.

The answers are written after the documented form of the APIs, with the fields that a real one has beside those that
are read. People: GitHub numbers 5510001 to 5510005, GitLab 31 to 35, in the order Ines (who opened the request),
Tomasz, Priya, Jonas, Mei.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from handoff_lint.forge import reviews
from handoff_lint.forge.model import ForgeError, PullRequest

ANSWERS = Path(__file__).parent / "answers"
FILE = "/runner/temp/reviews.json"
FIRST = "688721c7e2e20765450f24f43c36afb2d15b7037"
SECOND = "0d07e0ab740f8a9d3597b3c487b876e93675eb40"
THIRD = "5d82e8bd50a11fe03672f4ea133557d12d0b968e"

Data = dict[str, Any]


def answer(name: str) -> Any:
    """One answer, fresh, so that a test may change it."""
    return json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))


def github() -> Data:
    """A whole file of reviews from GitHub."""
    return {"forge": "github", "pull_request": answer("github-pull"), "reviews": answer("github-reviews")}


def gitlab() -> Data:
    """A whole file of reviews from GitLab, without notes."""
    parts = {"merge_request": "merge-request", "approvals": "approvals"}
    parts |= {"reviewers": "reviewers", "versions": "versions"}
    return {"forge": "gitlab"} | {key: answer(f"gitlab-{name}") for key, name in parts.items()}


def read(data: Any) -> PullRequest:
    """What is made of a file of reviews."""
    return reviews.parse(data if isinstance(data, str) else json.dumps(data), FILE)


def refusal(data: Any) -> tuple[str, str, str]:
    """(message, help, place) of the error that a file of reviews raises."""
    try:
        read(data)
    except ForgeError as error:
        return error.message, error.help, error.place
    raise AssertionError("the file was accepted")
