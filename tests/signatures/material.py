"""Keys in software and the signatures that they make, the same on every run, in every shape that a test needs.

`ssh-keygen` cannot make the keys of FIDO devices without the device, nor wrong signatures, so the bytes are put
together here, apart from the code under test.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import struct
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAMESPACE = "handoff-signoff@example.com"
PERSON = "yuki.farrow"
MESSAGE = b'{"predicate":{"gate":"quality"}}'
WEBAUTHN = b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com"

_PRIMES = {
    "P512": (
        "F59533B785FED0C0B28ABE32261DF640ABC6E62E337E47080FAE5EB3878DA3FD4359F9049C0940935541E317141C26A3"
        "9E6890654F9BD204B23E93B5499DCAFF"
    ),
    "Q512": (
        "D52C49FB0415E7A9F107A6D3DCB4FBB85D9E87EEE526820CA51D9FCC0435DD0F383134642474A70EA00452CCAF694A33"
        "F77E449BE0F74EDBAB49B53258AE5A75"
    ),
    "Q504": (
        "D4E7619F2546552D2F9272505E4E58417F707B6165903275AA34FF04DDBB3C78BFC6C7B0835C40F7B4963D1A02107D68"
        "D1C05EB0975B334BFABFCBE9EEFED7"
    ),
    "P1024": (
        "CBC8FBECA4ED76C5A53358AFF264224CF660F8051F78A1B46C13CAA9AD39E5ACB894BF54D545E5D98555B98E5E47CDEB"
        "5C7EC85FF3049489312ECF5B78A775D28C85C88B0CBBC139F8C7717CE70E7A9C00DA61613CE589BA33DA086C02409424"
        "E89CC5EF108C1F4987E8EBB4142B8A67AB0D695C8C199BDC8284E8A08101B581"
    ),
    "Q1024": (
        "E9C10E8B4033078B4D0ADA3EDB8D687312A7FCF91D00977335CEA7A337D8CAD824C8F3CE3F3404D7D751F980392541E1"
        "526003FBDC70AB1094F71C6326DEAB8C37DF6BA8CDECC6EC33728CD8B538AB8742E45538FB65271A302B9109D89B2D54"
        "9B2EB138E60AFBAAFB8B863A42F5C7C3A4003AEF30C32B27BB86756423055D45"
    ),
}
_P512, _Q512, _Q504, _P1024, _Q1024 = (int(digits, 16) for digits in _PRIMES.values())
_DIGEST_INFO = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


def text(value: bytes) -> bytes:
    """A string of SSH."""
    return struct.pack(">I", len(value)) + value


def mpint(value: int, zeros: int = 0) -> bytes:
    """A number of SSH, with more leading zeros than it needs if asked for."""
    return text(b"\0" * zeros + value.to_bytes(value.bit_length() // 8 + 1, "big"))


@dataclass(frozen=True)
class Software:
    """A key pair: the public key's type and bytes, and what makes the signature field of an SSHSIG from data."""

    type: str
    blob: bytes
    make: Callable[[bytes], bytes]

    @property
    def line(self) -> str:
        """As in a `.pub` file, without comment."""
        return f"{self.type} {base64.b64encode(self.blob).decode()}"


def ed25519(seed: int = 1, *, application: bytes | None = None, flags: int = 1, counter: int = 7) -> Software:
    """An Ed25519 key; a FIDO one with an application."""
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    point = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    kind = b"ssh-ed25519" if application is None else b"sk-ssh-ed25519@openssh.com"
    tail = b"" if application is None else text(application)

    def make(data: bytes) -> bytes:
        if application is None:
            return text(kind) + text(private.sign(data))
        about = struct.pack(">BI", flags, counter)
        return text(kind) + text(private.sign(fido(application, about, data))) + about

    return Software(kind.decode(), text(kind) + text(point) + tail, make)


def fido(application: bytes, about: bytes, data: bytes) -> bytes:
    """What a FIDO device signs for SSH (PROTOCOL.u2f)."""
    return hashlib.sha256(application.rstrip(b"\0")).digest() + about + hashlib.sha256(data).digest()


_ECDSA: dict[int, tuple[ec.EllipticCurve, hashes.HashAlgorithm]] = {
    256: (ec.SECP256R1(), hashes.SHA256()),
    384: (ec.SECP384R1(), hashes.SHA384()),
    521: (ec.SECP521R1(), hashes.SHA512()),
}
ORDERS = {
    256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    384: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    521: int(
        "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA"
        "51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409",
        16,
    ),
}


def ecdsa(bits: int = 256, *, application: bytes | None = None, flags: int = 1, counter: int = 7) -> Software:
    """An ECDSA key; a FIDO one with an application."""
    curve, digest = _ECDSA[bits]
    private = ec.derive_private_key(1_000_003 + bits, curve)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    kind = f"ecdsa-sha2-nistp{bits}".encode() if application is None else b"sk-ecdsa-sha2-nistp256@openssh.com"
    tail = b"" if application is None else text(application)

    def make(data: bytes) -> bytes:
        about = b"" if application is None else struct.pack(">BI", flags, counter)
        signed = data if application is None else fido(application, about, data)
        made = private.sign(signed, ec.ECDSA(digest, deterministic_signing=True))
        r, s = utils.decode_dss_signature(made)
        return text(kind) + text(mpint(r) + mpint(s)) + about

    blob = text(kind) + text(f"nistp{bits}".encode()) + text(point) + tail
    return Software(kind.decode(), blob, make)


