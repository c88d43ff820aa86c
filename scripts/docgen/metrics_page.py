"""The guide to the measures: what each says and what to do, made from their definitions."""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.metrics import definitions, figures_in_words
from handoff_lint.metrics.data_reports import COLUMNS
from handoff_lint.metrics.model import Aggregate, Definition, FigureDefinition, Unit
from scripts.docgen import markdown

PATH = "guides/metrics.md"
_INTRODUCTION = """
How fast is work handed over, how often does it come back, and does it get better? The answers are in the packages and
in Git's history, so nobody has to fill in a sheet.

```sh
handoff metrics                     # all campaigns
handoff metrics dockside-launch     # one of them
```

For whoever runs the repository, and for the monthly look at how the team works. The numbers are about handoffs, not
about people: use them to find out where a form, a date or an agreement is wrong.
"""
_READING = """
- **wd** are working days: weekends, holidays and days off of the team do not count. From Wednesday to Thursday is 1,
  the same day is 0. Below stands the time by the clock, nights and weekends too, in days (**d**) or hours (**h**).
- **met** and **missed** compare with the target. Under a missed one stand the campaigns that pull it down most; of a
  single campaign, its packages.
- **–** means that there is no number, and the line below says why. It is never a zero: a team without a launch has no
  launch readiness.
- **from 7** says how many packages, answers or gaps an average or median rests on. Below about ten, read the packages
  and not the number.
- Cancelled packages, and packages that cannot be read, do not count. `handoff check` names the latter.
"""
_HISTORY = """
Some numbers need Git: the time in a status and in review (M4, M10), how long insights take (M20), what changed in a
brief (M11). Only what Git has seen counts: a package that was first committed as accepted has no time in review.
Outside Git, or in a clone with a part of the history only, these say “Not known here”. In CI, fetch the whole history
(GitHub: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`). The author's time of a commit counts, so a squashed pull request
shows one step where there were several.

M12 and the findings of M24 come from runs of the check. M12 cannot be measured afterwards. For M24, add `--findings`:
it runs the check as well.
"""
_JSON = """
`handoff metrics --format json` prints one object: `version`, `today`, `organisation`, `campaign` (null for all),
`packages`, `campaigns`, `left_out`, `history: {known, why}` and `metrics`. A measure has `id`, `name`, `group`,
`definition`, `formula`, `advice`, `sources` and `figures`. A source is `FM` (the packages), `GIT` (the history) or `CI`
(runs of the check). A figure has:

| Field | Says |
|---|---|
| `key`, `name`, `unit`, `aggregate`, `source` | which number this is and how it is put together |
| `target` | `{is, value}`, such as `{"is": ">=", "value": 90}`; null where there is none |
| `better` | `higher`, `lower` or null |
| `value` | the number, null where there is none; `why` then says why |
| `numerator`, `denominator`, `cases` | what the number is made of; shares and means are numerator ÷ denominator |
| `met` | whether the target is reached; null where nothing can be said |
| `breakdown` | the same by reason, gate, person or code: `label` and the amount |
| `rows` | the same for each campaign (`package` is null) and each package |
| `trend` | the same for each month: `month` and the amount |

`--format csv` prints one line a number, for a spreadsheet. Its columns:
"""
_CSV = """
`scope` is `total`, `campaign`, `package`, `label` or `month`. Text that a spreadsheet would take for a formula begins
with an apostrophe. Fields and columns may be added; `version` goes up when one is removed or means something else.
"""
_COLUMNS = ("", "Measure", "What it says", "Target", "What to do")
_FORMULAS = ("", "Formula", "Numbers (key: name, unit, target)")
_UNITS = {
    Unit.PERCENT: "%",
    Unit.WORKING_DAYS: "wd",
    Unit.DAYS: "d",
    Unit.HOURS: "h",
    Unit.COUNT: "number",
    Unit.PER_PACKAGE: "mean",
    Unit.PER_HUNDRED: "for 100 packages",
}


def pages() -> Iterator[tuple[str, str]]:
    """The page of the guide."""
    blocks = [_INTRODUCTION, "## How to read it", _READING, "## What each measure says"]
    for group in definitions.GROUPS:
        of_it = [one for one in definitions.DEFINITIONS if one.group == group]
        blocks += [f"### {group}", markdown.table(_COLUMNS, map(_row, of_it))]
    blocks += ["## What needs Git", _HISTORY, "## How it is counted"]
    blocks.append(markdown.table(_FORMULAS, map(_formula, definitions.DEFINITIONS)))
    columns = ", ".join(map(markdown.code, COLUMNS)) + "."
    blocks += ["## For other programs", _JSON, columns, _CSV]
    yield PATH, markdown.page("Measure handoffs", *blocks)


def _row(one: Definition) -> tuple[str, ...]:
    return (
        one.id,
        markdown.escape(one.name),
        markdown.prose(one.text),
        _target(one.figures[0]),
        markdown.prose(one.advice),
    )


def _target(figure: FigureDefinition) -> str:
    setting = f" ({markdown.code(figure.target.setting)})" if figure.target and figure.target.setting else ""
    return markdown.escape(figures_in_words.goal(figure)) + setting


def _formula(one: Definition) -> tuple[str, ...]:
    return one.id, markdown.prose(one.formula), "<br>".join(map(_figure, one.figures))


def _figure(figure: FigureDefinition) -> str:
    target = f", {_target(figure)}" if figure.target else ""
    unit = _UNITS[figure.unit] if figure.aggregate is not Aggregate.SUM else "number"
    return f"{markdown.code(figure.key)}: {markdown.escape(figure.name)}, {unit}{target}"
