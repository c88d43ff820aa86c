"""The reference reader: where every key and value stands, and what it refuses."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from handoff_lint.model import Span, lookup, parts
from handoff_lint.reading import events, frontmatter
from handoff_lint.reading.events import Positions
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits

_STYLES = """\
plain: two words
num: 12
'single': 'it''s'
"double": "a \\" b"
over: one
  two
folded: >-
  one
  two

  three

literal: |2+
    kept

block:
  - item
  -
    deep: x
  - a: 1
    b: 2
empty:
flow: {a: [1, "b"], c: , d}
null: ~
"""


def _shown(text: str, span: Span) -> str:
    """The text that a span covers, both ends 1-based, the end exclusive."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


def test_keys_and_values_of_every_style_are_where_they_stand() -> None:
    text = _STYLES.replace("null: ~\n", "")
    data, positions = events.parse(text, Limits())
    assert data == {
        "plain": "two words",
        "num": 12,
        "single": "it's",
        "double": 'a " b',
        "over": "one two",
        "folded": "one two\nthree",
        "literal": "  kept\n\n",
        "block": ["item", {"deep": "x"}, {"a": 1, "b": 2}],
        "empty": None,
        "flow": {"a": [1, "b"], "c": None, "d": None},
    }
    assert {pointer: _shown(text, span) for pointer, span in positions.keys.items()} == {
        "/plain": "plain",
        "/num": "num",
        "/single": "'single'",
        "/double": '"double"',
        "/over": "over",
        "/folded": "folded",
        "/literal": "literal",
        "/block": "block",
        "/block/1/deep": "deep",
        "/block/2/a": "a",
        "/block/2/b": "b",
        "/empty": "empty",
        "/flow": "flow",
        "/flow/a": "a",
        "/flow/c": "c",
        "/flow/d": "d",
    }
    values = {p: _shown(text, span) for p, span in positions.values.items() if p not in positions.collections}
    assert values == {
        "/plain": "two words",
        "/num": "12",
        "/single": "'it''s'",
        "/double": '"a \\" b"',
        "/over": "one\n  two",
        "/folded": ">-\n  one\n  two\n\n  three",
        "/literal": "|2+\n    kept",
        "/block/0": "item",
        "/block/1/deep": "x",
        "/block/2/a": "1",
        "/block/2/b": "2",
        "/empty": "",
        "/flow/a/0": "1",
        "/flow/a/1": '"b"',
        "/flow/c": "",
        "/flow/d": "",
    }
    assert positions.collections == {"", "/block", "/block/1", "/block/2", "/flow", "/flow/a"}
    assert _shown(text, positions.values["/flow"]) == '{a: [1, "b"], c: , d}'
    assert _shown(text, positions.values["/flow/a"]) == '[1, "b"]'


@pytest.mark.parametrize(
    ("text", "pointer", "span"),
    [
        pytest.param("é: ü\n", "/é", Span(1, 4, 1, 5), id="two bytes"),
        pytest.param("日本: 語 語\n", "/日本", Span(1, 5, 1, 8), id="three bytes"),
        pytest.param("😀: [😀, x]\n", "/😀/1", Span(1, 8, 1, 9), id="beyond the first plane"),
        pytest.param("a: 👩‍💻 b\n", "/a", Span(1, 4, 1, 9), id="one figure, three code points"),
        pytest.param("a: e\u0301x\n", "/a", Span(1, 4, 1, 7), id="combining mark"),
        pytest.param("a: {b: 12:30, c: x}\n", "/a/c", Span(1, 18, 1, 19), id="colon in a group"),
        pytest.param("a: [https://x.y/z, 'b:c']\n", "/a/0", Span(1, 5, 1, 18), id="web address in a list"),
        pytest.param("a: [Why?, How so ?, b]\n", "/a/2", Span(1, 21, 1, 22), id="question marks in a list"),
        pytest.param("a: [b\u00a0?, c]\n", "/a/1", Span(1, 10, 1, 11), id="no-break space before a question mark"),
        pytest.param("a: [https://x.y/?q=1, b]\n", "/a/1", Span(1, 23, 1, 24), id="query in a list"),
        pytest.param("a: |\n\n   \n", "/a", Span(1, 4, 1, 5), id="block scalar of blank lines"),
        pytest.param("a: |\n  b", "/a", Span(1, 4, 2, 4), id="block scalar up to the end of the file"),
    ],
)
def test_columns_count_code_points(text: str, pointer: str, span: Span) -> None:
    assert events.parse(text, Limits())[1].values[pointer] == span


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_neither_byte_order_mark_nor_line_ends_move_a_place(start: bytes, end: bytes) -> None:
    raw = start + end.join([b"---", b"a: 1", "ö: [x, ü]".encode(), b"---", b"body", b""])
    source = frontmatter.split(frontmatter.decode(raw))
    positions = events.parse(source.front, Limits(), first_line=source.front_line)[1]
    assert positions.keys["/ö"] == Span(3, 1, 3, 2)
    assert positions.values["/ö/1"] == Span(3, 8, 3, 9)
    assert (source.body, source.body_line) == ("body\n", 5)


