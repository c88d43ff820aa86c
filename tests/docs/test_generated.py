"""The generated pages: up to date, complete, and safe whatever text goes into them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import click
import pytest

from handoff_lint.cli import VERBS
from handoff_lint.reading import events, yaml_text
from handoff_lint.reading.limits import Limits
from handoff_lint.rules import RULES
from handoff_lint.validation import store
from handoff_lint.validation.fields import fields
from scripts import generate
from scripts.docgen import cli_page, markdown, terminal

pages = cache(generate.pages)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_pages_are_up_to_date() -> None:
    assert generate.main(["--check"]) == 0


def test_stale_missing_and_left_over_pages_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate.main([], docs=tmp_path)
    (tmp_path / "rules/HF101.md").write_text("changed\n", encoding="utf-8")
    (tmp_path / "reference/cli.md").unlink()
    (tmp_path / "rules/HF999.md").write_text(f"{markdown.NOTICE}\n\n# Gone\n", encoding="utf-8")
    (tmp_path / "rules/notes.md").write_text("Written by hand.\n", encoding="utf-8")
    capsys.readouterr()
    assert generate.main(["--check"], docs=tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [
        "docs/reference/cli.md: missing",
        "docs/rules/HF101.md: out of date",
        "docs/rules/HF999.md: not generated any more",
        "Run this and commit what it changes:  .venv/bin/python scripts/generate.py",
    ]
    assert generate.main([], docs=tmp_path) == 0
    assert not (tmp_path / "rules/HF999.md").exists()
    assert (tmp_path / "rules/notes.md").exists()
    assert generate.main(["--check"], docs=tmp_path) == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_and_a_line_in_the_table(rule: object) -> None:
    page = pages()[f"rules/{rule.code}.md"]  # type: ignore[attr-defined]
    assert page.startswith(f"{markdown.NOTICE}\n\n# {rule.code} {rule.name}\n")  # type: ignore[attr-defined]
    assert f"| [{rule.code}]({rule.code}.md) |" in pages()["rules/index.md"]  # type: ignore[attr-defined]


def test_every_command_and_option_is_documented() -> None:
    page = pages()["reference/cli.md"]
    sections = {part.split("`")[1]: part for part in page.split("\n## ")[1:] if part.startswith("`")}
    contexts = list(cli_page.commands())
    assert list(sections) == [context.command_path for context in contexts]
    assert [context.info_name for context in contexts[1:]] == list(VERBS)
    for context in contexts:
        shown = sections[context.command_path].replace(",", " ").split()
        for parameter in context.command.get_params(context):
            if isinstance(parameter, click.Option):
                assert set(parameter.opts) <= set(shown)


@pytest.mark.parametrize("name", [name for name in store.document_types() if name != "report"])
def test_every_field_is_in_the_reference(name: str) -> None:
    page = pages()[f"reference/fields/{name}.md"]
    for field in fields(name):
        step = field.path[-1]
        assert f"`{field.name}`" in page or f".{step}`" in page or f"`{step}`" in page, field.name
        if "description" in field.schema:
            assert markdown.prose(field.schema["description"]) in page, field.name


@pytest.mark.parametrize("name", store.document_types())
def test_every_example_reads_back_as_the_value_that_the_schema_gives(name: str) -> None:
    for field in fields(name):
        for example in field.schema.get("examples", []):
            for text in (yaml_text.under(("field",), example), f"field: {yaml_text.flow(example)}"):
                assert events.parse(text + "\n", Limits())[0] == {"field": example}


def test_awkward_examples_read_back() -> None:
    for value in (
        "a: b",
        "#1",
        "yes",
        "1",
        "- x",
        " ",
        "",
        "x: ",
        "[a]",
        "a, b",
        {"k": ["a, b", {"c": "}"}]},
        [[1], []],
    ):
        for text in (yaml_text.block("field", value), f"field: {yaml_text.flow(value)}"):
            assert events.parse(text + "\n", Limits())[0] == {"field": value}, text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", "a \\| b"),
        ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
        ("a_b", "a_b"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("# heading", "\\# heading"),
        ("two\nlines", "two lines"),
    ],
)
def test_text_is_escaped_for_cells(text: str, escaped: str) -> None:
    assert markdown.escape(text) == escaped


def test_code_survives_bars_and_backticks() -> None:
    assert markdown.code("a_b") == "`a_b`"
    assert markdown.code("a|b`") == "<code>a&#124;b&#96;</code>"
    assert markdown.fence("```\nx\n```").startswith("````\n```\n")


def test_the_picture_shows_the_demo_and_asks_for_nothing() -> None:
    picture = pages()["assets/terminal.svg"]
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own text
    assert root.findtext(f"{SVG}title") == (
        "handoff check reports 7 findings in a brief, each with its line and what to do"
    )
    shown = "".join(root.itertext())
    assert "There is no field “qualty_owner”. Did you mean quality_owner?" in shown
    assert "\x1b" not in picture
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "rect", "g", "text", "tspan"}
    assert not any("href" in name or "url(" in value for element in root.iter() for name, value in element.items())


def test_colours_wrapping_and_blanks_of_the_picture() -> None:
    root = ElementTree.fromstring(  # noqa: S314 - our own text
        terminal.svg("\x1b[31m\x1b[1merr\x1b[0m  x <&\n12345678901234", title="t", width=10)
    )
    spans = [(span.text, span.get("fill"), span.get("font-weight")) for span in root.iter(f"{SVG}tspan")]
    assert spans == [
        ("err", "#ff7b72", "bold"),
        ("x <&", None, None),
        ("1234567890", None, None),
        ("1234", None, None),
    ]
    assert [span.get("x") for span in root.iter(f"{SVG}tspan")] == ["18.0", "60.1", "18.0", "18.0"]


def test_the_report_page_follows_the_schema() -> None:
    page = pages()["reference/report.md"]
    schema = json.loads((store.folder() / "report.schema.json").read_text(encoding="utf-8"))
    assert [f"`{name}`" in page for name in schema["properties"]] == [True] * len(schema["properties"])


def test_what_is_written_in_small_letters_stands_so() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/fields/strategy-to-creative.md").read_text(encoding="utf-8")
    assert "*`sha256:` followed by 64 digits or letters a to f.*" in page
    assert "Sha256:" not in page
