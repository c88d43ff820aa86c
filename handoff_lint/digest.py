"""The canonical fingerprint of a package: equal as long as nothing material changed, whatever the formatting.

Version 1 is SHA-256 over RFC 8785 JSON of `{canon, of, scope, front, body, assets}`:

* `of`: the type and the id of the package, whatever the scope: a sign-off that is copied elsewhere is void there;
* `front`: the front matter with short forms written out (and the version at full scope), without the progress fields
  that the schemas mark;
* `body`: the Markdown below it, at full scope;
* `assets`: [path, SHA-256 of its bytes] for each asset that the package names;
* `scope`: the list of paths that a gate answers for, itself hashed in; empty for everything. `covers` adds progress
  fields to what a gate answers for.

Nothing of the roster, the settings or the defaults goes in: nobody's new desk voids an approval.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from handoff_lint.model import EACH, Document, select
from handoff_lint.reading.limits import LARGEST_NUMBER
from handoff_lint.validation import store

CANON = 1
PREFIX = "sha256:"
_CAMPAIGN = "campaign:"

Bytes = Callable[[str], str | None]
"""SHA-256 (hex) of the bytes of an asset by its path as written, None when there is no such file."""


def fingerprint(
    document: Document,
    *,
    assets: Bytes,
    scope: Sequence[str] = (),
    covers: Sequence[str] = (),
    campaign: Mapping[str, Any] | None = None,
) -> str:
    """`sha256:…` of what a gate with this scope answers for.

    Args:
        document: a package that its schema accepts.
        assets: where the digests of asset files come from.
        scope: dotted paths into the front matter (`package.brand.claims`), `campaign:launch_date` for a field of
            campaign.md; empty for the whole package, which binds the version too.
        covers: progress fields (dotted) that count as well.
        campaign: the data of campaign.md, for scopes that name it.

    """
    canonical, is_odd = _canonical(document, assets, scope, covers, campaign)
    return PREFIX + hashlib.sha256(canonical_json(canonical, odd=is_odd)).hexdigest()


def view(
    document: Document,
    *,
    assets: Bytes,
    scope: Sequence[str] = (),
    covers: Sequence[str] = (),
    campaign: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What `fingerprint` hashes: `{canon, of, scope, front, body, assets}`, for saying what has changed."""
    return _canonical(document, assets, scope, covers, campaign)[0]


def _canonical(
    document: Document,
    assets: Bytes,
    scope: Sequence[str],
    covers: Sequence[str],
    campaign: Mapping[str, Any] | None,
) -> tuple[dict[str, Any], bool]:
    """The view, and whether it holds values that Python's encoder could write wrongly."""
    kept, odd = _content(document, tuple(covers))
    if scope:
        seen: dict[str, Any] = {path: _scoped(path, kept, campaign or {}) for path in sorted(scope)}
        named = [value for path, value in seen.items() if path.startswith(_CAMPAIGN)]
        odd = odd or _is_odd(named)
    else:
        seen = {**kept, "version": document.version}
    canonical = {
        "canon": CANON,
        "of": [document.type, document.id],
        "scope": sorted(scope),
        "front": seen,
        "body": _body(document) if not scope else None,
        "assets": _assets(document, assets, scope, tuple(covers)),
    }
    return canonical, odd


_REMEMBERED = 16
_remembered: dict[tuple[int, tuple[str, ...]], tuple[Document, dict[str, Any], bool]] = {}
"""What `_content` gave for the packages of a campaign: several gates, and what is built on them, ask for the same."""


def _content(document: Document, covers: tuple[str, ...]) -> tuple[dict[str, Any], bool]:
    """The front matter without progress fields and what the name says, and whether it holds odd values."""
    found = _remembered.get((id(document), covers))
    if found is None:
        if len(_remembered) >= _REMEMBERED:
            _remembered.clear()
        front = {key: value for key, value in document.data.items() if key not in ("id", "type", "version")}
        odd: list[Any] = []
        kept = _without_progress(front, _tree(document.schema, covers), odd)
        # The document is kept with it, so that no other one can get its number.
        found = _remembered[(id(document), covers)] = (document, kept, bool(odd))
    return found[1], found[2]


_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def _body(document: Document) -> str:
    """The text below the front matter; blanks at the end of a line and empty lines around it are no content."""
    if document.source is None:
        return ""
    body = document.source.body
    if " \n" in body or "\t\n" in body or body.endswith((" ", "\t")):
        body = _TRAILING.sub("", body)
    return body.strip("\n")


_STEP = re.compile(r"(?P<name>[^\[\]]+)(?:\[(?P<key>[a-z_]+)=(?P<value>[^\]]*)\])?")


