"""The schemas themselves: valid, documented, with examples that satisfy them, and the same to both validators."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import store

NAMES = sorted(path.name.removesuffix(store.SUFFIX) for path in store.folder().glob("*" + store.SUFFIX))
DOCUMENTS = [name for name in NAMES if name != "common"]
OURS = {
    "x-asset",
    "x-code",
    "x-digit",
    "x-expects",
    "x-mission",
    "x-not-applicable",
    "x-person",
    "x-progress",
    "x-ranks",
    "x-refers-to",
    "x-required-from",
    "x-sections",
    "x-short-form",
    "x-stage",
    "x-values-from",
}
DOCS = Path(__file__).parents[2] / "docs"
PACKAGES = {
    next(name for name in store.handoff_types() if f"_{name}_v" in path.name): path
    for path in sorted(DOCS.glob("campaigns/dockside-launch/0*/*.md"))
}
OTHERS = {
    "campaign": DOCS / "campaigns/dockside-launch/campaign.md",
    "knowledge": DOCS / "kb/problem-led-linkedin.md",
    "calendar": DOCS / "calendar/2026-09.yml",
}
PROFILES = ["starter", "standard", "strict"]


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary in a schema that is itself a schema of a property or an item."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                for inner in value.values():
                    yield inner
                    yield from subschemas(inner)
            elif key not in ("examples", "enum", "const"):
                if key == "items" and isinstance(value, dict):
                    yield value
                yield from subschemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from subschemas(value)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_satisfies_the_metaschema(name: str) -> None:
    schema = store.load(name)
    assert schema["$schema"] == store.DIALECT
    assert schema["$id"].endswith(f"/{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", NAMES)
def test_only_known_annotations_are_used(name: str) -> None:
    used = {key for schema in subschemas(store.load(name)) for key in schema if key.startswith("x-")}
    assert used | {key for key in store.load(name) if key.startswith("x-")} <= OURS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_property_is_titled_described_and_has_valid_examples(name: str) -> None:
    root = store.bundle(name)
    assert store.patterns(name)
    for path, schema in store.patterns(name):
        for key in ("title", "description", "examples")[: 2 if path[-1] == "*" else 3]:
            assert schema.get(key), f"{'.'.join(path)} has no {key}"
        validator = jsonschema.Draft202012Validator({**schema, "$defs": root["$defs"]})
        for example in schema.get("examples", []):
            assert validator.is_valid(example), f"{'.'.join(path)}: {example!r}"


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "report"])
def test_objects_are_closed(name: str) -> None:
    for path, schema in store.patterns(name):
        if "properties" in schema:
            assert schema.get("additionalProperties") is False, ".".join(path)


@pytest.mark.parametrize("name", [*store.handoff_types(), "campaign"])
def test_every_field_of_the_first_two_levels_names_the_mission_it_serves(name: str) -> None:
    top = [(path, schema) for path, schema in store.patterns(name) if len(path) == 1]
    package = [(path, schema) for path, schema in store.patterns(name) if len(path) == 2 and path[0] == "package"]
    assert [path for path, schema in top + package if not schema.get("x-mission")] == []


@pytest.mark.parametrize("name", store.handoff_types())
def test_statuses_have_ranks(name: str) -> None:
    status = store.subschema(name, ["status"])
    assert set(status["x-ranks"]) == set(status["enum"])


@pytest.mark.parametrize("name", store.handoff_types())
def test_stages_and_digits_are_one_to_one(name: str) -> None:
    assert store.load(name)["x-stage"].startswith(f"{store.load(name)['x-digit']:02}-")


@cache
def document(name: str) -> dict[str, Any]:
    """The data of the demo's document of a type."""
    path = (PACKAGES | OTHERS)[name]
    text = frontmatter.decode(path.read_bytes())
    read: dict[str, Any] = fast.load(frontmatter.split(text).front if path.suffix == ".md" else text, Limits())
    return read


def test_the_demo_has_a_package_of_every_type() -> None:
    assert sorted(PACKAGES) == sorted(store.handoff_types())


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(
        ["2026-02-30", "2026-09-15", "2026-08-05T10:12:00Z", "maya.holt", "maya.holt\n", "a\u2028", "HF101", "x_"]
    ),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["by", "na", "date", "x_a", "nope"]), st.text(max_size=5), max_size=2),
)


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths to every value inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from spots(inner, (*path, key))


def mutated(data: dict[str, Any], seed: int, value: Any) -> dict[str, Any]:
    """A copy with one value replaced and one key taken out, somewhere."""
    data = copy.deepcopy(data)
    for index, path in enumerate(random.Random(seed).sample(list(spots(data)), 2)):  # noqa: S311
        target = data
        try:
            for step in path[:-1]:
                target = target[step]
            if index and isinstance(target, dict):
                target.pop(path[-1], None)
            else:
                target[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # the first mutation took the place of the second away
    return data


@pytest.mark.parametrize("name", [*store.handoff_types(), *OTHERS])
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(range(6)), st.sampled_from(PROFILES), VALUES)
def test_both_validators_agree_on_mutated_documents(name: str, seed: int, rank: int, profile: str, value: Any) -> None:
    variant = store.variant(name, rank, profile)
    data = mutated(document(name), seed, value)
    assert variant.is_valid(data) == (variant.refusals(data) == [])


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths to every key, of lists only into the first item."""
    items = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(value, dict):
            yield (*path, key)
        yield from parts(inner, (*path, key))


def taken_out(data: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """A copy without one key."""
    data = copy.deepcopy(data)
    target: Any = data
    for step in path[:-1]:
        target = target[step]
    del target[path[-1]]
    return data


@pytest.mark.parametrize("name", store.handoff_types())
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("rank", range(6))
def test_the_schema_for_editors_says_the_same_as_the_expanded_one(rank: int, profile: str, name: str) -> None:
    editor = jsonschema_rs.Draft202012Validator(store.for_editors(name, profile), validate_formats=True)
    variant = store.variant(name, rank, profile)
    for status in (status for status, reached in store.ranks(name).items() if reached == rank):
        full = {**document(name), "status": status}
        for data in [full, *(taken_out(full, path) for path in parts(full) if path != ("status",))]:
            assert editor.is_valid(data) == variant.is_valid(data), json.dumps(data)[:200]


@pytest.mark.parametrize("name", store.handoff_types())
def test_the_demo_is_valid_at_its_status(name: str) -> None:
    data = document(name)
    assert store.variant(name, store.ranks(name)[data["status"]], "standard").refusals(data) == []


DATES = st.one_of(st.dates().map(str), st.from_regex(r"[0-9]{4}-[0-1][0-9]-[0-3][0-9]", fullmatch=True))
CLOCKS = st.from_regex(r"[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,6})?(Z|[+-][0-2][0-9]:[0-6][0-9])", fullmatch=True)


@settings(max_examples=2000, deadline=None)
@given(DATES, CLOCKS)
def test_both_validators_mean_the_same_by_dates_and_times(day: str, clock: str) -> None:
    root = store.bundle("strategy-to-creative")
    for name, text in (("date", day), ("timestamp", f"{day}T{clock}")):
        schema = {**store.load("common")["$defs"][name], "$defs": root["$defs"]}
        quick = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(text)
        slow = not list(store._explainer(json.dumps(schema)).iter_errors(text))
        assert quick == slow, text
