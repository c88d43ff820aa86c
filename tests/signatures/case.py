"""One question for both judges."""

from __future__ import annotations

from dataclasses import dataclass

from tests.signatures.material import ED, MESSAGE, NAMESPACE, PERSON, Software, listed, one_line, signature

CENTRAL_EUROPE = "CET-1CEST,M3.5.0,M10.5.0/3"


@dataclass(frozen=True)
class Case:
    """One question: is this signature good? `at` is UTC, `zone` the TZ of both judges."""

    name: str
    signature: str = ""
    allowed: bytes = b""
    message: bytes = MESSAGE
    namespace: str = NAMESPACE
    person: str = PERSON
    revoked: bytes | None = None
    at: str = "20260805101200"
    zone: str = "UTC0"


HONEST = Case("honest", signature(ED), listed(ED))


def blob_case(name: str, key: Software, blob: bytes) -> Case:
    """Whether these bytes are a good signature by a key that is listed."""
    return Case(name, one_line(blob), listed(key))


def strings(blob: bytes) -> list[bytes]:
    """The strings that some bytes consist of; what is left at the end is no string."""
    found = []
    while len(blob) >= 4 and (length := int.from_bytes(blob[:4], "big")) <= len(blob) - 4:
        found.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    return [*found, blob]
