"""The guide to publishing: its files are those in examples/publish, and a reader who follows it gets a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from handoff_lint.site.plugin import Options
from tests.running import handoff
from tests.site.looking import broken_links

from .guides import GUIDES, ROOT, block, put

GUIDE = GUIDES / "publish.md"
EXAMPLES = ROOT / "examples/publish"
TEXT = GUIDE.read_text(encoding="utf-8")
BRIEF_PAGE = "campaigns/loyalty-card/loyalty-card-h1"


def read(name: str) -> dict[str, Any]:
    """An example as data; `!ENV` of MkDocs as what stands in it."""
    reader = YAML()
    found: dict[str, Any] = reader.load((EXAMPLES / name).read_text(encoding="utf-8"))
    return found


def mkdocs(folder: Path, *arguments: str, **environment: str) -> None:
    """Build strictly; it must say nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Return a small team's repository with the guide's mkdocs.yml in it."""
    shutil.copytree(ROOT / "examples/starter", tmp_path, dirs_exist_ok=True)
    put(tmp_path, "mkdocs.yml", (EXAMPLES / "mkdocs.yml").read_text(encoding="utf-8"))
    return tmp_path


def test_the_guide_shows_the_files_as_they_are() -> None:
    shown = textwrap.indent((EXAMPLES / "mkdocs.yml").read_text(encoding="utf-8"), "    ")
    assert f'    ```yaml title="mkdocs.yml"\n{shown}    ```\n' in TEXT
    for title, name in ((".github/workflows/publish.yml", "github-pages.yml"), (".gitlab-ci.yml", "gitlab-pages.yml")):
        assert block(GUIDE, title) == (EXAMPLES / name).read_text(encoding="utf-8")


def test_the_smallest_settings_make_a_site_whose_links_lead_somewhere(started: Path) -> None:
    mkdocs(started)
    site = started / "site"
    assert (site / BRIEF_PAGE / "index.html").exists()
    assert broken_links(site) == []


def test_an_audience_from_the_environment_is_kept_to(started: Path) -> None:
    mkdocs(started, "--site-dir", "site-company", HANDOFF_PUBLISH="company")
    assert (started / "site-company/playbook/index.html").exists()
    assert not (started / "site-company" / BRIEF_PAGE).exists()


def test_a_calendar_file_says_whom_it_is_meant_for(started: Path) -> None:
    name = "docs/calendar/2027-02.yml"
    put(started, name, block(GUIDE, name))
    assert handoff("check", "--root", str(started), "--select", "HF1").exit_code == 0
    for level, is_shown in (("team", True), ("company", True), ("public", False)):
        where = ("--root", str(started), "--publish", level, "--today", "2027-02-01")
        assert handoff("site", "generate", str(started / level), *where).exit_code == 0
        pages = [started / level / one for one in ("calendar.md", "index.md")]
        assert {"What February brings" in one.read_text(encoding="utf-8") for one in pages} == {is_shown}


def test_every_page_for_the_menu_is_named_in_it(started: Path) -> None:
    """The hubs that the plugin makes, and no others."""
    assert handoff("site", "generate", str(started / "pages"), "--root", str(started)).exit_code == 0
    made = {path.relative_to(started / "pages").as_posix() for path in (started / "pages").rglob("*.md")}
    hubs = {one for one in made if "/" not in one or one.endswith("/index.md")} - {"campaigns/loyalty-card/index.md"}
    named = str(read("mkdocs.yml")["nav"])
    assert [one for one in sorted(hubs) if one not in named] == []


def test_it_can_be_read_from_a_folder(started: Path) -> None:
    more = YAML(typ="safe").load(block(GUIDE, "for reading from a folder"))
    text = (started / "mkdocs.yml").read_text(encoding="utf-8")
    assert more == {"use_directory_urls": False, "plugins": ["search", "handoff", "offline"]}
    put(started, "mkdocs.yml", text + "  - offline\nuse_directory_urls: false\n")
    mkdocs(started)
    assert (started / "site" / f"{BRIEF_PAGE}.html").exists()
    assert (started / "site/search/search_index.js").exists()
    assert broken_links(started / "site") == []


def test_generated_pages_are_built_without_the_plugin(started: Path) -> None:
    assert handoff("site", "generate", str(started / "pages"), "--root", str(started)).exit_code == 0
    put(started, "mkdocs.yml", block(GUIDE, "mkdocs.yml of another generator"))
    mkdocs(started)
    built = (started / "site" / BRIEF_PAGE / "index.html").read_text(encoding="utf-8")
    assert '<article class="hl' in built
    assert "assets/handoff/handoff.css" in built
    assert broken_links(started / "site") == []


def test_all_options_are_explained_with_their_defaults() -> None:
    rows = {
        cells[1].strip().strip("`"): cells[3].strip().strip("`")
        for cells in (
            line.split("|") for line in TEXT.split("## Options")[1].split("\n## ")[0].split("\n") if line[:3] == "| `"
        )
    }
    assert set(rows) == {name for name, _ in Options()._schema}
    assert (rows["publish"], rows["enabled"]) == ("team", "true")


def test_workflows_take_the_history_and_no_more_rights_than_they_need() -> None:
    github = read("github-pages.yml")
    assert github["permissions"] == {"contents": "read"}
    build, deploy = github["jobs"]["build"], github["jobs"]["deploy"]
    assert "permissions" not in build
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert build["steps"][0] == {"uses": "actions/checkout@v4", "with": {"fetch-depth": 0}}
    used = [step["uses"] for job in (build, deploy) for step in job["steps"] if "uses" in step]
    assert [one for one in used if "@v" not in one] == []
    commands = [step["run"] for step in build["steps"] if "run" in step]
    assert commands[-1] == "mkdocs build"
    assert build["steps"][-1]["with"]["path"] == "site"
    pages = read("gitlab-pages.yml")["pages"]
    assert pages["variables"]["GIT_DEPTH"] == "0"
    assert pages["script"][-1] == "mkdocs build --site-dir public"
    assert pages["artifacts"]["paths"] == ["public"]
    assert pages["script"][0] == commands[0]
    assert f"    {commands[0]}\n" in TEXT


def test_guides_are_listed_on_the_start_page_and_in_the_menu() -> None:
    for page in ("docs/index.md", "mkdocs.yml", "README.md"):
        assert "guides/publish.md" in (ROOT / page).read_text(encoding="utf-8")
