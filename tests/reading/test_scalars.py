"""Unquoted values under the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#1032-tag-resolution)."""

from __future__ import annotations

import math

import pytest

from handoff_lint.reading import scalars

_TABLE: list[tuple[str, object]] = [
    *((word, None) for word in ("", "~", "null", "Null", "NULL")),
    *((word, True) for word in ("true", "True", "TRUE")),
    *((word, False) for word in ("false", "False", "FALSE")),
    ("0", 0),
    ("-0", 0),
    ("+1", 1),
    ("-19", -19),
    ("007", 7),
    ("0o14", 12),
    ("0x1F", 31),
    ("0xff", 255),
    ("0.", 0.0),
    ("-0.0", -0.0),
    (".5", 0.5),
    ("+.5", 0.5),
    ("1.", 1.0),
    ("12e03", 12000.0),
    ("-2E+05", -200000.0),
    ("1e-3", 0.001),
    (".inf", math.inf),
    ("+.Inf", math.inf),
    ("-.INF", -math.inf),
]
_TEXT = [
    # What YAML 1.1 reads as something else.
    *("yes", "Yes", "no", "NO", "on", "off", "y", "n", "12:30", "190:20:30", "1_000", "0b101", "2026-02-30", "="),
    # Nearly a number or word.
    *("nUll", "tRue", "0o8", "0xG", "0O14", "0X1F", "+0x1", "-0o7", "1e", "e3", ".", "-", "+", "+-1", "1.2.3", ".e5"),
    *("inf", "nan", ".iNf", "+.nan", "1 000", "١٢"),
]


@pytest.mark.parametrize(("text", "value"), _TABLE)
def test_a_plain_scalar_has_the_type_of_the_core_schema(text: str, value: object) -> None:
    found = scalars.resolve(text)
    # repr tells 1 from 1.0 and from True, and 0.0 from -0.0.
    assert (type(found), repr(found)) == (type(value), repr(value))


@pytest.mark.parametrize("text", _TEXT)
def test_everything_else_is_text(text: str) -> None:
    assert scalars.resolve(text) == text


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_float(text: str) -> None:
    found = scalars.resolve(text)
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["9" * 401, "-" + "9" * 5000, "1." + "0" * 400])
def test_a_number_too_long_to_convert_counts_as_infinite(text: str) -> None:
    # int() refuses more than 4,300 digits with a ValueError and takes quadratic time below that.
    assert scalars.resolve(text) == math.inf


def test_a_long_text_that_begins_like_a_number_is_text() -> None:
    text = "1" * 400 + "x"
    assert scalars.resolve(text) == text
