"""Who may sign, in words: what the messages about gates say for each shape of the roster."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import config, roster

DAY = "2027-01-12"
PEOPLE = """
profile: starter
people:
  maya.holt: {name: Maya Holt, roles: [head_of_marketing], delegate: tom.osei}
  bea.lind: {name: Bea Lind, roles: [brand_quality]}
  kim.sato: {name: Kim Sato, roles: [{role: legal, until: 2026-12-31}]}
  tom.osei: {name: Tom Osei}
"""


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    (tmp_path / "handoff.yml").write_text(PEOPLE, encoding="utf-8")
    return config.load(tmp_path)


@pytest.mark.parametrize(
    ("roles", "without", "words"),
    [
        (["brand_quality"], "", "Bea Lind"),
        (["head_of_marketing"], "", "Maya Holt (or Tom Osei, who stands in)"),
        (["head_of_marketing", "brand_quality"], "", "Maya Holt (or Tom Osei, who stands in) or Bea Lind"),
        (["head_of_marketing"], "tom.osei", "Maya Holt"),
        (["head_of_marketing"], "maya.holt", "Tom Osei, who stands in for Maya Holt"),
        (["brand_quality"], "bea.lind", ""),
        (["legal"], "", ""),
    ],
)
def test_who_can(settings: config.Config, roles: list[str], without: str, words: str) -> None:
    assert roster.who_can(settings, roles, DAY, without=without) == words


def test_without_people_the_role_is_named(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n", encoding="utf-8")
    assert roster.who_can(config.load(tmp_path), ["head_of_marketing"], DAY) == "whoever is head of marketing"


def test_nobody(settings: config.Config) -> None:
    assert (
        roster.nobody(settings, ["legal"], DAY)
        == "Nobody holds the role legal now: give it to somebody under people in the settings."
    )
    assert roster.nobody(settings, ["legal"], "2027-01-11", past=True) == "On that day nobody held the role legal."
    assert (
        roster.nobody(settings, ["brand_quality"], DAY, owner="bea.lind")
        == "Only Bea Lind holds the role brand_quality, and owns this package: give the role to somebody else as well, "
        "or let somebody else own the package."
    )
