"""Naming templates: what a file name must look like, and what it says.

A template is text with tokens in braces and optional parts in brackets, for example
`{date}_{campaign}_{type}[_{part}]_v{version}.md`. It is not a regular expression: whatever a team writes there,
matching takes time in proportion to the name's length, because no two tokens may touch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from handoff_lint.errors import SettingsError
from handoff_lint.model import Name
from handoff_lint.words import listed

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_TOKENS = {
    "date": "[0-9]{8}",
    "campaign": _SLUG,
    "type": _SLUG,
    "part": _SLUG,
    "channel": _SLUG,
    "asset": _SLUG,
    "variant": _SLUG,
    "size": "[0-9]+x[0-9]+|na",
    "version": "[0-9]{2,4}",
    "extension": "[a-z0-9]{1,8}",
}
_SHOWN = {"date": "YYYYMMDD", "version": "NN", "size": "<WxH|na>", "extension": "<ext>"}
_PIECE = re.compile(r"\{(?P<token>[^{}]*)\}|(?P<bracket>[\[\]])|(?P<text>[^{}\[\]]+)|(?P<bad>.)")
_SEPARATORS = "_.+~ "
"""What no token can contain: between two tokens stands at least one of these."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled naming template."""

    text: str
    pattern: re.Pattern[str]
    tokens: frozenset[str]

    def read(self, name: str) -> Name | None:
        """What a file name says, None when it does not follow the template."""
        found = self.pattern.fullmatch(name)
        if found is None:
            return None
        tokens = {token: value for token, value in found.groupdict().items() if value is not None}
        return Name(
            **{key: tokens.get(key, "") for key in ("date", "campaign", "type", "part", "version")},
            tokens=tokens,
        )

    def shown(self) -> str:
        """The template as people write it: `YYYYMMDD_<campaign>_<type>_vNN.md`; optional parts stay in brackets."""
        return re.sub(r"\{(\w+)\}", lambda found: _SHOWN.get(found[1], f"<{found[1]}>"), self.text)

    def fill(self, values: Mapping[str, str]) -> str:
        """A name from token values; a token without value is shown as people write it, its optional part left out."""
        text = re.sub(
            r"\[([^\]]*)\]",
            lambda found: found[1] if all(values.get(token) for token in re.findall(r"\{(\w+)\}", found[1])) else "",
            self.text,
        )
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1]) or _SHOWN.get(found[1], f"<{found[1]}>"), text)


@lru_cache(maxsize=16)
def compile_template(text: str) -> Template:
    """A template from its text.

    Raises:
        SettingsError: an unknown token, unbalanced brackets, or two tokens without a separator between them.

    """
    if "/" in text or "\\" in text:
        raise SettingsError(
            f"The naming template {text} holds a slash.", help="A template is for the file's name, without folders."
        )
    pattern, seen, touching, depth = "", set(), False, 0
    for piece in _PIECE.finditer(text):
        if (token := piece["token"]) is not None:
            if token not in _TOKENS:
                raise SettingsError(
                    f"The naming template {text} uses {{{token}}}, which is no token.",
                    help=f"Tokens are {listed(_TOKENS, conjunction='and')}.",
                )
            if token in seen:
                raise SettingsError(f"The naming template {text} uses {{{token}}} twice.", help="Keep one.")
            if touching:
                raise SettingsError(
                    f"In the naming template {text}, {{{token}}} is not separated from the token before it.",
                    help="Put _ or . between two tokens, so that a name can be read in one way only.",
                )
            seen.add(token)
            pattern += f"(?P<{token}>{_TOKENS[token]})"
            touching = True
        elif piece["bracket"]:
            depth += 1 if piece["bracket"] == "[" else -1
            pattern += "(?:" if piece["bracket"] == "[" else ")?"
        else:
            pattern += re.escape(piece[0])
            touching = touching and not (piece["text"] or "").startswith(tuple(_SEPARATORS))
        if depth not in (0, 1) or piece["bad"]:
            raise _unbalanced(text)
    if depth:
        raise _unbalanced(text)
    return Template(text, re.compile(pattern), frozenset(seen))


def _unbalanced(text: str) -> SettingsError:
    return SettingsError(
        f"The naming template {text} has a brace or bracket without its partner.",
        help="Tokens stand in {braces}, optional parts in [brackets], not one inside another.",
    )
