"""How the parts of a graph hang together: chains, back-links, lessons, the files that pages show."""

from __future__ import annotations

import datetime
import operator
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handoff_lint.model import Campaign as Folder
from handoff_lint.model import Document, Finding, select
from handoff_lint.site import safety
from handoff_lint.site.graph import Campaign, Knowledge, Lesson, Package, Reference
from handoff_lint.validation import store

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""What a page shows itself. SVG is left out: it can hold script, and opened by itself it would run."""


def tidy(data: Any) -> Any:
    """The same data without the items that the schema refused (None in a list); the very same where there are none."""
    if isinstance(data, dict):
        found = {name: tidy(value) for name, value in data.items() if value is not None}
        is_same = len(found) == len(data) and all(found[name] is data[name] for name in found)
        return data if is_same else found
    if isinstance(data, list):
        items = [tidy(one) for one in data if one is not None]
        return data if len(items) == len(data) and all(map(operator.is_, items, data)) else items
    return data


def plain(name: str) -> str:
    """A folder's or file's name as part of an address: as it is where it follows the convention, else made harmless."""
    return name if _NAME.fullmatch(name) else safety.slug(name) or "unnamed"


def page_name(document: Document) -> str:
    """What a package is called in addresses: its id, which no new version changes; its file's name without one."""
    stem = document.path.rpartition("/")[2].rpartition(".")[0]
    return document.id if _NAME.fullmatch(document.id) else plain(stem)


def unmistakable(campaigns: Sequence[Campaign]) -> list[Campaign]:
    """The campaigns with packages that share an id (a finding of its own) told apart by a number."""
    taken: set[str] = set()

    def own(package: Package) -> Package:
        name = _free(package.id, taken)
        if name == package.id:
            return package
        return replace(package, id=name, page=f"{package.page.rpartition('/')[0]}/{name}.md")

    return [replace(one, packages=tuple(own(package) for package in one.packages)) for one in campaigns]


def in_order(campaigns: Sequence[Campaign]) -> list[Campaign]:
    """The campaigns with each package's neighbours in the chain; what is not shown is no neighbour."""
    shown = {one.id for campaign in campaigns for one in campaign.packages}
    after: dict[str, list[str]] = {}
    for campaign in campaigns:
        for package in campaign.packages:
            for name in package.previous:
                after.setdefault(name, []).append(package.id)
    types = store.handoff_types()
    return [
        replace(
            campaign,
            packages=tuple(
                replace(
                    one,
                    previous=tuple(name for name in one.previous if name in shown),
                    next=tuple(after.get(one.id, ())),
                )
                for one in sorted(
                    campaign.packages,
                    key=lambda found: (types.index(found.type) if found.type else len(types), found.id),
                )
            ),
        )
        for campaign in campaigns
    ]


def entry_pages(documents: Iterable[Document], folder: str) -> dict[str, str]:
    """Path → source path of the page of each knowledge entry; no two are the same.

    Args:
        documents: the entries.
        folder: where they lie, with a slash at its end: what lies deeper there lies deeper on the site.

    """
    found: dict[str, str] = {}
    taken = {"kb/index"}
    for document in documents:
        parts = document.path.removeprefix(folder).removesuffix(".md").split("/")
        name = f"kb/{'/'.join(map(plain, parts))}"
        found[document.path] = f"{_free(name, taken)}.md"
    return found


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; taken from now on."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def handles(document: Document) -> set[str]:
    """Everybody whom a document names where a person is asked for; teams are left out."""
    if not document.schema:
        return set()
    return {
        value
        for pattern, _ in store.annotated(document.schema, "x-person")
        for _, value in select(document.data, pattern)
        if isinstance(value, str) and not value.startswith("team:")
    }


