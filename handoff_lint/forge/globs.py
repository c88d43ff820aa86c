r"""The path patterns of CODEOWNERS files, in the two dialects of GitHub and GitLab.

No regular expressions: a pattern of many stars cannot make matching slow. The cost is at most the length of the
pattern times that of the path.

GitHub takes gitignore's patterns without `!`, `[ ]` and `\#`, with one difference that its documentation names: a last
`*` stands for files only, so `docs/*` leaves out `docs/a/b.md`. GitLab uses Ruby's `File.fnmatch` with `FNM_DOTMATCH`
and `FNM_PATHNAME`: `**/` is any number of folders, any other `**` just a `*`, and a folder is meant only when the
pattern ends in `/`. Both tell upper from lower case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_Test = Callable[[_T], bool]
_Tests = list[_Test[_T] | None]
"""One test for each item; None stands for any number of items, also for none at all."""

Glob = Callable[[str], bool]
"""Whether a path (from the root, with `/` between its parts and none in front) matches."""


def github(pattern: str) -> Glob:
    """A pattern of GitHub's CODEOWNERS. It may hold `*`, `?`, `**` between slashes, and a backslash before any."""
    names = pattern.strip("/").split("/")
    if names == [""]:
        return _nothing
    tests: _Tests[str] = [None if name == "**" else _named(name) for name in names]
    if "/" not in pattern.rstrip("/"):
        tests.insert(0, None)
    if pattern.endswith("/") or names[-1] == "**":
        tests += [_anything, None]
    elif names[-1] != "*":
        tests.append(None)
    return lambda path: _fits(tests, path.split("/"))


def gitlab(pattern: str) -> Glob:
    """A pattern of GitLab's CODEOWNERS, without the `!` in front."""
    whole = pattern if pattern.startswith("/") else f"/**/{pattern}"
    names = f"{whole}**/*".split("/")[1:] if whole.endswith("/") else whole.split("/")[1:]
    try:
        tests: _Tests[str] = [None if name == "**" else _named(name, classes=True) for name in names[:-1]]
        tests.append(_named(names[-1], classes=True))
    except _UnclosedError:
        return _nothing
    return lambda path: _fits(tests, path.split("/"))


def is_open(pattern: str) -> bool:
    """Whether a `[` of a GitLab pattern is never closed; such a pattern matches nothing."""
    try:
        for name in pattern.split("/"):
            _named(name, classes=True)
    except _UnclosedError:
        return True
    return False


class _UnclosedError(ValueError):
    """A `[` without its `]`."""


def _nothing(_: str) -> bool:
    return False


def _anything(_: str) -> bool:
    return True


def _fits(tests: Sequence[_Test[_T] | None], items: Sequence[_T]) -> bool:
    """Whether the tests hold for the items one by one; a None may swallow any number of them.

    Only the last None needs to be tried again, with one item more each time: what earlier ones swallowed cannot help.
    """
    test = item = 0
    retry, kept = -1, 0
    while item < len(items):
        if test < len(tests) and tests[test] is None:
            retry, kept = test, item
            test += 1
        elif test < len(tests) and _holds(tests[test], items[item]):
            test += 1
            item += 1
        elif retry >= 0:
            kept += 1
            test, item = retry + 1, kept
        else:
            return False
    return all(left is None for left in tests[test:])


def _holds(test: _Test[_T] | None, item: _T) -> bool:
    return test is not None and test(item)


def _named(name: str, *, classes: bool = False) -> _Test[str]:
    """Whether one part of a path matches one part of a pattern.

    Args:
        name: the part of the pattern.
        classes: whether `[a-z]` stands for one of several characters.

    """
    tests: _Tests[str] = []
    index = 0
    while index < len(name):
        character = name[index]
        index += 1
        if character == "*":
            tests.append(None)
        elif character == "?":
            tests.append(_anything)
        elif character == "[" and classes:
            test, index = _class(name, index)
            tests.append(test)
        else:
            if character == "\\" and index < len(name):
                character = name[index]
                index += 1
            tests.append(character.__eq__)
    return lambda part: _fits(tests, part)


def _class(name: str, index: int) -> tuple[_Test[str], int]:
    """The test of `[abc]`, `[a-c]` or `[!a]`, whose first character is at an index; and where it ends."""
    negated = name[index : index + 1] in ("!", "^")
    index += negated
    ranges: list[tuple[str, str]] = []
    while name[index : index + 1] != "]":
        first, index = _member(name, index)
        last = first
        if name[index : index + 1] == "-" and name[index + 1 : index + 2] not in ("]", ""):
            last, index = _member(name, index + 1)
        ranges.append((first, last))
    return lambda character: any(low <= character <= high for low, high in ranges) != negated, index + 1


def _member(name: str, index: int) -> tuple[str, int]:
    if name[index : index + 1] == "\\":
        index += 1
    if index >= len(name):
        raise _UnclosedError
    return name[index], index + 1
