"""`handoff site generate`, and that both shells show the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import markdown
import pytest

from tests.running import handoff
from tests.site.looking import at
from tests.site.test_plugin import build_site


def generate(repo: Path, out: Path, *more: str) -> tuple[int, str]:
    done = handoff("site", "generate", str(out), "--root", str(repo), "--today", "2026-09-14", *more)
    return done.exit_code, " ".join((done.stdout + done.stderr).split())


def test_both_shells_show_the_same_words_and_links(demo: Path, tmp_path: Path) -> None:
    assert generate(demo, tmp_path / "md") == (0, f"Wrote 46 pages to {tmp_path / 'md'}.")
    site, _ = build_site(demo, tmp_path)
    for file in sorted((tmp_path / "md").rglob("*.md")):
        _, front, article = file.read_text(encoding="utf-8").split("---\n", 2)
        name = file.relative_to(tmp_path / "md").as_posix()
        folder = site / (name.removesuffix("index.md") if name.endswith("index.md") else name.removesuffix(".md"))
        built = (folder / "index.html").read_text(encoding="utf-8")
        rendered = markdown.markdown(article, extensions=["toc", "tables", "attr_list"])
        begin, end = (
            built.index('<article id="article" class="hl'),
            built.rindex("</article>", 0, built.rindex("</article>")),
        )
        assert at(rendered).text.split() == at(built[begin:end] + "</article>").text.split(), name
        assert at(rendered).all("href") == at(built[begin:end]).all("href"), name
        assert json.loads(front)["title"] in built


def test_pages_can_be_read_from_files(demo: Path, tmp_path: Path) -> None:
    assert generate(demo, tmp_path / "md", "--html-addresses", "--edit", "https://git.example/edit/")[0] == 0
    text = (tmp_path / "md/campaigns/dockside-launch/index.md").read_text(encoding="utf-8")
    assert 'href="dockside-launch-h1.html"' in text
    assert 'href="https://git.example/edit/docs/campaigns/dockside-launch/campaign.md"' in text
    assert 'href="../../people/ines.okafor.html"' in text


def test_each_article_is_one_block_of_html(demo: Path, tmp_path: Path) -> None:
    generate(demo, tmp_path / "md")
    for file in (tmp_path / "md").rglob("*.md"):
        article = file.read_text(encoding="utf-8").split("---\n", 2)[2].strip()
        assert "\n\n" not in article, file.name
        assert article.startswith('<article class="hl'), file.name


def test_pictures_style_and_script_come_along(demo: Path, tmp_path: Path) -> None:
    generate(demo, tmp_path / "md")
    files = {file.relative_to(tmp_path / "md").as_posix() for file in (tmp_path / "md").rglob("*") if file.is_file()}
    assert {one for one in files if not one.endswith((".md", ".ics"))} == {
        "assets/handoff/drawings.css",
        "assets/handoff/handoff.css",
        "assets/handoff/handoff.js",
        "assets/handoff/iframe-worker-shim.js",
        *(
            f"campaigns/dockside-launch/02-production/assets/approved/20260908_dockside-launch_{name}.jpg"
            for name in (
                "google-display_banner_a_300x250_v03",
                "linkedin_ad_a_1200x628_v02",
                "linkedin_ad_b_1200x628_v02",
                "linkedin_post_a_1200x1200_v01",
            )
        ),
    }


def test_what_is_no_address_for_editing_is_refused(demo: Path, tmp_path: Path) -> None:
    code, said = generate(demo, tmp_path / "md", "--edit", "javascript:alert(1)")
    assert code == 2
    assert said == "--edit is 'javascript:alert(1)', which is no address. Begin it with https://"
    assert not (tmp_path / "md").exists()


def test_a_folder_that_holds_something_is_left_alone(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "md").mkdir()
    (tmp_path / "md/mine.txt").write_text("mine")
    code, said = generate(demo, tmp_path / "md")
    assert code == 2
    assert "This folder is not empty, so nothing was written." in said
    assert [one.name for one in (tmp_path / "md").iterdir()] == ["mine.txt"]


def test_without_the_extra_it_says_how_to_get_it(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("handoff_lint.site", "jinja2", "nh3"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nh3", None)
    code, said = generate(demo, tmp_path / "md")
    assert code == 2
    assert "nh3 is not installed, which the site needs." in said
    assert "pip install 'handoff-lint[site]'" in said
