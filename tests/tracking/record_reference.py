"""Writes `reference.json`: sample sizes and effects as statsmodels works them out.

The project does not need statsmodels; run this in an environment of its own:
    python -m venv /tmp/reference && /tmp/reference/bin/pip install statsmodels==0.15.0
    /tmp/reference/bin/python tests/tracking/record_reference.py
"""

from __future__ import annotations

import importlib
import itertools
import json
from pathlib import Path
from typing import Any

BASELINES = (0.002, 0.01, 0.04, 0.042, 0.18, 0.3, 0.5, 0.75)
CHANGES = (-0.3, -0.1, 0.05, 0.2, 0.25, 0.33)
RISKS = ((0.05, 0.8), (0.05, 0.9), (0.01, 0.8), (0.1, 0.95))
SAMPLES = (250, 1923, 6745, 40000)


def main() -> None:
    """Work everything out and write it beside this file."""
    proportion: Any = importlib.import_module("statsmodels.stats.proportion")
    optimize: Any = importlib.import_module("scipy.optimize")
    version = importlib.import_module("statsmodels").__version__

    def needed(baseline: float, expected: float, alpha: float, power: float) -> float:
        found = proportion.samplesize_proportions_2indep_onetail(
            expected - baseline, baseline, power, ratio=1, alpha=alpha, value=0, alternative="two-sided"
        )
        return float(found)

    sizes = [
        [baseline, round(baseline * (1 + change), 6), alpha, power]
        for baseline, change, (alpha, power) in itertools.product(BASELINES, CHANGES, RISKS)
    ]
    effects = []
    for baseline, sample, (alpha, power) in itertools.product(BASELINES, SAMPLES, RISKS):
        ends = [needed(baseline, share, alpha, power) - sample for share in (baseline * (1 + 1e-6), 1 - 1e-9)]
        if ends[1] < 0:
            share = optimize.brentq(
                lambda share, *rest: needed(rest[0], share, rest[2], rest[3]) - rest[1],
                baseline * (1 + 1e-6),
                1 - 1e-9,
                args=(baseline, sample, alpha, power),
                xtol=1e-14,
            )
            effects.append([baseline, sample, alpha, power, share / baseline - 1])
    rows = {
        "statsmodels": version,
        "sample_sizes": [[*row, needed(*row)] for row in sizes],
        "effects": effects,
    }
    text = json.dumps(rows).replace("[[", "[\n[").replace("], [", "],\n[").replace("]]", "]\n]")
    Path(__file__).with_name("reference.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
