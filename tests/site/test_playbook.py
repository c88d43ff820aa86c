"""The playbook pages: made of schema, defaults and settings, with nothing left out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint import config, engine, rules
from handoff_lint.model import Kind, Severity
from handoff_lint.reading import events
from handoff_lint.reading.limits import Limits
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import play_parts, playbook
from handoff_lint.site.pages.pen import Pen
from handoff_lint.validation import store
from tests.docs.guides import ROOT, blocks, put
from tests.running import handoff
from tests.site.conftest import change
from tests.site.looking import at, dangers

GraphOf = Callable[..., Graph]
TYPES = store.handoff_types()
BRIEFS = "strategy-to-creative"


def html(graph: Graph, name: str) -> str:
    return playbook.page(graph, name, Pen(graph, f"playbook/{name}.md", directory_urls=True)).html


def words(graph: Graph, name: str) -> str:
    return " ".join(at(html(graph, name)).text.split())


@pytest.mark.parametrize(
    "said",
    [
        "Everything that creative needs to start without asking. enforced How to start",
        "20270115_your-campaign_strategy-to-creative_v01.md in docs/campaigns/your-campaign/01-brief/",
        "See how others did it: Dockside autumn launch: strategy to creative.",
        "package.strategy_summary before the review The whole idea in at most three sentences",
        "message_hierarchy: primary: Your bike is back by six. What it holds: 11 fields",
        "Priority priority",
        "To to before the review Who takes the work on.",
        "Prepare Strategist Head of marketing Verify Brand and quality editor Head of marketing",
        "Consulted Analyst, Lead of sales development, Legal counsel Informed Production manager",
        "Quality quality Brand and quality editor before it is approved everything in a commit of their own",
        "Legal counsel only when it makes a claim that has to be proved before it is approved Claims, Constraints",
        "Primary message, Budget, launch date of the campaign",
        "Receiver's days 10 working days How long the receiver needs to do the work well.",
        "The file is named as agreed (ticked by itself: HF201)",
        "The lessons of earlier campaigns have been looked through (optional)",
        "HF811 lesson-not-applied",
        "After it: Creative to production",
    ],
)
def test_a_page_says_how_a_brief_is_done_here(unchanged: Graph, said: str) -> None:
    assert said in words(unchanged, BRIEFS)


def test_other_types_say_what_is_special_about_them(unchanged: Graph) -> None:
    assert "First review after launch 14 calendar days" in words(unchanged, "analytics-to-optimization")
    assert "advice only" in words(unchanged, "analytics-to-optimization")
    assert "Accepted before launch 3 working days" in words(unchanged, "marketing-to-sales")
    assert "E-mail production only for E-mail The subject lines to be compared are written" in words(
        unchanged, "creative-to-production"
    )
    retro = words(unchanged, "campaign-retrospective")
    assert "Before it: Analytics to optimization" in retro
    assert "After it:" not in retro


@pytest.mark.parametrize("name", TYPES)
def test_every_field_that_people_fill_in_has_its_place_once(unchanged: Graph, name: str) -> None:
    shown = [one.name for found in play_parts.groups(name, "standard").values() for one in found]
    shown += [one.name for one in play_parts.parts(name, "standard")]
    said = {
        ".".join(path)
        for path, _ in store.patterns(name)
        if len(path) == 1 or (len(path) == 2 and path[0] == "package")
    }
    by_commands = {"schema", "type", "id", "campaign", "version", "signoffs", "handovers", "acceptance", "built_on"}
    assert sorted(shown) == sorted(said - by_commands - {"waivers", "package"})
    text = words(unchanged, name)
    assert [one for one in shown if f" {one} " not in text] == []


@pytest.mark.parametrize("name", TYPES)
def test_examples_read_back_as_yaml_with_their_lines(unchanged: Graph, name: str) -> None:
    shown = re.findall(r'<pre class="hl-code"><code>(.*?)</code></pre>', html(unchanged, name), re.DOTALL)
    assert len(shown) > 20
    for one in shown:
        assert "\n" not in one  # line ends are entities: tidying blanks would take the indentation away
        assert list(events.parse(at(one).text + "\n", Limits())[0])
    assert any("&#10;  " in one for one in shown)


@pytest.mark.parametrize("name", TYPES)
def test_every_rule_for_packages_is_named_where_it_looks(unchanged: Graph, name: str) -> None:
    own = {one.code for one in play_parts.own_rules(name)}
    common = {one.code for one in play_parts.common_rules()}
    assert own
    assert not own & common
    linked = set(re.findall(r'href="../../rules-in-force/#(HF\d+)"', html(unchanged, name)))
    assert own | common <= linked


def test_no_rule_is_forgotten() -> None:
    everywhere = {one.code for one in play_parts.common_rules()}
    for name in TYPES:
        everywhere |= {one.code for one in play_parts.own_rules(name)}
    assert everywhere == {one.code for one in rules.RULES if Kind.PACKAGE in one.kinds}
    assert play_parts.types_of()["HF601"] == {"strategy-to-creative", "creative-to-production"}
    assert play_parts.types_of()["HF811"] == {"strategy-to-creative"}
    assert play_parts.types_of()["HF612"] == {"marketing-to-sales"}


def test_a_type_that_is_switched_off_is_not_used_here(demo: Path, graph_of: GraphOf) -> None:
    change(demo / "handoff.yml", "marketing-to-sales: enforce", 'marketing-to-sales: "off"')
    graph = graph_of(demo)
    assert "not used here The settings of this repository switch this handoff off. Nothing checks it." in words(
        graph, "marketing-to-sales"
    )
    index = playbook.index(graph, Pen(graph, "playbook/index.md", directory_urls=True)).html
    assert "not used here 6. Analytics to optimization" in " ".join(at(index).text.split())


def test_it_follows_the_settings(demo: Path, graph_of: GraphOf) -> None:
    with (demo / "handoff.yml").open("a", encoding="utf-8") as file:
        file.write("evidence: {minimum: signature}\ngates: {strategy-to-creative: {legal: 'off'}}\n")
        file.write("timing: {strategy-to-creative: {receiver_days: 1}}\n")
    planning = demo / "config/planning.yml"
    assert "receiver_days" not in planning.read_text(encoding="utf-8")
    text = words(graph_of(demo), BRIEFS)
    assert "signed with their own key" in text
    assert "in a commit of their own" not in text
    assert "Legal counsel only when" not in text
    assert "Receiver's days 1 working day How" in text


def test_profiles_need_fields_at_different_times() -> None:
    def needed(profile: str) -> str:
        return {one.name: one.needed for one in play_parts.groups(BRIEFS, profile)["Good to add"]}["links"]

    assert [needed(profile) for profile in ("starter", "standard", "strict")] == [
        "optional",
        "before the review",
        "before the review",
    ]


def test_html_in_settings_stays_text(demo: Path, graph_of: GraphOf) -> None:
    with (demo / "handoff.yml").open("a", encoding="utf-8") as file:
        file.write("checklists: {brief: {items: {x: {title: '<img src=x onerror=alert(1)>'}}}}\n")
    page = html(graph_of(demo), BRIEFS)
    assert dangers(page) == []
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("name", TYPES)
def test_the_steps_to_start_lead_to_a_draft_without_findings(unchanged: Graph, tmp_path: Path, name: str) -> None:
    """Make the file that the page names, copy the form into it, and run what the page says."""
    start = words(unchanged, name)
    file, folder = re.findall(r"Make a file (\S+) in (\S+)\.", start)[0]
    forms = ROOT / "docs/reference/templates"
    full = blocks(forms / f"{name}.md")[0].text
    put(tmp_path, "handoff.yml", f"profile: standard\nsystems: {{{name}: enforce}}\n")
    put(tmp_path, "docs/campaigns/your-campaign/campaign.md", blocks(forms / "campaign.md")[0].text)
    put(tmp_path, folder + file, full.replace("winter-service", "your-campaign").replace("20270104", "20270115"))
    result = engine.run(config.load(tmp_path), engine.Options(today=datetime.date(2027, 1, 15), jobs=1))
    assert (result.packages, [one for one in result.findings if one.severity is Severity.ERROR]) == (1, [])
    planned = handoff("plan", "your-campaign", "--root", str(tmp_path), "--today", "2027-01-15").stdout
    assert planned.startswith("Winter service 2027: launch on Monday, 2027-02-01\n\nhandoff")
    said = re.findall(
        r"Each approver runs handoff sign (\S+) GATE .* and the receiver runs handoff accept (\S+)\.", start
    )
    assert said == [(f"your-campaign-h{store.load(name)['x-digit']}",) * 2]
    for verb in ("sign", "accept"):
        assert f" {verb} [OPTIONS] PACKAGE" in " ".join(handoff(verb, "--help").stdout.split())
