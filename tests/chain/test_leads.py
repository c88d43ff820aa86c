"""What the lead rules are told by: spans of time, names of fields, words of triggers and agendas."""

from __future__ import annotations

from typing import Any

import pytest

from handoff_lint import leads


@pytest.mark.parametrize(
    ("value", "unit", "hours", "minutes"),
    [
        (5, "minutes", "business", 5),
        (4, "hours", "business", 240),
        (1, "days", "business", 480),
        (1, "days", "around_the_clock", 1440),
        (2, "working_days", "business", 960),
    ],
)
def test_a_span_counts_in_its_own_hours(value: int, unit: str, hours: str, minutes: int) -> None:
    assert leads.minutes({"value": value, "unit": unit}, hours) == minutes


@pytest.mark.parametrize(
    ("tier", "trigger"),
    [
        ("hand-raiser", "anything"),
        ("hand-raisers", ""),
        ("first", "Demo  request from the site"),
        ("first", "two demo requests"),
        ("first", "a hand raiser calls"),
    ],
)
def test_tiers_for_people_who_asked(tier: str, trigger: str) -> None:
    assert leads.is_for_hand_raisers({"tier": tier, "trigger": trigger}, ["demo request", ""])


@pytest.mark.parametrize("tier", [{}, {"tier": "scored", "trigger": "MQL by score"}, {"trigger": "no demorequest"}])
def test_other_tiers(tier: dict[str, str]) -> None:
    assert not leads.is_for_hand_raisers(tier, ["demo request"])


def found(group: str, field: str) -> list[str]:
    """What a single field tells."""
    return [wanted.words for wanted in leads.WANTED if leads.fields_for(wanted, [{"group": group, "field": field}])]


def test_fields_tell_what_their_group_and_name_say() -> None:
    assert found("source", "first_touch") == ["where a lead first came from"]
    assert found("source", "original_source") == ["where a lead first came from"]
    assert found("source", "latest_utm") == ["where it last came from"]
    assert found("interest", "pages_viewed") == ["what a lead has read or watched"]
    assert found("score", "score_breakdown") == ["what a score is made of"]
    assert found("consent", "anything") == ["whether a lead may be contacted"]
    assert found("next_step", "opener") == ["how to open the talk"]


def test_fields_that_only_sound_like_it_tell_nothing() -> None:
    assert found("identity", "first_name") == []
    assert found("identity", "last_name") == []
    assert found("score", "score") == []
    assert found("source", "firsthand") == []


@pytest.mark.parametrize("agenda", [["Number of leads"], ["How many leads", "pipeline and forecast"]])
def test_an_agenda_that_only_counts(agenda: list[str]) -> None:
    assert leads.only_counts(agenda)


@pytest.mark.parametrize(
    "agenda",
    [
        [],
        [""],
        ["Look at leads together"],
        ["number of leads", "five refused leads, read together"],
        ["how many were accepted"],
        ["count of missed limits"],
    ],
)
def test_an_agenda_that_looks_at_quality_or_may(agenda: list[str]) -> None:
    assert not leads.only_counts(agenda)


USUAL: dict[str, Any] = {
    "fit": [{"rule": "ten bikes", "points": 20}, {"rule": "in town", "points": 5}],
    "decay": {"after_days": 30, "factor": 0.5},
    "thresholds": {"mql": {"total": 40}},
    "fast_track": ["demo"],
    "x_note": "ours",
}


def test_points_in_another_order_and_more_thresholds_are_the_usual_ones() -> None:
    own = {"fit": USUAL["fit"][::-1], "thresholds": {"mql": {"total": 40, "fit_min": 5}, "sql": "a talk"}}
    assert leads.differing(own, USUAL) == []
    assert leads.differing(own, {}) == []


@pytest.mark.parametrize(
    ("own", "differing"),
    [
        ({"fit": [{"rule": "ten bikes", "points": 20}]}, ["fit"]),
        ({"fit": [{"rule": "ten bikes", "points": 20}] * 2}, ["fit"]),
        ({"fit": [], "fast_track": []}, ["fit", "fast_track"]),
        ({"decay": {"after_days": 60, "factor": 0.5}}, ["decay"]),
        ({"thresholds": {"mql": {"total": 41}}}, ["thresholds"]),
        ({"thresholds": {}}, ["thresholds"]),
    ],
)
def test_other_points(own: dict[str, object], differing: list[str]) -> None:
    assert leads.differing(own, USUAL) == differing
