"""People who cannot see a picture or hear a film are customers too; in many countries describing it is the law.

How to fix: say in `alt_text` what can be seen and matters; give films `captions`. In a mail, every picture has an
`alt`, which is empty for mere decoration.
"""

from __future__ import annotations

from collections.abc import Iterator

from handoff_lint import assets
from handoff_lint.assets import Piece
from handoff_lint.model import Document, Problem, Severity, join
from handoff_lint.reading import mails
from handoff_lint.rules.base import Context, Example, Find, Rule
from handoff_lint.words import plural, shown

CODE = "HF706"


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Images have a text of their own, films have captions, pictures in mails have an alt."""
    if document.type != assets.PRODUCTION:
        return
    for piece in assets.pieces(document, context.config):
        if piece.format in assets.IMAGES:
            yield from _image(piece)
        elif piece.format in assets.VIDEOS and not piece.data.get("captions"):
            yield Problem(
                f"{piece.id or 'This film'} has no captions.", piece.pointer, "Say under captions which file."
            )
        elif piece.format == "html" and piece.file:
            page = context.files.text(piece.file, beside=document.path) or ""
            bare = mails.read(page).bare_pictures
            if bare:
                yield Problem(
                    f"{plural(bare, 'picture')} in this file {'has' if bare == 1 else 'have'} no alt.",
                    join(piece.pointer, "file"),
                    'Describe each of them, or write alt="" where it is mere decoration.',
                )


def _image(piece: Piece) -> Iterator[Problem]:
    text, name = piece.data.get("alt_text", ""), piece.file.rpartition("/")[2]
    if not text:
        yield Problem(
            f"{piece.id or 'This image'} has no alt text.",
            piece.pointer,
            "Say under alt_text what can be seen and matters.",
        )
    elif name and text.casefold() in (name.casefold(), name.rpartition(".")[0].casefold()):
        yield Problem(
            f"The alt text {shown(text)} is the file's name.", join(piece.pointer, "alt_text"), "Describe it."
        )


_PACKAGE = """\
---
type: creative-to-production
status: draft
from: leo.brandt
package:
  assets:
    - id: as-photo
      file: photo.jpg
{text}---
"""
_PLACE = "docs/campaigns/spring-ride/02-production/20270112_spring-ride_creative-to-production_v01.md"

RULE = Rule(
    module=__name__,
    code=CODE,
    name="accessible-text-missing",
    summary="Images have an alt text, films have captions.",
    idea="F3",
    severity=Severity.WARNING,
    since="approved",
    document=check,
    examples=(
        Example(
            "No alt text",
            source=_PACKAGE.format(text=""),
            path=_PLACE,
            finds=(Find("id: as-photo", "as-photo has no alt text."),),
        ),
        Example(
            "The file's name",
            source=_PACKAGE.format(text="      alt_text: photo\n"),
            path=_PLACE,
            finds=(Find("photo", "The alt text “photo” is the file's name.", after="alt_text: "),),
        ),
        Example(
            "What can be seen",
            source=_PACKAGE.format(text="      alt_text: A mechanic hands a bike over the counter\n"),
            path=_PLACE,
        ),
    ),
)
