"""The table of goals: every id of the mission is carried by something, or a later issue is named for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handoff_lint.rules import RULES
from handoff_lint.validation import store
from handoff_lint.validation.fields import fields
from scripts import generate
from scripts.docgen import cli_page, field_pages, goals, templates

MISSION = (
    "N1 N2 N3 1a 1b 1c 1d 1e 1k 2a 2b 2c 2d 2e 2k 3a 3b 3c 3d 3e 3k 4a 4b 4c 4d 4k 5a 5b 5c 5d 5e 5k "
    "6a 6b 6c 6d 6e 6k 7a 7b 7c 7d 7e 7k T1 T2 T3 T4 T5 W1 W2 W3 W4 D1 D2 D3 D4 F1 F2 F3 F4 F5 G1 G2 G3 G4"
).split()
LATER = {"The playbook and knowledge base, published"}


def test_every_id_of_the_mission_is_there_once_and_in_its_order() -> None:
    assert list(goals.goals()) == MISSION


def test_every_id_is_served_by_a_field_a_rule_a_command_or_a_page_or_is_for_later() -> None:
    assert goals.uncovered() == []
    assert [name for name in MISSION if name not in goals.serving()] == []
    assert {issue for goal in goals.goals().values() for issue in goal.later} == LATER


def test_an_id_that_nothing_carries_stops_the_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {**goals.goals()}
    without["G4"] = replace(without["G4"], commands=(), pages=(), later=())
    monkeypatch.setattr(goals, "goals", lambda: without)
    assert goals.uncovered() == ["G4"]
    with pytest.raises(ValueError, match="Nothing serves these goals, and no later issue is named: G4"):
        list(goals.pages())


def test_a_goal_that_only_a_field_names_is_found_missing_when_the_field_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = {**goals.goals()}
    without["4b"] = replace(without["4b"], rules=())
    monkeypatch.setattr(goals, "goals", lambda: without)
    monkeypatch.setattr(goals, "of_field", lambda _, field: tuple(set(field.goals) - {"4b", "N1"}))
    assert goals.uncovered() == ["4b"]


def test_an_unknown_goal_or_rule_stops_the_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    known = goals.goals()
    monkeypatch.setattr(goals, "goals", lambda: {**known, "N1": replace(known["N1"], rules=("HF999",))})
    with pytest.raises(ValueError, match="rules that do not exist, at N1: HF999"):
        goals.serving()
    monkeypatch.setattr(goals, "goals", lambda: {name: goal for name, goal in known.items() if name != "2k"})
    with pytest.raises(ValueError, match="names the goal 2k, which does not exist"):
        goals.serving()


def test_what_the_data_names_exists() -> None:
    codes, verbs = {rule.code for rule in RULES}, {context.info_name for context in cli_page.commands()}
    pages = {path for path, _ in (*templates.pages(), *field_pages.pages())}
    for goal in goals.goals().values():
        assert set(goal.rules) <= codes
        assert set(goal.commands) <= verbs
        assert [page for page in goal.pages if page not in pages and not (generate.DOCS / page).is_file()] == []
    assert {rule.idea for rule in RULES} <= set(MISSION)


def test_every_setting_says_why() -> None:
    assert list(goals.of_settings()) == list(store.bundle("settings")["properties"])
    assert {name for served in goals.of_settings().values() for name in served} <= set(MISSION)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return the reference and the table of goals."""
    return {**dict(field_pages.pages()), **dict(goals.pages())}


@pytest.mark.parametrize("name", [name for name in store.document_types() if name != "report"])
def test_every_section_of_the_reference_says_why_it_is_asked(name: str, pages: dict[str, str]) -> None:
    page = pages[f"reference/fields/{name}.md"]
    for field in field_pages.sections(fields(name)):
        heading = f"\n{'#' * (len(field.path) + 1)} `{field.name}`\n"
        section = page.split(heading)[1].split("\n#")[0]
        served = goals.of_field(name, field)
        assert served
        for goal in served:
            assert f"{goals.goals()[goal].why} ([{goal}](../goals.md#goal-{goal.lower()}))" in section
            assert f'<a id="goal-{goal.lower()}"></a>{goal} |' in pages["reference/goals.md"]
