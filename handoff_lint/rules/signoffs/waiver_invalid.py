"""An exception is a decision: somebody other than the owner takes it, says why, and it ends. Gates have none.

How to fix: correct or delete the waiver; mend what it was meant to hide.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster, timeline
from handoff_lint.model import Document, Problem, Severity, lookup
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import did_you_mean

CODE = "HF412"
_AFTER_THE_END = 30
"""So many days after the end of its campaign a waiver may still run."""


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Each waiver is for a rule that may be waived, by somebody else than the owner, and ends in time."""
    if not document.data.get("waivers"):
        return
    owner = lookup(document.data, "/from/owner")
    about = context.campaign.document if context.campaign else None
    end = timeline.day(about.data.get("end_date")) if about else None
    last = timeline.days_later(end, _AFTER_THE_END).isoformat() if end else ""
    for pointer, waiver in document.each("/waivers"):
        code = waiver["rule"]
        if code not in context.waivable:
            hint = did_you_mean(code, context.waivable)
            yield Problem(f"There is no rule {code} to waive.{hint}", f"{pointer}/rule", "`handoff rules` lists them.")
        elif not context.waivable[code]:
            yield Problem(
                f"{code} cannot be waived.",
                f"{pointer}/rule",
                "Delete this waiver; mend what the rule finds.",
            )
        elif last and waiver["expires"] > last:
            yield Problem(
                f"This waiver runs until {waiver['expires']}, more than {_AFTER_THE_END} days after the campaign's end "
                f"({end}).",
                f"{pointer}/expires",
                f"Write {last} or an earlier day.",
            )
        if owner and waiver["by"] == owner:
            yield Problem(
                f"{roster.name_of(context.config, owner)} owns this package and cannot waive a rule for it.",
                f"{pointer}/by",
                "Let somebody else decide, for example the quality owner.",
            )
        if waiver["expires"] < context.today.isoformat():
            yield Problem(
                f"This waiver ran out on {waiver['expires']}.",
                f"{pointer}/expires",
                "Mend what it hid, or let somebody decide anew.",
                time_dependent=True,
            )


_WAIVER = (
    "waivers:\n  - rule: {rule}\n    reason: The title is the name of the song.\n    by: {by}\n    expires: {expires}\n"
)

RULE = Rule(
    module=__name__,
    code=CODE,
    name="waiver-invalid",
    summary="A waiver is for a rule that may be waived, by somebody else than the owner, and ends with the campaign.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    waivable=False,
    examples=(
        Example(
            "A rule that nothing may switch off",
            shows=_WAIVER.format(rule="HF101", by="bea.lind", expires="2027-05-30"),
            finds=(Find("HF101", "HF101 cannot be waived."),),
        ),
        Example(
            "Waived by the owner",
            shows="objective: Spring ride\n" + _WAIVER.format(rule="HF105", by="maya.holt", expires="2027-05-30"),
            finds=(Find("maya.holt", "maya.holt owns this package and cannot waive a rule for it.", after="by: "),),
        ),
        Example(
            "Run out",
            shows=_WAIVER.format(rule="HF105", by="bea.lind", expires="2026-12-31"),
            finds=(Find("2026-12-31", "This waiver ran out on 2026-12-31."),),
        ),
        Example(
            "Without an end in sight",
            shows="objective: Spring ride\n" + _WAIVER.format(rule="HF105", by="bea.lind", expires="2027-05-31"),
            finds=(
                Find(
                    "2027-05-31",
                    "This waiver runs until 2027-05-31, more than 30 days after the campaign's end (2027-04-30).",
                ),
            ),
        ),
        Example(
            "Decided by the quality owner, with an end",
            shows="objective: Spring ride\n" + _WAIVER.format(rule="HF105", by="bea.lind", expires="2027-05-30"),
        ),
    ),
)
