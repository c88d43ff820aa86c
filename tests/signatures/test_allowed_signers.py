from __future__ import annotations

import datetime
import time

import pytest

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import keys, times
from handoff_lint.signatures.allowed_signers import AllowedSigners, Fault, Signer, parse
from tests.signatures.material import ED, ED_OTHER, rsa

KEY, OTHER = keys.from_blob(ED.blob), keys.from_blob(ED_OTHER.blob)
PATH = "config/allowed_signers"


def read(*lines: str) -> AllowedSigners:
    return parse("\n".join(lines).encode(), PATH)


def stamp(*parts: int) -> int:
    return int(datetime.datetime(*parts, tzinfo=datetime.UTC).timestamp())  # type: ignore[arg-type,misc]


def test_lines_become_signers_in_order() -> None:
    options = 'namespaces="a@*,b",valid-after="20260101Z",valid-before="202612312359Z"'
    found = read("# team", "", f"yuki.farrow,yf@example.com {options} {ED.line} laptop", f'"ana ruiz" {ED_OTHER.line}')
    assert found.signers == (
        Signer(3, ("yuki.farrow", "yf@example.com"), KEY, "a@*,b", stamp(2026, 1, 1), stamp(2026, 12, 31, 23, 59)),
        Signer(4, ("ana ruiz",), OTHER),
    )
    assert found.faults == ()
    assert found.with_key(OTHER) == [found.signers[1]]
    assert found.with_key(keys.from_blob(rsa().blob)) == []


def test_both_ends_of_the_window_belong_to_it() -> None:
    signer = read(f'a valid-after="20260101Z",valid-before="20260102Z" {ED.line}').signers[0]
    first, last = stamp(2026, 1, 1), stamp(2026, 1, 2)
    assert [signer.is_valid_at(second) for second in (first - 1, first, last, last + 1)] == [False, True, True, False]


_KEY = ED.line.split()[1]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("yuki", "There is only one word; a name and a key are needed."),
        ("yuki ", "There is no key."),
        (f'"yuki {ED.line}', "A quotation mark around the name is never closed."),
        (f",, {ED.line}", "There is no name before the key."),
        (f"{'a' * 1023} {ED.line}", "A name is longer than 1,022 bytes."),
        ('yuki namespaces="git"', "There is no key."),
        (f'yuki namespaces="git {ED.line}', "A quotation mark in the options is never closed."),
        (f"yuki ssh-dss {_KEY}", "The key's type (ssh-dss) is not accepted; ssh-ed25519 is a good choice."),
        (f"yuki ssh-ed25519-cert-v01@openssh.com {_KEY}", "The key is a certificate; a plain key is needed."),
        (f"yuki ssh-rsa {_KEY}", "The key cannot be read: it is called ssh-rsa, but is of type ssh-ed25519."),
        (f"yuki ssh-ed25519 {_KEY[:-4]}", "The key cannot be read: it ends too early."),
        (f"yuki ssh-ed25519 {_KEY[:-1]}", "The key cannot be read: it is not base64, or a part of it is missing."),
        (f"yuki {rsa(1016).line}", "The RSA key has 1016 bits; fewer than 1024 are too weak."),
        (f"yuki verify-required {ED.line}", "“verify-required” is no option of allowed_signers."),
        (f'yuki namespaces="a",x {ED.line}', "“x” is no option of allowed_signers."),
        (f'yuki namespaces="a", {ED.line}', "The options end with a comma."),
        (f"yuki namespaces=a {ED.line}", "The value of “namespaces” needs quotation marks around it."),
        (f'yuki namespaces="a",namespaces="b" {ED.line}', "“namespaces” stands there twice."),
        (
            f'yuki valid-after="2026" {ED.line}',
            "The value of “valid-after” is no time such as 20261231 or 202612312359Z.",
        ),
        (
            f'yuki valid-after="20260102",valid-before="20260101" {ED.line}',
            "“valid-before” is not later than “valid-after”.",
        ),
    ],
)
def test_a_line_that_ssh_keygen_passes_over_is_a_fault(line: str, reason: str) -> None:
    found = read("# first", line, f"ana.ruiz {ED_OTHER.line}")
    assert found.faults == (Fault(2, reason),)
    assert [signer.line for signer in found.signers] == [3]


@pytest.mark.parametrize("names", ["*", "yuki.*", "yuk?.farrow", "ana.ruiz,*@example.com", "!yuki.farrow", "ana,!tom"])
def test_people_who_are_not_named_are_refused(names: str) -> None:
    with pytest.raises(HandoffError) as caught:
        read(f"ana.ruiz {ED.line}", f"{names} {ED.line}")
    assert caught.value.message == f"{PATH} gives a key to “{names}”, which does not name its people one by one."
    assert caught.value.help == "Write each name out: no *, no ? and no ! before a name."
    assert caught.value.place == f"{PATH}:2"


@pytest.mark.parametrize(
    "options", ["cert-authority", "CERT-authority", 'namespaces="a",cert-authority', "cert-authority,x"]
)
def test_certificate_authorities_are_refused(options: str) -> None:
    with pytest.raises(HandoffError) as caught:
        read("", f"yuki.farrow {options} {ED.line}")
    assert caught.value.message == f"{PATH} trusts a certificate authority, which could vouch for anybody."
    assert caught.value.help == "Give each person a line with their own key, without “cert-authority”."
    assert caught.value.place == f"{PATH}:2"


def test_a_comment_may_say_anything() -> None:
    found = read(f"# * cert-authority {ED.line}", f"yuki {ED.line} * cert-authority")
    assert found.faults == ()
    assert [signer.line for signer in found.signers] == [2]


@pytest.mark.parametrize(
    ("content", "message", "place"),
    [
        (
            b"\xef\xbb\xbfyuki " + ED.line.encode(),
            "begins with a byte order mark, which would become a part of the first line.",
            1,
        ),
        (f"# a\nyuki {ED.line}".encode("utf-16"), "is not plain text.", 1),
        (b"# one\n# two \xfc\n", "is not plain text.", 2),
        (b"# one\n\n# three \0\n", "is not plain text.", 3),
    ],
)
def test_what_is_no_plain_text_is_refused(content: bytes, message: str, place: int) -> None:
    with pytest.raises(HandoffError) as caught:
        parse(content, PATH)
    assert caught.value.message == f"{PATH} {message}"
    assert caught.value.place == f"{PATH}:{place}"


@pytest.mark.parametrize("text", ["19691231Z", "00000101Z", "2026 1 1Z", " 20260101Z", "２０２６0101Z", "20260101Z "])
def test_times_that_are_none(text: str) -> None:
    assert times.parse(text) is None


def test_a_time_beyond_what_the_system_knows_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_far(_: object) -> float:
        raise OverflowError

    monkeypatch.setattr(time, "mktime", too_far)
    assert times.parse("99991231") is None


def test_the_last_second_that_can_be_shown() -> None:
    assert times.shown(times.parse("99991231235961Z") or 0) == "9999-12-31 23:59 UTC"
    assert times.shown(0) == "1970-01-01 00:00 UTC"
