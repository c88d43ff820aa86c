"""The examples in the guides are files that a reader copies: each must do what the page says."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.cli import handoff
from handoff_lint.errors import SettingsError
from handoff_lint.model import Severity
from handoff_lint.reports import text
from handoff_lint.reports.style import Style
from handoff_lint.validation import store
from tests import running

from .guides import GUIDES, block, blocks, put

START, ADOPT, SIGNOFFS = GUIDES / "start.md", GUIDES / "adopt.md", GUIDES / "signoffs.md"
PLAN = GUIDES / "plan.md"
KNOWLEDGE, WRITING = GUIDES / "knowledge.md", GUIDES / "writing.md"
BRIEF = "docs/campaigns/loyalty-card/01-brief/20261123_loyalty-card_strategy-to-creative.md"
TODAY = datetime.date(2026, 11, 23)
"""The day on which the guide's reader writes the brief."""
SAME_TITLE_AND_OBJECTIVE = "objective: Loyalty card\n"


def check(root: Path, *, today: datetime.date = TODAY) -> engine.Result:
    return engine.run(config.load(root), engine.Options(today=today, jobs=1))


def codes(result: engine.Result) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in result.findings]


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Return the repository that the first guide ends with."""
    for found in blocks(START):
        if found.title != "handoff check":
            put(tmp_path, found.title, found.text)
    return tmp_path


def test_the_first_guide_is_clean_at_every_step(tmp_path: Path) -> None:
    statuses = []
    for found in blocks(START):
        if found.title == "handoff check":
            continue
        put(tmp_path, found.title, found.text)
        if found.title == BRIEF:
            result = check(tmp_path)
            assert (codes(result), result.packages) == ([], 1)
            statuses.append(found.text.split("status: ")[1].split("\n")[0])
    assert statuses == ["draft", "in_review"]


def test_nothing_can_be_left_out_of_the_shortest_brief(started: Path) -> None:
    """Each field at the top and one level below it is needed."""
    lines = block(START, BRIEF).split("\n")
    starts = [number for number, line in enumerate(lines) if line[:1].isalpha() or line[:3].strip().isalpha()]
    assert len(starts) == 22
    for number in starts:
        own = len(lines[number]) - len(lines[number].lstrip())
        end = next(
            other for other in range(number + 1, len(lines)) if len(lines[other]) - len(lines[other].lstrip()) <= own
        )
        put(started, BRIEF, "\n".join(lines[:number] + lines[end:]))
        assert check(started).findings, f"not needed: {lines[number]}"


def test_the_finding_that_the_guide_shows_is_the_real_one(started: Path) -> None:
    put(started, BRIEF, block(START, BRIEF).replace("quality_owner:", "qualty_owner:"))
    printed = text.render(check(started), Style(80))
    assert printed.startswith(block(START, "handoff check") + "\n1 error; ")


def untidy(root: Path) -> None:
    """Add what the second guide's settings are there for."""
    put(root, "docs/campaigns/2025-winter/01-brief/Brief FINAL.md", "Please make something nice.\n")
    put(root, "docs/campaigns/2026-summer/campaign.md", block(START, "docs/campaigns/loyalty-card/campaign.md"))
    put(
        root,
        "docs/campaigns/2026-summer/01-brief/summer.md",
        block(START, BRIEF)
        .replace("morning regulars", "TBD")
        .replace("drink counts]", "drink counts]\n    colour: red"),
    )


def test_without_settings_the_untidy_repository_fails(started: Path) -> None:
    untidy(started)
    assert codes(check(started)) == [
        ("HF109", "error"),
        ("HF101", "error"),
        ("HF201", "error"),
        ("HF107", "error"),
        ("HF103", "error"),
    ]


def test_the_settings_of_the_second_guide_do_what_it_says(started: Path) -> None:
    """Excluded, only advised, lightened, ignored; and the ignore ends after its last day."""
    untidy(started)
    put(started, "handoff.yml", block(ADOPT, "handoff.yml"))
    result = check(started)
    assert codes(result) == [("HF107", "info"), ("HF103", "warning")]
    assert (result.excluded, result.ignored) == (1, 1)
    later = check(started, today=datetime.date(2027, 4, 1))
    late = ("HF506", "warning")  # by then both briefs are overdue
    assert codes(later) == [
        ("HF201", "warning"),
        ("HF107", "info"),
        late,
        ("HF103", "warning"),
        late,
        ("HF413", "warning"),
    ]


def test_the_waiver_hides_what_it_names_until_it_ends(started: Path) -> None:
    front = block(START, BRIEF)
    objective = next(line for line in front.split("\n") if line.startswith("objective:")) + "\n"
    faulty = front.replace(objective, SAME_TITLE_AND_OBJECTIVE)
    put(started, BRIEF, faulty)
    assert codes(check(started)) == [("HF105", "error")]
    waived = faulty.replace("package:\n", block(ADOPT, "waivers in a brief") + "package:\n")
    put(started, BRIEF, waived)
    result = check(started)
    assert (codes(result), result.waived) == ([], 1)
    assert [code for code, _ in codes(check(started, today=datetime.date(2027, 5, 31)))] == ["HF105", "HF506", "HF412"]


def test_a_list_of_segments_is_held_against_briefs(started: Path) -> None:
    put(started, "config/segments.yml", block(ADOPT, "config/segments.yml"))
    known = block(START, BRIEF).replace("  audience:\n", "  audience:\n    segment: morning-regulars\n")
    put(started, BRIEF, known)
    assert codes(check(started)) == []
    put(started, BRIEF, known.replace("segment: morning-regulars", "segment: regulars"))
    assert codes(check(started)) == [("HF109", Severity.ERROR.value)]


