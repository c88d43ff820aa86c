"""A calendar in which one channel is missing is two calendars: somebody keeps the other one, and nobody compares.

How to fix: list mails and posts together, something for every channel of campaign.md, all within the days of `window`.
Each entry names pieces of its own channel, and on the launch day it says the same time as the launch step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF617"
_ENTRIES, _WINDOW = "/package/message_calendar/entries", "/package/message_calendar/window"
_BOTH = {"email": "mail", "social": "social post"}
_SILENT = frozenset({"web", "print"})
"""Kinds of channels that are simply there; an entry for them is welcome, and none is missed."""
_UMBRELLAS = frozenset({"meta", "organic"})
"""Channels that stand for several others."""
_TOLERANCE_HOURS = 0.25


def check(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """Every channel, within the window, with its own pieces, at the time of the launch."""
    plans = [one for one in chain.packages(campaign, chain.CHANNELS) if one.get(_ENTRIES)]
    if not plans:
        return
    if all(chain.is_whole(one, _ENTRIES) for one in plans):
        yield from _channels(campaign, plans, context)
    pieces = {
        name: (one, place, piece)
        for one in chain.packages(campaign, chain.PRODUCTION)
        for place, piece, name in chain.items(one, "/package/assets")
    }
    steps = _steps(campaign)
    zone = context.working_time.clock().zone
    launch = (campaign.document.data if campaign.document else {}).get("launch_date", "")
    for plan in plans:
        window = plan.get(_WINDOW) or {}
        for pointer, entry in plan.each(_ENTRIES):
            if entry.get("status") == "cancelled":
                continue
            yield from _foreign(plan, pointer, entry, pieces, context)
            if not entry.get("at"):
                continue
            day = schedule.local(entry["at"], zone)[0]
            if window and not window["from"] <= day <= window["to"]:
                yield Problem(
                    f"{day} lies outside the window, {window['from']} to {window['to']}.",
                    join(pointer, "at"),
                    "Move the entry, or the window.",
                    path=plan.path,
                    related=(Related(plan.path, "the window", _WINDOW),),
                )
            elif day == launch[:10] and entry.get("status") != "published":
                same_day = [one for one in steps if schedule.local(one[2]["at"], zone)[0] == day]
                yield from _moved(plan, pointer, entry, same_day, context)


def _channels(campaign: Campaign, plans: list[Document], context: Context) -> Iterator[Problem]:
    """Mail and social both, and every other channel as well."""
    entries = [entry for plan in plans for _, entry in plan.each(_ENTRIES) if entry.get("status") != "cancelled"]
    there = {entry.get("channel", "") for entry in entries}
    if "" in there:  # an entry that does not say its channel may be the one
        return
    kinds = {one: chain.kind_of(one, context.config) for one in (*chain.channels(campaign), *there)}
    known = context.config.channels  # of a channel that is on no list HF109 speaks
    wanted = [one for one in chain.channels(campaign) if kinds[one] not in _SILENT and (not known or one in known)]
    met = {kinds[one] for one in there}
    both = {kinds[one] for one in wanted}.issuperset(_BOTH)
    absent = [kind for kind in _BOTH if both and kind not in met]
    for kind in absent:
        yield Problem(
            f"The calendar holds no {_BOTH[kind]}, and the campaign has both mail and social.",
            _ENTRIES,
            "List what goes out there as well.",
            at="key",
            path=plans[0].path,
        )
    covered = there | ({one for one in wanted if kinds[one] == "social"} if there & _UMBRELLAS else set())
    missing = [one for one in wanted if one not in covered | _UMBRELLAS and kinds[one] not in absent]
    if missing:
        yield Problem(
            f"Nothing is planned on {listed(missing, conjunction='or')}, which campaign.md lists.",
            _ENTRIES,
            "Add an entry, or take the channel out of campaign.md.",
            at="key",
            path=plans[0].path,
            severity=Severity.WARNING,
        )


def _foreign(
    plan: Document,
    pointer: str,
    entry: Mapping[str, Any],
    pieces: Mapping[str, tuple[Document, str, Mapping[str, Any]]],
    context: Context,
) -> Iterator[Problem]:
    """Pieces made for another channel; a page that a mail leads to may be named."""
    channel = entry.get("channel", "")
    for index, name in enumerate(entry.get("assets") or ()):
        found = pieces.get(assets.full(name, plan)) if name else None
        made_for = found[2].get("channel", "") if found else ""
        if not found or not channel or not made_for or channel == made_for or {channel, made_for} & _UMBRELLAS:
            continue
        if chain.kind_of(made_for, context.config) != "web":
            yield Problem(
                f"{found[2]['id']} is made for {made_for}, but this entry is on {channel}.",
                join(pointer, "assets", index),
                "Name a piece of this channel, or correct the channel.",
                path=plan.path,
                severity=Severity.WARNING,
                related=(Related(found[0].path, "the piece", found[1]),),
            )


def _steps(campaign: Campaign) -> list[tuple[Document, str, Mapping[str, Any]]]:
    return [
        (one, place, step)
        for one in chain.packages(campaign, chain.LAUNCH)
        for place, step in one.each("/package/launch_sequence")
        if step.get("at") and step.get("assets")
    ]


def _moved(
    plan: Document,
    pointer: str,
    entry: Mapping[str, Any],
    steps: list[tuple[Document, str, Mapping[str, Any]]],
    context: Context,
) -> Iterator[Problem]:
    """The launch sends the same piece on the same day at another time."""
    own = {assets.full(name, plan) for name in entry.get("assets") or () if name}
    same = [
        (launch, place, step)
        for launch, place, step in steps
        if step.get("channel") == entry.get("channel")
        and own & {assets.full(name, launch) for name in step["assets"] if name}
    ]
    if not same or any(abs(schedule.hours_between(entry["at"], step["at"])) <= _TOLERANCE_HOURS for _, _, step in same):
        return
    launch, place, step = same[0]
    zone = context.working_time.clock().zone
    yield Problem(
        f"The launch package says {schedule.local(step['at'], zone)[1]}, "
        f"this entry {schedule.local(entry['at'], zone)[1]}.",
        join(pointer, "at"),
        "Agree on one time.",
        path=plan.path,
        severity=Severity.WARNING,
        related=(Related(launch.path, "the launch step", place),),
    )


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    window: {{from: 2027-03-15, to: 2027-03-28}}
    entries:
      - {{id: ce-mail, at: {}Z, channel: email, kind: email, assets: ["spring-ride-h2#as-{}"]}}
      - {{id: ce-post, at: 2027-03-15T11:00:00Z, channel: {}, kind: post}}
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
_CAMPAIGN = """\
---
title: Spring check for commuters
types: [email, social]
channels: [email, instagram]
owner: maya.holt
launch_date: 2027-03-15
end_date: 2027-04-30
primary_kpi: bookings
status: planned
---
"""
_PRODUCED = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - {id: as-mail, channel: email, placement: marketing}
    - {id: as-post, channel: instagram, placement: feed}
---
"""
_LAUNCHED = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  launch_sequence:
    - {id: ls-mail, at: "2027-03-15T09:00:00Z", channel: email, assets: ["spring-ride-h2#as-mail"]}
