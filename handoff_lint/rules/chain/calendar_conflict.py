"""Nobody plans three mails in a week; three people plan one each. All campaigns and calendar files count together here.

How to fix: move one of the entries, or leave the segment out of it. The limits stand under `timing` of the package for
mail and social: `caps`, `quiet_hours`, `blackout`. What has gone out already (`status: published`) is not held against
anybody; entries in `calendar/*.yml` count for the limits of every campaign that writes to the same segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint import schedule
from handoff_lint.facts import Facts
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.schedule import Sending
from handoff_lint.words import plural

CODE = "HF607"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Entries keep out of the package's own quiet hours and blackouts."""
    timing = document.get("/package/timing")
    if not timing or document.status == "cancelled":
        return
    for place, closed in document.each("/package/timing/blackout"):
        if closed["to"] < closed["from"]:
            yield Problem(
                f"This blackout ends on {closed['to']}, before it begins ({closed['from']}), so it keeps nothing back.",
                join(place, "to"),
                "Correct the days.",
            )
    zone = context.working_time.clock().zone
    for pointer, entry in document.each("/package/message_calendar/entries"):
        if not entry.get("at") or entry.get("status") in ("published", "cancelled"):
            continue
        day, time, weekday = schedule.local(entry["at"], zone)
        for place, closed in document.each("/package/timing/blackout"):
            if closed["from"] <= day <= closed["to"]:
                yield Problem(
                    f"Nothing may go out on {day}: {closed['reason']}.",
                    join(pointer, "at"),
                    "Move it.",
                    related=(Related(document.path, "the blackout", place),),
                )
                break
        else:
            if entry.get("kind") in schedule.PERSONAL | schedule.POSTS:
                for place, quiet in document.each("/package/timing/quiet_hours"):
                    is_day = _DAYS[schedule.begun_on(quiet["from"], time, weekday)] in quiet.get("days", _DAYS)
                    if is_day and schedule.clock_between(quiet["from"], quiet["to"], time):
                        yield Problem(
                            f"{time} lies in the quiet hours, {quiet['from']} to {quiet['to']}.",
                            join(pointer, "at"),
                            "Move it.",
                            related=(Related(document.path, "the quiet hours", place),),
                        )
                        break


def check_all(facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """Nobody gets more than the limits allow, and no two senders write to the same people in one afternoon."""
    zone = context.working_time.clock().zone
    for crowd in schedule.crowds(facts, zone):
        entry = crowd.moved.entry
        at = schedule.spoken(entry.at, zone)
        if not crowd.limit:
            other = crowd.others[0]
            said = f"{other.entry.id or 'another entry'} ({schedule.spoken(other.entry.at, zone)})"
            message = f"{crowd.name} hears from two senders within {schedule.HOURS_APART} hours: {at}, and {said}."
        elif entry.kind in schedule.POSTS:
            said = plural(len(crowd.others) + 1, "post")
            message = f"With this one {crowd.name} has {said} on one day; the limit is {crowd.limit}."
        else:
            said = plural(len(crowd.others) + 1, "mail")
            message = f"With this one {crowd.name} gets {said} in 7 days; the limit is {crowd.limit}."
        yield Problem(
            message,
            join(entry.pointer, "at"),
            "Move it, or leave these people out.",
            path=crowd.moved.path,
            related=tuple(_other(one, schedule.spoken(one.entry.at, zone)) for one in crowd.others),
        )


def _other(one: Sending, at: str) -> Related:
    return Related(one.path, f"{one.entry.id or 'goes out'}, {at}", one.entry.pointer)


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    entries:
      - id: ce-mail
        at: 2027-02-{}Z
        channel: email
        kind: email
        segments: [city-commuters]
  timing:
    caps: {{emails_per_segment_per_7d: 1}}
    quiet_hours: [{{from: "18:00", to: "08:00"}}]
    blackout: [{{from: 2027-02-27, to: 2027-02-28, reason: the shop moves}}]
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
_OTHERS = {
    "docs/calendar/2027-02.yml": """\
entries:
  - id: ce-news
    at: 2027-02-12T09:00:00Z
    channel: email
    kind: email
    segments: [city-commuters]
    status: published
"""
}

RULE = Rule(
    module=__name__,
    code=CODE,
    name="calendar-conflict",
    summary="All campaigns together keep to the limits for each segment and channel, to quiet hours and blackouts.",
    idea="F2",
    severity=Severity.WARNING,
    document=check,
    repository=check_all,
    fix="suggested",
    examples=(
        Example(
            "Two mails in a week",
            source=_PACKAGE.format("15T09:00:00"),
            path=_PLACE,
            files=_OTHERS,
            finds=(
                Find(
                    "2027-02-15T09:00:00Z",
                    "With this one city-commuters gets 2 mails in 7 days; the limit is 1.",
                ),
            ),
        ),
        Example(
            "At night",
            source=_PACKAGE.format("22T19:30:00"),
            path=_PLACE,
            files=_OTHERS,
            finds=(Find("2027-02-22T19:30:00Z", "19:30 lies in the quiet hours, 18:00 to 08:00."),),
        ),
        Example(
            "In a blackout",
            source=_PACKAGE.format("27T09:00:00"),
            path=_PLACE,
            files=_OTHERS,
            finds=(Find("2027-02-27T09:00:00Z", "Nothing may go out on 2027-02-27: the shop moves."),),
        ),
        Example("A week later", source=_PACKAGE.format("22T09:00:00"), path=_PLACE, files=_OTHERS),
    ),
)
