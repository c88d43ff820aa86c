"""The table of bad input, row by row: each gives a finding with its place, or exit 2 with a remedy.

The rows on fixing, signing, the site, exports and git are tested where those are.
"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.engine import Options, Result
from handoff_lint.model import Finding
from handoff_lint.rules.structure import front_matter

_BASE = Path(__file__).parents[1] / "rules" / "base"
_BRIEF = (_BASE / "brief.md").read_bytes()
_CAMPAIGN = "docs/campaigns/spring-ride"
_PATH = f"{_CAMPAIGN}/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_CODE = "HF101"
_MIB = 1024 * 1024


def _repository(root: Path, brief: bytes | None = _BRIEF, settings: str = "profile: standard\n") -> Path:
    """A small, clean repository with this brief in it; returns where the brief lies."""
    full = root / _PATH
    full.parent.mkdir(parents=True)
    (root / "handoff.yml").write_text(settings, encoding="utf-8")
    (root / _CAMPAIGN / "campaign.md").write_bytes((_BASE / "campaign.md").read_bytes())
    if brief is not None:
        full.write_bytes(brief)
    return full


def _run(root: Path) -> Result:
    """All findings of the one rule that tells what could not be read."""
    return engine.run(config.load(root), Options(rules=(front_matter.RULE,)))


def _seen(findings: tuple[Finding, ...]) -> list[tuple[str, str, int, int, str]]:
    return [(one.code, one.path, one.span.line, one.span.column, one.message) for one in findings]


def _cli(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "handoff_lint", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _front(text: str) -> bytes:
    return f"---\n{text}\n---\n".encode()


_DEEP = "The fields are nested more than 32 levels deep."
_NODES = "The front matter holds more than 20,000 values."
_N = 100_000
_NUMBER = "This number is too large or no number at all."

_CONTENT: dict[str, tuple[bytes, int, int, str]] = {
    # Row "100,000-deep nesting".
    "nesting, lists in brackets": (_front("a: " + "[" * 50_000 + "]" * 50_000), 2, 35, _DEEP),
    "nesting, groups in braces": (_front("a: " + "{a: " * 40_000), 2, 4 + 31 * 4, _DEEP),
    "nesting, brackets on lines": (_front("a: [\n" + " [\n" * 60_000), 33, 2, _DEEP),
    "nesting, lists on one line": (_front("a:\n " + "- " * _N), 3, 2 + 31 * 2, _DEEP),
    "nesting, complex keys": (_front("? " * _N + "a"), 2, 3, "A field name must be plain text, not a list or mapping."),
    "nesting, by indentation": (_front("\n".join(" " * level + "a:" for level in range(600))), 34, 33, _DEEP),
    "nesting, lists by indentation": (_front("\n".join(" " * level + "-" for level in range(600))), 34, 33, _DEEP),
    # Row "alias bomb, merge bomb".
    "alias bomb": (
        _front("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"),
        2,
        4,
        "&a names a value for use elsewhere, which front matter may not do.",
    ),
    "alias": (_front("a: 1\nb: *a"), 3, 4, "*a refers to another value, which front matter may not do."),
    "merge bomb": (
        _front("a:\n  <<: [{b: c}, {b: c}]"),
        3,
        3,
        "<< merges another mapping, which front matter may not do.",
    ),
    # Row "tags, duplicate keys, complex keys, several documents".
    "tag": (
        _front("a: !!python/object/apply:os.system ['true']"),
        2,
        4,
        "!!python/object/apply:os.system is a type mark, which front matter may not hold.",
    ),
    "duplicate key": (_front("a: 1\nb: 2\na: 3"), 4, 1, "The field a stands here twice; it is already on line 2."),
    "complex key": (_front("? [a]\n: b"), 2, 3, "A field name must be plain text, not a list or mapping."),
    "several documents": (_front("a: b\n--- # again\nc: d"), 3, 1, "A second YAML document begins here."),
    # Row "huge integer".
    "huge integer": (_front("a: " + "9" * 5000), 2, 4, _NUMBER),
    "integer above 2^53": (_front("a: 9007199254740993"), 2, 4, _NUMBER),
    # Row "100 MB file, 200,000 keys".
    "large front matter": (
        _front("a: " + "b" * 256 * 1024),
        1,
        1,
        "The front matter is 262,148 bytes; at most 262,144 are read.",
    ),
    "20,000 values": (_front("\n".join(f"k{number}:" for number in range(10_000))), 10_001, 7, _NODES),
    # Row "binary, NUL, UTF-16, bad UTF-8, lone surrogates".
    "binary": (
        b"\x7fELF\x02\x01\x01" + bytes(9),
        1,
        1,
        "The file holds the control character U+007F, so it is not plain text.",
    ),
    "NUL": (b"---\na: b\0c\n---\n", 2, 5, "The file holds the control character U+0000, so it is not plain text."),
    "UTF-16": ("---\na: b\n---\n".encode("utf-16"), 1, 1, "The file is saved as UTF-16."),
    "bad UTF-8": (b"---\na: caf\xe9\n---\n", 2, 7, "The file is not UTF-8 text: byte 10 (0xE9) does not belong there."),
    "lone surrogate": (
        b"---\na: \xed\xa0\x80\n---\n",
        2,
        4,
        "The file is not UTF-8 text: byte 7 (0xED) does not belong there.",
    ),
    "escaped lone surrogate": (
        _front('a: "\\ud800"'),
        2,
        7,
        "A backslash inside double quotes begins a code, and this one is unknown.",
    ),
    # Row "unclosed front matter or code fence".
    "unclosed front matter": (b"---\na: b\n", 1, 1, "The front matter opens here and is never closed."),
    "unclosed code fence": (
        _BRIEF + b"\n```sh\nmake\n",
        _BRIEF.count(b"\n") + 2,
        1,
        "The code block that opens here with ``` is never closed.",
    ),
    "text for fields": (_front("just words"), 2, 1, "The front matter is not a list of fields."),
    "empty file": (b"", 1, 1, "The file is empty."),
}


@pytest.mark.parametrize(("brief", "line", "column", "message"), _CONTENT.values(), ids=_CONTENT)
def test_content(tmp_path: Path, brief: bytes, line: int, column: int, message: str) -> None:
    _repository(tmp_path, brief)
    assert _seen(_run(tmp_path).findings) == [(_CODE, _PATH, line, column, message)]


def test_200_000_keys(tmp_path: Path) -> None:
    _repository(tmp_path, _front("\n".join(f"k{number}: 1" for number in range(200_000))))
    assert _seen(_run(tmp_path).findings) == [
        (_CODE, _PATH, 1, 1, "The file is 2,088,898 bytes; at most 1,048,576 are read.")
    ]


def test_200_000_keys_where_larger_files_are_allowed(tmp_path: Path) -> None:
    _repository(
        tmp_path,
        _front("\n".join(f"k{number}: 1" for number in range(200_000))),
        "limits: {file_kib: 10000, front_matter_kib: 10000}\n",
    )
    assert _seen(_run(tmp_path).findings) == [(_CODE, _PATH, 10_001, 8, _NODES)]


def test_100_mb(tmp_path: Path) -> None:
    full = _repository(tmp_path)
    with full.open("r+b") as stream:
        stream.truncate(100 * _MIB)  # takes no room on the disk
    assert _seen(_run(tmp_path).findings) == [
        (_CODE, _PATH, 1, 1, "The file is 104,857,600 bytes; at most 1,048,576 are read.")
    ]


# Row "BOM, CRLF, tabs, trailing blanks on the fence", and "---" in the body.
_ACCEPTED = {
    "byte order mark": b"\xef\xbb\xbf" + _BRIEF,
    "CRLF": _BRIEF.replace(b"\n", b"\r\n"),
    "CR": _BRIEF.replace(b"\n", b"\r"),
    "blanks on the fences": _BRIEF.replace(b"---\n", b"--- \t\n"),
    "tab before a comment": _BRIEF.replace(b"status: in_review\n", b"status: in_review\t# for Leo\n"),
    "tab in a value": _BRIEF.replace(b"title: Spring ride", b"title: Spring\tride"),
    "fences in the body": _BRIEF + b"\n---\nstatus: draft\n---\n",
    "no line end at the end": _BRIEF.rstrip(b"\n"),
    "an escaped character": _BRIEF.replace(b"title: Spring ride", b'title: "Spring\\x20ride"'),
}


@pytest.mark.parametrize("brief", _ACCEPTED.values(), ids=_ACCEPTED)
def test_what_editors_do_is_accepted(tmp_path: Path, brief: bytes) -> None:
    assert brief != _BRIEF
    _repository(tmp_path, brief)
    result = engine.run(config.load(tmp_path))
    # Only that the brief was read whole counts here; what depends on the day is another matter.
    assert [one.message for one in result.findings if not one.time_dependent] == []
    assert result.packages == 1


# Row "YAML 1.1 readings", and dates that are none.
@pytest.mark.parametrize("value", ["no", "on", "yes", "12:30", "1_000", "0b1", "+0x1F"])
def test_values_are_read_as_in_yaml_1_2(tmp_path: Path, value: str) -> None:
    _repository(tmp_path, _BRIEF.replace(b"title: Spring ride", f"title: {value}".encode()))
    found = [one for one in engine.run(config.load(tmp_path)).findings if one.pointer == "/title"]
    # Only a text is too short.
    assert [(one.code, one.span.line, one.span.column, one.message) for one in found] == [
        ("HF102", 4, 8, f"title is {len(value)} characters long; at least 8 are needed.")
    ]


@pytest.mark.parametrize(("value", "number"), [("0x1F", "31"), ("0o14", "12"), ("1e3", "1000.0"), (".5", "0.5")])
def test_numbers_are_read_as_in_yaml_1_2(tmp_path: Path, value: str, number: str) -> None:
    _repository(tmp_path, _BRIEF.replace(b"title: Spring ride", f"title: {value}".encode()))
    found = [one for one in engine.run(config.load(tmp_path)).findings if one.pointer == "/title"]
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("HF102", 4, 8)]
    assert found[0].message.endswith(f"the number {number}.")


def test_a_date_that_is_none_is_text_until_a_rule_reads_it(tmp_path: Path) -> None:
    _repository(tmp_path, _BRIEF.replace(b"due: 2027-01-13", b"due: 2026-02-30"))
    found = [one for one in engine.run(config.load(tmp_path)).findings if one.pointer == "/timeline/due"]
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("HF102", 23, 8)]
    assert "2026-02-30" in found[0].message


def _fifo(full: Path) -> None:
    os.mkfifo(full)


def _socket(full: Path) -> None:
    here = Path.cwd()
    os.chdir(full.parent)  # the path of a socket has little room
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(full.name)
    finally:
        os.chdir(here)


_OUTSIDE = "This is a symbolic link to a place outside the repository, so it is not read."
_NOWHERE = "This is a symbolic link that leads nowhere."
_PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    # Row "FIFO, socket, device".
    "FIFO": (_fifo, "This is a named pipe, not a file."),
    "socket": (_socket, f"The file cannot be read: {os.strerror(errno.ENXIO)}."),
    "device": (lambda full: full.symlink_to("/dev/zero"), _OUTSIDE),
    # Row "symlink loop or symlink out of the repository".
    "symlink loop": (lambda full: full.symlink_to(full.name), _NOWHERE),
    "dangling symlink": (lambda full: full.symlink_to("gone.md"), _NOWHERE),
    "symlink out of the repository": (lambda full: full.symlink_to("/etc/hostname"), _OUTSIDE),
    "relative symlink out of the repository": (lambda full: full.symlink_to("../../../../../secret.md"), _OUTSIDE),
}


@pytest.mark.parametrize(("make", "message"), _PLACES.values(), ids=_PLACES)
def test_what_is_no_file_of_the_repository(tmp_path: Path, make: Callable[[Path], None], message: str) -> None:
    root = tmp_path / "repository"
    full = _repository(root, None)
    (tmp_path / "secret.md").write_bytes(_BRIEF)
    make(full)
    assert _seen(_run(root).findings) == [(_CODE, _PATH, 1, 1, message)]


@pytest.mark.parametrize("target", ["../../..", "/etc", "."])
def test_a_folder_that_is_a_symlink_is_not_followed(tmp_path: Path, target: str) -> None:
    _repository(tmp_path)
    (tmp_path / _CAMPAIGN / "02-production").symlink_to(target)
    assert _seen(_run(tmp_path).findings) == [
        (
            _CODE,
            f"{_CAMPAIGN}/02-production",
            1,
            1,
            "This is a symbolic link to a folder or to nothing, so what is behind it was not checked.",
        )
    ]


@pytest.mark.parametrize(
    "link",
    [
        "../../../../../../../etc/passwd",
        "/etc/passwd",
        "C:\\Users\\x.md",
        "\\\\server\\x.md",
        "..",
        "a%00b.md",
        "..%2f..%2f..%2f..%2f..%2fetc",
    ],
)
def test_links_that_lead_out_of_the_repository(tmp_path: Path, link: str) -> None:
    _repository(tmp_path, _BRIEF + f"\n[Plan]({link})\n".encode())
    found = [one for one in engine.run(config.load(tmp_path)).findings if one.code == "HF109"]
    inside = link == ".."  # the campaign's folder: a link to it is fine
    assert [(one.span.line, one.span.column) for one in found] == ([] if inside else [(_BRIEF.count(b"\n") + 2, 8)])


# Row "unreadable, vanished while running".
@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EACCES, f"The file cannot be read: {os.strerror(errno.EACCES)}."),
        (errno.EIO, f"The file cannot be read: {os.strerror(errno.EIO)}."),
        (errno.ENOENT, "The file vanished while the check was running."),
    ],
)
def test_a_file_that_cannot_be_opened_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    full = _repository(tmp_path)  # root may open everything, so the refusal is made
    other = full.with_name("20270110_spring-ride_strategy-to-creative_two_v01.md")
    other.write_bytes(b"no front matter\n")
    real = os.open

    def open_(path: str, flags: int) -> int:
        if str(path).endswith(_PATH):
            raise OSError(number, os.strerror(number))
        return real(path, flags)

    monkeypatch.setattr(os, "open", open_)
    assert _seen(_run(tmp_path).findings) == [
        (
            _CODE,
            f"{_CAMPAIGN}/01-brief/{other.name}",
            1,
            1,
            "The file has no front matter: its first line is not ---.",
        ),
        (_CODE, _PATH, 1, 1, message),
    ]


# Row "terminal escapes, bidi controls in values", and newlines in messages.
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param('"\\x1b[31mx"', "\\x1b[31mx", id="terminal escape"),
        pytest.param("x\u202ey", "x\\u202ey", id="bidi override"),
        pytest.param("x\u2066y", "x\\u2066y", id="bidi isolate"),
        pytest.param("x\u200by", "x\\u200by", id="zero width"),
    ],
)
@pytest.mark.parametrize("form", ["text", "concise"])
def test_values_cannot_steer_the_terminal(tmp_path: Path, form: str, written: str, shown: str) -> None:
    _repository(tmp_path, _BRIEF.replace(b"type: strategy-to-creative", f"type: {written}".encode()))
    done = _cli(tmp_path, "check", "--select", "HF102", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"type is “{shown}”, which is no handoff type of this version." in done.stdout
    assert all(character.isprintable() or character == "\n" for character in done.stdout)


@pytest.mark.parametrize("written", ['"a\\nb"', "|\n  a\n  b", '"a\\r\\nb"', '"a\\u2028b"'])
def test_a_finding_stays_on_its_line(tmp_path: Path, written: str) -> None:
    _repository(tmp_path, _BRIEF.replace(b"type: strategy-to-creative", f"type: {written}".encode()))
    done = _cli(tmp_path, "check", "--select", "HF102", "--format", "concise")
    assert done.stdout == (f"{_PATH}:2:7: error HF102 type is “a b”, which is no handoff type of this version.\n")


def test_a_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    full = _repository(tmp_path)
    name = b"caf\xe9\x1b[2J\n.md"
    (full.parent / os.fsdecode(name)).write_bytes(b"x\n")
    done = _cli(tmp_path, "check", "--select", "HF101", "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{_CAMPAIGN}/01-brief/caf\\xe9\\x1b[2J\\x0a.md:1:1: error HF101 "
        "The file has no front matter: its first line is not ---.\n"
    )


# Row "user-supplied naming pattern with catastrophic backtracking".
def test_a_naming_template_that_could_be_read_in_two_ways(tmp_path: Path) -> None:
    _repository(tmp_path, settings='naming:\n  package: "{campaign}{type}.md"\n')
    done = _cli(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "handoff.yml:2:12: In the naming template {campaign}{type}.md, "
        "{type} is not separated from the token before it.\n"
        "Put _ or . between two tokens, so that a name can be read in one way only.\n"
    )


@pytest.mark.parametrize(
    "name",
    ["a-" * 110 + ".md", "a" * 250 + ".md", "20270110_" + "a_" * 118 + ".md", "1" * 240 + "_.md", "a-a" * 80 + "!.md"],
)
def test_long_file_names_are_read_at_once(tmp_path: Path, name: str) -> None:
    full = _repository(tmp_path)
    (full.parent / name).write_bytes(_BRIEF)
    found = [one.path for one in engine.run(config.load(tmp_path)).findings if one.code == "HF201"]
    assert found == [f"{_CAMPAIGN}/01-brief/{name}"]


# Row "handoff.yml broken, unknown setting, a rule code that does not exist", and runs that have nothing to check.
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(
            "profile: [standard\n",
            "handoff.yml:1:10: The list that opens with [ here is not closed properly.\nCheck the commas and ",
            id="broken",
        ),
        pytest.param(
            "profle: strict\n",
            "handoff.yml:1:1: There is no field “profle”. Did you mean profile?\n",
            id="unknown setting",
        ),
        pytest.param(
            "severity:\n  HF192: off\n",
            "handoff.yml:2:10: There is no rule HF192. Did you mean HF",
            id="unknown rule",
        ),
        pytest.param("- a\n", "handoff.yml:1:1: The front matter is not a list of fields.\n", id="a list"),
        pytest.param("a: &b c\n", "handoff.yml:1:4: &b names a value for use elsewhere, which", id="anchor"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, settings: str, message: str) -> None:
    _repository(tmp_path, settings=settings)
    done = _cli(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) >= 2  # a remedy follows


def test_settings_that_are_not_utf_8(tmp_path: Path) -> None:
    _repository(tmp_path)
    (tmp_path / "handoff.yml").write_bytes(b"profile: standard # caf\xe9\n")
    done = _cli(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "handoff.yml:1:24: The file is not UTF-8 text: byte 23 (0xE9) does not belong there.\n"
    )


def test_no_settings_file(tmp_path: Path) -> None:
    done = _cli(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"There is no handoff.yml in {tmp_path} or above it, so there is nothing to check.\n"
        "Go to the repository's root, or start one: create handoff.yml there with the line  profile: starter\n"
    )


def test_no_campaigns_folder(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: standard\n", encoding="utf-8")
    done = _cli(tmp_path, "check")
    assert (done.returncode, done.stdout) == (2, "")
    message, advice = done.stderr.splitlines()
    assert message == f"There is no folder docs/campaigns/ in {tmp_path}."
    assert "set `docs_dir` in handoff.yml (now docs)" in advice


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("docs/campaigns/sprung-ride", "No handoff file matches docs/campaigns/sprung-ride.\n"),
        ("README.md", "No handoff file matches README.md.\n"),
        ("../elsewhere", "../elsewhere lies outside the repository "),
    ],
)
def test_paths_that_match_nothing(tmp_path: Path, path: str, message: str) -> None:
    _repository(tmp_path)
    done = _cli(tmp_path, "check", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) == 2
