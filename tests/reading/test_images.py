"""The size of an image, from its header."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from handoff_lint.reading.tree import Disk


def _png(width: int, height: int) -> bytes:
    """A PNG file that ends where its pixels would begin: all that is to be read of it."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


@pytest.mark.parametrize(
    ("name", "raw", "size"),
    [
        pytest.param("a.png", _png(1080, 1350), (1080, 1350), id="image"),
        pytest.param("a.PNG", _png(1, 2), (1, 2), id="capital suffix"),
        pytest.param("a.jpg", _png(3, 4), (3, 4), id="another format than the name says"),
        pytest.param("a.png", _png(50_000, 50_000), None, id="decompression bomb"),
        pytest.param("a.png", _png(12_000, 12_000), (12_000, 12_000), id="large, Pillow only warns"),
        pytest.param("a.png", b"text", None, id="no image"),
        pytest.param("a.png", b"", None, id="empty"),
        pytest.param("a.txt", _png(1, 1), None, id="no image name"),
    ],
)
def test_pixels(tmp_path: Path, name: str, raw: bytes, size: tuple[int, int] | None) -> None:
    (tmp_path / name).write_bytes(raw)
    assert Disk(tmp_path).pixels(name) == size


def test_what_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert Disk(tmp_path).pixels("gone.png") is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_png(1, 1))
    (tmp_path / "b.png").symlink_to("a.png")
    assert Disk(tmp_path).pixels("b.png") is None
