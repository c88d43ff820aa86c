"""What people see before something is written."""

from __future__ import annotations

import pytest

from handoff_lint.editing.diff import diff

FINGERPRINT = "sha256:" + "9f" * 32


def test_equal_files_have_no_diff() -> None:
    assert diff("a.md", b"a\nb\n", b"a\nb\n") == ""


def test_a_signature() -> None:
    before = b"type: t\nsignoffs:\n  quality:\n  legal:\n  business:\ntags: [a]\nnote: x\n"
    added = f"    - by: maya.holt\n      content: {FINGERPRINT}\n".encode()
    assert diff("docs/a.md", before, before.replace(b"  legal:\n", b"  legal:\n" + added)) == (
        "--- docs/a.md\n"
        "+++ after the change\n"
        "@@ -3,4 +3,6 @@\n"
        "   quality:\n"
        "   legal:\n"
        "+    - by: maya.holt\n"
        "+      content:\n"
        f"+      … {FINGERPRINT}\n"
        "   business:\n"
        " tags: [a]\n"
    )


def test_long_lines() -> None:
    words = "one two three four five six seven eight nine ten"
    shown = diff("docs/campaigns/a-b-c.md", f"{words}\nx\n".encode(), f"{words}\n  y: {words}\n".encode(), width=24)
    assert shown == (
        "--- …/campaigns/a-b-c.md\n"
        "+++ after the change\n"
        "@@ -1,2 +1,2 @@\n"
        " one two three four fiv…\n"
        "-x\n"
        "+  y: one two three\n"
        "+  … four five six seven\n"
        "+  … eight nine ten\n"
    )


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    after = "\n".join(" " * column + f"key: {'word ' * column}{'x' * 9 * column}" for column in range(30))
    shown = diff("docs/" + "folder/" * 30, b"a\n", after.encode(), width=width)
    assert max(map(len, shown.split("\n"))) <= width
    added = "".join(line[1:] for line in shown.split("\n")[3:] if line.startswith("+"))
    assert "".join(added.replace("… ", "").split()) == "".join(after.split()) + "(nolineend)"


def test_nothing_steers_the_terminal() -> None:
    assert diff("a\x1b[2J.md", b"", "x: \x1b[31mred\u202e\n".encode()) == (
        "--- a\\x1b[2J.md\n+++ after the change\n@@ -0,0 +1 @@\n+x: \\x1b[31mred\\u202e\n"
    )


def test_line_ends() -> None:
    assert diff("a.md", b"a\r\n", b"a\r\nb\r\n") == "--- a.md\n+++ after the change\n@@ -1 +1,2 @@\n a\n+b\n"
    assert diff("a.md", b"a\r\n", b"a\n") == "--- a.md\n+++ after the change\n@@ -1 +1 @@\n-a\\x0d\n+a\n"
    assert diff("a.md", b"a\n", b"a") == "--- a.md\n+++ after the change\n@@ -1 +1 @@\n-a\n+a (no line end)\n"


def test_bytes_that_are_no_text() -> None:
    assert diff("a.md", b"a\n", b"\xff\n") == "--- a.md\n+++ after the change\n@@ -1 +1 @@\n-a\n+\\xff\n"
