"""The plan of a campaign, for `handoff plan` and the site: handoffs as steps, new dates, and the edits that write them.

It counts with the people: a day on which the owner or the receiver is away is free. What has been handed over keeps its
dates. A handoff that nobody has written yet takes the time that the settings give its type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handoff_lint import gates, timeline
from handoff_lint.calendars import chain, conflicts, planning, shifting
from handoff_lint.calendars.conflicts import Conflict, Reason
from handoff_lint.calendars.shifting import Mode, Shifted
from handoff_lint.calendars.steps import Anchor, Chain, Dates, Key, Step
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.calendars.working_days import WorkCalendar
from handoff_lint.config import OFF, Config
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign, Document
from handoff_lint.roster import CLOSED
from handoff_lint.words import did_you_mean, listed

_TYPES = (*chain.TO_LAUNCH, *chain.BESIDE, chain.REVIEW, chain.RETROSPECTIVE)


@dataclass(frozen=True, slots=True)
class Row:
    """One handoff in the table.

    Attributes:
        package: None for one that nobody has written yet; its id is then its type.
        slack: by how many working days it may slip; None where that is not known.

    """

    id: str
    type: str
    dates: Dates
    package: Document | None = None
    slack: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """New dates for a campaign.

    Attributes:
        launch: the day that they are planned for.
        rows: in working order.
        conflicts: what does not fit.
        edits: path → (pointer, value) of each value to be changed.

    """

    launch: date
    rows: tuple[Row, ...]
    conflicts: tuple[Conflict, ...]
    edits: Mapping[str, tuple[tuple[str, object], ...]] = field(default_factory=dict)


class Handoffs:
    """The handoffs of one campaign as steps of a plan."""

    def __init__(self, config: Config, campaign: Campaign, today: date) -> None:
        """Read the steps.

        Args:
            config: the settings.
            campaign: with its packages; cancelled ones are left out.
            today: what has begun before needs no time any more that has passed.

        Raises:
            HandoffError: a package, or its status, cannot be read, so it is not known what may move.

        """
        for document in campaign.documents():
            # Without its status nobody knows whether a package has been handed over, and so must not move.
            unknown = [one.problem.message for one in document.violations if one.problem.pointer == "/status"]
            if wrong := [fault.message for fault in document.faults] or unknown:
                raise HandoffError(
                    f"The campaign cannot be planned: {wrong[0]}",
                    help="Mend what `handoff check` finds there.",
                    place=document.path,
                )
        self.config = config
        self.campaign = campaign
        self.today = today
        self._time = WorkingTime(config)
        used = [one for one in campaign.packages if one.type and one.status != "cancelled"]
        self.packages = {one.id: one for one in sorted(used, key=lambda one: (_TYPES.index(one.type), one.path))}
        present = {one.type for one in used}
        self.unwritten = [kind for kind in _TYPES if kind not in present and config.systems.get(kind) != OFF]
        self.fixed = {name for name, one in self.packages.items() if one.rank >= timeline.rank(one, "handed_off")}
        self.steps = self._steps()

    @property
    def open_steps(self) -> list[Step]:
        """The steps that can still move, feeding one another only."""
        names = {step.id for step in self.steps} - self.fixed
        return [
            replace(step, feeds=tuple(one for one in step.feeds if one in names))
            for step in self.steps
            if step.id in names
        ]

    def written(self) -> dict[str, Dates]:
        """The dates in the files, of packages that have due and needed by; a missing start is counted back."""
        found = {}
        for step in self.steps:
            if step.id in self.packages:
                start, due, needed_by = timeline.written(self.packages[step.id])
                if due and needed_by:
                    found[step.id] = Dates(start or step.sender.latest_start(due, step.owner_days), due, needed_by)
        return found

    def named(self, name: str) -> str:
        """The id of the open handoff that `h2`, a type or an id means; empty: the first one that is open.

        Raises:
            HandoffError: there is none.

        """
        dated = [step.id for step in Chain(self.steps).steps if step.id in self.written()]
        if not name:
            for one in dated:
                if one not in self.fixed:
                    return one
            raise HandoffError(
                "There is no handoff to move: none that is open has dates.",
                help="Plan them first, without --shift."
                if self.packages.keys() - self.fixed
                else "Write the next one, and plan it without --shift."
                if self.unwritten
                else "All of them have been handed over.",
            )
        ids = {known: known for known in self.packages}
        ids |= {one.type: known for known, one in reversed(self.packages.items())}
        ids |= {self.short(known): known for known in self.packages}
        if ids.get(name) not in dated:
            guess = did_you_mean(name, ids)
            raise HandoffError(
                f"There is no handoff {name} with dates in this campaign.{guess}",
                help=f"There is {listed([self.short(one) for one in dated], conjunction='and') or 'none'}.",
            )
        return ids[name]

    def off(self, day: date) -> list[str]:
        """The teams that do not work on a day; `everybody` where all are free."""
        teams = [name for name in self.config.teams if self._time.calendar(name).why_off(day)]
        if self._time.calendar().why_off(day) and len(teams) == len(self.config.teams):
            return ["everybody"]
        return teams

    def short(self, name: str) -> str:
        """An id without the campaign: `h2`."""
        return name.removeprefix(f"{self.campaign.slug}-")

    def _steps(self) -> list[Step]:
        line = [kind for kind in chain.TO_LAUNCH if self.config.systems.get(kind) != OFF]
        found = []
        for kind in _TYPES:
            after = line[line.index(kind) + 1 :][:1] if kind in line else []
            following = tuple(one for one in after if one in self.unwritten)
            if kind in self.unwritten:
                packages = tuple(one for one, other in self.packages.items() if after and other.type == after[0])
                found.append(self._step(kind, None, following or packages))
            for name, package in self.packages.items():
                if package.type == kind:
                    fed = [one.id for one in timeline.fed_by(package, self.campaign) if one.id in self.packages]
                    found.append(self._step(name, package, tuple(fed) or following))
        return found

    def _step(self, name: str, package: Document | None, feeds: tuple[str, ...]) -> Step:
        step = chain.step(
            self.config,
            package.type if package else name,
            id=name,
            sender=self._calendar(package, "from", "owner"),
            receiver=self._calendar(package, "to", "receiver"),
            feeds=feeds,
            timeline=package.data.get("timeline") if package else None,
        )
        dates = timeline.written(package) if package else None
        if dates and dates.start and dates.start < self.today:
            # It has begun: only the rest of its own time is still needed.
            rest = step.sender.working_days_between(self.today, dates.due) if dates.due else step.owner_days
            step = replace(step, owner_days=max(0, min(step.owner_days, rest)))
        return step

    def _calendar(self, package: Document | None, side: timeline.Side, person: str) -> WorkCalendar:
        if package is None:
            return self._time.calendar()
        handle = (package.data.get(side) or {}).get(person, "")
        if handle in self.config.people:
            return self._time.calendar_of(handle)
        return timeline.calendar(package, side, self._time, self.config)


def backwards(handoffs: Handoffs, launch: date) -> Proposal:
    """The latest dates of everything that is open, back from a launch."""
    end = _end(handoffs)
    written = handoffs.written()
    plan = planning.plan_backwards(handoffs.open_steps, launch, end=end, begin=handoffs.today)
    begun = {
        name
        for name, one in handoffs.packages.items()
        if (start := timeline.written(one).start) and start <= handoffs.today
    }
    rows = {
        row.id: Dates(written[row.id].start, row.due, row.needed_by)
        if row.id in begun and row.id in written and written[row.id].start <= row.due
        else Dates(row.start, row.due, row.needed_by)
        for row in plan.rows
    }
    dates = {**{name: written[name] for name in handoffs.fixed if name in written}, **rows}
    found = [one for one in plan.conflicts if one.reason is not Reason.STARTS_EARLY or one.id not in begun]
    found = [one for one in found if not (one.reason is Reason.OWNER_TIME and one.id in begun)]
    # The plan knows the open ones only: whether they leave those enough time who have received something already
    for one in conflicts.judge(Chain(handoffs.steps), dates, Key(launch, end)):
        if one.id in handoffs.fixed and one.other and one.other not in handoffs.fixed:
            found.append(one)
    slack = {row.id: row.slack_days for row in plan.rows}
    return _proposal(handoffs, launch, dates, found, slack)


def moved(handoffs: Handoffs, name: str, days: int, launch: date, mode: Mode) -> Proposal:
    """One handoff later or earlier, and what moves with it."""
    key = Key(launch, _end(handoffs))
    dates = _present(handoffs, launch)
    return _shifted(handoffs, shifting.shift(handoffs.steps, dates, name, days, key, mode=mode, fixed=handoffs.fixed))


def relaunched(handoffs: Handoffs, before: date, after: date, mode: Mode) -> Proposal:
    """Another launch, and what moves with it."""
    key = Key(after, _end(handoffs))
    dates = _present(handoffs, before)
    done = shifting.move_launch(handoffs.steps, dates, before, key, mode=mode, fixed=handoffs.fixed)
    return _shifted(handoffs, done)


def _present(handoffs: Handoffs, launch: date) -> dict[str, Dates]:
    """The dates in the files; handoffs that nobody has written yet stand where the launch wants them."""
    plan = planning.plan_backwards(handoffs.open_steps, launch, end=_end(handoffs))
    return {
        **{row.id: Dates(row.start, row.due, row.needed_by) for row in plan.rows if row.id in handoffs.unwritten},
        **handoffs.written(),
    }


def _shifted(handoffs: Handoffs, done: Shifted) -> Proposal:
    short = {name for one in done.conflicts if one.reason is not Reason.FIXED for name in (one.id, one.other)}
    found = [
        one
        for one in done.conflicts
        # What has been handed over need not move as long as everything fits without that.
        if (one.id in short if one.reason is Reason.FIXED else _concerns_open(one, handoffs))
    ]
    return _proposal(handoffs, done.launch, done.dates, found, {})


def _concerns_open(conflict: Conflict, handoffs: Handoffs) -> bool:
    """Whether something that does not fit can still be mended."""
    return conflict.id not in handoffs.fixed or bool(conflict.other and conflict.other not in handoffs.fixed)


def _end(handoffs: Handoffs) -> date | None:
    document = handoffs.campaign.document
    return timeline.day(document.data.get("end_date")) if document else None


def _proposal(
    handoffs: Handoffs,
    launch: date,
    dates: Mapping[str, Dates],
    found: Sequence[Conflict],
    slack: Mapping[str, int | None],
) -> Proposal:
    rows, passed = [], []
    early = {one.id for one in found if one.reason is Reason.STARTS_EARLY}
    for step in Chain(handoffs.steps).steps:
        if step.id in dates:
            package = handoffs.packages.get(step.id)
            is_open = step.id not in handoffs.fixed and step.anchor is Anchor.LAUNCH
            kind = package.type if package else step.id
            rows.append(Row(step.id, kind, dates[step.id], package, slack.get(step.id) if is_open else None))
            due = dates[step.id].due
            if step.id not in handoffs.fixed | early and due < handoffs.today:
                message = f"{step.id} would be due on {due}, which has passed."
                passed.append(Conflict(step.id, Reason.STARTS_EARLY, message))
    edits = dict(_edits(handoffs, launch, rows))
    return Proposal(launch, tuple(rows), tuple(dict.fromkeys([*_launch(handoffs, launch), *passed, *found])), edits)


def _launch(handoffs: Handoffs, launch: date) -> Iterator[Conflict]:
    """A launch that has passed already, or that comes after the campaign's last day."""
    ahead = any(timeline.leads_to_launch(one) for name, one in handoffs.packages.items() if name not in handoffs.fixed)
    if launch < handoffs.today and (ahead or launch != timeline.launch_of(handoffs.campaign)):
        yield Conflict("", Reason.LAUNCH, f"The launch on {launch} has passed.")
    end = _end(handoffs)
    if end and end < launch:
        yield Conflict("", Reason.LAUNCH, f"The campaign ends on {end}, before the launch. Change end_date, too.")


