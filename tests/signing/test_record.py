"""`handoff record`: what was approved on the forge is written down once, if it is about what stands there now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, PEOPLE, Repository
from tests.signing.desks import added, refused, reviews, run, subject

BEA, KAI, MAYA, ANA, STRANGER = 5510003, 5510004, 5510001, 5510005, 5510099
SETTINGS = (
    PEOPLE.replace("name: Bea Lind,", f"name: Bea Lind, accounts: {{github: {BEA}}},")
    .replace("name: Kai Moss,", f"name: Kai Moss, accounts: {{github: {KAI}}},")
    .replace("name: Ana Ruiz,", f"name: Ana Ruiz, accounts: {{github: {ANA}}},")
    .replace("name: Maya Holt,", f"name: Maya Holt, accounts: {{github: {MAYA}}},")
    + "gates: {strategy-to-creative: {quality: {evidence: forge}, business: {evidence: forge}}}\n"
)


@pytest.fixture
def merged(tmp_path: Path) -> Repository:
    """A brief in review, whose gates are both decided on the forge."""
    return Repository(tmp_path).settle("in_review", settings=SETTINGS)


def test_each_approval_goes_to_the_gate_of_whoever_gave_it(merged: Repository) -> None:
    head = merged.at("HEAD")
    given = [(BEA, "APPROVED", head), (ANA, "APPROVED", head), (MAYA, "APPROVED", head), (STRANGER, "APPROVED", head)]
    path = reviews(merged, *given)
    url = merged_url(path)
    done = run(merged, "record", PACKAGE, "--reviews", str(path), "--yes", by="robot@ci.example")
    commit = merged.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"{PACKAGE}, version 1\n"
        "…ampaigns/spring-ride/01-brief/20210110_spring-ride_strategy-to-creative_v01.md\n"
        f"From {url}:\n- quality by Bea Lind, 2021-01-12\n- business by Ana Ruiz, 2021-01-12\n"
        f"Written down.\nCommitted as {commit}.\n"
    )
    assert added(merged) == [
        "    - by: bea.lind",
        "      decision: approved",
        "      at: 2021-01-12T10:00:00Z",
        "      version: 1",
        f"      content: {merged.fingerprint('quality')}",
        f"      link: {url}",
        "    - by: ana.ruiz",
        "      decision: approved",
        "      at: 2021-01-12T11:00:00Z",
        "      version: 1",
        f"      content: {merged.fingerprint('business')}",
        f"      link: {url}",
    ]
    assert subject(merged) == (
        "robot@ci.example Record approvals of spring-ride-h1 (version 1): quality by Bea Lind and business by Ana Ruiz"
    )
    assert merged.git("log", "-1", "--format=%b").strip() == url
    again = run(merged, "record", PACKAGE, "--reviews", str(path), "--yes")
    assert (again.exit_code, again.stdout) == (0, f"Nothing of {url} is left to be\nwritten down for {PACKAGE}.\n")


def merged_url(path: Path) -> str:
    url: str = json.loads(path.read_text(encoding="utf-8"))["pull_request"]["html_url"]
    return url


def nothing(repo: Repository, *given: tuple[int, str, str]) -> bool:
    before = repo.at("HEAD")
    done = run(repo, "record", PACKAGE, "--reviews", str(reviews(repo, *given)), "--yes")
    assert (done.exit_code, done.stderr, repo.at("HEAD")) == (0, "", before)
    return done.stdout.startswith("Nothing of https://")


def test_a_review_of_another_text_is_not_written_down(merged: Repository) -> None:
    old = merged.at("HEAD")
    merged.replace(BRIEF, "300 commuters", "200 commuters")
    merged.commit()
    assert nothing(merged, (BEA, "APPROVED", old))


def test_a_request_for_changes_is_not_written_down(merged: Repository) -> None:
    head = merged.at("HEAD")
    assert nothing(merged, (BEA, "APPROVED", head), (BEA, "CHANGES_REQUESTED", head))
    assert nothing(merged, (BEA, "APPROVED", head), (BEA, "DISMISSED", head))


def test_an_approval_that_its_giver_has_overtaken_stays_out(merged: Repository) -> None:
    head = merged.at("HEAD")
    merged.signed("quality", "bea.lind", decision="changes_requested", note="No.", at="2021-01-12T10:30:00Z")
    assert nothing(merged, (BEA, "APPROVED", head))


def test_a_gate_that_is_not_decided_there_is_none_of_its_business(tmp_path: Path) -> None:
    settings = SETTINGS.partition("gates:")[0]
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert nothing(repo, (BEA, "APPROVED", repo.at("HEAD")))


def test_a_reviewed_commit_that_is_not_here_must_be_fetched(merged: Repository) -> None:
    path = reviews(merged, (BEA, "APPROVED", "c" * 40), (STRANGER, "APPROVED", "d" * 40))
    words = refused(merged, "record", PACKAGE, "--reviews", str(path), "--yes")
    assert words.startswith("Bea Lind approved the commit ccccccc, which is not in this clone.\nFetch it:  git fetch ")
    assert "origin refs/pull/" in words


def test_what_was_reviewed_under_another_name_counts(merged: Repository) -> None:
    head = merged.at("HEAD")
    merged.move(BRIEF, BRIEF.replace("20210110", "20210111"))
    merged.commit("Another day in the name")
    done = run(merged, "record", PACKAGE, "--reviews", str(reviews(merged, (KAI, "APPROVED", head))), "--yes")
    assert "- quality by Kai Moss, 2021-01-12\n" in done.stdout


def test_a_commit_without_handoffs(merged: Repository) -> None:
    merged.git("checkout", "--quiet", "--orphan", "other")
    merged.git("rm", "-rfq", ".")
    merged.write("README", "nothing\n")
    elsewhere = merged.commit("Elsewhere")
    merged.switch("main")
    assert nothing(merged, (BEA, "APPROVED", elsewhere))


def test_a_file_of_the_checkout_is_refused(merged: Repository) -> None:
    merged.write("reviews.json", reviews(merged).read_text())
    words = refused(merged, "record", PACKAGE, "--reviews", str(merged.root / "reviews.json"), "--yes")
    assert "The file of reviews lies inside the checkout" in words


def test_uncommitted_changes(merged: Repository) -> None:
    path = reviews(merged, (BEA, "APPROVED", merged.at("HEAD")))
    merged.write(f"{CAMPAIGN}/campaign.md", merged.read(f"{CAMPAIGN}/campaign.md") + "More.\n")
    assert refused(merged, "record", PACKAGE, "--reviews", str(path), "--yes").startswith(f"{CAMPAIGN}/campaign.md: ")
