"""A post that goes out ten minutes after the mail makes subscribers wonder what they subscribed for.

How to fix: move one of the two, or change the gap that was agreed. In a launch, `order` follows the times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint import assets, chain, schedule
from handoff_lint.model import Campaign, Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF608"
_ENTRIES = "/package/message_calendar/entries"


def check(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """Agreed gaps between entries hold, and the steps of a launch are in the order of their times."""
    packages = chain.packages(campaign, chain.CHANNELS)
    entries = {name: (one, place, item) for one in packages for place, item, name in chain.items(one, _ENTRIES)}
    for document in packages:
        for pointer, pair in document.each("/package/timing/sequence"):
            least, most = pair.get("min_gap_hours", 0), pair.get("max_gap_hours")
            if most is not None and most < least:
                yield Problem(
                    f"No time fits: the gap is to be at least {_hours(least)} and at most {_hours(most)}.",
                    join(pointer, "max_gap_hours"),
                    "Correct one of the two.",
                    path=document.path,
                )
                continue
            ends = [entries.get(assets.full(pair[key], document)) for key in ("first", "then")]
            if ends[0] and ends[1]:
                yield from _gap(document, pointer, pair, ends[0], ends[1])
    for document in chain.packages(campaign, chain.LAUNCH):
        yield from _order(document)
        yield from _done(document)


def _gap(
    document: Document,
    pointer: str,
    pair: Mapping[str, Any],
    first: tuple[Document, str, Mapping[str, Any]],
    then: tuple[Document, str, Mapping[str, Any]],
) -> Iterator[Problem]:
    if any(not one[2].get("at") or one[2].get("status") == "cancelled" for one in (first, then)):
        return
    hours = schedule.hours_between(first[2]["at"], then[2]["at"])
    least, most = pair.get("min_gap_hours", 0), pair.get("max_gap_hours")
    names = f"{then[2]['id']} goes out {_spoken(hours)} {first[2]['id']}"
    if hours < least:
        message = f"{names}; the agreed gap is at least {_hours(least)}."
    elif most is not None and hours > most:
        message = f"{names}; the agreed gap is at most {_hours(most)}."
    else:
        return
    is_past = all(one[2].get("status") == "published" for one in (first, then))
    yield Problem(
        message,
        join(then[1], "at"),
        "Move one of the two, or agree on another gap.",
        path=then[0].path,
        severity=Severity.WARNING if is_past else None,
        related=(Related(document.path, "the agreed gap", pointer), Related(first[0].path, "the first one", first[1])),
    )


def _order(document: Document) -> Iterator[Problem]:
    steps = [
        (pointer, step)
        for pointer, step in document.each("/package/launch_sequence")
        if step.get("at") and step.get("order")
    ]
    steps.sort(key=lambda one: one[1]["order"])
    for (_, before), (pointer, step) in schedule.in_turn(steps):
        waits = step.get("id") and step.get("id") in _dependencies(before)
        waits = waits or (before.get("id") and before.get("id") in _dependencies(step))  # then HF609 says it
        if schedule.hours_between(before["at"], step["at"]) < 0 and before["order"] < step["order"] and not waits:
            yield Problem(
                f"Step {step['order']} is earlier than step {before['order']}.",
                join(pointer, "at"),
                "Number the steps in the order of their times.",
                path=document.path,
            )


def _done(document: Document) -> Iterator[Problem]:
    """What was done before something that it waits for; nobody can undo that, so it is a warning."""
    steps = {item["id"]: (place, item) for place, item in document.each("/package/launch_sequence") if item.get("id")}
    for pointer, step in document.each("/package/launch_sequence"):
        at = (step.get("done") or {}).get("at")
        for name in sorted(_dependencies(step)):
            place, before = steps.get(name, ("", {}))
            then = (before.get("done") or {}).get("at")
            if before.get("at") and step.get("at") and schedule.hours_between(before["at"], step["at"]) <= 0:
                continue  # HF609
            if at and then and schedule.hours_between(then, at) < 0:
                yield Problem(
                    f"This step was done before {name}, which it waits for.",
                    join(pointer, "done", "at"),
                    "Correct the time, or take the step out of depends_on.",
                    path=document.path,
                    severity=Severity.WARNING,
                    related=(Related(document.path, "it waits for this", join(place, "done", "at")),),
                )


def _dependencies(step: Mapping[str, Any]) -> set[str]:
    return {one.rpartition("#")[2] for one in step.get("depends_on") or () if one}


def _spoken(hours: float) -> str:
    return f"{_hours(abs(hours))} {'before' if hours < 0 else 'after'}"


def _hours(hours: float) -> str:
    if hours and hours < 1:
        return f"{round(hours * 60)} minutes"
    return f"{hours:g} hour{'' if hours == 1 else 's'}" if hours == round(hours, 1) else f"{hours:.1f} hours"


_PACKAGE = """\
---
type: email-to-social
status: draft
from: leo.brandt
package:
  message_calendar:
    entries:
      - {{id: ce-mail, at: 2027-02-15T09:00:00Z, channel: email, kind: email}}
      - {{id: ce-post, at: "{}", channel: instagram, kind: post}}
  timing:
    sequence:
      - {{first: ce-mail, then: ce-post, min_gap_hours: 1, max_gap_hours: 4}}
---
"""
_PLACE = "docs/campaigns/spring-ride/04-channels/20270112_spring-ride_email-to-social_v01.md"
_LAUNCH = """\
---
type: production-to-launch
status: draft
from: leo.brandt
package:
  launch_sequence:
    - id: ls-page
      at: "2027-03-15T09:00:00Z"
      done: {at: "2027-03-15T09:20:00Z", by: leo.brandt}
    - id: ls-mail
      at: "2027-03-15T09:10:00Z"
      depends_on: [ls-page]
      done: {at: "2027-03-15T09:05:00Z", by: leo.brandt}
---
"""
_LAUNCH_PLACE = "docs/campaigns/spring-ride/03-launch/20270112_spring-ride_production-to-launch_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="sequence-violated",
    summary="Agreed gaps between entries hold in real time, and launch steps are numbered by their times.",
    idea="F2",
    severity=Severity.ERROR,
    since="approved",
    campaign=check,
    fix="suggested",
    examples=(
        Example(
            "Too soon, seen from another time zone",
            source=_PACKAGE.format("2027-02-15T10:10:00+01:00"),
            path=_PLACE,
            finds=(
                Find(
                    '"2027-02-15T10:10:00+01:00"',
                    "ce-post goes out 10 minutes after ce-mail; the agreed gap is at least 1 hour.",
                ),
            ),
        ),
        Example(
            "Too late",
            source=_PACKAGE.format("2027-02-15T15:00:00Z"),
            path=_PLACE,
            finds=(
                Find(
                    '"2027-02-15T15:00:00Z"',
                    "ce-post goes out 6 hours after ce-mail; the agreed gap is at most 4 hours.",
                ),
            ),
        ),
        Example(
            "Done before what it waits for",
            source=_LAUNCH,
            path=_LAUNCH_PLACE,
            finds=(Find('"2027-03-15T09:05:00Z"', "This step was done before ls-page, which it waits for."),),
        ),
        Example("As agreed", source=_PACKAGE.format("2027-02-15T11:00:00Z"), path=_PLACE),
    ),
)
