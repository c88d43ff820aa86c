"""A file name is what people see in every list, search and e-mail: it says when, for which campaign, what and which
version, without opening the file.

How to fix: rename the file as proposed (`git mv OLD NEW`). The template is the setting `naming: package`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF201"

LOOSE_WORDS = frozenset(("final", "new", "copy", "latest", "old"))
"""Words that people write instead of a version."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The name follows the template, and its date exists."""
    if not document.campaign:
        return  # HF204: it is the place that is wrong
    file_name = document.path.rpartition("/")[2]
    template = context.config.package_name
    if document.name is None:
        better = proposed(document, context).rpartition("/")[2]
        taken = context.files.exists(better, beside=document.path)
        yield Problem(
            f"The file name {shown(file_name)} does not follow {template.shown()}.",
            help=f"{better} is there already: delete this copy, or give it a part of its own in the name."
            if taken
            else f"Rename it to {better}.",
        )
        return
    loose = LOOSE_WORDS.intersection(document.name.part.split("-"))
    if loose:
        yield Problem(
            f"The file name holds “{min(loose)}”, which stops being true at the next version.",
            help="Leave it out; the version number says which one is the newest.",
        )
    day = document.name.date
    if day and not store.is_date(f"{day[:4]}-{day[4:6]}-{day[6:]}"):
        yield Problem(
            f"The file name begins with {day}, and no such day exists.",
            help="Write the day on which the package was opened: year, month, day.",
        )


def proposed(document: Document, context: Context) -> str:
    """The path that a package should have, as far as it, its folder and its old name say."""
    folder, slash, file_name = document.path.rpartition("/")
    return folder + slash + context.config.package_name.fill(_known(document, file_name))


def _known(document: Document, file_name: str) -> dict[str, str]:
    """What the document, its folder and the old name say of the name that it should have."""
    data = document.data
    timeline = data.get("timeline")
    day = data.get("date") or (timeline.get("start") if isinstance(timeline, dict) else None)
    in_name = re.search(r"(?<![0-9])(20[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9])", file_name)
    version = data.get("version") or re.search(r"v([0-9]+)", file_name.lower())
    number = int(version[1]) if isinstance(version, re.Match) else int(version or document.version)
    found = {
        "date": str(day).replace("-", "") if day else "".join(in_name.groups()) if in_name else "",
        "campaign": document.campaign,
        "type": document.type or _type_of_stage(document.stage),
        "version": f"{number:02d}",
    }
    return {key: value for key, value in found.items() if value}


def _type_of_stage(stage: str) -> str:
    return next((name for name in store.handoff_types() if store.load(name)["x-stage"] == stage), "")


_FOLDER = "docs/campaigns/spring-ride/01-brief/"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="handoff-file-name",
    summary="A package's file name follows the naming template.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    fix="auto",
    examples=(
        Example(
            "A name in passing",
            path=_FOLDER + "brief final.md",
            finds=(
                Find(
                    "",
                    "The file name “brief final.md” does not follow YYYYMMDD_<campaign>_<type>[_<part>]_vNN.md.",
                ),
            ),
        ),
        Example(
            "A date that does not exist",
            path=_FOLDER + "20270231_spring-ride_strategy-to-creative_v01.md",
            finds=(Find("", "The file name begins with 20270231, and no such day exists."),),
        ),
        Example(
            "A word instead of a version",
            path=_FOLDER + "20270110_spring-ride_strategy-to-creative_final_v01.md",
            finds=(Find("", "The file name holds “final”, which stops being true at the next version."),),
        ),
        Example(
            "Date, campaign, type, version",
            path=_FOLDER + "20270110_spring-ride_strategy-to-creative_v01.md",
        ),
    ),
)
