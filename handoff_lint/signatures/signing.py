"""Signs with the real `ssh-keygen -Y sign`: a key file, or a public key whose private half ssh-agent holds."""

from __future__ import annotations

import base64
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handoff_lint.errors import HandoffError
from handoff_lint.signatures import keys
from handoff_lint.signatures.allowed_signers import AllowedSigners
from handoff_lint.signatures.keys import PublicKey
from handoff_lint.signatures.verify import is_made_by
from handoff_lint.signatures.wire import Malformed, SignatureObject, Unsupported, unarmoured

PATIENCE = 120.0
"""Seconds to wait for somebody to type a passphrase or touch a key."""
_AGENT_PATIENCE = 20.0
_LARGEST_ANSWER = 65_536


def sign(
    message: bytes,
    *,
    key: Path | PublicKey,
    namespace: str,
    timeout: float = PATIENCE,
    tell: Callable[[str], None] | None = None,
) -> str:
    """A signature on one line of base64 (`U1NIU0lH…`), already verified.

    Args:
        message: the bytes to sign, see `statement`.
        key: a private key file, a `.pub` file whose private half lies beside it or in ssh-agent, or a key of the agent.
        namespace: see `statement.namespace`.
        timeout: seconds to wait.
        tell: is given each line that ssh-keygen writes, such as the request to touch a key.

    Raises:
        HandoffError: there is no ssh-keygen or no such key, it could not be used, or its kind is not accepted.

    """
    program = _program("ssh-keygen")
    if isinstance(key, Path) and not key.is_file():
        raise HandoffError(f"There is no key file {key}.", help="Name the file of your key, or leave it to ssh-agent.")
    with tempfile.TemporaryDirectory(prefix="handoff-sign-") as folder:
        text = Path(folder) / "statement"
        text.write_bytes(message)
        source = key if isinstance(key, Path) else Path(folder) / "key.pub"
        if isinstance(key, PublicKey):
            source.write_text(f"{key.line}\n", encoding="ascii")
        # A file and not standard input, which ssh-keygen needs to ask for a passphrase.
        ended = _run([program, "-q", "-Y", "sign", "-f", str(source), "-n", namespace, str(text)], timeout, tell)
        made = text.with_suffix(".sig")
        if ended.code or not made.is_file():
            raise _explained(ended.words, key)
        armoured = made.read_text(encoding="ascii")
    return _checked(armoured, message, namespace)


def agent_key(allowed: AllowedSigners, person: str, *, namespace: str, now: datetime.datetime) -> PublicKey:
    """The first key of ssh-agent that allowed_signers lists for a person, for this namespace and now.

    Raises:
        HandoffError: there is no ssh-add, no agent, or no such key in it.

    """
    ended = _run([_program("ssh-add"), "-L"], _AGENT_PATIENCE, None)
    if ended.code > 1:
        raise HandoffError(
            "ssh-agent cannot be reached.", help="Start it and add your key with `ssh-add`, or name a key file."
        )
    stamp = int(now.timestamp() // 1)
    for key in _keys(ended.answer):
        for signer in allowed.with_key(key):
            if person in signer.principals and signer.may_sign_in(namespace) and signer.is_valid_at(stamp):
                return key
    raise HandoffError(
        f"ssh-agent holds no key that {allowed.path} lists for {person} and that is valid now.",
        help=f"Add the key with `ssh-add`, or ask for a line with your key in {allowed.path}.",
    )


@dataclass(frozen=True, slots=True)
class _Ended:
    code: int
    answer: str
    words: tuple[str, ...]


def _run(command: Sequence[str], timeout: float, tell: Callable[[str], None] | None) -> _Ended:
    """Run a program of OpenSSH; `words` are the lines of its standard error, passed on as they come."""
    environment = {**os.environ, "LC_ALL": "C"}
    asking = None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL
    words: list[str] = []
    late = threading.Event()
    with (
        tempfile.TemporaryFile() as answer,
        subprocess.Popen(  # noqa: S603 - a fixed list of arguments, no shell
            command, stdin=asking, stdout=answer, stderr=subprocess.PIPE, env=environment
        ) as process,
    ):

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(timeout, stop)
        timer.start()
        try:
            assert process.stderr is not None
            for raw in process.stderr:
                words.append(raw.decode("utf-8", "replace").strip())
                if tell is not None:
                    tell(words[-1])
            code = process.wait()
        finally:
            timer.cancel()
        answer.seek(0)
        printed = answer.read(_LARGEST_ANSWER).decode("utf-8", "replace")
    if late.is_set():
        name = Path(command[0]).name
        raise HandoffError(
            f"{name} did not answer within {timeout:g} seconds.",
            help="Type the passphrase or touch the key when you are asked to, then try again.",
        )
    return _Ended(code, printed, tuple(words))


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise HandoffError(
            f"The program {name} is missing, which signing needs.",
            help="Install OpenSSH: openssh-client on Debian and Ubuntu, openssh-clients on Fedora, "
            "the optional feature “OpenSSH Client” on Windows; macOS has it.",
        )
    return found


def _keys(listed: str) -> list[PublicKey]:
    """The keys that `ssh-add -L` prints; those of other kinds are of no use for sign-offs."""
    found = []
    for line in listed.splitlines():
        kind, encoded, *_ = [*line.split(maxsplit=2), "", ""]
        try:
            found.append(keys.from_words(kind, encoded))
        except (Malformed, Unsupported):
            continue
    return found


def _checked(armoured: str, message: bytes, namespace: str) -> str:
    """The signature on one line, if `verify` will accept its kind."""
    try:
        blob = unarmoured(armoured)
        signature = base64.b64encode(blob).decode()
        made = is_made_by(keys.from_blob(SignatureObject.parse(blob).key), signature, message, namespace)
    except Unsupported as error:
        raise HandoffError(str(error), help="Make a key with `ssh-keygen -t ed25519` and sign with it.") from None
    except Malformed as error:
        raise HandoffError(f"ssh-keygen made a signature that cannot be read: {error}.", help="Try again.") from None
    if not made:
        raise HandoffError("ssh-keygen made a signature that does not hold.", help="Try again, or use another key.")
    return signature


_REMEDIES = (
    (
        "UNPROTECTED PRIVATE KEY FILE",
        "Others can read the file of the key, so ssh-keygen does not use it.",
        "Make it readable for you alone: `chmod 600` and its name.",
    ),
    (
        "passphrase",
        "The passphrase of the key is missing or wrong.",
        "Run the command in a terminal, or add the key to ssh-agent with `ssh-add` first.",
    ),
    (
        "No private key found",
        "The private half of the key is neither beside it nor in ssh-agent.",
        "Add the key with `ssh-add`, or name the file of the private key.",
    ),
    (
        "agent refused operation",
        "ssh-agent refused to sign.",
        "Confirm when you are asked to, touch the key if it is one to touch, and try again.",
    ),
    ("device not found", "The security key is not plugged in.", "Plug it in and try again."),
)


def _explained(words: Sequence[str], key: Path | PublicKey) -> HandoffError:
    """What ssh-keygen said, in plain words where it is known; the first remedy that fits is the most telling."""
    said = " ".join(words)
    for sign_of_it, message, remedy in _REMEDIES:
        if sign_of_it in said:
            return HandoffError(message, help=remedy)
    name = key if isinstance(key, Path) else key.fingerprint
    last = next((word for word in reversed(words) if word), "it gave no reason")
    return HandoffError(
        f"ssh-keygen could not sign with {name}: {last}", help="Check that this is the file of an SSH key."
    )
