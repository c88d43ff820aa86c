"""What the packaging tests share: a release of the working tree, made in a scratch folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

# A test run that Git or pre-commit started (as a hook) must not act on that repository, and nobody's
# own settings have a say in where packages go.
FOREIGN = ("COVERAGE_", "COV_", "GIT_", "PRE_COMMIT", "PYTEST_", "PYTHON", "VIRTUALENV_")
UNWANTED = {"PIP_PREFIX", "PIP_TARGET", "PIP_USER", "SKIP", "VIRTUAL_ENV"}


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root of the working tree."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Return a way to run a command; standard output and error come back as one text."""
    home = tmp_path_factory.mktemp("packaging-home")
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(FOREIGN) and name not in UNWANTED
    } | {
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PRE_COMMIT_COLOR": "never",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PYTHONUTF8": "1",
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "VIRTUALENV_OVERRIDE_APP_DATA": str(home / "virtualenv"),
    }

    def run(*command: str | Path, cwd: Path, expect: int = 0) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=900,
        )
        called = " ".join(map(str, command))
        assert done.returncode == expect, f"exit {done.returncode}, not {expect}: {called}\n{done.stdout}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory, project: Path, run: Callable[..., str]) -> Path:
    """Return a Git repository with one commit: all that Git would take of the working tree, as it is now."""
    clone = tmp_path_factory.mktemp("release") / "handoff-lint"
    safe = f"safe.directory={project.as_posix()}"  # the tree may belong to someone else than CI's user
    listed = run("git", "-c", safe, "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=project)
    for name in sorted(set(listed.split("\0")) - {""}):
        source, copy = project / name, clone / name
        if source.is_file() or source.is_symlink():  # else deleted, and not committed yet
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy, follow_symlinks=False)
    run("git", "init", "--quiet", "--initial-branch=main", cwd=clone)
    run("git", "add", "--all", cwd=clone)
    run("git", "commit", "--quiet", "--no-verify", "-m", "Release", cwd=clone)
    return clone


@pytest.fixture
def campaign(tmp_path: Path, release: Path) -> Path:
    """Return a copy of the demo in a folder of its own: the documents and the settings, no Git."""
    copy = tmp_path / "marketing"
    shutil.copytree(release / "docs", copy / "docs")
    shutil.copytree(release / "config", copy / "config")
    shutil.copy2(release / "handoff.yml", copy)
    return copy


@pytest.fixture
def brief(campaign: Path) -> Path:
    """Return the brief in that copy; without its key `quality_owner` it is faulty."""
    folder = campaign / "docs/campaigns/dockside-launch/01-brief"
    path = folder / "20260803_dockside-launch_strategy-to-creative_v02.md"
    assert "\nquality_owner:" in path.read_text(encoding="utf-8")
    return path
