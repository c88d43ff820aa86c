"""Keys that count no more: a text file of public keys, as `ssh-keygen -Y verify -r` reads it, or their fingerprints.

A line that cannot be understood stops the run (ssh-keygen then calls every signature bad): passing over it could let a
stolen key through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import keys
from handoff_lint.signatures.keys import PublicKey
from handoff_lint.signatures.textfiles import text_of
from handoff_lint.signatures.wire import Malformed, Reader, Unsupported, from_base64

_KRL_MAGIC = b"SSHKRL\n\0"
_FINGERPRINT = re.compile(r"(?:hash:[ \t]*)?(SHA256:[A-Za-z0-9+/]{43})=?(?:[ \t]+.*)?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:key|sha256):[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RevokedKeys:
    """Fingerprints (`SHA256:…`) of keys that count no more → the line that says so."""

    path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: PublicKey) -> int | None:
        """The line that revokes a key, None when there is none."""
        return self.lines.get(key.fingerprint) if self.lines else None


NONE = RevokedKeys()
"""No key is revoked."""


def parse(content: bytes, path: str) -> RevokedKeys:
    """Read a file of revoked keys.

    A line is a public key, `key:` or `sha256:` and a public key, or a fingerprint (`SHA256:…`, with or without
    `hash:`). Keys of types that are never accepted are passed over.

    Args:
        content: the file's bytes.
        path: what messages call it.

    Raises:
        HandoffError: it is a binary KRL, no UTF-8 text, or a line is something else.

    """
    if content.startswith(_KRL_MAGIC):
        raise HandoffError(
            f"{path} is a binary list of revoked keys (KRL), which is not read here.",
            help="Write the revoked public keys into a text file, one a line.",
            place=path,
        )
    found: dict[str, int] = {}
    for number, line in enumerate(text_of(content, path).split("\n"), 1):
        text = line.strip(" \t\r")
        if text and not text.startswith("#"):
            revoked = _fingerprint(text, f"{path}:{number}")
            if revoked:
                found.setdefault(revoked, number)
    return RevokedKeys(path, found)


def _fingerprint(text: str, place: str) -> str | None:
    given = _FINGERPRINT.fullmatch(text)
    if given:
        return "SHA256:" + given[1][len("SHA256:") :]
    prefix = _PREFIX.match(text)
    kind, encoded, *_ = [*text[prefix.end() if prefix else 0 :].split(maxsplit=2), "", ""]
    try:
        return keys.from_words(kind, encoded).fingerprint
    except Unsupported:
        if _is_called(kind, encoded) and "-cert-v0" not in kind:
            return None
        raise _refused(place) from None
    except Malformed:
        raise _refused(place) from None


def _is_called(kind: str, encoded: str) -> bool:
    """Whether a key names its type as its line does: a slip in the line must not let the key through."""
    try:
        return Reader(from_base64(encoded)).name() == kind.encode()
    except Malformed:
        return False


def _refused(place: str) -> HandoffError:
    return HandoffError(
        "This line of the revoked keys is neither a public key nor a fingerprint.",
        help="Write the line of the .pub file, or SHA256: and what `ssh-keygen -l -f key.pub` shows after it.",
        place=place,
    )
