"""The sign-offs that stand in packages' bytes, and how many packages `verify` holds at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from handoff_lint import config
from handoff_lint.evidence.written import Entries
from handoff_lint.gates import all_entries
from handoff_lint.model import Document
from handoff_lint.signing import finding
from handoff_lint.signing.verifying import Judge, Row, rows
from tests.git.repositories import BRIEF, CAMPAIGN, Repository


def test_ids_and_fingerprints_are_those_of_the_package(repo: Repository) -> None:
    repo.approve()
    settings = config.load(repo.root)
    package = finding.package(settings, BRIEF)
    expected = {entry.id: entry.content.encode() for entry in all_entries(package.document)}
    assert len(expected) == 2
    assert Entries(settings.limits).in_packages(settings) == expected


def test_the_same_bytes_are_read_once(repo: Repository) -> None:
    repo.approve()
    content = (repo.root / BRIEF).read_bytes()
    entries = Entries(config.load(repo.root).limits)
    assert len(entries.in_file(content)) == 2
    assert entries.in_file(bytes(bytearray(content))) is entries.in_file(content)


def test_what_cannot_be_read_holds_no_sign_off_and_stops_nothing(repo: Repository) -> None:
    repo.approve()
    folder, name = repo.root / CAMPAIGN / "01-brief", "20210110_spring-ride_strategy-to-creative_v{}.md"
    (folder / name.format("02")).write_bytes(b"---\na: [\n---\n")
    (folder / name.format("03")).write_bytes(b"\xff" * 9)
    (folder / name.format("04")).symlink_to("nowhere.md")
    settings = config.load(repo.root)
    entries = Entries(settings.limits)
    assert entries.in_file(b"---\nsignoffs: none\nacceptance:\n  - 3\n---\n") == {}
    assert list(entries.in_file(b"---\nsignoffs:\n  quality:\n    - content: 7\n---\n").values()) == [b""]
    assert len(entries.in_packages(settings)) == 2


def test_without_a_campaigns_folder_there_are_none(repo: Repository) -> None:
    settings = config.load(repo.root)
    (repo.root / CAMPAIGN).parent.rename(repo.root / "elsewhere")
    assert Entries(settings.limits).in_packages(settings) == {}


def test_packages_are_let_go_once_they_are_judged(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of whole documents would not fit into the memory of a build job."""
    text = (repo.root / BRIEF).read_text(encoding="utf-8")
    for number in range(4):
        slug = f"ride-{number}"
        folder = repo.root / f"docs/campaigns/{slug}/01-brief"
        folder.mkdir(parents=True)
        (folder / f"20210110_{slug}_strategy-to-creative_v01.md").write_text(text.replace("spring-ride", slug))
    alive: list[int] = []
    judged = Judge.rows

    def counted(self: Judge, package: finding.Found) -> Iterator[Row]:
        alive.append(sum(type(one) is Document for one in gc.get_objects()))
        return judged(self, package)

    monkeypatch.setattr(Judge, "rows", counted)
    before = sum(type(one) is Document for one in gc.get_objects())
    found: list[Row] = rows(repo.root)
    assert len({row.package for row in found}) == len(alive) == 5
    assert max(alive) - before <= 4, "the documents of two campaigns: the one that is judged, and the one before"
