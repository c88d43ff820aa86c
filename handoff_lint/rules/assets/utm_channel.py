"""Visits that Google Analytics files under “Unassigned” look as if nobody had come: the mail seems to have failed.

How to fix: write what the message says in the link, or correct `ga4_group`. Google tries its channels in a fixed order
and takes the first that fits; the rule works that out as Google does.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import tagged_links, utm
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule

CODE = "HF710"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Google Analytics files every link under the channel that the package says."""
    for link in tagged_links.of(document, context.campaign, context.config):
        if link.advice:
            part = link.advice.channel.parts[0]
            tag = f"utm_{part}={getattr(utm.parse(link.url).tags, part)}"
            yield Problem(
                link.advice.message,
                join(link.pointer, "url"),
                link.advice.help,
                text=tag if tag in link.url else "",
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
    name="utm-channel-mismatch",
    summary="Google Analytics files every link under the channel that was meant.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    fix="suggested",
    examples=(
        Example(
            "A word that Google does not know",
            source=_PACKAGE.format(source="house-list", medium="newsletter"),
            path=_PLACE,
            finds=(
                Find(
                    "utm_medium=newsletter",
                    "Google Analytics files these visits under Unassigned, not under Email: "
                    "utm_medium “newsletter” stands for no channel.",
                ),
            ),
        ),
        Example(
            "A social site as the sender of a mail",
            source=_PACKAGE.format(source="linkedin", medium="email"),
            path=_PLACE,
            finds=(
                Find(
                    "utm_source=linkedin",
                    "Google Analytics files these visits under Organic Social, not under Email: "
                    "utm_source “linkedin” is a social site.",
                ),
            ),
        ),
        Example("A word that it knows", source=_PACKAGE.format(source="house-list", medium="email"), path=_PLACE),
    ),
)
