"""What nothing may switch off: every switch is tried on every such finding; it stays, or the switch is refused.

A switch that is refused ends the check with exit code 2 and names the rule. Policy itself (which gates there are, which
types are used, which files are no handoffs) is a switch too, but a visible one: the report counts what it leaves out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handoff_lint.rules import RULES
from tests.editing import without
from tests.repositories.test_cases import copy_demo
from tests.running import handoff

BRIEF = "docs/campaigns/dockside-launch/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"
LOCKED = ("HF101", "HF402", "HF403", "HF404", "HF405", "HF407", "HF412", "HF413")
OF_CHANGES = ("HF406", "HF410", "HF411", "HF414", "HF415", "HF417", "HF418")
"""Locked as well; tests/attacks tries the switches on them."""
OTHER = "sha256:" + "0" * 64
NAMING = 'naming: {package: "{date}_{campaign}_{type}[_{part}]_v{version}.md"}\n'

Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    """Puts `new` in the one place where `old` stands."""

    def edit(text: str) -> str:
        assert text.count(old) == 1, old
        return text.replace(old, new)

    return edit


def top(lines: str) -> Edit:
    """Adds fields at the end of the front matter."""
    return lambda text: text.replace("\n---\n## In short", f"\n{lines}---\n## In short")


def dropped(*pointers: str) -> Edit:
    """Takes fields out."""

    def edit(text: str) -> str:
        for pointer in pointers:
            text = without(text, pointer)
        return text

    return edit


class Fault(NamedTuple):
    """A way to break the brief, and the finding that nothing may hide."""

    name: str
    code: str
    pointer: str
    edit: Edit


def waiver(code: str) -> str:
    """An entry of `waivers`, decided by the quality owner and still running."""
    return f"  - rule: {code}\n    reason: It is late.\n    by: yuki.farrow\n    expires: 2026-11-15\n"


SIGNED = "    - by: yuki.farrow\n      decision: approved\n      at: 2026-08-05T10:12:00Z\n      version: 2\n"
ACCEPTED = "  - by: priya.castellan\n    decision: accepted\n"
NOT_ACCEPTED = dropped("/acceptance")
CLAIMS = "/package/brand/claims"
CLAIMED = swap("    accessibility:\n", "    claims: Average dwell fell by 38 minutes\n    accessibility:\n")
FAULTS = [
    Fault("unreadable", "HF101", "", swap("status: accepted\n", "status: accepted\nstatus: draft\n")),
    Fault(
        "unsigned",
        "HF402",
        "/signoffs/quality",
        lambda text: swap("signoffs:\n", "signoffs:\n  quality:\n")(without(text, "/signoffs/quality")),
    ),
    Fault("stale", "HF403", "/signoffs/quality/1/content", swap(SIGNED, SIGNED.replace("version: 2", "version: 1"))),
    Fault("no-role", "HF404", "/signoffs/quality/1/by", swap(SIGNED, SIGNED.replace("yuki.farrow", "dario.penn"))),
    Fault("own-work", "HF405", "/signoffs/quality/1/by", swap(SIGNED, SIGNED.replace("yuki.farrow", "tomasz.wren"))),
    Fault("not-accepted", "HF407", "/acceptance/0", swap(ACCEPTED, ACCEPTED.replace("priya.castellan", "sofia.marsh"))),
    Fault("waived-gate", "HF412", "/waivers/0/rule", top("waivers:\n" + waiver("HF402"))),
    Fault("sign-off-shape", "HF102", "/signoffs/quality/1/decision", swap(SIGNED, SIGNED.replace("approved", "fine"))),
    Fault("acceptance-shape", "HF102", "/acceptance/1/decision", swap(ACCEPTED, ACCEPTED.replace("accepted", "ok"))),
    Fault("status-shape", "HF102", "/status", swap("status: accepted\n", "status: done\n")),
    Fault(
        "waiver-shape", "HF102", "/waivers/0/expires", top("waivers:\n" + waiver("HF901").replace("2026-11-15", "soon"))
    ),
    Fault(
        "sign-off-key", "HF103", "/signoffs/quality/1/desision", swap(SIGNED, SIGNED.replace("decision", "desision"))
    ),
    Fault("no-sign-offs", "HF402", "/signoffs", dropped("/signoffs")),
    Fault("no-acceptance", "HF407", "/acceptance", dropped("/acceptance")),
    Fault("no-status", "HF106", "/status", dropped("/status")),
]
HIDING = [
    Fault("no-owner", "HF106", "/from", dropped("/from")),
    Fault("owner-shape", "HF102", "/from/owner", swap("  owner: tomasz.wren\nto:", "  owner: Tomasz Wren\nto:")),
    Fault("unknown-owner", "HF301", "/from/owner", swap("  owner: tomasz.wren\nto:", "  owner: tomas.wren\nto:")),
    Fault("no-to", "HF106", "/to", dropped("/to")),
    Fault("no-receiver", "HF305", "/to/receiver", dropped("/to/receiver")),
    Fault("receiver-shape", "HF305", "/to", lambda text: top("to: [kofi.adair]\n")(without(text, "/to"))),
    Fault("unknown-receiver", "HF301", "/to/receiver", swap("receiver: priya.castellan", "receiver: priya.castelan")),
    Fault("owner-receives", "HF305", "/to/receiver", swap("receiver: priya.castellan", "receiver: tomasz.wren")),
    Fault("acceptance-emptied", "HF407", "/acceptance", lambda text: top("acceptance: []\n")(NOT_ACCEPTED(text))),
    Fault("sign-offs-key", "HF103", "/signofs", swap("\nsignoffs:\n", "\nsignofs:\n")),
    Fault("acceptance-key", "HF103", "/aceptance", swap("\nacceptance:\n", "\naceptance:\n")),
    Fault("status-key", "HF103", "/statu", swap("\nstatus: accepted\n", "\nstatu: accepted\n")),
    Fault("owner-key", "HF103", "/from/ownr", swap("  owner: tomasz.wren\nto:", "  ownr: tomasz.wren\nto:")),
    Fault("claims-key", "HF103", "/package/brand/claim", swap("    claims:\n", "    claim:\n")),
    Fault("claims-place", "HF103", "/package/claims", swap("package:\n", "package:\n  claims: [{text: Halved}]\n")),
    Fault("claims-shape", "HF102", "/package/brand/claims", lambda text: CLAIMED(without(text, CLAIMS))),
    Fault("extra-gate-key", "HF103", "/gate", top("gate: [{gate: law, role: legal, reason: A price is named.}]\n")),
    Fault("extra-gate-place", "HF103", "/package/gates", swap("package:\n", "package:\n  gates: [law]\n")),
    Fault("extra-gate-shape", "HF106", "/gates/0/reason", top("gates: [{gate: law, role: legal}]\n")),
    Fault(
        "extra-gate-name",
        "HF401",
        "/gates/0/gate",
        top("gates: [{gate: acceptance, role: legal, reason: A price is named.}]\n"),
    ),
]
"""Ways to hide who approved, who must or for whose work: each is a finding that nothing may hide."""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    copy_demo(tmp_path / "repo")
    return tmp_path / "repo"


def change(path: Path, edit: Edit) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def check(root: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON report (empty when the check was refused), standard error."""
    done = handoff("check", "--root", str(root), "--today", "2026-10-27", "--format", "json", *arguments)
    return done.exit_code, json.loads(done.stdout) if done.stdout else {}, done.stderr


