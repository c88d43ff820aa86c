"""The benchmark of the site builds both ways and says what it found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import site


def _page(root: Path, name: str, size: int) -> None:
    folder = root / "campaigns" / "demo" / name
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(b"x" * size)


def _built(count: int, cpu: float, *, largest: float = 300.0, kb: float = 39.0) -> site.Built:
    sizes = site.Sizes(30.0, 35.0, kb, 7.0, 9.0, {"h1": kb, "h2": 31.0})
    return site.Built(count, count + 90, cpu, 15.0, cpu / 15.0, largest, None, sizes)


def test_sizes_are_of_package_pages_by_type(tmp_path: Path) -> None:
    for number in range(1, 10):
        _page(tmp_path, f"a{number}-h1", number * 1000)
    _page(tmp_path, "b-h2", 20_000)
    (tmp_path / "campaigns" / "demo" / "index.html").write_bytes(b"x" * 90_000)
    found = site.sizes(tmp_path)
    assert (found.median, found.ninetieth, found.largest) == (5.5, 9.0, 20.0)
    assert found.by_type == {"h1": 9.0, "h2": 20.0}


def test_a_site_without_packages_has_no_sizes(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="has no package pages"):
        site.sizes(tmp_path)


def test_the_report_judges_each_target() -> None:
    lines = site.report([_built(1000, 15.0), _built(3000, 61.0, largest=510.0, kb=41.0)]).splitlines()
    assert "| 1,000 | 1,090 | 15.0 | 15.0 | 1.00 | 300 |  | 30.0 / 39.0 | 7.0 / 9.0 |" in lines
    assert "3,000: 90 % of the pages up to 35.0 KB; the largest: h1 41.0, h2 31.0" in lines
    assert lines[-7:] == [
        "- 1,000: plugin to plain MkDocs: 1.00 (target ≤ 1.5: yes)",
        "- 3,000: plugin to plain MkDocs: 4.07 (target ≤ 1.5: **no**)",
        "- 1,000: largest package page, KB: 39.00 (target ≤ 40: yes)",
        "- 3,000: largest package page, KB: 41.00 (target ≤ 40: **no**)",
        "- 3,000 to 1,000 packages: 4.07 (target ≤ 3.5: **no**)",
        "- 3,000: CPU s: 61.00 (target ≤ 60: **no**)",
        "- 3,000: MiB: 510.00 (target ≤ 500: **no**)",
    ]


def test_both_builds_of_a_small_repository_have_the_same_pages(tmp_path: Path) -> None:
    found = site.measure(tmp_path, 7)
    assert found.count == 7
    assert found.pages > 7
    assert sorted(found.sizes.by_type) == ["h1", "h2", "h3", "h4", "h5", "h6", "h7"]
    assert min(found.plugin, found.plain, found.largest) > 0
