"""A name that nobody can reach owns nothing: the question goes unanswered and the task undone.

How to fix: correct the handle, or add the person under `people` in the settings. Whoever has left keeps what they
signed; what is still open needs somebody who is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handoff_lint import roster
from handoff_lint.config import Config
from handoff_lint.gates import Gate
from handoff_lint.model import Document, Problem, Severity, join, parts
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.validation.locks import is_locked
from handoff_lint.words import did_you_mean, listed, shown

CODE = "HF301"
_RECORDS = ("by", "approved_by", "checked_by", "tested_by", "confirmed_by", "completed_by")
"""Fields that say who did something: the day on which it was done counts, for ever."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Everybody who is named is on the list of people and there when it matters; teams and roles exist."""
    if not document.schema:
        return
    people = context.config.people
    if people and any(_is_remarkable(context.config, handle) for handle in roster.names(document)):
        for pointer, handle in roster.mentions(document):
            person = people.get(handle)
            if not _is_remarkable(context.config, handle) or _is_derived(document, pointer):
                continue
            if person is None:
                yield from _not_listed(document, context.config, pointer, handle)
            else:
                yield from _not_there(document, context, pointer, handle)
    if document.type:
        yield from _teams(document, context.config)
        yield from _roles(document, context)


def _is_remarkable(config: Config, handle: str) -> bool:
    """Whether there may be something to say about somebody: not listed, or not always there."""
    person = config.people.get(handle)
    if person is None:
        return not handle.startswith(roster.TEAM) or handle.removeprefix(roster.TEAM) not in config.teams
    return roster.is_limited(person)


def _is_derived(document: Document, pointer: str) -> bool:
    """Whether the place only repeats another: what the short form of `raci` stands for."""
    if not pointer.startswith("/raci/") or not roster.is_short(document):
        return False
    return not pointer.startswith("/raci/0/") or pointer.startswith("/raci/0/responsible")


def _not_listed(document: Document, config: Config, pointer: str, handle: str) -> Iterator[Problem]:
    """Nobody has this handle: a team, a misspelt name, or somebody new."""
    if handle.startswith(roster.TEAM):
        if config.teams and handle.removeprefix(roster.TEAM) not in config.teams:
            yield _no_team(config, pointer, handle.removeprefix(roster.TEAM))
        return
    if handle in config.teams:
        if pointer.startswith("/raci/") and pointer.endswith("/accountable"):
            return  # HF302 says it
        advice = f"Name one person of it: {listed(roster.members(config, handle)) or 'add somebody under people'}."
        if _takes_teams(document, pointer):
            advice = f"Write {roster.TEAM}{handle}."
        yield Problem(f"{handle} is a team, not a person.", pointer, advice, locked=is_locked(pointer))
        return
    meant = roster.nearest_person(config, handle)
    hint = f" Did you mean {meant}?" if meant else ""
    yield Problem(
        f"There is nobody called {shown(handle)} on the list of people.{hint}",
        pointer,
        f"Correct the handle, or add {handle} to people in the settings.",
        locked=is_locked(pointer),
    )


def _takes_teams(document: Document, pointer: str) -> bool:
    path = [int(step) if step.isdecimal() else step for step in parts(pointer)]
    return roster.TEAM in str(store.subschema(document.schema, path).get("pattern", ""))


def _no_team(config: Config, pointer: str, team: str) -> Problem:
    return Problem(
        f"There is no team {shown(team)}.{did_you_mean(team, config.teams)}",
        pointer,
        f"Correct the name, or add {team} to teams in the settings.",
    )


def _teams(document: Document, config: Config) -> Iterator[Problem]:
    """The teams of sender and receiver exist."""
    if config.teams:
        for side in ("from", "to"):
            team = (document.data.get(side) or {}).get("team")
            if team and team not in config.teams:
                yield _no_team(config, f"/{side}/team", team)
    yield from _sender(document.data.get("from") or {}, config)


