from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint.signatures import keys
from handoff_lint.signatures.wire import Malformed, Unsupported
from tests.signatures.material import ED, KEYS, ecdsa, ed25519, mpint, rsa, run_tool, text

SMALL_ORDER = (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
)


@pytest.mark.parametrize("name", KEYS)
def test_the_fingerprint_is_that_of_ssh_keygen(name: str, tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text(KEYS[name].line + "\n")
    shown = run_tool("ssh-keygen", "-l", "-f", str(tmp_path / "key.pub")).stdout.decode().split()[1]
    key = keys.from_words(*KEYS[name].line.split())
    assert key.fingerprint == shown
    assert key.line == KEYS[name].line


def test_one_key_written_in_two_ways_is_one_key() -> None:
    plain = keys.from_blob(rsa().blob)
    exponent, modulus = 65_537, int.from_bytes(rsa().blob[-256:], "big")
    longer = keys.from_blob(text(b"rsa-sha2-256") + mpint(exponent, 3) + mpint(modulus, 1))
    assert longer == plain
    assert longer.fingerprint == plain.fingerprint
    assert keys.from_blob(ed25519(2).blob) != keys.from_blob(ED.blob)


def test_a_fido_key_is_another_key_for_another_application() -> None:
    one, other = (keys.from_blob(ed25519(3, application=name).blob) for name in (b"ssh:", b"ssh:work"))
    assert one != other
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_point_that_anybody_can_sign_with_is_refused(point: str) -> None:
    with pytest.raises(Unsupported, match=r"^The key is so weak that anybody could sign with it\.$"):
        keys.from_blob(text(b"ssh-ed25519") + text(bytes.fromhex(point)))


@pytest.mark.parametrize(
    ("blob", "why"),
    [
        (rsa(1016).blob, "The RSA key has 1016 bits; fewer than 1024 are too weak."),
        (rsa(exponent=1).blob, "The RSA key has numbers that no safe key has."),
        (text(b"ssh-rsa") + mpint(4) + mpint(2**2047 + 1), "The RSA key has numbers that no safe key has."),
        (text(b"ssh-dss"), "The key's type (ssh-dss) is not accepted; ssh-ed25519 is a good choice."),
        (text(b"ED25519"), "The key's type (ED25519) is not accepted; ssh-ed25519 is a good choice."),
        (text(b""), "The key's type (unknown) is not accepted; ssh-ed25519 is a good choice."),
        (text(b"\x1b[2J"), "The key's type (unknown) is not accepted; ssh-ed25519 is a good choice."),
        (text(b"ssh-ed25519-cert-v01@openssh.com"), "The key is a certificate; a plain key is needed."),
    ],
)
def test_keys_that_are_not_accepted(blob: bytes, why: str) -> None:
    with pytest.raises(Unsupported) as caught:
        keys.from_blob(blob)
    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("blob", "why"),
    [
        (text(b"ssh-ed25519") + text(b"\1" * 31), "the key has the wrong length"),
        (ED.blob + b"\0", "something follows after its end"),
        (text(b"ecdsa-sha2-nistp256") + text(b"nistp384"), "the key names another curve than its type"),
        (ecdsa().blob[:-1] + b"\0", "the key is not on its curve"),
        (text(b"ecdsa-sha2-nistp256") + text(b"nistp256") + text(b"\2" + b"\1" * 32), "the key is not written in full"),
    ],
)
def test_bytes_that_are_no_key(blob: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=f"^{why}$"):
        keys.from_blob(blob)


def test_a_key_under_another_name_is_none() -> None:
    with pytest.raises(Malformed, match=r"^it is called ssh-rsa, but is of type ssh-ed25519$"):
        keys.from_words("rsa-sha2-512", ED.line.split()[1])


@pytest.mark.parametrize("bits", [256, 384, 521])
def test_every_curve_has_its_own_hash(bits: int) -> None:
    key, software = keys.from_blob(ecdsa(bits).blob), ecdsa(bits)
    assert key.check(software.make(b"data"), b"data")
    assert not key.check(software.make(b"data"), b"date")


@pytest.mark.parametrize("exponent", [5, 17, 2**64 + 13])
def test_rsa_with_other_odd_exponents(exponent: int) -> None:
    software = rsa(1024, "rsa-sha2-256", exponent)
    assert keys.from_blob(software.blob).check(software.make(b"data"), b"data")
