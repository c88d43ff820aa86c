"""Signatures whose bytes, fields, names or base64 are not as they should be."""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Iterator
from dataclasses import replace

from tests.signatures.case import HONEST, Case, blob_case, strings
from tests.signatures.material import (
    ED,
    ED_OTHER,
    KEYS,
    MESSAGE,
    NAMESPACE,
    listed,
    one_line,
    pack,
    rsa,
    signature,
    signed_data,
    text,
)


def by_key() -> Iterator[Case]:
    for name, key in KEYS.items():
        for function in ("sha256", "sha512"):
            made = signature(key, function=function)
            honest = Case(f"{name} {function}", made, listed(key))
            yield honest
            yield replace(honest, name=f"{honest.name} other message", message=MESSAGE + b" ")
            yield replace(honest, name=f"{honest.name} other namespace", namespace="file")
            yield replace(honest, name=f"{honest.name} other person", person="yuki.farro")
            yield replace(honest, name=f"{honest.name} other key listed", allowed=listed(ED_OTHER))
    for bits in (1024, 2048):
        for algorithm in ("rsa-sha2-256", "rsa-sha2-512", "ssh-rsa"):
            key = rsa(bits, algorithm)
            yield Case(f"rsa {bits} {algorithm}", signature(key), listed(key))
    weak = rsa(1016)
    yield Case("rsa of 1016 bits", signature(weak), listed(weak))


def bits() -> Iterator[Case]:
    chance = random.Random(20260805)  # noqa: S311 - the same spoilt bytes on every run
    for name, key in KEYS.items():
        blob = base64.b64decode(signature(key))
        for turn in range(22):
            at, bit = chance.randrange(len(blob)), 1 << chance.randrange(8)
            yield blob_case(f"{name} bit {turn}", key, blob[:at] + bytes([blob[at] ^ bit]) + blob[at + 1 :])
        for turn in range(4):
            yield blob_case(f"{name} cut {turn}", key, blob[: chance.randrange(len(blob))])
        for turn in range(4):
            at = chance.randrange(len(blob))
            yield blob_case(f"{name} grown {turn}", key, blob[:at] + bytes([chance.randrange(256)]) + blob[at:])
        for turn in range(3):
            at = chance.randrange(6, len(blob) - 4)
            length = struct.pack(">I", chance.choice((0, 1, 64, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)))
            yield blob_case(f"{name} length {turn}", key, blob[:at] + length + blob[at + 4 :])


def fields() -> Iterator[Case]:
    for name, key in KEYS.items():
        made = key.make(signed_data(MESSAGE))
        namespace = NAMESPACE.encode()
        blobs = {
            "version 0": pack(key.blob, made, version=0),
            "version 2": pack(key.blob, made, version=2),
            "reserved": pack(key.blob, made, reserved=b"kept free"),
            "tail": pack(key.blob, made, tail=b"\0"),
            "namespace NUL": pack(key.blob, made, namespace=namespace + b"\0"),
            "namespace two NUL": pack(key.blob, made, namespace=namespace + b"\0\0"),
            "namespace cut by NUL": pack(key.blob, made, namespace=namespace + b"\0x"),
            "namespace empty": pack(key.blob, made, namespace=b""),
            "hash NUL": pack(key.blob, made, function=b"sha512\0"),
            "hash upper case": pack(key.blob, made, function=b"SHA512"),
            "hash not the signed": pack(key.blob, made, function=b"sha256"),
            "hash sha384": pack(key.blob, made, function=b"sha384"),
            "hash empty": pack(key.blob, made, function=b""),
            "key of another": pack(ED_OTHER.blob, made),
            "key tail": pack(key.blob + b"\0", made),
            "key empty": pack(b"", made),
            "signature empty": pack(key.blob, b""),
            "signature tail": pack(key.blob, made + b"\0"),
            "signature without what": pack(key.blob, text(b"ssh-ed25519")),
        }
        for what, blob in blobs.items():
            yield blob_case(f"{name} {what}", key, blob)
        upper = signed_data(MESSAGE).replace(b"sha512", b"SHA512")
        yield blob_case(f"{name} hash signed in upper case", key, pack(key.blob, key.make(upper), function=b"SHA512"))
        for reserved in (b"kept free", b"\0"):
            blob = pack(key.blob, key.make(_signed_with(reserved)), reserved=reserved)
            yield blob_case(f"{name} reserved signed {reserved!r}", key, blob)


