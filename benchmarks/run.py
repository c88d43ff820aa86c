"""The benchmarks: `make bench`, or `python benchmarks/run.py [--sizes 1,100,1000,10000] [--quick] [--json FILE]`.

Generates repositories in a temporary folder and measures whole processes of `handoff check`, each started afresh;
nothing but Python's bytecode is kept from one run to the next. Runs of different cases take turns, so that a slow
moment of the machine hits all of them; figures are medians. check-jsonschema runs in pairs with `handoff check`, and
the ratio is that of each pair.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from benchmarks import comparison, processes, stages
from benchmarks.generate import Size
from benchmarks.processes import Cost

ROOT = Path(__file__).resolve().parent.parent
_SIZES = (1, 100, 1000, 10_000)
_ROUNDS = {1: 9, 100: 7, 1000: 5, 10_000: 3}
_COMPARED = {100: 3, 1000: 2}
"""Packages → pairs of runs."""
_STAGED = 1000
CHECK = (sys.executable, "-m", "handoff_lint", "check", "--no-time")
"""What depends on the day is left out: a generated campaign of last year is full of what is overdue by now."""
PACKAGES = ("handoff-lint", "jsonschema-rs", "yaml-rs", "ruamel.yaml", "check-jsonschema")


@dataclass(frozen=True, slots=True)
class Case:
    """One repository: its packages, their size, the share with a defect."""

    count: int
    size: Size = "full"
    defects: float = 0.0

    @property
    def title(self) -> str:
        """Its name in the table."""
        spoilt = f", {self.defects:.0%} with a defect" if self.defects else ""
        return f"{self.count:,} {self.size}{spoilt}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a case may take: CPU seconds, MiB."""

    cpu: float
    memory: float | None = None


TARGETS = {
    Case(1): Target(0.25),
    Case(1000): Target(3.3),
    Case(10_000): Target(30.0, 600.0),
    Case(1000, "starter"): Target(0.52),
}
_MOST_OF_OTHER, _AIM_OF_OTHER = 1 / 10, 1 / 30
_MOST_OWN = 0.5
_MOST_OF_A_RULE = 0.1
"""What one rule may take of the whole run; those that only pass on what the schemas found take next to nothing."""
_RULES_SHOWN = 12


