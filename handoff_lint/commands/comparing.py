"""What `handoff check` compares with: nothing, the last commit, or the base of a pull request."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handoff_lint import config
from handoff_lint.change import Change, History
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError

if TYPE_CHECKING:
    from handoff_lint.forge.model import PullRequest
    from handoff_lint.gates import Gate
    from handoff_lint.git.ci import Base
    from handoff_lint.model import Document


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked.

    Attributes:
        settings: by which it is judged.
        change: what it is compared with; None for a plain check.
        history: earlier states of packages.
        elsewhere: the state before, for leaving out findings that the change has nothing to do with.
        found: where the base was found, for the report; empty when it was given.

    """

    settings: Config
    change: Change | None
    history: History
    elsewhere: Callable[[], Config | None] | None = None
    found: str = ""


def subject(
    root: Path, *, staged: bool, base: str | None, head: str | None, before: str | None, reviews: Path | None
) -> Subject:
    """Read what the options say.

    Raises:
        HandoffError: they contradict each other, or git cannot give what they ask for.

    """
    if staged and (base or head or before or reviews):
        raise HandoffError(
            "--staged goes with none of --base, --head, --before and --reviews.",
            help="What is staged is compared with the last commit; leave the others out.",
        )
    if (head or before or reviews) and not base and not _base():
        raise HandoffError("--head, --before and --reviews need a --base.", help="Give it: --base origin/main")
    if staged:
        from handoff_lint.evidence import sources  # noqa: PLC0415

        settings, change = sources.of_staged(root.resolve())
        return Subject(settings, change, _History(settings), lambda: sources.last_commit(root.resolve()))
    found = None if base else _base()
    if base or found:
        from handoff_lint.evidence import sources  # noqa: PLC0415

        newest = head or (found.head if found else "HEAD")
        settings, change = sources.of_range(
            root.resolve(),
            base or (found.base if found else ""),
            newest,
            branch=found.branch if found else "",
            before=before or "",
            pull_request=_reviews(root, reviews),
        )
        return Subject(settings, change, _History(settings, newest), None, found.found if found else "")
    settings = config.load(root)
    return Subject(settings, None, _History(settings))


@dataclass(frozen=True, slots=True)
class _History:
    """Git's history, loaded when a finding asks for an earlier state: a clean check does not pay for it."""

    settings: Config
    start: str = "HEAD"
    _opened: list[History] = field(default_factory=list, compare=False)

    def __reduce__(self) -> tuple[object, ...]:
        return _History, (self.settings, self.start)

    def view(self, document: Document, gate: Gate, fingerprint: str) -> dict[str, Any] | None:
        """See `change.History`."""
        if not self._opened:
            from handoff_lint.evidence.states import GitHistory  # noqa: PLC0415

            self._opened.append(GitHistory(self.settings, self.start))
        return self._opened[0].view(document, gate, fingerprint)


def _base() -> Base | None:
    """The base that CI names; only a job of GitHub Actions or GitLab CI pays for looking."""
    if not {"GITHUB_ACTIONS", "GITLAB_CI"} & os.environ.keys():
        return None
    from handoff_lint.git import ci  # noqa: PLC0415

    return ci.from_environment(os.environ)


def _reviews(root: Path, path: Path | None) -> PullRequest | None:
    if path is None:
        return None
    from handoff_lint.forge import reviews  # noqa: PLC0415
    from handoff_lint.git.process import Git  # noqa: PLC0415

    return reviews.load(path, checkout=Git(root.resolve()).top)