def algorithms() -> Iterator[Case]:
    names = (
        b"ssh-ed25519 ssh-ed25519\0 ssh-rsa rsa-sha2-256 rsa-sha2-512 rsa-sha2-512\0 RSA-SHA2-512 ecdsa-sha2-nistp256 "
        b"ecdsa-sha2-nistp384 sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com"
    ).split()
    for name, key in KEYS.items():
        made = key.make(signed_data(MESSAGE))
        old = strings(made)[0]
        for other in dict.fromkeys((*names, old + b"\0", old + b"x", b"")):
            swapped = text(other) + made[4 + len(old) :]
            yield blob_case(f"{name} signature called {other!r}", key, pack(key.blob, swapped))
        kind = strings(key.blob)[0]
        for other in (kind + b"\0", kind + b"\0\0", b"ssh-ed25518", b"rsa-sha2-256", b"rsa-sha2-512", b"ssh-rsa"):
            swapped = text(other) + key.blob[4 + len(kind) :]
            yield blob_case(f"{name} key called {other!r}", key, pack(swapped, made))


def in_base64() -> Iterator[Case]:
    made = ED.make(signed_data(MESSAGE))
    good, longer = (one_line(pack(ED.blob, made, reserved=kept)) for kept in (b"", b"12"))
    assert good.endswith("=")
    assert not good.endswith("==")
    assert longer.endswith("==")
    written = {
        "as it is": good,
        "two signs": longer,
        "no padding": good.rstrip("="),
        "no padding of two": longer.rstrip("="),
        "one of two": longer[:-1],
        "too much": good + "=",
        "far too much": longer + "==",
        "blank before padding": good[:-1] + " =",
        "blank between padding": longer[:-1] + " =",
        "blank after": good + " \t",
        "blanks": " ".join(good[at : at + 10] for at in range(0, len(good), 10)),
        "tabs, returns": good[:20] + "\t\v\f\r" + good[20:],
        "lines of 70": "\n".join(good[at : at + 70] for at in range(0, len(good), 70)),
        "something after": good + "A",
        "sign inside": good[:40] + "=" + good[40:],
        "padding inside": good[:40] + "==" + good[40:],
        "a star": good[:40] + "*" + good[40:],
        "url alphabet": good.replace("/", "_").replace("+", "-"),
        "one letter less": good[:-2],
        "one letter more": good[:40] + "A" + good[40:],
        "unused bits": good[:-2] + chr(ord(good[-2]) + 1) + "=",
        "unused bits of two": longer[:-3] + chr(ord(longer[-3]) + 1) + "==",
        "hyphen": good[:10] + "-" + good[10:],
        "not ascii": good[:10] + "é" + good[10:],
        "twice": good + good,
        "blank line first": "\n" + good,
    }
    for what, value in written.items():
        yield replace(HONEST, name=f"base64 {what}", signature=value)
    wrapped = f"-----BEGIN SSH SIGNATURE-----\n{good}\n-----END SSH SIGNATURE-----"
    armoured = {
        "plain": wrapped,
        "with what follows": wrapped + "\nanything",
        "no end": wrapped.removesuffix("-----END SSH SIGNATURE-----"),
        "end on the same line": wrapped.replace("\n-----END", "-----END"),
        "other begin": wrapped.replace("SSH SIGNATURE", "PGP SIGNATURE"),
        "begin without line end": wrapped.replace("-----\n", "-----", 1),
        "blank before": " " + wrapped,
        "twice": wrapped + "\n" + wrapped,
        "nothing inside": "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----",
    }
    for what, value in armoured.items():
        yield replace(HONEST, name=f"armour {what}", signature=value)


def _signed_with(reserved: bytes) -> bytes:
    """Data whose reserved field is not empty: no signature over it is good."""
    start = b"SSHSIG" + text(NAMESPACE.encode())
    return start + text(reserved) + signed_data(MESSAGE)[len(start) + 4 :]
