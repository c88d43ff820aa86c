"""Whose working time is whose: the settings `calendar`, `holidays`, `working_hours`, `teams` and `people`.

The more special setting wins: a team's own calendar and hours, else everybody's. A team that names its own country
takes nothing from everybody's `calendar`, only the days of `holidays`, on which nobody works; a team without one adds
its days to everybody's. The days of the week are those that the team has written; else those of its own country; else
those of `working_hours`, if they are not just Monday to Friday; else those of everybody's country.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from handoff_lint.calendars import public_holidays
from handoff_lint.calendars.working_days import MONDAY_TO_FRIDAY, WorkCalendar, shared
from handoff_lint.calendars.working_hours import WorkClock
from handoff_lint.errors import SettingsError
from handoff_lint.model import join
from handoff_lint.words import did_you_mean, listed

if TYPE_CHECKING:
    from handoff_lint.config import Config

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UTC = "UTC"


class WorkingTime:
    """The calendars and clocks of one repository's teams and people, made when they are first asked for.

    A team or person that the settings do not know has everybody's calendar. All methods raise SettingsError when a
    country, a region or a time zone does not exist.
    """

    def __init__(self, config: Config) -> None:
        """Keep the settings; nothing is worked out yet."""
        self._config = config
        self._calendars: dict[str, WorkCalendar] = {}
        self._clocks: dict[str, WorkClock] = {}
        self._people: dict[str, WorkCalendar] = {}

    def calendar(self, team: str = "") -> WorkCalendar:
        """The working days of a team; everybody's without one."""
        found = self._calendars.get(team)
        if found is None:
            found = self._calendars[team] = self._calendar(team)
        return found

    def clock(self, team: str = "") -> WorkClock:
        """The working hours of a team; everybody's without one."""
        found = self._clocks.get(team)
        if found is None:
            found = self._clocks[team] = self._clock(team)
        return found

    def calendar_of(self, handle: str) -> WorkCalendar:
        """The working days of a person: those of the team without the days away.

        Whether somebody still belongs here (`from`, `until`, `active`) is not asked.
        """
        found = self._people.get(handle)
        if found is None:
            person = self._config.people.get(handle, {})
            away = [(_day(absence["from"]), _day(absence["to"])) for absence in person.get("away", ())]
            team = self.calendar(person.get("team", ""))
            found = self._people[handle] = team.without(*away) if away else team
        return found

    def clock_of(self, handle: str) -> WorkClock:
        """The working hours of a person: those of the team, on the days on which the person is there."""
        clock = self.clock(self._config.people.get(handle, {}).get("team", ""))
        calendar = self.calendar_of(handle)
        if calendar is clock.calendar:
            return clock
        return WorkClock(calendar, clock.opens, clock.closes, clock.zone)

    def _team(self, team: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._config.teams.get(team) or {}
        return found

    def _calendar(self, team: str) -> WorkCalendar:
        config, everybody = self._config, self._config.calendar
        own = self._team(team).get("calendar", {})
        is_own = "country" in own
        place = own if is_own else everybody
        country, subdivision = place.get("country", ""), place.get("subdivision", "")
        if country:
            self._check(country, subdivision, join("/teams", team, "calendar") if is_own else "/calendar")
        worked, closed = _days(own, "worked"), _days(own, "extra")
        if not is_own:
            worked, closed = worked | _days(everybody, "worked") - closed, closed | _days(everybody, "extra") - worked
        return shared(
            WorkCalendar(
                weekdays=self._weekdays(team),
                country=country,
                subdivision=subdivision,
                worked=worked,
                closed=closed | frozenset(map(_day, config.holidays)),
            )
        )

    def _weekdays(self, team: str) -> frozenset[int] | None:
        written = self._team(team).get("working_hours", {}).get("days")
        if written is not None:
            return _numbers(written)
        everybody = _numbers(self._config.working_hours["days"])
        if "country" in self._team(team).get("calendar", {}):
            return None
        if everybody == MONDAY_TO_FRIDAY and "country" in self._config.calendar:
            return None
        return everybody

    def _clock(self, team: str) -> WorkClock:
        written = self._team(team)
        hours = {**self._config.working_hours, **written.get("working_hours", {})}
        is_own = "timezone" in written
        zone = written["timezone"] if is_own else self._config.organisation.get("timezone", UTC)
        return WorkClock(
            calendar=self.calendar(team),
            opens=time.fromisoformat(hours["from"]),
            closes=time.fromisoformat(hours["to"]),
            zone=self._zone(zone, join("/teams", team, "timezone") if is_own else "/organisation/timezone"),
        )

    def _check(self, country: str, subdivision: str, pointer: str) -> None:
        try:
            public_holidays.check(country, subdivision)
        except public_holidays.UnknownPlaceError as unknown:
            what = f"public holidays of {country}" if unknown.is_country else f"a region {subdivision} of {country}"
            if unknown.is_country or not unknown.known:
                advice = "Correct it, or leave it out and list the days under holidays."
            else:
                advice = f"Correct it, or leave it out. There are {listed(unknown.known, conjunction='and', most=20)}."
            key = "country" if unknown.is_country else "subdivision"
            place = self._config.place(join(pointer, key))
            raise SettingsError(f"Nothing is known about {what}.", help=advice, place=place) from unknown

    def _zone(self, name: str, pointer: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            known = available_timezones()
            if known:
                message = f"There is no time zone {name}.{did_you_mean(name, known)}"
                advice = "Write continent and city, such as Europe/London."
            else:
                message = f"The time zone {name} cannot be looked up: this computer has no list of time zones."
                advice = "Install it with  pip install tzdata"
            raise SettingsError(message, help=advice, place=self._config.place(pointer)) from error


def _numbers(days: list[str]) -> frozenset[int]:
    return frozenset(map(_WEEK.index, days))


def _days(calendar: Mapping[str, Any], key: str) -> frozenset[date]:
    return frozenset(map(_day, calendar.get(key, ())))


def _day(text: str) -> date:
    return date.fromisoformat(text)
