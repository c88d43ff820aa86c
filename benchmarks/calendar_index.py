"""How long the calendar of many campaigns takes: `python -m benchmarks.calendar_index [N]`, 20,000 entries by default.

The worst case is a few segments that everything is sent to, with another limit in each plan; the usual one is many
segments and one limit. Prints CPU seconds of each.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from handoff_lint import schedule
from handoff_lint.facts import Entry, Facts
from handoff_lint.model import Kind
from handoff_lint.words import plural

_PER_CAMPAIGN = 50
_START = datetime(2027, 1, 4, 8, tzinfo=UTC)
_YEAR_MINUTES = 365 * 24 * 60


def plans(count: int, segments: int, limits: int) -> Iterator[Facts]:
    """Campaigns with together `count` entries over a year, half of them mails, for so many segments and limits."""
    for number in range(0, count, _PER_CAMPAIGN):
        entries = tuple(
            Entry(
                f"/package/message_calendar/entries/{index - number}",
                f"ce-{index}",
                (_START + timedelta(minutes=index * 7919 % _YEAR_MINUTES)).isoformat(),
                "email" if index % 2 else "linkedin",
                "email" if index % 2 else "post",
                (f"segment-{index % segments}", f"segment-{(index + 1) % segments}"),
                "scheduled",
                2 + index // _PER_CAMPAIGN % limits,
                1,
            )
            for index in range(number, min(number + _PER_CAMPAIGN, count))
        )
        slug = f"campaign-{number:05}"
        path = f"docs/campaigns/{slug}/04-channels/plan.md"
        kind = "email-to-social"
        yield Facts(
            path,
            Kind.PACKAGE,
            f"{slug}-h4",
            slug,
            kind,
            "approved",
            2,
            entries=entries,
        )


def measure(count: int, segments: int, limits: int) -> tuple[float, int]:
    """CPU seconds, and how many entries have to move."""
    facts = list(plans(count, segments, limits))
    start = time.process_time()
    found = schedule.crowds(facts, UTC)
    return time.process_time() - start, len(found)


def main() -> None:
    """Measure all cases."""
    parser = argparse.ArgumentParser(description="Time the calendar of many campaigns.")
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    count = parser.parse_args().count
    for segments, limits in ((2, 1), (400, 1), (2, 40)):
        seconds, moved = measure(count, segments, limits)
        print(
            f"{count:,} entries, {segments} segments, {plural(limits, 'limit')}: {seconds:.2f} s CPU, {moved:,} to move"
        )


if __name__ == "__main__":
    main()
