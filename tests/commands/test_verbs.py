"""`handoff rules`, `explain`, `schema`, and what every verb shares."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from handoff_lint import __version__, cli
from handoff_lint.model import Problem
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Context, Rule
from handoff_lint.rules.structure import placeholder
from handoff_lint.validation import store
from tests.repositories.test_cases import lay_out
from tests.running import handoff

ROOT = Path(__file__).parents[2]


def test_rules_lists_every_rule_once_in_order() -> None:
    done = handoff("rules")
    codes = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("HF")]
    assert codes == sorted(codes) == [rule.code for rule in RULES]
    assert done.stdout.startswith(
        "HF101  front-matter-invalid  (error, cannot be switched off)\n"
        "       The file can be read and begins with front matter in YAML 1.2.\n"
    )
    assert max(len(line) for line in done.stdout.splitlines()) < 80


def test_rules_as_json() -> None:
    listed = json.loads(handoff("rules", "--format", "json").stdout)
    assert listed[6] == {
        "code": "HF107",
        "name": "placeholder-left",
        "family": "structure",
        "severity": "error",
        "since": "in_review",
        "waivable": True,
        "summary": "Nothing still says TBD, TODO, lorem ipsum or <insert …>.",
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_explain_says_why_how_and_shows_examples(rule: Rule) -> None:
    page = handoff("explain", rule.code).stdout
    assert page.startswith(f"{rule.code} {rule.name}\n\n")
    assert page == handoff("explain", rule.name).stdout
    for part in ("\nSeverity: ", "\nHow to fix: ", "\nBad: ", "\nGood: "):
        assert part in page
    for example in rule.examples:
        assert f": {example.title}\n" in page


def test_explain_an_unknown_rule() -> None:
    done = handoff("explain", "HF110x")
    assert done.exit_code == 2
    assert "there is no rule HF110x. Did you mean HF110?" in done.stderr


def test_schema_lists_and_prints(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert handoff("schema").stdout.splitlines()[0] == "strategy-to-creative     Strategy to creative"
    for name in store.document_types():
        schema = json.loads(handoff("schema", name).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        text = json.dumps(schema)
        assert '"x-' not in text
        assert "common.schema.json#" not in text


def test_schema_of_an_unknown_type() -> None:
    done = handoff("schema", "strategy-to-creativ")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no schema strategy-to-creativ. Did you mean strategy-to-creative?\n")


def test_the_printed_schema_demands_what_the_status_demands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    validator = jsonschema.Draft202012Validator(json.loads(handoff("schema", "strategy-to-creative").stdout))
    draft = {"type": "strategy-to-creative", "status": "draft", "from": "maya.holt"}
    assert validator.is_valid(draft)
    missing = {error.message.split("'")[1] for error in validator.iter_errors({**draft, "status": "in_review"})}
    assert {"to", "quality_owner", "raci", "objective", "context", "constraints", "timeline", "package"} <= missing
    starter = json.loads(handoff("schema", "strategy-to-creative", "--profile", "starter").stdout)
    errors = jsonschema.Draft202012Validator(starter).iter_errors({**draft, "status": "in_review"})
    assert "links" in missing
    assert "links" not in {error.message.split("'")[1] for error in errors}


def test_version_and_help() -> None:
    assert __version__ in handoff("--version").stdout
    page = handoff("--help").stdout
    assert [line.split()[0] for line in page.partition("Commands:")[2].strip().splitlines()] == list(cli.VERBS)


def test_an_unknown_verb_or_option_is_exit_2() -> None:
    assert handoff("chek").exit_code == 2
    assert handoff("check", "--fromat", "json").exit_code == 2
    assert (
        "Possible options: --format" in handoff("check", "--fromat", "json").stderr
        or "--format" in handoff("check", "--fromat", "json").stderr
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_crashing_rule_is_exit_3_and_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str) -> None:
    def crash(_document: object, _context: Context) -> list[Problem]:
        return [1 // 0]  # type: ignore[list-item]

    lay_out("clean", tmp_path / "repo")
    for number in range(40):
        (tmp_path / "repo/docs/campaigns" / f"more-{number}").mkdir()
    broken = placeholder.RULE.__class__(
        **{name: getattr(placeholder.RULE, name) for name in placeholder.RULE.__slots__} | {"document": crash}
    )
    rules = tuple(broken if rule is placeholder.RULE else rule for rule in RULES)
    for module in ("handoff_lint.checker.RULES", "handoff_lint.commands.check.RULES", "handoff_lint.engine.RULES"):
        monkeypatch.setattr(module, rules)
    done = handoff("check", "--root", str(tmp_path / "repo"), "--jobs", jobs)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith("The rule HF107 (placeholder-left) failed on docs/campaigns/")
    assert ": ZeroDivisionError: integer division or modulo by zero\n" in done.stderr
    assert "This is a bug of handoff-lint, not of your file. Please report it with the text below." in done.stderr


def test_a_bug_elsewhere_is_exit_3(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lay_out("clean", tmp_path / "repo")
    monkeypatch.setattr("handoff_lint.engine.run", lambda *_: int("no number"))
    done = handoff("check", "--root", str(tmp_path / "repo"))
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "handoff-lint failed: ValueError: invalid literal for int() with base 10: 'no number'\nThis is a bug"
    )


def test_completion_knows_verbs_and_rules() -> None:
    def complete(words: str) -> list[str]:
        env = {
            **os.environ,
            "_HANDOFF_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        command = [Path(sys.executable).parent / "handoff"]
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert complete("handoff ch") == ["check"]
    codes = ["HF201", "HF202", "HF203", "HF204", "HF205", "HF206", "HF207", "HF208"]
    assert complete("handoff check --select HF20") == codes
    assert complete("handoff schema ca") == [name for name in store.document_types() if name.startswith("ca")]
    assert complete("handoff schema cam") == ["campaign-retrospective", "campaign"]


def test_check_loads_only_what_it_needs() -> None:
    """Start-up counts on every commit: a clean run loads neither jsonschema nor ruamel.yaml; Pillow only for images."""
    code = (
        "import sys; from handoff_lint import cli; code = cli.run(['check', '--no-time']);"
        "print(code, sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = [
        "jsonschema",
        "ruamel",
        "_ruamel_yaml",
        "PIL",
        "pathspec",
        "git",
        "rich",
        "concurrent",
        "holidays",
        "regex",
        "jsonschema_rs",
        "yaml_rs",
    ]
    for root, images in ((ROOT / "examples/starter", []), (ROOT, ["PIL"])):
        command = [sys.executable, "-c", code, *heavy]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True)
        assert done.stdout.splitlines()[-1] == f"0 {[*images, 'jsonschema_rs', 'yaml_rs']}"
