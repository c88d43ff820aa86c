"""Tagged links: taken apart, built, judged."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint import utm
from handoff_lint.errors import EXIT_CANNOT_CHECK
from handoff_lint.utm import Link, LinkError, Tags
from handoff_lint.utm_address import Reason
from handoff_lint.validation import store

from .settings import ANY, TEAM

PAGE = "https://www.larkfield.example/dockside"
TAGS = Tags("house-list", "email", "dockside-launch", "hero-cta")
TAGGED = f"{PAGE}?utm_source=house-list&utm_medium=email&utm_campaign=dockside-launch&utm_content=hero-cta"
SHORT = "utm_source=house-list&utm_medium=email&utm_campaign=dockside-launch"


def test_the_tags_are_those_of_the_schema() -> None:
    package = store.load("production-to-launch")["properties"]["package"]["properties"]
    link = package["technical_setup"]["properties"]["links"]["items"]["properties"]
    assert tuple(link["utm"]["properties"]) == utm.PARTS


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (TAGGED, Link(PAGE, TAGS, ("utm_source", "utm_medium", "utm_campaign", "utm_content"))),
        (PAGE, Link(PAGE, Tags())),
        (f"{PAGE}#form", Link(f"{PAGE}#form", Tags())),
        (
            f"{PAGE}?ref=a%20b&utm_source=x&page=2+3&&flag&utm_id=7#form?a=1",
            Link(f"{PAGE}?ref=a%20b&page=2+3&&flag#form?a=1", Tags(source="x", id="7"), ("utm_source", "utm_id")),
        ),
        (f"{PAGE}?utm_term=bike+service%21", Link(PAGE, Tags(term="bike service!"), ("utm_term",))),
        (f"{PAGE}?utm%5Fsource=x", Link(PAGE, Tags(source="x"), ("utm_source",))),
        (f"{PAGE}?UTM_Source=x", Link(PAGE, Tags(source="x"), ("UTM_Source",))),
        (f"{PAGE}?utm_source=a&utm_source=b", Link(PAGE, Tags(source="a"), ("utm_source", "utm_source"))),
        (f"{PAGE}?utm_source", Link(PAGE, Tags(), ("utm_source",))),
        (f"{PAGE}?utm_source_platform=x", Link(f"{PAGE}?utm_source_platform=x", Tags())),
        (f"{PAGE}?", Link(PAGE, Tags())),
        ("", Link("", Tags())),
    ],
)
def test_taken_apart(url: str, link: Link) -> None:
    assert utm.parse(url) == link


@pytest.mark.parametrize(
    ("url", "tags", "built"),
    [
        (PAGE, TAGS, TAGGED),
        (
            f"{PAGE}?a=1&b=%C3%BC+%20#form",
            TAGS,
            f"{PAGE}?a=1&b=%C3%BC+%20&{SHORT}&utm_content=hero-cta#form",
        ),
        (f"{PAGE}?", Tags("house-list", "email", "dockside-launch"), f"{PAGE}?{SHORT}"),
        (f"{PAGE}?a=1&", Tags("house-list", "email", "dockside-launch"), f"{PAGE}?a=1&{SHORT}"),
        (f"{PAGE}?q=what?", Tags("house-list", "email", "dockside-launch"), f"{PAGE}?q=what?&{SHORT}"),
        ("https://a.example", Tags("house-list", "email", "dockside-launch"), f"https://a.example?{SHORT}"),
        (
            "http://a.example:8080/p;v=1#",
            Tags("house-list", "email", "dockside-launch"),
            f"http://a.example:8080/p;v=1?{SHORT}#",
        ),
        (
            PAGE,
            Tags("facebook", "paid-social", "dockside-launch", "ad-{{ad.name}}", "{keyword}", "__CID__"),
            f"{PAGE}?utm_source=facebook&utm_medium=paid-social&utm_campaign=dockside-launch"
            "&utm_content=ad-{{ad.name}}&utm_term={keyword}&utm_id=__CID__",
        ),
        (f"{PAGE}/hero@2x.png", Tags("house-list", "email", "dockside-launch"), f"{PAGE}/hero@2x.png?{SHORT}"),
    ],
)
def test_built(url: str, tags: Tags, built: str) -> None:
    assert utm.build(url, tags, ANY) == built


def refused(url: str, tags: Tags, settings: dict[str, Any] = ANY, **options: Any) -> tuple[str, str]:
    with pytest.raises(LinkError) as caught:
        utm.build(url, tags, settings, **options)
    assert caught.value.exit_code == EXIT_CANNOT_CHECK
    return caught.value.message, caught.value.help


def test_a_tagged_address_is_refused_or_tagged_anew() -> None:
    old = f"{PAGE}?utm_source=old&a=1&UTM_term=old#form"
    assert refused(old, TAGS) == (
        "This address is tagged already: utm_source and UTM_term.",
        "Give the address without its tags, or say that they shall be replaced.",
    )
    assert utm.build(old, TAGS, ANY, replace=True) == f"{PAGE}?a=1&{SHORT}&utm_content=hero-cta#form"


@pytest.mark.parametrize(
    ("url", "tags", "message", "help_"),
    [
        (PAGE, Tags("a", "email"), "utm_campaign is missing.", "Add &utm_campaign=… to the link."),
        (
            PAGE,
            Tags("Über Liste", "email", "c"),
            "utm_source “Über Liste” holds a blank.",
            "Write “uber-liste”.",
        ),
        (
            PAGE,
            Tags("a", "Email", "c"),
            "utm_medium “Email” has capitals, which reports would list apart.",
            "Write “email”.",
        ),
        (
            PAGE,
            Tags("a", "email", "spring_sale"),
            "utm_campaign “spring_sale” may only hold letters from a to z, digits and single “-” between them.",
            "Write “spring-sale”.",
        ),
        (
            PAGE,
            Tags("東京", "email", "c"),
            "utm_source “東京” may only hold letters from a to z, digits and single “-” between them.",
            "Write it with letters from a to z and digits.",
        ),
        (
            PAGE,
            Tags("a", "email", "c", "jo.doe@mail.example"),
            "utm_content holds an e-mail address or a phone number.",
            "Name the campaign, the piece or the list, never a person.",
        ),
        (
            PAGE,
            Tags("a", "email", "c", id="{{contact.email}}"),
            "utm_id holds an e-mail address or a phone number.",
            "Name the campaign, the piece or the list, never a person.",
        ),
        (
            "www.larkfield.example",
            TAGS,
            "“www.larkfield.example” is no web address.",
            "Write it in full, such as https://www.example.org/page.",
        ),
    ],
)
def test_not_built(url: str, tags: Tags, message: str, help_: str) -> None:
    assert refused(url, tags) == (message, help_)


def test_values_must_be_known_where_the_team_keeps_a_list() -> None:
    assert refused(PAGE, Tags("house-lists", "email", "c"), TEAM) == (
        "utm_source “house-lists” is not among the values that you use. Did you mean house-list?",
        "Write house-list, linkedin, google, twitter or facebook, or add it to utm.sources in the settings.",
    )
    assert refused(PAGE, Tags("house-list", "email", "c"), TEAM, campaign="dockside-launch") == (
        "utm_campaign is “c”, but this campaign's is “dockside-launch”.",
        "Write “dockside-launch”.",
    )
    assert utm.build(PAGE, TAGS, TEAM, campaign="dockside-launch") == TAGGED


def test_a_listed_value_may_have_other_separators() -> None:
    listed = {**ANY, "sources": ["linkedin.com"]}
    built = utm.build(PAGE, Tags("linkedin.com", "social", "dock_side"), listed, campaign="dock_side")
    assert built == f"{PAGE}?utm_source=linkedin.com&utm_medium=social&utm_campaign=dock_side"
    assert utm.check(built, listed, campaign="dock_side") == []


def found(url: str, settings: dict[str, Any] = ANY, **options: Any) -> list[tuple[str, str, str, str]]:
    faults = utm.check(url, settings, **options)
    assert all(fault.message.endswith((".", "?")) and fault.help.endswith(".") for fault in faults)
    return [(fault.reason.value, fault.part, fault.message, fault.better) for fault in faults]


def test_a_good_link() -> None:
    assert found(TAGGED, TEAM, campaign="dockside-launch", needs_content=True, written=TAGS) == []


@pytest.mark.parametrize(
    ("url", "reason", "message"),
    [
        (f"{PAGE}?a=b c", Reason.NOT_AN_ADDRESS, "This link holds a blank or a line break."),
        (f"{PAGE}\n", Reason.NOT_AN_ADDRESS, "This link holds a blank or a line break."),
        ("", Reason.NOT_AN_ADDRESS, "“” is no web address."),
        ("mailto:jo@a.example", Reason.NOT_AN_ADDRESS, "“mailto:jo@a.example” is no web address."),
        ("ftp://a.example/x", Reason.NOT_AN_ADDRESS, "“ftp://a.example/x” is no web address."),
        ("https://", Reason.NOT_AN_ADDRESS, "“https://” is no web address."),
        ("https://[a", Reason.NOT_AN_ADDRESS, "“https://[a” is no web address."),
        ("https://a.example:x/", Reason.NOT_AN_ADDRESS, "“https://a.example:x/” is no web address."),
        *(
            (url, Reason.PERSONAL_DATA, "This link holds an e-mail address, a phone number or a user name.")
            for url in (
                f"{TAGGED}&to=jo.doe@mail.example",
                f"{TAGGED}&to=jo.doe%40mail.example",
                f"{TAGGED}&next=https%3A%2F%2Fa.example%3Fto%3Djo%2540mail.example",
                f"{TAGGED}#jo@mail.example",
                f"{TAGGED}&to=*|EMAIL|*",
                f"{TAGGED}&to=%%emailaddr%%",
                f"{TAGGED}&to=[email]",
                f"{TAGGED}&to={{{{contact.Phone_Number}}}}",
                "https://maya@a.example/",
                "https://maya:secret@localhost/",
            )
        ),
        (
            f"{PAGE}#form?{SHORT}",
            Reason.AFTER_FRAGMENT,
            "The utm tags stand after the #, where Google Analytics does not look.",
        ),
        (
            f"{PAGE}#{SHORT}",
            Reason.AFTER_FRAGMENT,
            "The utm tags stand after the #, where Google Analytics does not look.",
        ),
        (f"{PAGE}&{SHORT}", Reason.QUESTION_MARK, "The utm tags begin with & where a ? belongs."),
        (f"{PAGE}?a=1?{SHORT}", Reason.QUESTION_MARK, "This link has a second ?, so what follows is not read as tags."),
        (f"{PAGE}??{SHORT}", Reason.QUESTION_MARK, "This link has a second ?, so what follows is not read as tags."),
        (
            f"{PAGE}?utm_source=a&amp;utm_medium=email",
            Reason.ESCAPED_AMPERSAND,
            "This link holds &amp;, so the tag after it is not read.",
        ),
        (
            f"{PAGE}?amp;utm_source=a",
            Reason.ESCAPED_AMPERSAND,
            "This link holds &amp;, so the tag after it is not read.",
        ),
    ],
)
def test_an_address_that_cannot_carry_tags(url: str, reason: Reason, message: str) -> None:
    assert found(url) == [(reason.value, "", message, "")]
    assert refused(url, TAGS, replace=True)[0] == message


@pytest.mark.parametrize(
    "url",
    [
        f"{TAGGED}&media=hero@2x.png",
        f"{TAGGED}&next=https%3A%2F%2Fa.example%2F%3Fb%3D1",
        f"{TAGGED}&q=what?",
        f"{TAGGED}&mail={{{{email.name}}}}",
        f"{TAGGED}#form",
        f"{PAGE}/@maya.holt?{SHORT}",
    ],
)
def test_what_only_looks_wrong(url: str) -> None:
    assert found(url) == []


def test_missing_tags() -> None:
    assert found(f"{PAGE}?utm_medium=&utm_campaign=c", needs_content=True) == [
        ("missing", "source", "utm_source is missing.", ""),
        ("missing", "medium", "utm_medium is missing.", ""),
        ("missing", "content", "utm_content is missing.", ""),
    ]
    assert found(PAGE, auto_tagged=True) == []
    help_ = utm.check(f"{PAGE}?{SHORT}", ANY, needs_content=True)[0].help
    assert help_ == "Say which version it is: add &utm_content=… to the link."


def test_values_and_names() -> None:
    url = f"{PAGE}?UTM_source=House+List&utm_medium=EMail&utm_campaign=other&utm_medium=email&utm_content=a--b"
    assert found(url, TEAM, campaign="dockside-launch") == [
        ("name", "source", "UTM_source is written with capitals.", ""),
        ("repeated", "medium", "utm_medium is in this link 2 times.", ""),
        ("spaces", "source", "utm_source “House List” holds a blank.", "house-list"),
        ("capitals", "medium", "utm_medium “EMail” has capitals, which reports would list apart.", "email"),
        (
            "other-campaign",
            "campaign",
            "utm_campaign is “other”, but this campaign's is “dockside-launch”.",
            "dockside-launch",
        ),
        (
            "signs",
            "content",
            "utm_content “a--b” may only hold letters from a to z, digits and single “-” between them.",
            "a-b",
        ),
    ]


def test_one_fault_for_one_value() -> None:
    url = f"{PAGE}?utm_source=house-list&utm_medium=newsletter&utm_campaign=c"
    assert found(url, TEAM) == [
        ("unknown-value", "medium", "utm_medium “newsletter” is not among the values that you use.", "")
    ]
    assert found(url.replace("newsletter", "Email"), TEAM) == [
        ("capitals", "medium", "utm_medium “Email” has capitals, which reports would list apart.", "email")
    ]


def test_macros_are_no_unknown_values() -> None:
    url = f"{PAGE}?utm_source={{{{site_source_name}}}}&utm_medium=paid-social&utm_campaign=c&utm_content={{creative}}"
    assert found(url, TEAM) == []
    assert found(f"{url}&utm_term=Ad-{{creative}}") == [
        ("capitals", "term", "utm_term “Ad-{creative}” has capitals, which reports would list apart.", "ad-{creative}")
    ]


def test_other_separators() -> None:
    dotted = {**ANY, "separator": "."}
    url = f"{PAGE}?utm_source=a.b&utm_medium=email&utm_campaign=c_d"
    assert [fault[1:] for fault in found(url, dotted)] == [
        (
            "campaign",
            "utm_campaign “c_d” may only hold letters from a to z, digits and single “.” between them.",
            "c.d",
        )
    ]


def test_own_pages() -> None:
    own: dict[str, Any] = {"settings": TEAM, "on_own_page": True}
    assert found(TAGGED, **own) == [("on-own-page", "", "A link from one of your own pages to another is tagged.", "")]
    assert found(TAGGED.replace("www.", "WWW."), **own)[0][0] == "on-own-page"
    assert found(PAGE, **own) == []
    assert found(TAGGED.replace("www.", "partner."), **own) == []
    assert found("https://partner.example/", **own)[0][2] == "utm_source is missing."
    assert found(TAGGED, TEAM) == []


def test_what_is_noted_beside_the_link_agrees() -> None:
    assert found(TAGGED, written=Tags(source="house-list", content="footer")) == [
        ("differs", "content", "utm_content is “hero-cta” in the link, but noted as “footer”.", "")
    ]
    assert [fault[0] for fault in found(PAGE, written=TAGS)] == ["missing"] * 3


@pytest.mark.parametrize(
    ("value", "separator", "better"),
    [
        ("Spring Sale", "-", "spring-sale"),
        ("  spring__sale!! ", "_", "spring_sale"),
        ("Straße & Café", ".", "strasse.cafe"),
        ("{{Ad.Name}} One", "-", "{{Ad.Name}}-one"),
        ("日本", "-", ""),
        ("already-good", "-", "already-good"),
    ],
)
def test_mended(value: str, separator: str, better: str) -> None:
    assert utm.mended(value, separator) == better


@pytest.mark.parametrize(
    ("asset", "content"),
    [("dockside-launch-h2#as-li-ad-a", "as-li-ad-a"), ("as-li-ad-a", "as-li-ad-a"), ("Hero A", "hero-a")],
)
def test_content_for_an_asset(asset: str, content: str) -> None:
    assert utm.content_for(asset, "-") == content


_WORD = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=6)
_MACRO = st.sampled_from(["{{ad.name}}", "{creative}", "__CAMPAIGN_NAME__"])
_SEPARATOR = st.sampled_from("-_.")
_PIECE = st.text("abz09%+=?.~:@/äß[]{}", max_size=8).filter(lambda text: "@" not in text or "." not in text)


@st.composite
def _tags(draw: st.DrawFn, separator: str) -> Tags:
    value = st.one_of(st.lists(_WORD, min_size=1, max_size=3).map(separator.join), _MACRO)
    maybe = st.one_of(st.just(""), value)
    return Tags(*(draw(part) for part in (value, value, value, maybe, maybe, maybe)))


@st.composite
def _addresses(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from(["", "/", "/a/b.html", "/%C3%BC", "/p;v=1"]))
    pieces = draw(st.lists(_PIECE, max_size=4))
    query = "&".join(pieces).strip("&?")
    fragment = draw(st.sampled_from(["", "#", "#form", "#/route/1", "#a?b=1&c"]))
    return f"https://a.example{path}{'?' if query else ''}{query}{fragment}"


@given(st.data(), _SEPARATOR, _addresses())
def test_what_is_built_can_be_taken_apart(data: st.DataObject, separator: str, url: str) -> None:
    tags = data.draw(_tags(separator))
    built = utm.build(url, tags, {**ANY, "separator": separator})
    link = utm.parse(built)
    assert (link.base, link.tags) == (url, tags)
    assert link.names == tuple(f"utm_{part}" for part, _ in tags.items())
    assert utm.check(built, {**ANY, "separator": separator}, written=tags) == []


@given(st.data(), _addresses(), st.lists(st.sampled_from(["utm_source=old", "UTM_TERM=x", "utm_id", "a=1", "b"])))
def test_nothing_but_the_old_tags_is_lost(data: st.DataObject, url: str, more: list[str]) -> None:
    tags = data.draw(_tags("-"))
    head, mark, fragment = url.partition("#")
    old = head + "".join(f"{'&' if '?' in head or index else '?'}{piece}" for index, piece in enumerate(more))
    built = utm.build(old + mark + fragment, tags, ANY, replace=True)
    kept = [piece for piece in old.partition("?")[2].split("&") if piece and not piece.lower().startswith("utm_")]
    now = built.partition("#")[0].partition("?")[2].split("&")
    assert [piece for piece in now if piece and not piece.startswith("utm_")] == kept
    assert built.partition("#")[1:] == (mark, fragment)
    assert utm.parse(built).tags == tags
    assert utm.build(built, tags, ANY, replace=True) == built


@given(st.text(max_size=40), _SEPARATOR)
def test_a_mended_value_needs_no_mending(value: str, separator: str) -> None:
    better = utm.mended(value, separator)
    assert utm.mended(better, separator) == better
    if better:
        tags = Tags("a", "b", "c", better)
        assert utm.parse(utm.build(PAGE, tags, {**ANY, "separator": separator})).tags == tags


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(url: str) -> None:
    link = utm.parse(url)
    assert isinstance(link.base, str)
    utm.check(url, TEAM)
    utm.check("https://a.example/" + url, TEAM, on_own_page=True)
