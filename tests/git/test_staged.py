"""`handoff check --staged` sees what Git is about to commit, however it was staged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PEOPLE, Repository, brief, text_of

STALE = ("HF403", "What quality signed has changed since.")
NOT_RAISED = ("HF205", "Version 1 was approved, and this text is another one.")
NO_HOOK = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/nowhere"}
FOLDER = (
    "HF101",
    "This is a symbolic link to a folder or to nothing, so what is behind it was not checked.",
)
NOT_BEA = ("HF414", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did.")


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An approved brief."""
    return Repository(tmp_path).settle("approved")


def _edit(repo: Repository) -> None:
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")


@pytest.fixture
def hooked(repo: Repository) -> Repository:
    """The same with a pre-commit hook, and an edit that is not staged."""
    repo.hook()
    _edit(repo)
    return repo


@pytest.mark.parametrize("options", [["-a"], ["--", BRIEF], ["-i", BRIEF]], ids=lambda options: options[0])
def test_git_commit_with_what_lies_on_the_disk(options: list[str], hooked: Repository) -> None:
    hooked.git("commit", "-m", "An edit", *options, fails=True)
    assert hooked.hooked() == [NOT_RAISED, STALE]


def test_git_commit_of_what_was_staged_before_the_edit(hooked: Repository) -> None:
    hooked.write("notes.txt", "something else\n")
    hooked.git("add", "notes.txt")
    hooked.git("commit", "-m", "Only the notes")
    assert hooked.hooked() == []


def test_git_commit_of_a_part_of_a_file(repo: Repository) -> None:
    _edit(repo)
    repo.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    repo.git("add", "--patch", given=b"n\ny\n")
    assert "Present three looks" in repo.git("show", f":{BRIEF}")
    assert repo.findings("--staged") == []
    assert repo.findings() == [STALE]
    repo.git("add", "--all")
    assert repo.findings("--staged") == [NOT_RAISED, STALE]


def test_the_hook_sees_who_commits(repo: Repository) -> None:
    repo.hook()
    repo.status("in_review")
    repo.sign("quality", "bea.lind", at="2021-01-12T11:30:00Z")
    repo.git("add", "--all")
    repo.git("commit", "-m", "Typed", by="maya.holt", fails=True)
    assert repo.hooked() == [("HF411", repo.check("--staged").found[0][1]), NOT_BEA]


