"""The size, length and format of a film from the boxes at its head; nothing is decoded.

Reads MP4, MOV, M4V and 3GP, which are all ISO base media files (ISO/IEC 14496-12). For films of other kinds the record
in the package counts. This is our own because no library fits: PyMediaInfo brings 15 MB of native code that would parse
files of strangers inside our process, PyAV all of FFmpeg; Hachoir and Mutagen are GPL, tinytag knows no pixels.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

_SUFFIXES = (".mp4", ".m4v", ".mov", ".3gp")
_MOST_BOXES = 10_000
"""So many boxes are looked at; a film has a few dozen."""
_LONGEST_HEADER = 128
"""Bytes of a box that are read: `mvhd` and `tkhd` need no more."""
_HEADER = struct.Struct(">I4s")
_LARGE = struct.Struct(">Q")
_TRACK_HEADER = {0: (struct.Struct(">40x3i"), 76), 1: (struct.Struct(">52x3i"), 88)}
"""Version of a `tkhd` → the beginning of its matrix; where width and height stand."""
_SIZE = struct.Struct(">II")


class Video(NamedTuple):
    """Width and height in pixels as it is shown, length in seconds (None: not said), format as file names write it."""

    width: int
    height: int
    seconds: float | None
    format: str


class _Box(NamedTuple):
    """A box: its kind, and where what it holds begins and ends (bytes)."""

    kind: bytes
    start: int
    end: int


def is_video(path: str) -> bool:
    """Whether a file name says that it is a film that can be measured."""
    return path.lower().endswith(_SUFFIXES)


def measure(file: Path | IO[bytes]) -> Video | None:
    """What a film is; None for what is no film of these kinds, or cannot be read."""
    try:
        if isinstance(file, Path):
            with file.open("rb") as opened:
                return _Reader(opened).video()
        return _Reader(file).video()
    except (OSError, ValueError, struct.error):
        return None


class _Reader:
    """Goes through the boxes of one file, so many at most."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = _MOST_BOXES
        self._length = file.seek(0, 2)

    def video(self) -> Video | None:
        """The film, None without a track of pictures."""
        boxes = list(self._boxes(0, self._length))
        movie = next((box for box in boxes if box.kind == b"moov"), None)
        if movie is None:
            return None
        inside = list(self._boxes(movie.start, movie.end))
        tracks = (self._size(box) for box in inside if box.kind == b"trak")
        size = next((one for one in tracks if one), None)
        if size is None:
            return None
        length = next((self._seconds(box) for box in inside if box.kind == b"mvhd"), None)
        return Video(*size, length, self._format(boxes))

    def _boxes(self, start: int, end: int) -> Iterator[_Box]:
        """The boxes between two places.

        Raises:
            ValueError: one is longer than what holds it, or there are too many.

        """
        while end - start >= _HEADER.size:
            self._left -= 1
            if self._left < 0:
                raise ValueError("too many boxes")
            size, kind = _HEADER.unpack(self._read(start, _HEADER.size))
            begins = start + _HEADER.size
            if size == 1:
                size, begins = _LARGE.unpack(self._read(begins, _LARGE.size))[0], begins + _LARGE.size
            ends = start + size if size else end  # 0: up to the end
            if not begins <= ends <= end:
                raise ValueError("a box does not fit into what holds it")
            yield _Box(kind, begins, ends)
            start = ends

    def _read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)

    def _head(self, box: _Box) -> bytes:
        """What a box begins with, its version first.

        Raises:
            ValueError: nothing is in it.

        """
        head = self._read(box.start, min(box.end - box.start, _LONGEST_HEADER))
        if not head:
            raise ValueError("an empty box")
        return head

    def _format(self, boxes: list[_Box]) -> str:
        """By the brand that the file gives itself; the oldest QuickTime films give none."""
        brand = next((self._head(box)[:4] for box in boxes if box.kind == b"ftyp"), b"qt  ")
        return "mov" if brand == b"qt  " else "3gp" if brand.startswith((b"3gp", b"3g2")) else "mp4"

    def _seconds(self, box: _Box) -> float | None:
        head = self._head(box)
        scale, length = struct.unpack_from(">IQ", head, 20) if head[0] else struct.unpack_from(">II", head, 12)
        is_said = scale and length and length != (2**64 - 1 if head[0] else 2**32 - 1)
        return length / scale if is_said else None

    def _size(self, track: _Box) -> tuple[int, int] | None:
        """Width and height of a track of pictures, turned as players turn it; None for sound and subtitles."""
        inside = {box.kind: box for box in self._boxes(track.start, track.end)}
        if b"tkhd" not in inside or b"mdia" not in inside or not self._has_pictures(inside[b"mdia"]):
            return None
        head = self._head(inside[b"tkhd"])
        if head[0] not in _TRACK_HEADER:
            return None
        matrix, place = _TRACK_HEADER[head[0]]
        across, down, _ = matrix.unpack_from(head)
        # Fixed point, 16 bits behind the point.
        width, height = (round(one / 65536) for one in _SIZE.unpack_from(head, place))
        if not (width and height):
            return None
        return (height, width) if down and not across else (width, height)

    def _has_pictures(self, media: _Box) -> bool:
        handlers = (box for box in self._boxes(media.start, media.end) if box.kind == b"hdlr")
        return any(self._head(box)[8:12] == b"vide" for box in itertools.islice(handlers, 1))
