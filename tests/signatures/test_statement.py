from __future__ import annotations

import pytest

from handoff_lint.errors import SettingsError
from handoff_lint.signatures.statement import namespace, statement


def test_the_statement_to_the_byte() -> None:
    written = statement(
        package="dockside-launch-h2",
        content="sha256:" + "0123456789abcdef" * 4,
        gate="quality",
        by="yuki.farrow",
        decision="approved",
        at="2026-08-05T10:12:00Z",
    )
    assert written == (
        b'{"_type":"https://in-toto.io/Statement/v1",'
        b'"predicate":{"at":"2026-08-05T10:12:00Z","by":"yuki.farrow","decision":"approved","gate":"quality"},'
        b'"predicateType":"urn:handoff-lint:signoff:v1",'
        b'"subject":[{"digest":{"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},'
        b'"name":"dockside-launch-h2"}]}'
    )


def test_every_part_is_bound() -> None:
    parts = {
        "package": "p",
        "content": "sha256:" + "0" * 64,
        "gate": "legal",
        "by": "ana",
        "decision": "approved",
        "at": "2026-08-05T10:12:00Z",
    }
    changed = [
        parts | {name: "sha256:" + "1" * 64 if name == "content" else f"{value}x"} for name, value in parts.items()
    ]
    assert len({statement(**one) for one in (parts, *changed)}) == 7


@pytest.mark.parametrize("content", ["", "0" * 64, "sha256:" + "0" * 63, "sha256:" + "A" * 64, "sha512:" + "0" * 64])
def test_other_than_a_fingerprint_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"^not a fingerprint: "):
        statement(package="p", content=content, gate="g", by="b", decision="d", at="a")


@pytest.mark.parametrize("domain", ["example.com", "marketing.example.co.uk", "xn--bcher-kva.example", "a.b"])
def test_the_namespace_holds_the_domain(domain: str) -> None:
    assert namespace(domain) == f"handoff-signoff@{domain}"


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "example",
        "Example.com",
        "example.com.",
        ".com",
        "-a.com",
        "a_b.com",
        "bücher.de",
        "a b.com",
        "a." * 127 + "com",
    ],
)
def test_other_than_a_domain_in_lower_case_is_refused(domain: str) -> None:
    with pytest.raises(SettingsError) as caught:
        namespace(domain)
    assert caught.value.message == f"“{domain}” is no domain name in lower case."
    assert caught.value.help == "Write the organisation's domain, such as example.com."
