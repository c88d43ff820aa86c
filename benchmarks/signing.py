"""True fingerprints: what each sign-off, each acceptance and each `built_on` of a generated campaign must say.

Packages are written with a placeholder for each gate (and for each package that they build on); when the campaign lies
on the disk it is read once, as `handoff check` reads it, and the placeholders are replaced. Neither sign-offs nor
`built_on` belong to what a fingerprint covers, so one reading is enough.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from handoff_lint import gates, repository
from handoff_lint.config import Config
from handoff_lint.model import Document
from handoff_lint.repository import CampaignFiles

_MARK = re.compile(r"sha256:@([\w-]+)")


@cache
def placeholder(name: str) -> str:
    """What stands for the fingerprint at a gate, or of a package, until it is known; of the right form."""
    return "sha256:" + hashlib.sha256(f"placeholder of {name}".encode()).hexdigest()


def with_placeholders(text: str) -> str:
    """A text whose marks (`sha256:@quality`) are placeholders."""
    return _MARK.sub(lambda mark: placeholder(mark[1]), text)


def sign(settings: Config, files: CampaignFiles) -> None:
    """Replace the placeholders in the files of a campaign."""
    campaign, _ = repository.load_campaign(settings, files)
    found = gates.Approvals(settings, campaign, repository.Files(settings.tree).digest)
    upstream = {
        package.id: found.fingerprint(package, gates.FULL) for package in campaign.packages if not package.faults
    }
    for package in campaign.packages:
        known = upstream | _at_gates(found, package)
        path = settings.root / package.path
        text = path.read_text(encoding="utf-8")
        for name, value in known.items():
            text = text.replace(placeholder(name), value)
        path.write_text(text, encoding="utf-8", newline="\n")


def _at_gates(approvals: gates.Approvals, package: Document) -> dict[str, str]:
    if package.faults or not package.type:
        return {}
    passed = [gate for gate in approvals.required(package) if package.get(f"/signoffs/{gate.name}")]
    found = {gate.name: approvals.fingerprint(package, gate) for gate in passed}
    return found | {gates.ACCEPTANCE: approvals.fingerprint(package, gates.FULL)}
