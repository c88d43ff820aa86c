"""Gates that ask for a signature: real keys, a real ssh-agent."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.git.repositories import BRIEF, PACKAGE, PEOPLE, Repository
from tests.running import Done
from tests.signing.desks import AT, run

SETTINGS = PEOPLE + "gates: {strategy-to-creative: {quality: {evidence: signature}}}\n"
SIGN = ("sign", PACKAGE, "quality", "--yes")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Who → a private key; the public one lies beside it."""
    folder = tmp_path_factory.mktemp("keys")
    for who in ("bea", "kai", "stranger"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", folder / who], check=True)
    return {who: folder / who for who in ("bea", "kai", "stranger")}


@pytest.fixture
def asked(tmp_path: Path, keys: Mapping[str, Path]) -> Repository:
    """A brief in review, whose quality gate asks for a signature; Bea is listed by her address, Kai by his handle."""
    repo = Repository(tmp_path).settle("in_review", settings=SETTINGS)
    public = {who: " ".join(key.with_suffix(".pub").read_text().split()[:2]) for who, key in keys.items()}
    repo.write(
        "config/allowed_signers",
        f'bea.lind@workshop.example namespaces="handoff-signoff@workshop.example" {public["bea"]}\n'
        f"kai.moss {public['kai']}\n",
    )
    repo.commit("Keys")
    return repo


@pytest.fixture
def agent() -> Iterator[str]:
    """The socket of an ssh-agent without keys; a short path, since a socket's may have 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="ha-") as folder:
        command = ["ssh-agent", "-D", "-a", f"{folder}/s"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()
            yield f"{folder}/s"
            process.terminate()


def _with_agent(repo: Repository, socket: str, *arguments: str, by: str = "bea.lind") -> Done:
    return repo.handoff(*arguments, by=by, env={"SSH_AUTH_SOCK": socket})


def _add(socket: str, key: Path) -> None:
    subprocess.run(["ssh-add", "-q", key], env={"SSH_AUTH_SOCK": socket, "PATH": "/usr/bin:/bin"}, check=True)


def _is_signed(repo: Repository) -> bool:
    """Whether the last entry is signed, in its place among the fields, and the check calls it good."""
    names = [line.strip().partition(":")[0] for line in repo.git("show", "--format=", "HEAD").splitlines()]
    new = [name.removeprefix("+").strip().removeprefix("- ") for name in names if name.startswith("+")]
    assert new[1:7] == ["by", "decision", "at", "version", "content", "sig"]
    return repo.findings("--base", "HEAD~1") == []


@pytest.mark.parametrize(("who", "handle"), [("bea", "bea.lind"), ("kai", "kai.moss")])
def test_a_key_file(who: str, handle: str, asked: Repository, keys: Mapping[str, Path]) -> None:
    done = run(asked, *SIGN, "--key", str(keys[who]), "--link", "https://chat.example.org/1", by=handle)
    assert (done.exit_code, done.stderr) == (0, "")
    assert _is_signed(asked)
    assert f"at: {AT}" in asked.read()


def test_a_key_of_the_agent(asked: Repository, keys: Mapping[str, Path], agent: str) -> None:
    for who in ("stranger", "bea", "kai"):
        _add(agent, keys[who])
    for handle in ("bea.lind", "kai.moss"):
        assert _with_agent(asked, agent, *SIGN, by=handle).exit_code == 0
        assert _is_signed(asked)


def test_a_person_whom_the_file_lists_twice(asked: Repository, keys: Mapping[str, Path], agent: str) -> None:
    """The agent has the key that is listed under the address, and not the one under the handle."""
    path = "config/allowed_signers"
    public = " ".join(keys["stranger"].with_suffix(".pub").read_text().split()[:2])
    asked.write(path, asked.read(path) + f"bea.lind {public}\n")
    asked.commit()
    _add(agent, keys["bea"])
    assert _with_agent(asked, agent, *SIGN).exit_code == 0
    assert _is_signed(asked)


def _refused(done: Done, repo: Repository) -> str:
    assert done.exit_code == 2
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("log", "-1", "--format=%s") == "Keys"
    return done.stderr


def test_a_key_that_would_not_count_signs_nothing(asked: Repository, keys: Mapping[str, Path]) -> None:
    words = _refused(run(asked, *SIGN, "--key", str(keys["stranger"])), asked)
    assert words.startswith("This signature would not count. The key SHA256:")
    assert words.endswith(
        " is not in config/allowed_signers.\n"
        "Use the key that config/allowed_signers lists for you, or ask for a line with this one there.\n"
    )
    words = _refused(run(asked, *SIGN, "--key", str(keys["kai"])), asked)
    assert " belongs to kai.moss, not to bea.lind (config/allowed_signers, line 2).\n" in words


def test_neither_agent_nor_key(asked: Repository, agent: str, tmp_path: Path) -> None:
    assert _refused(_with_agent(asked, "", *SIGN), asked) == (
        "ssh-agent cannot be reached.\nStart it and add your key with `ssh-add`, or name a key file.\n"
    )
    assert _refused(_with_agent(asked, agent, *SIGN), asked) == (
        "ssh-agent holds no key that config/allowed_signers lists for bea.lind@workshop.example and that is valid "
        "now.\n"
        "Add the key with `ssh-add`, or ask for a line with your key in config/allowed_signers.\n"
    )
    missing = tmp_path / "missing"
    assert _refused(run(asked, *SIGN, "--key", str(missing)), asked) == (
        f"There is no key file {missing}.\nName the file of your key, or leave it to ssh-agent.\n"
    )


def test_every_decision_at_the_gate_is_signed(asked: Repository, keys: Mapping[str, Path]) -> None:
    key = ("--key", str(keys["bea"]))
    assert run(asked, *SIGN, *key).exit_code == 0
    assert run(asked, "withdraw", PACKAGE, "quality", "--yes", *key).exit_code == 0
    assert _is_signed(asked)
    assert run(asked, "return", PACKAGE, "quality", "--yes", "--note", "No.", *key).exit_code == 0
    names = [one["decision"] for one in asked.document().data["signoffs"]["quality"] if "sig" in one]
    assert names == ["approved", "withdrawn", "changes_requested"]


def test_a_key_signs_where_nobody_asks_for_it(asked: Repository, keys: Mapping[str, Path]) -> None:
    asked.write("handoff.yml", PEOPLE)
    asked.commit()
    assert run(asked, *SIGN, "--key", str(keys["bea"])).exit_code == 0
    assert _is_signed(asked)


def test_without_a_domain_nothing_can_be_signed(asked: Repository, keys: Mapping[str, Path]) -> None:
    asked.write("handoff.yml", SETTINGS.replace(", domain: workshop.example", ""))
    asked.commit()
    done = run(asked, *SIGN, "--key", str(keys["bea"]))
    assert (done.exit_code, done.stderr) == (
        2,
        "Signatures are made for the organisation's domain, and the settings do not say it.\n"
        "Add  organisation: {domain: example.com}  to handoff.yml.\n",
    )
    assert "sig:" not in asked.read(BRIEF)
