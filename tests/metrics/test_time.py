"""Answers, due days, buffers and what is late: days as teams work them, and clocks that change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metrics.surveys import BRIEF, FILES, answer, handover, labels, measured, parts, values
from tests.timeline.campaigns import dates

ACCEPTED = "status: accepted\n"
LONDON = "organisation: {timezone: Europe/London}\n"
AUCKLAND = "organisation: {timezone: Pacific/Auckland}\n"
SENT = "status: handed_off\n"


def given(*entries: str) -> str:
    return "handovers:\n" + "".join(entries)


def said(*entries: str) -> str:
    return "acceptance:\n" + "".join(entries)


def test_lead_time_runs_from_the_day_in_the_name(tmp_path: Path) -> None:
    """10 January 2027 is a Sunday."""
    survey = measured(
        tmp_path, {BRIEF: ACCEPTED + said(answer("accepted", "2027-01-13T10:00:00Z"))}, today="2027-02-01"
    )
    assert values(survey, "M1") == {"working": 3, "raw": 3}


@pytest.mark.parametrize(
    "answers",
    [
        said(answer("returned", "2027-01-13T10:00:00Z")),
        said(answer("accepted", "2027-01-09T10:00:00Z")),
        "",
    ],
    ids=["sent back", "accepted before it was opened", "no answer"],
)
def test_lead_time_needs_an_acceptance_after_the_beginning(tmp_path: Path, answers: str) -> None:
    survey = measured(tmp_path, {BRIEF: SENT + answers}, today="2027-02-01")
    assert values(survey, "M1") == {"working": None, "raw": None}
    assert survey.metric("M1").headline.why == "No package has been accepted yet."


def test_the_last_handover_counts_for_the_time_and_every_one_for_the_share(tmp_path: Path) -> None:
    fields = (
        ACCEPTED
        + given(handover("2027-01-11T10:00:00Z"), handover("2027-01-14T10:00:00Z", 2))
        + said(answer("returned", "2027-01-13T16:00:00Z"), answer("accepted", "2027-01-15T10:00:00Z", version=2))
    )
    survey = measured(tmp_path, {BRIEF: fields}, today="2027-02-01")
    # One working day is agreed, so Monday 10:00 gives until Tuesday: Wednesday is too late, Thursday to Friday is not.
    assert parts(survey, "M5", "inside") == (1, 2)
    assert values(survey, "M5") == {"inside": 50, "working": 1, "raw": 24}
    assert survey.metric("M5").headline.met is False


def test_silence_counts_once_the_time_is_up(tmp_path: Path) -> None:
    packages = {BRIEF: SENT + given(handover("2027-01-11T10:00:00Z"))}
    assert values(measured(tmp_path / "a", packages, today="2027-01-12"), "M5")["inside"] is None
    assert parts(measured(tmp_path / "b", packages, today="2027-01-13"), "M5", "inside") == (0, 1)


def test_haste_halves_the_agreed_time(tmp_path: Path) -> None:
    fields = "priority: expedite\n" + SENT + given(handover("2027-01-11T09:00:00Z"))
    survey = measured(tmp_path, {BRIEF: fields + said(answer("accepted", "2027-01-12T09:00:00Z"))}, today="2027-02-01")
    assert parts(survey, "M5", "inside") == (0, 1)


def test_all_receivers_have_to_answer(tmp_path: Path) -> None:
    to = "from: maya.holt\nto: {receiver: leo.brandt, co_receivers: [ana.ruiz]}\n"
    one = to + SENT + given(handover("2027-01-11T10:00:00Z")) + said(answer("accepted", "2027-01-11T11:00:00Z"))
    survey = measured(tmp_path / "a", {BRIEF: one}, today="2027-02-01")
    assert (values(survey, "M5")["working"], parts(survey, "M5", "inside")) == (None, (0, 1))
    both = one + answer("accepted", "2027-01-12T12:00:00Z", by="ana.ruiz")
    survey = measured(tmp_path / "b", {BRIEF: both}, today="2027-02-01")
    assert values(survey, "M5") == {"inside": 100, "working": 1, "raw": 26}
    assert parts(survey, "M2", "share") == (1, 1)


def test_the_day_is_that_of_the_team_and_not_of_greenwich(tmp_path: Path) -> None:
    """Thursday 23:30 in London is Friday 12:30 in Auckland."""
    fields = ACCEPTED + dates("01-11", "01-14", "01-20") + given(handover("2027-01-14T23:30:00Z"))
    assert values(measured(tmp_path / "a", {BRIEF: fields}, settings=LONDON), "M7")["share"] == 100
    survey = measured(tmp_path / "b", {BRIEF: fields}, settings=AUCKLAND)
    assert values(survey, "M7") == {"share": 0, "working": 1, "raw": 1}


def test_raw_time_over_the_change_of_the_clock_is_what_really_passed(tmp_path: Path) -> None:
    """London's clocks go forward on 28 March 2027: Saturday noon to Sunday noon are 23 hours."""
    fields = given(handover("2027-03-27T12:00:00Z")) + said(answer("accepted", "2027-03-28T12:00:00+01:00"))
    survey = measured(tmp_path, {BRIEF: ACCEPTED + fields}, settings=LONDON, today="2027-04-10")
    assert values(survey, "M5") == {"inside": 100, "working": 0, "raw": 23}


