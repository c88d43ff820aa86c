"""A figure without a source is repeated until nobody knows whether it was ever true; in an advertisement it has to be.

How to fix: in copy, name the brief's claim (`claim: …-h1#cl-…`); in a brief, say under `substantiation` what proves it;
in the knowledge base, name the handoffs under `evidence` or link the source in the same paragraph. Or leave the figure
out.

Prices and offers are no claims, and in the knowledge base only figures in digits count. The rule knows English: copy in
another `locale` is left alone, and with another `language` under `organisation` it keeps silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.prose import figures, lists, passages
from handoff_lint.prose.figures import Approved, Figure
from handoff_lint.prose.lists import Lists
from handoff_lint.prose.passages import Passage
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store

CODE = "HF906"
_BRIEF = "strategy-to-creative"
_SOURCED = re.compile(r"\]\(|\]\[|\[\^|https?://|\bsources?:|\baccording to\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_IN_COPY = "Name the claim of the brief that allows it (claim: <brief>#<its id>), or leave the figure out."
_IN_BRIEF = "Say under substantiation what proves it: a report, a link's id."
_IN_KNOWLEDGE = "Name the handoff under evidence, link the source in this paragraph, or leave the figure out."
_IN_PLAN = "Use a figure of the brief's claims, in its words, or leave it out."


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Figures that claim something: in copy, in a plan of messages, in a brief's claims, in the knowledge base."""
    known = lists.of(context.config.organisation)
    if known is None:
        return
    for passage, advice in _unsourced(document, known):
        for figure in figures.figures(passage.text, known):
            if document.kind is Kind.KNOWLEDGE and not _DIGIT.search(figure.text):
                continue  # “twice as often” describes; a page is no advertisement
            yield _problem(document, context, passage, figure, advice)
    yield from _planned(document, context, known)


def _unsourced(document: Document, known: Lists) -> Iterator[tuple[Passage, str]]:
    """The texts that would need a source and name none, each with what to do."""
    if document.kind is Kind.KNOWLEDGE:
        if document.data.get("evidence") or document.data.get("confidence") == "draft":
            return
        summary = Passage(str(document.data.get("summary", "")), "/summary")
        for passage in (summary, *passages.paragraphs(document.source)):
            if not _SOURCED.search(passage.text):
                yield passage, _IN_KNOWLEDGE
    for pointer, copy in document.each("/package/copy"):
        text, locale = copy.get("text", ""), copy.get("locale", known.language)
        if not copy.get("claim") and locale.partition("-")[0] == known.language:
            yield Passage(text, f"{pointer}/text"), _IN_COPY
    if document.type == _BRIEF and document.rank < store.ranks(_BRIEF)["approved"]:  # then the schema asks for it
        for pointer, claim in document.each("/package/brand/claims"):
            if not claim.get("substantiation"):
                yield Passage(claim.get("text", ""), f"{pointer}/text"), _IN_BRIEF


def _planned(document: Document, context: Context, known: Lists) -> Iterator[Problem]:
    """Messages of a calendar, which have no field for a claim: their figures stand in the brief's claims."""
    entries = list(document.each("/package/message_calendar/entries"))
    if not entries:
        return
    approved = [
        Approved(str(claim.get("id", "")), claim["text"])
        for package in (context.campaign.packages if context.campaign else ())
        if package.type == _BRIEF
        for _, claim in package.each("/package/brand/claims")
        if claim.get("text")
    ]
    for pointer, entry in entries:
        passage = Passage(entry.get("message", ""), f"{pointer}/message")
        for found in figures.unapproved(passage.text, approved, known):
            yield _problem(document, context, passage, found.figure, _IN_PLAN)


def _problem(document: Document, context: Context, passage: Passage, figure: Figure, advice: str) -> Problem:
    return passages.problem(
        document,
        passage,
        figure.start,
        figure.end,
        context.config.limits,
        message=f"“{' '.join(figure.text.split())}” is a claim without a source.",
        help=advice,
    )


_COPY = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  copy:
    - id: cp-head
      asset: as-poster
      element: headline
      text: {text}
---
"""
_PRODUCTION = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="unsourced-claim",
    summary="Figures that claim something name their source: in copy, claims and the knowledge base.",
    idea="F4",
    severity=Severity.WARNING,
    document=check,
    kinds=frozenset({Kind.PACKAGE, Kind.KNOWLEDGE}),
    examples=(
        Example(
            "A headline",
            source=_COPY.format(text="Our checks are 30 % faster, for nine of ten bikes"),
            path=_PRODUCTION,
            finds=(
                Find("30 %", "“30 %” is a claim without a source."),
                Find("nine of ten", "“nine of ten” is a claim without a source."),
            ),
        ),
        Example(
            "A claim that nothing proves yet",
            shows=lines("""
                package:
                  brand:
                    claims:
                      - id: cl-fast
                        text: 9 of 10 checks take under three hours
            """),
            finds=(Find("9 of 10 checks take", "“9 of 10” is a claim without a source."),),
        ),
        Example(
            "A price and an offer",
            source=_COPY.format(text="20 % off until Friday, from £40, in a 30-minute visit"),
            path=_PRODUCTION,
        ),
    ),
)
