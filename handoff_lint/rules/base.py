"""What a rule is: a code, a reason, examples that run, and a function that yields problems.

A rule sees documents, never the disk and never git; and never a value of the wrong shape, because what the
schemas refuse is taken out before it is called.
"""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handoff_lint import differences
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.change import Change, History
from handoff_lint.config import Config
from handoff_lint.facts import Facts
from handoff_lint.gates import Approvals, Gate
from handoff_lint.model import Campaign, Document, Kind, Problem, Related, Severity
from handoff_lint.repository import Files
from handoff_lint.words import plural

PACKAGES = frozenset({Kind.PACKAGE})
EVERYTHING = frozenset(Kind)
_MOST_CHANGES = 5
"""So many changes of a stale package are listed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides what it checks.

    Attributes:
        approvals: what stands at the gates of the campaign's packages.
        working_time: on which days and hours teams and people work.
        files: what may be asked of the disk.
        change: what is checked besides the state of the repository: a pull request, or what is staged.
        history: earlier states of packages, where they can be had.
        campaign: the campaign that the document belongs to; None for other documents.
        waivable: rule code → whether a waiver may name it.

    """

    config: Config
    today: datetime.date
    approvals: Approvals
    working_time: WorkingTime
    files: Files
    change: Change | None = None
    history: History | None = None
    campaign: Campaign | None = None
    waivable: Mapping[str, bool] = field(default_factory=dict)

    def changed(self, document: Document, gate: Gate, fingerprint: str) -> tuple[Related, ...]:
        """What has changed since a package had a fingerprint at a gate; empty when that state is not known."""
        before = self.history.view(document, gate, fingerprint) if self.history else None
        if before is None:
            return ()
        found = differences.between(before, self.approvals.view(document, gate))
        shown = [Related(document.path, str(one), one.pointer) for one in found[:_MOST_CHANGES]]
        if more := found[_MOST_CHANGES:]:
            shown.append(Related(document.path, f"and {plural(len(more), 'more change')}"))
        return tuple(shown)


@dataclass(frozen=True, slots=True)
class Find:
    """A finding that an example must give.

    Attributes:
        at: the source text that begins at its place; empty for the file as a whole.
        message: its message.
        after: what stands right before `at`, where `at` alone would fit more than one place.

    """

    at: str
    message: str
    after: str = ""


def lines(text: str) -> str:
    """The lines of an indented text as they stand in a file: how examples are written in rule modules."""
    return textwrap.dedent(text.removeprefix("\n")).rstrip(" ")


@dataclass(frozen=True, slots=True)
class Example:
    """A case that runs in the tests and is shown on the rule's page.

    Attributes:
        title: what the case shows.
        shows: what the page prints; for a package: the top-level fields that replace those of a complete brief.
        source: the whole file instead, where fields alone cannot say it.
        path: where the package lies, when its place or name matters.
        without: fields (dotted) taken out of the complete brief.
        files: other files of the repository, path → text (an empty text: an empty file).
        settings: handoff.yml.
        before: for a rule about changes: the fields that stood in the place of `shows` before the change.
        before_path, before_settings: where the package lay, and handoff.yml, where they were others than now.
        author: the e-mail address of whoever commits the change.
        finds: what the rule must find; nothing for a good example.

    """

    title: str
    shows: str = ""
    source: str = ""
    path: str = ""
    without: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    settings: str = ""
    before: str = ""
    before_path: str = ""
    before_settings: str = ""
    author: str = ""
    finds: tuple[Find, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the rule must find nothing."""
        return not self.finds

    def shown(self) -> str:
        """The example as a page prints it: the fields or file, else the names that it is about."""
        if self.source or self.shows or self.settings:
            parts = [f"# handoff.yml\n{self.settings}" if self.settings else "", self.source or self.shows]
            return "\n".join(part for part in parts if part)
        names = [self.path] if self.path else []
        names += [path for path, text in self.files.items() if not text.startswith("<campaign")]
        return "\n".join(names) + "\n" if names else f"(without the field {', '.join(self.without)})\n"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        module: where it is defined (`__name__`); its docstring says why the rule exists and how to fix.
        code: `HF` and three digits; the first digit is the family.
        name: words with hyphens, as in `handoff explain missing-field`.
        summary: what it checks, one sentence.
        severity: at and above the status `since`; one level lower before.
        since: status from which the full severity holds; empty: always.
        idea: which failure of handoffs it prevents (F1–F5 of the mission).
        document, campaign, repository: what it does with one document, one campaign folder, the whole repository.
        kinds: the documents it is called with.
        reads_unreadable: called also for a file that could not be read (its `data` is empty then).
        waivable: whether waivers, ignores and severities may touch it.
        fix: `auto` when a tool can mend it safely, `suggested` when it can propose something.

    """

    module: str
    code: str
    name: str
    summary: str
    severity: Severity
    examples: tuple[Example, ...]
    idea: str = ""
    since: str = ""
    document: Callable[[Document, Context], Iterable[Problem]] | None = None
    campaign: Callable[[Campaign, Context], Iterable[Problem]] | None = None
    repository: Callable[[Sequence[Facts], Context], Iterable[Problem]] | None = None
    kinds: frozenset[Kind] = PACKAGES
    reads_unreadable: bool = False
    waivable: bool = True
    fix: Literal["", "auto", "suggested"] = ""

    @property
    def family(self) -> str:
        """The folder that the rule lies in: structure, names, signoffs."""
        return self.module.split(".")[-2]


def from_schema(code: str) -> Callable[[Document, Context], Iterable[Problem]]:
    """The check of a rule whose problems the schemas find."""

    def check(document: Document, _context: Context) -> Iterable[Problem]:
        return [violation.problem for violation in document.violations if violation.code == code]

    return check
