"""What sales has to know of a lead and what a weekly review looks at: told by the words that teams use for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

GROUPS = ("identity", "company", "source", "journey", "interest", "score", "consent", "next_step")
SPOKEN = {
    "identity": "who a lead is",
    "company": "the company",
    "source": "where a lead came from",
    "journey": "what a lead did before",
    "interest": "what a lead is interested in",
    "score": "the score",
    "consent": "the consent",
    "next_step": "the next step",
}
"""Group → what its fields tell, as a sentence goes on after “about”."""
FASTEST_MINUTES = 5
"""Whoever asks for a call is called so soon; the chance to reach them falls by the minute."""
LONGEST_REVIEW_DAYS = 100

_UNITS_A_DAY = {"business": 8 * 60, "around_the_clock": 24 * 60}
_HAND_RAISER = re.compile(r"\bhand[ _-]?raisers?\b")
_COUNTED = re.compile(r"\b(?:numbers?|volumes?|counts?|how many|totals?|amount|pipeline|forecast|targets?)\b")
_JUDGED = re.compile(
    r"\b(?:accept\w*|taken|refus\w*|reject\w*|turned down|disposition\w*|qualit\w*|fit|codes?|reasons?|why|feedback|"
    r"limits?|sla|missed|late|response|speed|first (?:call|touch)|scor\w*|rout\w*|threshold\w*|convers\w*|convert\w*|"
    r"won|lost|recycl\w*|definitions?|share|rates?)\b"
)


_MEASURED = {
    "how many leads sales takes": frozenset("accept acceptance accepted taken refused rejected rejection sal".split()),
    "how many are called in time": frozenset("sla slas time timely response speed late punctual touch".split()),
}


class Wanted(NamedTuple):
    """A piece of knowledge about a lead: the words for it, the groups that its fields lie in, parts of their names.

    A field with one of `others` in its name is about something else: `last_five_actions` is no last touch.
    """

    words: str
    groups: tuple[str, ...]
    names: frozenset[str]
    others: frozenset[str] = frozenset()


_TOUCHES, _CONTENT = ("source", "journey"), ("interest", "journey")
_ACTS = frozenset("actions action activities activity events event visits pages clicks downloads".split())
WANTED = (
    Wanted("where a lead first came from", _TOUCHES, frozenset({"first", "original", "initial"})),
    Wanted("where it last came from", _TOUCHES, frozenset({"last", "latest", "recent", "current"}), _ACTS),
    Wanted(
        "what a lead has read or watched",
        _CONTENT,
        frozenset(
            "content page pages download downloads asset assets read viewed watched visited visits webinar webinars "
            "article articles clicks clicked consumed media topics guides".split()
        ),
    ),
    Wanted(
        "what a score is made of",
        ("score",),
        frozenset("breakdown detail details parts reasons fit behaviour behavior components drivers".split()),
    ),
    Wanted("whether a lead may be contacted", ("consent",), frozenset()),
    Wanted("how to open the talk", ("next_step",), frozenset()),
)
"""What sales gets in any case. Without names, any field of the group will do."""


def fields_for(wanted: Wanted, fields: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The fields that hold a piece of knowledge."""
    return [
        one for one in fields if one.get("group") in wanted.groups and _is_called(set(one["field"].split("_")), wanted)
    ]


def _is_called(words: set[str], wanted: Wanted) -> bool:
    return not wanted.names or bool(wanted.names & words and not wanted.others & words)


def reachable(scoring: Mapping[str, Any]) -> tuple[int, int]:
    """The most points for fit and for behaviour; (0, 0) where one of the two lists is missing."""
    fit, behaviour = scoring.get("fit"), scoring.get("behaviour")
    if not fit or not behaviour:
        return 0, 0
    return sum(one["points"] for one in fit), sum(one.get("cap", one["points"]) for one in behaviour)


def unmeasured(kpis: Iterable[str]) -> list[str]:
    """What the measures of a lead programme leave out, in words; told by their names."""
    words = {word for kpi in kpis for word in re.split(r"[\W_]+", kpi.casefold())}
    return [said for said, names in _MEASURED.items() if not names & words]


def differing(scoring: Mapping[str, Any], usual: Mapping[str, Any]) -> list[str]:
    """The parts of a scoring that are there and say something else than the team's usual one; order does not matter."""
    return [
        key
        for key, wanted in usual.items()
        if not key.startswith("x_") and key in scoring and not _is_alike(scoring[key], wanted)
    ]


def _is_alike(own: Any, wanted: Any) -> bool:
    if isinstance(own, dict) and isinstance(wanted, dict):
        return all(key in own and _is_alike(own[key], value) for key, value in wanted.items())
    if isinstance(own, list) and isinstance(wanted, list):
        return sorted(map(_sortable, own)) == sorted(map(_sortable, wanted))
    return bool(own == wanted)


def _sortable(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def minutes(span: Mapping[str, Any], hours: str) -> int:
    """A span of time in minutes of the hours that it counts in: a day of business hours has eight."""
    a_day = _UNITS_A_DAY[hours]
    length = {"minutes": 1, "hours": 60, "days": a_day, "working_days": a_day}
    return int(span["value"]) * length[span["unit"]]


def is_for_hand_raisers(tier: Mapping[str, Any], fast_track: Sequence[str]) -> bool:
    """Whether a tier is for people who asked to be called: by its name, or by a trigger of the fast track."""
    trigger = " ".join(tier.get("trigger", "").casefold().split())
    named = _HAND_RAISER.search(tier.get("tier", "").casefold()) or _HAND_RAISER.search(trigger)
    quick = (" ".join(one.casefold().split()) for one in fast_track if one)
    return named is not None or any(re.search(rf"\b{re.escape(one)}s?\b", trigger) for one in quick)


def only_counts(agenda: Iterable[str]) -> bool:
    """Whether an agenda (in English) is surely about how many leads there are and about nothing else."""
    points = [one.casefold() for one in agenda if one]
    return bool(points) and all(_COUNTED.search(one) and not _JUDGED.search(one) for one in points)
