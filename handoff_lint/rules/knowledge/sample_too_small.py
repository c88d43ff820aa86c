"""A test with too few people cannot answer: it costs two weeks and says “perhaps”.

How to fix: let it run until each version has the people that the message names, look for a larger effect, or call the
test `directional`: then it gives a hint and names no winner. Tests on a site run whole weeks, two at least, because
Mondays are not Saturdays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import days, experiments
from handoff_lint.experiments import ExperimentError
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural

CODE = "HF804"
_LONGEST_WEEKS = 520
"""A test that takes more than ten years has no last day worth naming; the calendar may not even have it."""
_OVER = ("stopped", "concluded")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Tests that shall name a winner have enough people and time, and end while the campaign runs."""
    campaign = context.campaign.document if context.campaign else None
    closed = str(campaign.data.get("end_date", "")) if campaign else ""
    for pointer, test in document.each("/package/tests"):
        start, end = test.get("start"), test.get("end", "")
        if start and end and end < start:
            yield Problem(
                f"This test ends on {end}, before it starts on {start}.",
                join(pointer, "end"),
                "Correct one of the two days.",
            )
            continue
        if closed and end > closed and test.get("status") not in _OVER:
            yield Problem(
                f"This test ends on {end}, after the campaign ({closed}).",
                join(pointer, "end"),
                "End it while there are still visitors, or begin it earlier.",
            )
        baseline, effect = test.get("baseline"), test.get("mde_relative")
        if test.get("kind") == "directional" or baseline is None or effect is None or not 0 < baseline < 1:
            continue  # the formula is for shares
        try:
            needed = experiments.sample_size(
                baseline,
                experiments.expected_share(baseline, effect),
                alpha=test.get("alpha", experiments.ALPHA),
                power=test.get("power", experiments.POWER),
            )
            sample = test.get("sample_per_variant")
            if sample is not None and sample < needed:
                yield Problem(
                    f"{sample:,} people in each version are too few to find this effect; it takes {needed:,}.",
                    join(pointer, "sample_per_variant"),
                    f"Plan for {needed:,}, look for a larger effect, or call the test directional.",
                )
                continue
            yield from _time(pointer, test, needed)
        except ExperimentError as error:
            yield Problem(error.message, pointer, error.help)


def _time(pointer: str, test: Mapping[str, Any], needed: int) -> Iterator[Problem]:
    """A send-time split is over in an hour; everything else needs whole weeks."""
    start, end = test.get("start"), test.get("end")
    if not start or not end or test.get("where") == "send":
        return
    length, least = days.between(start, end) + 1, experiments.LEAST_WEEKS
    traffic, split = test.get("eligible_per_day"), test.get("split")
    if traffic and split and None not in split:  # a share that the schema refused
        per_week = traffic * experiments.DAYS_A_WEEK
        weeks = experiments.weeks_needed(needed, split, per_week=per_week, least=least)
    else:
        weeks = least
    if weeks > _LONGEST_WEEKS:
        yield Problem(
            f"This test would need {weeks:,} weeks to find this effect.",
            join(pointer, "end"),
            "Send it more visitors, look for a larger effect, or call the test directional.",
        )
    elif length < weeks * experiments.DAYS_A_WEEK:
        yield Problem(
            f"This test runs {plural(length, 'day')}; it needs {plural(weeks, 'week')}, "
            f"until {days.later(start, weeks * experiments.DAYS_A_WEEK - 1)}.",
            join(pointer, "end"),
            "Let it run longer, send it more visitors, or look for a larger effect.",
        )
    elif length % experiments.DAYS_A_WEEK:
        yield Problem(
            f"This test runs {length} days, so some weekdays count more often than others.",
            join(pointer, "end"),
            f"End it after whole weeks: on {days.later(start, length // 7 * 7 - 1)}, or a week later.",
        )


_PACKAGE = """\
---
type: analytics-to-optimization
status: draft
from: tom.osei
package:
  tests:
    - id: te-form
      kind: ab
      baseline: 0.04
      mde_relative: 0.25
      sample_per_variant: {sample}
      eligible_per_day: 1000
      split: [50, 50]
      start: 2027-04-01
      end: {end}
---
"""
_PLACE = "docs/campaigns/spring-ride/06-optimization/20270330_spring-ride_analytics-to-optimization_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="test-underpowered",
    summary="Tests that shall name a winner have enough people and time.",
    idea="F3",
    severity=Severity.WARNING,
    document=check,
    fix="suggested",
    examples=(
        Example(
            "Too few people",
            source=_PACKAGE.format(sample=1500, end="2027-04-14"),
            path=_PLACE,
            finds=(Find("1500", "1,500 people in each version are too few to find this effect; it takes 6,745."),),
        ),
        Example(
            "Too short",
            source=_PACKAGE.format(sample=6745, end="2027-04-07"),
            path=_PLACE,
            finds=(Find("2027-04-07", "This test runs 7 days; it needs 2 weeks, until 2027-04-14."),),
        ),
        Example(
            "The wrong way round",
            source=_PACKAGE.format(sample=6745, end="2027-03-14"),
            path=_PLACE,
            finds=(Find("2027-03-14", "This test ends on 2027-03-14, before it starts on 2027-04-01."),),
        ),
        Example("Enough of both", source=_PACKAGE.format(sample=6745, end="2027-04-14"), path=_PLACE),
    ),
)