def severities(report: dict[str, Any], fault: Fault) -> list[str]:
    """The weight of each finding that is the fault."""
    return [
        one["severity"]
        for one in report["findings"]
        if (one["code"], one["path"], one["pointer"]) == (fault.code, BRIEF, fault.pointer)
    ]


def assert_it_stays(root: Path, fault: Fault, *arguments: str) -> None:
    code, report, err = check(root, *arguments)
    if code == 2:
        assert fault.code in err
    else:
        assert (severities(report, fault), code) == (["error"], 1)


def settings(lines: str) -> Callable[[Path, Fault], None]:
    """Adds lines to handoff.yml; CODE stands for the fault's rule."""

    def switch(root: Path, fault: Fault) -> None:
        change(root / "handoff.yml", lambda text: text + lines.replace("CODE", fault.code))

    return switch


def with_waiver(root: Path, fault: Fault) -> None:
    entry = waiver(fault.code)
    text = (root / BRIEF).read_text(encoding="utf-8")
    change(
        root / BRIEF, swap("waivers:\n", "waivers:\n" + entry) if "\nwaivers:" in text else top("waivers:\n" + entry)
    )


def in_profile(name: str) -> Callable[[Path, Fault], None]:
    def switch(root: Path, _fault: Fault) -> None:
        change(root / "handoff.yml", lambda text: text.replace("profile: standard\n", f"profile: {name}\n" + NAMING))

    return switch


