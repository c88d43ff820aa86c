"""Every part of a handoff that the mission names (1a to 7k) is asked for: taken out of the demo, it is missed by name.

The table in `mission.txt` says, for each id of the mission, which field carries it, and what is said where once it is
gone. What follows from that (a reference into what is gone, an approval of what stood there) is for other tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handoff_lint.model import EACH
from handoff_lint.validation import store
from tests.editing import without
from tests.repositories.test_cases import copy_demo
from tests.running import handoff

IDS = (
    "1a 1b 1c 1d 1e 1k 2a 2b 2c 2d 2e 2k 3a 3b 3c 3d 3e 3k 4a 4b 4c 4d 4k 5a 5b 5c 5d 5e 5k 6a 6b 6c 6d 6e 6k "
    "7a 7b 7c 7d 7e 7k"
).split()


class Row(NamedTuple):
    """One line of the table, with the type that it stands under."""

    kind: str
    goal: str
    field: str
    code: str
    message: str
    at: str

    @property
    def pointer(self) -> str:
        """The field that is taken out."""
        return "/" + self.field.replace(".", "/")

    @property
    def place(self) -> str:
        """The pointer of the finding: that of the field, or what it hides or belongs to."""
        return {
            "package.not_applicable": "/package/offers",  # the demo excuses its offers
            "package.preflight.checklist.items.utm-tested": "/package/preflight/checklist/items",
        }.get(self.field, self.pointer)


def table() -> Iterator[Row]:
    """The rows of `mission.txt`."""
    kind = ""
    for line in (Path(__file__).parent / "mission.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            yield Row(kind, *line.split(" | "))


ROWS = list(table())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo; each test leaves it as it was."""
    root = tmp_path_factory.mktemp("mission") / "repo"
    copy_demo(root)
    return root


def findings(root: Path) -> list[dict[str, Any]]:
    """What a check of the whole repository finds."""
    done = handoff("check", "--root", str(root), "--today", "2026-10-27", "--format", "json")
    assert done.stderr == ""
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def test_the_demo_as_it_is_has_no_findings(demo: Path) -> None:
    assert findings(demo) == []


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.goal}-{row.kind}-{row.field}" for row in ROWS])
def test_what_the_mission_names_is_missed(demo: Path, row: Row) -> None:
    package = next((demo / "docs/campaigns").rglob(f"*_{row.kind}_v*.md"))
    path, text = package.relative_to(demo).as_posix(), package.read_text(encoding="utf-8")
    mutilated = without(text, row.pointer)
    try:
        package.write_text(mutilated, encoding="utf-8")
        found = [one for one in findings(demo) if one["path"] == path and one["pointer"] == row.place]
    finally:
        package.write_text(text, encoding="utf-8")
    lines = mutilated.split("\n")
    said = [(one["code"], one["message"], lines[one["line"] - 1].strip()) for one in found]
    assert said == [(row.code, row.message, row.at)]
    assert any(pointer.rpartition("/")[2] in row.message for pointer in (row.pointer, row.place))


def test_every_id_of_the_mission_has_a_row() -> None:
    assert sorted({row.goal for row in ROWS}) == IDS


def test_every_field_says_which_part_of_the_mission_it_carries() -> None:
    for row in ROWS:
        if row.field.startswith("package.") and row.place == row.pointer:
            pattern = tuple(EACH if step.isdigit() else step for step in row.field.split("."))
            assert row.goal in dict(store.annotated(row.kind, "x-mission"))[pattern], row


def test_every_part_that_a_package_must_hold_has_a_row() -> None:
    named = {(row.kind, row.place.split("/")[2]) for row in ROWS if row.place.startswith("/package/")}
    parts = {
        (kind, path[1])
        for kind in store.handoff_types()
        for path, code in store.annotated(kind, "x-code")
        if len(path) == 2 and path[0] == "package" and code == "HF108"
    }
    assert parts
    assert parts - named == set()
