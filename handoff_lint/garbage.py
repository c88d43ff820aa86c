"""When Python looks for garbage: thousands of documents are read in a row, and none of them is any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collected() -> Iterator[None]:
    """Documents hold no cycles: looking for some among millions of objects costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def freeze() -> None:
    """Leave what is there now out of all later looks; counted references free it as ever."""
    gc.freeze()


def thaw() -> None:
    """Look at everything again."""
    gc.unfreeze()
