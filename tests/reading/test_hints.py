"""What authors get wrong in YAML, and the words and place that they are shown."""

from __future__ import annotations

from typing import Any

import pytest

from handoff_lint.model import Span
from handoff_lint.reading import events, fast, hints
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits

_QUOTE_IT = 'Put the whole value in quotes, for example name: "…".'
_PEOPLE = 'Write people without it (maya.holt), or put the whole value in quotes ("@maya").'
_TWICE = "A quote mark inside the value is written twice ('')."
_UNCLOSED = f"Write the same quote mark at the end of the value. {_TWICE}"
_MISFIT = "This line does not fit the lines above it."
_CHECK = "Check its indentation, and the quotes and brackets of the line before."
_NEITHER = "This line is neither a field (name: value) nor a list item (- value)."
_COLON = "Write a colon and a blank after the name, or indent the line if it continues the value above."
_FENCE = " If the text below the fields begins here, the closing --- line is missing above it."
_UNFIT = "This field does not fit the line above it."
_LINE_UP = "Line it up with the other fields; or mend the line above: a blank after its colon, quotes around its value."
_TAB = "A tab stands where blanks are needed."
_TWO = "Replace it with two blanks for each level of indentation."
_BACKSLASH = "A backslash inside double quotes begins a code, and this one is unknown."
_SINGLE = "Use single quotes, or write the backslash twice."
_AFTER = "The value goes on after its closing quote."
_BETWEEN = "Put all of it between the quotes; a quote mark inside the value is written twice ('')."
_TWO_COLONS = "The value holds a colon and a blank, which looks like another field."
_LIST = "The list that opens with [ here is not closed properly."
_GROUP = "The group that opens with { here is not closed properly."

_MISTAKES = {
    "at sign": ("from: @maya\n", _v := "A value cannot begin with @.", _PEOPLE, (1, 7)),
    "at sign in a list": ("from: [@maya]\n", _v, _PEOPLE, (1, 8)),
    "at sign behind wide letters": ("é: x\n😀: @ü\n", _v, _PEOPLE, (2, 4)),
    "back quote": ("name: `x`\n", "A value cannot begin with `.", _QUOTE_IT, (1, 7)),
    "per cent": ("name: %x\n", "A value cannot begin with %.", _QUOTE_IT, (1, 7)),
    "bold": ("name: **bold**\n", "A value cannot begin with *.", _QUOTE_IT, (1, 7)),
    "ampersand": ("name: & more\n", "A value cannot begin with &.", _QUOTE_IT, (1, 7)),
    "colon in a value": ("title: Spring ride: the brief\n", _TWO_COLONS, _QUOTE_IT, (1, 19)),
    "colon after a quoted value": ('title: "Spring": ride\n', _TWO_COLONS, _QUOTE_IT, (1, 16)),
    "field indented too deep": ("a: 1\n  b: 2\n", _UNFIT, _LINE_UP, (2, 4)),
    "no blank after a colon": ("a:1\nb: 2\n", _UNFIT, _LINE_UP, (2, 2)),
    "tab before a field": ("a: 1\n\tb: 2\n", _TAB, _TWO, (2, 1)),
    "tab before an item": ("a:\n\t- b\n", _TAB, _TWO, (2, 1)),
    "tab before a field of a group": ("a:\n\tb: c\n", _TAB, _TWO, (2, 1)),
    "tab before block text": ("a: |\n\tb\n", _TAB, _TWO, (2, 1)),
    "double quote open": ('a: "b\nc: d\n', "The quote that opens here is never closed.", _UNCLOSED, (1, 4)),
    "single quote open": ("a: 'b\nc: d\n", "The quote that opens here is never closed.", _UNCLOSED, (1, 4)),
    "quote open up to a fence": ('a: "b\n---\nc: d\n', "The quote that opens here is never closed.", _UNCLOSED, (1, 4)),
    "apostrophe in single quotes": ("a: 'it's'\n", _AFTER, _BETWEEN, (1, 8)),
    "text after a quoted value": ('a: "b" c\n', _AFTER, _BETWEEN, (1, 8)),
    "unknown escape": ('a: "\\d"\n', _BACKSLASH, _SINGLE, (1, 5)),
    "Windows path": ('a: "C:\\Users"\n', _BACKSLASH, _SINGLE, (1, 9)),
    "half a character code": ('a: "\\ud800"\n', _BACKSLASH, _SINGLE, (1, 7)),
    "list open": ("a: [b, c\nd: e\n", _LIST, "Check the commas and the closing ].", (1, 4)),
    "group open": ("a: {b: c\nd: e\n", _GROUP, "Check the commas and the closing }.", (1, 4)),
    "one bracket too many": ("a: [b]]\n", _MISFIT, _CHECK, (1, 7)),
    "text after a list": ("a: [b] c\n", _MISFIT, _CHECK, (1, 8)),
    "field between two levels": ("a:\n  b: 1\n c: 2\n", _MISFIT, _CHECK, (3, 2)),
    "first field indented": (" a: 1\nb: 2\n", _MISFIT, _CHECK, (2, 1)),
    "item below a value": ("a: b\n- c\n", _MISFIT, _CHECK, (2, 1)),
    "two commas": ("a: [b,, c]\n", _MISFIT, _CHECK, (1, 7)),
    "field without a name": (": a\n", _MISFIT, _CHECK, (1, 1)),
    "item on the line of its field": (
        "a: - b\n",
        "A list item cannot stand here.",
        "Begin the list on the line below its field name.",
        (1, 4),
    ),
    "prose": ("a: 1\nprose without a colon\nb: 2\n", _NEITHER, _COLON, (2, 1)),
    "prose at the end": ("a: 1\nprose\n", _NEITHER, _COLON, (2, 1)),
    "body without a fence above it": ("a: 1\n# Heading\nText goes on.\n", _NEITHER, _COLON + _FENCE, (3, 1)),
    "colon in a body without a fence above it": (
        "a: 1\n\n# Heading\n\nText: b: c\n",
        _TWO_COLONS,
        _QUOTE_IT + _FENCE,
        (5, 8),
    ),
    "complex key": (
        "a: ?\n",
        "The fields cannot be read here: mapping keys are not allowed in this context.",
        "Check this line and the one before.",
        (1, 4),
    ),
    # Read by the slower parser, because libyaml refuses the first line, which is allowed.
    "misfit below a colon in a list": ("a: [b:c]\nd: e\n f: g\n", _UNFIT, _LINE_UP, (3, 3)),
    "between two levels below a colon in a list": ("a: [b:c]\nd:\n  e: 1\n f: 2\n", _MISFIT, _CHECK, (4, 2)),
    "quote open below a colon in a list": (
        'a: [b:c]\nd: "e\n',
        "The quote that opens here is never closed.",
        _UNCLOSED,
        (2, 4),
    ),
}


