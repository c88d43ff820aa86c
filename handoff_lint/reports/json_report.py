"""The report for programs; `schemas/report.schema.json` describes it, `handoff schema report` prints that.

Everything but ASCII is escaped, so nothing in it can steer a terminal or a log viewer.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from handoff_lint.engine import Result
from handoff_lint.model import Finding, Severity
from handoff_lint.reports.style import Style

VERSION = 1
"""Raised when a reader of the last version would misread the report."""


def render(result: Result, _style: Style) -> str:
    """One object: version, summary, findings."""
    report = {
        "version": VERSION,
        "summary": {
            **{f"{severity.value}s": result.count(severity) for severity in reversed(Severity)},
            "files": result.files,
            "packages": result.packages,
            "campaigns": result.campaigns,
            "excluded": result.excluded,
            "off": result.off,
            "waived": result.waived,
            "ignored": result.ignored,
            "elsewhere": result.elsewhere,
            "compared_with": result.since,
            "proved_before": result.proved_before,
            "rules": dict(sorted(Counter(finding.code for finding in result.findings).items())),
        },
        "findings": [finding_object(finding) for finding in result.findings],
    }
    return json.dumps(report, indent=2) + "\n"


def render_lines(result: Result, _style: Style) -> str:
    """One finding a line, without the summary."""
    return "".join(json.dumps(finding_object(finding)) + "\n" for finding in result.findings)


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as JSON; lines and columns are 1-based, columns count code points, the end is exclusive."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": _path(finding.path),
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "pointer": finding.pointer,
        "message": finding.message,
        "help": finding.help,
        "url": finding.url,
        "fixable": finding.fixable,
        "time_dependent": finding.time_dependent,
        "related": [
            {"path": _path(place.path), "line": place.line, "column": place.column, "message": place.message}
            for place in finding.related
        ],
    }


def _path(path: str) -> str:
    r"""A path that JSON can carry: bytes that are not UTF-8 become `\\xNN`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
