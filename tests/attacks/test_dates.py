"""An entry says that it was made on another day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import PEOPLE, Repository

GATE = "gates: {strategy-to-creative: {quality: {evidence: LEVEL}}}\n"
LINK = "https://chat.example.org/spring/881"


def _in_review(tmp_path: Path, level: str = "commit") -> Repository:
    repo = Repository(tmp_path).settle(
        "in_review", settings=f"{PEOPLE}{GATE.replace('LEVEL', level)}evidence: {{minimum: recorded}}\n"
    )
    repo.branch("work")
    return repo


def test_an_entry_from_the_future(tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.sign("quality", "bea.lind", at="2999-01-12T11:00:00Z")
    repo.commit(by="bea.lind", on="2021-01-12T12:00:00+00:00")
    assert repo.findings("--base", "main") == [("HF406", "This entry is dated 2999-01-12, which is still to come.")]


@pytest.mark.parametrize("on", ["2021-01-26T11:00:01+00:00", "2020-12-29T10:59:59+00:00"])
def test_an_entry_more_than_fourteen_days_from_its_commit(on: str, tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.sign("quality", "bea.lind")
    repo.commit(by="bea.lind", on=on)
    assert repo.findings("--base", "main") == [
        ("HF406", f"This entry is dated 2021-01-12, and it was committed on {on[:10]}.")
    ]


@pytest.mark.parametrize("on", ["2021-01-26T11:00:00+00:00", "2020-12-29T11:00:00+00:00"])
def test_an_entry_fourteen_days_from_its_commit_is_clean(on: str, tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.sign("quality", "bea.lind")
    repo.commit(by="bea.lind", on=on)
    assert repo.findings("--base", "main") == []


def test_a_link_excuses_the_days_where_recorded_is_enough(tmp_path: Path) -> None:
    repo = _in_review(tmp_path, "recorded")
    repo.sign("quality", "bea.lind", link=LINK)
    repo.commit("For Bea, who does not use Git", by="maya.holt", on="2021-03-20T12:00:00+00:00")
    assert repo.findings("--base", "main") == []


def test_a_link_excuses_nothing_where_more_is_asked_for(tmp_path: Path) -> None:
    repo = _in_review(tmp_path, "commit")
    repo.sign("quality", "bea.lind", link=LINK)
    repo.commit(by="bea.lind", on="2021-03-20T12:00:00+00:00")
    assert repo.findings("--base", "main") == [
        ("HF406", "This entry is dated 2021-01-12, and it was committed on 2021-03-20.")
    ]


def test_without_a_link_recorded_is_not_reached(tmp_path: Path) -> None:
    repo = _in_review(tmp_path, "recorded")
    repo.sign("quality", "bea.lind")
    repo.commit(by="maya.holt")
    assert repo.findings("--base", "main") == [("HF414", "Nothing says where Bea Lind decided this.")]


def test_a_pull_request_open_for_a_month_is_clean(tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.signed("quality", "bea.lind")
    repo.sign("business", "ana.ruiz", at="2021-02-12T11:00:00Z")
    repo.commit("A month later", by="ana.ruiz", on="2021-02-12T12:00:00+00:00")
    repo.git("rebase", "--quiet", "--force-rebase", "main", on="2021-02-13T12:00:00+00:00")
    assert repo.findings("--base", "main", "--today", "2021-02-13", "--no-time") == []


@pytest.mark.parametrize("date", ["99999999999999 +0000", "1610452800 +9999", "0 -0000"])
def test_an_author_date_that_no_calendar_knows_is_far_away(date: str, tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.sign("quality", "bea.lind")
    repo.commit(by="bea.lind")
    raw = repo.git("cat-file", "commit", "HEAD")
    head, _, rest = raw.partition("author ")
    author, _, rest = rest.partition("> ")
    odd = f"{head}author {author}> {date}\n{rest.partition(chr(10))[2]}\n"
    made = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=odd.encode())
    repo.git("reset", "--quiet", "--hard", made)
    found = repo.findings("--base", "main")
    day = {"9": "9987-04-02", "1": "", "0": "1970-01-01"}[date[0]]
    assert found == ([("HF406", f"This entry is dated 2021-01-12, and it was committed on {day}.")] if day else [])
