"""Sample sizes and durations against statsmodels (`record_reference.py`), scores against the design's formulas."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint import experiments
from handoff_lint.errors import EXIT_CANNOT_CHECK
from handoff_lint.experiments import ExperimentError
from handoff_lint.validation import store

_REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))


def test_the_reference_says_where_it_is_from() -> None:
    assert _REFERENCE["statsmodels"] == "0.15.0"
    assert (len(_REFERENCE["sample_sizes"]), len(_REFERENCE["effects"])) == (192, 128)


def test_sample_sizes_are_those_of_statsmodels() -> None:
    for baseline, expected, alpha, power, needed in _REFERENCE["sample_sizes"]:
        found = experiments.sample_size(baseline, expected, alpha=alpha, power=power)
        assert found == math.ceil(needed), (baseline, expected, alpha, power)


def test_the_smallest_effects_are_those_of_statsmodels() -> None:
    for baseline, sample, alpha, power, effect in _REFERENCE["effects"]:
        found = experiments.minimum_detectable_effect(baseline, sample, alpha=alpha, power=power)
        assert found == pytest.approx(effect, rel=1e-6), (baseline, sample, alpha, power)


@pytest.mark.parametrize(
    ("baseline", "mde_relative", "people"),
    [(0.04, 0.25, 6745), (0.18, 0.2, 1923), (0.042, 0.33, 3802)],  # the design's, the demo's, the form's to copy
)
def test_sample_sizes_that_the_project_names(baseline: float, mde_relative: float, people: int) -> None:
    assert experiments.sample_size(baseline, experiments.expected_share(baseline, mde_relative)) == people


@pytest.mark.parametrize(
    ("baseline", "mde_relative", "share"),
    [(0.04, 0.25, 0.05), (0.1, 0.2, 0.12), (0.9, 0.2, 0.72), (0.5, 1, 0.0), (0.6, 0.5, 0.9)],
)
def test_the_share_after_the_change(baseline: float, mde_relative: float, share: float) -> None:
    if share:
        assert experiments.expected_share(baseline, mde_relative) == share
        return
    with pytest.raises(ExperimentError) as caught:
        experiments.expected_share(baseline, mde_relative)
    assert caught.value.message == "From a baseline of 0.5, a change by 1 of it leaves no share between 0 and 1."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0.1), "The baseline is 0, and the formula is for shares between 0 and 1."),
        ((4.2, 5), "The baseline is 4.2, and the formula is for shares between 0 and 1."),
        ((math.nan, 0.1), "The baseline is nan, and the formula is for shares between 0 and 1."),
        ((0.1, 1), "The expected share is 1, and the formula is for shares between 0 and 1."),
        ((0.1, 0.1), "The test is planned for no difference at all."),
        ((1e-320, 2e-320), "From 1e-320 to 2e-320 is too small a difference for any test."),
    ],
)
def test_shares_that_lead_nowhere(arguments: tuple[float, float], message: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.sample_size(*arguments)
    assert caught.value.message == message
    assert caught.value.help
    assert caught.value.exit_code == EXIT_CANNOT_CHECK


@pytest.mark.parametrize(("alpha", "power"), [(0, 0.8), (0.6, 0.8), (0.05, 1), (0.05, 0.4), (math.nan, 0.8)])
def test_risks_that_make_no_test(alpha: float, power: float) -> None:
    expected = f"alpha is {alpha} and power is {power}, with which a test says no more than a coin."
    with pytest.raises(ExperimentError) as caught:
        experiments.sample_size(0.1, 0.2, alpha=alpha, power=power)
    assert caught.value.message == expected
    with pytest.raises(ExperimentError, match="no more than a coin"):
        experiments.minimum_detectable_effect(0.1, 1000, alpha=alpha, power=power)


@pytest.mark.parametrize("change", [0, -0.2, math.nan, math.inf])
def test_an_effect_must_be_more_than_nothing(change: float) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.expected_share(0.1, change)
    assert caught.value.message == f"The smallest effect is {change}, and it must be more than 0."


def test_the_smallest_risks_that_numbers_can_hold() -> None:
    assert experiments.sample_size(0.04, 0.05, alpha=1e-300, power=1 - 2**-53) > 1_000_000


@pytest.mark.parametrize("sample", [0, -5, 3])
def test_too_few_people_for_any_rise(sample: int) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.minimum_detectable_effect(0.5, sample)
    assert caught.value.message == (f"With {sample} people in each version, this test can show no rise at all.")


_SHARES = st.floats(min_value=0.001, max_value=0.99)


@given(_SHARES, st.integers(min_value=2, max_value=200_000))
def test_the_smallest_effect_needs_exactly_these_people(baseline: float, sample: int) -> None:
    try:
        effect = experiments.minimum_detectable_effect(baseline, sample)
    except ExperimentError:
        assert experiments.sample_size(baseline, 1 - 1e-12) > sample
        return
    expected = baseline * (1 + effect)
    assert baseline < expected <= 1 + 1e-12
    larger = baseline + (min(expected, 1 - 1e-9) - baseline) * (1 + 1e-7)
    smaller = baseline + (expected - baseline) * 0.99
    if larger < 1:
        assert experiments.sample_size(baseline, larger) <= sample
    assert experiments.sample_size(baseline, smaller) >= sample


@given(_SHARES, _SHARES, _SHARES)
def test_a_larger_rise_never_needs_more_people(baseline: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    if baseline < low - 1e-6:
        assert experiments.sample_size(baseline, low) >= experiments.sample_size(baseline, high)


@given(_SHARES, _SHARES)
def test_it_does_not_matter_which_of_two_shares_comes_first(one: float, other: float) -> None:
    if abs(one - other) > 1e-6:
        assert experiments.sample_size(one, other) == experiments.sample_size(other, one)
        # Nor whether those who do are counted or those who do not, but for the last place of a float.
        mirrored = experiments.sample_size(1 - one, 1 - other)
        assert abs(experiments.sample_size(one, other) - mirrored) <= 1 + mirrored * 1e-6


@pytest.mark.parametrize(
    ("sample", "split", "per_week", "share", "weeks"),
    [
        (1923, [50, 50], 1960, 1, 2),  # the demo: 280 people a day, 2 October to 15 October
        (980, [50, 50], 1960, 1, 2),  # one week would do, but two is the least
        (1960, [50, 50], 1960, 1, 2),  # to the last person
        (1961, [50, 50], 1960, 1, 3),
        (6745, [50, 50], 3000, 1, 5),
        (6745, [50, 50], 3000, 0.5, 9),
        (6745, [34, 33, 33], 3000, 1, 7),
        (1000, [33.3, 33.3, 33.3], 1000, 1, 4),
        (1000, [90, 10], 1000, 1, 10),  # the smallest version decides
        (300, [10, 90], 1000, 0.3, 10),  # 0.1 times 0.3 is no float, and it must not cost a week
        (500, [100], 1000, 1, 2),
    ],
)
def test_weeks(sample: int, split: list[float], per_week: float, share: float, weeks: int) -> None:
    assert experiments.weeks_needed(sample, split, per_week=per_week, share=share) == weeks


def test_a_send_needs_no_two_weeks() -> None:
    assert experiments.weeks_needed(500, [50, 50], per_week=1960, least=1) == 1


@pytest.mark.parametrize(
    ("split", "message"),
    [
        ([], "The split is empty."),
        ([50, 40], "The split of 50 and 40 makes 90, not 100."),
        ([100, 0], "The split is 100 and 0, and every version needs a number above 0."),
        ([50, math.nan], "The split is 50 and nan, and every version needs a number above 0."),
    ],
)
def test_a_split_that_is_none(split: list[float], message: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.weeks_needed(100, split, per_week=100)
    assert caught.value.message == message
    assert caught.value.help == "Write a percentage for each version, together 100."


@pytest.mark.parametrize(
    ("sample", "per_week", "share"),
    [(0, 100, 1), (100, 0, 1), (100, math.inf, 1), (100, 100, 0), (100, 100, 1.5), (100, math.nan, 1)],
)
def test_people_that_make_no_duration(sample: int, per_week: float, share: float) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.weeks_needed(sample, [50, 50], per_week=per_week, share=share)
    assert caught.value.message == (
        f"{sample} people in each version, {per_week} a week and a part of {share} make no duration."
    )


def ice(impact: float, confidence: float, ease: float) -> dict[str, float]:
    return {"impact": impact, "confidence": confidence, "ease": ease}


def rice(reach: float, impact: float, confidence: float, effort: float) -> dict[str, float]:
    return {"reach": reach, "impact": impact, "confidence": confidence, "effort": effort}


@pytest.mark.parametrize(
    ("framework", "scores", "combine", "right"),
    [
        ("ice", ice(8, 7, 9), "product", 504),
        ("ice", ice(7, 6, 9), "product", 378),
        ("ice", ice(6, 7, 10), "product", 420),
        ("ice", ice(8, 7, 9), "mean", 8),
        ("ice", ice(8, 7, 10), "mean", 25 / 3),
        ("ice", ice(1, 1, 1), "product", 1),
        ("ice", ice(10, 10, 10), "product", 1000),
        ("ice", ice(1.1, 1.1, 1.1), "product", 1.331),
        ("pie", {"potential": 6, "importance": 8, "ease": 9}, "product", 432),
        ("pie", {"potential": 6, "importance": 8, "ease": 9}, "mean", 23 / 3),
        ("rice", rice(900, 0.5, 0.8, 0.5), "product", 720),
        ("rice", rice(900, 3, 1, 2), "mean", 1350),  # rice has its own formula
        ("rice", rice(1000, 0.25, 0.1, 3), "product", 25 / 3),
    ],
)
def test_scores(framework: str, scores: dict[str, float], combine: str, right: float) -> None:
    assert experiments.score(framework, scores, combine=combine) == right
    assert experiments.agrees(right, framework, scores, combine=combine)


@pytest.mark.parametrize(
    ("written", "framework", "scores", "combine", "agrees"),
    [
        (504, "ice", ice(8, 7, 9), "product", True),
        (504.0, "ice", ice(8, 7, 9), "product", True),
        (540, "ice", ice(8, 7, 9), "product", False),
        (503, "ice", ice(8, 7, 9), "product", False),
        (500, "ice", ice(8, 7, 9), "product", False),
        (8.3, "ice", ice(8, 7, 10), "mean", True),
        (8.33, "ice", ice(8, 7, 10), "mean", True),
        (8.34, "ice", ice(8, 7, 10), "mean", False),
        (8.4, "ice", ice(8, 7, 10), "mean", False),
        (8, "ice", ice(8, 7, 10), "mean", False),
        (514, "rice", rice(900, 0.5, 0.8, 0.7), "product", True),  # 514.29
        (514.3, "rice", rice(900, 0.5, 0.8, 0.7), "product", True),
        (515, "rice", rice(900, 0.5, 0.8, 0.7), "product", False),
        (math.nan, "ice", ice(8, 7, 9), "product", False),
        (math.inf, "ice", ice(8, 7, 9), "product", False),
    ],
)
def test_a_written_score(written: float, framework: str, scores: dict[str, float], combine: str, agrees: bool) -> None:
    assert experiments.agrees(written, framework, scores, combine=combine) is agrees


@pytest.mark.parametrize(
    ("framework", "scores", "message", "help_"),
    [
        ("ice", {"impact": 8, "ease": 9}, "confidence has no score.", "Write a number from 1 to 10."),
        ("ice", ice(8, 0.7, 9), "confidence is 0.7, which is off the scale of ice.", "Write a number from 1 to 10."),
        ("ice", ice(11, 7, 9), "impact is 11, which is off the scale of ice.", "Write a number from 1 to 10."),
        ("ice", ice(math.nan, 7, 9), "impact is nan, which is off the scale of ice.", "Write a number from 1 to 10."),
        ("pie", ice(8, 7, 9), "potential has no score.", "Write a number from 1 to 10."),
        (
            "rice",
            rice(900, 4, 0.8, 1),
            "impact is 4, which is off the scale of rice.",
            "Write 0.25, 0.5, 1, 2 or 3.",
        ),
        (
            "rice",
            rice(900, 1, 80, 1),
            "confidence is 80, which is off the scale of rice.",
            "Write a share up to 1: 0.8 means 80 percent.",
        ),
        ("rice", rice(0, 1, 0.8, 1), "reach is 0, which is off the scale of rice.", "Write a number above 0."),
        ("rice", rice(9, 1, 0.8, 0), "effort is 0, which is off the scale of rice.", "Write a number above 0."),
        ("rice", rice(math.inf, 1, 1, 1), "reach is inf, which is off the scale of rice.", "Write a number above 0."),
        ("rice", rice(1e308, 3, 1, 1e-9), "The score is too large to be written.", "Look for a slip in the scores."),
        (
            "moscow",
            ice(8, 7, 9),
            "Scores cannot be put together by “moscow” and “product”.",
            "Choose the framework ice, pie or rice, and product or mean.",
        ),
    ],
)
def test_scores_off_the_scale(framework: str, scores: dict[str, float], message: str, help_: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        experiments.score(framework, scores)
    assert (caught.value.message, caught.value.help) == (message, help_)


def test_scores_can_be_put_together_in_two_ways() -> None:
    with pytest.raises(ExperimentError, match="by “ice” and “sum”"):
        experiments.score("ice", ice(8, 7, 9), combine="sum")


@given(st.sampled_from(["ice", "pie"]), st.lists(st.integers(10, 100), min_size=3, max_size=3), st.booleans())
def test_a_score_that_is_worked_out_agrees(framework: str, tenths: list[int], mean: bool) -> None:
    scores = {part: value / 10 for part, value in zip(experiments.FRAMEWORKS[framework], tenths, strict=True)}
    combine = "mean" if mean else "product"
    right = experiments.score(framework, scores, combine=combine)
    assert experiments.agrees(right, framework, scores, combine=combine)
    assert experiments.agrees(round(right, 2), framework, scores, combine=combine)
    assert not experiments.agrees(right * 1.02, framework, scores, combine=combine)


def test_the_frameworks_are_those_of_the_schema() -> None:
    schema: dict[str, Any] = store.load("analytics-to-optimization")
    found = schema["properties"]["package"]["properties"]["prioritisation"]
    assert found["properties"]["framework"]["enum"] == list(experiments.FRAMEWORKS)
    assert found["properties"]["combine"]["enum"] == ["product", "mean"]
    for branch in found["allOf"]:
        scores = branch["then"]["properties"]["items"]["items"]["properties"]["scores"]
        name = branch["if"]["properties"]["framework"]["const"]
        assert tuple(scores["required"]) == experiments.FRAMEWORKS[name]
        if name == "rice":
            assert tuple(scores["properties"]["impact"]["enum"]) == experiments.RICE_IMPACTS
