"""What a status demands: the annotation `x-required-from` turned into plain JSON Schema.

`x-required-from` names a status, or one status per profile (`strict` asks what `standard` asks; a profile that is
not named never asks). It holds wherever the parent object exists. A part marked `x-not-applicable` is satisfied
by a reason under `package.not_applicable`.

`x-values-from` does the same for values: from that status on, only the listed ones are allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
EXCUSES = "not_applicable"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A property that must be there: from which rank on, per profile."""

    path: tuple[str, ...]
    name: str
    ranks: Mapping[str, int]
    excusable: bool

    def holds(self, rank: int, profile: str) -> bool:
        """Whether a document of this rank needs the property under this profile."""
        needed = self.ranks.get("standard" if profile == "strict" else profile)
        return needed is not None and rank >= needed


def collect(patterns: Iterable[tuple[tuple[str, ...], Schema]], ranks: Mapping[str, int]) -> tuple[Requirement, ...]:
    """Every `x-required-from` of a schema."""
    found = []
    for path, schema in patterns:
        asked = schema.get("x-required-from")
        if asked is None:
            continue
        by_profile = asked if isinstance(asked, dict) else {"starter": asked, "standard": asked}
        found.append(
            Requirement(
                path[:-1],
                path[-1],
                {profile: ranks.get(status, 0) for profile, status in by_profile.items()},
                bool(schema.get("x-not-applicable")),
            )
        )
    return tuple(found)


def steps(
    found: Iterable[Requirement],
    values: Iterable[tuple[tuple[str, ...], Mapping[str, list[Any]]]],
    ranks: Mapping[str, int],
    rank: int,
    profile: str,
) -> list[Schema]:
    """What one rank asks under a profile: the `required` lists, then the values that it allows."""
    tree = _tree(requirement for requirement in found if requirement.holds(rank, profile))
    allowed = [_only(path, listed) for path, by in values for status, listed in by.items() if rank >= ranks[status]]
    return [*([tree] if tree else []), *allowed]


def conditional(schema: Schema, found: Iterable[Requirement], ranks: Mapping[str, int], profile: str) -> Schema:
    """The schema with one `if` status `then` required per rank: what an editor can follow."""
    needed = "standard" if profile == "strict" else profile
    steps = []
    listed = [requirement for requirement in found if needed in requirement.ranks]
    for rank in sorted({requirement.ranks[needed] for requirement in listed}):
        tree = _tree(requirement for requirement in listed if requirement.ranks[needed] == rank)
        if rank == 0:
            steps.append(tree)
            continue
        steps.append({"if": _reached(ranks, rank), "then": tree})
    return {**schema, "allOf": [*schema.get("allOf", []), *steps]}


def narrowed_conditionally(
    schema: Schema, found: Iterable[tuple[tuple[str, ...], Mapping[str, list[Any]]]], ranks: Mapping[str, int]
) -> Schema:
    """The schema with one `if` status `then` only these values for each `x-values-from`."""
    steps = [
        {"if": _reached(ranks, ranks[status]), "then": _only(path, values)}
        for path, by in found
        for status, values in by.items()
    ]
    return {**schema, "allOf": [*schema.get("allOf", []), *steps]} if steps else schema


def _only(path: tuple[str, ...], values: list[Any]) -> Schema:
    schema: Schema = {"enum": values}
    for step in reversed(path):
        schema = {"items": schema} if step == "*" else {"properties": {step: schema}}
    return schema


def _reached(ranks: Mapping[str, int], rank: int) -> Schema:
    statuses = [status for status, reached in ranks.items() if reached >= rank]
    return {"required": ["status"], "properties": {"status": {"enum": statuses}}}


def _tree(found: Iterable[Requirement]) -> Schema:
    """One schema that demands all of them, nested along their paths."""
    tree: Schema = {}
    for requirement in found:
        node = tree
        for step in requirement.path:
            node = (
                node.setdefault("items", {}) if step == "*" else node.setdefault("properties", {}).setdefault(step, {})
            )
        if requirement.excusable:
            node.setdefault("allOf", []).append(_or_excused(requirement.name))
        else:
            node.setdefault("required", []).append(requirement.name)
    return tree


def _or_excused(name: str) -> Schema:
    """Required, unless the package says why it does not apply."""
    excused = {"required": [EXCUSES], "properties": {EXCUSES: {"required": [name]}}}
    return {"if": {"not": excused}, "then": {"required": [name]}}
