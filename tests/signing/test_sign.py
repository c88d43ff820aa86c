"""`handoff sign`: what it shows, writes and commits."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, PEOPLE, Repository
from tests.signing.desks import AT, added, refused, run, state, subject
from tests.signing.desks import state as state_of

TITLE = (
    f"{PACKAGE}, version 1: Spring ride\n"
    "…ampaigns/spring-ride/01-brief/20210110_spring-ride_strategy-to-creative_v01.md\n"
)
QUALITY = TITLE + "Gate: quality. It answers for the whole package.\n"


def entry(repo: Repository, gate: str, by: str, decision: str = "approved") -> list[str]:
    return [
        f"    - by: {by}",
        f"      decision: {decision}",
        f"      at: {AT}",
        "      version: 1",
        f"      content: {repo.fingerprint(gate)}",
    ]


def test_the_entry_is_added_and_committed_alone(repo: Repository) -> None:
    repo.write("notes.txt", "mine\n")
    repo.git("add", "notes.txt")
    done = run(repo, "sign", PACKAGE, "quality", "--yes")
    commit = repo.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{QUALITY}First sign-off at quality.\nBea Lind: approved.\nCommitted as {commit}.\n"
    assert added(repo) == entry(repo, "quality", "bea.lind")
    assert subject(repo) == "bea.lind@workshop.example Sign off spring-ride-h1: quality approved (version 1)"
    assert repo.git("diff", "--cached", "--name-only") == "notes.txt"
    assert repo.findings() == []
    assert repo.findings("--base", "HEAD~1") == []


def test_every_other_byte_stays(repo: Repository) -> None:
    text = repo.read().replace("signoffs:\n", "signoffs:   # whoever may\n").replace("\n", "\r\n")
    repo.write(BRIEF, "\ufeff" + text)
    repo.commit("As some editors write it")
    run(repo, "sign", PACKAGE, "business", "--yes", by="ana.ruiz")
    new = "".join(f"{line}\r\n" for line in entry(repo, "business", "ana.ruiz"))
    assert repo.read() == "\ufeff" + text.replace("  business:\r\n", f"  business:\r\n{new}")


def test_the_package_may_be_named_by_its_file(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.root / CAMPAIGN)
    assert run(repo, "sign", BRIEF.removeprefix(f"{CAMPAIGN}/"), "quality", "--yes").exit_code == 0
    monkeypatch.chdir(repo.root)
    assert run(repo, "sign", BRIEF, "business", "--yes", by="ana.ruiz").exit_code == 0
    monkeypatch.chdir(repo.top.parent)
    assert run(repo, "sign", BRIEF, "quality", "--yes", by="kai.moss").exit_code == 0
    assert repo.git("rev-list", "--count", "HEAD") == "5"


def test_handoffs_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    repo = Repository(tmp_path, below="marketing").settle("in_review")
    assert run(repo, "sign", PACKAGE, "quality", "--yes").exit_code == 0
    assert added(repo) == entry(repo, "quality", "bea.lind")
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    assert refused(repo, "sign", PACKAGE, "quality", "--yes").startswith(f"{BRIEF}: This file has changes")


def test_what_changed_since_ones_own_approval_is_shown(repo: Repository) -> None:
    run(repo, "sign", PACKAGE, "quality", "--yes")
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit()
    run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss")
    repo.replace(BRIEF, "Book your morning", "Book your day")
    repo.commit()
    first = "- objective: “Have 300 commuters book a spring check by 30 April 2021.” → “Have\n"
    assert run(repo, "sign", PACKAGE, "quality", "--yes").stdout.startswith(
        QUALITY + "Changed since you approved version 1 on 2021-01-12:\n" + first
    )
    again = run(repo, "sign", PACKAGE, "quality", "--yes").stdout
    assert again.startswith(QUALITY + "Nothing has changed since you approved version 1 on 2021-01-12.\n")


def test_what_changed_since_anybodys_approval_is_shown_to_the_next(repo: Repository) -> None:
    repo.sign("quality", "bea.lind")
    repo.commit(by="bea.lind")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book your day")
    repo.commit()
    assert run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss").stdout.startswith(
        QUALITY + "Changed since Bea Lind approved version 1 on 2021-01-12:\n"
        "- package.message_hierarchy.cta.text: “Book your morning” → “Book your day”\n"
    )


def test_a_text_that_is_not_in_the_history_cannot_be_compared(repo: Repository) -> None:
    repo.sign("quality", "bea.lind", content="sha256:" + "0" * 64)
    repo.commit(by="bea.lind")
    assert run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss").stdout.startswith(
        QUALITY + "It has changed since Bea Lind approved version 1 on 2021-01-12; that text is\n"
        "not in this clone's history.\n"
    )


def test_who_asked_for_changes_is_shown(repo: Repository) -> None:
    note = ("--decision", "changes_requested", "--note", "The price is missing.")
    assert run(repo, "sign", PACKAGE, "quality", "--yes", *note).exit_code == 0
    assert added(repo) == [
        *entry(repo, "quality", "bea.lind", "changes_requested"),
        "      note: The price is missing.",
    ]
    assert subject(repo).endswith("Sign off spring-ride-h1: quality changes requested (version 1)")
    assert run(repo, "sign", PACKAGE, "quality", "--yes", by="kai.moss").stdout.startswith(
        QUALITY + "First sign-off at quality.\nBea Lind asked for changes on 2021-01-12: The price is missing.\n"
    )


def test_a_yes_with_conditions(repo: Repository) -> None:
    given = (
        "--decision",
        "approved_with_conditions",
        "--note",
        "Good.",
        "--condition",
        "A photo|leo.brandt|2021-02-08",
    )
    link = "https://chat.example.org/winter/881"
    assert run(repo, "sign", PACKAGE, "quality", "--yes", *given, "--link", link).exit_code == 0
    assert added(repo) == [
        *entry(repo, "quality", "bea.lind", "approved_with_conditions"),
        "      note: Good.",
        "      conditions:",
        "        - text: A photo",
        "          owner: leo.brandt",
        "          due: 2021-02-08",
        f"      link: {link}",
    ]
    assert repo.findings() == []


def test_the_scope_of_a_gate_is_shown(repo: Repository) -> None:
    said = run(repo, "sign", PACKAGE, "business", "--yes", by="ana.ruiz").stdout
    assert said.startswith(
        TITLE + "Gate: business. It answers for objective, package.success_metrics,\n"
        "package.message_hierarchy.primary, package.budget and campaign:launch_date.\n"
        "First sign-off at business.\nAna Ruiz: approved.\n"
    )
    assert max(len(line) for line in said.splitlines()) < 80


def test_without_commit_the_entry_is_only_written(repo: Repository) -> None:
    before = repo.at("HEAD")
    done = run(repo, "sign", PACKAGE, "quality", "--yes", "--no-commit")
    assert done.stdout == (
        f"{QUALITY}First sign-off at quality.\nBea Lind: approved.\n"
        f"Written, and not committed yet. It counts once you commit it:\ngit commit --\n{BRIEF}\n"
    )
    assert (repo.at("HEAD"), repo.git("status", "--porcelain")) == (before, f"M {BRIEF}")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code", "commits"), [("y\n", 0, 1), ("n\n", 130, 0), ("\n", 130, 0)])
def test_it_asks_first(answer: str, code: int, commits: int, repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    before = repo.at("HEAD")
    monkeypatch.setattr(sys, "stdin", _Terminal(answer))
    done = run(repo, "sign", PACKAGE, "quality")
    assert done.stdout.startswith(f"{QUALITY}First sign-off at quality.\nBea Lind: approved? [y/N]: ")
    assert done.exit_code == code
    assert repo.git("rev-list", "--count", f"{before}..HEAD") == str(commits)
    assert repo.git("status", "--porcelain") == ""


def test_on_no_branch_it_says_how_to_keep_the_commit(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "--detach")
    said = run(repo, "sign", PACKAGE, "quality", "--yes").stdout
    commit = repo.at("HEAD")[:7]
    assert said.endswith(
        f"Committed as {commit}.\nYou are on no branch. To keep the commit:  git switch --create NAME\n"
    )


def _hook(repo: Repository, name: str, *lines: str) -> None:
    hook = repo.top / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    hook.chmod(0o755)


def test_a_hook_that_refuses_leaves_everything_as_it_was(repo: Repository) -> None:
    _hook(repo, "pre-commit", "echo 'Not on a Sunday.'", "echo >&2 'Nor at night.'", "exit 1")
    before = state(repo)
    done = run(repo, "sign", PACKAGE, "quality", "--yes")
    assert (done.exit_code, done.stderr) == (
        2,
        "The commit was refused, so nothing was changed.\nNot on a Sunday.\nNor at night.\n",
    )
    assert state(repo) == before


def test_a_hook_that_rewrites_the_file_and_refuses_is_not_overwritten(repo: Repository) -> None:
    _hook(repo, "pre-commit", f"echo 'One more line.' >> '{BRIEF}'", "echo mended", "exit 1")
    before = state(repo)
    done = run(repo, "sign", PACKAGE, "quality", "--yes")
    assert (done.exit_code, done.stderr) == (
        2,
        "The commit was refused, and the file was changed meanwhile, so it was left as it is now. To put it back:  "
        f"git checkout -- {BRIEF}\nmended\n",
    )
    repo.git("checkout", "--", BRIEF)
    assert state(repo) == before


def test_hooks_run_in_the_users_own_environment(repo: Repository) -> None:
    _hook(repo, "commit-msg", "env | grep -E '^GIT_(LITERAL|OPTIONAL|NO_REPLACE)' > \"$HOME/seen\"", "exit 0")
    assert run(repo, "sign", PACKAGE, "quality", "--yes").exit_code == 0
    assert (repo.top.parent / "seen").read_text() == ""


def test_the_linters_own_hook_lets_a_right_sign_off_through(repo: Repository) -> None:
    repo.hook()
    assert run(repo, "sign", PACKAGE, "quality", "--yes").exit_code == 0
    assert repo.hooked() == []


def test_an_interrupted_commit_leaves_everything_as_it_was(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> tuple[int, str]:
        assert f"at: {AT}" in repo.read()
        raise KeyboardInterrupt

    monkeypatch.setattr("handoff_lint.git.process.Git.commit", interrupted)
    before = state_of(repo)
    assert run(repo, "sign", PACKAGE, "quality", "--yes").exit_code == 130
    assert state_of(repo) == before


def test_somebody_writes_down_what_was_decided_elsewhere(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + "evidence: {minimum: recorded}\n")
    link = "https://chat.example.org/winter/881"
    given = ("sign", PACKAGE, "quality", "--yes", "--as", "bea.lind")
    assert refused(repo, *given, by="maya.holt") == (
        "A decision that was made elsewhere needs its link.\nAdd --link with its address.\n"
    )
    assert run(repo, *given, "--link", link, by="maya.holt").exit_code == 0
    assert added(repo) == [*entry(repo, "quality", "bea.lind"), f"      link: {link}"]
    assert subject(repo).startswith("maya.holt@workshop.example ")
    assert repo.findings("--base", "HEAD~1") == []


def test_a_delegate_signs_for_whom_they_stand_in(tmp_path: Path) -> None:
    delegate = "roles: [head_of_marketing], delegate: {to: tom.osei, from: 2021-01-10, until: 2021-01-20}"
    settings = PEOPLE.replace("roles: [head_of_marketing]", delegate)
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert run(repo, "sign", PACKAGE, "business", "--yes", by="tom.osei").exit_code == 0
    assert added(repo) == entry(repo, "business", "tom.osei")


def test_the_owner_may_give_the_business_approval_where_duties_are_relaxed(tmp_path: Path) -> None:
    settings = PEOPLE.replace("roles: [strategist]", "roles: [strategist, head_of_marketing]")
    words = (
        f"{BRIEF}: Maya Holt owns this package, so somebody else decides at business.\nIt is for Ana Ruiz to sign.\n"
    )
    strict = Repository(tmp_path, name="strict").settle("in_review", settings=settings)
    assert refused(strict, "sign", PACKAGE, "business", "--yes", by="maya.holt") == words
    relaxed = settings + "separation_of_duties: relaxed\n"
    repo = Repository(tmp_path, name="relaxed").settle("in_review", settings=relaxed)
    assert run(repo, "sign", PACKAGE, "business", "--yes", by="maya.holt").exit_code == 0


def test_a_team_without_a_list_of_people_goes_by_addresses(tmp_path: Path) -> None:
    settings = PEOPLE[: PEOPLE.index("people:")] + PEOPLE[PEOPLE.index("systems:") :]
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    assert run(repo, "sign", PACKAGE, "quality", "--yes").exit_code == 0
    assert added(repo) == entry(repo, "quality", "bea.lind")


def test_the_whole_command_in_a_process_of_its_own(repo: Repository) -> None:
    command = [sys.executable, "-m", "handoff_lint", "sign", PACKAGE, "quality", "--yes"]
    who = {"GIT_AUTHOR_EMAIL": "bea.lind@workshop.example", "GIT_AUTHOR_NAME": "Bea"}
    env = repo.environment | who | {"GIT_COMMITTER_EMAIL": "b@c.example", "GIT_COMMITTER_NAME": "Bea"}
    done = subprocess.run(command, cwd=repo.root / CAMPAIGN, env=env, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert repo.git("show", "--name-only", "--format=", "HEAD") == BRIEF
