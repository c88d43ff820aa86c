"""How an edit fails: `EditError` for people, `Refusal` inside this package."""

from __future__ import annotations

from handoff_lint.errors import HandoffError


class EditError(HandoffError):
    """A change that cannot be made safely; `help` holds what to write by hand, and nothing was changed."""


class Refusal(Exception):  # noqa: N818 - a decision of the planner, not an error of its own
    """Why a change cannot be planned, one sentence; `editor` makes an `EditError` of it."""
