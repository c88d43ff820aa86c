"""One decision, one entry: a copy of it says that somebody decided who did not.

How to fix: delete the copy. Whoever should approve this as well signs for it (`handoff sign`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint.facts import Facts
from handoff_lint.model import Problem, Related, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule, lines

CODE = "HF417"


def check(facts: Sequence[Facts], _context: Context) -> Iterator[Problem]:
    """No entry stands in the repository twice."""
    first: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for one in facts:
        for pointer, entry in one.signoffs:
            if entry not in first:
                first[entry] = one.path, pointer, one.id
                continue
            path, place, package = first[entry]
            if package == one.id and path != one.path:
                continue  # two files with one id: HF104 says so
            yield Problem(
                f"This sign-off of {entry[1]} stands in the repository twice.",
                pointer,
                "Delete the copy; whoever should approve this as well signs for it.",
                path=one.path,
                related=(Related(path, "the other one", place),),
            )


_ENTRY = """
        - by: bea.lind
          decision: approved
          at: 2027-01-12T09:30:00Z
          version: 1
          content: sha256:0000000000000000000000000000000000000000000000000000000000000000
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="duplicate-signoff",
    summary="No sign-off stands in the repository twice.",
    idea="F3",
    severity=Severity.ERROR,
    repository=check,
    waivable=False,
    examples=(
        Example(
            "Pasted twice",
            shows=lines(f"""
    signoffs:
      quality:{_ENTRY.rstrip()}{_ENTRY}"""),
            finds=(
                Find(
                    "by: bea.lind",
                    "This sign-off of bea.lind stands in the repository twice.",
                    after="0000000000000000000000000000000000000000000000000000000000000000\n    - ",
                ),
            ),
        ),
        Example(
            "Once",
            shows=lines(f"""
    signoffs:
      quality:{_ENTRY}"""),
        ),
    ),
)
