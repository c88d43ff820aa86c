"""`handoff check`: options, exit codes, what goes where."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from handoff_lint.commands.check import Progress
from handoff_lint.validation import store
from tests.repositories.test_cases import HERE, lay_out
from tests.running import handoff

BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
OTHER = "docs/campaigns/winter-service/01-brief/20261005_winter-service_strategy-to-creative_v02.md"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    lay_out("clean", tmp_path / "repo")
    return tmp_path / "repo"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    lay_out("many-files-one-finding-each", tmp_path / "repo")
    return tmp_path / "repo"


def check(root: Path, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    done = handoff("check", "--root", str(root), "--today", "2027-01-12", *arguments, env=env)
    return done.exit_code, done.stdout, done.stderr


def test_a_clean_repository_exits_0_and_says_what_was_checked(clean: Path) -> None:
    assert check(clean) == (0, "No findings in 2 packages in 2 campaigns.\n", "")


def test_text_shows_place_excerpt_remedy_and_where_to_read_on(faulty: Path) -> None:
    code, out, err = check(faulty)
    assert (code, err) == (1, "")
    assert out.split("\n\n")[:3] == [
        BRIEF,
        "  11:1  error  HF103 unknown-field\n"
        "    There is no field “qualty_owner”. Did you mean quality_owner?\n"
        "    11 | qualty_owner: bea.lind\n"
        "       | ^^^^^^^^^^^^\n"
        "    > Rename it to quality_owner.",
        "  47:5  error  HF103 unknown-field\n"
        "    There is no field “ctaa” in package.message_hierarchy. Did you mean cta?\n"
        "    47 |     ctaa: Book your morning\n"
        "       |     ^^^^\n"
        "    > Rename it to cta.",
    ]
    ending = (
        "4 errors; checked 2 packages in 2 campaigns.\nWhy a rule exists and how to satisfy it: handoff explain HF103\n"
    )
    assert out.endswith(ending)
    (faulty / "handoff.yml").write_text("docs_url: https://playbook.example/\n")
    assert check(faulty)[1].endswith(ending + "Or on the web: https://playbook.example/rules/HF103/\n")
    assert "\x1b" not in out


def test_no_line_of_the_text_report_is_wider_than_the_terminal(tmp_path: Path) -> None:
    lay_out("broken-references", tmp_path / "repo")
    _, out, _ = check(tmp_path / "repo", env={"COLUMNS": "70"})
    wide = [line for line in out.splitlines() if len(line) > 70 and "docs/" not in line and "https:" not in line]
    assert wide == []


def test_statistics_count_by_rule(faulty: Path) -> None:
    _, out, _ = check(faulty, "--statistics")
    assert "How often\n       4  HF103  unknown-field\n" in out


def test_paths_filter_the_report_and_nothing_else(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(faulty)
    everything = json.loads(check(faulty, "--format", "json")[1])["findings"]
    for path in (BRIEF, OTHER, "docs/campaigns/spring-ride", "docs", "."):
        some = json.loads(check(faulty, "--format", "json", path)[1])["findings"]
        expected = [one for one in everything if path == "." or (one["path"] + "/").startswith(path + "/")]
        assert some == expected


def test_a_path_is_seen_from_the_working_directory(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(faulty / "docs/campaigns/spring-ride")
    done = handoff("check", "--format", "concise", "campaign.md")
    assert done.stdout == (
        "docs/campaigns/spring-ride/campaign.md:5:1: error HF103 There is no field “ownr”. Did you mean owner?\n"
    )


def test_paths_that_match_nothing_are_exit_2(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clean)
    code, out, err = check(clean, "docs/kampaigns")
    assert (code, out) == (2, "")
    assert err == (
        "No handoff file matches docs/kampaigns.\n"
        "Handoffs lie below docs/campaigns/; give a file or folder of it, or nothing for everything.\n"
    )


def test_a_path_outside_the_repository_is_exit_2(clean: Path, tmp_path: Path) -> None:
    code, _, err = check(clean, str(tmp_path))
    assert code == 2
    assert err == f"{tmp_path} lies outside the repository {clean}.\nName files and folders inside it.\n"


def test_without_handoff_yml_is_exit_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = handoff("check")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"There is no handoff.yml in {tmp_path} or above it, so there is nothing to check.\n")
    assert check(tmp_path)[::2] == (
        2,
        f"There is no handoff.yml in {tmp_path}.\nGive the folder that holds handoff.yml.\n",
    )


def test_an_empty_repository_is_clean_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n")
    (tmp_path / "docs/campaigns").mkdir(parents=True)
    assert check(tmp_path) == (
        0,
        "No findings in 0 packages in 0 campaigns.\n"
        "There is no handoff package yet: put the first one into a stage folder such as 01-brief/.\n",
        "",
    )


def test_a_missing_campaigns_folder_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n")
    code, out, err = check(tmp_path)
    assert (code, out) == (2, "")
    assert err == (
        f"There is no folder docs/campaigns/ in {tmp_path}.\n"
        "Create it, with a folder for each campaign, or set `docs_dir` in handoff.yml (now docs).\n"
    )


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--select", "HF103"), ["HF103"]),
        (("--select", "HF1"), ["HF103", "HF107"]),
        (("--select", "placeholder-left"), ["HF107"]),
        (("--select", "HF103,HF107"), ["HF103", "HF107"]),
        (("--select", "HF1", "--ignore", "HF103"), ["HF107"]),
        (("--ignore", "HF1", "--ignore", "HF2"), []),
        (("--ignore", "HF1,HF2,HF4"), []),
    ],
)
def test_select_and_ignore(tmp_path: Path, arguments: tuple[str, ...], codes: list[str]) -> None:
    lay_out("misspelt-required-field", tmp_path / "repo")
    brief = tmp_path / "repo" / BRIEF
    brief.write_text(brief.read_text().replace("£400", "TBD"))
    report = json.loads(check(tmp_path / "repo", "--format", "json", *arguments)[1])
    assert sorted(report["summary"]["rules"]) == codes


def test_an_unknown_rule_is_exit_2_with_the_nearest(clean: Path) -> None:
    code, _, err = check(clean, "--select", "placeholder-lift")
    assert code == 2
    assert "there is no rule placeholder-lift. Did you mean placeholder-left? `handoff rules` lists them." in err


def test_a_rule_that_nothing_may_switch_off_cannot_be_left_out(tmp_path: Path) -> None:
    lay_out("duplicate-key", tmp_path / "repo")
    code, out, err = check(tmp_path / "repo", "--ignore", "HF101")
    assert (code, out) == (2, "")
    assert "HF101 (front-matter-invalid) cannot be left out; mend what it finds." in err
    assert "HF101" in check(tmp_path / "repo", "--ignore", "HF1")[1]


@pytest.mark.parametrize("settings", ["severity: {HF102: info}\n", "severity: {HF102: 'off'}\n"])
def test_an_unknown_type_cannot_be_lightened_because_nothing_else_is_checked_then(
    tmp_path: Path, settings: str
) -> None:
    lay_out("unknown-type", tmp_path / "repo")
    (tmp_path / "repo/handoff.yml").write_text(settings)
    code, out, _ = check(tmp_path / "repo", "--format", "concise")
    assert code == 1
    assert "error HF102 type is “strategy-to-creativ”" in out


def test_a_type_written_with_a_capital_is_named(tmp_path: Path) -> None:
    lay_out("clean", tmp_path / "repo")
    brief = tmp_path / "repo" / BRIEF
    brief.write_text(brief.read_text().replace("type:", "Type:", 1))
    assert check(tmp_path / "repo", "--format", "concise")[1] == (
        f"{BRIEF}:2:1: error HF103 There is no field “Type”. Did you mean type?\n"
    )


def test_folders_that_lead_out_of_the_repository_are_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "campaigns/a/01-brief").mkdir(parents=True)
    (outside / "campaigns/a/01-brief/x.md").write_text("SECRET")
    root = tmp_path / "repo"
    lay_out("clean", root)
    (root / "a/b/c").mkdir(parents=True)
    (root / "a/b/c/docs").symlink_to(outside)
    (root / "handoff.yml").write_text("docs_dir: a/b/c/docs\n")
    code, out, err = check(root)
    assert (code, out) == (2, "")
    assert err.startswith("a/b/c/docs/campaigns: This folder leads to a place outside the repository")
    (root / "handoff.yml").write_text("docs_dir: ../outside\n")
    assert check(root)[0] == 2
    (root / "handoff.yml").write_text("")
    shutil.rmtree(root / "config")
    (root / "config").symlink_to(outside)
    assert check(root)[2].startswith("config: This folder leads to a place outside the repository")


def test_a_folder_that_cannot_be_read_is_a_finding_and_the_run_goes_on(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("spring-ride/01-brief"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("handoff_lint.reading.tree.os.scandir", scandir)
    assert check(clean, "--format", "concise")[:2] == (
        1,
        "docs/campaigns/spring-ride/01-brief:1:1: error HF101 This folder cannot be read: Permission denied.\n",
    )


def test_a_link_to_nothing_among_the_campaigns_is_a_finding(clean: Path) -> None:
    (clean / "docs/campaigns/other").symlink_to("nowhere")
    assert check(clean, "--format", "concise")[1] == (
        "docs/campaigns/other:1:1: error HF101 This is a symbolic link to a folder or to nothing, "
        "so what is behind it was not checked.\n"
    )


def test_a_fault_in_another_files_yaml_does_not_stop_the_run(clean: Path) -> None:
    text = (clean / BRIEF).read_text()
    (clean / BRIEF.replace(".md", ".markdown")).write_text(text.replace("type:", "depends_on: [nope-h1]\ntype:"))
    assert "HF201" in check(clean, "--format", "concise")[1]


def test_a_pattern_that_cannot_be_read_is_exit_2(clean: Path) -> None:
    (clean / "handoff.yml").write_text("exclude: ['!']\n")
    code, out, err = check(clean)
    assert (code, out) == (2, "")
    assert err.startswith("handoff.yml: A path pattern of the settings cannot be read: ")


def test_files_that_are_no_markdown_are_counted(clean: Path) -> None:
    (clean / BRIEF).rename(clean / BRIEF.replace(".md", ".txt"))
    assert "Not shown: 1 file that is no Markdown.\n" in check(clean)[1]


@pytest.mark.parametrize("columns", ["1", "5", "8", "10", "300"])
def test_any_width_of_a_terminal_will_do(faulty: Path, columns: str) -> None:
    assert check(faulty, env={"COLUMNS": columns})[0] == 1


def test_each_path_must_match_something(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clean)
    assert check(clean, "docs/campaigns/spring-ride", "docs/campaigns/sprung-ride")[2].startswith(
        "No handoff file matches docs/campaigns/sprung-ride.\n"
    )
    assert check(clean, "handoff.yml")[0] == 0


def test_no_rule_left_is_exit_2(clean: Path) -> None:
    assert check(clean, "--select", "HF103", "--ignore", "HF103")[2].startswith("--select and --ignore leave no rule")


def test_the_report_never_overwrites_what_is_checked(clean: Path, tmp_path: Path) -> None:
    for path in (clean / BRIEF, clean / "handoff.yml", clean / "config/vocabulary.yml"):
        before = path.read_bytes()
        assert check(clean, "--output", str(path))[0] == 2
        assert path.read_bytes() == before
    link, target = tmp_path / "link.txt", tmp_path / "target.txt"
    link.symlink_to(target)
    assert check(clean, "--output", str(link))[0] == 0
    assert link.is_symlink()
    assert target.read_text().startswith("No findings")
    assert check(clean, "--output", "-")[1].startswith("No findings")


def test_exit_zero(faulty: Path) -> None:
    assert check(faulty, "--exit-zero")[0] == 0


def test_today_and_no_time(tmp_path: Path) -> None:
    lay_out("waivers", tmp_path / "repo")
    expired = "This waiver ran out on 2026-12-31."
    assert expired in check(tmp_path / "repo")[1]
    assert expired not in handoff("check", "--root", str(tmp_path / "repo"), "--today", "2026-12-31").stdout
    assert expired not in check(tmp_path / "repo", "--no-time")[1]


def test_no_time_lets_an_expired_waiver_go_on_hiding(tmp_path: Path) -> None:
    lay_out("waivers", tmp_path / "repo")
    brief = tmp_path / "repo" / BRIEF
    brief.write_text(brief.read_text().replace("expires: 2027-03-31", "expires: 2026-12-31"))
    assert "HF105" in json.loads(check(tmp_path / "repo", "--format", "json")[1])["summary"]["rules"]
    assert "HF105" not in json.loads(check(tmp_path / "repo", "--format", "json", "--no-time")[1])["summary"]["rules"]


def test_json_follows_its_schema_and_counts_right(faulty: Path) -> None:
    report = json.loads(check(faulty, "--format", "json")[1])
    jsonschema.Draft202012Validator(store.bundle("report")).validate(report)
    assert report["summary"] == {
        "errors": 4,
        "warnings": 0,
        "infos": 0,
        "files": 7,
        "packages": 2,
        "campaigns": 2,
        "excluded": 0,
        "off": 0,
        "waived": 0,
        "ignored": 0,
        "elsewhere": 0,
        "compared_with": "",
        "proved_before": 0,
        "rules": {"HF103": 4},
    }
    assert report["findings"][1] == {
        "code": "HF103",
        "name": "unknown-field",
        "severity": "error",
        "path": BRIEF,
        "line": 47,
        "column": 5,
        "end_line": 47,
        "end_column": 9,
        "pointer": "/package/message_hierarchy/ctaa",
        "message": "There is no field “ctaa” in package.message_hierarchy. Did you mean cta?",
        "help": "Rename it to cta.",
        "url": "https://handoff-lint.readthedocs.io/rules/HF103/",
        "fixable": False,
        "time_dependent": False,
        "related": [],
    }


def test_jsonl_is_one_finding_a_line(faulty: Path) -> None:
    lines = [json.loads(line) for line in check(faulty, "--format", "jsonl")[1].splitlines()]
    assert lines == json.loads(check(faulty, "--format", "json")[1])["findings"]


def test_related_places_are_located(tmp_path: Path) -> None:
    lay_out("duplicate-ids", tmp_path / "repo")
    findings = json.loads(check(tmp_path / "repo", "--format", "json")[1])["findings"]
    assert findings[0]["related"] == [{"path": BRIEF, "line": 78, "column": 10, "message": "first used here"}]
    assert findings[2]["related"] == [{"path": BRIEF, "line": 1, "column": 1, "message": "the other one"}]
    assert "\n    - line 78: first used here\n" in check(tmp_path / "repo")[1]


def test_output_replaces_the_file_whole_and_keeps_its_mode(faulty: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("x" * 100_000)
    report.chmod(0o640)
    code, out, _ = check(faulty, "--format", "json", "--output", str(report))
    assert (code, out) == (1, "")
    assert json.loads(report.read_text()) == json.loads(check(faulty, "--format", "json")[1])
    assert report.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.glob(".report*")) == []


def test_output_that_cannot_be_written_is_exit_2(faulty: Path, tmp_path: Path) -> None:
    code, _, err = check(faulty, "--output", str(tmp_path / "none" / "report.txt"))
    assert code == 2
    assert err == (
        f"The report cannot be written to {tmp_path}/none/report.txt: No such file or directory.\n"
        "Give another --output.\n"
    )


def test_off_excluded_waived_and_ignored_are_said(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    lay_out("type-off", root)
    assert check(root)[1] == (
        "No findings in 0 packages in 2 campaigns.\nNot shown: 2 packages of types that are off.\n"
    )
    shutil.rmtree(root)
    lay_out("ignores", root)
    assert "Not shown: 1 finding ignored in the settings.\n" in check(root)[1]
    shutil.rmtree(root)
    lay_out("waivers", root)
    assert "Not shown: 1 finding waived in its package.\n" in check(root)[1]
    shutil.rmtree(root)
    lay_out("no-front-matter", root)
    assert "Not shown: 1 file or folder left out by `exclude`.\n" in check(root)[1]


def test_exclude_covers_whole_folders_and_campaign_files(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    lay_out("campaign-folder-name", root)
    (root / "docs/campaigns/spring-ride/campaign.md").write_text("junk")
    assert check(root)[0] == 1
    (root / "handoff.yml").write_text(
        "exclude: ['docs/campaigns/Summer*/', campaign.md]\nseverity: {HF109: 'off'}\n"
        "gates: {strategy-to-creative: {business: 'off'}}\n"  # it answers for the launch date of campaign.md
    )
    assert check(root)[:2] == (
        0,
        "No findings in 2 packages in 2 campaigns.\nNot shown: 3 files or folders left out by `exclude`.\n",
    )


def test_an_unreadable_file_is_shown_with_its_line(tmp_path: Path) -> None:
    lay_out("colon-in-value", tmp_path / "repo")
    assert (
        "  4:19  error  HF101 front-matter-invalid\n"
        "    The value holds a colon and a blank, which looks like another field.\n"
        "    4 | title: Spring ride: the brief\n"
        "      |                   ^\n"
        "    > Put the whole value in quotes"
    ) in check(tmp_path / "repo")[1]


def test_spreading_over_processes_changes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    lay_out("many-files-one-finding-each", root)
    campaigns = root / "docs/campaigns"
    for number in range(70):
        shutil.copytree(campaigns / "spring-ride", campaigns / f"copy-{number:02}")
    one = check(root, "--format", "json", "--jobs", "1")
    assert len(json.loads(one[1])["findings"]) > 300
    assert check(root, "--format", "json", "--jobs", "2") == one


def terminal(root: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """What the command prints on a real (pseudo) terminal."""
    command = [sys.executable, "-m", "handoff_lint", "check", "--root", str(root), *arguments]
    shell = {**{key: value for key, value in os.environ.items() if key != "NO_COLOR"}, "TERM": "xterm", **(env or {})}
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, env=shell) as process:
        os.close(theirs)
        printed = b""
        while chunk := _read(ours):
            printed += chunk
        process.wait()
    os.close(ours)
    return printed.decode()


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux answers EIO when the other end is closed
        return b""


def test_colours_and_links_on_a_terminal_only(faulty: Path) -> None:
    assert "\x1b]8;;" not in terminal(faulty)
    (faulty / "handoff.yml").write_text("docs_url: https://playbook.example\n")
    coloured = terminal(faulty)
    assert "\x1b[31m\x1b[1merror\x1b[0m" in coloured
    assert "\x1b]8;;https://playbook.example/rules/HF103/\x1b\\HF103\x1b]8;;\x1b\\" in coloured
    for plain in (terminal(faulty, "--no-color"), terminal(faulty, env={"NO_COLOR": "1"})):
        assert "\x1b" not in plain


def test_there_are_as_many_cases_as_folders() -> None:
    assert {path.parent.name for path in HERE.glob("*/expected.txt")} == {
        path.parent.name for path in HERE.glob("*/case.yml")
    }


def test_a_long_run_on_a_terminal_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress()
    bar(32, 64)
    assert capsys.readouterr().err == ""
    bar.started -= 10
    bar(32, 64)
    bar.clear()
    assert capsys.readouterr() == ("", f"\rChecking [{'#' * 15}{'-' * 15}] 32 of 64 campaigns\r{' ' * 78}\r")
