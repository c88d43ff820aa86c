"""Files and references that steer what Git says about who did what, brought along by the pull request itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, Repository

NOT_BEA = [("HF414", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did.")]


@pytest.fixture
def typed(tmp_path: Path) -> Repository:
    """On `work`, Maya has typed Bea's sign-off."""
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("work")
    repo.signed("quality", "bea.lind", author="maya.holt")
    return repo


def test_a_mailmap_changes_nobodys_address(typed: Repository) -> None:
    line = "Bea Lind <bea.lind@workshop.example> <maya.holt@workshop.example>\n"
    (typed.top / ".mailmap").write_text(line, encoding="utf-8")
    typed.commit("A mailmap")
    assert typed.git("log", "-1", "--format=%aE") == "bea.lind@workshop.example"
    assert typed.findings("--base", "main") == NOT_BEA


def test_gitattributes_hide_no_file(typed: Repository) -> None:
    (typed.top / ".gitattributes").write_text("* -diff -text binary export-ignore diff=hidden\n", encoding="utf-8")
    typed.git("config", "diff.hidden.command", "true")
    typed.git("config", "diff.hidden.textconv", "true")
    typed.commit("Attributes")
    assert typed.findings("--base", "main") == NOT_BEA


def test_settings_of_the_clone_hide_no_merge(typed: Repository) -> None:
    for setting in ("log.diffMerges=off", "log.showRoot=false", "diff.renames=copies", "core.quotePath=true"):
        typed.git("config", *setting.split("="))
    assert typed.findings("--base", "main") == NOT_BEA


def test_a_replaced_commit_is_seen_as_it_is(typed: Repository) -> None:
    as_bea = typed.git("commit-tree", "HEAD^{tree}", "-p", "HEAD^", "-m", "quality: bea.lind", by="bea.lind")
    typed.git("replace", typed.at("HEAD"), as_bea)
    assert typed.git("log", "-1", "--format=%ae") == "bea.lind@workshop.example"
    assert typed.findings("--base", "main") == NOT_BEA


def test_a_replaced_file_of_the_base_is_seen_as_it_is(typed: Repository) -> None:
    typed.git("replace", typed.at(f"main:{BRIEF}"), typed.at(f"work:{BRIEF}"))
    assert typed.findings("--base", "main") == NOT_BEA


@pytest.mark.parametrize("tag", ["main", "refs/heads/main", "heads/main"])
def test_a_tag_named_like_the_branch_is_not_the_base(tag: str, typed: Repository) -> None:
    typed.git("update-ref", f"refs/tags/{tag}", typed.at("work"))
    assert typed.findings("--base", "main") == NOT_BEA
    assert typed.findings("--base", "main~0") == NOT_BEA


def test_a_tag_named_like_the_branch_of_the_server_is_not_the_base(typed: Repository) -> None:
    typed.git("update-ref", "refs/remotes/origin/main", typed.at("main"))
    typed.git("tag", "origin/main", "work")
    assert typed.git("rev-parse", "origin/main") == typed.at("work")
    assert typed.findings("--base", "origin/main") == NOT_BEA


def test_a_tag_where_the_branch_was_not_fetched_is_refused(typed: Repository) -> None:
    typed.git("tag", "origin/main", "work")
    assert typed.refused("--base", "origin/main") == (
        "There is no branch origin/main in this clone, only a tag, which anybody who may push can make.\n"
        "If the tag is meant, write tags/origin/main; for a branch of the server:  git fetch origin\n"
    )
    assert typed.findings("--base", "tags/origin/main") == []


def test_a_branch_named_like_an_abbreviated_commit_is_refused(typed: Repository) -> None:
    short = typed.at("main")[:9]
    assert typed.findings("--base", short) == NOT_BEA
    typed.git("branch", short, "work")
    assert typed.refused("--base", short) == (
        f"{short} is the beginning of a commit's id, and there is a branch or tag of that name.\n"
        "Give the full id of the commit.\n"
    )
    typed.git("branch", typed.at("main"), "work")
    assert typed.findings("--base", typed.at("main")) == NOT_BEA
