"""Runs rules over one campaign, one document or all facts, and turns problems into weighed, placed findings."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from handoff_lint import documents, repository, suppression
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.change import Change, History
from handoff_lint.config import FILE, Config
from handoff_lint.errors import HandoffError, RuleCrash
from handoff_lint.facts import Facts
from handoff_lint.gates import Approvals
from handoff_lint.locate import Locator
from handoff_lint.model import FILE_START, Campaign, Document, Finding, Kind, Place, Problem, Severity
from handoff_lint.reading.faults import ReadFault
from handoff_lint.repository import CampaignFiles, Layout
from handoff_lint.rules import RULES, UNUSED
from handoff_lint.rules.base import Context, Rule

_Subject = TypeVar("_Subject")


@dataclass
class Outcome:
    """What checking a part of the repository gives; outcomes add up."""

    findings: list[Finding] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    used_ignores: set[int] = field(default_factory=set)
    packages: int = 0
    off: int = 0
    waived: int = 0
    ignored: int = 0

    def add(self, other: Outcome) -> None:
        """Take another part's outcome in."""
        self.findings += other.findings
        self.facts += other.facts
        self.used_ignores |= other.used_ignores
        self.packages += other.packages
        self.off += other.off
        self.waived += other.waived
        self.ignored += other.ignored


@dataclass(frozen=True, slots=True)
class _Target:
    """The file that problems are about: its document when it was read, and which of its waivers were needed."""

    path: str
    document: Document | None
    locator: Locator
    used_waivers: set[str] = field(default_factory=set)


