"""The canonical fingerprint: what must never change it, what always must, and that version 1 stays what it is."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from handoff_lint import config, digest, gates, repository
from handoff_lint.documents import load_document
from handoff_lint.model import Document, Kind
from handoff_lint.reading.tree import Disk
from handoff_lint.validation import store
from tests.running import handoff

ROOT = Path(__file__).parents[2]
FROZEN = Path(__file__).parent / "canon-1.json"
SETTINGS = config.load(ROOT)
PACKAGES = {
    package.type: package
    for files in repository.scan(SETTINGS).campaigns
    for package in repository.load_campaign(SETTINGS, files)[0].packages
}


def no_assets(_path: str) -> str | None:
    return None


def of(document: Document, **how: Any) -> str:
    return digest.fingerprint(document, assets=no_assets, **how)


def rewritten(text: str, root: Path, document: Document) -> Document:
    path = root / document.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    again = load_document(
        replace(SETTINGS, tree=Disk(root)), Kind.PACKAGE, document.path, document.campaign, document.stage
    )
    assert (again.faults, again.violations) == ((), ())
    return again


def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        items = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(inner, chance) for inner in value] if isinstance(value, list) else value


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PACKAGES)), st.integers(0, 10**6), st.booleans(), st.integers(2, 8), st.booleans())
def test_formatting_never_changes_it(
    tmp_path_factory: pytest.TempPathFactory, kind: str, seed: int, flow: bool, indent: int, windows: bool
) -> None:
    document = PACKAGES[kind]
    assert document.source is not None
    yaml = YAML(typ="safe", pure=True)
    plain = yaml.load(document.source.front)
    written = YAML()
    written.default_flow_style = flow
    written.indent(mapping=indent, sequence=indent + 2, offset=2)
    written.width = 60 + indent * 10
    stream = StringIO()
    written.dump(shuffled(_texts(plain), random.Random(seed)), stream)  # noqa: S311
    text = f"---\n# a comment\n{stream.getvalue()}---\n{document.source.body}"
    if windows:
        text = "\ufeff" + text.replace("\n", "\r\n")
    assert of(rewritten(text, tmp_path_factory.mktemp("r"), document)) == of(document)


def _texts(value: Any) -> Any:
    """Dates as text: ruamel.yaml reads some as dates, which the files hold as text."""
    if isinstance(value, dict):
        return {key: _texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else _date_text(value)


def _date_text(value: Any) -> str:
    text = str(value.isoformat())
    return text.replace("+00:00", "Z") + ("Z" if len(text) == 19 else "")


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(inner, (dict, list)):
            yield from leaves(inner, (*path, key))
        else:
            yield (*path, key)


def progress_of(kind: str) -> list[tuple[str, ...]]:
    return [path for path, marked in store.annotated(kind, "x-progress") if marked]


def is_progress(kind: str, path: tuple[Any, ...]) -> bool:
    steps = tuple("*" if isinstance(step, int) else step for step in path)
    return any(steps[: len(pattern)] == pattern for pattern in progress_of(kind))


CHANGES = (
    lambda value: f"{value}x",
    lambda value: f"{value}\u200b",
    lambda value: str(value).replace("a", "\u0430", 1) if "a" in str(value) else f"{value}\u0430",
    lambda value: 4711.5 if value != 4711.5 else 1,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PACKAGES)), st.integers(0, 10**6), st.sampled_from(range(len(CHANGES))))
def test_meaning_always_changes_it_and_progress_never(kind: str, seed: int, change: int) -> None:
    document = PACKAGES[kind]
    data = copy.deepcopy(document.data)
    path = random.Random(seed).choice(list(leaves(data)))  # noqa: S311
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = CHANGES[change](target[path[-1]])
    changed = replace(document, data=data)
    if path == ("version",) or path == ("type",) or is_progress(kind, path):
        assert of(changed) == of(document)
    else:
        assert of(changed) != of(document)


@pytest.mark.parametrize("kind", sorted(PACKAGES))
def test_body_id_and_version_count_at_full_scope(kind: str) -> None:
    document = PACKAGES[kind]
    assert document.source is not None
    assert document.name is not None
    body = replace(document, source=replace(document.source, body=document.source.body.replace("the", "a", 1)))
    other = replace(document, id="other-h1")
    version = replace(document, name=replace(document.name, version="77"))
    assert len({of(one) for one in (document, body, other, version)}) == 4


def test_a_scope_sees_only_its_paths() -> None:
    document = PACKAGES["strategy-to-creative"]
    legal = ("package.brand.claims", "constraints[kind=legal]")
    data = copy.deepcopy(document.data)
    data["objective"] = "Another objective altogether"
    data["constraints"][0]["statement"] = "Another budget"
    assert data["constraints"][0]["kind"] == "budget"
    name = replace(document.name, version="09") if document.name else None
    same = replace(document, data=data, name=name)
    assert of(same, scope=legal) == of(document, scope=legal)
    assert of(same) != of(document)
    data["constraints"][1]["statement"] = "Another legal limit"
    assert data["constraints"][1]["kind"] == "legal"
    assert of(replace(document, data=data), scope=legal) != of(document, scope=legal)


def test_a_scope_may_name_a_field_of_the_campaign_and_is_hashed_in_itself() -> None:
    document = PACKAGES["strategy-to-creative"]
    scope = ("campaign:launch_date",)
    early, late = ({"launch_date": day} for day in ("2026-09-15", "2026-09-16"))
    assert of(document, scope=scope, campaign=early) == of(document, scope=scope, campaign=dict(early))
    assert of(document, scope=scope, campaign=early) != of(document, scope=scope, campaign=late)
    assert of(document, scope=("nothing",)) != of(document, scope=("nowhere",))


def test_covers_adds_progress() -> None:
    document = PACKAGES["production-to-launch"]
    data = copy.deepcopy(document.data)
    ticks = data["package"]["preflight"]["checklist"]["items"]
    ticks.pop(next(iter(ticks)))
    changed = replace(document, data=data)
    assert of(changed) == of(document)
    assert of(changed, covers=("package.preflight",)) != of(document, covers=("package.preflight",))


def test_an_assets_bytes_count_and_a_missing_one_is_not_a_present_one(tmp_path: Path) -> None:
    document = PACKAGES["production-to-launch"]
    named: list[str] = []
    before = digest.fingerprint(document, assets=lambda path: named.append(path) or "00")  # type: ignore[func-returns-value]
    assert named
    for other in ("01", None):
        last = named[-1]
        after = digest.fingerprint(document, assets=lambda path, o=other, n=last: o if path == n else "00")  # type: ignore[misc]
        assert after != before


def test_an_lfs_pointer_counts_by_its_oid(tmp_path: Path) -> None:
    oid = hashlib.sha256(b"the real bytes").hexdigest()
    (tmp_path / "a.psd").write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 14\n")
    (tmp_path / "b.psd").write_bytes(b"the real bytes")
    files = repository.Files(Disk(tmp_path))
    assert files.digest("a.psd", beside="x.md") == files.digest("b.psd", beside="x.md") == oid
    assert files.digest("../outside", beside="x.md") is None
    assert files.digest("none.psd", beside="x.md") is None


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=600, deadline=None)
@given(JSON)
def test_canonical_json_is_rfc_8785(value: Any) -> None:
    odd: list[Any] = []
    kept = digest._without_progress(value, None, odd)
    assert digest.canonical_json(kept, odd=bool(odd)) == digest.canonical_json(kept) == rfc8785.dumps(kept)


def test_what_counts_as_progress_is_frozen_for_canon_1() -> None:
    """A schema change that alters old fingerprints needs a new canon number, not a new list here."""
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    assert digest.CANON == frozen["canon"] == 1
    now = {kind: [".".join(path) for path in progress_of(kind)] for kind in store.handoff_types()}
    assert {kind: sorted(paths) for kind, paths in now.items()} == frozen["progress"]
    assets = {kind: sorted(".".join(path) for path in digest.asset_patterns(kind)) for kind in store.handoff_types()}
    assert assets == frozen["assets"]


def test_known_fingerprints_stay_what_they_are() -> None:
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    assert {kind: of(document) for kind, document in sorted(PACKAGES.items())} == frozen["fingerprints"]


def test_the_command_prints_what_the_sign_offs_hold() -> None:
    document = PACKAGES["strategy-to-creative"]
    path = str(ROOT / document.path)
    entry = gates.entries(document, "legal")[-1]
    assert handoff("fingerprint", path, "--gate", "legal").stdout == f"{entry.content}\n"
    accepted = gates.entries(document, gates.ACCEPTANCE)[-1]
    assert handoff("fingerprint", path).stdout == f"{accepted.content}\n"
    wrong = handoff("fingerprint", path, "--gate", "leagl")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "This package has no gate leagl. Did you mean legal?\nIt has quality, business, legal and acceptance.\n",
    )
    assert handoff("fingerprint", str(ROOT / "README.md")).exit_code == 2


def test_blanks_at_the_end_of_a_line_are_no_content(tmp_path: Path) -> None:
    document = PACKAGES["strategy-to-creative"]
    assert document.source
    text = document.source.text
    head, body = text[: -len(document.source.body)], document.source.body
    blank = "\n\n" + body.replace("\n", " \t \n") + "\n  \n"
    assert of(rewritten(head + blank, tmp_path / "blank", document)) == of(document)
    for name, other in (("comment", "<!-- ask legal -->\n" + body), ("break", body.replace("piece of", "piece\nof"))):
        assert of(rewritten(head + other, tmp_path / name, document)) != of(document)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    done = handoff("fingerprint", str(tmp_path / "nofile.md"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"There is no file {tmp_path / 'nofile.md'}.\nName a package below docs/campaigns/, as seen from this folder.\n"
    )
