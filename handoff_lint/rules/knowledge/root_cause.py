"""“Kofi forgot” ends the search where it should begin: why could one person's memory decide it?

How to fix: ask why three to five times, until you reach something that the team can change: a template, a rule, a
calendar. The last answer is the root cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from handoff_lint.config import Config
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural, shown

CODE = "HF807"
_LEAST, _MOST = 3, 5
_SLIP = r"(?:forgot|forgotten|overlooked|was careless|did not pay attention|made a mistake)\b"
_BLAME = re.compile(
    r"^(?:some(?:body|one)|he|she|they|we|the (?:agency|designer|team|intern|copywriter))\b[^,;]*\b"
    + _SLIP
    + r"|^(?-i:[A-Z]\w+(?: [A-Z]\w+)?) "
    + _SLIP
    + r"|\bhuman error\b|\bcarelessness\b",
    re.IGNORECASE,
)


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
        elif whys and cause and _plain(whys[-1]) != _plain(cause):
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


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _blamed(cause: str, config: Config) -> str:
    """The person that a cause names, empty when it names none."""
    for handle, person in config.people.items():
        name = str(person.get("name", ""))
        for word in (handle, name, name.partition(" ")[0]):
            if len(word) > 1 and word in cause and re.search(rf"(?<![\w.]){re.escape(word)}(?![\w-])", cause):
                return name or handle
    return "somebody's slip" if _BLAME.search(cause) else ""


_PEOPLE: Mapping[str, Any] = {}
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
