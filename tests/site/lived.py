"""The demo as its team lived it: a Git repository in which everybody has committed their own sign-offs, day by day.

The demo in this project's own history was committed by its maintainers, so nothing proves who signed; a site that
shows what sign-offs prove needs a history like that of a real team.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handoff_lint.reading import fast
from handoff_lint.reading.limits import Limits
from tests.git.repositories import clean_environment
from tests.timeline.stages import as_of

MAINTAINER = "ruth.abara"
_PERSON = re.compile(r"^  ([a-z]+\.[a-z]+):\n", re.MULTILINE)
_DATED = ("signoffs", "acceptance")


def lived(target: Path, last: datetime.date, scratch: Path) -> Path:
    """Make the repository.

    Args:
        target: a folder that is not there yet.
        last: the day whose evening it shows.
        scratch: an empty folder for what lies between.

    Returns:
        the target.

    """
    desk = _Desk(target, clean_environment(scratch))
    day = datetime.date(2026, 8, 3)
    while day <= last:
        evening = scratch / day.isoformat()
        with contextlib.redirect_stdout(io.StringIO()):
            as_of(evening, day.isoformat())
        people = evening / "config/people.yml"
        people.write_text(_PERSON.sub(r"\g<0>    emails: [\1@larkfield.example]\n", people.read_text(encoding="utf-8")))
        desk.live(evening, day)
        shutil.rmtree(evening)
        day += datetime.timedelta(days=1)
    return target


class _Desk:
    """Where the team commits."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.root = root
        self._environment = environment
        root.mkdir(parents=True)
        self._git("init", "--quiet", "--initial-branch=main")

    def live(self, evening: Path, day: datetime.date) -> None:
        """Commit what is new in the evening: files by their owners, then each decision by whoever made it."""
        packages: list[tuple[Path, dict[str, Any], str]] = []
        for path in sorted(evening.rglob("*")):
            if path.is_dir():
                continue
            there = self.root / path.relative_to(evening)
            if not (there.exists() and there.read_bytes() == path.read_bytes()):
                if path.suffix == ".md" and path.parent.parent.name == "dockside-launch":
                    packages.append((there, *_parts(path)))
                    continue
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, there)
        self._commit("Settings and pieces", MAINTAINER, f"{day}T07:00:00+01:00")
        for there, data, body in packages:
            before = _parts(there)[0] if there.exists() else {}
            new = [one for one in _decisions(data) if one not in list(_decisions(before))]
            for known in range(len(new) + 1):
                later = new[known:]
                _write(there, _without(data, later), body)
                by = new[known - 1]["by"] if known else data["from"]["owner"]
                at = new[known - 1]["at"] if known else f"{day}T08:00:00+01:00"
                self._commit(f"{there.stem}: {'decision' if known else 'text'}", by, at)

    def _commit(self, message: str, by: str, at: str) -> None:
        self._git("add", "--all")
        if self._git("status", "--porcelain"):
            who = {"NAME": by, "EMAIL": f"{by}@larkfield.example", "DATE": at}
            roles = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in who.items()}
            self._git("commit", "--quiet", "--message", message, **roles)

    def _git(self, *arguments: str, **more: str) -> str:
        environment = {**os.environ, **self._environment, **more}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    data: dict[str, Any] = fast.load(front, Limits())
    return data, body


def _write(path: Path, data: dict[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{json.dumps(data, indent=2, ensure_ascii=False)}\n---\n{body}", encoding="utf-8")


def _decisions(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entries in (*data.get("signoffs", {}).values(), data.get("acceptance", [])):
        yield from (one for one in entries if "at" in one)


def _without(data: dict[str, Any], later: list[dict[str, Any]]) -> dict[str, Any]:
    found = dict(data)
    if "signoffs" in data:
        found["signoffs"] = {
            gate: [one for one in entries if one not in later] for gate, entries in data["signoffs"].items()
        }
    if "acceptance" in data:
        found["acceptance"] = [one for one in data["acceptance"] if one not in later]
    return found
