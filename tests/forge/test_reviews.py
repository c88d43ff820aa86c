"""The file of reviews: where it may lie, and what is refused before any answer is looked at."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from handoff_lint.errors import EXIT_CANNOT_CHECK
from handoff_lint.forge import reviews
from handoff_lint.forge.model import Forge, ForgeError
from tests.forge.envelopes import FILE, github, gitlab, read, refusal

AGAIN = "Let the CI step that fetches the reviews write the file again; do not edit it by hand."
INSIDE = "The file of reviews lies inside the checkout, so the pull request could have brought it along."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    return root


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A good file of reviews beside the checkout."""
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(github()), encoding="utf-8")
    return path


def failure(path: Path, checkout: Path) -> tuple[str, str, str]:
    with pytest.raises(ForgeError) as caught:
        reviews.load(path, checkout=checkout)
    assert caught.value.exit_code == EXIT_CANNOT_CHECK
    return caught.value.message, caught.value.help, caught.value.place


def test_a_file_outside_the_checkout_is_read(outside: Path, checkout: Path) -> None:
    assert reviews.load(outside, checkout=checkout) == read(github())


def test_a_file_behind_a_link_that_lies_outside_is_read(outside: Path, checkout: Path) -> None:
    link = outside.with_name("link.json")
    link.symlink_to(outside)
    assert reviews.load(link, checkout=checkout).forge is Forge.GITHUB


def test_a_folder_whose_name_only_begins_like_the_checkout(outside: Path, checkout: Path) -> None:
    beside = checkout.with_name("checkout.tmp")
    beside.mkdir()
    moved = outside.rename(beside / "reviews.json")
    assert reviews.load(moved, checkout=checkout).number == 42


def test_a_byte_order_mark_is_no_fault(outside: Path, checkout: Path) -> None:
    outside.write_bytes(b"\xef\xbb\xbf" + outside.read_bytes())
    assert reviews.load(outside, checkout=checkout).number == 42


def inside(kind: str, checkout: Path, outside: Path) -> tuple[Path, Path]:
    """(file of reviews, checkout) for one way in which the file comes from the checkout."""
    mine = checkout / "ci" / "reviews.json"
    mine.parent.mkdir()
    mine.write_bytes(outside.read_bytes())
    link = outside.with_name("link")
    if kind == "file":
        return mine, checkout
    if kind == "link to a file outside":
        (checkout / "link.json").symlink_to(outside)
        return checkout / "link.json", checkout
    if kind == "folder that leads outside":
        (checkout / "temp").symlink_to(outside.parent, target_is_directory=True)
        return checkout / "temp" / "reviews.json", checkout
    if kind == "link outside to a file inside":
        link.symlink_to(mine)
        return link, checkout
    if kind == "linked folder outside":
        link.symlink_to(checkout, target_is_directory=True)
        return link / "ci" / "reviews.json", checkout
    if kind == "linked checkout":
        link.symlink_to(checkout, target_is_directory=True)
        return mine, link
    return outside.parent / "checkout" / ".." / "checkout" / "ci" / "reviews.json", checkout


@pytest.mark.parametrize(
    "kind",
    [
        "file",
        "link to a file outside",
        "folder that leads outside",
        "link outside to a file inside",
        "linked folder outside",
        "linked checkout",
        "way around",
    ],
)
def test_a_file_of_the_checkout_is_refused(kind: str, checkout: Path, outside: Path) -> None:
    path, root = inside(kind, checkout, outside)
    advice = "Let the CI step write it outside, for example into $RUNNER_TEMP."
    assert failure(path, root) == (INSIDE, advice, str(path))


