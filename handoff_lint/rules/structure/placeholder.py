"""A blank with a label on it is still a blank: “TBD” passes every eye and every form, and fails at launch.

How to fix: fill it in, or take the field out and keep the package a draft until you know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handoff_lint.model import Document, Problem, Severity, Span, join
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule

CODE = "HF107"

_ANYWHERE = re.compile(
    r"\b(?:TODO|FIXME|TKTK)\b|(?i:\bTB[CD]\b|\blorem ipsum\b|\binsert\b[^.\n]{1,40}\bhere\b)|<[A-Za-z][^<>@:/\n]{0,60}>"
)
_WHOLE = re.compile(r"\s*(?:[xX]{3,}|\?{2,}|\.{3}|…)\s*")
_ANGLE = re.compile(r"<[A-Za-z]")
_SIGNS = tuple(sign.encode() for sign in ("tbd", "tbc", "todo", "fixme", "tktk", "lorem", "insert", "xxx", "..."))
_RARE = tuple(sign.encode() for sign in ("??", "…"))
"""Signs whose first byte is so rare that it is looked for first.

Without one of all these (in lower case) no pattern can match: looking for bytes costs a hundredth of the patterns.
"""
_HTML = frozenset(
    "a abbr b blockquote br cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark ol p picture pre q s small source span strong sub summary sup table tbody td th thead tr u ul "
    "video".split()
)


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """Placeholders in values and in the body; one look at the whole text rules most files out."""
    source = document.source
    if source is None:
        return
    lower = source.text.encode().lower()
    has_sign = any(sign in lower for sign in _SIGNS) or any(sign[:1] in lower and sign in lower for sign in _RARE)
    if not has_sign and not _ANGLE.search(source.text):
        return
    for pointer, value in _texts(document.data, ""):
        found = _ANYWHERE.search(value)
        if found or _WHOLE.fullmatch(value):
            yield _problem(found[0] if found else value.strip(), pointer=pointer)
    for number, line in source.prose():
        for found in _ANYWHERE.finditer(line):
            if found[0].strip("<>").split()[0].lower() not in _HTML:
                yield _problem(found[0], span=Span(number, found.start() + 1, number, found.end() + 1))


def _texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, join(pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, join(pointer, index))


def _problem(text: str, *, pointer: str = "", span: Span | None = None) -> Problem:
    return Problem(
        f"“{text}” is a placeholder that nobody filled in.",
        pointer,
        "Write what belongs here; if it is not known yet, leave the field out and keep the status draft.",
        text=text,
        span=span,
    )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="placeholder-left",
    summary="Nothing still says TBD, TODO, lorem ipsum or <insert …>.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    kinds=EVERYTHING,
    examples=(
        Example(
            "TBD in a sentence",
            shows="context: The workshop opened in May. Budget TBD, see the plan of last year.\n",
            finds=(Find("TBD", "“TBD” is a placeholder that nobody filled in."),),
        ),
        Example(
            "A template's blank",
            shows="objective: Have <number> commuters book a spring check by 30 April 2027.\n",
            finds=(Find("<number>", "“<number>” is a placeholder that nobody filled in."),),
        ),
        Example("Words that only look alike", shows="context: We keep a to-do list; size XXXL sells out by May.\n"),
    ),
)