def _scoped(path: str, front: Mapping[str, Any], campaign: Mapping[str, Any]) -> Any:
    """What one path of a scope leads to: through lists to each item, `[kind=legal]` keeps only such items."""
    if path.startswith(_CAMPAIGN):
        path, value = path.removeprefix(_CAMPAIGN), campaign
    else:
        value = front
    return _follow(value, path.split("."))


def _follow(value: Any, steps: Sequence[str]) -> Any:
    if not steps:
        return value
    if isinstance(value, list):
        return [_follow(item, steps) for item in value]
    found = _STEP.fullmatch(steps[0])
    if found is None or not isinstance(value, Mapping):
        return None
    inner = value.get(found["name"])
    if found["key"] and isinstance(inner, list):
        inner = [item for item in inner if isinstance(item, Mapping) and item.get(found["key"]) == found["value"]]
    return _follow(inner, steps[1:])


@cache
def asset_patterns(schema: str, covers: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """Where a type's packages name asset files (`x-asset`); files that are entered as work goes on do not count."""
    marked = [path for path, value in store.annotated(schema, "x-progress") if value]
    progress = [path for path in marked if ".".join(path) not in covers]
    return tuple(
        path
        for path, _ in store.annotated(schema, "x-asset")
        if not any(path[: len(above)] == above for above in progress)
    )


@cache
def _asset_patterns_in(schema: str, covers: tuple[str, ...], scope: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Those of `asset_patterns` that lie in a scope; all without one."""
    return tuple(
        pattern
        for pattern in asset_patterns(schema, covers)
        if not scope
        or any(f"{'.'.join(step for step in pattern if step != EACH)}.".startswith(f"{path}.") for path in scope)
    )


def _assets(document: Document, digest: Bytes, scope: Sequence[str], covers: tuple[str, ...]) -> list[list[str | None]]:
    names: set[str] = set()
    for pattern in _asset_patterns_in(document.schema, covers, tuple(scope)):
        names.update(value for _, value in select(document.data, pattern) if isinstance(value, str))
    if not scope:
        names.update(document.body_images())
    return [[unicodedata.normalize("NFC", name), digest(name)] for name in sorted(names)]


_Tree = dict[str, Any]


@cache
def _tree(schema: str, covers: tuple[str, ...]) -> _Tree:
    """The progress fields of a type as nested steps; an empty dictionary ends a path."""
    tree: _Tree = {}
    for pattern, marked in store.annotated(schema, "x-progress"):
        if marked and ".".join(pattern) not in covers:
            node = tree
            for step in pattern:
                node = node.setdefault(step, {})
            node["\0"] = True
    return tree


def _without_progress(value: Any, tree: _Tree | None, odd: list[Any]) -> Any:
    """A copy without progress fields, texts in NFC; what Python's encoder could write wrongly is added to `odd`."""
    kind = type(value)
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if kind is dict:
        result = {}
        for key, inner in value.items():
            below = tree.get(key) if tree else None
            if below is None or "\0" not in below:
                if not key.isascii():
                    key = unicodedata.normalize("NFC", key)  # noqa: PLW2901
                    odd += [key] if max(key) > _PLANE else []
                plain = type(inner) is str and inner.isascii()
                result[key] = inner if plain else _without_progress(inner, below, odd)
        return result
    if kind is list:
        below = tree.get(EACH) if tree else None
        return [
            inner if type(inner) is str and inner.isascii() else _without_progress(inner, below, odd) for inner in value
        ]
    if kind is float:
        if value.is_integer() and abs(value) < LARGEST_NUMBER:
            return int(value)
        odd += [value] if _is_odd_number(value) else []
    return value


def canonical_json(value: Any, *, odd: bool | None = None) -> bytes:
    """RFC 8785 JSON.

    Python's C encoder writes the same bytes for everything but floats in exponent form and keys beyond the basic
    plane, at a fiftieth of the price; those are left to `rfc8785` (a property test holds both against each other).
    `odd` says whether there are such values, where the caller knows.
    """
    if odd is None:
        odd = _is_odd(value)
    if not odd:
        return _ENCODER.encode(value).encode()
    import rfc8785  # noqa: PLC0415 - hardly ever needed

    return rfc8785.dumps(value)


_PLANE = "\uffff"
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, check_circular=False
)
"""What it gets was read from a file, or copied from that: it cannot hold itself."""


def _is_odd(value: Any) -> bool:
    """Whether Python's encoder could write something else than RFC 8785: floats, keys beyond the basic plane."""
    waiting = [value]
    for item in waiting:
        values = item
        if type(item) is dict:
            if any(not key.isascii() and max(key) > _PLANE for key in item):
                return True
            values = item.values()
        elif type(item) is not list:
            values = (item,)
        for inner in values:
            kind = type(inner)
            if kind is dict or kind is list:
                waiting.append(inner)
            elif kind is float and _is_odd_number(inner):
                return True
    return False


def _is_odd_number(value: float) -> bool:
    return "e" in repr(value) or value.is_integer()
