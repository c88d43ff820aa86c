"""How cases become figures: the arithmetic, and what holds for any cases."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.metrics import aggregate
from handoff_lint.metrics.model import Aggregate, Case, Figure, FigureDefinition, Target, Unit


def definition(how: Aggregate, target: Target | None = None) -> FigureDefinition:
    return FigureDefinition("key", "name", Unit.COUNT, how, "Nothing to count.", target=target)


def case(value: float, of: float = 1, **more: str) -> Case:
    label = (more.pop("label"),) if "label" in more else ()
    return Case("M0", "key", value, of, labels=label, **more)


def figure(how: Aggregate, *cases: Case) -> Figure:
    return aggregate.figure(definition(how), cases)


@pytest.mark.parametrize(
    ("how", "values", "expected"),
    [
        (Aggregate.SHARE, [1, 0, 1, 0], 50),
        (Aggregate.MEAN, [1, 2, 6], 3),
        (Aggregate.SUM, [1, 2, 6], 9),
        (Aggregate.MEDIAN, [6, 1, 2], 2),
        (Aggregate.MEDIAN, [6, 1, 2, 3], 2.5),
        (Aggregate.P90, list(range(1, 11)), 9),
        (Aggregate.P90, list(range(1, 12)), 10),
        (Aggregate.P90, [4], 4),
    ],
)
def test_arithmetic(how: Aggregate, values: list[float], expected: float) -> None:
    found = figure(how, *map(case, values))
    assert (found.value, found.amount.cases, found.why) == (expected, len(values), "")


def test_nothing_to_count_is_no_zero() -> None:
    found = figure(Aggregate.SUM)
    assert (found.value, found.met, found.why, found.amount.cases) == (None, None, "Nothing to count.", 0)


def test_a_fraction_over_zero_has_no_value() -> None:
    found = figure(Aggregate.SHARE, case(0, 0, campaign="a"), case(0, 0, campaign="a"))
    assert (found.value, found.why) == (None, "Nothing to count.")
    assert [row.amount.value for row in found.rows] == [None]
    assert (found.amount.numerator, found.amount.denominator, found.amount.cases) == (0, 0, 2)


def test_a_source_that_is_not_to_be_had_wins_over_cases() -> None:
    found = aggregate.figure(definition(Aggregate.SUM), [case(1)], unknown="Not known here.")
    assert (found.value, found.why, found.rows) == (None, "Not known here.", ())


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (Target(at_least=True, value=2), True),
        (Target(at_least=True, value=3), False),
        (Target(at_least=False, value=2), True),
        (Target(at_least=False, value=1), False),
        (Target(at_least=False, value=2, is_open=True), False),
        (Target(at_least=False, value=3, is_open=True), True),
        (Target(at_least=True, value=2, is_open=True), False),
        (None, None),
    ],
)
def test_targets(target: Target | None, met: bool | None) -> None:
    assert aggregate.figure(definition(Aggregate.SUM, target), [case(2)]).met is met


def test_rows_labels_and_months() -> None:
    found = figure(
        Aggregate.SHARE,
        case(1, campaign="b", package="b-h1", day="2027-02-03", label="x"),
        case(0, campaign="a", package="a-h2", day="2027-01-31", label="y"),
        case(1, campaign="a", package="a-h1", day="2027-01-01", label="x"),
        case(1, package="kb/page"),
    )
    assert [(row.campaign, row.package, row.amount.value) for row in found.rows] == [
        ("a", "", 50),
        ("a", "a-h1", 100),
        ("a", "a-h2", 0),
        ("b", "", 100),
        ("b", "b-h1", 100),
    ]
    assert [(one.label, one.amount.value) for one in found.breakdown] == [("x", 100), ("y", 0)]
    assert [(point.day, point.amount.value) for point in found.trend] == [("2027-01-01", 50), ("2027-02-01", 100)]
    row = found.row("a", "a-h2")
    assert row is not None
    assert (row.amount.numerator, found.row("c")) == (0, None)


def test_labels_that_only_add_on_top_are_counted_against_everything() -> None:
    found = figure(Aggregate.SHARE, case(0), case(0), case(1, 0, label="F1"), case(1, 0, label="F1"))
    assert (found.value, found.breakdown[0].amount.value, found.breakdown[0].amount.denominator) == (100, 100, 2)


numbers = st.floats(min_value=0, max_value=1e6, allow_nan=False)
cases = st.lists(
    st.builds(
        Case,
        st.just("M0"),
        st.just("key"),
        numbers,
        st.sampled_from([0.0, 1.0, 3.0]),
        st.sampled_from(["", "2027-01-05", "2027-01-31", "2027-02-01"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["", "h1", "h2"]),
        st.sampled_from([(), ("x",), ("x", "y")]),
    ),
    max_size=30,
)


@given(cases, st.sampled_from(Aggregate))
def test_parts_add_up_to_the_whole_in_any_order(found: list[Case], how: Aggregate) -> None:
    one, other = figure(how, *found), figure(how, *reversed(found))
    assert one == other
    campaigns = [row.amount for row in one.rows if not row.package]
    assert sum(amount.cases for amount in campaigns) == one.amount.cases == len(found)
    if one.amount.numerator is not None:
        assert math.isclose(math.fsum(amount.numerator or 0 for amount in campaigns), one.amount.numerator)
    assert (one.value is None) == bool(one.why)
    assert len({(row.campaign, row.package) for row in one.rows}) == len(one.rows)


@given(st.lists(numbers, min_size=1), st.sampled_from([Aggregate.MEDIAN, Aggregate.P90, Aggregate.MEAN]))
def test_a_middle_lies_between_the_ends(values: list[float], how: Aggregate) -> None:
    found = figure(how, *map(case, values)).value
    assert found is not None
    assert min(values) <= found * (1 + 1e-12)
    assert found <= max(values) * (1 + 1e-12)


@given(st.lists(numbers, min_size=1))
def test_nine_in_ten_do_not_exceed_the_nearest_rank(values: list[float]) -> None:
    found = figure(Aggregate.P90, *map(case, values)).value
    assert found is not None
    assert found in values
    assert sum(value <= found for value in values) >= 0.9 * len(values)
