"""What the history proves of sign-offs: campaign by campaign, while the whole documents of one are at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from handoff_lint.config import Config
from handoff_lint.errors import HandoffError, RuleCrash
from handoff_lint.git import revisions
from handoff_lint.git.process import Git
from handoff_lint.model import Campaign
from handoff_lint.signing import finding
from handoff_lint.signing.verifying import Judge, Row

UNKNOWN = "It is not known here how sure the sign-offs are"


@dataclass
class Proved:
    """Collects the rows of `handoff verify`.

    Attributes:
        rows: path → what is proved of the sign-offs in a file; none at all when the history cannot be read.
        unknown: why not; no Git, or a shallow clone: the pages say so instead of guessing.

    """

    config: Config
    rows: dict[str, list[Row]] = field(default_factory=dict)
    unknown: str = ""
    _judge: Judge | None = None

    def __post_init__(self) -> None:
        """Search the history."""
        try:
            git = Git(self.config.root)
            revisions.require_history(git)
            self._judge = Judge.of(git, self.config)
        except HandoffError as error:
            self._give_up(error)

    def passing(self, campaign: Campaign) -> Campaign:
        """The campaign as it is, once what is proved in it is collected."""
        if self._judge is None:
            return campaign
        try:
            for package in finding.of_campaign(self.config, campaign):
                self.rows[package.document.path] = list(self._judge.rows(package))
        except RuleCrash:
            raise
        except HandoffError as error:
            self._give_up(error)
        return campaign

    def _give_up(self, error: HandoffError) -> None:
        # Where the repository lies on the machine that builds is nobody's business.
        self.unknown = f"{UNKNOWN}: {error.message.replace(str(self.config.root), 'the folder of handoff.yml')}"
        self.rows.clear()
        self._judge = None
