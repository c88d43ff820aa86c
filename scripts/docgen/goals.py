"""What the linter is for, goal by goal, and which fields and rules serve each: the page `reference/goals.md`."""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.rules import RULES
from handoff_lint.validation import store
from scripts.docgen import field_pages, markdown
from scripts.docgen.fields import fields

GOALS: dict[str, dict[str, str]] = {
    "What every handoff has": {
        "N1": "Four answers in one form: what for, why now, within which limits, what counts as success",
        "N2": "For each step, who does it and who has the last word",
        "N3": "Checks and approvals at the handoff, before launch",
    },
    "Strategy to creative": {
        "1a": "Who the audience is and what moves it",
        "1b": "What to say first, what backs it up, what never to say",
        "1c": "The numbers to reach",
        "1d": "What the brand allows and money permits",
        "1e": "Who else is talking to these people, and how we differ",
        "1k": "The strategy in three sentences",
    },
    "Creative to production": {
        "2a": "Source files that can be found and opened",
        "2b": "What to make for each channel, in which size and format",
        "2c": "Every line of copy, labelled",
        "2d": "What has to be there before what",
        "2e": "A production plan with room for delay",
        "2k": "A checklist that fits the kind of campaign",
    },
    "Production to launch": {
        "3a": "Each final file looked at once more",
        "3b": "What goes live when, in which order",
        "3c": "Tracking that has been tried out",
        "3d": "What to do when something breaks or falls flat",
        "3e": "Who watches which number in the first two days",
        "3k": "A signed list before anything goes live",
    },
    "E-mail and social": {
        "4a": "One calendar of messages",
        "4b": "How one channel's content becomes the other's",
        "4c": "Timing on purpose",
        "4d": "The same segments everywhere",
        "4k": "All channels at a glance, contradictions found",
    },
    "Marketing to sales": {
        "5a": "When a lead is ready",
        "5b": "What sales learns about it",
        "5c": "How fast it is passed on",
        "5d": "How sales answers",
        "5e": "What happens to leads that are not ready",
        "5k": "A weekly look at how it goes",
    },
    "Analytics to optimisation": {
        "6a": "Which numbers, shown how",
        "6b": "When, and by whom",
        "6c": "Findings that are written down",
        "6d": "What matters most comes first",
        "6e": "Findings that become tests",
        "6k": "A review that ends in decisions",
    },
    "Retrospective": {
        "7a": "What went well",
        "7b": "What did not, and why",
        "7c": "What to do differently",
        "7d": "Lessons that land in the playbook",
        "7e": "Lessons that the next campaign uses",
        "7k": "Held within a week of the end",
    },
    "Checklists": {
        "T1": "Required fields are filled in",
        "T2": "Names follow the convention",
        "T3": "Approvals are recorded",
        "T4": "Dates are confirmed",
        "T5": "The next step is clear",
    },
    "The team's tools": {
        "W1": "Project boards",
        "W2": "Documents",
        "W3": "File shares",
        "W4": "Chat channels",
    },
    "Order": {
        "D1": "Names say date, project and version",
        "D2": "Folders follow the stages of the work",
        "D3": "Templates that leave nothing out",
        "D4": "A status that says where the work stands",
    },
    "Failures to prevent": {
        "F1": "The receiver lacks something and finds out too late",
        "F2": "Two people read one date differently",
        "F3": "Nobody owned the quality",
        "F4": "What was said was never written down",
        "F5": "Too many tools, no map",
    },
    "Promises": {
        "G1": "Begin with one handoff, in whatever state your files are",
        "G2": "Somebody new can hand over on the first day",
        "G3": "What was learnt is found again years later",
        "G4": "The gain can be seen in numbers",
    },
}

RULES_FOR: dict[str, tuple[str, ...]] = {
    "N1": ("HF105",),
    "T1": ("HF106", "HF108"),
    "T2": ("HF201", "HF202", "HF203"),
    "T5": ("HF110",),
    "D1": ("HF201", "HF202", "HF203"),
    "D2": ("HF204",),
    "D3": ("HF102", "HF103", "HF106"),
}
"""Rules that serve a goal besides the one that each names itself."""

_GUIDES = {
    "G1": "[Adopt the linter](../guides/adopt.md)",
    "G2": "[Your first brief](../guides/start.md)",
}
NOT_YET = "not yet"
_INTRODUCTION = (
    "A handoff passes on information, context and responsibility. These are the goals behind the fields and rules, and "
    "what carries at least a part of each today. Most goals of the handoff types that do not exist yet are open."
)


def pages() -> Iterator[tuple[str, str]]:
    """The page of goals."""
    named = {goal for group in GOALS.values() for goal in group}
    served = _served()
    if unknown := sorted(served.keys() - named):
        raise ValueError(f"x-mission or a rule names goals that do not exist: {', '.join(unknown)}")
    blocks = [_INTRODUCTION]
    for group, goals in GOALS.items():
        rows = [(goal, markdown.escape(words), served.get(goal, NOT_YET)) for goal, words in goals.items()]
        blocks += [f"## {group}", markdown.table(("Id", "Goal", "Served by"), rows)]
    yield "reference/goals.md", markdown.page("Goals", *blocks)


def _served() -> dict[str, str]:
    """Goal → links to what serves it: guides and rules, then fields by document; only goals that something serves."""
    links: dict[str, dict[str, list[str]]] = {goal: {"": [guide]} for goal, guide in _GUIDES.items()}
    for rule in RULES:
        for goal in [rule.idea, *(goal for goal, codes in RULES_FOR.items() if rule.code in codes)]:
            if goal:
                links.setdefault(goal, {}).setdefault("", []).append(f"[{rule.code}](../rules/{rule.code}.md)")
    for name in store.document_types():
        title, page = store.load(name)["title"], field_pages.path_of(name).removeprefix("reference/")
        for goal, top in _top_fields(name):
            link = f"[{markdown.code(top)}]({page}#{top.replace('.', '')})"
            links.setdefault(goal, {}).setdefault(f"{title}: ", []).append(link)
    return {
        goal: "<br>".join(group + ", ".join(dict.fromkeys(found)) for group, found in groups.items())
        for goal, groups in links.items()
    }


def _top_fields(name: str) -> Iterator[tuple[str, str]]:
    """(goal, the field that has a section of its own and holds what serves it)."""
    for field in fields(name):
        depth = 2 if field.path[0] == field_pages.SPREAD and len(field.path) > 1 else 1
        top = ".".join(step.removesuffix("[]") for step in field.path[:depth])
        for goal in field.goals:
            yield goal, top
