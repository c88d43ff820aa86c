"""The page of one handoff package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handoff_lint import gates
from handoff_lint.model import Severity
from handoff_lint.schedule import moment
from handoff_lint.signing.verifying import Row
from handoff_lint.site.graph import Gate, GateState, Graph, Package
from handoff_lint.site.pages import calendar, panels
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.site.visibility import Level

GATE_TONES = {
    GateState.SIGNED: "good",
    GateState.STALE: "bad",
    GateState.REFUSED: "bad",
    GateState.UNPROVED: "busy",
    GateState.OPEN: "quiet",
}
_LETTERS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
_MEANINGS = {"R": "does it", "A": "answers for it", "C": "is asked", "I": "is told"}
_SPEC_RULES = ("HF702", "HF703", "HF715")


class Cell(NamedTuple):
    """What became of one version of a package at one gate; `by` and `at` are empty when nobody has decided."""

    words: str
    tone: str
    by: str = ""
    at: str = ""


class SpecLine(NamedTuple):
    """Whether a piece fits its placement, in words."""

    fits: bool
    words: str


def page(graph: Graph, package: Package, pen: Pen) -> Page:
    """The page of a package; a broken one says what is wrong and shows what could be read."""
    source = package.document.source
    body = pen.body(package.path, source.body) if source and not package.document.faults else Markup()
    campaign = graph.campaign(package.campaign)
    about = campaign.data if campaign else {}
    html = pen.render(
        "package.html",
        p=package,
        body=body,
        layout=f"parts/{package.type}.html" if package.type else "",
        gaps=graph.open_gaps.get(package.id, ()),
        gate_tones=GATE_TONES,
        written=(written := _written(package)),
        is_taken_up=graph.is_taken_up(package),
        is_for_team=graph.publish is Level.TEAM,
        strip=_strip(package, written),
        raci=_raci(package, pen),
        dates=panels.dates(graph, package, str(about.get("launch_date", ""))) if package.type else "",
        launch=about.get("launch_date", ""),
        specs=_specs(graph, package),
        **_of_the_type(graph, package, pen),
    )
    objective = str(package.data.get("objective", ""))
    keywords = (pen.type(package.type), campaign.title if campaign else "", *map(str, package.data.get("tags") or ()))
    # Pieces, codes and UTM values stand here; the playbook and lists only mention words of their names.
    return Page(package.page, package.title, objective, html, keywords, package.path, boost=4)


def _written(package: Package) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
    """(gate, person, moment) → the decision as it stands in the file."""
    if not package.type:
        return {}
    return {(one.gate, one.by, one.at): one.written for one in gates.all_entries(package.document)}


def _strip(package: Package, written: Mapping[tuple[str, str, str], Mapping[str, Any]]) -> list[tuple[int, list[Cell]]]:
    """Each version that somebody has decided on, the newest first, with a cell for each gate."""
    decided: dict[tuple[int, str], Row] = {}
    for gate in package.gates:
        for row in sorted((one for one in gate.decisions if one.by), key=lambda one: moment(one.at)):
            decided[written[row.gate, row.by, row.at]["version"], gate.name] = row

    def cell(version: int, gate: Gate) -> Cell:
        row = decided.get((version, gate.name))
        by, at = (row.by, row.at) if row else ("", "")
        if version == package.version:
            return Cell(gate.state.value, GATE_TONES[gate.state], by, at)
        return Cell(row.decision.replace("_", " ") if row else "", "quiet", by, at)

    found = sorted({package.version} | {version for version, _ in decided}, reverse=True)
    return [(version, [cell(version, gate) for gate in package.gates]) for version in found]


def _raci(package: Package, pen: Pen) -> Markup:
    """Who does what as a matrix of people and activities."""
    rows = [row for row in package.data.get("raci") or () if isinstance(row, dict)]
    activities = [str(row.get("activity", "")) for row in rows]
    cells: dict[str, list[str]] = {}
    for column, row in enumerate(rows):
        for name, letter in _LETTERS.items():
            given = row.get(name) or ()
            for who in (given,) if isinstance(given, str) else given:
                cells.setdefault(who, [""] * len(rows))[column] += letter
    return pen.render("raci.html", activities=activities, matrix=list(cells.items()), meanings=_MEANINGS)


def _specs(graph: Graph, package: Package) -> Mapping[str, list[SpecLine]]:
    """Piece → how it fits its placement, as the linter found; nothing where findings are not shown."""
    found: dict[str, list[SpecLine]] = {}
    if graph.publish is not Level.TEAM:
        return found
    for pointer, asset in package.document.each("/package/assets"):
        placement = f"{asset.get('channel')}/{asset.get('placement')}"
        is_recorded = "width" in asset or "bytes" in asset
        if "id" not in asset or not is_recorded or placement not in graph.config.placements:
            continue
        problems = [
            SpecLine(fits=one.severity is not Severity.ERROR, words=one.message)
            for one in package.findings
            if one.code in _SPEC_RULES and f"{one.pointer}/".startswith(f"{pointer}/")
        ]
        found[asset["id"]] = problems or [SpecLine(fits=True, words=placement.replace("_", " ").replace("/", ", "))]
    return found


def _of_the_type(graph: Graph, package: Package, pen: Pen) -> Mapping[str, Any]:
    """What the layouts of single types need besides the package's data."""
    part = package.data.get("package") or {}
    scored = (part.get("prioritisation") or {}).get("items") or ()
    ranked = sorted(scored, key=lambda one: -one["score"] if isinstance(one.get("score"), int | float) else 0)
    return {
        "ranked": ranked,
        "rota": panels.rota(graph, package, pen),
        "weeks": list(calendar.weeks(graph.sendings_by_page.get(package.page, ()))),
        "metric_name": lambda reference: _metric_name(graph, str(reference), pen),
    }


def _metric_name(graph: Graph, reference: str, pen: Pen) -> Markup | str:
    """The measure that a result is about: its name, linked to the brief that set it."""
    id_, _, item = reference.rpartition("#")
    brief = graph.packages.get(id_)
    if brief is None:
        return ""
    for metric in (brief.data.get("package") or {}).get("success_metrics") or ():
        if metric.get("id") == item:
            return pen.link(brief.page, pen.label("kpis", metric.get("kpi", item)), item)
    return pen.ref(reference)