SWITCHES = {
    "ignore": settings(f"ignore: [{{rule: CODE, paths: {BRIEF}, reason: It is late.}}]\n"),
    "ignore everywhere": settings('ignore: [{rule: CODE, paths: "**", reason: It is late.}]\n'),
    "severity off": settings('severity: {CODE: "off"}\n'),
    "severity warning": settings("severity: {CODE: warning}\n"),
    "severity info": settings("severity: {CODE: info}\n"),
    "severity of a path": settings('severity: {CODE: [{level: "off", paths: docs/}]}\n'),
    "severity of a path, info": settings(f"severity: {{CODE: [{{level: info, paths: {BRIEF}}}]}}\n"),
    "profile starter": in_profile("starter"),
    "profile strict": in_profile("strict"),
    "fail on errors": settings("fail_on: error\n"),
    "fail on warnings": settings("fail_on: warning\n"),
    "fail on notes": settings("fail_on: info\n"),
    "small teams": settings("separation_of_duties: relaxed\n"),
    "evidence": settings("evidence: {minimum: recorded}\n"),
}


def test_these_rules_are_locked() -> None:
    assert {rule.code for rule in RULES if not rule.waivable} == {*LOCKED, *OF_CHANGES}


@pytest.mark.parametrize("fault", FAULTS + HIDING, ids=lambda fault: fault.name)
def test_each_fault_is_an_error_as_it_is(demo: Path, fault: Fault) -> None:
    change(demo / BRIEF, fault.edit)
    code, report, _ = check(demo)
    assert (severities(report, fault), code) == (["error"], 1)


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_no_setting_hides_it(demo: Path, fault: Fault, switch: str) -> None:
    change(demo / BRIEF, fault.edit)
    SWITCHES[switch](demo, fault)
    assert_it_stays(demo, fault)


@pytest.mark.parametrize("switch", ["ignore", "severity off"])
@pytest.mark.parametrize("fault", HIDING, ids=lambda fault: fault.name)
def test_no_setting_helps_to_hide_who_decides(demo: Path, fault: Fault, switch: str) -> None:
    change(demo / BRIEF, fault.edit)
    SWITCHES[switch](demo, fault)
    assert_it_stays(demo, fault)


@pytest.mark.parametrize("fault", FAULTS + HIDING, ids=lambda fault: fault.name)
def test_no_waiver_hides_it(demo: Path, fault: Fault) -> None:
    change(demo / BRIEF, fault.edit)
    with_waiver(demo, fault)
    moved = fault._replace(pointer=fault.pointer.replace("/waivers/0", "/waivers/1"))
    assert_it_stays(demo, moved)


@pytest.mark.parametrize("arguments", [("--no-time",), ("--jobs", "2"), ("--exit-zero",), (BRIEF,)], ids=" ".join)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_no_option_hides_it(
    demo: Path, fault: Fault, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo)
    change(demo / BRIEF, fault.edit)
    code, report, _ = check(demo, *arguments)
    assert (severities(report, fault), code) == (["error"], int("--exit-zero" not in arguments))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.code in LOCKED], ids=lambda fault: fault.name)
