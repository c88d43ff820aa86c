"""What a measure is, what is counted for it, and what comes of that: frozen data without logic of any one measure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple


class Unit(enum.StrEnum):
    """What a figure is counted in. Shares are percentages, 0 to 100."""

    PERCENT = "percent"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    COUNT = "count"
    PER_PACKAGE = "per_package"
    PER_HUNDRED = "per_100_packages"


class Aggregate(enum.StrEnum):
    """How the cases of a figure become one number.

    `share` and `mean` divide the sum of the values by the sum of what they are counted against; a share is then
    multiplied by 100. `p90` is the nearest rank: the smallest value that at least 90 % of the cases do not exceed.
    """

    SHARE = "share"
    MEAN = "mean"
    SUM = "sum"
    MEDIAN = "median"
    P90 = "p90"


class Source(enum.StrEnum):
    """Where a figure comes from: front matter, Git's history, or runs of the check."""

    FRONT_MATTER = "FM"
    HISTORY = "GIT"
    CHECKS = "CI"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach: at least or at most so much.

    Attributes:
        setting: the setting that gives the value, empty where none does.
        is_open: the value itself does not reach it: less than, more than.

    """

    at_least: bool
    value: float
    setting: str = ""
    is_open: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a value reaches it."""
        if value == self.value:
            return not self.is_open
        return value > self.value if self.at_least else value < self.value

    @property
    def sign(self) -> str:
        """`>=`, `<` and so on."""
        return (">" if self.at_least else "<") + ("" if self.is_open else "=")


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """One number of a measure.

    Attributes:
        key: its name within the measure, for programs.
        name: the same for people; goes on after the measure's name.
        nothing: why there is no value when there is nothing to count.
        source: what it cannot be had without.
        target: None where only the direction counts.
        better: which direction is good, `higher` or `lower`; empty where neither is.

    """

    key: str
    name: str
    unit: Unit
    aggregate: Aggregate
    nothing: str
    source: Source = Source.FRONT_MATTER
    target: Target | None = None
    better: str = ""

    @property
    def direction(self) -> str:
        """Which direction is good, `higher` or `lower`, as a target says it too; empty where neither is."""
        if self.better or self.target is None:
            return self.better
        return "higher" if self.target.at_least else "lower"


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure, M1 to M24.

    Attributes:
        group: the heading under which reports show it.
        text: what it says, one plain sentence.
        formula: how it is worked out, for those who want to check it.
        advice: what to do when it is off.
        figures: its numbers; the first is the headline.

    """

    id: str
    name: str
    group: str
    text: str
    formula: str
    advice: str
    figures: tuple[FigureDefinition, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that its figures come from, each once."""
        return tuple(source for source in Source if any(one.source is source for one in self.figures))


class Case(NamedTuple):
    """One thing counted for a figure.

    Attributes:
        metric: `M5`.
        figure: the key of its figure.
        value: what it adds on top of the fraction, or its length in the figure's unit.
        of: what it adds below the fraction; a share or mean needs it.
        day: the ISO day under which the trend files it, empty for none.
        labels: what a breakdown files it under.

    """

    metric: str
    figure: str
    value: float
    of: float = 1.0
    day: str = ""
    campaign: str = ""
    package: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """What some cases amount to.

    Attributes:
        value: in the figure's unit; None when there is nothing to divide by.
        numerator, denominator: the two sums of a share or mean; a sum has the first only, medians and the like neither.
        cases: how many things were counted.

    """

    value: float | None
    numerator: float | None
    denominator: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class Row:
    """The amount of one campaign, or of one package in it (`package` is empty for the campaign as a whole)."""

    campaign: str
    package: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Share:
    """The amount of all cases with one label: a reason, a gate, a person."""

    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Point:
    """The amount of one month; `day` is the first of it, ISO."""

    day: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a measure, worked out.

    Attributes:
        why: why there is no value; empty when there is one.
        rows: campaigns, each followed by its packages; sorted by name.
        breakdown: by label, the largest first.
        trend: by month, the oldest first.

    """

    definition: FigureDefinition
    amount: Amount
    why: str = ""
    rows: tuple[Row, ...] = ()
    breakdown: tuple[Share, ...] = ()
    trend: tuple[Point, ...] = ()

    @property
    def value(self) -> float | None:
        """The number, None when there is nothing to count."""
        return self.amount.value

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without a target or a value."""
        target = self.definition.target
        return None if target is None or self.value is None else target.is_met(self.value)

    def worst_first(self, *, of_packages: bool) -> list[Row]:
        """The rows of campaigns or of packages that have a value; those that do worst stand first.

        Where no direction is good, they stand by name.
        """
        sign = {"higher": 1, "lower": -1}.get(self.definition.direction, 0)
        rows = [row for row in self.rows if bool(row.package) == of_packages and row.amount.value is not None]
        return sorted(rows, key=lambda row: (sign * (row.amount.value or 0.0), row.campaign, row.package))

    def row(self, campaign: str, package: str = "") -> Row | None:
        """The row of a campaign or package, None where nothing was counted."""
        return next((row for row in self.rows if (row.campaign, row.package) == (campaign, package)), None)


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure, worked out: its definition, and a figure for each of the definition's."""

    definition: Definition
    figures: tuple[Figure, ...]

    @property
    def id(self) -> str:
        """`M5`."""
        return self.definition.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.definition.name

    @property
    def headline(self) -> Figure:
        """The figure that stands for the measure where there is room for one only."""
        return self.figures[0]

    @property
    def why_nothing(self) -> str:
        """Why none of its figures has a value, where all have the same reason; else empty."""
        whys = {figure.why for figure in self.figures if figure.value is None}
        return whys.pop() if len(whys) == 1 and all(figure.value is None for figure in self.figures) else ""

    def figure(self, key: str) -> Figure:
        """One of its figures; KeyError when there is none of this key."""
        for one in self.figures:
            if one.definition.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Survey:
    """All measures of a repository or campaign on one day.

    Attributes:
        today: ISO.
        organisation: whose, empty where the settings do not say.
        campaign: the only one that was looked at, empty for all.
        packages, campaigns: how many were counted.
        left_out: packages that could not be read, or whose type is unknown.
        no_history: why nothing is known from Git; empty when it is.

    """

    today: str
    metrics: tuple[Metric, ...]
    packages: int = 0
    campaigns: int = 0
    left_out: int = 0
    organisation: str = ""
    campaign: str = ""
    no_history: str = ""

    @property
    def is_single(self) -> bool:
        """Whether it is about one campaign: its packages are then compared, else the campaigns."""
        return bool(self.campaign) or self.campaigns == 1

    @property
    def missed(self) -> tuple[Metric, ...]:
        """The measures of which at least one figure misses its target."""
        return tuple(one for one in self.metrics if any(figure.met is False for figure in one.figures))

    def metric(self, name: str) -> Metric:
        """One of the measures, `M5`; KeyError when there is none of this name."""
        for one in self.metrics:
            if one.id == name:
                return one
        raise KeyError(name)
