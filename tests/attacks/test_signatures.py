"""Level `signature`, with real keys: what holds at `commit` is not enough here."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PEOPLE, Repository

GATE = "gates: {strategy-to-creative: {quality: {evidence: signature}}}\n"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Who → a private key; the public one lies beside it."""
    folder = tmp_path_factory.mktemp("keys")
    for who in ("bea", "kai", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", folder / who], check=True)
    return {who: folder / who for who in ("bea", "kai", "stranger")}


def public(key: Path) -> str:
    """Kind and key, without the comment."""
    return " ".join(key.with_suffix(".pub").read_text(encoding="ascii").split()[:2])


def _asked(tmp_path: Path, signers: str, revoked: str = "") -> Repository:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + GATE)
    repo.write("config/allowed_signers", signers)
    if revoked:
        repo.write("config/revoked_keys", revoked)
    repo.commit("Keys")
    repo.branch("work")
    return repo


def _signers(keys: dict[str, Path], options: str = "") -> str:
    return f"bea.lind@workshop.example {options}{public(keys['bea'])}\nkai.moss {public(keys['kai'])}\n"


def _print(key: Path) -> str:
    """`SHA256:…` of a key, as ssh-keygen says it."""
    done = subprocess.run(["ssh-keygen", "-l", "-f", key], capture_output=True, check=True, text=True)
    return done.stdout.split()[1]


ALTERED = "The signature belongs to other content, or was altered."


def _does_not_hold(why: str) -> list[tuple[str, str]]:
    return [("HF414", f"The signature of Bea Lind does not hold. {why}")]


@pytest.mark.parametrize(("who", "handle"), [("bea", "bea.lind"), ("kai", "kai.moss")])
def test_a_signature_with_ones_own_key_is_clean_whoever_commits_it(
    who: str, handle: str, keys: dict[str, Path], tmp_path: Path
) -> None:
    repo = _asked(tmp_path, _signers(keys, 'namespaces="handoff-signoff@workshop.example",valid-after="20200101Z" '))
    repo.sign("quality", handle, key=keys[who])
    repo.commit("Squashed by somebody", by="maya.holt")
    assert repo.findings("--base", "main") == []


def test_a_key_of_somebody_else(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.sign("quality", "bea.lind", key=keys["kai"])
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == _does_not_hold(
        f"The key {_print(keys['kai'])} belongs to kai.moss, not to bea.lind (config/allowed_signers, line 2)."
    )


def test_a_key_that_nobody_knows(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.sign("quality", "bea.lind", key=keys["stranger"])
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == _does_not_hold(
        f"The key {_print(keys['stranger'])} is not in config/allowed_signers."
    )


def test_a_key_brought_along_by_the_pull_request_is_worth_nothing(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.write("config/allowed_signers", _signers(keys) + f"bea.lind {public(keys['stranger'])}\n")
    repo.sign("quality", "bea.lind", key=keys["stranger"])
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == [
        ("HF415", "The file config/allowed_signers is changed, and the same change touches packages."),
        *_does_not_hold(f"The key {_print(keys['stranger'])} is not in config/allowed_signers."),
    ]


def test_a_revoked_key(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys), revoked=public(keys["bea"]) + "\n")
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == _does_not_hold(
        f"The key {_print(keys['bea'])} is revoked (config/revoked_keys, line 1)."
    )


def test_an_expired_key_is_judged_by_the_clock_and_not_by_the_entry(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys, 'valid-before="20210601Z" '))
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == _does_not_hold(
        f"The key {_print(keys['bea'])} was valid until 2021-06-01 00:00 UTC (config/allowed_signers, line 1)."
    )


def test_an_entry_already_in_the_base_outlives_its_key(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.switch("main")
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.commit("Merged while the key was good")
    repo.write("config/revoked_keys", public(keys["bea"]) + "\n")
    repo.commit("The key was stolen later")
    repo.branch("next")
    repo.replace(BRIEF, "  - action: Present two looks", "  - action: Present three looks")
    repo.commit("Progress")
    assert repo.findings("--base", "main") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "decision: approved\n",
            "decision: approved_with_conditions\n      note: Later.\n      conditions: "
            "[{text: Later, owner: leo.brandt, due: 2021-02-01}]\n",
        ),
        ("at: 2021-01-12T11:00:00Z", "at: 2021-01-12T11:30:00Z"),
    ],
)
def test_a_signed_entry_cannot_be_altered(old: str, new: str, keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.replace(BRIEF, old, new)
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == _does_not_hold(ALTERED)


def test_a_signature_is_moved_to_another_gate(keys: dict[str, Path], tmp_path: Path) -> None:
    both = "gates: {strategy-to-creative: {quality: {evidence: signature}, business: {role: brand_quality}}}\n"
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE + both)
    repo.write("config/allowed_signers", _signers(keys))
    repo.commit("Keys")
    repo.branch("work")
    entry = repo.sign("business", "bea.lind", key=keys["bea"])
    repo.replace(BRIEF, entry, "")
    repo.insert("quality", entry)
    repo.commit(by="bea.lind")
    assert set(_does_not_hold(ALTERED)) <= set(repo.findings("--base", "main"))


def test_a_signature_is_proof_enough_where_commit_is_asked_for(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = _asked(tmp_path, _signers(keys))
    repo.switch("main")
    repo.write("handoff.yml", PEOPLE)
    repo.commit("Commit is enough again")
    repo.branch("next")
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.commit("For Bea", by="maya.holt")
    assert repo.findings("--base", "main") == []


def test_a_signature_that_nobody_asks_for_stops_no_check(keys: dict[str, Path], tmp_path: Path) -> None:
    repo = Repository(tmp_path).settle("in_review", settings=PEOPLE.replace(", domain: workshop.example", ""))
    repo.branch("work")
    repo.sign("quality", "bea.lind", sig="U1NIU0lHAAAAAQ==")
    repo.commit(by="bea.lind")
    assert repo.findings("--base", "main") == []


def test_where_signatures_are_asked_for_the_domain_must_be_known(tmp_path: Path) -> None:
    settings = PEOPLE.replace(", domain: workshop.example", "") + GATE
    repo = Repository(tmp_path).settle("in_review", settings=settings)
    repo.branch("work")
    repo.sign("quality", "bea.lind", sig="U1NIU0lHAAAAAQ==")
    repo.commit(by="bea.lind")
    assert repo.refused("--base", "main") == (
        "Signatures are made for the organisation's domain, and the settings do not say it.\n"
        "Add  organisation: {domain: example.com}  to handoff.yml.\n"
    )


@pytest.mark.parametrize("principal", ["*@workshop.example", "cert-authority"])
def test_a_key_file_that_trusts_whoever_comes_is_refused(principal: str, keys: dict[str, Path], tmp_path: Path) -> None:
    line = f"{principal} {public(keys['bea'])}\n".replace("cert-authority", "bea.lind cert-authority")
    repo = _asked(tmp_path, line)
    repo.sign("quality", "bea.lind", key=keys["bea"])
    repo.commit(by="bea.lind")
    assert repo.refused("--base", "main").startswith("config/allowed_signers:1: ")
