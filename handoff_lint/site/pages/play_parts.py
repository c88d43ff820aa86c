"""What a playbook page says about a handoff type, as plain data: fields, gates, times, checklists, rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from handoff_lint import gates, rules
from handoff_lint.config import Config
from handoff_lint.model import Kind
from handoff_lint.reading import yaml_text
from handoff_lint.rules.base import Example, Rule
from handoff_lint.validation import store
from handoff_lint.validation.fields import ALWAYS, EACH_TYPE, SOMETIMES, Field, fields

_BY_COMMANDS = (
    *("schema", "type", "id", "campaign", "version", "signoffs", "handovers", "acceptance", "built_on", "waivers"),
)
"""Fields that commands write or that follow from the file's name: nobody fills them in."""
_SPREAD = "package"
_GROUPS = {
    "About the handoff": ("title", "date", "status", "status_reason", "priority", "visibility", "tags"),
    "Who": ("from", "to", "quality_owner", "raci", "gates"),
    "The four questions": ("objective", "context", "constraints", "success_criteria"),
    "When": ("timeline", "depends_on", "next_steps", "blockers"),
}
"""Heading → the fields of every handoff that stand below it; the rest comes last."""
_REST = "Good to add"
_NEEDED = {
    "draft": "from the start",
    "in_review": "before the review",
    "approved": "before it is approved",
    "handed_off": "before it is handed over",
    "accepted": "before it is accepted",
    "completed": "before it is closed",
    ALWAYS: "always, where this part is used",
    SOMETIMES: "in some cases",
    "": "optional",
}
_EVIDENCE = {
    "recorded": "written into the file",
    "commit": "in a commit of their own",
    "signature": "signed with their own key",
    "forge": "as an approval on GitHub or GitLab",
}
_COMMON = ("structure", "names", "people", "signoffs", "timeline", "writing")
"""Families of rules that look at every handoff, whatever its type."""
_TYPE = re.compile(r"^type: ([a-z-]+)$", re.MULTILINE)
_COMPLETE = {"<brief>": "strategy-to-creative"}
"""What stands in an example for a whole file."""
_WHERE = re.compile(r"(?P<field>[^\[]+)(?:\[(?P<key>\w+)=(?P<value>[^\]]+)\])?$")


class Part(NamedTuple):
    """A field that people fill in, with what lies inside it."""

    name: str
    title: str
    description: str
    needed: str
    example: str
    """YAML; empty where the schema has no example."""
    inside: tuple[Part, ...] = ()


def parts(name: str, profile: str) -> tuple[Part, ...]:
    """The parts of a type's own package, in the order of the schema."""
    found = fields(name)
    return tuple(_part(one, found, profile) for one in found if one.path[:-1] == (_SPREAD,))


def groups(name: str, profile: str) -> Mapping[str, tuple[Part, ...]]:
    """Heading → the fields at the top of the file that people fill in themselves."""
    found = fields(name)
    top = {one.name: _part(one, found, profile) for one in found if len(one.path) == 1}
    asked = {key: part for key, part in top.items() if key not in (*_BY_COMMANDS, _SPREAD)}
    grouped = {title: tuple(asked.pop(key) for key in names if key in asked) for title, names in _GROUPS.items()}
    return {**grouped, _REST: tuple(asked.values())}


def _part(field: Field, found: tuple[Field, ...], profile: str) -> Part:
    path = _plain(field)
    inside: dict[str, Part] = {}
    for other in found:
        below = _plain(other)
        if len(below) > len(path) and below[: len(path)] == path and not below[-1].startswith("<"):
            key = ".".join(step for step in below[len(path) :] if step != EACH_TYPE)
            inside.setdefault(key, _described(other, key, profile))
    return _described(field, ".".join(path), profile, tuple(inside.values()))


def _described(field: Field, name: str, profile: str, inside: tuple[Part, ...] = ()) -> Part:
    schema = field.schema
    examples = schema.get("examples") or ()
    status = field.status(profile) or field.demand
    return Part(
        name,
        str(schema.get("title", field.path[-1])),
        str(schema.get("description", "")),
        _NEEDED.get(status, f"from “{status.replace('_', ' ')}” on"),
        yaml_text.block(_plain(field)[-1], examples[0]) if examples else "",
        inside,
    )


def _plain(field: Field) -> tuple[str, ...]:
    return tuple(step.removesuffix("[]") for step in field.path)


