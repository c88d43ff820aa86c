"""A form to copy for each handoff type, a campaign and a knowledge entry: `reference/templates/`.

A form holds the fields in the order of the schema. What has to be filled in before somebody else reads it stands there,
empty; what comes later or may be left out stands there as a comment with its example. So a form that was copied and not
touched is a draft without findings, and one that is called ready has a finding for each gap.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handoff_lint import config, gates
from handoff_lint.reading import yaml_text
from handoff_lint.rules import RULES
from handoff_lint.validation import store
from handoff_lint.validation.fields import ALWAYS, SOMETIMES, Schema, demand
from scripts.docgen import markdown
from scripts.docgen.fields import PROFILES

WIDTH = 110
CAMPAIGN, KNOWLEDGE = "campaign", "knowledge"
NAME = "winter-service"
"""The campaign of the examples."""
DAY = "20270104"
_FIRST = ("draft", "in_review", "planned")
"""What is needed up to these statuses stands in the form; the rest is for later."""
_REVIEW = "in_review"
_VERSION = "# Which version this is: one more after each real change to something that was approved."
_EMPTY_PART = "HF108"
"""The rule that warns of an empty part in a draft, and stops it later."""
_ITEMS = ("checklist", "production_checklist")


def names() -> tuple[str, ...]:
    """The documents that have a template."""
    return (*store.handoff_types(), CAMPAIGN, KNOWLEDGE)


def path_of(name: str, profile: str) -> str:
    """Where a copy of the template could be saved, from the root of a repository."""
    if name == CAMPAIGN:
        return f"docs/campaigns/{NAME}/campaign.md"
    if name == KNOWLEDGE:
        return "docs/kb/evening-mails.md"
    version = "" if profile == "starter" else "_v01"
    return f"docs/campaigns/{NAME}/{store.load(name)['x-stage']}/{DAY}_{NAME}_{name}{version}.md"


def text(name: str, profile: str) -> str:
    """The whole form, front matter and headings."""
    root = store.bundle(name)
    form = Form(name, profile, root)
    lines = ["---", *form.group(root, ()), "---", *_body(name, profile)]
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[str, str]]:
    """(path below docs/, text) of the templates and of their index."""
    yield "reference/templates/index.md", _index()
    for name in names():
        yield f"reference/templates/{name}.md", _page(name)


def _index() -> str:
    rows = []
    for name in names():
        title = markdown.escape(_title(name))
        fields = f"[{title}](../fields/{name}.md)"
        rows.append((f"[{title}]({name}.md)", markdown.code(path_of(name, PROFILES[0])), fields))
    return markdown.page(
        "Templates",
        "Forms to copy: the fields in the order in which you fill them in, what each is for, and an example.",
        markdown.table(("Template", "Save it as, for example", "Its fields in detail"), rows),
    )


def _page(name: str) -> str:
    profiles = PROFILES if name not in (KNOWLEDGE,) else PROFILES[:1]
    blocks = [_how_to(name)]
    for profile in profiles:
        if len(profiles) > 1:
            blocks.append(f"## {_HEADINGS[profile]}")
        title = path_of(name, profile)
        blocks.append(markdown.fence(text(name, profile), f'yaml title="{title}"'))
    return markdown.page(f"Template: {_title(name)}", *blocks)


_HEADINGS = {"standard": "All fields", "starter": "Short, for the profile starter"}


def _title(name: str) -> str:
    return str(store.load(name)["title"])


def _how_to(name: str) -> str:
    fields = f"Each field in detail: [{markdown.escape(_title(name))}](../fields/{name}.md)."
    if name in store.handoff_types():
        return (
            "Copy it, save it under a name like the one above it, and fill in what is empty. As a draft it may have "
            "gaps, and a part in which nothing stands yet is only a warning; set the status to `in_review`, and "
            "`handoff check` names each gap that is left. To use a field that "
            f"begins with `#`, take the `#` and the blank after it away, and its example. {fields}"
        )
    return (
        "Copy it, save it under a name like the one above it, and put your own words in place of the examples. To use "
        f"a field that begins with `#`, take the `#` and the blank after it away. {fields}"
    )


def _body(name: str, profile: str) -> Iterator[str]:
    for section in store.load(name).get("x-sections", ()):
        if profile == "standard" or profile in section.get("x-required-from", {}):
            yield f"## {section['heading']}"
            yield ""


@cache
def _settings(profile: str) -> config.Config:
    """What a repository has that says nothing but its profile."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, config.FILE).write_text(f"profile: {profile}\n", encoding="utf-8")
        return config.load(Path(folder))


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one document type for one profile."""

    name: str
    profile: str
    root: Schema

    def group(self, schema: Schema, path: tuple[str, ...]) -> Iterator[str]:
        """The lines of the fields of a group; at the top, blank lines around what is long."""
        before = 0
        for key, inner in schema.get("properties", {}).items():
            asked = demand(schema, key)
            lines = list(self.field((*path, key), store.resolve(inner, self.root), asked))
            if not path and before and lines and max(before, len(lines)) > 2:
                yield ""
            yield from lines
            before = len(lines) or before

    def field(self, path: tuple[str, ...], schema: Schema, asked: str) -> Iterator[str]:
        """The lines of one field."""
        key = path[-1]
        status = self._status(schema)
        filled = self.is_filled(path, status, asked)
        if path == ("signoffs",):
            yield from self.signoffs(schema)
        elif key in _ITEMS:
            yield from self.ticks(path, schema)
        elif path == ("version",) and self.profile == "starter":
            yield from (_VERSION, "version: 1")
        elif filled or status in _FIRST or path in necessary(self.name, self.profile):
            yield from self.live(path, schema, fill=filled)
        elif self.profile == "standard":
            later = f"Needed from {status}." if status else "Optional."
            yield from self.unused(path, schema, "Needed in some cases." if asked == SOMETIMES else later)

    @staticmethod
    def is_filled(path: tuple[str, ...], status: str, asked: str) -> bool:
        """Whether the form itself fills a field in, because it cannot be empty even in a draft."""
        return asked == ALWAYS or status in ("draft", "planned") or _is_own_id(path)

    def values(self, schema: Schema, path: tuple[str, ...], needed: frozenset[tuple[str, ...]]) -> dict[str, Any]:
        """What the form holds once each field that is not a comment has its example."""
        found: dict[str, Any] = {}
        for key, inner in schema.get("properties", {}).items():
            below, field = (*path, key), store.resolve(inner, self.root)
            status = self._status(field)
            items = store.resolve(field.get("items", {}), self.root)
            if below == ("status",):
                found[key] = _REVIEW
            elif self.is_filled(below, status, demand(schema, key)):
                found[key] = self._value(below, field)
            elif status not in _FIRST and below not in needed:
                continue
            elif _is_open(field):
                found[key] = self.values(field, below, needed)
            elif _is_open(items):
                found[key] = [self.values(items, below, needed)]
            else:
                found[key] = self.example(below, field)
        return found

    def _status(self, schema: Schema) -> str:
        asked = schema.get("x-required-from", "")
        return str((asked.get(self.profile) if isinstance(asked, Mapping) else asked) or "")

    def live(self, path: tuple[str, ...], schema: Schema, *, fill: bool) -> Iterator[str]:
        """A field that has to be filled in: with its example where it cannot be empty, else empty."""
        key, example = path[-1], self.example(path, schema)
        if fill:
            value = self._value(path, schema)
            yield _comment(schema)
            yield from yaml_text.block(key, value).split("\n")
        elif _is_open(schema):
            yield _comment(schema)
            yield f"{key}:"
            yield from _indented(self.group(schema, path))
        elif _is_open(items := store.resolve(schema.get("items", {}), self.root)):
            yield _comment(schema)
            yield f"{key}:"
            yield from _entry(self.group(items, path))
        elif isinstance(example, (dict, list)):
            yield _comment(schema)
            yield f"{key}:"
            yield from (f"# {line}" for line in yaml_text.block(key, example).split("\n")[1:])
            if isinstance(example, list) and not any(isinstance(item, dict) for item in example):
                yield from (f"#   - {yaml_text.scalar(item)}" for item in example)
        else:
            yield from _with_example(schema, example)
            yield f"{key}:"

    def _value(self, path: tuple[str, ...], schema: Schema) -> Any:
        if path == ("status",):
            return next(status for status, rank in schema["x-ranks"].items() if rank == 0)
        if path == ("confidence",):
            return "draft"
        return schema.get("const", self.example(path, schema))

    def example(self, path: tuple[str, ...], schema: Schema) -> Any:
        """The first example of a field; that of the type itself where all types share the field."""
        if self.name in store.handoff_types() and path in (("id",), ("title",)):
            own = {"id": f"{NAME}-h{store.load(self.name)['x-digit']}", "title": f"Winter service: {_title(self.name)}"}
            return own[path[0]]
        return next(iter(schema.get("examples", ())), None)

    def unused(self, path: tuple[str, ...], schema: Schema, when: str) -> Iterator[str]:
        """A field that may wait or be left out, as a comment."""
        yield _comment(schema, when)
        yield from (f"# {line}" for line in yaml_text.block(path[-1], self.example(path, schema)).split("\n"))

    def signoffs(self, schema: Schema) -> Iterator[str]:
        """A slot for each gate that the defaults ask for, so that two people can sign side by side."""
        settings = _settings(self.profile)
        yield _comment(schema, "Leave the slots empty; whoever approves writes below theirs.")
        yield "signoffs:"
        for gate, about in settings.gates.get(self.name, {}).items():
            roles = " or ".join(str(settings.roles[role]["title"]) for role in about["role"])
            reasons = " or ".join(gates.CASES[reason] for reason in about["when"])
            only = f"; only if {reasons}" if reasons else ""
            yield f"  {gate}:  # {roles}, before it is {about['before']}{only}"

    def ticks(self, path: tuple[str, ...], schema: Schema) -> Iterator[str]:
        """The items that people have to tick, of the checklists that hold for every campaign."""
        settings, key = _settings(self.profile), path[-1]
        part = "" if key == "checklist" else key
        items = [
            (item, about)
            for checklist in settings.checklists.values()
            if self.name in checklist.get("types", (self.name,))
            if checklist.get("part", "") == part and not checklist.get("campaign_types")
            for item, about in checklist["items"].items()
            if about["required"] and not about.get("campaign_types") and not about.get("channels")
            if not _is_proved(about)
        ]
        if not items:
            if self.profile == PROFILES[0] or self._status(schema) in _FIRST:
                yield from self.live(path, {**schema, "properties": {}}, fill=False)
            return
        yield _comment(schema, "Below what is done, write by: and date:.")
        yield f"{key}:"
        yield "  items:"
        for item, about in items:
            yield f"    {item}:  # {about['title']}"


@cache
def necessary(name: str, profile: str) -> frozenset[tuple[str, ...]]:
    """The fields that somebody needs who has filled in all others with their examples: some values ask for more."""
    form, found = Form(name, profile, store.bundle(name)), frozenset[tuple[str, ...]]()
    if name not in store.handoff_types():
        return found
    demands = store.variant(name, store.ranks(name)[_REVIEW], profile)
    while True:
        missing = {
            (*(step for step in refusal.path if isinstance(step, str)), refusal.missing)
            for refusal in demands.refusals(form.values(form.root, (), found))
            if refusal.missing
        }
        if missing <= found:
            return found
        found |= missing


def _is_proved(about: Mapping[str, Any]) -> bool:
    codes = {rule.code for rule in RULES}
    return bool(about["auto"]) and codes.issuperset(about["auto"])


def _is_own_id(path: tuple[str, ...]) -> bool:
    """Whether it names an entry inside the file: it may be anything, and without it an empty entry is no entry."""
    return len(path) > 1 and path[-1] == "id"


def _is_open(schema: Schema) -> bool:
    """Whether it is a group that may stand there with nothing filled in but its id."""
    fields = schema.get("properties", {})
    if not fields or schema.get("required") or {"array", "string"} & {*_types(schema)}:
        return False
    return "id" in fields or not schema.get("minProperties") or schema.get("x-code") == _EMPTY_PART


def _types(schema: Schema) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else found


def _first_sentence(schema: Schema) -> str:
    return re.split(r"(?<=[.!?])\s", " ".join(str(schema.get("description", "")).split()))[0].replace("`", "")


def _comment(schema: Schema, more: str = "") -> str:
    return " ".join(part for part in ("#", more, _first_sentence(schema)) if part)


def _with_example(schema: Schema, example: Any) -> Iterator[str]:
    """What a field is for, with an example on the same line if there is room."""
    comment = _comment(schema)
    shown = f"Example: {yaml_text.flow(example)}"
    if len(comment) + len(shown) < WIDTH:
        yield f"{comment} {shown}"
    else:
        yield from (comment, f"# {shown}")


def _indented(lines: Iterable[str], by: str = "  ") -> Iterator[str]:
    return (f"{by}{line}" if line else line for line in lines)


def _entry(lines: Iterable[str]) -> Iterator[str]:
    """Fields as the first entry of a list: what stands before the first field stays before the dash."""
    begun = False
    for line in lines:
        if begun:
            yield f"    {line}"
        elif line.startswith("#"):
            yield f"  {line}"
        else:
            begun = True
            yield f"  - {line}"
