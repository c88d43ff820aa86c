"""A repository in which every word of every hidden document can be recognised, whichever page it gets onto.

Four campaigns, copies of the demo: in three of them some handoffs are hidden and their neighbours are shown, of one all
is hidden. Every field that a schema knows is filled in. In hidden documents each free text, item, person, tag, file
and term of a glossary carries a token of its own; shown documents point to these wherever a field can point.
"""

from __future__ import annotations

import copy
import itertools
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits
from handoff_lint.site.visibility import Level
from handoff_lint.validation import store
from tests.site.conftest import ROOT, copy_demo

UNSEEN = "leakzqslugz-launch"
"""The campaign of which all is hidden."""
HIDDEN = {"first": (1, 4, 7), "second": (2, 5), "third": (0, 3, 6), UNSEEN: tuple(range(8))}
"""Campaign → digits of its hidden handoffs; 0 is the campaign's own page."""
ENTRY = "kb/leakzqentryz"
"""The knowledge entry that is hidden."""
DAY = "2026-10-11"
"""Every day that a hidden document names; no shown one does."""
_IDS = "|".join(f"{slug}-h{digit}" for slug, digits in HIDDEN.items() for digit in digits if digit)
TOKEN = re.compile(rf"leakzq[a-z0-9]*|2026-?10-?11|11 oct 2026|91[, ]?827[, ]?3\d\d|\b(?:{_IDS})\b")
"""A token or its beginning (drawings cut long words off), the day or a number of hidden documents, or their ids."""
_NUMBER = 91_827_300
_DEMO = "dockside-launch"
_STATUSES = (*("live", "accepted", "in_review", "handed_off", "approved", "changes_requested", "draft", "accepted"),)
"""Digit → status, so that there is work to do everywhere."""
_KEPT = frozenset(
    (
        "schema type id campaign version date status status_reason visibility from to launch_date handovers "
        "signoffs gates content sig resolved done closed expires not_applicable"
    ).split()
)
"""Fields that are not filled in from examples: they would settle what is open, or say what the file is."""
_POINTING = {"handoff": f"{UNSEEN}-h1", "item": f"{UNSEEN}-h1#d-leakzqpointz", "knowledge": ENTRY, "page": ENTRY}
"""What a field refers to → where those of shown documents point."""
_AMOUNTS = frozenset("target baseline actual total media bytes total_cap daily_cap score".split())
"""Fields whose numbers can be any."""
_MORE: Mapping[str, Any] = {
    "depends_on": f"{UNSEEN}-h1",
    "related": ENTRY,
    "evidence": {"handoff": f"{UNSEEN}-h1", "item": "d-leakzqpointz"},
}
"""What lists of shown documents point to besides."""
_PICTURES = "02-production/assets/approved"
_PICTURE = "20260908_{}_linkedin_ad_a_1200x628_v02.jpg"

Where = tuple[str | int, ...]


@dataclass
class Leaky:
    """The repository, and where each token stands: name of the document and path in it."""

    root: Path
    tokens: dict[str, tuple[str, Where]] = field(default_factory=dict)
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)
    """(handoff, item) → what the hidden item is called now."""
    people: set[str] = field(default_factory=set)

    def token(self, name: str, where: Where) -> str:
        """A new token for a place in a document."""
        word = f"leakzq{re.sub('[^a-z0-9]', '', name)}n{len(self.tokens)}z"
        self.tokens[word] = (name, where)
        return word


def repository(root: Path, hidden: Level, shown: Level = Level.PUBLIC) -> Leaky:
    """Make the repository in a new folder; what is hidden is marked with one level, the rest with another."""
    made = Leaky(root)
    for word in (UNSEEN, ENTRY, _POINTING["item"].partition("#")[2]):
        made.tokens[TOKEN.findall(word)[0]] = ("pointed at", (word,))
    demo = copy_demo(root / "demo")
    shutil.copytree(demo / "config", root / "config")
    shutil.copy(demo / "handoff.yml", root / "handoff.yml")
    for slug in HIDDEN:
        _copied(demo / "docs/campaigns" / _DEMO, root / "docs/campaigns" / slug, slug)
    _copied(demo / "docs/kb", root / "docs/kb", "third")
    (root / "docs/kb/problem-led-linkedin.md").rename(root / f"docs/{ENTRY}.md")
    _copied(demo / "docs/calendar", root / "docs/calendar", "third")
    shutil.rmtree(demo)
    found = list(_documents(root))
    # Hidden ones first: the shown ones point to the names that their items get.
    for one in sorted(found, key=lambda each: not each.is_hidden):
        one.data.pop("visibility", None)
        _filled(one.schema, one.data)
        _Hand(made, one).write((hidden if one.is_hidden else shown).value)
    _calendar_that_is_shown(root, shown)
    _roster(made)
    return made


