"""Somebody approves who may not, or not on that day."""

from __future__ import annotations

from pathlib import Path

from tests.git.repositories import PEOPLE, Repository

DELEGATE = PEOPLE.replace(
    "{name: Bea Lind, roles: [brand_quality]}",
    "{name: Bea Lind, roles: [brand_quality], delegate: {to: tom.osei, from: 2021-01-10, until: 2021-01-12}}",
)


def _in_review(tmp_path: Path, settings: str = PEOPLE) -> Repository:
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    repo.branch("work")
    return repo


def test_somebody_without_the_role_signs(tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.signed("quality", "ana.ruiz")
    assert repo.findings("--base", "main") == [("HF404", "Ana Ruiz could not sign for quality on 2021-01-12.")]


def test_a_holder_of_the_role_signs(tmp_path: Path) -> None:
    repo = _in_review(tmp_path)
    repo.signed("quality", "kai.moss")
    assert repo.findings("--base", "main") == []


def test_the_owner_signs_their_own_work(tmp_path: Path) -> None:
    settings = PEOPLE.replace("Maya Holt, roles: [strategist]", "Maya Holt, roles: [strategist, brand_quality]")
    repo = _in_review(tmp_path, settings)
    repo.signed("quality", "maya.holt")
    assert repo.findings("--base", "main") == [
        ("HF405", "Maya Holt owns this package and signs quality for it as well.")
    ]


def test_a_delegate_after_the_last_day(tmp_path: Path) -> None:
    repo = _in_review(tmp_path, DELEGATE)
    repo.sign("quality", "tom.osei", at="2021-01-13T08:00:00Z")
    repo.commit(by="tom.osei", on="2021-01-13T08:01:00+00:00")
    assert repo.findings("--base", "main") == [("HF404", "Tom Osei could not sign for quality on 2021-01-13.")]


def test_a_delegate_in_their_days(tmp_path: Path) -> None:
    repo = _in_review(tmp_path, DELEGATE)
    repo.signed("quality", "tom.osei")
    assert repo.findings("--base", "main") == []


def test_a_role_that_changes_later_leaves_old_approvals_alone(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("approved")
    settings = PEOPLE.replace(
        "{name: Bea Lind, roles: [brand_quality]}",
        "{name: Bea Lind, until: 2021-01-12, roles: [{role: brand_quality, until: 2021-01-12}]}",
    )
    repo.write("handoff.yml", settings)
    repo.commit("Bea leaves")
    repo.branch("work")
    repo.status("handed_off")
    repo.commit("Handed off")
    codes = [code for code, _ in repo.findings("--base", "main")]
    assert not {"HF402", "HF403", "HF404", "HF405", "HF414"} & set(codes)


def test_a_role_that_began_after_the_approval_does_not_reach_back(tmp_path: Path) -> None:
    settings = PEOPLE.replace("Tom Osei}", "Tom Osei, roles: [{role: brand_quality, from: 2021-01-13}]}")
    repo = _in_review(tmp_path, settings)
    repo.signed("quality", "tom.osei")
    assert repo.findings("--base", "main") == [("HF404", "Tom Osei could not sign for quality on 2021-01-12.")]
