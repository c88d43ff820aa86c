"""`handoff rules`: the list of rules."""

from __future__ import annotations

import json
import textwrap

import click

from handoff_lint.rules import RULES


@click.command(short_help="List the rules.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to list.",
)
def rules(*, form: str) -> None:
    """List the rules: code, severity, name, what each checks."""
    if form == "json":
        listed = [
            {
                "code": rule.code,
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severity.value,
                "since": rule.since,
                "waivable": rule.waivable,
                "summary": rule.summary,
            }
            for rule in RULES
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    for rule in RULES:
        since = f", from {rule.since}" if rule.since else ""
        locked = "" if rule.waivable else ", cannot be switched off"
        click.echo(f"{rule.code}  {rule.name}  ({rule.severity.value}{since}{locked})")
        click.echo(textwrap.fill(rule.summary, 79, initial_indent=" " * 7, subsequent_indent=" " * 7))
