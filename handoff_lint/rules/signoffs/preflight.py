"""Nothing goes live on a nod: the go is given in writing, in time, after the last look.

How to fix: finish the pre-flight list and let the accountable person sign preflight before the deadline; if it is too
late for that, move the launch. A go that came late stays late: say why under `package.preflight.late_reason`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handoff_lint import gates, moments, roster
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural

CODE = "HF410"
_GATE = "preflight"
_OVER = ("completed", "archived")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """The go comes in time, from the accountable person, and before any step is done."""
    launch = _launch(document)
    gate = next((gate for gate in context.approvals.required(document) if gate.name == _GATE), None)
    if gate is None or launch is None or document.status == "cancelled":
        return
    deadline = moments.hours_before(launch, context.config.preflight_lead_hours)
    go = next(
        (one for one in reversed(list(context.approvals.rightful(document, gate).values())) if one.approves), None
    )
    if go is None:
        yield from _no_go(document, deadline, context, gate)
    else:
        yield from _late(document, go, deadline, context)
        yield from _not_accountable(document, go, context, gate)
    yield from _too_early(document, go)


def _launch(document: Document) -> moments.Moment | None:
    """When the first step of the launch goes live."""
    steps = [moments.parse(step["at"]) for _, step in document.each("/package/launch_sequence") if "at" in step]
    return min(steps, default=None)


def _no_go(document: Document, deadline: moments.Moment, context: Context, gate: gates.Gate) -> Iterator[Problem]:
    """The deadline is over and nobody has given the go, the receiver's act; at completed, HF402 says so."""
    if context.today > deadline.date() and document.status == "accepted":
        who = roster.who_can(context.config, gate.roles, context.today.isoformat())
        yield Problem(
            f"The go was due by {moments.shown(deadline)}, and nobody has given it.",
            "/signoffs/preflight" if _GATE in (document.data.get("signoffs") or {}) else "/signoffs",
            f"It is for {who} to sign; without it, move the launch.",
            at="key",
            time_dependent=True,
        )


def _late(document: Document, go: gates.Entry, deadline: moments.Moment, context: Context) -> Iterator[Problem]:
    late = moments.lateness(moments.parse(go.at), deadline)
    if late:
        reason = document.get("/package/preflight/late_reason")
        hours = context.config.preflight_lead_hours
        yield Problem(
            f"The go came {late} late: it was due by {moments.shown(deadline)}, "
            f"{plural(hours, 'hour')} before the launch.",
            f"{go.pointer}/at",
            "It is written down why."
            if reason
            else "Move the launch; if it has happened, say why under package.preflight.late_reason.",
            severity=Severity.WARNING if reason else None,
        )


def _not_accountable(document: Document, go: gates.Entry, context: Context, gate: gates.Gate) -> Iterator[Problem]:
    rows = [row for _, row in document.each("/raci") if row.get("activity") == "accept" and "accountable" in row]
    expected = {row["accountable"] for row in rows}
    stands_for = roster.signers(context.config, gate.roles, go.day, past=True).get(go.by, [])
    if expected and expected.isdisjoint({go.by, *stands_for}):
        names = [roster.name_of(context.config, handle) for handle in sorted(expected)]
        yield Problem(
            f"{roster.name_of(context.config, go.by)} gave the go, and {names[0]} is accountable.",
            f"{go.pointer}/by",
            f"Let {names[0]} sign preflight, or correct the row accept of raci.",
        )


def _too_early(document: Document, go: gates.Entry | None) -> Iterator[Problem]:
    """No step was done before the go, or without one; once all is over, HF402 says that there was none."""
    if go is None and document.status in _OVER:
        return
    for pointer, step in document.each("/package/launch_sequence"):
        done: Any = step.get("done")
        at = done.get("at") if isinstance(done, dict) else None
        if at and (go is None or moments.parse(at) < moments.parse(go.at)):
            yield Problem(
                "This step was done without a go." if go is None else "This step was done before the go.",
                f"{pointer}/done",
                "Nothing goes live before preflight is signed.",
                at="key",
            )


_PACKAGE = """---
type: production-to-launch
status: {status}
package:
  launch_sequence:
    - id: ls-page
      order: 1
      at: 2027-02-01T09:00:00+00:00
      what: Publish the page
      owner: tom.osei
signoffs:
  preflight:
    - by: ana.ruiz
      decision: approved
      at: {at}
      version: 1
      content: sha256:0000000000000000000000000000000000000000000000000000000000000000
---
"""
_PATH = "docs/campaigns/spring-ride/03-launch/20270118_spring-ride_production-to-launch_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="preflight-unsigned",
    summary="The go is given in time, by the accountable person, and before anything goes live.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "Three hours before the launch",
            path=_PATH,
            source=_PACKAGE.format(status="accepted", at="2027-02-01T06:00:00+00:00"),
            finds=(
                Find(
                    "2027-02-01T06:00:00+00:00",
                    "The go came 45 hours late: it was due by 2027-01-30 09:00, 48 hours before the launch.",
                ),
            ),
        ),
        Example(
            "Three days before", path=_PATH, source=_PACKAGE.format(status="accepted", at="2027-01-29T09:00:00+00:00")
        ),
    ),
)
