"""The definitions about how cleanly work is handed over: M2, M3, M6, M11 to M14, M17, and M24 on exceptions."""

from __future__ import annotations

from handoff_lint.metrics.model import Aggregate, Definition, FigureDefinition, Source, Target, Unit

_NO_ANSWER = "No package has been answered yet."
_NO_BRIEF = "No brief has been accepted yet."
_NO_PACKAGE = "There is no package yet."


def _within(value: float) -> Target:
    return Target(at_least=False, value=value)


def _below(value: float) -> Target:
    return Target(at_least=False, value=value, is_open=True)


def _at_least(value: float) -> Target:
    return Target(at_least=True, value=value)


CARE = (
    Definition(
        "M2",
        "First-pass acceptance",
        "Right first time",
        "How many packages are accepted in their first round, without being sent back.",
        "Packages that nobody returned in round 1 ÷ packages with at least one answer.",
        "Read the gaps of those that came back (M6): the same question twice belongs into the template.",
        (
            FigureDefinition(
                "share", "accepted at once", Unit.PERCENT, Aggregate.SHARE, _NO_ANSWER, target=_at_least(80)
            ),
        ),
    ),
    Definition(
        "M3",
        "Rework loops",
        "Right first time",
        "How often a package goes back, either from its receiver or from a gate, and why.",
        "Rounds that return the package + sign-offs that ask for changes, for each package that was judged at all.",
        "The most frequent reason says what to add to the brief or the checklist.",
        (
            FigureDefinition(
                "loops",
                "a package",
                Unit.PER_PACKAGE,
                Aggregate.MEAN,
                "No package has been judged yet.",
                target=_within(0.5),
            ),
            FigureDefinition(
                "reasons",
                "in all, by reason",
                Unit.COUNT,
                Aggregate.SUM,
                "No package has been judged yet.",
                better="lower",
            ),
        ),
    ),
    Definition(
        "M6",
        "Gaps and their age",
        "Right first time",
        "How many questions a package leaves open for its receiver, and how long they wait for an answer.",
        "Gaps raised ÷ packages answered; raised to resolved, or to today while open, median; by field.",
        "The fields at the top of the list are unclear in the form: improve their examples.",
        (
            FigureDefinition("gaps", "a package", Unit.PER_PACKAGE, Aggregate.MEAN, _NO_ANSWER, target=_within(1)),
            FigureDefinition(
                "working",
                "median age",
                Unit.WORKING_DAYS,
                Aggregate.MEDIAN,
                "No gap has been raised.",
                target=_within(1),
            ),
            FigureDefinition(
                "raw",
                "median, every day counted",
                Unit.DAYS,
                Aggregate.MEDIAN,
                "No gap has been raised.",
                better="lower",
            ),
            FigureDefinition("fields", "in all, by field", Unit.COUNT, Aggregate.SUM, _NO_ANSWER, better="lower"),
        ),
    ),
    Definition(
        "M11",
        "Brief stability",
        "Right first time",
        "How often a brief still changes after it was accepted.",
        "Version today minus the version first accepted; fields that differ between that commit and the newest; means.",
        "Changes after acceptance are work done twice: agree with strategy on a day after which the brief is closed.",
        (
            FigureDefinition(
                "versions", "new versions", Unit.PER_PACKAGE, Aggregate.MEAN, _NO_BRIEF, target=_within(1)
            ),
            FigureDefinition(
                "fields",
                "fields changed",
                Unit.PER_PACKAGE,
                Aggregate.MEAN,
                "Git has seen no brief accepted.",
                Source.HISTORY,
                better="lower",
            ),
        ),
    ),
    Definition(
        "M12",
        "Stale sign-offs prevented",
        "Right first time",
        "How many sign-offs that held no longer were found before a merge.",
        "HF403 findings that were mended before the merge.",
        "Keep the reports of the CI job if you need this number.",
        (
            FigureDefinition(
                "count",
                "before a merge",
                Unit.COUNT,
                Aggregate.SUM,
                "Not measured here: a check that stops a merge leaves no trace in the files or in Git's history.",
                Source.CHECKS,
            ),
        ),
    ),
    Definition(
        "M13",
        "Completeness",
        "Right first time",
        "How much of what a package of its type can hold is filled in.",
        "Filled fields ÷ fields asked for by the time of approval and optional parts; what does not apply is filled.",
        "Fill in the optional parts that receivers ask about, or say under not_applicable why there is none.",
        (FigureDefinition("share", "filled in", Unit.PERCENT, Aggregate.SHARE, _NO_PACKAGE, target=_at_least(90)),),
    ),
    Definition(
        "M14",
        "Checklist defects",
        "Right first time",
        "How many checklist items were ticked only after the package was needed, or said not to apply.",
        "Items dated after needed by ÷ items ticked; items with na ÷ items ticked or with na.",
        "Items that are nearly always not applicable do not belong into that list: move or drop them.",
        (
            FigureDefinition(
                "late", "ticked too late", Unit.PERCENT, Aggregate.SHARE, "No item is ticked yet.", target=_below(10)
            ),
            FigureDefinition(
                "excused",
                "said not to apply",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No item is ticked yet.",
                target=_below(10),
            ),
        ),
    ),
    Definition(
        "M17",
        "Spoken decisions confirmed",
        "Right first time",
        "How many decisions of meetings, calls and chats are confirmed in writing by the next working day.",
        "Confirmed by the next working day ÷ spoken decisions that are confirmed or whose time is up.",
        "Let whoever runs the meeting write the decision down before it ends.",
        (
            FigureDefinition(
                "share",
                "in time",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No decision of a meeting, call or chat is recorded.",
                target=_at_least(100),
            ),
        ),
    ),
    Definition(
        "M24",
        "Exceptions and findings",
        "Exceptions",
        "How many rules are waived at the moment, and how much the check finds in a hundred packages.",
        "Waivers whose day has not come; those that have run out; findings × 100 ÷ packages, by failure F1 to F5.",
        "Mend what is waived before the day comes. A rule that everybody waives is the wrong rule for you.",
        (
            FigureDefinition("waivers", "active waivers", Unit.COUNT, Aggregate.SUM, _NO_PACKAGE, better="lower"),
            FigureDefinition(
                "expired", "waivers that have run out", Unit.COUNT, Aggregate.SUM, _NO_PACKAGE, target=_within(0)
            ),
            FigureDefinition(
                "findings",
                "findings in 100 packages",
                Unit.PER_HUNDRED,
                Aggregate.SHARE,
                _NO_PACKAGE,
                Source.CHECKS,
                better="lower",
            ),
        ),
    ),
)