@dataclass
class Figures:
    """Everything that was measured.

    Attributes:
        costs: case → its runs.
        memory: case → MiB of all processes together, where the system tells.
        pairs: packages → (handoff, check-jsonschema) of each pair of runs.
        seconds: stage → CPU seconds, one process.

    """

    costs: dict[Case, list[Cost]] = field(default_factory=dict)
    memory: dict[Case, float | None] = field(default_factory=dict)
    pairs: dict[int, list[tuple[Cost, Cost]]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    staged: int = 0


def cases(sizes: Sequence[int]) -> list[Case]:
    """The repositories to check: full ones of each size; at 1,000 also starter ones, and both with defects."""
    found = [Case(count) for count in sizes]
    if 1000 in sizes:
        found += [Case(1000, "starter"), Case(1000, "full", 0.05), Case(1000, "starter", 0.05)]
    return found


def measure(folder: Path, sizes: Sequence[int], *, quick: bool) -> Figures:
    """Generate and run everything below the empty folder `folder`."""
    figures = Figures()
    roots = {}
    for number, case in enumerate(cases(sizes)):
        _say(f"writing {case.title}")
        roots[case] = folder / f"case-{number}"
        _generate(roots[case], case)
    processes.run(CHECK, cwd=roots[Case(min(sizes))])  # compiles the modules
    for turn in range(1 if quick else max(_ROUNDS.values())):
        for case, root in roots.items():
            if turn < _ROUNDS.get(case.count, 3):
                _say(f"round {turn + 1}: {case.title}")
                cost = processes.run(CHECK, cwd=root, codes=(1,) if case.defects else (0,))
                figures.costs.setdefault(case, []).append(cost)
    for case, root in roots.items():
        figures.memory[case] = processes.peak_memory(CHECK, cwd=root)
    for count, rounds in _COMPARED.items():
        if Case(count) in roots and not (quick and count > 100):
            figures.pairs[count] = list(_pairs(roots[Case(count)], folder / f"yaml-{count}", 1 if quick else rounds))
    figures.staged = max((count for count in sizes if count <= _STAGED), default=min(sizes))
    figures.seconds = _staged(roots[Case(figures.staged)])
    return figures


def _generate(root: Path, case: Case) -> None:
    """In a process of its own: a child of a large process counts its parent's size as its own peak."""
    size = ("--size", case.size, "--defects", str(case.defects))
    command = (sys.executable, "-m", "benchmarks.generate", str(root), str(case.count), *size)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def _pairs(root: Path, folder: Path, rounds: int) -> Iterator[tuple[Cost, Cost]]:
    """Both on the same files; check-jsonschema takes one schema, so it runs once for each type."""
    comparison.extract(root, folder)
    other = (sys.executable, "-m", "check_jsonschema", "--schemafile", "schema.json")
    for turn in range(rounds):
        _say(f"pair {turn + 1}: {root.name} beside check-jsonschema")
        ours = processes.run(CHECK, cwd=root)
        theirs = [
            processes.run((*other, *sorted(path.name for path in kind.glob("*.yaml"))), cwd=kind)
            for kind in sorted(folder.iterdir())
        ]
        cost = Cost(sum(one.cpu for one in theirs), sum(one.wall for one in theirs), max(one.largest for one in theirs))
        yield ours, cost


def _staged(root: Path) -> Mapping[str, float]:
    command = (sys.executable, "-m", "benchmarks.stages", str(root))
    printed = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    seconds: Mapping[str, float] = json.loads(printed.stdout)
    return seconds


def report(figures: Figures, command: str) -> str:
    """Everything as Markdown."""
    parts = [
        "# Benchmarks",
        *_machine(command),
        "",
        "## `handoff check`, whole processes",
        "",
        *_costs(figures),
        "",
        f"## Where the time goes ({figures.staged:,} full, one process)",
        "",
        *_shares(figures.seconds),
    ]
    rules = stages.by_rule(figures.seconds)
    if rules:
        parts += ["", "## The families of rules (same run)", "", *_families(figures.seconds)]
        parts += ["", "## The dearest rules (same run)", "", *_rules(rules, sum(figures.seconds.values()))]
    if figures.pairs:
        parts += ["", "## Beside check-jsonschema (same front matter, same schemas)", "", *_ratios(figures)]
    return "\n".join(parts) + "\n"


def _machine(command: str) -> list[str]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    today = f"{datetime.datetime.now().astimezone():%Y-%m-%d}"
    machine = f"{_processor()}, {cores} cores, {platform.system()}, Python {platform.python_version()}"
    return [f"{today}, {machine}; {versions}.", "", f"    {command}"]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _costs(figures: Figures) -> Iterator[str]:
    yield "| packages | CPU s | wall s | largest process MiB | all processes MiB | runs | target | met |"
    yield "|---|---|---|---|---|---|---|---|"
    for case, costs in figures.costs.items():
        cpu, wall, largest = (
            statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "largest")
        )
        together = figures.memory[case]
        target, met = _judged(case, cpu, together or largest)
        total = f"{together:.0f}" if together is not None else "–"
        yield f"| {case.title} | {cpu:.2f} | {wall:.2f} | {largest:.0f} | {total} | {len(costs)} | {target} | {met} |"


def _judged(case: Case, cpu: float, memory: float) -> tuple[str, str]:
    target = TARGETS.get(case)
    if target is None:
        return "", ""
    words = f"≤ {target.cpu:g} s" + (f", ≤ {target.memory:g} MiB" if target.memory else "")
    return words, _yes(cpu <= target.cpu and (target.memory is None or memory <= target.memory))


def _yes(met: bool) -> str:  # noqa: FBT001 - a word for a truth value
    return "yes" if met else "**no**"


