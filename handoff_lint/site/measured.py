"""The measures M1 to M24 for the page “metrics”, from what a build has read already.

Only a build for the team measures. What a wider audience may see is a part of the packages, and a measure of that part
would mislead; a measure of all would tell of packages that are hidden.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from handoff_lint.config import Config
from handoff_lint.git.process import GitError
from handoff_lint.metrics import measuring, past
from handoff_lint.metrics.model import Survey
from handoff_lint.model import Campaign, Document, Finding, Kind

_CUT_SHORT = "This clone lacks a part of the history."


def survey(
    config: Config,
    *,
    today: datetime.date,
    campaigns: Sequence[Campaign],
    loose: Sequence[Document],
    findings: Sequence[Finding],
) -> Survey:
    """All measures of documents that are read already; Git is asked once, for all of them.

    Args:
        config: the repository's settings.
        today: the day that decides what is overdue.
        campaigns: with all their packages.
        loose: documents outside of campaigns; the pages of the knowledge base count.
        findings: what the linter says about all of them.

    Raises:
        SettingsError: a country, region or time zone of the settings does not exist.

    """

    def measure(history: past.Past) -> Survey:
        pages = [one for one in loose if one.kind is Kind.KNOWLEDGE]
        return measuring.measure(
            config, today=today, campaigns=campaigns, knowledge=pages, history=history, findings=findings
        )

    try:
        return measure(past.read(config))
    except GitError:  # a partial clone: the other measures are still worth a page
        return measure(past.Past(config, _CUT_SHORT))
