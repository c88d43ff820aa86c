"""An assumption that nobody has checked is a guess; the receiver builds on it as if it were a fact.

How to fix: ask whoever knows, and write the answer down: status confirmed or rejected, by whom, when. What the text
assumes belongs under `assumptions` too.

Quotations and code are not looked at. The phrases are English: with another `language` under `organisation` only the
entries under `assumptions` are judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.prose import lists, passages, sentences
from handoff_lint.prose.lists import Lists
from handoff_lint.prose.phrases import Hit
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import shown

CODE = "HF905"
_SHARED = 2
"""So many meaning-bearing words make an entry and a sentence the same assumption."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """No assumption is open, and none is only in the text."""
    for pointer, entry in document.each("/assumptions"):
        if entry.get("status") == "open":
            yield Problem(
                f"The assumption {shown(entry.get('text', ''))} is still open.",
                f"{pointer}/status",
                "Ask whoever knows, then write  status: confirmed  (or rejected) with by and date.",
            )
    known = lists.of(context.config.organisation)
    if known is None:
        return
    for passage, hit in passages.find(document, known, known.assumption):
        if not _is_listed(document, passage, hit, known):
            words = " ".join(passage.text[hit.start : hit.end].split())
            yield passages.problem(
                document,
                passage,
                hit.start,
                hit.end,
                context.config.limits,
                message=f"“{words}” begins an assumption that is not listed under assumptions.",
                help="Add it:  assumptions: [{text: what you take for granted, status: open}]",
            )


def _is_listed(document: Document, passage: passages.Passage, hit: Hit, known: Lists) -> bool:
    """Whether an entry says the same as the sentence, going by the words that they share."""
    said = sentences.meaning(sentences.sentence_at(passage.text, hit.start, known).text)
    said -= sentences.meaning(passage.text[hit.start : hit.end])
    entries = (sentences.meaning(entry.get("text", "")) for _, entry in document.each("/assumptions"))
    return any(len(entry & said) >= min(_SHARED, len(entry), len(said)) for entry in entries if entry)


RULE = Rule(
    module=__name__,
    code=CODE,
    name="open-assumption",
    summary="No assumption is open at the handover, and each one in the text is listed.",
    idea="F4",
    severity=Severity.ERROR,
    since="handed_off",
    document=check,
    examples=(
        Example(
            "Nobody has asked",
            shows=lines("""
                assumptions:
                  - text: The till can print the code.
                    status: open
            """),
            finds=(Find("open", "The assumption “The till can print the code.” is still open.", after="status: "),),
        ),
        Example(
            "Assumed in passing",
            shows="context: We assume that the till can print the code. Regulars skip the spring check.\n",
            finds=(Find("We assume", "“We assume” begins an assumption that is not listed under assumptions."),),
        ),
        Example(
            "Asked and answered",
            shows=lines("""
                context: We assume that the till can print the code. Regulars skip the spring check.
                assumptions:
                  - text: The till can print the code.
                    status: confirmed
                    by: tom.osei
                    date: 2027-01-11
            """),
        ),
    ),
)
