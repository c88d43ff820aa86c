"""What a package is built on: how its upstream packages were then, and how they are now."""

from __future__ import annotations

from dataclasses import dataclass

from handoff_lint import differences
from handoff_lint.differences import Difference
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import finding
from handoff_lint.signing.desk import Desk
from handoff_lint.signing.finding import Found
from handoff_lint.words import did_you_mean, listed


@dataclass(frozen=True, slots=True)
class Link:
    """One upstream package that has changed since a package was built on it.

    Attributes:
        package: the upstream package as it is now.
        content: its fingerprint now.
        old: the fingerprint that is written; empty for none.
        changed: what has changed; None when that is not known, or when there is nothing to compare with.

    """

    package: Found
    content: str
    old: str
    changed: tuple[Difference, ...] | None

    @property
    def words(self) -> list[str]:
        """What is to be looked at, in lines."""
        document = self.package.document
        here = f"{document.id}, version {document.version}"
        if not self.old:
            return [f"{here}, was not linked before."]
        if self.changed is None:
            return [f"{here}, has changed; what it was is not in this clone's history."]
        return [f"{here}, has changed:", *(f"- {one}" for one in self.changed)]


def outdated(desk: Desk, wanted: str | None) -> list[Link]:
    """The upstream packages, or the one that is meant, whose written fingerprint is not the one of now.

    Raises:
        HandoffError: the package is built on nothing, or not on that one; or an upstream package has faults.

    """
    found = []
    for name, old in _written(desk, wanted).items():
        upstream = finding.package(desk.settings, name)
        finding.require_sound(upstream.document)
        now = upstream.fingerprint(FULL)
        if now != old:
            before = desk.history.view(upstream.document, FULL, old) if old else None
            view = upstream.approvals.view(upstream.document, FULL)
            changed = tuple(differences.between(before, view)) if before else None
            found.append(Link(upstream, now, old, changed))
    return found


def _written(desk: Desk, wanted: str | None) -> dict[str, str]:
    """Package id → the fingerprint that is written now, empty for none."""
    known = {name: "" for name in desk.document.data.get("depends_on") or () if name}
    built_on = desk.document.data.get("built_on") or {}
    known |= {name: old for name, old in built_on.items() if not name.startswith("x_")}
    if not known:
        raise HandoffError(
            f"{desk.document.id} is built on nothing: its depends_on names no package.",
            help="Name there what it is built on, commit that, then run the command again.",
            place=desk.document.path,
        )
    if wanted is None:
        return known
    if wanted not in known:
        raise HandoffError(
            f"{desk.document.id} is not built on {wanted}.{did_you_mean(wanted, known)}",
            help=f"It is built on {listed(known, conjunction='and')}; depends_on says so.",
            place=desk.document.path,
        )
    return {wanted: known[wanted]}
