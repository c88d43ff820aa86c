"""What Git's history adds, and what is said where there is none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.git.process import GitError
from handoff_lint.metrics import past
from handoff_lint.metrics.model import Survey
from tests.git.repositories import BRIEF, CAMPAIGN, SECOND, Repository
from tests.metrics.surveys import labels, parts, surveyed, values
from tests.timeline.campaigns import SETTINGS

TODAY = "2021-03-01"


def survey_of(repo: Repository) -> Survey:
    return surveyed(repo.root, TODAY)


def stage(repo: Repository, status: str, day: str, *, path: str = BRIEF) -> None:
    """Set a status and commit it at a moment."""
    repo.status(status, path)
    repo.commit(status, on=f"{day}:00+00:00")


@pytest.fixture
def drafted(tmp_path: Path) -> Repository:
    """A brief that was committed as a draft on Monday, 11 January 2021, at 9:00, and reviewed from 10:00."""
    return Repository(tmp_path).settle("in_review")


def test_stays_between_two_changes_of_status(drafted: Repository) -> None:
    stage(drafted, "changes_requested", "2021-01-12T10:00")
    stage(drafted, "in_review", "2021-01-15T10:00")  # Friday
    stage(drafted, "changes_requested", "2021-01-18T10:00")
    survey = survey_of(drafted)
    assert labels(survey, "M10", "working") == [("changes_requested", 3), ("in_review", 1), ("draft", 0)]
    assert labels(survey, "M10", "raw") == [
        ("changes_requested", 3),
        ("in_review", 2),
        ("draft", pytest.approx(1 / 24)),
    ]
    assert survey.metric("M10").headline.amount.cases == 4
    assert survey.no_history == ""


def test_a_commit_without_a_new_status_ends_no_stay(drafted: Repository) -> None:
    drafted.write(BRIEF, drafted.read() + "\nMore.\n")
    drafted.commit("Words", on="2021-01-12T10:00:00+00:00")
    stage(drafted, "changes_requested", "2021-01-13T10:00")
    assert labels(survey_of(drafted), "M10", "working") == [("in_review", 2), ("draft", 0)]


def test_a_package_that_came_late_into_git_has_no_first_stay(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.write(SECOND.replace("20210110", "20210109"), repo.read().replace("status: draft", "status: approved"))
    repo.commit("Imported", on="2021-01-11T10:00:00+00:00")
    stage(repo, "handed_off", "2021-01-13T10:00", path=SECOND.replace("20210110", "20210109"))
    stage(repo, "accepted", "2021-01-14T10:00", path=SECOND.replace("20210110", "20210109"))
    assert labels(survey_of(repo), "M10", "working") == [("handed_off", 1)]


def test_a_new_version_goes_on_with_the_history_of_the_old(drafted: Repository) -> None:
    drafted.move(BRIEF, SECOND)
    stage(drafted, "changes_requested", "2021-01-13T10:00", path=SECOND)
    survey = survey_of(drafted)
    assert labels(survey, "M10", "working") == [("in_review", 2), ("draft", 0)]
    assert survey.packages == 1


def test_what_a_merge_brings_counts_once(drafted: Repository) -> None:
    drafted.branch("work")
    stage(drafted, "changes_requested", "2021-01-12T10:00")
    drafted.switch("main")
    drafted.write("README.md", "Hello.\n")
    drafted.commit("Meanwhile", on="2021-01-12T11:00:00+00:00")
    drafted.git("merge", "--quiet", "--no-ff", "--message", "Merge", "work", on="2021-01-20T10:00:00+00:00")
    survey = survey_of(drafted)
    assert labels(survey, "M10", "working") == [("in_review", 1), ("draft", 0)]


def test_what_a_merge_itself_writes_counts(drafted: Repository) -> None:
    drafted.branch("work")
    drafted.write(f"{CAMPAIGN}/notes.txt", "Hello.\n")
    drafted.commit("Work", on="2021-01-12T10:00:00+00:00")
    drafted.switch("main")
    drafted.write("README.md", "Hello.\n")
    drafted.commit("Meanwhile", on="2021-01-12T11:00:00+00:00")
    drafted.git("merge", "--quiet", "--no-ff", "--no-commit", "work")
    stage(drafted, "changes_requested", "2021-01-14T10:00")
    assert labels(survey_of(drafted), "M10", "working") == [("in_review", 3), ("draft", 0)]


def test_review_time_runs_from_the_last_submission_before_the_approval(drafted: Repository) -> None:
    stage(drafted, "changes_requested", "2021-01-12T08:00")
    stage(drafted, "in_review", "2021-01-13T10:00")
    drafted.sign("quality", "bea.lind", at="2021-01-14T10:00:00Z")
    survey = survey_of(drafted)
    assert labels(survey, "M4", "gate") == [("quality", 1)]
    assert survey.metric("M4").headline.value is None  # business is still to come
    drafted.sign("business", "ana.ruiz", at="2021-01-18T16:00:00Z")
    survey = survey_of(drafted)
    assert labels(survey, "M4", "gate") == [("business", 3), ("quality", 1)]
    assert values(survey, "M4") == {"working": 3, "p90": 3, "raw": 126, "gate": 2, "gate_p90": 3}
    assert survey.metric("M4").headline.met is False


def test_a_gate_that_asks_for_changes_has_not_ended(drafted: Repository) -> None:
    drafted.sign("quality", "bea.lind", at="2021-01-14T10:00:00Z", decision="changes_requested", note="Too long.")
    assert labels(survey_of(drafted), "M4", "gate") == []


def test_lead_time_begins_with_a_commit_before_the_day_in_the_name(tmp_path: Path) -> None:
    """The name says Sunday, 10 January."""
    repo = Repository(tmp_path).settle("draft")
    repo.sign("acceptance", "leo.brandt", at="2021-01-13T10:00:00Z")
    assert values(survey_of(repo), "M1") == {"working": 3, "raw": 3}
    early = Repository(tmp_path, name="early")
    early.write("handoff.yml", SETTINGS)
    early.write(BRIEF, repo.read())
    early.commit(on="2021-01-06T10:00:00+00:00")
    assert values(survey_of(early), "M1") == {"working": 5, "raw": 7}


def test_fields_of_a_brief_that_changed_since_it_was_accepted(drafted: Repository) -> None:
    drafted.sign("acceptance", "leo.brandt", at="2021-01-13T10:00:00Z")
    drafted.commit("Accepted", on="2021-01-13T10:00:00+00:00")
    assert parts(survey_of(drafted), "M11", "fields") == (0, 1)
    text = drafted.read()
    old = next(line for line in text.splitlines() if line.startswith("objective:"))
    drafted.write(BRIEF, text.replace(old, "objective: Get 200 commuters to book by 31 January 2021."))
    drafted.move(BRIEF, SECOND)
    stage(drafted, "in_review", "2021-01-14T10:00", path=SECOND)
    survey = survey_of(drafted)
    assert (parts(survey, "M11", "fields"), parts(survey, "M11", "versions")) == ((1, 1), (1, 1))


INSIGHTS = """---
type: analytics-to-optimization
status: draft
from: maya.holt
package:
  insights:
    - {id: in-a, observation: 3 of 4, status: A}
    - {id: in-b, observation: 1 of 4, status: B}
