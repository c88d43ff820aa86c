"""The addresses that a forge puts into commits for people who keep their own e-mail private.

GitHub: `12345+login@users.noreply.github.com`; accounts made before 18 July 2017 may have `login@…` without the number.
https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
GitHub Enterprise Server: the same, under the server's own name. GitLab: `12345-login@users.noreply.gitlab.com`, where
an administrator can choose another host name, which this module does not know.
https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email

Such an address names an account but proves nothing: whoever commits can write any address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handoff_lint.forge.model import Forge

_GITHUB_HOST = "github.com"
_ADDRESS = re.compile(r"(?P<local>[^@]+)@users\.noreply\.(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)")
# A login of an organisation's managed users ends in _ and a short code; that of an app in [bot].
_GITHUB_LOGIN = r"(?P<login>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?(?:\[bot\])?)"
_GITHUB = re.compile(rf"(?P<id>[1-9][0-9]{{0,18}})\+{_GITHUB_LOGIN}")
_GITHUB_OLD = re.compile(_GITHUB_LOGIN)
_GITLAB = re.compile(r"(?P<id>[1-9][0-9]{0,18})-(?P<login>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)")


@dataclass(frozen=True, slots=True)
class NoreplyAddress:
    """What a private address says about an account.

    Attributes:
        host: the forge's host name in lower case, such as `github.com`. Account numbers belong to one host.
        account_id: None in GitHub's old form; then the login may have gone to somebody else since.
        login: as written; forges do not tell upper from lower case here.

    """

    forge: Forge
    host: str
    account_id: int | None
    login: str


def parse(email: str) -> NoreplyAddress | None:
    """What a forge's private address says; None for any other address.

    >>> parse("9919+octocat@users.noreply.github.com")
    NoreplyAddress(forge=<Forge.GITHUB: 'github'>, host='github.com', account_id=9919, login='octocat')
    """
    local, _, domain = email.rpartition("@")
    address = _ADDRESS.fullmatch(f"{local}@{domain.lower()}") if email.isascii() else None
    if address is None:
        return None
    local, host = address["local"], address["host"]
    if found := _GITHUB.fullmatch(local):
        return NoreplyAddress(Forge.GITHUB, host, int(found["id"]), found["login"])
    # On github.com 12-moons is a login, not number 12 of a person called moons.
    if host == _GITHUB_HOST:
        old = _GITHUB_OLD.fullmatch(local)
        return NoreplyAddress(Forge.GITHUB, host, None, old["login"]) if old else None
    found = _GITLAB.fullmatch(local)
    return NoreplyAddress(Forge.GITLAB, host, int(found["id"]), found["login"]) if found else None
