"""What a film is, from its head; and files that mean harm."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.reading import videos
from handoff_lint.reading.tree import Disk
from handoff_lint.reading.videos import Video
from handoff_lint.repository import Files

from .films import TURNED, box, film, movie, track

SOUND = track(0, 0, handler=b"soun")
SUBTITLES = track(400, 60, handler=b"text")


@pytest.mark.parametrize(
    ("raw", "video"),
    [
        (film(track(1920, 1080)), Video(1920, 1080, 12.5, "mp4")),
        (film(SOUND, SUBTITLES, track(1080, 1920)), Video(1080, 1920, 12.5, "mp4")),
        (film(track(1920, 1080, matrix=TURNED)), Video(1080, 1920, 12.5, "mp4")),
        (film(track(640, 360, version=1), brand=b"qt  "), Video(640, 360, 12.5, "mov")),
        (film(track(176, 144), brand=b"3gp5"), Video(176, 144, 12.5, "3gp")),
        (movie(track(640, 360)), Video(640, 360, 12.5, "mov")),
        (movie(track(640, 360), seconds=5e6, version=1), Video(640, 360, 5e6, "mov")),
        (movie(track(640, 360), seconds=0), Video(640, 360, None, "mov")),
        (movie(track(640, 360), seconds=(2**32 - 1) / 1000), Video(640, 360, None, "mov")),
        (movie(track(639.6, 360.4)), Video(640, 360, 12.5, "mov")),
        (box(b"moov", track(640, 360)), Video(640, 360, None, "mov")),
    ],
)
def test_a_film_is_what_its_head_says(raw: bytes, video: Video) -> None:
    assert videos.measure(io.BytesIO(raw)) == video


def test_boxes_may_be_long_or_reach_to_the_end() -> None:
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + 8) + bytes(8)
    head = bytearray(movie(track(640, 360)))
    head[0:4] = bytes(4)
    assert videos.measure(io.BytesIO(long + bytes(head))) == Video(640, 360, 12.5, "mov")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a",
        bytes(4096),
        film(SOUND, SUBTITLES),
        film(track(0, 1080)),
        film(track(1920, 1080))[:-200],
        film(),
        box(b"moov", box(b"trak", box(b"tkhd"), box(b"mdia", box(b"hdlr", bytes(8), b"vide")))),
        box(b"moov", box(b"mvhd"), track(640, 360)),
        box(b"moov", box(b"mvhd", bytes(8)), track(640, 360)),
        box(b"moov", track(640, 360, version=2)),
        struct.pack(">I4s", 7, b"moov") + movie(track(640, 360)),
        struct.pack(">I4sQ", 1, b"mdat", 2**63) + movie(track(640, 360)),
        box(b"free") * 10_001 + movie(track(640, 360)),
    ],
)
def test_what_is_no_film_says_nothing(raw: bytes) -> None:
    assert videos.measure(io.BytesIO(raw)) is None


@given(st.binary(max_size=40), st.integers(0, 600), st.integers(0, 40))
def test_no_bytes_bring_it_down(noise: bytes, place: int, cut: int) -> None:
    raw = film(SOUND, track(1920, 1080))
    damaged = raw[:place] + noise + raw[place + cut :]
    found = videos.measure(io.BytesIO(damaged))
    assert found is None or (found.width > 0 and found.height > 0)


def test_only_regular_files_in_the_repository_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.MP4").write_bytes(film(track(640, 360)))
    (tmp_path / "link.mp4").symlink_to("a.MP4")
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "a.txt").write_bytes(film(track(640, 360)))
    files = Files(Disk(tmp_path))
    assert files.video("a.MP4", beside="page.md") == Video(640, 360, 12.5, "mp4")
    assert files.pixels("a.MP4") == (640, 360)
    for name in ("link.mp4", "folder.mp4", "a.txt", "gone.mp4", "../out.mp4"):
        assert files.video(name, beside="page.md") is None


@pytest.mark.parametrize(
    ("name", "video"),
    [
        ("h264.mp4", Video(64, 36, 1.022, "mp4")),
        ("turned.mov", Video(36, 64, 1.021, "mov")),
        ("in_parts.mp4", Video(64, 36, None, "mp4")),  # streamed: each part says its own length
    ],
)
def test_films_that_ffmpeg_made(name: str, video: Video) -> None:
    assert videos.measure(Path(__file__).parent / "films_of_ffmpeg" / name) == video
