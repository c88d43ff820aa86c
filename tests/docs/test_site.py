"""README, the site and the demo: what they promise is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from handoff_lint.validation import store
from scripts import demo

from .guides import GUIDES, ROOT, block

README = ROOT / "README.md"


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


class _Requests(HTMLParser):
    """Collects what a browser would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"script": "src", "img": "src", "link": "href", "iframe": "src"}.get(tag)
        self.found += [value for name, value in attrs if name == wanted and value]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site; building it strictly must say nothing."""
    folder = tmp_path_factory.mktemp("site")
    built = run(
        sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder), NO_MKDOCS_2_WARNING="1"
    )
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    return folder


def test_the_menu_names_every_hub(site: Path) -> None:
    named = set()
    for page in ("board", "playbook", "kb"):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        menu = text[text.index('data-md-type="navigation"') : text.index('data-md-type="toc"')]
        named |= set(re.findall(r'class="md-ellipsis">\s*(.*?)\s*</span>', menu))
    work = {"Today", "Board", "My work", "Calendar", "Campaigns"}
    playbook = {"Handoff by handoff", "Handoff map", "People and roles", "Glossary", "Tags", "Rules in force"}
    learnt = {"Knowledge base", "Lessons", "Metrics"}
    assert (work | playbook | learnt) - named == set()


def test_the_site_has_every_page_and_the_demo_as_pages(site: Path) -> None:
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert {"rules/HF101", "reference/cli", "guides/start", "guides/signoffs"} <= pages
    for name in store.handoff_types():
        assert {f"reference/fields/{name}", f"reference/templates/{name}"} <= pages
    assert {"playbook/strategy-to-creative", "campaigns/dockside-launch/dockside-launch-h7", "guides/publish"} <= pages
    assert [path for path in site.rglob("*") if path.suffix in (".md", ".yml", ".mjml")] == []


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    parser = _Requests()
    for page in site.rglob("*.html"):
        parser.feed(page.read_text(encoding="utf-8"))
    assert parser.found
    assert [address for address in parser.found if re.match(r"(?:[a-z]+:)?//", address)] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"url\(['\"]?https?:", styles) == []


def test_the_navigation_lists_hubs_only(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]*)" class="md-nav__link', home)
    assert links
    assert [link for link in links if re.search("HF|fields/|templates/[a-z]", link)] == []


def test_readme_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [README.read_text(encoding="utf-8"), (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")]
    named = {name for text in texts for name in re.findall(r"^make ([a-z-]+)", text, re.MULTILINE)}
    assert named == {"demo", "test"}
    assert named <= targets


@pytest.mark.parametrize("page", [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_of_pages_outside_the_site_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("https://")]
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("page", [README, GUIDES / "ci.md"], ids=lambda page: page.name)
def test_the_hook_in_the_snippet_exists(page: Path) -> None:
    config = YAML(typ="safe").load(block(page, ".pre-commit-config.yaml"))
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for repo in config["repos"] for hook in repo["hooks"]] == ["handoff-check"]
    assert "handoff-check" in [hook["id"] for hook in hooks]


@pytest.mark.parametrize("title", [".github/workflows/handoffs.yml", ".gitlab-ci.yml"])
def test_the_ci_snippets_run_the_check(title: str) -> None:
    text = block(README, title)
    assert YAML(typ="safe").load(text)
    assert "handoff check\n" in text


def test_the_demo_goes_as_it_says() -> None:
    done = run(sys.executable, "scripts/demo.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(len(line) for line in done.stdout.split("\n") if not line.startswith("docs/")) <= demo.WIDTH
    listed = done.stdout.index("   7  Campaign retrospective     accepted   Dario Penn to Tomasz Wren")
    assert done.stdout.index("1. A good campaign") < listed < done.stdout.index("No findings in 7 packages")
    assert "4 errors, 3 warnings; checked 7 packages in 1 campaign." in done.stdout
    assert "    > Ask Elias Grant (or Hanna Brook, who stands in) to look at it and sign\n      again." in done.stdout
    assert "\x1b" not in done.stdout


def test_the_demo_fails_when_the_campaign_was_changed(tmp_path: Path) -> None:
    for name in (*demo.SAMPLE, "scripts/demo.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    brief = tmp_path / demo.BRIEF
    brief.write_text(brief.read_text(encoding="utf-8").replace("status: accepted", "status: draft"), encoding="utf-8")
    done = run(sys.executable, "scripts/demo.py", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{demo.BRIEF} should hold this text once, and does not: 'status: accepted'" in done.stderr
    assert "Traceback" not in done.stderr
