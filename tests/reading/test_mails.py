"""What a mail holds, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.reading import mails


@pytest.mark.parametrize(
    ("page", "links", "bare", "words"),
    [
        ("", 0, 0, ""),
        ("Back by six", 0, 0, "Back by six"),
        ('<a href="u">Unsubscribe</a> now', 1, 0, "Unsubscribe now"),
        ("<A HREF=u><IMG SRC=a.png></A>", 1, 1, ""),
        ("<a name=top>Up</a>", 0, 0, "Up"),
        ('<img src="a"><img alt="" src="b"><img src="c" data-alt="d">', 0, 2, ""),
        ("<!-- <a href=u>Unsubscribe</a> <img> --> Hello", 0, 0, "Hello"),
        ("<head><title>A</title></head><style>b{}</style><p>Caf&eacute;</p>", 0, 0, "Café"),
        ("<header>Hello</header>", 0, 0, "Hello"),
        ("Hello <!-- never closed <a href=u>", 0, 0, "Hello"),
        ("Hello <script>for ever", 0, 0, "Hello"),
        ("İİİ<style>b{}</STYLE>Hello", 0, 0, "İİİ Hello"),
        ("2 < 3 > 1", 0, 0, "2 1"),
    ],
)
def test_what_it_holds(page: str, links: int, bare: int, words: str) -> None:
    mail = mails.read(page)
    assert (len(mail.links), mail.bare_pictures, " ".join(mail.text.split())) == (links, bare, words)


@given(st.text(alphabet="<>!-/aimgheadscript ='\"\n", max_size=80))
def test_any_text_can_be_read(page: str) -> None:
    assert mails.read(page).bare_pictures >= 0
