"""Somebody approves in another person's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PACKAGE, PEOPLE, Repository

FORGER = {"GIT_AUTHOR_DATE": "2021-01-12T12:00:00+00:00"}
NOT_BEA = ("HF414", "Bea Lind did not commit this sign-off: maya.holt@workshop.example did.")


@pytest.fixture
def asked(tmp_path: Path) -> Repository:
    """A brief in review on `main`, nobody has signed; with the branch `work`."""
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("work")
    return repo


def test_somebody_elses_name_is_typed(asked: Repository) -> None:
    asked.signed("quality", "bea.lind", author="maya.holt")
    assert asked.findings("--base", "main") == [NOT_BEA]


def test_whoever_commits_their_own_sign_off_is_believed(asked: Repository) -> None:
    asked.signed("quality", "bea.lind")
    assert asked.findings("--base", "main") == []


def test_somebody_elses_name_is_typed_and_staged(asked: Repository) -> None:
    asked.sign("quality", "bea.lind")
    asked.git("add", "--all")
    assert asked.findings("--staged", by="maya.holt") == [NOT_BEA]
    assert asked.findings("--staged", by="bea.lind") == []


def test_a_later_commit_of_the_same_person_does_not_make_the_entry_theirs(asked: Repository) -> None:
    asked.signed("quality", "bea.lind", author="maya.holt")
    asked.replace(BRIEF, "tone: [friendly]", "tone:\n      - friendly")
    asked.commit("Layout", by="bea.lind")
    assert asked.findings("--base", "main") == [NOT_BEA]


def test_an_entry_taken_out_and_put_in_again_belongs_to_whoever_put_it_in_last(asked: Repository) -> None:
    entry = asked.sign("quality", "bea.lind")
    asked.commit("Signed", by="bea.lind")
    asked.replace(BRIEF, entry, "")
    asked.commit("Taken out")
    asked.insert("quality", entry)
    asked.commit("Put in again")
    assert asked.findings("--base", "main") == [NOT_BEA]


def test_a_lookalike_of_a_name_is_nobody(asked: Repository) -> None:
    asked.signed("quality", "bea.lınd", author="maya.holt", version=1)
    assert asked.findings("--base", "main") == [
        ("HF102", "by should be one person's handle, such as maya.holt; it is “bea.lınd”.")
    ]


@pytest.mark.parametrize(
    "address",
    [
        "bea.lind@workshop.ехample",  # Cyrillic
        "bea.lind@wor\u212ashop.example",  # the Kelvin sign, of which Python's lower() makes a plain k
        "bea.lind@workshop.example\u200b",
        "bea.lind@workshop.example.evil.test",
    ],
)
def test_a_lookalike_of_an_address_is_another_one(asked: Repository, address: str) -> None:
    asked.signed("quality", "bea.lind", author=address)
    assert asked.findings("--base", "main") == [("HF414", f"Bea Lind did not commit this sign-off: {address} did.")]


def test_capital_letters_in_an_address_do_not_matter(asked: Repository) -> None:
    asked.signed("quality", "bea.lind", author="Bea.Lind@Workshop.Example")
    assert asked.findings("--base", "main") == []


def test_a_control_character_in_an_address_is_no_way_through(asked: Repository) -> None:
    asked.signed("quality", "bea.lind", author="x\x02bea.lind@workshop.example")
    assert asked.findings("--base", "main") == [
        ("HF414", "Bea Lind did not commit this sign-off: x\x02bea.lind@workshop.example did.")
    ]


def test_an_evil_merge_that_adds_an_entry_is_its_author(asked: Repository) -> None:
    asked.switch("main")
    asked.write("notes.txt", "something else\n")
    asked.commit("Meanwhile")
    asked.switch("work")
    asked.write("more.txt", "something of ours\n")
    asked.commit("Ours")
    asked.git("merge", "--quiet", "--no-commit", "main")
    asked.signed("quality", "bea.lind", author="maya.holt")
    assert len(asked.git("rev-list", "--parents", "-1", "HEAD").split()) == 3
    assert asked.findings("--base", "main") == [NOT_BEA]


def test_a_plain_merge_is_nobodys_sign_off(asked: Repository) -> None:
    asked.signed("quality", "bea.lind")
    asked.switch("main")
    asked.write("notes.txt", "something else\n")
    asked.commit("Meanwhile")
    asked.switch("work")
    asked.git("merge", "--quiet", "--no-edit", "main", by="maya.holt")
    assert asked.findings("--base", "main") == []


def test_a_merge_that_is_just_one_of_its_sides_is_nobodys_sign_off(asked: Repository) -> None:
    asked.branch("bea", "main")
    asked.signed("quality", "bea.lind")
    asked.switch("work")
    asked.git("merge", "--quiet", "--no-ff", "--no-edit", "bea", by="maya.holt")
    assert asked.at("work^{tree}") == asked.at("bea^{tree}")
    assert asked.findings("--base", "main") == []


def test_approvers_on_parallel_branches_merge_without_a_conflict(asked: Repository) -> None:
    asked.branch("ana", "main")
    asked.signed("business", "ana.ruiz")
    asked.switch("work")
    asked.signed("quality", "bea.lind")
    asked.git("merge", "--quiet", "--no-edit", "ana", by="maya.holt")
    asked.status("approved")
    asked.commit("Approved")
    assert asked.findings("--base", "main") == []


def test_two_approvers_of_one_gate_keep_both_entries_when_they_resolve_the_conflict(asked: Repository) -> None:
    asked.branch("kai", "main")
    kai = asked.sign("quality", "kai.moss")
    asked.commit("Kai", by="kai.moss")
    asked.switch("work")
    asked.signed("quality", "bea.lind")
    asked.git("merge", "--no-edit", "kai", fails=True)
    asked.git("checkout", "--ours", BRIEF)
    asked.insert("quality", kai)
    asked.commit("Both", by="maya.holt")
    assert asked.findings("--base", "main") == []


def _on_a_newer_main(repo: Repository) -> None:
    """Bea has signed on `work`, and main has moved on."""
    repo.signed("quality", "bea.lind")
    repo.switch("main")
    repo.write("notes.txt", "something else\n")
    repo.commit("Meanwhile")


def test_a_rebase_keeps_the_author(asked: Repository) -> None:
    _on_a_newer_main(asked)
    asked.switch("work")
    asked.git("rebase", "--quiet", "main", by="maya.holt", on="2021-02-20T12:00:00+00:00")
    assert asked.git("log", "-1", "--format=%cn %an") == "maya.holt bea.lind"
    assert asked.findings("--base", "main") == []


def test_a_cherry_pick_keeps_the_author(asked: Repository) -> None:
    _on_a_newer_main(asked)
    asked.branch("picked")
    asked.git("cherry-pick", "work", by="maya.holt", on="2021-02-20T12:00:00+00:00")
    assert asked.findings("--base", "main") == []


def test_after_a_squash_merge_the_base_is_trusted(asked: Repository) -> None:
    asked.approve()
    assert asked.findings("--base", "main") == []
    asked.switch("main")
    asked.git("merge", "--squash", "work")
    asked.commit("All in one", by="maya.holt")
    asked.branch("next")
    asked.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    asked.commit("Progress")
    report = asked.check("--base", "main")
    assert (report.found, report.summary["proved_before"]) == ([], 2)


def test_a_branch_on_top_of_a_branch_that_was_squashed_is_clean(asked: Repository) -> None:
    asked.approve()
    asked.branch("on-top")
    asked.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    asked.commit("Progress")
    asked.switch("main")
    asked.git("merge", "--squash", "work")
    asked.commit("All in one", by="maya.holt")
    asked.switch("on-top")
    assert asked.findings("--base", "main") == []


def test_a_forged_address_passes_at_commit_as_the_guide_says(asked: Repository) -> None:
    asked.sign("quality", "bea.lind")
    asked.git("add", "--all")
    asked.git("config", "user.name", "Maya Holt")
    asked.git("config", "user.email", "maya.holt@workshop.example")
    asked.git("-c", "user.email=bea.lind@workshop.example", "commit", "-m", "Forged", by="", env=FORGER)
    assert asked.git("log", "-1", "--format=%an %ae") == "Maya Holt bea.lind@workshop.example"
    assert asked.findings("--base", "main") == []


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("signature", "This sign-off of Bea Lind has no signature."),
        ("forge", "Whether Bea Lind approved on the forge is not known: no reviews were given."),
    ],
)
def test_a_forged_address_is_not_enough_above_commit(level: str, words: str, tmp_path: Path) -> None:
    gate = f"gates: {{strategy-to-creative: {{quality: {{evidence: {level}}}}}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + gate)
    repo.branch("work")
    repo.sign("quality", "bea.lind")
    repo.git("add", "--all")
    repo.git("-c", "user.name=B", "-c", "user.email=bea.lind@workshop.example", "commit", "-m", "F", by="", env=FORGER)
    assert repo.findings("--base", "main") == [("HF414", words)]


def test_a_noreply_address_in_the_settings_is_the_persons(tmp_path: Path) -> None:
    address = "5510003+bealind@users.noreply.github.com"
    people = PEOPLE.replace("name: Bea Lind,", f"name: Bea Lind, emails: ['{address}'],")
    repo = Repository(tmp_path).settle("in_review", settings=people)
    repo.branch("work")
    repo.signed("quality", "bea.lind", author=address)
    assert repo.findings("--base", "main") == []


def test_a_noreply_address_that_nobody_has_is_a_strangers(asked: Repository) -> None:
    asked.signed("quality", "bea.lind", author="5510003+bealind@users.noreply.github.com")
    report = asked.check("--base", "main")
    assert report.found == [
        ("HF414", "Bea Lind did not commit this sign-off: 5510003+bealind@users.noreply.github.com did.")
    ]
    assert report.findings[0]["help"] == (
        "Let them sign themselves (handoff sign); an address of theirs that is missing goes under emails in the "
        "settings."
    )
    assert asked.document().id == PACKAGE


def test_a_state_in_between_that_cannot_be_read_brings_nothing(asked: Repository) -> None:
    asked.signed("quality", "bea.lind")
    text = asked.read()
    asked.write(BRIEF, text.replace("type: strategy-to-creative", "type: [strategy-to-creative"))
    asked.commit("A slip", by="maya.holt")
    asked.write(BRIEF, text)
    asked.commit("Mended", by="maya.holt")
    assert asked.findings("--base", "main") == [NOT_BEA]


def test_a_long_package_is_read_by_the_limits_of_the_settings(tmp_path: Path) -> None:
    limits = "limits: {file_kib: 2000, front_matter_kib: 1500, nodes: 90000}\n"
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + limits)
    repo.branch("work")
    items = "".join(f"    - {{a: {number}, b: {number}}}\n" for number in range(12000))
    repo.replace(BRIEF, "next_steps:\n", f"x_rows:\n{items}next_steps:\n")
    repo.commit("A table")
    repo.signed("quality", "bea.lind")
    assert repo.findings("--base", "main") == []


def test_somebody_whose_address_nobody_knows(tmp_path: Path) -> None:
    settings = PEOPLE.replace("email: '{handle}@workshop.example', ", "")
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    repo.branch("work")
    repo.signed("quality", "bea.lind")
    assert repo.findings("--base", "main") == [
        ("HF414", "Bea Lind has no e-mail address in the settings, so nobody can tell who committed this.")
    ]
