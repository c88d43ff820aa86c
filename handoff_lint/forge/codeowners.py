"""CODEOWNERS files: who has to approve a change of which file.

GitHub: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
GitLab: https://docs.gitlab.com/user/project/codeowners/reference/ and …/advanced/

Where the documentation leaves a case open, the answer here is the one with fewer owners: the question is always whether
a file is protected. What only the forge knows is not judged: whether an owner exists and may write to the repository,
and whether the branch asks for the approval of code owners at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from handoff_lint.forge import globs
from handoff_lint.forge.model import Forge
from handoff_lint.model import FILE_START, Problem, Span
from handoff_lint.words import listed, shown

LOCATIONS = {
    Forge.GITHUB: (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    Forge.GITLAB: ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
"""Where a forge looks, from the root of the Git work tree; it reads the first file that is there, and no other."""

GITHUB_LIMIT = 3 * 2**20
"""Bytes; GitHub does not load a file of this size or above."""

_PATTERN_END = re.compile(r"(?<!\\)[ \t]+")
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s.]+"
_GITHUB_OWNER = re.compile(rf"@[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9._-]+)?|{_EMAIL}")
_GITLAB_OWNER = re.compile(
    rf"@@(?i:developer|maintainer|owner)s?|@[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*|{_EMAIL}"
)
_HEADING = re.compile(r"(?P<optional>\^)?\[(?P<name>.*?)\](?:\[(?P<approvals>[0-9]*)\])?(?P<rest>.*)")
_MOST_DIGITS = 9
_ASK = "Write owners as @name, @group/team or an e-mail address, with blanks between them."


@dataclass(frozen=True, slots=True)
class Rule:
    """One line with a pattern.

    Attributes:
        owners: as written; empty when the line takes the owners away.
        line: from 1.
        matches: whether a path is meant.
        section: GitLab only; empty above the first heading.
        approvals: how many of the owners have to approve.
        is_exclusion: GitLab's `!pattern`.

    """

    pattern: str
    owners: tuple[str, ...]
    line: int
    matches: globs.Glob = field(repr=False, compare=False)
    section: str = ""
    optional: bool = False
    approvals: int = 1
    is_exclusion: bool = False


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who has to approve a change of one file.

    Attributes:
        path: from the root of the Git work tree.
        file: the CODEOWNERS file; empty when there is none.
        rules: the lines that decide: on GitHub at most one, on GitLab at most one for each section.

    """

    path: str
    file: str
    rules: tuple[Rule, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Those whose approval is needed, in the order of the file; those of an optional section are not."""
        return tuple(dict.fromkeys(owner for rule in self.rules if not rule.optional for owner in rule.owners))

    @property
    def is_owned(self) -> bool:
        """Whether somebody has to approve."""
        return bool(self.owners)

    def explain(self) -> str:
        """One sentence that names owners, file and line, or why there is no owner."""
        if self.is_owned:
            deciding = [f"{self.file}:{rule.line}" for rule in self.rules if rule.owners and not rule.optional]
            return f"{self.path} is owned by {listed(self.owners, conjunction='and')} ({', '.join(deciding)})."
        if not self.file:
            return f"{self.path} has no owner: there is no CODEOWNERS file."
        if not self.rules:
            return f"{self.path} has no owner: no line of {self.file} matches it."
        return f"{self.path} has no owner: {listed(map(self._why, self.rules), conjunction='and')}."

    def _why(self, rule: Rule) -> str:
        place = f"{self.file}:{rule.line}"
        if rule.is_exclusion:
            return f"{place} excludes it"
        if rule.owners:
            return f"the section of {place} is optional"
        return f"{place} names no owner"


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """A CODEOWNERS file.

    Attributes:
        path: from the root of the Git work tree; empty when there is none.
        rules: in the order of the file; lines that the forge skips are not among them.
        problems: what the forge skips or reads differently from what was meant, with its line.

    """

    forge: Forge
    path: str
    rules: tuple[Rule, ...] = ()
    problems: tuple[Problem, ...] = ()

    def ownership(self, path: str) -> Ownership:
        """Who owns a path (from the root of the Git work tree, with `/`)."""
        found = [rule for rule in self.rules if rule.matches(path)]
        if self.forge is Forge.GITHUB:
            return Ownership(path, self.path, tuple(found[-1:]))
        sections: dict[str, Rule] = {}
        for rule in found:  # the last line of each section counts, but once excluded stays excluded
            name = rule.section.casefold()
            if name not in sections or not sections[name].is_exclusion:
                sections[name] = rule
        return Ownership(path, self.path, tuple(sections.values()))

    def ownerships(self, paths: Iterable[str]) -> list[Ownership]:
        """Who owns each of several paths, in their order."""
        return [self.ownership(path) for path in paths]


def locate(forge: Forge, exists: Callable[[str], bool]) -> str:
    """The CODEOWNERS file that the forge reads, empty when there is none."""
    return next((path for path in LOCATIONS[forge] if exists(path)), "")


def parse(text: str, path: str, forge: Forge) -> CodeOwners:
    """A CODEOWNERS file from its text. It never fails: a forge reads on after a faulty line, too."""
    if forge is Forge.GITHUB and len(text.encode("utf-8", "surrogatepass")) >= GITHUB_LIMIT:
        problem = Problem(
            "GitHub does not read a CODEOWNERS file of 3 MB or more, so no file has an owner.",
            span=FILE_START,
            path=path,
            help="Replace long lists of files by patterns.",
        )
        return CodeOwners(forge, path, (), (problem,))
    reader = _GitHub(path) if forge is Forge.GITHUB else _GitLab(path)
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        content = line.strip()
        if content and not content.startswith("#"):
            reader.read(content, number)
    return CodeOwners(forge, path, tuple(reader.finished()), tuple(reader.problems))


class _Reader:
    """What both dialects share: the rules and problems found so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.rules: list[Rule] = []
        self.problems: list[Problem] = []

    def finished(self) -> list[Rule]:
        return self.rules

    def problem(self, line: str, number: int, message: str, advice: str) -> None:
        span = Span(number, 1, number, len(line) + 1)
        self.problems.append(Problem(message, help=advice, span=span, path=self.path))


class _GitHub(_Reader):
    """A line with a fault is skipped, so an earlier line may decide."""

    def read(self, line: str, number: int) -> None:
        pattern, *rest = _PATTERN_END.split(line, maxsplit=1)
        fault, advice = _github_fault(pattern)
        owners: list[str] = []
        for word in rest[0].split() if rest else ():
            if word.startswith("#"):  # a comment up to the end of the line
                break
            owners.append(word)
            if not fault and not _GITHUB_OWNER.fullmatch(word):
                fault, advice = f"{shown(word)} is no owner", _ASK
        if fault:
            self.problem(line, number, f"GitHub skips this line: {fault}.", advice)
        else:
            self.rules.append(Rule(pattern, tuple(owners), number, globs.github(pattern)))


def _github_fault(pattern: str) -> tuple[str, str]:
    """What GitHub does not take in a pattern, and what to write instead; empty when it takes all of it."""
    if pattern.startswith("!"):
        return "a pattern cannot begin with “!”", "To take a path out, name it on a later line without owners."
    if pattern.startswith("\\#"):
        return "a pattern cannot begin with “#”", "Write “?” for the first character."
    if "[" in pattern or "]" in pattern:
        return "a pattern cannot hold “[” or “]”", "Write “?” for one character, or one line for each name."
    if "***" in pattern:
        return "three stars in a row mean nothing", "Write “**” for any number of folders."
    return "", ""


class _GitLab(_Reader):
    """Words that are no owners are ignored; a heading begins a section whose owners its lines inherit."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.section = ""
        self.optional = False
        self.approvals = 1
        self.defaults: tuple[str, ...] = ()

    def finished(self) -> list[Rule]:
        """Of two sections of the same name one that is not optional makes both required."""
        required = {rule.section.casefold() for rule in self.rules if not rule.optional}
        return [replace(rule, optional=False) if rule.section.casefold() in required else rule for rule in self.rules]

    def read(self, line: str, number: int) -> None:
        heading = _HEADING.match(line)
        if heading is not None:
            self._open(heading, line, number)
            return
        pattern, *rest = _PATTERN_END.split(line, maxsplit=1)
        is_exclusion = pattern.startswith("!")
        glob = pattern.removeprefix("!")
        if globs.is_open(glob):
            message = "GitLab takes this line for a file of that name, which matches nothing: a “]” is missing."
            self.problem(line, number, message, "Write a heading as [Name], or \\[ for a “[” in a file name.")
        owners: tuple[str, ...] = ()
        if not is_exclusion:
            owners = self._owners(rest[0], line, number) if rest else self.defaults
            if not owners:
                self.problem(line, number, "GitLab asks nobody about a line without an owner.", _ASK)
        rule = Rule(
            pattern,
            owners,
            number,
            globs.gitlab(glob),
            section=self.section,
            optional=self.optional,
            approvals=self.approvals,
            is_exclusion=is_exclusion,
        )
        self.rules.append(rule)

    def _open(self, heading: re.Match[str], line: str, number: int) -> None:
        self.section = heading["name"].strip()
        self.optional = heading["optional"] is not None
        self.approvals = max(1, int((heading["approvals"] or "1")[:_MOST_DIGITS]))
        rest = heading["rest"]
        if not self.section:
            self.problem(line, number, "This section has no name.", "Write a name between the brackets.")
        if rest and not rest[0].isspace():
            message = f"GitLab does not read {shown(rest)} after the heading, so the section has no owners of its own."
            self.problem(
                line, number, message, "Write [Name], then [2] for two approvals, then a blank and the owners."
            )
            rest = ""
        self.defaults = self._owners(rest, line, number)

    def _owners(self, words: str, line: str, number: int) -> tuple[str, ...]:
        found: list[str] = []
        for word in words.split():
            if _GITLAB_OWNER.fullmatch(word):
                found.append(word)
            else:
                self.problem(line, number, f"GitLab ignores {shown(word)}: it is no owner.", _ASK)
        return tuple(found)
