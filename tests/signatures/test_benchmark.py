from __future__ import annotations

from pathlib import Path

from benchmarks import signatures
from benchmarks.signatures import Cost


def test_every_kind_of_key_is_measured(tmp_path: Path) -> None:
    costs = signatures.measure(tmp_path, 1, in_process=1, whole=1)
    assert list(costs) == list(signatures.KINDS)
    assert all(min(cost.first, cost.again, cost.ssh_keygen) > 0 for cost in costs.values())


def test_the_report_says_what_is_met_and_missed() -> None:
    costs = {"ssh-ed25519": Cost(0.2, 0.125, 10.0), "rsa": Cost(0.31, 0.1, 6.2)}
    assert signatures.report(costs, "Today, here.").splitlines() == [
        "# Signatures",
        "Today, here.",
        "",
        "| key | first ms | again ms | ssh-keygen ms | ratio | target | met |",
        "|---|---|---|---|---|---|---|",
        "| ssh-ed25519 | 0.200 | 0.125 | 10.0 | 1/50 | ≤ 0.3 ms | yes |",
        "| rsa | 0.310 | 0.100 | 6.2 | 1/20 | ≤ 0.3 ms | **no** |",
    ]
