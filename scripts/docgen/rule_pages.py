"""The rules as pages: one each, and a table of all."""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.rules import RULES
from handoff_lint.rules.base import Example, Rule
from handoff_lint.rules.pages import page as content_of
from scripts.docgen import markdown

_FAMILIES = {
    "structure": "What a package holds and how it is written",
    "names": "File names, folders and tools",
    "people": "People and who does what",
    "signoffs": "Sign-offs and exceptions",
    "writing": "How it is written",
}


_INTRODUCTION = """
Every finding names one of these rules. The same text is in the terminal: `handoff explain HF107`.

The severity holds from the status that is named; before it, a finding weighs one level less. Lighten, ignore or waive a
rule: [adopt the linter](../guides/adopt.md).
"""


def pages() -> Iterator[tuple[str, str]]:
    """(path below docs/, text) of every rule page and of their index."""
    yield "rules/index.md", _index()
    for rule in RULES:
        yield f"rules/{rule.code}.md", _page(rule)


def _index() -> str:
    families = list(dict.fromkeys(rule.family for rule in RULES))
    blocks = [_INTRODUCTION]
    for family in families:
        rows = [_row(rule) for rule in RULES if rule.family == family]
        heading = _FAMILIES.get(family, family.capitalize())
        blocks += [f"## {heading}", markdown.table(("Code", "Name", "Severity", "What it checks"), rows)]
    return markdown.page("Rules", *blocks)


def _row(rule: Rule) -> tuple[str, ...]:
    since = f" from {markdown.code(rule.since)}" if rule.since else ""
    locked = "" if rule.waivable else ", always"
    link = f"[{rule.code}]({rule.code}.md)"
    return link, markdown.escape(rule.name), f"{rule.severity.value}{since}{locked}", markdown.prose(rule.summary)


def _page(rule: Rule) -> str:
    content = content_of(rule)
    fix = content.fix.partition(": ")[2]
    blocks = [markdown.prose(content.summary), markdown.prose(content.weight), "## Why", markdown.prose(content.why)]
    blocks += ["## How to fix", markdown.prose(fix[:1].upper() + fix[1:])]
    for heading, good in (("Bad", False), ("Good", True)):
        blocks.append(f"## {heading}")
        for example in content.examples:
            if example.is_good is good:
                blocks += _example(example)
    if rule.waivable:
        blocks.append(
            f"Where {rule.code} does not fit: [lighten it, ignore it or waive it](../guides/adopt.md), with a reason."
        )
    return markdown.page(f"{rule.code} {rule.name}", *blocks)


def _example(example: Example) -> Iterator[str]:
    yield f"**{markdown.escape(example.title)}**"
    if example.settings:
        yield markdown.fence(example.settings, 'yaml title="handoff.yml"')
    if shown := example.source or example.shows or ("" if example.settings else example.shown()):
        yield markdown.fence(shown, _language(example))
    if example.finds:
        yield "\n".join(f"- {markdown.escape(find.message)}" for find in example.finds)


def _language(example: Example) -> str:
    """How to colour an example: file names, remarks and whole files (which may be broken) are plain text."""
    return "yaml" if example.shows and not example.source else "text"
