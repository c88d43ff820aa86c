"""The same front matter for check-jsonschema: one YAML file each, beside the schema that `handoff schema` prints.

Each type has a folder of its own, because check-jsonschema takes one schema.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from benchmarks import vocabulary as words
from handoff_lint.reading import frontmatter

_BLANK = re.compile(r"^( *)(?:- )?[\w-]+:\s*(?:#.*)?$")


def extract(root: Path, out: Path) -> None:
    """Write, for each type of package below `root`, its schema and the front matter into a folder of `out`."""
    for kind, stage in words.STAGES.items():
        paths = sorted(root.glob(f"docs/campaigns/*/{stage.folder}/*.md"))
        if not paths:
            continue
        (out / kind).mkdir(parents=True)
        command = [sys.executable, "-m", "handoff_lint", "schema", kind]
        printed = subprocess.run(command, cwd=root, check=True, capture_output=True)
        (out / kind / "schema.json").write_bytes(printed.stdout)
        for path in paths:
            front = frontmatter.split(path.read_text(encoding="utf-8")).front
            (out / kind / f"{path.parts[-3]}.yaml").write_text(without_blanks(front), encoding="utf-8")


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
