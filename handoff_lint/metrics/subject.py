"""What a measure may know of one package: its campaign, the settings, who works when, and its past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handoff_lint import timeline
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.calendars.working_days import CalendarRangeError, WorkCalendar
from handoff_lint.config import Config
from handoff_lint.metrics.model import Case
from handoff_lint.metrics.past import Past
from handoff_lint.model import Campaign, Document
from handoff_lint.timeline import Side, Written
from handoff_lint.validation import store


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same for all packages of a run."""

    config: Config
    today: date
    working_time: WorkingTime
    past: Past


@dataclass(frozen=True, slots=True)
class Subject:
    """One package that can be read and is not cancelled."""

    document: Document
    campaign: Campaign
    around: Surroundings

    def case(
        self, metric: str, figure: str, value: float, *, of: float = 1.0, day: str = "", labels: tuple[str, ...] = ()
    ) -> Case:
        """A case of this package."""
        return Case(metric, figure, value, of, day, self.campaign.slug, self.document.id, labels)

    @property
    def dates(self) -> Written:
        """Start, due and needed by."""
        return timeline.written(self.document)

    @property
    def opened(self) -> str:
        """The day on which the package was opened: the front matter's, else that in the file name; may be empty."""
        written = self.document.data.get("date")
        if written:
            return str(written)
        name = self.document.name.date if self.document.name else ""
        day = f"{name[:4]}-{name[4:6]}-{name[6:]}"
        return day if store.is_date(day) else ""  # eight digits need not be a day: 20271340

    @property
    def handovers(self) -> list[Mapping[str, Any]]:
        """Those that say when, in the order of the file."""
        return [one for _, one in self.document.each("/handovers") if one.get("at")]

    def calendar(self, side: Side) -> WorkCalendar:
        """The working days of the sending or the receiving team."""
        return timeline.calendar(self.document, side, self.around.working_time, self.around.config)

    def day_of(self, moment: datetime, side: Side) -> date:
        """The day of a moment on the clock of the sending or the receiving team."""
        team = timeline.team_of(self.document, side, self.around.config)
        return moment.astimezone(self.around.working_time.clock(team).zone).date()

    def answer_due(self, handed_over: datetime, days: int) -> date | None:
        """The last day for an answer within so many working days of the receiver; None outside of all calendars."""
        team = timeline.team_of(self.document, "to", self.around.config)
        try:
            return self.around.working_time.clock(team).response_due(handed_over, days).date()
        except CalendarRangeError:
            return None

    def working_days(self, start: date, end: date, side: Side) -> int | None:
        """Working days after `start` up to `end`; negative when `end` is earlier, None outside of all calendars."""
        try:
            return self.calendar(side).working_days_between(start, end)
        except CalendarRangeError:
            return None  # a clock that was wrong by centuries: nothing can be said about it
