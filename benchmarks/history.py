"""How long it takes to find out who brought a sign-off: `python benchmarks/history.py [--packages N] [--commits N]`.

Builds a repository with `git fast-import` (5,000 packages over 25,000 commits unless told otherwise), asks who
introduced every entry over the whole history, then who introduced those of the last ten commits. CPU seconds of this
process and of git, the smallest of three runs.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from handoff_lint.evidence.written import Entries
from handoff_lint.git import history
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git
from handoff_lint.reading.limits import Limits

_ROUNDS = 3
_BODY = "context: The workshop opened in May.\n" * 60


def fingerprint(package: int) -> str:
    """What stands for the fingerprint of a package."""
    return "sha256:" + hashlib.sha256(str(package).encode()).hexdigest()


def _content(package: int, edits: int, *, signed: bool) -> bytes:
    entry = (
        f"\n    - by: bea.lind\n      decision: approved\n      at: 2026-08-05T10:12:00Z\n      version: 1\n"
        f"      content: {fingerprint(package)}\n"
        if signed
        else "\n"
    )
    return f"---\ntype: strategy-to-creative\nedits: {edits}\nsignoffs:\n  quality:{entry}---\n{_BODY}".encode()


def stream(packages: int, commits: int) -> Iterator[bytes]:
    """A stream for `git fast-import`: each package is edited in turn and signed in its last edit."""
    rounds = max(commits // packages, 1)
    for number in range(rounds * packages):
        package, edit = number % packages, number // packages
        content = _content(package, edit, signed=edit == rounds - 1)
        message = f"Edit {number}".encode()
        yield b"commit refs/heads/main\n"
        yield f"committer bea <bea.lind@example.org> {1_700_000_000 + number} +0000\n".encode()
        yield b"data %d\n%s\n" % (len(message), message)
        yield f"M 100644 inline docs/campaigns/c{package // 7}/01-brief/p{package}.md\n".encode()
        yield b"data %d\n%s\n" % (len(content), content)


def _cpu() -> float:
    own, git = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + git.ru_utime + git.ru_stime


def measured(root: Path, revisions: str, wanted: dict[str, bytes]) -> float:
    """The smallest CPU time of some runs, each with a git of its own."""
    seconds = []
    for _ in range(_ROUNDS):
        began = _cpu()
        git = Git(root)
        blobs = Blobs(git)
        found = history.introductions(git, blobs, revisions, wanted, Entries(Limits()).in_file)
        blobs.close()
        seconds.append(_cpu() - began)
        if found.keys() != wanted.keys():
            raise RuntimeError(f"{len(found)} of {len(wanted)} entries were found")
    return min(seconds)


def wanted_in(packages: range, packages_in_all: int, commits: int) -> dict[str, bytes]:
    """Id of each package's entry → bytes that its file holds."""
    rounds = max(commits // packages_in_all, 1)
    found = {}
    for package in packages:
        (name,) = Entries(Limits()).in_file(_content(package, rounds - 1, signed=True))
        found[name] = fingerprint(package).encode()
    return found


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--packages", type=int, default=5000)
    parser.add_argument("--commits", type=int, default=25_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="handoff-history-") as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
        given = b"".join(stream(options.packages, options.commits))
        subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=given, check=True)
        subprocess.run(["git", "commit-graph", "write", "--reachable"], cwd=root, check=True, capture_output=True)
        everything = wanted_in(range(options.packages), options.packages, options.commits)
        last = wanted_in(range(options.packages - 10, options.packages), options.packages, options.commits)
        whole = measured(root, "main", everything)
        ten = measured(root, "main~10..main", last)
    print(f"{options.packages:,} packages, {options.commits:,} commits: {whole:.2f} s CPU (target 5)")
    print(f"ten commits: {ten:.3f} s CPU (target 0.15)")


if __name__ == "__main__":
    main()
