"""Public keys of SSH and what each kind of them signs (RFC 8709, 5656, 8332, PROTOCOL.u2f)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handoff_lint.signatures.wire import Malformed, Reader, Unsupported, from_base64, number, string

ED25519, RSA = "ssh-ed25519", "ssh-rsa"
SK_ED25519, SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
_CURVES: dict[str, tuple[str, ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "ecdsa-sha2-nistp256": ("nistp256", ec.SECP256R1(), hashes.SHA256()),
    "ecdsa-sha2-nistp384": ("nistp384", ec.SECP384R1(), hashes.SHA384()),
    "ecdsa-sha2-nistp521": ("nistp521", ec.SECP521R1(), hashes.SHA512()),
    SK_ECDSA: ("nistp256", ec.SECP256R1(), hashes.SHA256()),
}
_RSA_SIGNATURES: dict[str, hashes.HashAlgorithm] = {"rsa-sha2-256": hashes.SHA256(), "rsa-sha2-512": hashes.SHA512()}
_TYPES = {name: name for name in (ED25519, SK_ED25519, RSA, *_CURVES)} | dict.fromkeys(_RSA_SIGNATURES, RSA)
"""The names that OpenSSH takes for a type of key → the type: an RSA key may be called after its signatures."""
_FEWEST_RSA_BITS = 1024
"""SSH_RSA_MINIMUM_MODULUS_SIZE of OpenSSH."""
_UNCOMPRESSED = b"\x04"
_ED25519_SIGNATURE_BYTES = 64
_ED25519_PRIME = 2**255 - 19
_Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset({0, 1, _ED25519_PRIME - 1, _Y_OF_ORDER_8, _ED25519_PRIME - _Y_OF_ORDER_8})
"""y of the eight points with which signatures can be made for any message without a private key."""

_Material = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey


@dataclass(frozen=True)
class PublicKey:
    """A public key; two are equal when they are the same key, however it was written.

    Attributes:
        type: `ssh-ed25519` and so on, by its full name.
        blob: the key as SSH writes it.
        application: what a FIDO key was made for, usually `ssh:`; empty for others.

    """

    type: str
    blob: bytes
    application: bytes = field(repr=False, compare=False)
    material: _Material = field(repr=False, compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """`SHA256:…`, as `ssh-keygen -l` shows it."""
        return fingerprint(self.blob)

    @property
    def line(self) -> str:
        """Type and base64, as a `.pub` file holds them, without comment."""
        return f"{self.type} {base64.b64encode(self.blob).decode()}"

    def check(self, signature: bytes, data: bytes) -> bool:
        """Whether it made a signature (name of the algorithm and what it made) over some bytes.

        Raises:
            Malformed: the signature does not have the form that this kind of key gives it.
            Unsupported: another algorithm than the accepted ones, such as RSA with SHA-1.

        """
        reader = Reader(signature)
        algorithm = _text(reader.name())
        if self.type == RSA:
            return self._rsa(algorithm, reader, data)
        if algorithm.startswith("webauthn-") and self.type == SK_ECDSA:
            raise Unsupported("The signature is one of a web browser (WebAuthn), which is not accepted.")
        if algorithm != self.type:
            raise Malformed("it says another algorithm than its key has")
        made = reader.string()
        if self.type in (SK_ED25519, SK_ECDSA):
            flags_and_counter = reader.take(5)
            application, message = (hashlib.sha256(part).digest() for part in (self.application, data))
            data = application + flags_and_counter + message
        reader.end()
        return self._ecdsa(made, data) if self.type in _CURVES else self._ed25519(made, data)

    def _ed25519(self, made: bytes, data: bytes) -> bool:
        assert isinstance(self.material, Ed25519PublicKey)
        if len(made) != _ED25519_SIGNATURE_BYTES:
            raise Malformed("it has another length than its key gives it")
        try:
            self.material.verify(made, data)
        except InvalidSignature:
            return False
        return True

    def _ecdsa(self, made: bytes, data: bytes) -> bool:
        assert isinstance(self.material, ec.EllipticCurvePublicKey)
        reader = Reader(made)
        pair = utils.encode_dss_signature(reader.number(), reader.number())
        reader.end()
        try:
            self.material.verify(pair, data, ec.ECDSA(_CURVES[self.type][2]))
        except InvalidSignature:
            return False
        return True

    def _rsa(self, algorithm: str, reader: Reader, data: bytes) -> bool:
        assert isinstance(self.material, rsa.RSAPublicKey)
        if algorithm not in _RSA_SIGNATURES:
            what = "with SHA-1, which can be forged" if algorithm == RSA else "of an unknown kind"
            raise Unsupported(f"The signature is one by an RSA key {what}; rsa-sha2-256 and rsa-sha2-512 are accepted.")
        made = reader.string()
        reader.end()
        length = (self.material.key_size + 7) // 8
        if len(made) > length:
            raise Malformed("it has another length than its key gives it")
        # OpenSSH fills up what some signers shorten: numbers that happen to begin with zeros.
        try:
            self.material.verify(made.rjust(length, b"\0"), data, padding.PKCS1v15(), _RSA_SIGNATURES[algorithm])
        except InvalidSignature:
            return False
        return True


def fingerprint(blob: bytes) -> str:
    """`SHA256:…` of a key as SSH writes it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


