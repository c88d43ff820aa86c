"""Writes the generated pages of docs/; with --check, only says which are stale.

    python scripts/generate.py [--check]

The pages follow from the rules, the schemas, the command line and the demo. Exits with 1 when --check
finds a page that is missing, changed or left over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from handoff_lint.validation import store
from scripts.docgen import cli_page, field_pages, goals, markdown, metrics_page, picture, rule_pages, templates

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDERS = ("rules", "reference")
"""Folders in which every page is generated: one that is not among them any more is left over."""


def pages() -> dict[str, str]:
    """Path below docs/ → text of every generated page."""
    found = dict(field_pages.pages())
    for module in (rule_pages, cli_page, goals, metrics_page, templates, picture):
        found.update(module.pages())
    found["reference/index.md"] = _reference()
    return dict(sorted(found.items()))


def _reference() -> str:
    """The hub of the reference: what there is to look up."""
    types = [name for name in store.document_types() if field_pages.path_of(name).startswith("reference/fields/")]
    rows = [
        (
            f"[{markdown.escape(store.load(name)['title'])}]({field_pages.path_of(name).removeprefix('reference/')})",
            markdown.prose(store.load(name)["description"]),
        )
        for name in types
    ]
    others = [
        ("[Rules](../rules/index.md)", "Every rule: why it exists, what it finds, how to satisfy it."),
        ("[Command line](cli.md)", "Every command and option, and the exit codes."),
        ("[Goals](goals.md)", "What fields, rules, commands and pages are for: every id of the mission."),
        ("[Templates](templates/index.md)", "A form to copy for each handoff type, a campaign and a knowledge entry."),
    ]
    if "report" in store.document_types():
        others.insert(2, ("[JSON report](report.md)", "What `handoff check --format json` prints."))
    return markdown.page(
        "Reference",
        "Made from the linter itself, so it says what this version does.",
        "## Fields",
        markdown.table(("Page", "What it holds"), rows),
        "## The rest",
        markdown.table(("Page", "What it holds"), others),
    )


def stale(docs: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(path below docs/, what is wrong with it) of every page that is not as it should be."""
    for path, text in wanted.items():
        if not (docs / path).is_file():
            yield path, "missing"
        elif (docs / path).read_text(encoding="utf-8") != text:
            yield path, "out of date"
    for path in left_over(docs, wanted):
        yield path, "not generated any more"


def left_over(docs: Path, wanted: Mapping[str, str]) -> list[str]:
    """Pages that were generated once, by their notice, and are no longer."""
    found = [path for folder in FOLDERS for path in sorted((docs / folder).rglob("*.md"))]
    names = [path.relative_to(docs).as_posix() for path in found if markdown.NOTICE in path.read_text(encoding="utf-8")]
    return [name for name in names if name not in wanted]


def write(docs: Path, wanted: Mapping[str, str]) -> None:
    """Write the pages and delete those that are left over."""
    for path, text in wanted.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8", newline="\n")
    for path in left_over(docs, wanted):
        (docs / path).unlink()


def main(arguments: Sequence[str] | None = None, docs: Path = DOCS) -> int:
    """Write or check; 0 when all is well, 1 when --check found stale pages."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a page is stale")
    check = parser.parse_args(arguments).check
    wanted = pages()
    found = list(stale(docs, wanted))
    if not check:
        write(docs, wanted)
        print(f"{len(wanted)} pages, {len(found)} of them new or changed.")
        return 0
    for path, why in found:
        print(f"docs/{path}: {why}", file=sys.stderr)
    if found:
        print(f"Run this and commit what it changes:  {markdown.COMMAND}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
