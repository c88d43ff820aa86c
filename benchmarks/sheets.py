"""The six handoffs after the brief, from templates with gaps: `${strategist}`, `${16}` (a day), `${prose 3}`.

The templates in `templates/` are a real campaign's packages. What is filled in makes each campaign its own: slug,
people, days, measures of files, sentences. A gap is a name and at most one word that says which form of it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import textwrap
from functools import cache
from pathlib import Path

from benchmarks import vocabulary as words
from benchmarks.plans import BRIEF, Plan, State
from benchmarks.writing import Sheet

FOLDER = Path(__file__).parent / "templates"
_GAP = re.compile(r"\$\{([^}]*)\}")
_WIDTH = 96
_DAY_FORMS = {"": "%Y-%m-%d", "compact": "%Y%m%d", "year": "%Y", "week": "%G-W%V"}
_REFUSED_UNTIL = {"handovers": 3, "acceptance": 4}
"""Top-level fields that a package has only from some rank on."""
_SIGNED_FROM = 2
_GO_FROM = 4
_STEP_DONE = re.compile(r"^ {6}done:\n {8}at: .*\n {8}by: .*\n", re.MULTILINE)
_SLOT = re.compile(r"(?m)^  (\w+):.*\n(?:    .*\n)+")
_FIELD = re.compile(r"(?m)^(?=[a-z_]+:)")


@cache
def _parts(name: str) -> tuple[str, ...]:
    """A template as text, gap, text, gap, … text."""
    return tuple(_GAP.split((FOLDER / name).read_text(encoding="utf-8")))


class Filler:
    """Fills the gaps of templates for one package."""

    def __init__(self, plan: Plan, state: State, seed: str) -> None:
        """The same plan and seed give the same text."""
        self._plan, self._sheet = plan, Sheet(seed)
        self._values = {
            "slug": plan.slug,
            "product": plan.place.capitalize(),
            "status": state.status,
            "version": str(state.version),
            "brief": plan.file_name(BRIEF, versioned=True),
            "version of brief": str(plan.brief.version),
        }
        for role, handle in plan.people.items():
            self._values[role] = handle
            self._values[f"{role} first"] = handle.partition(".")[0].capitalize()

    def fill(self, template: str) -> str:
        """The text of a template in `templates/`."""
        parts = _parts(template)
        written: list[str] = []
        for before, gap in zip(parts[::2], (*parts[1::2], ""), strict=True):
            written.append(before)
            if gap:
                written.append(self._values.get(gap) or self._made(gap, before))
        return "".join(written)

    def _made(self, gap: str, before: str) -> str:
        name, _, form = gap.partition(" ")
        if name.isdecimal():
            return self._day(int(name), form)
        if name == "any":
            return str(self._sheet.random.choice(getattr(words, form)))
        if name == "sentence":
            return self._sheet.sentence()
        if name == "prose":
            indent = " " * (len(before) - before.rfind("\n") - 1)
            lines = textwrap.wrap(self._sheet.prose(int(form)), _WIDTH - len(indent))
            return f"\n{indent}".join(lines)
        digest = hashlib.sha256(f"{self._plan.slug}/{form}".encode()).hexdigest()
        if name == "hash":
            return digest
        if name == "bytes":
            return str(5000 + int(digest[:4], 16))
        raise ValueError(f"no template knows ${{{gap}}}")

    def _day(self, number: int, form: str) -> str:
        day = self._plan.start + datetime.timedelta(days=number)
        return f"{day.day} {day:%B}" if form == "long" else f"{day:{_DAY_FORMS[form]}}"


def write(plan: Plan, kind: str, seed: str) -> str:
    """The text of a package."""
    state = plan.states[kind]
    text = Filler(plan, state, seed).fill(f"{kind}.md")
    front, fence, body = text[4:].partition("\n---\n")
    fields = [_so_far(field, state.rank) for field in _FIELD.split(front + "\n")]
    front = "".join(fields).rstrip("\n")
    return f"---\n{front}{fence}{body}"


def _so_far(field: str, rank: int) -> str:
    """One top-level field as it stands at a rank: nobody has signed a draft, nobody accepted what was not sent."""
    name = field.partition(":")[0]
    if rank < _REFUSED_UNTIL.get(name, 0):
        return ""
    if name == "signoffs":
        return _SLOT.sub(
            lambda slot: (
                slot[0] if rank >= (_GO_FROM if slot[1] == "preflight" else _SIGNED_FROM) else f"  {slot[1]}:\n"
            ),
            field,
        )
    if name == "package" and rank < _GO_FROM:
        return _STEP_DONE.sub("", field)  # nothing goes live before the go
    return field
