"""Gives the demo's sign-offs their true fingerprints: `python scripts/sign_demo.py [--check]`.

The demo shows a campaign that is over, so nobody can sign it any more; this script computes what each entry would have
bound. An entry about the version that stands there gets the fingerprint of the file; one about the first version of
the brief gets that of the brief as it was then (`EARLIER` says what was different). With --check it writes nothing
and exits with 1 when an entry is not true.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from handoff_lint import config, gates, repository
from handoff_lint.locate import Locator
from handoff_lint.model import Campaign, Document, Name, Problem

ROOT = Path(__file__).resolve().parent.parent


def _brief_before_the_claim_was_cleared(document: Document) -> Document:
    """Version 1 of the brief: the pilot's figure was not in it yet, which is why creative sent it back."""
    package = dict(document.data["package"])
    package["brand"] = {key: value for key, value in package["brand"].items() if key != "claims"}
    name = document.name or Name()
    return replace(
        document,
        path=f"{document.path} (version 1)",
        data={**document.data, "package": package},
        name=replace(name, version="01"),
    )


EARLIER = {("strategy-to-creative", 1): _brief_before_the_claim_was_cleared}


def true_text(settings: config.Config, campaign: Campaign, document: Document) -> str:
    """The file's text with every fingerprint as it must be."""
    found = gates.Approvals(settings, campaign, repository.Files(settings.tree).digest)
    known = {gate.name: gate for gate in found.required(document)} | {gates.ACCEPTANCE: gates.FULL}
    locator = Locator.of(document, settings.limits)
    lines = (settings.root / document.path).read_text(encoding="utf-8").split("\n")

    def write(pointer: str, content: str) -> None:
        span = locator.span(Problem("", pointer))
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + content + line[span.end_column - 1 :]

    for name, gate in known.items():
        for entry in gates.entries(document, name):
            as_signed = document
            if entry.version != document.version:
                as_signed = EARLIER[document.type, entry.version](document)
            write(f"{entry.pointer}/content", found.fingerprint(as_signed, gate))
    upstream = {package.id: package for package in campaign.packages}
    for package_id in document.data.get("built_on", {}):
        write(f"/built_on/{package_id}", found.fingerprint(upstream[package_id], gates.FULL))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write or check the demo's fingerprints; 1 when --check finds one that is not true."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 when something is not true")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(arguments)
    settings = config.load(options.root)
    untrue = []
    for files in repository.scan(settings).campaigns:
        campaign, _ = repository.load_campaign(settings, files)
        for document in campaign.packages:
            text = true_text(settings, campaign, document)
            if text != (settings.root / document.path).read_text(encoding="utf-8"):
                untrue.append(document.path)
                if not options.check:
                    (settings.root / document.path).write_text(text, encoding="utf-8")
    for path in untrue:
        print(f"{path}: {'not true' if options.check else 'signed'}")
    return int(options.check and bool(untrue))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
