"""Going back to an older approved text would undo what was found wrong with it, and no approval would notice.

How to fix: put the newer version back. If the older text is the right one after all, make it the next version and let
it be signed.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF418"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """No change puts an older version in the place of a newer one that somebody has looked at."""
    before = context.change.earlier(document) if context.change else None
    if before is None or before.version <= document.version or _is_untouched(before):
        return
    yield Problem(
        f"This is version {document.version}; version {before.version} was there already ({before.status}).",
        "/version" if "version" in document.data else "",
        f"Put version {before.version} back, or make this text version {before.version + 1} and let it be signed.",
    )


def _is_untouched(before: Document) -> bool:
    """A draft about which nobody has decided anything may be given up."""
    return before.status == "draft" and all(entry.version != before.version for entry in gates.all_entries(before))


_OLD = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_NEW = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v02.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="version-lost",
    summary="No newer version disappears in favour of an older one.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "Back to version 1",
            path=_OLD,
            shows="status: in_review\nsignoffs:\n  quality:\n",
            before="status: in_review\nsignoffs:\n  quality:\n",
            before_path=_NEW,
            finds=(Find("", "This is version 1; version 2 was there already (in_review)."),),
        ),
        Example(
            "A draft that nobody has looked at",
            path=_OLD,
            shows="status: draft\n",
            before="status: draft\n",
            before_path=_NEW,
        ),
    ),
)
