"""What rules may ask of a file: the same on the disk and in Git."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from handoff_lint.git import trees
from handoff_lint.git.process import Git
from handoff_lint.reading.images import Image as Measured
from handoff_lint.reading.tree import Disk, stored_size
from handoff_lint.repository import Files

OID = "0" * 64
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{OID}\nsize 24345\n".encode()
FROM = "docs/page.md"


def _jpeg() -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (30, 20)).save(raw, "JPEG")
    return raw.getvalue()


def _commit(root: Path) -> trees.GitTree:
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True).stdout
    return trees.of_commit(Git(root), root, head.strip())


@pytest.fixture(params=["disk", "commit"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Files]:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.png").write_bytes(_jpeg())
    (docs / "big.jpg").write_bytes(POINTER)
    (docs / "mail.html").write_bytes("<p>Grüße\n</p>".encode() + b"\xff")
    if request.param == "disk":
        yield Files(Disk(tmp_path))
        return
    tree = _commit(tmp_path)
    yield Files(tree)
    tree.blobs.close()


def test_an_image_is_what_its_bytes_say(files: Files) -> None:
    assert files.image("a.png", beside=FROM) == Measured(30, 20, "jpg")
    assert files.size("a.png", beside=FROM) == len(_jpeg())
    assert files.pixels("docs/a.png") == (30, 20)


def test_an_lfs_pointer_says_the_size_of_what_it_stands_for(files: Files) -> None:
    assert files.size("big.jpg", beside=FROM) == 24345
    assert files.digest("big.jpg", beside=FROM) == OID
    assert files.image("big.jpg", beside=FROM) is None


def test_a_text_is_read_up_to_a_limit(files: Files) -> None:
    assert files.text("mail.html", beside=FROM) == "<p>Grüße\n</p>\N{REPLACEMENT CHARACTER}"
    assert files.text("mail.html", beside=FROM, limit=10) is None


@pytest.mark.parametrize("path", ["gone.html", "../../outside.html", "/etc/hosts", "."])
def test_what_is_not_there_says_nothing(files: Files, path: str) -> None:
    assert files.image(path, beside=FROM) is None
    assert files.size(path, beside=FROM) is None
    assert files.text(path, beside=FROM) is None


@pytest.mark.parametrize(
    ("raw", "length", "size"),
    [
        (POINTER, len(POINTER), 24345),
        (POINTER + b"x" * 2000, 2000, 2000),
        (POINTER.replace(b"size 24345\n", b""), 90, 90),
        (b"text", 4, 4),
        (b"", 0, 0),
    ],
)
def test_only_a_pointer_says_another_size(raw: bytes, length: int, size: int) -> None:
    assert stored_size(raw, length) == size