def _copied(source: Path, target: Path, slug: str) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_dir():
            continue
        new = target / path.relative_to(source).as_posix().replace(_DEMO, slug)
        new.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        new.write_bytes(content.replace(_DEMO.encode(), slug.encode()) if path.suffix in (".md", ".yml") else content)


@dataclass
class _Written:
    """A document as it is read: its name in reports, its schema, its front matter and what stands below."""

    path: Path
    name: str
    schema: str
    data: dict[str, Any]
    body: str
    is_hidden: bool
    campaign: str = ""


def _documents(root: Path) -> Iterator[_Written]:
    for slug, digits in HIDDEN.items():
        folder = root / "docs/campaigns" / slug
        for path in sorted(folder.rglob("*.md")):
            data, body = _read(path)
            schema = data.get("type", "campaign")
            digit = int(store.load(schema).get("x-digit", 0))
            data["status"] = _STATUSES[digit]
            name = f"{slug}-h{digit}" if digit else f"{slug}-page"
            yield _Written(path, name, schema, data, body, digit in digits, slug)
    for path in sorted((root / "docs/kb").glob("*.md")):
        name = f"kb/{path.stem}"
        yield _Written(path, name, "knowledge", *_read(path), name == ENTRY)
    path = root / "docs/calendar/2026-09.yml"
    yield _Written(path, "calendar", "calendar", _loaded(path.read_text(encoding="utf-8")), "", is_hidden=True)


def _read(path: Path) -> tuple[dict[str, Any], str]:
    source = frontmatter.split(path.read_text(encoding="utf-8"))
    return _loaded(source.front), source.body


def _loaded(text: str) -> dict[str, Any]:
    found: dict[str, Any] = fast.load(text, Limits())
    return found


def _filled(schema: str, data: dict[str, Any]) -> None:
    """Fill in every field that is missing and has an example, wherever the document then still satisfies its schema."""
    rank = store.ranks(schema).get(str(data.get("status")), 0)
    variant = store.variant(schema, rank, "standard")
    assert variant.is_valid(data), (schema, variant.refusals(data))

    def fill(value: Any, where: Where) -> None:
        if isinstance(value, dict):
            for name, inner in store.children(store.subschema(schema, where), store.bundle(schema)):
                if name in value or name in _KEPT or not inner.get("examples"):
                    continue
                value[name] = copy.deepcopy(inner["examples"][0])
                if not variant.is_valid(data):
                    del value[name]
            for name, inner in value.items():
                fill(inner, (*where, name))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                fill(inner, (*where, index))

    fill(data, ())
    data.setdefault("x_note", "A field of our own.")
    assert variant.is_valid(data)


