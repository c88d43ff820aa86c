"""The rules of the game change in the pull request that profits from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PEOPLE, Repository

BASE = (
    PEOPLE.replace("domain: workshop.example}", "domain: workshop.example}\nevidence: {minimum: commit}")
    + "gates: {strategy-to-creative: {legal: {role: legal, before: approved, when: claims}}}\n"
)
SIGNERS = "bea.lind@workshop.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAsZXbAHhhDXMQkVyDnrwE7ByLCrvA1dwUkzLRY0A4bD\n"
VOCABULARY = """\
segments: {city-commuters: {title: Riders}}
core: {repo: {name: Handoffs, purpose: packages}, chat: {name: Chat, purpose: talk}, docs: {name: Docs, purpose: notes}}
handoff_map: {strategy-to-creative: {package: repo, talk: "chat:#brief"}}
"""
MIXED = ", and the same change touches packages."
BEA, TOM = "name: Bea Lind, roles: [brand_quality]", "name: Tom Osei"

ROOTS = {
    "gates": ("before: approved, when: claims", "before: accepted, when: claims", "The setting gates is changed"),
    "evidence": ("minimum: commit", "minimum: recorded", "The setting evidence is changed"),
    "profile": ("profile: standard", "profile: strict", "The setting profile is changed"),
    "systems": ("systems:\n", "systems:\n  strategy-to-creative: advise\n", "The setting systems is changed"),
    "severity": ("organisation:", "severity: {HF308: info}\norganisation:", "The setting severity is changed"),
    "ignore": (
        "organisation:",
        "ignore: [{rule: HF308, paths: docs/**, reason: Ours.}]\norganisation:",
        "The setting ignore is changed",
    ),
    "exclude": ("organisation:", "exclude: [docs/campaigns/other/**]\norganisation:", "The setting exclude is changed"),
    "fail_on": ("organisation:", "fail_on: warning\norganisation:", "The setting fail_on is changed"),
    "separation_of_duties": (
        "organisation:",
        "separation_of_duties: relaxed\norganisation:",
        "The setting separation_of_duties is changed",
    ),
    "roles": ("organisation:", "roles: {printer: {title: Printer}}\norganisation:", "The setting roles is changed"),
    "who holds a role": (TOM, f"{TOM}, roles: [brand_quality]", "The roles of tom.osei are changed"),
    "address": (BEA, f"{BEA}, email: maya.holt@workshop.example", "The address of bea.lind is changed"),
    "further addresses": (BEA, f"{BEA}, emails: [bea@home.example]", "The addresses of bea.lind are changed"),
    "accounts": (BEA, f"{BEA}, accounts: {{github: 4711}}", "The accounts of bea.lind are changed"),
    "delegate": (BEA, f"{BEA}, delegate: tom.osei", "The delegate of bea.lind is changed"),
    "last day": (BEA, f"{BEA}, until: 2029-12-31", "The last day of bea.lind is changed"),
    "first day": (BEA, f"{BEA}, from: 2020-01-01", "The first day of bea.lind is changed"),
    "pattern of addresses": ("email: '{handle}@", "email: 'x{handle}@", "The setting organisation.email is changed"),
    "domain": ("domain: workshop.example", "domain: other.example", "The setting organisation.domain is changed"),
    "a person": (
        "  tom.osei: {name: Tom Osei}\n",
        "  tom.oseh: {name: Tom Osei}\n",
        "The entry of tom.osei is taken off the list of people",
    ),
}


def _roots(tmp_path: Path) -> Repository:
    repo = Repository(tmp_path).settle("in_review", settings=BASE)
    repo.write("config/allowed_signers", SIGNERS)
    repo.commit("Keys")
    repo.branch("work")
    return repo


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A brief in review and settings of every kind; each test takes a branch of its own."""
    return _roots(tmp_path_factory.mktemp("roots"))


@pytest.mark.parametrize("kind", ROOTS)
def test_a_root_of_trust_changes_with_a_package(kind: str, roots: Repository) -> None:
    old, new, words = ROOTS[kind]
    roots.branch(f"mixed-{kind.replace(' ', '-')}", "main")
    roots.replace("handoff.yml", old, new)
    roots.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    roots.commit("Both at once")
    found = [(code, message) for code, message in roots.findings("--base", "main") if code == "HF415"]
    assert found == [("HF415", words + MIXED)]


@pytest.mark.parametrize("kind", ROOTS)
def test_the_same_in_a_pull_request_of_its_own_is_shown_to_the_owners(kind: str, roots: Repository) -> None:
    old, new, words = ROOTS[kind]
    roots.branch(f"alone-{kind.replace(' ', '-')}", "main")
    roots.replace("handoff.yml", old, new)
    roots.commit("The settings alone")
    report = roots.check("--base", "main")
    assert report.found == [("HF415", f"{words}: trust rests on that.")]
    assert report.findings[0]["severity"] == "info"
    assert report.done.exit_code == 0


