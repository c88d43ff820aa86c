"""The settings that the tests of this folder start from: the shipped ones, and those of the demo's team."""

from __future__ import annotations

from typing import Any

from handoff_lint import config

GA4: dict[str, Any] = config._file("tracking")["ga4"]
ANY: dict[str, Any] = config._file("tracking")["utm"]
TEAM: dict[str, Any] = {
    **ANY,
    "sources": ["house-list", "linkedin", "google", "twitter", "facebook"],
    "mediums": ["email", "social", "paid-social", "cpc", "display", "referral"],
    "own_hosts": ["www.larkfield.example"],
}
