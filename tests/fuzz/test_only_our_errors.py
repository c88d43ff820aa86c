"""Whatever bytes a file holds, reading it gives a document or faults, never an exception.

`make fuzz` looks much longer (HANDOFF_FUZZ=long).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handoff_lint import config, documents
from handoff_lint.config import Config
from handoff_lint.locate import Locator
from handoff_lint.model import FILE_START, Document, Kind, Problem, Span
from handoff_lint.reading.faults import ReadFault

_BASE = Path(__file__).parents[1] / "rules" / "base"
_BRIEF = (_BASE / "brief.md").read_bytes()
_NAME = "docs/campaigns/spring-ride/01-brief/20270110_spring-ride_strategy-to-creative_v01.md"
_KINDS = {
    Kind.PACKAGE: _NAME,
    Kind.CAMPAIGN: "docs/campaigns/spring-ride/campaign.md",
    Kind.KNOWLEDGE: "docs/kb/note.md",
    Kind.CALENDAR: "docs/calendar/2027.yml",
}
_PIECES = st.sampled_from(
    [
        *(
            b"\n",
            b"\r",
            b"\r\n",
            b"\t",
            b" ",
            b"  ",
            b": ",
            b":",
            b"- ",
            b"---\n",
            b"...\n",
            b"? ",
            b"#",
            b" #",
            b"|",
            b">-",
        ),
        *(
            b"'",
            b'"',
            b"[",
            b"]",
            b"{",
            b"}",
            b", ",
            b"&a ",
            b"*a",
            b"!a ",
            b"!!int ",
            b"<<: ",
            b"%",
            b"@",
            b"`",
            b"```\n",
        ),
        *(
            b"\\",
            b"\\x",
            b"\0",
            b"\x1b[31m",
            b"\x7f",
            b"\xff",
            b"\xc2\x85",
            b"\xe2\x80\xa8",
            b"\xef\xbb\xbf",
            b"\xed\xa0\x80",
        ),
        *(
            b"1_0",
            b"0x1",
            b"1e400",
            b"9" * 400,
            b".nan",
            b"null",
            b"~",
            b"no: ",
            b"true",
            b"2026-02-30",
            b"[" * 50,
            b"- " * 50,
        ),
        *(
            b"type: x\n",
            b"status: accepted\n",
            b"package:\n",
            b"waivers: [{rule: HF102, expires: never}]\n",
            b"id: {}\n",
        ),
    ]
)


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A complete brief in which some stretches are cut out, doubled or replaced."""
    raw = _BRIEF
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 0, 1, 2, 5, 20, 200])))
        middle = draw(st.one_of(_PIECES, st.binary(max_size=4), st.just(raw[start:end] * 2)))
        raw = raw[:start] + middle + raw[end:]
    return raw


_BYTES = st.one_of(
    _mutated(),
    st.binary(max_size=200),
    st.lists(_PIECES, max_size=30).map(b"".join),
    st.lists(_PIECES, max_size=30).map(lambda pieces: b"---\n" + b"".join(pieces) + b"\n---\n"),
    st.text(max_size=100).map(lambda text: b"---\n" + text.encode("utf-8", "surrogatepass") + b"\n---\n"),
)
_EXAMPLES = 50_000 if os.environ.get("HANDOFF_FUZZ") == "long" else 200


@pytest.fixture(scope="module")
def settings_of_repository(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An empty repository, one for all examples."""
    root = tmp_path_factory.mktemp("fuzz")
    (root / "handoff.yml").write_text("profile: standard\n", encoding="utf-8")
    for path in _KINDS.values():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    return config.load(root)


@pytest.mark.parametrize("kind", _KINDS)
@settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(raw=_BYTES)
def test_any_bytes_give_a_document_or_faults(settings_of_repository: Config, kind: Kind, raw: bytes) -> None:
    path = _KINDS[kind]
    (settings_of_repository.root / path).write_bytes(raw)
    document = documents.load_document(settings_of_repository, kind, path, "spring-ride", "01-brief")
    assert (document.path, document.kind) == (path, kind)
    if document.faults:
        assert document.data == {}
    for problem in (*document.faults, *(violation.problem for violation in document.violations)):
        assert problem.message
        assert _is_in_the_file(_place(settings_of_repository, document, problem), raw)


def _place(settings_of_repository: Config, document: Document, problem: Problem) -> Span:
    try:
        return Locator.of(document, settings_of_repository.limits).span(problem)
    except ReadFault as fault:  # what the quick reader lets through and the reference reader does not
        return fault.span or FILE_START


def _is_in_the_file(span: Span, raw: bytes) -> bool:
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not (1 <= span.line <= span.end_line <= len(lines)):
        return False
    # One column behind the last character is where something is missing.
    return 1 <= span.column <= len(lines[span.line - 1]) + 2
