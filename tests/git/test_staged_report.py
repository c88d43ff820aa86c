"""What `handoff check --staged` reports: findings in or caused by the staged files; the rest is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PEOPLE, Repository, brief, text_of

NOT_BEA = ("HF414", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did.")


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An approved brief."""
    return Repository(tmp_path).settle("approved")


def test_nobody_is_stopped_by_a_colleagues_file(repo: Repository) -> None:
    other = BRIEF.replace("spring-ride", "autumn-ride")
    repo.write(other.rpartition("/01-brief")[0] + "/campaign.md", text_of("campaign.md"))
    repo.write(other, brief("draft").replace("objective: Have", "objektive: Have").replace("kpi: bookings", "kpi: 7"))
    repo.commit("A colleague's unfinished brief")
    whole = repo.findings()
    assert whole
    repo.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    repo.git("add", "--all")
    report = repo.check("--staged")
    assert (report.found, report.summary["elsewhere"]) == ([], len(whole))
    said = repo.handoff("check", "--staged", "--today", "2021-01-13").stdout
    assert len(whole) == 2
    assert "2 more findings in files that this change does not touch: handoff check\n" in said


def test_what_the_staged_files_cause_elsewhere_is_reported(repo: Repository) -> None:
    other = BRIEF.replace("spring-ride", "autumn-ride")
    repo.write(other.rpartition("/01-brief")[0] + "/campaign.md", text_of("campaign.md"))
    repo.write(
        other, brief("draft").replace("title: Spring ride\n", "title: Autumn ride\ndepends_on: [spring-ride-h1]\n")
    )
    repo.commit("Depends on the other")
    assert repo.findings() == []
    repo.git("rm", "--quiet", BRIEF)
    report = repo.check("--staged")
    assert [(one["path"], one["code"]) for one in report.findings] == [(other, "HF109"), (BRIEF, "HF406")]


def test_settings_that_were_faulty_can_be_mended(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.write("handoff.yml", PEOPLE + "no_such_setting: 1\n")
    repo.commit("A slip")
    repo.write("handoff.yml", PEOPLE)
    repo.git("add", "--all")
    assert repo.findings("--staged") == []


def test_the_first_handoffs_of_a_repository_that_had_settings_only(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("handoff.yml", PEOPLE + "ignore: [{rule: HF308, paths: docs/**, reason: Later.}]\n")
    repo.commit("Settings")
    repo.write(f"{CAMPAIGN}/campaign.md", text_of("campaign.md"))
    repo.write(BRIEF, brief("draft"))
    repo.git("add", "--all")
    assert repo.findings("--staged") == [
        ("HF413", "This ignore of HF308 hides nothing: the rule finds nothing in these paths.")
    ]


def test_a_new_file_can_be_named(repo: Repository) -> None:
    new = BRIEF.replace("_v01.md", "_mail_v01.md")
    repo.write(new, brief("draft").replace("title: Spring ride\n", "title: Spring mail\n"))
    repo.write("handoff.yml", PEOPLE + "ignore: [{rule: HF308, paths: docs/**, reason: Later.}]\n")
    repo.commit("An ignore")
    repo.git("rm", "--quiet", "--cached", new)
    repo.git("commit", "--quiet", "-m", "Not yet")
    repo.git("add", new)
    assert repo.findings("--staged", str(repo.root / new)) == []


def test_options_that_contradict_each_other(repo: Repository) -> None:
    words = (
        "--staged goes with none of --base, --head, --before and --reviews.\n"
        "What is staged is compared with the last commit; leave the others out.\n"
    )
    for more in (["--base", "main"], ["--head", "main"], ["--before", "main"], ["--reviews", "/tmp/none.json"]):
        assert repo.refused("--staged", *more) == words
    assert repo.refused("--head", "main") == (
        "--head, --before and --reviews need a --base.\nGive it: --base origin/main\n"
    )


def test_many_packages_are_read_by_several_processes(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    for number in range(40):
        path = BRIEF.replace("spring-ride", f"ride-{number:02}")
        repo.write(path.rpartition("/01-brief")[0] + "/campaign.md", text_of("campaign.md"))
        repo.write(path, brief("draft").replace("tone: [friendly]", f"tone: [friendly, number {number}]"))
    repo.git("add", "--all")
    assert json.loads(repo.check("--staged", "--jobs", "2").done.stdout) == json.loads(
        repo.check("--staged", "--jobs", "1").done.stdout
    )
    assert repo.findings("--staged", "--jobs", "2") == []


def test_settings_that_were_faulty_leave_nothing_to_compare_with(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    other = BRIEF.replace("spring-ride", "autumn-ride")
    repo.write(other.rpartition("/01-brief")[0] + "/campaign.md", text_of("campaign.md"))
    repo.write(other, brief("draft").replace("objective: Have", "objektive: Have"))
    repo.write("handoff.yml", PEOPLE + "no_such_setting: 1\n")
    repo.commit("A slip")
    repo.write("handoff.yml", PEOPLE)
    repo.git("add", "--all")
    report = repo.check("--staged")
    assert [(one["path"], one["code"]) for one in report.findings] == [(other, "HF103")]
    assert report.summary["elsewhere"] == 0


def test_a_review_on_the_forge_is_not_asked_for_before_the_commit(tmp_path: Path) -> None:
    gate = "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + gate)
    repo.sign("quality", "bea.lind")
    repo.git("add", "--all")
    assert repo.findings("--staged", by="bea.lind") == []
    assert repo.findings("--staged", by="maya.holt") == [NOT_BEA]
