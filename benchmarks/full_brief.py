"""A complete brief, as a team with gates and checklists writes it: about 600 lines, field after field."""

from __future__ import annotations

from benchmarks import vocabulary as words
from benchmarks.plans import Plan
from benchmarks.writing import Sheet

_HASHTAG_CHANCE = 0.05


def write(plan: Plan, seed: str) -> str:
    """The text of the file."""
    sheet = Sheet(seed)
    links = [f"lk-{number}" for number in range(1, sheet.random.randint(5, 7) + 1)]
    sheet.line("---")
    _head(sheet, plan)
    _four_questions(sheet, plan)
    _timeline(sheet, plan)
    sheet.line("package:")
    _audience(sheet, links)
    _messages(sheet, links)
    _metrics(sheet, plan)
    _brand(sheet, plan, links)
    _competitors(sheet, plan)
    _deliverables(sheet, plan)
    _background(sheet, plan, links)
    _agreements(sheet, plan)
    _checklist(sheet, plan)
    _progress(sheet, plan)
    sheet.line("---")
    _body(sheet)
    return sheet.text()


def _head(sheet: Sheet, plan: Plan) -> None:
    sheet.pairs(0, ("type", "strategy-to-creative"), ("status", plan.brief.status))
    sheet.line()
    sheet.line("from:")
    sheet.pairs(2, ("team", "strategy"), ("owner", plan.people["strategist"]))
    sheet.line("to:")
    sheet.pairs(
        2, ("team", "creative"), ("receiver", plan.people["creative_lead"]), ("backup", plan.people["copywriter"])
    )
    sheet.pairs(0, ("quality_owner", plan.people["brand_quality"]))
    sheet.line()
    sheet.comment(0)
    sheet.line("raci:")
    rows = (
        ("prepare", plan.people["strategist"], plan.people["head_of_marketing"]),
        ("verify", plan.people["brand_quality"], plan.people["head_of_marketing"]),
        ("accept", plan.people["creative_lead"], plan.people["creative_lead"]),
    )
    for activity, doer, accountable in rows:
        told = [plan.helpers[0], *sheet.some(plan.helpers[1:], 2, 3)]
        sheet.entry(2, ("activity", activity), ("responsible", f"[{doer}]"), ("accountable", accountable))
        sheet.pairs(4, ("consulted", f"[{', '.join(told[:-1])}]"), ("informed", f"[{told[-1]}]"))
    sheet.line()


def _four_questions(sheet: Sheet, plan: Plan) -> None:
    choose = sheet.random.choice
    number = sheet.random.randint(8, 90) * 10
    goal = f"{choose(words.WINS)} {number} new contacts among {choose(words.FROM_WHOM)}"
    price = sheet.random.randint(2, 30) * 10
    sheet.folded(0, "objective", f"{goal} between {plan.launch} and {plan.end}, at £{price} or less each.")
    sheet.line()
    sheet.folded(0, "context", sheet.prose(5))
    sheet.line()
    sheet.line("constraints:")
    budget = sheet.random.randint(5, 60) * 1000
    sheet.entry(2, ("kind", "budget"), ("statement", f"£{budget:,} in total, £{budget * 2 // 3:,} of it for media."))
    for kind, statement in sheet.some(words.CONSTRAINTS, 4, 6):
        sheet.entry(2, ("kind", kind), ("statement", statement))
    if sheet.random.random() < _HASHTAG_CHANCE:
        sheet.entry(2, ("kind", "channel"), ("statement", words.HASHTAG.format(place=plan.place)))
    sheet.line()
    sheet.comment(0)
    sheet.line("success_criteria:")
    for target in range(2, sheet.random.randint(3, 4) + 1):
        criterion = f"Concepts that {choose(words.FROM_WHOM)} can retell after {target * 5} seconds"
        sheet.entry(2, ("criterion", criterion), ("measure", "concepts"), ("target", target), ("by", plan.day(16)))
    sheet.line()


def _timeline(sheet: Sheet, plan: Plan) -> None:
    sheet.line("timeline:")
    sheet.pairs(2, ("start", plan.start), ("due", plan.day(2)))
    sheet.pairs(2, ("needed_by", sheet.remark(plan.day(4), 0.5)))
    sheet.line("  milestones:")
    for number, name in enumerate(sheet.some(words.MILESTONES, 3, 5)):
        sheet.entry(
            4, ("name", name), ("date", plan.day(11 + 7 * number)), ("owner", sheet.random.choice(plan.helpers))
        )
    sheet.listed(
        2,
        "confirmed_by",
        [plan.people["strategist"], plan.people["creative_lead"]]
        if plan.brief.rank >= 3
        else [plan.people["strategist"]],
    )
    sheet.line()


