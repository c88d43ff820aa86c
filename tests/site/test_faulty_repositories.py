"""Every page can be written of every faulty repository there is: harmless, and without an id twice.

The suite takes the cases whose files cannot be read or do not fit their schema; `make fuzz` takes all of them.
"""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.site import build
from handoff_lint.site.gather import gather
from tests.repositories.test_cases import CASES, HERE, lay_out
from tests.site.looking import dangers

_UNREADABLE = re.compile(r"\bHF1\d\d\b")
TWICE = "duplicate-ids"
"""The case whose file has an id twice, and whose page therefore has it too."""


def chosen() -> list[str]:
    """The cases to try."""
    if os.environ.get("HANDOFF_FUZZ") == "long":
        return CASES
    return [one for one in CASES if _UNREADABLE.search((HERE / one / "expected.txt").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", chosen())
def test_a_faulty_repository_becomes_a_site(case: str, tmp_path: Path) -> None:
    root = tmp_path / "repo"
    lay_out(case, root)
    graph = gather(config.load(root), today=datetime.date(2027, 1, 12))
    sources = []
    for page in build.pages(graph, build.Options()):
        ids = re.findall(r' id="([^"]+)"', page.html)
        assert (page.source, dangers(page.html)) == (page.source, [])
        assert case == TWICE or (page.source, sorted(set(ids))) == (page.source, sorted(ids))
        sources.append(page.source)
    assert len(set(sources)) == len(sources) > 20
