"""Small campaigns for the tests of dates: a brief, files for production, a launch plan, as thin as drafts may be."""

from __future__ import annotations

import datetime
from pathlib import Path

from handoff_lint import config, engine, repository
from handoff_lint.config import Config
from handoff_lint.model import Campaign, Finding
from handoff_lint.rules import RULES

FOLDERS = {
    "strategy-to-creative": "01-brief",
    "creative-to-production": "02-production",
    "production-to-launch": "03-launch",
    "email-to-social": "04-channels",
    "marketing-to-sales": "05-leads",
    "analytics-to-optimization": "06-optimization",
}
SETTINGS = """
profile: standard
people:
  maya.holt: {name: Maya Holt, team: brand, roles: [brand_quality, head_of_marketing, strategist, analyst, legal]}
  leo.brandt: {name: Leo Brandt, team: studio, roles: [creative_lead, production_manager, marketing_ops, launch_lead]}
  ana.ruiz: {name: Ana Ruiz, team: studio, roles: [email_manager, social_manager, paid_manager, sdr_lead]}
  tom.osei: {name: Tom Osei, team: studio, roles: [head_of_sales, kb_steward]}
"""
HEAD = "from: maya.holt\nto: leo.brandt\n"


def lay_out(
    root: Path, packages: dict[str, str], *, launch: str = "2027-03-15", end: str = "2027-04-30", settings: str = ""
) -> Path:
    """A repository with the campaign spring-ride and packages of these types (`TYPE` or `TYPE_PART`)."""
    place = root / "docs/campaigns/spring-ride"
    place.mkdir(parents=True)
    (root / "handoff.yml").write_text(SETTINGS + settings, encoding="utf-8")
    dates = f"launch_date: {launch}\nend_date: {end}\n" if launch else ""
    (place / "campaign.md").write_text(f"---\ntitle: Spring ride\n{dates}---\n", encoding="utf-8")
    for name, fields in packages.items():
        kind = name.partition("_")[0]
        folder = place / FOLDERS[kind]
        folder.mkdir(exist_ok=True)
        text = f"---\ntype: {kind}\n{'' if 'from:' in fields else HEAD}{fields}---\n"
        (folder / f"20270110_spring-ride_{name}_v01.md").write_text(text, encoding="utf-8")
    return root


def dates(start: str, due: str, needed_by: str, more: str = "") -> str:
    """A timeline of days in 2027: `01-11`."""
    return f"timeline:\n  start: 2027-{start}\n  due: 2027-{due}\n  needed_by: 2027-{needed_by}\n{more}"


def found(root: Path, code: str, today: str = "2027-01-12", *, no_time: bool = False) -> list[Finding]:
    """What one rule finds."""
    rules = tuple(rule for rule in RULES if rule.code == code)
    day = datetime.date.fromisoformat(today)
    return list(engine.run(config.load(root), engine.Options(rules=rules, today=day, no_time=no_time, jobs=1)).findings)


def messages(root: Path, code: str, today: str = "2027-01-12") -> list[str]:
    """Only the words."""
    return [finding.message for finding in found(root, code, today)]


def load(root: Path) -> tuple[Config, Campaign]:
    """The settings and the one campaign."""
    settings = config.load(root)
    (files,) = repository.scan(settings).campaigns
    return settings, repository.load_campaign(settings, files)[0]
