"""Recipients should not have to hunt: a name that leads nowhere sends them to three people and a chat history.

How to fix: correct the name, or add what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from handoff_lint import paths
from handoff_lint.facts import Facts
from handoff_lint.model import EACH, Campaign, Document, Kind, Problem, Related, Severity, Span, parts, select
from handoff_lint.repository import CAMPAIGN_FILE
from handoff_lint.rules import vocabulary
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, lines
from handoff_lint.rules.names import handoff_file_name
from handoff_lint.validation import fieldpaths, store
from handoff_lint.words import did_you_mean, shown

CODE = "HF109"
_HERE = ("placement", "link", "path")
"""What is judged with the document alone, besides names that the settings list."""
_LINK_ID = re.compile(r"lk-[a-z0-9-]+")
"""A proof of a claim that is meant as the id of a link; other words say themselves where it comes from."""
_DIGITS = re.compile(r"\d+")
_ADD = "Correct the id, or add what it names."
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """References within the package, to the settings, and to files."""
    if not document.schema:
        return
    known = vocabulary.vocabularies(context.config)
    for pattern, target in store.annotated(document.schema, "x-refers-to"):
        if target not in known and target not in _HERE:
            continue
        for pointer, value in select(document.data, pattern):
            if not isinstance(value, str):
                continue
            if target in known:
                if value not in known[target].known:
                    yield vocabulary.unknown(value, pointer, known[target])
            elif target == "placement":
                yield from vocabulary.placements(document, pointer, value, context.config)
            elif target == "link":
                yield from _broken_link(document, value, pointer)
            else:
                yield from _no_file(value, document, context, pointer=pointer)
    yield from _proofs(document)
    yield from vocabulary.ticks(document, context.config)
    if document.type and (strange := vocabulary.strange_slots(document, context.config)):
        required = [gate.name for gate in context.approvals.required(document)]
        yield from vocabulary.slots(document, strange, required)
    yield from _body_links(document, context)


def _proofs(document: Document) -> Iterator[Problem]:
    """Proofs of claims that are meant as links of this package."""
    for pointer, claim in document.each("/package/brand/claims"):
        if _LINK_ID.fullmatch(proof := claim.get("substantiation", "")):
            yield from _broken_link(document, proof, f"{pointer}/substantiation")


def _broken_link(document: Document, value: str, pointer: str) -> Iterator[Problem]:
    """A link of this package that it does not have; one with a gap in it is there, and the gap is reported."""
    links = {link["id"] for _, link in document.each("/links") if "id" in link}
    if value in links or (_is_refused(document, "/links") and (value in document.item_ids or _lacks_ids(document))):
        return
    yield Problem(
        f"There is no link {shown(value)}.{did_you_mean(value, links)}",
        pointer,
        "Correct it, or add it to the links of this package.",
    )


def _body_links(document: Document, context: Context) -> Iterator[Problem]:
    source = document.source
    if source is None or "](" not in source.body:
        return
    for number, line in source.prose():
        for found in _LINK.finditer(line):
            path = unquote(re.split(r"[#?]", found[1])[0])
            if path and not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", path):
                span = Span(number, found.start(1) + 1, number, found.end(1) + 1)
                yield from _no_file(path, document, context, span=span)


def _no_file(
    path: str, document: Document, context: Context, *, pointer: str = "", span: Span | None = None
) -> Iterator[Problem]:
    if context.files.exists(path, beside=document.path):
        return
    meant = paths.seen_from(document.path, path)
    misnamed = [one for one in (context.campaign.packages if context.campaign else ()) if one.name is None]
    if any(meant == handoff_file_name.proposed(one, context) for one in misnamed):
        return  # HF201 says that the file has another name than it should
    yield Problem(
        f"There is no file {shown(path)} in this repository.",
        pointer,
        "Paths are seen from this file (../02-production/plan.md); a document elsewhere needs its web address.",
        span=span,
    )


def check_campaign(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """The campaign that packages belong to is described, and so are the items that they name."""
    if campaign.document is None and campaign.packages:
        yield Problem(
            f"The campaign {campaign.slug} has no {CAMPAIGN_FILE}.",
            help=f"Create {campaign.path}/{CAMPAIGN_FILE} with its title, owner and launch date.",
            path=campaign.packages[0].path,
        )
    yield from _broken_items(campaign)


def _broken_items(campaign: Campaign) -> Iterator[Problem]:
    """Items that packages name exist: in the package itself, or in another one of the campaign."""
    known = {package.id: package.item_ids for package in campaign.packages if not _lacks_items(package)}
    for document in campaign.packages:
        for pattern, target in store.annotated(document.schema, "x-refers-to") if document.schema else ():
            for pointer, value in select(document.data, pattern) if target == "item" else ():
                if not isinstance(value, str):
                    continue
                package, separator, item = value.rpartition("#")
                items = known.get(package if separator else document.id)
                if items is not None and item not in items:
                    where = f"{package} has" if separator else "This package has"
                    yield Problem(
                        f"{where} no item {shown(item)}.{did_you_mean(item, items)}",
                        pointer,
                        _ADD,
                        path=document.path,
                    )


def _is_refused(document: Document, above: str) -> bool:
    """Whether the schema refused something at or below a pointer."""
    return any(f"{violation.problem.pointer}/".startswith(f"{above}/") for violation in document.violations)


def _lacks_items(document: Document) -> bool:
    """Whether items may be missing for a reason that is a finding of its own, one for each place would bury it.

    So it is when the file could not be read, when a list of items or what it lies in is missing or refused, and when
    an item has no id of its own.
    """
    if document.faults or not document.schema:
        return True
    lists = fieldpaths.item_lists(document.schema)
    for violation in document.violations:
        steps = tuple(EACH if step.isdecimal() else step for step in parts(violation.problem.pointer))
        if any(steps == path[: len(steps)] or steps in ((*path, EACH), (*path, EACH, "id")) for path in lists):
            return True
    return False


def _lacks_ids(document: Document) -> bool:
    """Whether a link has no id of the right shape, or the links could not be read at all."""
    return any(
        pointer == "/links" or (pointer.startswith("/links/") and pointer.endswith("/id"))
        for pointer in (violation.problem.pointer for violation in document.violations)
    )


def check_handoffs(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """Handoffs and knowledge entries that packages name exist."""
    known = {
        "handoff": {one.id: one for one in facts if one.kind is Kind.PACKAGE},
        "knowledge": {one.id: one for one in facts if one.kind is Kind.KNOWLEDGE},
    }
    for one in facts:
        yield from _evidence(one, known["handoff"])
        missing: dict[tuple[str, str], list[str]] = {}
        for pointer, target, value in one.refers_to:
            if target in known and value not in known[target]:
                missing.setdefault((target, value), []).append(pointer)
        for (target, value), pointers in missing.items():
            yield _missing(one, target, value, pointers, known[target])


def _missing(page: Facts, target: str, value: str, pointers: Sequence[str], known: Collection[str]) -> Problem:
    """A handoff or a page that is not there: one problem for a document, however many of its fields name it."""
    what = "handoff" if target == "handoff" else "knowledge entry"
    # `spring-ride-h1` beside `spring-ride-h2` is another handoff of the series, hardly a slip for it.
    is_one_of_series = any(_DIGITS.sub("", name) == _DIGITS.sub("", value) for name in known)
    hint = "" if is_one_of_series else did_you_mean(value, known)
    also = f" This file names it in {len(pointers)} places." if len(pointers) > 1 else ""
    first, *others = sorted(pointers, key=lambda pointer: not pointer.startswith("/depends_on/"))
    return Problem(
        f"There is no {what} {shown(value)}.{hint}{also}",
        first,
        _ADD,
        path=page.path,
        related=tuple(Related(page.path, "named here too", pointer) for pointer in others),
    )


def _evidence(page: Facts, handoffs: Mapping[str, Facts]) -> Iterator[Problem]:
    """What a knowledge page rests on stands in the handoff that it names."""
    for pointer, name, item in page.evidence:
        items = handoffs[name].findings if name in handoffs else ()
        if items and item not in items:
            yield Problem(
                f"{name} has no item {shown(item)}.{did_you_mean(item, items)}",
                pointer,
                _ADD,
                path=page.path,
            )


RULE = Rule(
    module=__name__,
    code=CODE,
    name="cross-reference-broken",
    summary="Whatever a package names can be found: campaign, handoffs, segments, measures, links, files.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    campaign=check_campaign,
    repository=check_handoffs,
    kinds=EVERYTHING,
    fix="suggested",
    examples=(
        Example(
            "A segment that is not on the list",
            settings=lines("""
                segments:
                  city-commuters: {title: People who ride to work}
            """),
            shows=lines("""
                package:
                  audience:
                    - segment: city-comuters
                      demographics: People who ride to work in the old town
                      psychographics: [proud of riding all winter]
                      pain_points: [a workshop that keeps the bike for days]
                      motivations: [never missing the first meeting]
            """),
            finds=(Find("city-comuters", "There is no segment “city-comuters”. Did you mean city-commuters?"),),
        ),
        Example(
            "A handoff that does not exist",
            shows="depends_on: [spring-rides-h1]\n",
            finds=(Find("spring-rides-h1", "There is no handoff “spring-rides-h1”. Did you mean spring-ride-h1?"),),
        ),
        Example(
            "A link to a file that is not there",
            shows=lines("""
                links:
                  - {id: lk-plan, rel: research, title: Plan, path: ../plan.md, tool: docs}
            """),
            finds=(Find("../plan.md", "There is no file “../plan.md” in this repository."),),
        ),
        Example(
            "A segment of the list",
            settings="segments:\n  city-commuters: {title: People who ride to work}\n",
            shows=lines("""
                package:
                  audience:
                    - id: au-commuters
                      segment: city-commuters
                      primary: true
                      demographics: People who ride to work in the old town
                      psychographics: [proud of riding all winter]
                      pain_points: [a workshop that keeps the bike for days]
                      motivations: [never missing the first meeting]
            """),
        ),
    ),
)
