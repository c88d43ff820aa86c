"""A misspelt field is a missing field: nobody reads it, no check looks at it.

How to fix: rename the field as the message proposes, or give a field of your own a name that begins with `x_`.
"""

from __future__ import annotations

from handoff_lint.model import Severity
from handoff_lint.rules.base import EVERYTHING, Example, Find, Rule, from_schema

CODE = "HF103"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="unknown-field",
    summary="There are no fields besides those of the schema and your own `x_` fields.",
    idea="F1",
    severity=Severity.ERROR,
    document=from_schema(CODE),
    kinds=EVERYTHING,
    fix="auto",
    examples=(
        Example(
            "A misspelt field",
            shows="qualty_owner: bea.lind\n",
            without=("quality_owner",),
            finds=(Find("qualty_owner", "There is no field “qualty_owner”. Did you mean quality_owner?"),),
        ),
        Example(
            "A field in the wrong place",
            shows="needed_by: 2027-03-03\n",
            finds=(Find("needed_by: 2027-03-03\n", "There is no field “needed_by”."),),
        ),
        Example("A field of your own", shows="x_job_number: 4711\n"),
    ),
)
