"""The writing rules on whole repositories: a page full of faults, honest prose, another language, statuses."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.model import Finding, Severity
from handoff_lint.prose import figures, lists, phrases
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Example
from tests.repositories.test_cases import copy_demo
from tests.rules.scratch import build
from tests.running import handoff

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
FAULTY = HERE / "faulty"
TODAY = datetime.date(2027, 1, 12)
WRITING = tuple(rule for rule in RULES if rule.family == "writing")


def findings(root: Path, language: str = "") -> list[Finding]:
    settings = config.load(root)
    if language:
        settings = replace(settings, organisation={**settings.organisation, "language": language})
    return list(engine.run(settings, engine.Options(rules=WRITING, today=TODAY, jobs=1)).findings)


def described(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.code, one.severity.value, one.message) for one in found]


def one_brief(root: Path, shows: str, *, settings: str = "") -> list[tuple[str, str, str]]:
    build(root, Example("a case", shows=shows, settings=settings))
    return described(findings(root))


def test_the_rules_are_those_of_the_design() -> None:
    assert [(rule.code, rule.name, rule.severity.value, rule.since, rule.idea, rule.fix) for rule in WRITING] == [
        ("HF901", "strategy-summary-too-long", "error", "in_review", "F1", ""),
        ("HF902", "vague-wording", "warning", "", "F4", ""),
        ("HF903", "assumed-knowledge", "warning", "", "F4", ""),
        ("HF904", "verbal-decision-unconfirmed", "error", "handed_off", "F4", ""),
        ("HF905", "open-assumption", "error", "handed_off", "F4", ""),
        ("HF906", "unsourced-claim", "warning", "", "F4", ""),
        ("HF907", "message-too-long", "error", "in_review", "F1", ""),
    ]


def test_the_page_of_faults_gives_exactly_its_findings() -> None:
    done = handoff("check", "--root", str(FAULTY), "--format", "concise", "--today", "2027-01-12", "--ignore", "HF713")
    assert done.stderr == ""
    assert done.stdout == (FAULTY / "expected.txt").read_text(encoding="utf-8")
    assert done.exit_code == 1


def test_each_place_holds_the_words_that_its_message_quotes() -> None:
    quoting = [one for one in findings(FAULTY) if one.message.startswith("“")]
    assert len(quoting) == 65
    for one in quoting:
        lines = (FAULTY / one.path).read_text(encoding="utf-8").split("\n")[one.span.line - 1 : one.span.end_line]
        lines[-1] = lines[-1][: one.span.end_column - 1]
        there = " ".join("\n".join([lines[0][one.span.column - 1 :], *lines[1:]]).split())
        assert there == re.findall("“(.*?)”", one.message)[0]


@pytest.mark.parametrize("root", ["demo", "examples/starter", "tests/repositories/base"])
def test_honest_prose_gives_no_finding(root: str, tmp_path: Path) -> None:
    if root == "demo":
        copy_demo(tmp_path)
    found = findings(tmp_path if root == "demo" else PROJECT / root)
    assert described(found) == []


@pytest.mark.parametrize("page", sorted((HERE / "honest").glob("*.md")), ids=lambda page: page.stem)
def test_an_honest_page_gives_no_finding(page: Path, tmp_path: Path) -> None:
    path = build(tmp_path, Example("a case"))
    with (tmp_path / path).open("a", encoding="utf-8") as body:
        body.write("\n" + page.read_text(encoding="utf-8"))
    assert described(findings(tmp_path)) == []


@pytest.mark.parametrize("text", (HERE / "honest/copy.txt").read_text(encoding="utf-8").splitlines())
def test_honest_copy_claims_nothing(text: str) -> None:
    known = lists.lists("en")
    assert known
    assert figures.figures(text, known) == []


@pytest.mark.parametrize("entry", lists.read("en")["vague"], ids=lambda entry: str(entry["find"][0]))
def test_the_page_of_faults_has_each_kind_of_vagueness(entry: dict[str, str]) -> None:
    kind = f"leaves open {entry['leaves_open']}."
    words = [one.message.split("”")[0][1:] for one in findings(FAULTY) if one.message.endswith(kind)]
    phrase = phrases.Phrases([phrases.Entry(tuple(entry["find"]))])
    assert [one for one in words if any(phrase.find(one))]


def test_another_language_leaves_what_needs_no_word_list() -> None:
    assert described(findings(FAULTY, "de")) == [
        ("HF904", "warning", "Decision de-1 was made in a call and is not confirmed in writing."),
        (
            "HF904",
            "warning",
            "Decision de-2 of 2027-01-08 was confirmed only on 2027-01-13, after the next working day (2027-01-11).",
        ),
        ("HF905", "warning", "The assumption “The chain holds until June.” is still open."),
    ]


def test_a_country_does_not_make_it_another_language() -> None:
    assert described(findings(FAULTY, "en-GB")) == described(findings(FAULTY))


@pytest.mark.parametrize(("words", "found"), [(75, []), (76, ["The strategy summary has 76 words; the most are 75."])])
def test_words_are_counted_in_any_language(words: int, found: list[str], tmp_path: Path) -> None:
    build(tmp_path, Example("a case", shows=f"package:\n  strategy_summary: {'Wort ' * words}\n"))
    assert [message for _, _, message in described(findings(tmp_path, "de"))] == found


@pytest.mark.parametrize(
    ("status", "weights"),
    [
        ("draft", {"HF901": "warning", "HF902": "warning", "HF904": "warning", "HF905": "warning"}),
        ("in_review", {"HF901": "error", "HF902": "warning", "HF904": "warning", "HF905": "warning"}),
        ("approved", {"HF901": "error", "HF902": "warning", "HF904": "warning", "HF905": "warning"}),
        ("handed_off", {"HF901": "error", "HF902": "warning", "HF904": "error", "HF905": "error"}),
        ("accepted", {"HF901": "error", "HF902": "warning", "HF904": "error", "HF905": "error"}),
    ],
)
def test_severity_follows_the_status(status: str, weights: dict[str, str], tmp_path: Path) -> None:
    shows = (
        f"status: {status}\ncontext: Legal reads it asap.\n"
        "package: {strategy_summary: One. Two. Three. Four.}\n"
        "decisions: [{id: de-1, date: 2027-01-08, decision: No video., by: maya.holt, made_in: meeting}]\n"
        "assumptions: [{text: It rains., status: open}]\n"
    )
    assert {code: severity for code, severity, _ in one_brief(tmp_path, shows)} == weights


def test_what_is_late_stays_a_warning_at_the_handover(tmp_path: Path) -> None:
    shows = (
        "status: handed_off\ndecisions:\n"
        "  - {id: de-1, date: 2027-01-07, decision: No video., by: maya.holt, made_in: call,\n"
        "     confirmed: {by: leo.brandt, date: 2027-01-11, link: 'https://docs.example.com/1'}}\n"
    )
    late = "Decision de-1 of 2027-01-07 was confirmed only on 2027-01-11, after the next working day (2027-01-08)."
    assert one_brief(tmp_path / "a", shows) == [("HF904", "warning", late)]
    assert one_brief(tmp_path / "b", shows, settings="profile: standard\nholidays: ['2027-01-08']\n") == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2027-01-12", []),  # the evening of the meeting
        ("2027-01-11", []),  # the day after it
        ("2027-01-08", [("HF904", "warning", "Decision de-1 was made in a meeting and is not confirmed in writing.")]),
    ],
)
def test_a_draft_has_until_the_next_working_day_to_write_it_down(
    day: str, found: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    shows = f"decisions:\n  - {{id: de-1, date: {day}, decision: No video., by: maya.holt, made_in: meeting}}\n"
    assert one_brief(tmp_path, shows) == found


def test_a_confirmation_that_the_schema_refuses_is_reported_once(tmp_path: Path) -> None:
    shows = (
        "decisions:\n  - {id: de-1, date: 2027-01-07, decision: No video., by: maya.holt, made_in: call,\n"
        "     confirmed: yes}\n"
    )
    build(tmp_path, Example("a case", shows=shows))
    found = engine.run(config.load(tmp_path), engine.Options(today=TODAY, no_time=True, jobs=1)).findings
    assert [one.code for one in found] == ["HF102"]


def test_what_was_written_or_mailed_needs_no_confirmation(tmp_path: Path) -> None:
    shows = "decisions:\n" + "".join(
        f"  - {{id: de-{how[0]}, date: 2027-01-07, decision: No video., by: maya.holt, made_in: {how}}}\n"
        for how in ("email", "document")
    )
    assert one_brief(tmp_path, shows) == []


@pytest.mark.parametrize(
    ("entry", "found"),
    [("The till prints codes.", 0), ("Codes at the till", 0), ("The chain stays away.", 1), ("Rain", 1)],
)
def test_an_assumption_in_the_text_is_the_entry_that_shares_its_words(entry: str, found: int, tmp_path: Path) -> None:
    shows = (
        "context: We assume that the till prints codes. Regulars skip the check.\n"
        f"assumptions: [{{text: {entry}, status: confirmed, by: tom.osei, date: 2027-01-11}}]\n"
    )
    assert len(one_brief(tmp_path, shows)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the LBS.", ["LBS"]),
        ("Ask two LBSs and one LBS.", ["LBSs"]),
        ("Ask the 3LB.", ["3LB"]),
        ("Ask the LBS (local bike shop), later the LBS.", []),
        ("Ask the local bike shop (LBS).", []),
        ("DO NOT ask, and PLEASE WAIT.", []),
        ("It costs CHF 30 or 30 SEK, in chapter XII, size A4, in Q3.", []),
        ("Print 150 KB at 10 AM in the UK for a CRM and two KPIs.", []),
        ("Make it LOUD AND CLEARLY.", []),
        ("TBD and ASAP are for other rules.", []),
    ],
)
def test_short_forms(text: str, found: list[str], tmp_path: Path) -> None:
    build(tmp_path, Example("a case", shows=f"context: {text} Regulars skip the spring check.\n"))
    messages = [one.message for one in findings(tmp_path) if one.code == "HF903"]
    assert messages == [f"Nothing here says what {word} means." for word in found]


def test_names_of_competitors_and_of_the_organisation_are_no_short_forms(tmp_path: Path) -> None:
    shows = (
        "context: ACME and KWIX skip the spring check.\n"
        "package:\n  competitive_context: [{competitor: KWIX Ltd, how_we_differ: By name}]\n"
    )
    settings = "profile: standard\norganisation: {name: ACME Cycles}\n"
    assert one_brief(tmp_path, shows, settings=settings) == []


COPY = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  copy:
    - id: cp-a
      asset: as-a
      element: headline
      {more}text: Ready 30 % faster
---
"""
PRODUCTION = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", ["“30 %” is a claim without a source."]),
        ("locale: en-GB\n      ", ["“30 %” is a claim without a source."]),
        ("locale: de\n      ", []),
        ("claim: spring-ride-h1#cl-a\n      ", []),
    ],
)
def test_copy_names_its_claim(more: str, found: list[str], tmp_path: Path) -> None:
    build(tmp_path, Example("a case", source=COPY.format(more=more), path=PRODUCTION))
    assert [one.message for one in findings(tmp_path)] == found


