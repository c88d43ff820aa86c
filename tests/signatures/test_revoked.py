from __future__ import annotations

import base64

import pytest

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import keys
from handoff_lint.signatures.revoked import NONE, parse
from tests.signatures.material import ED, ED_OTHER, rsa, text

KEY, OTHER = keys.from_blob(ED.blob), keys.from_blob(ED_OTHER.blob)
HELP = "Write the line of the .pub file, or SHA256: and what `ssh-keygen -l -f key.pub` shows after it."


@pytest.mark.parametrize(
    "line",
    [
        ED.line,
        f"  {ED.line} lost laptop",
        f"{ED.line}\r",
        f"key: {ED.line}",
        f"SHA256: {ED.line}",
        KEY.fingerprint,
        f"{KEY.fingerprint} lost laptop",
        f"{KEY.fingerprint}=",
        f"hash: {KEY.fingerprint}",
        f"HASH:{KEY.fingerprint}",
        KEY.fingerprint.replace("SHA256", "sha256"),
    ],
)
def test_a_key_is_revoked_by_itself_or_its_fingerprint(line: str) -> None:
    found = parse(f"# gone\n\n{line}\n".encode(), "revoked")
    assert (found.line_of(KEY), found.line_of(OTHER)) == (3, None)


def test_the_first_of_two_lines_counts() -> None:
    found = parse(f"{OTHER.fingerprint}\n{ED.line}\n{KEY.fingerprint}\n".encode(), "revoked")
    assert (found.line_of(OTHER), found.line_of(KEY)) == (1, 2)
    assert NONE.line_of(KEY) is None


def test_keys_that_could_never_sign_are_passed_over() -> None:
    dsa = base64.b64encode(text(b"ssh-dss") + text(b"numbers")).decode()
    assert parse(f"ssh-dss {dsa}\n{rsa(1016).line}\n{ED.line}\n".encode(), "revoked").line_of(KEY) == 3


@pytest.mark.parametrize(
    "line",
    [
        "lost laptop",
        f"ssh-ed2551 {ED.line.split()[1]}",
        f"ssh-dss {ED.line.split()[1]}",
        "ssh-dss *",
        "ssh-ed25519 AAAA",
        "ssh-ed25519",
        f"yuki {ED.line}",
        f'namespaces="a" {ED.line}',
        KEY.fingerprint[:-1],
        f"{KEY.fingerprint}a",
        "MD5:00:11",
        "serial: 1",
        "id: yuki",
        f"sha1: {ED.line}",
        "ssh-ed25519-cert-v01@openssh.com "
        + base64.b64encode(text(b"ssh-ed25519-cert-v01@openssh.com") + text(b"nonce")).decode(),
    ],
)
def test_a_line_that_is_not_understood_stops_the_run(line: str) -> None:
    with pytest.raises(HandoffError) as caught:
        parse(f"{OTHER.fingerprint}\n{line}\n".encode(), "keys/revoked")
    assert caught.value.message == "This line of the revoked keys is neither a public key nor a fingerprint."
    assert caught.value.help == HELP
    assert caught.value.place == "keys/revoked:2"


def test_a_binary_list_is_refused() -> None:
    with pytest.raises(HandoffError) as caught:
        parse(b"SSHKRL\n\0\0\0\0\1", "keys/revoked")
    assert caught.value.message == "keys/revoked is a binary list of revoked keys (KRL), which is not read here."
    assert caught.value.help == "Write the revoked public keys into a text file, one a line."


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(HandoffError, match=r"^keys/revoked is not plain text\.$"):
        parse(f"{ED.line}\n".encode("utf-16-le"), "keys/revoked")
