"""Two judges, one question: `verify` says good exactly when the real `ssh-keygen -Y verify` ends with 0."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handoff_lint.signatures import allowed_signers, revoked
from handoff_lint.signatures.verify import verify
from tests.signatures.case import Case
from tests.signatures.cases import all_cases
from tests.signatures.material import run_tool

CASES = all_cases()
CHUNKS = 24


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def in_process(case: Case) -> bool:
    now = datetime.datetime.strptime(case.at, "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)
    return verify(
        case.signature,
        case.message,
        person=case.person,
        namespace=case.namespace,
        allowed=allowed_signers.parse(case.allowed, "allowed_signers"),
        revoked=revoked.NONE if case.revoked is None else revoked.parse(case.revoked, "revoked"),
        now=now,
    ).good


def by_ssh_keygen(case: Case, folder: Path) -> bool:
    armoured = case.signature
    if "-----" not in armoured:
        armoured = f"-----BEGIN SSH SIGNATURE-----\n{armoured}\n-----END SSH SIGNATURE-----\n"
    (folder / "sig").write_bytes(armoured.encode())
    (folder / "allowed").write_bytes(case.allowed)
    options = ["-I", case.person, "-n", case.namespace, "-s", str(folder / "sig"), "-f", str(folder / "allowed")]
    if case.revoked is not None:
        (folder / "revoked").write_bytes(case.revoked)
        options += ["-r", str(folder / "revoked")]
    command = ("ssh-keygen", "-Y", "verify", *options, f"-Overify-time={case.at}Z")
    done = run_tool(*command, stdin=case.message, env={**os.environ, "TZ": case.zone})
    good = done.returncode == 0
    # Anything else would be no judgement: a misused option, a crash.
    assert (b'Good "' if good else b"Could not verify signature.") in done.stdout, done
    return good


def test_the_cases_are_many_and_of_both_kinds(zone: pytest.MonkeyPatch) -> None:
    good = 0
    for case in CASES:
        zone.setenv("TZ", case.zone)
        time.tzset()
        good += in_process(case)
    assert len({case.name for case in CASES}) == len(CASES)
    assert (len(CASES), good) == (1117, 245)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_both_judges_agree(chunk: int, tmp_path: Path, zone: pytest.MonkeyPatch) -> None:
    differ = []
    for case in CASES[chunk::CHUNKS]:
        zone.setenv("TZ", case.zone)
        time.tzset()
        ours, theirs = in_process(case), by_ssh_keygen(case, tmp_path)
        if ours != theirs:
            differ.append(f"{case.name}: {ours=}, {theirs=}")
    assert differ == []
