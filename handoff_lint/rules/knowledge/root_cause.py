"""“Kofi forgot” ends the search where it should begin: why could one person's memory decide it?

How to fix: ask why three to five times, until you reach something that the team can change: a template, a rule, a
calendar. The last answer is the root cause.

The rule knows English; with another `language` under `organisation` it still finds the whole names and handles of your
people.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.prose import blame, lists, sentences
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural, shown

CODE = "HF807"
_LEAST, _MOST = 3, 5


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Failures are asked for three to five times; the last answer is the root cause, and no person."""
    for pointer, failure in document.each("/package/what_didnt"):
        whys, cause = [why for why in failure.get("whys", []) if why], failure.get("root_cause", "")
        if whys and not _LEAST <= len(whys) <= _MOST:
            yield Problem(
                f"“Why?” was asked {plural(len(whys), 'time')}; ask it {_LEAST} to {_MOST} times.",
                join(pointer, "whys"),
                "Ask why the last answer is so." if len(whys) < _LEAST else "Keep the answers that lead to the cause.",
                at="key",
            )
        elif whys and cause and sentences.folded(whys[-1]) != sentences.folded(cause):
            yield Problem(
                f"The root cause is not the last answer, which is {shown(whys[-1])}.",
                join(pointer, "root_cause"),
                "Write the same in both places: the chain of answers ends in the cause.",
            )
        if cause and (who := _blamed(cause, context.config)):
            yield Problem(
                f"This root cause is {who}, not something that the team can change.",
                join(pointer, "root_cause"),
                "Ask why one person's slip could do that: which template, rule or calendar was missing?",
            )


def _blamed(cause: str, config: Config) -> str:
    """The person that a cause names, `somebody's slip` when it is nobody on the list, empty when it names none."""
    known = lists.of(config.organisation)
    names = _names(config)
    return blame.blame_of(known).found(cause, names) if known else blame.named(cause, names)


class _Last:
    """The names of the last settings: all documents of a run have the same."""

    config: Config | None = None
    names = blame.Names({})


def _names(config: Config) -> blame.Names:
    if _Last.config is not config:
        _Last.config, _Last.names = config, blame.Names(config.people)
    return _Last.names


_PACKAGE = """\
---
type: campaign-retrospective
status: draft
from: tom.osei
package:
  what_didnt:
    - what: Nobody answered comments on Saturday
      whys:
        - Kofi was off
        - nobody stood in for him
{more}      root_cause: {cause}
---
"""
_PLACE = "docs/campaigns/spring-ride/07-retro/20270505_spring-ride_campaign-retrospective_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="root-cause-shallow",
    summary="Failures are asked for until the answer is something that the team can change.",
    idea="F4",
    severity=Severity.WARNING,
    since="in_review",
    document=check,
    examples=(
        Example(
            "A person",
            source=_PACKAGE.format(more="        - Kofi forgot\n", cause="Kofi forgot"),
            path=_PLACE,
            finds=(
                Find(
                    "Kofi forgot",
                    "This root cause is somebody's slip, not something that the team can change.",
                    after="root_cause: ",
                ),
            ),
        ),
        Example(
            "Asked twice",
            source=_PACKAGE.format(more="", cause="nobody stood in for him"),
            path=_PLACE,
            finds=(Find("whys", "“Why?” was asked 2 times; ask it 3 to 5 times."),),
        ),
        Example(
            "The template",
            source=_PACKAGE.format(
                more="        - the template has no rota for weekends\n", cause="The template has no rota for weekends."
            ),
            path=_PLACE,
        ),
    ),
)
