"""What the history proves is all known, or nothing of it is."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from handoff_lint import config, repository
from handoff_lint.errors import RuleCrash
from handoff_lint.git.process import GitError
from handoff_lint.signing.finding import Found
from handoff_lint.signing.verifying import Judge, Row
from handoff_lint.site.proved import Proved


@pytest.fixture
def committed(demo: Path) -> Path:
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qmA"],
    ):
        subprocess.run(["git", *words], cwd=demo, check=True, capture_output=True)
    return demo


def test_an_error_half_way_leaves_nothing_that_looks_like_all(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Judge.rows

    def broken(self: Judge, package: Found) -> Iterator[Row]:
        if package.document.type == "production-to-launch":
            raise GitError(f"The object 0123 is not in {committed}.")
        return rows(self, package)

    monkeypatch.setattr(Judge, "rows", broken)
    settings = config.load(committed)
    proved = Proved(settings)
    for files in repository.scan(settings).campaigns:
        campaign = repository.load_campaign(settings, files)[0]
        assert proved.passing(campaign) is campaign
        assert proved.passing(campaign) is campaign
    assert proved.rows == {}
    assert proved.unknown == (
        "It is not known here how sure the sign-offs are: The object 0123 is not in the folder of handoff.yml."
    )


def test_our_own_bug_is_never_taken_for_missing_history(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: Judge, package: Found) -> Iterator[Row]:
        raise RuleCrash("HF999 crashed.")

    monkeypatch.setattr(Judge, "rows", crash)
    settings = config.load(committed)
    proved = Proved(settings)
    campaign = repository.load_campaign(settings, repository.scan(settings).campaigns[0])[0]
    with pytest.raises(RuleCrash, match=r"^HF999 crashed\.$"):
        proved.passing(campaign)
