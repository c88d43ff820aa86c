"""Somebody must take the baton: work handed to a team, to its own sender or to an empty desk lies there.

How to fix: name one person under to.receiver who works with the package next, and a backup for days away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import roster
from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.validation import store
from handoff_lint.words import listed

CODE = "HF305"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """One receiver, not the owner, of the receiving team, there when the work arrives."""
    yield from from_schema(CODE)(document, context)
    to, owner = document.data.get("to") or {}, document.get("/from/owner")
    receiver = to.get("receiver")
    if not receiver:
        return
    # Locked: the acceptance is not asked from the owner, so nothing may hide that nobody else is named.
    if receiver == owner:
        yield Problem(
            f"{roster.name_of(context.config, owner)} is both owner and receiver, so nothing changes hands.",
            "/to/receiver",
            "Name the person who works with it next.",
            locked=True,
        )
    for pointer, name in document.each("/to/co_receivers"):
        if name == owner:
            words = f"{roster.name_of(context.config, owner)} owns this package and cannot receive it too."
            yield Problem(words, pointer, "Delete the entry.", locked=True)
    if to.get("backup") == receiver:
        name = roster.name_of(context.config, receiver)
        yield Problem(f"{name} cannot be the backup of {name}.", "/to/backup", "Name somebody else, or nobody.")
    if context.config.people and receiver != owner:
        yield from _in_team(context.config, to, receiver)
        if document.rank < store.ranks(document.type)["accepted"] and roster.is_open(document):
            yield from _there(context.config, to, receiver, document)


def _in_team(config: Config, to: Mapping[str, Any], receiver: str) -> Iterator[Problem]:
    named, real = to.get("team"), config.people.get(receiver, {}).get("team")
    if named and real and named != real and (not config.teams or named in config.teams):
        others = roster.members(config, named)
        hint = f"Name somebody of {named} ({listed(others)}), or write" if others else "Write"
        yield Problem(
            f"{roster.name_of(config, receiver)} is in the team {real}, not in {named}.",
            "/to/receiver",
            f"{hint} team: {real}.",
        )


def _there(config: Config, to: Mapping[str, Any], receiver: str, document: Document) -> Iterator[Problem]:
    timeline = document.data.get("timeline") or {}
    day = timeline.get("needed_by") or timeline.get("due") or ""
    backup = to.get("backup")
    if not day or not roster.is_away(config, receiver, day) or backup == receiver:
        return
    name = roster.name_of(config, receiver)
    if not backup:
        others = roster.instead_of(config, receiver, day)
        yield Problem(
            f"{name} is away on {day}, when the work arrives, and there is no backup.",
            "/to/receiver",
            f"Add a backup, such as {others}." if others else "Add a backup, or agree on another day.",
        )
    elif not roster.is_free(config, backup, day):
        yield Problem(
            f"{name} is away on {day}, when the work arrives, and so is {roster.name_of(config, backup)}.",
            "/to/backup",
            "Name another backup, or agree on another day.",
        )


_PEOPLE = """
profile: starter
people:
  maya.holt: {name: Maya Holt, team: workshop}
  bea.lind: {name: Bea Lind, team: workshop, roles: [brand_quality]}
  leo.brandt: {name: Leo Brandt, team: studio, away: [{from: 2027-01-14, to: 2027-01-20}]}
  ana.ruiz: {name: Ana Ruiz, team: studio}
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="receiver-unclear",
    summary="One person receives the package: not its owner, of the team it goes to, with a backup for days away.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "Only a team",
            shows="to: {team: studio}\n",
            finds=(Find("to: {", "receiver is missing in to."),),
        ),
        Example(
            "Back to the owner",
            shows="to: maya.holt\n",
            finds=(Find("maya.holt", "maya.holt is both owner and receiver, so nothing changes hands.", after="to: "),),
        ),
        Example(
            "The owner among the receivers",
            shows="to: {receiver: leo.brandt, co_receivers: [maya.holt]}\n",
            finds=(
                Find("maya.holt", "maya.holt owns this package and cannot receive it too.", after="co_receivers: ["),
            ),
        ),
        Example(
            "Nobody stands in",
            shows="to: {receiver: leo.brandt, backup: leo.brandt}\n",
            finds=(Find("leo.brandt", "leo.brandt cannot be the backup of leo.brandt.", after="backup: "),),
        ),
        Example(
            "Somebody of another team",
            settings=_PEOPLE,
            shows="to: {team: studio, receiver: bea.lind}\n",
            finds=(Find("bea.lind", "Bea Lind is in the team workshop, not in studio.", after="receiver: "),),
        ),
        Example(
            "Away without a backup",
            settings=_PEOPLE,
            shows="to: leo.brandt\n",
            finds=(
                Find(
                    "leo.brandt",
                    "Leo Brandt is away on 2027-01-15, when the work arrives, and there is no backup.",
                    after="to: ",
                ),
            ),
        ),
        Example("Away with a backup", settings=_PEOPLE, shows="to: {receiver: leo.brandt, backup: ana.ruiz}\n"),
        Example("One receiver", shows="to: leo.brandt\n"),
    ),
)
