"""Writes a repository of generated handoffs: `python -m benchmarks.generate OUT N`.

N packages are N/7 campaigns with all seven handoffs each, the last one as far as N goes (`--size starter`: N campaigns
with a brief each). The same arguments give the same bytes on every machine. Without defects `handoff check` finds
nothing; with defects it finds exactly one thing in each spoilt package, of the code that is printed here.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks import full_brief, plans, settings, sheets, signing, starter_brief
from benchmarks import vocabulary as words
from benchmarks.defects import DEFECTS, Defect, Package
from benchmarks.plans import BRIEF, ORDER, Plan
from handoff_lint import config
from handoff_lint.repository import CampaignFiles

Size = Literal["full", "starter"]
_DEPENDENT = 0.2
"""Share of the briefs that build on another campaign's."""
_BEHIND_KNOWLEDGE = 6
"""How many handoffs a campaign must have for the knowledge base to rest on it."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: how many packages, and code → how many defects of it."""

    packages: int
    planted: Mapping[str, int]


def generate(out: Path, count: int, *, defects: float = 0.05, size: Size = "full", seed: int = 1) -> Generated:
    """Write a repository of `count` packages to the empty or missing folder `out`.

    Args:
        out: its root.
        count: how many packages.
        defects: share of the packages that get a defect, at most one in a campaign: 0 to 1/7 for `full` ones.
        size: `full` (500 lines in the mean, all types, profile standard) or `starter` (briefs of about 75 lines,
            profile starter).
        seed: another seed, other packages.

    Raises:
        FileExistsError: the folder holds something already.
        ValueError: more defects than campaigns that can take one.

    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    is_full = size == "full"
    settings.write(out, full=is_full)
    (out / "docs" / "campaigns").mkdir(parents=True)
    kinds = list(_kinds(count, full=is_full))
    spoilt = _spoilt(kinds, round(count * defects), size, seed)
    loaded = config.load(out)
    sound = ""
    for number, there in enumerate(kinds):
        depends_on = sound if random.Random(f"chain-{seed}-{number}").random() < _DEPENDENT else ""
        plan = plans.draw(number, seed, there, is_done=number in spoilt, depends_on=depends_on)
        signing.sign(loaded, _write_campaign(out, plan, size, seed, spoilt.get(number)))
        if number == 0 and len(there) >= _BEHIND_KNOWLEDGE:
            settings.write_knowledge(out, plan)
        if number not in spoilt and plan.states[BRIEF].status in plans.DONE:
            sound = plan.id(BRIEF)
    return Generated(count, dict(sorted(Counter(defect.code for defect in spoilt.values()).items())))


def _kinds(count: int, *, full: bool) -> Iterator[tuple[str, ...]]:
    """The types in each campaign."""
    step = len(ORDER) if full else 1
    for start in range(0, count, step):
        yield ORDER[: min(step, count - start)]


def _spoilt(kinds: list[tuple[str, ...]], count: int, size: Size, seed: int) -> dict[int, Defect]:
    """Which campaigns get which defect; those that are not complete stay sound."""
    suitable = [defect for defect in DEFECTS if size in defect.sizes]
    complete = [number for number, there in enumerate(kinds) if size == "starter" or len(there) == len(ORDER)]
    if count > len(complete):
        raise ValueError(f"{count} defects do not fit into {len(complete)} complete campaigns")
    chosen = random.Random(f"defects-{seed}").sample(complete, count)
    return {number: suitable[index % len(suitable)] for index, number in enumerate(chosen)}


def _write_campaign(out: Path, plan: Plan, size: Size, seed: int, defect: Defect | None) -> CampaignFiles:
    path = f"docs/campaigns/{plan.slug}"
    (out / path).mkdir()
    written, has_campaign_file = [], True
    for kind in plan.states:
        package = _package(plan, kind, size, f"{size}-{seed}-{plan.slug}-{kind}")
        if defect and kind == (defect.kind if size == "full" else BRIEF):
            package = defect.plant(package)
            has_campaign_file = package.has_campaign_file
        written.append(f"{path}/{package.stage}/{package.name}")
        (out / path / package.stage).mkdir(exist_ok=True)
        _write(out / written[-1], signing.with_placeholders(package.text))
    if has_campaign_file:
        _write(out / path / "campaign.md", _campaign(plan, size))
    return CampaignFiles(plan.slug, path, has_campaign_file, tuple(sorted(written)), (), (), 0)


def _package(plan: Plan, kind: str, size: Size, seed: str) -> Package:
    if size == "starter":
        text = starter_brief.write(plan, seed)
    else:
        text = full_brief.write(plan, seed) if kind == BRIEF else sheets.write(plan, kind, seed)
    return Package(words.STAGES[kind].folder, plan.file_name(kind, versioned=size == "full"), text)


def _campaign(plan: Plan, size: Size) -> str:
    # Nobody looks back at a campaign of which only the first handoffs were generated.
    is_cut = size == "full" and len(plan.states) < len(plans.ORDER)
    status = "archived" if is_cut else "ended" if plan.is_over else "planned"
    return (
        f"---\ntitle: {plan.title}\nstatus: {status}\nowner: {plan.people['head_of_marketing']}\n\n"
        f"launch_date: {plan.launch}\nend_date: {plan.end}\n\n"
        "types:\n  - email\n  - social\n  - paid_ads\n  - event_webinar\n"
        "channels:\n  - email\n  - linkedin\n  - google_display\n  - web\n\n"
        "primary_kpi: demo_requests\nbudget:\n  total: 24000\n  media: 16000\n  production: 6000\n"
        f"  contingency: 2000\n  currency: GBP\nutm_campaign: {plan.slug}\n---\n"
        f"## In short\n{plan.title}, until {plan.end}.\n"
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line, write the repository, print what was planted as JSON."""
    parser = argparse.ArgumentParser(description="Write a repository of generated handoffs.")
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
