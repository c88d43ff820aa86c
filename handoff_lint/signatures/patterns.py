"""Lists of patterns as OpenSSH matches them (match.c): commas, `*`, `?`, and `!` for what must not match."""

from __future__ import annotations

LONGEST = 1022
"""Bytes of one pattern of a list; OpenSSH lets a list with a longer one match nothing."""


def matches(text: str, patterns: str) -> bool:
    """Whether a text (not an empty one) matches one pattern of a list and none with `!`; `?` is one byte."""
    subject = text.encode()
    found = False
    for part in patterns.encode().split(b","):
        pattern = part.removeprefix(b"!")
        if len(pattern) > LONGEST:
            return False
        if _matches_one(subject, pattern):
            if part.startswith(b"!"):
                return False
            found = True
    return found


def _matches_one(text: bytes, pattern: bytes) -> bool:
    """Greedy with one step back, so that no pattern takes long: at most len(text) × len(pattern) steps."""
    at = place = 0
    star, resume = -1, 0
    while at < len(text):
        if place < len(pattern) and pattern[place] == ord("*"):
            star, resume = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in (ord("?"), text[at]):
            at += 1
            place += 1
        elif star >= 0:
            resume += 1
            at, place = resume, star + 1
        else:
            return False
    return not pattern[place:].strip(b"*")
