"""What was learnt is gone when the people who learnt it are; a page in the knowledge base stays.

How to fix: write the page, and name it under `kb` at the item that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean

CODE = "HF809"
_TYPE = "campaign-retrospective"
_from_schema = from_schema(CODE)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each item of what worked and what did not names its page, once the retrospective is completed."""
    return iter(_from_schema(document, context))


def check_pages(facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """The pages exist that a completed retrospective names, and before that those that it calls done."""
    known = {one.id for one in facts if one.kind is Kind.KNOWLEDGE}
    for one in facts:
        if one.type != _TYPE or one.status in ("archived", "cancelled"):
            continue
        is_completed, done = one.rank >= store.ranks(_TYPE)["completed"], one.lesson.done if one.lesson else ()
        for pointer, target, page in one.refers_to if is_completed or done else ():
            if target == "page" and page not in known and (is_completed or pointer in done):
                yield Problem(
                    f"There is no page {page}.{did_you_mean(page, known)}",
                    pointer,
                    f"Write it as {page}.md in the folder of documents ({context.config.docs_dir}).",
                    path=one.path,
                )


_PACKAGE = """\
---
type: campaign-retrospective
status: completed
from: tom.osei
package:
  what_worked:
    - id: ww-evening
      tactic: Mails in the evening
      evidence: 40 of 300 bookings
      repeat_when: The mail asks for a booking
{kb}---
"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270505_spring-ride_campaign-retrospective_v01.md"
_PAGE = "---\ntitle: Mails in the evening\nkind: tactic\nsummary: They work.\nconfidence: draft\nowner: tom.osei\n---\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="lesson-uncaptured",
    summary="Each lesson of a completed retrospective has its page in the knowledge base.",
    idea="F4",
    severity=Severity.ERROR,
    since="completed",
    document=check,
    repository=check_pages,
    fix="auto",
    examples=(
        Example(
            "No page named",
            source=_PACKAGE.format(kb=""),
            path=_PLACE,
            finds=(Find("id: ww-evening", "kb is missing in package.what_worked[1]; this status needs it."),),
        ),
        Example(
            "No such page",
            source=_PACKAGE.format(kb="      kb: kb/evening-mails\n"),
            path=_PLACE,
            finds=(Find("kb/evening-mails", "There is no page kb/evening-mails."),),
        ),
        Example(
            "The page is there",
            source=_PACKAGE.format(kb="      kb: kb/evening-mails\n"),
            path=_PLACE,
            files={"docs/kb/evening-mails.md": _PAGE},
        ),
    ),
)
