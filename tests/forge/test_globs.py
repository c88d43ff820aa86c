"""Patterns of CODEOWNERS files against paths, for both forges."""

from __future__ import annotations

import pathspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.forge import globs

# pattern: paths that match | paths that do not
GITHUB = {
    "*": "handoff.yml config/people.yml .github/workflows/check.yml |",
    "**": "handoff.yml config/people.yml |",
    "handoff.yml": "handoff.yml sub/handoff.yml handoff.yml/x | handoff.yml.bak a-handoff.yml HANDOFF.yml",
    "/handoff.yml": "handoff.yml handoff.yml/x | sub/handoff.yml",
    "config": "config config/people.yml a/config/b/c | configs/x",
    "config/": "config/people.yml a/config/b/c | config a/config",
    "/config/": "config/people.yml config/a/b | config a/config/people.yml",
    "config/people.yml": "config/people.yml | a/config/people.yml",
    "/config/*": "config/people.yml config/.hidden | config/a/people.yml config",
    "config/*": "config/people.yml | config/a/people.yml a/config/people.yml",
    "/*": "handoff.yml .gitattributes | config/people.yml",
    "/*/": "config/people.yml a/b/c | handoff.yml",
    "*/": "config/people.yml a/b/c | handoff.yml",
    "*.yml": "handoff.yml config/people.yml .yml x.yml/inner | people.yaml",
    "config/*.yml": "config/people.yml | config/a/people.yml config/people.yaml",
    "config/**": "config/people.yml config/a/b | config other/x",
    "config/**/*": "config/people.yml config/a/b | config",
    "config/**/people.yml": "config/people.yml config/a/b/people.yml | people.yml config/a/x.yml",
    "**/people.yml": "people.yml config/people.yml a/b/people.yml | config/people.yml.bak",
    "**/config/people.yml": "config/people.yml a/config/people.yml | config/a/people.yml",
    "*/people.yml": "config/people.yml | people.yml a/b/people.yml",
    "p?ople.yml": "people.yml a/pxople.yml | pople.yml p/ople.yml",
    "a*b*c": "abc a-b-c axbxbxc | ab acb a/b/c",
    r"brand\ guide.md": "brand_guide.md".replace("_", "%20") + " | brandguide.md",
    r"f\*o": "f*o | foo fo",
    "/": "| handoff.yml /",
    "a//b": "| a/b a/x/b",
}
GITLAB = {
    "*": "handoff.yml config/people.yml .gitlab/CODEOWNERS |",
    "**": "handoff.yml config/people.yml |",
    "handoff.yml": "handoff.yml sub/handoff.yml | handoff.yml/x handoff.yml.bak HANDOFF.yml",
    "/handoff.yml": "handoff.yml | sub/handoff.yml",
    "config": "config a/config | config/people.yml",
    "config/": "config/people.yml a/config/b/c | config",
    "/config/": "config/people.yml config/a/b config/.hidden | a/config/people.yml config",
    "config/people.yml": "config/people.yml a/config/people.yml | config/a/people.yml",
    "/config/*": "config/people.yml config/.hidden | config/a/people.yml",
    "/config/**": "config/people.yml | config/a/people.yml",
    "/config/**/*": "config/people.yml config/a/b | config",
    "/config/**/people.yml": "config/people.yml config/a/b/people.yml | people.yml",
    "/config/*.yml": "config/people.yml config/.yml | config/a/people.yml",
    "/config/a**b.yml": "config/ab.yml config/a-b.yml | config/a/b.yml",
    "/*/": "config/people.yml a/b/c | handoff.yml",
    "/docs/*spec*": "docs/specs docs/my-spec.md | docs/a/spec",
    "[a-c].md": "a.md x/c.md | d.md [a-c].md",
    "[!a-c].md": "d.md x/e.md | a.md",
    "[^a-c].md": "d.md | a.md",
    "[a-].md": "a.md -.md | b.md",
    r"[\]x].md": "].md x.md | \\.md",
    r"[a\-c].md": "a.md -.md c.md | b.md",
    r"\[a].md": "[a].md | a.md",
    r"\#notes.md": "#notes.md | notes.md",
    "notes\\": "notes\\ | notes",
    "[ab": "| [ab a b",
    "[ab/x/y": "| a/x/y",
    "[": "| [",
    "[a-": "| a",
    "/": "handoff.yml config/people.yml |",
}


def cases(table: dict[str, str]) -> list[tuple[str, str, bool]]:
    """(pattern, path, whether it matches); `%20` in a path stands for a blank."""
    return [
        (pattern, path.replace("%20", " "), wanted)
        for pattern, paths in table.items()
        for half, wanted in zip(paths.split("|"), (True, False), strict=True)
        for path in half.split()
    ]


@pytest.mark.parametrize(("pattern", "path", "wanted"), cases(GITHUB))
def test_github(pattern: str, path: str, wanted: bool) -> None:
    assert globs.github(pattern)(path) is wanted


@pytest.mark.parametrize(("pattern", "path", "wanted"), cases(GITLAB))
def test_gitlab(pattern: str, path: str, wanted: bool) -> None:
    assert globs.gitlab(pattern)(path) is wanted


def test_which_patterns_lack_a_bracket() -> None:
    assert [one for one in GITLAB if globs.is_open(one)] == ["[ab", "[ab/x/y", "[", "[a-"]


NAME = st.text("ab.*?", min_size=1, max_size=4).filter(lambda name: "**" not in name)
PATTERN = st.builds(
    lambda front, names, last, end: front + "/".join([*names, last]) + end,
    st.sampled_from(["", "/"]),
    st.lists(st.one_of(NAME, st.just("**")), max_size=3),
    # A last star is where GitHub differs from gitignore; a last `**/` is left open by both.
    NAME.filter(lambda name: name != "*"),
    st.sampled_from(["", "/"]),
)
PATH = st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join)


@given(PATTERN, PATH)
def test_github_agrees_with_gitignore_but_for_a_last_star(pattern: str, path: str) -> None:
    wanted = pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)
    assert globs.github(pattern)(path) is bool(wanted)


def test_many_stars_are_no_work() -> None:
    """With a regular expression this would take longer than anybody lives."""
    pattern, path = "a*" * 40 + "b", "a" * 200
    assert [globs.github(pattern)(path), globs.gitlab(pattern)(path)] == [False, False]
    deep = "/".join(["**", "a"] * 40) + "/b"
    assert [globs.github(deep)("a/" * 200 + "c"), globs.gitlab(deep)("a/" * 200 + "c")] == [False, False]
