"""The size of an image in pixels, from its header alone."""

from __future__ import annotations

import warnings
from pathlib import Path

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")


def pixels(root: Path, path: str) -> tuple[int, int] | None:
    """Width and height; None for what is no image, cannot be read or lies outside `root`."""
    if not path.lower().endswith(_SUFFIXES):
        return None
    full = root / path
    if full.is_symlink() or not full.is_file():
        return None
    from PIL import Image  # noqa: PLC0415 - only repositories with image files pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decompressed
            with Image.open(full) as image:
                width, height = image.size
                return int(width), int(height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
