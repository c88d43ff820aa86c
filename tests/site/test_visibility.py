"""What is above the audience of a build leaks nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint.model import Document, Kind
from handoff_lint.site import build, visibility
from handoff_lint.site.graph import Graph
from handoff_lint.site.visibility import Level
from tests.running import handoff
from tests.site.conftest import BRIEF, CAMPAIGN, PRODUCTION, change
from tests.site.looking import at, broken_links
from tests.site.test_plugin import build_site

HIDDEN = (
    "dockside-launch-h2",
    "dockside-launch-h7",
    "Dockside autumn launch",  # the campaign's own title
    "problem-led",
    "Show the problem, not the product",
    "Every mail to a contact",
    "ce-digest-09",
    "Yard tip of the month",
    "kofi.adair",  # only hidden documents name him
    "Kofi Adair",
    "customer success",
    "as-li-ad-b",
    "1200x628",
    "24,000 GBP",
    "HF1",  # findings are for the team
    "#ho-brief",  # so is the map of tools
)


def test_what_others_may_not_see_is_not_called_missing(demo: Path, graph_of: Callable[..., Graph]) -> None:
    change(demo / CAMPAIGN / "campaign.md", "status: ended", "status: ended\nvisibility: public")
    change(demo / BRIEF, "status: accepted", "status: accepted\nvisibility: public")

    def text(publish: Level) -> str:
        graph = graph_of(demo, publish)
        pages = {page.source: page for page in build.pages(graph, build.Options())}
        return " ".join(at(pages["campaigns/dockside-launch/index.md"].html).text.split())

    for words in ("missing", "No package yet", "not yet"):
        assert words not in text(Level.PUBLIC)
    production = demo / PRODUCTION
    change(production, "h1#d-email-launch", "h1#d-email-webinar")
    assert "E-mail, marketing missing" in text(Level.TEAM)
    production.unlink()
    assert "E-mail, marketing to do" in text(Level.TEAM)
    assert "No package yet" in text(Level.TEAM)


@pytest.mark.parametrize("publish", [Level.COMPANY, Level.PUBLIC])
def test_of_hidden_documents_nothing_is_built(demo: Path, tmp_path: Path, publish: Level) -> None:
    change(demo / BRIEF, "status: accepted\n", "status: accepted\nvisibility: public\n")
    for source in (demo / CAMPAIGN).rglob("*_email-to-social_*.md"):
        change(source, "status: accepted\n", "status: accepted\nvisibility: team\n")
    site, warned = build_site(demo, tmp_path, strict=True, publish=publish.value)
    assert warned == []
    assert broken_links(site) == []
    words = [one for one in HIDDEN if publish is Level.PUBLIC or one != "#ho-brief"]
    ours = [path for path in site.rglob("*") if path.is_file() and not path.is_relative_to(site / "assets")]
    leaks = {
        (path.relative_to(site).as_posix(), word)
        for path in ours
        for word in words
        if word in path.read_bytes().decode("utf-8", "replace") and "rules-in-force" not in path.as_posix()
    }
    leaks = {(path, word) for path, word in leaks if word != "HF1" or path.startswith("campaigns/")}
    assert leaks == set()
    made = {
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.is_relative_to(site / "campaigns")
    }
    assert made == {"campaigns/index.html", "campaigns/dockside-launch/dockside-launch-h1/index.html"}
    assert [path.name for path in site.rglob("*.jpg")] == []


def test_the_graph_of_a_wider_audience_is_a_part_of_the_teams(demo: Path, graph_of: Callable[..., Graph]) -> None:
    change(demo / BRIEF, "status: accepted\n", "status: accepted\nvisibility: company\n")
    public, company = graph_of(demo, Level.PUBLIC), graph_of(demo, Level.COMPANY)
    assert (public.campaigns, public.knowledge, public.people, public.sendings, public.lessons) == ((), (), (), (), ())
    assert list(company.packages) == ["dockside-launch-h1"]
    shown = company.packages["dockside-launch-h1"]
    assert (shown.next, shown.previous, shown.findings, shown.history) == ((), (), (), ())
    assert shown.title == "dockside-launch: strategy to creative"
    assert [gate.waits_for for gate in shown.gates] == [(), (), (), ()]


def test_an_empty_public_site_has_all_its_hubs(demo: Path, graph_of: Callable[..., Graph]) -> None:
    team = {page.source for page in build.pages(graph_of(demo), build.Options())}
    public = {page.source for page in build.pages(graph_of(demo, Level.PUBLIC), build.Options())}
    assert public == {one for one in team if one.count("/") == 0 or one.endswith("index.md") or "playbook/" in one} - {
        "campaigns/dockside-launch/index.md"
    }


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (BRIEF, "status: accepted\n"),
        (f"{CAMPAIGN}/campaign.md", "status: ended\n"),
        ("docs/kb/problem-led-linkedin.md", "kind: tactic\n"),
        ("docs/calendar/2026-09.yml", "entries:\n"),
    ],
)
def test_each_kind_of_file_can_say_it_and_a_wrong_word_is_named(demo: Path, file: str, line: str) -> None:
    def refused() -> list[str]:
        done = handoff("check", "--root", str(demo), "--format", "concise", "--select", "HF1", str(demo / file))
        assert done.stderr == ""
        return [one.partition(": ")[2] for one in done.stdout.splitlines()]

    change(demo / file, line, f"visibility: company\n{line}")
    assert refused() == []
    change(demo / file, "visibility: company", "visibility: compny")
    wrong = "visibility is “compny”; it can be team, company or public. Did you mean company?"
    assert refused() == [f"error HF102 {wrong}"]


def test_what_is_marked_for_the_company_is_on_its_site(demo: Path, graph_of: Callable[..., Graph]) -> None:
    change(demo / CAMPAIGN / "campaign.md", "status: ended\n", "status: ended\nvisibility: company\n")
    change(demo / "docs/kb/problem-led-linkedin.md", "kind: tactic\n", "kind: tactic\nvisibility: company\n")
    change(demo / "docs/calendar/2026-09.yml", "entries:\n", "visibility: company\nentries:\n")
    company, public = graph_of(demo, Level.COMPANY), graph_of(demo, Level.PUBLIC)
    assert [one.title for one in company.campaigns] == ["Dockside autumn launch"]
    assert [one.id for one in company.knowledge] == ["kb/problem-led-linkedin"]
    assert [one.id for one in company.sendings] == ["ce-digest-09", "ce-tip-09", "ce-maintenance-09"]
    assert (public.campaigns, public.knowledge, public.sendings) == ((), (), ())


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("public", Level.PUBLIC),
        ("company", Level.COMPANY),
        ("team", Level.TEAM),
        (None, Level.TEAM),
        ("all", Level.TEAM),
    ],
)
def test_who_does_not_say_means_the_team(written: str | None, level: Level) -> None:
    data = {} if written is None else {"visibility": written}
    assert visibility.of(Document("a.md", Kind.PACKAGE, data=data)) is level


def test_a_build_holds_what_is_meant_for_its_readers_or_more() -> None:
    held = {(build_, marked): build_.holds(marked) for build_ in Level for marked in Level}
    assert [pair for pair, is_held in held.items() if not is_held] == [
        (Level.COMPANY, Level.TEAM),
        (Level.PUBLIC, Level.TEAM),
        (Level.PUBLIC, Level.COMPANY),
    ]
