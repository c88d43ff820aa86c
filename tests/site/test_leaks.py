"""No word of a hidden document is in any file of a site that is built for others: every word is looked for."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handoff_lint.site.graph import Graph
from handoff_lint.site.visibility import Level
from tests.running import handoff
from tests.site import leaky
from tests.site.looking import broken_links
from tests.site.test_plugin import build_site

EDIT = "https://git.example/edit/"
HUBS = (
    "index board my-work calendar/index campaigns/index kb/index people/index lessons/index glossary/index tags/index "
    "metrics/index calendar/all search/search_index sitemap"
)
"""Pages and files that gather from everywhere: all of them show hidden documents to the team."""
BESIDE = ("campaigns/first/first-h2", "campaigns/second/second-h7", "kb/plan-the-second-half")
"""Shown documents that point to hidden ones."""


def built(repo: leaky.Leaky, tmp_path: Path, publish: Level) -> dict[str, Path]:
    """The sites of both shells: with MkDocs, and as plain files."""
    site, _ = build_site(repo.root, tmp_path, publish=publish.value, site_url="https://site.example/", edit=EDIT)
    plain = tmp_path / "plain"
    options = ("--publish", publish.value, "--root", str(repo.root), "--today", "2026-09-14", "--edit", EDIT)
    done = handoff("site", "generate", str(plain), *options)
    assert done.exit_code == 0, done.stderr
    return {"MkDocs": site, "plain": plain}


def texts(site: Path) -> Mapping[str, str]:
    """File → its path and its content in small letters; what is packed is opened, folded lines are joined."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            name = path.relative_to(site).as_posix()
            text = content.replace(b"\r\n ", b"").decode("utf-8", "replace")
            found[name] = f"{name}\n{text}".casefold()
    return found


def pages(found: Mapping[str, str]) -> set[str]:
    """Addresses of the pages of campaigns and handoffs, whichever shell wrote them."""
    files = {name for name in found if name.startswith("campaigns/") and name.endswith((".html", ".md"))}
    return {name.partition(".")[0].removesuffix("/index") for name in files}


@pytest.mark.parametrize(("publish", "hidden"), [(Level.PUBLIC, Level.COMPANY), (Level.COMPANY, Level.TEAM)])
def test_nothing_of_a_hidden_document_is_in_any_file(tmp_path: Path, publish: Level, hidden: Level) -> None:
    repo = leaky.repository(tmp_path / "repo", hidden, shown=publish)
    for shell, site in built(repo, tmp_path, publish).items():
        found = texts(site)
        leaks = {
            (name, *repo.tokens.get(word, ("part of", word)))
            for name, text in found.items()
            for word in leaky.TOKEN.findall(text)
        }
        assert leaks == set(), shell
        assert [name for name, text in found.items() if str(tmp_path).casefold() in text] == []
        assert {name for name in pages(found) if "-h" in name} == {
            f"campaigns/{slug}/{slug}-h{digit}"
            for slug, digits in leaky.HIDDEN.items()
            for digit in set(range(1, 8)).difference(digits)
        }
    assert broken_links(tmp_path / "site") == []


def test_what_is_worked_out_about_shown_documents_names_no_hidden_one(
    tmp_path: Path, graph_of: Callable[..., Graph]
) -> None:
    """Pages leave out links to nothing; the graph has none in the first place, so nothing is counted either."""
    graph = graph_of(leaky.repository(tmp_path / "repo", Level.TEAM, shown=Level.COMPANY).root, Level.COMPANY)
    found = {
        "packages": [
            (one.id, one.title, one.page, one.gates, one.checklists, one.previous, one.next, one.waits, one.history)
            for one in graph.packages.values()
        ],
        "campaigns": [replace(one, packages=(), body="") for one in graph.campaigns],
        "knowledge": [(one.id, one.title, one.page, one.evidence, one.used_by, one.related) for one in graph.knowledge],
        "others": (graph.people, graph.sendings, graph.lessons, graph.gaps, graph.assets, graph.proof, graph.survey),
        "findings": [one.findings for one in (*graph.pages.values(), *graph.campaigns)],
    }
    assert [(name, word) for name, one in found.items() for word in leaky.TOKEN.findall(repr(one).casefold())] == []
    assert len(graph.packages) == 21 - 3 - 2 - 2


def test_the_team_sees_all_of_it_so_that_the_other_tests_could_fail(tmp_path: Path) -> None:
    repo = leaky.repository(tmp_path / "repo", Level.TEAM)
    for shell, site in built(repo, tmp_path, Level.TEAM).items():
        found = texts(site)
        telling = {name: text for name, text in found.items() if leaky.TOKEN.search(text)}
        named = {name.partition(".")[0].removesuffix("/index") for name in telling}
        hubs = {one.removesuffix("/index") for one in HUBS.split()}
        assert hubs.union(BESIDE) - named == ({"search/search_index", "sitemap"} if shell == "plain" else set())
        assert [name for name in telling if name.endswith(".jpg")] != []
        seen = {word for text in telling.values() for word in leaky.TOKEN.findall(text)}
        asked = Counter(document for document, _ in repo.tokens.values())
        shown = Counter(document for word, (document, _) in repo.tokens.items() if word in seen)
        assert len(asked) == sum(map(len, leaky.HIDDEN.values())) + len(("entry", "calendar", "settings", "pointed at"))
        assert {document: shown[document] for document in asked if shown[document] < asked[document] / 2} == {}, shell
        assert {"2026-10-11", "20261011", "11 oct 2026", "91,827,304"} <= seen
        assert [name for name, text in found.items() if str(tmp_path).casefold() in text] == []
