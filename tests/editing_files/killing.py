"""Kills a command at many moments and looks at what it leaves behind.

For any verb that writes:

    killing.sweep(
        [sys.executable, "-m", "handoff_lint", "sign", …], repository, ["docs/…md"], scratch=tmp_path, env={…}
    )

Moments are of two kinds: before, after and (for writes) in the middle of each system call that changes a file, and
delays from 0 to the time that the command takes.
"""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handoff_lint.editing.writing import TEMPORARY

ROOT = Path(__file__).resolve().parents[2]
_DYING = Path(__file__).with_name("dying.py")
_PATIENCE = 60.0


@dataclass(frozen=True)
class Killed:
    """What one killed run left: `states` is `old` or `new` for each watched file, `orphans` are temporary files."""

    moment: str
    states: tuple[str, ...]
    orphans: tuple[str, ...]


@dataclass(frozen=True)
class _Trial:
    command: Sequence[str]
    repository: Path
    files: Sequence[str]
    scratch: Path
    env: Mapping[str, str]
    is_new: Callable[[str, bytes], bool] | None

    def copy(self, name: str) -> Path:
        """A fresh copy of the repository."""
        folder = self.scratch / name
        shutil.copytree(self.repository, folder, symlinks=True)
        return folder

    def start(self, folder: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, **self.env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def complete(self, folder: Path, command: Sequence[str]) -> None:
        """Run the command to its end; it must succeed."""
        process = self.start(folder, command)
        output, _ = process.communicate(timeout=_PATIENCE)
        assert process.returncode == 0, output.decode()

    def dying(self, moment: str, report: str = "-") -> list[str]:
        """The command, to be killed at a system call; only what Python runs can be watched."""
        assert self.command[0] == sys.executable, "only a Python command has moments"
        return [sys.executable, str(_DYING), moment, report, *self.command[1:]]

    def state(self, folder: Path, file: str, new: bytes) -> str:
        content = (folder / file).read_bytes()
        if content == (self.repository / file).read_bytes():
            return "old"
        whole = self.is_new(file, content) if self.is_new else content == new
        assert whole, f"{file} is torn: {len(content)} bytes"
        return "new"


def sweep(
    command: Sequence[str],
    repository: Path,
    files: Sequence[str],
    *,
    scratch: Path,
    env: Mapping[str, str] | None = None,
    runs: int = 60,
    is_new: Callable[[str, bytes], bool] | None = None,
) -> list[Killed]:
    """Kill the command at `runs` moments (more if there are more system calls to die at), each on a fresh copy.

    Asserts for each: every watched file is whole, old or new; nothing else in the repository changed; at most one
    temporary file for each watched file is left, with a name that Git ignores and the checks skip; and the next run,
    if nothing was written yet, ends well and removes it.

    Args:
        command: `[sys.executable, "-m", module, …]` or `[sys.executable, script, …]`, run in the copy.
        repository: is copied, never changed; `.git` is not looked at.
        files: the paths, from the repository's root, that the command changes.
        scratch: an empty folder for the copies.
        env: added to the environment.
        runs: how many moments.
        is_new: (path, content) → whether it is a complete new file; without it, it must equal that of a complete run
            (so fix the clock, or say it here).

    """
    trial = _Trial(command, repository, files, scratch, env or {}, is_new)
    reference = trial.copy("complete")
    begin = time.monotonic()
    trial.complete(reference, command)
    duration = time.monotonic() - begin
    new = [(reference / file).read_bytes() for file in files]
    assert all(content != (repository / file).read_bytes() for file, content in zip(files, new, strict=True))
    assert _tree(reference, files) == _tree(repository, files), "a complete run leaves something else"
    moments = _calls(trial)
    delays = max(runs - len(moments), 0)
    found = [_kill(trial, new, moment, None) for moment in moments]
    found += [_kill(trial, new, f"delay{number}", duration * number / max(delays - 1, 1)) for number in range(delays)]
    return found


def _calls(trial: _Trial) -> list[str]:
    """The moments around the system calls of a complete run."""
    folder, report = trial.copy("counted"), trial.scratch / "calls.json"
    trial.complete(folder, trial.dying("count", str(report)))
    shutil.rmtree(folder)
    names: list[str] = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{number}:{when}"
        for number, name in enumerate(names)
        for when in (("before", "half", "after") if name == "write" else ("before", "after"))
    ]


def _kill(trial: _Trial, new: Sequence[bytes], moment: str, delay: float | None) -> Killed:
    """One killed run on a fresh copy, judged."""
    folder = trial.copy(moment.replace(":", "-"))
    process = trial.start(folder, trial.command if delay is not None else trial.dying(moment))
    if delay is not None:
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    output, _ = process.communicate(timeout=_PATIENCE)
    assert process.returncode in ((-signal.SIGKILL, 0) if delay is not None else (-signal.SIGKILL,)), output.decode()
    states = tuple(trial.state(folder, file, content) for file, content in zip(trial.files, new, strict=True))
    before, after = _tree(trial.repository, trial.files), _tree(folder, trial.files)
    orphans = tuple(sorted(after.keys() - before.keys()))
    assert {path: content for path, content in after.items() if path not in orphans} == before, moment
    assert len(orphans) <= len(trial.files), orphans
    assert all(fnmatch.fnmatch(path.rpartition("/")[2], TEMPORARY) for path in orphans), orphans
    if orphans and "new" not in states:
        trial.complete(folder, trial.command)
        again = [trial.state(folder, file, content) for file, content in zip(trial.files, new, strict=True)]
        assert set(again) == {"new"}
        assert _tree(folder, trial.files) == before, f"{moment}: the next run does not clean up"
    shutil.rmtree(folder)
    return Killed(moment, states, orphans)


def _tree(folder: Path, without: Sequence[str]) -> dict[str, bytes]:
    """Path → content of everything but the watched files, `.git` and what Python compiles."""
    return {
        name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and (name := path.relative_to(folder).as_posix()) not in without
        and not name.startswith(".git/")
        and "__pycache__" not in name
    }
