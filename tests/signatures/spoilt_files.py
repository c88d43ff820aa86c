"""Files of allowed signers and of revoked keys, as people write them and as they should not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.signatures.case import CENTRAL_EUROPE, HONEST, Case
from tests.signatures.material import ED, ED_OTHER, KEYS, NAMESPACE, PERSON, ed25519, listed, rsa, signature


def lines() -> Iterator[Case]:
    kind, encoded = ED.line.split()
    other, rsa_key = ED_OTHER.line, rsa()
    files = {
        "empty": "",
        "comment first": f"# signers\n\n  # more\n{PERSON} {ED.line}\n",
        "commented out": f"#{PERSON} {ED.line}\n",
        "no line end": f"{PERSON} {ED.line}",
        "crlf": f"{PERSON} {ED.line}\r\n",
        "crlf with comment": f"# one\r\n\r\n{PERSON} {ED.line} yuki\r\n",
        "comment with words": f"{PERSON} {ED.line} Yuki Farrow, laptop\n",
        "tabs": f"\t{PERSON}\t{kind}\t{encoded}\n",
        "many blanks": f"   {PERSON}   {kind}   {encoded}   x\n",
        "quoted name": f'"{PERSON}" {ED.line}\n',
        "name quoted in part": f'yuki"{PERSON[4:]}" {ED.line}\n',
        "quote closed and on": f'"{PERSON}"{ED.line}\n',
        "quote open": f'"{PERSON} {ED.line}\n',
        "quote in the middle": f'yu"ki.farrow {ED.line}\n',
        "name with blank": f'"yuki farrow" {ED.line}\n',
        "several names": f"ana.ruiz,{PERSON},tom {ED.line}\n",
        "several names quoted": f'"ana ruiz,{PERSON}" {ED.line}\n',
        "empty names": f",,{PERSON}, {ED.line}\n",
        "blank after comma": f"ana.ruiz, {PERSON} {ED.line}\n",
        "only commas": f",, {ED.line}\n",
        "name is a part": f"{PERSON}x {ED.line}\n",
        "upper case": f"{PERSON.upper()} {ED.line}\n",
        "long name before": f"{'a' * 1022},{PERSON} {ED.line}\n",
        "longer name before": f"{'a' * 1023},{PERSON} {ED.line}\n",
        "longer name after": f"{PERSON},{'a' * 1023} {ED.line}\n",
        "no name": f" {ED.line}\n",
        "no key": f"{PERSON}\n",
        "no key, blank": f"{PERSON} \n",
        "no base64": f"{PERSON} {kind}\n",
        "no type": f"{PERSON} {encoded}\n",
        "type in upper case": f"{PERSON} {kind.upper()} {encoded}\n",
        "short type": f"{PERSON} ed25519 {encoded}\n",
        "other type": f"{PERSON} ssh-rsa {encoded}\n",
        "unknown type": f"{PERSON} ssh-ed448 {encoded}\n",
        "rsa called sha2": f"{PERSON} rsa-sha2-512 {encoded}\n",
        "key spoilt": f"{PERSON} {kind} {encoded[:-8]}\n",
        "key with stars": f"{PERSON} {kind} *{encoded}\n",
        "key padded": f"{PERSON} {kind} {encoded}=\n",
        "spoilt line first": f"{PERSON} ssh-nonsense AAAA\n{PERSON} {ED.line}\n",
        "bad options first": f"{PERSON} nonsense {ED.line}\n{PERSON} {ED.line}\n",
        "open quote first": f'"x\n{PERSON} {ED.line}\n',
        "other key first": f"{PERSON} {other}\n{PERSON} {ED.line}\n",
        "other person first": f"ana.ruiz {ED.line}\n{PERSON} {ED.line}\n",
        "other person only": f"ana.ruiz {ED.line}\n{PERSON} {other}\n",
        "same key for two": f"{PERSON} {ED.line}\nana.ruiz {ED.line}\n",
        "expired, then not": f'{PERSON} valid-before="20200101" {ED.line}\n{PERSON} {ED.line}\n',
        "other namespace, then any": f'{PERSON} namespaces="git" {ED.line}\n{PERSON} {ED.line}\n',
        "options after the key": f'{PERSON} {ED.line} valid-before="20200101"\n',
        "options twice": f'{PERSON} namespaces="*" valid-before="20300101" {ED.line}\n',
        "options with blank": f'{PERSON} namespaces="*", valid-before="20300101" {ED.line}\n',
        "vertical tab": f"{PERSON}\v{ED.line}\n",
        "tab for option": f'{PERSON}\tnamespaces="*"\t{kind}\t{encoded}\n',
        "umlaut in comment": f"{PERSON} {ED.line} Jürgen\n",
        "umlaut in name": f"jürgen,{PERSON} {ED.line}\n",
        "other separator": f"# \u2028{PERSON} {ED.line}\n",
    }
    for what, content in files.items():
        yield replace(HONEST, name=f"line {what}", allowed=content.encode())
    for name, value in {
        "rsa-sha2-256": rsa_key,
        "rsa-sha2-512": rsa_key,
        "ssh-rsa": rsa_key,
        "ssh-ed25519": rsa_key,
    }.items():
        content = f"{PERSON} {name} {value.line.split()[1]}\n"
        yield Case(f"line rsa called {name}", signature(rsa_key), content.encode())
    for written in _OPTIONS:
        yield replace(HONEST, name=f"options {written}", allowed=listed(ED, written))


_OPTIONS = (
    'namespaces="*"',
    'NAMESPACES="*"',
    "namespaces=*",
    'namespaces= "*"',
    'namespaces "*"',
    'namespaces="*',
    'namespaces="*""',
    'namespaces="*"x',
    'namespaces="*","',
    'namespaces="*",',
    ',namespaces="*"',
    ',,namespaces="*",,valid-before="20300101"',
    ",",
    'namespaces="*",namespaces="*"',
    'namespaces="git",namespaces="*"',
    'namespaces=""',
    'namespaces="",namespaces="*"',
    'namespaces="a b,*"',
    'namespaces="\\"*"',
    'namespaces="\\",*"',
    'namespaces="*\\"',
    'namespaces="\\\\,*"',
    'namespaces="\\,*"',
    'name"spaces="*"',
    '"namespaces="*"',
    'namespace="*"',
    'namespacesx="*"',
    'valid-after="20200101",valid-before="20300101"',
    'Valid-After="20200101",VALID-BEFORE="20300101"',
    'valid-after="20200101",valid-after="20200101"',
    'valid-before="20300101",valid-before="20300102"',
    'valid-after="20300101",valid-before="20200101"',
    'valid-after="20200101",valid-before="20200101"',
    "valid-before=20300101",
    'valid-before=""',
    'valid-before="19700101Z"',
    'valid-after="19700101000000Z"',
    'valid-after="19700101000001Z"',
    'valid-before="tomorrow"',
    'principals="yuki"',
    "no-pty",
    "restrict",
    'command="x y"',
    "no-touch-required",
    "verify-required",
    'verify-required,namespaces="*"',
    'namespaces="*",verify-required',
    "=",
    '""',
    "\\",
    '\\"',
    '\\" "',
)


def namespaces() -> Iterator[Case]:
    for patterns in (
        NAMESPACE,
        NAMESPACE.upper(),
        "handoff-signoff@*",
        "*@example.com",
        "handoff-*@example.???",
        "handoff-*@example.????",
        "?" * len(NAMESPACE),
        "?" * (len(NAMESPACE) + 1),
        "?*",
        "*?",
        "*" + "?" * len(NAMESPACE),
        "**",
        "*a*e*i*o*u*",
        "*n*f*o*x*a*m*p*l*e*.com",
        "h*m",
        "h*n",
        "git,file",
        f"git,{NAMESPACE}",
        f"{NAMESPACE},git,",
        f",,{NAMESPACE}",
        f"!{NAMESPACE},*",
        f"*,!{NAMESPACE}",
        "!git",
        "!git,*",
        "*,!git",
        "!*",
        "!",
        "!!git,*",
        f"!!{NAMESPACE}",
        f"git, {NAMESPACE}",
        f" {NAMESPACE}",
        "a" * 1022 + ",*",
        "a" * 1023 + ",*",
        "*," + "a" * 1023,
        "!" + "a" * 1022 + ",*",
        "!" + "a" * 1023 + ",*",
        "[a-z]*",
        "handoff-signoff@example.com*",
        "*handoff-signoff@example.com",
    ):
        yield replace(
            HONEST,
            name=f"namespaces {patterns[:20]}…{patterns[-3:]} {len(patterns)}",
            allowed=listed(ED, f'namespaces="{patterns}"'),
        )


def times() -> Iterator[Case]:
    noon = "20260805120000"
    for option in ("valid-after", "valid-before"):
        for value in (
            "20260805120000Z 20260805120001Z 20260805115959Z 202608051200Z 202608051201Z 202608051159Z 20260805Z "
            "20260806Z 20260805120000z 20260805120000UTC 20260805120000utc 20260805120000Utc 20260805120000 "
            "202608051200 20260805 20260806 20260231Z 20260732Z 20261301Z 20260001Z 20260700Z 202608052400Z "
            "202608051160Z 20260805115960Z 20260805115961Z 20260805115962Z 2026080 2026080512 202608051200000 "
            "2026080512000 2026-08-05 20260805T120000Z 20260805120000+0000 Z UTC 99991231235959Z"
        ).split():
            allowed = listed(ED, f'{option}="{value}"')
            yield replace(HONEST, name=f"{option} {value}", allowed=allowed, at=noon)
    equal = 'valid-after="20260805120000Z",valid-before="20260805120000Z"'
    yield replace(HONEST, name="window of one second", allowed=listed(ED, equal), at=noon)
    for at, value in (
        ("20260805105959", "202608051200"),
        ("20260805110000", "202608051200"),
        ("20260805110001", "202608051200"),
        ("20260115110000", "202601151200"),
        ("20260115110001", "202601151200"),
        ("20260329013000", "202603290230"),
        ("20260329013001", "202603290230"),
        ("20261025003000", "202610250230"),
        ("20261025013000", "202610250230"),
        ("20261025013001", "202610250230"),
        ("20260804220000", "20260805"),
        ("20260804230000", "20260805"),
        ("20260804230001", "20260805"),
    ):
        for option in ("valid-after", "valid-before"):
            allowed = listed(ED, f'{option}="{value}"')
            yield replace(HONEST, name=f"{option} {value} at {at}", allowed=allowed, at=at, zone=CENTRAL_EUROPE)


def revoked() -> Iterator[Case]:
    for what, content in {
        "nobody": "",
        "comments": "# gone\n\n  # and more\n",
        "this key": f"{ED.line}\n",
        "this key, indented": f" \t{ED.line}\n",
        "this key with comment": f"{ED.line} lost laptop\n",
        "this key, crlf": f"{ED.line}\r\n",
        "this key last": f"# two\n{ED_OTHER.line}\n{ED.line}",
        "another": f"{ED_OTHER.line}\n",
        "all kinds": "".join(f"{key.line}\n" for key in KEYS.values() if key is not ED),
        "too weak a key": f"{rsa(1016).line}\n",
        "too weak a key, then this": f"{rsa(1016).line}\n{ED.line}\n",
        "fido key of the same numbers": f"{ed25519(1, application=b'ssh:').line}\n",
    }.items():
        yield replace(HONEST, name=f"revoked {what}", revoked=content.encode())