def test_keys_change_with_a_package(roots: Repository) -> None:
    roots.branch("mixed-keys", "main")
    roots.write("config/allowed_signers", SIGNERS.replace("bea.lind", "tom.osei"))
    roots.write("config/revoked_keys", SIGNERS.partition(" ")[2])
    roots.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    roots.commit("Both at once")
    report = roots.check("--base", "main")
    assert [(one["path"], one["code"], one["message"]) for one in report.findings] == [
        (path, "HF415", f"The file {path} is changed{MIXED}")
        for path in ("config/allowed_signers", "config/revoked_keys")
    ]


def test_a_role_handed_out_in_the_same_pull_request_is_worth_nothing_in_it(roots: Repository) -> None:
    roots.branch("promoted", "main")
    roots.replace("handoff.yml", TOM, f"{TOM}, roles: [brand_quality]")
    roots.signed("quality", "tom.osei")
    assert roots.findings("--base", "main") == [
        ("HF404", "Tom Osei could not sign for quality on 2021-01-12."),
        ("HF415", f"The roles of tom.osei are changed{MIXED}"),
    ]


def test_a_gate_made_weaker_in_the_same_pull_request_is_as_strong_as_before(roots: Repository) -> None:
    roots.branch("weaker", "main")
    roots.replace("handoff.yml", "legal: {", "quality: 'off', business: 'off', legal: {")
    roots.status("approved")
    roots.commit()
    assert roots.findings("--base", "main") == [
        ("HF402", "quality has not signed version 1."),
        ("HF402", "business has not signed version 1."),
        ("HF415", f"The setting gates is changed{MIXED}"),
    ]


def test_over_two_pull_requests_the_first_is_shown_to_the_owners_and_the_second_counts(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("settings")
    repo.replace("handoff.yml", TOM, f"{TOM}, roles: [brand_quality]")
    repo.commit()
    report = repo.check("--base", "main")
    assert report.found == [("HF415", "The roles of tom.osei are changed: trust rests on that.")]
    assert (report.findings[0]["line"], report.done.exit_code) == (9, 0)
    repo.switch("main")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "settings")
    repo.branch("work")
    repo.signed("quality", "tom.osei")
    assert repo.findings("--base", "main") == []


def test_a_new_segment_tool_and_colleague_come_with_a_brief(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + VOCABULARY)
    repo.branch("work")
    repo.write(
        "handoff.yml",
        repo.read("handoff.yml")
        .replace("Tom Osei}\n", "Tom Osei}\n  ida.berg: {name: Ida Berg, roles: [brand_quality]}\n")
        .replace("{title: Riders}}", "{title: Riders}, students: {title: Students}}")
        .replace("purpose: talk}, docs", "purpose: talk}, crm: {name: Customers, purpose: leads}, docs"),
    )
    repo.replace(BRIEF, "informed: [tom.osei]", "informed: [tom.osei, ida.berg]")
    repo.replace(BRIEF, "segment: city-commuters", "segment: students")
    repo.commit()
    assert repo.findings("--base", "main") == []


def test_a_new_colleague_cannot_sign_yet(tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review")
    repo.branch("work")
    repo.replace("handoff.yml", "Tom Osei}\n", "Tom Osei}\n  ida.berg: {name: Ida Berg, roles: [brand_quality]}\n")
    repo.signed("quality", "ida.berg")
    assert repo.findings("--base", "main") == [("HF404", "Ida Berg could not sign for quality on 2021-01-12.")]


def test_people_in_a_file_of_their_own_are_found_there(tmp_path: Path) -> None:
    start = PEOPLE.index("people:")
    people = PEOPLE[start : PEOPLE.index("systems:")]
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE.replace(people, ""))
    repo.write("config/people.yml", people)
    repo.commit("People")
    repo.branch("work")
    repo.replace("config/people.yml", TOM, f"{TOM}, roles: [brand_quality]")
    repo.replace(BRIEF, "cta: Book your morning", "cta: Book a morning")
    repo.commit()
    (finding,) = repo.check("--base", "main").findings
    assert (finding["path"], finding["line"], finding["message"]) == (
        "config/people.yml",
        7,
        f"The roles of tom.osei are changed{MIXED}",
    )


def test_a_base_without_settings_is_a_warning(tmp_path: Path) -> None:
    repo = Repository(tmp_path)
    repo.write("README.md", "Nothing yet\n")
    repo.commit()
    repo.branch("work")
    repo.settle("in_review")
    report = repo.check("--base", "main")
    tip = repo.at("main")[:7]
    assert [(one["severity"], one["code"], one["message"]) for one in report.findings] == [
        ("warning", "HF415", f"main ({tip}) has no handoff.yml, so the settings of this change itself were used.")
    ]
