"""Handing over and answering: which answers belong together, and which answer belongs to which handover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handoff_lint import gates, timeline
from handoff_lint.gates import Entry
from handoff_lint.metrics.subject import Subject
from handoff_lint.model import Document

RETURNED = "returned"
CHANGES = "changes_requested"


def answers(document: Document) -> list[Entry]:
    """What the receivers said, in the order of the file."""
    return gates.entries(document, gates.ACCEPTANCE)


def rounds(document: Document) -> list[list[Entry]]:
    """The answers by round: one round is about one version, and everybody answers once in it."""
    found: list[list[Entry]] = []
    for entry in answers(document):
        now = found[-1] if found else []
        if not now or now[-1].version != entry.version or entry.by in [one.by for one in now]:
            found.append([entry])
        else:
            now.append(entry)
    return found


def is_returned(round_: Sequence[Entry]) -> bool:
    """Whether somebody sent the package back in this round."""
    return any(entry.decision == RETURNED for entry in round_)


def accepted_at(document: Document) -> Entry | None:
    """The answer with which a package was accepted; None while its last round sends it back or is still to come."""
    last = rounds(document)[-1:]
    return last[0][-1] if last and not is_returned(last[0]) else None


@dataclass(frozen=True, slots=True)
class Answered:
    """One handover, and when it was answered in full; None while somebody has not answered."""

    handed_over: datetime
    answered: datetime | None


def answered(subject: Subject) -> list[Answered]:
    """Each handover with its answer: the one that sends it back, else the last of all receivers'."""
    given = [timeline.moment(one["at"]) for one in subject.handovers]
    said = [(timeline.moment(entry.at), entry) for entry in answers(subject.document)]
    receivers = 1 + len(subject.document.get("/to/co_receivers") or ())
    found = []
    for index, start in enumerate(given):
        end = given[index + 1] if index + 1 < len(given) else None
        between = [(at, one) for at, one in said if start <= at and (end is None or at < end)]
        back = [at for at, one in between if one.decision == RETURNED]
        complete = len({one.by for _, one in between}) >= receivers
        at = min(back) if back else max(at for at, _ in between) if complete else None
        found.append(Answered(start, at))
    return found
