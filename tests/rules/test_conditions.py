"""When a gate is asked for: what the package says counts in any shape, also where the schema refuses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import config, gates
from handoff_lint.documents import load_document
from handoff_lint.model import Campaign, Document, Kind

FOLDER = "docs/campaigns/spring-ride"
KINDS = {"claims": "strategy-to-creative", "licensed": "creative-to-production", "paid": "production-to-launch"}
PACKAGES = [
    ("claims", "package: {brand: {claims: [{id: cl-three, text: Done in three hours}]}}", True),
    ("claims", "package: {brand: {claims: Done in three hours}}", True),
    ("claims", "package: {brand: {claims: {three: Done in three hours}}}", True),
    ("claims", "package: {brand: [{claims: [Done in three hours]}]}", True),
    ("claims", "package: {copy: [{claim: cl-three}]}", True),
    ("claims", "package: {brand: {claims: []}}", False),
    ("claims", "package: {brand: Done in three hours}", False),
    ("licensed", "package: {source_files: [{rights: {licence: licensed}}]}", True),
    ("licensed", "package: {source_files: {rights: [{licence: permission}]}}", True),
    ("licensed", "package: {source_files: [{rights: bought}]}", True),
    ("licensed", "package: {source_files: [{rights: {licence: own}}]}", False),
    ("licensed", "package: {source_files: [{rights: {licence: commissioned}}]}", False),
    ("licensed", "package: {source_files: [{rights: own work}]}", False),
    ("paid", "campaign_types: [email, paid_ads]", True),
    ("paid", "campaign_types: paid_ads", True),
    ("paid", "campaign_types: [email]", False),
    ("paid", "title: As the campaign", True),
    ("new_data_field", "package: {lead_intelligence: [{new: true}]}", True),
    ("new_data_field", "package: {lead_intelligence: {new: 'yes'}}", True),
    ("new_data_field", "package: {lead_intelligence: [{new: false}]}", False),
]


def read(root: Path, kind: Kind, path: str, text: str) -> Document:
    """A document of the repository at `root`."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return load_document(config.load(root), kind, path, "spring-ride", "01-brief" if kind is Kind.PACKAGE else "")


@pytest.mark.parametrize(("when", "said", "asked"), PACKAGES)
def test_a_condition_holds_whatever_the_shape(tmp_path: Path, when: str, said: str, *, asked: bool) -> None:
    kind = KINDS.get(when, "marketing-to-sales")
    (tmp_path / "handoff.yml").write_text(
        f"gates: {{{kind}: {{extra: {{role: legal, when: {when}}}}}}}\n", encoding="utf-8"
    )
    campaign = read(tmp_path, Kind.CAMPAIGN, f"{FOLDER}/campaign.md", "---\ntypes: paid_ads\n---\n")
    package = read(tmp_path, Kind.PACKAGE, f"{FOLDER}/01-brief/brief.md", f"---\ntype: {kind}\n{said}\n---\n")
    about = Campaign("spring-ride", FOLDER, campaign, (package,))
    found = gates.required(package, about, config.load(tmp_path))
    assert ("extra" in [gate.name for gate in found]) is asked


def test_an_extra_gate_cannot_take_the_name_of_the_acceptance(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n", encoding="utf-8")
    text = "---\ntype: strategy-to-creative\ngates: [{gate: acceptance, role: legal, reason: Because}]\n---\n"
    package = read(tmp_path, Kind.PACKAGE, f"{FOLDER}/01-brief/brief.md", text)
    assert [gate.name for gate in gates.required(package, None, config.load(tmp_path))] == ["quality"]


@pytest.mark.parametrize(
    ("written", "refused"),
    [("[{by: bea.lind}]", True), ("approved", True), ("[~]", True), ("[]", False), ("", False)],
)
def test_a_slot_that_was_refused_is_known(tmp_path: Path, written: str, *, refused: bool) -> None:
    (tmp_path / "handoff.yml").write_text("profile: starter\n", encoding="utf-8")
    text = f"---\ntype: strategy-to-creative\nsignoffs:\n  quality: {written}\n---\n"
    package = read(tmp_path, Kind.PACKAGE, f"{FOLDER}/01-brief/brief.md", text)
    assert gates.is_unreadable(package, "quality") is refused
