"""Load → run → weigh → suppress → sort: from a repository to its findings.

The unit of work is a campaign, so memory stays flat and campaigns can be spread over processes; how they are spread
never changes a finding, because paths and selections only filter what is reported. A rule that raises an
exception ends the run as our bug (exit 3): a crashed rule must never look like a pass.
"""

from __future__ import annotations

import datetime
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from handoff_lint import garbage, repository, suppression
from handoff_lint.change import Change, History
from handoff_lint.checker import Checker, Outcome
from handoff_lint.config import FILE, Config
from handoff_lint.errors import HandoffError
from handoff_lint.model import Finding, Severity
from handoff_lint.repository import CampaignFiles, Layout
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Rule

_Subject = TypeVar("_Subject")
PARALLEL_FROM = 150
"""Packages from which a second process pays for its start (docs/performance.md)."""
_CHUNK = 16
"""Campaigns handed to a process at a time."""


@dataclass(frozen=True)
class Options:
    """How to run.

    Attributes:
        rules: those to run.
        today: the day that time-dependent rules go by.
        no_time: leave out findings that depend on the day.
        left_out: rules whose findings are not reported, but for those that nothing may leave out.
        only: report only findings in these files or folders (from the root); everything when empty.
        jobs: processes; 0 means as many as pay.
        change: the change that is checked besides the state of the repository.
        history: earlier states of packages.
        elsewhere: gives the state before the change (None: there was none). Findings in files that the change does
            not touch are then reported only if that state does not have them; the others are counted.

    """

    rules: tuple[Rule, ...] = RULES
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now().astimezone().date())
    no_time: bool = False
    only: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    jobs: int = 0
    change: Change | None = None
    history: History | None = None
    elsewhere: Callable[[], Config | None] | None = None


@dataclass(frozen=True)
class Result:
    """Findings in order of place, and what was looked at.

    `others` counts files in campaign folders that are no Markdown and so were not read; `rule_pages` is where the
    repository publishes the rules' pages, empty when it does not say. `elsewhere` counts findings that the change has
    nothing to do with; `since` says what the state was compared with, empty for nothing, and `found` where that
    was found; `proved_before` counts
    sign-offs in touched packages that were there before and so are not proved again.
    """

    findings: tuple[Finding, ...]
    files: int
    packages: int
    campaigns: int
    excluded: int
    off: int
    waived: int
    ignored: int
    others: int = 0
    rule_pages: str = ""
    elsewhere: int = 0
    since: str = ""
    found: str = ""
    proved_before: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


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
    _require_known(options.only, (*layout.paths(), FILE, *config.sources.values()), config)
    total = _checked(config, options, layout, progress)
    shown = [finding for finding in total.findings if not options.only or _is_under(finding.path, options.only)]
    shown, elsewhere = _of_the_change(shown, options)
    return Result(
        tuple(sorted(shown, key=Finding.sort_key)),
        files=sum(1 for _ in layout.paths()),
        packages=total.packages,
        campaigns=len(layout.campaigns),
        excluded=layout.excluded,
        off=total.off,
        waived=total.waived,
        ignored=total.ignored,
        others=sum(campaign.others for campaign in layout.campaigns),
        rule_pages=config.docs_url if "docs_url" in config.sources else "",
        elsewhere=elsewhere,
        since=options.change.since if options.change else "",
        proved_before=len(options.change.known) if options.change else 0,
    )


def _require_known(only: Sequence[str], known: Sequence[str], config: Config) -> None:
    unmatched = [one for one in only if not any(_is_under(path, (one,)) for path in known)]
    if unmatched:
        raise HandoffError(
            f"No handoff file matches {', '.join(unmatched)}.",
            help=f"Handoffs lie below {config.campaigns_dir}/; give a file or folder of it, or nothing for everything.",
        )


def _checked(config: Config, options: Options, layout: Layout, progress: Callable[[int, int], None] | None) -> Outcome:
    """Everything that the rules find, in no order."""
    checker = Checker(
        config,
        options.rules,
        options.today,
        by_the_day=not options.no_time,
        left_out=options.left_out,
        change=options.change,
        history=options.history,
    )
    total = Outcome()
    with garbage.not_collected():
        for done, outcome in enumerate(_campaign_outcomes(checker, layout, options), 1):
            total.add(outcome)
            if progress:
                progress(min(done * _CHUNK, len(layout.campaigns)), len(layout.campaigns))
        total.add(checker.others(layout))
    total.add(checker.across(total.facts))
    total.findings += checker.unused_ignores(total.used_ignores)
    return total


def _of_the_change(findings: list[Finding], options: Options) -> tuple[list[Finding], int]:
    """Findings in or caused by the files that the change touches, and how many others there are."""
    if options.change is None or options.elsewhere is None:
        return findings, 0
    touched = options.change.touched
    here = [finding for finding in findings if finding.path in touched]
    rest = [finding for finding in findings if finding.path not in touched]
    before = options.elsewhere() if rest else None
    if before is None:
        return here + rest, 0
    old = {
        _mark(one) for one in run(before, replace(options, only=(), change=None, elsewhere=None, history=None)).findings
    }
    caused = [finding for finding in rest if _mark(finding) not in old]
    return here + caused, len(rest) - len(caused)


def _mark(finding: Finding) -> tuple[str, str, str, str]:
    """What tells a finding from others in a file that did not change."""
    return finding.code, finding.path, finding.pointer, finding.message


def _is_under(path: str, folders: Iterable[str]) -> bool:
    return any(folder in (".", path) or path.startswith(folder + "/") for folder in folders)


def _campaign_outcomes(checker: Checker, layout: Layout, options: Options) -> Iterator[Outcome]:
    # The first one is small and checked here, so that forked processes share what it loads and compiles.
    starts = [0, *range(1, len(layout.campaigns), _CHUNK)]
    chunks = [layout.campaigns[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    packages = sum(len(campaign.packages) for campaign in layout.campaigns)
    jobs = options.jobs or (min(_cores(), 8) if packages >= PARALLEL_FROM else 1)
    jobs = min(jobs, len(chunks))
    if jobs <= 1:
        yield from map(checker.chunk, chunks)
        return
    yield checker.chunk(chunks[0])
    import multiprocessing  # noqa: PLC0415 - 20 ms that most repositories do not need
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    start = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context(start), initializer=_start_worker, initargs=(checker,)
    ) as pool:
        yield from pool.map(_work, chunks[1:])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_worker: list[Checker] = []


def _start_worker(checker: Checker) -> None:
    gc.disable()
    _worker[:] = [checker]


def _work(chunk: Sequence[CampaignFiles]) -> Outcome:
    return _worker[0].chunk(chunk)
