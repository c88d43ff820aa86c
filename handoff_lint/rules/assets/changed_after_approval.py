"""Approved means these bytes. A file that was exported once more afterwards has been seen by nobody.

How to fix: check the file as it is now, and note its checksum and the day in the launch package; or restore the file
that was approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import visible

CODE = "HF707"
_CHECK_AGAIN = "Check it as it is now and write the new checksum and day, or restore the approved file."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The checksum of each verified file is the one that was noted when it was approved."""
    if document.type != assets.LAUNCH:
        return
    produced = assets.items(context.campaign, assets.PRODUCTION, "/package/assets")
    for pointer, entry in document.each("/package/asset_verification"):
        approved, path = entry.get("sha256"), entry.get("file", "")
        if not approved:
            continue
        now = context.files.digest(path, beside=document.path) if path else None
        if now and now != approved:
            yield Problem(
                f"{visible(path.rpartition('/')[2])} has changed since it was approved on {entry['date']}."
                if entry.get("date")
                else f"{visible(path.rpartition('/')[2])} has changed since it was approved.",
                join(pointer, "sha256"),
                f"{_CHECK_AGAIN} It is now {now}.",
            )
        elif not now and entry.get("asset") in produced:
            package, place, asset = produced[entry["asset"]]
            if asset.get("sha256") and asset["sha256"] != approved:
                yield Problem(
                    "The production package names another checksum, so another file was approved.",
                    join(pointer, "sha256"),
                    "Find out which of the two goes out, check that one, and note its checksum in both places.",
                    related=(Related(package.path, "the file that was produced", join(place, "sha256")),),
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
      sha256: {hash}
      date: 2027-01-20
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
    summary="Each verified file is still the one that was approved.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "Exported once more",
            source=_PACKAGE.format(hash=_OTHER),
            path=_PLACE,
            files=_FILES,
            finds=(
                Find(
                    _OTHER,
                    "20270120_spring-ride_print_poster_a_na_v01.pdf has changed since it was approved on 2027-01-20.",
                ),
            ),
        ),
        Example("The approved file", source=_PACKAGE.format(hash=_EMPTY), path=_PLACE, files=_FILES),
    ),
)
