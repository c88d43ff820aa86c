"""Approved means these bytes. A file that was exported once more afterwards has been seen by nobody.

How to fix: check the file as it is now, and note its checksum and the day in the launch package; or restore the file
that was approved. Each piece is verified by its own file, in the version that its name says, before it goes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import visible

CODE = "HF707"
_VERIFIED = "/package/asset_verification"
_CHECK_AGAIN = "Check it as it is now and write the new checksum and day, or restore the approved file."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """What was verified of each piece is its own file, before it goes out, with the checksum that was approved."""
    if document.type != assets.LAUNCH:
        return
    produced = assets.items(context.campaign, assets.PRODUCTION, "/package/assets")
    made = {name: one for name, one in produced.items() if one[2].get("status") != "dropped"}
    by_file = {_place(package, asset["file"]): name for name, (package, _, asset) in made.items() if asset.get("file")}
    by_sum = {asset["sha256"]: name for name, (_, _, asset) in made.items() if asset.get("sha256")}
    goes_out = assets.days_out(document)
    for pointer, entry in document.each(_VERIFIED):
        name = assets.full(entry.get("asset", ""), document)
        own = produced.get(name)
        file = _place(document, entry["file"]) if entry.get("file") else ""
        if own and file in by_file and file != _place(own[0], own[2].get("file", "")):
            yield _of_another("file", pointer, name, by_file[file], produced)
            continue  # its checksum and version are those of that file
        noted = entry.get("sha256", "")
        other = by_sum.get(noted, name) if own and noted != own[2].get("sha256") else name
        if other != name and noted != _digest(document, context, entry):
            yield _of_another("checksum", pointer, name, other, produced)
        elif noted:
            yield from _another_checksum(document, context, pointer, entry, own)
        yield from _another_version(pointer, entry, context)
        launch = goes_out.get(name) or assets.launch_day(document, context.campaign)
        if launch and entry.get("date", "") > launch and document.rank < store.ranks(document.type)["completed"]:
            yield Problem(
                f"This was approved on {entry['date']}, and it goes out on {launch}.",
                join(pointer, "date"),
                "Look at it and approve it before it goes out, or correct the day.",
            )


def _place(document: Document, path: str) -> str:
    """A file from the repository's root; a bare name, of a file that is kept elsewhere, as it is."""
    return assets.from_root(document, path) if "/" in path else path


def _digest(document: Document, context: Context, entry: Mapping[str, Any]) -> str | None:
    """The checksum of the verified file as it is now, None where it is not here."""
    return context.files.digest(entry["file"], beside=document.path) if entry.get("file") else None


def _of_another(what: str, pointer: str, name: str, other: str, produced: assets.Items) -> Problem:
    """Two pieces were mixed up."""
    package, place, _ = produced[other]
    field = "file" if what == "file" else "sha256"
    verified, mistaken = name.rpartition("#")[2], other.rpartition("#")[2]
    return Problem(
        f"This is the {what} of {mistaken}, so nobody has looked at {verified}.",
        join(pointer, field),
        f"Look at {verified}, and write its own file and checksum here.",
        related=(Related(package.path, f"the {what} of {mistaken}", join(place, field)),),
    )


def _another_checksum(
    document: Document,
    context: Context,
    pointer: str,
    entry: Mapping[str, Any],
    produced: tuple[Document, str, Mapping[str, Any]] | None,
) -> Iterator[Problem]:
    """The file has changed, or another one was approved than was produced."""
    approved, path, now = entry["sha256"], entry.get("file", ""), _digest(document, context, entry)
    if now and now != approved:
        when = f" on {entry['date']}" if entry.get("date") else ""
        yield Problem(
            f"{visible(path.rpartition('/')[2])} has changed since it was approved{when}.",
            join(pointer, "sha256"),
            f"{_CHECK_AGAIN} It is now {now}.",
        )
    elif not now and produced:
        package, place, asset = produced
        is_here = asset.get("file") and context.files.exists(asset["file"], beside=package.path)
        if not is_here and asset.get("sha256") not in (None, approved):
            yield Problem(
                "The production package names another checksum, so another file was approved.",
                join(pointer, "sha256"),
                "Find out which of the two goes out, check that one, and note its checksum in both places.",
                related=(Related(package.path, "the file that was produced", join(place, "sha256")),),
            )


def _another_version(pointer: str, entry: Mapping[str, Any], context: Context) -> Iterator[Problem]:
    """The version that was checked is another one than the file's."""
    name = context.config.asset_name.read(entry.get("file", "").rpartition("/")[2])
    if name and name.version and entry.get("version", int(name.version)) != int(name.version):
        yield Problem(
            f"version is {entry['version']}, but the file name says {int(name.version)}.",
            join(pointer, "version"),
            "Find out which version goes out, check that one, and correct the other.",
        )


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: ana.ruiz
package:
  asset_verification:
    - asset: spring-ride-h2#as-poster
      file: ../02-production/assets/approved/20270120_spring-ride_print_poster_a_na_v01.pdf
      version: {version}
      sha256: {hash}
      date: {date}
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270121_spring-ride_production-to-launch_v01.md"
_FILES = {"docs/campaigns/spring-ride/02-production/assets/approved/20270120_spring-ride_print_poster_a_na_v01.pdf": ""}
_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_OTHER = "3f1c0a9b7d5e2846f0a1b2c3d4e5f60718293a4b5c6d7e8f9012a3b4c5d6e7f8"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-changed-after-approval",
    summary="Each verified file is the piece's own, and still the one that was approved.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Exported once more",
            source=_PACKAGE.format(hash=_OTHER, version=1, date="2027-01-20"),
            path=_PLACE,
            files=_FILES,
            finds=(
                Find(
                    _OTHER,
                    "20270120_spring-ride_print_poster_a_na_v01.pdf has changed since it was approved on 2027-01-20.",
                ),
            ),
        ),
        Example(
            "Another version",
            source=_PACKAGE.format(hash=_EMPTY, version=2, date="2027-01-20"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("2", "version is 2, but the file name says 1.", after="version: "),),
        ),
        Example(
            "Approved when it was out",
            source=_PACKAGE.format(hash=_EMPTY, version=1, date="2027-03-20"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("2027-03-20", "This was approved on 2027-03-20, and it goes out on 2027-03-15."),),
        ),
        Example(
            "The approved file",
            source=_PACKAGE.format(hash=_EMPTY, version=1, date="2027-01-20"),
            path=_PLACE,
            files=_FILES,
        ),
    ),
)
