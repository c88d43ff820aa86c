"""What nothing may switch off, where it takes a change to find it: every switch is tried on every such finding.

The switch lies in the base already, so that it counts; it is refused (exit 2, naming the rule) or without effect.
tests/test_locks.py does the same for what a plain check finds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PEOPLE, SECOND, Repository
from tests.repositories.test_cases import copy_demo
from tests.running import handoff

Attack = Callable[[Repository], None]


def _rejection_deleted(repo: Repository) -> None:
    entry = repo.sign("quality", "bea.lind", decision="changes_requested", note="No price.")
    repo.commit("No", by="bea.lind")
    _begin(repo)
    repo.replace(BRIEF, entry, "")


def _skipped(repo: Repository) -> None:
    _begin(repo)
    repo.status("accepted")


def _typed_name(repo: Repository) -> None:
    _begin(repo)
    repo.sign("quality", "bea.lind")


def _mixed(repo: Repository) -> None:
    _begin(repo)
    repo.replace("handoff.yml", "{name: Tom Osei}", "{name: Tom Osei, roles: [brand_quality]}")
    repo.replace(BRIEF, "300 commuters", "200 commuters")


def _copied(repo: Repository) -> None:
    entry = repo.sign("quality", "bea.lind")
    repo.commit("Yes", by="bea.lind")
    _begin(repo)
    repo.insert("quality", entry)


def _older(repo: Repository) -> None:
    text = repo.read()
    repo.move(BRIEF, SECOND)
    repo.commit("The second version")
    _begin(repo)
    repo.delete(SECOND)
    repo.write(BRIEF, text)


ATTACKS: dict[str, Attack] = {
    "HF406": _rejection_deleted,
    "HF411": _skipped,
    "HF414": _typed_name,
    "HF415": _mixed,
    "HF417": _copied,
    "HF418": _older,
}
SWITCHES = {
    "none": "",
    "severity off": 'severity: {CODE: "off"}\n',
    "severity info": "severity: {CODE: info}\n",
    "severity of a path": 'severity: {CODE: [{level: "off", paths: "**"}]}\n',
    "ignore": 'ignore: [{rule: CODE, paths: "**", reason: It is late.}]\n',
    "small teams": "separation_of_duties: relaxed\n",
    "fail on warnings": "fail_on: warning\n",
}
WAIVER = "waivers:\n  - {rule: CODE, reason: It is late., by: bea.lind, expires: 2029-12-31}\n"


def _begin(repo: Repository) -> None:
    repo.branch("work")


def _prepared(tmp_path: Path, lines: str = "") -> Repository:
    return Repository(tmp_path).settle("in_review", settings=PEOPLE + lines)


def _is_found(repo: Repository, code: str, *options: str) -> bool:
    """Whether the finding is there as an error that fails the check, or the switch is refused."""
    done = repo.handoff("check", "--base", "main", "--no-time", "--format", "concise", *options)
    if done.exit_code == 2:
        return code in done.stderr
    return f"error {code} " in done.stdout and done.exit_code == 1


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("code", ATTACKS)
def test_no_setting_hides_it(tmp_path: Path, code: str, switch: str) -> None:
    lines = SWITCHES[switch].replace("CODE", code)
    repo = _prepared(tmp_path, lines)
    ATTACKS[code](repo)
    repo.commit("An attack", by="maya.holt")
    assert _is_found(repo, code)


@pytest.mark.parametrize("code", ATTACKS)
def test_no_waiver_and_no_option_hides_it(tmp_path: Path, code: str) -> None:
    repo = _prepared(tmp_path)
    ATTACKS[code](repo)
    repo.replace(BRIEF, "next_steps:\n", WAIVER.replace("CODE", code) + "next_steps:\n")
    repo.commit("An attack", by="maya.holt")
    assert _is_found(repo, code)
    for word in (code, code[:3], "HF"):
        assert _is_found(repo, code, "--ignore", word)


LAUNCH = "docs/campaigns/dockside-launch/03-launch/20260907_dockside-launch_production-to-launch_v01.md"


@pytest.mark.parametrize("switch", SWITCHES)
def test_no_setting_hides_a_late_go(tmp_path: Path, switch: str) -> None:
    copy_demo(tmp_path / "repo")
    for path, old, new in (
        (LAUNCH, "at: 2026-09-11T16:00:00+01:00", "at: 2026-09-14T16:00:00+01:00"),
        ("handoff.yml", "systems:\n", SWITCHES[switch].replace("CODE", "HF410") + "systems:\n"),
    ):
        text = (tmp_path / "repo" / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (tmp_path / "repo" / path).write_text(text.replace(old, new), encoding="utf-8")
    done = handoff("check", "--root", str(tmp_path / "repo"), "--today", "2026-10-27", "--format", "concise")
    if done.exit_code == 2:
        assert "HF410" in done.stderr
    else:
        late = "error HF410 The go came 31 hours late: it was due by 2026-09-13 09:00, 48 hours before the launch."
        assert (done.exit_code, late in done.stdout) == (1, True)
