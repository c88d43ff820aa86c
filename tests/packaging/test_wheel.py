"""The wheel: what is in it, and that it works where nothing of the working tree is."""

from __future__ import annotations

import os
import sys
import zipfile
from email.parser import Parser
from typing import TYPE_CHECKING

import pytest

import handoff_lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# On one worker, so that the wheel is built and installed once.
pytestmark = pytest.mark.xdist_group("wheel")

VERSION = handoff_lint.__version__
META = f"handoff_lint-{VERSION}.dist-info"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, release: Path, run: Callable[..., str]) -> Path:
    """Return the wheel, built from the release with the build backend that is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=release)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory, release: Path, wheel: Path, run: Callable[..., str]) -> Path:
    """Return the folder of programs of a fresh environment with the pinned packages and the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "env", cwd=folder)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", release / "requirements" / "run.txt", cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    run(programs / "python", "-m", "pip", "check", cwd=folder)
    return programs


def files_under(folder: Path) -> set[str]:
    """List the files below a folder, by their paths from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_wheel_holds_the_package_and_the_schemas_and_nothing_else(wheel: Path, release: Path) -> None:
    assert wheel.name == f"handoff_lint-{VERSION}-py3-none-any.whl"
    package = {f"handoff_lint/{name}" for name in files_under(release / "handoff_lint")}
    schemas = {f"handoff_lint/schemas/{name}" for name in files_under(release / "schemas")}
    about = {f"{META}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert sorted(names) == sorted(package | schemas | about)
    assert "handoff_lint/py.typed" in package
    assert any(name.endswith(".json") for name in schemas)
    assert {name for name in names if "defaults" in name}, "the default settings are missing"
    assert not {name for name in names if "tests" in name.split("/")}


def test_wheel_says_what_it_is_and_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read(f"{META}/METADATA").decode("utf-8"))
        programs = archive.read(f"{META}/entry_points.txt").decode("utf-8")
    assert metadata["Name"] == "handoff-lint"
    assert metadata["Version"] == VERSION
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert programs.splitlines() == [
        "[console_scripts]",
        "handoff = handoff_lint.cli:main",
        "handoff-lint = handoff_lint.cli:main",
        "",
        "[mkdocs.plugins]",
        "handoff = handoff_lint.site.plugin:HandoffPlugin",
    ]


@pytest.mark.parametrize("name", ["handoff", "handoff-lint"])
def test_both_programs_tell_the_version(scripts: Path, tmp_path: Path, run: Callable[..., str], name: str) -> None:
    assert VERSION in run(scripts / name, "--version", cwd=tmp_path).split()


def test_installed_program_runs_the_installed_code(scripts: Path, tmp_path: Path, run: Callable[..., str]) -> None:
    place = run(scripts / "python", "-c", "import handoff_lint; print(handoff_lint.__file__)", cwd=tmp_path)
    assert place.startswith(str(scripts.parent))


def test_installed_program_checks_the_demo(scripts: Path, campaign: Path, brief: Path, run: Callable[..., str]) -> None:
    elsewhere = campaign.parent
    run(scripts / "handoff", "check", "--root", campaign, cwd=elsewhere)
    run(scripts / "handoff", "check", cwd=campaign)

    good = brief.read_text(encoding="utf-8")
    faulty = good.replace("\nquality_owner:", "\nqualty_owner:", 1)
    brief.write_text(faulty, encoding="utf-8", newline="\n")
    said = run(scripts / "handoff", "check", "--root", campaign, cwd=elsewhere, expect=1)
    assert "HF103" in said
    assert brief.name in said
