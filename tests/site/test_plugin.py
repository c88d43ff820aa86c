"""Real MkDocs builds with the plugin."""

from __future__ import annotations

import datetime
import json
import logging
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from handoff_lint.site.plugin import HandoffPlugin
from tests.site.conftest import BRIEF, CAMPAIGN, change
from tests.site.looking import at, broken_links


def build_site(
    repo: Path,
    tmp_path: Path,
    *,
    strict: bool = False,
    theme: str = "material",
    site_url: str = "",
    more: Mapping[str, Any] | None = None,
    **options: Any,
) -> tuple[Path, list[str]]:
    """Build a repository with MkDocs; gives the site's folder and what the log warned of."""
    written = {
        "site_name": "Larkfield",
        "docs_dir": str(repo / "docs"),
        "site_dir": str(tmp_path / "site"),
        **({"site_url": site_url} if site_url else {}),
        "theme": {"name": theme, "font": False} if theme == "material" else {"name": theme},
        "plugins": ["search", {"handoff": {"today": "2026-09-14", **options}}],
        "nav": [{"Today": "index.md"}, {"Board": "board.md"}],
        **(more or {}),
    }
    file = tmp_path / "mkdocs.yml"
    file.write_text(json.dumps(written), encoding="utf-8")
    said = Collector()
    logging.getLogger("mkdocs").addHandler(said)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what MkDocs and its theme say about themselves
            config = load_config(str(file), strict=strict)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
    finally:
        logging.getLogger("mkdocs").removeHandler(said)
    return tmp_path / "site", said.warned


