"""The page “metrics” says what `handoff metrics` says, of the demo, of an empty repository and of a long trend."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.git.process import GitError
from handoff_lint.metrics import definitions, figures_in_words, measuring, past
from handoff_lint.metrics.model import Figure, Metric, Survey
from handoff_lint.site import build, markdown_files
from handoff_lint.site.gather import gather
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import metrics
from handoff_lint.site.pages.pen import Pen
from handoff_lint.site.visibility import Level
from tests.repositories.test_cases import copy_demo
from tests.site.conftest import BRIEF, change
from tests.site.looking import at, dangers
from tests.site.test_plugin import build_site

AFTER = datetime.date(2026, 10, 27)
_SECTION = re.compile(r'<section class="hl-measure" aria-labelledby="(m\d+)">(.*?)</section>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_TABLE = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)


def survey_of(graph: Graph) -> Survey:
    """The measures of a graph for the team."""
    assert graph.survey is not None
    return graph.survey


def written(graph: Graph) -> str:
    """The page's article."""
    return metrics.page(graph, Pen(graph, "metrics.md", directory_urls=True)).html


def sections(graph: Graph) -> dict[str, str]:
    """M5 → the HTML of its part of the page."""
    return {found[1].upper(): found[2] for found in _SECTION.finditer(written(graph))}


def text(html: str) -> str:
    return " ".join(at(html).text.split())


