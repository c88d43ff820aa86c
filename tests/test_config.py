"""Settings: what is merged, what is refused, and where the fault is said to be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from handoff_lint import config, naming
from handoff_lint.errors import HandoffError, SettingsError
from handoff_lint.model import EACH, Severity
from handoff_lint.reading import fast
from handoff_lint.reading.limits import Limits
from handoff_lint.rules import RULES
from handoff_lint.validation import store

TYPES = store.handoff_types()
ALL_OFF = "systems: {" + ", ".join(f"{kind}: 'off'" for kind in TYPES) + "}\n"
DEFAULTS = sorted((Path(config.__file__).parent / "defaults").glob("*.yml"))
PROJECT = Path(__file__).parents[1]


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / ("handoff.yml" if name == "handoff" else f"config/{name}.yml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_defaults_hold_where_nothing_is_set(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff="profile: standard\n"))
    assert settings.campaigns_dir == "docs/campaigns"
    assert settings.fail_on is Severity.ERROR
    assert settings.limits == Limits(file=1048576, front=262144, nodes=20000, depth=32)
    assert settings.package_name.text == "{date}_{campaign}_{type}[_{part}]_v{version}.md"
    assert settings.systems == dict.fromkeys(store.handoff_types(), "enforce")
    assert settings.exclude == ("README.md", "index.md")


def test_an_empty_settings_file_is_enough(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, handoff="")).profile == "standard"


def test_the_starter_profile_keeps_the_version_out_of_the_name(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff="profile: starter\n"))
    assert settings.package_name.text == "{date}_{campaign}_{type}[_{part}].md"
    found = {item.rule: item.severity for item in settings.severity}
    names = ["HF202", "HF206", "HF207", "HF208", "HF306", "HF307", "HF308"]
    assert [rule for rule, level in found.items() if level is None and rule < "HF5"] == names
    dates = {rule: level for rule, level in found.items() if rule.startswith("HF5")}
    assert dates == {
        "HF501": Severity.WARNING,
        "HF503": Severity.WARNING,
        **dict.fromkeys(["HF505", "HF507", "HF508", "HF509"]),
    }


def test_the_starter_profile_asks_little(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff="profile: starter\n"))
    assert [kind for kind, use in settings.systems.items() if use != "off"] == ["strategy-to-creative"]
    assert list(settings.gates["strategy-to-creative"]) == ["quality"]
    assert settings.separation_of_duties == "relaxed"
    assert settings.preflight_lead_hours == 24
    asked = [name for name, one in settings.checklists.items() if "strategy-to-creative" in one.get("types", TYPES)]
    assert asked == []


def test_a_default_gate_is_changed_or_left_out(tmp_path: Path) -> None:
    gates = "{legal: 'off', business: {role: [strategist, analyst]}, press: {role: support, when: paid}}"
    settings = config.load(write(tmp_path, handoff=f"gates: {{strategy-to-creative: {gates}}}\n"))
    found = settings.gates["strategy-to-creative"]
    assert list(found) == ["quality", "business", "press"]
    assert found["business"]["role"] == ["strategist", "analyst"]
    assert found["business"]["scope"][0] == "objective"
    empty: dict[str, Any] = {"before": "approved", "evidence": "", "scope": [], "covers": []}
    assert found["press"] == {"role": ["support"], "when": ["paid"], **empty}
    assert found["quality"] == {"role": ["brand_quality"], "when": [], **empty}


def test_short_forms_of_settings_are_written_out(tmp_path: Path) -> None:
    settings = config.load(
        write(
            tmp_path,
            handoff=ALL_OFF
            + """
teams: [brand]
people:
  bea.lind: {name: Bea Lind, team: brand, roles: [brand_quality], delegate: tom.osei}
  tom.osei: {name: Tom Osei}
checklists:
  core: {items: {read-aloud: Somebody has read it aloud, fields-complete: {required: false}}}
