"""Channels as Google's page defines them: https://support.google.com/analytics/answer/9756891."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff_lint import ga4
from handoff_lint.errors import SettingsError

from .settings import GA4

# source, medium, campaign, channel
_CASES = [
    # Cross-network: the campaign alone, before everything else.
    ("google", "cpc", "spring-cross-network", "Cross-network"),
    ("facebook", "paid-social", "cross-network", "Cross-network"),
    ("house-list", "email", "Cross-Network-mail", "Cross-network"),
    ("google", "cpc", "crossnetwork", "Paid Search"),
    # Paid Shopping: a shop, or a campaign that says shop, and paid.
    ("amazon", "cpc", "c", "Paid Shopping"),
    ("ebay", "retargeting", "c", "Paid Shopping"),
    ("google", "cpc", "shop-now", "Paid Shopping"),
    ("linkedin", "paid-social", "spring-shopping", "Paid Shopping"),
    ("unheard-of", "ppc", "eshop", "Paid Shopping"),
    # Paid Search.
    ("google", "cpc", "c", "Paid Search"),
    ("google", "ppc", "c", "Paid Search"),
    ("bing", "paid-search", "c", "Paid Search"),
    ("google", "cpm", "c", "Paid Search"),  # not Display: “cp” is in it, and that is asked first
    ("GOOGLE", "CPC", "c", "Paid Search"),
    ("duckduckgo", "retargeting", "c", "Paid Search"),
    # Paid Social.
    ("linkedin", "paid-social", "c", "Paid Social"),
    ("twitter", "paid_social", "c", "Paid Social"),
    ("facebook", "cpm", "c", "Paid Social"),
    ("fb", "paid", "c", "Paid Social"),
    ("t.co", "cpa", "c", "Paid Social"),
    ("Instagram", "PaidSocial", "c", "Paid Social"),
    # Paid Video.
    ("youtube", "cpv", "c", "Paid Video"),
    ("vimeo", "paid-video", "c", "Paid Video"),
    # Display.
    ("house-list", "display", "c", "Display"),
    ("google", "display", "c", "Display"),
    ("facebook", "banner", "c", "Display"),
    ("daily-herald", "Interstitial", "c", "Display"),
    ("daily-herald", "expandable", "c", "Display"),
    ("daily-herald", "cpm", "c", "Display"),  # paid, but of no known site, and Display is asked before Paid Other
    ("amazon", "display", "c", "Display"),
    # Paid Other: paid, and of no known site.
    ("x", "paid-social", "c", "Paid Other"),
    ("linkedin-ads", "paid-social", "c", "Paid Other"),
    ("meta", "cpc", "c", "Paid Other"),
    ("", "cpc", "c", "Paid Other"),
    ("daily-herald", "tcpa", "c", "Paid Other"),
    ("www.linkedin.com", "cpc", "c", "Paid Other"),
    # Organic Shopping: the name of a campaign is enough.
    ("etsy", "referral", "c", "Organic Shopping"),
    ("house-list", "email", "shop-floor-webinar", "Organic Shopping"),
    ("house-list", "email", "workshopping", "Organic Shopping"),
    ("house-list", "email", "2shop", "Organic Shopping"),
    ("house-list", "email", "e-shop", "Organic Shopping"),
    ("house-list", "newsletter", "Shopping-days", "Organic Shopping"),
    ("house-list", "email", "workshop", "Email"),  # a letter other than e before “shop”
    ("house-list", "email", "bishop-day", "Email"),
    ("house-list", "email", "photoshop", "Email"),
    # Organic Social: a social site is enough, whatever the medium, or one of six mediums.
    ("linkedin", "social", "c", "Organic Social"),
    ("linkedin", "email", "c", "Organic Social"),
    ("linkedin", "video", "c", "Organic Social"),
    ("linkedin", "social-paid", "c", "Organic Social"),  # paid must come first
    ("facebook", "ads", "c", "Organic Social"),
    ("facebook", "", "c", "Organic Social"),
    ("mastodon", "social", "c", "Organic Social"),
    ("mastodon", "social-network", "c", "Organic Social"),
    ("mastodon", "social-media", "c", "Organic Social"),
    ("mastodon", "social network", "c", "Organic Social"),
    ("mastodon", "social media", "c", "Organic Social"),
    ("mastodon", "SM", "c", "Organic Social"),
    ("youtube", "social", "c", "Organic Social"),  # asked before the site
    ("mastodon", "social_media", "c", "Unassigned"),
    ("mastodon", "organic-social", "c", "Unassigned"),
    ("mastodon", "socialmedia", "c", "Unassigned"),
    # Organic Video.
    ("youtube", "referral", "c", "Organic Video"),
    ("house-list", "my-videos", "c", "Organic Video"),
    # Organic Search.
    ("google", "organic", "c", "Organic Search"),
    ("google", "email", "c", "Organic Search"),
    ("google", "ppc-brand", "c", "Organic Search"),  # “ppc” must stand alone, and there is no “cp” in it
    ("business-listing", "organic", "c", "Organic Search"),
    # Referral.
    ("partner", "referral", "c", "Referral"),
    ("partner", "app", "c", "Referral"),
    ("partner", "Link", "c", "Referral"),
    ("partner", "links", "c", "Unassigned"),
    # Email: four spellings, in source or medium, and nothing around them.
    ("house-list", "email", "c", "Email"),
    ("house-list", "Email", "c", "Email"),
    ("house-list", "e-mail", "c", "Email"),
    ("house-list", "e_mail", "c", "Email"),
    ("house-list", "e mail", "c", "Email"),
    ("email", "newsletter", "c", "Email"),
    ("E-Mail", "", "c", "Email"),
    ("email", "affiliate", "c", "Email"),
    ("house-list", "newsletter", "c", "Unassigned"),
    ("house-list", "email-newsletter", "c", "Unassigned"),
    ("house-list", "emails", "c", "Unassigned"),
    ("house-list", "mail", "c", "Unassigned"),
    # Affiliates, Audio, SMS.
    ("partner", "affiliate", "c", "Affiliates"),
    ("partner", "affiliates", "c", "Unassigned"),
    ("spotify", "audio", "c", "Audio"),
    ("spotify", "podcast", "c", "Unassigned"),
    ("crm", "sms", "c", "SMS"),
    ("SMS", "text", "c", "SMS"),
    # Mobile Push Notifications.
    ("crm", "push", "c", "Mobile Push Notifications"),
    ("crm", "web-push", "c", "Mobile Push Notifications"),
    ("crm", "push-message", "c", "Unassigned"),
    ("crm", "mobile-app", "c", "Mobile Push Notifications"),
    ("crm", "in-app-notifications", "c", "Mobile Push Notifications"),
    ("firebase", "message", "c", "Mobile Push Notifications"),
    ("crm", "mobile-video", "c", "Organic Video"),
    # Unassigned.
    ("flyer", "qr", "c", "Unassigned"),
    ("flyer", "print", "c", "Unassigned"),
    ("flyer", "", "", "Unassigned"),
    ("", "", "", "Unassigned"),
    ("flyer", " email", "c", "Unassigned"),
]


@pytest.mark.parametrize(("source", "medium", "campaign", "expected"), _CASES)
def test_the_channel(source: str, medium: str, campaign: str, expected: str) -> None:
    assert ga4.channel(source, medium, campaign, ga4=GA4).name == expected


def test_there_are_sixty_cases_and_every_shipped_channel_has_one() -> None:
    assert len(_CASES) >= 60
    assert {case[3] for case in _CASES} == set(GA4["groups"])


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "reason", "parts"),
    [
        (
            "linkedin",
            "paid-social",
            "c",
            "utm_source “linkedin” is a social site and utm_medium “paid-social” stands for paid visits",
            ("source", "medium"),
        ),
        (
            "x",
            "paid-social",
            "c",
            "utm_medium “paid-social” stands for paid visits and utm_source “x” is on no list of known sites",
            ("medium", "source"),
        ),
        (
            "",
            "cpc",
            "c",
            "utm_medium “cpc” stands for paid visits and a missing utm_source is on no list of known sites",
            ("medium", "source"),
        ),
        (
            "house-list",
            "email",
            "Shop-floor",
            "utm_campaign “Shop-floor” holds “shop”, which Google takes for shopping",
            ("campaign",),
        ),
        ("house-list", "newsletter", "c", "utm_medium “newsletter” stands for no channel", ("medium",)),
        ("house-list", "", "c", "utm_medium is missing", ("medium",)),
        ("email", "blast", "c", "utm_source “email” stands for e-mail", ("source",)),
    ],
)
def test_the_reason(source: str, medium: str, campaign: str, reason: str, parts: tuple[str, ...]) -> None:
    found = ga4.channel(source, medium, campaign, ga4=GA4)
    assert (found.reason, found.parts) == (reason, parts)


def test_the_order_is_the_one_in_the_settings() -> None:
    reordered = {**GA4, "groups": ["Email", *(group for group in GA4["groups"] if group != "Email")]}
    assert ga4.channel("linkedin", "email", ga4=GA4).name == "Organic Social"
    assert ga4.channel("linkedin", "email", ga4=reordered).name == "Email"


def test_a_channel_that_the_settings_leave_out_is_not_tried() -> None:
    less = {**GA4, "groups": [group for group in GA4["groups"] if group != "Paid Social"]}
    found = ga4.channel("linkedin", "cpc", ga4=less)
    assert found == ga4.Channel("Paid Other", "utm_medium “cpc” stands for paid visits", ("medium",))


@pytest.mark.parametrize(
    ("source", "medium", "group"),
    [
        ("chatgpt.com", "ai-assistant", "AI Assistant"),
        ("(direct)", "(none)", "Direct"),
        ("(direct)", "(not set)", "Direct"),
    ],
)
def test_channels_that_a_team_can_add(source: str, medium: str, group: str) -> None:
    assert ga4.channel(source, medium, ga4=GA4).name == "Unassigned"
    assert ga4.channel(source, medium, ga4={**GA4, "groups": [*GA4["groups"], group]}).name == group


def test_a_source_that_a_team_adds() -> None:
    assert ga4.channel("Bluesky", "paid", ga4=GA4).name == "Paid Other"
    more = {**GA4, "sources": {**GA4["sources"], "bluesky": "social"}}
    assert ga4.channel("Bluesky", "paid", ga4=more).name == "Paid Social"


def test_a_channel_that_google_does_not_have() -> None:
    with pytest.raises(SettingsError) as caught:
        ga4.check_groups([*GA4["groups"], "E-mail"])
    assert caught.value.message == "“E-mail” is no channel of Google Analytics. Did you mean Email?"
    assert caught.value.help == (
        "Take it out of ga4.groups. The channels are Direct, Cross-network, Paid Shopping, Paid Search, Paid Social, "
        "Paid Video, Display, Paid Other, Organic Shopping, Organic Social, Organic Video, Organic Search, "
        "AI Assistant, Referral, Email, Affiliates, Audio, SMS, Mobile Push Notifications and Unassigned."
    )
    with pytest.raises(SettingsError, match="no channel of Google Analytics"):
        ga4.channel("a", "email", ga4={**GA4, "groups": ["Newsletter"]})


def test_what_is_shipped_can_be_used_and_is_dated() -> None:
    ga4.check_groups(GA4["groups"])
    assert set(GA4["sources"].values()) == {"search", "social", "video", "shopping"}
    assert all(source == source.lower() for source in GA4["sources"])
    assert GA4["source"] == ga4.CONDITIONS_SOURCE
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", ga4.CONDITIONS_COMPARED_ON)


_WORDS = st.one_of(
    st.sampled_from([*GA4["sources"], *(value for case in _CASES for value in case[:3])]), st.text(max_size=12)
)


@given(_WORDS, _WORDS, _WORDS)
def test_every_visit_has_one_channel_and_capitals_do_not_matter(source: str, medium: str, campaign: str) -> None:
    found = ga4.channel(source, medium, campaign, ga4=GA4)
    assert found.name in GA4["groups"]
    assert ga4.channel(source.lower(), medium.lower(), campaign.lower(), ga4=GA4).name == found.name


@given(st.from_regex(r"(.*cp.*|ppc|retargeting|paid.*)", fullmatch=True), st.sampled_from(sorted(GA4["sources"])))
def test_paid_visits_of_a_known_site_are_paid(medium: str, source: str) -> None:
    kind = {"search": "Search", "social": "Social", "video": "Video", "shopping": "Shopping"}[GA4["sources"][source]]
    assert ga4.channel(source, medium, ga4=GA4).name == f"Paid {kind}"
