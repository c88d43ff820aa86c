"""Builds the small repository that a rule's example describes."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from handoff_lint import config, digest
from handoff_lint.change import Change, Introduction
from handoff_lint.config import Config
from handoff_lint.documents import load_document
from handoff_lint.evidence import policy
from handoff_lint.evidence.compare import Comparison
from handoff_lint.model import Kind
from handoff_lint.rules.base import Example

BASE = Path(__file__).parent / "base"
BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
CAMPAIGN = "docs/campaigns/spring-ride/campaign.md"


def build(root: Path, example: Example) -> str:
    """Write the example's repository; return the path of the file that it is about."""
    about = example.path or BRIEF
    files = {"handoff.yml": example.settings or "profile: standard\n", CAMPAIGN: _base("campaign.md")}
    files[about] = example.source or brief(example)
    campaign = about.split("/")[2]
    files.setdefault(f"docs/campaigns/{campaign}/campaign.md", _base("campaign.md"))
    for path, text in example.files.items():
        files[path] = {"<brief>": _base("brief.md"), "<campaign>": _base("campaign.md")}.get(text, text)
        if not example.path:
            about = path
    for path, text in files.items():
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8", newline="")
    if "FINGERPRINT" in files[about]:
        _fill_in_fingerprint(root, about)
    if "UPSTREAM" in files[about]:
        upstream = next(path for path in files if "strategy-to-creative" in path)
        (root / about).write_text(files[about].replace("UPSTREAM", _fingerprint(root, upstream)), encoding="utf-8")
    return about


def compared(folder: Path, example: Example) -> tuple[Config, Change]:
    """How the example's repository (`now`) differs from what it was before."""
    earlier = replace(
        example,
        shows=example.before,
        path=example.before_path or example.path,
        settings=example.before_settings or example.settings,
    )
    build(folder / "before", earlier)
    before, now = config.load(folder / "before"), config.load(folder / "now")
    clock = datetime.datetime(2027, 1, 12, 12, tzinfo=datetime.UTC)
    files = {path: path.read_bytes() for path in (folder / "now").rglob("*") if path.is_file()}
    old = {path: path.read_bytes() for path in (folder / "before").rglob("*") if path.is_file()}
    here = {path.relative_to(folder / "now").as_posix(): content for path, content in files.items()}
    there = {path.relative_to(folder / "before").as_posix(): content for path, content in old.items()}
    comparison = Comparison(
        since="main",
        before=before,
        tips=(before,),
        now=policy.held(before, now),
        touched=frozenset(path for path in {*here, *there} if here.get(path) != there.get(path)),
        introduced=lambda wanted: dict.fromkeys(wanted, Introduction(example.author, clock)),
        policy=policy.changes(before, now),
        clock=clock,
    )
    return comparison.now, comparison.change()


def _fill_in_fingerprint(root: Path, path: str) -> None:
    """Put the package's own fingerprint where an example says FINGERPRINT; sign-offs do not count in it."""
    full = root / path
    text = full.read_text(encoding="utf-8")
    full.write_text(text.replace("FINGERPRINT", "sha256:" + "0" * 64), encoding="utf-8")
    full.write_text(text.replace("FINGERPRINT", _fingerprint(root, path)), encoding="utf-8")


def _fingerprint(root: Path, path: str) -> str:
    document = load_document(config.load(root), Kind.PACKAGE, path, path.split("/")[2], path.split("/")[3])
    return digest.fingerprint(document, assets=lambda _path: None)


def _base(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def brief(example: Example) -> str:
    """The complete brief with the example's fields in their place and others taken out.

    Fields are replaced as text, so that comments and quotes of an example stay as it shows them; only inside
    `package` are they merged, because an example shows no more of it than it is about.
    """
    _, front, body = _base("brief.md").split("---\n", 2)
    fields, shown = _fields(front), _fields(example.shows)
    for name, text in shown.items():
        fields[name] = _merged(fields[name], text) if name == "package" else text
    for dotted in example.without:
        name, _, inner = dotted.partition(".")
        if inner:
            fields[name] = _merged(fields[name], "", without=inner)
        else:
            del fields[name]
    return f"---\n{''.join(fields.values())}---\n{body}"


def _fields(text: str) -> dict[str, str]:
    """Top-level field → its lines."""
    starts = [found.start() for found in re.finditer(r"^\w+:", text, re.MULTILINE)]
    blocks = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return {block.partition(":")[0]: block for block in blocks}


def _merged(base: str, over: str, *, without: str = "") -> str:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(base)
    _merge(data, yaml.load(over) or {})
    if without:
        del data["package"][without]
    stream = StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _merge(base: Any, over: Any) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merge(base[key], value)
        else:
            base[key] = value
