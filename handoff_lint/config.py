"""Settings: the defaults of the wheel, the profile, `handoff.yml` and `config/*.yml`, merged key by key.

A repository's root is where `handoff.yml` lies. A setting that does not exist or has the wrong shape, or that names
something that no other setting knows, stops the run (exit 2): a linter that ignores a misspelt setting checks
something else than its owner believes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from handoff_lint import naming, settings_checks
from handoff_lint.errors import HandoffError, SettingsError
from handoff_lint.model import Severity, join, lookup, parts
from handoff_lint.reading import events, fast, frontmatter
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits
from handoff_lint.reading.tree import Disk, Tree
from handoff_lint.validation import explain, store
from handoff_lint.validation.refusal import Refusal

FILE = "handoff.yml"
FOLDER = "config"
OFF = "off"
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Override:
    """A severity for a rule: everywhere (empty `paths`) or where a path matches; None switches the rule off."""

    rule: str
    severity: Severity | None
    paths: tuple[str, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings of a rule that the team has decided not to mend, with the reason."""

    rule: str
    paths: tuple[str, ...]
    reason: str
    pointer: str
    expires: str = ""


@dataclass(frozen=True)
class Config:
    """The settings of one repository.

    Attributes:
        tree: where the repository's files are read from.
        systems: handoff type → enforce, advise or off.
        severity: in the order in which they were written; the last that matches holds.
        lead_scoring: the team's usual points, in the form of a package's; empty when it keeps none.
        segments, kpis: id → definition; empty when the team keeps no list, and then ids are not checked.
        teams, people: likewise. A role held is always `{role, from?, until?}`, a delegate `{to, from?, until?}`.
        gates: type → gate → `{role, before, when, scope, covers, evidence}`, all there, without those that are off.
            Role, when, scope and covers are lists. No when: always; no scope: everything; no evidence: the minimum.
        raci, timing: type → defaults of that type.
        checklists: name → `{types?, campaign_types?, part?, items}`; an item is always `{title, required, auto}`, with
            `auto` a list of rules, has `campaign_types` or `channels` where it is for some campaigns only, and `before`
            where the tick is asked for at another status than those of the whole checklist.
        placements: channel/placement → what a piece for it must look like.
        core, handoff_map: tool → what it is for; type → kind → `tool` or `tool:place`.
        tags, holidays: empty when the team keeps none.
        sources: top-level key → settings file that sets it, from the root; `key/inner` where a second file adds to it.

    """

    tree: Tree
    profile: str
    docs_dir: str
    docs_url: str
    fail_on: Severity
    exclude: tuple[str, ...]
    limits: Limits
    systems: Mapping[str, str]
    package_name: naming.Template
    asset_name: naming.Template
    severity: tuple[Override, ...]
    ignore: tuple[Ignore, ...]
    lead_scoring: Mapping[str, Any]
    segments: Mapping[str, Any]
    kpis: Mapping[str, Any]
    organisation: Mapping[str, Any]
    teams: Mapping[str, Any]
    people: Mapping[str, Any]
    roles: Mapping[str, Any]
    separation_of_duties: str
    gates: Mapping[str, Mapping[str, Any]]
    evidence: Mapping[str, str]
    raci: Mapping[str, Any]
    timing: Mapping[str, Any]
    buffers: Mapping[str, Any]
    preflight_lead_hours: int
    monitoring_window_hours: int
    retro_within_days: int
    working_hours: Mapping[str, Any]
    calendar: Mapping[str, Any]
    holidays: tuple[str, ...]
    campaign_types: Mapping[str, Any]
    checklists: Mapping[str, Any]
    channels: Mapping[str, Any]
    placements: Mapping[str, Any]
    spec_max_age_days: int
    source_formats: tuple[str, ...]
    utm: Mapping[str, Any]
    ga4: Mapping[str, Any]
    core: Mapping[str, Any]
    max_core_tools: int
    handoff_map: Mapping[str, Mapping[str, str]]
    tags: tuple[str, ...]
    glossary: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The repository's folder on the disk."""
        return self.tree.root

    @property
    def campaigns_dir(self) -> str:
        """The folder of the campaigns, from the root."""
        return f"{self.docs_prefix}campaigns"

    @property
    def docs_prefix(self) -> str:
        """What paths of documents begin with: `docs/`, empty when documents lie at the root."""
        return "" if self.docs_dir == "." else f"{self.docs_dir}/"

    @cached_property
    def checklist_items(self) -> Mapping[str, frozenset[str]]:
        """Part of a package (empty: the package as a whole) → the items of all checklists for it."""
        found: dict[str, set[str]] = {}
        for checklist in self.checklists.values():
            found.setdefault(checklist.get("part", ""), set()).update(checklist["items"])
        return {part: frozenset(items) for part, items in found.items()}

    def place(self, pointer: str) -> str:
        """`handoff.yml:12:3`: where a setting is written, for messages."""
        steps = parts(pointer)
        path = self.sources.get("/".join(steps[:2])) or self.sources.get(steps[0] if steps else "", FILE)
        return locate(self.tree, path, pointer)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `handoff.yml`.

    Raises:
        HandoffError: there is none.

    """
    for folder in (start, *start.parents):
        if (folder / FILE).exists():
            return folder
    raise HandoffError(
        f"There is no {FILE} in {start} or above it, so there is nothing to check.",
        help=f"Go to the repository's root, or start one: create {FILE} there with the line  profile: starter",
    )


def load(root: Path) -> Config:
    """The settings of the repository at `root`, as they lie on the disk: see `load_from`; SettingsError without any."""
    if not (root / FILE).exists():
        raise SettingsError(f"There is no {FILE} in {root}.", help=f"Give the folder that holds {FILE}.")
    return load_from(Disk(root))


def load_from(tree: Tree) -> Config:
    """The settings of a repository.

    Raises:
        SettingsError: a settings file cannot be read, or holds an unknown or misshapen setting.

    """
    paths = [FILE, *_settings_files(tree)]
    own: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for path in paths:
        for key, value in _read(tree, path).items():
            if key in own:
                own[key] = _joined(own[key], value, key, path, sources[key])
                sources.update({f"{key}/{inner}": path for inner in value if isinstance(value, dict)})
            else:
                own[key] = value
                sources[key] = path
    profile = str(own.get("profile", "standard"))
    changed = _file(_PROFILES)[profile]
    data = merged(merged(_defaults(), changed), own)
    # A team's own severity for a rule replaces the profile's, whole.
    data["severity"] = {**changed.get("severity", {}), **own.get("severity", {})}
    found = _build(tree, data, sources)
    settings_checks.check(found)
    return found


def _settings_files(tree: Tree) -> list[str]:
    if not tree.holds(FOLDER):
        return []
    if not tree.is_inside(FOLDER):
        raise SettingsError(
            "This folder leads to a place outside the repository, so it is not read.",
            help="Put the folder itself here instead of a link.",
            place=FOLDER,
        )
    return [f"{FOLDER}/{entry.name}" for entry in tree.entries(FOLDER) if entry.name.endswith((".yml", ".yaml"))]


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` overridden key by key; lists and plain values are replaced whole."""
    result = dict(base)
    for key, value in over.items():
        inner = result.get(key)
        result[key] = merged(inner, value) if isinstance(inner, Mapping) and isinstance(value, Mapping) else value
    return result


