"""Who may sign is decided before somebody signs: a change that moves the goalposts and shoots says nothing.

How to fix: put the settings into a pull request of their own and let their owners approve it; then bring the packages.
Alone, such a change is only shown, as an info.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handoff_lint.config import FILE
from handoff_lint.facts import Facts
from handoff_lint.model import Kind, Problem, Severity
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF415"
_HANDOFFS = (Kind.PACKAGE, Kind.CAMPAIGN)


def check(facts: Sequence[Facts], context: Context) -> Iterator[Problem]:
    """A change alters what trust rests on, or packages, not both."""
    change = context.change
    if change is None:
        return
    here = {one.id for one in facts}
    packages = any(one.kind in _HANDOFFS and one.path in change.touched for one in facts)
    packages = packages or any(package not in here for package in change.before)
    if change.policy.is_new:
        if packages:
            yield Problem(
                f"{change.since} has no {FILE}, so the settings of this change itself were used.",
                help="Let somebody look at them with care: from the next change on, they are what counts.",
                path=FILE,
                severity=Severity.WARNING,
            )
        return
    for path, pointer, words in change.policy.altered:
        what = f"{words[:1].upper()}{words[1:]}"
        if packages:
            yield Problem(
                f"{what}, and the same change touches packages.",
                pointer,
                "Bring this setting in a pull request of its own. Until it is merged, the settings of "
                f"{change.since} count.",
                path=path,
            )
        else:
            yield Problem(
                f"{what}: trust rests on that.",
                pointer,
                "Nothing to mend: let somebody look at it who answers for the settings (CODEOWNERS can ask for it).",
                path=path,
                severity=Severity.INFO,
            )


_PEOPLE = """profile: starter
people:
  ana.ruiz: {name: Ana Ruiz, roles: [brand_quality]}
  maya.holt: {name: Maya Holt}
"""

RULE = Rule(
    module=__name__,
    code=CODE,
    name="trust-mixed",
    summary="A change alters the settings that trust rests on, or packages, not both.",
    idea="F3",
    severity=Severity.ERROR,
    repository=check,
    waivable=False,
    examples=(
        Example(
            "A role is given to somebody, and a brief changes with it",
            settings=_PEOPLE.replace("Holt}", "Holt, roles: [brand_quality]}"),
            before_settings=_PEOPLE,
            shows="status: in_review\nsignoffs:\n  quality:\n",
            before="status: draft\n",
            finds=(Find("maya.holt", "The roles of maya.holt are changed, and the same change touches packages."),),
        ),
        Example(
            "A role is given to somebody, and nothing else changes",
            settings=_PEOPLE.replace("Holt}", "Holt, roles: [brand_quality]}"),
            before_settings=_PEOPLE,
            shows="status: draft\n",
            before="status: draft\n",
            finds=(Find("maya.holt", "The roles of maya.holt are changed: trust rests on that."),),
        ),
        Example(
            "A new colleague comes with a brief",
            settings=_PEOPLE + "  bea.lind: {name: Bea Lind, roles: [brand_quality]}\n",
            before_settings=_PEOPLE,
            shows="status: in_review\nsignoffs:\n  quality:\n",
            before="status: draft\n",
        ),
    ),
)
