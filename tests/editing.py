"""Takes a field out of a front matter as a person would: its lines go, the rest stays as it is written."""

from __future__ import annotations

from handoff_lint.reading import events, frontmatter
from handoff_lint.reading.limits import Limits


def without(text: str, pointer: str) -> str:
    """The file's text without one key of a block mapping and all that belongs to it."""
    source = frontmatter.split(text)
    place = events.parse(source.front, Limits(), first_line=source.front_line)[1].keys[pointer]
    lines = text.split("\n")
    first, indent = place.line - 1, place.column - 1
    after = first + 1
    while not lines[after].strip() or len(lines[after]) - len(lines[after].lstrip(" ")) > indent:
        after += 1
    while not lines[after - 1].strip():  # the blank line before what follows belongs to that
        after -= 1
    dash = lines[first][:indent]
    if dash.strip() == "-":  # the first key of an item: the next one takes its place behind the dash
        assert lines[after].startswith(" " * indent), f"{pointer} is the only key of its item"
        lines[after] = dash + lines[after][indent:]
    return "\n".join([*lines[:first], *lines[after:]])
