"""Two reports that disagree on “leads” are read by nobody a third time: a number on a dashboard has one definition.

How to fix: complete the measure in the settings (`kpis`): formula, source, one owner, how often it is renewed.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule, lines
from handoff_lint.words import listed

CODE = "HF805"
_NEEDED = ("formula", "source", "owner", "refresh")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The measures of a dashboard are defined completely, each by one person; unknown ones are HF109's."""
    config = context.config
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
    summary="The measures of a dashboard have a formula, a source, one owner and a rhythm.",
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
