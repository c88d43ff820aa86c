"""A lead that sales turns down without a word teaches marketing nothing, and comes back next month as it is.

How to fix: every answer of sales leads somewhere. Whoever comes back later (`recycle`, `nurture`) has
a path under `re_engagement` that names the answer, waits, and ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import chain, leads
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean, shown

CODE = "HF613"
_CODES, _PATHS = "/package/feedback_loop/dispositions", "/package/re_engagement"
_SCORING = "/package/lead_scoring"
_BACK = frozenset({"recycle", "nurture"})


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """Each answer leads somewhere, and each way back is one that the answers know."""
    if document.type != chain.LEADS or document.status == "cancelled":
        return
    paths = {item["id"]: (pointer, item) for pointer, item in document.each(_PATHS) if item.get("id")}
    codes = {item["code"]: item for _, item in document.each(_CODES)}
    yield from _twice(document)
    yield from _reachable(document)
    for pointer, item in document.each(_CODES):
        code, path = item["code"], item.get("path")
        if path is None and item.get("next") in _BACK:
            yield Problem(
                f"{code} says {item['next']}, but not on which path.",
                pointer,
                "Write path: with the id of a way back under re_engagement.",
            )
        elif path in paths and code not in (paths[path][1].get("for") or (code,)):
            yield Problem(
                f"{code} takes the path {path}, which is not for it.",
                join(pointer, "path"),
                f"Add {code} to for, or choose another path.",
                related=(Related(document.path, "the path", join(paths[path][0], "for")),),
            )
    if not codes or not chain.is_whole(document, _CODES):
        return
    for pointer, item in document.each(_PATHS):
        for index, code in enumerate(item.get("for") or ()):
            if code and code not in codes:
                yield Problem(
                    f"There is no answer {shown(code)}.{did_you_mean(code, codes)}",
                    join(pointer, "for", index),
                    "Correct it, or add it to the dispositions.",
                )


def _twice(document: Document) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for pointer, item in document.each(_CODES):
        place = first.setdefault(item["code"], pointer)
        if place != pointer:
            yield Problem(
                f"The answer {item['code']} is there twice.",
                join(pointer, "code"),
                "Leave one of them out, or give it a name of its own.",
                related=(Related(document.path, "the first one", join(place, "code")),),
            )


def _reachable(document: Document) -> Iterator[Problem]:
    """Nobody waits for points that there are not."""
    if not chain.is_whole(document, _SCORING):
        return
    fit, behaviour = leads.reachable(document.get(_SCORING) or {})
    for pointer, path in document.each(_PATHS):
        for key, most in (("total_min", fit + behaviour), ("new_behaviour_min", behaviour)):
            wanted = (path.get("back_when") or {}).get(key, 0)
            if most and wanted > most:
                yield Problem(
                    f"Nobody comes back with {wanted} points: the scoring gives {most} at most.",
                    join(pointer, "back_when", key),
                    "Ask for fewer points.",
                )


_PACKAGE = """\
---
type: marketing-to-sales
status: draft
from: leo.brandt
package:
  feedback_loop:
    mandatory: true
    dispositions:
      - {{code: accepted, meaning: Taken, next: accept}}
      - {{code: not_ours, meaning: Lives elsewhere, next: disqualify}}
      - {{code: bad_data, meaning: Wrong number, next: fix_data}}
      - {{code: doubled, meaning: Known already, next: disqualify}}
      - {{code: not_now, meaning: Next year, next: recycle{}}}
  re_engagement:
    - {{id: re-later, for: [{}], wait_days: 90, max_recycles: 3, owner: leo.brandt}}
---
"""
_PLACE = "docs/campaigns/spring-ride/05-leads/20270112_spring-ride_marketing-to-sales_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="feedback-loop-open",
    summary="Every answer of sales leads somewhere, and every way back belongs to an answer.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "No way back",
            source=_PACKAGE.format("", "not_now"),
            path=_PLACE,
            finds=(Find("code: not_now,", "not_now says recycle, but not on which path."),),
        ),
        Example(
            "A path for somebody else",
            source=_PACKAGE.format(", path: re-later", "bad_data"),
            path=_PLACE,
            finds=(Find("re-later", "not_now takes the path re-later, which is not for it.", after="path: "),),
        ),
        Example("Closed", source=_PACKAGE.format(", path: re-later", "not_now"), path=_PLACE),
    ),
)
