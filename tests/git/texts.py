"""Settings, a brief and entries of sign-offs, as the scratch repositories hold them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PEOPLE = """\
profile: standard
organisation: {email: '{handle}@workshop.example', domain: workshop.example}
people:
  maya.holt: {name: Maya Holt, roles: [strategist]}
  leo.brandt: {name: Leo Brandt, roles: [creative_lead]}
  bea.lind: {name: Bea Lind, roles: [brand_quality]}
  kai.moss: {name: Kai Moss, roles: [brand_quality]}
  ana.ruiz: {name: Ana Ruiz, roles: [head_of_marketing]}
  tom.osei: {name: Tom Osei}
systems:
  creative-to-production: 'off'
  production-to-launch: 'off'
  email-to-social: 'off'
  marketing-to-sales: 'off'
  analytics-to-optimization: 'off'
  campaign-retrospective: 'off'
"""
"""Addresses are `<handle>@workshop.example`. Quality: Bea or Kai; business: Ana; owner: Maya; receiver: Leo."""
_TEXTS = Path(__file__).parents[1] / "rules" / "base"
_GATES = "signoffs:\n  quality:\n  business:\n"


def text_of(name: str) -> str:
    """A complete text of the rules' examples, in 2021."""
    return (_TEXTS / name).read_text(encoding="utf-8").replace("2027", "2021")


def brief(status: str) -> str:
    """A complete brief with an empty slot for each gate."""
    text = text_of("brief.md").replace("status: in_review\n", f"status: {status}\n")
    text = text.replace(
        "  accountable: maya.holt\n  consulted: [ana.ruiz]\n", "  accountable: ana.ruiz\n  consulted: [kai.moss]\n"
    )
    return text.replace("next_steps:\n", f"{_GATES}next_steps:\n")


def entry_text(entry: Mapping[str, Any]) -> str:
    """An entry as it stands in a slot."""
    return "    - " + "\n      ".join(f"{key}: {value}" for key, value in entry.items()) + "\n"
