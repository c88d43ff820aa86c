"""Root causes that are a person's slip, and those that only speak of people."""

from __future__ import annotations

import pytest

from handoff_lint.prose import blame, lists

ENGLISH = lists.lists("en")
assert ENGLISH is not None
PEOPLE = {
    "kofi.mensah": {"name": "Kofi Mensah"},
    "maria.garcia": {"name": "María José García-López"},
    "will.reed": {"name": "Will Reed"},
    "ana": {},
}
KOFI, SOMEBODY = "Kofi Mensah", blame.SOMEBODY


def blamed(cause: str) -> str:
    assert ENGLISH
    return blame.blame_of(ENGLISH).found(cause, blame.Names(PEOPLE))


@pytest.mark.parametrize(
    ("cause", "who"),
    [
        ("kofi forgot the rota", KOFI),
        ("KOFI MENSAH was off", KOFI),
        ("Kofi was ill on Saturday", KOFI),
        ("Mensah did not check", KOFI),
        ("Mensah didn’t really check", KOFI),
        ("kofi.mensah", KOFI),
        ("Kofi", KOFI),
        ("Because of Kofi.", KOFI),
        ("It was Kofi's fault", KOFI),
        ("The date was wrong because Kofi forgot it", KOFI),
        ("Kofi was new and forgot the rota", KOFI),
        ("Kofi, who was new, forgot the rota", KOFI),
        ("The rota was forgotten by Kofi", KOFI),
        ("Mari\u0301a overlooked it", "María José García-López"),
        ("GARCÍA-LÓPEZ MADE A MISTAKE", "María José García-López"),
        ("Will forgot the form", "Will Reed"),
        ("ana was careless", "ana"),
        ("Nadia Haidari overlooked the date", SOMEBODY),
        ("Nadia had forgotten the date", SOMEBODY),
        ("the account manager forgot", SOMEBODY),
        ("the freelancer made a mistake", SOMEBODY),
        ("The new freelancer from Leeds made a silly mistake", SOMEBODY),
        ("the email team was careless", SOMEBODY),
        ("Our designer overlooked the date", SOMEBODY),
        ("a colleague forgot", SOMEBODY),
        ("Nobody paid attention", SOMEBODY),
        ("No one checked the links", SOMEBODY),
        ("the intern did not check", SOMEBODY),
        ("The intern who stood in didn't check", SOMEBODY),
        ("lack of attention by the PM", SOMEBODY),
        ("Somebody missed it", SOMEBODY),
        ("We simply forgot", SOMEBODY),
        ("Forgot the rota", SOMEBODY),
        ("The agency missed the deadline", SOMEBODY),
        ("The date was overlooked by the designer", SOMEBODY),
        ("An oversight by our copywriter", SOMEBODY),
        ("Human error", SOMEBODY),
        ("Carelessness in the team", SOMEBODY),
    ],
)
def test_a_slip_is_no_root_cause(cause: str, who: str) -> None:
    assert blamed(cause) == who


@pytest.mark.parametrize(
    "cause",
    [
        "",
        "…",
        "Customers forgot the offer because the reminder mail was not planned",
        "Customers forgot the offer",
        "The customers of the agency overlooked the date",
        "Our readers missed the mail",
        "Will is not asked for in the form",
        "The form will not ask for it",
        "The template forgot nothing but the date",
        "a rule was overlooked by the template",
        "The calendar rule names marketing channels only",
        "Kofi forgot because the template has no line for the rota",
        "The designer missed the date because the brief names two",
        "There is no rota, so Kofi forgot",
        "The rota names nobody for weekends",
        "Nobody is named for weekends in the rota",
        "Nobody owns the calendar",
        "No reminder goes out if somebody forgets",
        "The plan has no stand-in when Kofi was off",
        "The checklist has no line for links and nobody checked them",
        "The review step allows for human error but has no second reader",
        "Only Kofi Mensah has the password of the shop",
        "Kofi's list is the only one, and the checklist does not name it",
        "The agency did not get the brief",
        "The team was not told that the date had moved",
        "The designer's template overlooked weekends",
        "The tracking was off",
        "Mailchimp did not check the domain",
        "Templates overlooked weekends",
        "The approval of the account manager comes after the print date",
        "Two teams plan mails in calendars that nothing joins",
        "The tool failed to send at night",
        "Leads missed the mail: it went out on a public holiday",
    ],
)
def test_what_a_team_can_change_is_one(cause: str) -> None:
    assert blamed(cause) == ""


def test_in_another_language_whole_names_are_known() -> None:
    names = blame.Names(PEOPLE)
    assert blame.named("Kofi Mensah hat es vergessen", names) == KOFI
    assert blame.named("kofi.mensah hat es vergessen", names) == KOFI
    assert blame.named("Kofi hat es vergessen", names) == ""


def test_a_long_cause_takes_no_time_worth_speaking_of() -> None:
    assert blamed("nobody " * 5_000 + "did not") == ""