def test_leaving_a_locked_rule_out_is_refused_or_without_effect(demo: Path, fault: Fault) -> None:
    change(demo / BRIEF, fault.edit)
    rule = next(rule for rule in RULES if rule.code == fault.code)
    for word in (fault.code, rule.name, fault.code[:3], "HF"):
        assert_it_stays(demo, fault, "--ignore", word)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.code not in LOCKED], ids=lambda fault: fault.name)
def test_leaving_a_rule_out_leaves_what_it_says_about_sign_offs(demo: Path, fault: Fault) -> None:
    change(demo / BRIEF, fault.edit)
    assert_it_stays(demo, fault, "--ignore", fault.code)


def test_a_type_that_only_advises_still_shows_it(demo: Path) -> None:
    """Enforcing one type after the other is the policy's business; the finding is there, as a warning."""
    change(demo / "handoff.yml", swap("  strategy-to-creative: enforce\n", "  strategy-to-creative: advise\n"))
    for fault in FAULTS[1:]:
        text = (demo / BRIEF).read_text(encoding="utf-8")
        change(demo / BRIEF, fault.edit)
        _, report, _ = check(demo)
        assert severities(report, fault) in (["warning"], ["error"]), fault.name
        (demo / BRIEF).write_text(text, encoding="utf-8")


def test_what_is_left_out_as_a_whole_is_counted(demo: Path) -> None:
    change(demo / BRIEF, FAULTS[1].edit)
    before = check(demo)[1]["summary"]
    assert (before["excluded"], before["off"], before["packages"]) == (0, 0, 7)
    handoff_yml = (demo / "handoff.yml").read_text(encoding="utf-8")
    change(demo / "handoff.yml", lambda text: text + f"exclude: [{BRIEF}]\n")
    excluded = check(demo)[1]["summary"]
    assert (excluded["excluded"], excluded["packages"]) == (1, 6)
    (demo / "handoff.yml").write_text(handoff_yml, encoding="utf-8")
    change(demo / "handoff.yml", swap("  strategy-to-creative: enforce\n", '  strategy-to-creative: "off"\n'))
    off = check(demo)[1]["summary"]
    assert (off["off"], off["packages"]) == (1, 6)


WAYS_AROUND = {
    "slot taken out, missing slot waived": (
        Fault("", "HF402", "/signoffs", dropped("/signoffs/quality")),
        top("waivers:\n" + waiver("HF401")),
        "",
    ),
    "slot taken out, missing slot switched off": (
        Fault("", "HF402", "/signoffs", dropped("/signoffs/quality")),
        top(""),
        'severity: {HF401: "off"}\n',
    ),
    "stale, and a waived unknown field": (FAULTS[2], top("colour: red\nwaivers:\n" + waiver("HF103")), ""),
    "stale, and an unknown field switched off": (FAULTS[2], top("colour: red\n"), 'severity: {HF103: "off"}\n'),
    "not accepted, and a waived unknown field": (FAULTS[5], top("colour: red\nwaivers:\n" + waiver("HF103")), ""),
    "not accepted, and a waived wrong value": (
        FAULTS[5],
        lambda text: top("waivers:\n" + waiver("HF102"))(
            swap("      quantity: 1\n      variants: 2\n", "      quantity: one\n      variants: 2\n")(text)
        ),
        "",
    ),
    "stale, and the extra gate of the package takes its name": (
        FAULTS[2],
        top("gates:\n  - gate: quality\n    role: strategist\n    reason: He knows it best.\n"),
        "",
    ),
}


@pytest.mark.parametrize("way", WAYS_AROUND)
def test_nothing_else_makes_a_locked_rule_look_away(demo: Path, way: str) -> None:
    fault, cover, lines = WAYS_AROUND[way]
    change(demo / BRIEF, fault.edit)
    change(demo / BRIEF, cover)
    change(demo / "handoff.yml", lambda text: text + lines)
    code, report, err = check(demo)
    assert err == ""
    assert [one["code"] for one in report["findings"] if one["code"] == fault.code] != []
    assert code == 1
