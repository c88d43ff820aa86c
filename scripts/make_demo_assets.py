"""Makes the demo campaign's asset files and enters their sizes and checksums in its packages.

    python scripts/make_demo_assets.py           writes the files, then updates the records
    python scripts/make_demo_assets.py --check   changes nothing; says whether records and files agree

The pictures are drawn, so no photo with rights of its own lies in this repository. With the pinned Pillow the same
bytes come out every time; another Pillow may compress differently, and then the records follow the files.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

CAMPAIGN: Final = Path(__file__).resolve().parents[1] / "docs/campaigns/dockside-launch"
PRODUCTION: Final = CAMPAIGN / "02-production"
APPROVED: Final = PRODUCTION / "assets/approved"
SOURCE: Final = PRODUCTION / "assets/source"
RECORDS: Final = ("02-production/*_creative-to-production_*.md", "03-launch/*_production-to-launch_*.md")

Colour = tuple[int, int, int]
NAVY: Final[Colour] = (16, 38, 58)
PAPER: Final[Colour] = (245, 246, 244)
GREEN: Final[Colour] = (63, 150, 110)
AMBER: Final[Colour] = (240, 165, 40)
SLATE: Final[Colour] = (92, 110, 125)
STEEL: Final[Colour] = (58, 76, 92)
DAWN: Final[Colour] = (236, 190, 160)

DOORS: Final = ("08:05", "08:10", "late", "08:20", "08:35", "08:40", "08:50", "09:00")
LATE: Final = 2
"""Door three, counted from nought, is the one that turns amber."""


# --- Pictures -------------------------------------------------------------------------------------------------------


def text(draw: ImageDraw.ImageDraw, place: tuple[int, int], words: str, size: int, fill: Colour = PAPER) -> None:
    """Words at a place; the font comes with Pillow, so that every machine draws the same."""
    draw.multiline_text(place, words, fill=fill, font=ImageFont.load_default(size), spacing=size // 4)


def board(draw: ImageDraw.ImageDraw, left: int, top: int, width: int, height: int) -> None:
    """The door board: two rows of four doors, each with its next arrival."""
    draw.rounded_rectangle((left, top, left + width, top + height), radius=width // 40, fill=STEEL)
    gap = width // 30
    wide, high = (width - 5 * gap) // 4, (height - 3 * gap) // 2
    for door, arrival in enumerate(DOORS):
        x = left + gap + (door % 4) * (wide + gap)
        y = top + gap + (door // 4) * (high + gap)
        draw.rectangle((x, y, x + wide, y + high), fill=AMBER if door == LATE else GREEN)
        for slat in range(1, 5):
            draw.line((x, y + high * slat // 6, x + wide, y + high * slat // 6), fill=STEEL, width=max(1, wide // 60))
        size = max(9, min(wide // 6, high // 4))
        text(draw, (x + wide // 12, y + high * 2 // 3), f"{door + 1}  {arrival}", size, NAVY)


def signed(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """The company's name in its corner, with clear space around it."""
    text(draw, (width - width // 4, height - height // 10), "Larkfield Dockside", max(11, width // 45))


def ad_a() -> Image.Image:
    """Board with eight dock doors, door three turning amber."""
    image = Image.new("RGB", (1200, 628), NAVY)
    draw = ImageDraw.Draw(image)
    text(draw, (60, 50), "See every dock door's\nnext hour", 62)
    board(draw, 60, 250, 1080, 290)
    signed(draw, 1200, 628)
    return image


def ad_b() -> Image.Image:
    """Lorries waiting outside a warehouse at dawn."""
    image = Image.new("RGB", (1200, 628), NAVY)
    draw = ImageDraw.Draw(image)
    for y in range(430):
        share = y / 430
        shade = tuple(round(a + (b - a) * share) for a, b in zip((72, 92, 128), DAWN, strict=True))
        draw.line((0, y, 1200, y), fill=shade)
    draw.rectangle((0, 430, 1200, 628), fill=(48, 52, 58))
    draw.rectangle((720, 190, 1200, 470), fill=STEEL)
    for door in range(4):
        draw.rectangle((750 + door * 112, 330, 838 + door * 112, 470), fill=SLATE)
    for lorry in range(4):
        x = 20 + lorry * 172
        draw.rectangle((x, 350, x + 112, 470), fill=PAPER)
        draw.rectangle((x + 116, 390, x + 156, 470), fill=(150, 60, 50))
        draw.ellipse((x + 148, 440, x + 160, 452), fill=(255, 236, 170))
        for wheel in (14, 48, 128):
            draw.ellipse((x + wheel, 456, x + wheel + 26, 482), fill=(20, 22, 24))
    text(draw, (60, 50), "Act before the\nlorry queue forms", 62)
    signed(draw, 1200, 628)
    return image


def post() -> Image.Image:
    """Site manager looking at the door board."""
    image = Image.new("RGB", (1200, 1200), NAVY)
    draw = ImageDraw.Draw(image)
    text(draw, (80, 80), "They do not lack effort.\nThey lack the next hour.", 76)
    board(draw, 80, 360, 1040, 420)
    draw.ellipse((520, 690, 680, 850), fill=(24, 26, 30))
    draw.rounded_rectangle((430, 860, 770, 1300), radius=90, fill=(214, 120, 32))
    draw.rectangle((430, 990, 770, 1020), fill=PAPER)
    signed(draw, 1200, 1200)
    return image


def banner() -> Image.Image:
    """Dockside: see the next hour at every door."""
    image = Image.new("RGB", (300, 250), NAVY)
    draw = ImageDraw.Draw(image)
    text(draw, (18, 16), "Dockside: see the next\nhour at every door", 24)
    board(draw, 18, 88, 264, 94)
    draw.rounded_rectangle((18, 196, 202, 232), radius=6, fill=AMBER)
    text(draw, (29, 205), "Book a 20-minute demo", 15, NAVY)
    text(draw, (220, 206), "Larkfield", 14)
    return image


def door_board() -> str:
    """The board as an editable drawing."""
    wide, high, gap = 244, 120, 20
    doors = []
    for door, arrival in enumerate(DOORS):
        x, y = gap + (door % 4) * (wide + gap), gap + (door // 4) * (high + gap)
        fill = "#f0a528" if door == LATE else "#3f966e"
        doors.append(
            f'  <g id="door-{door + 1}">\n'
            f'    <rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}"/>\n'
            f'    <text x="{x + 18}" y="{y + 98}" font-family="Lato, sans-serif" font-size="36" fill="#10263a">'
            f"{door + 1} {arrival}</text>\n"
            "  </g>\n"
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1076" height="300" viewBox="0 0 1076 300" role="img">\n'
        "  <title>Board with eight dock doors, door three turning amber</title>\n"
        '  <rect width="1076" height="300" rx="24" fill="#3a4c5c"/>\n' + "".join(doors) + "</svg>\n"
    )


# --- Mails ----------------------------------------------------------------------------------------------------------

PAGE: Final = "https://www.larkfield.example"
PICTURES: Final = "https://files.larkfield.example/dockside/approved"
COMPANY: Final = "Larkfield Systems Ltd, 1 Example Quay, Larkfield, United Kingdom. Registered in England."
UNSUBSCRIBE: Final = "{{unsubscribe_url}}"
FONT: Final = "font-family:Arial,Helvetica,sans-serif"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: what it says, once, for both its parts.

    `hero` is the picture's file name and what it shows; `to` is where the button leads.
    """

    subject: str
    preheader: str
    hero: tuple[str, str]
    body: list[str]
    points: list[str]
    cta: str
    to: str

    def html(self) -> str:
        """The part with tables and styles in every cell, since mail programs know no better."""
        rows = [
            _row(f'<img src="{PICTURES}/{self.hero[0]}" width="640" alt="{escape(self.hero[1])}" {_PICTURE}>', "0"),
            _row(f'<h1 style="margin:0;{FONT};font-size:28px;line-height:34px;color:#10263a">{_h(self.body[0])}</h1>'),
            *(_row(_paragraph(words)) for words in self.body[1:]),
            *(_row(_point(number, words), "8px 32px") for number, words in enumerate(self.points, 1)),
            _row(_button(self.cta, self.to), "24px 32px"),
            _row(_small(f"{_h(COMPANY)}<br>You get this mail because you asked for news from Larkfield Systems.")),
            _row(
                _small(
                    f'<a href="{UNSUBSCRIBE}" style="color:#5c6e7d">Unsubscribe</a> &nbsp;|&nbsp; '
                    f'<a href="{PAGE}/privacy" style="color:#5c6e7d">Privacy</a>'
                ),
                "0 32px 32px",
            ),
        ]
        return _FRAME.format(subject=_h(self.subject), preheader=_h(self.preheader), rows="\n".join(rows))

    def plain(self) -> str:
        """The part for people who read mail without pictures."""
        points = "\n".join(f"{number}. {words}" for number, words in enumerate(self.points, 1))
        paragraphs = [*self.body, points, f"{self.cta}:\n{self.to}", COMPANY, f"Unsubscribe: {UNSUBSCRIBE}"]
        return "\n\n".join(paragraphs) + "\n"


_PICTURE: Final = 'style="display:block;width:100%;max-width:640px;height:auto;border:0"'
_FRAME: Final = """<!doctype html>
<html lang="en-GB" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<title>{subject}</title>
<!--[if mso]>
<xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>
<style>table {{border-collapse:collapse}} td,th,div,p,a,h1,h2 {{font-family:Arial,sans-serif}}</style>
<![endif]-->
<style>
body {{margin:0;padding:0;background:#e9ecef;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}}
table {{border-spacing:0;mso-table-lspace:0;mso-table-rspace:0}}
img {{-ms-interpolation-mode:bicubic}}
a {{text-decoration:underline}}
@media only screen and (max-width:640px) {{
  .frame {{width:100% !important}}
  .cell {{padding-left:20px !important;padding-right:20px !important}}
  h1 {{font-size:24px !important;line-height:30px !important}}
  .button a {{display:block !important;text-align:center !important}}
}}
@media (prefers-color-scheme:dark) {{
  body,.page {{background:#0b1722 !important}}
  .frame {{background:#10263a !important}}
  h1,p,td,strong {{color:#f5f6f4 !important}}
}}
</style>
</head>
<body>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px">{preheader}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#e9ecef">
<tr>
<td align="center" style="padding:24px 0">
<table role="presentation" class="frame" width="640" cellpadding="0" cellspacing="0" style="background:#ffffff">
{rows}
</table>
</td>
</tr>
</table>
</body>
</html>
"""


def _h(words: str) -> str:
    return escape(words, quote=False)


def _row(inner: str, padding: str = "16px 32px") -> str:
    return f'<tr>\n<td class="cell" align="left" valign="top" style="padding:{padding}">\n{inner}\n</td>\n</tr>'


def _paragraph(words: str) -> str:
    return f'<p style="margin:0;{FONT};font-size:16px;line-height:25px;color:#2a3b4a">{_h(words)}</p>'


def _small(inner: str) -> str:
    return f'<p style="margin:0;{FONT};font-size:12px;line-height:18px;color:#5c6e7d">{inner}</p>'


def _point(number: int, words: str) -> str:
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>'
        f'<td width="44" valign="top" style="{FONT};font-size:22px;line-height:25px;font-weight:bold;color:#3f966e">'
        f"{number}</td>"
        f'<td valign="top" style="{FONT};font-size:16px;line-height:25px;color:#2a3b4a">{_h(words)}</td>'
        "</tr></table>"
    )


def _button(words: str, to: str) -> str:
    return (
        '<table role="presentation" class="button" cellpadding="0" cellspacing="0"><tr>'
        '<td bgcolor="#f0a528" style="border-radius:6px">'
        f'<a href="{escape(to)}" style="display:inline-block;padding:14px 28px;{FONT};font-size:16px;font-weight:bold;'
        f'line-height:20px;color:#10263a;text-decoration:none">{_h(words)}</a></td></tr></table>'
    )


def _tagged(page: str, content: str) -> str:
    return f"{PAGE}/{page}?utm_source=house-list&utm_medium=email&utm_campaign=dockside-launch&utm_content={content}"


LAUNCH: Final = Mail(
    "See your next dock delay an hour early",
    "Dockside shows every door's next hour. Book a 20-minute demo.",
    (
        "20260908_dockside-launch_linkedin_ad_a_1200x628_v02.jpg",
        "Board with eight dock doors, door three turning amber",
    ),
    [
        "See the next hour at every dock door before the queue forms",
        "Hello {{first_name|there}}, a late day seldom starts with your team. At seven of nine sites that we visited "
        "it started at a dock door, an hour before anybody saw it.",
        "Dockside shows what each door will do next, so you can move a slot while there is still time.",
    ],
    [
        "Average dwell fell by 38 minutes in the spring pilot.",
        "It runs beside the WMS you have, and most pilot sites were live in two weeks.",
        "Built for the people in the yard: one board, every door, the next hour.",
    ],
    "Book a 20-minute demo",
    _tagged("dockside", "hero-cta"),
)

WEBINAR: Final = Mail(
    "Ask a pilot site how its yard calmed down",
    "29 September, 11:00: a site manager shows the board and takes questions.",
    (
        "20260908_dockside-launch_linkedin_post_a_1200x1200_v01.jpg",
        "Site manager looking at the door board",
    ),
    [
        "One site, one yard, one hour ahead",
        "Hello {{first_name|there}}, on 29 September at 11:00 London time a manager from one of our pilot sites shows "
        "the board that hangs in her office.",
        "Forty minutes, and half of them are for your questions. If you cannot come, save a seat anyway: "
        "the recording goes to everybody on the list.",
    ],
    [
        "What a queue looks like an hour before it forms.",
        "What the team changed in the first two weeks, and what it left alone.",
        "What went wrong, and what she would do differently.",
    ],
    "Save a seat",
    _tagged("webinar", "webinar-cta"),
)


def template() -> str:
    """The mail template that both mails are built from."""
    return """<mjml>
  <mj-head>
    <mj-title>{{subject}}</mj-title>
    <mj-preview>{{preheader}}</mj-preview>
    <mj-attributes>
      <mj-all font-family="Arial, Helvetica, sans-serif" />
      <mj-text font-size="16px" line-height="25px" color="#2a3b4a" />
      <mj-button background-color="#f0a528" color="#10263a" border-radius="6px" font-weight="bold" />
    </mj-attributes>
  </mj-head>
  <mj-body width="640px" background-color="#e9ecef">
    <mj-section background-color="#ffffff" padding="0">
      <mj-column>
        <mj-image src="{{hero.src}}" alt="{{hero.alt}}" padding="0" />
        <mj-text font-size="28px" line-height="34px" color="#10263a">{{headline}}</mj-text>
        <mj-text>{{body}}</mj-text>
        <mj-text>{{points}}</mj-text>
        <mj-button href="{{cta.url}}">{{cta.text}}</mj-button>
        <mj-text font-size="12px" line-height="18px" color="#5c6e7d">{{company_line}}</mj-text>
        <mj-text font-size="12px"><a href="{{unsubscribe_url}}">Unsubscribe</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
"""


# --- Files and records ----------------------------------------------------------------------------------------------

IMAGES: Final[dict[str, Callable[[], Image.Image]]] = {
    "20260908_dockside-launch_linkedin_ad_a_1200x628_v02.jpg": ad_a,
    "20260908_dockside-launch_linkedin_ad_b_1200x628_v02.jpg": ad_b,
    "20260908_dockside-launch_linkedin_post_a_1200x1200_v01.jpg": post,
    "20260908_dockside-launch_google-display_banner_a_300x250_v03.jpg": banner,
}
TEXTS: Final[dict[Path, Callable[[], str]]] = {
    APPROVED / "20260909_dockside-launch_email_launch_a_na_v02.html": LAUNCH.html,
    APPROVED / "20260909_dockside-launch_email_launch_a_na_v02.txt": LAUNCH.plain,
    APPROVED / "20260909_dockside-launch_email_webinar_a_na_v01.html": WEBINAR.html,
    APPROVED / "20260909_dockside-launch_email_webinar_a_na_v01.txt": WEBINAR.plain,
    SOURCE / "20260819_dockside-launch_linkedin_door-board_a_na_v02.svg": door_board,
    SOURCE / "20260819_dockside-launch_email_template_a_na_v03.mjml": template,
}


def write_files() -> None:
    """Make every file anew."""
    for folder in (APPROVED, SOURCE):
        folder.mkdir(parents=True, exist_ok=True)
    for name, draw in IMAGES.items():
        draw().save(APPROVED / name, "JPEG", quality=88, subsampling=0, optimize=True)
    for path, words in TEXTS.items():
        path.write_bytes(words().encode())


def records() -> Iterator[tuple[Path, str, str]]:
    """(package, its text, its text with the records of the files that are there)."""
    for pattern in RECORDS:
        for package in sorted(CAMPAIGN.glob(pattern)):
            before = package.read_text(encoding="utf-8")
            entries = re.split(r"(?m)(?=^    - )", before)
            yield package, before, "".join(_entered(entry, package) for entry in entries)


def _entered(entry: str, package: Path) -> str:
    """One list entry of a package with what its file really is."""
    named = re.search(r"(?m)^ {4}[- ] file: (\S+)$", entry)
    path = package.parent / named[1] if named else None
    if path is None or not path.is_file():
        return entry
    content = path.read_bytes()
    real = {"bytes": str(len(content)), "sha256": hashlib.sha256(content).hexdigest()}
    if path.suffix == ".jpg":
        with Image.open(path) as image:
            real |= {"width": str(image.width), "height": str(image.height)}
    for field, value in real.items():
        entry = re.sub(rf"(?m)^( {{6}}{field}:) .*$", rf"\g<1> {value}", entry)
    return entry


def main(arguments: list[str]) -> int:
    """Write files and records, or only compare."""
    if "--check" not in arguments:
        write_files()
    stale = 0
    for package, before, after in records():
        if before != after:
            stale += 1
            if "--check" not in arguments:
                package.write_text(after, encoding="utf-8", newline="\n")
            print(f"{package.name}: records {'differ' if '--check' in arguments else 'updated'}")
    sizes = {path: path.stat().st_size for folder in (APPROVED, SOURCE) for path in sorted(folder.glob("*"))}
    for path, size in sizes.items():
        print(f"{size:>8,}  {path.relative_to(PRODUCTION)}")
    print(f"{sum(sizes.values()):>8,}  bytes in all")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
