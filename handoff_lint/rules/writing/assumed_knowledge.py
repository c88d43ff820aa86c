"""What is not written in the handoff does not exist for the one who was not in the room, or who joins next year.

How to fix: write down what was discussed or usual, or link the place where it is written. Explain a short form under
`glossary`, or in the settings' glossary if everybody here knows it.

Copy, quotations and code are not looked at. The rule knows English: with another `language` under `organisation` it
keeps silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.prose import lists, passages
from handoff_lint.prose.lists import Lists
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF903"
_CAPITALS = re.compile(r"[A-Z0-9]{2,}")
"""Nearly all texts hold nothing that is not known by this rough look."""
_ACRONYM = re.compile(r"(?<![\w-])\d{0,3}(?=\d*[A-Z]\d*[A-Z])([A-Z0-9]{2,6})s?(?![\w-])")
_ROMAN = re.compile(r"[IVX]+")
_MONEY = re.compile(r"[A-Z]{3}\s?\d|\d\s?[A-Z]{3}\b")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Phrases that point to what is not here, and short forms that nothing explains."""
    known = lists.of(context.config.organisation)
    if known is None:
        return
    for passage, hit in passages.find(document, known, known.assumed_knowledge):
        words = " ".join(passage.text[hit.start : hit.end].split())
        yield passages.problem(
            document,
            passage,
            hit.start,
            hit.end,
            context.config.limits,
            message=f"“{words}” points to something that is not written here.",
            help="Write it down, or link the place where it is written.",
        )
    yield from _acronyms(document, context, known)


def _acronyms(document: Document, context: Context, known: Lists) -> Iterator[Problem]:
    """Each unexplained short form, where it stands first."""
    explained = {term.casefold() for term in (*context.config.glossary, *document.data.get("glossary", ()))}
    explained |= known.everyday
    text = passages.joined(document, known)[0]
    if all(word.isdecimal() or _is_known(word, explained) for word in set(_CAPITALS.findall(text))):
        return
    explained |= _names(document, context)
    for passage in passages.passages(document):
        cleaned = passages.clean(passage.text)
        for found in _ACRONYM.finditer(cleaned):
            if _is_known(found[0], explained) or _is_no_acronym(found, known) or _is_explained(found[1], text):
                continue
            explained.add(found[1].casefold())
            yield passages.problem(
                document,
                passage,
                found.start(),
                found.end(),
                context.config.limits,
                message=f"Nothing here says what {found[0]} means.",
                help=_advice(document, found[1]),
            )


def _advice(document: Document, word: str) -> str:
    if document.kind is Kind.PACKAGE:
        return (
            f"Explain it:  glossary: {{{word}: …}}  or, if all here know it, put it into the glossary of handoff.yml."
        )
    return f"Write it out, or put {word} into the glossary of handoff.yml."


def _is_known(written: str, explained: set[str]) -> bool:
    """Whether a short form is explained: as it is written, in the singular, or without the number before it."""
    word = written.casefold()
    return any(form in explained for form in (word, word.removesuffix("s"), word.lstrip("0123456789")))


def _names(document: Document, context: Context) -> set[str]:
    """Words of names: the organisation's and those of competitors."""
    names = [str(context.config.organisation.get("name", ""))]
    names += [str(rival.get("competitor", "")) for _, rival in document.each("/package/competitive_context")]
    return {word.casefold() for name in names for word in re.findall(r"\w+", name)}


def _is_no_acronym(found: re.Match[str], known: Lists) -> bool:
    """Whether it is a Roman number, a currency beside its amount, or a word of a sentence in capitals."""
    text, start, end = found.string, found.start(), found.end()
    around = text[max(0, start - 2) : end + 2]
    if _ROMAN.fullmatch(found[1]) or _MONEY.search(around):
        return True
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    neighbours = [word.strip(".,;:!?()") for word in before + after]
    return any(word in known.shouted or (word.isalpha() and word.isupper() and len(word) > 6) for word in neighbours)


def _is_explained(word: str, text: str) -> bool:
    """Whether the text says in brackets what it means, or gives it in brackets after the words."""
    return re.search(rf"\b{word}s? \([a-z]|[a-z] \({word}s?\)", text) is not None


RULE = Rule(
    module=__name__,
    code=CODE,
    name="assumed-knowledge",
    summary="No “as discussed”, “the usual” or “see Slack”, and no short form that nothing explains.",
    idea="F4",
    severity=Severity.WARNING,
    document=check,
    kinds=frozenset({Kind.PACKAGE, Kind.CAMPAIGN, Kind.KNOWLEDGE}),
    examples=(
        Example(
            "Known to those who were there",
            shows="context: As discussed, regulars skip the spring check. Leo gets the usual sizes, see Slack.\n",
            finds=(
                Find("As discussed", "“As discussed” points to something that is not written here."),
                Find("the usual", "“the usual” points to something that is not written here."),
                Find("see Slack", "“see Slack” points to something that is not written here."),
            ),
        ),
        Example(
            "A short form from the trade",
            shows="context: Two of three LBS lose regulars in winter. Every LBS has a till.\n",
            finds=(Find("LBS lose", "Nothing here says what LBS means."),),
        ),
        Example(
            "Written down, and explained",
            shows="context: Two of three LBS lose regulars in winter; the UK has 2,500 of them, with VAT numbers.\n"
            "constraints:\n"
            "  - Leo gets the sizes in the price list, as agreed in decision de-1. DO NOT print the POS (till) code.\n"
            "glossary: {LBS: local bike shop}\n",
        ),
    ),
)
