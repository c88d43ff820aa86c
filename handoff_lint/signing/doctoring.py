"""What must be in place for sign-offs to be believed: looked at one by one, for `handoff doctor`."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handoff_lint import roster
from handoff_lint.change import LEVELS
from handoff_lint.config import FILE, Config
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import policy
from handoff_lint.forge import codeowners
from handoff_lint.forge.model import Forge
from handoff_lint.git import revisions
from handoff_lint.git.process import Git
from handoff_lint.words import listed

State = Literal["ok", "warning", "problem"]
OLDEST = (2, 25)
_WORKFLOWS = ".github/workflows"
_GITLAB = ".gitlab-ci.yml"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: what, in a word or two.
        words: how it is.
        help: what to do; empty when it is well.

    """

    about: str
    state: State
    words: str
    help: str = ""


def examine(config: Config) -> list[Finding]:
    """Look at everything.

    Raises:
        GitError: git is missing, or the folder is in no repository.

    """
    git = Git(Path(config.root))
    return [
        _version(git),
        _history(git),
        _base(git),
        _hook(git),
        _person(config, git),
        *_addresses(config),
        *_owners(config, git),
        *_levels(config),
        _job(git),
    ]


def _version(git: Git) -> Finding:
    said = git.run("version").decode()
    found = re.search(r"(\d+)\.(\d+)", said)
    number = (int(found[1]), int(found[2])) if found else (0, 0)
    if number < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        return Finding("git", "problem", f"{said.strip()} is too old.", f"Install git {wanted} or newer.")
    return Finding("git", "ok", said.strip())


def _history(git: Git) -> Finding:
    if revisions.is_shallow(git):
        return Finding(
            "history",
            "problem",
            "This clone holds only a part of the history, so nobody can say who added what.",
            "git fetch --unshallow   (in a GitHub job: fetch-depth: 0; in GitLab: GIT_DEPTH: 0)",
        )
    return Finding("history", "ok", "The whole history is here.")


def _base(git: Git) -> Finding:
    for name in ("origin/HEAD", "origin/main", "origin/master", "main", "master"):
        status, _, _ = git.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if not status:
            return Finding("base", "ok", f"Changes can be compared with {name}.")
    return Finding(
        "base", "warning", "There is no branch main or origin/main.", "git fetch origin, or name yours with --base."
    )


def _hook(git: Git) -> Finding:
    configured = git.top / ".pre-commit-config.yaml"
    folder = git.top / os.fsdecode(git.run("rev-parse", "--git-path", "hooks").rstrip(b"\n"))
    ours = configured.is_file() and "handoff-check" in configured.read_text(encoding="utf-8", errors="replace")
    if not ours:
        return Finding(
            "hook",
            "warning",
            "Commits are not checked: .pre-commit-config.yaml does not name handoff-check.",
            "Add the hook (README), then run  pre-commit install.",
        )
    if not (folder / "pre-commit").is_file():
        return Finding("hook", "warning", "The hook is set up, and not installed in this clone.", "pre-commit install")
    return Finding("hook", "ok", "Commits are checked.")


def _person(config: Config, git: Git) -> Finding:
    address = revisions.author_of_next_commit(git)
    if not address:
        return Finding(
            "you", "warning", "Git does not know your e-mail address.", "git config user.email you@example.com"
        )
    handle = policy.whose(config, address)
    if handle:
        return Finding("you", "ok", f"{address} is {roster.name_of(config, handle)}.")
    if not config.people:
        return Finding("you", "ok", f"{address}; the settings keep no list of people.")
    return Finding(
        "you",
        "warning",
        f"Nobody on the list of people has the address {address}.",
        "Add it under people, or set yours.",
    )


def _addresses(config: Config) -> Iterator[Finding]:
    minimum = config.evidence.get("minimum", "commit")
    missing = [handle for handle in config.people if not policy.addresses(config, handle)]
    if missing and minimum != "recorded":
        yield Finding(
            "addresses",
            "problem",
            f"Without an e-mail address nobody can prove who committed: {listed(missing, conjunction='and')}.",
            "Add  email:  to each, or a pattern: organisation: {email: '{handle}@example.com'}",
        )


def trust_files(config: Config) -> list[str]:
    """The files on which trust rests, that are there: settings, keys, and who owns files."""
    found = {FILE, *config.sources.values()}
    found |= {path for path in policy.KEY_FILES if config.tree.exists(path)}
    return sorted(found)


