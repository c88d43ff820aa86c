"""When everyone knows who prepares, who checks and who receives, work flows; a row without a doer stands still.

How to fix: write one row each for prepare, verify and accept, with at least one person under responsible. Or use the
short form (accountable, consulted, informed): then owner, quality owner and receiver do the three.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.words import listed

CODE = "HF303"
_DOERS = {"prepare": "/from/owner", "verify": "/quality_owner", "accept": "/to/receiver"}


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Somebody does each activity, and the three that every handoff has are there."""
    yield from from_schema(CODE)(document, context)
    written = document.data.get("raci")
    if written is None or roster.is_short(document) or None in written:  # the schema has spoken about what it refused
        return
    there = {row["activity"] for row in written}
    missing = [activity for activity in _DOERS if activity not in there]
    if missing:
        who = [document.get(_DOERS[activity]) for activity in missing]
        hints = [f"{activity} by {name}" for activity, name in zip(missing, who, strict=True) if name]
        yield Problem(
            f"raci has no row for {listed(missing, conjunction='and')}.",
            "/raci",
            "Add a row with activity, responsible and accountable"
            + (f": {listed(hints, conjunction='and')}." if hints else "."),
            at="key",
        )


_ROWS = """
raci:
  - activity: prepare
    responsible: [maya.holt]
    accountable: maya.holt
  - activity: verify
    responsible: {verify}
    accountable: maya.holt
{last}
""".lstrip()
_ACCEPT = "  - activity: accept\n    responsible: [leo.brandt]\n    accountable: leo.brandt"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="responsible-missing",
    summary="Somebody is responsible in each row of raci, and there are rows for prepare, verify and accept.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="auto",
    examples=(
        Example(
            "Nobody checks",
            shows=_ROWS.format(verify="[]", last=_ACCEPT),
            finds=(Find("responsible: []", "responsible is empty."),),
        ),
        Example(
            "A team checks",
            shows=_ROWS.format(verify="[team:studio]", last=_ACCEPT),
            finds=(
                Find(
                    "team:studio",
                    "Entry 1 of raci[2].responsible should be one person's handle, such as maya.holt; "
                    "it is “team:studio”.",
                ),
            ),
        ),
        Example(
            "Nobody accepts",
            shows=_ROWS.format(verify="[bea.lind]", last="").rstrip() + "\n",
            finds=(Find("raci", "raci has no row for accept."),),
        ),
        Example("Three rows", shows=_ROWS.format(verify="[bea.lind]", last=_ACCEPT)),
        Example("The short form", shows="raci:\n  accountable: maya.holt\n"),
    ),
)
