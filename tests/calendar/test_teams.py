"""Settings to calendars: whose holidays, hours and time zone hold for a team or a person."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime, time
from pathlib import Path

import pytest

from handoff_lint.calendars import teams
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.calendars.working_days import WorkCalendar
from handoff_lint.errors import SettingsError
from tests.calendar.places import BAVARIA, PLAIN, day, settings

TEXT = """
organisation: {timezone: Europe/London}
systems:
  strategy-to-creative: "off"
  creative-to-production: "off"
  production-to-launch: "off"
  email-to-social: "off"
  marketing-to-sales: "off"
  analytics-to-optimization: "off"
  campaign-retrospective: "off"
calendar: {country: GB, subdivision: ENG, extra: ["2026-12-24", "2026-12-29"], worked: ["2026-05-04", "2026-05-25"]}
holidays: ["2026-07-10"]
teams:
  creative: {}
  munich: {calendar: {country: DE, subdivision: BY, extra: ["2026-08-15"]}}
  support: {calendar: {extra: ["2026-05-04"], worked: ["2026-12-24"]}}
  cairo: {calendar: {country: EG}}
people:
  ana.ruiz: {name: Ana Ruiz, team: munich, away: [{from: "2026-08-03", to: "2026-08-14"}]}
  tom.osei: {name: Tom Osei, team: creative}
  eve.lang: {name: Eve Lang}
"""
GENERAL = WorkCalendar(
    None,
    "GB",
    "ENG",
    worked=frozenset({day("05-04"), day("05-25")}),
    closed=frozenset({day("12-24"), day("12-29"), day("07-10")}),
)


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> WorkingTime:
    return WorkingTime(settings(tmp_path_factory.mktemp("teams"), TEXT))


def test_a_team_without_settings_has_everybodys_calendar(working: WorkingTime) -> None:
    assert working.calendar() == GENERAL
    assert working.calendar("creative") is working.calendar("unheard-of") is working.calendar("")


def test_a_team_with_a_country_of_its_own_shares_only_the_days_on_which_nobody_works(working: WorkingTime) -> None:
    assert working.calendar("munich") == WorkCalendar(None, "DE", "BY", closed=frozenset({day("08-15"), day("07-10")}))
    assert working.calendar("munich").is_working_day(day("08-31"))
    assert not working.calendar("munich").is_working_day(day("07-10"))


def test_a_team_without_a_country_adds_its_days_to_everybodys(working: WorkingTime) -> None:
    assert working.calendar("support") == WorkCalendar(
        None,
        "GB",
        "ENG",
        worked=frozenset({day("12-24"), day("05-25")}),
        closed=frozenset({day("05-04"), day("12-29"), day("07-10")}),
    )


def test_a_team_has_the_weekend_of_its_country(working: WorkingTime) -> None:
    cairo = working.calendar("cairo")
    assert [cairo.is_working_day(date(2026, 6, number)) for number in (11, 12, 13, 14)] == [True, False, False, True]


def test_a_person_has_the_teams_days_without_those_away(working: WorkingTime) -> None:
    munich = working.calendar("munich")
    assert working.calendar_of("ana.ruiz") == munich.without((day("08-03"), day("08-14")))
    assert working.calendar_of("tom.osei") is working.calendar("creative")
    assert working.calendar_of("eve.lang") is working.calendar_of("nobody.known") is working.calendar()


def test_hours_and_time_zone_of_everybody(working: WorkingTime) -> None:
    clock = working.clock("creative")
    assert (clock.opens, clock.closes, clock.zone.key) == (time(9), time(17), "Europe/London")
    assert clock is working.clock("creative")
    assert working.clock_of("tom.osei") is clock
    ana = working.clock_of("ana.ruiz")
    assert ana.calendar is working.calendar_of("ana.ruiz")
    assert ana.next_working_moment(datetime.fromisoformat("2026-08-03T10:00+01:00")) == datetime.fromisoformat(
        "2026-08-17T09:00+01:00"
    )


def test_defaults_are_monday_to_friday_in_utc_without_holidays(tmp_path: Path) -> None:
    working = WorkingTime(settings(tmp_path))
    assert working.calendar() == PLAIN
    assert working.clock().zone.key == "UTC"


def test_a_week_that_is_not_the_usual_one_holds_in_everybodys_country(tmp_path: Path) -> None:
    text = "working_hours: {days: [mon, tue, wed, thu]}\ncalendar: {country: GB}\n"
    working = WorkingTime(settings(tmp_path, text + "teams: {lisbon: {calendar: {country: PT}}}"))
    assert working.calendar().weekdays == frozenset(range(4))
    assert working.calendar("lisbon").weekdays is None  # it lives by its own country's week


def test_hours_and_time_zone_of_a_team(tmp_path: Path) -> None:
    text = """
