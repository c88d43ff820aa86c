"""A state that Git knows is read like the disk."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import pytest
from PIL import Image

from handoff_lint.git import revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, GitError
from handoff_lint.git.trees import GitTree, of_commit
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.tree import Disk, Entry, Tree, stored_digest
from tests.git.repositories import Repository


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Files, links of every kind and a picture."""
    found = Repository(tmp_path_factory.mktemp("tree"))
    found.write("docs/brief.md", "A brief\n")
    found.write("docs/.hidden", "not listed\n")
    found.write("docs/hero.png", _png())
    found.write("docs/no-picture.png", "not a picture\n")
    found.write("assets/list.svg", "<svg/>\n")
    links = {
        "docs/to-file.svg": "../assets/list.svg",
        "docs/to-folder": "../assets",
        "docs/to-nothing": "gone",
        "docs/out": "../../elsewhere",
        "docs/absolute": "/etc",
        "docs/circle": "circle",
        "docs/to-picture.png": "hero.png",
    }
    for path, target in links.items():
        (found.root / path).symlink_to(target)
    found.commit()
    return found


@pytest.fixture
def trees(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> tuple[Tree, GitTree]:
    """The disk, and the commit of the same files."""
    for name, value in repo.environment.items():
        monkeypatch.setenv(name, value)
    git = Git(repo.root)
    return Disk(repo.root), of_commit(git, repo.root, revisions.head(git))


def test_folders_are_listed_alike(trees: tuple[Tree, GitTree]) -> None:
    disk, stored = trees
    (outside,) = (entry for entry in disk.entries("docs") if entry.name == "absolute")
    assert outside.is_folder  # whatever lies outside is of no concern to a commit
    told = [entry for entry in disk.entries("docs") if entry.name != "absolute"]
    assert [entry for entry in stored.entries("docs") if entry.name != "absolute"] == told
    assert Entry("to-folder", True, "a symbolic link to a folder or to nothing") in told
    assert stored.entries(".") == [Entry("assets", True), Entry("docs", True)]
    assert [(stored.holds(path), stored.is_inside(path)) for path in (".", "docs", "gone")] == [
        (True, True),
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "docs/brief.md",
        "docs/to-file.svg",
        "docs/to-folder/list.svg",
        "docs/to-folder",
        "docs",
        "docs/to-nothing",
        "docs/out",
        "docs/circle",
        "docs/gone.md",
        "docs/brief.md/below",
    ],
)
def test_what_exists_and_its_digest_are_alike(path: str, trees: tuple[Tree, GitTree]) -> None:
    disk, stored = trees
    assert (stored.exists(path), stored.digest(path)) == (disk.exists(path), disk.digest(path))


@pytest.mark.parametrize("path", ["docs/hero.png", "docs/no-picture.png", "docs/to-picture.png", "docs/gone.png"])
def test_pictures_are_measured_alike(path: str, trees: tuple[Tree, GitTree]) -> None:
    disk, stored = trees
    image = stored.image(path)
    assert image == disk.image(path)
    assert (image and (image.width, image.height)) == ((30, 20) if path == "docs/hero.png" else None)


def test_files_are_read_alike(trees: tuple[Tree, GitTree]) -> None:
    disk, stored = trees
    assert stored.read("docs/brief.md", max_bytes=8) == disk.read("docs/brief.md", max_bytes=8) == b"A brief\n"
    for tree in trees:
        with pytest.raises(ReadFault) as caught:
            tree.read("docs/brief.md", max_bytes=7)
        assert caught.value.message == "The file is 8 bytes; at most 7 are read."
    with pytest.raises(ReadFault) as caught:
        stored.read("docs/gone.md", max_bytes=8)
    assert caught.value.message == "There is no such file in this state of the repository."
    with pytest.raises(ReadFault) as caught:
        stored.read("docs/to-file.svg", max_bytes=8)
    assert caught.value.message == "This is a symbolic link, not a file."


def test_a_tree_travels_to_another_process(trees: tuple[Tree, GitTree]) -> None:
    _, stored = trees
    assert stored.read("docs/brief.md", max_bytes=8) == b"A brief\n"
    again: GitTree = pickle.loads(pickle.dumps(stored))  # noqa: S301 - our own
    assert again.read("docs/brief.md", max_bytes=8) == b"A brief\n"
    assert again.entries("docs") == stored.entries("docs")


def test_blobs_start_again_after_the_end(trees: tuple[Tree, GitTree]) -> None:
    _, stored = trees
    blobs = Blobs(Git(stored.root))
    blobs.close()
    oid = stored.files["docs/brief.md"].oid
    assert blobs.read(oid) == b"A brief\n"
    blobs.close()
    assert blobs.read(oid) == b"A brief\n"
    blobs.close()


def test_a_bare_repository_has_no_files(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.git("init", "--quiet", "--bare", "bare")
    with pytest.raises(GitError) as caught:
        Git(repo.top / "bare")
    assert caught.value.message == f"{repo.top / 'bare'} is a bare repository, without files."


@pytest.mark.parametrize(
    ("raw", "like"),
    [
        (b"<svg>\r\n</svg>\r\n", b"<svg>\n</svg>\n"),
        (b"lone\rreturns\r\n", b"lone\rreturns\n"),
    ],
)
def test_line_ends_of_a_text_do_not_count(raw: bytes, like: bytes) -> None:
    assert stored_digest(raw) == stored_digest(like)


def test_every_byte_of_a_picture_counts() -> None:
    assert stored_digest(b"\x89PNG\r\n\x1a\n\0") != stored_digest(b"\x89PNG\n\x1a\n\0")
