"""`handoff metrics`: its options and its errors."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pytest

from handoff_lint import config, repository
from handoff_lint.metrics import measuring
from tests.metrics.surveys import BRIEF
from tests.repositories.test_cases import copy_demo
from tests.repositories.test_cases import lay_out as lay_out_case
from tests.running import Done, handoff
from tests.timeline.campaigns import lay_out


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    copy_demo(tmp_path)
    return tmp_path


def metrics(root: Path, *arguments: str, today: str = "2026-10-27") -> Done:
    return handoff("metrics", "--root", str(root), "--today", today, *arguments)


@pytest.mark.parametrize("name", ["dockside-launch", "docs/campaigns/dockside-launch/"])
def test_one_campaign(demo: Path, name: str) -> None:
    second = demo / "docs/campaigns/second"
    second.mkdir()
    done = metrics(demo, name, "--format", "json")
    report = json.loads(done.stdout)
    assert (report["campaign"], report["packages"], report["campaigns"]) == ("dockside-launch", 7, 1)
    assert metrics(demo, name).stdout.startswith("Larkfield Systems dockside-launch: 7 packages on 2026-10-27\n")
    assert json.loads(metrics(demo, "--format", "json").stdout)["campaigns"] == 2


def test_a_campaign_that_does_not_exist(demo: Path) -> None:
    done = metrics(demo, "dockside-lunch")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "There is no campaign dockside-lunch. Did you mean dockside-launch?\ndocs/campaigns/ holds dockside-launch.\n"
    )


def test_the_report_goes_into_a_file(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "measures.csv"
    done = metrics(demo, "--format", "csv", "--output", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [
        row["value"] for row in rows if (row["metric"], row["figure"], row["scope"]) == ("M15", "lead", "total")
    ] == ["89"]


def test_no_report_replaces_what_people_wrote(demo: Path) -> None:
    before = (demo / "handoff.yml").read_bytes()
    done = metrics(demo, "--output", str(demo / "handoff.yml"))
    assert (done.exit_code, (demo / "handoff.yml").read_bytes()) == (2, before)
    assert done.stderr.endswith(", which is no report.\nGive another --output, such as metrics.csv.\n")
    assert metrics(demo, "--output", str(demo / "new.md")).exit_code == 0


def test_findings_are_counted_when_asked_for(tmp_path: Path) -> None:
    lay_out_case("demo-open-gap", tmp_path / "repo")
    without = json.loads(metrics(tmp_path / "repo", "--format", "json").stdout)["metrics"][23]["figures"][2]
    assert without["why"] == "Not measured here: this needs a run of the check (`handoff metrics --findings`)."
    for arguments in ((), ("dockside-launch",)):
        done = metrics(tmp_path / "repo", *arguments, "--findings", "--format", "json")
        found = json.loads(done.stdout)["metrics"][23]["figures"][2]
        assert (found["denominator"], found["numerator"] > 0, found["why"]) == (7, True, "")


def test_findings_of_an_empty_campaign(demo: Path) -> None:
    (demo / "docs/campaigns/second").mkdir()
    done = metrics(demo, "second", "--findings", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["packages"]) == (0, 0)


def test_targets_that_are_missed_do_not_fail(tmp_path: Path) -> None:
    lay_out(
        tmp_path, {BRIEF: "status: in_review\ntimeline: {start: 2027-01-04, due: 2027-01-05, needed_by: 2027-01-08}\n"}
    )
    done = metrics(tmp_path, today="2027-02-01")
    assert (done.exit_code, "missed" in done.stdout) == (0, True)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = handoff("metrics")
    assert (done.exit_code, done.stdout) == (2, "")


def test_campaigns_that_are_read_already_give_the_same_numbers(demo: Path) -> None:
    """The site has read everything when it measures."""
    settings, day = config.load(demo), datetime.date(2026, 10, 27)
    loaded = [repository.load_campaign(settings, files)[0] for files in repository.scan(settings).campaigns]
    found = measuring.measure(settings, today=day, campaigns=loaded)
    whole = {one.id: one for one in measuring.survey(settings, today=day).metrics}
    assert [one.headline.amount for one in found.metrics if one.id not in ("M23",)] == [
        one.headline.amount for name, one in whole.items() if name != "M23"
    ]
    assert (found.packages, found.campaigns, found.no_history) == (7, 1, "The history was not asked for.")
    assert found.metrics[9].headline.why == "Not known here. The history was not asked for."
    with pytest.raises(KeyError):
        found.metrics[0].figure("nothing")
    with pytest.raises(KeyError):
        measuring.survey(settings, today=day).metric("M25")
