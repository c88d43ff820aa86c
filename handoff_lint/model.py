"""The words of the domain, as frozen data: documents, problems, findings. Imports nothing of ours.

Positions are 1-based and count Unicode code points; an end is exclusive. A pointer is a JSON pointer
(RFC 6901) into the front matter; the empty pointer is the whole front matter.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple


class Severity(enum.StrEnum):
    """How much a finding weighs: only an error stops a merge unless `fail_on` says otherwise."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """0 for info, 1 for warning, 2 for error: to compare two severities."""
        return _WEIGHTS[self]

    def lowered(self) -> Severity:
        """One level down; info stays info."""
        return Severity.WARNING if self is Severity.ERROR else Severity.INFO

    def capped(self, limit: Severity) -> Severity:
        """The lighter of the two."""
        return self if self.weight <= limit.weight else limit


_WEIGHTS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)")


class Kind(enum.StrEnum):
    """What a file of the repository is."""

    PACKAGE = "package"
    CAMPAIGN = "campaign"
    KNOWLEDGE = "knowledge"
    CALENDAR = "calendar"


class Span(NamedTuple):
    """A stretch of a file: 1-based lines and columns (code points), the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


FILE_START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a problem."""

    path: str
    message: str
    pointer: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says is wrong; the engine adds code, severity and the exact place.

    Attributes:
        message: what is wrong, in words a marketer understands.
        pointer: JSON pointer of the value, as written in the file or after short forms were written out.
        help: what to do; empty when the message says it already.
        at: underline the value or its key.
        text: the part of the value to underline instead of all of it.
        span: the place itself, for what has no pointer (syntax, body); wins over `pointer`.
        path: the file, where it is not the document that the rule was given.
        severity: this one's own severity where it differs from its rule's.
        locked: nothing may switch this one off (sign-offs, acceptance, status, waivers).
        time_dependent: depends on today's date; `--no-time` leaves it out.

    """

    message: str
    pointer: str = ""
    help: str = ""
    at: Literal["value", "key"] = "value"
    text: str = ""
    span: Span | None = None
    path: str | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    locked: bool = False
    time_dependent: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A problem that the schemas found, with the code of the rule that names it."""

    code: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text after decoding: no byte order mark, LF line ends.

    Attributes:
        front: the YAML between the fences; the whole text of a YAML file.
        front_line: the file's line on which `front` begins.
        body: the Markdown below the closing fence.
        body_line: the file's line on which `body` begins.

    """

    text: str
    front: str
    front_line: int
    body: str
    body_line: int

    def lines(self) -> list[str]:
        """The file's lines without their ends."""
        return self.text.split("\n")

    def prose(self) -> Iterator[tuple[int, str]]:
        """(line number, line) of the body, without its code blocks."""
        in_code = False
        for number, line in enumerate(self.body.split("\n"), self.body_line):
            if line.lstrip(" ").startswith(("```", "~~~")):
                in_code = not in_code
            elif not in_code:
                yield number, line