@lru_cache(maxsize=256)
def from_blob(blob: bytes) -> PublicKey:
    """A public key from the bytes that SSH writes.

    Raises:
        Malformed: they are no key.
        Unsupported: a kind of key, or one so weak, that sign-offs do not accept.

    """
    reader = Reader(blob)
    written = _text(reader.name())
    kind = type_of(written)
    if kind in _CURVES:
        return _elliptic(kind, reader)
    return _rsa_key(reader) if kind == RSA else _edwards(kind, reader)


def from_words(kind: str, encoded: str) -> PublicKey:
    """A public key from the two words of a `.pub` file: its type and base64.

    Raises:
        Malformed: they are no key, or the type is not that of the key.
        Unsupported: a kind of key, or one so weak, that sign-offs do not accept.

    """
    expected = type_of(kind)
    key = from_blob(from_base64(encoded))
    if key.type != expected:
        raise Malformed(f"it is called {expected}, but is of type {key.type}")
    return key


def is_known(name: str) -> bool:
    """Whether a word is the name of a type of key that is accepted."""
    return name in _TYPES


def type_of(name: str) -> str:
    """The type of key that a name stands for; `Unsupported` for all that is not accepted."""
    if name in _TYPES:
        return _TYPES[name]
    if "-cert-v0" in name:
        raise Unsupported("The key is a certificate; a plain key is needed.")
    shown = name if name.isprintable() and 0 < len(name) <= 50 else "unknown"
    raise Unsupported(f"The key's type ({shown}) is not accepted; ssh-ed25519 is a good choice.")


def _text(name: bytes) -> str:
    return name.decode("ascii", "backslashreplace")


def _edwards(kind: str, reader: Reader) -> PublicKey:
    point = reader.string()
    application = reader.name() if kind == SK_ED25519 else b""
    reader.end()
    try:
        material = Ed25519PublicKey.from_public_bytes(point)
    except ValueError:
        raise Malformed("the key has the wrong length") from None
    if (int.from_bytes(point, "little") & (2**255 - 1)) % _ED25519_PRIME in _SMALL_ORDER:
        raise Unsupported("The key is so weak that anybody could sign with it.")
    tail = string(application) if kind == SK_ED25519 else b""
    return PublicKey(kind, string(kind.encode()) + string(point) + tail, application, material)


def _elliptic(kind: str, reader: Reader) -> PublicKey:
    name, curve, _ = _CURVES[kind]
    if _text(reader.name()) != name:
        raise Malformed("the key names another curve than its type")
    point = reader.string()
    application = reader.name() if kind == SK_ECDSA else b""
    reader.end()
    if not point.startswith(_UNCOMPRESSED):
        raise Malformed("the key is not written in full")
    try:
        material = ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    except ValueError:
        raise Malformed("the key is not on its curve") from None
    tail = string(application) if kind == SK_ECDSA else b""
    blob = string(kind.encode()) + string(name.encode()) + string(point) + tail
    return PublicKey(kind, blob, application, material)


def _rsa_key(reader: Reader) -> PublicKey:
    exponent, modulus = reader.number(), reader.number()
    reader.end()
    if modulus.bit_length() < _FEWEST_RSA_BITS:
        raise Unsupported(f"The RSA key has {modulus.bit_length()} bits; fewer than {_FEWEST_RSA_BITS} are too weak.")
    try:
        material = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        raise Unsupported("The RSA key has numbers that no safe key has.") from None
    return PublicKey(RSA, string(RSA.encode()) + number(exponent) + number(modulus), b"", material)
