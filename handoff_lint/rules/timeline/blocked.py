"""What is built on something unfinished is built twice; what waits in a circle is never built.

How to fix: wait until the earlier handoff is accepted; clear what stands in the way and write the day under resolved;
take one link out of a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handoff_lint import timeline
from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Related, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import shown

CODE = "HF509"
_ASSETS = "/package/assets"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """No open blocker while the work moves on (once accepted, HF408 says so), no pieces that wait for each other."""
    if document.status in ("approved", "handed_off"):
        for pointer, blocker in document.each("/blockers"):
            if not blocker.get("resolved"):
                yield Problem(
                    f"This is {document.status}, but the blocker {shown(blocker.get('reason', ''))} is open.",
                    pointer,
                    "Clear it and write the day, for example resolved: 2027-01-15",
                )
    pieces = {asset["id"]: (pointer, asset) for pointer, asset in document.each(_ASSETS) if "id" in asset}
    waits_for = {name: [one for one in asset.get("depends_on") or () if one] for name, (_, asset) in pieces.items()}
    for circle in timeline.circles(waits_for):
        pointer, _ = pieces[circle[0]]
        yield _circle("pieces", circle, f"{pointer}/depends_on")


def check_across(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """What is approved stands on accepted handoffs (once handed off, HF411 says so), and none wait for each other."""
    known = {one.id: one for one in facts if one.kind is Kind.PACKAGE and one.type}
    needs = {name: _needs(one) for name, one in known.items()}
    circles = list(timeline.circles({name: list(others) for name, others in needs.items()}))
    links = {link for circle in circles for link in _links(circle)}
    for name, one in known.items():
        if one.status == "approved":
            for other, pointer in needs[name].items():
                upstream = known.get(other)
                if upstream and upstream.is_read and _is_unfinished(upstream) and (name, other) not in links:
                    yield Problem(
                        f"This builds on {other}, which is {upstream.status} and not accepted yet.",
                        pointer,
                        f"Wait until {other} is accepted, or take it out of depends_on.",
                        path=one.path,
                    )
    for circle in circles:
        yield _of_handoffs(circle, known, needs)


def _is_unfinished(upstream: Facts) -> bool:
    return upstream.rank < store.ranks(upstream.type)["accepted"]


def _links(circle: Sequence[str]) -> list[tuple[str, str]]:
    """Who waits for whom, around the circle."""
    return list(zip(circle, [*circle[1:], circle[0]], strict=True))


def _of_handoffs(circle: Sequence[str], known: Mapping[str, Facts], needs: Mapping[str, Mapping[str, str]]) -> Problem:
    """A circle, beginning at the first file whatever the order in which it was found."""
    first = min(range(len(circle)), key=lambda index: known[circle[index]].path)
    ordered = [*circle[first:], *circle[:first]]
    links = _links(ordered)
    related = [Related(known[name].path, f"waits for {other}", needs[name][other]) for name, other in links[1:]]
    name, other = links[0]
    return _circle("handoffs", ordered, needs[name][other], path=known[name].path, related=tuple(related))


def _needs(one: Facts) -> Mapping[str, str]:
    """Id → where it stands in depends_on."""
    found = [(name, pointer) for pointer, _, name in one.refers_to if pointer.startswith("/depends_on/")]
    return dict(reversed(found))


def _circle(
    what: str, circle: Sequence[str], pointer: str, *, path: str | None = None, related: tuple[Related, ...] = ()
) -> Problem:
    if len(circle) == 1:
        message, advice = f"{circle[0]} waits for itself.", "Take it out of its own depends_on."
    else:
        message = f"These {what} wait for each other: {' → '.join([*circle, circle[0]])}."
        advice = "Take one of them out of depends_on."
    return Problem(message, pointer, advice, path=path, severity=Severity.ERROR, related=related)


_BLOCKED = """
    status: approved
    blockers:
      - reason: Legal reads the price claim
        waiting_on: ana.ruiz
        since: 2027-01-11
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="dependency-blocked",
    summary="Nothing moves on while it is blocked, while what it builds on is not accepted, or in a circle.",
    idea="F2",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    repository=check_across,
    examples=(
        Example(
            "Approved while legal still reads",
            shows=lines(_BLOCKED),
            finds=(Find("reason: Legal", "This is approved, but the blocker “Legal reads the price claim” is open."),),
        ),
        Example(
            "Waiting for itself",
            shows="depends_on: [spring-ride-h1]\n",
            finds=(Find("spring-ride-h1", "spring-ride-h1 waits for itself."),),
        ),
        Example("Cleared", shows=lines(_BLOCKED + "        resolved: 2027-01-12\n")),
    ),
)
