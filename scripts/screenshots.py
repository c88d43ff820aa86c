"""Takes the README's pictures of the demo, published as it stood six days before its launch.

    .venv/bin/python -m scripts.screenshots [NAME...]

Writes docs/assets/screenshots/NAME.png, all of them or those that are named. Needs the development environment and
a Chromium (scripts/browser.sh finds one). Look at the pictures before you commit them.
"""

from __future__ import annotations

import datetime
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from ruamel.yaml import YAML

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build
from mkdocs.config import load_config

from tests.site.lived import lived

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/assets/screenshots"
DAY = datetime.date(2026, 9, 9)
LARGEST = 150_000
"""Bytes of a picture: the README is read on telephones too."""


class Picture(NamedTuple):
    """A page, the section that it begins with, the window that shows it, and how many dots make one pixel of it."""

    page: str
    section: str = ""
    width: int = 1280
    height: int = 800
    scheme: Literal["light", "dark"] = "light"
    dots: float = 1


PICTURES = {
    "today": Picture("index.html"),
    "campaign": Picture("campaigns/dockside-launch/index.html", "chain"),
    "pieces": Picture("campaigns/dockside-launch/dockside-launch-h2.html", "assets"),
    "approvals": Picture("campaigns/dockside-launch/dockside-launch-h3.html", "gates"),
    "calendar": Picture("calendar.html", height=1000),
    "today-dark": Picture("index.html", width=390, height=844, scheme="dark", dots=2),
}


def main(names: list[str]) -> int:
    """Take pictures; gives the exit code."""
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        print(f"There is no picture {', '.join(unknown)}; there are: {', '.join(PICTURES)}", file=sys.stderr)
        return 2
    found = subprocess.run(["sh", "scripts/browser.sh"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        return found.returncode
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "scratch").mkdir()
        repo = lived(Path(folder) / "repo", DAY, Path(folder) / "scratch")
        site = build_site(repo, Path(folder) / "site")
        options = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=options)
        for name in names or PICTURES:
            target = FOLDER / f"{name}.png"
            target.write_bytes(small(take(browser, site, PICTURES[name])))
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} KB")
        browser.close()
    large = [name for name in names or PICTURES if (FOLDER / f"{name}.png").stat().st_size > LARGEST]
    if large:
        print(f"Larger than {LARGEST / 1000:.0f} KB: {', '.join(large)}", file=sys.stderr)
    return bool(large)


def build_site(repo: Path, folder: Path) -> Path:
    """Build a team's site so that it can be opened from the disk: their menu is the guide's, the colours are ours."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as ours:
        theme = YAML(typ="safe").load(ours)["theme"]
    config = load_config(
        str(ROOT / "examples/publish/mkdocs.yml"),
        docs_dir=str(repo / "docs"),
        site_dir=str(folder),
        theme=theme,
        use_directory_urls=False,
        plugins=["search", {"handoff": {"today": DAY}}],
    )
    config.plugins.on_startup(command="build", dirty=False)
    build.build(config)
    return folder


def take(browser: Browser, site: Path, picture: Picture) -> bytes:
    """Take one picture; gives a PNG file."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        device_scale_factor=picture.dots,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto((site / picture.page).as_uri())
    if picture.section:
        page.locator(f"#{picture.section}").evaluate("(one) => scrollTo(0, one.offsetTop - 70)")
    page.evaluate("document.fonts.ready")
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def small(picture: bytes) -> bytes:
    """Make a PNG file small: 128 colours are enough for letters, lines and few areas."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
