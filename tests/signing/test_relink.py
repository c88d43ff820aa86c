"""`handoff relink`: what changed upstream is shown, and its fingerprint written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, CAMPAIGN, PACKAGE, PEOPLE, Repository
from tests.signing.desks import LATER, added, refused, run, subject

NEXT = "spring-ride-h2"
SETTINGS = PEOPLE.replace("  creative-to-production: 'off'\n", "") + (
    "gates: {creative-to-production: {on_brief: 'off', quality: 'off', legal: 'off'}}\n"
)


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """A brief in review, and a package that is to be built on it."""
    repo = Repository(tmp_path).settle("in_review", settings=SETTINGS)
    repo.write(
        LATER, f"---\ntype: creative-to-production\nstatus: draft\ndepends_on: [{PACKAGE}]   # the brief\n---\nText.\n"
    )
    repo.commit("The next one")
    return repo


def test_the_first_link_is_made_from_depends_on(two: Repository) -> None:
    done = run(two, "relink", NEXT, "--yes", by="tom.osei")
    commit = two.at("HEAD")[:7]
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "spring-ride-h1, version 1, was not linked before.\n"
        f"spring-ride-h2 is built on what stands there now.\nCommitted as {commit}.\n"
    )
    assert added(two) == ["built_on:", f"  {PACKAGE}: {two.fingerprint('acceptance')}"]
    assert two.read(LATER).startswith(
        "---\ntype: creative-to-production\nstatus: draft\ndepends_on: [spring-ride-h1]   # the brief\nbuilt_on:\n"
    )
    assert subject(two) == "tom.osei@workshop.example Relink spring-ride-h2 to spring-ride-h1 (version 1)"


def test_what_changed_since_is_shown_and_the_finding_goes(two: Repository) -> None:
    run(two, "relink", NEXT, "--yes")
    two.replace(BRIEF, "cta: Book your morning", "cta: Book your day")
    two.commit()
    assert "HF419" in [code for code, _ in two.findings()]
    old = two.read(LATER)
    done = run(two, "relink", LATER, PACKAGE, "--yes")
    assert done.stdout.startswith(
        "spring-ride-h1, version 1, has changed:\n"
        "- package.message_hierarchy.cta.text: “Book your morning” → “Book your day”\n"
    )
    new = two.fingerprint("acceptance")
    assert two.read(LATER) == old[: old.index("sha256:")] + new + old[old.index("sha256:") + len(new) :]
    assert "HF419" not in [code for code, _ in two.findings()]
    again = run(two, "relink", NEXT)
    assert (again.exit_code, again.stdout) == (0, "spring-ride-h2 is up to date already.\n")


def test_a_state_that_nobody_knows_is_said_to_be_unknown(two: Repository) -> None:
    run(two, "relink", NEXT, "--yes")
    two.write(LATER, two.read(LATER).replace(two.fingerprint("acceptance"), "sha256:" + "0" * 64))
    two.commit()
    assert run(two, "relink", NEXT, "--yes").stdout.startswith(
        "spring-ride-h1, version 1, has changed; what it was is not in this clone's\nhistory.\n"
    )


def test_a_package_of_another_campaign(two: Repository) -> None:
    other = BRIEF.replace("spring-ride", "autumn-ride")
    two.write(other, two.read())
    two.write(f"{CAMPAIGN.replace('spring', 'autumn')}/campaign.md", two.read(f"{CAMPAIGN}/campaign.md"))
    two.replace(LATER, "[spring-ride-h1]", "[spring-ride-h1, autumn-ride-h1]")
    two.commit()
    assert run(two, "relink", NEXT, "autumn-ride-h1", "--yes").exit_code == 0
    assert list(two.document(LATER).data["built_on"]) == ["autumn-ride-h1"]
    assert run(two, "relink", NEXT, "--yes").exit_code == 0
    assert subject(two).endswith("Relink spring-ride-h2 to spring-ride-h1 (version 1)")


def test_what_is_refused(two: Repository) -> None:
    assert refused(two, "relink", NEXT, "spring-ride-h3", "--yes") == (
        f"{LATER}: spring-ride-h2 is not built on spring-ride-h3. Did you mean spring-ride-h1?\n"
        "It is built on spring-ride-h1; depends_on says so.\n"
    )
    two.replace(BRIEF, "300 commuters", "200 commuters")
    words = (
        "This file has changes that are not committed, so nobody else could see what you sign.\n"
        "Commit it first (or take the change back), then try again.\n"
    )
    assert refused(two, "relink", NEXT, "--yes") == f"{BRIEF}: {words}"
    two.git("checkout", "--quiet", BRIEF)
    two.write(LATER, two.read(LATER) + "More.\n")
    assert refused(two, "relink", NEXT, "--yes") == f"{LATER}: {words}"
    two.git("checkout", "--quiet", LATER)
    two.git("update-index", "--assume-unchanged", BRIEF)
    two.replace(BRIEF, "300 commuters", "200 commuters")
    assert refused(two, "relink", NEXT, "--yes").startswith(
        f"{BRIEF}: The last commit holds something else at the gate acceptance than what lies on the disk.\n"
    )


def test_a_draft_that_lacks_fields_can_be_linked_and_one_that_cannot_be_read_cannot(two: Repository) -> None:
    assert [code for code, _ in two.findings()] == ["HF106"]
    assert run(two, "relink", NEXT, "--yes").exit_code == 0
    two.replace(LATER, "status: draft", "status: [draft")
    two.commit()
    assert refused(two, "relink", LATER, "--yes").startswith(f"{LATER}: The package cannot be read: ")


def test_an_upstream_package_with_faults(two: Repository) -> None:
    two.replace(BRIEF, "type: strategy", "colour: red\ntype: strategy")
    two.commit()
    assert refused(two, "relink", NEXT, "--yes").startswith(f"{BRIEF}: The package has faults, so nobody can sign it")


def test_without_commit(two: Repository) -> None:
    before = two.at("HEAD")
    said = run(two, "relink", NEXT, "--yes", "--no-commit").stdout
    assert said.endswith(f"Written, and not committed yet. It counts once you commit it:\ngit commit --\n{LATER}\n")
    assert two.at("HEAD") == before
