"""The definitions about leads and learning: M19 to M23."""

from __future__ import annotations

from handoff_lint.metrics.model import Aggregate, Definition, FigureDefinition, Source, Target, Unit

_NO_REVIEW = "No weekly lead review is written down yet."
_NO_INSIGHT = "No insight is written down yet."
_NOT_SEEN = "Git has seen no insight become done."
_NO_PAGE = "The knowledge base has no page in use yet."


def _at_least(value: float) -> Target:
    return Target(at_least=True, value=value)


LEARNING = (
    Definition(
        "M19",
        "Lead protocol health",
        "Leads",
        "How many of the leads that marketing passes on sales takes, and how many are contacted in time.",
        "Accepted ÷ passed and in time ÷ passed, over the weekly reviews; refused leads by code.",
        "Read five refused leads together each week, and change one thing about the scoring.",
        (
            FigureDefinition(
                "accepted", "taken by sales", Unit.PERCENT, Aggregate.SHARE, _NO_REVIEW, target=_at_least(65)
            ),
            FigureDefinition(
                "in_sla", "contacted in time", Unit.PERCENT, Aggregate.SHARE, _NO_REVIEW, target=_at_least(90)
            ),
            FigureDefinition("refused", "refused, by code", Unit.COUNT, Aggregate.SUM, _NO_REVIEW, better="lower"),
        ),
    ),
    Definition(
        "M20",
        "Insight to action",
        "Learning",
        "How many insights have led to something that is done, and how long that took.",
        "Insights with status done ÷ insights; the package's day to the commit that set the status, median.",
        "An insight without an owner and a day is a remark: give it both, or drop it.",
        (
            FigureDefinition("share", "done", Unit.PERCENT, Aggregate.SHARE, _NO_INSIGHT, target=_at_least(80)),
            FigureDefinition(
                "working",
                "median",
                Unit.WORKING_DAYS,
                Aggregate.MEDIAN,
                _NOT_SEEN,
                Source.HISTORY,
                better="lower",
            ),
            FigureDefinition(
                "raw",
                "median, every day counted",
                Unit.DAYS,
                Aggregate.MEDIAN,
                _NOT_SEEN,
                Source.HISTORY,
                better="lower",
            ),
        ),
    ),
    Definition(
        "M21",
        "Test quality",
        "Learning",
        "How many tests have enough people to answer their question, and how many gave an answer.",
        "Tests with the computed sample ÷ tests that shall name a winner; those with a winner ÷ concluded tests.",
        "Test fewer things with more people. A test without a winner is no failure if it was large enough.",
        (
            FigureDefinition(
                "sized",
                "large enough",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No test is planned whose size can be worked out.",
                target=_at_least(100),
            ),
            FigureDefinition(
                "conclusive",
                "with a winner",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No test is concluded yet.",
                better="higher",
            ),
        ),
    ),
    Definition(
        "M22",
        "Retrospective",
        "Learning",
        "How soon after its end a campaign is looked back at, and whether the improvements are made when due.",
        "End of the campaign to the day of the meeting, median; improvements done by their day ÷ those that are due or "
        "done; retrospectives held ÷ campaigns that ended longer ago than that.",
        "Put the meeting into the calendar on the day of the launch, and ask for the improvements on their day.",
        (
            FigureDefinition(
                "days",
                "median after the end",
                Unit.DAYS,
                Aggregate.MEDIAN,
                "No retrospective of a campaign that ended has been held yet.",
                target=Target(at_least=False, value=7, setting="retro_within_days"),
            ),
            FigureDefinition(
                "improvements",
                "improvements done when due",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No improvement is due yet.",
                target=_at_least(80),
            ),
            FigureDefinition(
                "held",
                "held at all",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No campaign ended long enough ago.",
                better="higher",
            ),
        ),
    ),
    Definition(
        "M23",
        "Knowledge reuse",
        "Learning",
        "How many briefs use a lesson of an earlier campaign, and how good and fresh the knowledge base is.",
        "Briefs with an applied lesson ÷ briefs; pages with two pieces of evidence or more ÷ pages in use; pages past "
        "their review day ÷ pages in use.",
        "Let every brief answer the lessons of its campaign type, and give each page an owner who reviews it.",
        (
            FigureDefinition(
                "share",
                "briefs with a lesson",
                Unit.PERCENT,
                Aggregate.SHARE,
                "There is no brief yet.",
                better="higher",
            ),
            FigureDefinition(
                "evidence", "pages with two proofs", Unit.PERCENT, Aggregate.SHARE, _NO_PAGE, better="higher"
            ),
            FigureDefinition(
                "stale",
                "pages past their review",
                Unit.PERCENT,
                Aggregate.SHARE,
                _NO_PAGE,
                target=Target(at_least=False, value=10, is_open=True),
            ),
        ),
    ),
)
