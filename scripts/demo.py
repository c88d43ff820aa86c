"""What `make demo` runs: the linter on this repository's own demo campaign, then on copies with faults.

Exits with 0 when every step went as it says, with 1 otherwise. It needs the packages that the linter itself
needs and no network, and it writes only into a temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handoff_lint import config, repository, roster
from handoff_lint.errors import HandoffError
from handoff_lint.validation import store

ROOT = Path(__file__).resolve().parent.parent
CAMPAIGN = "docs/campaigns/dockside-launch"
BRIEF = f"{CAMPAIGN}/01-brief/20260803_dockside-launch_strategy-to-creative_v02.md"
CALENDAR = "docs/calendar/2026-09.yml"
SAMPLE = ("handoff.yml", "config", "docs/campaigns", "docs/calendar", "docs/kb")
"""What a handoff repository consists of: settings, campaigns, calendar and knowledge."""
WIDTH = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip put into a file: `old`, which stands there once, becomes `new`; the rules `codes` must then find it."""

    old: str
    new: str
    codes: str
    path: str = BRIEF


SLIPS = (
    Fault("status: accepted", "status: done", "HF102"),
    Fault("quality_owner: yuki.farrow     # checks", "qualty_owner: yuki.farrow      # checks", "HF103"),
    Fault("£24,000 in total, £16,000 of it for media.", "TBD", "HF107 HF403"),
    Fault("segment: ops-managers-3pl", "segment: ops-manager-3pl", "HF109"),
    Fault(
        "    avoid:\n      - AI-powered\n      - eliminate delays\n      - replace your WMS\n      - game-changer\n",
        "    avoid: []\n",
        "HF108",
    ),
    Fault("due: 2026-08-14", "due: 2026-02-30", "HF102"),
)
"""Six slips in one brief."""

COLON = (
    Fault(
        "message: The month at the dock, for customers",
        "message: For customers: the month at the dock",
        "HF101",
        CALENDAR,
    ),
)
"""One slip that stops the file from being read at all."""

FIGURE = (
    Fault(
        "text: Average dwell fell by 38 minutes",
        "text: Average dwell fell by 48 minutes",
        "HF403 HF403 HF407 HF603 HF603 HF419 HF419 HF419",
    ),
)
"""A figure that legal had cleared, changed after everybody had signed."""


def copy_sample(folder: Path, faults: Sequence[Fault]) -> None:
    """Put the demo's settings and campaign into `folder`, with faults in it.

    Raises:
        ValueError: a file does not hold the text that a fault replaces exactly once.

    """
    for name in SAMPLE:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
    for fault in faults:
        path = folder / fault.path
        text = path.read_text(encoding="utf-8")
        if text.count(fault.old) != 1:
            raise ValueError(f"{fault.path} should hold this text once, and does not: {fault.old!r}")
        path.write_text(text.replace(fault.old, fault.new), encoding="utf-8", newline="\n")


def main() -> int:
    """Show the five steps; 0 when each found what it says, else 1."""
    try:
        as_told = steps()
    except (ValueError, HandoffError) as error:
        print(error, file=sys.stderr)
        as_told = False
    if not as_told:
        print(
            "The demo did not go as described. If docs/campaigns/ or config/ was changed (git status shows it),\n"
            "undo that and run it again; otherwise please report it.",
            file=sys.stderr,
        )
        return 1
    say(
        "Try next",
        "  Break the demo yourself: edit a file below docs/campaigns/, then run",
        "      .venv-demo/bin/handoff check --no-time",
        "  See all rules:            .venv-demo/bin/handoff rules",
        "  Write your first brief:   docs/guides/start.md",
        "  A form for each handoff:  docs/reference/templates/",
        "  Approve and accept:       docs/guides/signoffs.md",
        "  Check an existing folder: docs/guides/adopt.md",
    )
    return 0


def steps() -> bool:
    """Run the steps; whether every one of them went as its introduction says."""
    say("handoff-lint: a short demo", "==========================", "")
    say(
        "1. A good campaign. docs/campaigns/ of this repository holds all that Larkfield",
        "   Systems handed over for one launch, from the brief to the look back:",
        "",
        *packages(),
        "",
        "   Everything is filled in, signed and received:",
        "",
    )
    good = show(ROOT, "check", "--no-time", expect=())
    say(
        "2. The brief again, in a copy, with six slips that people really make: a status",
        "   that does not exist, a misspelt field, a TBD, an unknown segment, an empty",
        "   list, and a day that no calendar has. A brief without a valid status counts",
        "   as a draft, so two of the six only warn, and so does the approval they void:",
        "",
    )
    good &= show_copy(SLIPS)
    say("3. One colon too many in the shared calendar, and no program can read it:", "")
    good &= show_copy(COLON)
    say(
        "4. After everybody has signed, somebody makes 38 minutes into 48. The approvals",
        "   that covered the figure are void; that of the business side, which is about",
        "   other fields, still stands. Handoffs that were built on the brief are told.",
        "   Each message says who can act:",
        "",
    )
    good &= show_copy(FIGURE)
    say("5. Every finding names its rule. Why it exists and what satisfies it:", "")
    good &= show(ROOT, "explain", "HF107")
    return good


def packages() -> list[str]:
    """A line for each package of the demo: its type, its status, who handed over to whom."""
    settings = config.load(ROOT)
    lines = []
    for files in repository.scan(settings).campaigns:
        campaign, _ = repository.load_campaign(settings, files)
        for package in sorted(campaign.packages, key=lambda one: store.load(one.type)["x-digit"]):
            number, title = store.load(package.type)["x-digit"], store.load(package.type)["title"]
            sender = roster.name_of(settings, package.get("/from/owner"))
            receiver = roster.name_of(settings, package.get("/to/receiver"))
            lines.append(f"   {number}  {title:<26} {package.data['status']:<10} {sender} to {receiver}")
    return lines


def say(*lines: str) -> None:
    """Print lines at once, so that they stand before what a child process prints."""
    print("\n".join(lines), flush=True)


def show_copy(faults: Sequence[Fault]) -> bool:
    """Check a faulty copy of the sample; whether the findings are those of the faults."""
    with tempfile.TemporaryDirectory(prefix="handoff-demo-") as name:
        copy_sample(Path(name), faults)
        return show(Path(name), "check", "--no-time", expect=[code for fault in faults for code in fault.codes.split()])


def show(folder: Path, *words: str, expect: Sequence[str] | None = None) -> bool:
    """Run `handoff` in a folder as a user would; whether it found just the rule codes `expect` (None: not asked)."""
    say(f"$ handoff {' '.join(words)}")
    exit_code = run(folder, words).returncode
    say("")
    if expect is None:
        return exit_code == 0
    report = json.loads(run(folder, [*words, "--format", "json"], capture=True).stdout)
    found = sorted(finding["code"] for finding in report["findings"])
    return found == sorted(expect) and exit_code == (1 if expect else 0)


def run(folder: Path, words: Sequence[str], *, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """One run of the command line with this Python; what it prints goes straight to the terminal unless captured."""
    command = [sys.executable, "-m", "handoff_lint", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(os.environ),
        stdout=subprocess.PIPE if capture else None,
        encoding="utf-8",
        check=False,
    )


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """The user's environment, with the width that the demo is laid out for."""
    return {**own, "COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}


if __name__ == "__main__":
    sys.exit(main())
