"""What a rule's page says, in parts: shared by `handoff explain` and the generated documentation."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from handoff_lint.rules.base import Example, Rule

_FIX = "How to fix: "


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: what it checks, how heavy it is, why it exists, how to fix, examples (bad ones first)."""

    summary: str
    weight: str
    why: str
    fix: str
    examples: tuple[Example, ...]


def page(rule: Rule) -> Page:
    """The page of a rule; why and fix are the two paragraphs of its module's docstring."""
    text = sys.modules[rule.module].__doc__ or ""
    why, _, fix = (" ".join(part.split()) for part in text.partition(_FIX))
    weight = f"Severity: {rule.severity.value}"
    if rule.since:
        weight += f" from status {rule.since} on, {rule.severity.lowered().value} before"
    weight += "." if rule.waivable else ". Nothing can waive, ignore or lighten it."
    ordered = sorted(rule.examples, key=lambda example: example.is_good)
    return Page(rule.summary, weight, why, f"{_FIX}{fix}", tuple(ordered))