organisation: {timezone: Europe/London}
teams:
  dubai:
    timezone: Asia/Dubai
    working_hours: {days: [sun, mon, tue, wed, thu], from: "08:00"}
    calendar: {country: AE}
"""
    clock = WorkingTime(settings(tmp_path, text)).clock("dubai")
    assert (clock.opens, clock.closes, clock.zone.key) == (time(8), time(17), "Asia/Dubai")
    assert clock.calendar.weekdays == frozenset({6, 0, 1, 2, 3})
    broken = WorkingTime(settings(tmp_path, "teams: {dubai: {timezone: Asia/Dubay}}"))
    with pytest.raises(SettingsError) as error:
        broken.clock("dubai")
    assert error.value.message == "There is no time zone Asia/Dubay. Did you mean Asia/Dubai?"
    assert error.value.place == "handoff.yml:2:27"


def test_hours_of_a_team_that_end_before_they_begin(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, 'teams: {dubai: {working_hours: {from: "18:00"}}}')
    assert error.value.message == "Work in the team dubai ends at 17:00 but begins at 18:00."
    assert error.value.place == "handoff.yml:2:39"


REFUSED = [
    (
        "calendar: {country: UX}",
        "handoff.yml:2:21",
        "Nothing is known about public holidays of UX.",
        "Correct it, or leave it out and list the days under holidays.",
    ),
    (
        "calendar: {country: GB, subdivision: LON}",
        "handoff.yml:2:38",
        "Nothing is known about a region LON of GB.",
        "Correct it, or leave it out. There are ENG, NIR, SCT and WLS.",
    ),
    (
        "calendar:\n  country: FO\n  subdivision: TOR",
        "handoff.yml:4:16",
        "Nothing is known about a region TOR of FO.",
        "Correct it, or leave it out and list the days under holidays.",
    ),
]


@pytest.mark.parametrize(("text", "place", "message", "advice"), REFUSED)
def test_a_place_that_does_not_exist(tmp_path: Path, text: str, place: str, message: str, advice: str) -> None:
    with pytest.raises(SettingsError) as error:
        WorkingTime(settings(tmp_path, text)).calendar()
    assert (error.value.place, error.value.message, error.value.help) == (place, message, advice)


def test_a_teams_place_that_does_not_exist(tmp_path: Path) -> None:
    text = "teams:\n  creative:\n    calendar:\n      country: QQ"
    with pytest.raises(SettingsError) as error:
        WorkingTime(settings(tmp_path, text)).calendar("creative")
    assert error.value.place == "handoff.yml:5:16"


def test_a_time_zone_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        WorkingTime(settings(tmp_path, "organisation: {timezone: Europe/Lodon}")).clock()
    assert error.value.message == "There is no time zone Europe/Lodon. Did you mean Europe/London?"
    assert error.value.help == "Write continent and city, such as Europe/London."
    assert error.value.place == "handoff.yml:2:26"


def test_a_folder_of_time_zones_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        WorkingTime(settings(tmp_path, "organisation: {timezone: Europe}")).clock()
    assert error.value.message.startswith("There is no time zone Europe.")


def test_a_computer_without_time_zones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(teams, "ZoneInfo", missing)
    monkeypatch.setattr(teams, "available_timezones", set)
    with pytest.raises(SettingsError) as error:
        WorkingTime(settings(tmp_path, "organisation: {timezone: Europe/London}")).clock()
    assert error.value.message == (
        "The time zone Europe/London cannot be looked up: this computer has no list of time zones."
    )
    assert error.value.help == "Install it with  pip install tzdata"


def test_bavaria_is_what_the_settings_say_it_is(tmp_path: Path) -> None:
    assert WorkingTime(settings(tmp_path, "calendar: {country: DE, subdivision: BY}")).calendar() == BAVARIA
