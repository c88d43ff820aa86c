"""People remember one thing of a campaign; a message with two of them leaves the choice to chance.

In another language than English (`language` under `organisation`) only the words are counted, not the sentences.

How to fix: say the one thing in one short sentence; what backs it up belongs under `supporting`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.prose import lists, passages, sentences
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF907"
MOST_WORDS = 20
_POINTER = "/package/message_hierarchy/primary"
_HELP = "Say the one thing that people should remember; move the rest to supporting."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """One sentence of at most 20 words; the place is where the second sentence begins."""
    text = document.get(_POINTER)
    if not isinstance(text, str):
        return
    known = lists.of(context.config.organisation)
    found = sentences.sentences(text, known) if known else []
    count = sentences.words(text)
    if len(found) > 1:
        message = f"The primary message has {len(found)} sentences; it may have one."
        start, end = found[1].start, found[1].end
    elif count > MOST_WORDS:
        message = f"The primary message has {count} words; the most are {MOST_WORDS}."
        start, end = 0, len(text)
    else:
        return
    message_text = passages.Passage(text, _POINTER)
    yield passages.problem(document, message_text, start, end, context.config.limits, message=message, help=_HELP)


_HIERARCHY = """\
package:
  message_hierarchy:
    primary: {}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="message-too-long",
    summary="The primary message is one sentence of at most 20 words.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "Two sentences",
            shows=_HIERARCHY.format("Your bike is back by six. You pay what we said."),
            finds=(Find("You pay", "The primary message has 2 sentences; it may have one."),),
        ),
        Example(
            "Everything at once",
            shows=_HIERARCHY.format(f"Your bike is back by six, {'and even cleaner ' * 5}than before."),
            finds=(Find("Your bike", "The primary message has 23 words; the most are 20."),),
        ),
        Example(
            "One thing; an abbreviation ends nothing", shows=_HIERARCHY.format("Your bike is back by 6 p.m. at last")
        ),
    ),
)
