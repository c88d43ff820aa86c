"""Verification in process beside `ssh-keygen -Y verify`: `python -m benchmarks.signatures [--rounds 7] [--json FILE]`.

Makes a key of each kind that ssh-keygen makes without a device, signs one statement with it, and asks both judges in
turns, so that a slow moment of the machine hits both. Figures are medians over the rounds, in milliseconds for one
verification; `first` is with a key that was not met before, as in a run where everybody signs once.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from handoff_lint.signatures import allowed_signers, keys
from handoff_lint.signatures.allowed_signers import AllowedSigners
from handoff_lint.signatures.signing import sign
from handoff_lint.signatures.statement import namespace, statement
from handoff_lint.signatures.verify import verify

KINDS = {
    "ssh-ed25519": ("ed25519", ""),
    "ecdsa-sha2-nistp256": ("ecdsa", "256"),
    "ecdsa-sha2-nistp384": ("ecdsa", "384"),
    "ecdsa-sha2-nistp521": ("ecdsa", "521"),
    "rsa-sha2-512, 3072 bits": ("rsa", "3072"),
}
TARGET = 0.3
"""Milliseconds for one verification in process."""
_ROUNDS = 7
_IN_PROCESS, _WHOLE = 200, 10
"""Verifications of a round."""
_PERSON, _NAMESPACE = "yuki.farrow", namespace("example.com")
_MESSAGE = statement(
    package="dockside-launch-h2",
    content="sha256:" + "9f" * 32,
    gate="quality",
    by=_PERSON,
    decision="approved",
    at="2026-08-05T10:12:00Z",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds for one verification of a kind of key."""

    first: float
    again: float
    ssh_keygen: float


@dataclass(frozen=True, slots=True)
class _Judges:
    """Both ways to ask about one signature."""

    written: str
    allowed: AllowedSigners
    command: Sequence[str]

    def first(self) -> None:
        keys.from_blob.cache_clear()
        self.again()

    def again(self) -> None:
        now = datetime.datetime.now(datetime.UTC)
        found = verify(self.written, _MESSAGE, person=_PERSON, namespace=_NAMESPACE, allowed=self.allowed, now=now)
        assert found.good, found.reason

    def ssh_keygen(self) -> None:
        subprocess.run(self.command, input=_MESSAGE, stdout=subprocess.DEVNULL, check=True)


def measure(folder: Path, rounds: int, *, in_process: int = _IN_PROCESS, whole: int = _WHOLE) -> dict[str, Cost]:
    """Kind of key → its cost."""
    judges = {name: _prepare(folder / str(number), *kind) for number, (name, kind) in enumerate(KINDS.items())}
    taken: dict[str, list[Cost]] = {name: [] for name in judges}
    for turn in range(rounds):
        print(f"… round {turn + 1}", file=sys.stderr)
        for name, one in judges.items():
            cost = Cost(_each(one.first, in_process), _each(one.again, in_process), _each(one.ssh_keygen, whole))
            taken[name].append(cost)
    return {name: _median(costs) for name, costs in taken.items()}


def _prepare(path: Path, kind: str, bits: str) -> _Judges:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SystemExit("ssh-keygen is missing: install OpenSSH (Debian, Ubuntu: apt-get install openssh-client)")
    size = ["-b", bits] if bits else []
    subprocess.run([program, "-q", "-t", kind, *size, "-N", "", "-f", str(path)], check=True)
    written = sign(_MESSAGE, key=path, namespace=_NAMESPACE)
    content = f"{_PERSON} ".encode() + Path(f"{path}.pub").read_bytes()
    allowed, signature = path.with_suffix(".allowed"), path.with_suffix(".sig")
    allowed.write_bytes(content)
    signature.write_text(f"-----BEGIN SSH SIGNATURE-----\n{written}\n-----END SSH SIGNATURE-----\n", encoding="ascii")
    command = [program, "-Y", "verify", "-I", _PERSON, "-n", _NAMESPACE, "-s", str(signature), "-f", str(allowed)]
    return _Judges(written, allowed_signers.parse(content, "allowed_signers"), command)


def _each(ask: Callable[[], None], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - started) / times * 1000


def _median(costs: Sequence[Cost]) -> Cost:
    first, again, whole = (
        statistics.median(getattr(cost, name) for cost in costs) for name in ("first", "again", "ssh_keygen")
    )
    return Cost(first, again, whole)


def report(costs: Mapping[str, Cost], machine: str) -> str:
    """Everything as Markdown."""
    lines = [
        "# Signatures",
        machine,
        "",
        "| key | first ms | again ms | ssh-keygen ms | ratio | target | met |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, cost in costs.items():
        met = "yes" if cost.first <= TARGET else "**no**"
        ratio = cost.ssh_keygen / cost.first
        lines.append(
            f"| {name} | {cost.first:.3f} | {cost.again:.3f} | {cost.ssh_keygen:.1f} | 1/{ratio:.0f} "
            f"| ≤ {TARGET:g} ms | {met} |"
        )
    return "\n".join(lines) + "\n"


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    today = f"{datetime.datetime.now().astimezone():%Y-%m-%d}"
    ssh = subprocess.run(["ssh", "-V"], capture_output=True, check=True, text=True).stderr.strip()
    system = f"{_processor()}, {cores} cores, {platform.system()}, Python {platform.python_version()}"
    return f"{today}, {system}; cryptography {version('cryptography')}, {ssh}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Measure the verification of signatures.")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"rounds (default: {_ROUNDS})")
    parser.add_argument("--json", type=Path, help="also write the raw figures to this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as folder:
        costs = measure(Path(folder), given.rounds)
    print(report(costs, _machine()), end="")
    if given.json:
        given.json.write_text(json.dumps({name: asdict(cost) for name, cost in costs.items()}, indent=2), "utf-8")


if __name__ == "__main__":
    main()
