"""Small films, built box by box: a head without pictures is all that measuring looks at."""

from __future__ import annotations

import struct

UPRIGHT = (65536, 0, 0, 0, 65536, 0, 0, 0, 2**30)
TURNED = (0, 65536, 0, -65536, 0, 0, 0, 0, 2**30)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box with its length and kind."""
    inside = b"".join(parts)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def track(
    width: float, height: float, *, handler: bytes = b"vide", version: int = 0, matrix: tuple[int, ...] = UPRIGHT
) -> bytes:
    """A track: what it is shown as (pixels), and what it holds."""
    head = struct.pack(">B3x", version) + bytes(32 if version else 20) + bytes(16)
    head += struct.pack(">9i", *matrix) + struct.pack(">II", int(width * 65536), int(height * 65536))
    return box(b"trak", box(b"tkhd", head), box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))))


def movie(*tracks: bytes, seconds: float = 12.5, version: int = 0) -> bytes:
    """The head of a film: how long it is, and its tracks."""
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, 1000, int(seconds * 1000))
    return box(b"moov", box(b"mvhd", struct.pack(">B3x", version), times, bytes(80)), *tracks)


def film(*tracks: bytes, brand: bytes = b"isom", seconds: float = 12.5, data: int = 64) -> bytes:
    """A whole film; `data` bytes stand where its pictures would be."""
    return box(b"ftyp", brand, bytes(4)) + box(b"mdat", bytes(data)) + movie(*tracks, seconds=seconds)
