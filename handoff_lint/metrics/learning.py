"""Leads and learning: what sales took, what insights led to, what was kept for the next campaign (M19 to M23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from handoff_lint import days, experiments, timeline
from handoff_lint.config import OFF
from handoff_lint.experiments import ExperimentError
from handoff_lint.metrics.model import Case
from handoff_lint.metrics.subject import Subject, Surroundings
from handoff_lint.model import Campaign, Document

_BRIEF, _LEADS = "strategy-to-creative", "marketing-to-sales"
_OPTIMISATION, RETROSPECTIVE = "analytics-to-optimization", "campaign-retrospective"
_DONE, _DROPPED = "done", "dropped"
_ENOUGH_EVIDENCE = 2
_REVIEW_DAYS: Mapping[str, int] = {"tactic": 180, "process": 90, "spec": 180, "lesson": 365, "glossary": 365}
"""As HF810: after so many days a page is looked at again, where it does not say when."""


def lead_protocol(subject: Subject) -> Iterator[Case]:
    """M19: what the weekly reviews say: leads passed on, taken, in time, refused by code."""
    if subject.document.type != _LEADS:
        return
    for _, week in subject.document.each("/package/reviews"):
        day = _monday(week["week"])
        for key in ("accepted", "in_sla"):
            yield subject.case("M19", key, week[key], of=week["passed"], day=day)
        for code, count in (week.get("refused") or {}).items():
            yield subject.case("M19", "refused", count or 0, day=day, labels=(code,))


def _monday(week: str) -> str:
    """The first day of a week such as 2026-W38; empty for one that its year does not have."""
    try:
        return date.fromisocalendar(int(week[:4]), int(week[-2:]), 1).isoformat()
    except ValueError:
        return ""  # 2027-W53 fits the pattern of the schema and is no week; it counts, the trend leaves it out


def insights(subject: Subject) -> Iterator[Case]:
    """M20: insights whose action is done, and how long that took where Git saw it become done."""
    if subject.document.type != _OPTIMISATION:
        return
    found = [one for _, one in subject.document.each("/package/insights")]
    for one in found:
        yield subject.case("M20", "share", one.get("status") == _DONE, day=subject.opened)
    names = [one["id"] for one in found if one.get("status") == _DONE and one.get("id")]
    start = timeline.day(subject.opened) if subject.opened else None
    for day in _became_done(subject, "/package/insights", names).values():
        if start and day >= start:
            yield subject.case("M20", "raw", (day - start).days, day=subject.opened)
            working = subject.working_days(start, day, "to")
            if working is not None:
                yield subject.case("M20", "working", working, day=subject.opened)


def _became_done(subject: Subject, pointer: str, names: Sequence[str]) -> dict[str, date]:
    """Item → the day of the commit that set it to done; items that came into Git done are left out."""
    states = subject.around.past.states(subject.document)
    waiting: set[str] = set(names)
    found: dict[str, date] = {}
    after = states[-1] if states else None
    for state in reversed(states):
        if not waiting or after is None:
            break  # nobody is done, or all have been found: older states need not be read
        was = {one.get("id"): one for _, one in subject.around.past.load(state, subject.document).each(pointer)}
        for name in sorted(waiting):
            if name in was and was[name].get("status") == _DONE:
                continue
            waiting.discard(name)
            if name in was and state is not states[-1]:
                found[name] = subject.day_of(after.when, "to")
        after = state
    return found


def experiments_run(subject: Subject) -> Iterator[Case]:
    """M21: tests that can answer their question, and tests that did."""
    for _, test in subject.document.each("/package/tests"):
        day = test.get("start", "")
        if test.get("kind") == "directional":
            continue  # it gives a hint and names no winner
        sized = _is_sized(test)
        if sized is not None:
            yield subject.case("M21", "sized", sized, day=day)
        if test.get("status") == "concluded":
            winner = (test.get("result") or {}).get("winner", "none")
            yield subject.case("M21", "conclusive", winner not in ("none", ""), day=day)


def _is_sized(test: Mapping[str, Any]) -> bool | None:
    """Whether a test has enough people; None where the formula, which is for shares, cannot say."""
    baseline, effect = test.get("baseline"), test.get("mde_relative")
    if baseline is None or effect is None or not 0 < baseline < 1:
        return None
    try:
        needed = experiments.sample_size(
            baseline,
            experiments.expected_share(baseline, effect),
            alpha=test.get("alpha", experiments.ALPHA),
            power=test.get("power", experiments.POWER),
        )
    except ExperimentError:
        return False  # an effect that no share can have, as HF804 says
    return bool(test.get("sample_per_variant", 0) >= needed)


def retrospective(subject: Subject) -> Iterator[Case]:
    """M22: days from the campaign's end to the retrospective, and improvements that were done when due."""
    document, today = subject.document, subject.around.today.isoformat()
    if document.type != RETROSPECTIVE:
        return
    held, end = document.get("/package/held") or {}, end_of(subject.campaign)
    end = end or held.get("campaign_end", "")
    if end and held.get("date"):
        yield subject.case("M22", "days", days.between(end, held["date"]), day=held["date"])
    kept = [one for _, one in document.each("/package/process_improvements") if one.get("status") != _DROPPED]
    done = [one["id"] for one in kept if one.get("status") == _DONE and one.get("id")]
    seen = _became_done(subject, "/package/process_improvements", done)
    for one in kept:
        due, is_done = one.get("due", ""), one.get("status") == _DONE
        if due and (is_done or due < today):
            late = one.get("id") in seen and seen[one["id"]].isoformat() > due
            yield subject.case("M22", "improvements", is_done and not late, day=due)


def end_of(campaign: Campaign) -> str:
    """The day on which a campaign ends; empty for a programme without an end."""
    return str(campaign.document.data.get("end_date", "")) if campaign.document else ""


def retrospective_held(campaign: Campaign, around: Surroundings) -> Iterator[Case]:
    """M22: whether a campaign that ended long enough ago had its retrospective."""
    end = end_of(campaign)
    if not end or around.config.systems.get(RETROSPECTIVE) == OFF:
        return
    held = any(
        one.type == RETROSPECTIVE and one.status != "cancelled" and one.get("/package/held/date")
        for one in campaign.packages
    )
    latest = days.later(end, around.config.retro_within_days)
    if held or around.today.isoformat() > latest:
        yield Case("M22", "held", held, 1, end, campaign.slug)


def lessons_applied(subject: Subject) -> Iterator[Case]:
    """M23: whether a brief uses at least one lesson."""
    if subject.document.type != _BRIEF:
        return
    lists = ("/package/lessons_applied", "/lessons_applied")
    used = [one for place in lists for _, one in subject.document.each(place) if one.get("kb") and one.get("how")]
    yield subject.case("M23", "share", bool(used), day=subject.opened)


def knowledge_page(page: Document, today: date) -> Iterator[Case]:
    """M23: whether a page in use rests on two pieces of evidence, and whether its review is overdue."""
    data = page.data
    if page.faults or data.get("confidence") in ("archived", None):
        return
    evidence = [one for _, one in page.each("/evidence")]
    yield Case("M23", "evidence", len(evidence) >= _ENOUGH_EVIDENCE, 1, data.get("created", ""), package=page.id)
    last, kind = data.get("last_reviewed") or data.get("created", ""), data.get("kind", "")
    due = data.get("review_by") or (days.later(last, _REVIEW_DAYS[kind]) if last and kind in _REVIEW_DAYS else "")
    yield Case("M23", "stale", bool(due and due < today.isoformat()), package=page.id)
