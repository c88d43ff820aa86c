"""Who owns which file, by GitHub's and by GitLab's reading of CODEOWNERS."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint.forge import codeowners
from handoff_lint.forge.codeowners import CodeOwners, Ownership
from handoff_lint.forge.model import Forge
from handoff_lint.model import FILE_START, Problem, Span

HUB, LAB = ".github/CODEOWNERS", "CODEOWNERS"
ASK = "Write owners as @name, @group/team or an e-mail address, with blanks between them."
TRUST_ROOTS = ["handoff.yml", "config/people.yml", "config/allowed_signers", ".github/workflows/handoff.yml", HUB]


def github(text: str) -> CodeOwners:
    return codeowners.parse(text, HUB, Forge.GITHUB)


def gitlab(text: str) -> CodeOwners:
    return codeowners.parse(text, LAB, Forge.GITLAB)


def owners(file: CodeOwners, *paths: str) -> list[str]:
    return [" ".join(one.owners) for one in file.ownerships(paths)]


def problem(file: str, line: int, length: int, message: str, advice: str = ASK) -> Problem:
    return Problem(message, help=advice, span=Span(line, 1, line, length + 1), path=file)


# GitHub


def test_the_files_that_hold_the_policy() -> None:
    file = github(
        "# Whoever changes the policy needs a lead.\n"
        "\n"
        "*                    @dockside/marketing\n"
        "/handoff.yml         @dockside/marketing-leads @ines-okafor\n"
        "/config/             @dockside/marketing-leads\n"
        "/config/channels.yml\n"
        "/.github/            ops@dockside.example # workflows too\n"
    )
    assert file.problems == ()
    assert [one.explain() for one in file.ownerships([*TRUST_ROOTS, "config/channels.yml", "docs/brief.md"])] == [
        "handoff.yml is owned by @dockside/marketing-leads and @ines-okafor (.github/CODEOWNERS:4).",
        "config/people.yml is owned by @dockside/marketing-leads (.github/CODEOWNERS:5).",
        "config/allowed_signers is owned by @dockside/marketing-leads (.github/CODEOWNERS:5).",
        ".github/workflows/handoff.yml is owned by ops@dockside.example (.github/CODEOWNERS:7).",
        ".github/CODEOWNERS is owned by ops@dockside.example (.github/CODEOWNERS:7).",
        "config/channels.yml has no owner: .github/CODEOWNERS:6 names no owner.",
        "docs/brief.md is owned by @dockside/marketing (.github/CODEOWNERS:3).",
    ]


def test_a_file_that_no_line_matches() -> None:
    found = github("/docs/ @a\n").ownership("handoff.yml")
    assert (found, found.owners, found.is_owned) == (Ownership("handoff.yml", HUB, ()), (), False)
    assert found.explain() == "handoff.yml has no owner: no line of .github/CODEOWNERS matches it."


def test_without_a_file_nothing_has_an_owner() -> None:
    found = CodeOwners(Forge.GITHUB, "").ownership("handoff.yml")
    assert found.explain() == "handoff.yml has no owner: there is no CODEOWNERS file."


def test_the_last_line_that_matches_decides() -> None:
    file = github("handoff.yml @a\n* @b\n")
    assert owners(file, "handoff.yml") == ["@b"]
    assert [rule.line for rule in file.ownership("handoff.yml").rules] == [2]


def test_the_example_of_the_documentation() -> None:
    file = github(
        "*       @global-owner1 @global-owner2\n"
        "*.js    @js-owner #This is an inline comment.\n"
        "*.go docs@example.com\n"
        "*.txt @octo-org/octocats\n"
        "/build/logs/ @doctocat\n"
        "docs/*  docs@example.com\n"
        "apps/ @octocat\n"
        "/docs/ @doctocat\n"
        "/scripts/ @doctocat @octocat\n"
        "**/logs @octocat\n"
        "/apps/ @octocat\n"
        "/apps/github\n"
    )
    assert file.problems == ()
    paths = "a.md a.js x/a.go a.txt build/logs/a docs/a/b.md b/docs/a.md b/apps/c apps/x apps/github/x scripts/x"
    assert owners(file, *paths.split()) == [
        "@global-owner1 @global-owner2",
        "@js-owner",
        "docs@example.com",
        "@octo-org/octocats",
        "@octocat",
        "@doctocat",
        "@global-owner1 @global-owner2",
        "@octocat",
        "@octocat",
        "",
        "@doctocat @octocat",
    ]


@pytest.mark.parametrize(
    ("line", "why", "advice"),
    [
        (
            "!handoff.yml @b",
            "a pattern cannot begin with “!”",
            "To take a path out, name it on a later line without owners.",
        ),
        ("\\#handoff.yml b", "a pattern cannot begin with “#”", "Write “?” for the first character."),
        (
            "handoff.[xy]ml @b",
            "a pattern cannot hold “[” or “]”",
            "Write “?” for one character, or one line for each name.",
        ),
        ("***/handoff.yml @b", "three stars in a row mean nothing", "Write “**” for any number of folders."),
        ("handoff.yml b", "“b” is no owner", ASK),
        ("handoff.yml @b ops@", "“ops@” is no owner", ASK),
        ("handoff.yml @b,@c", "“@b,@c” is no owner", ASK),
        ("handoff.yml @org/a/b", "“@org/a/b” is no owner", ASK),
        ("handoff.yml @-b @@owner", "“@-b” is no owner", ASK),
        ("handoff.yml \u202e@b", "“\\u202e@b” is no owner", ASK),
    ],
)
def test_github_skips_a_line_with_a_fault(line: str, why: str, advice: str) -> None:
    file = github(f"* @a\n{line}\n")
    assert file.problems == (problem(HUB, 2, len(line), f"GitHub skips this line: {why}.", advice),)
    assert owners(file, "handoff.yml") == ["@a"]


def test_owners_of_all_kinds() -> None:
    file = github("* @Octo-Cat @octo_corp @octo-org/team_1.x a.b+c@sub.example.com\t@z#1\n")
    assert [one.message for one in file.problems] == ["GitHub skips this line: “@z#1” is no owner."]
    assert owners(github("* @Octo-Cat\t@octo_corp  @o/team_1.x a+c@b.example.com #@x\n"), "x") == [
        "@Octo-Cat @octo_corp @o/team_1.x a+c@b.example.com"
    ]


def test_line_ends_byte_order_marks_and_blanks() -> None:
    file = github("\ufeff* @a\r\n\r\n  # note\r\n  brand\\ guide.md   @b\r\n")
    assert [(rule.pattern, rule.owners, rule.line) for rule in file.rules] == [
        ("*", ("@a",), 1),
        ("brand\\ guide.md", ("@b",), 4),
    ]
    assert owners(file, "docs/brand guide.md", "brand") == ["@b", "@a"]


def test_a_file_that_is_too_large_for_github() -> None:
    text = "* @a\n" + "# " + "x" * (codeowners.GITHUB_LIMIT - 8)
    assert owners(github(text), "handoff.yml") == ["@a"]
    text += "x"
    assert github(text) == CodeOwners(
        Forge.GITHUB,
        HUB,
        (),
        (
            Problem(
                "GitHub does not read a CODEOWNERS file of 3 MB or more, so no file has an owner.",
                span=FILE_START,
                path=HUB,
                help="Replace long lists of files by patterns.",
            ),
        ),
    )
    assert owners(gitlab(text), "handoff.yml") == ["@a"]


# GitLab


def test_sections_are_judged_one_by_one() -> None:
    file = gitlab(
        "* @admin\n"
        "\n"
        "[README Owners]\n"
        "README.md @user1 @user2\n"
        "internal/README.md @user4\n"
        "\n"
        "[README other owners]\n"
        "README.md @user3 @admin\n"
    )
    assert owners(file, "README.md", "internal/README.md", "x.md") == [
        "@admin @user1 @user2 @user3",
        "@admin @user4 @user3",
        "@admin",
    ]
    assert file.ownership("internal/README.md").explain() == (
        "internal/README.md is owned by @admin, @user4 and @user3 (CODEOWNERS:1, CODEOWNERS:5, CODEOWNERS:8)."
    )


def test_owners_of_a_section_hold_for_lines_without_any() -> None:
    file = gitlab(
        "[Documentation][2] @docs-team\n"
        "docs/\n"
        "README.md\n"
        "^[Database] @database-team @agarcia\n"
        "model/db/\n"
        "config/db/database-setup.md @docs-team\n"
    )
    assert file.problems == ()
    assert [(rule.owners, rule.section, rule.approvals, rule.optional) for rule in file.rules] == [
        (("@docs-team",), "Documentation", 2, False),
        (("@docs-team",), "Documentation", 2, False),
        (("@database-team", "@agarcia"), "Database", 1, True),
        (("@docs-team",), "Database", 1, True),
    ]
    assert owners(file, "docs/a/b.md", "model/db/x.sql") == ["@docs-team", ""]
    assert file.ownership("model/db/x.sql").explain() == (
        "model/db/x.sql has no owner: the section of CODEOWNERS:5 is optional."
    )


def test_sections_of_the_same_name_are_one() -> None:
    file = gitlab("[Policy]\n* @a\n^[Other]\n*.md @x\n^[POLICY] @b\nhandoff.yml\n*.yml\n/config/ @c\n")
    assert owners(file, "handoff.yml", "config/people.yml", "README.md") == ["@b", "@c", "@a"]
    assert [rule.optional for rule in file.rules] == [False, True, False, False, False]


def test_excluded_stays_excluded_in_its_section() -> None:
    file = gitlab(
        "* @default-owner\n!*.rb\n/special/*.rb @ruby-owner\n"
        "[Ruby]\n!/config/**/*.rb @ignored\n*.rb @ruby-team\n!/config/a.rb\n"
    )
    assert file.problems == ()
    assert owners(file, "special/a.rb", "config/x/a.rb", "a.py") == ["@ruby-team", "", "@default-owner"]
    assert file.ownership("config/a.rb").explain() == (
        "config/a.rb has no owner: CODEOWNERS:2 excludes it and CODEOWNERS:5 excludes it."
    )


def test_roles_groups_and_addresses() -> None:
    file = gitlab("* @@developer @@Maintainers @@owner @group/with-nested/sub.group @_x jane@example.com\n")
    assert file.problems == ()
    assert owners(file, "x") == ["@@developer @@Maintainers @@owner @group/with-nested/sub.group @_x jane@example.com"]


def test_words_that_are_no_owners_are_ignored() -> None:
    line = "/path/* @group user @@guest # @commented"
    file = gitlab(line)
    assert owners(file, "path/x") == ["@group @commented"]
    assert file.problems == tuple(
        problem(LAB, 1, len(line), f"GitLab ignores “{word}”: it is no owner.") for word in ("user", "@@guest", "#")
    )


def test_a_line_without_owners_protects_nothing() -> None:
    file = gitlab("* @a\nhandoff.yml\n[S] @b\nhandoff.yml nobody\n")
    alone = "GitLab asks nobody about a line without an owner."
    assert file.problems == (
        problem(LAB, 2, 11, alone),
        problem(LAB, 4, 18, "GitLab ignores “nobody”: it is no owner."),
        problem(LAB, 4, 18, alone),
    )
    assert file.ownership("handoff.yml").explain() == (
        "handoff.yml has no owner: CODEOWNERS:2 names no owner and CODEOWNERS:4 names no owner."
    )


def test_a_heading_that_is_never_closed_is_a_line() -> None:
    file = gitlab("[Docs] @a\n[Section name\ndocs/ @b\n")
    unclosed = "GitLab takes this line for a file of that name, which matches nothing: a “]” is missing."
    assert file.problems == (
        problem(LAB, 2, 13, unclosed, "Write a heading as [Name], or \\[ for a “[” in a file name."),
        problem(LAB, 2, 13, "GitLab ignores “name”: it is no owner."),
        problem(LAB, 2, 13, "GitLab asks nobody about a line without an owner."),
    )
    assert [(rule.pattern, rule.section) for rule in file.rules] == [("[Section", "Docs"), ("docs/", "Docs")]
    assert owners(file, "docs/x", "[Section") == ["@b", ""]


@pytest.mark.parametrize(
    ("heading", "approvals"),
    [("[S]", 1), ("[S][]", 1), ("[S][0]", 1), ("[S][3]", 3), ("[S][" + "9" * 5000 + "]", 999_999_999)],
    ids=["none", "empty", "zero", "three", "huge"],
)
def test_how_many_have_to_approve(heading: str, approvals: int) -> None:
    file = gitlab(f"{heading} @a\nx\n")
    assert (file.problems, file.rules[0].approvals, file.rules[0].owners) == ((), approvals, ("@a",))


@pytest.mark.parametrize("rest", ["[two] @a", "@a", ":"])
def test_what_stands_right_behind_a_heading_is_lost(rest: str) -> None:
    file = gitlab(f"[S]{rest}\nx\n")
    assert [one.message for one in file.problems] == [
        f"GitLab does not read “{rest}” after the heading, so the section has no owners of its own.",
        "GitLab asks nobody about a line without an owner.",
    ]


def test_a_section_without_a_name() -> None:
    file = gitlab("[ ] @a\nx\n")
    assert file.problems == (problem(LAB, 1, 6, "This section has no name.", "Write a name between the brackets."),)
    assert owners(file, "x") == ["@a"]


def test_an_owner_that_is_no_owner_in_a_heading() -> None:
    file = gitlab("[S] @a docs-team\nx\n")
    assert file.problems == (problem(LAB, 1, 16, "GitLab ignores “docs-team”: it is no owner."),)


# Both


@pytest.mark.parametrize(
    ("forge", "there", "found"),
    [
        (Forge.GITHUB, "CODEOWNERS docs/CODEOWNERS .github/CODEOWNERS .gitlab/CODEOWNERS", ".github/CODEOWNERS"),
        (Forge.GITHUB, "CODEOWNERS docs/CODEOWNERS .gitlab/CODEOWNERS", "CODEOWNERS"),
        (Forge.GITHUB, "docs/CODEOWNERS .gitlab/CODEOWNERS", "docs/CODEOWNERS"),
        (Forge.GITHUB, ".gitlab/CODEOWNERS", ""),
        (Forge.GITLAB, "CODEOWNERS docs/CODEOWNERS .github/CODEOWNERS .gitlab/CODEOWNERS", "CODEOWNERS"),
        (Forge.GITLAB, "docs/CODEOWNERS .gitlab/CODEOWNERS", "docs/CODEOWNERS"),
        (Forge.GITLAB, ".gitlab/CODEOWNERS .github/CODEOWNERS", ".gitlab/CODEOWNERS"),
        (Forge.GITLAB, "", ""),
    ],
)
def test_the_first_file_that_is_there_is_read(forge: Forge, there: str, found: str) -> None:
    assert codeowners.locate(forge, there.split().__contains__) == found


@pytest.mark.parametrize("forge", list(Forge))
def test_an_empty_file_owns_nothing(forge: Forge) -> None:
    for text in ("", "\n", "# only a comment @a\n"):
        file = codeowners.parse(text, "CODEOWNERS", forge)
        assert (file.rules, file.problems, owners(file, "x")) == ((), (), [""])


def test_rules_are_equal_when_their_lines_are() -> None:
    one, two = (github("* @a\n").rules[0] for _ in range(2))
    assert one == two
    assert one != replace(two, line=2)
    assert "matches" not in repr(one)


LINES = st.lists(st.text("[]^!\\*?/#@ab1 -.\t\r\u2028é", max_size=20), max_size=6).map("\n".join)


@given(LINES, st.sampled_from(list(Forge)))
def test_no_text_stops_the_reading(text: str, forge: Forge) -> None:
    file = codeowners.parse(text, "CODEOWNERS", forge)
    lines = text.split("\n")
    assert all(0 < rule.line <= len(lines) for rule in file.rules)
    for path in ("handoff.yml", "a/b", "config/people.yml"):
        found = file.ownership(path)
        assert found.is_owned is bool(found.owners)
        assert found.explain().startswith(f"{path} ")