def test_the_author_of_the_next_commit_is_the_one_that_git_will_name(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.hook()
    repo.git("config", "user.name", "Maya Holt")
    repo.git("config", "user.email", "maya.holt@workshop.example")
    date = {"GIT_AUTHOR_DATE": "2021-01-12T12:00:00+00:00"}
    repo.sign("quality", "bea.lind")
    repo.git("add", "--all")
    repo.git("commit", "-m", "x", by="", env=date, fails=True)
    assert repo.hooked() == [NOT_BEA]
    repo.git("commit", "-m", "x", "--author", "Bea <bea.lind@workshop.example>", by="", env=date)
    assert repo.hooked() == []
    repo.git("reset", "--quiet", "--soft", "HEAD^")
    repo.git("-c", "user.email=bea.lind@workshop.example", "commit", "-m", "Forged", by="", env=date)
    assert repo.hooked() == []


def test_an_amended_commit_keeps_its_author_and_date(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.commit("To be amended", by="bea.lind")
    repo.hook()
    repo.sign("quality", "bea.lind")
    repo.git("add", "--all")
    repo.git(
        "commit", "--amend", "--no-edit", by="", env={"GIT_COMMITTER_NAME": "M", "GIT_COMMITTER_EMAIL": "m@x.example"}
    )
    assert repo.hooked() == []


def test_before_the_first_commit(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("handoff.yml", PEOPLE)
    repo.write(f"{CAMPAIGN}/campaign.md", text_of("campaign.md"))
    repo.write(BRIEF, brief("approved"))
    repo.git("add", "handoff.yml")
    assert repo.refused("--staged") == (
        f"There is no folder docs/campaigns/ in {repo.root}.\n"
        "Create it, with a folder for each campaign, or set `docs_dir` in handoff.yml (now docs).\n"
    )
    repo.git("add", "--all")
    # Whoever takes these rules up brings a past along that nobody can prove: only the state is judged.
    assert repo.findings("--staged") == [
        ("HF402", "quality has not signed version 1."),
        ("HF402", "business has not signed version 1."),
    ]


def test_settings_that_are_not_staged(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("handoff.yml", PEOPLE)
    assert repo.refused("--staged") == "handoff.yml is not staged or committed yet.\ngit add handoff.yml\n"


def _two_sides(repo: Repository, ours: str, theirs: str) -> None:
    """`theirs` on the branch side, `ours` on main, both about one line."""
    repo.branch("side")
    repo.replace(BRIEF, "informed: [tom.osei]", theirs)
    repo.commit("Theirs")
    repo.switch("main")
    repo.replace(BRIEF, "informed: [tom.osei]", ours)
    repo.commit("Ours")


def test_a_merge_with_a_conflict_that_is_not_resolved(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    _two_sides(repo, "informed: [tom.osei, bea.lind]", "informed: [tom.osei, maya.holt]")
    repo.git("merge", "side", fails=True)
    assert repo.refused("--staged") == (
        f"{BRIEF} has a conflict that is not resolved.\n"
        "Resolve it, `git add` the file, then commit again. In a list of sign-offs keep both entries.\n"
    )


def test_a_merge_that_brings_sign_offs_of_others_is_clean(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("side")
    repo.approve()
    repo.switch("main")
    repo.write("notes.txt", "something else\n")
    repo.commit("Meanwhile")
    repo.git("merge", "--no-commit", "side", by="maya.holt")
    report = repo.check("--staged", by="maya.holt")
    assert (report.found, report.summary["proved_before"]) == ([], 2)
    repo.sign("quality", "kai.moss")
    repo.git("add", "--all")
    assert repo.findings("--staged", by="maya.holt") == [
        ("HF414", "Kai Moss did not commit this sign-off: maya.holt@workshop.example did.")
    ]


def test_a_merge_into_an_older_draft_is_clean(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("draft")
    repo.branch("side")
    repo.status("in_review")
    repo.commit("Please look")
    repo.approve()
    repo.switch("main")
    repo.write("notes.txt", "something else\n")
    repo.commit("Meanwhile")
    repo.git("merge", "--no-commit", "side", by="maya.holt")
    assert repo.findings("--staged", by="maya.holt") == []


def test_a_linked_worktree_has_an_index_of_its_own(repo: Repository) -> None:
    other = repo.top.parent / "linked"
    repo.git("worktree", "add", "--quiet", "-b", "linked", str(other))
    _edit(repo)
    repo.git("add", "--all")
    repo.top = other
    assert repo.findings("--staged") == []
    repo.hook()
    _edit(repo)
    repo.git("commit", "-a", "-m", "An edit", fails=True)
    assert repo.hooked() == [NOT_RAISED, STALE]


def test_a_file_that_is_only_announced_is_not_committed(repo: Repository) -> None:
    faulty = BRIEF.replace("_v01.md", "_mail_v01.md")
    repo.write(faulty, "no package at all\n")
    repo.git("add", "--intent-to-add", faulty)
    assert repo.findings("--staged") == []
    repo.git("add", faulty)
    assert [code for code, _ in repo.findings("--staged")] != []


def test_an_empty_file_is_not_taken_for_an_announced_one(repo: Repository) -> None:
    empty = BRIEF.replace("_v01.md", "_mail_v01.md")
    repo.write(empty, "")
    repo.git("add", empty)
    assert [(one["path"], one["code"]) for one in repo.check("--staged").findings] == [(empty, "HF101")]


def test_a_link_and_a_submodule_in_the_place_of_a_package_are_refused(repo: Repository) -> None:
    link, module = BRIEF.replace("_v01.md", "_mail_v01.md"), BRIEF.replace("_v01.md", "_web_v01.md")
    (repo.root / link).symlink_to("/etc/passwd")
    repo.git("add", link)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.at('HEAD')},{module}")
    found = [(one["path"], one["code"], one["message"]) for one in repo.check("--staged").findings]
    assert found == [
        (link, "HF101", "This is a symbolic link, not a file."),
        (module, "HF101", "This is a submodule, so what is behind it was not checked."),
    ]


def test_names_that_differ_in_capitals_and_names_that_are_no_text(repo: Repository) -> None:
    folder = BRIEF.rpartition("/")[0]
    capital = f"{folder}/20210110_spring-ride_Strategy-to-creative_v01.md"
    odd = os.fsdecode(b"docs/campaigns/spring-ride/01-brief/\xff_v01.md")
    repo.write(capital, brief("draft"))
    repo.write(odd, brief("draft"))
    repo.git("add", "--all")
    report = repo.check("--staged")
    assert {capital, "docs/campaigns/spring-ride/01-brief/\\xff_v01.md"} <= {one["path"] for one in report.findings}


def test_handoffs_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    repo = Repository(tmp_path, below="marketing").settle("approved")
    repo.hook()
    (repo.top / "docs").mkdir()
    (repo.top / BRIEF.rpartition("/")[2]).write_text("of somebody else\n", encoding="utf-8")
    repo.git("add", "--all")
    repo.git("commit", "-m", "Elsewhere")
    assert repo.hooked() == []
    _edit(repo)
    repo.git("commit", "-a", "-m", "An edit", fails=True)
    assert repo.hooked() == [NOT_RAISED, STALE]
    repo.branch("work")
    repo.commit("Without the hook", env=NO_HOOK)
    report = repo.check("--base", "main")
    assert report.found == [NOT_RAISED, STALE]
    assert report.related("HF403") == ["package.message_hierarchy.cta.text: “Book your morning” → “Book a morning”"]


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "## In short\n", "## In short\n![prices](price-list.svg)\n")
    svg = f"{CAMPAIGN}/01-brief/price-list.svg"
    repo.write(svg, "<svg>\n29 pounds\n</svg>\n")
    repo.approve()
    repo.git("config", "core.autocrlf", "true")
    repo.git("rm", "--quiet", "--cached", "-r", ".")
    repo.git("reset", "--quiet", "--hard")
    assert "\r\n" in repo.read()
    assert "\r\n" in repo.read(svg)
    assert repo.findings() == []
    repo.write(svg, repo.read(svg).replace("29", "39"))
    repo.git("add", "--all")
    assert "\r" not in repo.git("show", f":{svg}")
    assert repo.findings("--staged") == [STALE]
    assert repo.findings() == [STALE]


def test_a_file_in_lfs_counts_by_what_its_pointer_stands_for(tmp_path: Path) -> None:
    import hashlib

    content = b"\x89PNG\0 a large picture"
    oid = hashlib.sha256(content).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(content)}\n"
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "## In short\n", "## In short\n![hero](hero.bin)\n")
    hero = f"{CAMPAIGN}/01-brief/hero.bin"
    repo.write(hero, content)
    repo.approve()  # on the disk lies the picture itself
    repo.write(hero, pointer)
    repo.git("add", "--all")
    assert repo.findings("--staged") == []
    repo.write(hero, pointer.replace(oid, "0" * 64))
    repo.git("add", "--all")
    assert repo.findings("--staged") == [STALE]


def test_a_linked_file_counts_by_what_it_leads_to(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.replace(BRIEF, "## In short\n", "## In short\n![prices](files/prices.svg)\n")
    repo.write(f"{CAMPAIGN}/shared/list.svg", "<svg>29</svg>\n")
    (repo.root / CAMPAIGN / "shared/prices.svg").symlink_to("list.svg")
    (repo.root / CAMPAIGN / "01-brief/files").symlink_to("../shared")
    repo.approve()
    repo.branch("work")
    assert repo.findings("--base", "main") == repo.findings() == [FOLDER]
    repo.write(f"{CAMPAIGN}/shared/list.svg", "<svg>39</svg>\n")
    repo.commit("Another price")
    assert repo.findings("--base", "main") == repo.findings() == [STALE, FOLDER]