def _sender(written: Mapping[str, Any], config: Config) -> Iterator[Problem]:
    """The owner works in the team that the package says it is from; for the receiver, HF305 says it."""
    named, owner = written.get("team"), written.get("owner", "")
    real = config.people.get(owner, {}).get("team")
    if named and real and named != real and (not config.teams or named in config.teams):
        yield Problem(
            f"{roster.name_of(config, owner)} is in the team {real}, not in {named}.",
            "/from/team",
            f"Write team: {real}.",
        )


def _not_there(document: Document, context: Context, pointer: str, handle: str) -> Iterator[Problem]:
    """Somebody on the list who does not belong here on the day that matters."""
    config = context.config
    person, name = config.people[handle], roster.name_of(config, handle)
    day, is_record = _day(document, pointer)
    if is_record:
        if pointer.startswith("/signoffs/"):
            return  # HF404 says it, and whose turn it was
        if day and not roster.is_within(person, day):
            yield Problem(
                f"{name} {_period(person, day)}, but this was on {day}.",
                pointer,
                f"Correct the name or the day here, or the days of {handle} in the settings.",
                locked=is_locked(pointer),
            )
        return
    if not roster.is_open(document):
        return
    today = context.today.isoformat()
    advice = _somebody_else(config, handle, max(day, today))
    if person.get("active") is False:
        yield Problem(f"{name} has left.", pointer, advice)
    elif day and not roster.is_within(person, day):
        yield Problem(f"{name} {_period(person, day)}, but this is for {day}.", pointer, advice)
    elif day < today and not roster.is_within(person, today):
        yield Problem(f"{name} {_period(person, today)}, and this is still open.", pointer, advice, time_dependent=True)


def _period(person: Mapping[str, Any], day: str) -> str:
    """`is here until 2026-12-31 only`."""
    if day < person.get("from", ""):
        return f"is here from {person['from']} on only"
    return f"is here until {person['until']} only"


def _somebody_else(config: Config, handle: str, day: str) -> str:
    others = roster.instead_of(config, handle, day)
    return f"Name somebody who is there, such as {others}." if others else "Name somebody who is there."


def _day(document: Document, pointer: str) -> tuple[str, bool]:
    """The day that matters for somebody who is named, and whether it tells what has happened."""
    steps = parts(pointer)
    if steps[-1].isdecimal():
        steps.pop()
    timeline = document.data.get("timeline") or {}
    if steps[0] in ("from", "to", "quality_owner", "raci"):
        return timeline.get("needed_by" if steps[0] == "to" else "due", ""), False
    beside = document.get(join("", *steps[:-1])) if len(steps) > 1 else document.data
    if steps[-1] in _RECORDS or "held" in steps or roster.is_over(beside):
        return roster.day_of(beside, "at", "date"), True
    return roster.day_of(beside), False


def _roles(document: Document, context: Context) -> Iterator[Problem]:
    """Each approval that is still missing has somebody who can give it."""
    config = context.config
    own = {gate["gate"]: (f"{pointer}/role", gate["role"]) for pointer, gate in document.each("/gates")}
    for pointer, role in own.values():
        if role not in config.roles:
            hint = did_you_mean(role, config.roles)
            yield Problem(f"There is no role {shown(role)}.{hint}", pointer, "Correct it, or add it to roles.")
    if not config.people or not roster.is_open(document):
        return
    ranks, today = store.ranks(document.type), context.today.isoformat()
    for gate in context.approvals.required(document):
        done = document.rank >= ranks.get(gate.before, 0) or (document.data.get("signoffs") or {}).get(gate.name)
        if done or not any(role in config.roles for role in gate.roles):
            continue
        able = roster.signers(config, gate.roles, today)
        if any(not context.approvals.is_own_work(document, gate.name, handle) for handle in able):
            continue
        words, advice = _nobody(gate, [roster.name_of(config, handle) for handle in able])
        others = [person for handle, person in config.people.items() if handle not in able]
        yield Problem(
            words,
            own[gate.name][0] if gate.name in own else join("/signoffs", gate.name),
            advice,
            at="value" if gate.name in own else "key",
            time_dependent=any(item["role"] in gate.roles for person in others for item in person["roles"]),
        )


