"""Where a report goes: standard output, or a file that is replaced whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from handoff_lint.errors import HandoffError


def write(text: str, path: Path | None) -> None:
    """Print a text, or put it into a file in one step: a reader never sees half of it.

    Raises:
        HandoffError: the file cannot be written.

    """
    if path is None or str(path) == "-":
        click.echo(text, nl=False)
        return
    path = path.resolve() if path.is_symlink() else path
    try:
        if path.exists() and not path.is_file():  # /dev/stderr, a named pipe: nothing to replace
            path.write_text(text, encoding="utf-8")
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise HandoffError(
            f"The report cannot be written to {path}: {error.strerror or error}.",
            help="Give another --output.",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
