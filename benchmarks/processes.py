"""Runs a command and measures the whole of it: CPU of the process and its children, wall time, memory.

For Linux and macOS; Windows has no `wait4`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.01
_KIB_PER_MIB = 1024
_LARGEST_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""macOS gives the largest size in bytes, Linux in KiB."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds; the largest process in MiB."""

    cpu: float
    wall: float
    largest: float


def run(command: Sequence[str], *, cwd: Path, codes: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end.

    Args:
        command: program and arguments; its output goes nowhere.
        cwd: where to run it.
        codes: exit codes that mean it worked.

    Raises:
        RuntimeError: it ended with another code, with what it wrote to standard error.

    """
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        words = process.stderr.read()
        # wait4 counts children that the process itself has waited for, which a pool of workers is.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)[:200]} ended with {process.returncode}: {words.decode()[-500:]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / _LARGEST_PER_MIB)


def peak_memory(command: Sequence[str], *, cwd: Path) -> float | None:
    """MiB of the process and its children together at their peak, each shared page once; None outside of Linux.

    Looking costs time of its own, so a run that is looked at is no run for the clock.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    peak = 0
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, _family(process.pid))))
            time.sleep(_INTERVAL)
    return peak / _KIB_PER_MIB


def _family(pid: int) -> list[int]:
    """A process and its children's children; those that end while we look are left out."""
    found = [pid]
    for one in found:
        try:
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        except OSError:
            continue
    return found


def _proportional(pid: int) -> int:
    """KiB of a process; a page that several share counts in parts (Pss)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
