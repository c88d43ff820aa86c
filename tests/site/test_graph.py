"""What the graph says of a repository."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint.site.graph import GateState, Graph, Reference, Task
from handoff_lint.site.linked import plain
from tests.site.conftest import BRIEF, CAMPAIGN, PRODUCTION, RETRO, change, unaccepted

GraphOf = Callable[..., Graph]
H1 = "dockside-launch-h1"


def test_packages_stand_in_the_order_of_a_campaign_with_their_neighbours(unchanged: Graph) -> None:
    assert list(unchanged.packages) == [f"dockside-launch-h{digit}" for digit in range(1, 8)]
    brief, launch = unchanged.packages[H1], unchanged.packages["dockside-launch-h3"]
    assert brief.next == tuple(f"dockside-launch-h{digit}" for digit in (2, 4, 5, 6, 7))
    assert launch.previous == ("dockside-launch-h2", "dockside-launch-h4", "dockside-launch-h5")
    assert (brief.title, brief.version, brief.page) == (
        "Dockside autumn launch: strategy to creative",
        2,
        "campaigns/dockside-launch/dockside-launch-h1.md",
    )
    assert brief.people == ("tomasz.wren", "priya.castellan")


def test_without_history_gates_say_what_is_recorded_and_why_no_more(unchanged: Graph) -> None:
    assert unchanged.proof == (
        "It is not known here how sure the sign-offs are: the folder of handoff.yml is not in a Git repository."
    )
    gates = {gate.name: gate for gate in unchanged.packages[H1].gates}
    assert list(gates) == ["quality", "business", "legal", "acceptance"]
    assert {gate.state for gate in gates.values()} == {GateState.SIGNED}
    said = [(row.by, row.decision, row.counts, row.is_fresh, row.proved) for row in gates["quality"].decisions]
    assert said == [("yuki.farrow", "approved", False, False, ""), ("yuki.farrow", "approved", True, True, "")]
    assert gates["legal"].roles == ("Legal counsel",)


def git(repo: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=repo, check=True, capture_output=True)


def test_with_history_sign_offs_are_proved_or_not(demo: Path, graph_of: GraphOf) -> None:
    git(demo, "init", "-q")
    git(demo, "add", "-A")
    git(demo, "-c", "user.name=Yuki", "-c", "user.email=yuki.farrow@larkfield.example", "commit", "-qm", "All")
    found = graph_of(demo)
    assert found.proof == ""
    gates = {gate.name: gate for gate in found.packages[H1].gates}
    assert gates["quality"].state is GateState.SIGNED
    assert [row.proved for row in gates["quality"].decisions if row.counts] == ["commit"]
    assert gates["business"].state is GateState.UNPROVED
    assert gates["business"].waits_for == ("ines.okafor",)
    assert [(one.author, len(one.commit)) for one in found.packages[H1].history] == [("yuki.farrow", 10)]


def test_a_repository_without_commits_has_no_history(demo: Path, graph_of: GraphOf) -> None:
    git(demo, "init", "-q")
    assert graph_of(demo).packages[H1].history == ()


def test_a_change_makes_approvals_stale(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "Win 180 demo requests", "Win 190 demo requests")
    gates = {gate.name: gate.state for gate in graph_of(demo).packages[H1].gates}
    assert gates == {
        "quality": GateState.STALE,
        "business": GateState.STALE,
        "legal": GateState.SIGNED,
        "acceptance": GateState.STALE,
    }


def signoffs(text: str) -> str:
    return text[: text.index("signoffs:")] + "tags: [launch]\n---\n## In short\nShort.\n"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("draft", [("tomasz.wren", "Finish the draft and ask for reviews", True)]),
        (
            "in_review",
            [
                ("yuki.farrow", "Review and sign the quality gate", True),
                ("ines.okafor", "Review and sign the business gate", True),
                ("elias.grant", "Review and sign the legal gate", True),
            ],
        ),
        ("changes_requested", [("tomasz.wren", "Answer what was asked for and submit again", True)]),
        ("approved", [("tomasz.wren", "Hand it over", True)]),
        ("handed_off", [("priya.castellan", "Say that you have what you need, or send it back", True)]),
        ("accepted", []),
        ("archived", []),
    ],
)
def test_each_status_waits_for_somebody(
    demo: Path, graph_of: GraphOf, status: str, expected: list[tuple[str, str, bool]]
) -> None:
    text = signoffs((demo / BRIEF).read_text(encoding="utf-8"))
    (demo / BRIEF).write_text(text.replace("status: accepted", f"status: {status}"), encoding="utf-8")
    waits = graph_of(demo).packages[H1].waits
    assert [(one.who, one.what, one.is_late) for one in waits] == expected


def test_what_builds_on_unfinished_work_waits_for_it(demo: Path, graph_of: GraphOf) -> None:
    text = signoffs((demo / BRIEF).read_text(encoding="utf-8")).replace("status: accepted", "status: draft")
    text = text.replace(
        "depends_on: []",
        "depends_on: [dockside-launch-h7]\nblockers:\n  - reason: No figures\n"
        "    waiting_on: ruth.abara\n    since: 2026-08-04",
    )
    (demo / BRIEF).write_text(text, encoding="utf-8")
    change(demo / RETRO, "status: accepted", "status: draft")
    waits = [(one.who, one.what) for one in graph_of(demo).packages[H1].waits]
    assert waits[1:] == [("", "Waits until dockside-launch-h7 is accepted"), ("ruth.abara", "Blocked: No figures")]


def test_everybody_has_their_own_duties(unchanged: Graph) -> None:
    person = unchanged.person("sofia.marsh")
    assert person is not None
    assert (person.name, person.team, person.roles) == ("Sofia Marsh", "email", ("E-mail manager",))
    assert person.tasks == (
        Task(
            "sofia.marsh",
            "Mails of customer success are entered in the shared calendar and count for the cap",
            "campaigns/dockside-launch/dockside-launch-h7.md",
            "Dockside launch: what we learnt",
            "2026-11-06",
        ),
    )
    assert [(one.who, one.due, one.is_late) for one in unchanged.tasks[:3]] == [
        ("sofia.marsh", "2026-11-06", False),
        ("tomasz.wren", "2026-11-13", False),
        ("tomasz.wren", "2026-12-04", False),
    ]


def test_nobody_is_reminded_of_old_steps_once_the_work_has_gone_on(demo: Path, graph_of: GraphOf) -> None:
    def steps() -> list[tuple[str, str, bool]]:
        return [(one.who, one.due, one.is_late) for one in graph_of(demo).tasks if one.page.endswith("-h1.md")]

    assert steps() == []
    unaccepted(demo)
    assert steps() == [("elias.grant", "2026-08-05", True), ("priya.castellan", "2026-08-14", True)]
    change(demo / BRIEF, "due: 2026-08-14\n\n", "due: 2026-09-16\n\n")
    change(demo / PRODUCTION, "status: handed_off", "status: accepted")
    assert steps() == [("priya.castellan", "2026-09-16", False)]


def test_open_questions_and_conditions_become_work(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "        resolved: 2026-08-05\n", "")
    launch = next((demo / CAMPAIGN / "03-launch").glob("*.md"))
    change(launch, "          closed: 2026-09-10\n", "")
    change(launch, "status: completed", "status: approved")
    found = graph_of(demo)
    assert [(one.package, one.question, one.by) for one in found.gaps] == [
        (H1, "Which figure of the pilot may we print?", "priya.castellan")
    ]
    what = [task.what for task in found.tasks]
    assert "Answer: Which figure of the pilot may we print?" in what
    assert "Condition: Test the consent banner again after the CMS update" in what


def test_knowledge_knows_what_shows_it_and_who_uses_it(unchanged: Graph) -> None:
    entry = unchanged.entry("kb/problem-led-linkedin")
    assert entry is not None
    assert entry.evidence == (
        Reference("dockside-launch-h6", "in-adb", "rests on"),
        Reference("dockside-launch-h7", "ww-adb", "rests on"),
    )
    assert entry.used_by == (
        Reference("dockside-launch-h6", "in-adb", "saw it in the numbers"),
        Reference("dockside-launch-h7", "ww-adb", "found that it worked"),
        Reference("dockside-launch-h7", "", "hands it on"),
    )
    assert unchanged.entry("kb/nothing") is None


def test_lessons_are_gathered_from_retrospectives(unchanged: Graph) -> None:
    assert [(one.kind, one.item, one.knowledge) for one in unchanged.lessons] == [
        ("worked", "ww-adb", "kb/problem-led-linkedin"),
        ("did not work", "wd-clash", "kb/all-sends-in-one-calendar"),
        ("did not work", "wd-pace", "kb/plan-the-second-half"),
        ("improvement", "pi-cal", ""),
        ("improvement", "pi-weeks", ""),
    ]


def test_checklists_say_who_ticked_what(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "    one-primary-message:\n      by: tomasz.wren\n      date: 2026-08-05\n", "")
    brief = next(one for one in graph_of(demo).packages[H1].checklists if one.name == "brief")
    ticks = {tick.name: tick for tick in brief.ticks}
    assert [name for name, tick in ticks.items() if tick.is_open] == ["one-primary-message"]
    assert ticks["lessons-checked"].reason == "First campaign of this kind; there is no lesson on file yet."
    assert (ticks["summary-readback"].by, ticks["summary-readback"].date) == ("priya.castellan", "2026-08-06")


def test_what_a_rule_proves_needs_no_tick(demo: Path, graph_of: GraphOf) -> None:
    change(demo / BRIEF, "    avoid-list:\n      by: tomasz.wren\n      date: 2026-08-05\n", "")
    brief = next(one for one in graph_of(demo).packages[H1].checklists if one.name == "brief")
    assert next(tick for tick in brief.ticks if tick.name == "avoid-list").rules == ("HF108",)


def test_without_a_roster_the_package_says_who_checks_it(demo: Path, graph_of: GraphOf) -> None:
    (demo / "config/people.yml").write_text("{}\n", encoding="utf-8")
    change(demo / BRIEF, "status: accepted", "status: in_review")
    text = (demo / BRIEF).read_text(encoding="utf-8")
    (demo / BRIEF).write_text(re.sub(r"\nsignoffs:\n.*?\n(?=\S)", "\n", text, flags=re.DOTALL), encoding="utf-8")
    gates = {gate.name: gate.waits_for for gate in graph_of(demo).packages[H1].gates}
    assert gates["quality"] == ("yuki.farrow",)
    assert gates["business"] == ()


def test_the_calendar_marks_what_meets_something_else(demo: Path, graph_of: GraphOf) -> None:
    (demo / "docs/calendar/more.yml").write_text(
        "entries:\n  - {id: ce-price, at: 2026-09-16T15:00:00+01:00, channel: email, kind: email, message: Prices, "
        "cta: Look, segments: [ops-managers-3pl], owner: sofia.marsh, status: planned}\n",
        encoding="utf-8",
    )
    conflicts = {one.id: one.conflict.has_to_move for one in graph_of(demo).sendings if one.conflict}
    assert conflicts == {"ce-mail-1": False, "ce-price": True, "ce-mail-2": False}
    first = graph_of(demo).sendings[0]
    assert (first.id, first.day, first.time, first.campaign, first.page) == (
        "ce-digest-09",
        "2026-09-03",
        "10:00",
        "",
        "",
    )


def test_two_packages_of_one_id_have_two_pages(demo: Path, graph_of: GraphOf) -> None:
    (demo / BRIEF.replace("20260803", "20260804")).write_text((demo / BRIEF).read_text(encoding="utf-8"))
    found = graph_of(demo)
    assert [one.page for name, one in found.packages.items() if name.startswith(H1)] == [
        "campaigns/dockside-launch/dockside-launch-h1.md",
        "campaigns/dockside-launch/dockside-launch-h1-2.md",
    ]


def test_an_overdue_entry_is_somebodys_work(demo: Path, graph_of: GraphOf) -> None:
    change(demo / "docs/kb/plan-the-second-half.md", "review_by: 2027-10-23", "review_by: 2026-09-01")
    found = graph_of(demo)
    assert [task.what for task in found.tasks if task.page == "kb/plan-the-second-half.md"] == ["Review this entry"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dockside-launch", "dockside-launch"),
        ("<img src=x>", "img-src-x"),
        ("../..", "unnamed"),
        ("Sommer 26", "sommer-26"),
    ],
)
def test_names_are_harmless_in_addresses(name: str, expected: str) -> None:
    assert plain(name) == expected


def test_entries_of_one_name_and_one_called_index_have_pages_of_their_own(demo: Path, graph_of: GraphOf) -> None:
    entry = next((demo / "docs/kb").glob("problem*.md"))
    (demo / "docs/kb/2026").mkdir()
    for name in ("2026/problem-led-linkedin.md", "2026/Problem led LinkedIn.md", "Index.md"):
        (demo / "docs/kb" / name).write_bytes(entry.read_bytes())
    assert sorted(one.page for one in graph_of(demo).knowledge) == [
        "kb/2026/problem-led-linkedin-2.md",
        "kb/2026/problem-led-linkedin.md",
        "kb/all-sends-in-one-calendar.md",
        "kb/index-2.md",
        "kb/plan-the-second-half.md",
        "kb/problem-led-linkedin.md",
    ]
