"""The rules about dates, beyond their examples: order, other teams' holidays, several packages, what is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import cli
from handoff_lint.model import Severity

from .campaigns import dates, found, lay_out, messages

BRIEF, FILES, LAUNCH = "strategy-to-creative", "creative-to-production", "production-to-launch"
CHANNELS, LEADS, REVIEW = "email-to-social", "marketing-to-sales", "analytics-to-optimization"
REVIEWED = "status: in_review\n"
LISBON = "teams: {studio: {calendar: {country: PT}}, brand: {calendar: {country: GB, subdivision: ENG}}}\n"


def test_due_after_needed_by_is_one_finding(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-18", "01-15")})
    assert messages(tmp_path, "HF501") == ["This is due on 2027-01-18, after the receiver needs it (2027-01-15)."]
    assert messages(tmp_path, "HF505") == []


def test_a_draft_is_only_warned(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: "status: draft\n" + dates("01-11", "01-15", "01-15")})
    assert [one.severity for one in found(tmp_path, "HF501")] == [Severity.WARNING]


@pytest.mark.parametrize("status", ["accepted", "completed", "cancelled", "archived"])
def test_dates_that_nobody_can_mend_are_not_judged(tmp_path: Path, status: str) -> None:
    lay_out(tmp_path, {BRIEF: f"status: {status}\n" + dates("03-01", "03-13", "03-13", "  milestones: []\n")})
    assert [messages(tmp_path, code, "2027-03-20") for code in ("HF501", "HF503", "HF505", "HF506")] == [[], [], [], []]


def test_the_buffer_is_counted_by_the_team_that_hands_over(tmp_path: Path) -> None:
    # 3 May 2027 is a bank holiday in England and none in Portugal.
    fields = REVIEWED + dates("04-26", "04-29", "05-03")
    lay_out(tmp_path, {BRIEF: fields}, launch="2027-08-02", end="2027-09-30", settings=LISBON)
    assert messages(tmp_path, "HF501") == [
        "1 working day between due (2027-04-29) and needed by (2027-05-03), but 2 must be free in case something "
        "comes back."
    ]
    assert messages(tmp_path, "HF505") == []
    other = tmp_path / "other"
    swapped = "from: ana.ruiz\nto: maya.holt\n" + fields
    lay_out(other, {BRIEF: swapped}, launch="2027-08-02", end="2027-09-30", settings=LISBON)
    assert messages(other, "HF501") == []
    assert messages(other, "HF505") == ["Needed by is 2027-05-03, a public holiday."]


def test_a_country_that_does_not_exist_is_a_fault_of_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-13", "01-15")}, settings="calendar: {country: QQ}\n")
    assert cli.run(["check", "--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines()[0] == "handoff.yml:8:21: Nothing is known about public holidays of QQ."


def test_days_at_the_end_of_the_calendar_are_no_fault_of_ours(tmp_path: Path) -> None:
    fields = "timeline: {start: 1000-01-01, due: 1000-01-01, needed_by: 1000-01-01, receiver_days: 999999999}\n"
    late = "timeline: {start: 2999-12-31, due: 2999-12-31, needed_by: 2999-12-31}\n"
    lay_out(tmp_path, {BRIEF: REVIEWED + fields, FILES: REVIEWED + late}, launch="1000-01-02")
    assert [len(messages(tmp_path, code)) for code in ("HF501", "HF503", "HF505", "HF506")] == [2, 2, 0, 1]


def test_what_comes_next_is_what_depends_on_it(tmp_path: Path) -> None:
    brief = REVIEWED + dates("01-11", "01-13", "01-15")
    files = REVIEWED + dates("01-20", "01-22", "01-26")
    lay_out(tmp_path, {BRIEF: brief, FILES: files + "depends_on: [spring-ride-h1]\n"})
    (finding,) = found(tmp_path, "HF503")
    assert finding.message == (
        "The receiver needs 10 working days; from needed by (2027-01-15) until spring-ride-h2 is due (2027-01-22) "
        "there are 5."
    )
    assert finding.help == "Ask for it by 2027-01-08, or move what comes after it."
    assert [(one.path.rpartition("/")[2], one.line) for one in finding.related] == [
        ("20270110_spring-ride_creative-to-production_v01.md", 8)
    ]


def test_a_package_that_says_nothing_is_taken_to_build_on_the_only_brief(tmp_path: Path) -> None:
    brief, files = REVIEWED + dates("01-11", "01-13", "01-15"), REVIEWED + dates("01-20", "01-22", "01-26")
    lay_out(tmp_path / "one", {BRIEF: brief, FILES: files})
    assert len(messages(tmp_path / "one", "HF503")) == 1
    lay_out(tmp_path / "two", {BRIEF: brief, BRIEF + "_video": brief, FILES: files})
    assert messages(tmp_path / "two", "HF503") == []
    lay_out(tmp_path / "none", {BRIEF: brief, FILES: files + "depends_on: []\n"})
    assert messages(tmp_path / "none", "HF503") == []


def test_types_that_are_off_take_no_time(tmp_path: Path) -> None:
    brief = REVIEWED + dates("02-08", "02-10", "02-12")
    off = f'systems: {{{FILES}: "off", {LAUNCH}: "off"}}\n'
    lay_out(tmp_path, {BRIEF: brief}, settings=off)
    assert messages(tmp_path, "HF503") == []


def test_needed_after_the_launch(tmp_path: Path) -> None:
    lay_out(tmp_path, {LEADS: REVIEWED + dates("03-12", "03-15", "03-17")})
    assert messages(tmp_path, "HF503") == ["This is needed by 2027-03-17, after the launch (2027-03-15)."]


def test_reviews_come_after_the_launch_and_only_the_first_one_soon(tmp_path: Path) -> None:
    packages = {
        REVIEW: REVIEWED + dates("03-22", "03-23", "03-24"),
        REVIEW + "_second": REVIEWED + dates("04-12", "04-13", "04-14"),
    }
    lay_out(tmp_path / "good", packages)
    assert messages(tmp_path / "good", "HF503") == []
    lay_out(tmp_path / "early", {REVIEW: REVIEWED + dates("03-15", "03-16", "03-17")})
    assert messages(tmp_path / "early", "HF503") == [
        "A review on 2027-03-15 has nothing to look at: the launch is on 2027-03-15."
    ]


def test_days_are_those_of_the_organisation(tmp_path: Path) -> None:
    step = "package:\n  launch_sequence:\n    - {id: ls-a, at: 2027-03-14T22:30:00Z, owner: leo.brandt}\n"
    lay_out(tmp_path / "utc", {LAUNCH: "status: draft\n" + step})
    assert messages(tmp_path / "utc", "HF504") == [
        "The first step goes live on 2027-03-14; the launch is on 2027-03-15."
    ]
    lay_out(
        tmp_path / "sydney", {LAUNCH: "status: draft\n" + step}, settings="organisation: {timezone: Australia/Sydney}\n"
    )
    assert messages(tmp_path / "sydney", "HF504") == []


@pytest.mark.parametrize(
    ("window", "message"),
    [
        ("from: 2027-03-16, to: 2027-04-30", "The calendar begins on 2027-03-16, after the launch (2027-03-15)."),
        ("from: 2027-03-01, to: 2027-03-14", "The calendar ends on 2027-03-14, before the launch (2027-03-15)."),
    ],
)
def test_the_calendar_of_the_channels_covers_the_launch(tmp_path: Path, window: str, message: str) -> None:
    lay_out(tmp_path, {CHANNELS: f"status: draft\npackage:\n  message_calendar:\n    window: {{{window}}}\n"})
    assert messages(tmp_path, "HF504") == [message]


def test_a_piece_may_go_out_again_later(tmp_path: Path) -> None:
    plan = "{id: ls-a, at: 2027-03-15T09:00:00Z, assets: [spring-ride-h2#as-mail]}"
    entry = "{{id: ce-{0}, at: 2027-03-{1}T09:00:00Z, assets: [spring-ride-h2#as-mail]}}"
    twice = f"[{entry.format('a', 15)}, {entry.format('b', 22)}]"
    packages = {
        LAUNCH: f"status: draft\npackage:\n  launch_sequence: [{plan}]\n",
        CHANNELS: f"status: draft\npackage:\n  message_calendar:\n    entries: {twice}\n",
    }
    lay_out(tmp_path, packages)
    assert messages(tmp_path, "HF504") == []


def test_a_campaign_that_ends_before_it_begins(tmp_path: Path) -> None:
    lay_out(tmp_path, {}, end="2027-03-14")
    assert messages(tmp_path, "HF505") == ["The campaign ends on 2027-03-14, before its launch (2027-03-15)."]


@pytest.mark.parametrize(
    ("milestone", "message"),
    [
        ("2027-01-08", "The milestone “Sketches” (2027-01-08) lies before the start (2027-01-11)."),
        ("2027-03-16", "The milestone “Sketches” (2027-03-16) lies after the launch (2027-03-15)."),
        ("2027-01-16", "The milestone “Sketches” is on 2027-01-16, a weekend day."),
    ],
)
def test_milestones(tmp_path: Path, milestone: str, message: str) -> None:
    more = f"  milestones: [{{name: Sketches, date: {milestone}, owner: leo.brandt}}]\n"
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-13", "01-15", more)})
    assert messages(tmp_path, "HF505") == [message]


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("start: 2027-01-08, due: 2027-01-19", "This task starts on 2027-01-08, before the handoff does (2027-01-11)."),
        ("start: 2027-01-12, due: 2027-03-16", "This task is due on 2027-03-16, after the launch (2027-03-15)."),
        ("start: 2027-01-20, due: 2027-01-19", "This task starts on 2027-01-20, after it is due (2027-01-19)."),
        (
            "start: 2027-01-15, due: 2027-01-18, effort_days: 2.5",
            "From 2027-01-15 to 2027-01-18 there are 2 working days, but this takes 2.5.",
        ),
        ("start: 2027-01-16, due: 2027-01-18, effort_days: 1", ""),
    ],
)
def test_tasks(tmp_path: Path, task: str, message: str) -> None:
    tasks = f"package:\n  production_timeline: [{{id: pt-a, task: Draw, owner: leo.brandt, {task}}}]\n"
    lay_out(tmp_path, {FILES: REVIEWED + dates("01-11", "01-13", "01-15") + tasks})
    assert messages(tmp_path, "HF505") == [message] * bool(message)


def test_a_piece_that_is_due_before_its_brief_arrives(tmp_path: Path) -> None:
    piece = "package:\n  deliverables: [{id: d-a, channel: email/marketing, due: 2027-01-14}]\n"
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-11", "01-13", "01-15") + piece})
    assert messages(tmp_path, "HF505") == ["This is due on 2027-01-14, before the brief has to be there (2027-01-15)."]


def test_overdue_counts_from_the_day_after(tmp_path: Path) -> None:
    lay_out(tmp_path, {BRIEF: REVIEWED + dates("01-06", "01-08", "01-12")})
    assert messages(tmp_path, "HF506", "2027-01-08") == []
    # on the Saturday no working day has passed yet
    assert messages(tmp_path, "HF506", "2027-01-09") == ["This was due on 2027-01-08, and is not handed over."]
    assert found(tmp_path, "HF506", "2027-01-09", no_time=True) == []


HANDED = "status: handed_off\nhandovers: [{version: 1, at: 2027-01-07T15:00:00Z, by: maya.holt}]\n"
ANSWER = "{{by: {0}, decision: {1}, at: 2027-01-07T16:00:00Z, version: 1, content: sha256:" + "0" * 64 + "}}"


def test_an_answer_is_due_in_the_receivers_working_hours(tmp_path: Path) -> None:
    lay_out(tmp_path / "late", {BRIEF: HANDED})
    assert messages(tmp_path / "late", "HF508", "2027-01-08") == []
    assert messages(tmp_path / "late", "HF508", "2027-01-09") == [
        "This was handed over on 2027-01-07; Leo Brandt should have answered by 2027-01-08."
    ]
    assert found(tmp_path / "late", "HF508", "2027-01-09", no_time=True) == []
    lay_out(tmp_path / "quick", {BRIEF: HANDED + "priority: expedite\n"})
    assert len(messages(tmp_path / "quick", "HF508", "2027-01-08")) == 1
    week = "teams: {brand: {}, studio: {working_hours: {days: [mon, tue]}}}\n"
    lay_out(tmp_path / "week", {BRIEF: HANDED}, settings=week)
    assert messages(tmp_path / "week", "HF508", "2027-01-11") == []  # Thursday's handover is read on Monday


def test_each_co_receiver_answers_and_a_deputy_does_for_the_receiver(tmp_path: Path) -> None:
    to = "from: maya.holt\nto: {receiver: leo.brandt, backup: tom.osei, co_receivers: [ana.ruiz]}\n"
    answers = f"acceptance: [{ANSWER.format('tom.osei', 'accepted')}]\n"
    lay_out(tmp_path / "one", {BRIEF: to + HANDED + answers})
    assert messages(tmp_path / "one", "HF508", "2027-01-11") == [
        "This was handed over on 2027-01-07; Ana Ruiz should have answered by 2027-01-08."
    ]
    back = f"acceptance: [{ANSWER.format('ana.ruiz', 'returned')}]\n"
    lay_out(tmp_path / "back", {BRIEF: to + HANDED + back})
    assert messages(tmp_path / "back", "HF508", "2027-01-11") == []


def test_a_question_that_nobody_answers(tmp_path: Path) -> None:
    gap = "{field: context, question: Which shop?, reason: unclear, raised: 2027-01-07}"
    entry = ANSWER.format("leo.brandt", "returned").removesuffix("}") + f", gaps: [{gap}]}}"
    lay_out(tmp_path, {BRIEF: f"status: changes_requested\nacceptance: [{entry}]\n"})
    assert messages(tmp_path, "HF508", "2027-01-08") == []
    assert messages(tmp_path, "HF508", "2027-01-11") == [
        "The question “Which shop?” has waited for 2 working days; 1 is agreed."
    ]


SIGNED = "{{by: {0}, decision: {1}, at: {2}, version: {3}, content: sha256:" + "0" * 64 + ", note: See the price.}}"
OPEN = "quality: [], business: [{0}]"


def in_review(root: Path, slots: str, *, status: str = "in_review", more: str = "", settings: str = "") -> Path:
    """A brief under review, due on 29 January."""
    fields = f"status: {status}\n{more}signoffs: {{{slots}}}\n" + dates("01-04", "01-29", "02-02")
    return lay_out(root, {BRIEF: fields}, settings=settings)


def test_a_review_that_has_begun_goes_on(tmp_path: Path) -> None:
    first = SIGNED.format("maya.holt", "approved", "2027-01-07T15:00:00Z", 1)
    in_review(tmp_path / "one", OPEN.format(first))
    # two working days from Thursday at three: Monday
    assert messages(tmp_path / "one", "HF508", "2027-01-11") == []
    (finding,) = found(tmp_path / "one", "HF508", "2027-01-12")
    assert finding.message == (
        "quality should have decided by 2027-01-11; this version was already in review on 2027-01-07."
    )
    assert (finding.span.line, finding.severity, finding.time_dependent) == (6, Severity.WARNING, True)
    assert found(tmp_path / "one", "HF508", "2027-01-12", no_time=True) == []
    # past due, HF506 says so: one delay, one finding
    assert messages(tmp_path / "one", "HF508", "2027-02-01") == []
    assert len(messages(tmp_path / "one", "HF506", "2027-02-01")) == 1


def test_the_agreed_time_of_a_review_is_a_setting_and_shorter_when_it_is_urgent(tmp_path: Path) -> None:
    slots = OPEN.format(SIGNED.format("maya.holt", "approved", "2027-01-07T15:00:00Z", 1))
    in_review(tmp_path / "urgent", slots, more="priority: expedite\n")
    assert len(messages(tmp_path / "urgent", "HF508", "2027-01-09")) == 1
    week = "timing: {strategy-to-creative: {review_sla_days: 5}}\n"
    in_review(tmp_path / "week", slots, settings=week)
    assert messages(tmp_path / "week", "HF508", "2027-01-14") == []
    assert len(messages(tmp_path / "week", "HF508", "2027-01-15")) == 1


@pytest.mark.parametrize(
    "slots",
    [
        OPEN.format(""),  # nobody has decided: nothing tells when it was asked
        OPEN.format(SIGNED.format("maya.holt", "approved", "2027-01-07T15:00:00Z", 2)),  # another version
        OPEN.format(SIGNED.format("maya.holt", "changes_requested", "2027-01-07T15:00:00Z", 1)),  # the owner's turn
        OPEN.format(SIGNED.format("maya.holt", "approved", "2999-12-31T23:59:59Z", 1)),
        "business: [" + SIGNED.format("maya.holt", "approved", "2027-01-07T15:00:00Z", 1) + "]",  # HF401: no slot
    ],
)
def test_a_review_of_which_nothing_is_known_or_that_waits_for_the_owner(slots: str, tmp_path: Path) -> None:
    in_review(tmp_path, slots)
    assert messages(tmp_path, "HF508", "2027-01-20") == []


@pytest.mark.parametrize("at", ["1000-01-01T00:00:00+14:00", "2999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_end_of_the_calendar_is_no_fault_of_ours(at: str, tmp_path: Path) -> None:
    in_review(tmp_path / "review", OPEN.format(SIGNED.format("maya.holt", "approved", at, 1)))
    lay_out(tmp_path / "handover", {BRIEF: HANDED.replace("2027-01-07T15:00:00Z", at)})
    for name in ("review", "handover"):
        assert messages(tmp_path / name, "HF508", "2999-12-31") == []


def test_a_gate_before_the_handover_is_asked_once_the_package_is_approved(tmp_path: Path) -> None:
    gate = "gates: {strategy-to-creative: {budget: {role: analyst, before: handed_off}, business: 'off'}}\n"
    slots = "budget: [], quality: [" + SIGNED.format("maya.holt", "approved", "2027-01-07T15:00:00Z", 1) + "]"
    in_review(tmp_path, slots, status="approved", settings=gate)
    assert messages(tmp_path, "HF508", "2027-01-11") == []
    assert messages(tmp_path, "HF508", "2027-01-12") == [
        "budget should have decided by 2027-01-11; this version was already in review on 2027-01-07."
    ]


def test_a_handover_of_another_version_or_of_tomorrow_waits_for_nobody(tmp_path: Path) -> None:
    lay_out(tmp_path / "other", {BRIEF: HANDED.replace("version: 1", "version: 2")})
    assert messages(tmp_path / "other", "HF508", "2027-02-01") == []
    lay_out(tmp_path / "tomorrow", {BRIEF: HANDED.replace("2027-01-07", "2999-12-31")})
    assert messages(tmp_path / "tomorrow", "HF508", "2027-02-01") == []


def test_accepting_confirms_for_the_receiver_only(tmp_path: Path) -> None:
    line = "  confirmed_by: []\n"
    accepted = f"status: accepted\nacceptance: [{ANSWER.format('leo.brandt', 'accepted')}]\n"
    lay_out(tmp_path / "accepted", {BRIEF: accepted + dates("01-06", "01-08", "01-12", line)})
    assert messages(tmp_path / "accepted", "HF507") == ["Maya Holt has not confirmed these dates."]
    lay_out(tmp_path / "handed", {BRIEF: "status: handed_off\n" + dates("01-06", "01-08", "01-12", line)})
    assert messages(tmp_path / "handed", "HF507") == ["Maya Holt and Leo Brandt have not confirmed these dates."]
    lay_out(tmp_path / "draft", {BRIEF: "status: approved\n" + dates("01-06", "01-08", "01-12", line)})
    assert messages(tmp_path / "draft", "HF507") == []


def test_pieces_that_wait_for_each_other(tmp_path: Path) -> None:
    pieces = "{id: as-a, depends_on: [as-b]}, {id: as-b, depends_on: [as-a]}, {id: as-c, depends_on: [as-a]}"
    lay_out(tmp_path, {FILES: f"status: draft\npackage:\n  assets: [{pieces}]\n"})
    (finding,) = found(tmp_path, "HF509")
    assert (finding.message, finding.severity) == (
        "These pieces wait for each other: as-a → as-b → as-a.",
        Severity.ERROR,
    )
