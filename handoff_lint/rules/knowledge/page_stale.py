"""Old advice misleads more than none: the page still says that mails work best in the evening, three years later.

How to fix: look whether the page still holds, then write the day under `last_reviewed` and the next one under
`review_by`; give it to somebody who is there; or set `confidence: archived` and unlink it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint import days
from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Related, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF810"
_REVIEW_DAYS = {"tactic": 180, "process": 90, "spec": 180, "lesson": 365, "glossary": 365}
"""After so many days a page of a kind is looked at again, where it does not say so itself."""
_ARCHIVED = "archived"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """A page that is in use was looked at in time and says where it comes from; owners who left are HF301's."""
    data, today = document.data, context.today.isoformat()
    if data.get("confidence") in (_ARCHIVED, None):
        return
    last = data.get("last_reviewed") or data.get("created", "")
    due = data.get("review_by") or (days.later(last, _REVIEW_DAYS[data["kind"]]) if last and "kind" in data else "")
    if "review_by" in data and data["review_by"] < data.get("created", ""):
        yield Problem(
            f"This page is to be reviewed by {due}, before it was written ({data['created']}).",
            "/review_by",
            "Look at both days again.",
        )
    elif due and due < today:
        yield Problem(
            f"This page was to be reviewed by {due}.",
            next((f"/{name}" for name in ("review_by", "last_reviewed", "created") if name in data), ""),
            "Look whether it still holds, then write the day under last_reviewed and the next one under review_by.",
            time_dependent=True,
        )
    if not data.get("evidence") and data["confidence"] != "draft":
        yield Problem(
            f"This page is {data['confidence'].replace('_', ' ')}, but names no evidence.",
            "/confidence",
            "Name the handoffs and items that it comes from, or set confidence: draft.",
        )


def check_links(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """Nothing that is still in use points at an archived page; one problem for each file that does."""
    archived = {one.id for one in facts if one.lesson and one.lesson.confidence == _ARCHIVED}
    for one in facts if archived else ():
        if one.status in ("completed", "archived", "cancelled") or (one.lesson and one.lesson.confidence == _ARCHIVED):
            continue
        places: dict[str, list[str]] = {}
        for pointer, target, page in one.refers_to:
            if target in ("knowledge", "page") and page in archived:
                places.setdefault(page, []).append(pointer)
        for page, (first, *others) in places.items():  # whoever mends a file mends all its links to the page
            yield Problem(
                f"{page} is archived: its advice holds no longer.",
                first,
                "Name the page that has replaced it, or take the link out.",
                path=one.path,
                related=tuple(Related(one.path, f"names {page}, too", pointer) for pointer in others),
            )


_PAGE = """\
---
title: Mails in the evening
kind: tactic
summary: They work better.
confidence: {confidence}
owner: tom.osei
review_by: {review}
---
"""
_PLACE = "docs/kb/evening-mails.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="kb-entry-stale",
    summary="Pages of the knowledge base were reviewed in time, have evidence, and are linked only while they hold.",
    idea="F4",
    severity=Severity.WARNING,
    document=check,
    repository=check_links,
    kinds=frozenset({Kind.KNOWLEDGE}),
    examples=(
        Example(
            "Due in November",
            files={_PLACE: _PAGE.format(confidence="draft", review="2026-11-30")},
            finds=(Find("2026-11-30", "This page was to be reviewed by 2026-11-30."),),
        ),
        Example(
            "No evidence",
            files={_PLACE: _PAGE.format(confidence="validated", review="2027-11-30")},
            finds=(Find("validated", "This page is validated, but names no evidence."),),
        ),
        Example("Still to come", files={_PLACE: _PAGE.format(confidence="draft", review="2027-11-30")}),
    ),
)
