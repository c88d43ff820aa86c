"""If creative cannot retell the strategy after reading it once, it is too complex; three sentences can be retold.

In another language than English (`language` under `organisation`) only the words are counted, not the sentences.

How to fix: name the audience, its problem and your promise, one sentence each. Everything else has its own field.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.prose import lists, passages, sentences
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF901"
MOST_SENTENCES = 3
MOST_WORDS = 75
_POINTER = "/package/strategy_summary"
_HELP = "Name the audience, its problem and your promise, one sentence each; move the rest to context."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """At most three sentences and 75 words; the place is where the fourth sentence begins."""
    text = document.get(_POINTER)
    if not isinstance(text, str):
        return
    summary = passages.Passage(text, _POINTER)
    known = lists.of(context.config.organisation)
    found = sentences.sentences(text, known) if known else []
    if len(found) > MOST_SENTENCES:
        surplus = found[MOST_SENTENCES]
        yield passages.problem(
            document,
            summary,
            surplus.start,
            surplus.end,
            context.config.limits,
            message=f"The strategy summary has {len(found)} sentences; the most are {MOST_SENTENCES}.",
            help=_HELP,
        )
    elif (count := sentences.words(text)) > MOST_WORDS:
        yield passages.problem(
            document,
            summary,
            0,
            len(text),
            context.config.limits,
            message=f"The strategy summary has {count} words; the most are {MOST_WORDS}.",
            help=_HELP,
        )


_SENTENCES = """\
package:
  strategy_summary: >-
    Commuters, e.g. nurses, put off the spring check. They cannot spare the bike.
    We have it back by 6 p.m. on the same day. We ask them to book. They pay at the till.
"""
_WORDS = f"""\
package:
  strategy_summary: Commuters put off {"the long and costly " * 18}check.
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="strategy-summary-too-long",
    summary="The strategy summary has at most 3 sentences and 75 words.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "Five sentences",
            shows=_SENTENCES,
            finds=(Find("We ask", "The strategy summary has 5 sentences; the most are 3."),),
        ),
        Example(
            "One endless sentence",
            shows=_WORDS,
            finds=(
                Find(
                    "Commuters put off the long",
                    "The strategy summary has 76 words; the most are 75.",
                ),
            ),
        ),
        Example(
            "Three sentences; an abbreviation ends none",
            shows=_SENTENCES.replace(" We ask them to book. They pay at the till.", ""),
        ),
    ),
)
