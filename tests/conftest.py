"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples on every run, so that a red run means a change and not a throw of the dice; `make fuzz` and
# HANDOFF_FUZZ=long look further each time.
settings.register_profile("same", derandomize=True, print_blob=False)
settings.register_profile("search", derandomize=False)
settings.load_profile("search" if os.environ.get("HANDOFF_FUZZ") == "long" else "same")
