"""Four questions decide whether the next person can start: what for, why now, within which limits, and how will we
know it worked. A package that does not answer them sets its receiver up to fail.

How to fix: answer the question that is missing, in a sentence that says more than the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema, lines

CODE = "HF105"
_DATE = re.compile(
    r"20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]+\.[0-9]+\.[0-9]{2,4}"
)
_WORD = re.compile(r"[a-z]+|[0-9]+")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_TIMES = _MONTHS | frozenset(
    "q monday tuesday wednesday thursday friday saturday sunday day days week weeks weekend month months quarter "
    "quarters year years today tomorrow easter christmas spring summer autumn winter".split()
)
"""What says when. Generous, because the rule must not quarrel with good sentences."""
_NUMBERS = frozenset(
    "no one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand "
    "thousands half third double twice once both all each every everybody everyone nobody none zero first".split()
)
"""What says how many, besides digits."""
_SMALL = frozenset("a an and at by for from in is it of on or our the their this to we with".split())


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Missing answers, answers that only repeat the title, and an objective that nobody can measure."""
    yield from from_schema(CODE)(document, context)
    known = _words(_title(document, context)) | _words(document.campaign)
    for field, question in (
        ("objective", "what is to change, for whom, by when"),
        ("context", "why now and what is decided"),
    ):
        answer = document.data.get(field)
        if isinstance(answer, str) and all(word in known for word in _each_word(answer)):
            yield Problem(
                f"{field} says no more than the title.",
                f"/{field}",
                f"Say {question}.",
            )
        elif isinstance(answer, str) and field == "objective":
            yield from _immeasurable(document, answer)


def _immeasurable(document: Document, objective: str) -> Iterator[Problem]:
    """An objective without a number or a day; those of a brief stand with its success metrics."""
    if document.get("/package/success_metrics"):
        return
    has_number, has_day = _says(objective.casefold())
    lacks = [what for what, said in (("number", has_number), ("day", has_day)) if not said]
    if lacks:
        yield Problem(
            f"objective names no {' and no '.join(lacks)}.",
            "/objective",
            "Say how many and by when, so that everybody can see whether it was reached.",
        )


def _says(text: str) -> tuple[bool, bool]:
    """Whether a text in small letters says how many, and by when; the digits of a day are no number."""
    may_hold_a_date = "-" in text or "/" in text or text.count(".") > 1  # looking for one costs more than the rest
    words = _WORD.findall(_DATE.sub(" today ", text) if may_hold_a_date else text)
    different = frozenset(words)
    years = {word for word in different if len(word) == 4 and word.startswith("20")}
    has_number = not _NUMBERS.isdisjoint(different) or any(
        word.isdecimal() and word not in years and not _is_of_a_day(words, index) for index, word in enumerate(words)
    )
    return has_number, bool(years) or not _TIMES.isdisjoint(different)


def _is_of_a_day(words: Sequence[str], index: int) -> bool:
    """Whether a number counts days: 9 September, 9th of September, September 9, Q3."""
    after = next((word for word in words[index + 1 : index + 4] if word not in ("st", "nd", "rd", "th", "of")), "")
    before = words[index - 1] if index else ""
    return after in _MONTHS or before in _MONTHS or before == "q"


def _title(document: Document, context: Context) -> str:
    own = document.data.get("title")
    if own is None and context.campaign and context.campaign.document:
        own = context.campaign.document.data.get("title")
    return str(own or "")


def _words(text: str) -> set[str]:
    return set(_each_word(text))


def _each_word(text: str) -> Iterator[str]:
    """The words that carry meaning, one by one: the first that the title lacks settles the question."""
    return (found[0] for found in re.finditer(r"\w+", text.casefold()) if found[0] not in _SMALL)


RULE = Rule(
    module=__name__,
    code=CODE,
    name="four-questions-unanswered",
    summary="Objective, context, constraints and success are answered, and say more than the title.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "An objective that repeats the title",
            shows="objective: Spring ride\n",
            finds=(Find("Spring ride", "objective says no more than the title.", after="objective: "),),
        ),
        Example(
            "No constraints",
            shows="constraints: []\n",
            finds=(Find("constraints", "constraints is empty."),),
        ),
        Example(
            "No context",
            without=("context",),
            finds=(Find("---", "context is missing; this status needs it."),),
        ),
        Example(
            "An objective that nobody can measure",
            shows=lines("""
                status: draft
                objective: Have the pieces ready in time.
            """),
            without=("package.success_metrics",),
            finds=(Find("Have the pieces", "objective names no number and no day."),),
        ),
        Example(
            "Who does what, how many, by when",
            shows="objective: Have 300 commuters book a spring check by 30 April 2027.\n",
        ),
    ),
)
