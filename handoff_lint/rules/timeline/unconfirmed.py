"""Dates that only one side has agreed to are a wish: the other side has plans of its own.

How to fix: ask the other side, and let everybody who has said yes stand under timeline.confirmed_by. Accepting the
handoff counts as the receiver's yes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates, roster, timeline
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema, lines
from handoff_lint.words import listed

CODE = "HF507"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """From the handover on, owner and receiver have confirmed the dates."""
    yield from from_schema(CODE)(document, context)
    confirmed = document.get("/timeline/confirmed_by")
    if confirmed is None or document.status == "archived" or not document.type:
        return
    if document.rank < timeline.rank(document, "handed_off"):
        return
    accepted = {
        entry.by
        for entry in gates.entries(document, gates.ACCEPTANCE)
        if entry.decision == "accepted" and entry.version == document.version
    }
    wanted = [document.get("/from/owner")]
    if not accepted:
        wanted.append(document.get("/to/receiver"))
    people = context.config.people  # of somebody who is not on the list HF301 speaks
    missing = [name for name in wanted if name and name not in confirmed and (not people or name in people)]
    if missing:
        names = listed([roster.name_of(context.config, name) for name in missing], conjunction="and")
        yield Problem(
            f"{names} {'has' if len(missing) == 1 else 'have'} not confirmed these dates.",
            "/timeline/confirmed_by",
            f"Ask, then add {listed(missing, conjunction='and')}.",
            at="key",
        )


_DATES = """
    status: handed_off
    timeline:
      start: 2027-01-11
      due: 2027-01-13
      needed_by: 2027-01-15
      confirmed_by: [{names}]
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="timeline-unconfirmed",
    summary="Owner and receiver have confirmed the dates before the work changes hands.",
    idea="F2",
    severity=Severity.ERROR,
    since="handed_off",
    document=check,
    examples=(
        Example(
            "Only the owner",
            shows=lines(_DATES.format(names="maya.holt")),
            finds=(Find("confirmed_by", "leo.brandt has not confirmed these dates."),),
        ),
        Example("Both", shows=lines(_DATES.format(names="maya.holt, leo.brandt"))),
    ),
)
