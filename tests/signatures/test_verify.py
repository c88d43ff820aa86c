from __future__ import annotations

import base64
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff_lint.signatures import allowed_signers, keys, revoked
from handoff_lint.signatures.verdicts import Verdict, Verification
from handoff_lint.signatures.verify import is_made_by, verify
from tests.signatures.material import (
    ED,
    ED_OTHER,
    KEYS,
    MESSAGE,
    NAMESPACE,
    PERSON,
    SK_ECDSA,
    Software,
    listed,
    one_line,
    pack,
    rsa,
    signature,
    signed_data,
    text,
    webauthn,
)

NOW = datetime.datetime(2026, 8, 5, 10, 12, tzinfo=datetime.UTC)
PRINT = keys.from_blob(ED.blob).fingerprint
ORDER = 2**252 + 27742317777372353535851937790883648493


def judge(
    written: str,
    allowed: bytes = listed(ED),
    *,
    message: bytes = MESSAGE,
    namespace: str = NAMESPACE,
    person: str = PERSON,
    gone: bytes = b"",
    now: datetime.datetime = NOW,
) -> Verification:
    signers = allowed_signers.parse(allowed, "signers")
    lost = revoked.parse(gone, "lost")
    return verify(written, message, person=person, namespace=namespace, allowed=signers, revoked=lost, now=now)


@pytest.mark.parametrize("name", KEYS)
def test_good(name: str) -> None:
    key = KEYS[name]
    fingerprint = keys.from_blob(key.blob).fingerprint
    reason = f"Signed by {PERSON} with the key {fingerprint} (signers, line 2)."
    found = judge(signature(key), b"# us\n" + listed(key))
    assert found == Verification(Verdict.GOOD, reason, fingerprint, 2)
    assert found.good


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "it is not base64, or a part of it is missing"),
        ("U1NIU0lH", "it ends too early"),
        ("U1NIU0lI", "it is something else than an SSH signature"),
        (one_line(pack(ED.blob, b"")), "it ends too early"),
        (one_line(pack(ED.blob, ED.make(b"") + b"\0")), "something follows after its end"),
        (one_line(pack(ED.blob, text(b"ssh-ed25519") + text(b"x"))), "it has another length than its key gives it"),
        (one_line(pack(ED.blob, text(b"ssh-ed25518"))), "it says another algorithm than its key has"),
        (
            one_line(pack(rsa().blob, text(b"rsa-sha2-256") + text(b"x" * 257))),
            "it has another length than its key gives it",
        ),
        ("-----BEGIN SSH SIGNATURE-----\n", "its last line is missing"),
    ],
)
def test_malformed(written: str, why: str) -> None:
    assert judge(written) == Verification(Verdict.MALFORMED, f"The signature cannot be read: {why}.")


def _with(key: Software, **fields: bytes) -> str:
    made = key.make(signed_data(MESSAGE))
    return one_line(pack(fields.get("blob", key.blob), made, function=fields.get("function", b"sha512")))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (_with(ED, function=b"sha1"), "The signature's hash function is not accepted; sha256 and sha512 are."),
        (_with(ED, blob=text(b"ssh-dss")), "The key's type (ssh-dss) is not accepted; ssh-ed25519 is a good choice."),
        (
            _with(ED, blob=text(b"ED25519") + ED.blob[15:]),
            "The key's type (ED25519) is not accepted; ssh-ed25519 is a good choice.",
        ),
        (
            _with(ED, blob=text(b"ssh-ed25519-cert-v01@openssh.com")),
            "The key is a certificate; a plain key is needed.",
        ),
        (
            signature(rsa(2048, "ssh-rsa")),
            "The signature is one by an RSA key with SHA-1, which can be forged; "
            "rsa-sha2-256 and rsa-sha2-512 are accepted.",
        ),
        (
            one_line(pack(rsa().blob, text(b"rsa-sha2-384") + text(b"x"))),
            "The signature is one by an RSA key of an unknown kind; rsa-sha2-256 and rsa-sha2-512 are accepted.",
        ),
        (signature(rsa(1016)), "The RSA key has 1016 bits; fewer than 1024 are too weak."),
        (
            one_line(pack(SK_ECDSA.blob, webauthn(signed_data(MESSAGE), b"ssh:"))),
            "The signature is one of a web browser (WebAuthn), which is not accepted.",
        ),
        (
            one_line(pack(ED.blob, b"", version=2)),
            "The signature has version 2 of its format, and only 1 is known.",
        ),
    ],
)
def test_unsupported_algorithm(written: str, why: str) -> None:
    assert judge(written) == Verification(Verdict.UNSUPPORTED_ALGORITHM, why)


