"""What is settled about a campaign before its files are written: who, when, how far each handoff has come."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks import vocabulary as words

ORDER = (
    "strategy-to-creative",
    "creative-to-production",
    "email-to-social",
    "marketing-to-sales",
    "production-to-launch",
    "analytics-to-optimization",
    "campaign-retrospective",
)
"""The types in the order in which they can be written: each builds on earlier ones only."""
BRIEF, RETROSPECTIVE = ORDER[0], ORDER[-1]
_FIRST_MONDAY = date(2025, 1, 6)
_WEEKS = 80
_RANKS = {
    "draft": 0,
    "in_review": 1,
    "changes_requested": 1,
    "approved": 2,
    "handed_off": 3,
    "accepted": 4,
    "completed": 5,
}
DONE, _DOING, _COMING = ("accepted", "completed"), ("in_review", "approved", "handed_off"), ("draft", "in_review")
_ALL_DONE = 0.5
"""Share of the campaigns that are over; the others stand somewhere between the first handoff and the last."""


@dataclass(frozen=True, slots=True)
class State:
    """How far one handoff has come; `rank` is the status as a number, 0 for a draft."""

    status: str
    version: int

    @property
    def rank(self) -> int:
        """How far the status is on its way (0 for a draft), which decides what the package must hold."""
        return _RANKS[self.status]


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign: its folder, its people, its dates and its handoffs.

    Attributes:
        people: role → handle.
        states: type → how far its handoff has come.
        depends_on: id of another campaign's brief that this one builds on, empty for most.

    """

    slug: str
    place: str
    start: date
    people: Mapping[str, str]
    states: Mapping[str, State]
    depends_on: str

    @property
    def brief(self) -> State:
        """How far the brief has come."""
        return self.states[BRIEF]

    @property
    def helpers(self) -> tuple[str, ...]:
        """Those who are asked and told about the brief; legal counsel first."""
        return tuple(self.people[role] for role in ("legal", "analyst", "sdr_lead", "email_manager", "paid_manager"))

    @property
    def title(self) -> str:
        """The campaign's name for people."""
        return self.slug.replace("-", " ").capitalize()

    @property
    def is_over(self) -> bool:
        """Whether all that was to be done is done."""
        return all(state.status in DONE for state in self.states.values())

    @property
    def launch(self) -> date:
        """The day of the launch, a Tuesday."""
        return self.day(43)

    @property
    def end(self) -> date:
        """The campaign's last day."""
        return self.day(74)

    def day(self, number: int) -> date:
        """A day counted from the start; a weekend moves on to the Monday."""
        found = self.start + timedelta(days=number)
        return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() > 4 else 0)

    def time(self, number: int, hour: int) -> str:
        """A time of such a day, as sign-offs write it."""
        return f"{self.day(number)}T{hour:02d}:{number % 60:02d}:00Z"

    def file_name(self, kind: str, *, versioned: bool) -> str:
        """The name of a handoff's file."""
        version = f"_v{self.states[kind].version:02d}" if versioned else ""
        written = self.start + timedelta(days=words.STAGES[kind].day)
        return f"{written:%Y%m%d}_{self.slug}_{kind}{version}.md"

    def id(self, kind: str) -> str:
        """The id of a handoff."""
        return f"{self.slug}-h{words.STAGES[kind].digit}"


def slug(number: int) -> str:
    """The campaign folder of a number: different for each, the same in each repository."""
    place = words.PLACES[number % len(words.PLACES)]
    occasion = words.OCCASIONS[number // len(words.PLACES) % len(words.OCCASIONS)]
    return f"{place}-{occasion}-{number:05d}"


def draw(number: int, seed: int, kinds: tuple[str, ...], *, is_done: bool, depends_on: str) -> Plan:
    """The plan of one campaign.

    Args:
        number: which campaign of the repository.
        seed: of the repository.
        kinds: the types that it has handoffs of.
        is_done: everything is accepted, because a draft asks for too little for a defect to show.
        depends_on: id of another brief, or nothing.

    """
    rng = random.Random(f"plan-{seed}-{number}")
    reached = len(kinds) if rng.random() < _ALL_DONE else rng.randrange(len(kinds))
    reached = len(kinds) if is_done else reached
    states = {}
    for place, kind in enumerate(kinds):
        choices = DONE if place < reached else _DOING if place == reached else _COMING
        states[kind] = State(rng.choice(choices), rng.choice((1, 1, 1, 2, 2, 3)))
    return Plan(
        slug=slug(number),
        place=slug(number).partition("-")[0],
        start=_FIRST_MONDAY + timedelta(weeks=rng.randrange(_WEEKS)),
        people={role: rng.choice(handles) for role, (_, handles) in words.STAFF.items()},
        states=states,
        depends_on=depends_on,
    )
