"""Texts as texts: sentences, passages, phrases, word lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handoff_lint.model import Document, Kind, Problem, Source, Span
from handoff_lint.prose import fields, lists, passages, phrases, sentences
from handoff_lint.prose.passages import Passage
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import store

ENGLISH = lists.lists("en")
assert ENGLISH is not None
WORDS = Path(lists.__file__).parent / "words"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("… — !", []),
        ("One", ["One"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "Mr. Lee meets Dr. J. K. Rowe at 9 a.m. He pays £4.50.",
            ["Mr. Lee meets Dr. J. K. Rowe at 9 a.m.", "He pays £4.50."],
        ),
        ("Posts, cards etc. are done. See No. 5, p. 12.", ["Posts, cards etc. are done.", "See No. 5, p. 12."]),
        ("Posts, cards etc. Then rest.", ["Posts, cards etc.", "Then rest."]),
        ("Is it? No. We wait.", ["Is it?", "No.", "We wait."]),
        ("e.g. nurses vs. clerks, i.e. commuters.", ["e.g. nurses vs. clerks, i.e. commuters."]),
        ("See handoff.yml and v2.1 at example.com. Done.", ["See handoff.yml and v2.1 at example.com.", "Done."]),
        ("“Stop!” she said. “Go.” They went.", ["“Stop!” she said.", "“Go.”", "They went."]),
        ("Well... maybe. Wait… Then go.", ["Well... maybe.", "Wait…", "Then go."]),
        ("First line\nstill first.\n\nSecond", ["First line\nstill first.", "Second"]),
        ("It is I. You came.", ["It is I.", "You came."]),
        ("(It works.) It does.", ["(It works.)", "It does."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert ENGLISH
    found = sentences.sentences(text, ENGLISH)
    assert [one.text for one in found] == parts
    assert [text[one.start : one.end] for one in found] == parts


def test_the_sentence_at_a_place_and_outside_of_all() -> None:
    assert ENGLISH
    assert sentences.sentence_at("One. Two.", 6, ENGLISH).text == "Two."
    assert sentences.sentence_at("One. Two.", 4, ENGLISH).text == "One. Two."


def test_words_and_what_carries_meaning() -> None:
    assert sentences.words("A 20-minute demo — at £140 each.") == 6
    assert sentences.words(" — ") == 0
    assert sentences.meaning("The tills of 12 cafe\u0301s are OPEN") == {"till", "café", "open"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Send it asap; ASAP!", ["asap", "ASAP"]),
        ("As soon\nas  possible, as soon as it is live", ["As soon\nas  possible"]),
        ("sooner or later, sooner, soonest", ["sooner or later"]),
        ("Too soon. How soon? Soon after. Soon.", ["Soon"]),
        ("Bring locks, etc.", ["etc."]),
        ("Bring locks etc", ["etc"]),
        ("Something special, a.s.a.p.", ["Something special", "a.s.a.p."]),
        ("some e‑mails, some e-mails, sometimes mails", ["some e‑mails", "some e-mails"]),
        ("fetch, etcetera, unassuming, the teamwork will", []),
    ],
)
def test_phrases(text: str, found: list[str]) -> None:
    assert ENGLISH
    assert [text[hit.start : hit.end] for hit in ENGLISH.vague.find(text)] == found
    assert ENGLISH.vague.may_be_in(phrases.plain(text)) is bool(found)


@pytest.mark.parametrize("kind", ["vague", "assumed_knowledge", "assumption"])
def test_each_phrase_of_a_list_is_found_by_itself_and_passes_the_quick_look(kind: str) -> None:
    assert ENGLISH
    data = lists.read("en")[kind]
    wanted: phrases.Phrases = getattr(ENGLISH, kind)
    for phrase in [one for entry in data for one in (entry["find"] if kind == "vague" else [entry])]:
        for alternative in phrases._spelt(phrase):
            text = alternative.decode().strip()
            assert wanted.may_be_in(phrases.plain(text)), text
        first = " ".join(token.split("|")[0] for token in phrase.split())
        (hit,) = wanted.find(f"({first})")
        assert (hit.start, hit.end) == (1, 1 + len(first)), phrase


def test_apostrophes_of_both_kinds() -> None:
    assert ENGLISH
    assert [hit.start for hit in ENGLISH.assumption.find("We're assuming rain. We’re assuming sun.")] == [0, 21]
    assert ENGLISH.assumption.may_be_in(phrases.plain("We’re assuming sun."))


def test_word_lists_say_where_they_are_from_and_when_somebody_looked() -> None:
    for path in sorted(WORDS.glob("*.yml")):
        data = lists.read(path.stem)
        assert data["source"]
        assert store.is_date(data["verified_on"])


@pytest.mark.parametrize(
    ("organisation", "language"),
    [({}, "en"), ({"language": "en-GB"}, "en"), ({"language": "EN"}, "en"), ({"language": "de-AT"}, "")],
)
def test_the_language_of_the_settings(organisation: dict[str, str], language: str) -> None:
    found = lists.of(organisation)
    assert (found.language if found else "") == language


@pytest.mark.parametrize("name", ["x", "de", "../en", ""])
def test_what_is_no_language_has_no_lists(name: str) -> None:
    assert lists.lists(name) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `code asap` b", "a  b"),
        ("a ``co`de`` b", "a  b"),
        ("a https://a.io/x, b", "a  b"),
        ("a [text](https://a.io) b", "a [text b"),
        ("a me@a.io b", "a  b"),
        ("a <b>x</b> <!-- y --> b", "a x  b"),
        ("a {{ x }} {% y %} {name} ${z} *|MERGE|* %%q%% [[w]] b", "a        b"),
        ("a package.brand.claims docs/kb tomasz.wren b", "a    b"),
        ("a “x y” „x“ «x» \"x\" ‘don’t’ 'x' b", "a       b"),
        ("the sites' and managers' own don't", "the sites' and managers' own don't"),
        ("either/or", ""),
    ],
)
def test_what_is_no_prose_is_blanked(text: str, left: str) -> None:
    cleaned = passages.clean(text)
    assert len(cleaned) == len(text)
    assert cleaned.replace("\x00", "") == left


def test_quotations_can_be_left_in() -> None:
    assert passages.clean("“x” `y`", quotations=True) == "“x” \x00\x00\x00"


BODY = """\
# Heading
one
two
> quote
goes on