---
"""
_FILES = {
    "docs/campaigns/spring-ride/campaign.md": _CAMPAIGN,
    "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md": _PRODUCED,
    "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md": _LAUNCHED,
}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="calendar-incomplete",
    summary="The calendar holds every channel, within its window, with the right pieces at the launch's times.",
    idea="F2",
    severity=Severity.ERROR,
    since="in_review",
    campaign=check,
    examples=(
        Example(
            "Mails only",
            source=_PACKAGE.format("2027-03-15T09:00:00", "mail", "email"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("entries:", "The calendar holds no social post, and the campaign has both mail and social."),),
        ),
        Example(
            "Another social channel than the campaign's",
            source=_PACKAGE.format("2027-03-15T09:00:00", "mail", "linkedin"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("entries:", "Nothing is planned on instagram, which campaign.md lists."),),
        ),
        Example(
            "After the last day",
            source=_PACKAGE.format("2027-03-29T09:00:00", "mail", "instagram"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("2027-03-29T09:00:00Z", "2027-03-29 lies outside the window, 2027-03-15 to 2027-03-28."),),
        ),
        Example(
            "The post's picture in the mail",
            source=_PACKAGE.format("2027-03-15T09:00:00", "post", "instagram"),
            path=_PLACE,
            files=_FILES,
            finds=(Find('"spring-ride-h2#as-post"', "as-post is made for instagram, but this entry is on email."),),
        ),
        Example(
            "At another hour than the launch",
            source=_PACKAGE.format("2027-03-15T10:30:00", "mail", "instagram"),
            path=_PLACE,
            files=_FILES,
            finds=(Find("2027-03-15T10:30:00Z", "The launch package says 09:00, this entry 10:30."),),
        ),
        Example(
            "Everything in its place",
            source=_PACKAGE.format("2027-03-15T09:00:00", "mail", "instagram"),
            path=_PLACE,
            files=_FILES,
        ),
    ),
)
