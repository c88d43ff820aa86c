"""Two reports that disagree on “leads” are read by nobody a third time: a number on a dashboard has one definition.

How to fix: complete the measure in the settings (`kpis`): formula, source, one owner, how often it is renewed. In a
brief: the same direction as in the settings, the same primary metric as in `campaign.md`, and a day on which the
campaign still runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules import briefed_metrics
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import listed

CODE = "HF805"
_NEEDED = ("formula", "source", "owner", "refresh")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The measures of a dashboard are defined completely, each by one person; unknown ones are HF109's."""
    config = context.config
    yield from briefed_metrics.problems(document, context)
    for pointer, shown in document.each("/package/dashboard/kpis"):
        defined = config.kpis.get(shown.get("kpi"))
        if defined is None:
            continue
        missing = [name for name in _NEEDED if not defined.get(name)]
        place = join(pointer, "kpi")
        if missing:
            yield Problem(
                f"{shown['kpi']} has no {listed(missing)} in the settings.",
                place,
                f"Add {listed(missing, conjunction='and')} under kpis.",
            )
        elif str(defined["owner"]).startswith(roster.TEAM) or (config.people and defined["owner"] not in config.people):
            yield Problem(
                f"{defined['owner']} answers for {shown['kpi']}, but is nobody on the list of people.",
                place,
                "Name one person under kpis.",
            )


_PACKAGE = """\
---
type: analytics-to-optimization
status: draft
from: tom.osei
package:
  dashboard:
    kpis:
      - {kpi: bookings}
---
"""
_PLACE = "docs/campaigns/spring-ride/06-optimization/20270330_spring-ride_analytics-to-optimization_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="metric-undefined",
    summary="The measures of a dashboard are defined, and those of a brief fit the settings and the campaign.",
    idea="F4",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "Half defined",
            settings=lines("""
                kpis:
                  bookings: {definition: Checks booked, formula: count of bookings}
            """),
            source=_PACKAGE,
            path=_PLACE,
            finds=(Find("bookings", "bookings has no source, owner or refresh in the settings."),),
        ),
        Example(
            "Due after the end",
            shows="""\
package:
  success_metrics:
    - {id: sm-bookings, kpi: bookings, role: primary, target: 300, direction: at_least, by: 2027-05-31}
    - {id: sm-returns, kpi: returns, role: guardrail, target: 9, direction: at_most, by: 2027-04-30}
""",
            finds=(Find("2027-05-31", "This number is due on 2027-05-31, after the campaign ends (2027-04-30)."),),
        ),
        Example(
            "Defined",
            settings=lines("""
                kpis:
                  bookings: {definition: Booked, formula: count, source: till, owner: tom.osei, refresh: daily}
            """),
            source=_PACKAGE,
            path=_PLACE,
        ),
    ),
)
