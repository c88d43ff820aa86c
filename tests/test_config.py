"""Settings: what is merged, what is refused, and where the fault is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import config, naming
from handoff_lint.errors import HandoffError, SettingsError
from handoff_lint.model import Severity
from handoff_lint.reading.limits import Limits
from handoff_lint.rules import RULES
from handoff_lint.validation import store


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
    assert [(item.rule, item.severity) for item in settings.severity] == [("HF202", None)]


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
    named = {code for name in config.profiles() for code in config._default("profiles")[name].get("severity", {})}
    assert named <= codes


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
