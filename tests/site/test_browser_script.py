"""`scripts/browser.sh` on machines with and without a browser; what it calls is played by small programs in PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/browser.sh"
BROWSER = "echo Chromium 150"
BROKEN = "echo 'install the snap' >&2; exit 1"


class Machine:
    """A folder of programs, and the log of what was asked of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.home = folder / "home with space"
        self.env: dict[str, str] = {}
        for name in ("sh", "cat", "mktemp", "rm", "env", "chmod", "mkdir"):
            real = shutil.which(name)
            assert real is not None
            self.add(name, f'exec {real} "$@"')
        self.add("id", "echo 1000")
        self.add("python", "exit 1")

    def add(self, name: str, does: str) -> Path:
        """Puts a program into PATH, or at a path below the machine's folder."""
        file = self.folder / name if "/" in name else self.bin / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\necho "{file.name} $*" >>"{self.log}"\n{does}\n', encoding="utf-8")
        file.chmod(0o755)
        return file

    def makes(self, path: Path) -> str:
        """What a program does that installs a browser at `path`."""
        return f"mkdir -p '{path.parent}'; echo '#!/bin/sh' >'{path}'; chmod +x '{path}'"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs the script there."""
        env = {"PATH": str(self.bin), "HOME": str(self.home), "TEST_PYTHON": "python", "TMPDIR": str(self.folder)}
        env |= {"APPLICATIONS": str(self.folder / "Applications")} | self.env
        return subprocess.run(
            [shutil.which("sh") or "sh", SCRIPT, *arguments], env=env, capture_output=True, text=True, check=False
        )

    def asked(self, name: str) -> list[str]:
        """The calls of one program."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith(f"{name} ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_browser_of_the_system_is_taken(machine: Machine, name: str) -> None:
    there = machine.add(name, BROWSER)
    machine.add("apt-get", "exit 1")
    done = machine.run()
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{there}\n", "")
    assert machine.asked("apt-get") == []


@pytest.mark.parametrize("folder", ["Applications", "home with space/Applications"])
@pytest.mark.parametrize("name", ["Chromium", "Google Chrome"])
def test_a_browser_of_macos_is_taken(machine: Machine, folder: str, name: str) -> None:
    there = machine.add(f"{folder}/{name}.app/Contents/MacOS/{name}", BROWSER)
    done = machine.run()
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{there}\n", "")


def test_the_named_browser_goes_first(machine: Machine) -> None:
    machine.add("chromium", BROWSER)
    named = machine.add("elsewhere/my chrome", BROWSER)
    machine.env["HANDOFF_BROWSER"] = str(named)
    assert machine.run().stdout == f"{named}\n"
    machine.env["HANDOFF_BROWSER"] = "chromium"
    assert machine.run().stdout == f"{machine.bin / 'chromium'}\n"


def test_a_named_browser_that_does_not_run_is_an_error(machine: Machine) -> None:
    machine.add("chromium", BROWSER)
    machine.env["HANDOFF_BROWSER"] = "/nowhere/chromium"
    done = machine.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("HANDOFF_BROWSER=/nowhere/chromium does not run here.\n")


def test_a_program_that_only_has_the_name_is_passed_over(machine: Machine) -> None:
    machine.add("chromium", BROKEN)
    there = machine.add("google-chrome", BROWSER)
    assert machine.run().stdout == f"{there}\n"


def test_playwrights_own_is_taken_when_it_is_there(machine: Machine) -> None:
    there = machine.add("cache/chrome", BROWSER)
    machine.add("python", f"echo '{there}'")
    machine.add("apt-get", "exit 1")
    assert machine.run().stdout == f"{there}\n"
    assert machine.asked("apt-get") == []


def test_root_gets_debians(machine: Machine) -> None:
    machine.add("id", "echo 0")
    there = machine.bin / "chromium"
    machine.add("apt-get", f'case "$*" in *install*) {machine.makes(there)};; esac')
    done = machine.run()
    assert (done.returncode, done.stdout) == (0, f"{there}\n")
    assert done.stderr == "Getting a Chromium for the browser tests; this can take a minute or two.\n"
    assert machine.asked("apt-get") == [
        "apt-get -q update",
        "apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends chromium",
    ]
    assert list(machine.folder.glob("tmp.*")) == []


def test_sudo_without_a_password_gets_debians_too(machine: Machine) -> None:
    there = machine.bin / "chromium"
    machine.add("sudo", 'shift; exec "$@"')
    machine.add("true", "exit 0")
    machine.add("apt-get", f'case "$*" in *install*) {machine.makes(there)};; esac')
    assert machine.run().stdout == f"{there}\n"
    assert machine.asked("sudo")[1] == "sudo -n apt-get -q update"


@pytest.mark.parametrize("debian", ["no apt-get", "sudo wants a password", "package is missing", "only the snap"])
def test_otherwise_playwright_gets_one(machine: Machine, debian: str) -> None:
    there = machine.folder / "cache/chrome"
    machine.add("python", f'case "$*" in *install*) {machine.makes(there)};; *) echo "{there}";; esac')
    if debian != "no apt-get":
        machine.add("sudo", "exit 1")
        machine.add("apt-get", "exit 1")
    if debian in ("package is missing", "only the snap"):
        machine.add("id", "echo 0")
    if debian == "only the snap":
        machine.add("apt-get", "exit 0")
        machine.add("chromium", BROKEN)
    done = machine.run()
    assert (done.returncode, done.stdout) == (0, f"{there}\n")
    assert "python -m playwright install chromium" in machine.asked("python")


def test_where_nothing_works_it_says_why_and_what_to_do(machine: Machine) -> None:
    machine.add("sudo", "exit 1")
    machine.add("apt-get", "exit 1")
    machine.add("python", "echo 'cannot reach the server'; exit 1")
    done = machine.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "Getting a Chromium for the browser tests; this can take a minute or two.",
        "Debian's packages cannot be asked: you are not root, and sudo wants a password.",
        "cannot reach the server",
        "No Chromium was found, and getting one failed; the lines above say why.",
        "The browser tests need Chromium or Chrome. Install one and try again (Debian: sudo apt install chromium;",
        "macOS: brew install --cask chromium; anywhere: python -m playwright install --with-deps chromium),",
        "or name the one you have:  HANDOFF_BROWSER=/path/to/chromium make unit",
    ]


def test_looking_alone_installs_nothing(machine: Machine) -> None:
    machine.add("id", "echo 0")
    machine.add("apt-get", machine.makes(machine.bin / "chromium"))
    done = machine.run("--find")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("No Chromium was found.\nThe browser tests need Chromium or Chrome.")
    assert machine.asked("apt-get") == []


def test_the_test_command_gets_a_browser_before_the_tests() -> None:
    make = shutil.which("make")
    assert make is not None
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [make, "--dry-run", "test"], cwd=SCRIPT.parents[1], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.index("scripts/browser.sh") < done.stdout.index("-m pytest")
