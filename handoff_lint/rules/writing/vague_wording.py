"""“Soon” is Friday for one and next month for the other: what a handoff leaves open, somebody else fills in.

How to fix: write the day, the person, the number or the whole list; or leave the sentence out.

Copy, quotations and code are not looked at. The rule knows English: with another `language` under `organisation` it
keeps silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.prose import lists, passages, sentences
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF902"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Words that leave open when, who, which or how much."""
    known = lists.of(context.config.organisation)
    if known is None:
        return
    for passage, hit in passages.find(document, known, known.vague):
        if hit.entry.orders and not passage.is_order:
            continue
        if hit.entry.unmeasured and sentences.has_number(
            sentences.sentence_at(passage.text, hit.start, known).text, known
        ):
            continue
        words = " ".join(passage.text[hit.start : hit.end].split())
        yield passages.problem(
            document,
            passage,
            hit.start,
            hit.end,
            context.config.limits,
            message=f"“{words}” leaves open {hit.entry.leaves_open}.",
            help=hit.entry.write,
        )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="vague-wording",
    summary="No “asap”, “some images”, “etc.” or “someone should” where others have to act.",
    idea="F4",
    severity=Severity.WARNING,
    document=check,
    kinds=frozenset({Kind.PACKAGE, Kind.CAMPAIGN}),
    examples=(
        Example(
            "When, who, how many?",
            shows="constraints:\n"
            "  - Legal needs the copy ASAP.\n"
            "  - Someone should ask the printer.\n"
            "  - We need some photos of bikes, locks, etc.\n",
            finds=(
                Find("ASAP", "“ASAP” leaves open when."),
                Find("Someone should", "“Someone should” leaves open who."),
                Find("some photos", "“some photos” leaves open how many or how much."),
                Find("etc.", "“etc.” leaves open what else belongs to it."),
            ),
        ),
        Example(
            "Better, but by how much?",
            shows="objective: Optimise the booking page by 30 April. Optimise the mail too.\n",
            finds=(Find("Optimise the mail"[:8], "“Optimise” leaves open by how much.", after="April. "),),
        ),
        Example(
            "Day, person and number",
            shows="constraints:\n"
            "  - Legal needs the copy on 15 January, as soon as the price list is out.\n"
            "  - Leo asks the printer for 4 photos.\n"
            "context: Customers say “asap” and mean today. Some regulars left soon.\n",
        ),
    ),
)
