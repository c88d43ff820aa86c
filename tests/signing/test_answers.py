"""`handoff accept`, `return` and `withdraw`: what they write, and which status follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PACKAGE, PEOPLE, Repository
from tests.signing.desks import AT, refused, run, subject

GAP = ("--gap", "objective|Which month?|unclear")
TITLE = (
    f"{PACKAGE}, version 1: Spring ride\n"
    "…ampaigns/spring-ride/01-brief/20210110_spring-ride_strategy-to-creative_v01.md\n"
)
WHOLE = TITLE + "Gate: acceptance. It answers for the whole package.\n"


def changed(repo: Repository) -> list[str]:
    """The lines that the last commit took away and added, in order."""
    lines = repo.git("show", "--unified=0", "--format=", "HEAD").splitlines()
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def _findings(repo: Repository, *arguments: str) -> list[tuple[str, str]]:
    """What a check finds, but for the checklist, which the brief does not tick."""
    return [one for one in repo.findings(*arguments) if one[0] != "HF409"]


def _round(repo: Repository, decision: str) -> list[str]:
    return [
        "+acceptance:",
        "+  - by: leo.brandt",
        f"+    decision: {decision}",
        f"+    at: {AT}",
        "+    version: 1",
        f"+    content: {repo.fingerprint('acceptance')}",
    ]


def test_accept_writes_the_round_and_the_status(given: Repository) -> None:
    assert _findings(given) == []
    done = run(given, "accept", PACKAGE, "--yes", "--readback", "One poster.", "--note", "Thank you.", by="leo.brandt")
    commit = given.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"{WHOLE}It is the first answer.\n"
        f"Leo Brandt: I have what I need. The status is accepted.\nCommitted as {commit}.\n"
    )
    assert sorted(changed(given)) == sorted(
        [
            "-status: handed_off",
            "+status: accepted",
            *_round(given, "accepted"),
            "+    statement: I have what I need",
            "+    readback: One poster.",
            "+    note: Thank you.",
        ]
    )
    assert subject(given) == "leo.brandt@workshop.example Accept spring-ride-h1 (version 1)"
    assert _findings(given) == _findings(given, "--base", "HEAD~1") == []


def test_return_names_the_gaps_and_sets_the_status(given: Repository) -> None:
    done = run(given, "return", PACKAGE, "--yes", *GAP, "--note", "Sorry.", by="leo.brandt")
    commit = given.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"{WHOLE}- objective: Which month?\n"
        f"spring-ride-h1 goes back to its owner. The status is changes_requested.\nCommitted as {commit}.\n"
    )
    assert sorted(changed(given)) == sorted(
        [
            "-status: handed_off",
            "+status: changes_requested",
            *_round(given, "returned"),
            "+    gaps:",
            "+      - field: objective",
            "+        question: Which month?",
            "+        reason: unclear",
            "+        raised: 2021-01-12",
            "+    note: Sorry.",
        ]
    )
    assert subject(given) == "leo.brandt@workshop.example Return spring-ride-h1 (version 1)"
    assert _findings(given, "--base", "HEAD~1") == []


def test_accept_with_gaps_is_a_return(given: Repository) -> None:
    assert refused(given, "accept", PACKAGE, "--yes", *GAP, "--readback", "One poster.", by="leo.brandt") == (
        "--readback goes with an acceptance, not with gaps.\nLeave one of the two out.\n"
    )
    assert run(given, "accept", PACKAGE, "--yes", *GAP, by="leo.brandt").exit_code == 0
    assert subject(given).endswith("Return spring-ride-h1 (version 1)")


def test_a_gap_has_three_parts_and_a_known_reason(given: Repository) -> None:
    assert refused(given, "return", PACKAGE, "--yes", by="leo.brandt") == (
        "What is missing? A package goes back with one question at least.\n"
        'Name it:  --gap "objective|Which month?|unclear"\n'
    )
    assert refused(given, "return", PACKAGE, "--yes", "--gap", "objective|Which month?", by="leo.brandt") == (
        "“objective|Which month?” should have three parts: field, question and reason.\n"
        "Write it as: objective|Which month?|unclear\n"
    )
    assert refused(given, "return", PACKAGE, "--yes", "--gap", "objective|Which?|uncler", by="leo.brandt") == (
        "uncler is no reason. Did you mean unclear?\n"
        "Reasons are missing_info, wrong_spec, off_brief, unclear, late, dependency and other.\n"
    )


def test_accept_waits_for_open_questions_conditions_and_blockers(given: Repository) -> None:
    run(given, "return", PACKAGE, "--yes", *GAP, by="leo.brandt")
    given.status("handed_off")
    blocker = "blockers:\n  - {reason: Legal reads it, waiting_on: ana.ruiz, since: 2021-01-11}\n"
    given.replace(BRIEF, "next_steps:\n", f"{blocker}next_steps:\n")
    given.replace(
        BRIEF,
        "    - by: bea.lind\n      decision: approved\n",
        "    - by: bea.lind\n      decision: approved_with_conditions\n      note: Yes, but.\n"
        "      conditions: [{text: A photo, owner: leo.brandt, due: 2021-02-01}]\n",
    )
    given.commit()
    assert refused(given, "accept", PACKAGE, "--yes", by="leo.brandt") == (
        f"{BRIEF}: The question “Which month?” is still open. The condition “A photo” is still open. "
        "The blocker “Legal reads it” is still open.\n"
        "Whoever settled it writes the day below it: resolved, or closed for a condition. Then accept.\n"
    )
    given.replace(BRIEF, "raised: 2021-01-12\n", "raised: 2021-01-12\n        resolved: 2021-01-12\n")
    given.replace(BRIEF, "since: 2021-01-11}", "since: 2021-01-11, resolved: 2021-01-12}")
    given.replace(BRIEF, "due: 2021-02-01}", "due: 2021-02-01, closed: 2021-01-12}")
    given.commit()
    assert run(given, "accept", PACKAGE, "--yes", by="leo.brandt").exit_code == 0


def test_the_status_waits_for_everybody_who_receives(given: Repository) -> None:
    given.replace(
        BRIEF, "  receiver: leo.brandt\n", "  receiver: leo.brandt\n  co_receivers: [tom.osei]\n  backup: kai.moss\n"
    )
    given.commit()
    first = run(given, "accept", PACKAGE, "--yes", by="kai.moss").stdout
    assert "Kai Moss: I have what I need. The status stays handed_off for now." in first
    assert "Tom Osei has not said “I have what I need”." in " ".join(first.split())
    assert given.document().status == "handed_off"
    second = run(given, "accept", PACKAGE, "--yes", by="tom.osei").stdout
    assert "Tom Osei: I have what I need. The status is accepted.\n" in second
    assert [entry["by"] for entry in given.document().data["acceptance"]] == ["kai.moss", "tom.osei"]
    assert run(given, "accept", PACKAGE, "--yes", by="leo.brandt").exit_code == 0
    assert given.document().status == "accepted"


def test_nobody_accepts_what_they_sent(given: Repository) -> None:
    repo = given
    repo.replace(BRIEF, "  receiver: leo.brandt\n", "  receiver: maya.holt\n")
    repo.commit()
    assert refused(repo, "accept", PACKAGE, "--yes", by="maya.holt") == (
        f"{BRIEF}: Maya Holt does not receive this package.\nIt is for nobody yet: it names no receiver.\n"
    )


def test_what_is_missing_for_the_next_status_is_said_before_anything_is_written(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.status("handed_off")
    repo.commit()
    words = refused(repo, "accept", PACKAGE, "--yes", by="leo.brandt")
    assert words.startswith(f"{BRIEF}: The package has faults, so nobody can sign it yet: ")


def test_return_at_a_gate(repo: Repository) -> None:
    repo.approve()
    done = run(repo, "return", PACKAGE, "quality", "--yes", "--note", "The price is missing.")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(changed(repo)) == sorted(
        [
            "-status: approved",
            "+status: changes_requested",
            "+    - by: bea.lind",
            "+      decision: changes_requested",
            f"+      at: {AT}",
            "+      version: 1",
            f"+      content: {repo.fingerprint('quality')}",
            "+      note: The price is missing.",
        ]
    )
    assert subject(repo).endswith("Return spring-ride-h1: quality asks for changes (version 1)")
    assert repo.findings("--base", "HEAD~1") == []
    again = run(repo, "return", PACKAGE, "business", "--yes", "--note", "It is too dear.", by="ana.ruiz")
    assert again.exit_code == 0
    assert "-status: changes_requested" not in changed(repo)


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        ("draft", "Nobody has asked for a decision yet: the status is in_review first."),
        ("cancelled", "Make a new version instead."),
    ],
)
def test_some_statuses_lead_nowhere_back(status: str, advice: str, tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    if status == "cancelled":
        repo.replace(BRIEF, "status: draft\n", "status: cancelled\nstatus_reason: No shop.\n")
        repo.commit()
    assert refused(repo, "return", PACKAGE, "quality", "--yes", "--note", "No.") == (
        f"{BRIEF}: This package is {status}, so it cannot be sent back.\n{advice}\n"
    )


def test_withdraw_adds_an_entry(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes")
    done = run(repo, "withdraw", PACKAGE, "quality", "--yes", "--note", "I looked at the wrong file.")
    commit = repo.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"{TITLE}Gate: quality. It answers for the whole package.\n"
        "Bea Lind said “approved” on 2021-01-12, to version 1.\n"
        f"Bea Lind's decision at quality counts no more.\nCommitted as {commit}.\n"
    )
    assert changed(repo) == [
        "+    - by: bea.lind",
        "+      decision: withdrawn",
        f"+      at: {AT}",
        "+      version: 1",
        f"+      content: {repo.fingerprint('quality')}",
        "+      note: I looked at the wrong file.",
    ]
    assert subject(repo).endswith("Withdraw from spring-ride-h1: quality (version 1)")
    assert refused(repo, "withdraw", PACKAGE, "quality", "--yes").startswith(f"{BRIEF}: Bea Lind has no decision at")
    assert repo.findings("--base", "HEAD~2") == []


def test_withdrawing_what_the_status_rests_on_sends_the_package_back(repo: Repository) -> None:
    repo.approve()
    done = run(repo, "withdraw", PACKAGE, "quality", "--yes")
    assert "Bea Lind's decision at quality counts no more. The status is changes_requested.\n" in done.stdout
    assert repo.document().status == "changes_requested"
    assert repo.findings("--base", "HEAD~1") == []


def test_withdrawing_what_somebody_else_upholds_leaves_the_status(repo: Repository) -> None:
    repo.approve()
    run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss")
    assert run(repo, "withdraw", PACKAGE, "quality", "--yes").exit_code == 0
    assert repo.document().status == "approved"
    assert repo.findings("--base", "HEAD~1") == []


def test_withdrawing_an_objection_leaves_the_status(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE)
    run(repo, "sign", PACKAGE, "quality", "--yes", "--decision", "changes_requested", "--note", "No.", by="kai.moss")
    repo.approve()
    assert run(repo, "withdraw", PACKAGE, "quality", "--yes", by="kai.moss").exit_code == 0
    assert repo.document().status == "approved"
    assert repo.findings() == []
