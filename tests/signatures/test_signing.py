from __future__ import annotations

import datetime
import os
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import allowed_signers, keys
from handoff_lint.signatures.allowed_signers import AllowedSigners
from handoff_lint.signatures.signing import agent_key, sign
from handoff_lint.signatures.verify import verify
from tests.signatures.material import ED, MESSAGE, NAMESPACE, PERSON, make_key, run_tool, signature, tool

PASSPHRASE = "open sesame"  # noqa: S105 - of keys that live as long as a test
NOW = datetime.datetime(2026, 8, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No agent of whoever runs the tests, and no question to them: what would ask is told that nobody answers."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A folder with a short name: the path of a socket may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="ha-") as folder:
        socket = f"{folder}/s"
        command = [tool("ssh-agent"), "-D", "-a", socket]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it says where it listens once it does
            monkeypatch.setenv("SSH_AUTH_SOCK", socket)
            yield
            process.terminate()


def signers(*lines: tuple[str, Path]) -> AllowedSigners:
    content = b"".join(f"{words} ".encode() + Path(f"{path}.pub").read_bytes() for words, path in lines)
    return allowed_signers.parse(content, "signers")


def good(made: str, path: Path) -> bool:
    allowed = signers((PERSON, path))
    return verify(made, MESSAGE, person=PERSON, namespace=NAMESPACE, allowed=allowed, now=NOW).good


def refused(key: Path | keys.PublicKey, timeout: float = 30) -> HandoffError:
    with pytest.raises(HandoffError) as caught:
        sign(MESSAGE, key=key, namespace=NAMESPACE, timeout=timeout)
    assert type(caught.value) is HandoffError
    return caught.value


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_key_file_signs_on_one_line(kind: str, tmp_path: Path) -> None:
    key = make_key(tmp_path / "a key", kind=kind)
    for path in (key, Path(f"{key}.pub")):
        made = sign(MESSAGE, key=path, namespace=NAMESPACE)
        assert made.startswith("U1NIU0lH")
        assert made.split() == [made]
        assert good(made, key)


def test_a_key_with_a_passphrase_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(tmp_path / "key", passphrase=PASSPHRASE)
    answers = script(tmp_path / "answers", f"echo {PASSPHRASE}")
    monkeypatch.setenv("SSH_ASKPASS", str(answers))
    assert good(sign(MESSAGE, key=key, namespace=NAMESPACE), key)


def test_a_passphrase_that_nobody_gives(tmp_path: Path) -> None:
    error = refused(make_key(tmp_path / "key", passphrase=PASSPHRASE))
    assert error.message == "The passphrase of the key is missing or wrong."
    assert error.help == "Run the command in a terminal, or add the key to ssh-agent with `ssh-add` first."


@pytest.mark.usefixtures("agent")
def test_the_agent_signs_for_a_public_key_alone(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    run_tool("ssh-add", "-q", str(key))
    key.unlink()
    assert good(sign(MESSAGE, key=Path(f"{key}.pub"), namespace=NAMESPACE), key)
    found = agent_key(signers((PERSON, key)), PERSON, namespace=NAMESPACE, now=NOW)
    assert good(sign(MESSAGE, key=found, namespace=NAMESPACE), key)


def test_a_public_key_without_its_private_half(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    key.unlink()
    for given in (Path(f"{key}.pub"), keys.from_blob(ED.blob)):
        error = refused(given)
        assert error.message == "The private half of the key is neither beside it nor in ssh-agent."
        assert error.help == "Add the key with `ssh-add`, or name the file of the private key."


@pytest.mark.usefixtures("agent")
def test_the_first_key_of_the_agent_that_the_person_may_use_now(tmp_path: Path) -> None:
    files = [make_key(tmp_path / name) for name in ("unlisted", "late", "git", "tom", "right", "second")]
    for path in files:
        run_tool("ssh-add", "-q", str(path))
    _, late, git, tom, right, second = files
    allowed = signers(
        (PERSON, second),
        (f'{PERSON} valid-before="20260101Z"', late),
        (f'{PERSON} namespaces="git"', git),
        ("tom.osei", tom),
        (PERSON, right),
    )
    found = agent_key(allowed, PERSON, namespace=NAMESPACE, now=NOW)
    assert found == allowed.signers[4].key
    with pytest.raises(HandoffError) as caught:
        agent_key(allowed, "ana.ruiz", namespace=NAMESPACE, now=NOW)
    assert caught.value.message == "ssh-agent holds no key that signers lists for ana.ruiz and that is valid now."
    assert caught.value.help == "Add the key with `ssh-add`, or ask for a line with your key in signers."


@pytest.mark.usefixtures("agent")
def test_an_agent_without_keys() -> None:
    with pytest.raises(HandoffError, match=r"^ssh-agent holds no key that signers lists for yuki\.farrow"):
        agent_key(AllowedSigners("signers"), PERSON, namespace=NAMESPACE, now=NOW)


def test_no_agent() -> None:
    with pytest.raises(HandoffError) as caught:
        agent_key(AllowedSigners("signers"), PERSON, namespace=NAMESPACE, now=NOW)
    assert caught.value.message == "ssh-agent cannot be reached."
    assert caught.value.help == "Start it and add your key with `ssh-add`, or name a key file."


def test_no_key_file(tmp_path: Path) -> None:
    error = refused(tmp_path / "missing")
    assert error.message == f"There is no key file {tmp_path / 'missing'}."
    assert error.help == "Name the file of your key, or leave it to ssh-agent."


def test_a_file_that_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("not a key\n")
    error = refused(tmp_path / "notes")
    assert error.message.startswith(f"ssh-keygen could not sign with {tmp_path / 'notes'}: Couldn't load public key")
    assert error.help == "Check that this is the file of an SSH key."


def test_a_key_file_that_others_can_read(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    key.chmod(0o644)
    error = refused(key)
    assert error.message == "Others can read the file of the key, so ssh-keygen does not use it."
    assert error.help == "Make it readable for you alone: `chmod 600` and its name."


def script(path: Path, *lines: str) -> Path:
    """A program for /bin/sh in the place of a real one."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that goes before all others in PATH, and in which a key file lies."""
    folder = tmp_path / "instead"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    (folder / "key").touch()
    return folder


def _signed() -> object:
    return sign(MESSAGE, key=keys.from_blob(ED.blob), namespace=NAMESPACE)


def _found() -> object:
    return agent_key(AllowedSigners("signers"), PERSON, namespace=NAMESPACE, now=NOW)


@pytest.mark.parametrize(("program", "use"), [("ssh-keygen", _signed), ("ssh-add", _found)])
def test_without_openssh(
    program: str, use: Callable[[], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HandoffError) as caught:
        use()
    assert caught.value.message == f"The program {program} is missing, which signing needs."
    assert caught.value.help == (
        "Install OpenSSH: openssh-client on Debian and Ubuntu, openssh-clients on Fedora, "
        "the optional feature “OpenSSH Client” on Windows; macOS has it."
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("sign_and_send: agent refused operation", "ssh-agent refused to sign."),
        ("Couldn't sign message: device not found", "The security key is not plugged in."),
        ("No such luck\\n\\n", "ssh-keygen could not sign with {key}: No such luck"),
        ("", "ssh-keygen could not sign with {key}: it gave no reason"),
    ],
)
def test_what_ssh_keygen_says_is_told(said: str, message: str, instead: Path) -> None:
    script(instead / "ssh-keygen", f'printf "{said}" >&2', "exit 255")
    assert refused(instead / "key").message == message.format(key=instead / "key")


def test_nothing_signed_is_no_success(instead: Path) -> None:
    script(instead / "ssh-keygen", "exit 0")
    fingerprint = keys.from_blob(ED.blob).fingerprint
    error = refused(keys.from_blob(ED.blob))
    assert error.message == f"ssh-keygen could not sign with {fingerprint}: it gave no reason"


def test_the_wait_ends(instead: Path) -> None:
    script(instead / "ssh-keygen", "exec sleep 60")
    error = refused(instead / "key", timeout=0.1)
    assert error.message == "ssh-keygen did not answer within 0.1 seconds."
    assert error.help == "Type the passphrase or touch the key when you are asked to, then try again."


def test_what_ssh_keygen_asks_for_is_passed_on(instead: Path) -> None:
    answer = signature(ED)
    written = f"-----BEGIN SSH SIGNATURE-----\\n{answer}\\n-----END SSH SIGNATURE-----\\n"
    script(
        instead / "ssh-keygen",
        "echo 'Confirm user presence for key' >&2",
        "for last; do :; done",
        f"printf -- '{written}' > \"$last.sig\"",
    )
    heard: list[str] = []
    assert sign(MESSAGE, key=instead / "key", namespace=NAMESPACE, tell=heard.append) == answer
    assert heard == ["Confirm user presence for key"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("AAAA", "ssh-keygen made a signature that cannot be read: it ends too early."),
        ("U1NIU0lHAAAAAg==", "The signature has version 2 of its format, and only 1 is known."),
        (signature(ED, b"other"), "ssh-keygen made a signature that does not hold."),
    ],
)
def test_a_signature_that_verify_would_refuse_is_not_handed_out(answer: str, message: str, instead: Path) -> None:
    written = f"-----BEGIN SSH SIGNATURE-----\\n{answer}\\n-----END SSH SIGNATURE-----\\n"
    script(instead / "ssh-keygen", "for last; do :; done", f"printf -- '{written}' > \"$last.sig\"")
    assert refused(instead / "key").message == message
