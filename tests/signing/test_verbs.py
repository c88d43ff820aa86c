"""The verbs of signing, on real repositories: what they write, what they refuse, what they say."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.forge import envelopes
from tests.git.repositories import BRIEF, PACKAGE, PEOPLE, Repository
from tests.running import Done

NOW = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"
HASH = "sha256:[0-9a-f]{64}"


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """A brief in review, with empty slots."""
    return Repository(tmp_path).settle("in_review")


def run(repo: Repository, *arguments: str, by: str = "bea.lind") -> Done:
    return repo.handoff(*arguments, by=by)


def added(repo: Repository) -> list[str]:
    """The lines that the last commit added; it must not have removed any."""
    lines = repo.git("show", "--unified=0", "--format=", "HEAD").splitlines()
    assert [line for line in lines if line.startswith("-") and not line.startswith("---")] == []
    return [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++")]


def refused(done: Done) -> str:
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


def test_sign_adds_the_entry_and_commits_it_alone(repo: Repository) -> None:
    repo.write("notes.txt", "mine\n")
    repo.git("add", "notes.txt")
    done = run(repo, "sign", PACKAGE, "quality", "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "spring-ride-h1, version 1: quality\nIt is about the whole package.\nFirst decision at quality.\n"
        "Bea Lind approved spring-ride-h1 at quality.\n"
    )
    assert repo.git("log", "-1", "--format=%ae %s") == (
        "bea.lind@workshop.example Sign off spring-ride-h1: quality approved (version 1)"
    )
    by, decision, at, version, content = added(repo)
    assert (by, decision, version) == ("    - by: bea.lind", "      decision: approved", "      version: 1")
    assert re.fullmatch(f"      at: {NOW}", at)
    assert content == f"      content: {repo.fingerprint('quality')}"
    assert repo.git("diff", "--cached", "--name-only") == "notes.txt"
    assert repo.findings() == []


def test_sign_says_what_has_changed_since(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes")
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit()
    done = run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss")
    assert "Since Bea Lind approved it on 20" in done.stdout
    assert "- objective: “" in done.stdout
    again = run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss")
    assert "Nothing has changed since Kai Moss approved it on 20" in again.stdout


def test_sign_asks_for_changes_and_sets_conditions(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes", "--decision", "changes_requested", "--note", "No price.")
    assert added(repo)[-1] == "      note: No price."
    arguments = (
        "--decision",
        "approved_with_conditions",
        "--note",
        "Good.",
        "--condition",
        "A photo|leo.brandt|2027-01-08",
    )
    assert run(repo, "sign", PACKAGE, "quality", "--yes", *arguments).exit_code == 0
    assert added(repo)[-4:] == [
        "      conditions:",
        "        - text: A photo",
        "          owner: leo.brandt",
        "          due: 2027-01-08",
    ]
    assert ("HF408", "A condition of quality is still open: A photo") not in repo.findings()


REFUSALS = {
    "no such package": (
        ("sign", "spring-ride-h2", "quality"),
        "bea.lind",
        "There is no handoff package spring-ride-h2. Did you mean spring-ride-h1?\n"
        "Give its id, such as spring-ride-h1, or its file.\n",
    ),
    "no such gate": (
        ("sign", PACKAGE, "qualty"),
        "bea.lind",
        f"{BRIEF}: This package has no gate qualty. Did you mean quality?\nIt has quality and business.\n",
    ),
    "no role": (
        ("sign", PACKAGE, "quality"),
        "tom.osei",
        f"{BRIEF}: Tom Osei does not hold the role brand_quality, which decides at quality.\n"
        "It is for Bea Lind or Kai Moss to sign.\n",
    ),
    "own work": (
        ("sign", PACKAGE, "quality"),
        "maya.holt",
        f"{BRIEF}: Maya Holt owns this package, so somebody else decides at quality.\n"
        "It is for Bea Lind or Kai Moss to sign.\n",
    ),
    "a stranger": (
        ("sign", PACKAGE, "quality"),
        "who@elsewhere.example",
        "Nobody on the list of people has the address who@elsewhere.example.\n"
        "Set your work address (git config user.email …), or let it be added under people in the settings.\n",
    ),
    "no note": (
        ("sign", PACKAGE, "quality", "--decision", "changes_requested"),
        "bea.lind",
        "This decision needs a note.\nSay with --note what has to change.\n",
    ),
    "no terminal": (
        ("sign", PACKAGE, "quality"),
        "bea.lind",
        "There is no terminal to ask on, so nothing was written.\nConfirm it with --yes.\n",
    ),
    "for somebody else": (
        ("sign", PACKAGE, "quality", "--as", "bea.lind", "--link", "https://chat.example.org/1"),
        "kai.moss",
        "At quality nobody can sign for somebody else.\nLet them sign themselves: handoff sign\n",
    ),
    "not handed over": (
        ("accept", PACKAGE),
        "leo.brandt",
        f"{BRIEF}: This package is in_review, so it was not handed over yet.\n"
        "It can be accepted once its owner has set the status to handed_off.\n",
    ),
    "not the receiver": (
        ("accept", PACKAGE),
        "tom.osei",
        f"{BRIEF}: Tom Osei does not receive this package.\nIt is for Leo Brandt.\n",
    ),
    "nothing to withdraw": (
        ("withdraw", PACKAGE, "quality"),
        "bea.lind",
        "Bea Lind has no decision at quality that could be taken back.\n"
        "handoff verify shows what was decided. A receiver who changes their mind uses `handoff return`.\n",
    ),
    "a gap without a reason": (
        ("return", PACKAGE, "--gap", "objective|Which month?|why"),
        "leo.brandt",
        f"{BRIEF}: This package is in_review, so there is nothing to send back.\n"
        "It can be returned once it was handed over.\n",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_refused_changes_nothing(repo: Repository, case: str) -> None:
    arguments, by, words = REFUSALS[case]
    before = repo.read(), repo.at("HEAD")
    done = run(repo, *arguments, by=by)
    assert (done.exit_code, done.stderr) == (2, words)
    assert (repo.read(), repo.at("HEAD")) == before


def test_what_is_not_committed_cannot_be_signed(repo: Repository) -> None:
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    words = (
        f"{BRIEF}: This file has changes that are not committed, so nobody else could see what you sign.\n"
        "Commit it first (or take the change back), then sign.\n"
    )
    assert refused(run(repo, "sign", PACKAGE, "quality", "--yes")) == words
    repo.git("add", "--all")
    assert refused(run(repo, "sign", PACKAGE, "quality", "--yes")) == words


def test_a_faulty_package_cannot_be_signed(repo: Repository) -> None:
    repo.replace(BRIEF, "type: strategy", "typ: strategy")
    repo.commit()
    assert refused(run(repo, "sign", PACKAGE, "quality", "--yes")).startswith("There is no handoff package")
    repo.replace(BRIEF, "typ: strategy", "colour: red\ntype: strategy")
    repo.commit()
    assert "The package has faults, so nobody can sign it yet: There is no field “colour”." in refused(
        run(repo, "sign", PACKAGE, "quality", "--yes")
    )


def test_a_hook_that_refuses_leaves_the_file_as_it_was(repo: Repository) -> None:
    hook = repo.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Not on a Sunday.'\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = repo.read()
    done = run(repo, "sign", PACKAGE, "quality", "--yes")
    assert (done.exit_code, done.stderr) == (2, "The commit was refused, so nothing was changed.\nNot on a Sunday.\n")
    assert (repo.read(), repo.git("status", "--porcelain")) == (before, "")


def test_without_commit_the_entry_is_only_written(repo: Repository) -> None:
    before = repo.at("HEAD")
    done = run(repo, "sign", PACKAGE, "quality", "--yes", "--no-commit")
    assert done.stdout.endswith("Bea Lind approved spring-ride-h1 at quality. Not committed yet.\n")
    assert (repo.at("HEAD"), repo.git("status", "--porcelain")) == (before, f"M {BRIEF}")


def test_a_gate_on_the_forge_is_not_signed_here(tmp_path: Path) -> None:
    settings = PEOPLE + "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert refused(run(repo, "sign", PACKAGE, "quality", "--yes")) == (
        "The gate quality is approved on GitHub or GitLab, not here.\n"
        "Approve the pull request there; after the merge, `handoff record` writes it down.\n"
    )


def test_somebody_writes_down_what_was_decided_elsewhere(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + "evidence: {minimum: recorded}\n")
    link = "https://chat.example.org/winter/881"
    assert run(repo, "sign", PACKAGE, "quality", "--yes", "--as", "bea.lind", by="maya.holt").stderr == (
        "A decision that was made elsewhere needs its link.\nAdd --link with its address.\n"
    )
    done = run(repo, "sign", PACKAGE, "quality", "--yes", "--as", "bea.lind", "--link", link, by="maya.holt")
    assert done.exit_code == 0
    assert (added(repo)[0], added(repo)[-1]) == ("    - by: bea.lind", f"      link: {link}")


def test_signing_with_a_key(tmp_path: Path) -> None:
    key = tmp_path / "bea"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    settings = PEOPLE + "gates: {strategy-to-creative: {quality: {evidence: signature}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    repo.write("config/allowed_signers", f"bea.lind@workshop.example {key.with_suffix('.pub').read_text()}")
    repo.commit()
    done = run(repo, "sign", PACKAGE, "quality", "--yes", "--key", str(key))
    assert (done.exit_code, done.stderr) == (0, "")
    assert added(repo)[-1].startswith("      sig: U1NIU0lH")
    rows = json.loads(run(repo, "verify", PACKAGE, "--format", "json").stdout)
    assert [(row["gate"], row["asked"], row["reached"], row["why"]) for row in rows] == [
        ("quality", "signature", "signature", "")
    ]


_HANDED_OVER = """handovers:
  - {version: 1, at: 2021-01-12T13:00:00Z, by: maya.holt}