class Collector(logging.Handler):
    """Keeps warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warned: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.warned.append(record.getMessage())


@pytest.fixture(autouse=True)
def _no_advertisement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def test_the_demo_becomes_a_site_whose_links_all_lead_somewhere(demo: Path, tmp_path: Path) -> None:
    site, warned = build_site(demo, tmp_path, strict=True)
    assert warned == []
    assert broken_links(site) == []
    made = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert "campaigns/dockside-launch/dockside-launch-h1/index.html" in made
    assert [path for path in made if path.endswith((".md", ".yml", ".mjml", ".txt")) or "/source/" in path] == []
    html = (site / "campaigns/dockside-launch/dockside-launch-h1/index.html").read_text(encoding="utf-8")
    assert "<title>Dockside autumn launch: strategy to creative - Larkfield</title>" in html
    assert html.count("<h1") == 1
    assert 'href="#audience"' in html


def test_nothing_is_asked_from_elsewhere(demo: Path, tmp_path: Path) -> None:
    site, _ = build_site(demo, tmp_path)
    for path in site.rglob("*.html"):
        seen = at(path.read_text(encoding="utf-8"))
        loaded = [attrs["src"] for _, attrs in seen.elements if "src" in attrs]
        loaded += [attrs["href"] for name, attrs in seen.elements if name == "link" and attrs.get("rel") != "canonical"]
        assert [address for address in loaded if "://" in address or address.startswith("//")] == []


def test_search_finds_lesson_person_utm_value_asset_and_rule(demo: Path, tmp_path: Path) -> None:
    site, _ = build_site(demo, tmp_path)
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]

    def places(words: str) -> set[str]:
        return {one["location"].partition("#")[0] for one in docs if words in one["title"] + one["text"]}

    assert "lessons/" in places("Demo requests fell from 6.7 a day")
    assert "people/kofi.adair/" in places("Kofi Adair")
    assert places("hero-cta") == {"campaigns/dockside-launch/dockside-launch-h3/"}
    assert "campaigns/dockside-launch/dockside-launch-h2/" in places("linkedin_ad_b_1200x628_v02.jpg")
    assert "rules-in-force/" in places("HF403")
    tags = {
        tuple(one["tags"])
        for one in docs
        if one["location"].startswith("campaigns/dockside-launch/dockside-launch-h7/")
    }
    assert tags == {("Campaign retrospective", "Dockside autumn launch", "demand-gen")}


def test_addresses_for_files_end_in_html(demo: Path, tmp_path: Path) -> None:
    file = demo / "docs/index.md"
    file.write_text("# Start\n", encoding="utf-8")
    plain, _ = build_site(demo, tmp_path)
    assert (plain / "today/index.html").exists()


def test_errors_are_warnings_and_stop_a_strict_build(demo: Path, tmp_path: Path) -> None:
    change(
        demo / BRIEF, "quality_owner: yuki.farrow     # checks the brief; Tomasz wrote it, so it cannot be him\n", ""
    )
    _, warned = build_site(demo, tmp_path)
    assert [one for one in warned if "HF106 quality_owner is missing" in one] != []
    with pytest.raises(Abort, match="strict mode"):
        build_site(demo, tmp_path, strict=True)


def test_a_broken_package_has_a_page_that_says_what_is_wrong(demo: Path, tmp_path: Path) -> None:
    (demo / BRIEF).write_text("---\ntype: strategy-to-creative\n  bad: [\n---\n", encoding="utf-8")
    site, _ = build_site(demo, tmp_path)
    seen = at((site / "campaigns/dockside-launch/dockside-launch-h1/index.html").read_text(encoding="utf-8"))
    assert "This page is not complete." in seen.text
    assert "faulty" in seen.text
    assert "Finish the draft" not in seen.text
    assert "HF101" in seen.text
    assert broken_links(site) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"publish": "everybody"}, "publish"),
        ({"publish": ""}, "'publish': It is empty. Say who reads this site: team, company or public."),
        ({"publish": None}, "'publish': It is empty. Say who reads this site: team, company or public."),
        ({"publsh": "public"}, "'publsh': There is no such option. Did you mean publish?"),
        ({"today": "soon"}, "'soon' is no day. Write it like this: 2026-09-14"),
        ({"root": "/nowhere"}, "root"),
        ({"search_archived": -1}, "'search_archived': -1 is no number of handoffs. Write a whole number from 0 on."),
        ({"search_archived": True}, "'search_archived': True is no number of handoffs."),
        ({"edit": "foo"}, "'edit': 'foo' is no address. Begin with https://"),
        ({"edit": "javascript:alert(1)"}, "'edit': 'javascript:alert(1)' is no address. Begin with https://"),
        ({"edit": "http://[x"}, "'edit': 'http://[x' is no address. Begin with https://"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    demo: Path, tmp_path: Path, options: dict[str, Any], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort), caplog.at_level(logging.ERROR):
        build_site(demo, tmp_path, **options)
    assert message in caplog.text


def test_settings_that_cannot_be_used_stop_the_build_in_words(
    demo: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (demo / "handoff.yml").write_text("profil: standard\n", encoding="utf-8")
    with pytest.raises(Abort):
        build_site(demo, tmp_path)
    assert (
        "handoff: handoff.yml:1:1: There is no field “profil”. Did you mean profile? Rename it to profile."
        in caplog.text
    )


def test_two_folders_for_documents_are_refused(demo: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    change(demo / "handoff.yml", "profile: standard\n", "profile: standard\ndocs_dir: pages\n")
    with pytest.raises(Abort):
        build_site(demo, tmp_path)
    assert "handoff: handoff.yml says that documents lie in pages/, but docs_dir of mkdocs.yml is" in caplog.text


@pytest.mark.parametrize(
    ("name", "title", "is_folder"),
    [
        ("board.md", "Board", True),
        ("board.md", "Board", False),
        ("board/index.md", "Board", True),
        ("people/README.md", "People and roles", True),
        ("people/README.md", "People and roles", False),
        ("kb.md", "Knowledge base", True),
        ("kb/index.md", "Knowledge base", True),
        ("campaigns/README.md", "Campaigns", False),
        ("campaigns/dockside-launch/index.md", "Dockside autumn launch", True),
    ],
)
def test_an_own_page_with_the_address_of_a_generated_one_is_never_lost(
    demo: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, title: str, is_folder: bool
) -> None:
    (demo / "docs" / name).parent.mkdir(exist_ok=True)
    (demo / "docs" / name).write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(Abort):
        build_site(demo, tmp_path, more={"use_directory_urls": is_folder})
    assert f"handoff: {name} has the address of '{title}', a page that is generated. Rename yours." in caplog.text


def test_own_pages_among_handoffs_are_left_out_aloud(
    demo: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for name in ("campaigns/dockside-launch/01-brief/README.md", "kb/old/README.md"):
        (demo / "docs" / name).parent.mkdir(exist_ok=True)
        (demo / "docs" / name).write_text("# Mine\n", encoding="utf-8")
    site, _ = build_site(demo, tmp_path)
    names = "campaigns/dockside-launch/01-brief/README.md, kb/old/README.md"
    assert f"Left out, because they lie among handoffs and are none: {names}" in caplog.text
    assert not (site / "campaigns/dockside-launch/01-brief").exists()


def test_a_readme_is_a_start_page_as_in_mkdocs(demo: Path, tmp_path: Path) -> None:
    (demo / "docs/README.md").write_text("# Welcome\n", encoding="utf-8")
    site, _ = build_site(demo, tmp_path, more={"nav": ["README.md", "today.md"]})
    assert "Welcome" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "today/index.html").exists()


def test_switched_off_it_does_nothing(demo: Path, tmp_path: Path) -> None:
    for name in ("campaigns", "kb"):
        (demo / f"docs/{name}/index.md").write_text("# Own\n", encoding="utf-8")
    (demo / "docs/index.md").write_text("# Own\n", encoding="utf-8")
    (demo / "docs/board.md").write_text("# Own\n", encoding="utf-8")
    site, _ = build_site(demo, tmp_path, enabled=False)
    assert not (site / "playbook").exists()
    assert (site / CAMPAIGN.removeprefix("docs/") / "campaign/index.html").exists()


def test_it_builds_with_the_plain_theme_too(demo: Path, tmp_path: Path) -> None:
    site, warned = build_site(demo, tmp_path, theme="mkdocs")
    assert warned == []
    assert "Ines Okafor" in (site / "people/ines.okafor/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_first", [False, True])
def test_read_from_files_it_finds_its_pages_and_searches_without_the_network(
    demo: Path, tmp_path: Path, is_first: bool
) -> None:
    plugins = ["search", {"handoff": {"today": "2026-09-14"}}]
    site, warned = build_site(
        demo, tmp_path, more={"plugins": ["offline", *plugins] if is_first else [*plugins, "offline"]}
    )
    assert warned == []
    assert broken_links(site) == []
    html = (site / "campaigns/dockside-launch/dockside-launch-h1.html").read_text(encoding="utf-8")
    assert "unpkg" not in html
    assert 'src="../../assets/handoff/iframe-worker-shim.js"' in html
    assert (site / "search/search_index.js").exists()


def test_a_repository_without_campaigns_is_refused_in_words(
    demo: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(demo / "docs/campaigns")
    with pytest.raises(Abort):
        build_site(demo, tmp_path)
    assert "handoff: There is no folder docs/campaigns/" in caplog.text


def test_serving_watches_the_settings_too(demo: Path, tmp_path: Path) -> None:
    plugin = HandoffPlugin()
    assert plugin.load_config({"root": str(demo), "today": datetime.date(2026, 9, 14)}) == ([], [])
    plugin._root = demo
    server = mock.Mock()
    assert plugin.on_serve(server) is server
    assert [call.args[0] for call in server.watch.call_args_list] == [str(demo / "handoff.yml"), str(demo / "config")]


def test_archived_handoffs_leave_the_search_of_a_large_site(demo: Path, tmp_path: Path) -> None:
    change(demo / BRIEF, "status: accepted", "status: archived")

    def found(limit: int) -> set[str]:
        site, _ = build_site(demo, tmp_path, search_archived=limit)
        index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        pages = {one["location"].partition("#")[0] for one in index["docs"]}
        return {page for page in pages if page.startswith("campaigns/dockside-launch/dockside-launch-h")}

    everything = {f"campaigns/dockside-launch/dockside-launch-h{digit}/" for digit in range(1, 8)}
    assert found(7) == everything
    assert found(6) == everything - {"campaigns/dockside-launch/dockside-launch-h1/"}


@pytest.mark.parametrize(
    ("more", "option", "expected"),
    [
        ({}, "", None),
        (
            {"repo_url": "https://github.com/larkfield/handoffs"},
            "",
            "https://github.com/larkfield/handoffs/edit/master/",
        ),
        (
            {"repo_url": "https://git.example/larkfield/", "edit_uri": "-/edit/main/docs/"},
            "",
            "https://git.example/larkfield/-/edit/main/",
        ),
        ({"repo_url": "https://git.example/larkfield", "edit_uri": "edit/main/elsewhere/"}, "", None),
        ({"repo_url": "https://github.com/larkfield/handoffs"}, "https://a.example/e/", "https://a.example/e/"),
    ],
)
def test_the_edit_link_follows_mkdocs_unless_an_option_says_otherwise(
    demo: Path, tmp_path: Path, more: Mapping[str, str], option: str, expected: str | None
) -> None:
    site, _ = build_site(demo, tmp_path, more=more, edit=option)
    page = at((site / "campaigns/dockside-launch/dockside-launch-h1/index.html").read_text(encoding="utf-8"))
    found = [address for address in page.all("href") if address.endswith(".md")]
    assert found == ([f"{expected}{BRIEF}"] if expected else [])
