"""A true sign-off stands where nobody put it, or no longer where somebody did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, Repository, brief, text_of

OTHER = BRIEF.replace("spring-ride", "autumn-ride")
BEA_NO = "What Bea Lind decided on 2021-01-12 (changes requested) was changed or removed."
NO: dict[str, Any] = {"decision": "changes_requested", "note": "The price is missing."}


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """A second campaign whose brief says the same, in review; with the branch `work`."""
    repo = Repository(tmp_path).settle("approved")
    repo.write(OTHER.rpartition("/01-brief")[0] + "/campaign.md", text_of("campaign.md"))
    repo.write(OTHER, brief("in_review"))
    repo.commit("Another campaign")
    repo.branch("work")
    return repo


def _entry(repo: Repository, gate: str, path: str = BRIEF) -> str:
    """The text of the first entry of a slot."""
    text = repo.read(path)
    start = text.index("    - by:", text.index(f"\n  {gate}:", text.index("\nsignoffs:")))
    lines = text[start:].split("\n")
    end = next(index for index, line in enumerate(lines[1:], 1) if not line.startswith("      "))
    return "\n".join(lines[:end]) + "\n"


@pytest.mark.parametrize("gate", ["quality", "business"])
def test_a_block_is_copied_to_another_package(gate: str, two: Repository) -> None:
    two.insert(gate, _entry(two, gate), OTHER)
    two.commit("Copied")
    report = two.check("--base", "main")
    who = {"quality": "bea.lind", "business": "ana.ruiz"}[gate]
    assert ("HF417", f"This sign-off of {who} stands in the repository twice.") in report.found
    # A fingerprint binds the package's id as well, at a gate with a scope too.
    assert ("HF403", f"What {gate} signed has changed since.") in report.found
    assert report.done.exit_code == 1


def test_a_block_is_moved_from_a_package_that_is_over(two: Repository) -> None:
    two.switch("main")
    two.status("cancelled")
    two.replace(BRIEF, "status: cancelled\n", "status: cancelled\nstatus_reason: No room in the workshop.\n")
    two.commit("Cancelled")
    two.branch("moved")
    entry = _entry(two, "business")
    two.delete(BRIEF)
    two.insert("business", entry, OTHER)
    two.commit("Moved")
    assert two.findings("--base", "main") == [
        ("HF414", "Nobody knows who brought this sign-off of Ana Ruiz."),
        ("HF403", "What business signed has changed since."),
    ]


def test_each_package_signed_for_itself_is_clean(two: Repository) -> None:
    two.sign("business", "ana.ruiz", path=OTHER, at="2021-01-12T11:30:00Z")
    two.commit("Signed", by="ana.ruiz")
    assert two.findings("--base", "main") == []


def test_an_entry_is_pasted_twice(repo: Repository) -> None:
    repo.insert("quality", _entry(repo, "quality"))
    repo.commit("Twice")
    assert repo.findings("--base", "main") == [("HF417", "This sign-off of bea.lind stands in the repository twice.")]
    assert repo.findings() == [("HF417", "This sign-off of bea.lind stands in the repository twice.")]


def test_an_acceptance_is_pasted_twice(repo: Repository) -> None:
    entry = repo.sign("acceptance", "leo.brandt")
    repo.insert("acceptance", entry)
    repo.commit("Twice", by="leo.brandt")
    assert repo.findings("--base", "main") == [("HF417", "This sign-off of leo.brandt stands in the repository twice.")]


def _rejected(repo: Repository) -> str:
    """On main, Bea takes her approval back; the text of that first approval."""
    repo.switch("main")
    first = _entry(repo, "quality")
    repo.sign("quality", "bea.lind", at="2021-01-12T15:00:00Z", **NO)
    repo.status("changes_requested")
    repo.commit("No", by="bea.lind", on="2021-01-12T15:00:00+00:00")
    repo.branch("after-the-no")
    return first


def test_an_approval_is_replayed_after_a_rejection(repo: Repository) -> None:
    first = _rejected(repo)
    repo.insert("quality", first)
    repo.commit("Replayed")
    assert ("HF417", "This sign-off of bea.lind stands in the repository twice.") in repo.findings("--base", "main")


def test_an_approval_is_moved_behind_a_rejection(repo: Repository) -> None:
    first = _rejected(repo)
    repo.replace(BRIEF, first, "")
    repo.insert("quality", first)
    repo.commit("In another order")
    assert repo.findings("--base", "main") == [
        ("HF406", "The decisions of Bea Lind stand in another order than before.")
    ]


def test_a_rejection_is_deleted(repo: Repository) -> None:
    _rejected(repo)
    text = repo.read()
    start = text.index("    - by: bea.lind\n      decision: changes_requested")
    end = text.index("  business:\n", start)
    repo.write(BRIEF, text[:start] + text[end:])
    repo.commit("What rejection?")
    assert repo.findings("--base", "main") == [("HF406", BEA_NO)]


def test_a_rejection_is_edited(repo: Repository) -> None:
    _rejected(repo)
    repo.replace(BRIEF, "note: The price is missing.", "note: All fine.")
    repo.commit("Softer")
    assert repo.findings("--base", "main") == [
        ("HF406", BEA_NO),
        ("HF414", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did."),
    ]


def test_a_new_entry_above_the_rejection_is_found(repo: Repository) -> None:
    first = _rejected(repo)
    newer = first.replace("T11:00:00Z", "T16:00:00Z")
    repo.replace(BRIEF, first, newer + first)
    repo.commit("Yes", by="bea.lind", on="2021-01-12T16:00:00+00:00")
    assert repo.findings("--base", "main") == [("HF406", "This entry stands above an older one of Bea Lind.")]


def test_a_package_is_deleted_with_its_rejection(repo: Repository) -> None:
    _rejected(repo)
    repo.delete(BRIEF)
    repo.commit("Away with it")
    assert ("HF406", f"The package {PACKAGE} was deleted together with its sign-offs.") in repo.findings(
        "--base", "main"
    )


def test_a_person_who_changes_their_mind_is_clean(repo: Repository) -> None:
    _rejected(repo)
    repo.status("in_review")
    repo.sign("quality", "bea.lind", at="2021-01-12T17:00:00Z")
    repo.commit("Yes after all", by="bea.lind", on="2021-01-12T17:00:00+00:00")
    assert repo.findings("--base", "main") == []


def test_a_file_that_is_renamed_keeps_its_sign_offs(repo: Repository) -> None:
    repo.move(BRIEF, f"{CAMPAIGN}/01-brief/20210111_spring-ride_strategy-to-creative_v01.md")
    repo.commit("Renamed")
    assert repo.findings("--base", "main") == []


def test_a_file_that_is_renamed_while_somebody_signs_is_clean(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("work")
    renamed = f"{CAMPAIGN}/01-brief/20210111_spring-ride_strategy-to-creative_v01.md"
    repo.signed("quality", "bea.lind")
    repo.move(BRIEF, renamed)
    repo.commit("Renamed", by="maya.holt")
    repo.signed("business", "ana.ruiz", path=renamed)
    assert repo.findings("--base", "main") == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (
            "decisions:\n  - {date: 2021-01-11, decision: No discount, by: maya.holt, id: de-1, made_in: document}\n",
            "An entry of decisions was changed or removed: No discount.",
        ),
        (
            "handovers:\n  - {version: 1, at: 2021-01-12T13:00:00Z, by: maya.holt}\n",
            "An entry of handovers was changed or removed: version 1, 2021-01-12.",
        ),
    ],
)
def test_other_lists_are_only_added_to_as_well(field: str, words: str, repo: Repository) -> None:
    repo.switch("main")
    repo.replace(BRIEF, "next_steps:\n", f"{field}next_steps:\n")
    repo.commit("On record")
    repo.branch("rewritten")
    repo.replace(BRIEF, field, "")
    repo.commit("Off the record")
    assert repo.findings("--base", "main") == [("HF406", words)]
