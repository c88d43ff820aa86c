"""The playbook: for each handoff type how it is done here, made from schema, defaults and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handoff_lint.config import OFF, Config
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import hubs, play_parts
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen
from handoff_lint.validation import store

_MODES = {"enforce": "enforced", "advise": "advice only", "off": "not used here"}
_TONES = {"enforce": "good", "advise": "busy", "off": "quiet"}
_MOST_EXAMPLES = 5


def index(graph: Graph, pen: Pen) -> Page:
    """All handoff types in the order of a campaign."""
    types = [
        {
            "name": name,
            "title": pen.type(name),
            "purpose": _purpose(name),
            "mode": _mode(graph.config, name),
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
    types = store.handoff_types()
    place = types.index(name)
    html = pen.render(
        "play.html",
        title=schema["title"],
        purpose=_purpose(name),
        mode=_mode(config, name),
        around=[types[place - 1] if place else "", types[place + 1] if place + 1 < len(types) else ""],
        file=_example_file(config, name),
        folder=f"{config.campaigns_dir}/your-campaign/{schema['x-stage']}/",
        id=f"your-campaign-h{schema['x-digit']}",
        form=f"{config.docs_url}/reference/templates/{name}/",
        reference=f"{config.docs_url}/reference/fields/{name}/",
        examples=[one for one in graph.packages.values() if one.type == name][:_MOST_EXAMPLES],
        parts=play_parts.parts(name, config.profile),
        groups=play_parts.groups(name, config.profile),
        raci=list(_raci(config, name)),
        around_raci=[
            (word, _titles(config, config.raci.get(name, {}).get(word))) for word in ("consulted", "informed")
        ],
        gates=list(play_parts.gate_rows(config, name)),
        proof=play_parts.proof(config),
        times=list(play_parts.times(config, name)),
        checklists=list(play_parts.checklists(config, name)),
        own_rules=play_parts.own_rules(name),
        common_rules=play_parts.common_rules(),
    )
    return Page(pen.source, str(schema["title"]), _purpose(name), html, ("Playbook",))


def _mode(config: Config, name: str) -> tuple[str, str]:
    """How much a type counts here, in words, and how that looks."""
    mode = config.systems.get(name, OFF)
    return _MODES[mode], _TONES[mode]


def _purpose(name: str) -> str:
    """What a handoff of this type is for, as its schema says: the part after the colon."""
    said = str(store.load(name).get("description", "")).partition(": ")[2]
    return said[:1].upper() + said[1:]


def _example_file(config: Config, name: str) -> str:
    values = {"date": "20270115", "campaign": "your-campaign", "type": name, "version": "01"}
    return config.package_name.fill(values)


def _raci(config: Config, name: str) -> Iterator[Mapping[str, str]]:
    """Who prepares, checks and accepts, by the titles of roles."""
    for activity, row in config.raci.get(name, {}).items():
        if isinstance(row, Mapping):
            yield {
                "activity": activity.replace("_", " "),
                "responsible": _titles(config, row.get("responsible")),
                "accountable": _titles(config, row.get("accountable")),
            }


def _titles(config: Config, roles: object) -> str:
    """One role or a list of them by their titles, with commas."""
    names = roles if isinstance(roles, list | tuple) else [roles] if roles else []
    return ", ".join(str(config.roles.get(str(role), {}).get("title", role)) for role in names)
