"""One line a finding, `path:line:column: severity code message`, for editors and grep."""

from __future__ import annotations

from handoff_lint.engine import Result
from handoff_lint.reports.style import Style
from handoff_lint.words import visible


def render(result: Result, _style: Style) -> str:
    """The findings, nothing else."""
    return "".join(
        f"{visible(finding.path)}:{finding.span.line}:{finding.span.column}: "
        f"{finding.severity.value} {finding.code} {visible(finding.message)}\n"
        for finding in result.findings
    )
