"""Specialists work one after the other; whoever starts without the handoff before has to guess what it would have said.

How to fix: write the handoff that is missing, or switch its type off under `systems` if your team does not use it. If
it lies in another campaign, name it under `depends_on`. Hand over only what rests on an accepted handoff. A draft may
come first: it is asked for what it builds on once it goes into review.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import chain, timeline
from handoff_lint.model import Campaign, Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store

CODE = "HF601"


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Before each handoff lies one of the type that it is built on; before it is handed over, that one is accepted."""
    if chain.has_unknown(campaign):
        return
    for document in campaign.packages:
        before = chain.built_on(document.type, context.config)
        if not before or document.status == "cancelled" or not timeline.is_judged(document, context.change):
            continue
        there = chain.packages(campaign, before)
        if not there and document.rank and not _names_one(document, before):  # a draft may come before its brief
            yield Problem(
                f"This builds on a handoff of the type {before}, and the campaign has none.",
                "/type",
                f"Write it, or switch the type off: systems: {{{before}: off}}.",
                path=document.path,
            )
        elif there and document.rank >= timeline.rank(document, "handed_off"):
            accepted = any(one.rank >= timeline.rank(one, "accepted") for one in there)
            named = document.data.get("depends_on") or ()
            if not accepted and not any(one.id in named for one in there):  # HF509 judges those that are named
                yield Problem(
                    f"This is handed over, but {there[0].id}, which it builds on, is not accepted yet.",
                    "/status",
                    "Wait for its receiver.",
                    path=document.path,
                )


def _names_one(document: Document, type_: str) -> bool:
    """Whether it depends on a handoff of a type by its id, in another campaign; that there is one is for HF109."""
    digit = store.load(type_)["x-digit"]
    return any(f"-h{digit}-" in f"{one}-" for one in document.data.get("depends_on") or () if one)


_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"
_BRIEF = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_PACKAGE = "---\ntype: creative-to-production\nstatus: {}\nfrom: leo.brandt\n---\n"
_MISSING = "This builds on a handoff of the type strategy-to-creative, and the campaign has none."

RULE = Rule(
    module=__name__,
    code=CODE,
    name="chain-gap",
    summary="The handoff that this one builds on exists, and is accepted before this one is handed over.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "No brief",
            source=_PACKAGE.format("in_review"),
            path=_PLACE,
            finds=(Find("creative-to-production", _MISSING),),
        ),
        Example(
            "Handed over too early",
            source=_PACKAGE.format("handed_off"),
            path=_PLACE,
            files={_BRIEF: "<brief>"},
            finds=(
                Find(
                    "handed_off",
                    "This is handed over, but spring-ride-h1, which it builds on, is not accepted yet.",
                ),
            ),
        ),
        Example("A draft may come first", source=_PACKAGE.format("draft"), path=_PLACE),
        Example(
            "The brief lies in another campaign",
            source=_PACKAGE.format("in_review").replace("from:", "depends_on: [summer-ride-h1]\nfrom:"),
            path=_PLACE,
        ),
        Example("There is a brief", source=_PACKAGE.format("in_review"), path=_PLACE, files={_BRIEF: "<brief>"}),
        Example(
            "The team uses no briefs",
            settings='systems:\n  strategy-to-creative: "off"\n',
            source=_PACKAGE.format("in_review"),
            path=_PLACE,
        ),
    ),
)
