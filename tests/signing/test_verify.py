"""`handoff verify`: who approved what, over the whole history; what holds and what does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, PEOPLE, Repository
from tests.running import Done
from tests.signing.desks import refused, reviews, run

HEAD = (
    "…ampaigns/spring-ride/01-brief/20210110_spring-ride_strategy-to-creative_v01.md\n"
    "  Gate         Who              Said       On         Text    Asked     Proved\n"
)
BEA = "  quality      Bea Lind         approved   2021-01-12 fresh   commit    commit\n"
ANA = "  business     Ana Ruiz         approved   2021-01-12 fresh   commit    commit\n"


def rows(repo: Repository, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(repo, "verify", "--format", "json", *arguments).stdout)["decisions"]
    return found


def said(repo: Repository, *arguments: str, code: int = 1) -> str:
    done = run(repo, "verify", *arguments)
    assert (done.exit_code, done.stderr) == (code, "")
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    return done.stdout


def test_what_holds(repo: Repository) -> None:
    repo.approve()
    words = f"{PACKAGE}, version 1, approved\n{HEAD}{BEA}{ANA}\nEverything holds: 2 sign-offs in 1 package.\n"
    assert said(repo, code=0) == said(repo, PACKAGE, code=0) == said(repo, BRIEF, code=0) == words


def test_as_json(repo: Repository) -> None:
    repo.signed("quality", "bea.lind")
    done = run(repo, "verify", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["holds"]) == (0, True)
    first, second = report["decisions"]
    assert first == {
        "package": PACKAGE,
        "path": BRIEF,
        "version": 1,
        "status": "in_review",
        "gate": "quality",
        "by": "bea.lind",
        "person": "Bea Lind",
        "decision": "approved",
        "at": "2021-01-12T11:00:00Z",
        "counts": True,
        "is_fresh": True,
        "asked": "commit",
        "proved": "commit",
        "reasons": [],
    }
    assert (second["gate"], second["by"], second["asked"], second["reasons"]) == ("business", "", "commit", [])


def test_what_is_stale_names_what_changed(repo: Repository) -> None:
    repo.approve()
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book your day")
    repo.commit()
    assert said(repo) == (
        f"{PACKAGE}, version 1, approved\n{HEAD}"
        "! quality      Bea Lind         approved   2021-01-12 stale   commit    commit\n"
        "    - What quality signed has changed since.\n"
        "      package.message_hierarchy.cta.text: “Book your morning” → “Book your day”\n"
        "    > Ask Bea Lind or Kai Moss to look at it and sign again.\n"
        f"{ANA}\n1 place does not hold (marked with !); looked at 2 sign-offs in 1 package.\n"
    )


def test_somebody_elses_fresh_yes_stands_for_a_stale_one(repo: Repository) -> None:
    repo.approve()
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book your day")
    repo.commit()
    run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss")
    found = rows(repo)
    assert [(row["by"], row["is_fresh"], row["reasons"]) for row in found] == [
        ("bea.lind", False, []),
        ("kai.moss", True, []),
        ("ana.ruiz", True, []),
    ]


def test_a_typed_name_and_an_empty_slot(repo: Repository) -> None:
    repo.signed("quality", "bea.lind", author="maya.holt")
    repo.status("approved")
    repo.commit()
    assert said(repo) == (
        f"{PACKAGE}, version 1, approved\n{HEAD}"
        "! quality      Bea Lind         approved   2021-01-12 fresh   commit\n"
        "    - Bea Lind did not commit this sign-off: maya.holt@workshop.example did.\n"
        "    > Let them sign themselves (handoff sign); an address of theirs that is\n"
        "      missing goes under emails in the settings.\n"
        "! business     not signed                                     commit\n"
        "    - business has not signed version 1.\n"
        "    > It is for Ana Ruiz to sign; until then the status is in_review.\n"
        "\n2 places do not hold (marked with !); looked at 1 sign-off in 1 package.\n"
    )


def test_only_the_last_word_of_a_person_counts(repo: Repository) -> None:
    no = {"decision": "changes_requested", "note": "No.", "at": "2021-01-12T10:00:00Z"}
    repo.signed("quality", "bea.lind", author="maya.holt", **no)
    repo.signed("quality", "bea.lind")
    repo.signed("quality", "kai.moss")
    repo.signed("quality", "kai.moss", decision="withdrawn", at="2021-01-12T12:00:00Z")
    assert said(repo, code=0) == (
        f"{PACKAGE}, version 1, in_review\n{HEAD}"
        "  quality      Bea Lind         changes    2021-01-12 earlier commit\n"
        f"{BEA}"
        "  quality      Kai Moss         approved   2021-01-12 earlier commit    commit\n"
        "  quality      Kai Moss         withdrawn  2021-01-12         commit    commit\n"
        "  business     not signed                                     commit\n"
        "\nEverything holds: 2 sign-offs in 1 package.\n"
    )


def test_who_may_not_sign_and_who_asks_for_changes(repo: Repository) -> None:
    repo.approve()
    repo.signed("business", "tom.osei")
    repo.signed("quality", "maya.holt")
    repo.signed("quality", "kai.moss", decision="changes_requested", note="No.")
    found = {row["by"]: [one["message"] for one in row["reasons"]] for row in rows(repo)}
    assert found == {
        "bea.lind": [],
        "maya.holt": ["Maya Holt owns this package and signs quality for it as well."],
        "kai.moss": ["Kai Moss asked for changes at the gate quality."],
        "ana.ruiz": [],
        "tom.osei": ["Tom Osei could not sign for business on 2021-01-12."],
    }


def test_the_acceptance(given: Repository) -> None:
    given.replace(BRIEF, "  receiver: leo.brandt\n", "  receiver: leo.brandt\n  co_receivers: [tom.osei]\n")
    given.commit()
    given.approve()
    given.status("accepted")
    given.signed("acceptance", "leo.brandt")
    words = said(given)
    assert "  acceptance   Leo Brandt       accepted   2021-01-12 fresh   commit    commit\n" in words
    assert (
        "! acceptance   not signed                                     commit\n"
        "    - Tom Osei has not said “I have what I need”.\n" in words
    )


def test_what_is_not_committed_is_said_to_be_so(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes", "--no-commit")
    (row, _) = rows(repo)
    assert row["reasons"] == [
        {
            "message": "This sign-off of Bea Lind is not committed yet.",
            "help": f"Let Bea Lind commit it:  git commit -- {BRIEF}",
            "changed": [],
        }
    ]
    repo.commit(by="bea.lind")
    assert rows(repo)[0]["proved"] == "commit"


def test_what_the_base_holds_was_proved_when_it_came_in(repo: Repository) -> None:
    """A squash on the forge makes somebody else the author; the check had proved it before."""
    repo.signed("quality", "bea.lind", author="maya.holt")
    repo.branch("work")
    repo.signed("business", "ana.ruiz", author="maya.holt")
    first, second = rows(repo, "--base", "main")
    assert (first["proved"], first["reasons"]) == ("base", [])
    assert [one["message"] for one in second["reasons"]] == [
        "Ana Ruiz did not commit this sign-off: maya.holt@workshop.example did."
    ]
    assert "  quality      Bea Lind         approved   2021-01-12 fresh   commit    base\n" in said(
        repo, "--base", "main"
    )


def test_the_base_says_who_may_sign(repo: Repository) -> None:
    repo.branch("work")
    repo.write("handoff.yml", PEOPLE.replace("name: Tom Osei", "name: Tom Osei, roles: [brand_quality]"))
    repo.commit("The rules of the game")
    repo.signed("quality", "tom.osei")
    assert rows(repo)[0]["reasons"] == []
    assert [one["message"] for one in rows(repo, "--base", "main")[0]["reasons"]] == [
        "Tom Osei could not sign for quality on 2021-01-12."
    ]
    assert "There is no commit nowhere in this clone." in refused(repo, "verify", "--base", "nowhere")


FORGE = (
    PEOPLE.replace("name: Bea Lind,", "name: Bea Lind, accounts: {github: 5510003},")
    + "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
)


@pytest.mark.parametrize("is_written", [False, True])
def test_a_review_on_the_forge(tmp_path: Path, *, is_written: bool) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=FORGE)
    repo.signed("business", "ana.ruiz")
    repo.status("approved")
    repo.commit()
    path = reviews(repo, (5510003, "APPROVED", repo.at("HEAD")))
    if is_written:
        assert run(repo, "record", PACKAGE, "--reviews", str(path), "--yes").exit_code == 0
    quality = [row for row in rows(repo, "--reviews", str(path)) if row["gate"] == "quality"]
    assert [(row["by"], row["asked"], row["proved"], row["reasons"]) for row in quality] == [
        ("bea.lind", "forge", "forge", [])
    ]
    alone = [row for row in rows(repo) if row["gate"] == "quality"]
    words = [one["message"] for row in alone for one in row["reasons"]]
    unknown = "Whether Bea Lind approved on the forge is not known: no reviews were given."
    assert words == [unknown if is_written else "quality has not signed version 1."]


def test_a_slot_of_a_gate_that_is_asked_for_no_more(repo: Repository) -> None:
    repo.replace(BRIEF, "  business:\n", "  business:\n  legal:\n")
    repo.insert(
        "legal",
        "    - by: tom.osei\n      decision: approved\n      at: 2021-01-12T11:00:00Z\n      version: 1\n"
        f"      content: sha256:{'0' * 64}\n",
    )
    repo.commit(by="tom.osei")
    legal = next(row for row in rows(repo) if row["gate"] == "legal")
    assert (legal["is_fresh"], legal["proved"], legal["reasons"]) == (None, "commit", [])


def test_a_faulty_package_is_no_package_that_holds(repo: Repository) -> None:
    repo.signed("quality", "bea.lind")
    repo.replace(BRIEF, "type: strategy", "colour: red\ntype: strategy")
    repo.commit()
    assert said(repo) == (
        f"{PACKAGE}, version 1, in_review\n{HEAD}"
        "    - The package has faults, so its sign-offs are not judged. There is no\n"
        "      field “colour”.\n    > Mend what `handoff check` finds.\n"
        "\n1 place does not hold (marked with !); looked at 0 sign-offs in 1 package.\n"
    )


def test_long_names_are_cut(tmp_path: Path) -> None:
    settings = PEOPLE.replace("name: Bea Lind,", "name: Beatrice Wilhelmina Lindqvist,")
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    given = {
        "decision": "approved_with_conditions",
        "note": "Yes.",
        "conditions": "[{text: A photo, owner: leo.brandt, due: 2021-02-01}]",
    }
    repo.signed("quality", "bea.lind", **given)
    assert "  quality      Beatrice Wilhel… conditions 2021-01-12 fresh   commit    commit\n" in said(repo, code=0)


def test_what_cannot_be_looked_at(repo: Repository, tmp_path: Path) -> None:
    assert refused(repo, "verify", "spring-ride-h9") == (
        "There is no handoff package spring-ride-h9. Did you mean spring-ride-h1?\nKnown: spring-ride-h1.\n"
    )
    repo.signed("quality", "bea.lind")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    repo.top = tmp_path / "shallow"
    done: Done = run(repo, "verify")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("This clone does not hold the whole history, so nobody can say who added what.\n")
    elsewhere = Repository(tmp_path, name="elsewhere")
    elsewhere.write("handoff.yml", PEOPLE)
    (elsewhere.top / ".git").rename(elsewhere.top / "no-git")
    assert run(elsewhere, "verify").exit_code == 2


def test_before_the_first_commit_and_without_packages(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("handoff.yml", PEOPLE)
    assert said(repo, code=0) == "Everything holds: 0 sign-offs in 0 packages.\n"
    repo.write(f"{CAMPAIGN}/campaign.md", "")
    assert said(repo, code=0) == "Everything holds: 0 sign-offs in 0 packages.\n"
