"""The front matter is what tools and colleagues read first; if it cannot be read, nothing in it counts.

How to fix: mend the line that is shown. The usual slips are a missing `---`, a colon, an `@` or a `#` inside a value
without quotes, a tab, and the same field twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint.model import Campaign, Document, Problem, Severity
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, lines

CODE = "HF101"


def check(document: Document, _context: Context) -> Iterator[Problem]:
    """What reading the file found."""
    yield from document.faults
    yield from (violation.problem for violation in document.violations if violation.code == CODE)


def check_unread(campaign: Campaign, _context: Context) -> Iterator[Problem]:
    """Folders that were not looked into: unreadable ones, and links, which could lead anywhere and round in circles."""
    for path, why in campaign.unread:
        yield Problem(why, path=path, help="Put the folder itself here, readable for everybody who checks.")


RULE = Rule(
    module=__name__,
    code=CODE,
    name="front-matter-invalid",
    summary="The file can be read and begins with front matter in YAML 1.2.",
    idea="F1",
    severity=Severity.ERROR,
    document=check,
    campaign=check_unread,
    kinds=EVERYTHING,
    reads_unreadable=True,
    waivable=False,
    examples=(
        Example(
            "The same field twice",
            source=lines("""
                ---
                type: strategy-to-creative
                status: draft
                status: in_review
                ---
            """),
            finds=(Find("status: in_review", "The field status stands here twice; it is already on line 3."),),
        ),
        Example(
            "A colon inside a value",
            source=lines("""
                ---
                type: strategy-to-creative
                status: draft
                title: Spring ride: the brief
                ---
            """),
            finds=(Find(": the brief", "The value holds a colon and a blank, which looks like another field."),),
        ),
        Example(
            "A value that begins with @",
            source=lines("""
                ---
                type: strategy-to-creative
                status: draft
                from: @maya
                ---
            """),
            finds=(Find("@maya", "A value cannot begin with @."),),
        ),
        Example(
            "A # that swallows the rest",
            shows="objective: Become the #1 workshop for 300 commuters by 30 April 2027.\n",
            finds=(
                Find(
                    "#1 workshop",
                    "A # after a blank begins a comment, so the value ends here: it is read as “Become the”.",
                ),
            ),
        ),
        Example(
            "A tab for indentation",
            source="---\ntype: strategy-to-creative\nstatus: draft\nfrom:\n\towner: maya.holt\n---\n",
            finds=(Find("\towner", "A tab stands where blanks are needed."),),
        ),
        Example(
            "No front matter",
            source="# Our brief\n",
            finds=(Find("# Our", "The file has no front matter: its first line is not ---."),),
        ),
        Example(
            "Values in quotes",
            shows='objective: "Become the #1 workshop: 300 commuters by 30 April 2027."\n',
        ),
    ),
)
