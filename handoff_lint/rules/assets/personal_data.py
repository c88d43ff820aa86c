"""A stranger's address in Git stays there for ever, in every copy; people have a right that it does not.

How to fix: take it out, and out of the history if it was pushed (`git filter-repo`). Leads belong in the CRM; a package
says how they are passed on, not who they are. Your own addresses are known by `organisation.domain` and `email`; others
that may be published, such as a freelancer's or a hotline, go under `organisation.public_contacts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handoff_lint.model import Campaign, Document, Problem, Severity, Span
from handoff_lint.rules.base import EVERYTHING, Context, Example, Find, Rule, lines

CODE = "HF714"
_ADDRESS = re.compile(r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]*@(?!\dx\.)[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}\b")
_PHONE = re.compile(r"(?<![\w+/=-])(?:\+|00)[1-9]\d{0,2}[ ()./-]{0,2}\d(?:[ ()./-]{0,2}\d){6,11}(?![\w-])")
_MAIL_COLUMN = re.compile(r"e-?mail|phone|first.?name|last.?name|surname|mobile", re.IGNORECASE)
_HELP = (
    "Take it out, also of the history if it was pushed. If it may be published, add it to organisation.public_contacts."
)
_EXAMPLE_HOSTS = ("example.com", "example.org", "example.net")


def check(document: Document, context: Context) -> Iterator[Problem]:
    """No file holds an e-mail address or a phone number that is not the team's own."""
    if document.source is None:
        return
    text = document.source.text
    wanted = set(_lines(text))
    own = _own(context) if wanted else set()
    for begin in sorted(wanted):
        end = text.find("\n", begin)
        line, number = text[begin:] if end < 0 else text[begin:end], text.count("\n", 0, begin) + 1
        for found in _ADDRESS.finditer(line) if "@" in line else ():
            if not _is_own(found[0].lower(), own):
                yield _problem("an e-mail address", number, found)
        for found in _PHONE.finditer(line):
            if _digits(found[0]) not in own:
                yield _problem("a phone number", number, found)


def _lines(text: str) -> Iterator[int]:
    """Where the lines begin that may hold an address or a number; the + of a time's offset stands behind a digit."""
    for mark in ("@", "+", " 00"):
        at = text.find(mark)
        while at >= 0:
            if mark != "+" or not text[at - 1 : at].isdigit():
                yield text.rfind("\n", 0, at) + 1
            at = text.find(mark, at + 1)


def check_tables(campaign: Campaign, context: Context) -> Iterator[Problem]:
    """No table of people lies in the campaign's folder."""
    for path in campaign.tables:
        text = context.files.text(path.rpartition("/")[2], beside=path) or ""
        first = text.split("\n", 1)[0]
        if _MAIL_COLUMN.search(first) or any(_ADDRESS.search(line) for line in text.split("\n")[:50]):
            yield Problem(
                "This table holds people's data: it has a column for names, mail addresses or phone numbers.",
                help="Delete it, also from the history if it was pushed. Leads belong in the CRM.",
                path=path,
            )


def _own(context: Context) -> set[str]:
    """The team's domains (with @), its people's addresses, and contacts that may be published (numbers as digits)."""
    config = context.config
    organisation = config.organisation
    domains = {organisation.get("domain", ""), organisation.get("email", "").rpartition("@")[2]}
    found = {f"@{domain.lower()}" for domain in domains if domain}
    for contact in organisation.get("public_contacts", []):
        found.add(contact.lower() if "@" in contact else _digits(contact))
    for person in config.people.values():
        found.update(_texts(person.get("email", [])))
    return found


def _texts(written: str | Sequence[str]) -> list[str]:
    return [one.lower() for one in ([written] if isinstance(written, str) else written)]


def _is_own(address: str, own: set[str]) -> bool:
    host = address.rpartition("@")[2]
    if address in own or host in _EXAMPLE_HOSTS or host.endswith(".example"):
        return True
    return any(f"@{host}" == one or f".{host}".endswith(f".{one[1:]}") for one in own if one.startswith("@"))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", re.sub(r"^00", "", number.strip()))


def _problem(what: str, number: int, found: re.Match[str]) -> Problem:
    return Problem(
        f"This is {what} of somebody outside the team.",
        help=_HELP,
        span=Span(number, found.start() + 1, number, found.end() + 1),
    )


_SETTINGS = "organisation: {domain: spring-bikes.test}\n"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="personal-data-committed",
    summary="No file holds the addresses, numbers or lists of people outside the team.",
    idea="F5",
    severity=Severity.ERROR,
    document=check,
    campaign=check_tables,
    kinds=EVERYTHING,
    reads_unreadable=True,
    examples=(
        Example(
            "A customer's address",
            settings=_SETTINGS,
            shows="context: Bo Vance (bo.vance@mail.test, +44 20 7946 0018) asked why we never call.\n",
            finds=(
                Find("bo.vance@mail.test", "This is an e-mail address of somebody outside the team."),
                Find("+44 20 7946 0018", "This is a phone number of somebody outside the team."),
            ),
        ),
        Example(
            "Our own address",
            settings=_SETTINGS,
            shows="context: Questions go to hello@spring-bikes.test. Two thirds skip the spring check.\n",
        ),
        Example(
            "A contact that may be published",
            settings=lines("""
                organisation:
                  public_contacts: [+44 20 7946 0018, bo@studio.test]
            """),
            shows="context: The hotline is +44 20 7946 0018, the photographer bo@studio.test.\n",
        ),
    ),
)
