"""What holds for all tests."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import settings

# The same examples on every run, so that a red run means a change and not a throw of the dice; `make fuzz` and
# HANDOFF_FUZZ=long look further each time. No deadlines: how long something takes is for the benchmarks.
settings.register_profile("same", derandomize=True, print_blob=False, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile("search" if os.environ.get("HANDOFF_FUZZ") == "long" else "same")

_OF_A_JOB = re.compile(r"GITHUB_.*|GITLAB_.*|CI|CI_.*|GIT_(?!SSL).*")


@pytest.fixture(autouse=True, scope="session")
def _no_job() -> None:
    """Tests say themselves what a CI job or a Git hook is about, wherever they run."""
    for name in [name for name in os.environ if _OF_A_JOB.fullmatch(name)]:
        del os.environ[name]
