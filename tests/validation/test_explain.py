"""Refusals in words: one fault gives one violation, which says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint.model import Violation
from handoff_lint.reading import fast, frontmatter
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import explain, store
from tests.editing import without

DOCS = Path(__file__).parents[2] / "docs"
PACKAGES = {
    next(name for name in store.handoff_types() if f"_{name}_v" in path.name): path
    for path in sorted(DOCS.glob("campaigns/dockside-launch/0*/*.md"))
}


def explained(
    name: str, path: Path, *, drop: tuple[str, ...] = (), edit: tuple[str, str] = ("", "")
) -> list[Violation]:
    """The violations of a document of the demo after one change."""
    text = path.read_text(encoding="utf-8")
    for pointer in drop:
        text = without(text, pointer)
    if edit[0]:
        assert edit[0] in text
        text = text.replace(*edit, 1)
    data = fast.load(text if path.suffix == ".yml" else frontmatter.split(text).front, Limits())
    variant = store.variant(name, store.ranks(name).get(data.get("status", ""), 0), "standard")
    return explain.violations(variant, variant.refusals(data))


@pytest.mark.parametrize(
    ("name", "drop", "edit", "found"),
    [
        pytest.param(
            "strategy-to-creative",
            ("/package/success_metrics/0/role",),
            ("", ""),
            ("HF106", "role is missing in package.success_metrics[1]; this status needs it."),
            id="an entry without the field that tells its kind",
        ),
        pytest.param(
            "strategy-to-creative",
            (),
            ("role: primary", "role: primry"),
            ("HF102", "role is “primry”; it can be primary, secondary or guardrail. Did you mean primary?"),
            id="an entry of no kind",
        ),
        pytest.param(
            "strategy-to-creative",
            (),
            ("role: secondary", "role: primary"),
            ("HF102", "success_metrics needs exactly one entry with role: primary."),
            id="two entries of a kind that there is once",
        ),
        pytest.param(
            "creative-to-production",
            ("/package/asset_dependencies",),
            ("package:\n", "package:\n  asset_dependencies: {}\n"),
            ("HF108", "asset_dependencies is empty."),
            id="an empty group",
        ),
        pytest.param(
            "production-to-launch",
            ("/package/contingency/1/trigger/operator",),
            ("", ""),
            ("HF106", "operator is missing in package.contingency[2].trigger."),
            id="a field that another one needs",
        ),
        pytest.param(
            "creative-to-production",
            ("/package/source_files/1/url",),
            ("", ""),
            ("HF106", "url is missing in package.source_files[2]."),
            id="a file that is kept elsewhere",
        ),
        pytest.param(
            "strategy-to-creative",
            ("/package/brand",),
            ("package:\n", "package:\n  not_applicable: {brand: we have none}\n"),
            ("HF108", "brand is missing in package; this status needs it."),
            id="a reason where none will do",
        ),
    ],
)
def test_one_fault_gives_one_violation(
    name: str, drop: tuple[str, ...], edit: tuple[str, str], found: tuple[str, str]
) -> None:
    assert [(one.code, one.problem.message) for one in explained(name, PACKAGES[name], drop=drop, edit=edit)] == [found]


def test_a_reason_where_none_will_do_is_answered() -> None:
    name = "strategy-to-creative"
    change = ("package:\n", "package:\n  not_applicable: {brand: we have none}\n")
    violation = explained(name, PACKAGES[name], drop=("/package/brand",), edit=change)[0]
    assert violation.problem.help == (
        "A reason under not_applicable does not do for this part. "
        "How it has to look and sound, and what is not allowed."
    )


def test_a_reason_in_a_draft_is_not_sent_where_it_comes_from() -> None:
    name = "strategy-to-creative"
    variant = store.variant(name, 0, "standard")
    data = {"type": name, "status": "draft", "from": "maya.holt", "package": {"not_applicable": {"brand": "None."}}}
    problem = explain.violations(variant, variant.refusals(data))[0].problem
    assert problem.message == "There is no field “brand” in package.not_applicable."
    assert problem.help.startswith("Known here: ")


def test_a_name_near_one_that_is_there_may_be_another_field() -> None:
    name = "strategy-to-creative"
    violation = explained(name, PACKAGES[name], edit=("      version: 1\n", "      version: 1\n      comment: fine\n"))[
        0
    ]
    assert violation.problem.help == (
        "content is there already: delete this line, or give it another name. Known here: by, decision, at, version, "
        "content, sig, note, conditions and link. A field of your own begins with x_."
    )


@pytest.mark.parametrize(
    ("name", "path", "pointer", "message"),
    [
        ("calendar", "calendar/2026-09.yml", "    owner: ", "owner is missing in entries[1]."),
        ("campaign", "campaigns/dockside-launch/campaign.md", "owner: ", "owner is missing."),
    ],
)
def test_a_page_without_a_status_does_not_speak_of_one(name: str, path: str, pointer: str, message: str) -> None:
    found = explained(name, DOCS / path, edit=(pointer, pointer.replace("owner", "x_owner")))
    assert [one.problem.message for one in found] == [message]