---
"""
REPORT = f"{CAMPAIGN}/06-optimization/20210201_spring-ride_analytics-to-optimization_v01.md"


def test_the_day_on_which_an_insight_became_done(tmp_path: Path) -> None:
    """The report is of Monday, 1 February; in-b came into Git done, so nobody knows since when."""
    repo = Repository(tmp_path).settle("draft", settings=SETTINGS)
    for status, day in (("open", "2021-02-02"), ("in_progress", "2021-02-03"), ("done", "2021-02-05")):
        repo.write(REPORT, INSIGHTS.replace("status: A", f"status: {status}").replace("status: B", "status: done"))
        repo.commit(status, on=f"{day}T10:00:00+00:00")
    repo.write(REPORT, repo.read(REPORT) + "\nMore words.\n")
    repo.commit("Words", on="2021-02-10T10:00:00+00:00")
    survey = survey_of(repo)
    assert values(survey, "M20") == {"share": 100, "working": 4, "raw": 4}
    assert survey.metric("M20").figure("raw").amount.cases == 1


def test_an_insight_that_was_taken_up_again_counts_from_the_last_time(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft", settings=SETTINGS)
    for status, day in (("done", "2021-02-02"), ("open", "2021-02-03"), ("done", "2021-02-04")):
        repo.write(REPORT, INSIGHTS.replace("status: A", f"status: {status}").replace("status: B", "status: open"))
        repo.commit(status, on=f"{day}T10:00:00+00:00")
    assert values(survey_of(repo), "M20") == {"share": 50, "working": 3, "raw": 3}


def test_a_report_that_was_dated_ahead_has_no_time_to_action(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft", settings=SETTINGS)
    for status, day in (("open", "2021-01-20"), ("done", "2021-01-21")):
        repo.write(REPORT, INSIGHTS.replace("status: A", f"status: {status}").replace("status: B", "status: open"))
        repo.commit(status, on=f"{day}T10:00:00+00:00")
    assert values(survey_of(repo), "M20") == {"share": 50, "working": None, "raw": None}


def test_what_is_done_in_the_file_but_not_committed_has_no_day(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft", settings=SETTINGS)
    repo.write(REPORT, INSIGHTS.replace("status: A", "status: open").replace("status: B", "status: open"))
    repo.commit(on="2021-02-02T10:00:00+00:00")
    repo.write(REPORT, repo.read(REPORT).replace("status: open", "status: done"))
    assert values(survey_of(repo), "M20") == {"share": 100, "working": None, "raw": None}


RETRO = f"{CAMPAIGN}/07-retro/20210205_spring-ride_campaign-retrospective_v01.md"
IMPROVEMENT = "---\ntype: campaign-retrospective\nstatus: draft\nfrom: maya.holt\npackage:\n  process_improvements:\n"


@pytest.mark.parametrize(("done", "in_time"), [("2021-02-10", 1), ("2021-02-11", 0)])
def test_improvements_that_were_done_too_late(tmp_path: Path, done: str, in_time: float) -> None:
    repo = Repository(tmp_path).settle("draft", settings=SETTINGS)
    row = "    - {id: pi-a, change: A rota, owner: maya.holt, due: 2021-02-10, status: open}\n---\n"
    repo.write(RETRO, IMPROVEMENT + row)
    repo.commit(on="2021-02-06T10:00:00+00:00")
    repo.write(RETRO, (IMPROVEMENT + row).replace("status: open", "status: done"))
    repo.commit(on=f"{done}T10:00:00+00:00")
    assert parts(survey_of(repo), "M22", "improvements") == (in_time, 1)


def test_a_clone_without_the_whole_history(tmp_path: Path, drafted: Repository) -> None:
    stage(drafted, "changes_requested", "2021-01-12T10:00")
    command = ["git", "clone", "--quiet", "--depth=1", drafted.top.as_uri(), str(tmp_path / "shallow")]
    subprocess.run(command, check=True, env=drafted.environment)
    survey = surveyed(tmp_path / "shallow", TODAY)
    assert survey.no_history == ("This clone holds only a part of the history (git fetch --unshallow brings the rest).")
    assert values(survey, "M10") == {"working": None, "raw": None}
    assert survey.packages == 1


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("handoff.yml", SETTINGS)
    repo.write(BRIEF, "---\ntype: strategy-to-creative\nstatus: draft\nfrom: maya.holt\n---\n")
    assert survey_of(repo).no_history == "Nothing has been committed yet."


def test_a_repository_below_the_top_of_the_work_tree(tmp_path: Path) -> None:
    repo = Repository(tmp_path, below="marketing").settle("in_review")
    stage(repo, "changes_requested", "2021-01-12T10:00")
    assert labels(survey_of(repo), "M10", "working") == [("in_review", 1), ("draft", 0)]


def test_a_clock_that_is_wrong_by_centuries_is_left_out(drafted: Repository) -> None:
    # git itself refuses later years than 2099 on the command line
    drafted.status("changes_requested")
    drafted.commit("Later", on="@99999999999 +0000")
    assert labels(survey_of(drafted), "M10", "working") == [("draft", 0)]


def test_files_without_front_matter_or_status(drafted: Repository) -> None:
    drafted.write(BRIEF, "no front matter\n\nstatus: draft\n")
    drafted.commit("Broken", on="2021-01-12T10:00:00+00:00")
    found = past.read(config.load(drafted.root))
    (states,) = [states for key, states in found.found.items() if key[0] == "spring-ride"]
    assert [state.status for state in states] == ["draft", "in_review", ""]


def test_a_name_that_follows_no_template_is_its_own_history(drafted: Repository) -> None:
    settings = config.load(drafted.root)
    assert past.key(settings, f"{CAMPAIGN}/campaign.md") == (f"{CAMPAIGN}/campaign.md",)
    assert past.key(settings, BRIEF) == past.key(settings, SECOND)


def test_without_history_there_is_no_state_to_load(drafted: Repository) -> None:
    settings = config.load(drafted.root)
    document = drafted.document(BRIEF)
    found = past.read(settings)
    with pytest.raises(GitError, match="There is no history here"):
        past.Past(settings).load(found.states(document)[0], document)