def _audience(sheet: Sheet, links: list[str]) -> None:
    sheet.folded(2, "strategy_summary", sheet.summary(3))
    sheet.line()
    sheet.line("  audience:")
    choose = sheet.random.choice
    others = [segment for segment in list(words.SEGMENTS)[:-2] if segment not in words.REACHED]
    for number, segment in enumerate((*words.REACHED, *sheet.some(others, 1, 2))):
        sheet.entry(4, ("id", f"au-{number + 1}"), ("segment", segment), ("primary", str(number == 0).lower()))
        group = f"{choose(words.GROUPS)}, {choose(words.AGES)}, {choose(words.WHERE)}"
        sheet.pairs(6, ("demographics", sheet.remark(group)))
        sheet.listed(6, "psychographics", sheet.some(words.ATTITUDES, 3, 5))
        sheet.listed(6, "pain_points", sheet.some(words.PAINS, 3, 5))
        sheet.listed(6, "motivations", sheet.some(words.MOTIVES, 2, 4))
        sheet.pairs(6, ("insight", choose(words.INSIGHTS)), ("evidence", f"[{', '.join(sheet.some(links, 1, 2))}]"))
        sheet.listed(6, "exclude", words.REACHED.get(segment) or sheet.some(words.EXCLUDED, 1, 2))
        sheet.line()


def _messages(sheet: Sheet, links: list[str]) -> None:
    choose = sheet.random.choice
    sheet.line("  message_hierarchy:")
    sheet.pairs(4, ("primary", f"See {choose(words.MOTIVES).removeprefix('to ')} {choose(words.ENDINGS)}."))
    sheet.line("    supporting:")
    for point in sheet.some(words.POINTS, 4, 5):
        sheet.entry(6, ("point", point), ("proof", f"{choose(words.PROOFS)} ({choose(links)})"))
    sheet.line("    cta:")
    sheet.pairs(6, ("text", words.CALL))
    sheet.line("      equivalents:")
    sheet.pairs(8, ("linkedin", sheet.remark("Request demo")), ("instagram", "Link in the profile"))
    sheet.listed(4, "tone", sheet.some(words.TONES, 3, 4))
    sheet.listed(4, "avoid", sheet.some(words.AVOID, 4, 7))
    sheet.line()


def _metrics(sheet: Sheet, plan: Plan) -> None:
    sheet.comment(2)
    sheet.line("  success_metrics:")
    for metric, kpi, role in words.METRICS:
        _, unit, direction, source = words.KPIS[kpi]
        target = words.TARGETS[kpi]
        factor = sheet.random.uniform(0.5, 0.9) if direction == "at_least" else sheet.random.uniform(1.1, 1.6)
        baseline = round(target * factor, 2 if unit == "percent" else None)
        sheet.entry(4, ("id", metric), ("kpi", kpi), ("role", role), ("baseline", sheet.remark(baseline)))
        sheet.pairs(
            6, ("target", target), ("unit", unit), ("direction", direction), ("by", plan.end), ("source", source)
        )
        sheet.line()


def _brand(sheet: Sheet, plan: Plan, links: list[str]) -> None:
    sheet.line("  brand:")
    sheet.line("    guidelines:")
    version = f'"{sheet.random.randint(1, 4)}.{sheet.random.randint(0, 9)}"'
    sheet.pairs(6, ("ref", "https://docs.larkfield.example/brand"), ("version", version))
    sheet.listed(4, "on_brand", sheet.some(words.ON_BRAND, 3, 5))
    sheet.listed(4, "off_limits", sheet.some(words.OFF_LIMITS, 3, 5))
    sheet.listed(4, "mandatories", sheet.some(words.MANDATORIES, 2, 4))
    sheet.line("    claims:")
    claims = [("cl-dwell", words.CLAIM), *zip(("cl-1", "cl-2"), sheet.some(words.CLAIMS, 1, 2), strict=False)]
    for name, claim in claims:
        cleared = plan.brief.rank >= 2
        sheet.entry(6, ("id", name), ("text", claim), ("substantiation", sheet.random.choice(links)))
        sheet.pairs(
            8, ("approved_by", plan.helpers[0] if cleared else None), ("date", plan.day(2) if cleared else None)
        )
    sheet.listed(4, "accessibility", sheet.some(words.ACCESSIBILITY, 3, 5))
    sheet.line()


def _competitors(sheet: Sheet, plan: Plan) -> None:
    choose = sheet.random.choice
    sheet.line("  competitive_context:")
    for competitor in sheet.some(words.COMPETITORS, 3, 4):
        sheet.entry(4, ("competitor", competitor), ("what_they_do", choose(words.THEY_DO)))
        sheet.pairs(6, ("message", choose(words.THEY_SAY)), ("source", choose(words.SEEN_AT)))
        sheet.pairs(6, ("seen", plan.day(-14)), ("how_we_differ", choose(words.WE_DIFFER)))
        sheet.line()


