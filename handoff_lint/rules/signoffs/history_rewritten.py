"""A trail that can be rewritten proves nothing: decisions are added, never changed or removed.

How to fix: put back what was there. Whoever changes their mind adds an entry of their own (`handoff withdraw`, or a new
decision); a package that is over becomes archived or cancelled before its file is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handoff_lint import digest, gates, moments, roster
from handoff_lint.facts import Facts
from handoff_lint.model import Document, Kind, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF406"
_LISTS = ("decisions", "handovers")
"""What is only added to, besides sign-offs and acceptance."""
_OVER = ("archived", "cancelled")
_MOST_DAYS = 14
"""So many days may lie between the day that an entry says and the day on which it was committed."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Whatever the package recorded before the change is still there, and new entries are of these days."""
    change = context.change
    for before in (change.earlier(document), change.pushed.get(document.id)) if change else ():
        if before is None or before is document:
            continue
        slots = {*(before.data.get("signoffs") or {}), gates.ACCEPTANCE}
        for gate in sorted(slots):
            yield from _rewritten(gates.entries(before, gate), gates.entries(document, gate), gate, context)
        for name in _LISTS:
            yield from _removed(before.data.get(name) or [], document.data.get(name) or [], name)
    if change:
        yield from _dates(document, context)


def _rewritten(
    before: Sequence[gates.Entry], now: Sequence[gates.Entry], gate: str, context: Context
) -> Iterator[Problem]:
    """Old entries are all there, each person's in their order and before their new ones."""
    pointer = "/acceptance" if gate == gates.ACCEPTANCE else join("/signoffs", gate)
    places = {entry.id: index for index, entry in enumerate(now)}
    last: dict[str, int] = {}
    for entry in before:
        name = roster.name_of(context.config, entry.by)
        if entry.id not in places:
            yield Problem(
                f"What {name} decided on {entry.day} ({entry.decision.replace('_', ' ')}) was changed or removed.",
                pointer,
                "Put the entry back as it was; add a new one below it if the decision is another one now.",
                at="key",
            )
        elif places[entry.id] < last.get(entry.by, -1):
            yield Problem(
                f"The decisions of {name} stand in another order than before.",
                now[places[entry.id]].pointer,
                "Put them back into their order: the last one of a person counts.",
            )
        else:
            last[entry.by] = places[entry.id]
    old = {entry.id for entry in before}
    for index, entry in enumerate(now):
        if entry.id not in old and index < last.get(entry.by, -1):
            name = roster.name_of(context.config, entry.by)
            yield Problem(
                f"This entry stands above an older one of {name}.",
                entry.pointer,
                "New entries go to the end of the list: the last one of a person counts.",
            )


def _removed(before: Sequence[Any], now: Sequence[Any], name: str) -> Iterator[Problem]:
    kept = {digest.canonical_json(item) for item in now}
    gone = [item for item in before if item and digest.canonical_json(item) not in kept]
    for item in gone:
        words = item.get("decision") or f"version {item.get('version')}, {str(item.get('at'))[:10]}"
        yield Problem(
            f"An entry of {name} was changed or removed: {words}.",
            f"/{name}",
            "Put it back as it was, and add what is new as an entry of its own.",
            at="key",
        )


def _dates(document: Document, context: Context) -> Iterator[Problem]:
    """No new entry lies in the future, or long before the commit that brought it."""
    change = context.change
    if change is None:
        return
    for entry in gates.all_entries(document):
        brought = change.introductions.get(entry.id)
        moment = moments.parse(entry.at)
        if entry.id in change.known or brought is None:
            continue
        if moment > change.now:
            yield Problem(
                f"This entry is dated {entry.day}, which is still to come.",
                f"{entry.pointer}/at",
                "Write when the decision was made.",
                locked=True,
            )
        elif moments.days_apart(brought.when, moment) > _MOST_DAYS and not _is_recorded(entry, context):
            yield Problem(
                f"This entry is dated {entry.day}, and it was committed on {brought.when.date().isoformat()}.",
                f"{entry.pointer}/at",
                f"At most {_MOST_DAYS} days may lie between. Decide anew; or, for a decision given in writing "
                "elsewhere, add its link.",
            )


def _is_recorded(entry: gates.Entry, context: Context) -> bool:
    """Whether it was decided elsewhere, at a gate that asks for no more than the link to that."""
    proof = context.change.proofs.get(entry.id) if context.change else None
    return proof is not None and proof.asked == "recorded" and "link" in entry.written


def check_files(facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """No package with sign-offs has disappeared, unless it was over."""
    if context.change is None:
        return
    here = {one.id for one in facts if one.kind is Kind.PACKAGE}
    for package, before in sorted({**context.change.pushed, **context.change.before}.items()):
        if package not in here and before.status not in _OVER and gates.all_entries(before):
            yield Problem(
                f"The package {package} was deleted together with its sign-offs.",
                help="Put the file back. When it is over, set its status to archived or cancelled first; once that "
                "is merged, the file may go.",
                path=before.path,
            )


def _signed(*entries: Mapping[str, str]) -> str:
    text = "signoffs:\n  quality:\n"
    for entry in entries:
        text += "    - " + "\n      ".join(f"{key}: {value}" for key, value in entry.items()) + "\n"
    return text


_NO = {
    "by": "bea.lind",
    "decision": "changes_requested",
    "at": "2027-01-11T09:30:00Z",
    "version": "1",
    "content": "sha256:" + "0" * 64,
    "note": "The price is missing.",
}
_YES = {
    **{key: value for key, value in _NO.items() if key != "note"},
    "decision": "approved",
    "at": "2027-01-12T09:30:00Z",
}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="history-rewritten",
    summary="Sign-offs, acceptance, decisions and handovers are only added to.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    repository=check_files,
    waivable=False,
    examples=(
        Example(
            "A rejection was taken out",
            shows=lines(_signed(_YES)),
            before=lines(_signed(_NO)),
            finds=(
                Find(
                    "quality:",
                    "What bea.lind decided on 2027-01-11 (changes requested) was changed or removed.",
                    after="signoffs:\n  ",
                ),
            ),
        ),
        Example("The yes stands below the no", shows=lines(_signed(_NO, _YES)), before=lines(_signed(_NO))),
    ),
)
