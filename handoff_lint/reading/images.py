"""The size of an image in pixels, from its header alone."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import IO

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")


def is_image(path: str) -> bool:
    """Whether a file name says that it is an image that can be measured."""
    return path.lower().endswith(_SUFFIXES)


def pixels(file: Path | IO[bytes]) -> tuple[int, int] | None:
    """Width and height; None for what is no image or cannot be read."""
    from PIL import Image  # noqa: PLC0415 - only repositories with image files pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decompressed
            with Image.open(file) as image:
                width, height = image.size
                return int(width), int(height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
