"""What content says can do nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.site import safety
from tests.site.looking import dangers


def nowhere(_address: str) -> str:
    return ""


def here(address: str) -> str:
    return f"../{address}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" \x00javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("//evil.example", ""),
        ("/\\evil.example", ""),
        ("\\\\evil.example", ""),
        ("http://[bad", ""),
        ("#part", "#part"),
        ("other.md", "../other.md"),
    ],
)
def test_a_link_can_only_lead_somewhere(address: str, expected: str) -> None:
    assert safety.link(address, here) == expected


def test_a_body_keeps_its_words_and_shape() -> None:
    text = "## In short\n\nA *word*, a [link](b.md) and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx < y\n```\n"
    assert safety.body(text, here) == (
        '<h3>In short</h3>\n<p>A <em>word</em>, a <a href="../b.md" rel="noopener noreferrer">link</a> '
        "and <code>code</code>.</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n<pre><code>x &lt; y\n</code></pre>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", ""),
        ('<img src="x" onerror="alert(1)">', "<p><img></p>"),
        ('<p onclick="alert(1)" style="x">a</p>', "<p>a</p>"),
        ("[a](javascript:alert(1))", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("![a](https://evil.example/x.png)", '<p><img alt="a"></p>'),
        ("![a](data:image/png;base64,AA)", '<p><img alt="a"></p>'),
        ('<iframe src="https://evil.example"></iframe>', ""),
        ("<form action=x><input name=y></form>", ""),
    ],
)
def test_a_body_loses_what_could_act(text: str, expected: str) -> None:
    assert safety.body(text, nowhere) == expected


_PIECES = st.sampled_from(
    (
        "<script> </script> <img src=x onerror=alert(1)> <svg onload=a> <a href='javascript:x'> [x](javascript:y) "
        "![z](//e) <style> <math> <mtext> <!-- --> <![CDATA[ ]]> &lt; \" ' ` ``` \n\n | - # * _ <div <p/onclick=x> </ "
        "<a\thref=data:x>"
    ).split(" ")
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map(" ".join))
def test_no_text_whatever_becomes_dangerous(text: str) -> None:
    assert dangers(safety.body(text, here)) == []


def test_metadata_is_escaped_and_only_what_is_known_stays() -> None:
    written = {
        "title": "A & B <script>",
        "description": '"><img>',
        "status": 'x" onclick="y',
        "tags": ["plain tag", "<img>", 7, "R&D"],
        "hide": ["toc"],
    }
    assert safety.page_meta(written) == {
        "title": "A &amp; B &lt;script&gt;",
        "description": "&quot;&gt;&lt;img&gt;",
        "tags": ["plain tag", "7", "R&amp;D"],
        "hide": ["toc"],
    }


def test_metadata_is_not_escaped_twice_and_known_statuses_stay() -> None:
    once = safety.page_meta({"title": "A & B", "status": "new", "tags": "x"})
    assert once == {"title": "A &amp; B", "status": "new", "tags": []}
    assert safety.page_meta(once) == once
