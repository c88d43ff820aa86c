"""What has changed since somebody approved, accepted or built on a package: read from Git, also by a plain check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, Repository
from tests.repositories.test_cases import copy_demo

DEMO = "docs/campaigns/dockside-launch"
DEMO_BRIEF = f"{DEMO}/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An approved brief."""
    return Repository(tmp_path).settle("approved")


def test_a_stale_approval_lists_what_changed(repo: Repository) -> None:
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.replace(BRIEF, "    tone: [friendly]", "    tone: [friendly, short]")
    repo.replace(BRIEF, "The till needs no change.", "The till needs a change.")
    report = repo.check()
    assert report.found == [("HF403", "What quality signed has changed since.")]
    assert report.related("HF403") == [
        "package.message_hierarchy.cta.text: “Book your morning” → “Book a morning”",
        "package.message_hierarchy.tone[2]: nothing → “short”",
        "the text below the fields changed",
    ]
    place = report.findings[0]["related"][0]
    assert (place["path"], place["line"]) == (BRIEF, repo.read()[: repo.read().index("Book a morning")].count("\n") + 1)
    shutil.rmtree(repo.top / ".git")
    assert repo.check().related("HF403") == []


def test_the_list_is_cut(repo: Repository) -> None:
    motives = "".join(f"        - reason number {number}\n" for number in range(8))
    repo.replace(BRIEF, "        - never missing the first meeting\n", motives)
    assert len(repo.check().related("HF403")) == 6
    assert repo.check().related("HF403")[-1] == "and 3 more changes"


def test_the_approved_state_is_found_behind_later_commits_and_names(repo: Repository) -> None:
    renamed = f"{CAMPAIGN}/01-brief/20210111_spring-ride_strategy-to-creative_v01.md"
    repo.move(BRIEF, renamed)
    repo.replace(renamed, "cta: Book your morning", "cta: Book a morning")
    repo.commit("Renamed and edited")
    repo.replace(renamed, "cta: Book a morning", "cta: Book an hour")
    repo.commit("Edited again")
    assert repo.check().related("HF403") == ["package.message_hierarchy.cta.text: “Book your morning” → “Book an hour”"]


def test_a_state_that_was_never_committed_is_not_known(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.sign("quality", "bea.lind", content="sha256:" + "0" * 64)
    repo.status("approved")
    report = repo.check()
    assert ("HF403", "What quality signed has changed since.") in report.found
    assert report.related("HF403") == []


def test_before_the_first_commit_nothing_is_known(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    shutil.rmtree(repo.top / ".git")
    repo.git("init", "--quiet")
    assert (repo.check().found, repo.check().related("HF403")) == (
        [("HF403", "What quality signed has changed since.")],
        [],
    )


@pytest.fixture
def demo(tmp_path: Path) -> Repository:
    """The project's own demo, committed."""
    repo = Repository(tmp_path)
    copy_demo(repo.root)
    repo.commit("The demo")
    return repo


def test_acceptance_and_what_was_built_on_it_list_the_same(demo: Repository) -> None:
    demo.replace(DEMO_BRIEF, "\nobjective: >-\n  Win ", "\nobjective: >-\n  Win some ")
    demo.commit("Another objective")
    report = demo.check("--today", "2027-01-12")
    changed = [words for words in report.related("HF407") if words.startswith("objective: ")]
    assert len(changed) == 1
    assert report.related("HF403") == changed * 2
    built = [one for one in report.findings if one["code"] == "HF419"]
    assert {one["message"] for one in built} == {
        "This was built on an older dockside-launch-h1; that has changed since."
    }
    for one in built:
        assert [(place["path"], place["message"]) for place in one["related"]] == [(DEMO_BRIEF, changed[0])]


def test_what_stands_on_work_that_is_not_accepted(demo: Repository) -> None:
    leads = f"{DEMO}/05-leads/20260901_dockside-launch_marketing-to-sales_v01.md"
    assert demo.findings("--today", "2026-10-27") == []
    demo.status("handed_off", DEMO_BRIEF)
    demo.status("handed_off", leads)
    report = demo.check("--today", "2026-10-27")
    assert [(one["path"], one["pointer"], one["message"]) for one in report.findings if one["code"] == "HF411"] == [
        (leads, "/depends_on/0", "This builds on dockside-launch-h1, which is handed_off and not accepted yet.")
    ]


def test_several_processes_find_the_same(repo: Repository) -> None:
    for number in range(20):
        path = BRIEF.replace("spring-ride", f"ride-{number:02}")
        repo.write(
            path.replace("01-brief/", "").rpartition("/")[0] + "/campaign.md", repo.read(f"{CAMPAIGN}/campaign.md")
        )
        repo.write(path, repo.read())
        for gate, by in (("quality", "bea.lind"), ("business", "ana.ruiz")):
            text = repo.read(path)
            start = text.index(f"  {gate}:\n")
            end = text.index("    - by:", start)
            rest = text[end:].split("\n", 5)[5]
            repo.write(path, text[:end] + rest)
            repo.sign(gate, by, path=path)
    repo.commit("Twenty more")
    for number in range(20):
        path = BRIEF.replace("spring-ride", f"ride-{number:02}")
        repo.replace(path, "cta: Book your morning", f"cta: Book morning {number}")
    report = repo.check("--jobs", "2")
    assert [place["message"] for one in report.findings for place in one["related"]] == [
        f"package.message_hierarchy.cta.text: “Book your morning” → “Book morning {number}”" for number in range(20)
    ]
    assert report.findings == repo.check("--jobs", "1").findings
