"""Says whether a signature is one person's, over exactly these bytes, by a key that is valid now.

The order is that of `ssh-keygen -Y verify`: form, namespace, content, revocation, and only then whose key it is.
"""

from __future__ import annotations

import datetime
import hashlib

from handoff_lint.signatures import keys
from handoff_lint.signatures.allowed_signers import AllowedSigners, Signer
from handoff_lint.signatures.keys import PublicKey
from handoff_lint.signatures.revoked import NONE, RevokedKeys
from handoff_lint.signatures.times import shown
from handoff_lint.signatures.verdicts import Verdict, Verification
from handoff_lint.signatures.wire import Malformed, SignatureObject, Unsupported, unarmoured

_HASHES = (b"sha256", b"sha512")


def verify(
    signature: str,
    message: bytes,
    *,
    person: str,
    namespace: str,
    allowed: AllowedSigners,
    revoked: RevokedKeys = NONE,
    now: datetime.datetime,
) -> Verification:
    """Judge a signature.

    Args:
        signature: base64 of the SSHSIG on one line (`U1NIU0lH…`), or as `ssh-keygen` armours it.
        message: the signed bytes, see `statement`.
        person: the name by which allowed_signers lists whoever is said to have signed.
        namespace: the one that it must have been made for.
        allowed: whose key is whose.
        revoked: keys that count no more.
        now: the real time, aware of its zone; never what the sign-off says of itself.

    Raises:
        ValueError: `now` has no time zone.

    """
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    try:
        parsed = SignatureObject.parse(unarmoured(signature))
        key = keys.from_blob(parsed.key)
        spoken = _what_it_says(parsed, key, message, namespace)
    except Malformed as error:
        return Verification(Verdict.MALFORMED, f"The signature cannot be read: {error}.")
    except Unsupported as error:
        return Verification(Verdict.UNSUPPORTED_ALGORITHM, str(error))
    return spoken or _revoked(key, revoked) or _whose(key, person, namespace, allowed, int(now.timestamp() // 1))


def is_made_by(key: PublicKey, signature: str, message: bytes, namespace: str) -> bool:
    """Whether a key made a signature over these bytes, whoever the key belongs to.

    Raises:
        Malformed: the signature cannot be read.
        Unsupported: it is of a kind that is not accepted.

    """
    parsed = SignatureObject.parse(unarmoured(signature))
    return keys.from_blob(parsed.key) == key and _what_it_says(parsed, key, message, namespace) is None


def _what_it_says(parsed: SignatureObject, key: PublicKey, message: bytes, namespace: str) -> Verification | None:
    """What speaks against the signature by itself; None when its key made it over this message."""
    if parsed.hash not in _HASHES:
        raise Unsupported("The signature's hash function is not accepted; sha256 and sha512 are.")
    if parsed.namespace != namespace.encode():
        said = parsed.namespace.decode("ascii", "backslashreplace")[:80]
        reason = f"The signature was made for “{said}”, not for “{namespace}”."
        return Verification(Verdict.WRONG_NAMESPACE, reason, key.fingerprint)
    digest = hashlib.new(parsed.hash.decode(), message).digest()
    if not key.check(parsed.signature, parsed.signed(digest)):
        reason = "The signature belongs to other content, or was altered."
        return Verification(Verdict.WRONG_CONTENT, reason, key.fingerprint)
    return None


def _revoked(key: PublicKey, revoked: RevokedKeys) -> Verification | None:
    line = revoked.line_of(key)
    if line is None:
        return None
    reason = f"The key {key.fingerprint} is revoked ({revoked.path}, line {line})."
    return Verification(Verdict.REVOKED, reason, key.fingerprint, line)


def _whose(key: PublicKey, person: str, namespace: str, allowed: AllowedSigners, stamp: int) -> Verification:
    """Good with the first line that allows it; else what speaks against the first line of this person."""
    listed = allowed.with_key(key)
    lines = [signer for signer in listed if person in signer.principals]
    for signer in lines:
        if signer.may_sign_in(namespace) and signer.is_valid_at(stamp):
            reason = f"Signed by {person} with the key {key.fingerprint} ({allowed.path}, line {signer.line})."
            return Verification(Verdict.GOOD, reason, key.fingerprint, signer.line)
    if lines:
        return _not_allowed(lines[0], namespace, allowed.path, stamp)
    if listed:
        names = ", ".join(listed[0].principals)
        reason = (
            f"The key {key.fingerprint} belongs to {names}, not to {person} ({allowed.path}, line {listed[0].line})."
        )
        return Verification(Verdict.KEY_OF_SOMEBODY_ELSE, reason, key.fingerprint, listed[0].line)
    reason = f"The key {key.fingerprint} is not in {allowed.path}."
    if allowed.faults:
        numbers = ", ".join(str(fault.line) for fault in allowed.faults[:5])
        reason += f" Lines that could not be read: {numbers}."
    return Verification(Verdict.UNKNOWN_KEY, reason, key.fingerprint)


def _not_allowed(signer: Signer, namespace: str, path: str, stamp: int) -> Verification:
    place = f"{path}, line {signer.line}"
    key = signer.key.fingerprint
    if not signer.may_sign_in(namespace):
        reason = f"The key {key} may not sign for “{namespace}” ({place})."
        return Verification(Verdict.WRONG_NAMESPACE, reason, key, signer.line)
    if signer.valid_after is not None and stamp < signer.valid_after:
        reason = f"The key {key} is valid from {shown(signer.valid_after)} on ({place})."
    else:
        reason = f"The key {key} was valid until {shown(signer.valid_before or 0)} ({place})."
    return Verification(Verdict.OUTSIDE_VALIDITY_WINDOW, reason, key, signer.line)
