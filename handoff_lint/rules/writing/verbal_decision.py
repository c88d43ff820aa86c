"""What was agreed in a meeting, a call or a chat is remembered differently by everyone who was there.

How to fix: write the decision down where both sides can read it, by the next working day, and enter who did that, when
and where under `confirmed`. What was written down late stays a warning: it cannot be mended any more. A package that
changes hands waits for no day: by then everything is in writing.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import timeline
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF904"
_SPOKEN = {"meeting": "a meeting", "call": "a call", "chat": "a chat"}


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every decision that was only spoken is confirmed in writing, by the next working day."""
    for pointer, decision in document.each("/decisions"):
        where, day = _SPOKEN.get(decision.get("made_in", "")), timeline.day(decision.get("date"))
        if where is None or day is None:
            continue
        calendar = timeline.calendar(document, "from", context.working_time, context.config)
        last = timeline.counted(calendar, day, 1) or day
        confirmed = decision.get("confirmed")
        if not confirmed:
            changes_hands = document.rank >= timeline.rank(document, "handed_off")
            if (changes_hands or context.today > last) and not _is_refused(document, pointer):
                yield Problem(
                    f"Decision {decision.get('id', '')} was made in {where} and is not confirmed in writing.",
                    pointer,
                    "Write it down where both sides can read it, then add  confirmed: {by, date, link}",
                    time_dependent=not changes_hands,
                )
        elif confirmed.get("date", "") > last.isoformat():
            yield Problem(
                f"Decision {decision.get('id', '')} of {day} was confirmed only on {confirmed['date']}, "
                f"after the next working day ({last}).",
                f"{pointer}/confirmed/date",
                "Nothing can mend this one; write the next one down the same day.",
                severity=Severity.WARNING,
            )


def _is_refused(document: Document, pointer: str) -> bool:
    """Whether there is a confirmation that the schema has refused and reported."""
    return any(found.problem.pointer.startswith(f"{pointer}/confirmed") for found in document.violations)


_DECISION = """
    decisions:
      - id: de-1
        date: 2027-01-08
        decision: No video; two posters instead.
        by: maya.holt
        made_in: call
"""
_CONFIRMED = "        confirmed: {by: leo.brandt, date: 2027-01-11, link: 'https://docs.example.com/de-1'}\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="verbal-decision-unconfirmed",
    summary="What was decided in a meeting, call or chat is confirmed in writing by the next working day.",
    idea="F4",
    severity=Severity.ERROR,
    since="handed_off",
    document=check,
    examples=(
        Example(
            "Only said",
            shows=lines(_DECISION),
            finds=(Find("id: de-1", "Decision de-1 was made in a call and is not confirmed in writing."),),
        ),
        Example(
            "Written down late",
            shows=lines(_DECISION + _CONFIRMED.replace("2027-01-11", "2027-01-12")),
            finds=(
                Find(
                    "2027-01-12",
                    "Decision de-1 of 2027-01-08 was confirmed only on 2027-01-12, after the next working day "
                    "(2027-01-11).",
                ),
            ),
        ),
        Example("Made on a Friday, written down on Monday", shows=lines(_DECISION + _CONFIRMED)),
    ),
)
