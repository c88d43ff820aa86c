"""The campaign of the worked example as drawings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handoff_lint.site.drawings import (
    Chain,
    Chart,
    Gantt,
    Handoff,
    Milestone,
    Point,
    Rota,
    Row,
    Stage,
    Timeline,
    Watch,
)

LAUNCH = date(2026, 9, 15)
LABELS = ("Brief", "Production", "Launch", "Channels", "Leads", "Optimisation", "Retrospective")

TIMELINE = Timeline(
    title="Dates of the creative brief",
    start=date(2026, 8, 3),
    due=date(2026, 8, 5),
    needed_by=date(2026, 8, 7),
    launch=LAUNCH,
    milestones=(
        Milestone(date(2026, 8, 14), "Concepts presented"),
        Milestone(date(2026, 8, 19), "Concept chosen"),
        Milestone(date(2026, 8, 28), "Copy final"),
    ),
    buffer_days=2,
    today=date(2026, 8, 12),
)
CHAIN = Chain(
    title="Handoffs of Dockside launch",
    stages=(
        Stage(1, "Brief", (Handoff("h1", "Creative brief", "accepted", "Accepted", 2, href="h1/"),)),
        Stage(
            2,
            "Production",
            (
                Handoff("h2-ads", "Ads", "handed_off", "Handed off", 1, "waits for Priya Castellan", after=("h1",)),
                Handoff("h2-mail", "E-mails", "changes_requested", "Changes requested", 3, after=("h1",)),
            ),
        ),
        Stage(
            3, "Launch", (Handoff("h3", "Launch", "draft", "Draft", 1, is_blocked=True, after=("h2-ads", "h2-mail")),)
        ),
        Stage(4, "Channels", (Handoff("h4", "Channel calendar", "in_review", "In review", 1, after=("h1",)),)),
        Stage(5, "Leads", (Handoff("h5", "Lead protocol", "completed", "Completed", 1, after=("h1",)),)),
        Stage(6, "Optimisation", ()),
        Stage(7, "Retrospective", (Handoff("h7", "Retrospective", "draft", "Draft", 1, after=("h6",)),)),
    ),
    launch=LAUNCH,
)
GANTT = Gantt(
    title="Back-plan of Dockside launch",
    rows=(
        Row("H1 Brief", date(2026, 8, 3), date(2026, 8, 5), date(2026, 8, 7), "accepted", "Accepted", date(2026, 8, 6)),
        Row("H2 Production: ads", date(2026, 8, 10), date(2026, 8, 26), date(2026, 9, 1), "handed_off", "Handed off",
            date(2026, 8, 24)),
        Row("H3 Launch", date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 11), "draft", "Draft", date(2026, 9, 10)),
        Row("H4 Channels", date(2026, 8, 26), date(2026, 9, 2), date(2026, 9, 4), "in_review", "In review",
            date(2026, 9, 4)),
        Row("H5 Leads", date(2026, 9, 1), date(2026, 9, 4), date(2026, 9, 8)),
        Row("H6 Optimisation", date(2026, 9, 29), date(2026, 10, 1), date(2026, 10, 2)),
        Row("H7 Retrospective"),
    ),
    launch=LAUNCH,
    today=date(2026, 8, 27),
)  # fmt: skip
START = datetime.fromisoformat("2026-09-15T09:00:00+01:00")


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


ROTA = Rota(
    title="Monitoring rota",
    launch=START,
    watches=(
        Watch("Lena Voss", hours(0), hours(4), "active", "Dario Penn", 15),
        Watch("Dario Penn", hours(4), hours(9), "active", "Lena Voss", 60),
        Watch("Kofi Adair", hours(11), hours(24), "alerts"),
        Watch("Lena Voss", hours(24), hours(33), "active", "", 60),
        Watch("Kofi Adair", hours(33), hours(44), "alerts"),
    ),
)
TREND = Chart(
    title="M2 First-pass acceptance rate",
    points=tuple(
        Point(f"2026-{month:02}", value)
        for month, value in enumerate((62, 58, 71, None, 77, 81, 79, 84, 88, 83, 90, 91), 1)
    ),
    unit="%",
    target=80,
)
FEW = Chart("M7 On-time handover", (Point("2026-Q2", 87.5), Point("2026-Q3", 94.1)), "%", 90, decimals=1)
REWORK = Chart(
    title="M3 Rework loops by type",
    points=tuple(Point(label, value) for label, value in zip(LABELS, (0.4, 1.2, 0.2, None, 0.5, 0, 0.9), strict=True)),
    unit="loops a package",
    target=0.5,
    direction="at_most",
    decimals=1,
)
NONE = Chart("M22 Retrospectives held in time", (), "%", 100)
