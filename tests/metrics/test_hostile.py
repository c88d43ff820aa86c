"""Whatever a repository holds, it is measured: broken files, odd names, contradictions, and settings of all kinds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handoff_lint import config
from handoff_lint.metrics import data_reports, past, text_report
from handoff_lint.reports.style import Style
from handoff_lint.rules import RULES
from tests.metrics.surveys import BRIEF, answer, handover, measured, surveyed, values
from tests.repositories.test_cases import CASES, lay_out
from tests.timeline.campaigns import dates


def test_every_finding_is_filed_under_a_failure() -> None:
    assert {rule.idea for rule in RULES} <= {"F1", "F2", "F3", "F4", "F5"}


@pytest.mark.parametrize("case", CASES)
def test_every_faulty_repository_can_be_measured(case: str, tmp_path: Path) -> None:
    lay_out(case, tmp_path / "repo")
    survey = surveyed(tmp_path / "repo", "2027-01-12")
    assert [one.id for one in survey.metrics] == [f"M{number}" for number in range(1, 25)]
    assert all((figure.value is None) == bool(figure.why) for one in survey.metrics for figure in one.figures)
    assert json.loads(data_reports.as_json(survey))["packages"] == survey.packages
    assert data_reports.as_csv(survey).count("\n") > 50
    assert text_report.render(survey, Style()).endswith("\n")


@pytest.mark.parametrize("name", ["20271340", "00000000", "99999999"])
def test_eight_digits_that_are_no_day(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "docs/campaigns/spring-ride/01-brief"
    folder.mkdir(parents=True)
    (tmp_path / "handoff.yml").write_text("profile: standard\n", encoding="utf-8")
    text = f"---\ntype: {BRIEF}\nstatus: accepted\nacceptance:\n{answer('accepted', '2027-01-11T10:00:00Z')}---\n"
    (folder / f"{name}_spring-ride_{BRIEF}_v01.md").write_text(text, encoding="utf-8")
    survey = surveyed(tmp_path)
    assert (survey.packages, values(survey, "M1")["working"]) == (1, None)


moments = st.builds(
    "{}-{:02}-{:02}T{:02}:{:02}:00{}".format,
    st.sampled_from([1000, 2026, 2027, 2999]),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["Z", "+14:00", "-14:00", "+01:00"]),
)
days = st.sampled_from(["01-04", "01-11", "01-17", "02-28", "12-31"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(moments, max_size=4),
    st.lists(st.tuples(moments, st.sampled_from(["accepted", "returned"]), st.integers(1, 3)), max_size=4),
    st.tuples(days, days, days),
    st.sampled_from(["draft", "in_review", "handed_off", "accepted", "completed"]),
    st.sampled_from(["Europe/London", "Pacific/Auckland", "America/St_Johns"]),
)
def test_moments_in_any_order_are_measured_within_bounds(
    tmp_path_factory: pytest.TempPathFactory,
    handed_over: list[str],
    answers: list[tuple[str, str, int]],
    timeline: tuple[str, str, str],
    status: str,
    zone: str,
) -> None:
    fields = f"status: {status}\n" + dates(*timeline)
    if handed_over:
        fields += "handovers:\n" + "".join(map(handover, handed_over))
    if answers:
        fields += "acceptance:\n" + "".join(answer(said, at, version=version) for at, said, version in answers)
    root = tmp_path_factory.mktemp("moments")
    survey = measured(root, {BRIEF: fields}, settings=f"organisation: {{timezone: {zone}}}\n")
    for metric in survey.metrics:
        for figure in metric.figures:
            if figure.value is not None:
                # A go can come after the launch; nothing else here is ever negative.
                assert figure.value >= 0 or (metric.id, figure.definition.key) == ("M15", "lead")
                if figure.definition.unit == "percent" and metric.id != "M8":
                    assert figure.value <= 100
    found = values(survey, "M5")
    assert (found["working"] is None) == (found["raw"] is None)


def test_why_git_cannot_be_asked_names_no_folder_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "handoff.yml").write_text("profile: standard\n", encoding="utf-8")
    words = f"fatal: detected dubious ownership in repository at '{tmp_path}'"
    monkeypatch.setattr("handoff_lint.git.process.Git.ask", lambda *_, **__: (128, b"", words))
    unknown = past.read(config.load(tmp_path)).unknown
    assert unknown == "Git does not trust this folder: it belongs to somebody else."
