"""The dates of a campaign's handoffs beside the latest ones that the launch allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handoff_lint import planning, timeline
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign
from handoff_lint.site.graph import Planned

_OVER = ("ended", "archived")


def plan(folder: Campaign, config: Config, today: date) -> Iterator[Planned]:
    """Each handoff of a campaign in working order, those that nobody has written yet among them.

    Nothing where the campaign has no launch day, where it is over, or where a file cannot be read: what may move is
    not known then.
    """
    launch = timeline.launch_of(folder)
    if launch is None or (folder.document and folder.document.data.get("status") in _OVER):
        return
    try:
        handoffs = planning.Handoffs(config, folder, today)
        proposal = planning.backwards(handoffs, launch)
    except HandoffError:  # the check says what is wrong there, on the page of the package
        return
    for row in proposal.rows:
        if row.package is None:
            yield Planned("", row.type, row.dates.start, row.dates.due, row.dates.needed_by, row.dates.due)
        else:
            own = timeline.written(row.package)
            latest = None if row.id in handoffs.fixed else row.dates.due
            yield Planned(row.id, row.type, own.start, own.due, own.needed_by, latest)
