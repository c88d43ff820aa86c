"""Who may read what: a build shows what is meant for its readers, and nothing points to the rest.

`publish` is the widest audience of a build: a build for `public` holds what is marked public, one for `company` also
what is marked company, one for `team` everything. A document that says nothing is meant for the team, so nothing
becomes public because somebody forgot a field.
"""

from __future__ import annotations

import enum

from handoff_lint.model import Document


class Level(enum.StrEnum):
    """An audience, from the narrowest to the widest."""

    TEAM = "team"
    COMPANY = "company"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        """0 for the team, 1 for the company, 2 for everybody."""
        return tuple(Level).index(self)

    def holds(self, marked: Level) -> bool:
        """Whether a build for this audience includes what is marked so."""
        return marked.reach >= self.reach


def of(document: Document) -> Level:
    """The audience that a document is meant for; the team where it does not say, or says something else."""
    written = document.data.get("visibility")
    return Level(written) if written in tuple(Level) else Level.TEAM
