"""How many people a test needs and how long it takes, and what the scores of a list of priorities come to.

Shares are parts of one: 0.04 means four percent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

from handoff_lint.errors import HandoffError
from handoff_lint.words import listed, shown

ALPHA = 0.05
POWER = 0.8
DAYS_A_WEEK = 7
LEAST_WEEKS = 2
"""A test on a site runs two weeks at least, so that one odd week does not decide."""

FRAMEWORKS: Mapping[str, tuple[str, ...]] = {
    "ice": ("impact", "confidence", "ease"),
    "pie": ("potential", "importance", "ease"),
    "rice": ("reach", "impact", "confidence", "effort"),
}
RICE_IMPACTS = (0.25, 0.5, 1, 2, 3)
_NEAR = Fraction(1, 100)
_EXCEEDS = Fraction(1, 10)
_FLOAT_ERROR = Fraction(1, 10**12)
_SPLIT_MAY_MISS = 1
_WORST_RISK = 0.5


class ExperimentError(HandoffError):
    """Numbers from which nothing can be worked out."""


def sample_size(baseline: float, expected: float, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """People in each of two equally large versions, to tell one share from another.

    The usual two-sided test of two proportions, with the common variance under "no difference" and the separate ones
    under "a difference", without a correction for continuity (Fleiss, Levin and Paik, Statistical Methods for Rates and
    Proportions, chapter 4).

    Args:
        baseline: the share today, between 0 and 1.
        expected: the share that must not be missed if it comes true.
        alpha: how often a difference may be seen where there is none.
        power: how surely that difference is found.

    Raises:
        ExperimentError: a number is outside its range, or the two shares are equal.

    >>> sample_size(0.04, 0.05)
    6745
    """
    _check_share("baseline", baseline)
    _check_share("expected share", expected)
    _check_risks(alpha, power)
    if baseline == expected:
        raise ExperimentError(
            "The test is planned for no difference at all.",
            help="Say which change is worth finding, such as mde_relative: 0.2.",
        )
    needed = _needed(baseline, expected, alpha, power)
    if not math.isfinite(needed):
        raise ExperimentError(
            f"From {baseline} to {expected} is too small a difference for any test.",
            help="Say which change is worth finding, such as mde_relative: 0.2.",
        )
    return math.ceil(needed)


def expected_share(baseline: float, mde_relative: float) -> float:
    """The share after a rise by a part of itself: 0.04 and 0.25 give 0.05.

    Below one half a rise needs more people than a fall of the same size, so it is the safe reading of "a fifth more or
    less". Where a rise would end at 1 or above, the fall is meant.

    Raises:
        ExperimentError: the baseline is no share (the formula is for shares only), or the change leads nowhere.

    """
    _check_share("baseline", baseline)
    if not 0 < mde_relative < math.inf:
        raise ExperimentError(
            f"The smallest effect is {mde_relative}, and it must be more than 0.",
            help="Write the change as a part of the baseline: 0.2 means a fifth.",
        )
    share, change = Fraction(str(baseline)), Fraction(str(mde_relative))
    for result in (share * (1 + change), share * (1 - change)):
        if 0 < result < 1:
            return float(result)
    raise ExperimentError(
        f"From a baseline of {baseline}, a change by {mde_relative} of it leaves no share between 0 and 1.",
        help="Take a smaller effect.",
    )


def minimum_detectable_effect(baseline: float, sample: int, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """The smallest rise, as a part of the baseline, that so many people in each version can show.

    Raises:
        ExperimentError: a number is outside its range, or no rise is large enough for so few people.

    """
    _check_share("baseline", baseline)
    _check_risks(alpha, power)
    low, high = baseline, 1.0
    if sample < 1 or _needed(baseline, high, alpha, power) > sample:
        raise ExperimentError(
            f"With {sample:,} people in each version, this test can show no rise at all.",
            help="Find more people, or call the test directional: then it gives a hint and names no winner.",
        )
    # Halving until no number lies between: a larger effect always needs fewer people.
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if _needed(baseline, middle, alpha, power) <= sample else (middle, high)
    return high / baseline - 1


def weeks_needed(
    sample: int, split: Sequence[float], *, per_week: float, share: float = 1.0, least: int = LEAST_WEEKS
) -> int:
    """Whole weeks until the smallest version has its people.

    Args:
        sample: people that each version needs, as `sample_size` says it.
        split: percent of the people in each version, together 100.
        per_week: people a week who could take part.
        share: the part of them that does, up to 1.
        least: weeks that it runs at least.

    Raises:
        ExperimentError: a number is outside its range, or the split does not make 100.

    """
    _check_split(split)
    if sample < 1 or not 0 < per_week < math.inf or not 0 < share <= 1:
        raise ExperimentError(
            f"{sample:,} people in each version, {per_week} a week and a part of {share} make no duration.",
            help="Write a number of people above 0 and a part of them up to 1.",
        )
    smallest = Fraction(str(per_week)) * Fraction(str(share)) * Fraction(str(min(split))) / 100
    return max(least, math.ceil(sample / smallest))


def score(framework: str, scores: Mapping[str, float], *, combine: str = "product") -> float:
    """What the scores of an insight come to.

    Args:
        framework: ice (impact, confidence, ease) or pie (potential, importance, ease), each from 1 to 10; rice: reach
            times impact (0.25, 0.5, 1, 2 or 3) times confidence (a share) through effort.
        scores: a number for each part of the framework.
        combine: for ice and pie `product` or `mean`; rice has its own formula.

    Raises:
        ExperimentError: a part is missing or off its scale, or the framework or the way to combine is unknown.

    >>> score("ice", {"impact": 8, "confidence": 7, "ease": 9})
    504.0
    """
    try:
        return float(_score(framework, scores, combine))
    except OverflowError as error:
        raise ExperimentError("The score is too large to be written.", help="Look for a slip in the scores.") from error


def agrees(written: float, framework: str, scores: Mapping[str, float], *, combine: str = "product") -> bool:
    """Whether a written score is what the scores come to, perhaps rounded.

    Rounded means: right to the last digit that is written, and less than one percent off, so that 8 is no mean of
    8.33, but 514 is fine for 514.29.

    Raises:
        ExperimentError: see `score`.

    """
    right = _score(framework, scores, combine)
    if not math.isfinite(written):
        return False
    value = Decimal(repr(written))
    exponent = min(int(value.normalize().as_tuple().exponent), 0)
    off = abs(Fraction(value) - right)
    # What a program worked out and wrote to its last digit is off by the error of floats.
    return off <= right * _FLOAT_ERROR or (off <= Fraction(10) ** exponent / 2 and off < right * _NEAR)


def verdict(target: float, actual: float, direction: str) -> str:
    """How a result stands to its target: met, exceeded (at least a tenth better) or missed.

    Args:
        target: the number to reach; a tenth of 0 or of less says nothing, so there nothing is exceeded.
        actual: the number that was reached.
        direction: at_least or at_most.

    Returns:
        The word; empty for numbers that nothing can be compared with.

    >>> verdict(140, 126, "at_most")
    'exceeded'
    """
    if any(isinstance(one, float) and not math.isfinite(one) for one in (target, actual)):
        return ""
    wanted, reached = Fraction(str(target)), Fraction(str(actual))  # not the floats: 0.1 * 1.1 is no 0.11
    better = reached - wanted if direction == "at_least" else wanted - reached
    if better < 0:
        return "missed"
    return "exceeded" if wanted > 0 and better >= wanted * _EXCEEDS else "met"


def _needed(baseline: float, expected: float, alpha: float, power: float) -> float:
    normal = NormalDist()
    middle = (baseline + expected) / 2
    same = math.sqrt(2 * middle * (1 - middle))
    apart = math.sqrt(baseline * (1 - baseline) + expected * (1 - expected))
    spread = normal.inv_cdf(power) * apart - normal.inv_cdf(alpha / 2) * same
    ratio = spread / abs(expected - baseline)
    return ratio * ratio  # not ** 2, which raises an error where this is infinite


def _score(framework: str, scores: Mapping[str, float], combine: str) -> Fraction:
    if framework not in FRAMEWORKS or combine not in ("product", "mean"):
        raise ExperimentError(
            f"Scores cannot be put together by {shown(framework)} and {shown(combine)}.",
            help=f"Choose the framework {listed(FRAMEWORKS)}, and product or mean.",
        )
    for part in FRAMEWORKS[framework]:
        _check_score(framework, part, scores.get(part))
    values = [Fraction(str(scores[part])) for part in FRAMEWORKS[framework]]
    if framework == "rice":
        return values[0] * values[1] * values[2] / values[3]
    return sum(values, Fraction(0)) / 3 if combine == "mean" else values[0] * values[1] * values[2]


def _check_score(framework: str, part: str, value: float | None) -> None:
    if framework != "rice":
        fits, scale = value is not None and 1 <= value <= 10, "a number from 1 to 10"
    elif part == "impact":
        fits, scale = value in RICE_IMPACTS, listed(str(impact) for impact in RICE_IMPACTS)
    elif part == "confidence":
        fits, scale = value is not None and 0 < value <= 1, "a share up to 1: 0.8 means 80 percent"
    else:
        fits, scale = value is not None and 0 < value < math.inf, "a number above 0"
    if not fits:
        raise ExperimentError(
            f"{part} has no score." if value is None else f"{part} is {value}, which is off the scale of {framework}.",
            help=f"Write {scale}.",
        )


def _check_share(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ExperimentError(
            f"The {name} is {value}, and the formula is for shares between 0 and 1.",
            help="Write a share as a part of one: 0.18 means 18 percent. For other numbers, ask somebody who knows "
            "their spread.",
        )


def _check_split(split: Sequence[float]) -> None:
    written = listed((str(part) for part in split), conjunction="and")
    fault = ""
    if not split:
        fault = "The split is empty."
    elif not all(0 < part < math.inf for part in split):
        fault = f"The split is {written}, and every version needs a number above 0."
    elif not abs(sum(split) - 100) <= _SPLIT_MAY_MISS:  # 33.3, 33.3 and 33.3 are meant to be everybody
        fault = f"The split of {written} makes {sum(split):g}, not 100."
    if fault:
        raise ExperimentError(fault, help="Write a percentage for each version, together 100.")


def _check_risks(alpha: float, power: float) -> None:
    if not 0 < alpha <= _WORST_RISK or not _WORST_RISK <= power < 1:
        raise ExperimentError(
            f"alpha is {alpha} and power is {power}, with which a test says no more than a coin.",
            help=f"Choose alpha below and power above one half; the usual choice is {ALPHA} and {POWER}.",
        )