def _joined(first: Any, second: Any, key: str, path: str, source: str) -> Any:
    """One setting that two files write: maps and lists are put together, anything else is a contradiction."""
    if isinstance(first, dict) and isinstance(second, dict) and not first.keys() & second.keys():
        return {**first, **second}
    if isinstance(first, list) and isinstance(second, list):
        return [*first, *second]
    twice = (
        next(iter(first.keys() & second.keys()), key) if isinstance(first, dict) and isinstance(second, dict) else key
    )
    raise SettingsError(f"{twice} is set in {source} and again here.", help="Keep one of the two.", place=path)


def _read(tree: Tree, path: str) -> dict[str, Any]:
    limits = Limits()
    try:
        text = frontmatter.decode(tree.read(path, max_bytes=limits.file))
        data = fast.load(text, limits)
    except ReadFault as fault:
        place = f"{path}:{fault.span.line}:{fault.span.column}" if fault.span else path
        raise SettingsError(fault.message, help=fault.help, place=place) from fault
    variant = store.variant("settings", 0, "standard")
    if not variant.is_valid(data):
        found = explain.violations(variant, [one for one in variant.refusals(data) if not _has_default(one)])
        if not found:
            return data
        first = found[0].problem
        more = f" ({len(found) - 1} more in this file)" if len(found) > 1 else ""
        place = locate(tree, path, first.pointer, at_key=first.at == "key")
        raise SettingsError(first.message + more, help=first.help, place=place)
    return data


def _has_default(refusal: Refusal) -> bool:
    """Whether what is missing stands in the defaults: of an entry that is there already, a team may change a part."""
    return bool(refusal.missing) and lookup(_defaults(), join("", *refusal.path, refusal.missing)) is not None


def locate(tree: Tree, path: str, pointer: str, *, at_key: bool = False) -> str:
    """`path:line:column` of a setting; only the path when it cannot be found."""
    try:
        text = frontmatter.decode(tree.read(path, max_bytes=Limits().file))
        span = events.parse(text, Limits())[1].find(pointer, at_key=at_key)
    except ReadFault:
        span = None
    return f"{path}:{span.line}:{span.column}" if span else path


