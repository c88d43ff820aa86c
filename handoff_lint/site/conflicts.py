"""What entries of the calendar meet, in words that marketers can act on: both sides of a conflict are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from handoff_lint import schedule
from handoff_lint.facts import Facts

Place = tuple[str, str]
"""Path of the document, and pointer of the entry in it."""


class Conflict(NamedTuple):
    """What an entry meets; `has_to_move` for the one of several that gives way."""

    words: str
    has_to_move: bool


def conflicts(
    facts: Iterable[Facts], zone: tzinfo, named: Callable[[schedule.Sending], str], label: Callable[[str, str], str]
) -> Mapping[Place, Conflict]:
    """The entries that meet others.

    Args:
        facts: of the documents that may be shown.
        zone: in which a day ends.
        named: how people know an entry.
        label: (`segments` or `channels`, key) → title.

    """
    found: dict[Place, Conflict] = {}
    crowds = schedule.crowds(facts, zone)
    for crowd in crowds:
        others = " and ".join(named(one) for one in crowd.others)
        found[_place(crowd.moved)] = Conflict(
            f"{_too_much(crowd, label)}: also {others}. Move this one.", has_to_move=True
        )
    for crowd in crowds:
        words = f"{_too_much(crowd, label)}: also {named(crowd.moved)}, which can still be moved."
        for one in crowd.others:
            found.setdefault(_place(one), Conflict(words, has_to_move=False))
    return found


def _place(sending: schedule.Sending) -> Place:
    return sending.path, sending.entry.pointer


def _too_much(crowd: schedule.Crowd, label: Callable[[str, str], str]) -> str:
    is_posts = crowd.moved.entry.kind in schedule.POSTS
    name = label("channels" if is_posts else "segments", crowd.name)
    if not crowd.limit:
        return f"Two senders within {schedule.HOURS_APART} hours to {name}"
    return f"More than {crowd.limit} {'posts a day on' if is_posts else 'mails in 7 days to'} {name}"
