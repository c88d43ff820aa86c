"""Whose key is whose: files of `allowed_signers` as in ssh-keygen(1), read by the same grammar (sshsig.c, misc.c).

A line that `ssh-keygen` passes over with an error is passed over here too, and kept as a fault. What would hand out
trust to people who are not named (wildcards, `!`, `cert-authority`) stops the run instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import keys, patterns, times
from handoff_lint.signatures.keys import PublicKey
from handoff_lint.signatures.textfiles import text_of
from handoff_lint.signatures.wire import Malformed, Unsupported

_BLANK = " \t"
_FIRST_BLANK_OR_QUOTE = re.compile(r'[ \t\r\n"]')
_IN_QUOTES = r'(?:\\"|[^"\\]|\\(?!"))*'
_OPTIONS = re.compile(rf'(?:\\"|"{_IN_QUOTES}"|[^ \t"])*')
_QUOTED = re.compile(rf'"({_IN_QUOTES})"')
_VALUED = ("namespaces", "valid-after", "valid-before")
_CERT_AUTHORITY = "cert-authority"
_KEY_BEGINS = "AAAA"
"""Base64 of a key: its first four bytes are a small length."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One line: whose key, for what, and when.

    Attributes:
        line: its number in the file, from 1.
        principals: the names that it gives the key to.
        key: the key.
        namespaces: patterns of namespaces that it may sign in; None for all.
        valid_after: the first second (since 1970) of its validity; None for always.
        valid_before: the last second of its validity; None for ever.

    """

    line: int
    principals: tuple[str, ...]
    key: PublicKey
    namespaces: str | None = None
    valid_after: int | None = None
    valid_before: int | None = None

    def may_sign_in(self, namespace: str) -> bool:
        """Whether its `namespaces` allow this one."""
        return self.namespaces is None or patterns.matches(namespace, self.namespaces)

    def is_valid_at(self, stamp: int) -> bool:
        """Whether a second (since 1970) lies in its window; both ends belong to it."""
        return (self.valid_after is None or stamp >= self.valid_after) and (
            self.valid_before is None or stamp <= self.valid_before
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that does not count, and why (a whole sentence)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class AllowedSigners:
    """A whole file.

    Attributes:
        path: what messages call it.
        signers: the lines that count, in order.
        faults: the lines that do not.

    """

    path: str
    signers: tuple[Signer, ...] = ()
    faults: tuple[Fault, ...] = ()
    _by_key: dict[bytes, list[Signer]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the lines by key: a file is read once and asked for every signature."""
        for signer in self.signers:
            self._by_key.setdefault(signer.key.blob, []).append(signer)

    def with_key(self, key: PublicKey) -> list[Signer]:
        """The lines that hold a key, in order."""
        return self._by_key.get(key.blob, [])


def parse(content: bytes, path: str) -> AllowedSigners:
    """Read a file of allowed signers.

    Args:
        content: the file's bytes.
        path: what messages call it.

    Raises:
        HandoffError: it is no UTF-8 text, or a line names a wildcard, a negation or a certificate authority.

    """
    signers: list[Signer] = []
    faults: list[Fault] = []
    for number, line in enumerate(text_of(content, path).split("\n"), 1):
        text = line.lstrip(_BLANK)
        if not text.strip(" \t\r") or text.startswith("#"):
            continue
        try:
            signers.append(_parse_line(text, number, path))
        except (Malformed, Unsupported) as error:
            faults.append(Fault(number, str(error)))
    return AllowedSigners(path, tuple(signers), tuple(faults))


def _parse_line(text: str, number: int, path: str) -> Signer:
    names, rest = _first_word(text)
    principals = _principals(names, number, path)
    key, options = _key_and_options(rest, number, path)
    return Signer(number, principals, key, options.namespaces, options.valid_after, options.valid_before)


def _first_word(text: str) -> tuple[str, str]:
    """The names and what follows; quotes around the names, or a part of them, are taken off."""
    found = _FIRST_BLANK_OR_QUOTE.search(text)
    if found is None:
        raise Malformed("There is only one word; a name and a key are needed.")
    at = found.start()
    if text[at] != '"':
        return text[:at], text[at + 1 :].lstrip(" \t\r\n")
    inner, closing, rest = text[at + 1 :].partition('"')
    if not closing:
        raise Malformed("A quotation mark around the name is never closed.")
    return text[:at] + inner, rest.lstrip(" \t\r\n")