_FOLDER = Path(__file__).resolve().parent / "defaults"
_PROFILES = "profiles"


@cache
def _file(name: str) -> dict[str, Any]:
    return fast.load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Limits())


@cache
def _defaults() -> dict[str, Any]:
    """What the files of `defaults/` say together; none repeats a key of another."""
    names = sorted(path.stem for path in _FOLDER.glob("*.yml") if path.stem != _PROFILES)
    return {key: value for name in names for key, value in _file(name).items()}


def profiles() -> list[str]:
    """The names of the profiles."""
    return list(_file(_PROFILES))


def _build(tree: Tree, data: dict[str, Any], sources: dict[str, str]) -> Config:
    limits = data["limits"]

    def template(kind: str) -> naming.Template:
        try:
            return naming.compile_template(data["naming"][kind])
        except SettingsError as error:
            source = sources.get("naming", FILE)
            place = locate(tree, source, f"/naming/{kind}")
            raise SettingsError(error.message, help=error.help, place=place) from error

    return Config(
        tree=tree,
        profile=str(data["profile"]),
        docs_dir=str(data["docs_dir"]).strip("/") or ".",
        docs_url=str(data["docs_url"]).rstrip("/"),
        fail_on=Severity(data["fail_on"]),
        exclude=tuple(data["exclude"]),
        limits=Limits(limits["file_kib"] * 1024, limits["front_matter_kib"] * 1024, limits["nodes"], limits["depth"]),
        systems=data["systems"],
        package_name=template("package"),
        asset_name=template("asset"),
        severity=tuple(_overrides(data["severity"])),
        ignore=tuple(_ignores(data["ignore"])),
        teams=_teams(data["teams"]),
        people={handle: _person(person) for handle, person in data["people"].items()},
        gates={kind: _gates(found) for kind, found in data["gates"].items()},
        checklists={name: _checklist(found) for name, found in data["checklists"].items()},
        holidays=tuple(data["holidays"]),
        source_formats=tuple(data["source_formats"]),
        tags=tuple(data["tags"]),
        **{name: data[name] for name in _AS_WRITTEN},
        sources=sources,
    )


_AS_WRITTEN = (
    "lead_scoring segments kpis organisation roles separation_of_duties evidence raci timing buffers "
    "preflight_lead_hours monitoring_window_hours retro_within_days working_hours calendar campaign_types "
    "channels placements spec_max_age_days utm ga4 core max_core_tools handoff_map glossary"
).split()


def _teams(written: list[str] | dict[str, Any]) -> dict[str, Any]:
    return written if isinstance(written, dict) else {name: {} for name in written}


def _person(written: Mapping[str, Any]) -> dict[str, Any]:
    roles = [{"role": held} if isinstance(held, str) else held for held in written.get("roles", [])]
    delegate = written.get("delegate")
    return {**written, "roles": roles} | ({"delegate": {"to": delegate}} if isinstance(delegate, str) else {})


def _gates(written: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _gate(gate) for name, gate in written.items() if gate != OFF}


def _gate(written: Mapping[str, Any]) -> dict[str, Any]:
    lists = {key: _many(written.get(key, [])) for key in ("role", "when", "scope", "covers")}
    lists["when"] = [] if lists["when"] == [ALWAYS] else lists["when"]
    return {"before": "approved", "evidence": "", **written, **lists}


def _checklist(written: Mapping[str, Any]) -> dict[str, Any]:
    return {**written, "items": {name: _item(item) for name, item in written.get("items", {}).items()}}


def _item(written: str | Mapping[str, Any]) -> dict[str, Any]:
    item = {"title": written} if isinstance(written, str) else written
    return {"required": True, **item, "auto": _many(item.get("auto", []))}


def _many(written: str | list[str]) -> list[str]:
    return [written] if isinstance(written, str) else written


def _overrides(written: Mapping[str, Any]) -> list[Override]:
    found = []
    for rule, value in written.items():
        pointer = join("/severity", rule)
        if isinstance(value, str):
            found.append(Override(rule, _level(value), (), pointer))
            continue
        found.extend(
            Override(rule, _level(item["level"]), _paths(item), join(pointer, index))
            for index, item in enumerate(value)
        )
    return found


def _ignores(written: list[Mapping[str, Any]]) -> list[Ignore]:
    return [
        Ignore(item["rule"], _paths(item), item["reason"], join("/ignore", index), item.get("expires", ""))
        for index, item in enumerate(written)
    ]


def _level(value: str) -> Severity | None:
    return None if value == OFF else Severity(value)


def _paths(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_many(item.get("paths", [])))
