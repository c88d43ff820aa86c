"""Load → run → weigh → suppress → sort: from a repository to its findings.

The unit of work is a campaign, so memory stays flat and campaigns can be spread over processes; how they are spread
never changes a finding, because paths and selections only filter what is reported. A rule that raises an
exception ends the run as our bug (exit 3): a crashed rule must never look like a pass.
"""

from __future__ import annotations

import datetime
import gc
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from handoff_lint import repository, suppression
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError, RuleCrash
from handoff_lint.locate import Locator
from handoff_lint.model import FILE_START, Campaign, Document, Facts, Finding, Kind, Place, Problem, Severity
from handoff_lint.reading.faults import ReadFault
from handoff_lint.repository import CampaignFiles, Layout
from handoff_lint.rules import RULES, UNUSED
from handoff_lint.rules.base import Context, Rule

_Subject = TypeVar("_Subject")
PARALLEL_FROM = 300
"""Packages from which a second process pays for its start (docs/performance.md)."""
_CHUNK = 32
"""Campaigns handed to a process at a time."""


@dataclass(frozen=True)
class Options:
    """How to run.

    Attributes:
        rules: those to run.
        today: the day that time-dependent rules go by.
        no_time: leave out findings that depend on the day.
        only: report only findings in these files or folders (from the root); everything when empty.
        jobs: processes; 0 means as many as pay.

    """

    rules: tuple[Rule, ...] = RULES
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now().astimezone().date())
    no_time: bool = False
    only: tuple[str, ...] = ()
    jobs: int = 0


@dataclass(frozen=True)
class Result:
    """Findings in order of place, and what was looked at."""

    findings: tuple[Finding, ...]
    files: int
    packages: int
    campaigns: int
    excluded: int
    off: int
    waived: int
    ignored: int

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass
class _Outcome:
    """What checking one campaign (or one other file) gives; outcomes add up."""

    findings: list[Finding] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    used_ignores: set[int] = field(default_factory=set)
    packages: int = 0
    off: int = 0
    waived: int = 0
    ignored: int = 0

    def add(self, other: _Outcome) -> None:
        self.findings += other.findings
        self.facts += other.facts
        self.used_ignores |= other.used_ignores
        self.packages += other.packages
        self.off += other.off
        self.waived += other.waived
        self.ignored += other.ignored


def run(config: Config, options: Options | None = None, progress: Callable[[int, int], None] | None = None) -> Result:
    """Check a repository.

    Args:
        config: its settings.
        options: what to run and to report.
        progress: called with (campaigns done, campaigns in all).

    Raises:
        HandoffError: the check cannot be done (exit 2), or a rule crashed (exit 3).

    """
    options = options or Options()
    suppression.check_codes(config, {rule.code: rule for rule in RULES})
    layout = repository.scan(config)
    if options.only and not any(_is_under(path, options.only) for path in layout.paths()):
        raise HandoffError(
            f"No handoff file matches {', '.join(options.only)}.",
            help=f"Handoffs lie below {config.campaigns_dir}/; give a file or folder of it, or nothing for everything.",
        )
    checker = _Checker(config, options)
    total = _Outcome()
    with _without_garbage_collection():
        for done, outcome in enumerate(_campaign_outcomes(checker, layout, options), 1):
            total.add(outcome)
            if progress:
                progress(min(done * _CHUNK, len(layout.campaigns)), len(layout.campaigns))
        total.add(checker.others(layout))
    total.add(checker.across(total.facts))
    total.findings += checker.unused_ignores(total.used_ignores)
    shown = [
        finding
        for finding in total.findings
        if not (options.no_time and finding.time_dependent)
        and (not options.only or _is_under(finding.path, options.only))
    ]
    return Result(
        tuple(sorted(shown, key=Finding.sort_key)),
        files=sum(1 for _ in layout.paths()),
        packages=total.packages,
        campaigns=len(layout.campaigns),
        excluded=layout.excluded,
        off=total.off,
        waived=total.waived,
        ignored=total.ignored,
    )