@dataclass
class _Hand:
    """Writes one document: a hidden one with tokens, a shown one that points to what is hidden."""

    made: Leaky
    one: _Written

    def write(self, level: str) -> None:
        """Write the file, marked with a level."""
        one = self.one
        if one.is_hidden:
            for id_ in _item_ids(one.data):
                word = self.made.token(one.name, ("item", id_))
                self.made.renamed[one.name, id_] = f"{id_.partition('-')[0]}-{word}"
        data = self._changed(one.data, ())
        for name, target in _MORE.items():
            if name in data and not one.is_hidden and target not in data[name]:
                data[name].append(target)
        data["visibility"] = level
        rank = store.ranks(one.schema).get(str(data.get("status")), 0)
        variant = store.variant(one.schema, rank, "standard")
        assert variant.is_valid(data), (one.name, variant.refusals(data))
        text = json.dumps(data, indent=1, ensure_ascii=False)
        one.path.write_text(f"---\n{text}\n---\n{self._body()}" if one.schema != "calendar" else text, encoding="utf-8")

    def _body(self) -> str:
        if not self.one.is_hidden:
            docs = self.made.root / "docs"
            brief = next((docs / "campaigns" / UNSEEN).glob("01-*/*.md"))
            this, that = (os.path.relpath(path, self.one.path.parent) for path in (brief, docs / f"{ENTRY}.md"))
            return f"{self.one.body}\nSee [this]({this}) and [that]({that}).\n"
        shown = ""
        if self.one.campaign:
            file = self._picture(("picture in the text",))
            shown = f"![{self.made.token(self.one.name, ('alternative text',))}]({file})"
        return f"{self.one.body}\n{shown}\n\n## {self.made.token(self.one.name, ('heading',))}\n"

    def _picture(self, where: Where) -> str:
        """A picture of its own among those of the campaign, as the document names it."""
        name = _PICTURE.format(self.made.token(self.one.name, where))
        folder = self.made.root / "docs/campaigns" / self.one.campaign
        shutil.copy(ROOT / "docs/campaigns" / _DEMO / _PICTURES / _PICTURE.format(_DEMO), folder / _PICTURES / name)
        up = "../" * len(self.one.path.parent.relative_to(folder).parts)
        return f"{up}{_PICTURES}/{name}"

    def _changed(self, value: Any, where: Where) -> Any:
        if isinstance(value, dict):
            if not self.one.is_hidden and {"handoff", "item"} <= value.keys():
                value = self._evidence(value)
            return {self._key(name, where): self._changed(inner, (*where, name)) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._changed(inner, (*where, index)) for index, inner in enumerate(value)]
        if not isinstance(value, str):
            is_amount = type(value) in (int, float) and where[-1] in _AMOUNTS and self.one.is_hidden
            return _NUMBER + len(where) if is_amount else value
        return self._secret(value, where) if self.one.is_hidden else self._pointing(value, where)

    def _key(self, name: str, where: Where) -> str:
        """A name that authors choose themselves."""
        is_free = self.one.is_hidden and where == ("glossary",)
        return self.made.token(self.one.name, (*where, name)) if is_free else name

    def _evidence(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """A piece of evidence that points to what the item is called now; one that leads nowhere, to what is hidden."""
        item = self.made.renamed.get((value["handoff"], value["item"]), value["item"])
        is_known = value["handoff"].rpartition("-h")[0] in HIDDEN
        return {**value, "item": item} if is_known else {**value, "handoff": f"{UNSEEN}-h1", "item": "d-leakzqpointz"}

    def _pointing(self, value: str, where: Where) -> str:
        """A reference of a shown document: to the new name of a hidden item; to a hidden one where it leads nowhere."""
        refers = store.subschema(self.one.schema, where).get("x-refers-to")
        if refers not in _POINTING:
            return value
        handoff, _, item = value.rpartition("#")
        if refers == "item" and not handoff:
            return value
        if (handoff, item) in self.made.renamed:
            return f"{handoff}#{self.made.renamed[handoff, item]}"
        target = handoff or value
        if target.rpartition("-h")[0] in HIDDEN or (self.made.root / f"docs/{target}.md").exists():
            return value
        return _POINTING[refers]

    def _secret(self, value: str, where: Where) -> str:
        """A text of a hidden document with a token in it, as far as its schema leaves the choice to the author."""
        schema = store.subschema(self.one.schema, where)
        if where[-1] == "id" or schema.get("x-refers-to") in ("item", "link", "entry"):
            return self._name(value)
        if schema.get("format") == "date" and where != ("date",):
            return DAY
        if "enum" in schema or "const" in schema or "format" in schema or where[-1] in ("content", "sig", "sha256"):
            return value
        if schema.get("x-person"):
            return value if value.startswith("team:") else self._person(where)
        if schema.get("x-refers-to", "tag") != "tag":
            return value
        if where[-1] == "file" and value.endswith(".jpg"):
            return self._picture(where)
        return self._with_token(value, where, schema)

    def _name(self, value: str) -> str:
        handoff, mark, item = value.rpartition("#")
        return f"{handoff}{mark}{self.made.renamed.get((handoff or self.one.name, item), item)}"

    def _person(self, where: Where) -> str:
        number = next((step for step in reversed(where) if isinstance(step, int)), 0) % 10
        handle = f"leakzqperson{zlib.crc32(self.one.name.encode())}n{number}z"
        self.made.tokens.setdefault(handle, (self.one.name, ("person",)))
        self.made.people.add(handle)
        return handle

    def _with_token(self, value: str, where: Where, schema: Mapping[str, Any]) -> str:
        token = self.made.token(self.one.name, where)
        for text in (f"{token} {value}", token, f"https://{token}.example/", f"docs/{token}.md"):
            if re.search(schema.get("pattern", ""), text):
                return text[: schema.get("maxLength", len(text))]
        del self.made.tokens[token]
        return value


def _item_ids(data: Any) -> Iterator[str]:
    """Ids of list items, in order."""
    if isinstance(data, dict):
        for inner in data.values():
            yield from _item_ids(inner)
    elif isinstance(data, list):
        for one in data:
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                yield one["id"]
            yield from _item_ids(one)


def _calendar_that_is_shown(root: Path, level: Level) -> None:
    """A second calendar file, whose entries meet those of the hidden one."""
    entries = _loaded((ROOT / "docs/calendar/2026-09.yml").read_text(encoding="utf-8"))["entries"]
    for one in entries:
        one |= {"id": f"{one['id']}-shown", "status": "scheduled"}
    (root / "docs/calendar/shown.yml").write_text(json.dumps({"visibility": level.value, "entries": entries}))


def _roster(made: Leaky) -> None:
    """Everybody whom only hidden documents name is in the settings, with roles by which they could sign."""
    roles = itertools.cycle(("brand_quality", "head_of_marketing", "creative_lead", "strategist"))
    lines = []
    for handle in sorted(made.people):
        name = made.token("settings", ("people", handle))
        lines.append(f"  {handle}:\n    name: {name}\n    team: brand\n    roles: [{next(roles)}]\n")
    with (made.root / "config/people.yml").open("a", encoding="utf-8") as file:
        file.write("\n" + "".join(lines))