def table(html: str) -> list[list[str]]:
    """The cells of the first table, as text."""
    first = _TABLE.search(html)
    assert first is not None
    return [[text(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(first[1])]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The demo on the day after its retrospective was accepted, outside of Git."""
    root = tmp_path_factory.mktemp("page") / "repo"
    copy_demo(root)
    return gather(config.load(root), today=AFTER)


def test_the_graph_measures_what_the_command_measures(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    settings = config.load(tmp_path)
    found = engine.run(settings, engine.Options(today=AFTER)).findings
    expected = measuring.survey(settings, today=AFTER, findings=found)
    assert survey_of(gather(settings, today=AFTER)) == expected


@pytest.mark.parametrize(
    ("measure", "figure", "said"),
    [  # the fixed values of the design
        ("M2", "Accepted at once", "85.7 % 6 of 7"),
        ("M3", "In all, by reason", "1"),
        ("M6", "Median age", "1 wd from 1"),
        ("M7", "By due", "100 % 7 of 7"),
        ("M7", "Mean slip", "0 wd from 7"),
        ("M5", "Median", "1 wd from 7"),
        ("M15", "Median lead of the go", "89 h from 1"),
        ("M16", "Of the window", "100 % 2,880 of 2,880"),
        ("M18", "Filed as meant", "100 % 6 of 6"),
        ("M22", "Median after the end", "5 d from 1"),
    ],
)
def test_the_page_says_the_fixed_values_of_the_demo(graph: Graph, measure: str, figure: str, said: str) -> None:
    assert [row[1] for row in table(sections(graph)[measure]) if row[0] == figure] == [said]


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("M2", "By handoff, the worst first Now Dockside autumn launch: strategy to creative 0 % 0 of 1"),
        ("M3", "In all, by reason Now missing info 1"),
        ("M6", "In all, by field Now package.brand.claims 1"),
        ("M19", "wrong timing 26"),
    ],
)
def test_the_page_says_what_the_values_are_made_of(graph: Graph, measure: str, said: str) -> None:
    assert said in text(sections(graph)[measure])


def test_a_label_that_holds_everything_is_no_breakdown(graph: Graph) -> None:
    """The one gap is resolved: its age by state would say the figure again."""
    assert [one.label for one in survey_of(graph).metric("M6").figure("working").breakdown] == ["resolved"]
    assert "resolved 1 wd" not in text(sections(graph)["M6"])


def test_every_measure_stands_on_the_page_with_its_definition_and_all_its_figures(graph: Graph) -> None:
    parts = sections(graph)
    in_order = [one for group in definitions.GROUPS for one in definitions.DEFINITIONS if one.group == group]
    assert list(parts) == [one.id for one in in_order]
    assert len(parts) == 24
    for metric in survey_of(graph).metrics:
        shown = text(parts[metric.id])
        assert shown.startswith(f"{metric.id} {metric.name} {metric.definition.text}")
        assert metric.definition.formula.replace("`", "") in shown
        assert metric.definition.advice.replace("`", "") in shown
        if metric.why_nothing:
            assert f"No number. {metric.why_nothing}" in shown
            continue
        values = [figures_in_words.value(figure.amount, figure.definition) for figure in metric.figures]
        rows = table(parts[metric.id])
        assert [row[1].startswith(value) for row, value in zip(rows, values, strict=True)] == [True] * len(values)
        assert [figure.why for figure in metric.figures if figure.why not in shown] == []


def test_the_table_on_top_leads_to_every_measure_and_judges_it(graph: Graph) -> None:
    html = written(graph)
    rows = [row for row in table(html) if row]
    assert [row[0].partition(" ")[0] for row in rows] == list(sections(graph))
    ids = at(html).all("id")
    assert [link for link in at(html).all("href") if link.startswith("#") and link[1:] not in ids] == []
    by_id = {row[0].partition(" ")[0]: row[1:] for row in rows}
    assert by_id["M2"] == ["85.7 % 6 of 7", "≥ 80 % met"]
    assert by_id["M1"] == ["3 wd from 7", "falling"]
    assert by_id["M10"] == ["–", "falling no number"]


def test_a_missed_figure_is_named_on_top_and_says_what_to_do(demo: Path) -> None:
    """A month later the improvement of the retrospective is overdue."""
    late = gather(config.load(demo), today=datetime.date(2026, 11, 23))
    assert [one.id for one in survey_of(late).missed] == ["M22"]
    rows = {row[0]: row[2] for row in table(written(late)) if row}
    assert rows["M22 Retrospective"] == "≤ 7 d met missed: improvements done when due"
    assert "What to do. Put the meeting into the calendar" in text(sections(late)["M22"])
    assert "1 of 24 measures misses a target." in text(written(late))


def test_two_months_make_a_chart_and_one_does_not(graph: Graph) -> None:
    parts = sections(graph)
    for metric in survey_of(graph).metrics:
        months = [point for point in metric.headline.trend if point.amount.value is not None]
        assert parts[metric.id].count("<svg") == (1 if len(months) > 1 else 0), metric.id
    assert "Aug 2026: 50 %; Sep 2026: 100 %; Oct 2026: 100 %; Target: at least 80 %." in parts["M2"]
    assert "<svg" not in parts["M22"]


def _with_trend(graph: Graph, months: list[str]) -> Graph:
    """The graph with M2's trend moved to other months; all have the amount of the demo's first."""

    def moved(figure: Figure) -> Figure:
        return replace(figure, trend=tuple(replace(figure.trend[0], day=f"{month}-01") for month in months))

    def changed(metric: Metric) -> Metric:
        return replace(metric, figures=tuple(map(moved, metric.figures))) if metric.id == "M2" else metric

    survey = survey_of(graph)
    return replace(graph, survey=replace(survey, metrics=tuple(map(changed, survey.metrics))))


def test_a_month_in_which_nothing_happened_is_a_gap_and_old_months_are_left_out(graph: Graph) -> None:
    part = sections(_with_trend(graph, ["2024-01", "2025-11", "2026-08", "2026-10"]))["M2"]
    assert (
        "Nov 2025: 50 %; Dec 2025: no figure; Jan 2026: no figure; Feb 2026: no figure; Mar 2026: no figure; "
        "Apr 2026: no figure; May 2026: no figure; Jun 2026: no figure; Jul 2026: no figure; Aug 2026: 50 %; "
        "Sep 2026: no figure; Oct 2026: 50 %; Target: at least 80 %." in part
    )
    assert "Jan 2024" not in re.sub(r"<details.*", "", part, flags=re.DOTALL)


@pytest.mark.parametrize("publish", [Level.COMPANY, Level.PUBLIC])
def test_only_the_team_sees_measures(demo: Path, publish: Level) -> None:
    change(demo / BRIEF, "status: accepted\n", "status: accepted\nvisibility: public\n")
    graph = gather(config.load(demo), publish=publish, today=AFTER)
    assert list(graph.packages) == ["dockside-launch-h1"]
    assert graph.survey is None
    assert text(written(graph)) == "Metrics The measures of the team's work are not part of this edition."
    home = next(page for page in build.pages(graph, build.Options()) if page.source == "today.md")
    assert "off target" not in home.html


def test_an_empty_repository_says_why_there_are_no_numbers(demo: Path) -> None:
    for file in sorted((demo / "docs/campaigns").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    for file in (demo / "docs/kb").glob("*.md"):
        file.unlink()
    empty = gather(config.load(demo), today=AFTER)
    html = written(empty)
    assert "0 packages in 0 campaigns on 27 Oct 2026." in text(html)
    assert "There is no handoff package yet. The numbers come with the first one." in text(html)
    assert "<svg" not in html
    assert {row[1] for row in table(html) if row} == {"–"}
    assert "24 have no number; each says why." in text(html)
    for metric in survey_of(empty).metrics:
        assert metric.headline.why in text(sections(empty)[metric.id])


def test_both_shells_show_the_same_measures(demo: Path, tmp_path: Path) -> None:
    site, warned = build_site(demo, tmp_path, strict=True)
    assert warned == []
    built = (site / "metrics/index.html").read_text(encoding="utf-8")
    markdown_files.write(gather(config.load(demo), today=datetime.date(2026, 9, 14)), build.Options(), tmp_path / "out")
    plain = (tmp_path / "out/metrics.md").read_text(encoding="utf-8")
    article = re.compile(r"<article [^>]*class=\"hl .*?</article>", re.DOTALL)
    found = [article.search(one) for one in (built, plain)]
    assert found[0] is not None
    assert found[1] is not None
    assert text(found[0][0]) == text(found[1][0])
    assert "\n\n" not in found[1][0]
    assert len(built) < 150 * 1024


def test_a_clone_that_lacks_objects_still_gets_the_other_measures(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = measuring.measure

    def lacking(*given: object, **named: object) -> Survey:
        history = named["history"]
        if not getattr(history, "unknown", ""):
            raise GitError("Git has no object 1234.")
        return whole(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(past, "read", past.Past)
    monkeypatch.setattr(measuring, "measure", lacking)
    survey = survey_of(gather(config.load(demo), today=AFTER))
    assert survey.no_history == "This clone lacks a part of the history."
    assert survey.metric("M2").headline.amount.numerator == 6


def test_the_page_is_calm(graph: Graph) -> None:
    html = written(graph)
    assert dangers(html) == []
    ids = at(html).all("id")
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_labels_are_said_in_words(graph: Graph, graph_of: Callable[..., Graph]) -> None:
    pen = Pen(graph, "metrics.md", directory_urls=True)
    said = [metrics.label(one, pen) for one in ("wrong_timing", "strategy-to-creative", "Maya Holt", "package.brand")]
    assert said == ["wrong timing", "Strategy to creative", "Maya Holt", "package.brand"]
    assert text(str(metrics.label("HF403", pen))) == "HF403"
    assert metrics.label("<b>", pen) == "<b>"
