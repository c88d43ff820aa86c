"""The handoffs on the way to a launch as steps of a plan: how long each takes and what it feeds."""

from __future__ import annotations

import enum
import graphlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handoff_lint.calendars.working_days import WorkCalendar
from handoff_lint.errors import HandoffError
from handoff_lint.words import did_you_mean


class PlanError(HandoffError):
    """A plan that cannot be computed: handoffs that wait for each other, or one that does not exist."""


class Anchor(enum.StrEnum):
    """What a step's dates hang on."""

    LAUNCH = "launch"
    """Planned back from the launch, or from the handoffs that it feeds."""
    AFTER_LAUNCH = "after launch"
    """Begins within so many calendar days after the launch: the first review."""
    AFTER_END = "after end"
    """Due within so many calendar days after the campaign's end: the retrospective."""


@dataclass(frozen=True, slots=True)
class Step:
    """One handoff in a plan. Days are working days unless it says otherwise.

    Attributes:
        id: unique in the plan.
        sender: the calendar of who prepares it: counts `owner_days` and the buffer, and its days are start and due.
        receiver: the calendar of who works on: counts `receiver_days`, and `needed_by` is one of its days.
        owner_days: from start to due.
        buffer_days: at least, from due to needed by.
        receiver_days: from needed by until what it feeds is due, or until the launch.
        feeds: ids of the handoffs that are built on it. Only launch steps count: what comes after the launch waits
            for the launch anyway.
        accepted_days_before_launch: needed by lies at least so far before the launch, counted by the receiver.
        anchor: what the dates hang on.
        within_days: calendar days after the launch or the end, for the two other anchors.

    """

    id: str
    sender: WorkCalendar = field(default_factory=WorkCalendar)
    receiver: WorkCalendar = field(default_factory=WorkCalendar)
    owner_days: int = 0
    buffer_days: int = 0
    receiver_days: int = 0
    feeds: tuple[str, ...] = ()
    accepted_days_before_launch: int = 0
    anchor: Anchor = Anchor.LAUNCH
    within_days: int = 0


class Dates(NamedTuple):
    """The three days of a handoff: work on it begins, it is handed over, the receiver has to have it."""

    start: date
    due: date
    needed_by: date


class Key(NamedTuple):
    """The two fixed days of a campaign; a campaign without an end has no retrospective to plan."""

    launch: date
    end: date | None = None


class Chain:
    """Steps in working order, with who feeds whom.

    Raises:
        PlanError: two steps have one id, one feeds a step that is not there, or they wait for each other in a circle.

    """

    def __init__(self, steps: Iterable[Step]) -> None:
        """Sort the steps: each comes before those that it feeds, else in the order given."""
        given = list(steps)
        self.by_id: dict[str, Step] = {}
        for step in given:
            if step.id in self.by_id:
                raise PlanError(f"{step.id} is in the plan twice.", help="Give each handoff an id of its own.")
            self.by_id[step.id] = step
        for step in given:
            for fed in step.feeds:
                if fed not in self.by_id:
                    guess = did_you_mean(fed, self.by_id)
                    raise PlanError(f"{step.id} feeds {fed}, which is not in the plan.{guess}", help="Correct the id.")
        self._feeders: dict[str, list[str]] = {step.id: [] for step in given}
        for step in given:
            for fed in step.feeds:
                self._feeders[fed].append(step.id)
        self.steps: Sequence[Step] = self._sorted(given)

    def __getitem__(self, name: str) -> Step:
        """The step with an id; the id has to exist."""
        return self.by_id[name]

    def before_launch(self) -> list[Step]:
        """The steps that lead to the launch, in working order."""
        return [step for step in self.steps if step.anchor is Anchor.LAUNCH]

    def fed_by(self, step: Step) -> Iterator[Step]:
        """The launch steps that are built on a launch step."""
        if step.anchor is Anchor.LAUNCH:
            yield from (self[one] for one in step.feeds if self[one].anchor is Anchor.LAUNCH)

    def feeders(self, step: Step) -> Iterator[Step]:
        """The launch steps that a launch step is built on."""
        if step.anchor is Anchor.LAUNCH:
            yield from (self[one] for one in self._feeders[step.id] if self[one].anchor is Anchor.LAUNCH)

    def _sorted(self, given: Sequence[Step]) -> list[Step]:
        sorter = graphlib.TopologicalSorter(self._feeders)
        try:
            sorter.prepare()
        except graphlib.CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise PlanError(
                f"These handoffs wait for each other: {circle}.",
                help="Take one of them out of depends_on.",
            ) from error
        place = {step.id: index for index, step in enumerate(given)}
        waiting: list[int] = []
        found: list[Step] = []
        while sorter.is_active():
            for name in sorter.get_ready():
                heapq.heappush(waiting, place[name])
            step = given[heapq.heappop(waiting)]
            sorter.done(step.id)
            found.append(step)
        return found