- item
  goes on

      in the item
1. next

    code

<!-- a comment

over paragraphs -->
after <!-- b --> it

[ref]: https://a.io
```
fenced
```
| a | b |
"""


def test_paragraphs_of_a_body() -> None:
    source = Source("", "", 2, BODY, 10)
    found = [(one.line, one.text) for one in passages.paragraphs(source)]
    assert found == [
        (11, "one\ntwo"),
        (16, "- item\n  goes on"),
        (19, "      in the item"),
        (20, "1. next"),
        (22, "    code"),
        (27, "after <!-- b --> it"),
        (33, "| a | b |"),
    ]
    assert list(passages.paragraphs(None)) == []


def test_indented_code_outside_of_a_list_is_left_out() -> None:
    assert [one.text for one in passages.paragraphs(Source("", "", 2, "a\n\n    code\n\nb\n", 1))] == ["a", "b"]


def document(front: str) -> Document:
    data = {"context": "soon x soon"}
    return Document("a.md", Kind.PACKAGE, data=data, source=Source(f"---\n{front}---\n", front, 2, "", 4))


@pytest.mark.parametrize(
    ("front", "span"),
    [
        ("context: soon x soon\n", Span(2, 17, 2, 21)),
        ("context: >-\n  soon x\n  soon\n", Span(4, 3, 4, 7)),
        ('context: "soon x \\x73oon"\n', None),
        ("other: soon x soon\n", None),
    ],
)
def test_the_place_of_the_second_of_two_equal_words(front: str, span: Span | None) -> None:
    assert passages.place(document(front), Passage("soon x soon", "/context"), 7, 11, Limits()) == span


def test_a_place_in_a_file_that_only_the_quick_reader_takes_is_left_to_the_checker() -> None:
    assert passages.place(document("context: [\n"), Passage("soon", "/context"), 0, 4, Limits()) is None


def test_a_document_without_source_has_no_places() -> None:
    nowhere = Document("a.md", Kind.PACKAGE)
    assert passages.place(nowhere, Passage("soon", "/context"), 0, 4, Limits()) is None
    found = passages.problem(nowhere, Passage("a\n b", "/context"), 0, 4, Limits(), message="m", help="h")
    assert found == Problem("m", "/context", "h", text="a b")


def test_a_phrase_over_two_lines_of_a_paragraph() -> None:
    passage = Passage("Send it as soon\nas possible.", line=7)
    assert passages.place(document(""), passage, 8, 27, Limits()) == Span(7, 9, 8, 12)


def test_prose_of_front_matter_is_the_same_quickly_and_with_places() -> None:
    data = {
        "context": "a",
        "constraints": [{"statement": "b", "kind": "time"}, None, "short"],
        "package": {
            "brand": {"mandatories": ["c", None, 3]},
            "audience": [{"pain_points": ["d"]}],
            "copy": [{"text": "no"}],
        },
        "objective": ["wrong"],
    }
    placed = [*fields.placed(data, fields.ORDERS), *fields.placed(data, fields.BACKGROUND)]
    assert placed == [
        ("/constraints/0/statement", "b"),
        ("/package/brand/mandatories/0", "c"),
        ("/context", "a"),
        ("/package/audience/0/pain_points/0", "d"),
    ]
    assert sorted(fields.texts(data)) == ["a", "b", "c", "d"]


def test_every_prose_field_is_one_of_a_schema() -> None:
    known = {tuple(path) for name in store.document_types() for path in _paths(name)}
    for pattern in re.findall(r"\S+", fields._ORDERS + fields._BACKGROUND):
        assert tuple(pattern.split(".")) in known, pattern


def _paths(name: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    _walk(store.load(name), name, (), found)
    return found


def _walk(node: object, name: str, path: tuple[str, ...], found: list[tuple[str, ...]]) -> None:
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        file, _, pointer = node["$ref"].partition("#")
        name = file.removesuffix(".schema.json") or name
        target: object = store.load(name)
        for step in pointer.strip("/").split("/"):
            assert isinstance(target, dict)
            target = target[step]
        _walk(target, name, path, found)
    found.append(path)
    for key, value in node.get("properties", {}).items():
        _walk(value, name, (*path, key), found)
    if "items" in node:
        _walk(node["items"], name, (*path, "*"), found)
