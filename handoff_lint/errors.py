"""What can stop a run: each error says what happened, where, and what to do next.

Exit codes: 0 clean, 1 findings, 2 could not check (these errors), 3 a bug of ours (`RuleCrash`).
"""

from __future__ import annotations

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_CANNOT_CHECK = 2
EXIT_BUG = 3


class HandoffError(Exception):
    """A run that cannot go on; shown to the user without a traceback."""

    exit_code = EXIT_CANNOT_CHECK

    def __init__(self, message: str, *, help: str = "", place: str = "") -> None:  # noqa: A002
        """Keep the parts of the message.

        Args:
            message: what is wrong, one sentence.
            help: what to do about it.
            place: `path`, `path:line` or `path:line:column`, empty when no file is to blame.

        """
        super().__init__(message)
        self.message = message
        self.help = help
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process with all three parts."""
        return _rebuild, (type(self), self.message, self.help, self.place)


class SettingsError(HandoffError):
    """`handoff.yml` or a file of `config/` cannot be used."""


class RuleCrash(HandoffError):  # noqa: N818 - not the user's error, and the name says whose it is
    """A rule raised an exception: our bug, never a pass."""

    exit_code = EXIT_BUG


def _rebuild(kind: type[HandoffError], message: str, advice: str, place: str) -> HandoffError:
    return kind(message, help=advice, place=place)
