"""Hostile front matter, bodies, names and pages: nothing of them runs, in the core or in a real build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint.site import build
from handoff_lint.site.graph import Graph
from tests.site.looking import at, dangers
from tests.site.test_plugin import build_site

HERE = Path(__file__).parent / "hostile"
EVIL = re.compile(r"alert\(\d+\)|evil\.example")


@pytest.fixture
def hostile(demo: Path) -> Path:
    campaign = demo / "docs/campaigns/x-launch"
    (campaign / "01-brief").mkdir(parents=True)
    name = "20260803_x-launch_strategy-to-creative_v01.md"
    (campaign / "01-brief" / name).write_text((HERE / "brief.md").read_text())
    (campaign / "campaign.md").write_text((HERE / "campaign.md").read_text())
    odd = demo / "docs/campaigns/<img src=x onerror=alert(60)>/01-brief"
    odd.mkdir(parents=True)
    (odd / "<script>alert(61)<script>.md").write_text((HERE / "brief.md").read_text())
    (odd.parent / "campaign.md").write_text((HERE / "campaign.md").read_text())
    (demo / "docs/kb/bad.md").write_text((HERE / "entry.md").read_text())
    (demo / "docs/page.md").write_text((HERE / "page.md").read_text())
    return demo


def test_no_article_holds_anything_that_acts(hostile: Path, graph_of: Callable[..., Graph]) -> None:
    found = {page.source: page for page in build.pages(graph_of(hostile), build.Options())}
    assert {source: dangers(page.html) for source, page in found.items() if dangers(page.html)} == {}
    sources = [source for source in found if re.search(r"[^a-z0-9./_-]", source)]
    assert sources == []
    assert "campaigns/x-launch/x-launch-h1.md" in found
    assert "{{ 7*7 }}" in found["campaigns/x-launch/x-launch-h1.md"].html


def test_a_real_build_runs_nothing_of_it(hostile: Path, tmp_path: Path) -> None:
    site, _ = build_site(hostile, tmp_path)
    calm = {name for page in (site / "board/index.html",) for name, _ in at(page.read_text()).elements}
    for path in site.rglob("*.html"):
        seen = at(path.read_text(encoding="utf-8"))
        assert {name for name, _ in seen.elements} <= calm | {"img", "figure", "figcaption", "dl", "dt", "dd"} | set(
            "abbr blockquote br code dd del details em h3 h4 hr kbd mark ol pre section strong sub sup summary table "
            "tbody td th thead time tr svg title desc path line circle rect text small defs pattern g polygon".split()
        )
        for name, attrs in seen.elements:
            evil = [attribute for attribute, value in attrs.items() if EVIL.search(value)]
            harmless = ("title", "aria-label", "alt", "value", "content")
            assert not [one for one in evil if one not in harmless and not one.startswith("data-")], (path, name, attrs)
            assert not [attribute for attribute in attrs if attribute.startswith("on")], (path, name, attrs)
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert not [script for script in scripts if EVIL.search(script)], path
