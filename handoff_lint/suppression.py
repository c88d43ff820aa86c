"""What may lighten a finding: severities, types that only advise, waivers, ignores; and what nothing may touch."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handoff_lint import paths
from handoff_lint.config import Config
from handoff_lint.errors import SettingsError
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Rule
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean


def check_codes(config: Config, rules: Mapping[str, Rule]) -> None:
    """Refuse settings that name a rule which does not exist or which nothing may touch.

    Raises:
        SettingsError: with the place of the setting.

    """
    named = [(item.rule, item.pointer) for item in config.severity]
    named += [(item.rule, item.pointer) for item in config.ignore]
    for code, pointer in named:
        if code not in rules:
            raise SettingsError(
                f"There is no rule {code}.{did_you_mean(code, rules)}",
                help="`handoff rules` lists them.",
                place=config.place(pointer),
            )
        if not rules[code].waivable:
            raise SettingsError(
                f"{code} ({rules[code].name}) cannot be ignored, lightened or switched off.",
                help="Delete this setting; mend what the rule finds.",
                place=config.place(pointer),
            )


def severity(rule: Rule, problem: Problem, path: str, document: Document | None, config: Config) -> Severity | None:
    """What a problem weighs here; None when the rule is switched off here."""
    level: Severity | None = problem.severity or rule.severity
    if rule.since and document and problem.severity is None and document.rank < _rank(rule, document):
        level = rule.severity.lowered()
    if config.profile == "strict" and level is Severity.WARNING:
        level = Severity.ERROR
    if rule.waivable and not problem.locked:
        for override in config.severity:
            if override.rule == rule.code and (not override.paths or paths.matches(override.paths, path)):
                level = override.severity
    if level and document and config.systems.get(document.type) == "advise":
        level = level.capped(Severity.WARNING)
    return level


def _rank(rule: Rule, document: Document) -> int:
    """The rank from which the rule has its full weight; 0 for a status that the document type does not have."""
    return store.ranks(document.type).get(rule.since, 0) if document.type else 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of `waivers` in a front matter."""

    rule: str
    expires: datetime.date
    pointer: str


def waivers(document: Document | None) -> Iterator[Waiver]:
    """The waivers of a document that count: of the right shape, and not decided by the package's own owner."""
    owner = document.get("/from/owner") if document else None
    for pointer, item in document.each("/waivers") if document else ():
        if item["by"] == owner:
            continue
        yield Waiver(item["rule"], datetime.date.fromisoformat(item["expires"]), pointer)


def waived_by(document: Document | None, rule: Rule, problem: Problem, today: datetime.date | None) -> str:
    """Pointer of the waiver that covers a problem, empty when none does; without `today` no waiver expires."""
    if not rule.waivable or problem.locked:
        return ""
    for waiver in waivers(document):
        if waiver.rule == rule.code and (today is None or waiver.expires >= today):
            return waiver.pointer
    return ""


def ignored_by(config: Config, rule: Rule, problem: Problem, path: str, today: datetime.date | None) -> int | None:
    """Index of the ignore that covers a problem, None when none does."""
    if not rule.waivable or problem.locked:
        return None
    for index, ignore in enumerate(config.ignore):
        expired = today is not None and ignore.expires and datetime.date.fromisoformat(ignore.expires) < today
        if ignore.rule == rule.code and not expired and paths.matches(ignore.paths, path):
            return index
    return None
