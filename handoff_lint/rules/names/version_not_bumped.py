"""Two texts under one number are how the wrong one goes out: what was approved as version 2 stays version 2.

How to fix: rename the file to the next version (…_v03.md) and let the gates sign that one. Formatting, ticks and other
progress fields never need a new version.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import gates
from handoff_lint.model import Document, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF205"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """A package that was approved as a whole changes only under a new version."""
    before = context.change.earlier(document) if context.change else None
    if before is None or before is document or before.version != document.version or not before.type:
        return
    signed = [entry for entry in gates.all_entries(before) if _approves_all(entry, before, context)]
    was = {entry.content for entry in signed if entry.version == before.version}
    now = context.approvals.fingerprint(document, gates.FULL)
    if was and now not in was:
        yield Problem(
            f"Version {document.version} was approved, and this text is another one.",
            "/version" if "version" in document.data else "",
            f"Rename the file to version {document.version + 1} and let it be signed; or take the change back.",
        )


def _approves_all(entry: gates.Entry, before: Document, context: Context) -> bool:
    """Whether an entry approved the whole package: at a gate without scope, or as its receiver."""
    if entry.gate == gates.ACCEPTANCE:
        return entry.decision == "accepted"
    scoped = {gate.name for gate in context.approvals.required(before) if gate.scope or gate.covers}
    return entry.approves and entry.gate not in scoped


_SIGNED = """
    signoffs:
      quality:
        - by: bea.lind
          decision: approved
          at: 2027-01-11T09:30:00Z
          version: 1
          content: FINGERPRINT
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="version-not-raised",
    summary="What was approved changes only under a new version.",
    idea="F3",
    severity=Severity.ERROR,
    document=check,
    examples=(
        Example(
            "Another text under an approved number",
            shows=lines(_SIGNED) + "objective: Have 90 commuters book a spring check by 30 April 2027.\n",
            before=lines(_SIGNED),
            finds=(Find("", "Version 1 was approved, and this text is another one."),),
        ),
        Example(
            "Ticks and next steps do not count",
            shows=lines(_SIGNED) + "tags: [spring]\n",
            before=lines(_SIGNED),
        ),
    ),
)
