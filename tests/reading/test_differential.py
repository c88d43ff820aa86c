"""The quick reader against the reference reader, and that against ruamel.yaml's own loader.

The corpus holds every disagreement that was ever found; the searches look for new ones.
"""

from __future__ import annotations

import io
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from handoff_lint.reading import events, fast, frontmatter, scalars
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits

_ROOT = Path(__file__).parents[2]
_SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def _exact(value: Any) -> Any:
    """A value in a form in which 1, 1.0 and True differ, and 0.0 and -0.0."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return type(value).__name__, repr(value)


def _quick(text: str) -> dict[str, Any] | None:
    return fast._quick(text, Limits())[0]


# yaml-rs reads these otherwise than YAML 1.2 or libyaml does, or ends the process: the gate must hold them back.
_HELD_BACK = {
    "underscores": "a: 1_000\n",
    "underscore first": "a: _1\n",
    "underscore last": "a: 1_\n",
    "underscore in an exponent": "a: 1e_5\n",
    "underscore in a fraction": "a: [1._5]\n",
    "underscore in hexadecimal": "a: 0x_1\n",
    "hexadecimal": "a: 0x1F\n",
    "hexadecimal with a large X": "a: 0X1F\n",
    "hexadecimal with a sign": "a: {b: +0x1}\n",
    "octal with a sign": "a: -0o7\n",
    "octal with a large O": "a: 0O14\n",
    "binary": "a: [0b1]\n",
    "no line end at the end": "a: |\n  b",
    "block scalar of nothing": "a: |\n",
    "block scalar of blank lines": "a: >-  # c\n  \n \n",
    "bar in a list": "a: [|]\n",
    "bar in a group": "a: {b: |}\n",
    "bar on a line of a list": "a: [\n |\n  b\n]\n",
    "question mark in a list": "a: [?b]\n",
    "question mark in a group": "a: {?b: c}\n",
    "colon last in a list": "a: [b:]\n",
    "key over two lines": "{a\nb: c}\n",
    "end of document": "...\na: b\n",
    "directive": "%YAML 1.2\n---\na: b\n",
    "anchor": "a: &b c\n",
    "anchor on its own line": "a:\n  &b\n",
    "anchor of a key": "&b a: c\n",
    "alias": "a: *b\n",
    "tag of a key": "!b a: c\n",
    "tag on its own line": "a:\n  !b c\n",
    "merge key": "a: {<<: {b: c}}\n",
    "YAML 1.1 word as key": "a: {no: b}\n",
    "quoted YAML 1.1 word as key": "'on': b\n",
    "number as key": "1: a\n",
    "nothing as key": "~: a\n",
    "list as key": "[a]: b\n",
    "list in a group as key": "{a: [b]}: c\n",
    "same key": "a: 1\na: 2\n",
    "two documents": "a: b\n---\nc: d\n",
    "list": "- a\n",
    "text": "a\n",
    "nothing": "# a\n",
    "large number": "a: 9007199254740993\n",
    "infinity": "a: -.inf\n",
    "not a number": "a: .nan\n",
    "huge exponent": "a: 1e400\n",
    "tab": "a: b\tc\n",
    "escape": 'a: "\\x41"\n',
    "hidden line end": "a: b\u2028c\n",
    "next line": "a: b\x85c\n",
    "byte order mark inside": "a: b\ufeffc\n",
    "lists on one line": "a:\n  - - b\n",
    "lists on one line, wide": "a:\n  -   - b\n",
    "deep indentation": "a:\n" + " " * 40 + "b: c\n",
}


@pytest.mark.parametrize("text", _HELD_BACK.values(), ids=_HELD_BACK)
def test_what_the_two_could_read_differently_goes_to_the_reference(text: str) -> None:
    assert _quick(text) is None


@pytest.mark.parametrize("depth", [33, 300])
def test_deeper_than_the_limit_goes_to_the_reference(depth: int) -> None:
    assert _quick("a: " + "[" * depth + "]" * depth + "\n") is None
    assert _quick("a: " + "\n ".join("[" * depth) + "\n" + "]" * depth + "\n") is None


def test_more_values_than_the_limit_go_to_the_reference() -> None:
    assert fast._quick("a: [1, 2, 3]\n", Limits(nodes=6))[0] == {"a": [1, 2, 3]}
    assert fast._quick("a: [1, 2, 3, 4]\n", Limits(nodes=6))[0] is None


# What briefs are full of must not need the slower reader.
_QUICK = {
    "block scalars": "a: >-\n  b\n  c\n\nd: |\n  e\n   f\n  - g: h\n",
    "lists and groups": "a: [b, c]\nd: {e: f, g: [h]}\ni:\n  - j: k\n    l: m\n  - n\no:\n- p\n",
    "sizes, dates, times, versions": "a: 1080x1350\nb: 2027-01-12\nc: 12:30\nd: 1.2.3\ne: v01_final\n",
    "file names": "a: 20270110_spring-ride_strategy-to-creative_v01.md\n",
    "names with underscores": "success_metrics: []\nneeded_by: x_y\n",
    "colons and question marks in lists": "a: [12:30, :b, Why?, https://x.example/?q=1]\nb: {c: d:e, f?: g}\n",
    "web addresses": "a: https://docs.example.com/b?c=d&e=f#g\nb: [https://x.example, https://y.example]\n",
    "prose": "a: Why? Because R&D said so, 5* - really! (Yes.) 10 % more & cheaper\n",
    "money and signs": "a: £400\nb: €5 “each”\nc: 10–20 %\nd: 日本 😀\n",
    "quotes": "a: 'it''s'\nb: \"c: d # e\"\n'f': g\n",
    "numbers": "a: 0\nb: -0\nc: 1.5\nd: 1e3\ne: .5\nf: 1.\ng: 007\nh: +1\ni: -0.0\n",
    "words": "a: true\nb: FALSE\nc: null\nd: ~\ne:\nf: yes\ng: No\nh: nUll\n",
    "comments": "# a\nb: c  # d\n\n# e\nf:\n  # g\n  - h #i\n",
}


@pytest.mark.parametrize("text", _QUICK.values(), ids=_QUICK)
def test_everyday_text_is_read_quickly_and_alike(text: str) -> None:
    found = _quick(text)
    assert found is not None
    assert _exact(found) == _exact(events.parse(text, Limits())[0])


@pytest.mark.parametrize(
    "path", sorted(str(path.relative_to(_ROOT)) for path in (_ROOT / "docs" / "campaigns").rglob("*.md"))
)
def test_the_demo_campaign_is_read_quickly_and_alike(path: str) -> None:
    front = frontmatter.split((_ROOT / path).read_text(encoding="utf-8")).front
    found = _quick(front)
    assert found is not None
    assert _exact(found) == _exact(events.parse(front, Limits())[0])


# Pieces of YAML and of prose that have made readers disagree.
_WORDS = (
    "a b key é 日本 😀 text 0o14 1e3 .5 +1 0x1F 1. 1e 12e03 -0 -0.0 007 0b1 1_0 inf ~ null true tRue yes on no a? "
    "12:30 b?c :) "
    "2027-02-30 1.2.3 - -- --- ... -a ? ?a : :a a: a:b :: # a#b % @a !a &a *a << | > |- >+ |2 >1- ' \" '' \"\" 'a' "
    "'it''s' [ ] { } [] {} , a, = + 1e5 9007199254740993 \\n"
)
_ATOMS = [
    *_WORDS.split(),
    *("x y", "a #b", "a # b", "'a: b'", '"a # b"', "[a, b]", "{a: b}", "{a: b:c}", "{a:b}", "{a: }", "[a,]", "\u00a0"),
    *("", "", " ", "  ", "'b\n  c'", '"b\n\n  c"', "[a,\n  b]", "{a: [b, {c: d}]}", "\u3000", "\t", "\u2028"),
]
_ATOM = st.sampled_from(_ATOMS)
_END = st.sampled_from(["\n"] * 8 + [" \n", "  # c\n", " #c\n", "\n\n", "\n \n", "\n# c\n", "\n  # c\n"])


@st.composite
def _scalar(draw: st.DrawFn, indent: int) -> str:
    """A scalar of any style that goes on over some lines, mostly indented as it must be."""
    header = draw(st.sampled_from(["|", ">"])) + draw(st.sampled_from(["", "", "-", "+", "1", "2", "2-", "+2"]))
    opening = draw(st.sampled_from([header, "'", '"', ""]))
    lines = draw(st.lists(st.tuples(st.sampled_from([0, 1, 2, 2, 2, 3, 4]), _ATOM), max_size=4))
    text = "".join(f"\n{' ' * (indent + deeper)}{atom}" for deeper, atom in lines)
    return f" {opening}{text if opening == header else draw(_ATOM) + text + opening}"


@st.composite
def _block(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> str:
    text = ""
    for number in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(["k{}", "k{}", "k {}", "'k{}'", '"k{}"', "k_{}", "{}k"])).format(number)
        dash = draw(st.sampled_from(["", "", "", "- "])) if depth else ""
        text += " " * indent + dash + name + draw(st.sampled_from([":"] * 8 + [" :"]))
        kind = draw(st.integers(0, 5 if depth < 3 else 3))
        if kind <= 1:
            text += f" {draw(_ATOM)}{draw(_END)}"
        elif kind == 2:
            text += f" {' '.join(draw(st.lists(_ATOM, min_size=1, max_size=3)))}{draw(_END)}"
        elif kind == 3:
            text += f"{draw(_scalar(indent))}{draw(_END)}"
        elif kind == 4:
            text += draw(_END) + draw(_block(indent + 2, depth + 1))
        else:
            items = draw(st.lists(_ATOM, min_size=1, max_size=3))
            text += draw(_END) + "".join(f"{' ' * (indent + 2)}- {item}{draw(_END)}" for item in items)
    return text


_YAML = st.one_of(
    _block(),
    st.lists(st.one_of(_ATOM, st.sampled_from([" ", "\n", "\n  ", ": ", "- ", "\n- ", "\na: "])), max_size=12).map(
        "".join
    ),
)


@settings(_SLOW, max_examples=600)
@given(text=_YAML)
def test_what_the_quick_reader_reads_the_reference_reads_alike(text: str) -> None:
    found = _quick(text)
    if found is not None:
        assert _exact(found) == _exact(events.parse(text, Limits())[0])


@settings(_SLOW, max_examples=200)
@given(
    data=st.dictionaries(
        st.text(st.sampled_from("abcé日_- "), min_size=1).filter(
            lambda key: key == key.strip() and key not in scalars.YAML_1_1_BOOLEANS and key[0] != "-"
        ),
        st.recursive(
            st.one_of(
                # A question mark behind punctuation and a colon behind a quote are what libyaml reads otherwise.
                st.text(st.sampled_from("abz 019.,-:#!&*%@[]|>=~_/\\é日😀\n")),
                st.integers(-(2**53), 2**53),
                st.floats(-1e9, 1e9),
                st.booleans(),
                st.none(),
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        max_size=4,
    ),
    flow=st.booleans(),
)
def test_the_reference_reads_what_ruamel_writes(data: dict[str, Any], flow: bool) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(data, stream)
    try:
        expected = yaml.load(stream.getvalue())
    except YAMLError:  # ruamel.yaml writes `{c: :0}` and `[[: >]]`, which are no YAML and which it cannot read itself
        assume(False)
    assert _exact(events.parse(stream.getvalue(), Limits())[0]) == _exact(expected)


_DOCUMENTED = re.compile(
    r"[-+]?0[bB][01_]+|[-+]?0[xXoO][0-9a-fA-F_]+|[-+0-9.eE_]*_[-+0-9.eE_]*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*"
)
"""What ruamel.yaml reads as a number or a date and YAML 1.2 as text."""


def _agree(found: Any, other: Any) -> bool:
    if isinstance(found, dict) and isinstance(other, dict):
        return len(found) == len(other) and all(
            _agree(mine, theirs)
            for pair in zip(found.items(), other.items(), strict=True)
            for mine, theirs in zip(*pair, strict=True)
        )
    if isinstance(found, list) and isinstance(other, list):
        return len(found) == len(other) and all(map(_agree, found, other))
    if isinstance(found, str) and not isinstance(other, (str, dict, list)) and _DOCUMENTED.fullmatch(found):
        return True
    return bool(_exact(found) == _exact(other))


@settings(_SLOW, max_examples=400)
@given(text=_YAML)
def test_the_reference_reads_as_ruamels_own_loader(text: str) -> None:
    try:
        found = events.parse(text, Limits())[0]
    except ReadFault:
        return
    yaml = YAML(typ="safe", pure=True)
    try:
        other = yaml.load(text)
    except (YAMLError, ValueError):
        return
    assert _agree(found, other)


# Each shape in a process of its own: what it must not do is end that process with a signal.
_DEEP = {
    "lists in brackets": "'a: ' + '[' * n + ']' * n",
    "groups in braces": "'a: ' + '{a: ' * n + '}' * n",
    "brackets on lines": "'a: ' + '[\\n ' * n",
    "brackets hidden in quotes": "'a: ' + '[\"]\", ' * n",
    "lists on one line": "'a:\\n ' + '- ' * n + 'b'",
    "lists on one line, wide": "'a:\\n ' + '-  ' * n + 'b'",
    "complex keys on one line": "'? ' * n + 'a'",
    "complex keys in brackets": "'a: [' + '? ' * n",
    "lists by indentation": "''.join(' ' * i + '-\\n' for i in range(700))",
    "groups by indentation": "''.join(' ' * i + 'a:\\n' for i in range(700))",
    "anchors": "'a: ' + '&a ' * n",
    "tags": "'a: ' + '! ' * n",
    "quotes": "'a: ' + '\\'' * n",
    "open quotes": "'a: \"' + 'b\\n ' * n",
    "blank lines": "'a: b' + '\\n' * n + ' c'",
    "colons": "'a' + ':' * n",
    "dashes": "'-' * n",
}


@pytest.mark.parametrize("shape", _DEEP.values(), ids=_DEEP)
def test_no_shape_ends_the_process(shape: str) -> None:
    code = f"""
from handoff_lint.reading import fast
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits
n = 100_000
try:
    fast.load({shape} + "\\n", Limits(front=2**30))
    print("read")
except ReadFault:
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout in ("read\n", "refused\n")


def test_values_behind_infinity_stay_out_of_the_quick_reader() -> None:
    assert math.isinf(float("1e400"))
    assert _quick("a: [0, {b: 1e400}]\n") is None
