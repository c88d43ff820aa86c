"""Signatures and files of signers, honest and spoilt, the same on every run: what both judges are asked about."""

from __future__ import annotations

from tests.signatures import spoilt_files, spoilt_numbers, spoilt_signatures
from tests.signatures.case import Case

_MAKERS = (
    spoilt_signatures.by_key,
    spoilt_signatures.bits,
    spoilt_signatures.fields,
    spoilt_signatures.algorithms,
    spoilt_signatures.in_base64,
    spoilt_numbers.numbers,
    spoilt_numbers.fido,
    spoilt_files.lines,
    spoilt_files.namespaces,
    spoilt_files.times,
    spoilt_files.revoked,
)


def all_cases() -> list[Case]:
    """Every case, in an order that never changes."""
    return [case for make in _MAKERS for case in make()]
