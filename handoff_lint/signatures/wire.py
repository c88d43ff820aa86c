"""The bytes of SSH: strings with lengths (RFC 4251), base64 and armour, the signature object (PROTOCOL.sshsig)."""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import Self

LONGEST = 65_536
"""Characters of a signature's text; one by the largest RSA key that OpenSSH takes has under 6,000."""
MAGIC = b"SSHSIG"
VERSION = 1
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "\n-----END SSH SIGNATURE-----"
_BLANKS = dict.fromkeys(map(ord, " \t\n\v\f\r"))
_MOST_NUMBER_BYTES = 16_384 // 8


class Malformed(Exception):  # noqa: N818 - a verdict in the making, always caught in this package
    """Bytes that do not have the form that they should have; the message ends "…: it …" or "… it …"."""


class Unsupported(Exception):  # noqa: N818 - likewise
    """A kind of key or signature that sign-offs do not accept; the message is a whole sentence."""


class Reader:
    """Takes values off the front of some bytes; every method raises `Malformed` when they are not there."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next so many bytes."""
        end = self._at + count
        if end > len(self._data):
            raise Malformed("it ends too early")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def uint32(self) -> int:
        """A number of four bytes, the highest first."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """A length of four bytes and that many bytes."""
        return self.take(self.uint32())

    def name(self) -> bytes:
        """A string without NUL; one at its very end is dropped, as OpenSSH does."""
        value = self.string()
        value = value.removesuffix(b"\0")
        if b"\0" in value:
            raise Malformed("it has a zero byte inside a name")
        return value

    def number(self) -> int:
        """A non-negative number (mpint) of at most 16,384 bits; leading zeros are allowed."""
        value = self.string()
        if value[:1] >= b"\x80":
            raise Malformed("it has a negative number")
        if len(value) > _MOST_NUMBER_BYTES + (value[:1] == b"\0"):
            raise Malformed("it has a number that is too long")
        return int.from_bytes(value, "big")

    def end(self) -> None:
        """Make sure that nothing is left."""
        if self._at != len(self._data):
            raise Malformed("something follows after its end")


def string(value: bytes) -> bytes:
    """A string as SSH writes it: its length in four bytes, then itself."""
    return struct.pack(">I", len(value)) + value


def number(value: int) -> bytes:
    """A non-negative number as SSH writes it (mpint): the fewest bytes whose top bit is not set."""
    return string(value.to_bytes(value.bit_length() // 8 + 1, "big") if value else b"")


@dataclass(frozen=True, slots=True)
class SignatureObject:
    """What an SSHSIG says, unjudged.

    Attributes:
        key: the public key that it claims to be made with, as SSH writes it.
        namespace: what it may be used for.
        hash: name of the function that the message was hashed with.
        signature: the name of the algorithm and what it made.

    """

    key: bytes
    namespace: bytes
    hash: bytes
    signature: bytes

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read it.

        Raises:
            Malformed: it is no SSHSIG.
            Unsupported: it has a newer version.

        """
        reader = Reader(data)
        if reader.take(len(MAGIC)) != MAGIC:
            raise Malformed("it is something else than an SSH signature")
        version = reader.uint32()
        if version > VERSION:
            raise Unsupported(f"The signature has version {version} of its format, and only {VERSION} is known.")
        key, namespace = reader.string(), reader.name()
        reader.string()  # reserved: signed as empty, whatever stands here
        parsed = cls(key, namespace, reader.name(), reader.string())
        reader.end()
        return parsed

    def signed(self, digest: bytes) -> bytes:
        """The bytes that the key signs, given the digest of the message by `hash`."""
        return MAGIC + b"".join(map(string, (self.namespace, b"", self.hash, digest)))


def unarmoured(text: str) -> bytes:
    """The bytes of a signature: one line of base64 as `sig:` holds it, or with the armour of `ssh-keygen`.

    Raises:
        Malformed: it is too long, or neither of them.

    """
    if len(text) > LONGEST:
        raise Malformed(f"it is longer than {LONGEST:,} characters")
    if text.startswith("-----"):
        text = _armour_taken_off(text)
    return from_base64(text)


def _armour_taken_off(text: str) -> str:
    body = text.removeprefix(_BEGIN)
    if body == text or not body.startswith(("\n", "\r\n")):
        raise Malformed("its first line is not that of an SSH signature")
    inner, end, _ = body.removeprefix("\r").removeprefix("\n").partition(_END)
    if not end:
        raise Malformed("its last line is missing")
    return inner


def from_base64(text: str) -> bytes:
    """Bytes from base64, blanks anywhere; padding must be there and unused bits zero.

    Raises:
        Malformed: it is empty or not base64.

    """
    dense = text.translate(_BLANKS)
    try:
        data = base64.b64decode(dense, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("it is not base64, or a part of it is missing") from None
    if not data or base64.b64encode(data).decode() != dense:
        raise Malformed("it is not base64, or a part of it is missing")
    return data
