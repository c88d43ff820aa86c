"""An exception that hides nothing any more waits to hide the next fault, unseen.

How to fix: delete the waiver from the front matter, or the entry from `ignore` in handoff.yml.
"""

from __future__ import annotations

from handoff_lint.model import Severity
from handoff_lint.rules.base import Example, Find, Rule, lines

CODE = "HF413"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="exception-unused",
    summary="Every waiver and every ignore still hides something.",
    idea="F3",
    severity=Severity.WARNING,
    waivable=False,
    examples=(
        Example(
            "A waiver whose fault is mended",
            shows=lines("""
                waivers:
                  - rule: HF105
                    reason: The title is the name of the song.
                    by: bea.lind
                    expires: 2027-05-30
            """),
            finds=(Find("HF105", "This waiver of HF105 covers nothing: the rule finds nothing to waive here."),),
        ),
        Example(
            "An ignore whose files are gone",
            settings=lines("""
                ignore:
                  - rule: HF202
                    paths: docs/campaigns/winter-service/
                    reason: Agency names of last year.
            """),
            finds=(Find("HF202", "This ignore of HF202 hides nothing: the rule finds nothing in these paths."),),
        ),
        Example(
            "A waiver that covers something",
            shows=lines("""
                objective: Spring ride
                waivers:
                  - rule: HF105
                    reason: The title is the name of the song.
                    by: bea.lind
                    expires: 2027-05-30
            """),
        ),
    ),
)