def accepted(brief: str) -> str:
    """Return the brief as the guide to sign-offs leaves it."""
    parts = [block(SIGNOFFS, f"{part} in a brief") for part in ("next_steps", "signoffs", "acceptance")]
    front = brief.replace("status: in_review", "status: accepted").rstrip().removesuffix("---")
    return front + "".join(parts) + "---\n"


def test_the_sign_offs_of_the_guide_are_true(started: Path) -> None:
    brief = accepted(block(START, BRIEF))
    put(started, BRIEF, brief)
    assert codes(check(started)) == []
    put(started, BRIEF, brief.replace("morning regulars", "evening regulars"))
    assert codes(check(started)) == [("HF403", "error"), ("HF407", "error")]
    put(started, BRIEF, brief.replace("by: bea.lind", "by: maya.holt"))
    assert codes(check(started)) == [("HF405", "error")]


def test_the_guide_prints_the_fingerprint_that_the_command_prints(
    started: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(started)
    (command,) = [line.strip() for line in SIGNOFFS.read_text(encoding="utf-8").split("\n") if "handoff finger" in line]
    handoff(command.split()[1:], standalone_mode=False)
    assert f"content: {capsys.readouterr().out.strip()}\n" in block(SIGNOFFS, "signoffs in a brief")


def test_people_gates_checklists_and_tools_of_the_second_guide_hold(started: Path) -> None:
    for title in ("config/people.yml", "config/gates.yml", "config/tools.yml"):
        put(started, title, block(ADOPT, title))
    assert codes(check(started)) == []
    put(started, BRIEF, accepted(block(START, BRIEF)))
    assert [finding.message for finding in check(started).findings] == [
        "5 items of the checklist brief are open: summary-readback, proof-per-point, kpi-baselines, "
        "deliverables-fit-budget and photos-cleared."
    ]
    settings = config.load(started)
    assert list(settings.gates["strategy-to-creative"]) == ["quality", "legal"]
    assert settings.checklists["brief"]["items"]["one-primary-message"]["required"] is False
    assert "photos-cleared" in settings.checklists["brief"]["items"]
    stranger = accepted(block(START, BRIEF)).replace("by: bea.lind", "by: leo.brandt")
    put(started, BRIEF, stranger)
    assert ("HF404", "error") in codes(check(started))
    put(started, BRIEF, accepted(block(START, BRIEF)).replace("by: bea.lind", "by: ana.ruiz"))
    assert "HF404" not in [code for code, _ in codes(check(started))]  # the delegate may
    put(started, "config/people.yml", block(ADOPT, "config/people.yml").replace("[brand_quality]", "[copywriter]"))
    with pytest.raises(SettingsError, match="quality"):
        config.load(started)


def test_the_table_of_handoffs_in_the_first_guide_is_complete() -> None:
    text = START.read_text(encoding="utf-8")
    for name in store.handoff_types():
        assert f"| `{store.load(name)['x-stage']}/` |" in text
        assert f"[form](../reference/templates/{name}.md)" in text


def test_the_plans_that_the_guide_shows_are_the_real_ones(started: Path) -> None:
    def plan(*arguments: str) -> str:
        return running.handoff("plan", "loyalty-card", "--root", str(started), "--today", str(TODAY), *arguments).stdout

    assert plan() == block(PLAN, "handoff plan")
    assert block(PLAN, "handoff plan --launch 2026-12-10") in plan("--launch", "2026-12-10")
    put(started, "config/planning.yml", block(PLAN, "config/planning.yml"))
    # longer work, and no Christmas Eve
    assert "h1 strategy-to-creative       2026-12-18  2026-12-23  2026-12-28" in plan()
    assert codes(check(started)) == []


def test_the_lesson_of_the_guide_is_asked_of_the_brief_and_answered_as_it_shows(started: Path) -> None:
    page = block(KNOWLEDGE, "docs/kb/cards-at-the-counter.md")
    page = page.replace("coffee-week-h7", "loyalty-card-h1").replace("ww-counter", "d-post")  # the one that is here
    put(started, "docs/kb/cards-at-the-counter.md", page)
    campaign = "docs/campaigns/loyalty-card/campaign.md"
    put(
        started,
        campaign,
        (started / campaign).read_text(encoding="utf-8").replace("---\n", "---\ntypes: [social]\n", 1),
    )
    put(started, "handoff.yml", (started / "handoff.yml").read_text(encoding="utf-8") + "severity: {HF811: warning}\n")
    assert [(one.code, one.message) for one in check(started).findings] == [
        ("HF811", "This brief does not say what it makes of kb/cards-at-the-counter.")
    ]
    answer = block(KNOWLEDGE, "lessons in a brief").removeprefix("package:\n")
    brief = (started / BRIEF).read_text(encoding="utf-8")
    put(started, BRIEF, brief.replace("\npackage:\n", f"\npackage:\n{answer}", 1))
    assert codes(check(started)) == []


def test_the_settings_for_words_do_what_the_guide_says(started: Path) -> None:
    brief = (started / BRIEF).read_text(encoding="utf-8")
    put(started, BRIEF, brief.replace("context: ", "context: The DSP takes it asap. ", 1))
    put(
        started,
        "handoff.yml",
        (started / "handoff.yml").read_text(encoding="utf-8") + "severity: {HF902: warning, HF903: warning}\n",
    )
    assert codes(check(started)) == [("HF903", "warning"), ("HF902", "warning")]
    settings = (started / "handoff.yml").read_text(encoding="utf-8")
    put(started, "handoff.yml", settings + block(WRITING, "glossary in handoff.yml"))
    assert codes(check(started)) == [("HF902", "warning")]
    put(started, "handoff.yml", settings + block(WRITING, "language in handoff.yml"))
    assert codes(check(started)) == []
