"""Decoding a file and cutting it into front matter and body."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.model import Source, Span
from handoff_lint.reading import frontmatter
from handoff_lint.reading.faults import ReadFault

_SAVE = "Save it as UTF-8: most editors offer the encoding under “Save as”."
_DELETE = "Delete the character; if this is not a Markdown file, move it out of the campaign folder."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"a\nb", "a\nb", id="LF"),
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="CRLF"),
        pytest.param(b"a\rb\r", "a\nb\n", id="CR"),
        pytest.param(b"a\r\r\nb", "a\n\nb", id="mixed line ends"),
        pytest.param(b"\xef\xbb\xbfa", "a", id="byte order mark"),
        pytest.param("a\u00a0\u0085\u2028\u3000😀\t".encode(), "a\u00a0\u0085\u2028\u3000😀\t", id="what is printable"),
        pytest.param("\ufffd\ufffc\uffee".encode(), "\ufffd\ufffc\uffee", id="neighbours of the noncharacters"),
    ],
)
def test_what_editors_write_is_decoded(raw: bytes, text: str) -> None:
    assert frontmatter.decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "message", "advice", "span"),
    [
        pytest.param(
            "---\n".encode("utf-16"),
            "The file is saved as UTF-16.",
            _SAVE,
            Span(1, 1, 1, 1),
            id="UTF-16, this machine's",
        ),
        pytest.param(b"\xfe\xff\0-", "The file is saved as UTF-16.", _SAVE, Span(1, 1, 1, 1), id="UTF-16, big-endian"),
        pytest.param(
            b"---\nt\xc3\xafm: caf\xe9 x\n",
            "The file is not UTF-8 text: byte 13 (0xE9) does not belong there.",
            _SAVE,
            Span(2, 9, 2, 10),
            id="Latin-1",
        ),
        pytest.param(
            b"a\r\nb\xff",
            "The file is not UTF-8 text: byte 4 (0xFF) does not belong there.",
            _SAVE,
            Span(2, 2, 2, 3),
            id="0xFF",
        ),
        pytest.param(
            b"a\rb\xff",
            "The file is not UTF-8 text: byte 3 (0xFF) does not belong there.",
            _SAVE,
            Span(2, 2, 2, 3),
            id="CR",
        ),
        pytest.param(
            b"\xef\xbb\xbfa\xff",
            "The file is not UTF-8 text: byte 4 (0xFF) does not belong there.",
            _SAVE,
            Span(1, 2, 1, 3),
            id="behind a byte order mark",
        ),
        pytest.param(
            b"a\xed\xa0\x80",
            "The file is not UTF-8 text: byte 1 (0xED) does not belong there.",
            _SAVE,
            Span(1, 2, 1, 3),
            id="lone surrogate",
        ),
        pytest.param(
            b"a\xe2\x82",
            "The file is not UTF-8 text: byte 1 (0xE2) does not belong there.",
            _SAVE,
            Span(1, 2, 1, 3),
            id="cut off",
        ),
        pytest.param(
            "é\n日x\0".encode(),
            "The file holds the control character U+0000, so it is not plain text.",
            _DELETE,
            Span(2, 3, 2, 4),
            id="NUL",
        ),
        pytest.param(
            b"a\x1b[31m",
            "The file holds the control character U+001B, so it is not plain text.",
            _DELETE,
            Span(1, 2, 1, 3),
            id="terminal escape",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(raw: bytes, message: str, advice: str, span: Span) -> None:
    with pytest.raises(ReadFault) as caught:
        frontmatter.decode(raw)
    assert (caught.value.message, caught.value.help, caught.value.span) == (message, advice, span)


# YAML 1.2 §5.1: c-printable, without the surrogates that UTF-8 cannot hold.
_PRINTABLE = re.compile("[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


@pytest.mark.parametrize(
    "code", [*range(0x100), 0x2028, 0xD7FF, 0xE000, 0xFEFF, *range(0xFFF0, 0x10002), 0x1FFFE, 0x10FFFF]
)
def test_exactly_the_printable_characters_of_yaml_are_let_through(code: int) -> None:
    text = f"a{chr(code)}b"
    if _PRINTABLE.fullmatch(text):
        assert frontmatter.decode(text.encode()) == text.replace("\r", "\n")
    else:
        with pytest.raises(ReadFault, match=rf"control character U\+{code:04X}"):
            frontmatter.decode(text.encode())


@given(st.text())
def test_any_text_is_decoded_or_refused_at_a_place_in_it(text: str) -> None:
    raw = text.encode()
    if _PRINTABLE.fullmatch(text):
        assert frontmatter.decode(raw) == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return
    with pytest.raises(ReadFault) as caught:
        frontmatter.decode(raw)
    span = caught.value.span
    assert span is not None
    line = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))[span.line - 1]
    assert not _PRINTABLE.fullmatch(line[span.column - 1 : span.end_column - 1])


@pytest.mark.parametrize(
    ("text", "front", "body", "body_line"),
    [
        pytest.param("---\na: b\n---\nc\n", "a: b\n", "c\n", 4, id="usual"),
        pytest.param("---\na: b\n---", "a: b\n", "", 4, id="no line end behind the fence"),
        pytest.param("---  \na: b\n--- \t\nc", "a: b\n", "c", 4, id="blanks on the fences"),
        pytest.param("---\n---\nc\n", "", "c\n", 3, id="no fields"),
        pytest.param("---\n---", "", "", 3, id="fences only"),
        pytest.param("---\n--- \nc\n", "", "c\n", 3, id="no fields, blanks on the fence"),
        pytest.param("---\n\n---\n", "\n", "", 4, id="a blank line"),
        pytest.param(
            "---\na: b\n---\nc\n---\nd: e\n---\n", "a: b\n", "c\n---\nd: e\n---\n", 4, id="fences in the body"
        ),
        pytest.param("---\na: |\n  ---\n---\n", "a: |\n  ---\n", "", 5, id="indented dashes"),
        pytest.param("---\na: b\n----\n---\n", "a: b\n----\n", "", 5, id="four dashes"),
        pytest.param("---\na: b\n---\n\n```\n---\n```\n", "a: b\n", "\n```\n---\n```\n", 4, id="fence in a code block"),
    ],
)
def test_front_matter_and_body_are_cut_at_the_second_fence(text: str, front: str, body: str, body_line: int) -> None:
    assert frontmatter.split(text) == Source(text, front, 2, body, body_line)


_BEGIN = (
    "Begin the file with a line ---, then the fields, then another line ---. "
    "For Markdown that is no handoff, add its path to `exclude` in handoff.yml."
)


@pytest.mark.parametrize(
    ("text", "message", "advice", "span"),
    [
        pytest.param("", "The file is empty.", "Start from the template of its handoff type.", None, id="empty"),
        pytest.param(" \n\n", "The file is empty.", "Start from the template of its handoff type.", None, id="blank"),
        pytest.param(
            "# Title\n",
            "The file has no front matter: its first line is not ---.",
            _BEGIN,
            Span(1, 1, 1, 2),
            id="no front matter",
        ),
        pytest.param(
            "----\na: b\n---\n",
            "The file has no front matter: its first line is not ---.",
            _BEGIN,
            Span(1, 1, 1, 2),
            id="four dashes",
        ),
        pytest.param(
            "\n---\na: b\n---\n",
            "The front matter must start on the very first line, in the first column.",
            "Delete the blank lines and blanks before the first ---.",
            Span(1, 1, 1, 2),
            id="blank line first",
        ),
        pytest.param(
            " ---\na: b\n---\n",
            "The front matter must start on the very first line, in the first column.",
            "Delete the blank lines and blanks before the first ---.",
            Span(1, 1, 1, 2),
            id="blank first",
        ),
        pytest.param(
            "---\na: b\n--\n",
            "The front matter opens here and is never closed.",
            "Write a line with only --- below the last field.",
            Span(1, 1, 1, 4),
            id="never closed",
        ),
        pytest.param(
            "---",
            "The front matter opens here and is never closed.",
            "Write a line with only --- below the last field.",
            Span(1, 1, 1, 4),
            id="one fence only",
        ),
    ],
)
def test_a_file_without_whole_front_matter_is_refused(text: str, message: str, advice: str, span: Span | None) -> None:
    with pytest.raises(ReadFault) as caught:
        frontmatter.split(text)
    assert (caught.value.message, caught.value.help, caught.value.span) == (message, advice, span)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("```\na\n```\n", id="closed"),
        pytest.param("```python\na\n`````\n", id="closed by a longer fence"),
        pytest.param("~~~ a`b\n```\n~~~\n", id="the other kind inside"),
        pytest.param("  ```\n  a\n  ```  \n", id="indented"),
        pytest.param("    ```\n", id="indented code, no fence"),
        pytest.param("``` a`b ```\n", id="code in a line"),
        pytest.param("a ``` b\n", id="backticks in a line"),
        pytest.param("````\n```\n````\n", id="a shorter fence inside"),
    ],
)
def test_closed_code_blocks_are_let_through(body: str) -> None:
    assert frontmatter.split(f"---\na: b\n---\n{body}").body == body


@pytest.mark.parametrize(
    ("body", "mark", "line"),
    [
        pytest.param("```\na\n", "```", 4, id="backticks"),
        pytest.param("x\n\n~~~~ sh\na\n~~~\n", "~~~~", 6, id="a shorter fence closes nothing"),
        pytest.param("```\na\n```\n```\nb\n", "```", 7, id="the second block"),
        pytest.param("```\na\n``` b\n", "```", 4, id="words behind a fence close nothing"),
        pytest.param("```\na\n~~~\n", "```", 4, id="the other kind closes nothing"),
    ],
)
def test_an_open_code_block_is_refused_where_it_opens(body: str, mark: str, line: int) -> None:
    with pytest.raises(ReadFault) as caught:
        frontmatter.split(f"---\na: b\n---\n{body}")
    assert caught.value.message == f"The code block that opens here with {mark} is never closed."
    assert caught.value.help == f"Write a line with only {mark} below the code, or delete this line."
    assert caught.value.span == Span(line, 1, line, len(mark) + 1)
