"""Production receives files, not explanations: the name says channel, size and version, so nobody ships the wrong one.

How to fix: rename the file as the template asks (setting `naming: asset`): lower case, `_` between parts, `-` inside
them, `na` where there is no size.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Campaign, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.rules.names.handoff_file_name import LOOSE_WORDS
from handoff_lint.words import shown

CODE = "HF202"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """The names of the files below 02-production/assets/."""
    template = context.config.asset_name
    for path in campaign.assets:
        file_name = path.rpartition("/")[2]
        name = template.read(file_name)
        if name is None:
            yield Problem(
                f"The asset name {shown(file_name)} does not follow {template.shown()}.",
                help=f"For example {template.fill(_example(campaign.slug, file_name))}.",
                path=path,
            )
            continue
        loose = {word for value in name.tokens.values() for word in value.split("-")} & LOOSE_WORDS
        if loose:
            yield Problem(
                f"The asset name holds “{min(loose)}”, which stops being true at the next version.",
                help="Leave it out; the version number says which one is the newest.",
                path=path,
            )


def _example(campaign: str, file_name: str) -> dict[str, str]:
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else "png"
    return {
        "date": "20260909",
        "campaign": campaign,
        "channel": "linkedin",
        "asset": "hero",
        "variant": "a",
        "size": "1200x628",
        "version": "01",
        "extension": extension if extension.isalnum() and extension.isascii() else "png",
    }


_FOLDER = "docs/campaigns/spring-ride/02-production/assets/approved/"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="asset-file-name",
    summary="The file names of assets follow the naming template.",
    idea="F3",
    severity=Severity.ERROR,
    campaign=check,
    fix="auto",
    examples=(
        Example(
            "A name from the desktop",
            files={_FOLDER + "Hero FINAL2.png": ""},
            finds=(
                Find(
                    "",
                    "The asset name “Hero FINAL2.png” does not follow "
                    "YYYYMMDD_<campaign>_<channel>_<asset>_<variant>_<WxH|na>_vNN.<ext>.",
                ),
            ),
        ),
        Example(
            "A word instead of a version",
            files={_FOLDER + "20270301_spring-ride_instagram_hero-new_a_na_v02.pdf": ""},
            finds=(Find("", "The asset name holds “new”, which stops being true at the next version."),),
        ),
        Example(
            "Every part in its place",
            files={_FOLDER + "20270301_spring-ride_instagram_hero_a_na_v02.pdf": ""},
        ),
    ),
)
