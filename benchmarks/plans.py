"""What is settled about a campaign before its files are written: who, when, how far."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks import vocabulary as words

_FIRST_MONDAY = date(2025, 1, 6)
_WEEKS = 90
_SHARES = {
    "draft": 5,
    "in_review": 30,
    "changes_requested": 5,
    "approved": 15,
    "handed_off": 15,
    "accepted": 15,
    "completed": 15,
}
"""In percent; most briefs of a running team have left the draft stage."""
_RANKS = {
    "draft": 0,
    "in_review": 1,
    "changes_requested": 1,
    "approved": 2,
    "handed_off": 3,
    "accepted": 4,
    "completed": 5,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign: its folder, its brief's state, its people and its dates.

    Attributes:
        rank: how far the status is on its way (0 for a draft), which decides what the brief must hold.
        depends_on: id of another brief that this one builds on, empty for most.

    """

    slug: str
    place: str
    status: str
    rank: int
    version: int
    owner: str
    receiver: str
    backup: str
    checker: str
    head: str
    helpers: tuple[str, ...]
    start: date
    depends_on: str

    @property
    def title(self) -> str:
        """The campaign's name for people."""
        return self.slug.replace("-", " ").capitalize()

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

    def file_name(self, *, versioned: bool) -> str:
        """The brief's name."""
        version = f"_v{self.version:02d}" if versioned else ""
        return f"{self.start:%Y%m%d}_{self.slug}_strategy-to-creative{version}.md"


def slug(number: int) -> str:
    """The campaign folder of a number: different for each, the same in each repository."""
    place = words.PLACES[number % len(words.PLACES)]
    occasion = words.OCCASIONS[number // len(words.PLACES) % len(words.OCCASIONS)]
    return f"{place}-{occasion}-{number:05d}"


def draw(number: int, seed: int, *, past_draft: bool, depends_on: str) -> Plan:
    """The plan of one campaign.

    Args:
        number: which campaign of the repository.
        seed: of the repository.
        past_draft: no draft, because a draft asks for too little for a defect to show.
        depends_on: id of another brief, or nothing.

    """
    rng = random.Random(f"plan-{seed}-{number}")
    status = rng.choices(list(_SHARES), list(_SHARES.values()))[0]
    if past_draft and status == "draft":
        status = "in_review"
    owner, receiver, backup, checker, head, *helpers = rng.sample(words.PEOPLE, 10)
    return Plan(
        slug=slug(number),
        place=slug(number).partition("-")[0],
        status=status,
        rank=_RANKS[status],
        version=rng.choice((1, 1, 1, 2, 2, 3)),
        owner=owner,
        receiver=receiver,
        backup=backup,
        checker=checker,
        head=head,
        helpers=tuple(helpers),
        start=_FIRST_MONDAY + timedelta(weeks=rng.randrange(_WEEKS)),
        depends_on=depends_on,
    )
