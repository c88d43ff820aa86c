"""“Better briefs next time” improves nothing: a failure of the process ends when a template changes, by somebody, by a
day.

How to fix: add an improvement that names the failure under `fixes`, with owner and day; do what is overdue, or set a
new day.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.words import shown

CODE = "HF808"
_FIXABLE = ("process", "tool", "people")
_from_schema = from_schema(CODE)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every failure of process, tool or people is fixed by an improvement; none is overdue."""
    if document.type != "campaign-retrospective":
        return
    yield from _from_schema(document, context)
    improvements = list(document.each("/package/process_improvements"))
    kept = [one for _, one in improvements if one.get("status") != "dropped"]
    fixed = {assets.full(item, document) for one in kept for item in one.get("fixes", []) if item}
    for pointer, failure in document.each("/package/what_didnt"):
        name = failure.get("id")
        if improvements and name and failure.get("category") in _FIXABLE and assets.full(name, document) not in fixed:
            yield Problem(
                f"No improvement fixes {name}, a failure of the {failure['category']}."
                if failure["category"] != "people"
                else f"No improvement fixes {name}, a failure of how people work together.",
                pointer,
                f"Add one under process_improvements with fixes: [{name}], an owner and a day.",
            )
    worked = {assets.full(one["id"], document) for _, one in document.each("/package/what_worked") if one.get("id")}
    for pointer, one in improvements:
        for index, item in enumerate(one.get("fixes", [])):
            if item and assets.full(item, document) in worked:
                yield Problem(
                    f"{item} worked, so there is nothing to fix.",
                    join(pointer, "fixes", index),
                    "Name what did not work.",
                )
    today = context.today.isoformat()
    for pointer, one in improvements:
        if one.get("status") in ("open", "in_progress") and one.get("due", today) < today:
            yield Problem(
                f"This improvement was due on {one['due']} and is still open: {shown(one.get('change', ''))}.",
                join(pointer, "due"),
                "Do it and set its status to done, or agree on a new day.",
                severity=Severity.WARNING,
                time_dependent=True,
            )


_PACKAGE = """\
---
type: campaign-retrospective
status: draft
from: tom.osei
package:
  what_didnt:
    - {{id: wd-poster, what: The poster had the old date, category: process}}
  process_improvements:
    - change: The brief lists every place that shows the date
      fixes: [{fixes}]
      owner: maya.holt
      due: {due}
      status: open
---
"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270505_spring-ride_campaign-retrospective_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="improvement-unowned",
    summary="Every failure of the process is fixed by an improvement with owner and day, and none is overdue.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "A failure that nothing fixes",
            source=_PACKAGE.format(fixes="wd-mail", due="2027-06-01"),
            path=_PLACE,
            finds=(Find("id: wd-poster", "No improvement fixes wd-poster, a failure of the process."),),
        ),
        Example(
            "Overdue",
            source=_PACKAGE.format(fixes="wd-poster", due="2027-01-08"),
            path=_PLACE,
            finds=(
                Find(
                    "2027-01-08",
                    "This improvement was due on 2027-01-08 and is still open: "
                    "“The brief lists every place that shows the date”.",
                ),
            ),
        ),
        Example("Fixed by June", source=_PACKAGE.format(fixes="wd-poster", due="2027-06-01"), path=_PLACE),
    ),
)
