"""Where we are stricter than `ssh-keygen -Y verify`: it says good, and we do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import allowed_signers
from tests.signatures.case import Case
from tests.signatures.material import (
    ED,
    MESSAGE,
    NAMESPACE,
    SK_ECDSA,
    listed,
    make_key,
    one_line,
    pack,
    run_tool,
    signature,
    signed_data,
    webauthn,
)
from tests.signatures.test_against_ssh_keygen import by_ssh_keygen, in_process

HONEST = Case("", signature(ED), listed(ED))


@pytest.mark.parametrize("names", ["*", "yuki.*", "yuk?.farrow", "!ana.ruiz,*", "yuki.farrow,!tom"])
def test_names_by_pattern(names: str, tmp_path: Path) -> None:
    case = replace(HONEST, allowed=listed(ED, person=names))
    assert by_ssh_keygen(case, tmp_path)
    with pytest.raises(HandoffError):
        allowed_signers.parse(case.allowed, "signers")


def test_certificates(tmp_path: Path) -> None:
    authority, key = make_key(tmp_path / "authority"), make_key(tmp_path / "key")
    run_tool("ssh-keygen", "-q", "-s", str(authority), "-I", "id", "-n", "yuki.farrow", f"{key}.pub")
    certificate = str(tmp_path / "key-cert.pub")
    made = run_tool("ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", certificate, stdin=MESSAGE).stdout.decode()
    trusted = b"yuki.farrow cert-authority " + (tmp_path / "authority.pub").read_bytes()
    by_authority = replace(HONEST, signature=made, allowed=trusted, at="20990101000000")
    assert by_ssh_keygen(by_authority, tmp_path)
    with pytest.raises(HandoffError):
        allowed_signers.parse(trusted, "signers")
    itself = replace(HONEST, signature=made, allowed=b"yuki.farrow " + Path(certificate).read_bytes())
    assert by_ssh_keygen(itself, tmp_path)
    assert not in_process(itself)


def test_signatures_by_web_browsers(tmp_path: Path) -> None:
    made = webauthn(signed_data(MESSAGE), b"ssh:")
    case = replace(HONEST, signature=one_line(pack(SK_ECDSA.blob, made)), allowed=listed(SK_ECDSA))
    assert by_ssh_keygen(case, tmp_path)
    assert not in_process(case)


def test_a_mark_before_the_second_line(tmp_path: Path) -> None:
    """ssh-keygen takes the mark for a part of the first line's name, and says so to nobody."""
    case = replace(HONEST, allowed=b"\xef\xbb\xbf# signers\n" + listed(ED))
    assert by_ssh_keygen(case, tmp_path)
    with pytest.raises(HandoffError):
        in_process(case)
