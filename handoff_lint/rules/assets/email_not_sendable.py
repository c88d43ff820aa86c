"""A mail without a way to unsubscribe is against the law and ends as spam; one that is too large is cut off by Gmail.

How to fix: shorten the mail or split it; put the unsubscribe link and your postal address into it (a merge tag of the
sending tool will do); lay a text part beside it under the same name; set up SPF, DKIM, DMARC and one-click
unsubscribing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.assets import Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.reading import mails
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import listed

CODE = "HF712"
_BULK = 5000
"""Messages a day from which Gmail and Yahoo refuse senders without authentication."""
_UNSUBSCRIBE = re.compile(r"unsub|opt[-_ ]?out|\bone[-_ ]click", re.IGNORECASE)
_MERGE_TAG = re.compile(r"(?:\*\||\{[{%]|%%|\[)\s?[^\s|}%\]]{0,40}(?:unsub|opt[-_]?out)", re.IGNORECASE)
# A number before or behind a name in capitals, or a merge tag that stands for the address.
_ADDRESS = re.compile(
    r"\b\d{1,5}[a-z]?,? +[A-Z][\w.'-]+|\b[A-Z][\w.'-]{3,} +\d{1,5}[a-z]?\b"
    r"|(?:\*\||\{\{?|%%|\[)[^|}%\]]*addr(?:ess)?[^|}%\]]*(?:\|\*|\}|%%|\])|\bP\.? ?O\.? Box\b",
    re.UNICODE,
)


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Mails can be sent: small enough, with a way out, an address and a text part; and the sender is known."""
    if document.type == assets.PRODUCTION:
        for piece in assets.pieces(document, context.config):
            kind = context.config.channels.get(piece.channel, {}).get("kind")
            if kind == "email" and piece.format == "html":
                yield from _mail(document, context, piece)
    elif document.type == assets.LAUNCH:
        yield from _sender(document, context)


def _mail(document: Document, context: Context, piece: Piece) -> Iterator[Problem]:
    files, pointer = context.files, join(piece.pointer, "file" if piece.file else "bytes")
    size = assets.measure(piece, document, files).bytes
    most, warn = piece.spec.get("max_bytes"), piece.spec.get("warn_bytes")
    if size and most and size > most:
        yield Problem(f"This mail has {size:,} bytes; Gmail cuts it off at {most:,}.", pointer, "Shorten or split it.")
    elif size and warn and size > warn:
        yield Problem(
            f"This mail has {size:,} bytes; once its links are wrapped, Gmail may cut it off at {most or warn:,}.",
            pointer,
            "Shorten it.",
            severity=Severity.WARNING,
        )
    page = files.text(piece.file, beside=document.path) if piece.file else None
    if not page or page.startswith("version https://git-lfs"):
        return
    mail = mails.read(page)
    # Some sending tools put a whole link in the place of a merge tag.
    if not any(_UNSUBSCRIBE.search(link) for link in mail.links) and not _MERGE_TAG.search(mail.text):
        yield Problem(
            "This mail has no link to unsubscribe.", pointer, "Add one; a merge tag of the sending tool will do."
        )
    if not _ADDRESS.search(mail.text):
        yield Problem(
            "This mail has no postal address.",
            pointer,
            "Add it to the foot of the mail, or a merge tag that stands for it.",
            severity=Severity.WARNING,
        )
    if not files.exists(f"{piece.file.rpartition('.')[0]}.txt", beside=document.path):
        yield Problem(
            "This mail has no text part.",
            pointer,
            "Lay it beside the mail under the same name with .txt at its end.",
        )


def _sender(document: Document, context: Context) -> Iterator[Problem]:
    """How the sender proves who it is: asked of whoever sends mails, required above 5,000 messages a day."""
    setup = document.get("/package/technical_setup")
    if not setup or not any(
        context.config.channels.get(step.get("channel"), {}).get("kind") == "email"
        for _, step in document.each("/package/launch_sequence")
    ):
        return
    place, auth = "/package/technical_setup/email_auth", setup.get("email_auth")
    bulk = bool(auth) and auth.get("messages_per_day", 0) > _BULK
    severity = None if bulk else Severity.WARNING
    if not auth:
        if not any(one.problem.pointer.startswith(place) for one in document.violations):
            yield Problem(
                "Mails are sent, but nothing says whether mailbox providers can tell that they are yours.",
                "/package/technical_setup",
                "Add email_auth with spf, dkim, dmarc and one_click_unsubscribe.",
                at="key",
                severity=severity,
            )
        return
    failing = [name for name in ("spf", "dkim", "dmarc") if auth.get(name, "pass") != "pass"]
    failing += ["one_click_unsubscribe"] if auth.get("one_click_unsubscribe") is False else []
    if failing:
        yield Problem(
            f"{listed(failing, conjunction='and')} {'is' if len(failing) == 1 else 'are'} not in place"
            + (f", and above {_BULK:,} messages a day mailbox providers refuse such mail." if bulk else "."),
            join(place, failing[0]),
            "Set it up with whoever runs your domain, then test it.",
            severity=severity,
        )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-mail
      channel: email
      placement: marketing
      file: mail.html
---
"""
_FOLDER = "docs/campaigns/spring-ride/02-production"
_PLACE = f"{_FOLDER}/20270112_spring-ride_creative-to-production_v01.md"
_FOOT = "<p>Spring Bikes, 12 Mill Lane, Larkfield</p>"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="email-not-sendable",
    summary="Mails are small enough, and have a way out, an address, a text part and a sender who can be trusted.",
    idea="F3",
    severity=Severity.ERROR,
    since="approved",
    document=check,
    examples=(
        Example(
            "No way out",
            source=_PACKAGE,
            path=_PLACE,
            files={f"{_FOLDER}/mail.html": f"<html><body>{_FOOT}</body></html>", f"{_FOLDER}/mail.txt": "Back by six"},
            finds=(Find("mail.html", "This mail has no link to unsubscribe."),),
        ),
        Example(
            "No text part, no address",
            source=_PACKAGE,
            path=_PLACE,
            files={f"{_FOLDER}/mail.html": '<a href="{{unsubscribe_url}}">Unsubscribe</a>'},
            finds=(
                Find("mail.html", "This mail has no postal address."),
                Find("mail.html", "This mail has no text part."),
            ),
        ),
        Example(
            "Everything there",
            source=_PACKAGE,
            path=_PLACE,
            files={
                f"{_FOLDER}/mail.html": f'{_FOOT}<a href="{{{{unsubscribe_url}}}}">Unsubscribe</a>',
                f"{_FOLDER}/mail.txt": "Back by six",
            },
        ),
    ),
)