def _is_under(path: str, folders: Iterable[str]) -> bool:
    return any(folder in (".", path) or path.startswith(folder + "/") for folder in folders)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Documents hold no cycles: looking for some among millions of objects costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _campaign_outcomes(checker: _Checker, layout: Layout, options: Options) -> Iterator[_Outcome]:
    chunks = [layout.campaigns[start : start + _CHUNK] for start in range(0, len(layout.campaigns), _CHUNK)]
    packages = sum(len(campaign.packages) for campaign in layout.campaigns)
    jobs = options.jobs or (min(_cores(), 8) if packages >= PARALLEL_FROM else 1)
    jobs = min(jobs, len(chunks))
    if jobs <= 1:
        yield from map(checker.chunk, chunks)
        return
    start = "fork" if sys.platform == "linux" else "spawn"  # a forked child shares what is loaded already
    with ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context(start), initializer=_start_worker, initargs=(checker,)
    ) as pool:
        yield from pool.map(_work, chunks)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_worker: list[_Checker] = []


def _start_worker(checker: _Checker) -> None:
    gc.disable()
    _worker[:] = [checker]


def _work(chunk: Sequence[CampaignFiles]) -> _Outcome:
    return _worker[0].chunk(chunk)


class _Checker:
    """Runs the chosen rules over campaigns; holds nothing of what it has checked."""

    def __init__(self, config: Config, options: Options) -> None:
        self.config = config
        self.options = options
        self.rules = options.rules
        self.known = {rule.code: rule for rule in RULES}
        self.ran = {rule.code for rule in self.rules}
        self.waiver_day = None if options.no_time else options.today
        self.context = Context(config, options.today, waivable={rule.code: rule.waivable for rule in RULES})

    def __reduce__(self) -> tuple[object, ...]:
        # Rules hold functions; a spawned worker builds its own from the codes.
        codes = tuple(rule.code for rule in self.rules)
        return _rebuild_checker, (self.config, self.options.today, self.options.no_time, codes)

    def chunk(self, campaigns: Iterable[CampaignFiles]) -> _Outcome:
        """Check some campaigns, one after the other."""
        total = _Outcome()
        for files in campaigns:
            campaign, off = repository.load_campaign(self.config, files)
            total.add(self.campaign(campaign, off))
        return total

    def campaign(self, campaign: Campaign, off: int) -> _Outcome:
        """Check one campaign: its documents, then the folder as a whole."""
        outcome = _Outcome(packages=len(campaign.packages), off=off)
        context = Context(self.config, self.options.today, campaign, self.context.waivable)
        problems: dict[str, list[tuple[Rule, Problem]]] = {}
        documents = {document.path: document for document in campaign.documents()}
        for rule in self.rules:
            if rule.campaign:
                for problem in _guarded(rule, rule.campaign, campaign, context, campaign.path):
                    problems.setdefault(problem.path or campaign.path, []).append((rule, problem))
        for document in documents.values():
            mine = problems.pop(document.path, [])
            self._document(document, context, mine, outcome)
        for path, found in problems.items():
            locator = Locator(None, self.config.limits, {})
            for rule, problem in found:
                self._report(rule, problem, path, None, locator, outcome, set())
        return outcome

    def others(self, layout: Layout) -> _Outcome:
        """Check what lies outside campaign folders."""
        outcome = _Outcome()
        kinds = (
            (layout.knowledge, Kind.KNOWLEDGE),
            (layout.calendar, Kind.CALENDAR),
            (layout.strays, Kind.PACKAGE),
        )
        for paths, kind in kinds:
            for path in paths:
                document = repository.load_document(self.config, kind, path)
                self._document(document, self.context, [], outcome)
        return outcome

    def across(self, facts: Sequence[Facts]) -> _Outcome:
        """Run the rules that look at the whole repository."""
        outcome = _Outcome()
        for rule in self.rules:
            if rule.repository:
                for problem in _guarded(rule, rule.repository, facts, self.context, "the repository"):
                    path = problem.path or ""
                    self._report(rule, problem, path, None, Locator.of_file(self.config, path), outcome, set())
        return outcome

    def unused_ignores(self, used: set[int]) -> Iterator[Finding]:
        """Ignores of the settings that hide nothing; those of rules that did not run are not judged."""
        if UNUSED.code not in self.ran:
            return
        for index, ignore in enumerate(self.config.ignore):
            if index in used or ignore.rule not in self.ran:
                continue
            path = self.config.sources.get("ignore", "handoff.yml")
            problem = Problem(
                f"This ignore of {ignore.rule} hides nothing: the rule finds nothing in these paths.",
                ignore.pointer + "/rule",
                "Delete the entry.",
            )
            yield self._finding(UNUSED, problem, path, UNUSED.severity, Locator.of_file(self.config, path))

    def _document(
        self, document: Document, context: Context, found: list[tuple[Rule, Problem]], outcome: _Outcome
    ) -> None:
        for rule in self.rules:
            if rule.document and document.kind in rule.kinds and (rule.reads_unreadable or not document.faults):
                found.extend(
                    (rule, problem) for problem in _guarded(rule, rule.document, document, context, document.path)
                )
        locator = Locator.of(document, self.config.limits)
        used: set[str] = set()
        try:
            for rule, problem in found:
                self._report(rule, problem, document.path, document, locator, outcome, used)
            if UNUSED.code in self.ran and document.data.get("waivers"):
                for problem in suppression.unused_waivers(document, used, self.known, self.ran, self.waiver_day):
                    self._report(UNUSED, problem, document.path, document, locator, outcome, used)
        except ReadFault as fault:
            self._report(self.known["HF101"], fault.problem(), document.path, None, locator, outcome, used)
        if not document.faults:
            outcome.facts.append(repository.facts(document))

    def _report(
        self,
        rule: Rule,
        problem: Problem,
        path: str,
        document: Document | None,
        locator: Locator,
        outcome: _Outcome,
        used: set[str],
    ) -> None:
        """Weigh one problem, see whether it is suppressed, and add the finding."""
        level = suppression.severity(rule, problem, path, document, self.config)
        if level is None:
            return
        if document and (pointer := suppression.waived_by(document, rule, problem, self.waiver_day)):
            used.add(pointer)
            outcome.waived += 1
            return
        index = suppression.ignored_by(self.config, rule, problem, path, self.waiver_day)
        if index is not None:
            outcome.used_ignores.add(index)
            outcome.ignored += 1
            return
        outcome.findings.append(self._finding(rule, problem, path, level, locator))

    def _finding(self, rule: Rule, problem: Problem, path: str, level: Severity, locator: Locator) -> Finding:
        span = locator.span(problem)
        return Finding(
            rule.code,
            rule.name,
            level,
            path,
            span,
            locator.pointer(problem.pointer),
            problem.message,
            problem.help,
            f"{self.config.docs_url}/rules/{rule.code}/",
            time_dependent=problem.time_dependent,
            related=tuple(self._places(problem)),
            excerpt=locator.excerpt(span.line) if span != FILE_START or problem.span else "",
        )

    def _places(self, problem: Problem) -> Iterator[Place]:
        for related in problem.related:
            span = related.span or Locator.of_file(self.config, related.path).span(Problem("", related.pointer))
            yield Place(related.path, span.line, span.column, related.message)


def _rebuild_checker(config: Config, today: datetime.date, no_time: bool, codes: tuple[str, ...]) -> _Checker:  # noqa: FBT001
    rules = tuple(rule for rule in RULES if rule.code in codes)
    return _Checker(config, Options(rules, today, no_time))


def _guarded(
    rule: Rule,
    check: Callable[[_Subject, Context], Iterable[Problem]],
    subject: _Subject,
    context: Context,
    where: str,
) -> list[Problem]:
    """What a rule finds; an exception in it becomes a `RuleCrash` that names the rule."""
    try:
        return list(check(subject, context))
    except Exception as error:
        raise RuleCrash(
            f"The rule {rule.code} ({rule.name}) failed on {where}: {type(error).__name__}: {error}",
            help="This is a bug of handoff-lint, not of your file. Please report it with the text below.\n"
            + traceback.format_exc(),
        ) from error
