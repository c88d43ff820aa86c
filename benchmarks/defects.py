"""The faults that authors make, each of which gives exactly one finding of a known code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief on its way to the disk: the folders between campaign and file, the name, the text."""

    stage: str
    name: str
    text: str
    has_campaign_file: bool = True


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault: the code of the rule that must find it, and how it gets into a brief."""

    name: str
    code: str
    plant: Callable[[Brief], Brief]


def _edit(pattern: str, replacement: str) -> Callable[[Brief], Brief]:
    """Change the first place that a pattern matches; a pattern that matches nowhere is a mistake of the generator."""
    compiled = re.compile(pattern, re.MULTILINE)

    def plant(brief: Brief) -> Brief:
        text, count = compiled.subn(replacement, brief.text, count=1)
        if not count:
            raise ValueError(f"{pattern!r} does not occur in {brief.name}")
        return replace(brief, text=text)

    return plant


def _loose_name(brief: Brief) -> Brief:
    return replace(brief, name="brief final.md")


def _wrong_stage(brief: Brief) -> Brief:
    return replace(brief, stage="02-production")


def _no_campaign_file(brief: Brief) -> Brief:
    return replace(brief, has_campaign_file=False)


def _waiver(rule: str) -> Callable[[Brief], Brief]:
    entry = f"waivers:\n  - rule: {rule}\n    reason: Agreed.\n    by: nobody.else\n    expires: 2099-12-31\n"
    return _edit(r"^next_steps:\n", entry + "next_steps:\n")


DEFECTS = (
    Defect("misspelt field", "HF103", _edit(r"^quality_owner:", "qualty_owner:")),
    Defect("field missing", "HF106", _edit(r"^quality_owner:.*\n", "")),
    Defect("placeholder", "HF107", _edit(r"^context: >-\n", "context: >-\n  Budget TBD.\n")),
    Defect("number as words", "HF102", _edit(r"^      quantity: .*$", "      quantity: two")),
    Defect("same field twice", "HF101", _edit(r"^status: .*\n", r"\g<0>status: draft\n")),
    Defect("unknown segment", "HF109", _edit(r"^( +segment: .*)$", r"\1-x")),
    Defect("name in passing", "HF201", _loose_name),
    Defect("empty list", "HF108", _edit(r"^    avoid:\n(?:      - .*\n)+", "    avoid: []\n")),
    Defect("wrong stage folder", "HF204", _wrong_stage),
    Defect(
        "two items with one id", "HF104", _edit(r"(^    - id: )(d-1.*)$((?:\n.*)+?)\n    - id: d-2.*$", r"\1\2\3\n\1\2")
    ),
    Defect("objective missing", "HF105", _edit(r"^objective:.*\n(?:  .*\n)*", "")),
    Defect("step without date", "HF110", _edit(r"^(next_steps:\n  - .*\n    owner: .*\n)    due: .*\n", r"\1")),
    Defect("choice that does not exist", "HF102", _edit(r"^      direction: at_least$", "      direction: at least")),
    Defect("date that differs from the name", "HF203", _edit(r"^status: .*\n", r"\g<0>date: 2019-05-06\n")),
    Defect("colon inside a value", "HF101", _edit(r"^status: .*\n", r"\g<0>title: Our brief: second try\n")),
    Defect("waiver of a rule that has none", "HF412", _waiver("HF101")),
    Defect("day that does not exist", "HF102", _edit(r"^  due: .*$", "  due: 2026-02-30")),
    Defect("campaign not described", "HF109", _no_campaign_file),
    Defect("waiver of nothing", "HF413", _waiver("HF105")),
    Defect("fence never closed", "HF101", _edit(r"^---\n##", "##")),
)
"""In the order in which they are planted, so that a few already cover many rules."""
