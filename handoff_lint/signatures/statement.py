"""What is signed: an in-toto statement about one package, derived from the sign-off and never stored."""

from __future__ import annotations

import re

import rfc8785

from handoff_lint.errors import SettingsError

_STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
_PREDICATE_TYPE = "urn:handoff-lint:signoff:v1"
_CONTENT = re.compile(r"sha256:([0-9a-f]{64})")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_LONGEST_DOMAIN = 253


def statement(*, package: str, content: str, gate: str, by: str, decision: str, at: str) -> bytes:
    """The bytes that a signature covers: RFC 8785 JSON.

    Args:
        package: the package's id.
        content: the fingerprint of what was approved, `sha256:` and 64 hexadecimal digits.
        gate: the gate's name.
        by: the signer's handle.
        decision: what the signer decided, `approved` and so on.
        at: when, as the entry says it (`2026-08-05T10:12:00Z`).

    Raises:
        ValueError: `content` is no such fingerprint; the schema lets no other pass.

    """
    found = _CONTENT.fullmatch(content)
    if found is None:
        raise ValueError(f"not a fingerprint: {content!r}")
    return rfc8785.dumps(
        {
            "_type": _STATEMENT_TYPE,
            "subject": [{"name": package, "digest": {"sha256": found[1]}}],
            "predicateType": _PREDICATE_TYPE,
            "predicate": {"gate": gate, "by": by, "decision": decision, "at": at},
        }
    )


def namespace(domain: str) -> str:
    """`handoff-signoff@<domain>`, so that a signature made for something else, or elsewhere, is worth nothing here.

    Raises:
        SettingsError: it is no domain name in lower case.

    """
    if not _DOMAIN.fullmatch(domain) or len(domain) > _LONGEST_DOMAIN:
        raise SettingsError(
            f"“{domain}” is no domain name in lower case.", help="Write the organisation's domain, such as example.com."
        )
    return f"handoff-signoff@{domain}"
