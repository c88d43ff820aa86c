"""Folders mirror the stages of the work: whoever opens a campaign sees how far it is, and finds each handoff at once.

How to fix: move the file to the folder that the message names (`git mv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.model import Campaign, Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF204"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The package lies in its campaign's folder, in the folder of its stage."""
    top = context.config.campaigns_dir
    if not document.campaign:
        yield Problem(
            "This file lies outside any campaign folder.",
            help=f"Move it to {top}/<campaign>/<stage>/, or add it to `exclude` in handoff.yml.",
        )
        return
    named = document.name
    stage = str(store.load(document.type)["x-stage"]) if document.type else ""
    if stage and document.stage != stage and not (named and named.type and named.type != document.type):
        where = f"in {document.stage}/" if document.stage else "directly in the campaign folder"
        yield Problem(
            f"A {document.type} package belongs in {stage}/; this one lies {where}.",
            help=f"Move it to {top}/{document.campaign}/{stage}/.",
        )
    written = document.data.get("campaign")
    if named and named.campaign and named.campaign != document.campaign and written in (None, named.campaign):
        yield Problem(
            f"The package is of campaign {named.campaign}, but it lies in the folder {document.campaign}.",
            help=f"Move it to {top}/{named.campaign}/{document.stage or stage}/, or rename it.",
        )


def check_folder(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """The folder's name can be a campaign's id."""
    if not _SLUG.fullmatch(campaign.slug):
        yield Problem(
            f"The campaign folder {shown(campaign.slug)} cannot be a campaign's name.",
            help="Rename it: lower case letters and digits, with - between words.",
            path=campaign.path,
        )


_CAMPAIGNS = "docs/campaigns/"
_NAME = "20270110_spring-ride_strategy-to-creative_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="folder-stage-mismatch",
    summary="Each package lies in its campaign's folder, in the folder of its stage.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    campaign=check_folder,
    fix="auto",
    examples=(
        Example(
            "A brief among the productions",
            path=f"{_CAMPAIGNS}spring-ride/02-production/{_NAME}",
            finds=(
                Find(
                    "",
                    "A strategy-to-creative package belongs in 01-brief/; this one lies in 02-production/.",
                ),
            ),
        ),
        Example(
            "A brief in another campaign's folder",
            path=f"{_CAMPAIGNS}winter-service/01-brief/{_NAME}",
            files={f"{_CAMPAIGNS}winter-service/campaign.md": "<campaign>"},
            finds=(Find("", "The package is of campaign spring-ride, but it lies in the folder winter-service."),),
        ),
        Example(
            "Outside any campaign",
            files={f"{_CAMPAIGNS}notes.md": "<brief>"},
            finds=(Find("", "This file lies outside any campaign folder."),),
        ),
        Example("In its place", path=f"{_CAMPAIGNS}spring-ride/01-brief/{_NAME}"),
    ),
)
