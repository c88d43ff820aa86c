"""The settings of a generated repository: a roster in which every gate has a holder, tools, segments, measures."""

from __future__ import annotations

import datetime
from pathlib import Path

from benchmarks import sheets
from benchmarks import vocabulary as words
from benchmarks.plans import Plan

_FULL = "profile: standard\norganisation:\n  name: Larkfield Systems\n  timezone: Europe/London\ntags: [{tags}]\n"


def write(out: Path, *, full: bool) -> None:
    """Write `handoff.yml` and `config/`; a starter keeps no list of tools."""
    (out / "config").mkdir(parents=True, exist_ok=True)
    _write(
        out / "handoff.yml",
        _FULL.format(tags=", ".join((*words.TAGS, *words.TEMPLATE_TAGS))) if full else "profile: starter\n",
    )
    _write(out / "config" / "people.yml", _people())
    segments = [f"  {key}:\n    title: {title}\n    filter: segment={key}\n" for key, title in words.SEGMENTS.items()]
    _write(out / "config" / "segments.yml", "segments:\n" + "\n".join(segments))
    kpis = [
        f"  {key}:\n    definition: {definition}\n    formula: {key} by day\n    source: {source}\n"
        f"    owner: ruth.abara\n    unit: {unit}\n    direction: {direction}\n"
        "    refresh: daily\n    locked: 2025-01-02\n"
        for key, (definition, unit, direction, source) in words.KPIS.items()
    ]
    _write(out / "config" / "kpis.yml", "kpis:\n" + "\n".join(kpis))
    if full:
        for path in sorted((sheets.FOLDER / "config").iterdir()):
            _write(out / "config" / path.name, path.read_text(encoding="utf-8"))


def write_knowledge(out: Path, plan: Plan) -> None:
    """Write what the retrospectives point at; it rests on one campaign."""
    folder = out / "docs" / "kb"
    folder.mkdir(parents=True)
    for path in sorted((sheets.FOLDER / "kb").iterdir()):
        filler = sheets.Filler(plan, plan.brief, path.name)
        _write(folder / path.name, filler.fill(f"kb/{path.name}"))


def _people() -> str:
    lines = ["teams: [" + ", ".join(dict.fromkeys(team for team, _ in words.STAFF.values())) + "]", "", "people:"]
    for number, (role, (team, handles)) in enumerate(words.STAFF.items()):
        roles = ", ".join((role, *words.MORE_ROLES.get(role, ())))
        for handle in handles:
            name = handle.replace(".", " ").title()
            lines += [f"  {handle}:", f"    name: {name}", f"    team: {team}", f"    roles: [{roles}]"]
        day = datetime.date(2024, 1, 8) + datetime.timedelta(weeks=number)
        lines += ["    away:", f"      - from: {day}", f"        to: {day + datetime.timedelta(days=4)}"]
        lines.append("")
    return "\n".join(lines)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
