"""A tag with a slip in it makes a second line in every report, and after the launch no link in a mail can be mended.

How to fix: write the tag as the message says. The words to choose from are settings (`utm`); `utm_campaign` is what
`campaign.md` says. `handoff utm` builds a link that is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handoff_lint import tagged_links, utm
from handoff_lint.model import Document, Problem, Related, Severity, join
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.tagged_links import TaggedLink

CODE = "HF709"
_MACRO = re.compile(r"\{|%%|\*\||\[")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every link is a web address with the tags that it needs, in the words that the team uses."""
    links = tagged_links.of(document, context.campaign, context.config)
    yield from _same_tags(document, links)
    for link in links:
        if link.url.lower().startswith("http://"):
            yield Problem(
                "This link begins with http://, and browsers warn of such pages.",
                join(link.pointer, "url"),
                "Begin it with https://, and test it.",
                text=link.url[: len("http")],
                severity=Severity.WARNING,
            )
        for fault in link.faults:
            tag = f"utm_{fault.part}="
            yield Problem(
                fault.message,
                join(link.pointer, "url"),
                fault.help,
                text=tag if fault.part and tag in link.url else "",
            )


def _same_tags(document: Document, links: Iterable[TaggedLink]) -> Iterator[Problem]:
    """Two pieces whose visits no report can tell apart."""
    seen: dict[utm.Tags, TaggedLink] = {}
    for link in links:
        tags, pieces = utm.parse(link.url).tags, link.data.get("used_in") or []
        # The ad platform tells its own ads apart, by its tag or by what it puts in for a macro.
        if link.faults or not (tags.source and pieces) or link.data.get("auto_tagged") or _MACRO.search(link.url):
            continue
        first = seen.setdefault(tags, link)
        if not set(pieces) & set(first.data["used_in"]):
            one, other = (name.rpartition("#")[2] for name in (first.data["used_in"][0], pieces[0]))
            yield Problem(
                f"Reports cannot tell {other} from {one}: the tags are the same.",
                join(link.pointer, "url"),
                "Give each its own utm_content.",
                severity=Severity.WARNING,
                related=(Related(document.path, "the same tags", join(first.pointer, "url")),),
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
_SECOND = """\
        used_in: [spring-ride-h2#as-first]
      - id: ln-second
        url: https://www.example.org/more?utm_source=house-list&utm_medium=email&utm_campaign=spring-ride
        used_in: [spring-ride-h2#as-second]
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
        Example(
            "Without encryption",
            source=_PACKAGE.format(source="house-list", medium="email").replace("https", "http"),
            path=_PLACE,
            finds=(Find("http", "This link begins with http://, and browsers warn of such pages."),),
        ),
        Example(
            "Two pieces with the same tags",
            source=_PACKAGE.format(source="house-list", medium="email").removesuffix("---\n") + _SECOND,
            path=_PLACE,
            finds=(
                Find(
                    "https://www.example.org/more",
                    "Reports cannot tell as-second from as-first: the tags are the same.",
                ),
            ),
        ),
        Example("As it should be", source=_PACKAGE.format(source="house-list", medium="email"), path=_PLACE),
    ),
)
