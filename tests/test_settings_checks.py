"""Settings that contradict each other: what is refused, in which words, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff_lint import config
from handoff_lint.errors import SettingsError

ONLY_BRIEF = "profile: starter\n"
PEOPLE = "people:\n  maya.holt: {name: Maya Holt, roles: [head_of_marketing]}\n"
CHECKER = "  bea.lind: {name: Bea Lind, roles: [brand_quality]}\n"


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / ("handoff.yml" if name == "handoff" else f"config/{name}.yml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


CONTRADICTIONS = [
    pytest.param(
        "teams: [creative, sales]\npeople:\n  leo.brandt: {name: Leo Brandt, team: creativ}\n",
        "handoff.yml:3:40",
        "leo.brandt is in the team creativ, which is not listed under teams. Did you mean creative?",
        id="team",
    ),
    pytest.param(
        "people:\n  bea.lind: {name: Bea Lind, roles: [brand_qualty]}\n",
        "handoff.yml:2:38",
        "bea.lind has the role brand_qualty, which is not listed under roles. Did you mean brand_quality?",
        id="role",
    ),
    pytest.param(
        PEOPLE + "  bea.lind: {name: Bea Lind, roles: [brand_quality], delegate: maya.hold}\n",
        "handoff.yml:3:64",
        "bea.lind is represented by maya.hold, which is not listed under people. Did you mean maya.holt?",
        id="delegate",
    ),
    pytest.param(
        "people:\n  bea.lind: {name: Bea Lind, roles: [brand_quality], delegate: {to: bea.lind}}\n",
        "handoff.yml:2:54",
        "bea.lind is named as delegate of bea.lind.",
        id="own delegate",
    ),
    pytest.param(
        PEOPLE + CHECKER + "  tom.osei: {name: Tom Osei, away: [{from: 2027-02-08, to: 2027-02-01}]}\n",
        "handoff.yml:4:60",
        "to is 2027-02-01, before from (2027-02-08).",
        id="absence backwards",
    ),
    pytest.param(
        PEOPLE + CHECKER + "  tom.osei: {name: Tom Osei, from: 2027-02-08, until: 2027-02-01}\n",
        "handoff.yml:4:55",
        "until is 2027-02-01, before from (2027-02-08).",
        id="employment backwards",
    ),
    pytest.param(
        PEOPLE
        + CHECKER
        + "  a.b: {name: A, email: a@x.example}\n  c.d: {name: C, emails: [c@x.example, A@x.example]}\n",
        "handoff.yml:5:40",
        "A@x.example belongs to a.b and to c.d.",
        id="shared address",
    ),
    pytest.param(
        "gates: {strategy-to-creative: {press: {before: approved}}}\n",
        "handoff.yml:1:32",
        "The gate press of strategy-to-creative does not say who approves.",
        id="gate without role",
    ),
    pytest.param(
        "gates: {strategy-to-creative: {quality: {role: quality}}}\n",
        "handoff.yml:1:48",
        "The gate quality of strategy-to-creative needs the role quality, which is not listed under roles. "
        "Did you mean brand_quality?",
        id="gate's role",
    ),
    pytest.param(
        "raci: {strategy-to-creative: {prepare: {accountable: boss}}}\n",
        "handoff.yml:1:54",
        "raci of strategy-to-creative names the role boss, which is not listed under roles.",
        id="raci row",
    ),
    pytest.param(
        "raci: {strategy-to-creative: {informed: [analyst, boss]}}\n",
        "handoff.yml:1:51",
        "raci of strategy-to-creative names the role boss, which is not listed under roles.",
        id="raci list",
    ),
    pytest.param(
        PEOPLE,
        "handoff.yml:1:1",
        "Nobody has the role brand_quality, so the gate quality of strategy-to-creative can never be passed.",
        id="nobody",
    ),
    pytest.param(
        PEOPLE + "  bea.lind: {name: Bea Lind, roles: [brand_quality], active: false}\n",
        "handoff.yml:1:1",
        "Nobody has the role brand_quality, so the gate quality of strategy-to-creative can never be passed.",
        id="only somebody who has left",
    ),
    pytest.param(
        PEOPLE + "  bea.lind: {name: Bea Lind, from: 2027-02-01, roles: [{role: brand_quality, until: 2027-01-31}]}\n",
        "handoff.yml:1:1",
        "Nobody has the role brand_quality, so the gate quality of strategy-to-creative can never be passed.",
        id="a role that ends before its holder comes",
    ),
    pytest.param(
        "gates: {strategy-to-creative: {acceptance: {role: legal}}}\n",
        "handoff.yml:1:32",
        "A gate of strategy-to-creative cannot be called acceptance: that is the receiver's answer.",
        id="reserved gate",
    ),
    pytest.param(
        "core: {docs: {name: Wiki, purpose: notes}}\nhandoff_map: {strategy-to-creative: {research: 'doc:/briefs'}}\n",
        "handoff.yml:2:48",
        "handoff_map of strategy-to-creative keeps research in doc, which is not listed under core. Did you mean docs?",
        id="tool",
    ),
    pytest.param(
        "placements: {linkedn/poll: {title: Poll}}\n",
        "handoff.yml:1:14",
        "The placement linkedn/poll is on the channel linkedn, which is not listed under channels. "
        "Did you mean linkedin?",
        id="channel of a placement",
    ),
    pytest.param(
        "checklists: {production/print: {campaign_types: [print], items: {}}}\n",
        "handoff.yml:1:50",
        "production/print is only for print, which is not listed under campaign_types.",
        id="campaign type of a checklist",
    ),
    pytest.param(
        "checklists: {pre-flight: {items: {opt-out: {title: Stop works, channels: [smss]}}}}\n",
        "handoff.yml:1:75",
        "opt-out is only for smss, which is not listed under channels. Did you mean sms?",
        id="channel of an item",
    ),
    pytest.param(
        "checklists: {core: {items: {links-200: {required: false}}}}\n",
        "handoff.yml:1:29",
        "The item links-200 of core has no title.",
        id="item without title",
    ),
    pytest.param(
        "working_hours: {to: '08:00'}\n",
        "handoff.yml:1:21",
        "Work ends at 08:00 but begins at 09:00.",
        id="hours",
    ),
]


@pytest.mark.parametrize(("text", "place", "message"), CONTRADICTIONS)
def test_a_contradiction_is_refused_with_its_place(tmp_path: Path, text: str, place: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        config.load(write(tmp_path, handoff=text + ONLY_BRIEF))
    assert (refused.value.message.partition(" (1 more")[0], refused.value.place) == (message, place)
    assert refused.value.help


def test_a_team_that_fits_together_is_accepted(tmp_path: Path) -> None:
    text = """
      profile: starter
      teams: {creative: {title: Design}, sales: {}}
      roles: {event_manager: {title: Events}}
      people:
        maya.holt: {name: Maya Holt, roles: [head_of_marketing], email: maya@x.example, emails: [MAYA@x.example]}
        bea.lind:
          name: Bea Lind
          team: creative
          roles: [{role: brand_quality, from: 2026-01-01, until: 2027-12-31}, event_manager]
          delegate: {to: maya.holt, from: 2027-02-01, until: 2027-02-12}
          away: [{from: 2027-02-01, to: 2027-02-12}]
      core: {docs: {name: Wiki, purpose: notes}}
      handoff_map: {strategy-to-creative: {research: "docs:/briefs"}}
      gates: {strategy-to-creative: {legal: {role: legal, when: claims}}}
    """
    settings = config.load(write(tmp_path, handoff=text))
    assert settings.people["bea.lind"]["delegate"]["to"] == "maya.holt"


def test_without_people_nobody_has_to_hold_a_role(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, handoff="profile: standard\n")).people == {}


def test_a_type_that_is_off_needs_no_approvers(tmp_path: Path) -> None:
    root = write(tmp_path, handoff=ONLY_BRIEF + PEOPLE + CHECKER)
    assert config.load(root).gates["marketing-to-sales"]["sales"]["role"] == ["head_of_sales"]
    write(tmp_path, handoff=ONLY_BRIEF + PEOPLE + CHECKER + "systems: {marketing-to-sales: advise}\n")
    with pytest.raises(SettingsError, match=r"Nobody has the role analyst, so the gate quality of marketing-to-sales"):
        config.load(root)


def test_further_contradictions_are_counted(tmp_path: Path) -> None:
    people = "people: {a.b: {name: A, roles: [x1]}, c.d: {name: C, roles: [y1]}}\n"
    with pytest.raises(SettingsError, match=r"\(2 more in the settings\)$"):
        config.load(write(tmp_path, handoff=ONLY_BRIEF + people))


def test_the_place_is_in_the_file_that_says_it(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        handoff=ONLY_BRIEF + PEOPLE,
        quality="people:\n  bea.lind:\n    name: Bea Lind\n    roles: [brand_quality]\n    delegate: nobody.here\n",
    )
    with pytest.raises(SettingsError) as refused:
        config.load(root)
    assert refused.value.place == "config/quality.yml:5:15"
