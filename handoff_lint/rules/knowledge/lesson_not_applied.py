"""A lesson that no brief reads was learnt for nothing: the next campaign pays for it again.

How to fix: list the lesson under `package.lessons_applied` and say how the brief uses it, or under `why_not` why it
does not fit here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint.facts import Facts, Lesson
from handoff_lint.model import Kind, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF811"
_BRIEF = "strategy-to-creative"


def check(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """New briefs answer each validated lesson for their kind of campaign or people, and those meant for them."""
    pages = {one.id: one.lesson for one in facts if one.kind is Kind.KNOWLEDGE and one.lesson}
    kinds = {one.campaign: one.lesson.campaign_types for one in facts if one.kind is Kind.CAMPAIGN and one.lesson}
    meant = [(lesson, campaign) for one in facts if one.lesson for lesson, campaign in one.lesson.meant_for]
    for one in facts:
        if one.type != _BRIEF or one.lesson is None or one.rank >= store.ranks(_BRIEF)["accepted"] or not one.is_read:
            continue
        if one.status == "cancelled":
            continue
        wanted = [name for name, page in pages.items() if _fits(page, one.lesson, kinds.get(one.campaign, ()))]
        wanted += [lesson for lesson, campaign in meant if campaign == one.campaign and lesson in pages]
        left = sorted(set(wanted) - set(one.lesson.answers))
        if left:
            yield Problem(
                f"This brief does not say what it makes of {listed(left, conjunction='and')}.",
                "/package/lessons_applied" if one.lesson.answers else "/package",
                f"Add it under package.lessons_applied: {{kb: {left[0]}, how: …}}, or why_not.",
                at="key",
                path=one.path,
            )


def _fits(page: Lesson, brief: Lesson, campaign_types: Sequence[str]) -> bool:
    """Whether a validated page is about such people or such a campaign, and older than the brief."""
    if page.confidence != "validated" or not (page.segments or page.campaign_types) or page.day > brief.day:
        return False
    types = brief.campaign_types or campaign_types
    return all(
        not wanted or set(wanted) & set(had)
        for wanted, had in ((page.segments, brief.segments), (page.campaign_types, types))
    )


_LESSON = """\
---
title: Mails in the evening
kind: tactic
summary: They work better.
confidence: validated
owner: tom.osei
created: 2026-05-04
applies_to: {segments: [city-commuters]}
---
"""
_PLACE = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="lesson-not-applied",
    summary="New briefs say what they make of the lessons for their people and their kind of campaign.",
    idea="F4",
    severity=Severity.WARNING,
    since="in_review",
    repository=check,
    fix="suggested",
    examples=(
        Example(
            "A lesson left out",
            path=_PLACE,
            files={"docs/kb/evening-mails.md": _LESSON},
            finds=(Find("package:", "This brief does not say what it makes of kb/evening-mails."),),
        ),
        Example(
            "Why it does not fit",
            path=_PLACE,
            shows="package:\n  lessons_applied:\n    - {kb: kb/evening-mails, why_not: We send no mail.}\n",
            files={"docs/kb/evening-mails.md": _LESSON},
        ),
    ),
)
