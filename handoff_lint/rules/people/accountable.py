"""Who makes the final call? Two answers, or a whole team, mean that nobody does.

How to fix: write one person's handle under accountable in each row of raci; others who matter are consulted.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import roster
from handoff_lint.model import Document, Problem, Related, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, from_schema
from handoff_lint.words import listed

CODE = "HF302"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """One person per row has the last word, and there is one row per activity."""
    yield from from_schema(CODE)(document, context)
    config = context.config
    first: dict[str, str] = {}
    for pointer, row in roster.rows(document):
        name = row.get("accountable")
        if name and name in config.teams and name not in config.people:
            people = roster.members(config, name)
            yield Problem(
                f"{name} is a team; only one person can have the last word.",
                f"{pointer}/accountable",
                f"Name one of them: {listed(people)}." if people else "Name one person of the team.",
            )
        if not roster.is_short(document) and (activity := row["activity"]) in first:
            yield Problem(
                f"There are two rows for {activity}, so it is unclear who has the last word.",
                f"{pointer}/activity",
                "Keep one of the two.",
                related=(Related(document.path, "the first row", f"{first[activity]}/activity"),),
            )
        elif not roster.is_short(document):
            first[activity] = pointer


_ROWS = """
raci:
  - activity: prepare
    responsible: [maya.holt]
    accountable: {prepare}
  - activity: verify
    responsible: [bea.lind]
    accountable: {verify}
  - activity: accept
    responsible: [leo.brandt]
    accountable: leo.brandt
""".lstrip()

RULE = Rule(
    module=__name__,
    code=CODE,
    name="accountable-not-one",
    summary="For each activity exactly one person has the last word, never a team.",
    idea="F3",
    severity=Severity.ERROR,
    since="in_review",
    document=check,
    examples=(
        Example(
            "A team has the last word",
            shows="raci:\n  accountable: team:studio\n  consulted: [ana.ruiz]\n",
            finds=(
                Find(
                    "team:studio",
                    "accountable should be one person's handle, such as maya.holt; it is “team:studio”.",
                ),
            ),
        ),
        Example(
            "Two people have it",
            shows=_ROWS.format(prepare="[maya.holt, ana.ruiz]", verify="maya.holt"),
            finds=(
                Find(
                    "accountable: [maya.holt, ana.ruiz]",
                    "accountable should be one person's handle, such as maya.holt, but it is a list.",
                ),
            ),
        ),
        Example(
            "Nobody has it",
            shows="raci:\n  consulted: [ana.ruiz]\n",
            finds=(Find("raci", "accountable is missing in raci."),),
        ),
        Example(
            "A team without team: in front",
            settings="teams: [studio, workshop]\n",
            shows="raci:\n  accountable: workshop\n",
            finds=(
                Find("workshop", "workshop is a team; only one person can have the last word.", after="accountable: "),
            ),
        ),
        Example(
            "Two rows for one activity",
            shows=_ROWS.format(prepare="maya.holt", verify="maya.holt")
            + "  - activity: accept  # once more\n    responsible: [leo.brandt]\n    accountable: maya.holt\n",
            finds=(
                Find(
                    "accept  # once more",
                    "There are two rows for accept, so it is unclear who has the last word.",
                ),
            ),
        ),
        Example("One person per row", shows=_ROWS.format(prepare="maya.holt", verify="maya.holt")),
        Example("The short form", shows="raci:\n  accountable: maya.holt\n"),
    ),
)
