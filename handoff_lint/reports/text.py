"""The report for people: each finding with its line, what is wrong, and what to do."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from handoff_lint.engine import Result
from handoff_lint.model import Finding, Place, Severity
from handoff_lint.reports.style import Style, columns
from handoff_lint.words import plural, visible

_INDENT = "  "


def render(result: Result, style: Style) -> str:
    """Findings by file, then the summary."""
    parts = []
    for path, findings in groupby(result.findings, key=lambda finding: finding.path):
        parts.append(style.bold(visible(path)) + "\n")
        parts.extend(_finding(finding, style, linked=bool(result.rule_pages)) for finding in findings)
    if style.statistics and result.findings:
        parts.append(_statistics(result, style))
    parts.append(summary(result, style))
    return "\n".join(parts)


def _finding(finding: Finding, style: Style, *, linked: bool) -> str:
    place = f"{finding.span.line}:{finding.span.column}" if finding.excerpt else "file"
    code = style.link(finding.code, finding.url) if linked else finding.code
    rule = f"{code} {style.dim(finding.name)}"
    head = f"{place}  {style.severity(finding.severity)}  {rule}"
    lines = [_INDENT + head, *_wrapped(visible(finding.message), style)]
    if finding.excerpt:
        lines += _excerpt(finding, style)
    for related in finding.related:
        lines += _wrapped(_place(related, finding) + visible(related.message), style, first="- ")
    if finding.help:
        lines += _wrapped(visible(finding.help), style, first="> ")
    return "\n".join(lines) + "\n"


def _place(related: Place, finding: Finding) -> str:
    """`line 12: ` in the finding's own file, nothing for the file as a whole, the path as well for another file."""
    if related.path != finding.path:
        return f"{visible(related.path)}:{related.line}:{related.column}: "
    return f"line {related.line}: " if (related.line, related.column) != (1, 1) else ""


def _wrapped(text: str, style: Style, first: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(style.width - 1, 40),
        initial_indent=_INDENT * 2 + first,
        subsequent_indent=_INDENT * 2 + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpt(finding: Finding, style: Style) -> list[str]:
    """The line with carets below what is meant; a long line is cut around it."""
    number = str(finding.span.line)
    room = max(style.width - len(number) - len(_INDENT) * 2 - 4, 10)
    start = finding.span.column - 1
    same_line = finding.span.end_line == finding.span.line
    end = finding.span.end_column - 1 if same_line else len(finding.excerpt)
    before, marked, after = (
        visible(part.replace("\t", " "))
        for part in (finding.excerpt[:start], finding.excerpt[start:end], finding.excerpt[end:])
    )
    if columns(before) + columns(marked) > room:
        keep = max(room - columns(marked) - 1, room // 3)
        before = "…" + before[-keep:] if columns(before) > keep else before
    line = before + marked + after
    while columns(line) > room and len(line) > 2:
        line = line[:-2] + "…"
    width = max(min(columns(marked), room - columns(before)), 1)
    gutter = _INDENT * 2 + " " * len(number)
    return [
        style.dim(f"{_INDENT * 2}{number} | ") + line,
        style.dim(f"{gutter} | ") + " " * columns(before) + style.caret("^" * width, finding.severity),
    ]


def _statistics(result: Result, style: Style) -> str:
    counts = Counter((finding.code, finding.name) for finding in result.findings)
    rows = [f"{_INDENT}{count:6,}  {code}  {name}" for (code, name), count in counts.most_common()]
    return "\n".join([style.bold("How often"), *rows]) + "\n"


def summary(result: Result, style: Style) -> str:
    """What was found in how much, and where to read on."""
    counts = [
        style.severity(severity).replace(severity.value, plural(result.count(severity), severity.value))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if result.count(severity)
    ]
    looked = f"{plural(result.packages, 'package')} in {plural(result.campaigns, 'campaign')}"
    lines = [f"{', '.join(counts)}; checked {looked}." if counts else f"No findings in {looked}."]
    if not result.packages and not result.off:
        lines.append("There is no handoff package yet: put the first one into a stage folder such as 01-brief/.")
    lines += _compared(result)
    lines += _left_out(result)
    if result.findings:
        codes = sorted({finding.code for finding in result.findings})
        lines.append(f"Why a rule exists and how to satisfy it: handoff explain {codes[0]}")
        if result.rule_pages:
            lines.append(f"Or on the web: {result.rule_pages}/rules/{codes[0]}/")
    return "\n".join(lines) + "\n"


def _compared(result: Result) -> Iterator[str]:
    """With what the state was compared, and what was left aside for that."""
    if result.since:
        found = f" (from {result.found})" if result.found else ""
        yield f"Compared with {result.since}{found}."
    if result.proved_before:
        words = plural(result.proved_before, "sign-off was", "sign-offs were")
        yield f"{words} there before and not proved again."
    if result.elsewhere:
        yield f"{plural(result.elsewhere, 'more finding')} in files that this change does not touch: handoff check"


def _left_out(result: Result) -> Iterator[str]:
    said = (
        (result.waived, "finding waived in its package", "findings waived in their packages"),
        (result.ignored, "finding ignored in the settings", "findings ignored in the settings"),
        (result.off, "package of a type that is off", "packages of types that are off"),
        (result.excluded, "file or folder left out by `exclude`", "files or folders left out by `exclude`"),
        (result.others, "file that is no Markdown", "files that are no Markdown"),
    )
    words = [plural(count, one, many) for count, one, many in said if count]
    if words:
        yield "Not shown: " + "; ".join(words) + "."