@pytest.mark.parametrize(("text", "message", "advice", "place"), _MISTAKES.values(), ids=_MISTAKES)
def test_a_mistake_is_explained_where_it_is(text: str, message: str, advice: str, place: tuple[int, int]) -> None:
    with pytest.raises(ReadFault) as caught:
        events.parse(text, Limits(), first_line=1)
    fault = caught.value
    assert (fault.message, fault.help) == (message, advice)
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == place
    assert (fault.span.end_line, fault.span.end_column) == (place[0], place[1] + 1)


def test_lines_are_counted_from_the_first_line_of_the_file() -> None:
    with pytest.raises(ReadFault) as caught:
        events.parse("a: @b\n", Limits(), first_line=41)
    assert caught.value.span == Span(41, 4, 41, 5)


def test_an_error_without_a_place_still_has_words() -> None:
    with pytest.raises(ReadFault, match=r"^The fields cannot be read: .*control characters are not allowed") as caught:
        events.parse("a: \x00\n", Limits())
    assert caught.value.span is None


def test_a_place_behind_the_last_line_is_moved_to_its_end() -> None:
    class Mark:
        line = 9
        column = 40

    class Error(Exception):
        problem: Any = "something else"
        problem_mark = Mark()

    assert hints.explain("a: b\nc", Error(), 1).span == Span(2, 2, 2, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: Win the #1 spot\n", [(Span(2, 12, 2, 19), "Win the", "1 spot")]),
        ("x: 1\na: b  #c d\n", [(Span(3, 7, 3, 11), "b", "c d")]),
        ("  - point: Bé #1\n", [(Span(2, 15, 2, 17), "Bé", "1")]),
        ("a: maya.holt  # the owner\n", []),
        ("a: b#c\n", []),
        ('a: "b #c"\n', []),
        ("a: [b] #c\n", [(Span(2, 8, 2, 10), "[b]", "c")]),
        ("a:\n  - be the #1 shop\n", [(Span(3, 12, 3, 19), "be the", "1 shop")]),
        ("a: b c\n  and we are #2 now\n", [(Span(3, 14, 3, 20), "and we are", "2 now")]),
        ("a: #1 shop\n", [(Span(2, 4, 2, 11), "", "1 shop")]),
        ("a: |\n  b #c\nd: 'e\n  f #g'\n", []),
        ("a: b  # the owner #1\n", []),
        ("# a: b #c\n", []),
        ("a: b ## c\n", []),
        ("a: 'b #c'\nd: e #f\n", [(Span(3, 6, 3, 8), "e", "f")]),
    ],
)
def test_a_hash_that_cuts_a_value_is_found(text: str, found: list[tuple[Span, str, str]]) -> None:
    data = events.parse(text, Limits(), first_line=2)[0]
    assert fast.comments_that_cut(text, data, 2, Limits()) == found
