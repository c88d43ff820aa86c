"""Paths: patterns of the settings, by the rules of .gitignore, which engineers know; and where a path leads."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Any

from handoff_lint.errors import HandoffError

_PLAIN_NAME = re.compile(r"[\w.-]+")


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> tuple[frozenset[str], Any]:
    """File names among the patterns, which need no library, and the rest compiled."""
    names = frozenset(pattern for pattern in patterns if _PLAIN_NAME.fullmatch(pattern))
    globs = [pattern for pattern in patterns if pattern not in names]
    if not globs:
        return names, None
    import pathspec  # noqa: PLC0415 - only repositories that use globs pay for it

    try:
        return names, pathspec.GitIgnoreSpec.from_lines(globs)
    except ValueError as error:
        raise HandoffError(
            f"A path pattern of the settings cannot be read: {error}",
            help="Write it as in .gitignore.",
            place="handoff.yml",
        ) from error


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether a path (from the root, with `/`) matches one of the patterns."""
    names, spec = _compiled(patterns)
    if names and not names.isdisjoint(path.split("/")):
        return True
    return spec is not None and bool(spec.match_file(path))


def seen_from(file: str, path: str) -> str:
    """The path from the root that a path written in a file leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