def _owners(config: Config, git: Git) -> Iterator[Finding]:
    forge = Forge.GITLAB if (git.top / _GITLAB).is_file() else Forge.GITHUB
    path = codeowners.locate(forge, lambda name: (git.top / name).is_file())
    files = [f"{git.prefix}{name}" for name in trust_files(config)]
    jobs = (
        [_GITLAB]
        if forge is Forge.GITLAB
        else sorted(f"{_WORKFLOWS}/{one.name}" for one in (git.top / _WORKFLOWS).glob("*.y*ml"))
    )
    if not path:
        yield Finding(
            "owners",
            "problem",
            "There is no CODEOWNERS file, so anybody can change who may sign.",
            f"Create one that gives {FILE}, config/ and itself to those who answer for them (docs/guides/trust.md).",
        )
        return
    owners = codeowners.parse((git.top / path).read_text(encoding="utf-8", errors="replace"), path, forge)
    bare = [one.path for one in owners.ownerships([*files, *jobs, path]) if not one.is_owned]
    if bare:
        yield Finding(
            "owners",
            "problem",
            f"Nobody owns {listed(bare, conjunction='and')}.",
            f"Give each of them an owner in {path}.",
        )
    else:
        yield Finding("owners", "ok", f"{path} gives all files that trust rests on an owner.")


def _today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()


def _levels(config: Config) -> Iterator[Finding]:
    for kind, gates in config.gates.items():
        for name, gate in gates.items():
            level = max(
                (one for one in (gate["evidence"], config.evidence.get("minimum", "commit")) if one), key=LEVELS.index
            )
            if config.systems.get(kind) == "off" or level not in ("signature", "forge"):
                continue
            able = [one for one in roster.signers(config, gate["role"], _today()) if one in config.people]
            yield from (_keys if level == "signature" else _accounts)(config, kind, name, able)


def _keys(config: Config, kind: str, gate: str, able: list[str]) -> Iterator[Finding]:
    from handoff_lint.evidence import keys  # noqa: PLC0415 - loads cryptography

    about = f"{kind}: {gate}"
    if shutil.which("ssh-keygen") is None:
        yield Finding("keys", "problem", "ssh-keygen is missing, which signing needs.", "Install OpenSSH.")
    try:
        known = keys.load(config, config.tree)
    except HandoffError as error:
        yield Finding(about, "problem", error.message, error.help)
        return
    principals = {name for signer in known.allowed.signers for name in signer.principals}
    without = [one for one in able if principals.isdisjoint({one, *policy.addresses(config, one)})]
    for fault in known.allowed.faults:
        yield Finding(about, "problem", f"{policy.ALLOWED_SIGNERS}, line {fault.line} does not count.", fault.reason)
    if without:
        names = listed([roster.name_of(config, one) for one in without], conjunction="and")
        yield Finding(
            about,
            "problem",
            f"{policy.ALLOWED_SIGNERS} has no key of {names}.",
            "Add a line with the public key of each.",
        )
    else:
        yield Finding(about, "ok", "Everybody who signs there has a key.")


def _accounts(config: Config, kind: str, gate: str, able: list[str]) -> Iterator[Finding]:
    without = [one for one in able if not config.people[one].get("accounts")]
    about = f"{kind}: {gate}"
    if without:
        names = listed([roster.name_of(config, one) for one in without], conjunction="and")
        yield Finding(
            about, "problem", f"No account number is known of {names}.", "Add  accounts: {github: NUMBER}  to each."
        )
    else:
        yield Finding(
            about,
            "ok",
            "Everybody who approves there has an account. Check that new commits dismiss old approvals only if you "
            "want them to.",
        )


def _job(git: Git) -> Finding:
    files = [*(git.top / _WORKFLOWS).glob("*.y*ml"), *(one for one in [git.top / _GITLAB] if one.is_file())]
    texts = [one.read_text(encoding="utf-8", errors="replace") for one in files]
    checking = [text for text in texts if "handoff check" in text or "handoff-check" in text]
    if not checking:
        return Finding(
            "job",
            "warning",
            "No CI job runs `handoff check`.",
            "Copy one from docs/guides/trust.md: a hook can be skipped.",
        )
    if not any(re.search(r"fetch-depth:\s*0|GIT_DEPTH:\s*[\"']?0", text) for text in checking):
        return Finding(
            "job",
            "problem",
            "The CI job does not fetch the whole history.",
            "fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab)",
        )
    return Finding("job", "ok", "A CI job checks every change.")
