"""The primary message: one sentence, twenty words, and what a language without lists can tell."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handoff_lint import config, engine
from handoff_lint.rules.base import Example
from handoff_lint.rules.writing import message_too_long
from tests.rules.scratch import build

GERMAN = "profile: standard\norganisation: {language: de}\n"


@pytest.mark.parametrize(
    ("text", "settings", "messages"),
    [
        ("one " * 20, "", []),
        ("one " * 21, "", ["The primary message has 21 words; the most are 20."]),
        ("one " * 10 + ". " + "Two " * 11, "", ["The primary message has 2 sentences; it may have one."]),
        ("Back by six - as J. K. Hill said.", "", []),
        ("Eins. Zwei.", GERMAN, []),
        ("eins " * 21, GERMAN, ["The primary message has 21 words; the most are 20."]),
    ],
)
def test_the_message(tmp_path: Path, text: str, settings: str, messages: list[str]) -> None:
    shows = f"package:\n  message_hierarchy:\n    primary: {text}\n"
    build(tmp_path, Example("a case", shows=shows, settings=settings))
    options = engine.Options(rules=(message_too_long.RULE,), today=datetime.date(2027, 1, 12), jobs=1)
    assert [one.message for one in engine.run(config.load(tmp_path), options).findings] == messages
