"""Signatures and keys whose numbers are not as they should be, and those of FIDO devices."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

from tests.signatures.case import Case, blob_case, strings
from tests.signatures.material import (
    MESSAGE,
    ORDERS,
    SK_ECDSA,
    SK_ED,
    Software,
    ecdsa,
    ed25519,
    listed,
    mpint,
    pack,
    rsa,
    signature,
    signed_data,
    text,
)


def numbers() -> Iterator[Case]:
    for bits in (256, 384, 521):
        key = ecdsa(bits)
        kind, pair, _ = strings(key.make(signed_data(MESSAGE)))
        r, s = (int.from_bytes(part, "big") for part in strings(pair)[:2])
        order = ORDERS[bits]
        pairs = {
            "leading zeros": mpint(r, 3) + mpint(s, 1),
            "s mirrored": mpint(r) + mpint(order - s),
            "s beyond the order": mpint(r) + mpint(s + order),
            "r beyond the order": mpint(r + order) + mpint(s),
            "swapped": mpint(s) + mpint(r),
            "r zero": mpint(0) + mpint(s),
            "both empty": text(b"") * 2,
            "s zero": mpint(r) + mpint(0),
            "negative": text(b"\xff" + r.to_bytes(66, "big")) + mpint(s),
            "huge": mpint(r, 2049) + mpint(s),
            "pair tail": mpint(r) + mpint(s) + b"\0",
            "one only": mpint(r),
        }
        for what, value in pairs.items():
            yield blob_case(f"ecdsa-{bits} {what}", key, pack(key.blob, text(kind) + text(value)))
        # The top bit of r says “negative” where no zero stands before it.
        message = next(b"%d" % count for count in range(99) if _parts_of_pair(key, b"%d" % count)[0][0] == 0)
        r_bytes, s_bytes = _parts_of_pair(key, message)
        value = text(kind) + text(text(r_bytes.lstrip(b"\0")) + text(s_bytes))
        negative = blob_case(f"ecdsa-{bits} no zero before r", key, pack(key.blob, value))
        yield replace(negative, message=message)
        yield replace(
            blob_case(f"ecdsa-{bits} zero before r", key, base64.b64decode(signature(key, message))), message=message
        )
        curve, point = strings(key.blob)[1:3]
        short = bytes([2 + point[-1] % 2]) + point[1 : 1 + len(point) // 2]
        hybrid = bytes([6 + point[-1] % 2]) + point[1:]
        points = {"compressed": short, "hybrid": hybrid, "off": point[:-1] + b"\0", "infinity": b"\0", "none": b""}
        for what, value in points.items():
            blob = text(kind) + text(curve) + text(value)
            case = blob_case(f"ecdsa-{bits} point {what}", key, pack(blob, key.make(signed_data(MESSAGE))))
            yield case
            yield replace(case, name=f"{case.name}, listed so", allowed=listed(replace(key, blob=blob)))
        for other in (b"nistp256", b"nistp384", b"nistp521", curve + b"\0", b"P-256"):
            blob = text(kind) + text(other) + text(point)
            yield blob_case(f"ecdsa-{bits} curve {other!r}", key, pack(blob, key.make(signed_data(MESSAGE))))
    yield from _rsa_numbers()


def _parts_of_pair(key: Software, message: bytes) -> list[bytes]:
    return strings(strings(key.make(signed_data(message)))[1])[:2]


def _rsa_numbers() -> Iterator[Case]:
    key = rsa()
    exponent, modulus = (int.from_bytes(part, "big") for part in strings(key.blob)[1:3])
    message = b"28"  # the first number whose signature begins with a zero byte, which may be left away
    made = strings(key.make(signed_data(message)))[1]
    assert made[0] == 0
    for what, value in {
        "full": made,
        "shortened": made[1:],
        "one byte more": b"\0" + made,
        "plus the modulus": (int.from_bytes(made, "big") + modulus).to_bytes(256, "big"),
        "empty": b"",
    }.items():
        blob = pack(key.blob, text(b"rsa-sha2-512") + text(value))
        yield replace(blob_case(f"rsa signature {what}", key, blob), message=message)
    made = key.make(signed_data(MESSAGE))
    for what, value in {
        "leading zeros": mpint(exponent, 2) + mpint(modulus, 1),
        "negative": mpint(exponent) + text(modulus.to_bytes(256, "big")),
        "swapped": mpint(modulus) + mpint(exponent),
        "too long": mpint(exponent) + mpint(modulus << 16_000),
        "zero": mpint(0) + mpint(0),
    }.items():
        yield blob_case(f"rsa key {what}", key, pack(text(b"ssh-rsa") + value, made))


def fido() -> Iterator[Case]:
    for name, make in {"sk-ed25519": ed25519, "sk-ecdsa": ecdsa}.items():
        number = 3 if name == "sk-ed25519" else 256
        for flags in (0, 1, 4, 5, 0x40, 0xFF):
            key = make(number, application=b"ssh:", flags=flags, counter=flags)
            yield Case(f"{name} flags {flags}", signature(key), listed(key))
        for application in (b"", b"ssh:work", b"ssh:\0", b"s\0sh:", "ssh:ü".encode()):
            key = make(number, application=application)
            yield Case(f"{name} application {application!r}", signature(key), listed(key))
        key, other = make(number, application=b"ssh:"), make(number, application=b"ssh:work")
        yield Case(f"{name} for another application", signature(key), listed(other))
        made = key.make(signed_data(MESSAGE))
        for what, about in {
            "flags": b"\0" + made[-4:],
            "counter": made[-5:-4] + b"\0\0\0\0",
            "short": made[-5:-1],
        }.items():
            yield blob_case(f"{name} other {what}", key, pack(key.blob, made[:-5] + about))
        for option in ("no-touch-required", "verify-required", 'no-touch-required,namespaces="*"'):
            yield Case(f"{name} {option}", signature(key), listed(key, option))
    yield Case("fido key as plain key", signature(SK_ED), listed(ed25519(3)))
    yield Case("plain key as fido key", signature(ed25519(3)), listed(SK_ED))
    yield Case("plain ecdsa as fido", signature(ecdsa(256)), listed(SK_ECDSA))
