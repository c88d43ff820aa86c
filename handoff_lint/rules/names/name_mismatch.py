"""A name that lies is worse than none: the list says version 2, the file is version 3, and the wrong one is printed.

How to fix: make the name and the field say the same. What the name says need not be repeated in the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Campaign, Document, Kind, Problem, Severity
from handoff_lint.reading import videos
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF203"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """Fields that repeat a part of the name agree with it."""
    if document.kind in _NAMED_BY:
        yield from _check_id(document)
        return
    name = document.name
    if name is None:
        return
    day = f"{name.date[:4]}-{name.date[4:6]}-{name.date[6:]}" if name.date else ""
    version = int(name.version) if name.version else ""
    for field, said in (
        ("date", day),
        ("campaign", name.campaign),
        ("type", name.type),
        ("version", version),
    ):
        written = document.data.get(field)
        if written is not None and said and written != said:
            yield Problem(
                f"{field} is {written}, but the file name says {said}.",
                f"/{field}",
                "Correct the one that is wrong."
                if field == "type"
                else "Correct one of the two, or delete the field: the name says it.",
            )


_NAMED_BY = {Kind.CAMPAIGN: "folder", Kind.KNOWLEDGE: "file"}
"""What the id of a document comes from, besides packages."""


def _check_id(document: Document) -> Iterator[Problem]:
    said = document.campaign
    if document.kind is Kind.KNOWLEDGE:
        said = "kb/" + document.path.rpartition("/")[2].rpartition(".")[0]
    written = document.data.get("id")
    if written is not None and written != said:
        yield Problem(
            f"id is {written}, but the {_NAMED_BY[document.kind]}'s name says {said}.",
            "/id",
            "Correct one of the two, or delete the field: the name says it.",
        )


def check_assets(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """The campaign and the pixel size in an asset's name are those of the folder and the image."""
    for path in campaign.assets:
        name = context.config.asset_name.read(path.rpartition("/")[2])
        if name is None:
            continue
        if name.campaign and name.campaign != campaign.slug:
            yield Problem(
                f"The asset's name says campaign {name.campaign}, but it lies in {campaign.slug}.",
                help="Move it to its campaign, or rename it.",
                path=path,
            )
        size = name.tokens.get("size", "na")
        real = context.files.pixels(path) if size != "na" else None
        if real and size != f"{real[0]}x{real[1]}":
            yield Problem(
                f"The asset's name says {size} pixels, but the {_what(path)} has {real[0]}x{real[1]}.",
                help="Export it in the right size, or rename it.",
                path=path,
            )


def _what(path: str) -> str:
    return "film" if videos.is_video(path) else "image"


_PATH = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v02.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="name-metadata-mismatch",
    summary="What a file name says is true: date, campaign, type, version, pixel size.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    campaign=check_assets,
    kinds=frozenset({Kind.PACKAGE, *_NAMED_BY}),
    fix="auto",
    examples=(
        Example(
            "Another version in the file",
            path=_PATH,
            shows="version: 3\n",
            finds=(Find("3", "version is 3, but the file name says 2.", after="version: "),),
        ),
        Example(
            "Another campaign in the file",
            path=_PATH,
            shows="campaign: spring-rides\n",
            finds=(Find("spring-rides", "campaign is spring-rides, but the file name says spring-ride."),),
        ),
        Example(
            "The same in both",
            path=_PATH,
            shows=lines("""
                version: 2
                date: 2027-01-10
            """),
        ),
    ),
)