PLAN = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    entries:
      - {id: en-a, at: "2027-03-15T09:00:00Z", channel: email, kind: email, message: Back by six for 9 of 10 bikes}
      - {id: en-b, at: "2027-03-15T10:00:00Z", channel: email, kind: email, message: Back by six for 8 of 10 bikes}
---
"""


def test_a_planned_message_keeps_to_the_claims_of_the_brief(tmp_path: Path) -> None:
    path = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
    claim = "package: {brand: {claims: [{id: cl-a, text: 9 of 10 bikes are back by six, substantiation: lk-till}]}}\n"
    build(tmp_path, Example("the brief", shows=claim))
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(PLAN, encoding="utf-8")
    assert described(findings(tmp_path)) == [("HF906", "warning", "“8 of 10” is a claim without a source.")]


KNOWLEDGE = """\
---
title: Mail before seven reaches commuters
kind: tactic
summary: {summary}
confidence: {confidence}
owner: maya.holt
created: 2026-12-21
last_reviewed: 2026-12-21
{more}---
## When to use
{body}
"""


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ({}, ["“40 %”", "“67 %”"]),
        ({"confidence": "draft"}, []),
        ({"more": "evidence: [{handoff: spring-ride-h1, item: sm-bookings}]\n"}, []),
        ({"summary": "Opened twice as often.", "body": "67 % fail, according to the till."}, []),
        ({"summary": "Opened more often.", "body": "67 % fail[^1].\n\n[^1]: The till"}, []),
    ],
)
def test_a_page_of_the_knowledge_base_shows_where_its_figures_are_from(
    page: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    parts = {"summary": "40 % more open it.", "confidence": "not_validated", "more": "", "body": "67 % fail at noon."}
    files = {"docs/kb/mail.md": KNOWLEDGE.format(**{**parts, **page})}
    build(tmp_path, Example("a case", files=files))
    assert [one.message for one in findings(tmp_path)] == [f"{words} is a claim without a source." for words in found]


def test_a_claim_of_an_approved_brief_is_left_to_the_schema(tmp_path: Path) -> None:
    shows = "status: approved\npackage: {brand: {claims: [{id: cl-a, text: 9 of 10 bikes are back by six}]}}\n"
    assert one_brief(tmp_path, shows) == []


def test_a_value_that_the_file_writes_otherwise_is_underlined_whole(tmp_path: Path) -> None:
    build(tmp_path, Example("a case", shows='context: "Regulars skip it; send it as\\x20soon as possible."\n'))
    (found,) = findings(tmp_path)
    assert (found.message, found.severity) == ("“as soon as possible” leaves open when.", Severity.WARNING)
    assert (found.span.column, found.excerpt[found.span.column - 1]) == (10, '"')


def test_vague_words_in_the_settings_profile_can_be_switched_off(tmp_path: Path) -> None:
    settings = "profile: standard\nseverity: {HF902: 'off'}\n"
    assert one_brief(tmp_path, "context: Regulars skip it. Send it asap.\n", settings=settings) == []


def test_a_short_form_of_the_knowledge_base_belongs_into_the_settings(tmp_path: Path) -> None:
    page = KNOWLEDGE.format(summary="Ask the LBS.", confidence="draft", more="", body="On the train.")
    build(tmp_path, Example("a case", files={"docs/kb/mail.md": page}))
    (found,) = findings(tmp_path)
    assert found.help == "Write it out, or put LBS into the glossary of handoff.yml."
