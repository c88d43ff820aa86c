"""The size of an image in pixels and its format, from its header alone."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import IO, NamedTuple

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")


def is_image(path: str) -> bool:
    """Whether a file name says that it is an image that can be measured."""
    return path.lower().endswith(_SUFFIXES)


class Image(NamedTuple):
    """Width and height in pixels, and the format as file names write it: `jpg`, `tif`."""

    width: int
    height: int
    format: str


_SHORT = {"jpeg": "jpg", "mpo": "jpg", "tiff": "tif"}


def measure(file: Path | IO[bytes]) -> Image | None:
    """What an image is; None for what is no image or cannot be read."""
    from PIL import Image as Pillow  # noqa: PLC0415 - only repositories with image files pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)  # nothing is decompressed
            with Pillow.open(file) as image:
                width, height = image.size
                name = (image.format or "").lower()
                return Image(int(width), int(height), _SHORT.get(name, name))
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None