def test_wrong_namespace() -> None:
    reason = "The signature was made for “handoff-signoff@example.com”, not for “handoff-signoff@example.org”."
    found = judge(signature(ED), namespace="handoff-signoff@example.org")
    assert found == Verification(Verdict.WRONG_NAMESPACE, reason, PRINT)


def test_a_key_that_may_not_sign_in_this_namespace() -> None:
    reason = f"The key {PRINT} may not sign for “{NAMESPACE}” (signers, line 1)."
    found = judge(signature(ED), listed(ED, 'namespaces="git"'))
    assert found == Verification(Verdict.WRONG_NAMESPACE, reason, PRINT, 1)


@pytest.mark.parametrize("name", KEYS)
def test_wrong_content(name: str) -> None:
    key = KEYS[name]
    found = judge(signature(key), listed(key), message=MESSAGE + b"\n")
    reason = "The signature belongs to other content, or was altered."
    assert found == Verification(Verdict.WRONG_CONTENT, reason, keys.from_blob(key.blob).fingerprint)
    assert not found.good


def test_an_ed25519_signature_with_a_number_beyond_the_order_is_altered() -> None:
    made = ED.make(signed_data(MESSAGE))
    beyond = int.from_bytes(made[-32:], "little") + ORDER
    found = judge(one_line(pack(ED.blob, made[:-32] + beyond.to_bytes(32, "little"))))
    assert found.verdict is Verdict.WRONG_CONTENT


def test_unknown_key() -> None:
    found = judge(signature(ED), listed(ED_OTHER))
    assert found == Verification(Verdict.UNKNOWN_KEY, f"The key {PRINT} is not in signers.", PRINT)


def test_unknown_key_names_lines_that_could_not_be_read() -> None:
    found = judge(signature(ED), b"yuki.farrow ssh-ed25519\nana.ruiz\n")
    reason = f"The key {PRINT} is not in signers. Lines that could not be read: 1, 2."
    assert found == Verification(Verdict.UNKNOWN_KEY, reason, PRINT)


def test_key_of_somebody_else() -> None:
    found = judge(signature(ED), listed(ED_OTHER) + listed(ED, person="ana.ruiz,tom.osei"))
    reason = f"The key {PRINT} belongs to ana.ruiz, tom.osei, not to yuki.farrow (signers, line 2)."
    assert found == Verification(Verdict.KEY_OF_SOMEBODY_ELSE, reason, PRINT, 2)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ('valid-after="20260901Z"', "is valid from 2026-09-01 00:00 UTC on"),
        ('valid-before="202608051011Z"', "was valid until 2026-08-05 10:11 UTC"),
        ('valid-after="20250101Z",valid-before="20260101Z"', "was valid until 2026-01-01 00:00 UTC"),
    ],
)
def test_outside_validity_window(options: str, why: str) -> None:
    found = judge(signature(ED), listed(ED, options))
    reason = f"The key {PRINT} {why} (signers, line 1)."
    assert found == Verification(Verdict.OUTSIDE_VALIDITY_WINDOW, reason, PRINT, 1)


def test_the_clock_counts_whole_seconds_in_any_zone() -> None:
    allowed = listed(ED, 'valid-before="20260805101200Z"')
    east = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    last = NOW.astimezone(east) + datetime.timedelta(microseconds=999_999)
    assert judge(signature(ED), allowed, now=last).good
    assert not judge(signature(ED), allowed, now=last + datetime.timedelta(microseconds=1)).good


def test_a_clock_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`now` needs a time zone$"):
        judge(signature(ED), now=NOW.replace(tzinfo=None))


def test_revoked() -> None:
    found = judge(signature(ED), gone=f"# lost\n{ED.line}\n".encode())
    assert found == Verification(Verdict.REVOKED, f"The key {PRINT} is revoked (lost, line 2).", PRINT, 2)


def test_a_later_line_of_the_same_person_can_allow_the_key() -> None:
    allowed = listed(ED, 'valid-before="20200101Z"') + listed(ED, 'namespaces="git"') + listed(ED)
    assert judge(signature(ED), allowed).line == 3


def test_is_made_by() -> None:
    key, other = keys.from_blob(ED.blob), keys.from_blob(ED_OTHER.blob)
    assert is_made_by(key, signature(ED), MESSAGE, NAMESPACE)
    assert not is_made_by(other, signature(ED), MESSAGE, NAMESPACE)
    assert not is_made_by(key, signature(ED), b"", NAMESPACE)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200) | st.binary(max_size=300).map(lambda raw: base64.b64encode(b"SSHSIG\0\0\0\1" + raw).decode())
)
def test_nothing_but_a_verdict_comes_of_any_text(written: str) -> None:
    assert judge(written).verdict in (Verdict.MALFORMED, Verdict.UNSUPPORTED_ALGORITHM, Verdict.WRONG_NAMESPACE)
