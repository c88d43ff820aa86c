"""Work moves in order: a brief that goes from draft to accepted in one step was seen by nobody in between.

How to fix: set the status that comes next, and let the people act who stand between. Several steps may be taken at
once when each has left its mark: a sign-off, a handover, an acceptance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from handoff_lint import gates
from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF411"

MOVES = {
    "draft": ("in_review", "cancelled"),
    "in_review": ("changes_requested", "approved", "cancelled"),
    "changes_requested": ("in_review", "cancelled"),
    "approved": ("handed_off", "changes_requested", "cancelled"),
    "handed_off": ("accepted", "changes_requested", "cancelled"),
    "accepted": ("completed", "changes_requested", "cancelled"),
    "completed": ("archived",),
    "archived": (),
    "cancelled": (),
}
"""Status → where it may go. A new version of a package begins anew, as a draft."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The change took a way that exists, and each status on the way has left its mark."""
    change = context.change
    if change is None or change.policy.adopts or not document.type or document.path not in change.touched:
        return
    before = change.earlier(document)
    is_new = before is None or before.version < document.version
    start = "draft" if is_new or before is None else before.status
    if start == document.status:
        return
    way = _way(start, document.status)
    fresh = _fresh(before, document)
    if way is None or not all(_left_a_mark(status, document, context, fresh) for status in way[1:-1]):
        moves = listed(MOVES[start], conjunction="or")
        came = "A new version starts as a draft" if is_new else f"It was {start}"
        yield Problem(
            f"The status cannot become {document.status} in one step. {came}, and from {start} "
            + (f"it goes to {moves}." if moves else "it goes nowhere any more."),
            "/status",
            "Set the next status, and let those act who come next." if moves else "Make a new version instead.",
        )


def _way(start: str, end: str) -> list[str] | None:
    """The shortest way from one status to another, both included; None when there is none."""
    waiting = deque([[start]])
    seen = {start}
    while waiting:
        way = waiting.popleft()
        if way[-1] == end:
            return way
        for status in MOVES.get(way[-1], ()):
            if status not in seen and (status != "cancelled" or status == end):
                seen.add(status)
                waiting.append([*way, status])
    return None


def _fresh(before: Document | None, document: Document) -> list[gates.Entry]:
    """The sign-offs that the change brought. A merge brings proved ones; they are marks of the way all the same."""
    old = {entry.id for entry in gates.all_entries(before)} if before else set()
    return [entry for entry in gates.all_entries(document) if entry.id not in old]


def _left_a_mark(status: str, document: Document, context: Context, fresh: Sequence[gates.Entry]) -> bool:
    """Whether the package shows that it was in a status: somebody decided, it was handed over, it was accepted."""
    if status == "handed_off":
        return any(one["version"] == document.version for _, one in document.each("/handovers"))
    if status == "accepted":
        return any(entry.gate == gates.ACCEPTANCE and entry.decision == "accepted" for entry in fresh)
    if status == "changes_requested":
        return any(entry.decision in ("changes_requested", "returned") for entry in fresh)
    signed = [entry for entry in fresh if entry.gate != gates.ACCEPTANCE]
    needed = [gate for gate in context.approvals.required(document) if gate.before == "approved"]
    return bool(signed) or not needed


def check_upstream(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """What is handed off stands on handoffs that were accepted; once it is accepted itself, that is past."""
    known = {one.id: one for one in facts if one.kind is Kind.PACKAGE and one.is_read}
    for one in facts:
        ranks = store.ranks(one.type) if one.type else {}
        if one.kind is not Kind.PACKAGE or not ranks or one.status != "handed_off":
            continue
        for pointer, _, name in one.refers_to:
            upstream = known.get(name) if pointer.startswith("/depends_on/") else None
            if upstream and upstream.type and upstream.rank < store.ranks(upstream.type)["accepted"]:
                yield Problem(
                    f"This builds on {name}, which is {upstream.status} and not accepted yet.",
                    pointer,
                    f"Wait until {name} is accepted, or take it out of depends_on.",
                    path=one.path,
                )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="status-skipped",
    summary="A package goes from status to status in order, and stands on accepted ones.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    repository=check_upstream,
    waivable=False,
    examples=(
        Example(
            "From draft to approved, and nobody signed",
            shows="status: approved\nsignoffs:\n  quality:\n",
            before="status: draft\n",
            finds=(
                Find(
                    "approved",
                    "The status cannot become approved in one step. It was draft, and from draft it goes to in_review "
                    "or cancelled.",
                    after="status: ",
                ),
            ),
        ),
        Example("One step", shows="status: in_review\n", before="status: draft\n"),
    ),
)