def test_a_relative_path_is_one_of_the_working_directory(
    outside: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    (checkout / "reviews.json").write_bytes(outside.read_bytes())
    assert failure(Path("reviews.json"), Path())[0] == INSIDE
    assert reviews.load(Path("../reviews.json"), checkout=Path()).number == 42


def test_what_is_no_file_is_refused(tmp_path: Path, checkout: Path) -> None:
    missing = tmp_path / "missing.json"
    assert failure(missing, checkout) == ("There is no file of reviews here.", AGAIN, str(missing))
    folder = tmp_path / "folder"
    folder.mkdir()
    assert failure(folder, checkout)[0] == "There is no file of reviews here."


def test_a_path_that_cannot_be_followed_is_refused(tmp_path: Path, checkout: Path) -> None:
    bad = tmp_path / "null\0.json"
    assert failure(bad, checkout) == ("The file of reviews cannot be found.", AGAIN, str(bad))


def test_a_file_that_is_too_large_is_refused(outside: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = outside.stat().st_size
    monkeypatch.setattr(reviews, "LARGEST_FILE", size)
    assert reviews.load(outside, checkout=checkout).number == 42
    outside.write_bytes(b" " + outside.read_bytes())
    assert failure(outside, checkout)[0] == "The file of reviews is larger than 0 MiB."


def test_text_that_is_not_utf_8_is_refused(outside: Path, checkout: Path) -> None:
    outside.write_bytes(b'{"forge": "github\xff"}')
    assert failure(outside, checkout)[0] == "The file of reviews is not UTF-8 text."


def test_a_file_that_cannot_be_opened_is_refused(
    outside: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert failure(outside, checkout)[0] == "The file of reviews cannot be read: Permission denied."


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("", "The file of reviews is no JSON: Expecting value.", f"{FILE}:1:1"),
        (
            '{"forge": "github",\n "reviews" []}',
            "The file of reviews is no JSON: Expecting ':' delimiter.",
            f"{FILE}:2:12",
        ),
        ('[{"id": 1}][{"id": 2}]', "The file of reviews is no JSON: Extra data.", f"{FILE}:1:12"),
        ("[]", "The file of reviews should hold one JSON object.", FILE),
        ('{"a": NaN}', "The file of reviews cannot be read: NaN is no JSON.", FILE),
        ('{"a": -Infinity}', "The file of reviews cannot be read: -Infinity is no JSON.", FILE),
        (f'{{"a": {"9" * 5000}}}', "The file of reviews cannot be read: a number has 5000 digits.", FILE),
        ("[" * 100_000, "The file of reviews cannot be read: it is nested too deeply.", FILE),
        (
            '{"forge": "github", "reviews": [], "reviews": []}',
            "The file of reviews cannot be read: the field “reviews” is there twice.",
            FILE,
        ),
    ],
    ids=["empty", "colon", "concatenated", "list", "nan", "infinity", "digits", "deep", "twice"],
)
def test_what_is_no_sound_json_is_refused(text: str, message: str, place: str) -> None:
    assert refusal(text) == (message, AGAIN, place)


@pytest.mark.parametrize(
    ("change", "message", "advice"),
    [
        ({"forge": "gitea"}, "forge should be github or gitlab, not “gitea”.", ""),
        ({"forge": ["github"]}, "forge should be github or gitlab, not a list.", ""),
        ({"forge": None}, "forge should be github or gitlab, not a group of fields.", ""),
        (
            {"review": []},
            "The file of reviews has a field “review” that is not known. Did you mean reviews?",
            "Known for GitHub: forge, pull_request and reviews.",
        ),
        ({"reviews": None}, "The file of reviews has no reviews.", AGAIN),
        ({"pull_request": None}, "The file of reviews has no pull_request.", AGAIN),
    ],
)
def test_the_envelope_is_strict(change: dict[str, Any], message: str, advice: str) -> None:
    expected = advice or "Write which forge answered: github or gitlab."
    assert refusal(github() | change) == (message, expected, FILE)


def test_the_forge_is_not_guessed() -> None:
    data = github()
    del data["forge"]
    assert refusal(data)[0] == "forge is missing."


def test_the_fields_of_one_forge_are_not_those_of_the_other() -> None:
    assert refusal(github() | {"forge": "gitlab"}) == (
        "The file of reviews has a field “pull_request” that is not known.",
        "Known for GitLab: forge, merge_request, approvals, reviewers, versions and notes.",
        FILE,
    )


@pytest.mark.parametrize("key", ["merge_request", "approvals", "reviewers", "versions"])
def test_every_answer_of_gitlab_but_the_notes_is_needed(key: str) -> None:
    data = gitlab()
    del data[key]
    assert refusal(data) == (f"The file of reviews has no {key}.", AGAIN, FILE)


def test_nothing_in_a_message_can_steer_a_terminal() -> None:
    assert refusal(github() | {"\x1b[31m": 1})[0] == "The file of reviews has a field “\\x1b[31m” that is not known."


def test_an_error_and_a_pull_request_survive_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(ForgeError("a", help="b", place="c")))  # noqa: S301 - our own
    assert (type(error), error.message, error.help, error.place) == (ForgeError, "a", "b", "c")
    pull = read(github())
    assert pickle.loads(pickle.dumps(pull)) == pull  # noqa: S301


def test_the_names_of_the_forges() -> None:
    assert [(forge.value, forge.label) for forge in Forge] == [("github", "GitHub"), ("gitlab", "GitLab")]
