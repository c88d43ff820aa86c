"""From the settings to the steps of a plan: which handoffs a campaign has, in which order, and how long each takes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handoff_lint.calendars.buffers import minimum_buffer
from handoff_lint.calendars.steps import Anchor, Step
from handoff_lint.calendars.working_days import WorkCalendar

if TYPE_CHECKING:
    from handoff_lint.config import Config

TO_LAUNCH = ("strategy-to-creative", "creative-to-production", "production-to-launch")
"""Each feeds the next that is in use; the last one feeds the launch."""
BESIDE = ("email-to-social", "marketing-to-sales")
"""These feed the launch themselves."""
REVIEW, RETROSPECTIVE = "analytics-to-optimization", "campaign-retrospective"


def step(
    config: Config,
    kind: str,
    *,
    id: str = "",  # noqa: A002 - the word of the domain
    sender: WorkCalendar,
    receiver: WorkCalendar,
    feeds: tuple[str, ...] = (),
    timeline: Mapping[str, Any] | None = None,
) -> Step:
    """A handoff of a type as a step, with the times of `timing` and `buffers`.

    Args:
        config: the settings.
        kind: the handoff type.
        id: its id in the plan; the type where it is left out.
        sender: the calendar of the owner's side, a team's or a person's.
        receiver: that of the other side.
        feeds: ids of the handoffs that are built on it.
        timeline: what the package itself says; only its `receiver_days` counts.

    """
    timing = config.timing.get(kind, {})
    latest = timing.get("latest", {})
    owner_days = int(timing.get("owner_days", 0))
    anchor, within = Anchor.LAUNCH, 0
    if kind == RETROSPECTIVE:
        anchor, within = Anchor.AFTER_END, config.retro_within_days
    elif "first_review_days_after_launch" in latest:
        anchor, within = Anchor.AFTER_LAUNCH, latest["first_review_days_after_launch"]
    return Step(
        id=id or kind,
        sender=sender,
        receiver=receiver,
        owner_days=owner_days,
        buffer_days=minimum_buffer(timing, config.buffers, owner_days),
        receiver_days=int((timeline or {}).get("receiver_days", timing.get("receiver_days", 0))),
        feeds=feeds,
        accepted_days_before_launch=int(latest.get("accepted_days_before_launch", 0)),
        anchor=anchor,
        within_days=within,
    )


def default_chain(config: Config, calendars: Mapping[str, tuple[WorkCalendar, WorkCalendar]]) -> list[Step]:
    """One step for each handoff type in use, its id the type: the plan of a campaign that has no packages yet.

    A type that is off takes no time in the plan: what came before it feeds what comes after it.

    Args:
        config: the settings.
        calendars: type → calendars of sender and receiver.

    """
    used = [kind for kind in (*TO_LAUNCH, *BESIDE, REVIEW, RETROSPECTIVE) if config.systems.get(kind) != "off"]
    line = [kind for kind in used if kind in TO_LAUNCH]
    following = dict(itertools.pairwise(line))
    return [
        step(
            config,
            kind,
            sender=calendars[kind][0],
            receiver=calendars[kind][1],
            feeds=(following[kind],) if kind in following else (),
        )
        for kind in used
    ]
