"""What the verbs refuse, in which words; nothing is written then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, PEOPLE, SECOND, Repository
from tests.signing.desks import refused, run

SIGN = ("sign", PACKAGE, "quality", "--yes")
UNCOMMITTED = (
    "This file has changes that are not committed, so nobody else could see what you sign.\n"
    "Commit it first (or take the change back), then try again.\n"
)
FIRST = " should have three parts: "
CASES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "no such package": (
        ("sign", "spring-ride-h2", "quality"),
        "bea.lind",
        "There is no handoff package spring-ride-h2. Did you mean spring-ride-h1?\nKnown: spring-ride-h1.\n",
    ),
    "no such file": (
        ("sign", "docs/brief.md", "quality"),
        "bea.lind",
        "There is no file docs/brief.md in this repository.\nGive a package's id or its file.\n",
    ),
    "a file that is no package": (
        ("sign", f"{CAMPAIGN}/campaign.md", "quality"),
        "bea.lind",
        f"{CAMPAIGN}/campaign.md: This is no handoff package of the repository.\nName one below docs/campaigns/.\n",
    ),
    "no such gate": (
        ("sign", PACKAGE, "qualty"),
        "bea.lind",
        f"{BRIEF}: This package has no gate qualty. Did you mean quality?\nIt has quality and business.\n",
    ),
    "the acceptance": (
        ("sign", PACKAGE, "acceptance"),
        "leo.brandt",
        f"{BRIEF}: The acceptance is no gate to sign: it is the receiver's answer.\n"
        "Use  handoff accept spring-ride-h1  or  handoff return spring-ride-h1\n",
    ),
    "no role": (
        SIGN,
        "tom.osei",
        f"{BRIEF}: Tom Osei does not hold the role brand_quality, which decides at quality.\n"
        "It is for Bea Lind or Kai Moss to sign.\n",
    ),
    "own work": (
        SIGN,
        "maya.holt",
        f"{BRIEF}: Maya Holt owns this package, so somebody else decides at quality.\n"
        "It is for Bea Lind or Kai Moss to sign.\n",
    ),
    "a stranger": (
        SIGN,
        "who@elsewhere.example",
        "Nobody on the list of people has the address who@elsewhere.example.\n"
        "Set your work address (git config user.email …), or let it be added under people in the settings.\n",
    ),
    "no note": (
        (*SIGN, "--decision", "changes_requested"),
        "bea.lind",
        "This decision needs a note.\nSay with --note what has to change.\n",
    ),
    "conditions of a plain yes": (
        (*SIGN, "--condition", "A photo|leo.brandt|2021-02-08"),
        "bea.lind",
        "Conditions and the decision do not fit.\n"
        "Give --decision approved_with_conditions together with one --condition or more.\n",
    ),
    "no condition": (
        (*SIGN, "--decision", "approved_with_conditions", "--note", "Good."),
        "bea.lind",
        "Conditions and the decision do not fit.\n"
        "Give --decision approved_with_conditions together with one --condition or more.\n",
    ),
    "half a condition": (
        (*SIGN, "--decision", "approved_with_conditions", "--note", "Good.", "--condition", "A photo|leo.brandt"),
        "bea.lind",
        "“A photo|leo.brandt” should have three parts: text, owner and due.\n"
        "Write it as: Swap the photo|leo.brandt|2027-01-08\n",
    ),
    "a condition of nobody": (
        (*SIGN, "--decision", "approved_with_conditions", "--note", "Good.", "--condition", "A photo|leo|2021-02-08"),
        "bea.lind",
        "There is no leo among the people in the settings. Did you mean leo.brandt?\n"
        "Write the handle as it stands under people.\n",
    ),
    "nobody at a terminal": (
        ("sign", PACKAGE, "quality"),
        "bea.lind",
        "There is no terminal to ask on, so nothing was written.\nConfirm it with --yes.\n",
    ),
    "for somebody else": (
        (*SIGN, "--as", "bea.lind", "--link", "https://chat.example.org/1"),
        "kai.moss",
        "At quality nobody can sign for somebody else: the gate asks for more than a written-down decision.\n"
        "Let them sign themselves:  handoff sign spring-ride-h1 quality\n",
    ),
    "for nobody": (
        (*SIGN, "--as", "zoe.quill", "--link", "https://chat.example.org/1"),
        "kai.moss",
        "There is no zoe.quill among the people in the settings.\nWrite the handle as it stands under people.\n",
    ),
    "accept before the handover": (
        ("accept", PACKAGE, "--yes"),
        "leo.brandt",
        f"{BRIEF}: This package is in_review, so there is nothing to answer.\n"
        "Its receiver answers once the status is handed_off.\n",
    ),
    "accept by somebody else": (
        ("accept", PACKAGE, "--yes"),
        "tom.osei",
        f"{BRIEF}: Tom Osei does not receive this package.\nIt is for Leo Brandt.\n",
    ),
    "return before the handover": (
        ("return", PACKAGE, "--yes", "--gap", "objective|Which month?|unclear"),
        "leo.brandt",
        f"{BRIEF}: This package is in_review, so there is nothing to answer.\n"
        "Its receiver answers once the status is handed_off.\n",
    ),
    "return at a gate without a note": (
        ("return", PACKAGE, "quality", "--yes"),
        "bea.lind",
        "At a gate a package goes back with a note.\nSay with --note what has to change.\n",
    ),
    "return at a gate with gaps": (
        ("return", PACKAGE, "quality", "--yes", "--note", "No.", "--gap", "objective|Which month?|unclear"),
        "bea.lind",
        "Gaps are for the receiver, not for a gate.\nSay with --note what has to change.\n",
    ),
    "return at the gate of others": (
        ("return", PACKAGE, "quality", "--yes", "--note", "No."),
        "ana.ruiz",
        f"{BRIEF}: Ana Ruiz does not hold the role brand_quality, which decides at quality.\n"
        "It is for Bea Lind or Kai Moss to sign.\n",
    ),
    "nothing to withdraw": (
        ("withdraw", PACKAGE, "quality", "--yes"),
        "bea.lind",
        f"{BRIEF}: Bea Lind has no decision at quality that could be taken back.\n"
        "handoff verify spring-ride-h1  shows who decided what.\n",
    ),
    "built on nothing": (
        ("relink", PACKAGE, "--yes"),
        "maya.holt",
        f"{BRIEF}: spring-ride-h1 is built on nothing: its depends_on names no package.\n"
        "Name there what it is built on, commit that, then run the command again.\n",
    ),
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """One repository for all that is refused: nothing may change in it."""
    return Repository(tmp_path_factory.mktemp("refused")).settle("in_review")


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_changes_nothing(untouched: Repository, case: str) -> None:
    arguments, by, words = CASES[case]
    before = untouched.at("HEAD"), untouched.git("status", "--porcelain")
    done = run(untouched, *arguments, by=by)
    assert (done.exit_code, done.stderr) == (2, words)
    assert (untouched.at("HEAD"), untouched.git("status", "--porcelain")) == before


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--link", "the chat"), "link is “the chat”; expected a web address"),
        (("--note", " "), "note is empty"),
        (
            ("--decision", "approved_with_conditions", "--note", "Yes.", "--condition", "A photo|leo.brandt|Friday"),
            "due is “Friday”",
        ),
    ],
)
def test_what_the_schema_would_refuse_is_not_written(untouched: Repository, given: tuple[str, ...], words: str) -> None:
    done = run(untouched, *SIGN, *given)
    assert done.exit_code == 2
    assert f"{BRIEF}: The package would not be right with that: " in done.stderr
    assert untouched.git("status", "--porcelain") == ""


@pytest.mark.parametrize("staged", [False, True])
def test_a_changed_package(repo: Repository, *, staged: bool) -> None:
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    if staged:
        repo.git("add", "--all")
    assert refused(repo, *SIGN) == f"{BRIEF}: {UNCOMMITTED}"
    assert refused(repo, *SIGN, "--no-commit") == f"{BRIEF}: {UNCOMMITTED}"


def test_a_changed_campaign_file(repo: Repository) -> None:
    path = f"{CAMPAIGN}/campaign.md"
    repo.write(path, repo.read(path) + "\nMore.\n")
    assert refused(repo, *SIGN) == f"{path}: {UNCOMMITTED}"


def test_other_changed_files_are_no_obstacle(repo: Repository) -> None:
    repo.write("docs/notes.md", "mine\n")
    repo.write(f"{CAMPAIGN}/02-production/assets/other.png", b"bytes that no package names")
    assert run(repo, *SIGN).exit_code == 0


PICTURE = f"{CAMPAIGN}/look.png"


def _with_picture(tmp_path: Path, *, is_known: bool = True) -> Repository:
    repo = Repository(tmp_path).settle("in_review")
    repo.write(BRIEF, repo.read() + "\n![The look](../look.png)\n")
    repo.write(PICTURE, b"one")
    repo.git("add", "--all")
    if not is_known:
        repo.git("rm", "--quiet", "--cached", PICTURE)
    repo.git("commit", "--quiet", "-m", "A picture")
    return repo


def test_an_asset_that_was_changed_or_never_committed(tmp_path: Path) -> None:
    repo = _with_picture(tmp_path, is_known=False)
    assert refused(repo, *SIGN) == f"{PICTURE}: {UNCOMMITTED}"
    repo.write(".gitignore", "*.png\n")
    repo.git("add", ".gitignore")
    repo.git("commit", "--quiet", "-m", "Pictures are ignored")
    assert refused(repo, *SIGN) == f"{PICTURE}: {UNCOMMITTED}"
    repo.git("add", "--force", PICTURE)
    repo.git("commit", "--quiet", "-m", "The picture")
    repo.write(PICTURE, b"two")
    assert refused(repo, *SIGN) == f"{PICTURE}: {UNCOMMITTED}"


def test_a_change_that_git_was_told_to_overlook(tmp_path: Path) -> None:
    repo = _with_picture(tmp_path)
    repo.git("update-index", "--assume-unchanged", PICTURE)
    repo.write(PICTURE, b"two")
    words = "The last commit holds something else at the gate quality than what lies on the disk.\n"
    assert refused(repo, *SIGN).startswith(f"{BRIEF}: {words}")
    business = run(repo, "sign", PACKAGE, "business", "--yes", by="ana.ruiz")
    assert business.exit_code == 0  # its scope does not hold the picture


def test_settings_that_are_not_committed(repo: Repository) -> None:
    scope = "gates: {strategy-to-creative: {quality: {scope: [objective]}}}\n"
    repo.write("handoff.yml", PEOPLE + scope)
    words = "The last commit holds something else at the gate quality than what lies on the disk.\n"
    assert refused(repo, *SIGN).startswith(f"{BRIEF}: {words}")


def test_a_package_that_was_never_committed(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.settle("draft")
    repo.git("rm", "--quiet", "--cached", BRIEF)
    repo.git("commit", "--quiet", "-m", "Not yet")
    done = run(repo, *SIGN)
    assert (done.exit_code, done.stderr) == (2, f"{BRIEF}: {UNCOMMITTED}")


def test_before_the_first_commit(tmp_path: Path) -> None:
    done_in = Repository(tmp_path).settle("draft")
    done_in.git("update-ref", "-d", "HEAD")
    done = run(done_in, *SIGN)
    assert (done.exit_code, done.stderr) == (2, f"{BRIEF}: {UNCOMMITTED}")


def test_a_faulty_package(repo: Repository) -> None:
    repo.replace(BRIEF, "type: strategy", "colour: red\ntype: strategy")
    repo.commit()
    assert refused(repo, *SIGN) == (
        f"{BRIEF}: The package has faults, so nobody can sign it yet: There is no field “colour”.\n"
        "Mend what `handoff check` finds, commit, then try again.\n"
    )


def test_two_packages_with_one_id(repo: Repository) -> None:
    repo.write(SECOND, repo.read())
    repo.commit()
    assert refused(repo, *SIGN) == (
        f"Two packages have the id spring-ride-h1: {BRIEF} and {SECOND}.\nName the file of the one you mean.\n"
    )


def test_a_type_that_is_off(repo: Repository) -> None:
    later = f"{CAMPAIGN}/02-production/20210118_spring-ride_creative-to-production_v01.md"
    repo.write(later, "---\ntype: creative-to-production\nstatus: draft\n---\n")
    repo.commit()
    assert refused(repo, "sign", later, "quality", "--yes") == (
        f"{later}: The type of this package is off.\nSwitch it on under `systems`.\n"
    )


def test_a_conflict(repo: Repository) -> None:
    for branch, number in (("one", "200"), ("other", "100")):
        repo.branch(branch, "main")
        repo.replace(BRIEF, "300 commuters", f"{number} commuters")
        repo.commit(branch)
    repo.git("merge", "--quiet", "one", fails=True)
    repo.git("checkout", "--ours", "--", BRIEF)
    done = run(repo, *SIGN)
    assert (done.exit_code, done.stderr) == (
        2,
        f"{BRIEF}: This file has a conflict that is not resolved.\n"
        "Resolve it and commit, then try again. In a list of sign-offs keep both entries.\n",
    )


def test_a_merge_that_is_going_on(repo: Repository) -> None:
    repo.branch("one", "main")
    repo.write("notes.txt", "one\n")
    repo.commit("one")
    repo.switch("main")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "one")
    assert refused(repo, *SIGN) == (
        "A merge is going on, and nothing else can be committed before it ends.\n"
        "Finish it (git commit) or give it up (git merge --abort), then try again.\n"
    )
    assert run(repo, *SIGN, "--no-commit").exit_code == 0


def test_somebody_who_has_left(tmp_path: Path) -> None:
    settings = PEOPLE.replace("name: Bea Lind,", "name: Bea Lind, active: false,")
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert refused(repo, *SIGN) == (
        f"{BRIEF}: Bea Lind does not hold the role brand_quality, which decides at quality.\n"
        "It is for Kai Moss to sign.\n"
    )


def test_nobody_left_to_check_the_owners_work(tmp_path: Path) -> None:
    settings = PEOPLE.replace("roles: [brand_quality]", "roles: [copywriter]").replace(
        "[strategist]", "[brand_quality]"
    )
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert refused(repo, *SIGN, by="maya.holt") == (
        f"{BRIEF}: Maya Holt owns this package, so somebody else decides at quality.\n"
        "Only Maya Holt holds the role brand_quality, and owns this package: give the role to somebody else as well, "
        "or let somebody else own the package.\n"
    )


def test_a_gate_on_the_forge(tmp_path: Path) -> None:
    settings = PEOPLE + "gates: {strategy-to-creative: {quality: {evidence: forge}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    gate = "The gate quality is decided on GitHub or GitLab, not here.\n"
    after = " there; after the merge, `handoff record` writes approvals down.\n"
    assert refused(repo, *SIGN) == f"{gate}Approve the pull request{after}"
    back = ("return", PACKAGE, "quality", "--yes", "--note", "No.")
    assert refused(repo, *back) == f"{gate}Request changes{after}"
    assert refused(repo, "withdraw", PACKAGE, "quality", "--yes") == f"{gate}Take your review back{after}"
    link = ("--link", "https://chat.example.org/1")
    assert run(repo, *SIGN, *link).exit_code == 0
    assert refused(repo, *SIGN, *link, "--as", "kai.moss").startswith("At quality nobody can sign for somebody else")


def test_asking_for_changes_behind_the_gate_is_another_verbs_work(repo: Repository) -> None:
    repo.approve()
    assert refused(repo, *SIGN, "--decision", "changes_requested", "--note", "No.") == (
        f"{BRIEF}: This package is approved, so asking for changes sends it back.\n"
        "Use  handoff return spring-ride-h1 quality --note …  which sets the status as well.\n"
    )


def test_git_knows_nobody(repo: Repository) -> None:
    nobody = {"GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_EMAIL": "", "EMAIL": ""}
    done = repo.handoff(*SIGN, env=nobody)
    assert (done.exit_code, done.stderr) == (
        2,
        "Git does not know your e-mail address, so nobody can tell who you are.\n"
        "Set it:  git config user.email you@example.com\n",
    )


def test_outside_of_git(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    (repo.top / ".git").rename(repo.top / "no-git")
    done = run(repo, *SIGN)
    assert (done.exit_code, done.stderr) == (
        2,
        f"{repo.top} is not in a Git repository.\n"
        "Run this in a clone of the repository; a plain `handoff check` needs no Git.\n",
    )


def test_a_file_that_the_tool_cannot_change_is_left_alone(repo: Repository) -> None:
    lines = repo.read().split("\n")
    lines[lines.index("  quality:")] = "  quality: []   # none yet"
    repo.write(BRIEF, "\n".join(lines))
    repo.commit()
    assert run(repo, *SIGN).exit_code == 0
    assert "  quality:   # none yet\n    - by: bea.lind\n" in repo.read()
