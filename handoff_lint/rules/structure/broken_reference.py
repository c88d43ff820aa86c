"""Recipients should not have to hunt: a name that leads nowhere sends them to three people and a chat history.

How to fix: correct the name, or add what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from handoff_lint.model import Campaign, Document, Facts, Kind, Problem, Severity, Span, parts, select
from handoff_lint.repository import CAMPAIGN_FILE
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import did_you_mean, shown

CODE = "HF109"
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """References within the package, to the settings, and to files."""
    if not document.schema:
        return
    known: Mapping[str, tuple[Mapping[str, Any], str]] = {
        "segment": (context.config.segments, "segments in the settings"),
        "kpi": (context.config.kpis, "kpis in the settings"),
    }
    links = {link["id"]: link for _, link in document.each("/links") if "id" in link}
    for pattern, target in store.annotated(document.schema, "x-refers-to"):
        for pointer, value in select(document.data, pattern):
            if not isinstance(value, str):
                continue
            if target in known and known[target][0] and value not in known[target][0]:
                yield _unknown(target, value, pointer, known[target][0], known[target][1])
            elif target == "link":
                if value not in links and not _is_refused(document, "/links"):
                    yield _unknown("link", value, pointer, links, "links of this package")
            elif target == "path" and not context.files.exists(value, beside=document.path):
                yield _no_file(value, pointer=pointer)
    yield from _body_links(document, context)


def _body_links(document: Document, context: Context) -> Iterator[Problem]:
    source = document.source
    if source is None or "](" not in source.body:
        return
    for number, line in source.prose():
        for found in _LINK.finditer(line):
            path = unquote(re.split(r"[#?]", found[1])[0])
            if (
                path
                and not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", path)
                and not context.files.exists(path, beside=document.path)
            ):
                yield _no_file(path, span=Span(number, found.start(1) + 1, number, found.end(1) + 1))


def _no_file(path: str, *, pointer: str = "", span: Span | None = None) -> Problem:
    return Problem(
        f"There is no file {shown(path)} in this repository.",
        pointer,
        "Paths are seen from this file (../02-production/plan.md); a document elsewhere needs its web address.",
        span=span,
    )


def _unknown(what: str, value: str, pointer: str, known: Mapping[str, Any], where: str) -> Problem:
    return Problem(
        f"There is no {what} {shown(value)}.{did_you_mean(value, known)}",
        pointer,
        f"Correct it, or add it to the {where}.",
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
                        "Correct the id, or add what it names.",
                        path=document.path,
                    )


def _is_refused(document: Document, above: str) -> bool:
    """Whether the schema refused something at or below a pointer."""
    return any(f"{violation.problem.pointer}/".startswith(f"{above}/") for violation in document.violations)


def _lacks_items(document: Document) -> bool:
    """Whether the file, or a whole list with items that have ids, could not be read or is missing.

    That is a finding of its own; one more at each place that names an item would bury it.
    """
    if document.faults or not document.schema:
        return True
    paths = (
        [int(step) if step.isdecimal() else step for step in parts(found.problem.pointer)]
        for found in document.violations
    )
    return any("id" in store.subschema(document.schema, [*path, 0]).get("properties", {}) for path in paths)


def check_handoffs(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """Handoffs and knowledge entries that packages name exist."""
    known = {
        "handoff": {one.id: one for one in facts if one.kind is Kind.PACKAGE},
        "knowledge": {one.id: one for one in facts if one.kind is Kind.KNOWLEDGE},
    }
    for one in facts:
        for pointer, target, value in one.refers_to:
            if target in known and value not in known[target]:
                what = "handoff" if target == "handoff" else "knowledge entry"
                hint = did_you_mean(value, known[target])
                yield Problem(f"There is no {what} {shown(value)}.{hint}", pointer, "Correct the id.", path=one.path)


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
