"""The same front matter for check-jsonschema: one YAML file each, beside the schema that `handoff schema` prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from handoff_lint.reading import frontmatter

_BLANK = re.compile(r"^( *)(?:- )?[\w-]+:\s*(?:#.*)?$")


def extract(root: Path, out: Path) -> None:
    """Write the schema and the front matter of every brief below `root` into the folder `out`."""
    out.mkdir()
    printed = subprocess.run(
        [sys.executable, "-m", "handoff_lint", "schema", "strategy-to-creative"],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (out / "schema.json").write_bytes(printed.stdout)
    for path in sorted(root.glob("docs/campaigns/*/01-brief/*.md")):
        front = frontmatter.split(path.read_text(encoding="utf-8")).front
        (out / f"{path.parts[-3]}.yaml").write_text(without_blanks(front), encoding="utf-8")


def without_blanks(front: str) -> str:
    """Front matter without fields that are not filled in: JSON Schema would take them for null."""
    lines = front.splitlines()
    while True:
        kept = [line for line, below in zip(lines, [*lines[1:], ""], strict=True) if not _is_blank(line, below)]
        if len(kept) == len(lines):
            return "\n".join(lines) + "\n"
        lines = kept


def _is_blank(line: str, below: str) -> bool:
    """Whether a field has nothing behind it and nothing indented below it."""
    found = _BLANK.match(line)
    return found is not None and len(below) - len(below.lstrip()) <= len(found[1])