""",
        )
    )
    assert settings.teams == {"brand": {}}
    assert settings.people["bea.lind"]["roles"] == [{"role": "brand_quality"}]
    assert settings.people["bea.lind"]["delegate"] == {"to": "tom.osei"}
    assert settings.people["tom.osei"]["roles"] == []
    items = settings.checklists["core"]["items"]
    assert items["read-aloud"] == {"title": "Somebody has read it aloud", "required": True, "auto": []}
    assert (items["fields-complete"]["required"], items["fields-complete"]["auto"]) == (False, ["HF106"])


def test_settings_are_overridden_key_by_key(tmp_path: Path) -> None:
    settings = config.load(
        write(tmp_path, handoff="profile: starter\nlimits: {nodes: 500}\nnaming: {asset: '{asset}.{extension}'}\n")
    )
    assert (settings.limits.nodes, settings.limits.depth) == (500, 32)
    assert settings.package_name.text == "{date}_{campaign}_{type}[_{part}].md"
    assert settings.asset_name.text == "{asset}.{extension}"


def test_files_of_config_are_put_together(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        handoff="segments: {a: {title: A}}\nexclude: [notes/]\n",
        one="segments: {b: {title: B}}\nexclude: [drafts/]\n",
        two="kpis: {k: {definition: Count}}\n",
    )
    settings = config.load(root)
    assert list(settings.segments) == ["a", "b"]
    assert list(settings.kpis) == ["k"]
    assert settings.exclude == ("notes/", "drafts/")


@pytest.mark.parametrize(
    ("files", "place", "message", "remedy"),
    [
        (
            {"handoff": "profil: starter\n"},
            "handoff.yml:1:1",
            "There is no field “profil”. Did you mean profile?",
            "Rename it to profile.",
        ),
        (
            {"handoff": "profile: beginner\n"},
            "handoff.yml:1:10",
            "profile is “beginner”; it can be starter, standard or strict.",
            "How much is asked:",
        ),
        (
            {"handoff": "limits:\n  depth: many\n"},
            "handoff.yml:2:10",
            "depth should be a whole number, but it is text (“many”).",
            "Most levels of nesting. Example: depth: 32",
        ),
        (
            {"handoff": "a: [1\n"},
            "handoff.yml:1:4",
            "The list that opens with [ here is not closed properly.",
            "Check the commas and the closing ].",
        ),
        (
            {"handoff": "profile: starter\n", "one": "profile: strict\n"},
            "config/one.yml",
            "profile is set in handoff.yml and again here.",
            "Keep one of the two.",
        ),
        (
            {"handoff": "segments: {a: {title: A}}\n", "one": "segments: {a: {title: B}}\n"},
            "config/one.yml",
            "a is set in handoff.yml and again here.",
            "Keep one of the two.",
        ),
        (
            {"handoff": "naming:\n  package: '{date}{type}.md'\n"},
            "handoff.yml:2:12",
            "In the naming template {date}{type}.md, {type} is not separated from the token before it.",
            "Put _ or . between two tokens, so that a name can be read in one way only.",
        ),
        (
            {"handoff": "ignore:\n  - {rule: HF202, paths: docs/}\n"},
            "handoff.yml:2:6",
            "reason is missing in ignore[1].",
            "Why it is right to leave these findings",
        ),
    ],
)
def test_a_faulty_setting_is_refused_with_its_place(
    tmp_path: Path, files: dict[str, str], place: str, message: str, remedy: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        config.load(write(tmp_path, **files))
    assert (refused.value.place, refused.value.message) == (place, message)
    assert refused.value.help.startswith(remedy)


def test_further_faults_of_a_settings_file_are_counted(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"Did you mean profile\? \(1 more in this file\)$"):
        config.load(write(tmp_path, handoff="profil: starter\nfail_onn: error\n"))


def test_the_root_is_found_from_below_and_its_absence_said(tmp_path: Path) -> None:
    write(tmp_path, handoff="")
    below = tmp_path / "docs/campaigns/x"
    below.mkdir(parents=True)
    assert config.find_root(below) == tmp_path
    with pytest.raises(HandoffError, match=r"There is no handoff\.yml in"):
        config.find_root(Path(tmp_path.anchor))


def test_every_handoff_type_can_be_set_in_systems() -> None:
    systems = store.load("settings")["properties"]["systems"]["properties"]
    assert tuple(systems) == store.handoff_types()


def test_profiles_and_their_severities_name_real_things() -> None:
    assert config.profiles() == store.load("settings")["properties"]["profile"]["enum"]
    codes = {rule.code for rule in RULES}
    named = {code for name in config.profiles() for code in config._file("profiles")[name].get("severity", {})}
    assert named <= codes


@pytest.mark.parametrize("path", DEFAULTS, ids=lambda path: path.stem)
def test_the_defaults_satisfy_the_schema_and_are_read_the_quick_way(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not fast.is_suspect(text)
    data = fast.load(text, Limits())
    variant = store.variant("settings", 0, "standard")
    for part in data.values() if path.stem == "profiles" else [data]:
        assert variant.refusals(part) == []


def test_every_setting_has_a_default_in_one_file_and_a_place_in_config() -> None:
    keys = [key for path in DEFAULTS if path.stem != "profiles" for key in config._file(path.stem)]
    assert sorted(keys) == sorted(store.load("settings")["properties"])
    assert set(config._AS_WRITTEN) <= set(config.Config.__dataclass_fields__)


def test_shipped_numbers_of_platforms_say_where_they_are_from(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff=""))
    for found in (*settings.placements.values(), settings.ga4):
        assert found["source"]
        assert store.is_date(found["verified_on"])


def test_checklists_name_rules_by_code_and_types_by_name(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff=""))
    for name, checklist in settings.checklists.items():
        assert set(checklist.get("types", [])) <= set(TYPES), name
        assert checklist["items"], name
    for kind in settings.campaign_types:
        assert settings.checklists[f"production/{kind}"]["campaign_types"] == [kind]


def test_gates_and_checklists_name_fields_that_exist(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff=""))
    fields = {
        name: {tuple(step for step in path if step != EACH) for path, _ in store.patterns(name)}
        for name in (*TYPES, "campaign")
    }
    for kind, gates in settings.gates.items():
        for path in (path for gate in gates.values() for path in (*gate["scope"], *gate["covers"])):
            where, _, inner = path.rpartition(":")
            assert tuple(re.sub(r"\[.*?\]", "", inner).split(".")) in fields[where or kind], (kind, path)
    for checklist in settings.checklists.values():
        for kind in checklist.get("types", []) if "part" in checklist else []:
            assert ("package", checklist["part"]) in fields[kind]


def test_every_type_has_gates_raci_and_timing(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, handoff=""))
    for found in (settings.gates, settings.raci, settings.timing):
        assert tuple(found) == TYPES


@pytest.mark.parametrize("root", [PROJECT, PROJECT / "examples/starter"], ids=["demo", "starter"])
def test_the_settings_that_people_copy_are_right(root: Path) -> None:
    settings = config.load(root)
    assert settings.people
    assert settings.root == root


def described(schema: Any) -> Iterator[dict[str, Any]]:
    """Every subschema that has examples, also of the maps with names of one's own."""
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list):
            yield schema
        for key, inner in schema.items():
            if key not in ("examples", "enum", "const"):
                yield from described(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from described(inner)


def test_every_example_of_a_setting_is_valid() -> None:
    root = store.bundle("settings")
    for schema in described(root):
        assert schema.get("title"), json.dumps(schema)[:200]
        whole = store.resolve(schema, root)
        assert whole.get("description"), json.dumps(schema)[:200]
        validator = jsonschema.Draft202012Validator({**whole, "$defs": root["$defs"]})
        for example in schema["examples"]:
            assert validator.is_valid(example), (schema["title"], example)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{dat}_x.md", "The naming template {dat}_x.md uses {dat}, which is no token."),
        ("{date}_{date}.md", "The naming template {date}_{date}.md uses {date} twice."),
        (
            "{date}x{type}.md",
            "In the naming template {date}x{type}.md, {type} is not separated from the token before it.",
        ),
        ("{date}[_{part}.md", "The naming template {date}[_{part}.md has a brace or bracket without its partner."),
        ("{date}]_x.md", "The naming template {date}]_x.md has a brace or bracket without its partner."),
        ("{date}[_{part}[_{type}]].md", "has a brace or bracket without its partner."),
        ("{date_x.md", "The naming template {date_x.md has a brace or bracket without its partner."),
    ],
)
def test_a_template_that_cannot_be_read_in_one_way_is_refused(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        naming.compile_template(text)
    assert refused.value.message.endswith(message)


def test_a_template_reads_shows_and_fills_names() -> None:
    template = naming.compile_template("{date}_{campaign}_{type}[_{part}]_v{version}.md")
    name = template.read("20270110_spring-ride_strategy-to-creative_retail_v02.md")
    assert name is not None
    assert (name.date, name.campaign, name.type, name.part, name.version) == (
        "20270110",
        "spring-ride",
        "strategy-to-creative",
        "retail",
        "02",
    )
    assert template.read("20270110_spring-ride_strategy-to-creative_v02.MD") is None
    assert template.read("20270110_spring-ride_strategy-to-creative_v02.md\n") is None
    assert template.shown() == "YYYYMMDD_<campaign>_<type>[_<part>]_vNN.md"
    assert template.fill({"campaign": "x", "version": "01"}) == "YYYYMMDD_x_<type>_v01.md"
