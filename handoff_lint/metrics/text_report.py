"""The measures for people: one line a figure, in 80 columns, and where to look when a target is missed."""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.metrics import definitions, figures_in_words
from handoff_lint.metrics.model import Aggregate, Figure, Metric, Survey
from handoff_lint.reports.style import Style, columns
from handoff_lint.words import plural, visible

_ID, _NAME, _VALUE, _BASIS, _TARGET = 5, 30, 9, 15, 8
_INDENT = "  "
_BELOW = " " * (len(_INDENT) + _ID + 2)
_WIDTH = 80
_MOST_LABELS, _MOST_ROWS = 6, 3


def render(survey: Survey, style: Style) -> str:
    """The whole report."""
    lines = [style.bold(_title(survey)), *_notes(survey, style), ""]
    for group in definitions.GROUPS:
        lines.append(style.bold(group))
        for metric in survey.metrics:
            if metric.definition.group == group:
                lines += _metric(metric, survey, style)
        lines.append("")
    lines += _wrapped(figures_in_words.UNITS, "")
    return "\n".join(lines) + "\n"


def _title(survey: Survey) -> str:
    whose = " ".join(visible(name) for name in (survey.organisation, survey.campaign) if name)
    looked = plural(survey.packages, "package")
    if not survey.campaign:
        looked += f" in {plural(survey.campaigns, 'campaign')}"
    return f"{whose}: {looked} on {survey.today}" if whose else f"{looked} on {survey.today}"


def _notes(survey: Survey, style: Style) -> Iterator[str]:
    if not survey.packages:
        yield "There is no handoff package yet: put the first one into a stage folder such as 01-brief/."
    if survey.left_out:
        left = plural(survey.left_out, "package could not be read and is", "packages could not be read and are")
        yield f"{left} left out: handoff check"
    if survey.no_history:
        for line in _wrapped(f"Nothing is known from Git. {visible(survey.no_history)}", ""):
            yield style.dim(line)


def _metric(metric: Metric, survey: Survey, style: Style) -> Iterator[str]:
    if metric.why_nothing:
        yield from _figure(f"{metric.id:<{_ID}}", metric.name, metric.headline, survey, style)
        return
    for index, figure in enumerate(metric.figures):
        head, name = (f"{metric.id:<{_ID}}", metric.name) if index == 0 else (" " * _ID, f"  {figure.definition.name}")
        is_said = index > 0 and figure.why == metric.figures[index - 1].why
        yield from _figure(head, name, figure, survey, style, is_said=is_said)


def _figure(
    head: str, name: str, figure: Figure, survey: Survey, style: Style, *, is_said: bool = False
) -> Iterator[str]:
    definition, said = figure.definition, figures_in_words.judgement(figure)
    value = figures_in_words.value(figure.amount, definition)
    basis = figures_in_words.basis(figure.amount, definition, _BASIS)
    target = figures_in_words.target(definition)
    line = f"{_INDENT}{head}{name:<{_NAME}}{value:>{_VALUE}}  {basis:<{_BASIS}}{target:>{_TARGET}}"
    yield f"{line}  {style.bold(said) if said == 'missed' else said}".rstrip()
    if figure.why and not is_said:
        yield from (style.dim(line) for line in _wrapped(visible(figure.why), _BELOW))
    if len(figure.breakdown) > 1 or (figure.breakdown and definition.aggregate is Aggregate.SUM):
        yield from _wrapped(_labels(figure), _BELOW)
    if said == "missed":
        yield from _wrapped(_where(figure, survey), _BELOW)


def _labels(figure: Figure) -> str:
    shown = [
        f"{visible(one.label)} {figures_in_words.value(one.amount, figure.definition)}"
        for one in figure.breakdown[:_MOST_LABELS]
    ]
    more = len(figure.breakdown) - len(shown)
    return "; ".join(shown) + (f"; {more} more" if more else "")


def _where(figure: Figure, survey: Survey) -> str:
    """The campaigns that miss the target most; of a single campaign its packages."""
    target = figure.definition.target
    rows = [
        row
        for row in figure.worst_first(of_packages=survey.is_single)
        if row.amount.value is not None and target and not target.is_met(row.amount.value)
    ]
    names = [
        f"{visible(row.package or row.campaign)} {figures_in_words.value(row.amount, figure.definition)}"
        for row in rows[:_MOST_ROWS]
    ]
    more = len(rows) - len(names)
    return f"Look at {'; '.join(names)}{f'; {more} more' if more else ''}" if names else ""


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of a terminal's width; a word that is longer stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and columns(f"{lines[-1]} {word}") <= _WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return lines