def _principals(names: str, number: int, path: str) -> tuple[str, ...]:
    parts = names.split(",")
    for part in parts:
        if part.startswith("!") or "*" in part or "?" in part:
            raise HandoffError(
                f"{path} gives a key to “{names}”, which does not name its people one by one.",
                help="Write each name out: no *, no ? and no ! before a name.",
                place=f"{path}:{number}",
            )
    if any(len(part.encode()) > patterns.LONGEST for part in parts):
        raise Malformed(f"A name is longer than {patterns.LONGEST:,} bytes.")
    found = tuple(part for part in parts if part)
    if not found:
        raise Malformed("There is no name before the key.")
    return found


@dataclass(slots=True)
class _Options:
    namespaces: str | None = None
    valid_after: int | None = None
    valid_before: int | None = None


def _key_and_options(rest: str, number: int, path: str) -> tuple[PublicKey, _Options]:
    """Options come only where a line does not go on with a key, as in OpenSSH."""
    kind, encoded = _two_words(rest)
    if keys.is_known(kind):
        return _key(kind, encoded), _Options()
    written = _options_of(rest)
    kind, encoded = _two_words(rest[len(written) :].lstrip(_BLANK))
    try:
        options = _parse_options(written, number, path)
    except Malformed:
        if kind.startswith(_KEY_BEGINS):
            # No option, but a type of key that is not known: say that.
            return _key(written, kind), _Options()
        raise
    if not kind:
        raise Malformed("There is no key.")
    return _key(kind, encoded), options


def _two_words(text: str) -> tuple[str, str]:
    """The first two words, empty where there are none; only blanks and tabs separate, as for sshkey_read."""
    first, second, *_ = [*re.split(r"[ \t]+", text, maxsplit=2), "", ""]
    return first, second


def _key(kind: str, encoded: str) -> PublicKey:
    try:
        return keys.from_words(kind, encoded)
    except Malformed as error:
        raise Malformed(f"The key cannot be read: {error}.") from None


def _options_of(text: str) -> str:
    found = _OPTIONS.match(text)
    assert found is not None
    if text[found.end() :].startswith('"'):
        raise Malformed("A quotation mark in the options is never closed.")
    return found[0]


def _parse_options(text: str, number: int, path: str) -> _Options:
    options = _Options()
    for name, value in _each_option(text):
        if name == _CERT_AUTHORITY:
            _refuse_authority(number, path)
        if name == "namespaces":
            _once(options.namespaces, name)
            options.namespaces = value
        elif name == "valid-after":
            _once(options.valid_after, name)
            options.valid_after = _time(name, value)
        else:
            _once(options.valid_before, name)
            options.valid_before = _time(name, value)
    after, before = options.valid_after, options.valid_before
    if after is not None and before is not None and before <= after:
        raise Malformed("“valid-before” is not later than “valid-after”.")
    return options


def _each_option(text: str) -> Iterator[tuple[str, str]]:
    """(name in lower case, value without quotes) of each option; nothing between two commas is no option."""
    at = 0
    while at < len(text):
        lower = text[at:].lower()
        valued = next((name for name in _VALUED if lower.startswith(f"{name}=")), "")
        if lower.startswith(_CERT_AUTHORITY):
            at += len(_CERT_AUTHORITY)
            yield _CERT_AUTHORITY, ""
        elif valued:
            found = _QUOTED.match(text, at + len(valued) + 1)
            if found is None:
                raise Malformed(f"The value of “{valued}” needs quotation marks around it.")
            at = found.end()
            yield valued, found[1].replace('\\"', '"')
        if at == len(text):
            return
        if text[at] != ",":
            raise Malformed(f"“{text[at : at + 40]}” is no option of allowed_signers.")
        at += 1
        if at == len(text):
            raise Malformed("The options end with a comma.")


def _once(known: object, name: str) -> None:
    if known is not None:
        raise Malformed(f"“{name}” stands there twice.")


def _time(name: str, value: str) -> int:
    stamp = times.parse(value)
    if stamp is None:
        raise Malformed(f"The value of “{name}” is no time such as 20261231 or 202612312359Z.")
    return stamp


def _refuse_authority(number: int, path: str) -> NoReturn:
    raise HandoffError(
        f"{path} trusts a certificate authority, which could vouch for anybody.",
        help="Give each person a line with their own key, without “cert-authority”.",
        place=f"{path}:{number}",
    )
