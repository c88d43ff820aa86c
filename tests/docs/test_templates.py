"""The forms: copied and not touched, each is a draft that nothing stops; called ready, each names its gaps."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from handoff_lint import chain, config, engine
from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import store
from scripts.docgen import templates
from scripts.docgen.fields import PROFILES

from .guides import put

TODAY = datetime.date(2027, 1, 4)
CAMPAIGN = "docs/campaigns/winter-service/campaign.md"


def repository(root: Path, profile: str) -> Path:
    """Every handoff type in use, and the campaign page that each form belongs to."""
    used = "".join(f"  {name}: enforce\n" for name in store.handoff_types())
    put(root, "handoff.yml", f"profile: {profile}\nsystems:\n{used}")
    put(root, CAMPAIGN, templates.text("campaign", profile))
    return root


def put_what_it_builds_on(root: Path, name: str, profile: str) -> None:
    """The handoffs before it, as drafts: that they are there is not what a form is asked for."""
    while name := chain.UPSTREAM.get(name, ""):
        put(root, templates.path_of(name, profile), templates.text(name, profile))


def check(root: Path) -> engine.Result:
    return engine.run(config.load(root), engine.Options(today=TODAY, jobs=1))


def front(text: str) -> dict[str, object]:
    return fast.load(frontmatter.split(text).front, Limits())


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", templates.names())
def test_a_copied_form_is_a_draft_that_nothing_stops(name: str, profile: str, tmp_path: Path) -> None:
    repository(tmp_path, profile)
    put(tmp_path, templates.path_of(name, profile), templates.text(name, profile))
    result = check(tmp_path)
    assert result.packages == int(name in store.handoff_types())
    # HF108 warns of parts of the package in which nothing stands yet.
    assert {(finding.code, finding.severity.value) for finding in result.findings} <= {("HF108", "warning")}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", store.handoff_types())
def test_a_form_that_is_called_ready_names_its_gaps(name: str, profile: str, tmp_path: Path) -> None:
    """No example and no placeholder stands in for what the author has to write."""
    text = templates.text(name, profile).replace("\nstatus: draft\n", "\nstatus: in_review\n")
    put_what_it_builds_on(repository(tmp_path, profile), name, profile)
    put(tmp_path, templates.path_of(name, profile), text)
    found = [one for one in check(tmp_path).findings if one.path == templates.path_of(name, profile)]
    missing = {finding.pointer for finding in found if finding.code in ("HF105", "HF106", "HF502")}
    assert {"/to", "/quality_owner", "/raci", "/objective", "/context", "/timeline/due"} <= missing
    assert any(finding.pointer.startswith("/package/") for finding in found)
    # HF803 is what HF106 is called for a test.
    asked = {"HF102", "HF103", "HF105", "HF106", "HF108", "HF302", "HF303", "HF502", "HF803"}
    assert {finding.code for finding in found} <= asked


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", store.handoff_types())
def test_a_form_with_an_example_in_each_field_is_complete(name: str, profile: str) -> None:
    """No example asks for a field that stands there as a comment only, or not at all."""
    form = templates.Form(name, profile, store.bundle(name))
    values = form.values(form.root, (), templates.necessary(name, profile))
    text = templates.text(name, profile)
    assert [key for key in values if f"\n{key}:" not in text] == []
    assert [key for key in values["package"] if f"\n  {key}:" not in text] == []
    demands = store.variant(name, store.ranks(name)["in_review"], profile)
    assert [(refusal.path, refusal.missing) for refusal in demands.refusals(values)] == []


@pytest.mark.parametrize("name", templates.names())
def test_a_form_holds_every_field_of_the_first_two_levels_in_the_order_of_the_schema(name: str) -> None:
    lines = templates.text(name, "standard").split("\n")
    root = store.bundle(name)
    asked = list(root["properties"])
    shown = [found[1] for line in lines if (found := re.match(r"(?:# )?([a-z_]+):(?: |$)", line))]
    assert [field for field in shown if field in asked] == asked
    if "package" in asked:
        package = list(store.resolve(root["properties"]["package"], root)["properties"])
        begun = lines.index("package:")
        inside = [found[1] for line in lines[begun:] if (found := re.match(r"  (?:# )?([a-z_]+):(?: |$)", line))]
        assert [field for field in inside if field in package][: len(package)] == package


def filled_in(text: str) -> str:
    """A form with all that it shows as a comment: the mark of each field taken away."""
    lines, begun = [], False
    for line in text.split("\n"):
        if re.match(r" *# [A-Z(]", line):
            begun = False
        begun = begun or bool(re.match(r" *# ( *- |[a-z_]+:| )", line))
        lines.append(re.sub(r"^( *)# ", r"\1", line) if begun and line.lstrip().startswith("# ") else line)
    return "\n".join(lines)


@pytest.mark.parametrize("name", templates.names())
def test_what_a_form_shows_as_a_comment_can_be_used_as_it_stands(name: str, tmp_path: Path) -> None:
    repository(tmp_path, "standard")
    text = filled_in(templates.text(name, "standard"))
    still_empty = {"to", "quality_owner", "objective", "context"} if name in store.handoff_types() else set()
    assert store.bundle(name)["properties"].keys() - front(text).keys() == still_empty
    put(tmp_path, templates.path_of(name, "standard"), text)
    assert [
        finding.message for finding in check(tmp_path).findings if finding.code in ("HF101", "HF102", "HF103")
    ] == []


def test_a_knowledge_entry_that_was_copied_fits_its_schema() -> None:
    assert store.variant("knowledge", 0, "standard").is_valid(front(templates.text("knowledge", "standard")))


def test_the_short_form_asks_for_less() -> None:
    for name in store.handoff_types():
        short, long = (templates.text(name, profile).count("\n") for profile in ("starter", "standard"))
        assert short < long * 0.6
        assert "# Optional." not in templates.text(name, "starter")


def test_the_short_forms_say_what_they_ask_for_later() -> None:
    assert "\n      baseline:\n" in templates.text("strategy-to-creative", "starter")
    assert "\n  production_checklist:\n" in templates.text("creative-to-production", "starter")
    assert (
        "\n# Which version this is: one more after each real change to something that was approved.\nversion: 1\n"
    ) in templates.text("strategy-to-creative", "starter")


def test_signatures_have_a_slot_for_each_gate_that_says_who() -> None:
    text = templates.text("strategy-to-creative", "standard")
    begun = text.index("\nsignoffs:\n")
    assert text[begun : text.index("\n\n", begun + 1)].split("\n")[1:] == [
        "signoffs:",
        "  quality:  # Brand and quality editor, before it is approved",
        "  business:  # Head of marketing, before it is approved",
        "  legal:  # Legal counsel, before it is approved; only if it makes a claim that has to be proved",
    ]


def test_the_pages_show_the_forms_under_the_name_to_save_them() -> None:
    pages = dict(templates.pages())
    for name in templates.names():
        page = pages[f"reference/templates/{name}.md"]
        path = templates.path_of(name, "standard")
        assert f'```yaml title="{path}"\n{templates.text(name, "standard").rstrip()}\n```' in page
        assert f"]({name}.md)" in pages["reference/templates/index.md"]