@dataclass(frozen=True, slots=True)
class Name:
    """What a file name says, read by the naming template; a part that the template lacks is empty."""

    date: str = ""
    campaign: str = ""
    type: str = ""
    part: str = ""
    version: str = ""
    tokens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the repository, read and held against its schema.

    Attributes:
        path: from the repository's root, with `/`.
        campaign: the slug of the campaign folder that it lies in, empty elsewhere.
        stage: the stage folder (`01-brief`), empty elsewhere.
        type: the handoff type, empty when unknown or not a package.
        id: written, or derived from the campaign, the type's digit and the part in the file name.
        data: front matter with short forms written out; what the schema refused is left out, so that a
            rule never meets a value of the wrong shape: a key is missing, a list item is None.
        item_ids: the ids of all list items, those of refused items as well, in no particular order.
        written: pointer in `data` → pointer in the file, where a short form moved it.
        name: what the file name says; None when it does not follow the template.
        headings: the sections of a package's body: heading in lower case → (its place, words below it).
        faults: why the file could not be read; then `data` is empty.
        violations: what the schema refused.

    """

    path: str
    kind: Kind
    campaign: str = ""
    stage: str = ""
    type: str = ""
    status: str = "draft"
    rank: int = 0
    id: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    item_ids: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)
    name: Name | None = None
    source: Source | None = None
    headings: dict[str, tuple[Span, int]] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def schema(self) -> str:
        """The name of the schema that it is held against, empty when there is none."""
        return self.type if self.kind is Kind.PACKAGE else self.kind.value

    @property
    def version(self) -> int:
        """The version that the file name says, else the front matter, else the newest that was handed over or signed.

        1 when nothing says it.
        """
        if self.name and self.name.version:
            return int(self.name.version)
        written = self.data.get("version")
        return written if isinstance(written, int) else self._recorded_version()

    def _recorded_version(self) -> int:
        slots = self.data.get("signoffs")
        lists = [self.data.get("handovers"), self.data.get("acceptance")]
        lists += list(slots.values()) if isinstance(slots, dict) else []
        entries = [entry for found in lists if isinstance(found, list) for entry in found if isinstance(entry, dict)]
        return max((entry["version"] for entry in entries if isinstance(entry.get("version"), int)), default=1)

    def body_images(self) -> list[str]:
        """Paths of the local images that the body shows."""
        if self.source is None or "![" not in self.source.body:
            return []
        found = [image[1] for _, line in self.source.prose() for image in _IMAGE.finditer(line)]
        return [path for path in found if "://" not in path and not path.startswith("data:")]

    def get(self, pointer: str) -> Any:
        """The value at a pointer into `data`, None where there is none."""
        return lookup(self.data, pointer)

    def each(self, pointer: str) -> Iterator[tuple[str, Any]]:
        """The items of the list at a pointer, each with its own pointer; refused items are left out."""
        items = self.get(pointer)
        if isinstance(items, list):
            for index, item in enumerate(items):
                if item is not None:
                    yield f"{pointer}/{index}", item


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign folder: its `campaign.md` (None when missing), its packages, its asset files.

    `assets` are paths from the root, `tables` those of csv and tsv files anywhere in the folder, `unread` (path, why)
    of folders that were not looked into.
    """

    slug: str
    path: str
    document: Document | None
    packages: tuple[Document, ...]
    assets: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()

    def documents(self) -> Iterator[Document]:
        """`campaign.md` first, then the packages."""
        if self.document is not None:
            yield self.document
        yield from self.packages


@dataclass(frozen=True, slots=True)
class Place:
    """A finding's related place, located."""

    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its rule, severity and exact place: what reports show.

    Attributes:
        excerpt: the source line that the span begins on, for terminals; empty for a whole file.
        url: the rule's page.

    """

    code: str
    name: str
    severity: Severity
    path: str
    span: Span
    pointer: str
    message: str
    help: str = ""
    url: str = ""
    fixable: bool = False
    time_dependent: bool = False
    related: tuple[Place, ...] = ()
    excerpt: str = ""

    def sort_key(self) -> tuple[object, ...]:
        """By place, then code, then words: the same order on every machine."""
        return (self.path, self.span, self.code, self.message)


def join(pointer: str, *steps: str | int) -> str:
    """The pointer one or more steps further down.

    >>> join("/package", "audience", 0, "a/b")
    '/package/audience/0/a~1b'
    """
    for step in steps:
        text = step if type(step) is str else str(step)
        if "~" in text or "/" in text:
            text = text.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{text}"
    return pointer


def parts(pointer: str) -> list[str]:
    """The steps of a pointer, unescaped.

    >>> parts("/package/a~1b")
    ['package', 'a/b']
    """
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def lookup(data: object, pointer: str) -> Any:
    """The value at a pointer, None where there is none."""
    for step in _steps(pointer):
        if type(data) is dict and step in data:
            data = data[step]
        elif type(data) is list and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


@lru_cache(maxsize=4096)
def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(parts(pointer))


EACH = "*"
"""Stands for every list item in a pattern."""


def select(data: Any, pattern: Sequence[str]) -> list[tuple[str, Any]]:
    """(pointer, value) of everything that a pattern (steps, `*` for each list item) matches.

    >>> select({"links": [{"id": "lk-a"}]}, ("links", "*", "id"))
    [('/links/0/id', 'lk-a')]
    """
    found = [("", data)]
    for step in pattern:
        if step == EACH:
            found = [
                (f"{pointer}/{index}", item)
                for pointer, value in found
                if type(value) is list
                for index, item in enumerate(value)
            ]
        else:
            found = [
                (join(pointer, step), value[step]) for pointer, value in found if type(value) is dict and step in value
            ]
        if not found:
            break
    return found
