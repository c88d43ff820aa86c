"""The sign-offs that stand in packages, read from their bytes alone: what the history is searched for, and with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handoff_lint.config import Config
from handoff_lint.gates import ACCEPTANCE, entry_id
from handoff_lint.reading import fast
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.frontmatter import decode, split
from handoff_lint.reading.limits import Limits
from handoff_lint.repository import scan


@dataclass
class Entries:
    """Reads them; the same bytes once, because what lies in the work tree is mostly what was committed last."""

    limits: Limits
    _known: dict[bytes, Mapping[str, bytes]] = field(default_factory=dict)

    def in_file(self, content: bytes) -> Mapping[str, bytes]:
        """Id → the fingerprint in it (`sha256:…`, or nothing) of a package's entries; none when it cannot be read."""
        key = hashlib.sha256(content).digest()
        if key not in self._known:
            self._known[key] = _read(content, self.limits)
        return self._known[key]

    def in_packages(self, config: Config) -> dict[str, bytes]:
        """Those of all packages of a repository; without loading these, so that thousands fit into memory."""
        found: dict[str, bytes] = {}
        for campaign in scan(config).campaigns if config.tree.holds(config.campaigns_dir) else ():
            for path in campaign.packages:
                try:
                    found |= self.in_file(config.tree.read(path, max_bytes=config.limits.file))
                except ReadFault:
                    continue  # it has faults, so its sign-offs are not judged
        return found


def _read(content: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        data = fast.load(split(decode(content)).front, limits)
    except ReadFault:
        return {}
    slots = data.get("signoffs")
    lists = [*(slots.items() if isinstance(slots, dict) else ()), (ACCEPTANCE, data.get(ACCEPTANCE))]
    return {
        entry_id(gate, entry): _fingerprint(entry)
        for gate, entries in lists
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict)
    }


def _fingerprint(entry: Mapping[str, Any]) -> bytes:
    content = entry.get("content")
    return content.encode() if isinstance(content, str) else b""
