"""`handoff explain CODE`: why a rule exists, what it finds, how to satisfy it."""

from __future__ import annotations

import textwrap

import click

from handoff_lint.commands.check import RULE
from handoff_lint.rules.base import Example, Rule
from handoff_lint.rules.pages import page


@click.command(short_help="Explain a rule, with examples.")
@click.argument("rule", type=RULE, metavar="CODE")
def explain(*, rule: tuple[Rule, ...]) -> None:
    """Explain a rule: why it exists, what it finds, how to satisfy it.

    CODE is a code such as HF107, or a name such as placeholder-left.
    """
    click.echo("\n".join(_page(one) for one in rule), nl=False)


def _page(rule: Rule) -> str:
    content = page(rule)
    lines = [f"{rule.code} {rule.name}", "", *_wrapped(content.summary), "", *_wrapped(content.weight), ""]
    for paragraph in (content.why, content.fix):
        lines += [*_wrapped(paragraph), ""]
    for example in content.examples:
        lines += _example(example)
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 79, break_long_words=False, break_on_hyphens=False)


def _example(example: Example) -> list[str]:
    lines = [f"{'Good' if example.is_good else 'Bad'}: {example.title}"]
    shown = example.shown()
    lines += [f"    {line}".rstrip() for line in shown.rstrip("\n").split("\n")] if shown else []
    for find in example.finds:
        lines += textwrap.wrap(find.message, 79, initial_indent="    > ", subsequent_indent="      ")
    return [*lines, ""]