def gate_rows(config: Config, name: str) -> Iterator[Mapping[str, Any]]:
    """Each approval: who gives it, before which status, how it is proved, what it answers for, in which cases."""
    titles = {".".join(_plain(one)): str(one.schema.get("title", "")) for one in fields(name)}
    for gate, about in config.gates.get(name, {}).items():
        if gate == gates.ACCEPTANCE:
            continue
        yield {
            "name": gate,
            "roles": about["role"],
            "needed": _NEEDED.get(about["before"], about["before"]),
            "evidence": proof(config, about.get("evidence", "")),
            "scope": [_in_words(place, titles) for place in about["scope"]],
            "only": " or ".join(gates.CASES[case] for case in about["when"]),
        }


def proof(config: Config, asked: str = "") -> str:
    """How an approval has to be given, in words: what its gate asks for, else what the settings do."""
    level = asked or str(config.evidence.get("minimum", ""))
    return _EVIDENCE.get(level, level)


def _in_words(place: str, titles: Mapping[str, str]) -> str:
    """`package.brand.claims` as the title of the field; `campaign:launch_date` as what the campaign page says."""
    if place.startswith("campaign:"):
        return f"{place.removeprefix('campaign:').replace('_', ' ')} of the campaign"
    found = _WHERE.match(place)
    if found is None:
        return place
    name = titles.get(found["field"]) or found["field"]
    return f"{name} ({found['value']})" if found["value"] else name


def times(config: Config, name: str) -> Iterator[tuple[str, str, str]]:
    """(title, number with its unit, what it means) of each time that the settings give a type."""
    root = store.bundle("settings")
    about = {
        path[2:]: store.resolve(schema, root) for path, schema in store.patterns("settings") if _is_time(path, name)
    }
    said = config.timing.get(name, {})
    for path, value in [((key,), value) for key, value in said.items()] + [
        (("latest", key), value) for key, value in said.get("latest", {}).items()
    ]:
        if isinstance(value, int) and path in about:
            unit = "calendar day" if path[-1].endswith("after_launch") else "working day"
            schema = about[path]
            yield str(schema["title"]), f"{value} {unit}{'' if value == 1 else 's'}", str(schema["description"])


def _is_time(path: tuple[str, ...], name: str) -> bool:
    return len(path) > 2 and path[:2] == ("timing", name)


def checklists(config: Config, name: str) -> Iterator[Mapping[str, Any]]:
    """The checklists of a type: those for every campaign first, then those for some campaigns only."""
    found = [one for one in config.checklists.values() if name in one.get("types", (name,))]
    for one in sorted(found, key=lambda one: bool(one.get("campaign_types") or one.get("channels"))):
        items = [
            {
                "title": item["title"],
                "auto": item.get("auto", ()),
                "is_optional": not item["required"],
                "when": _NEEDED.get(item.get("before", ""), "") if "before" in item else "",
                "campaign_types": item.get("campaign_types", ()),
                "channels": item.get("channels", ()),
            }
            for item in one["items"].values()
        ]
        yield {"title": one["title"], "campaign_types": one.get("campaign_types", ()), "items": items}


def own_rules(name: str) -> list[Rule]:
    """The rules that look at handoffs of this type in particular."""
    return [one for one in rules.RULES if name in types_of()[one.code]]


def common_rules() -> list[Rule]:
    """The rules that look at every handoff."""
    return [one for one in rules.RULES if Kind.PACKAGE in one.kinds and not types_of()[one.code]]


@cache
def types_of() -> Mapping[str, frozenset[str]]:
    """Rule code → the handoff types that it is about: those of its faulty examples; none for a rule about all."""
    return {
        rule.code: frozenset()
        if rule.family in _COMMON or rule.kinds != {Kind.PACKAGE}
        else frozenset(name for one in rule.examples if one.finds for name in _types_in(one))
        for rule in rules.RULES
    }


def _types_in(example: Example) -> Iterator[str]:
    """The types of the packages in an example; one without a whole file is a complete brief with other fields."""
    if example.source:
        yield from _types_of_file(example.path, example.source)
    elif example.shows or example.without or example.path:
        yield _COMPLETE["<brief>"]
    for path, text in example.files.items():
        yield from _types_of_file(path, text)


def _types_of_file(path: str, text: str) -> list[str]:
    said = _TYPE.findall(text) or [_COMPLETE.get(text, "")]
    return [one for one in said if one in store.handoff_types()] or [
        one for one in store.handoff_types() if f"_{one}" in path
    ]