def _shares(seconds: Mapping[str, float]) -> Iterator[str]:
    total = sum(seconds.values())
    yield "| stage | CPU s | share |"
    yield "|---|---|---|"
    for stage, spent in stages.together(seconds).items():
        yield f"| {stage} | {spent:.2f} | {spent / total:.0%} |"
    own = stages.own_share(seconds)
    met = _yes(own <= _MOST_OWN)
    yield f"| all but reading and parsing | {own * total:.2f} | {own:.0%} (target ≤ {_MOST_OWN:.0%}: {met}) |"


def _rules(rules: Mapping[str, float], total: float) -> Iterator[str]:
    yield "| rule | CPU s | share |"
    yield "|---|---|---|"
    for code, spent in list(rules.items())[:_RULES_SHOWN]:
        yield f"| {code} | {spent:.2f} | {spent / total:.1%} |"
    dearest = max(rules.values()) / total
    yield f"| the dearest | | {dearest:.1%} (target ≤ {_MOST_OF_A_RULE:.0%}: {_yes(dearest <= _MOST_OF_A_RULE)}) |"


def _families(seconds: Mapping[str, float]) -> Iterator[str]:
    total = sum(seconds.values())
    yield "| family | rules | CPU s | share |"
    yield "|---|---|---|---|"
    for family, (codes, spent) in stages.by_family(seconds).items():
        yield f"| {family} | {codes[0]} to {codes[-1]} | {spent:.2f} | {spent / total:.1%} |"


def _ratios(figures: Figures) -> Iterator[str]:
    yield "| packages | handoff CPU s | check-jsonschema CPU s | ratio | pairs | target | met |"
    yield "|---|---|---|---|---|---|---|"
    for count, pairs in figures.pairs.items():
        ours, theirs = (statistics.median(pair[side].cpu for pair in pairs) for side in (0, 1))
        ratio = statistics.median(pair[0].cpu / pair[1].cpu for pair in pairs)
        goal = f"≤ 1/{1 / _MOST_OF_OTHER:.0f}, aim 1/{1 / _AIM_OF_OTHER:.0f}" if count == 1000 else ""
        met = _yes(ratio <= _MOST_OF_OTHER) if goal else ""
        yield f"| {count:,} | {ours:.2f} | {theirs:.2f} | 1/{1 / ratio:.0f} | {len(pairs)} | {goal} | {met} |"


def as_json(figures: Figures) -> str:
    """The raw figures, for comparison with another day's."""
    return json.dumps(
        {
            "costs": [
                {**dataclasses.asdict(case), "runs": [dataclasses.asdict(cost) for cost in costs]}
                | {"together": figures.memory[case]}
                for case, costs in figures.costs.items()
            ],
            "pairs": {
                count: [[dataclasses.asdict(cost) for cost in pair] for pair in pairs]
                for count, pairs in figures.pairs.items()
            },
            "stages": {"packages": figures.staged, "seconds": figures.seconds},
        },
        indent=2,
    )


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr)


def _keep_bytecode(folder: Path) -> None:
    """Let our children find compiled modules, as they do where pip has installed them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main() -> None:
    """Read the command line, measure, print the tables."""
    parser = argparse.ArgumentParser(description="Measure handoff check on generated repositories.")
    parser.add_argument("--sizes", type=_sizes, help="packages, for example 1,100,1000 (default: 1,100,1000,10000)")
    parser.add_argument("--quick", action="store_true", help="one round, up to 1,000 packages")
    parser.add_argument("--json", type=Path, help="also write the raw figures to this file")
    given = parser.parse_args()
    sizes = given.sizes or (_SIZES[:-1] if given.quick else _SIZES)
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as folder:
        _keep_bytecode(Path(folder) / "bytecode")
        (Path(folder) / "repositories").mkdir()
        figures = measure(Path(folder) / "repositories", sizes, quick=given.quick)
    print(report(figures, " ".join(["python benchmarks/run.py", *sys.argv[1:]])), end="")
    if given.json:
        given.json.write_text(as_json(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
