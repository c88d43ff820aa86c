"""One file as a document: read, held against its schema, short forms written out. What is wrong with it is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from handoff_lint.config import Config
from handoff_lint.facts import Entry, Facts, Lesson
from handoff_lint.model import Document, Kind, Name, Problem, Severity, Source, Violation, join, select
from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import explain, prune, shortforms, store
from handoff_lint.words import did_you_mean, listed, shown

_SCHEMAS = {Kind.CAMPAIGN: "campaign", Kind.KNOWLEDGE: "knowledge", Kind.CALENDAR: "calendar"}
"""What is held against a schema besides packages, whose schema is their type."""
_FINDINGS = ("analytics-to-optimization", "campaign-retrospective")
"""The types that knowledge pages rest on; the items of other ones are not kept for the whole run."""


def load_document(config: Config, kind: Kind, path: str, campaign: str = "", stage: str = "") -> Document:
    """Read one file and hold it against its schema; nothing about it is raised, all is in the document."""
    name = config.package_name.read(path.rpartition("/")[2]) if kind is Kind.PACKAGE else None
    source = None
    try:
        text = frontmatter.decode(config.tree.read(path, max_bytes=config.limits.file))
        source = Source(text, text, 1, "", 1)
        if kind is not Kind.CALENDAR:
            source = frontmatter.split(text)
        data = fast.load(source.front, config.limits, first_line=source.front_line)
    except ReadFault as fault:
        known = _known_type(name.type if name else "")
        derived = _id(kind, known, {}, campaign=campaign, path=path, name=name)
        faults = (fault.problem(),)
        return Document(path, kind, campaign, stage, known, id=derived, name=name, source=source, faults=faults)
    found = list(_cut_values(source, data, config.limits))
    schema = _type(data, found) if kind is Kind.PACKAGE else _SCHEMAS.get(kind, "")
    ids = tuple(item_ids(data))
    checked = _validated(config, schema, data, found) if schema else {"data": {} if kind is Kind.PACKAGE else data}
    return Document(
        path,
        kind,
        campaign,
        stage,
        schema if kind is Kind.PACKAGE else "",
        id=_id(kind, schema, data, campaign=campaign, path=path, name=name),
        item_ids=ids,
        name=name,
        source=source,
        headings=frontmatter.headings(source) if kind is Kind.PACKAGE else {},
        violations=tuple(found),
        **checked,
    )


def _known_type(name: str) -> str:
    return name if name in store.handoff_types() else ""


def _cut_values(source: Source, data: dict[str, Any], limits: Limits) -> Iterator[Violation]:
    for span, value, lost in fast.comments_that_cut(source.front, data, source.front_line, limits):
        yield Violation(
            "HF101",
            Problem(
                f"A # after a blank begins a comment, so the value ends here: it is "
                f"{f'read as {shown(value)}' if value else 'empty'}.",
                span=span,
                help=f"Put the value in quotes to keep {shown('#' + lost)}; for a comment, write a blank after the #.",
                severity=Severity.WARNING,
            ),
        )


def _type(data: dict[str, Any], found: list[Violation]) -> str:
    """The handoff type that a package says it has; a violation and an empty text when it says none that exists."""
    written = data.get("type")
    if isinstance(written, str) and _known_type(written):
        return written
    known = store.handoff_types()
    pointer = "/type"
    if written is None:
        code, words = "HF106", "type is missing, so it is unknown what this package must hold."
        if similar := next((key for key in data if key.casefold() == "type"), ""):
            code, words, pointer = "HF103", f"There is no field “{similar}”. Did you mean type?", join("", similar)
    else:
        hint = did_you_mean(written, known)
        code, words = "HF102", f"type is {shown(written)}, which is no handoff type of this version.{hint}"
    advice = f"Write one of these: {listed(known)}."
    at: Literal["key", "value"] = "value" if written is not None else "key"
    # Locked: without a type nothing else is checked, so nothing may hide that there is none.
    found.append(Violation(code, Problem(words, pointer, advice, at, locked=True)))
    return ""


def _validated(config: Config, schema: str, data: dict[str, Any], found: list[Violation]) -> dict[str, Any]:
    """The fields of a document that come from its schema; what the schema refuses is added to `found`."""
    ranks = store.ranks(schema)
    written = data.get("status")
    status = written if isinstance(written, str) and written in ranks else "draft"
    variant = store.variant(schema, ranks.get(status, 0), config.profile)
    if not variant.is_valid(data):
        refusals = variant.refusals(data)
        found += explain.violations(variant, refusals)
        prune.prune(schema, data, refusals)
    data, moved = shortforms.write_out(schema, data)
    return {"data": data, "written": moved, "status": status, "rank": ranks.get(status, 0)}


def item_ids(data: Any) -> list[str]:
    """The ids of all list items in a package, in no particular order, repeated ones repeated."""
    found: list[str] = []
    waiting = [data]
    for value in waiting:
        if type(value) is dict:
            for inner in value.values():
                kind = type(inner)
                if kind is dict or (kind is list and inner and type(inner[0]) is not str):
                    waiting.append(inner)
        else:
            for item in value:
                if type(item) is dict:
                    if type(item.get("id")) is str:
                        found.append(item["id"])
                    waiting.append(item)
    return found


def _id(kind: Kind, schema: str, data: dict[str, Any], *, campaign: str, path: str, name: Name | None) -> str:
    """The written id, else the derived one: `<campaign>-h<digit>`, plus the part for a second package of the type."""
    written = data.get("id")
    if isinstance(written, str):
        return written
    if kind is Kind.KNOWLEDGE:
        return "kb/" + path.rpartition("/")[2].rpartition(".")[0]
    if kind is not Kind.PACKAGE:
        return campaign
    part = name.part if name else ""
    return f"{campaign}-h{store.load(schema)['x-digit']}" + (f"-{part}" if part else "") if schema else ""


def facts(document: Document) -> Facts:
    """What rules across campaigns need to know of a document."""
    refers = [
        (shortforms.as_written(pointer, document.written), "handoff" if target == "item" else target, name)
        for pattern, target in (store.annotated(document.schema, "x-refers-to") if document.schema else ())
        if target in ("handoff", "knowledge", "item", "page")
        for pointer, value in select(document.data, pattern)
        if isinstance(value, str)
        # `dockside-launch-h2#as-lp` names a package; whether it has the item is judged within the campaign
        if (name := value if target != "item" else value.partition("#")[0] if "#" in value else "")
    ]
    return Facts(
        document.path,
        document.kind,
        document.id,
        document.campaign,
        document.type,
        document.status,
        document.rank,
        not document.faults,
        tuple(_signoffs(document)),
        tuple(refers),
        entries=tuple(_entries(document)),
        lesson=_lesson(document),
        evidence=tuple(
            (f"{pointer}/item", one["handoff"], one["item"])
            for pointer, one in (document.each("/evidence") if document.kind is Kind.KNOWLEDGE else ())
            if one.get("handoff") and one.get("item")
        ),
        findings=document.item_ids if document.type in _FINDINGS and not document.violations else (),
    )


def _entries(document: Document) -> Iterator[Entry]:
    place = "/entries" if document.kind is Kind.CALENDAR else "/package/message_calendar/entries"
    caps = document.get("/package/timing/caps") or {}
    for pointer, one in document.each(place):
        yield Entry(
            pointer,
            one.get("id", ""),
            one.get("at", ""),
            one.get("channel", ""),
            one.get("kind", ""),
            tuple(segment for segment in one.get("segments", ()) if segment),
            one.get("status", ""),
            caps.get("emails_per_segment_per_7d", 0),
            caps.get("posts_per_channel_per_day", 0),
        )


def _lesson(document: Document) -> Lesson | None:
    data = document.data
    if document.kind is Kind.KNOWLEDGE:
        about = data.get("applies_to") or {}
        return Lesson(
            data.get("confidence", ""),
            data.get("created", ""),
            tuple(about.get("segments", ())),
            tuple(about.get("campaign_types", ())),
        )
    if document.kind is Kind.CAMPAIGN:
        return Lesson(campaign_types=tuple(data.get("types", ())))
    if document.type == "strategy-to-creative":
        name = document.name.date if document.name else ""
        return Lesson(
            day=data.get("date") or f"{name[:4]}-{name[4:6]}-{name[6:]}",
            segments=tuple(one["segment"] for _, one in document.each("/package/audience") if one.get("segment")),
            campaign_types=tuple(data.get("campaign_types", ())),
            answers=tuple(one["kb"] for _, one in document.each("/package/lessons_applied") if one.get("kb")),
        )
    if document.type == "campaign-retrospective":
        handed = [
            one for _, one in document.each("/package/next_campaign") if one.get("lesson") and one.get("applies_to")
        ]
        meant_for = tuple((one["lesson"], one["applies_to"]) for one in handed)
        pages = [(at, one) for at, one in document.each("/package/kb_updates") if one.get("action") != "retire"]
        return Lesson(meant_for=meant_for, done=tuple(join(at, "entry") for at, one in pages if "done" in one))
    return None


def _signoffs(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    slots = document.data.get("signoffs") or {}
    places = [(gate, f"/signoffs/{gate}", entries) for gate, entries in slots.items()]
    rounds = document.data.get("acceptance")
    places += [("acceptance", "/acceptance", rounds)] if rounds else []
    for gate, pointer, entries in places:
        for index, one in enumerate(entries):
            if one:
                mark = gate, one["by"], one["decision"], one["at"], one["content"]
                yield f"{pointer}/{index}", mark
