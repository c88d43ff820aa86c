from __future__ import annotations

import base64

import pytest

from handoff_lint.signatures.wire import (
    LONGEST,
    Malformed,
    Reader,
    SignatureObject,
    Unsupported,
    from_base64,
    number,
    string,
    unarmoured,
)
from tests.signatures.material import ED, MESSAGE, NAMESPACE, pack, signature, signed_data


def test_values_come_off_the_front_in_order() -> None:
    reader = Reader(b"\0\0\0\3abc" + b"\0\0\0\2\1\2" + b"\0\0\1\0" + b"xy" + b"\0\0\0\4key\0")
    assert (reader.string(), reader.number(), reader.uint32(), reader.take(2)) == (b"abc", 258, 256, b"xy")
    assert reader.name() == b"key"
    reader.end()


@pytest.mark.parametrize(
    ("data", "read", "why"),
    [
        (b"\0\0\0", "uint32", "it ends too early"),
        (b"\0\0\0\4abc", "string", "it ends too early"),
        (b"\xff\xff\xff\xffabc", "string", "it ends too early"),
        (b"\0\0\0\3a\0b", "name", "it has a zero byte inside a name"),
        (b"\0\0\0\3a\0\0", "name", "it has a zero byte inside a name"),
        (b"\0\0\0\1\x80", "number", "it has a negative number"),
        (string(b"\1" * 2049), "number", "it has a number that is too long"),
        (string(b"\0" * 2050), "number", "it has a number that is too long"),
        (b"x", "end", "something follows after its end"),
    ],
)
def test_what_is_not_there_is_malformed(data: bytes, read: str, why: str) -> None:
    with pytest.raises(Malformed, match=f"^{why}$"):
        getattr(Reader(data), read)()


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, b"\0\0\0\0"), (1, b"\0\0\0\1\1"), (127, b"\0\0\0\1\x7f"), (128, b"\0\0\0\2\0\x80"), (256, b"\0\0\0\2\1\0")],
)
def test_numbers_as_rfc_4251_writes_them(value: int, written: bytes) -> None:
    assert number(value) == written
    assert Reader(written).number() == value


def test_the_longest_number_is_the_largest_of_openssh() -> None:
    assert Reader(number(2**16_384 - 1)).number() == 2**16_384 - 1


def test_a_signature_object_is_read_and_says_what_was_signed() -> None:
    made = ED.make(signed_data(MESSAGE))
    parsed = SignatureObject.parse(pack(ED.blob, made))
    assert parsed == SignatureObject(ED.blob, NAMESPACE.encode(), b"sha512", made)
    assert parsed.signed(b"digest") == b"SSHSIG" + b"".join(
        map(string, (NAMESPACE.encode(), b"", b"sha512", b"digest"))
    )


def test_other_objects_are_refused() -> None:
    with pytest.raises(Malformed, match=r"^it is something else than an SSH signature$"):
        SignatureObject.parse(b"SSHSIH\0\0\0\1")
    with pytest.raises(Unsupported, match=r"^The signature has version 2 of its format, and only 1 is known\.$"):
        SignatureObject.parse(b"SSHSIG\0\0\0\2")


def test_armour_comes_off_with_either_line_end() -> None:
    plain = signature(ED)
    lines = ["-----BEGIN SSH SIGNATURE-----", plain[:70], plain[70:], "-----END SSH SIGNATURE-----", ""]
    assert plain.startswith("U1NIU0lH")
    for end in ("\n", "\r\n"):
        assert unarmoured(end.join(lines)) == unarmoured(plain) == base64.b64decode(plain)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-----BEGIN PGP SIGNATURE-----\nAAAA\n", "its first line is not that of an SSH signature"),
        ("-----BEGIN SSH SIGNATURE-----AAAA\n", "its first line is not that of an SSH signature"),
        ("-----BEGIN SSH SIGNATURE-----\nAAAA\n", "its last line is missing"),
        ("A" * (LONGEST + 1), "it is longer than 65,536 characters"),
    ],
)
def test_other_text_is_malformed(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=f"^{why}$"):
        unarmoured(text)


@pytest.mark.parametrize("text", ["", "  ", "A", "AB==", "AAB=", "AAA", "AA==AA==", "A*AA", "ÄAAA", "AA\0A"])
def test_other_than_whole_base64_is_malformed(text: str) -> None:
    with pytest.raises(Malformed, match=r"^it is not base64, or a part of it is missing$"):
        from_base64(text)