_FIND = "a: {b: 1}\nc:\n  - x: 1\n    z: 2\n  - [p]\nd: z\n"


@pytest.mark.parametrize(
    ("pointer", "at_key", "span"),
    [
        pytest.param("/d", False, Span(6, 4, 6, 5), id="value"),
        pytest.param("/d", True, Span(6, 1, 6, 2), id="key"),
        pytest.param("/a", False, Span(1, 1, 1, 2), id="a collection shows its key"),
        pytest.param("/a/missing", False, Span(1, 1, 1, 2), id="a missing field shows the key above"),
        pytest.param("/d/e/f", False, Span(6, 1, 6, 2), id="below a value, its key"),
        pytest.param("/c/0", False, Span(3, 5, 3, 6), id="an item shows its first key"),
        pytest.param("/c/0/missing", False, Span(3, 5, 3, 6), id="missing in an item"),
        pytest.param("/c/1", False, Span(5, 5, 5, 6), id="a list in a list shows its beginning"),
        pytest.param("/c/1/0", True, Span(5, 6, 5, 7), id="an item has no key"),
        pytest.param("", False, None, id="everything"),
        pytest.param("/missing", True, None, id="a missing field of the top level"),
    ],
)
def test_what_stands_for_a_pointer(pointer: str, at_key: bool, span: Span | None) -> None:
    assert events.parse(_FIND, Limits())[1].find(pointer, at_key=at_key) == span


def test_an_empty_document_has_no_places() -> None:
    assert events.parse("# nothing\n", Limits()) == (None, Positions())
    assert Positions().find("/a", at_key=True) is None


_REFUSED = {
    "anchor": ("a: &x b\n", "&x names a value for use elsewhere, which front matter may not do.", Span(1, 4, 1, 8)),
    "alias": ("a: *x\n", "*x refers to another value, which front matter may not do.", Span(1, 4, 1, 6)),
    "merge key": ("a:\n  <<: {b: c}\n", "<< merges another mapping, which front matter may not do.", Span(2, 3, 2, 5)),
    "short tag": ("a: !!str b\n", "!!str is a type mark, which front matter may not hold.", Span(1, 4, 1, 9)),
    "python tag": (
        "a: !!python/object/apply:os.system [x]\n",
        "!!python/object/apply:os.system is a type mark, which front matter may not hold.",
        Span(1, 4, 1, 35),
    ),
    "own tag in a list": ("a: [!x, b]\n", "!x is a type mark, which front matter may not hold.", Span(1, 5, 1, 7)),
    "tag of a group": ("a: ! {}\n", "! is a type mark, which front matter may not hold.", Span(1, 4, 1, 5)),
    "tag of a key": ("!k a: b\n", "!k is a type mark, which front matter may not hold.", Span(1, 1, 1, 3)),
    "same key": ("a: 1\nb: 2\n'a': 3\n", "The field a stands here twice; it is already on line 1.", Span(3, 1, 3, 4)),
    "same key in a group": (
        "a: {b: 1, b: 2}\n",
        "The field b stands here twice; it is already on line 1.",
        Span(1, 11, 1, 12),
    ),
    "list as key": ("[a]: b\n", "A field name must be plain text, not a list or mapping.", Span(1, 1, 1, 2)),
    "group as key": ("? {a: b}\n: c\n", "A field name must be plain text, not a list or mapping.", Span(1, 3, 1, 4)),
    "template braces": ("a: {{ b }}\n", "A field name must be plain text, not a list or mapping.", Span(1, 5, 1, 6)),
    "number as key": ("1: a\n", "A field name must be text; this is “1”.", Span(1, 1, 1, 2)),
    "empty key": ("? \n: a\n", "A field name must be text; this is an empty key.", Span(1, 2, 1, 3)),
    "YAML 1.1 word as key": ("a: {no: b}\n", "The field name no means true or false to many tools.", Span(1, 5, 1, 7)),
    "second document": ("a: b\n---\nc: d\n", "A second YAML document begins here.", Span(2, 1, 2, 4)),
    "large number": ("a: 9007199254740993\n", "This number is too large or no number at all.", Span(1, 4, 1, 20)),
    "400 digits": (f"a: {'9' * 400}\n", "This number is too large or no number at all.", Span(1, 4, 1, 404)),
    "small number": ("a: -9007199254740993\n", "This number is too large or no number at all.", Span(1, 4, 1, 21)),
    "infinity": ("a: [.inf]\n", "This number is too large or no number at all.", Span(1, 5, 1, 9)),
    "not a number": ("a: .nan\n", "This number is too large or no number at all.", Span(1, 4, 1, 8)),
    "hidden line end": (
        "a: 1\nbc: d\u2028e\n",
        "The invisible character U+2028 stands here, which some tools take for a line end.",
        Span(2, 6, 2, 7),
    ),
    "colon before a bracket": ("a: [b:c, d:]\n", "A blank is missing behind this colon.", Span(1, 11, 1, 12)),
    "mask character": ("a: [b:c, \ue000]\n", "A blank is missing behind this colon.", Span(1, 6, 1, 7)),
}


