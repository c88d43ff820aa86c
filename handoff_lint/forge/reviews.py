"""Reads the file of reviews that a CI step fetched from the forge: the proof for evidence level `forge`.

The file is one JSON object, called the envelope here. It holds the forge's answers as they came:

    {"forge": "github",
     "pull_request": GET /repos/{owner}/{repo}/pulls/{number},
     "reviews":      GET /repos/{owner}/{repo}/pulls/{number}/reviews, every page}

    {"forge": "gitlab",
     "merge_request": GET /projects/:id/merge_requests/:iid,
     "approvals":     GET …/approvals,
     "reviewers":     GET …/reviewers,
     "versions":      GET …/versions,
     "notes":         GET …/notes?sort=desc, only where `approvals` has no `approved_at`}

A list in pages may be given as a list of lists. Written on GitHub Actions (events `pull_request` and
`pull_request_review`, permission `pull-requests: read`), with `GH_TOKEN` set:

    pull="repos/$GITHUB_REPOSITORY/pulls/$NUMBER"
    { printf '{"forge": "github", "pull_request": '; gh api "$pull"
      printf ', "reviews": '; gh api --paginate --slurp "$pull/reviews?per_page=100"
      printf '}'; } > "$RUNNER_TEMP/reviews.json"

and in GitLab CI (a token with the scope `read_api`; the job token may not read approvals), in a folder that
`mktemp -d` made:

    get() { curl --fail --silent --show-error --header "PRIVATE-TOKEN: $REVIEWS_TOKEN" "$1"; }
    merge="$CI_API_V4_URL/projects/$CI_MERGE_REQUEST_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID"
    { printf '{"forge": "gitlab", "merge_request": '; get "$merge"
      for part in approvals reviewers versions; do
        printf ', "%s": ' "$part"; get "$merge/$part?per_page=100"; done
      printf '}'; } > "$folder/reviews.json"

Both steps need `set -e`, so that a failed request stops them. GitLab gives the newest hundred versions first; an
approval from before them loses its commit and proves nothing.

The file must lie outside the checkout: inside, the pull request itself could bring it along.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from handoff_lint.forge import github, gitlab
from handoff_lint.forge.answers import Answer
from handoff_lint.forge.model import Forge, ForgeError, PullRequest
from handoff_lint.words import did_you_mean, listed, shown

LARGEST_FILE = 64 * 2**20
"""Bytes; a thousand reviews of the longest text that GitHub takes."""
_MOST_DIGITS = 20
_WRITE = "Let the CI step that fetches the reviews write the file again; do not edit it by hand."


def load(path: Path, *, checkout: Path) -> PullRequest:
    """The pull request of a file of reviews.

    Args:
        path: the file, links followed.
        checkout: the root of the Git work tree, not just of the handoffs in it.

    Raises:
        ForgeError: the file lies in the checkout, cannot be read, or does not hold what is documented above.

    """
    _refuse_inside(path, checkout)
    return parse(_text(path), str(path))


def parse(text: str, file: str) -> PullRequest:
    """The pull request of an envelope; `file` is for messages. Raises ForgeError."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_int=_integer, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ForgeError(
            f"The file of reviews is no JSON: {error.msg}.", help=_WRITE, place=f"{file}:{error.lineno}:{error.colno}"
        ) from error
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ForgeError(f"The file of reviews cannot be read: {reason}.", help=_WRITE, place=file) from error
    return _envelope(data, file)


def _envelope(data: Any, file: str) -> PullRequest:
    if not isinstance(data, dict):
        raise ForgeError("The file of reviews should hold one JSON object.", help=_WRITE, place=file)
    named = data.get("forge")
    if named not in tuple(Forge):
        raise ForgeError(
            f"forge should be github or gitlab, not {shown(named)}." if "forge" in data else "forge is missing.",
            help="Write which forge answered: github or gitlab.",
            place=file,
        )
    forge = Forge(named)
    answers = github if forge is Forge.GITHUB else gitlab
    known = ("forge", *answers.FIELDS, *answers.OPTIONAL)
    for key in data:
        if key not in known:
            raise ForgeError(
                f"The file of reviews has a field {shown(key)} that is not known.{did_you_mean(key, known)}",
                help=f"Known for {forge.label}: {listed(known, conjunction='and')}.",
                place=file,
            )
    for key in answers.FIELDS:
        if data.get(key) is None:
            raise ForgeError(f"The file of reviews has no {key}.", help=_WRITE, place=file)
    found: PullRequest = answers.pull_request(Answer(data, "", file, forge))
    return found


def _refuse_inside(path: Path, checkout: Path) -> None:
    """Neither the file, nor a link to it, nor a linked folder above it may come from the checkout."""
    try:
        root, real = checkout.resolve(), path.resolve()
        written = Path(os.path.abspath(path))  # noqa: PTH100 - unlike resolve, it follows no link
        named = Path(os.path.abspath(checkout))  # noqa: PTH100
        linked = path.parent.resolve() / path.name
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links (before Python 3.13); a null character
        raise ForgeError("The file of reviews cannot be found.", help=_WRITE, place=str(path)) from error
    if any(one.is_relative_to(folder) for one in (real, linked, written) for folder in (root, named)):
        raise ForgeError(
            "The file of reviews lies inside the checkout, so the pull request could have brought it along.",
            help="Let the CI step write it outside, for example into $RUNNER_TEMP.",
            place=str(path),
        )


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise ForgeError("There is no file of reviews here.", help=_WRITE, place=str(path))
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ForgeError(
                f"The file of reviews is larger than {LARGEST_FILE // 2**20} MiB.", help=_WRITE, place=str(path)
            )
        return content.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ForgeError(f"The file of reviews cannot be read: {reason}.", help=_WRITE, place=str(path)) from error
    except UnicodeDecodeError as error:
        raise ForgeError("The file of reviews is not UTF-8 text.", help=_WRITE, place=str(path)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: of two equal ones a reader could pick either."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"the field {shown(twice)} is there twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number has {len(digits)} digits")
    return int(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
