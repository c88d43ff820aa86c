"""Names that the settings list, by what kind of name it is: what a package may call its channels, tags and the like."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity, join, lookup
from handoff_lint.words import did_you_mean, listed, nearest, shown

_PARTS = {
    "/checklist": "",
    "/package/production_checklist": "production_checklist",
    "/package/preflight/checklist": "preflight",
}
"""Where checklists are ticked → the part of a package that such a checklist belongs to."""


class Vocabulary(NamedTuple):
    """One list of the settings: what its names are called in messages, which there are, and where to add one."""

    noun: str
    known: Collection[str]
    setting: str


def vocabularies(config: Config) -> Mapping[str, Vocabulary]:
    """Target of `x-refers-to` → its list. A team that keeps no such list may write what it likes: it has none here."""
    found = {
        "segment": Vocabulary("segment", config.segments, "segments"),
        "kpi": Vocabulary("measure", config.kpis, "kpis"),
        "tag": Vocabulary("tag", config.tags, "tags"),
        "campaign_type": Vocabulary("campaign type", config.campaign_types, "campaign_types"),
        "channel": Vocabulary("channel", config.channels, "channels"),
        "checklist": Vocabulary("checklist", config.checklists, "checklists"),
    }
    return {target: vocabulary for target, vocabulary in found.items() if vocabulary.known}


def unknown(name: str, pointer: str, vocabulary: Vocabulary) -> Problem:
    """The problem that a name is not on its list."""
    few = f" There are {listed(vocabulary.known, conjunction='and')}." if 1 < len(vocabulary.known) <= 6 else ""
    return Problem(
        f"There is no {vocabulary.noun} {shown(name)}.{did_you_mean(name, vocabulary.known)}",
        pointer,
        f"Correct it, or add it to {vocabulary.setting} in the settings.{few}",
    )


def placements(document: Document, pointer: str, placement: str, config: Config) -> Iterator[Problem]:
    """A misspelt placement; one that the settings do not describe at all is no mistake yet."""
    channel = lookup(document.data, pointer.rpartition("/")[0]).get("channel", "")
    if f"{channel}/{placement}" in config.placements:
        return
    known = [name.partition("/")[2] for name in config.placements if name.startswith(f"{channel}/")]
    if nearest(placement, known):
        yield unknown(placement, pointer, Vocabulary(f"{channel} placement", known, "placements"))


def misspelt_items(ticked: Mapping[str, Any], config: Config, part: str) -> dict[str, str]:
    """Item that was meant → item that is ticked, of what no checklist of this part has; the rest are a team's own."""
    known = config.checklist_items.get(part, frozenset())
    if known.issuperset(ticked):
        return {}
    there = sorted(known.difference(ticked))
    return {meant: item for item in ticked if item not in known and (meant := nearest(item, there))}


def ticks(document: Document, config: Config) -> Iterator[Problem]:
    """Misspelt items of checklists."""
    for above, part in _PARTS.items():
        ticked = document.get(f"{above}/items")
        found = misspelt_items(ticked, config, part) if isinstance(ticked, dict) else {}
        for meant, item in found.items():
            yield Problem(
                f"No checklist has an item {shown(item)}. Did you mean {meant}?",
                join(above, "items", item),
                "Correct the name, or add the item to a list under checklists in the settings.",
                at="key",
            )


def strange_slots(document: Document, config: Config) -> list[str]:
    """Empty slots of gates that the type does not have; one with entries tells what happened, whatever gates there are.

    A package may have gates of its own, which are not known here.
    """
    written = document.data.get("signoffs")
    known = config.gates.get(document.type, {})
    if not isinstance(written, dict):
        return []
    return [slot for slot, entries in written.items() if not entries and slot not in known and slot[:2] != "x_"]


def slots(document: Document, strange: Iterable[str], required: Collection[str]) -> Iterator[Problem]:
    """The strange slots that no gate belongs to."""
    # The rule that asks for a missing slot names the misspelt one.
    without_slot = [gate for gate in required if gate not in document.data["signoffs"]]
    for slot in strange:
        if slot not in required and not nearest(slot, without_slot):
            yield Problem(
                f"No gate of this handoff is called {slot}, so nobody has to sign there.",
                join("/signoffs", slot),
                "Delete the line, or say under gates which role has to approve it.",
                at="key",
                severity=Severity.WARNING,
            )


def misspelt_slot(document: Document, gate: str, required: Collection[str]) -> str:
    """What to do about a gate without a slot when one with nearly its name is there; empty when there is none."""
    written = document.data.get("signoffs") or {}
    found = nearest(gate, [slot for slot in written if slot not in required])
    return f"Rename the slot {found} to {gate}. " if found and gate not in written else ""