class Checker:
    """Runs the chosen rules; holds nothing of what it has checked, so it can be sent to another process."""

    def __init__(
        self,
        config: Config,
        rules: tuple[Rule, ...],
        today: datetime.date,
        *,
        by_the_day: bool,
        left_out: frozenset[str] = frozenset(),
        change: Change | None = None,
        history: History | None = None,
    ) -> None:
        """Take what stays the same for the whole run.

        Args:
            config: the repository's settings.
            rules: those to run.
            today: the day that time-dependent rules go by.
            by_the_day: whether what depends on the day counts: findings, and that a waiver or ignore runs out.
            left_out: rules whose findings are not reported, but for those that nothing may leave out.
            change: the change that is checked besides the state of the repository.
            history: earlier states of packages.

        """
        self.config = config
        self.change = change
        self.history = history
        self.rules = rules
        self._by_kind = {
            kind: [(rule, rule.document) for rule in rules if rule.document and kind in rule.kinds] for kind in Kind
        }
        self.known = {rule.code: rule for rule in RULES}
        self.left_out = left_out
        self.ran = {rule.code for rule in rules} - left_out
        self.expiry_day = today if by_the_day else None
        self.files = repository.Files(config.tree)
        self.working_time = WorkingTime(config)
        self.context = self._context(today, None)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to a worker process as codes: rules hold functions."""
        rest = {
            "by_the_day": self.expiry_day is not None,
            "left_out": self.left_out,
            "change": self.change,
            "history": self.history,
        }
        return _rebuild, (self.config, tuple(rule.code for rule in self.rules), self.context.today, rest)

    def _context(self, today: datetime.date, campaign: Campaign | None) -> Context:
        on_forge = self.change.on_forge if self.change else None
        approvals = Approvals(self.config, campaign, self.files.digest, on_forge)
        waivable = {rule.code: rule.waivable for rule in RULES}
        return Context(
            self.config,
            today,
            approvals,
            self.working_time,
            self.files,
            self.change,
            self.history,
            campaign,
            waivable,
        )

    def chunk(self, campaigns: Iterable[CampaignFiles]) -> Outcome:
        """Check some campaigns, one after the other."""
        total = Outcome()
        for files in campaigns:
            campaign, off = repository.load_campaign(self.config, files)
            total.off += off
            total.add(self.campaign(campaign))
        return total

    def campaign(self, campaign: Campaign) -> Outcome:
        """Check one campaign: the folder as a whole and its documents."""
        outcome = Outcome(packages=len(campaign.packages))
        context = self._context(self.context.today, campaign)
        problems: dict[str, list[tuple[Rule, Problem]]] = {}
        for rule in self.rules:
            if rule.campaign:
                for problem in _guarded(rule, rule.campaign, campaign, context, campaign.path):
                    problems.setdefault(problem.path or campaign.path, []).append((rule, problem))
        for document in campaign.documents():
            self._document(document, context, problems.pop(document.path, []), outcome)
        for path, found in problems.items():
            target = _Target(path, None, Locator(None, self.config.limits, {}))
            for rule, problem in found:
                self._report(target, rule, problem, outcome)
        return outcome

    def others(self, layout: Layout) -> Outcome:
        """Check what lies outside campaign folders."""
        outcome = Outcome()
        kinds = ((layout.knowledge, Kind.KNOWLEDGE), (layout.calendar, Kind.CALENDAR), (layout.strays, Kind.PACKAGE))
        for paths, kind in kinds:
            for path in paths:
                self._document(documents.load_document(self.config, kind, path), self.context, [], outcome)
        return outcome

    def across(self, facts: Sequence[Facts]) -> Outcome:
        """Run the rules that look at the whole repository."""
        outcome = Outcome()
        for rule in self.rules:
            if rule.repository:
                for problem in _guarded(rule, rule.repository, facts, self.context, "the repository"):
                    path = problem.path or FILE
                    target = _Target(path, self._reloaded(facts, path), Locator.of_file(self.config, path))
                    self._report(target, rule, problem, outcome)
        return outcome

    def _reloaded(self, facts: Sequence[Facts], path: str) -> Document | None:
        """The document at a path, read again: its status and waivers weigh on what rules across files find."""
        one = next((one for one in facts if one.path == path), None)
        return documents.load_document(self.config, one.kind, path, one.campaign) if one else None

    def unused_ignores(self, used: set[int]) -> Iterator[Finding]:
        """Ignores of the settings that hide nothing; those of rules that did not run are not judged."""
        if UNUSED.code not in self.ran or not self.config.ignore:
            return
        path = self.config.sources.get("ignore", FILE)
        target = _Target(path, None, Locator.of_file(self.config, path))
        for index, ignore in enumerate(self.config.ignore):
            if index not in used and ignore.rule in self.ran:
                over = self.expiry_day and ignore.expires and ignore.expires < self.expiry_day.isoformat()
                problem = Problem(
                    f"This ignore of {ignore.rule} ran out on {ignore.expires}."
                    if over
                    else f"This ignore of {ignore.rule} hides nothing: the rule finds nothing in these paths.",
                    ignore.pointer + ("/expires" if over else "/rule"),
                    "Mend what it hid, or let somebody decide anew." if over else "Delete the entry.",
                    time_dependent=bool(over),
                )
                level = suppression.severity(UNUSED, problem, path, None, self.config)
                if level:
                    yield self._finding(target, UNUSED, problem, level)

    def _document(
        self, document: Document, context: Context, found: list[tuple[Rule, Problem]], outcome: Outcome
    ) -> None:
        for rule, check in self._by_kind[document.kind]:
            if rule.reads_unreadable or not document.faults:
                for problem in _guarded(rule, check, document, context, document.path):
                    found.append((rule, problem))  # noqa: PERF401 - nearly always nothing
        outcome.facts.append(documents.facts(document))
        if not found and not document.data.get("waivers"):
            return
        target = _Target(document.path, document, Locator.of(document, self.config.limits))
        try:
            for rule, problem in found:
                self._report(target, rule, problem, outcome)
            if UNUSED.code in self.ran:
                for problem in self._unused_waivers(target):
                    self._report(target, UNUSED, problem, outcome)
        except ReadFault as fault:  # the quick reader took what the reference reader refuses: the latter counts
            self._report(target, self.known["HF101"], fault.problem(), outcome)

    def _unused_waivers(self, target: _Target) -> Iterator[Problem]:
        """Waivers that cover nothing any more; those of rules that did not run, and invalid ones, are not judged."""
        for waiver in suppression.waivers(target.document):
            rule = self.known.get(waiver.rule)
            holds = self.expiry_day is None or waiver.expires >= self.expiry_day
            if rule and rule.waivable and holds and rule.code in self.ran and waiver.pointer not in target.used_waivers:
                yield Problem(
                    f"This waiver of {waiver.rule} covers nothing: the rule finds nothing to waive here.",
                    f"{waiver.pointer}/rule",
                    "Delete the waiver.",
                )

    def _report(self, target: _Target, rule: Rule, problem: Problem, outcome: Outcome) -> None:
        """Weigh one problem, see whether it is suppressed, and add the finding."""
        if rule.code in self.left_out and rule.waivable and not problem.locked:
            return
        level = suppression.severity(rule, problem, target.path, target.document, self.config)
        if level is None:
            return
        if pointer := suppression.waived_by(target.document, rule, problem, self.expiry_day):
            target.used_waivers.add(pointer)
            outcome.waived += 1
            return
        index = suppression.ignored_by(self.config, rule, problem, target.path, self.expiry_day)
        if index is not None:
            outcome.used_ignores.add(index)
            outcome.ignored += 1
            return
        if problem.time_dependent and self.expiry_day is None:
            return  # before it is located: that reads the whole file again
        outcome.findings.append(self._finding(target, rule, problem, level))

    def _finding(self, target: _Target, rule: Rule, problem: Problem, level: Severity) -> Finding:
        locator = target.locator
        span = locator.span(problem)
        return Finding(
            rule.code,
            rule.name,
            level,
            target.path,
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


def _rebuild(config: Config, codes: tuple[str, ...], today: datetime.date, rest: dict[str, Any]) -> Checker:
    return Checker(config, tuple(rule for rule in RULES if rule.code in codes), today, **rest)


def _guarded(
    rule: Rule,
    check: Callable[[_Subject, Context], Iterable[Problem]],
    subject: _Subject,
    context: Context,
    where: str,
) -> list[Problem]:
    """What a rule finds; an exception in it becomes a `RuleCrash` that names the rule.

    Settings that turn out to be wrong when they are first used (a country that does not exist) stay what they are.
    """
    try:
        return list(check(subject, context))
    except HandoffError:
        raise  # what a rule asked for cannot be read, such as an object that this clone lacks
    except Exception as error:
        raise RuleCrash(
            f"The rule {rule.code} ({rule.name}) failed on {where}: {type(error).__name__}: {error}",
            help="This is a bug of handoff-lint, not of your file. Please report it with the text below.\n"
            + traceback.format_exc(),
        ) from error