def webauthn(data: bytes, application: bytes, origin: bytes = b"https://example.com") -> bytes:
    """The signature field that a web browser's FIDO signature gets."""
    private = ec.derive_private_key(1_000_003 + 256, ec.SECP256R1())
    challenge = base64.urlsafe_b64encode(data).rstrip(b"=")
    wrapper = b'{"type":"webauthn.get","challenge":"' + challenge + b'","origin":"' + origin + b'"}'
    about = struct.pack(">BI", 1, 7)
    signed = hashlib.sha256(application).digest() + about + hashlib.sha256(wrapper).digest()
    r, s = utils.decode_dss_signature(private.sign(signed, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return text(WEBAUTHN) + text(mpint(r) + mpint(s)) + about + text(origin) + text(wrapper) + text(b"")


def rsa(bits: int = 2048, algorithm: str = "rsa-sha2-512", exponent: int = 65_537) -> Software:
    """An RSA key that signs with one algorithm; by hand, so that weak keys and SHA-1 can be had too."""
    p, q = {2048: (_P1024, _Q1024), 1024: (_P512, _Q512), 1016: (_P512, _Q504)}[bits]
    modulus = p * q

    def make(data: bytes) -> bytes:
        return text(algorithm.encode()) + text(rsa_signature(data, p, q, algorithm, exponent))

    blob = text(b"ssh-rsa") + mpint(exponent) + mpint(modulus)
    return Software("ssh-rsa", blob, make)


def rsa_signature(data: bytes, p: int, q: int, algorithm: str, exponent: int) -> bytes:
    """PKCS #1 v1.5."""
    name = {"rsa-sha2-256": "sha256", "rsa-sha2-512": "sha512", "ssh-rsa": "sha1"}[algorithm]
    info = _DIGEST_INFO[name] + hashlib.new(name, data).digest()
    length = ((p * q).bit_length() + 7) // 8
    padded = b"\0\1" + b"\xff" * (length - 3 - len(info)) + b"\0" + info
    private = 1 if exponent == 1 else pow(exponent, -1, (p - 1) * (q - 1))
    return pow(int.from_bytes(padded, "big"), private, p * q).to_bytes(length, "big")


ED, ED_OTHER = ed25519(1), ed25519(2)
SK_ED, SK_ECDSA = ed25519(3, application=b"ssh:"), ecdsa(application=b"ssh:")
KEYS = {
    "ed25519": ED,
    "ecdsa-256": ecdsa(256),
    "ecdsa-384": ecdsa(384),
    "ecdsa-521": ecdsa(521),
    "rsa-512": rsa(2048, "rsa-sha2-512"),
    "rsa-256": rsa(1024, "rsa-sha2-256"),
    "sk-ed25519": SK_ED,
    "sk-ecdsa": SK_ECDSA,
}


def signed_data(message: bytes, namespace: bytes = NAMESPACE.encode(), function: str = "sha512") -> bytes:
    """What a key signs."""
    digest = hashlib.new(function, message).digest()
    return b"SSHSIG" + text(namespace) + text(b"") + text(function.encode()) + text(digest)


def pack(
    key: bytes,
    signature: bytes,
    *,
    namespace: bytes = NAMESPACE.encode(),
    version: int = 1,
    reserved: bytes = b"",
    function: bytes = b"sha512",
    tail: bytes = b"",
) -> bytes:
    """An SSHSIG from its fields, whether they fit together or not."""
    fields = (key, namespace, reserved, function, signature)
    return b"SSHSIG" + struct.pack(">I", version) + b"".join(map(text, fields)) + tail


def one_line(blob: bytes) -> str:
    """As `sig:` holds it."""
    return base64.b64encode(blob).decode()


def signature(key: Software, message: bytes = MESSAGE, function: str = "sha512") -> str:
    """An honest signature."""
    made = key.make(signed_data(message, function=function))
    return one_line(pack(key.blob, made, function=function.encode()))


def listed(key: Software, options: str = "", person: str = PERSON) -> bytes:
    """One line of allowed_signers."""
    return f"{person} {options}{' ' if options else ''}{key.line}\n".encode()


def tool(name: str) -> str:
    """Where a program of OpenSSH lies; without it these tests say nothing, so they fail."""
    found = shutil.which(name)
    assert found, f"{name} is missing: install OpenSSH (Debian, Ubuntu: apt-get install openssh-client)"
    return found


def run_tool(
    *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program of OpenSSH to its end."""
    command: Sequence[str] = [tool(arguments[0]), *arguments[1:]]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, env=env)


def make_key(path: Path, *, passphrase: str = "", kind: str = "ed25519") -> Path:
    """A key file by the real ssh-keygen, its public half beside it."""
    done = run_tool("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "comment", "-f", str(path))
    assert done.returncode == 0, done.stderr.decode()
    return path
