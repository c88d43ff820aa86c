"""What people are told about a link that is filed elsewhere than they think."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint import ga4
from handoff_lint.ga4_advice import Change, advise, meant
from handoff_lint.utm import Tags

from .settings import ANY, GA4, TEAM


def said(tags: tuple[str, ...], declared: str, utm: dict[str, Any] = ANY) -> tuple[str, str, tuple[Change, ...]]:
    found = advise(Tags(*tags), declared, ga4=GA4, utm=utm)
    assert found is not None
    return found.message, found.help, found.changes


@pytest.mark.parametrize(
    ("tags", "declared"),
    [
        (("house-list", "email", "c"), "Email"),
        (("house-list", "email", "c"), ""),
        (("linkedin", "email", "c"), ""),  # filed somewhere, and nobody says that it should not
        (("flyer", "qr", "c"), "Unassigned"),
    ],
)
def test_nothing_to_say(tags: tuple[str, ...], declared: str) -> None:
    assert advise(Tags(*tags), declared, ga4=GA4, utm=TEAM) is None


def test_newsletter() -> None:
    assert said(("house-list", "newsletter", "c"), "") == (
        "Google Analytics files these visits under Unassigned: utm_medium “newsletter” stands for no channel.",
        "Write “email” as utm_medium.",
        (Change("medium", "email"),),
    )
    assert said(("house-list", "newsletter", "c"), "Email")[:2] == (
        "Google Analytics files these visits under Unassigned, not under Email: "
        "utm_medium “newsletter” stands for no channel.",
        "Write “email” as utm_medium. If Unassigned is right, write that as ga4_group.",
    )


@pytest.mark.parametrize(
    ("tags", "declared", "utm", "changes", "help_"),
    [
        (("x", "paid-social"), "Paid Social", TEAM, [("source", "twitter")], "Write “twitter” as utm_source."),
        (("linkedin-ads", "paid-social"), "Paid Social", TEAM, [("source", "linkedin")], "Write “linkedin” as"),
        (("Meta_Ads", "cpc"), "Paid Social", ANY, [("source", "facebook")], "Write “facebook” as utm_source."),
        (("linkdin", "cpc"), "Paid Social", ANY, [("source", "linkedin")], "Write “linkedin” as utm_source."),
        (("facebook", "ads"), "Paid Social", TEAM, [("medium", "paid-social")], "Write “paid-social” as utm_medium."),
        (("google", "cpm"), "Display", TEAM, [("medium", "display")], "Write “display” as utm_medium."),
        (("crm", "mobile-app"), "Referral", TEAM, [("medium", "referral")], "Write “referral” as utm_medium."),
        (
            ("bing-ads", "ppc-brand"),
            "",
            ANY,
            [("source", "bing"), ("medium", "cpc")],
            "Write “bing” as utm_source. Write “cpc” as utm_medium.",
        ),
        (
            ("bing-ads", "ppc-brand"),
            "",
            TEAM,
            [("source", "bing"), ("medium", "cpc")],
            "Write “bing” as utm_source, and add it to utm.sources in the settings. Write “cpc” as utm_medium.",
        ),
        (
            ("partner", "affiliates"),
            "",
            TEAM,
            [("medium", "affiliate")],
            "Write “affiliate” as utm_medium, and add it to utm.mediums in the settings.",
        ),
        (("house-list", "emial"), "", ANY, [("medium", "email")], "Write “email” as utm_medium."),
    ],
)
def test_one_or_two_tags_to_change(
    tags: tuple[str, ...], declared: str, utm: dict[str, Any], changes: list[tuple[str, str]], help_: str
) -> None:
    _, help_found, found = said(tags, declared, utm)
    assert [(change.part, change.value) for change in found] == changes
    assert help_found.startswith(help_)


def test_the_team_s_own_word_goes_before_the_usual_one() -> None:
    own = {**ANY, "mediums": ["banner", "email"]}
    assert said(("daily-herald", "qr"), "Display", own)[2] == (Change("medium", "banner"),)
    assert said(("daily-herald", "qr"), "Display", ANY)[2] == (Change("medium", "display"),)


def test_a_social_site_cannot_send_mail() -> None:
    assert said(("linkedin", "email"), "Email", TEAM) == (
        "Google Analytics files these visits under Organic Social, not under Email: "
        "utm_source “linkedin” is a social site.",
        "Name another sender as utm_source, such as “house-list”. If Organic Social is right, write that as ga4_group.",
        (Change("source", "house-list", is_example=True),),
    )
    assert said(("linkedin", "email"), "Email", ANY)[2] == (Change("source", "newsletter", is_example=True),)


def test_a_campaign_s_name() -> None:
    assert said(("house-list", "email", "shop-floor-webinar"), "Email", TEAM) == (
        "Google Analytics files these visits under Organic Shopping, not under Email: "
        "utm_campaign “shop-floor-webinar” holds “shop”, which Google takes for shopping.",
        "Take “shop” out of utm_campaign, here and in campaign.md. "
        "If Organic Shopping is right, write that as ga4_group.",
        (Change("campaign", ""),),
    )
    assert said(("linkedin", "paid-social", "big-Cross-Network"), "Paid Social")[1].startswith(
        "Take “cross-network” out of utm_campaign, here and in campaign.md."
    )


def test_only_people_can_know() -> None:
    assert said(("flyer", "qr", "c"), "") == (
        "Google Analytics files these visits under Unassigned: utm_medium “qr” stands for no channel.",
        "Write a word that Google knows as utm_medium, such as “email”, “social”, “paid-social”, “cpc”, “display”, "
        "“referral”, “affiliate”, “sms”, “push” or “audio”.",
        (),
    )
    # The team's other social sites are no better: the visits do come from this one.
    assert said(("threads", "paid-social"), "Paid Social", TEAM)[1:] == (
        "If Google counts “threads” as social, add it to ga4.sources in the settings. "
        "If Paid Other is right, write that as ga4_group.",
        (),
    )
    assert said(("google", "display"), "Cross-network")[1:] == (
        "Put “cross-network” into utm_campaign. If Display is right, write that as ga4_group.",
        (),
    )
    assert said(("", "cpc"), "Paid Social")[1:] == ("If Paid Other is right, write that as ga4_group.", ())


@pytest.mark.parametrize(
    ("declared", "right"),
    [("email", "Email"), ("Organic social", "Organic Social"), ("E-mail", "Email"), ("Newsletter", "Display")],
)
def test_a_declared_channel_that_does_not_exist(declared: str, right: str) -> None:
    expected = (f"“{declared}” is no channel of Google Analytics.", f"Write “{right}”.", ())
    assert said(("daily-herald", "banner"), declared) == expected


@pytest.mark.parametrize(
    ("medium", "channel"),
    [
        ("weekly-newsletter", "Email"),
        ("E-Newsletter", "Email"),
        ("fb_post", "Organic Social"),
        ("google sem", "Paid Search"),
        ("native.ads", "Display"),
        ("podcast", "Audio"),
        ("webpush", "Mobile Push Notifications"),
        ("reffereal", "Referral"),
        ("afiliate", "Affiliates"),
        ("qr", ""),
        ("", ""),
    ],
)
def test_what_a_medium_means(medium: str, channel: str) -> None:
    assert meant(medium) == channel


_WORDS = """
    x qr email newsletter house-list linkedin linkedin-ads google-ads meta paid-social ads social amazon youtube
    shop-floor dock spring-cross-network cpm video sms
"""
_VALUES = st.sampled_from(["", *_WORDS.split()])


@given(_VALUES, _VALUES, _VALUES, st.sampled_from(["", *GA4["groups"]]), st.sampled_from([ANY, TEAM]))
def test_what_is_suggested_works(source: str, medium: str, campaign: str, declared: str, utm: dict[str, Any]) -> None:
    tags = Tags(source, medium, campaign)
    found = advise(tags, declared, ga4=GA4, utm=utm)
    if found is None:
        return
    assert found.help
    changed = replace(tags, **{change.part: change.value for change in found.changes})
    now = ga4.channel(changed.source, changed.medium, changed.campaign, ga4=GA4).name
    if found.changes:
        assert now == (declared or meant(medium))
        assert advise(changed, declared, ga4=GA4, utm=utm) is None
