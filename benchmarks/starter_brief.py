"""A small team's brief under the profile `starter`: about 75 lines, short forms wherever there are some."""

from __future__ import annotations

from benchmarks import vocabulary as words
from benchmarks.plans import Plan
from benchmarks.writing import Sheet


def write(plan: Plan, seed: str) -> str:
    """The text of the file."""
    sheet = Sheet(seed)
    sheet.line("---")
    _head(sheet, plan)
    _package(sheet, plan)
    _progress(sheet, plan)
    sheet.line("---")
    sheet.line("## What is not obvious")
    sheet.line(sheet.prose(2))
    return sheet.text()


def _head(sheet: Sheet, plan: Plan) -> None:
    sheet.pairs(0, ("type", "strategy-to-creative"), ("status", plan.brief.status), ("version", plan.brief.version))
    sheet.pairs(
        0,
        ("from", sheet.remark(plan.people["strategist"])),
        ("to", sheet.remark(plan.people["creative_lead"])),
        ("quality_owner", plan.people["brand_quality"]),
    )
    sheet.line("raci:")
    sheet.pairs(
        2,
        ("accountable", plan.people["head_of_marketing"]),
        ("consulted", f"[{plan.helpers[0]}]"),
        ("informed", f"[{plan.helpers[1]}]"),
    )
    sheet.line()
    number = sheet.random.randint(8, 90) * 10
    goal = f"{sheet.random.choice(words.WINS)} {number} visits of {sheet.random.choice(words.FROM_WHOM)}"
    sheet.pairs(0, ("objective", f"{goal} by {plan.end}."))
    sheet.folded(0, "context", sheet.prose(1))
    sheet.line("constraints:")
    sheet.line(f"  - £{sheet.random.randint(2, 9) * 100} for photos, no paid ads.")
    sheet.line(f"  - {sheet.random.choice(words.CONSTRAINTS)[1]}")
    sheet.line("timeline:")
    sheet.pairs(2, ("due", plan.day(2)), ("needed_by", sheet.remark(plan.day(4))))
    sheet.line()


def _package(sheet: Sheet, plan: Plan) -> None:
    choose = sheet.random.choice
    sheet.line("package:")
    sheet.folded(2, "strategy_summary", sheet.summary(1))
    sheet.line("  audience:")
    group = f"{choose(words.GROUPS)}, {choose(words.AGES)}"
    sheet.pairs(4, ("segment", choose(list(words.SEGMENTS)[:-2])), ("demographics", group))
    sheet.pairs(4, ("psychographics", f"[{choose(words.ATTITUDES)}]"))
    sheet.listed(4, "pain_points", [choose(words.PAINS)])
    sheet.pairs(4, ("motivations", f"[{choose(words.MOTIVES)}]"))
    sheet.line("  message_hierarchy:")
    sheet.pairs(4, ("primary", f"See {choose(words.MOTIVES).removeprefix('to ')} {choose(words.ENDINGS)}."))
    sheet.line("    supporting:")
    for point in sheet.some(words.POINTS, 2, 2):
        sheet.line(f"      - {point} ({choose(words.PROOFS)})")
    sheet.pairs(4, ("cta", choose(words.CALLS)))
    sheet.listed(4, "avoid", sheet.some(words.AVOID, 2, 3))
    sheet.line("  success_metrics:")
    sheet.entry(4, ("kpi", "bookings"), ("baseline", 140), ("target", 300), ("direction", "at_least"), ("by", plan.end))
    sheet.line("  brand:")
    sheet.pairs(4, ("guidelines", "https://docs.larkfield.example/brand"))
    sheet.pairs(4, ("off_limits", f"[{', '.join(sheet.some(words.OFF_LIMITS, 1, 2))}]"))
    sheet.line("  competitive_context:")
    sheet.line(f"    - {choose(words.WE_DIFFER)}")
    sheet.line("  deliverables:")
    for number, (channel, placement, _) in enumerate(sheet.some(words.PLACEMENTS, 2, 2)):
        short = f"{channel}/{placement}"
        sheet.entry(4, ("id", f"d-{number + 1}"), ("channel", short), ("quantity", number + 1), ("due", plan.day(37)))
    sheet.line()


def _progress(sheet: Sheet, plan: Plan) -> None:
    sheet.line("next_steps:")
    sheet.entry(
        2,
        ("action", sheet.random.choice(words.ACTIONS)),
        ("owner", plan.people["creative_lead"]),
        ("due", plan.day(11)),
    )
    if plan.depends_on:
        sheet.pairs(0, ("depends_on", f"[{plan.depends_on}]"))
    if plan.brief.rank >= 2:
        sheet.line("signoffs:")
        sheet.line("  quality:")
        sheet.entry(4, ("by", plan.people["brand_quality"]), ("decision", "approved"), ("at", plan.time(3, 9)))
        sheet.pairs(6, ("version", plan.brief.version), ("content", "sha256:@quality"))
    if plan.brief.rank >= 4:
        sheet.line("acceptance:")
        sheet.entry(2, ("by", plan.people["creative_lead"]), ("decision", "accepted"), ("at", plan.time(4, 10)))
        sheet.pairs(4, ("version", plan.brief.version), ("content", "sha256:@acceptance"))
        sheet.pairs(4, ("statement", "I have what I need"))
