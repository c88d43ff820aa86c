"""What answers and steps back ask for: what may be open, who still has to answer, which status follows."""

from __future__ import annotations

import datetime
from dataclasses import replace

from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.errors import HandoffError
from handoff_lint.gates import Entry, Gate
from handoff_lint.model import Document
from handoff_lint.repository import Files
from handoff_lint.rules.base import Context
from handoff_lint.rules.signoffs import open_gaps, receipt_unconfirmed
from handoff_lint.rules.signoffs.illegal_transition import MOVES
from handoff_lint.signing import desk as desks
from handoff_lint.signing import entries
from handoff_lint.signing.desk import Desk
from handoff_lint.signing.writing import Edit
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean, listed

EXAMPLE = "objective|Which month?|unclear"
_BACK = "changes_requested"


def require_receivable(desk: Desk) -> None:
    """Refuse somebody who does not receive the package, or before it was handed over.

    Raises:
        HandoffError: one of the two.

    """
    entries.require_receiver(desk)
    if desk.document.status not in ("handed_off", "accepted"):
        raise HandoffError(
            f"This package is {desk.document.status}, so there is nothing to answer.",
            help="Its receiver answers once the status is handed_off.",
            place=desk.document.path,
        )


def require_nothing_open(desk: Desk) -> None:
    """Refuse while a question, a condition or a blocker is open.

    Raises:
        HandoffError: one is; all of them are named.

    """
    ranks = store.ranks(desk.document.type)
    accepted = replace(desk.document, status="accepted", rank=ranks["accepted"])
    found = [one.message for one in open_gaps.check(accepted, _context(desk, datetime.date.min))]
    if found:
        raise HandoffError(
            " ".join(found),
            help="Whoever settled it writes the day below it: resolved, or closed for a condition. Then accept.",
            place=desk.document.path,
        )


def still_to_answer(desk: Desk, accepted: Document, today: datetime.date) -> list[str]:
    """Why a package with a new answer cannot be called accepted yet, in sentences; empty when it can."""
    after = desks.acting_for(desk, accepted)
    return [one.message for one in receipt_unconfirmed.check(accepted, _context(after, today))]


def _context(desk: Desk, today: datetime.date) -> Context:
    files = Files(desk.settings.tree)
    return Context(desk.settings, today, desk.approvals, WorkingTime(desk.settings), files, campaign=desk.campaign)


def gap(text: str, schema: str, day: str) -> dict[str, str]:
    """One question of the receiver: `objective|Which month?|unclear`.

    Raises:
        HandoffError: it has not three parts, or there is no such reason.

    """
    found = entries.parted(text, ("field", "question", "reason"), EXAMPLE)
    reasons = store.subschema(schema, ["acceptance", 0, "gaps", 0, "reason"])["enum"]
    if found["reason"] not in reasons:
        raise HandoffError(
            f"{found['reason']} is no reason.{did_you_mean(found['reason'], reasons)}",
            help=f"Reasons are {listed(reasons, conjunction='and')}.",
        )
    return {**found, "raised": day}


def back(desk: Desk) -> list[Edit]:
    """The change of the status when a package goes back; none when it is back already.

    Raises:
        HandoffError: there is no way back from its status.

    """
    status = desk.document.status
    if status == _BACK:
        return []
    if _BACK not in MOVES[status]:
        raise HandoffError(
            f"This package is {status}, so it cannot be sent back.",
            help="Nobody has asked for a decision yet: the status is in_review first."
            if status == "draft"
            else "Make a new version instead.",
            place=desk.document.path,
        )
    return [Edit("set", "/status", _BACK)]


def after_withdrawal(desk: Desk, gate: Gate, last: Entry) -> list[Edit]:
    """The change of the status when a package passed a gate on nothing but the decision that is taken back."""
    is_past = desk.document.rank >= store.ranks(desk.document.type)[gate.before]
    others = [
        one
        for person, one in desk.approvals.rightful(desk.document, gate).items()
        if person != desk.person and one.approves and desk.approvals.is_fresh(one, gate, desk.document)
    ]
    if not is_past or others or not last.approves or _BACK not in MOVES[desk.document.status]:
        return []
    return [Edit("set", "/status", _BACK)]