def test_days_off_of_the_team_are_no_working_days(tmp_path: Path) -> None:
    fields = ACCEPTED + dates("01-11", "01-14", "01-20") + given(handover("2027-01-19T09:00:00Z"))
    survey = measured(tmp_path, {BRIEF: fields}, settings="holidays: [2027-01-18]\n")
    assert values(survey, "M7") == {"share": 0, "working": 2, "raw": 5}
    assert parts(survey, "M8", "share") == (2, 3)
    assert survey.metric("M8").headline.met is False


def test_buffers_are_added_up_and_early_is_not_negative(tmp_path: Path) -> None:
    packages = {
        f"{BRIEF}_a": ACCEPTED + dates("01-11", "01-13", "01-15") + given(handover("2027-01-11T09:00:00Z")),
        f"{BRIEF}_b": ACCEPTED + dates("01-11", "01-13", "01-15") + given(handover("2027-01-18T09:00:00Z")),
        f"{BRIEF}_c": ACCEPTED + dates("01-11", "01-13", "01-13") + given(handover("2027-01-14T09:00:00Z")),
    }
    survey = measured(tmp_path, packages)
    assert parts(survey, "M8", "share") == (3, 4)  # without a buffer nothing of it can be used up
    assert values(survey, "M8")["missed"] == 2
    assert values(survey, "M7")["working"] == pytest.approx(4 / 3)


@pytest.mark.parametrize("more", ["", "timeline: {start: 2027-01-11}\n"])
def test_without_a_due_day_nothing_is_late(tmp_path: Path, more: str) -> None:
    survey = measured(tmp_path, {BRIEF: ACCEPTED + more + given(handover("2027-01-14T09:00:00Z"))})
    assert values(survey, "M7") == {"share": None, "working": None, "raw": None}
    assert values(survey, "M8") == {"share": None, "missed": None}


def test_a_due_day_alone_says_nothing_of_buffers(tmp_path: Path) -> None:
    fields = ACCEPTED + "timeline: {due: 2027-01-15}\n" + given(handover("2027-01-14T09:00:00Z"))
    survey = measured(tmp_path, {BRIEF: fields})
    assert (values(survey, "M7")["share"], values(survey, "M8")["share"]) == (100, None)


def test_what_is_overdue_waits_for_the_owner_or_the_receiver(tmp_path: Path) -> None:
    packages = {
        f"{BRIEF}_a": "status: in_review\n" + dates("01-04", "01-07", "01-11"),
        f"{BRIEF}_b": SENT + dates("01-04", "01-07", "01-11") + given(handover("2027-01-07T09:00:00Z")),
        f"{BRIEF}_c": "status: draft\n" + dates("01-04", "01-12", "01-14"),
        f"{BRIEF}_d": ACCEPTED + dates("01-04", "01-07", "01-11"),
        FILES: "from: maya.holt\nstatus: handed_off\n" + dates("01-04", "01-07", "01-11"),
    }
    survey = measured(tmp_path, packages)
    assert values(survey, "M9") == {"now": 3, "types": 3}
    assert labels(survey, "M9", "now") == [("Leo Brandt", 1), ("Maya Holt", 1), ("nobody named", 1)]
    assert labels(survey, "M9", "types") == [(BRIEF, 2), (FILES, 1)]
    assert survey.metric("M9").headline.met is False


def test_a_day_beyond_all_calendars_is_left_out(tmp_path: Path) -> None:
    """At the end of 2999 in Greenwich it is 3000 in Auckland, which no calendar knows."""
    fields = ACCEPTED + "timeline: {due: 2999-12-30}\n" + given(handover("2999-12-31T23:00:00Z"))
    survey = measured(tmp_path, {BRIEF: fields}, settings=AUCKLAND)
    assert values(survey, "M7")["working"] is None
