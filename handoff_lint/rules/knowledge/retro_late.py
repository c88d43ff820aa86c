"""Details fade: three weeks after the end people remember what they felt, not what happened.

How to fix: hold the retrospective within seven days of the campaign's end. If it is too late for that, hold it now and
say under `held.late_reason` what kept you. Let somebody lead it who neither ran the campaign nor writes the
retrospective; where `separation_of_duties` is relaxed, this is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import days
from handoff_lint.config import OFF
from handoff_lint.model import Campaign, Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.validation import store
from handoff_lint.words import plural

CODE = "HF806"
_TYPE = "campaign-retrospective"
_NOTICE = 2
"""So many days before it is too late the rule begins to remind."""


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """A campaign that has ended had its retrospective in time."""
    about = campaign.document
    retros = [one for one in campaign.packages if one.type == _TYPE and one.status != "cancelled"]
    end = str(about.data.get("end_date", "")) if about else ""
    if about and end < str(about.data.get("launch_date", "")):
        end = ""  # HF505 has said that this is no end
    for retro in retros:
        yield from _held(retro, end, context)
        if retro.rank < store.ranks(_TYPE)["accepted"]:
            yield from _led(retro, about, context)
    if about is None or not end or context.config.systems.get(_TYPE) == OFF or about.data.get("status") == "archived":
        return
    if any(one.get("/package/held/date") or one.faults or one.violations for one in retros):
        return
    today, latest = context.today.isoformat(), days.later(end, context.config.retro_within_days)
    if today > max(end, days.later(latest, -_NOTICE - 1)):  # nobody looks back before the end
        late = today > latest
        ago = days.between(end, today)
        yield Problem(
            f"The campaign ended {plural(ago, 'day')} ago and had no retrospective."
            if late
            else f"The campaign ended {plural(ago, 'day')} ago; its retrospective is due by {latest}.",
            "/end_date",
            "Hold it now, and say under held.late_reason what kept you." if late else "Hold it while people remember.",
            path=about.path,
            severity=None if late else Severity.WARNING,
            time_dependent=True,
        )


def _held(retro: Document, end: str, context: Context) -> Iterator[Problem]:
    held = retro.get("/package/held") or {}
    date, end = held.get("date", ""), end or held.get("campaign_end", "")
    if date and end and date > days.later(end, context.config.retro_within_days):
        reason = held.get("late_reason")
        yield Problem(
            f"The retrospective was held on {date}, {days.between(end, date)} days after the end.",
            "/package/held/date",
            "" if reason else "Say under late_reason what kept you: nothing else can mend it.",
            path=retro.path,
            severity=Severity.WARNING if reason else None,
        )
    elif date and date < end and retro.rank < store.ranks(_TYPE)["accepted"]:
        yield Problem(
            f"The retrospective was held on {date}, before the campaign ended ({end}).",
            "/package/held/date",
            "Look at the day again; if it is right, sit down once more when the last numbers are there.",
            path=retro.path,
            severity=Severity.WARNING,
        )


def _led(retro: Document, about: Document | None, context: Context) -> Iterator[Problem]:
    """Whoever ran the campaign defends it; where roles may be shared, the team may be too small for anybody else."""
    leads = retro.get("/package/held/facilitator")
    owners = {
        (retro.get("/from") or {}).get("owner"): "wrote it",
        about.data.get("owner") if about else None: "answers for the campaign",
    }
    if leads in owners and leads and context.config.separation_of_duties != "relaxed":
        yield Problem(
            f"{leads} leads the retrospective and {owners[leads]}.",
            "/package/held/facilitator",
            "Let somebody lead it who has nothing to defend.",
            path=retro.path,
            severity=Severity.WARNING,
        )


_PACKAGE = """\
---
type: campaign-retrospective
status: draft
from: tom.osei
package:
  held:
    date: {date}
    facilitator: {leads}
---
"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270505_spring-ride_campaign-retrospective_v01.md"
_CAMPAIGN = "docs/campaigns/spring-ride/campaign.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="retro-late",
    summary="The retrospective is held within days of the campaign's end, led by somebody who did not run it.",
    idea="F2",
    severity=Severity.ERROR,
    campaign=check,
    examples=(
        Example(
            "Twenty-four days later",
            source=_PACKAGE.format(date="2027-05-24", leads="ana.ruiz"),
            path=_PLACE,
            finds=(Find("2027-05-24", "The retrospective was held on 2027-05-24, 24 days after the end."),),
        ),
        Example(
            "Not at all",
            source="---\ntitle: Autumn check for commuters\nend_date: 2026-12-20\n---\n",
            path=_CAMPAIGN,
            finds=(Find("2026-12-20", "The campaign ended 23 days ago and had no retrospective."),),
        ),
        Example(
            "Led by whoever wrote it",
            source=_PACKAGE.format(date="2027-05-05", leads="tom.osei"),
            path=_PLACE,
            finds=(Find("tom.osei", "tom.osei leads the retrospective and wrote it.", after="facilitator: "),),
        ),
        Example("Five days later", source=_PACKAGE.format(date="2027-05-05", leads="ana.ruiz"), path=_PLACE),
    ),
)
