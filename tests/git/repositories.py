"""Scratch repositories of handoffs: real Git, fixed people and days, nothing from the machine's own settings.

    repo = Repository(tmp_path)
    repo.settle("approved")          # settings, a brief and its sign-offs, each committed by whoever made it
    repo.branch("work")
    repo.replace(BRIEF, "300 commuters", "200 commuters")
    repo.commit("A smaller goal", by="maya.holt")
    assert repo.findings("--base", "main") == [...]

Days lie in 2021, whose calendar is that of 2027: long past, so that nothing is still to come by anybody's clock.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from handoff_lint import config, gates
from handoff_lint.evidence import keys
from handoff_lint.gates import Approvals, Gate
from handoff_lint.model import Campaign, Document
from handoff_lint.repository import Files, load_campaign, scan
from tests.git.texts import PEOPLE, brief, entry_text, text_of
from tests.running import Done, handoff

__all__ = ["BRIEF", "CAMPAIGN", "PACKAGE", "PEOPLE", "SECOND", "Repository", "brief", "text_of"]
CAMPAIGN = "docs/campaigns/spring-ride"
BRIEF = f"{CAMPAIGN}/01-brief/20210110_spring-ride_strategy-to-creative_v01.md"
SECOND = f"{CAMPAIGN}/01-brief/20210110_spring-ride_strategy-to-creative_v02.md"
PACKAGE = "spring-ride-h1"
TODAY = "2021-01-13"
Found = tuple[str, str]


@dataclass(frozen=True)
class Report:
    """What a check said, taken apart."""

    done: Done
    findings: list[dict[str, Any]]
    summary: dict[str, Any]

    @property
    def found(self) -> list[Found]:
        """(code, message) of each finding, in the order of the report."""
        return [(one["code"], one["message"]) for one in self.findings]

    def related(self, code: str) -> list[str]:
        """What the findings of a rule say about other places."""
        return [place["message"] for one in self.findings if one["code"] == code for place in one["related"]]


class Repository:
    """A repository in a folder; every step is a real git command."""

    def __init__(self, folder: Path, *, below: str = "", name: str = "repo") -> None:
        """Make an empty one.

        Args:
            folder: where.
            below: the folder of the handoff repository, from the work tree's top: empty, or `marketing`.
            name: of the new folder.

        """
        self.top = folder / name
        self.below = below
        self.environment = clean_environment(folder)
        self.root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def root(self) -> Path:
        """Where handoff.yml lies."""
        return self.top / self.below

    def git(
        self,
        *arguments: str,
        by: str = "maya.holt",
        on: str = "2021-01-12T12:00:00+00:00",
        fails: bool = False,
        given: bytes | None = None,
        env: Mapping[str, str] | None = None,
    ) -> str:
        """What a git command prints, run by a person (a handle, or an address; empty: whom git knows) at a moment."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env=self.environment | (person(by, on) if by else {}) | dict(env or {}),
            input=given if given is not None else b"",
            capture_output=True,
            check=False,
        )
        said = os.fsdecode(done.stdout + done.stderr)
        assert (done.returncode != 0) == fails, f"git {' '.join(arguments)}: {said}"
        return os.fsdecode(done.stdout).strip() if not fails else said

    # Files

    def write(self, path: str, text: str | bytes) -> None:
        """A file of the handoff repository."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str = BRIEF) -> str:
        """The text of a file."""
        return (self.root / path).read_bytes().decode()

    def replace(self, path: str, old: str, new: str) -> None:
        """Put one text, which stands there once, into the place of another."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def move(self, old: str, new: str) -> None:
        """Rename a file."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)

    def delete(self, path: str) -> None:
        """Take a file away."""
        (self.root / path).unlink()

    # History

    def commit(
        self, message: str = "A change", *, by: str = "maya.holt", on: str = "2021-01-12T12:00:00+00:00", **more: Any
    ) -> str:
        """Commit everything as it lies there; the new commit's full id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, by=by, on=on, **more)
        return self.at("HEAD")

    def at(self, name: str) -> str:
        """The full id of a commit."""
        return self.git("rev-parse", name)

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begin a branch and go there."""
        self.git("switch", "--quiet", "--create", name, start)

    def switch(self, name: str) -> None:
        """Go to a branch."""
        self.git("switch", "--quiet", name)

    # Handoffs

    def settle(self, status: str = "approved", *, settings: str = PEOPLE) -> Repository:
        """A main branch with settings and a brief: a draft, in review, or approved by Bea (quality) and Ana."""
        self.write("handoff.yml", settings)
        self.write(f"{CAMPAIGN}/campaign.md", text_of("campaign.md"))
        self.write(BRIEF, brief("draft"))
        self.commit("The brief", on="2021-01-11T09:00:00+00:00")
        if status != "draft":
            self.status(status="in_review")
            self.commit("Please look", on="2021-01-11T10:00:00+00:00")
        if status == "approved":
            self.approve()
        return self

    def status(self, status: str, path: str = BRIEF) -> None:
        """Set a brief's status."""
        lines = [f"status: {status}" if line.startswith("status: ") else line for line in self.read(path).split("\n")]
        self.write(path, "\n".join(lines))

    def approve(self, path: str = BRIEF) -> None:
        """Bea and Ana approve, each in a commit of their own; then the brief is called approved."""
        self.signed("quality", "bea.lind", path=path)
        self.signed("business", "ana.ruiz", path=path)
        self.status("approved", path)
        self.commit("Approved")

    def signed(self, gate: str, by: str, *, author: str = "", path: str = BRIEF, **more: Any) -> str:
        """Somebody signs and commits it: themselves, or under somebody else's name; the commit's id."""
        self.sign(gate, by, path=path, **more)
        return self.commit(f"{gate}: {by}", by=author or by)

    def sign(self, gate: str, by: str, *, path: str = BRIEF, key: Path | None = None, **fields: Any) -> str:
        """Write an entry with the true fingerprint at the end of a slot; its text.

        Args:
            gate: a gate, or `acceptance`.
            by: a handle.
            path: the package.
            key: a private key that signs it.
            fields: others than approved, at noon on 2021-01-12, this version, what stands there.

        """
        document = self.document(path)
        entry: dict[str, Any] = {
            "by": by,
            "decision": "accepted" if gate == gates.ACCEPTANCE else "approved",
            "at": "2021-01-12T11:00:00Z",
            "version": document.version,
            "content": self.fingerprint(gate, path),
            **({"statement": "I have what I need"} if gate == gates.ACCEPTANCE else {}),
            **fields,
        }
        if key:
            entry["sig"] = signature(document, gate, entry, key)
        text = entry_text(entry)
        self.insert(gate, text, path)
        return text

    def insert(self, gate: str, text: str, path: str = BRIEF) -> None:
        """Put the text of an entry at the end of a slot; `acceptance:` is made when it is not there yet."""
        lines = self.read(path).split("\n")
        if gate == gates.ACCEPTANCE:
            text = "\n".join(line[2:] for line in text.split("\n"))
            if "acceptance:" not in lines:
                lines.insert(lines.index("next_steps:"), "acceptance:")
            start, inner = lines.index("acceptance:") + 1, "  "
        else:
            start, inner = lines.index(f"  {gate}:", lines.index("signoffs:")) + 1, "    "
        while lines[start].startswith(inner):
            start += 1
        lines.insert(start, text.removesuffix("\n"))
        self.write(path, "\n".join(lines))

    def fingerprint(self, gate: str, path: str = BRIEF) -> str:
        """What a sign-off of a package binds, as it lies on the disk."""
        document, approvals = self._loaded(path)
        wanted: dict[str, Gate] = {one.name: one for one in approvals.required(document)} | {
            gates.ACCEPTANCE: gates.FULL
        }
        return approvals.fingerprint(document, wanted[gate])

    def document(self, path: str = BRIEF) -> Document:
        """A package as it lies on the disk."""
        return self._loaded(path)[0]

    def _loaded(self, path: str) -> tuple[Document, Approvals]:
        settings = config.load(self.root)
        for files in scan(settings).campaigns:
            campaign: Campaign = load_campaign(settings, files)[0]
            for document in campaign.packages:
                if document.path == path:
                    return document, Approvals(settings, campaign, Files(settings.tree).digest)
        raise AssertionError(f"there is no package {path}")

    # Checks

    def check(self, *arguments: str, by: str = "maya.holt", on: str = "2021-01-12T12:00:00+00:00") -> Report:
        """`handoff check --format json …` here, as if on 2021-01-13; a check that could not be done fails the test."""
        done = self.handoff("check", "--format", "json", "--today", TODAY, *arguments, by=by, on=on)
        assert (done.exit_code in (0, 1), done.stderr) == (True, ""), done.stderr
        report = json.loads(done.stdout)
        return Report(done, report["findings"], report["summary"])

    def findings(self, *arguments: str, by: str = "maya.holt", on: str = "2021-01-12T12:00:00+00:00") -> list[Found]:
        """(code, message) of each finding."""
        return self.check(*arguments, by=by, on=on).found

    def refused(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """What is said when a check cannot be done (exit 2)."""
        done = self.handoff("check", *arguments, env=env)
        assert (done.exit_code, done.stdout) == (2, ""), done
        return done.stderr

    def handoff(
        self,
        *arguments: str,
        by: str = "maya.holt",
        on: str = "2021-01-12T12:00:00+00:00",
        env: Mapping[str, str] | None = None,
    ) -> Done:
        """`handoff ARGUMENTS` here, in this process."""
        here = self.environment | person(by, on) | dict(env or {})
        with mock.patch.dict("os.environ", here, clear=True):
            return handoff(*arguments, "--root", str(self.root))

    def hook(self, *arguments: str) -> None:
        """Let every commit be checked first, by a hook as pre-commit writes it; its output goes to `hook.json`."""
        hook = Path(self.git("rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit"))
        hook.parent.mkdir(exist_ok=True)
        options = " ".join(("--staged", "--format", "json", "--today", TODAY, *arguments))
        hook.write_text(
            f"#!/bin/sh\nexec '{sys.executable}' -m handoff_lint check {options} "
            f"--root '{self.root}' --output '{self.top.parent / 'hook.json'}'\n",
            encoding="utf-8",
        )
        hook.chmod(0o755)

    def hooked(self) -> list[Found]:
        """What the hook said last."""
        report = json.loads((self.top.parent / "hook.json").read_text(encoding="utf-8"))
        return [(one["code"], one["message"]) for one in report["findings"]]


def clean_environment(home: Path) -> dict[str, str]:
    """The environment of git and handoff: no settings of the machine, no CI job, this project importable."""
    foreign = ("GIT_", "GITHUB_", "GITLAB_", "CI_", "SSH_", "COV_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign) and name != "CI"}
    return kept | {
        "HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }


def person(handle: str, on: str) -> dict[str, str]:
    """The variables that make somebody a commit's author and committer."""
    address = handle if "@" in handle else f"{handle}@workshop.example"
    found: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        found |= {f"GIT_{role}_NAME": handle, f"GIT_{role}_EMAIL": address, f"GIT_{role}_DATE": on}
    return found


def signature(document: Document, gate: str, entry: Mapping[str, Any], key: Path) -> str:
    """The signature of an entry, made by the real ssh-keygen."""
    from handoff_lint.signatures import signing, statement

    about = gates.Entry(
        "", entry["by"], entry["decision"], entry["at"], entry["version"], entry["content"], gate, entry
    )
    return signing.sign(keys.signed_bytes(document, about), key=key, namespace=statement.namespace("workshop.example"))
