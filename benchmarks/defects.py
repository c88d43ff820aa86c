"""The faults that authors make, each of which gives exactly one finding of a known code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.plans import BRIEF, RETROSPECTIVE

_SIZES = ("full", "starter")


@dataclass(frozen=True, slots=True)
class Package:
    """A package on its way to the disk: the folders between campaign and file, the name, the text."""

    stage: str
    name: str
    text: str
    has_campaign_file: bool = True


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault: the code of the rule that must find it, and how it gets into a package.

    Attributes:
        kind: the type of the package that gets it. What makes a file unreadable goes into a retrospective, because
            nothing builds on it: else each package that does would be a finding too.
        sizes: the sizes of repository that it fits into; a starter has briefs only.

    """

    name: str
    code: str
    plant: Callable[[Package], Package]
    kind: str = BRIEF
    sizes: tuple[str, ...] = _SIZES


def _edit(pattern: str, replacement: str) -> Callable[[Package], Package]:
    """Change the first place that a pattern matches; a pattern that matches nowhere is a mistake of the generator."""
    compiled = re.compile(pattern, re.MULTILINE)

    def plant(package: Package) -> Package:
        text, count = compiled.subn(replacement, package.text, count=1)
        if not count:
            raise ValueError(f"{pattern!r} does not occur in {package.name}")
        return replace(package, text=text)

    return plant


def _loose_name(package: Package) -> Package:
    """A name that says nothing any more; the version that it said stands in the text instead."""
    said = re.search(r"_v0*(\d+)\.md$", package.name)
    text = package.text.replace("\nstatus: ", f"\nversion: {said[1]}\nstatus: ", 1) if said else package.text
    return replace(package, name="brief final.md", text=text)


def _wrong_stage(package: Package) -> Package:
    return replace(package, stage="02-production")


def _no_campaign_file(package: Package) -> Package:
    return replace(package, has_campaign_file=False)


def _waiver(rule: str) -> Callable[[Package], Package]:
    entry = f"waivers:\n  - rule: {rule}\n    reason: Agreed.\n    by: elias.grant\n    expires: 2025-01-31\n"
    return _edit(r"^next_steps:\n", entry + "next_steps:\n")


def _signed(gate: str, pattern: str, replacement: str) -> Callable[[Package], Package]:
    """Change something in the first entry of a gate's slot."""
    return _edit(rf"^(  {gate}:.*\n(?:    .*\n)*?)(    *){pattern}$", rf"\1\2{replacement}")


_OTHER_TEXT = "sha256:" + "0" * 64
_LAUNCH, _LEADS = ("production-to-launch", ("full",)), ("marketing-to-sales", ("full",))
_CHANNELS, _NUMBERS = ("email-to-social", ("full",)), ("analytics-to-optimization", ("full",))
_GAP = (
    r"\g<0>\n\1gaps:\n\1  - field: objective\n\1    question: Which week is meant?"
    r"\n\1    reason: unclear\n\1    raised: 2026-01-12"
)


DEFECTS = (
    Defect("misspelt field", "HF103", _edit(r"^quality_owner:", "qualty_owner:")),
    Defect("field missing", "HF106", _edit(r"^quality_owner:.*\n", ""), "creative-to-production"),
    Defect("signer without the role", "HF404", _signed("technical", r"- by: .*", "- by: lena.voss"), *_LAUNCH),
    Defect("placeholder", "HF107", _edit(r"^context: >-\n", "context: >-\n  Budget TBD.\n")),
    Defect(
        "signed before the last change", "HF403", _signed("sales", "content: .*", f"content: {_OTHER_TEXT}"), *_LEADS
    ),
    Defect("question still open", "HF408", _edit(r"^( +)statement: I have what I need$", _GAP), *_CHANNELS),
    Defect("unknown person", "HF301", _edit(r"^(  - action: .*\n    owner: ).*$", r"\1maya.hotl")),
    Defect("number as words", "HF102", _edit(r"^      quantity: .*$", "      quantity: two")),
    Defect("same field twice", "HF101", _edit(r"^status: .*\n", r"\g<0>status: draft\n"), RETROSPECTIVE),
    Defect(
        "gate without a signature", "HF402", _edit(r"^  data_quality:\n(?:    .*\n)+", "  data_quality:\n"), *_NUMBERS
    ),
    Defect("unknown segment", "HF109", _edit(r"^( +segment: .*)$", r"\1-x")),
    Defect("item of the list not ticked", "HF409", _edit(r"^    reps-trained:\n(?:      .*\n)+", ""), *_LEADS),
    Defect("name in passing", "HF201", _loose_name, RETROSPECTIVE),
    Defect("accepted another text", "HF407", _edit(r"^    content: .*$", f"    content: {_OTHER_TEXT}"), *_NUMBERS),
    Defect(
        "quality owner is the owner",
        "HF304",
        _edit(r"^(  owner: )(.*)((?:\n.*)*?)\nquality_owner: .*$", r"\1\2\3\nquality_owner: \2"),
        "email-to-social",
        ("full",),
    ),
    Defect("empty list", "HF108", _edit(r"^    avoid:\n(?:      - .*\n)+", "    avoid: []\n")),
    Defect("wrong stage folder", "HF204", _wrong_stage, RETROSPECTIVE),
    Defect("two items with one id", "HF104", _edit("pi-weeks$", "pi-cal"), RETROSPECTIVE, ("full",)),
    Defect("two pieces with one id", "HF104", _edit("d-2$", "d-1"), sizes=("starter",)),
    Defect("slot of a gate missing", "HF402", _edit(r"^  kb:\n(?:    .*\n)+", ""), RETROSPECTIVE, ("full",)),
    Defect("objective missing", "HF105", _edit(r"^objective:.*\n(?:  .*\n)*", "")),
    Defect("step without date", "HF110", _edit(r"^(next_steps:\n  - .*\n    owner: .*\n)    due: .*\n", r"\1")),
    Defect("nobody to receive it", "HF305", _edit(r"^  receiver: .*\n", ""), *_LAUNCH),
    Defect(
        "choice that does not exist", "HF102", _edit(r"^(      |    )direction: at_least$", r"\1direction: at least")
    ),
    Defect("date that differs from the name", "HF203", _edit(r"^status: .*\n", r"\g<0>date: 2019-05-06\n")),
    Defect(
        "colon inside a value", "HF101", _edit(r"^objective:", "tags: Our brief: second try\nobjective:"), RETROSPECTIVE
    ),
    Defect("waiver of a rule that has none", "HF412", _waiver("HF101")),
    Defect("day that does not exist", "HF102", _edit(r"^  due: .*$", "  due: 2026-02-30")),
    Defect("campaign not described", "HF109", _no_campaign_file),
    Defect("waiver of nothing", "HF413", _waiver("HF105")),
    Defect("fence never closed", "HF101", _edit(r"^---\n##", "##"), RETROSPECTIVE),
)
"""In the order in which they are planted, so that a few already cover many rules."""
