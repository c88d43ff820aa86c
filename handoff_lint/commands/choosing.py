"""What several commands are told on the command line: a campaign, and a day."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

import click

from handoff_lint import repository
from handoff_lint.config import Config
from handoff_lint.errors import HandoffError
from handoff_lint.repository import CampaignFiles
from handoff_lint.words import did_you_mean, listed, visible

if TYPE_CHECKING:
    _ParamType = click.ParamType[datetime.date]
else:
    _ParamType = click.ParamType  # generic only since click 8.4, and older ones work as well


class DayParameter(_ParamType):
    """A day as files write it: 2026-09-14."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day that the text means; anything else ends the command with a word on how to write it."""
        if isinstance(value, datetime.date):
            return value
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):  # Python also takes 20260914 and 2026-W38-1
            self.fail(f"{visible(value)} is not written as a date. Write year, month and day: 2026-09-14.", param, ctx)
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"there is no such day as {value}.", param, ctx)


DAY = DayParameter()


def today(given: datetime.date | None) -> datetime.date:
    """The day to work as of: the one that was given, else the one here and now."""
    return given or datetime.datetime.now().astimezone().date()


def campaign(settings: Config, given: str) -> CampaignFiles:
    """The campaign of a name, or of the path of its folder.

    Raises:
        HandoffError: there is none; it says which there are.

    """
    slug = given.rstrip("/").replace("\\", "/").rpartition("/")[2]
    known = {files.slug: files for files in repository.scan(settings).campaigns}
    if slug not in known:
        raise HandoffError(
            f"There is no campaign {visible(given)}.{did_you_mean(slug, known)}",
            help=f"{settings.campaigns_dir}/ holds {listed(known, conjunction='and', most=20) or 'none'}.",
        )
    return known[slug]