def _nobody(gate: Gate, barred: Sequence[str]) -> tuple[str, str]:
    """That nobody may sign a gate, or only its owner, who must not; and what to do."""
    role = f"the role {listed(gate.roles)}"
    if barred:
        return (
            f"Only {listed(barred)} holds {role}, and owns this package; the gate {gate.name} cannot be passed.",
            "Give the role to somebody else as well, or let somebody else own the package.",
        )
    return (
        f"Nobody active holds {role}; the gate {gate.name} cannot be passed.",
        f"Give somebody {role} under people in the settings.",
    )


_PEOPLE = lines("""
    profile: starter
    people:
      maya.holt: {name: Maya Holt, team: workshop}
      leo.brandt: {name: Leo Brandt, team: studio}
      bea.lind: {name: Bea Lind, roles: [brand_quality]}
      ana.ruiz: {name: Ana Ruiz, team: studio}
      tom.osei: {name: Tom Osei}
""")

RULE = Rule(
    module=__name__,
    code=CODE,
    name="unknown-person",
    summary="Everybody who is named is on the list of people and there when it matters; teams and roles exist.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    kinds=EVERYTHING,
    fix="suggested",
    examples=(
        Example(
            "Only a first name",
            settings=_PEOPLE,
            shows="quality_owner: bea\n",
            finds=(Find("bea", "There is nobody called “bea” on the list of people. Did you mean bea.lind?"),),
        ),
        Example(
            "The receiver leaves before the work arrives",
            settings=_PEOPLE.replace("Leo Brandt, team: studio", "Leo Brandt, team: studio, until: 2027-01-14"),
            shows="next_steps:\n  - {action: Present two looks, owner: ana.ruiz, due: 2027-01-29}\n",
            finds=(Find("leo.brandt", "Leo Brandt is here until 2027-01-14 only, but this is for 2027-01-15."),),
        ),
        Example(
            "A team where a person is needed",
            settings="teams: [studio, workshop]\n" + _PEOPLE,
            shows="next_steps:\n  - {action: Present two looks, owner: studio, due: 2027-01-29}\n",
            finds=(Find("studio", "studio is a team, not a person.", after="owner: "),),
        ),
        Example(
            "An approval that nobody can give",
            settings=_PEOPLE,
            shows="gates:\n  - {gate: law, role: legal, reason: A price is promised.}\n",
            finds=(Find("legal", "Nobody active holds the role legal; the gate law cannot be passed."),),
        ),
        Example(
            "An approval that nobody can give any more",
            settings=_PEOPLE + "  kim.sato: {name: Kim Sato, roles: [{role: legal, until: 2026-12-31}]}\n",
            shows="gates:\n  - {gate: law, role: legal, reason: A price is promised.}\n",
            finds=(Find("legal", "Nobody active holds the role legal; the gate law cannot be passed."),),
        ),
        Example(
            "An approval that only the owner could give",
            settings=_PEOPLE.replace("Maya Holt,", "Maya Holt, roles: [brand_quality],").replace(
                "Bea Lind, roles: [brand_quality]", "Bea Lind"
            ),
            shows="signoffs:\n  quality:\n",
            finds=(
                Find(
                    "quality:",
                    "Only Maya Holt holds the role brand_quality, and owns this package; "
                    "the gate quality cannot be passed.",
                    after="signoffs:\n  ",
                ),
            ),
        ),
        Example(
            "The owner works in another team",
            settings=_PEOPLE,
            shows="from: {team: studio, owner: maya.holt}\n",
            finds=(Find("studio", "Maya Holt is in the team workshop, not in studio.", after="from: {team: "),),
        ),
        Example("Everybody is on the list", settings=_PEOPLE),
        Example(
            "Whoever has left keeps what they decided",
            settings=_PEOPLE + "  kim.sato: {name: Kim Sato, until: 2026-12-31}\n",
            shows=lines("""
                decisions:
                  - {id: de-price, date: 2026-12-18, decision: No discount, by: kim.sato, made_in: email}
            """),
        ),
    ),
)
