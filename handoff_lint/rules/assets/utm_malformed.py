"""A tag with a slip in it makes a second line in every report, and after the launch no link in a mail can be mended.

How to fix: write the tag as the message says. The words to choose from are settings (`utm`); `utm_campaign` is what
`campaign.md` says. `handoff utm` builds a link that is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import tagged_links
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF709"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every link is a web address with the tags that it needs, in the words that the team uses."""
    for link in tagged_links.of(document, context.campaign, context.config):
        for fault in link.faults:
            tag = f"utm_{fault.part}="
            yield Problem(
                fault.message,
                join(link.pointer, "url"),
                fault.help,
                text=tag if fault.part and tag in link.url else "",
            )


_PACKAGE = """\
---
type: production-to-launch
status: draft
from: ana.ruiz
package:
  technical_setup:
    links:
      - id: ln-mail
        url: https://www.example.org/?utm_source={source}&utm_medium={medium}&utm_campaign=spring-ride
        ga4_group: Email
---
"""
_PLACE = "docs/campaigns/spring-ride/03-launch/20270121_spring-ride_production-to-launch_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="utm-malformed",
    summary="Links have the tags that they need, in the words that the team uses.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    fix="auto",
    examples=(
        Example(
            "Capitals",
            source=_PACKAGE.format(source="house-list", medium="Email"),
            path=_PLACE,
            finds=(Find("utm_medium=", "utm_medium “Email” has capitals, which reports would list apart."),),
        ),
        Example(
            "A personal address",
            source=_PACKAGE.format(source="bo@mail.test", medium="email"),
            path=_PLACE,
            finds=(Find("https", "This link holds an e-mail address, a phone number or a user name."),),
        ),
        Example("As it should be", source=_PACKAGE.format(source="house-list", medium="email"), path=_PLACE),
    ),
)
