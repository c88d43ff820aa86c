"""The private addresses of forges."""

from __future__ import annotations

import pytest

from handoff_lint.forge.model import Forge
from handoff_lint.forge.noreply import NoreplyAddress, parse

GITHUB, GITLAB = Forge.GITHUB, Forge.GITLAB


@pytest.mark.parametrize(
    ("email", "forge", "host", "account", "login"),
    [
        ("9919+octocat@users.noreply.github.com", GITHUB, "github.com", 9919, "octocat"),
        ("octocat@users.noreply.github.com", GITHUB, "github.com", None, "octocat"),
        ("5510003+PriyaCastellan@users.noreply.GitHub.com", GITHUB, "github.com", 5510003, "PriyaCastellan"),
        ("7+ines-okafor_dock@users.noreply.github.com", GITHUB, "github.com", 7, "ines-okafor_dock"),
        (
            "41898282+github-actions[bot]@users.noreply.github.com",
            GITHUB,
            "github.com",
            41898282,
            "github-actions[bot]",
        ),
        ("dependabot[bot]@users.noreply.github.com", GITHUB, "github.com", None, "dependabot[bot]"),
        ("12-moons@users.noreply.github.com", GITHUB, "github.com", None, "12-moons"),
        ("5+tom@users.noreply.git.dockside.example", GITHUB, "git.dockside.example", 5, "tom"),
        ("1234-priya.castellan@users.noreply.gitlab.com", GITLAB, "gitlab.com", 1234, "priya.castellan"),
        ("31-ines_okafor-2@users.noreply.gitlab.example.com", GITLAB, "gitlab.example.com", 31, "ines_okafor-2"),
        ("31-_x@users.noreply.localhost", GITLAB, "localhost", 31, "_x"),
    ],
)
def test_addresses_of_forges(email: str, forge: Forge, host: str, account: int | None, login: str) -> None:
    assert parse(email) == NoreplyAddress(forge, host, account, login)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "octocat",
        "@",
        "octocat@github.com",
        "noreply@github.com",
        "octocat@noreply.github.com",
        "@users.noreply.github.com",
        "9919+@users.noreply.github.com",
        "+octocat@users.noreply.github.com",
        "0+octocat@users.noreply.github.com",
        "09919+octocat@users.noreply.github.com",
        "-9919+octocat@users.noreply.github.com",
        "99190000000000000000+octocat@users.noreply.github.com",
        "٩+octocat@users.noreply.github.com",
        "9919+оctocat@users.noreply.github.com",
        "9919+octo cat@users.noreply.github.com",
        "9919+octocat+x@users.noreply.github.com",
        "9919+octocat-@users.noreply.github.com",
        "9919+octocat@users.noreply.github.com\n",
        "9919+octocat@users.noreply.github.com.",
        "9919+octocat@users.noreply.",
        "9919+octocat@evil@users.noreply.github.com",
        "9919+octocat@users.noreply.github.com@example.com",
        "9919+octocat@usersXnoreply.github.com",
        "9919+octocat@users.noreply.github.com/x",
        "<9919+octocat@users.noreply.github.com>",
        "octocat@users.noreply.gitlab.com",
        "octo-1234@users.noreply.gitlab.com",
        "1234-@users.noreply.gitlab.com",
        "0-octocat@users.noreply.gitlab.com",
        "1234-octocat.@users.noreply.gitlab.com",
        "1234-.octocat@users.noreply.gitlab.com",
    ],
)
def test_any_other_address_is_none(email: str) -> None:
    assert parse(email) is None
