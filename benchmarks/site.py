"""What the site costs: `python -m benchmarks.site [--sizes 1000,3000] [--rounds 1] [--peak] [--json FILE]`.

Generates repositories without history and builds each twice with MkDocs and Material, in turn: with the plugin, and
plainly from the Markdown that `handoff site generate` writes, which is the same pages. Both list the home page only in
their navigation. The plain build's time leaves out what `generate` itself took, so the ratio holds all that the plugin
does: reading, judging and laying out.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import math
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from benchmarks.generate import generate

_SIZES = (1000, 3000)
_TODAY = "2026-09-14"
"""What is late hangs on the day; a fixed one gives the same pages every time."""
_MOST_OVERHEAD, _MOST_GROWTH = 1.5, 3.5
_MOST_CPU, _MOST_MEMORY, _MOST_KB = 60.0, 500.0, 40.0
_SETTINGS = """\
site_name: Benchmark
docs_dir: {docs}
site_dir: {site}
nav: [index.md]
not_in_nav: "*"
theme:
  name: material
  font: false
plugins:
{plugins}
"""
_PLUGIN = f"  - search\n  - handoff:\n      today: {_TODAY}\n"


@dataclass(frozen=True, slots=True)
class Sizes:
    """KB (1,000 bytes) of package pages, raw and through gzip; `by_type` has the largest of each type, `h1` to `h7`."""

    median: float
    ninetieth: float
    largest: float
    packed_median: float
    packed_largest: float
    by_type: dict[str, float]


@dataclass(frozen=True, slots=True)
class Built:
    """One repository: CPU seconds of both builds (medians), MiB of the plugin's build, its package pages.

    Attributes:
        count: packages.
        pages: HTML pages of either build.
        plugin: CPU seconds with the plugin.
        plain: CPU seconds of plain MkDocs.
        ratio: median of the ratios of the pairs.
        largest: MiB of the largest process.
        peak: MiB of all processes together; None where nobody looked.
        sizes: of the package pages.

    """

    count: int
    pages: int
    plugin: float
    plain: float
    ratio: float
    largest: float
    peak: float | None
    sizes: Sizes


def measure(root: Path, count: int, *, rounds: int = 1, peak: bool = False) -> Built:
    """Generate a repository and build it both ways.

    Args:
        root: a missing or empty folder for all of it.
        count: packages.
        rounds: pairs of builds.
        peak: look at the memory of all processes in one more build.

    Raises:
        RuntimeError: a command failed, or the two builds do not have the same pages.

    """
    generate(root, count, defects=0)
    written = root / "plain"
    processes.run((sys.executable, "-m", "handoff_lint", "site", "generate", str(written), "--today", _TODAY), cwd=root)
    ours = _prepared(root, "plugin.yml", "docs", _PLUGIN)
    plain = _prepared(root, "plain.yml", "plain", "  - search\n")
    pairs = [(processes.run(ours, cwd=root), processes.run(plain, cwd=root)) for _ in range(rounds)]
    pages = _pages(root / "plugin.yml.site")
    if pages != _pages(root / "plain.yml.site"):
        raise RuntimeError("the plugin and `handoff site generate` do not make the same pages")
    return Built(
        count,
        len(pages),
        statistics.median(one.cpu for one, _ in pairs),
        statistics.median(other.cpu for _, other in pairs),
        statistics.median(one.cpu / other.cpu for one, other in pairs),
        max(one.largest for one, _ in pairs),
        processes.peak_memory(ours, cwd=root) if peak else None,
        sizes(root / "plugin.yml.site"),
    )


def _prepared(root: Path, name: str, docs: str, plugins: str) -> tuple[str, ...]:
    """Write the settings of a build; gives its command."""
    (root / name).write_text(_SETTINGS.format(docs=docs, site=f"{name}.site", plugins=plugins), encoding="utf-8")
    return (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", name)


def _pages(site: Path) -> frozenset[str]:
    return frozenset(one.relative_to(site).as_posix() for one in site.rglob("*.html"))


def sizes(site: Path) -> Sizes:
    """How large the package pages of a built site are: those below a campaign's own page.

    Raises:
        RuntimeError: it has none.

    """
    pages = sorted(site.glob("campaigns/*/*/index.html"))
    texts = [one.read_bytes() for one in pages]
    if not texts:
        raise RuntimeError(f"{site} has no package pages")
    raw = [len(text) / 1000 for text in texts]
    packed = [len(gzip.compress(text, 6)) / 1000 for text in texts]
    by_type: dict[str, float] = {}
    for page, size in zip(pages, raw, strict=True):
        kind = page.parent.name.rpartition("-")[2]
        by_type[kind] = max(size, by_type.get(kind, 0))
    ninetieth = sorted(raw)[math.ceil(len(raw) * 0.9) - 1]
    return Sizes(
        statistics.median(raw),
        ninetieth,
        max(raw),
        statistics.median(packed),
        max(packed),
        dict(sorted(by_type.items())),
    )


def report(found: Sequence[Built]) -> str:
    """The figures as a Markdown table, and below it each target with whether it is met."""
    lines = [
        "| packages | pages | plugin CPU s | plain CPU s | ratio | largest process MiB | all processes MiB "
        "| page KB median / largest | gzip KB median / largest |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        peak = "" if one.peak is None else f"{one.peak:.0f}"
        lines.append(
            f"| {one.count:,} | {one.pages:,} | {one.plugin:.1f} | {one.plain:.1f} | {one.ratio:.2f} "
            f"| {one.largest:.0f} | {peak} | {one.sizes.median:.1f} / {one.sizes.largest:.1f} "
            f"| {one.sizes.packed_median:.1f} / {one.sizes.packed_largest:.1f} |"
        )
    for one in found:
        largest = ", ".join(f"{kind} {size:.1f}" for kind, size in one.sizes.by_type.items())
        lines += ["", f"{one.count:,}: 90 % of the pages up to {one.sizes.ninetieth:.1f} KB; the largest: {largest}"]
    return "\n".join([*lines, "", *_targets(found)])


def _targets(found: Sequence[Built]) -> list[str]:
    by_count = {one.count: one for one in found}
    asked = [(f"{one.count:,}: plugin to plain MkDocs", one.ratio, _MOST_OVERHEAD) for one in found]
    asked += [(f"{one.count:,}: largest package page, KB", one.sizes.largest, _MOST_KB) for one in found]
    small, large = by_count.get(1000), by_count.get(3000)
    if small and large:
        asked.append(("3,000 to 1,000 packages", large.plugin / small.plugin, _MOST_GROWTH))
    if large:
        asked.append(("3,000: CPU s", large.plugin, _MOST_CPU))
        asked.append(("3,000: MiB", max(large.largest, large.peak or 0), _MOST_MEMORY))
    return [
        f"- {name}: {value:.2f} (target ≤ {most:g}: {'yes' if value <= most else '**no**'})"
        for name, value, most in asked
    ]


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description="Measure what the site costs.")
    parser.add_argument("--sizes", default=",".join(map(str, _SIZES)))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peak", action="store_true", help="one more build to see the memory of all processes")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    found = []
    for count in map(int, given.sizes.split(",")):
        folder = Path(tempfile.mkdtemp(prefix="handoff-site-"))
        try:
            found.append(measure(folder, count, rounds=given.rounds, peak=given.peak))
        finally:
            shutil.rmtree(folder)
    if given.json:
        given.json.write_text(json.dumps([dataclasses.asdict(one) for one in found], indent=2), encoding="utf-8")
    print(report(found))


if __name__ == "__main__":
    main()