@pytest.mark.parametrize(("text", "message", "span"), _REFUSED.values(), ids=_REFUSED)
def test_what_front_matter_may_not_hold(text: str, message: str, span: Span) -> None:
    with pytest.raises(ReadFault) as caught:
        events.parse(text, Limits())
    assert (caught.value.message, caught.value.span) == (message, span)
    assert caught.value.help


def test_quoted_keys_may_be_any_text() -> None:
    text = "'1': a\n\"<<\": b\n'no': c\n'': d\n"
    assert events.parse(text, Limits())[0] == {"1": "a", "<<": "b", "no": "c", "": "d"}


@pytest.mark.parametrize(
    ("number", "value"), [("9007199254740992", 2**53), ("-9007199254740992", -(2**53)), ("9.0e15", 9e15)]
)
def test_the_largest_numbers_are_read(number: str, value: float) -> None:
    assert events.parse(f"a: {number}\n", Limits())[0] == {"a": value}


def test_limits_stop_the_reading_at_the_first_value_too_many() -> None:
    limits = Limits(nodes=5, depth=2)
    assert events.parse("a: [1, 2]\n", limits)[0] == {"a": [1, 2]}
    with pytest.raises(ReadFault) as caught:
        events.parse("a: [1, 2, 3]\n", limits)
    assert (caught.value.message, caught.value.span) == (
        "The front matter holds more than 5 values.",
        Span(1, 11, 1, 12),
    )
    with pytest.raises(ReadFault) as caught:
        events.parse("a: [[]]\n", limits)
    assert caught.value.message == "The fields are nested more than 2 levels deep."
    assert caught.value.span == Span(1, 5, 1, 6)


def _is_tame(text: str) -> bool:
    """Without blanks around it, which block styles cannot hold, and without what libyaml alone refuses."""
    return text == text.strip() and text[0] not in "?-" and not re.search(r"[\"'\]}]:|[\"'\]}{\[,:?-] ?\?", text)


# What YAML treats specially is among it; line ends of YAML 1.1 and control characters are refused elsewhere.
_WORDS = st.text(st.sampled_from("abz AZ09 .,-:#?!&*%@`'\"[]{}|><=~_/\\éß日😀\u00a0"), min_size=1, max_size=30).filter(
    _is_tame
)
_TEXTS = st.one_of(
    _WORDS,
    st.builds(SingleQuotedScalarString, _WORDS),
    st.builds(DoubleQuotedScalarString, _WORDS),
    st.builds(LiteralScalarString, st.lists(_WORDS, min_size=1, max_size=4).map("\n".join)),
    st.builds(FoldedScalarString, st.lists(_WORDS, min_size=1, max_size=4).map("\n".join)),
)
_LEAVES = st.one_of(
    _TEXTS, st.integers(-(2**53), 2**53), st.booleans(), st.none(), st.floats(-1e6, 1e6, allow_nan=False)
)
_KEYS = st.text(st.sampled_from("abc_é日-9.:#'"), min_size=1, max_size=8).filter(_is_tame)
_DATA = st.dictionaries(
    _KEYS,
    st.recursive(
        _LEAVES,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


def _dumped(data: Any, flow: bool | None, width: int) -> str:
    yaml = YAML()
    yaml.default_flow_style = flow
    yaml.width = width
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=_DATA, flow=st.sampled_from([False, None, True]), width=st.sampled_from([20, 80, 4096]))
def test_the_text_at_each_place_reads_as_its_value(data: Any, flow: bool | None, width: int) -> None:
    text = _dumped(data, flow, width)
    found, positions = events.parse(text, Limits())
    assert set(positions.keys) <= set(positions.values)
    for pointer in positions.values.keys() - positions.collections:
        # On its own again, between brackets where the generated text had some.
        shown = _shown(text, positions.values[pointer])
        value = lookup(found, pointer)
        assert events.parse(f"k: [{shown}, e]\n" if flow else f"k: {shown}\n", Limits())[0]["k"] == (
            [value, "e"] if flow and shown else value
        )
    for pointer, span in positions.keys.items():
        assert list(events.parse(f"{{{_shown(text, span)}: 1}}\n", Limits())[0]) == [parts(pointer)[-1]]
