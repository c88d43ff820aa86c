"""Launches fail on holidays: a day is only planned when whoever must be there is there.

How to fix: swap the day or the person, or name a backup. The settings list under people who is away when; only the
days, never the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import roster
from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity, join, select
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF307"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Owners, approvers and watchers are not away on the day that needs them; the receiver is HF305."""
    config = context.config
    if not document.type or not roster.is_open(document) or not any("away" in one for one in config.people.values()):
        return
    for duty in roster.duties(document.schema):
        if duty.container[0] in document.data:
            for pointer, entry in select(document.data, duty.container):
                if entry and not roster.is_over(entry):
                    yield from _on_duty(config, duty, entry, f"{pointer}/{duty.person}")
    yield from _handing_over(document, context)


def _on_duty(config: Config, duty: roster.Duty, entry: Mapping[str, Any], pointer: str) -> Iterator[Problem]:
    name, first, last = entry.get(duty.person), roster.day_of(entry, duty.first), roster.day_of(entry, duty.last)
    if not name or not first or not roster.is_away(config, name, first, last):
        return
    backup = entry.get("backup")
    if backup and backup != name and not roster.is_away(config, backup, first, last):
        return
    yield _away(config, name, first, pointer, needed="" if "backup" not in entry else " and has no backup then")


def _away(config: Config, name: str, day: str, pointer: str, *, needed: str = "") -> Problem:
    others = roster.instead_of(config, name, day)
    return Problem(
        f"{roster.name_of(config, name)} is away on {day}{needed}.",
        pointer,
        f"Choose another day or another person{f', such as {others}' if others else ''}.",
    )


def _handing_over(document: Document, context: Context) -> Iterator[Problem]:
    """Those without whom the package itself cannot move: until it has moved."""
    config, data, ranks = context.config, document.data, store.ranks(document.type)
    timeline = data.get("timeline") or {}
    due, needed_by = timeline.get("due", ""), timeline.get("needed_by", "")
    owner, checker = document.get("/from/owner"), data.get("quality_owner")
    if owner and due and document.rank < ranks["handed_off"] and roster.is_away(config, owner, due):
        yield _away(config, owner, due, "/from/owner", needed=", when this is handed over")
    if needed_by and document.rank < ranks["accepted"]:
        for pointer, name in document.each("/to/co_receivers"):
            if roster.is_away(config, name, needed_by):
                yield _away(config, name, needed_by, pointer, needed=", when the work arrives")
    if not due or document.rank >= ranks["approved"]:
        return
    signed = data.get("signoffs") or {}
    if checker and not signed.get("quality") and roster.is_away(config, checker, due):
        yield _away(config, checker, due, "/quality_owner", needed=", when this must be approved")
    for gate in context.approvals.required(document):
        if gate.before != "approved" or signed.get(gate.name):
            continue
        able = roster.signers(config, gate.roles, due)
        if able and checker not in able and all(roster.is_away(config, name, due) for name in able):
            yield Problem(
                f"Nobody who may approve for {gate.name} is there on {due}, when this must be approved.",
                join("/signoffs", gate.name),
                f"Ask {listed([roster.name_of(config, name) for name in able])} before, or name a delegate.",
                at="key",
            )


_PEOPLE = """
profile: starter
severity: {HF307: warning}
people:
  maya.holt: {name: Maya Holt}
  bea.lind: {name: Bea Lind, roles: [brand_quality]}
  leo.brandt: {name: Leo Brandt, team: studio, away: [{from: 2027-01-25, to: 2027-01-29}]}
  ana.ruiz: {name: Ana Ruiz, team: studio}
  kim.sato: {name: Kim Sato, roles: [legal], away: [{from: 2027-01-13, to: 2027-01-14}]}
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="person-absent",
    summary="Owners, approvers and watchers are there on the day that needs them, or somebody stands in.",
    idea="F2",
    severity=Severity.WARNING,
    document=check,
    examples=(
        Example(
            "Due on a day of leave",
            settings=_PEOPLE,
            shows="next_steps:\n  - {action: Present two looks, owner: leo.brandt, due: 2027-01-29}\n",
            finds=(Find("leo.brandt", "Leo Brandt is away on 2027-01-29.", after="owner: "),),
        ),
        Example(
            "The only approver is away",
            settings=_PEOPLE,
            shows="next_steps:\n  - {action: Present two looks, owner: ana.ruiz, due: 2027-01-29}\n"
            "gates:\n  - {gate: law, role: legal, reason: A price is promised.}\nsignoffs:\n  law:\n",
            finds=(
                Find(
                    "law",
                    "Nobody who may approve for law is there on 2027-01-13, when this must be approved.",
                    after="signoffs:\n  ",
                ),
            ),
        ),
        Example(
            "Somebody who is there",
            settings=_PEOPLE,
            shows="next_steps:\n  - {action: Present two looks, owner: ana.ruiz, due: 2027-01-29}\n",
        ),
        Example(
            "Done before the holiday",
            settings=_PEOPLE,
            shows="next_steps:\n"
            "  - {action: Present two looks, owner: leo.brandt, due: 2027-01-29, done: 2027-01-11}\n",
        ),
    ),
)
