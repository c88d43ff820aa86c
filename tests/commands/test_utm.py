"""`handoff utm`: one link, and the links of a campaign as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repositories.test_cases import copy_demo
from tests.running import Done, handoff

PAGE = "https://www.larkfield.example/dockside"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    copy_demo(place)
    return place


def utm(root: Path, *arguments: str) -> Done:
    return handoff("utm", "--root", str(root), *arguments)


def test_a_link_and_where_its_visits_go(root: Path) -> None:
    done = utm(
        root,
        "dockside-launch",
        "--url",
        PAGE,
        "--source",
        "linkedin",
        "--medium",
        "paid-social",
        "--asset",
        "as-li-ad-a",
    )
    assert done == Done(
        0,
        f"{PAGE}?utm_source=linkedin&utm_medium=paid-social&utm_campaign=dockside-launch&utm_content=as-li-ad-a\n"
        "Google Analytics will file these visits under Paid Social: utm_source “linkedin” is a social site and "
        "utm_medium “paid-social” stands for paid visits.\n",
        "",
    )


@pytest.mark.parametrize(
    ("given", "query"),
    [
        (["--asset", "dockside-launch-h2#as-gdn"], "&utm_content=as-gdn"),
        (["--asset", "as-gdn", "--content", "banner-top"], "&utm_content=banner-top"),
        (["--term", "dock-door"], "&utm_term=dock-door"),
        ([], ""),
    ],
)
def test_what_else_a_link_can_say(root: Path, given: list[str], query: str) -> None:
    done = utm(root, "dockside-launch", "--url", PAGE, "--source", "google", "--medium", "display", *given)
    link = f"{PAGE}?utm_source=google&utm_medium=display&utm_campaign=dockside-launch{query}"
    assert done.stdout.splitlines()[0] == link


def test_what_is_there_is_replaced_when_asked(root: Path) -> None:
    tagged = f"{PAGE}?a=1&utm_source=old#top"
    given = ["dockside-launch", "--url", tagged, "--source", "house-list", "--medium", "email"]
    done = utm(root, *given, "--replace")
    link = f"{PAGE}?a=1&utm_source=house-list&utm_medium=email&utm_campaign=dockside-launch#top"
    assert done.stdout.splitlines()[0] == link
    assert utm(root, *given) == Done(
        2,
        "",
        "This address is tagged already: utm_source.\n"
        "Give the address without its tags, or say that they shall be replaced.\n",
    )


def test_a_medium_that_leads_nowhere_says_what_to_write(root: Path, tmp_path: Path) -> None:
    copy_demo(tmp_path)
    channels = tmp_path / "config/channels.yml"
    channels.write_text(
        channels.read_text(encoding="utf-8").replace("mediums: [email,", "mediums: [newsletter, email,"),
        encoding="utf-8",
    )
    done = utm(tmp_path, "dockside-launch", "--url", PAGE, "--source", "house-list", "--medium", "newsletter")
    assert done.stdout.splitlines()[1:] == [
        "Google Analytics will file these visits under Unassigned: utm_medium “newsletter” stands for no channel.",
        "Write “email” as utm_medium.",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dockside"], "There is no campaign dockside."),
        (["dockside-lunch"], "There is no campaign dockside-lunch. Did you mean dockside-launch?"),
        (["dockside-launch", "--source", "linkedin"], "There is no page to link to."),
        (["dockside-launch", "--replace"], "There is no page to link to."),
        (["dockside-launch", "--url", PAGE, "--source", "linkedin"], "utm_medium is missing."),
        (
            ["dockside-launch", "--url", PAGE, "--source", "google", "--medium", "cpc", "--asset", "as-gdm"],
            "The campaign dockside-launch has no piece as-gdm. Did you mean as-gdn?",
        ),
    ],
)
def test_what_cannot_be_built(root: Path, arguments: list[str], message: str) -> None:
    done = utm(root, *arguments)
    assert (done.exit_code, done.stdout, done.stderr.splitlines()[0]) == (2, "", message)


def test_the_links_of_a_campaign_as_a_table(root: Path) -> None:
    lines = utm(root, "dockside-launch").stdout.splitlines()
    assert [[cell.strip() for cell in line.split("|")[1:4]] for line in lines] == [
        ["Link", "Used in", "GA4 channel"],
        ["-" * 12, "-" * 18, "-" * 16],
        ["ln-email", "as-email-launch", "Email"],
        ["ln-webinar", "as-email-webinar", "Email"],
        ["ln-li-a", "as-li-ad-a", "Paid Social"],
        ["ln-li-b", "as-li-ad-b", "Paid Social"],
        ["ln-post", "as-li-post", "Organic Social"],
        ["ln-gdn", "as-gdn", "Display"],
    ]
    assert len({len(line) for line in lines}) == 1


def test_the_table_for_a_spreadsheet(root: Path) -> None:
    lines = utm(root, "dockside-launch", "--format", "tsv").stdout.splitlines()
    assert lines[0] == "Link\tUsed in\tGA4 channel\tAddress"
    assert lines[-1] == (
        f"ln-gdn\tas-gdn\tDisplay\t{PAGE}?utm_source=google&utm_medium=display"
        "&utm_campaign=dockside-launch&utm_content=banner-300x250"
    )


def test_a_link_that_goes_elsewhere_is_marked(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    launch = next(tmp_path.glob("docs/campaigns/*/03-launch/*.md"))
    text = launch.read_text(encoding="utf-8").replace("ga4_group: Display", "ga4_group: Paid Search")
    launch.write_text(text, encoding="utf-8")
    lines = utm(tmp_path, "dockside-launch", "--format", "tsv").stdout.splitlines()
    assert lines[-1].split("\t")[2] == "Display (not as noted)"


def test_a_campaign_without_links(tmp_path: Path) -> None:
    copy_demo(tmp_path)
    next(tmp_path.glob("docs/campaigns/*/03-launch/*.md")).unlink()
    done = utm(tmp_path, "dockside-launch")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "This campaign has no links yet.")
