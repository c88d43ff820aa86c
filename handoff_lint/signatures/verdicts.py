"""What can be said of a signature."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """Good, or the first thing that speaks against it."""

    GOOD = "good"
    MALFORMED = "malformed"
    UNSUPPORTED_ALGORITHM = "unsupported algorithm"
    WRONG_NAMESPACE = "wrong namespace"
    WRONG_CONTENT = "wrong content"
    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown key"
    KEY_OF_SOMEBODY_ELSE = "key of somebody else"
    OUTSIDE_VALIDITY_WINDOW = "outside validity window"


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of one verification.

    Attributes:
        verdict: the result.
        reason: why, in one sentence for the reader.
        fingerprint: `SHA256:…` of the key; empty when the signature could not be read that far. Until the verdict is
            beyond `wrong content` it is only what the signature says of itself.
        line: the line of allowed_signers, or of the revoked keys, that decided; 0 when none did.

    """

    verdict: Verdict
    reason: str
    fingerprint: str = ""
    line: int = 0

    @property
    def good(self) -> bool:
        """Whether the person's key approved exactly this content, and may."""
        return self.verdict is Verdict.GOOD
