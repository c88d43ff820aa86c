"""What a written decision excuses: a piece that is not made, a target that has changed."""

from __future__ import annotations

import pytest

from handoff_lint import chain


@pytest.mark.parametrize(
    "decision",
    [
        "We drop d-gdn.",
        "d-gdn is dropped, the post does its work.",
        "take d-gdn out: it is left out of the brief",
        "No banner this time; d-gdn is no longer needed.",
        "we keep d-post and drop d-gdn",
        "we drop d-mail, d-post and d-gdn",
    ],
)
def test_a_decision_that_drops_a_piece(decision: str) -> None:
    assert chain.is_dropped("d-gdn", [decision])


@pytest.mark.parametrize(
    "decision",
    [
        "The size of d-gdn is 300 by 250.",
        "d-gdn is not dropped.",
        "We drop d-gdn-wide.",
        "We drop the banner.",
        "We keep d-gdn and drop d-post.",
        "We drop d-post. d-gdn stays.",
        "we drop d-post but d-gdn stays",
    ],
)
def test_a_decision_that_drops_nothing_or_something_else(decision: str) -> None:
    assert not chain.is_dropped("d-gdn", [decision.casefold()])


@pytest.mark.parametrize(
    ("decision", "target"),
    [
        ("the target for demo_requests is 160 now.", 160),
        ("160 demo requests are enough", 160.0),
        ("sm-demos: 1,600 instead of 1,800", 1600),
        ("we promise demo requests of 2.5 a day", 2.5),
    ],
)
def test_a_decision_about_a_target(decision: str, target: float) -> None:
    assert chain.is_retargeted(("demo_requests", "sm-demos"), target, [decision])


@pytest.mark.parametrize(
    "decision",
    [
        "the target for demo_requests is 1,160 now",
        "the target for demo_requests is 160.5 now",
        "the target for demo_requests is 1.160 now",
        "the target is 160 now",
        "the target for demo_requests_paid is 160 now",
        "the target for demo_requests changes",
    ],
)
def test_a_decision_about_something_else(decision: str) -> None:
    assert not chain.is_retargeted(("demo_requests", "sm-demos"), 160, [decision])
