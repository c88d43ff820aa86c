"""The repository that most attacks begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import Repository


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An approved brief on `main`, with the branch `work` to work on."""
    found = Repository(tmp_path).settle("approved")
    found.branch("work")
    return found