def _deliverables(sheet: Sheet, plan: Plan) -> None:
    sheet.line("  deliverables:")
    for name, channel, placement, variants in words.DELIVERABLES:
        sheet.entry(4, ("id", name), ("channel", channel), ("placement", placement))
        sheet.pairs(6, ("quantity", 1), ("variants", variants), ("due", sheet.remark(plan.day(37))))
        sheet.pairs(6, ("notes", sheet.random.choice(words.NOTES)))
        sheet.line()
    sheet.listed(2, "out_of_scope", sheet.some(words.OUT_OF_SCOPE, 2, 4))
    sheet.line()


def _background(sheet: Sheet, plan: Plan, links: list[str]) -> None:
    if plan.depends_on:
        sheet.listed(0, "depends_on", [plan.depends_on])
    else:
        sheet.line("depends_on: []")
    sheet.line()
    sheet.line("links:")
    for link in links:
        rel, title, tool = sheet.random.choice(words.RESEARCH)
        address = f"https://{words.HOSTS[tool]}/{plan.slug}/{link}"
        sheet.entry(2, ("id", link), ("rel", rel), ("title", title), ("url", address), ("tool", tool))
    sheet.line()
    sheet.line("glossary:")
    sheet.pairs(2, *sheet.some(list(words.TERMS.items()), 3, 5))
    sheet.line()


def _agreements(sheet: Sheet, plan: Plan) -> None:
    sheet.line("decisions:")
    for number, decision in enumerate(sheet.some(words.DECISIONS, 2, 4)):
        made_in = sheet.random.choice(words.MADE_IN)
        sheet.entry(
            2,
            ("id", f"de-{number + 1}"),
            ("date", plan.day(1)),
            ("decision", decision),
            ("by", plan.people["head_of_marketing"]),
        )
        sheet.pairs(4, ("made_in", made_in))
        sheet.line("    confirmed:")
        address = f"https://docs.larkfield.example/{plan.slug}/decisions#de-{number + 1}"
        sheet.pairs(6, ("by", plan.people["strategist"]), ("date", plan.day(1)), ("link", address))
    sheet.line()
    sheet.line("assumptions:")
    for text in sheet.some(words.ASSUMPTIONS, 2, 4):
        sheet.entry(
            2, ("text", text), ("status", "confirmed"), ("by", sheet.random.choice(plan.helpers)), ("date", plan.day(1))
        )
    sheet.line()
    sheet.line("next_steps:")
    for number, action in enumerate(sheet.some(words.ACTIONS, 3, 5)):
        sheet.entry(2, ("action", action), ("owner", sheet.random.choice(plan.helpers)), ("due", plan.day(11 + number)))
        if plan.brief.status == "completed":
            sheet.pairs(4, ("done", plan.day(11 + number)))
    sheet.line()


def _checklist(sheet: Sheet, plan: Plan) -> None:
    sheet.line("checklist:")
    sheet.pairs(2, ("templates", "[core, brief]"))
    sheet.line("  items:")
    ticked = len(words.ITEMS) if plan.brief.rank >= 3 else sheet.random.randint(8, 10)
    for number, item in enumerate(words.ITEMS):
        sheet.line(f"    {item}:")
        if number < ticked:
            sheet.pairs(6, ("by", plan.people["strategist"]), ("date", plan.day(2)))
    sheet.line("    lessons-checked:")
    sheet.pairs(6, ("na", "There is no lesson on file for this kind of campaign."))
    sheet.line()


def _progress(sheet: Sheet, plan: Plan) -> None:
    """Sign-offs, handover and acceptance, as far as the status has come."""
    sheet.line("signoffs:")
    for number, (gate, role) in enumerate(words.GATES.items()):
        sheet.line(f"  {gate}:")
        if plan.brief.rank >= 2:
            sheet.entry(4, ("by", plan.people[role]), ("decision", "approved"), ("at", plan.time(3, 9 + number)))
            sheet.pairs(6, ("version", plan.brief.version), ("content", f"sha256:@{gate}"))
    if plan.brief.rank >= 3:
        sheet.line("handovers:")
        sheet.entry(2, ("version", plan.brief.version), ("at", plan.time(3, 14)), ("by", plan.people["strategist"]))
    if plan.brief.rank >= 4:
        sheet.line("acceptance:")
        sheet.entry(2, ("by", plan.people["creative_lead"]), ("decision", "accepted"), ("at", plan.time(4, 10)))
        sheet.pairs(4, ("version", plan.brief.version), ("content", "sha256:@acceptance"))
        sheet.pairs(4, ("statement", "I have what I need"))
    sheet.line()
    sheet.pairs(0, ("tags", f"[{', '.join(sheet.some(words.TAGS, 2, 4))}]"))


def _body(sheet: Sheet) -> None:
    sheet.line("## In short")
    sheet.line(sheet.prose(4))
    sheet.line()
    sheet.line("## What is not obvious")
    for _ in range(3):
        sheet.line(sheet.prose(3))
        sheet.line()