def _edits(
    handoffs: Handoffs, launch: date, rows: Sequence[Row]
) -> Iterator[tuple[str, tuple[tuple[str, object], ...]]]:
    """The values to be changed in each file; nothing where they stand there already."""
    page = handoffs.campaign.document
    if page and timeline.launch_of(handoffs.campaign) != launch:
        yield page.path, (("/launch_date", launch.isoformat()),)
    for row in rows:
        if row.package is None or row.id in handoffs.fixed:
            continue
        written = row.package.data.get("timeline") or {}
        wanted: dict[str, object] = {name: getattr(row.dates, name).isoformat() for name in Dates._fields}
        if "start" not in written and "due" in written:
            del wanted["start"]  # a team that does not plan starts is not made to
        if "launch_date" in written:
            wanted["launch_date"] = launch.isoformat()
        if "buffer_days" in written:
            calendar = timeline.calendar(row.package, "from", WorkingTime(handoffs.config), handoffs.config)
            wanted["buffer_days"] = calendar.working_days_between(row.dates.due, row.dates.needed_by)
        changed = tuple((f"/timeline/{name}", value) for name, value in wanted.items() if written.get(name) != value)
        if changed:
            yield row.package.path, changed


def bound_to_launch(handoffs: Handoffs, proposal: Proposal) -> list[tuple[str, str]]:
    """(id, gate) of what was signed about the launch date in packages that are not changed themselves."""
    return [
        (name, gate.name)
        for name, package in handoffs.packages.items()
        if package.path not in proposal.edits and package.status not in CLOSED
        for gate in gates.required(package, handoffs.campaign, handoffs.config)
        if "campaign:launch_date" in gate.scope and gates.entries(package, gate.name)
    ]
