"""Writes a repository of generated briefs: `python -m benchmarks.generate OUT N`.

The same arguments give the same bytes on every machine. Without defects `handoff check` finds nothing; with
defects it finds exactly one thing in each spoilt package, of the code that is printed here.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks import full_brief, plans, starter_brief
from benchmarks import vocabulary as words
from benchmarks.defects import DEFECTS, Brief, Defect

Size = Literal["full", "starter"]
_STAGE = "01-brief"
_DEPENDENT = 0.2
"""Share of the briefs that build on another one."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: how many packages, and code → how many defects of it."""

    packages: int
    planted: Mapping[str, int]


def generate(out: Path, count: int, *, defects: float = 0.05, size: Size = "full", seed: int = 1) -> Generated:
    """Write a repository of `count` packages to the empty or missing folder `out`.

    Args:
        out: its root.
        count: how many campaigns with one brief each.
        defects: share of the briefs that get a defect, 0 to 1.
        size: `full` (about 600 lines, profile standard) or `starter` (about 75, profile starter).
        seed: another seed, other briefs.

    Raises:
        FileExistsError: the folder holds something already.

    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    _write_settings(out, size)
    spoilt = _spoilt(count, defects, seed)
    sound = ""
    for number in range(count):
        depends_on = sound if random.Random(f"chain-{seed}-{number}").random() < _DEPENDENT else ""
        plan = plans.draw(number, seed, past_draft=number in spoilt, depends_on=depends_on)
        _write_campaign(out, plan, size, seed, spoilt.get(number))
        if number not in spoilt:
            sound = f"{plan.slug}-h1"
    return Generated(count, dict(sorted(Counter(defect.code for defect in spoilt.values()).items())))


def _spoilt(count: int, share: float, seed: int) -> dict[int, Defect]:
    """Which packages get which defect."""
    chosen = random.Random(f"defects-{seed}").sample(range(count), round(count * share))
    return {number: DEFECTS[index % len(DEFECTS)] for index, number in enumerate(chosen)}


def _write_settings(out: Path, size: Size) -> None:
    (out / "config").mkdir(parents=True, exist_ok=True)
    (out / "docs" / "campaigns").mkdir(parents=True)
    _write(out / "handoff.yml", f"profile: {'starter' if size == 'starter' else 'standard'}\n")
    segments = [f"  {key}:\n    title: {title}\n    filter: segment={key}\n" for key, title in words.SEGMENTS.items()]
    _write(out / "config" / "segments.yml", "segments:\n" + "\n".join(segments))
    kpis = [
        f"  {key}:\n    definition: {definition}\n    formula: {key} by day\n    source: {source}\n"
        f"    owner: ruth.abara\n    unit: {unit}\n    direction: {direction}\n"
        "    refresh: daily\n    locked: 2025-01-02\n"
        for key, (definition, unit, direction, source) in words.KPIS.items()
    ]
    _write(out / "config" / "kpis.yml", "kpis:\n" + "\n".join(kpis))


def _write_campaign(out: Path, plan: plans.Plan, size: Size, seed: int, defect: Defect | None) -> None:
    writer = full_brief.write if size == "full" else starter_brief.write
    text = writer(plan, f"{size}-{seed}-{plan.slug}")
    brief = Brief(_STAGE, plan.file_name(versioned=size == "full"), text)
    if defect:
        brief = defect.plant(brief)
    folder = out / "docs" / "campaigns" / plan.slug
    (folder / brief.stage).mkdir(parents=True)
    _write(folder / brief.stage / brief.name, brief.text)
    if brief.has_campaign_file:
        _write(folder / "campaign.md", _campaign(plan))


def _campaign(plan: plans.Plan) -> str:
    status = "ended" if plan.status == "completed" else "planned"
    return (
        f"---\ntitle: {plan.title}\nstatus: {status}\nowner: {plan.head}\n\n"
        f"launch_date: {plan.launch}\nend_date: {plan.end}\n\n"
        "types:\n  - email\n  - social\nchannels:\n  - email\n  - linkedin\n  - web\n\n"
        "primary_kpi: demo_requests\nbudget:\n  total: 24000\n  media: 16000\n  production: 6000\n"
        f"  contingency: 2000\n  currency: GBP\nutm_campaign: {plan.slug}\n---\n"
        f"## In short\n{plan.title}, until {plan.end}.\n"
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line, write the repository, print what was planted as JSON."""
    parser = argparse.ArgumentParser(description="Write a repository of generated briefs.")
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--defects", type=float, default=0.05)
    parser.add_argument("--size", choices=("full", "starter"), default="full")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    done = generate(given.out, given.count, defects=given.defects, size=given.size, seed=given.seed)
    print(json.dumps({"packages": done.packages, "planted": done.planted}))


if __name__ == "__main__":
    main()
