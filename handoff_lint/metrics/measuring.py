"""All measures of a repository: each campaign is read, counted and let go, so memory does not grow with them.

survey(config, today=day)                       the whole repository, with its Git history
measure(config, today=day, campaigns=loaded)    campaigns that somebody has read already, without Git
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handoff_lint import garbage, repository
from handoff_lint.calendars.teams import WorkingTime
from handoff_lint.config import Config
from handoff_lint.documents import load_document
from handoff_lint.metrics import aggregate, care, completeness, definitions, flow, launches, learning, past
from handoff_lint.metrics.model import Case, Metric, Source, Survey
from handoff_lint.metrics.past import Past
from handoff_lint.metrics.subject import Subject, Surroundings
from handoff_lint.model import Campaign, Document, Finding, Kind
from handoff_lint.rules import RULES

_CANCELLED = "cancelled"
NOT_ASKED = "The history was not asked for."
NOT_CHECKED = "Not measured here: this needs a run of the check (`handoff metrics --findings`)."
_OF_CHECKS = ("M24", "findings")
_FAILURES = {
    "F1": "F1 missing context",
    "F2": "F2 timelines misread",
    "F3": "F3 quality breakdown",
    "F4": "F4 assumed knowledge",
    "F5": "F5 tool overload",
}
_OF_PACKAGES: tuple[Callable[[Subject], Iterator[Case]], ...] = (
    flow.lead_time,
    care.first_pass,
    care.rework,
    flow.review_time,
    flow.response_time,
    care.gaps,
    flow.on_time,
    flow.overdue,
    flow.cycle_time,
    care.stability,
    completeness.completeness,
    care.checklists,
    launches.readiness,
    launches.coverage,
    care.spoken_decisions,
    launches.tagged_links,
    learning.lead_protocol,
    learning.insights,
    learning.experiments_run,
    learning.retrospective,
    learning.lessons_applied,
    care.waivers,
)


def measure(
    config: Config,
    *,
    today: date,
    campaigns: Iterable[Campaign],
    knowledge: Iterable[Document] = (),
    history: Past | None = None,
    findings: Sequence[Finding] | None = None,
) -> Survey:
    """M1 to M24 of some campaigns, in this order.

    Args:
        config: the repository's settings.
        today: the day that decides what is overdue, open or run out.
        campaigns: read once, one after the other.
        knowledge: the pages of the knowledge base.
        history: `past.read(config)`; None where nobody wants to wait for Git.
        findings: what `handoff check` found in these campaigns; None where it was not run.

    Raises:
        SettingsError: a country, region or time zone of the settings does not exist.
        GitError: this clone lacks an object of the history that was there a moment ago.

    """
    return _Tally(config, today, history or Past(config, NOT_ASKED)).run(campaigns, knowledge, findings)


def survey(
    config: Config,
    *,
    today: date,
    only: str = "",
    findings: Sequence[Finding] | None = None,
) -> Survey:
    """Read a repository with its history, and measure it.

    Args:
        config: its settings.
        today: as for `measure`.
        only: the slug of the one campaign to look at; the knowledge base then stays aside. Empty for all.
        findings: as for `measure`.

    Raises:
        HandoffError: there is no campaigns folder, a folder cannot be listed, or as for `measure`.

    """
    layout = repository.scan(config)
    wanted = [files for files in layout.campaigns if not only or files.slug == only]
    tally = _Tally(config, today, past.read(config))
    with garbage.not_collected():
        found = tally.run(
            (repository.load_campaign(config, files)[0] for files in wanted),
            (load_document(config, Kind.KNOWLEDGE, path) for path in layout.knowledge if not only),
            findings,
        )
    return replace(found, campaign=only)


class _Tally:
    """Counts campaign after campaign."""

    def __init__(self, config: Config, today: date, history: Past) -> None:
        self.around = Surroundings(config, today, WorkingTime(config), history)
        self.cases: dict[tuple[str, str], list[Case]] = {}
        self.packages = 0
        self.campaigns = 0
        self.left_out = 0
        self._names: dict[str, tuple[str, str]] = {}

    def run(
        self, campaigns: Iterable[Campaign], knowledge: Iterable[Document], findings: Sequence[Finding] | None
    ) -> Survey:
        """Count everything, then work the figures out."""
        for campaign in campaigns:
            self.campaigns += 1
            self._add(learning.retrospective_held(campaign, self.around))
            for document in campaign.packages:
                self._package(document, campaign)
        for page in knowledge:
            self._add(learning.knowledge_page(page, self.around.today))
        if findings is not None:
            self._add(self._found(findings))
        return Survey(
            self.around.today.isoformat(),
            tuple(self._metrics(has_findings=findings is not None)),
            self.packages,
            self.campaigns,
            self.left_out,
            str(self.around.config.organisation.get("name", "")),
            no_history=self.around.past.unknown,
        )

    def _package(self, document: Document, campaign: Campaign) -> None:
        if document.faults or not document.type:
            self.left_out += 1
            return
        self._names[document.path] = (campaign.slug, document.id)
        self.packages += 1
        if document.status != _CANCELLED:
            subject = Subject(document, campaign, self.around)
            for count in _OF_PACKAGES:
                self._add(count(subject))

    def _add(self, cases: Iterable[Case]) -> None:
        for case in cases:
            self.cases.setdefault((case.metric, case.figure), []).append(case)

    def _found(self, findings: Sequence[Finding]) -> Iterator[Case]:
        """M24: findings by the failure that their rule prevents, against the packages that were counted."""
        ideas = {rule.code: rule.idea for rule in RULES}
        for campaign, package in self._names.values():
            yield Case(*_OF_CHECKS, 0, 1, "", campaign, package)
        for one in findings:
            campaign, package = self._names.get(one.path, ("", ""))
            yield Case(*_OF_CHECKS, 1, 0, "", campaign, package, (_FAILURES[ideas[one.code]],))

    def _metrics(self, *, has_findings: bool) -> Iterator[Metric]:
        unknown = self.around.past.unknown
        for definition in definitions.for_settings(self.around.config):
            figures = []
            for one in definition.figures:
                cases = self.cases.get((definition.id, one.key), [])
                why = f"Not known here. {unknown}" if unknown and one.source is Source.HISTORY else ""
                if (definition.id, one.key) == _OF_CHECKS and not has_findings:
                    why = NOT_CHECKED
                figures.append(aggregate.figure(one, cases, unknown=why))
            yield Metric(definition, tuple(figures))
