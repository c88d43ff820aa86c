"""The one way in which reading fails: a fault with its place and its remedy, never a bare exception."""

from __future__ import annotations

from handoff_lint.model import Problem, Span


class ReadFault(Exception):  # noqa: N818 - it is a fault of the file, not of the program
    """A file that cannot be read as it is; becomes a finding (HF101) or, for settings, exit 2."""

    def __init__(self, message: str, *, help: str = "", span: Span | None = None) -> None:  # noqa: A002
        """Keep the parts; `span` is in the file, None when the whole file is at fault."""
        super().__init__(message)
        self.message = message
        self.help = help
        self.span = span

    def problem(self) -> Problem:
        """The fault as a problem for a rule to yield."""
        return Problem(self.message, help=self.help, span=self.span)
