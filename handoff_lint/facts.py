"""The little that rules across campaigns need to know of a document: kept for the whole run, so small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from handoff_lint.model import Kind


class Lesson(NamedTuple):
    """What a page, a campaign, a brief or a retrospective says about lessons; each fills in its part.

    `day`: when it was opened; `answers`: pages that a brief speaks of; `meant_for`: (page, campaign) handed on;
    `done`: pointers of the pages that are said to be written.
    """

    confidence: str = ""
    day: str = ""
    segments: tuple[str, ...] = ()
    campaign_types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    meant_for: tuple[tuple[str, str], ...] = ()
    done: tuple[str, ...] = ()


class Entry(NamedTuple):
    """What rules across campaigns need to know of one calendar entry; `at` is as written, a limit of 0 is none."""

    pointer: str
    id: str
    at: str
    channel: str
    kind: str
    segments: tuple[str, ...]
    status: str
    mails_in_7_days: int = 0
    posts_a_day: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """The little that rules across campaigns need to know of a document, kept for the whole run."""

    path: str
    kind: Kind
    id: str
    campaign: str
    type: str
    status: str
    rank: int
    is_read: bool = True  # False for a file that could not be read: its id is then what its name says
    signoffs: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (pointer, (gate, by, decision, at, fingerprint)) of each
    refers_to: tuple[tuple[str, str, str], ...] = ()  # (pointer as written, kind of target, id) of what lies outside
    entries: tuple[Entry, ...] = ()  # of a package's calendar, or of a calendar file
    lesson: Lesson | None = None  # of pages, campaigns, briefs and retrospectives
    evidence: tuple[tuple[str, str, str], ...] = ()  # of a page: (pointer, handoff, id of an item in it)
    findings: tuple[str, ...] = ()  # ids of the items in a report or look back that pages can rest on
