"""Something changes after it was approved, or goes back to what was approved once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PEOPLE, SECOND, Repository

ASSET = f"{CAMPAIGN}/01-brief/price-list.svg"
LEVELS = ("recorded", "commit", "signature", "forge")
STALE = ("HF403", "What quality signed has changed since.")
STALE_BUSINESS = ("HF403", "What business signed has changed since.")
NOT_RAISED = ("HF205", "Version 1 was approved, and this text is another one.")


@pytest.mark.parametrize("level", LEVELS)
def test_an_edit_after_the_approval_is_found_at_every_level(level: str, tmp_path: Path) -> None:
    # The approvals are in the base, so they were proved when they came, at whatever level.
    repo = Repository(tmp_path).settle("approved", settings=PEOPLE + f"evidence: {{minimum: {level}}}\n")
    repo.branch("work")
    repo.replace(BRIEF, "Have 300 commuters", "Have 200 commuters")
    repo.commit()
    report = repo.check("--base", "main")
    assert report.found == [NOT_RAISED, STALE, STALE_BUSINESS]
    changed = "objective: “Have 300 commuters book a spring check by 30 April 2021.” → “Have 200 commuters "
    assert report.related("HF403") == [changed + "book a spring check by 30 April 2021.”"] * 2


def test_formatting_progress_and_what_lies_outside_the_scope_void_nothing(repo: Repository) -> None:
    text = repo.read()
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    front = front.replace("  cta: Book your morning\n", "  cta: 'Book your morning'   # as agreed\n")
    front = front.replace("tone: [friendly]", "tone:\n      - friendly")
    front = front.replace("  - action: Present two looks at the counter", "  - action: Present three looks")
    repo.write(BRIEF, f"---\n{front}\ntags: [spring]\n---\n{body}".replace("\n", "\r\n"))
    repo.commit("Only how it looks")
    assert repo.findings("--base", "main") == []


def test_an_edit_outside_the_scope_of_a_gate_voids_only_the_others(repo: Repository) -> None:
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.commit()
    assert repo.findings("--base", "main") == [NOT_RAISED, STALE]


def test_what_campaign_md_says_in_a_scope_counts_too(repo: Repository) -> None:
    repo.replace(f"{CAMPAIGN}/campaign.md", "launch_date: 2021-03-15", "launch_date: 2021-03-22")
    repo.commit()
    report = repo.check("--base", "main")
    assert report.found == [STALE_BUSINESS]
    assert report.related("HF403") == ["campaign:launch_date: “2021-03-15” → “2021-03-22”"]


def _with_asset(tmp_path: Path) -> Repository:
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "## In short\n", "## In short\n![prices](price-list.svg)\n")
    repo.write(ASSET, "<svg>29 pounds</svg>\n")
    repo.approve()
    repo.branch("work")
    return repo


def test_a_file_swapped_after_the_approval_is_found(tmp_path: Path) -> None:
    repo = _with_asset(tmp_path)
    repo.write(ASSET, "<svg>39 pounds</svg>\n")
    repo.commit()
    report = repo.check("--base", "main")
    assert report.found == [STALE]
    (words,) = report.related("HF403")
    assert words.startswith("the file price-list.svg: “")


def test_a_file_beside_it_may_change(tmp_path: Path) -> None:
    repo = _with_asset(tmp_path)
    repo.write(f"{CAMPAIGN}/01-brief/notes.txt", "nothing to do with it\n")
    repo.commit()
    assert repo.findings("--base", "main") == []


def _with_a_second_version(repo: Repository) -> None:
    """Version 2 is on main, in review; version 1 was the approved one."""
    repo.switch("main")
    repo.move(BRIEF, SECOND)
    repo.replace(SECOND, "Have 300 commuters", "Have 280 commuters")
    repo.status("in_review", SECOND)
    repo.commit("Version 2: the workshop has less room")
    repo.branch("back")


def test_going_back_to_an_older_approved_version_is_found(repo: Repository) -> None:
    _with_a_second_version(repo)
    repo.git("revert", "--no-edit", "HEAD")
    assert repo.findings("--base", "main") == [
        ("HF418", "This is version 1; version 2 was there already (in_review)."),
    ]


def test_reverting_an_edit_that_nobody_approved_is_clean(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "Have 300 commuters", "Have 200 commuters")
    repo.commit("Less")
    repo.branch("work")
    repo.git("revert", "--no-edit", "HEAD")
    assert repo.findings("--base", "main") == []


def test_a_new_version_that_is_signed_anew_is_clean(repo: Repository) -> None:
    _with_a_second_version(repo)
    repo.approve(SECOND)
    assert repo.findings("--base", "main") == []
