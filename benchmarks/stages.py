"""Where the time of a check goes: `python -m benchmarks.stages ROOT` prints seconds of CPU per stage as JSON.

A single process checks a repository with a stopwatch around the functions that make up each stage. Stages may call
each other; each is charged only with what it does itself.
"""

from __future__ import annotations

import argparse
import functools
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from handoff_lint import config, digest, documents, engine, repository
from handoff_lint.reading import fast, files, frontmatter
from handoff_lint.rules import RULES
from handoff_lint.validation import explain, prune, shortforms, store

OTHER = "other"
"""Finding the files, carrying documents from stage to stage, sorting."""
STAGES: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("read", files, ("read",)),
    ("read", frontmatter, ("decode", "split", "headings")),
    ("parse", fast, ("load", "comments_that_cut")),
    ("validate", store.Variant, ("is_valid", "refusals")),
    ("validate", store, ("variant",)),
    ("validate", explain, ("violations",)),
    ("validate", prune, ("prune",)),
    ("short forms", shortforms, ("write_out",)),
    ("facts", documents, ("facts",)),
    ("find files", repository, ("scan",)),
    ("fingerprint", digest, ("fingerprint",)),
)
"""(stage, where its functions live, their names)."""
RULE = "rule "
"""A rule's stage is this and its code; a fingerprint that a rule asks for is charged to `fingerprint`."""
READING = ("read", "parse")
"""What the engine cannot help: the rest is its own share."""


class Stopwatch:
    """CPU seconds by stage; a stage that calls another one does not count the other's time."""

    def __init__(self) -> None:
        """Start with everything charged to `other`."""
        self.seconds: dict[str, float] = {}
        self._open = [OTHER]
        self._since = time.process_time()

    def _charge(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time charged to a stage."""

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._charge()
            self._open.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._charge()
                self._open.pop()

        return call

    def stop(self) -> Mapping[str, float]:
        """Seconds by stage."""
        self._charge()
        return self.seconds


def measure(root: Path) -> Mapping[str, float]:
    """CPU seconds by stage of one check of the repository at `root`; each rule is a stage of its own.

    What depends on the day is left out: a generated repository of last year is full of what is overdue by now.
    """
    settings = config.load(root)
    watch = Stopwatch()
    for stage, owner, names in STAGES:
        for name in names:
            setattr(owner, name, watch.timed(stage, getattr(owner, name)))
    for rule in RULES:
        for scope in ("document", "campaign", "repository"):
            if (check := getattr(rule, scope)) is not None:
                # Rules are frozen and often generators: the list is made inside, so that its time is seen.
                object.__setattr__(rule, scope, watch.timed(RULE + rule.code, _drained(check)))
    engine.run(settings, engine.Options(jobs=1, no_time=True))
    return watch.stop()


def _drained(check: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any) -> list[Any]:
        return list(check(*args))

    return call


def by_rule(seconds: Mapping[str, float]) -> dict[str, float]:
    """Code → seconds, the dearest first."""
    found = {stage.removeprefix(RULE): spent for stage, spent in seconds.items() if stage.startswith(RULE)}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def by_family(seconds: Mapping[str, float]) -> dict[str, tuple[list[str], float]]:
    """Family → the codes of its rules that were timed, and the seconds of all of them, in the order of the codes."""
    spent = by_rule(seconds)
    found: dict[str, tuple[list[str], float]] = {}
    for rule in RULES:
        if rule.code in spent:
            codes, so_far = found.get(rule.family, ([], 0.0))
            found[rule.family] = ([*codes, rule.code], so_far + spent[rule.code])
    return found


def together(seconds: Mapping[str, float]) -> dict[str, float]:
    """Seconds by stage, all rules as one, the dearest first."""
    found = {stage: spent for stage, spent in seconds.items() if not stage.startswith(RULE)}
    found["rules"] = sum(by_rule(seconds).values())
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def own_share(seconds: Mapping[str, float]) -> float:
    """The share of the engine's own work: all but reading and parsing."""
    total = sum(seconds.values())
    return 1 - sum(seconds.get(stage, 0.0) for stage in READING) / total


def main() -> None:
    """Measure one repository and print seconds by stage."""
    parser = argparse.ArgumentParser(description="CPU seconds of a check by stage, as JSON.")
    parser.add_argument("root", type=Path)
    print(json.dumps(measure(parser.parse_args().root)))


if __name__ == "__main__":
    main()
