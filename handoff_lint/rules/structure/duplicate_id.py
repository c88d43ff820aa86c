"""One thing, one name: when two things share an id, every reference to it is a guess.

How to fix: give one of the two another id, and check what refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import listed

CODE = "HF104"


def check_items(document: Document, _context: Context) -> Iterator[Problem]:
    """Ids of list items within one package."""
    if len(document.item_ids) == len(set(document.item_ids)):
        return
    first: dict[str, str] = {}
    for pointer, item_id in _item_ids(document.data, ""):
        if item_id in first:
            yield Problem(
                f"The id {item_id} is used twice in this package.",
                pointer,
                "Give one of the two another id.",
                related=(Related(document.path, "first used here", first[item_id]),),
            )
        else:
            first[item_id] = pointer


def _item_ids(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if type(inner) is dict or type(inner) is list:
                yield from _item_ids(inner, join(pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                here = join(pointer, index)
                if isinstance(item.get("id"), str):
                    yield here + "/id", item["id"]
                yield from _item_ids(item, here)


def check_documents(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """Ids of packages, campaigns and knowledge entries across the repository."""
    first: dict[tuple[bool, str], Facts] = {}
    for one in sorted((one for one in facts if one.is_read), key=lambda one: one.path):
        key = (one.kind is Kind.CAMPAIGN, one.id)
        if one.id and key in first:
            yield Problem(
                f"The id {one.id} belongs to two files.",
                "/id",
                "Keep one file of the two, or "
                + (
                    "put a part into the other's name (…_strategy-to-creative_retail_v01.md) so that their ids differ."
                    if one.kind is Kind.PACKAGE
                    else "rename the other."
                ),
                at="key",
                path=one.path,
                related=(Related(first[key].path, "the other one"),),
            )
        elif one.id:
            first[key] = one
    yield from _calendar_entries(facts)


def _calendar_entries(facts: Sequence[Facts]) -> Iterator[Problem]:
    """Ids of the shared calendar's entries, in all its files and in those of campaigns: one finding for two files."""
    ordered = sorted(facts, key=lambda one: (one.kind is Kind.CALENDAR, one.path))
    first: dict[str, tuple[Facts, str]] = {}
    repeated: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for one in ordered:
        for pointer, entry in ((f"{each.pointer}/id", each.id) for each in one.entries if each.id):
            other, where = first.setdefault(entry, (one, pointer))
            # Entries of two campaigns may share an id: whoever names one names its handoff too.
            if one.kind is Kind.CALENDAR and (other is not one or where != pointer):
                repeated.setdefault((one.path, other.path), []).append((entry, pointer, where))
    for (path, other_path), found in repeated.items():
        ids = listed((entry for entry, _, _ in found), conjunction="and")
        yield Problem(
            f"The calendar entry {ids} stands in two places."
            if len(found) == 1
            else f"{len(found)} calendar entries stand in two places: {ids}.",
            found[0][1],
            "If it is the same, delete one; otherwise give it another id.",
            path=path,
            related=(Related(other_path, "the other one", found[0][2]),),
        )


_SECOND = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="duplicate-id",
    summary="Ids are unique: of documents in the repository, of items in their package.",
    idea="F1",
    severity=Severity.ERROR,
    document=check_items,
    repository=check_documents,
    examples=(
        Example(
            "Two links with one id",
            shows=lines("""
                links:
                  - {id: lk-talks, rel: research, title: Talks, url: 'https://docs.example.com/talks', tool: docs}
                  - {id: lk-talks, rel: research, title: Survey, url: 'https://docs.example.com/survey', tool: docs}
            """),
            finds=(Find("lk-talks, rel: research, title: Survey", "The id lk-talks is used twice in this package."),),
        ),
        Example(
            "Two briefs of one campaign without a part in their names",
            path=_SECOND,
            files={"docs/campaigns/spring-ride/01-brief/20270111_spring-ride_strategy-to-creative_v01.md": "<brief>"},
            finds=(Find("", "The id spring-ride-h1 belongs to two files."),),
        ),
        Example(
            "Two links with an id each",
            shows=lines("""
                links:
                  - {id: lk-talks, rel: research, title: Talks, url: 'https://docs.example.com/talks', tool: docs}
                  - {id: lk-survey, rel: research, title: Survey, url: 'https://docs.example.com/survey', tool: docs}
            """),
        ),
    ),
)
