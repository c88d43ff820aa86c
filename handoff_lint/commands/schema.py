"""`handoff schema [TYPE]`: one self-contained JSON schema, for editors and other tools."""

from __future__ import annotations

import json
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from handoff_lint import config
from handoff_lint.errors import HandoffError
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean, listed


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in store.document_types() if name.startswith(incomplete)]


@click.command(short_help="Print the JSON schema of a handoff type.")
@click.argument("name", metavar="[TYPE]", required=False, shell_complete=_complete)
@click.option("--profile", type=click.Choice(config.profiles()), help="The repository's profile when left out.")
def schema(*, name: str | None, profile: str | None) -> None:
    """Print one self-contained JSON schema (draft 2020-12), with what each status demands.

    Without TYPE, list what there is: the handoff types, then the other documents, settings and the report.
    """
    if name is None:
        for one in store.document_types():
            click.echo(f"{one:24} {store.load(one)['title']}")
        return
    if name not in store.document_types():
        hint = did_you_mean(name, store.document_types())
        raise HandoffError(
            f"There is no schema {name}.{hint}",
            help=f"There are {listed(store.document_types(), conjunction='and')}.",
        )
    click.echo(json.dumps(store.for_editors(name, profile or _profile_here()), indent=2, ensure_ascii=False))


def _profile_here() -> str:
    """The profile of the repository that we are in, `standard` outside of one."""
    try:
        return config.load(config.find_root(Path.cwd())).profile
    except HandoffError:
        return "standard"
