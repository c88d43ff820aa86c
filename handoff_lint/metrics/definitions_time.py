"""The definitions about time: M1, M4, M5, M7 to M10, and those about launches, M15, M16 and M18."""

from __future__ import annotations

from handoff_lint.metrics.model import Aggregate, Definition, FigureDefinition, Source, Target, Unit

_NO_HANDOVER = "No package with a due date has been handed over yet."
_NO_ANSWER = "No handover has been answered yet."
_NO_ACCEPTANCE = "No package has been accepted yet."
_NO_REVIEW = "Git has seen no package come into review and be approved afterwards."
_NO_STAY = "Git has seen no package enter a status and leave it again."
_NO_PACKAGE = "There is no package yet."
_NO_LAUNCH = "No launch has been given the go yet."


def _within(value: float, setting: str = "") -> Target:
    return Target(at_least=False, value=value, setting=setting)


def _at_least(value: float, setting: str = "") -> Target:
    return Target(at_least=True, value=value, setting=setting)


TIME = (
    Definition(
        "M1",
        "Handoff lead time",
        "Time",
        "How long a handoff takes from the day on which it is opened to the day on which the receiver accepts it.",
        "The last answer that accepts, minus the day in the file name, or the first commit if that is earlier; median.",
        "Look at M10 for the status in which packages wait, and start there.",
        (
            FigureDefinition("working", "median", Unit.WORKING_DAYS, Aggregate.MEDIAN, _NO_ACCEPTANCE, better="lower"),
            FigureDefinition(
                "raw", "median, every day counted", Unit.DAYS, Aggregate.MEDIAN, _NO_ACCEPTANCE, better="lower"
            ),
        ),
    ),
    Definition(
        "M4",
        "Review time",
        "Time",
        "How long the gates take, from the commit that asks for review to the last approval that is needed.",
        "Last required sign-off minus the commit before it that set the status to in_review; median, 90th percentile.",
        "The list by gate shows who is asked too often or too late; give that role a second person or a smaller scope.",
        (
            FigureDefinition(
                "working",
                "median",
                Unit.WORKING_DAYS,
                Aggregate.MEDIAN,
                _NO_REVIEW,
                Source.HISTORY,
                _within(2),
            ),
            FigureDefinition(
                "p90",
                "nine in ten within",
                Unit.WORKING_DAYS,
                Aggregate.P90,
                _NO_REVIEW,
                Source.HISTORY,
                better="lower",
            ),
            FigureDefinition(
                "raw",
                "median, every hour counted",
                Unit.HOURS,
                Aggregate.MEDIAN,
                _NO_REVIEW,
                Source.HISTORY,
                better="lower",
            ),
            FigureDefinition(
                "gate",
                "median of single gates",
                Unit.WORKING_DAYS,
                Aggregate.MEDIAN,
                _NO_REVIEW,
                Source.HISTORY,
                better="lower",
            ),
            FigureDefinition(
                "gate_p90",
                "nine in ten single gates",
                Unit.WORKING_DAYS,
                Aggregate.P90,
                _NO_REVIEW,
                Source.HISTORY,
                better="lower",
            ),
        ),
    ),
    Definition(
        "M5",
        "Answer time",
        "Time",
        "How often receivers answer a handover within the agreed time, and how long their answer takes.",
        "Answers in time ÷ handovers that were answered or whose time is up; the last handover of each package to its "
        "answer, median.",
        "Name a backup for receivers who are late; if all are late, the agreed time is too short for the package.",
        (
            FigureDefinition(
                "inside", "in the agreed time", Unit.PERCENT, Aggregate.SHARE, _NO_ANSWER, target=_at_least(90)
            ),
            FigureDefinition("working", "median", Unit.WORKING_DAYS, Aggregate.MEDIAN, _NO_ANSWER, better="lower"),
            FigureDefinition(
                "raw", "median, every hour counted", Unit.HOURS, Aggregate.MEDIAN, _NO_ANSWER, better="lower"
            ),
        ),
    ),
    Definition(
        "M7",
        "On-time handover",
        "Time",
        "How many packages are handed over by the day on which they are due, and how late the average one is.",
        "Last handover on or before due ÷ packages handed over; mean of working days late, early ones count as 0.",
        "Move the start, not the due date: plan back from the launch with `handoff plan`.",
        (
            FigureDefinition("share", "by due", Unit.PERCENT, Aggregate.SHARE, _NO_HANDOVER, target=_at_least(90)),
            FigureDefinition("working", "mean slip", Unit.WORKING_DAYS, Aggregate.MEAN, _NO_HANDOVER, better="lower"),
            FigureDefinition(
                "raw", "mean slip, every day counted", Unit.DAYS, Aggregate.MEAN, _NO_HANDOVER, better="lower"
            ),
        ),
    ),
    Definition(
        "M8",
        "Buffer used",
        "Time",
        "How much of the buffer between due and needed by is used up by late handovers; above 100 % receivers wait.",
        "Working days late ÷ working days of buffer, over all packages handed over.",
        "Below 50 % is what a buffer is for. Above it, plan longer; at 0 % for months, plan shorter.",
        (
            FigureDefinition("share", "of the buffer", Unit.PERCENT, Aggregate.SHARE, _NO_HANDOVER, target=_within(50)),
            FigureDefinition(
                "missed", "handed over after needed by", Unit.COUNT, Aggregate.SUM, _NO_HANDOVER, target=_within(0)
            ),
        ),
    ),
    Definition(
        "M9",
        "Overdue now",
        "Time",
        "How many open packages are past the day on which they were due or needed, and who has to act.",
        "Due has passed and not handed over, or needed by has passed and not accepted.",
        "Talk to the person named today: hand it over, or agree on new dates and write them down.",
        (
            FigureDefinition(
                "now", "packages, by who has to act", Unit.COUNT, Aggregate.SUM, _NO_PACKAGE, target=_within(0)
            ),
            FigureDefinition("types", "by type", Unit.COUNT, Aggregate.SUM, _NO_PACKAGE, better="lower"),
        ),
    ),
    Definition(
        "M10",
        "Time in each status",
        "Time",
        "How long packages stay in each status, from the commit that sets it to the commit that sets the next.",
        "Commit that leaves a status minus commit that enters it; stays that have ended; median.",
        "The status at the top of the list is where work waits; ask what it waits for.",
        (
            FigureDefinition(
                "working", "median", Unit.WORKING_DAYS, Aggregate.MEDIAN, _NO_STAY, Source.HISTORY, better="lower"
            ),
            FigureDefinition(
                "raw",
                "median, every day counted",
                Unit.DAYS,
                Aggregate.MEDIAN,
                _NO_STAY,
                Source.HISTORY,
                better="lower",
            ),
        ),
    ),
    Definition(
        "M15",
        "Launch readiness",
        "Launch",
        "How long before the launch the go is given, what was left open, and how many steps happen on time.",
        "First launch step minus the go; conditions without a closing day; steps at most 15 minutes late ÷ steps done.",
        "A go on the eve is a sign that production was late: look at M7 and M8 of that campaign.",
        (
            FigureDefinition(
                "lead",
                "median lead of the go",
                Unit.HOURS,
                Aggregate.MEDIAN,
                _NO_LAUNCH,
                target=_at_least(48, "preflight_lead_hours"),
            ),
            FigureDefinition(
                "conditions",
                "open conditions",
                Unit.COUNT,
                Aggregate.SUM,
                "There is no launch package yet.",
                target=_within(0),
            ),
            FigureDefinition(
                "steps",
                "steps on time",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No launch step is done yet.",
                target=_at_least(100),
            ),
        ),
    ),
    Definition(
        "M16",
        "Monitoring coverage",
        "Launch",
        "How much of the first hours after a launch somebody watches.",
        "Minutes in which a slot of the rota lies ÷ minutes of the monitoring window.",
        "Fill the gap with a slot; at night `mode: alerts` will do.",
        (
            FigureDefinition(
                "share",
                "of the window",
                Unit.PERCENT,
                Aggregate.SHARE,
                "No launch package has a rota yet.",
                target=_at_least(100),
            ),
        ),
    ),
    Definition(
        "M18",
        "UTM health",
        "Launch",
        "How many tagged links Google Analytics files under the channel that the package says.",
        "Links whose tags lead to their `ga4_group` ÷ links of launch packages.",
        "Visits of the others are lost in the report; `handoff utm` builds a link that is filed where it belongs.",
        (
            FigureDefinition(
                "share",
                "filed as meant",
                Unit.PERCENT,
                Aggregate.SHARE,
                "There are no tagged links yet.",
                target=_at_least(100),
            ),
        ),
    ),
)
