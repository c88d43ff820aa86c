"""Every part of a handoff travels, or says why it does not apply: an empty list looks done and tells nobody anything.

How to fix: fill the part in. Where the field reference allows it, say under `package.not_applicable` why it does not
apply here.
"""

from __future__ import annotations

from handoff_lint.model import Severity
from handoff_lint.rules.base import Example, Find, Rule, from_schema, lines

CODE = "HF108"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="package-part-empty",
    summary="Each part of the package has content, or a reason why it does not apply.",
    idea="F1",
    severity=Severity.ERROR,
    since="in_review",
    document=from_schema(CODE),
    fix="suggested",
    examples=(
        Example(
            "Nothing to avoid",
            shows=lines("""
                package:
                  message_hierarchy:
                    avoid: []
            """),
            finds=(Find("avoid", "avoid is empty."),),
        ),
        Example(
            "A part left out",
            without=("package.competitive_context",),
            finds=(Find("package", "competitive_context is missing in package; this status needs it."),),
        ),
        Example(
            "A part that does not apply",
            shows=lines("""
                package:
                  not_applicable:
                    competitive_context: There is no other workshop in the valley.
            """),
            without=("package.competitive_context",),
        ),
    ),
)