def knowledge(
    document: Document,
    pages: Mapping[str, str],
    visible: Collection[str],
    packages: Mapping[str, Package],
    *,
    findings: Sequence[Finding],
    today: datetime.date,
) -> Knowledge:
    """An entry of the knowledge base with its links both ways, those to hidden documents left out.

    Args:
        document: the entry.
        pages: what `entry_pages` found.
        visible: ids of the entries that are shown.
        packages: id → package, of those that are shown.
        findings: what the linter says about the entry.
        today: the day that its review is judged by.

    """
    data = tidy(document.data)
    page = pages[document.path]
    evidence = tuple(
        Reference(one["handoff"], one.get("item", ""), "rests on")
        for one in data.get("evidence") or ()
        if one.get("handoff") in packages
    )
    review = str(data.get("review_by", ""))
    return Knowledge(
        document,
        document.id,
        str(data.get("title") or page.rpartition("/")[2].removesuffix(".md")),
        page,
        data,
        evidence,
        tuple(used for package in packages.values() for used in _uses(package, document.id)),
        tuple(one for one in data.get("related") or () if one in visible),
        tuple(findings),
        bool(review) and review < today.isoformat() and data.get("confidence") != "archived",
    )


def _uses(package: Package, entry: str) -> Iterator[Reference]:
    """Where a package speaks of an entry."""
    part = package.data.get("package") or {}
    for one in part.get("lessons_applied") or ():
        if one.get("kb") == entry:
            yield Reference(package.id, "", "applies it" if one.get("how") else "says why not")
    for name, words in (("what_worked", "found that it worked"), ("what_didnt", "found it the hard way")):
        for one in part.get(name) or ():
            if one.get("kb") == entry:
                yield Reference(package.id, str(one.get("id", "")), words)
    for one in part.get("insights") or ():
        if one.get("kb") == entry:
            yield Reference(package.id, str(one.get("id", "")), "saw it in the numbers")
    for one in part.get("next_campaign") or ():
        if one.get("lesson") == entry:
            yield Reference(package.id, "", "hands it on")


def lessons(packages: Iterable[Package], entries: Collection[str]) -> Iterator[Lesson]:
    """What retrospectives say, in their order."""
    for package in packages:
        part = package.data.get("package") or {}
        if package.type != "campaign-retrospective":
            continue

        def entry(one: Mapping[str, Any]) -> str:
            found = str(one.get("kb", ""))
            return found if found in entries else ""

        for one in part.get("what_worked") or ():
            where = package.id, str(one.get("id", "")), package.campaign
            yield Lesson("worked", str(one.get("tactic", "")), str(one.get("evidence", "")), *where, entry(one))
        for one in part.get("what_didnt") or ():
            where = package.id, str(one.get("id", "")), package.campaign
            detail = str(one.get("root_cause") or one.get("impact") or "")
            yield Lesson("did not work", str(one.get("what", "")), detail, *where, entry(one))
        for one in part.get("process_improvements") or ():
            where = package.id, str(one.get("id", "")), package.campaign
            rest = [str(one.get(name, "")) for name in ("owner", "due", "status")]
            yield Lesson("improvement", str(one.get("change", "")), "", *where, "", *rest)


def assets(packages: Iterable[Package], folders: Iterable[Folder]) -> Iterator[str]:
    """Paths from the root of the pictures that visible packages name or show in their text."""
    there = {path for folder in folders for path in folder.assets}
    for package in packages:
        for name in (*named_files(package), *package.document.body_images()):
            if (path := asset_path(package, name)) in there and path.lower().endswith(_PICTURES):
                yield path


def named_files(package: Package) -> Iterator[str]:
    """Files that the pieces and verified pieces of a package name, as written."""
    part = package.data.get("package") or {}
    for name in ("assets", "asset_verification"):
        for one in part.get(name) or ():
            if one.get("file"):
                yield str(one["file"])


def asset_path(package: Package, name: str) -> str:
    """The path from the root of a file that is written beside a package's file."""
    return beside(package.path, name)


def beside(path: str, name: str) -> str:
    """The path from the root that a relative one, written in the file `path`, leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