checklist:
  items:
    one-primary-message: {by: maya.holt, date: 2021-01-12}
"""


def hand_over(repo: Repository) -> None:
    """The brief is approved and handed over to Leo."""
    repo.approve()
    repo.status("handed_off")
    repo.replace(
        BRIEF, "  needed_by: 2021-01-15\n", "  needed_by: 2021-01-15\n  confirmed_by: [maya.holt, leo.brandt]\n"
    )
    repo.replace(BRIEF, "next_steps:\n", _HANDED_OVER + "next_steps:\n")
    repo.commit("Over to you")


def test_accept_says_so_and_sets_the_status(repo: Repository) -> None:
    hand_over(repo)
    done = run(repo, "accept", PACKAGE, "--yes", "--readback", "One poster.", by="leo.brandt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("Leo Brandt has accepted spring-ride-h1; its status is accepted.\n")
    assert "\nstatus: accepted\n" in repo.read()
    document = repo.document()
    (entry,) = document.data["acceptance"]
    assert (entry["by"], entry["decision"], entry["statement"], entry["readback"]) == (
        "leo.brandt",
        "accepted",
        "I have what I need",
        "One poster.",
    )
    assert entry["content"] == repo.fingerprint("acceptance")
    assert repo.git("log", "-1", "--format=%s") == "Accept spring-ride-h1 (version 1)"


def test_return_names_the_gaps_and_sends_it_back(repo: Repository) -> None:
    hand_over(repo)
    wrong = run(repo, "return", PACKAGE, "--yes", "--gap", "objective|Which month?|why", by="leo.brandt")
    assert refused(wrong).startswith("“objective|Which month?|why” is no gap.\nWrite it as: ")
    done = run(repo, "return", PACKAGE, "--yes", "--gap", "objective|Which month?|unclear", by="leo.brandt")
    assert (done.exit_code, done.stderr) == (0, "")
    document = repo.document()
    (entry,) = document.data["acceptance"]
    assert (document.status, entry["decision"]) == ("changes_requested", "returned")
    assert {key: entry["gaps"][0][key] for key in ("field", "question", "reason")} == {
        "field": "objective",
        "question": "Which month?",
        "reason": "unclear",
    }
    repo.status("handed_off")
    repo.commit()
    assert refused(run(repo, "accept", PACKAGE, "--yes", by="leo.brandt")) == (
        f"{BRIEF}: A question is still open: Which month?\nLet the sender answer it and write  resolved:  below it.\n"
    )


def test_withdraw_adds_an_entry(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes")
    done = run(repo, "withdraw", PACKAGE, "quality", "--yes", "--note", "I looked at the wrong file.")
    assert done.stdout.endswith("Bea Lind's decision at quality counts no more.\n")
    assert added(repo)[1] == "      decision: withdrawn"
    assert len(repo.document().data["signoffs"]["quality"]) == 2


def test_verify_shows_every_decision(repo: Repository) -> None:
    repo.approve()
    done = run(repo, "verify", PACKAGE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:3] == [
        "  quality       Bea Lind           approved on 2021-01-12   as it stands  commit/commit",
        "  business      Ana Ruiz           approved on 2021-01-12   as it stands  commit/commit",
    ]
    assert "2 decisions; everything holds." in done.stdout
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit()
    stale = run(repo, "verify")
    assert stale.exit_code == 1
    assert "! quality       Bea Lind           approved on 2021-01-12   another text  commit/commit" in stale.stdout
    assert "    - It is about another text than the one that stands there now." in stale.stdout


def test_verify_finds_a_typed_name_and_an_empty_slot(repo: Repository) -> None:
    repo.signed("quality", "bea.lind", author="maya.holt")
    repo.status("approved")
    repo.commit()
    rows = json.loads(run(repo, "verify", "--format", "json").stdout)
    assert [(row["gate"], row["person"], row["reached"], row["why"]) for row in rows] == [
        ("quality", "Bea Lind", "", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did."),
        ("business", "", "", "Nobody has signed."),
    ]


def test_verify_refuses_a_shallow_clone(repo: Repository, tmp_path: Path) -> None:
    repo.signed("quality", "bea.lind")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "shallow"))
    repo.top = tmp_path / "shallow"
    assert "This clone does not hold the whole history" in refused(run(repo, "verify"))


LATER = "docs/campaigns/spring-ride/02-production/20210118_spring-ride_creative-to-production_v01.md"


def relinkable(folder: Path) -> Repository:
    """A production package that was built on the brief, which has changed since."""
    settings = PEOPLE.replace("  creative-to-production: 'off'\n", "")
    repo = Repository(folder).settle("in_review", settings=settings + _LATER_ROLES)
    old = repo.fingerprint("acceptance")
    repo.write(LATER, f"---\ntype: creative-to-production\nstatus: draft\nbuilt_on:\n  {PACKAGE}: {old}\n---\n")
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit()
    return repo


def test_relink_shows_what_changed_and_writes_the_new_state(tmp_path: Path) -> None:
    repo = relinkable(tmp_path)
    assert "HF419" in [code for code, _ in repo.findings()]
    done = run(repo, "relink", "spring-ride-h2", "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "spring-ride-h1 has changed:\n- objective: “" in done.stdout
    assert f"  {PACKAGE}: {repo.fingerprint('acceptance')}\n" in repo.read(LATER)
    assert "HF419" not in [code for code, _ in repo.findings()]
    assert run(repo, "relink", "spring-ride-h2").stdout == "spring-ride-h2 is up to date already.\n"
    assert refused(run(repo, "relink", "spring-ride-h2", "other-h1")) == (
        "spring-ride-h2 does not build on other-h1.\nAdd it to depends_on if it should.\n"
    )


_LATER_ROLES = "gates: {creative-to-production: {on_brief: 'off', quality: 'off', legal: 'off'}}\n"


def forge_reviews(repo: Repository, tmp_path: Path, *, commit: str) -> Path:
    """A file of reviews: Bea's account has approved a commit on GitHub."""
    data = envelopes.github()
    data["pull_request"]["head"]["sha"] = commit
    like = next(one for one in data["reviews"] if one["user"] and one["user"]["type"] == "User")
    made = {"user": {**like["user"], "id": 5510003}, "state": "APPROVED", "commit_id": commit}
    data["reviews"] = [{**like, **made, "id": 100, "submitted_at": "2021-01-12T10:00:00Z"}]
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def on_forge(folder: Path) -> Repository:
    """A brief in review whose quality gate is approved on GitHub."""
    settings = PEOPLE.replace("name: Bea Lind,", "name: Bea Lind, accounts: {github: 5510003},")
    settings += "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
    return Repository(folder).settle("in_review", settings=settings)


def test_record_writes_down_what_was_approved_on_the_forge(tmp_path: Path) -> None:
    repo = on_forge(tmp_path)
    reviews = forge_reviews(repo, tmp_path, commit=repo.at("HEAD"))
    done = run(repo, "record", PACKAGE, "--yes", "--reviews", str(reviews), by="maya.holt")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("- bea.lind approved at quality\n")
    assert added(repo)[:3] == ["    - by: bea.lind", "      decision: approved", "      at: 2021-01-12T10:00:00Z"]
    assert added(repo)[-1].startswith("      link: https://")
    again = run(repo, "record", PACKAGE, "--reviews", str(reviews), by="maya.holt")
    assert (again.exit_code, again.stdout.startswith("Nothing of https://")) == (0, True)


def test_a_review_of_another_text_is_not_recorded(tmp_path: Path) -> None:
    repo = on_forge(tmp_path)
    reviews = forge_reviews(repo, tmp_path, commit=repo.at("HEAD"))
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit()
    done = run(repo, "record", PACKAGE, "--reviews", str(reviews), by="maya.holt")
    assert (done.exit_code, done.stdout.startswith("Nothing of https://")) == (0, True)
