"""Settings that name fields, and settings that change a part of a default: what is taken, what is refused and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.errors import SettingsError
from handoff_lint.reading import fast
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import fieldpaths, store

WORDS = "The gate quality of strategy-to-creative names {} under {}. "


def load(root: Path, text: str) -> config.Config:
    (root / "handoff.yml").write_text(text, encoding="utf-8")
    return config.load(root)


def gate(lines: str) -> str:
    return f"gates:\n  strategy-to-creative:\n    quality:\n      {lines}\n"


@pytest.mark.parametrize(
    ("written", "message", "advice"),
    [
        ("package.brand.clams", "There is no field clams in package.brand. Did you mean claims?", "There are guideli"),
        ("campaign:lunch_date", "There is no field lunch_date in campaign.md. Did you mean launch_date?", "There are "),
        ("objectiv", "There is no field objectiv in strategy-to-creative. Did you mean objective?", "There are schema"),
        ("objective.text", "There is no field text in objective.", "End it here."),
        (
            "constraints[kin=legal]",
            "The entries of constraints have no field kin. Did you mean kind?",
            "There are kind and statement.",
        ),
        (
            "constraints[kind=leagl]",
            "kind of constraints is never leagl. Did you mean legal?",
            "It can be budget, legal, brand, time, technical, channel, resource or none.",
        ),
        ("objective[kind=legal]", "objective is no list with entries to choose from.", "Leave [kind=legal] out."),
        (
            "status",
            "status changes while the work goes on, so no approval can be about it.",
            "Take it out of scope.",
        ),
        (
            "checklist",
            "checklist changes while the work goes on, so no approval can be about it.",
            "Add checklist to covers as well, or take it out of scope.",
        ),
        (
            "version",
            "version cannot be what an approval is about.",
            "An approval without scope counts for one version only; leave scope out for that.",
        ),
    ],
)
def test_a_scope_that_leads_nowhere_is_refused(written: str, message: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, gate(f"scope: ['{written}']"))
    assert refused.value.message == WORDS.format(written, "scope") + message
    assert refused.value.help.startswith(advice)
    assert refused.value.place == "handoff.yml:4:15"


@pytest.mark.parametrize("written", ["checklst", "objective", "signoffs", "assumptions.status"])
def test_covers_takes_only_fields_that_change_freely(written: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, gate(f"covers: [objective, {written}]" if written != "objective" else "covers: [objective]"))
    first = WORDS.format("objective", "covers") + "There is no field objective that an approval could fix."
    assert refused.value.message == first + ("" if written == "objective" else " (1 more in the settings)")
    assert refused.value.help == (
        "covers takes fields that change while the work goes on: status_reason, timeline.confirmed_by, built_on, "
        "decisions, next_steps, blockers, checklist, waivers and tags."
    )


def test_a_misspelt_covers_says_what_was_meant() -> None:
    fault = fieldpaths.in_covers("strategy-to-creative", "checklst")
    assert fault
    assert fault.message == "There is no field checklst that an approval could fix. Did you mean checklist?"


@pytest.mark.parametrize(
    "lines",
    [
        "scope: [objective, package.budget, from.owner, raci.activity, glossary.wms, x_ours.anything]",
        "scope: ['constraints[kind=legal]', 'campaign:budget.total', 'campaign:status']",
        "scope: [checklist.items]\n      covers: [checklist]",
        "covers: [checklist]",
    ],
)
def test_paths_that_lead_somewhere_are_taken(lines: str, tmp_path: Path) -> None:
    assert load(tmp_path, gate(lines)).gates["strategy-to-creative"]["quality"]


def test_the_paths_of_the_defaults_lead_somewhere() -> None:
    defaults = fast.load((Path(config.__file__).parent / "defaults/gates.yml").read_text(encoding="utf-8"), Limits())[
        "gates"
    ]
    assert list(defaults) == list(store.handoff_types())
    for kind, gates in defaults.items():
        for about in gates.values():
            covers = tuple(about.get("covers", ()))
            faults = [fieldpaths.in_scope(kind, path, covers) for path in about.get("scope", ())]
            faults += [fieldpaths.in_covers(kind, path) for path in covers]
            assert set(faults) <= {None}


def test_a_part_of_a_default_may_be_changed(tmp_path: Path) -> None:
    assert load(tmp_path, "channels: {email: {title: Mailings}}\n").channels["email"] == {
        "title": "Mailings",
        "kind": "email",
    }


def test_what_is_new_needs_all_of_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, "channels: {email: {title: Mailings}, podcast: {title: Podcast}}\n")
    assert refused.value.message == "kind is missing in channels.podcast."


def test_a_default_scope_and_condition_can_be_taken_away(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "gates:\n  strategy-to-creative: {business: {scope: []}, legal: {when: always, scope: [objective]}}\n"
        "  creative-to-production: {legal: {when: []}}\n  production-to-launch: {preflight: {covers: []}}\n",
    ).gates
    assert found["strategy-to-creative"]["business"]["scope"] == []
    assert found["strategy-to-creative"]["legal"]["when"] == []
    assert found["strategy-to-creative"]["legal"]["scope"] == ["objective"]
    assert found["creative-to-production"]["legal"]["when"] == []
    assert found["production-to-launch"]["preflight"]["covers"] == []


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "organisation: {timezone: Europe/Londn}\n",
            "There is no time zone Europe/Londn. Did you mean Europe/London?",
            "Write continent and city, such as Europe/London.",
        ),
        (
            "utm: {separator: /}\n",
            "separator is “/”; it can be “-”, “_” or “.”.",
            'The one sign between the words of a value. Example: separator: "-"',
        ),
        (
            "gates: {strategy-to-creative: {quality: false}}\n",
            "quality should be off, or a group with role, before, scope and the like, but it is false.",
            "One approval: who gives it, by when, and what it is about. Write off to do without a gate that "
            "is there by default.",
        ),
    ],
)
def test_other_settings_say_what_is_wrong(text: str, message: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, text)
    assert (refused.value.message, refused.value.help) == (message, advice)
