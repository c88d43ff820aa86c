"""The definitions are whole: M1 to M24 once each, and everything that is counted has a figure."""

from __future__ import annotations

import re
from pathlib import Path

from handoff_lint import config
from handoff_lint.metrics import definitions
from handoff_lint.metrics.model import Aggregate, Source, Unit

PACKAGE = Path(definitions.__file__).parent
FIGURES = [(one, figure) for one in definitions.DEFINITIONS for figure in one.figures]


def test_all_of_them_once() -> None:
    assert [one.id for one in definitions.DEFINITIONS] == [f"M{number}" for number in range(1, 25)]
    assert {one.group for one in definitions.DEFINITIONS} == set(definitions.GROUPS)
    assert len({one.name for one in definitions.DEFINITIONS}) == 24


def test_words_are_sentences() -> None:
    for one in definitions.DEFINITIONS:
        assert re.fullmatch(r"How [^.]+\.", one.text), one.id
        assert one.advice.endswith(".")
        assert one.formula.endswith(".")
        assert all(figure.nothing.endswith(".") for figure in one.figures)
        assert "—" not in one.text + one.formula + one.advice


def test_keys_are_unique_and_every_case_has_its_figure() -> None:
    known = {(one.id, figure.key) for one, figure in FIGURES}
    assert len(known) == len(FIGURES)
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    named = set(re.findall(r'[cC]ase\(\s*"(M\d+)", "(\w+)"', text))
    assert named <= known
    counted = set(re.findall(r'[cC]ase\(\s*"(M\d+)"', text))
    assert counted == {f"M{number}" for number in range(1, 25)} - {"M12"}


def test_names_fit_the_column_and_shares_are_percentages() -> None:
    assert [one.name for one in definitions.DEFINITIONS if len(one.name) > 29] == []
    assert [figure.name for one, figure in FIGURES if figure is not one.figures[0] and len(figure.name) > 28] == []
    for _, figure in FIGURES:
        assert (figure.aggregate is Aggregate.SHARE) == (figure.unit in (Unit.PERCENT, Unit.PER_HUNDRED))
        assert figure.better in ("", "higher", "lower")
        assert not (figure.target and figure.better)


def test_sources() -> None:
    found = {one.id: [source.value for source in one.sources] for one in definitions.DEFINITIONS}
    assert {name for name, sources in found.items() if sources != ["FM"]} == {"M4", "M10", "M11", "M12", "M20", "M24"}
    assert (found["M4"], found["M11"], found["M12"], found["M24"]) == (["GIT"], ["FM", "GIT"], ["CI"], ["FM", "CI"])
    assert Source.FRONT_MATTER.value == "FM"


def test_settings_give_targets(tmp_path: Path) -> None:
    (tmp_path / "handoff.yml").write_text("retro_within_days: 10\npreflight_lead_hours: 24\n", encoding="utf-8")
    (tmp_path / "docs/campaigns").mkdir(parents=True)
    changed = {one.id: one.figures[0].target for one in definitions.for_settings(config.load(tmp_path))}
    assert [found.value if found else None for found in (changed["M15"], changed["M22"], changed["M2"])] == [24, 10, 80]
    assert changed["M1"] is None
