"""The playbook: for each handoff type how it is done here, made from schema, defaults and settings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from handoff_lint import rules
from handoff_lint.config import OFF, Config
from handoff_lint.model import Kind
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import hubs
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.validation import store

_MODES = {"enforce": "enforced", "advise": "advice only", "off": "not used here"}
_MOST_EXAMPLES = 5
_LONGEST_EXAMPLE = 120
_OWN = ("schema", "type", "id", "campaign", "version", "signoffs", "handovers", "acceptance", "built_on", "waivers")
"""Fields that commands write or that follow from the file's name: nobody fills them in."""


def index(graph: Graph, pen: Pen) -> Page:
    """All handoff types in the order of a campaign."""
    types = [
        {
            "name": name,
            "title": pen.type(name),
            "purpose": _purpose(name),
            "mode": _MODES[graph.config.systems.get(name, OFF)],
            "count": sum(one.type == name for one in graph.packages.values()),
        }
        for name in store.handoff_types()
    ]
    note = "The seven handoffs of a campaign, and how they are done here."
    return hubs.hub(pen, "Playbook", pen.render("playbook.html", types=types), note=note)


def page(graph: Graph, name: str, pen: Pen) -> Page:
    """One handoff type: how to start, fields, people, gates, times, checklists, rules."""
    config = graph.config
    schema = store.load(name)
    html = pen.render(
        "play.html",
        title=schema["title"],
        purpose=_purpose(name),
        file=_example_file(config, name),
        folder=f"{config.campaigns_dir}/your-campaign/{schema['x-stage']}/",
        form=f"{config.docs_url}/reference/templates/{name}/",
        examples=[one for one in graph.packages.values() if one.type == name][:_MOST_EXAMPLES],
        fields=list(_fields(name, config.profile)),
        raci=list(_raci(config, name)),
        gates=hubs.gates_of(graph, name),
        timing={key: value for key, value in config.timing.get(name, {}).items() if isinstance(value, int)},
        checklists=[one for one in config.checklists.values() if name in one.get("types", (name,))],
        rules=[rule for rule in rules.RULES if Kind.PACKAGE in rule.kinds],
    )
    return Page(pen.source, str(schema["title"]), _purpose(name), html, ("Playbook",))


def _purpose(name: str) -> str:
    """What a handoff of this type is for, as its schema says: the part after the colon."""
    said = str(store.load(name).get("description", "")).partition(": ")[2]
    return said[:1].upper() + said[1:]


def _example_file(config: Config, name: str) -> str:
    values = {"date": "20270115", "campaign": "your-campaign", "type": name, "version": "01"}
    return config.package_name.fill(values)


def _fields(name: str, profile: str) -> Iterator[Mapping[str, str]]:
    """The fields that people fill in: those at the top, then the parts of the package."""
    root = store.bundle(name)
    for path, schema in store.patterns(name):
        is_part = len(path) == 2 and path[0] == "package"
        if (len(path) == 1 and path[0] not in (*_OWN, "package")) or is_part:
            found = store.resolve(schema, root)
            examples = found.get("examples") or [""]
            shown = examples[0] if isinstance(examples[0], str) else json.dumps(examples[0], ensure_ascii=False)
            yield {
                "name": ".".join(path),
                "title": str(found.get("title", path[-1])),
                "description": str(found.get("description", "")),
                "needed": _needed(found.get("x-required-from"), profile),
                "example": shown if len(shown) <= _LONGEST_EXAMPLE else shown[: _LONGEST_EXAMPLE - 1] + "…",
            }


def _needed(written: str | Mapping[str, str] | None, profile: str) -> str:
    """The status from which a field is needed under a profile; `strict` follows `standard`."""
    if isinstance(written, Mapping):
        return written.get("standard" if profile == "strict" else profile, "optional")
    return written or "optional"


def _raci(config: Config, name: str) -> Iterator[Mapping[str, str]]:
    """Who prepares, checks and accepts, by the titles of roles."""

    def title(role: object) -> str:
        return str(config.roles.get(str(role), {}).get("title", role))

    for activity, row in config.raci.get(name, {}).items():
        if isinstance(row, Mapping):
            doing = row.get("responsible", "")
            names = doing if isinstance(doing, list) else [doing]
            yield {
                "activity": activity.replace("_", " "),
                "responsible": ", ".join(title(one) for one in names),
                "accountable": title(row.get("accountable", "")),
            }
