"""“I didn't know I needed that” ends here: what must be done is on the list, and ticked by a person on a day.

How to fix: do what is open and tick it (`item: {by, date}`), or say why it is not needed (`item: {na: reason}`). What a
rule proves by itself needs no tick; what only the receiver can do is asked for when the package is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules import vocabulary
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.validation import store
from handoff_lint.words import listed, plural

CODE = "HF409"

_TICKS = {
    "": ("/checklist/items", "handed_off"),
    "production_checklist": ("/package/production_checklist/items", "completed"),
    "preflight": ("/package/preflight/checklist/items", "completed"),
}
"""Where the ticks of a checklist lie, and the status that is not reached without them; an item may name a later one."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every item that applies is ticked or excused, in every checklist of the type."""
    ranks = store.ranks(document.type) if document.type else {}
    if not ranks or document.rank < ranks["handed_off"]:
        return
    types, channels = _campaign(document, context)
    for name, template in context.config.checklists.items():
        if document.type not in template.get("types", (document.type,)) or not _applies(template, types, channels):
            continue
        pointer, status = _TICKS[template.get("part", "")]
        if any(f"{pointer}/".startswith(f"{violation.problem.pointer}/") for violation in document.violations):
            continue  # the whole checklist is missing, and the schema says so
        ticked = document.get(pointer) or {}
        misspelt = vocabulary.misspelt_items(ticked, context.config, template.get("part", ""))
        still_open = [
            item
            for item, about in template["items"].items()
            if about["required"]
            and document.rank >= ranks[about.get("before", status)]
            and item not in ticked
            and item not in misspelt
            and not _is_refused(document, join(pointer, item))
            if _applies(about, types, channels) and not _proved(about, context)
        ]
        if still_open:
            yield Problem(
                f"{plural(len(still_open), 'item')} of the checklist {name} "
                f"{'is' if len(still_open) == 1 else 'are'} open: {listed(still_open, conjunction='and')}.",
                pointer,
                f"{template['items'][still_open[0]]['title']}: do it, then write "
                f"{still_open[0]}: {{by: who, date: when}}",
                at="key",
            )


def _is_refused(document: Document, pointer: str) -> bool:
    """Whether a tick is there with a fault of its own, such as one without a day."""
    return any(f"{violation.problem.pointer}/".startswith(f"{pointer}/") for violation in document.violations)


def _campaign(document: Document, context: Context) -> tuple[set[str], set[str]]:
    """The campaign's types and channels, as far as the package does not say its own."""
    campaign = context.campaign.document.data if context.campaign and context.campaign.document else {}
    types = document.data.get("campaign_types") or campaign.get("types") or ()
    return set(types), set(campaign.get("channels") or ())


def _applies(about: Mapping[str, Any], types: set[str], channels: set[str]) -> bool:
    return not (about.get("campaign_types") and types.isdisjoint(about["campaign_types"])) and not (
        about.get("channels") and channels.isdisjoint(about["channels"])
    )


def _proved(about: Mapping[str, Any], context: Context) -> bool:
    """Whether rules that exist say the same by themselves."""
    return bool(about["auto"]) and all(code in context.waivable for code in about["auto"])


RULE = Rule(
    module=__name__,
    code=CODE,
    name="checklist-incomplete",
    summary="Every item of the checklists that apply is ticked or excused.",
    idea="F3",
    severity=Severity.ERROR,
    since="handed_off",
    document=check,
    fix="auto",
    examples=(
        Example(
            "Handed off with an open item",
            shows=lines("""
                status: handed_off
                checklist:
                  items:
                    one-primary-message: {by: maya.holt, date: 2027-01-12}
                    kpi-baselines: {by: maya.holt, date: 2027-01-12}
                    deliverables-fit-budget: {na: Printed in house}
            """),
            finds=(Find("items:", "1 item of the checklist brief is open: proof-per-point.", after="checklist:\n  "),),
        ),
        Example(
            "Accepted without what only the receiver can do",
            shows=lines("""
                status: accepted
                checklist:
                  items:
                    one-primary-message: {by: maya.holt, date: 2027-01-12}
                    proof-per-point: {by: maya.holt, date: 2027-01-12}
                    kpi-baselines: {by: maya.holt, date: 2027-01-12}
                    deliverables-fit-budget: {na: Printed in house}
                    receiver-can-open-links: {by: leo.brandt, date: 2027-01-12}
            """),
            finds=(Find("items:", "1 item of the checklist brief is open: summary-readback.", after="checklist:\n  "),),
        ),
        Example(
            "Handed off: what the sender has to do is ticked, or not needed and why",
            shows=lines("""
                status: handed_off
                checklist:
                  items:
                    one-primary-message: {by: maya.holt, date: 2027-01-12}
                    proof-per-point: {by: maya.holt, date: 2027-01-12}
                    kpi-baselines: {by: maya.holt, date: 2027-01-12}
                    deliverables-fit-budget: {na: Printed in house}
            """),
        ),
    ),
)
